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
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)
from site_tools import ROOT, Site, address_of, real_site

from ledger.documents import pdf
from ledger.machine import browser as installed
from ledger.project import Project

#: a second such list takes the place of Playwright's, of which these matter to a test
_ABSENT = (*installed.UNSEEN, "HttpsUpgrades", "MediaRouter", "OptimizationHints", "PaintHolding")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync",
             f"--disable-features={','.join(_ABSENT)}"]  # fmt: skip
#: a busy machine may take long to build a site and to show it
expect.set_options(timeout=60_000)
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
        return len(marks_of(site, address)), -site.file(address).stat().st_size

    return [max(addresses, key=richness) for addresses in by_writer.values()]


def marks_of(site: Site, address: str) -> set[str]:
    """Return the elements and the classes of a page."""
    return {*_MARKS.findall(site.file(address).read_text(encoding="utf-8"))}


@pytest.fixture(scope="session")
def telling(site: Site, kinds: list[str]) -> list[str]:
    """Few of these pages, which hold every element and class that any of them holds."""
    unseen = {address: marks_of(site, address) for address in kinds}
    found = []
    while any(unseen.values()):
        found.append(max(kinds, key=lambda address: len(unseen[address])))
        seen = unseen[found[-1]]
        unseen = {address: marks - seen for address, marks in unseen.items()}
    return found


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
        page.on("request", self._asked)
        page.on("pageerror", self._failed)
        page.on("console", self._said)

    def leave(self, page: Page) -> None:
        """Note no more of a page."""
        page.remove_listener("request", self._asked)
        page.remove_listener("pageerror", self._failed)
        page.remove_listener("console", self._said)

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


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


@dataclass
class Windows:
    """Windows of the browser, each lent to one test after the other.

    A window costs a third of a second of CPU, as much as another page in it.
    """

    browser: Browser
    #: those that nobody has, by the options with which they were opened; the last given back is last
    free: list[tuple[str, Page]] = field(default_factory=list)

    def take(self, options: dict[str, Any]) -> Page:
        """Return a window as good as new."""
        for entry in reversed(self.free):
            if entry[0] == repr(options):
                self.free.remove(entry)
                return entry[1]
        return self.browser.new_context(**options).new_page()

    def give_back(self, options: dict[str, Any], page: Page) -> None:
        """Take back a window that keeps nothing of what was done in it; a few wait for the next."""
        _clean(page, options.get("viewport", {"width": 1280, "height": 720}))
        self.free.append((repr(options), page))
        if len(self.free) > _SPARE:
            self.free.pop(0)[1].context.close()


#: so many windows wait for tests
_SPARE = 4


def _clean(page: Page, size: ViewportSize) -> None:
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.unroute_all()
    page.mouse.move(0, 0)
    page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.goto("about:blank")
    page.emulate_media(media="null")
    if page.viewport_size != size:
        page.set_viewport_size(size)


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Windows:
    """The windows that the tests of a worker share."""
    return Windows(chromium)


@pytest.fixture
def visit(windows: Windows, base: str, heard: Heard) -> Iterator[Opener]:
    """Open a page of the site in a window of the test's own, as ``visit("report/", has_touch=True)``."""
    taken: list[tuple[dict[str, Any], Page]] = []

    def open_page(address: str, at: str = base, **options: Any) -> Page:
        page = windows.take(options)
        taken.append((options, page))
        heard.listen(page)
        page.goto(at + address, wait_until="load")
        return page

    yield open_page
    for options, page in taken:
        heard.leave(page)
        windows.give_back(options, page)
