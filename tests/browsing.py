"""The built site behind a web server, and an installed browser to look at it."""

from __future__ import annotations

import os
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from site_tools import ROOT, Site, address_of, real_site

from ledger.documents import pdf
from ledger.machine import browser as installed
from ledger.project import Project

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
_MARKS = re.compile(r'<\w+|class="[^"]*"')


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def serve(folder: Path) -> Iterator[str]:
    """Answer requests for files below a folder, as a web server does; yield the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's own site, built strictly; the workers share one, and change nothing in it."""
    own = tmp_path_factory.getbasetemp()
    return real_site(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def kinds(site: Site, project: Project) -> list[str]:
    """One page of every kind: of those that one function writes, the one with most to it.

    A page that no function writes is of its own kind, so that none is left out.
    """
    by_writer: dict[object, list[str]] = defaultdict(list)
    writers = {address_of(path): write.func for path, write in project.writers.items()}  # type: ignore[attr-defined]
    for address in site.addresses():
        by_writer[writers.get(address, address)].append(address)

    def richness(address: str) -> tuple[int, int]:
        text = site.file(address).read_text(encoding="utf-8")
        return len(set(_MARKS.findall(text))), -len(text)

    return [max(addresses, key=richness) for addresses in by_writer.values()]


@pytest.fixture(scope="session")
def base(site: Site) -> Iterator[str]:
    """The address of the served site."""
    yield from serve(site.root)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed browser; without one the tests fail and say what to do."""
    program = installed.find()
    if program is None:
        pytest.fail(installed.missing())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program), args=ARGUMENTS, env=pdf.environment(ROOT)
        )
        yield browser
        browser.close()


@dataclass
class Heard:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note every request, console warning and error of a page."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._console(message.type, message.text))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


Opener = Callable[..., Page]


def search_for(page: Page, words: str) -> None:
    """Open the search where it is not open, and type words as an input method does."""
    if not page.locator("dialog.search[open]").count():
        page.locator(".search-open").click()
    page.locator(".search-bar input").clear()
    page.keyboard.insert_text(words)


@pytest.fixture
def heard() -> Heard:
    """What the test's pages asked for and complained of."""
    return Heard()


@pytest.fixture
def visit(chromium: Browser, base: str, heard: Heard) -> Iterator[Opener]:
    """Open a page of the site in a window of its own, as ``visit("report/", has_touch=True)``."""
    contexts = []

    def open_page(address: str, at: str = base, frozen: bool = False, **options: Any) -> Page:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        heard.listen(page)
        if frozen:
            page.clock.install()
        page.goto(at + address, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
