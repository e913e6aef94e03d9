"""What a page weighs on the wire, and what it costs an old computer, in the installed browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.searching import SLOWER, busy
from ledger.machine import browser as installed

PAGES = {
    "首页": "",
    "报告": "report/",
    "履责记录（一个月）": "records/2021-03/",
    "法规": "regulations/disciplinary/",
    "测验": "regulations/quiz/",
    "全部岗位": "posts/all/",
}
#: the pages with the most to lay out
HEAVY = ("首页", "报告", "测验", "全部岗位")
_QUERY = "整改"


@dataclass
class Wire:
    """What came over the wire since it was last asked; an answer from a cache did not."""

    client: Any
    cached: set[str] = field(default_factory=set)
    sizes: dict[str, float] = field(default_factory=dict)

    def listen(self) -> None:
        """Begin to note what comes."""
        self.client.on("Network.requestServedFromCache", lambda e: self.cached.add(e["requestId"]))
        self.client.on("Network.responseReceived", self._received)
        self.client.on("Network.loadingFinished", self._finished)
        self.client.send("Network.enable")

    def _received(self, event: Any) -> None:
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])

    def _finished(self, event: Any) -> None:
        if event["requestId"] not in self.cached:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    def taken(self) -> str:
        """Return the KiB and the number of requests."""
        found, self.sizes = self.sizes, {}
        return f"{sum(found.values()) / 1024:.1f}（{len(found)}）"


def report(base: str, rounds: int) -> None:
    """Print both tables, or what is missing."""
    program = installed.find()
    if program is None:
        return print(installed.missing())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        _weights(browser, base)
        _work(browser, base, rounds)
        browser.close()
    return None


def _weights(browser: Browser, base: str) -> None:
    print("\n| 页面 | 初次打开 KiB（请求） | 再次打开 | 初次搜索另加 |\n|---|---|---|---|")
    for name, path in PAGES.items():
        with _opened(browser) as page:
            wire = Wire(page.context.new_cdp_session(page))
            wire.listen()
            _visit(page, base + path)
            first = wire.taken()
            _visit(page, base + path)
            again = wire.taken()
            page.locator(".search-open").click()
            page.keyboard.insert_text(_QUERY)
            page.locator(".search-page").first.wait_for()
            print(f"| {name} | {first} | {again} | {wire.taken()} |", flush=True)


def _visit(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)  # the icon comes last


def _work(browser: Browser, base: str, rounds: int) -> None:
    print(f"\n| 页面 | 本机，CPU 毫秒 | 慢 {SLOWER} 倍 | 元素 |\n|---|---|---|---|")
    for name in HEAVY:
        spent = {
            slower: [_spent(browser, base, PAGES[name], slower) for _ in range(rounds)]
            for slower in (1, SLOWER)
        }
        cells = [f"{median(ms for ms, _ in found):.0f}" for found in spent.values()]
        print(f"| {name} | {' | '.join(cells)} | {spent[1][0][1]} |", flush=True)


def _spent(browser: Browser, base: str, path: str, slower: int) -> tuple[float, int]:
    """Return the main thread's CPU milliseconds until a page stands there, and its elements."""
    with _opened(browser) as page:
        page.goto(f"{base}assets/images/favicon.png")  # the same process, and nothing in the cache
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable", {"timeDomain": "threadTicks"})
        client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        before = busy(client)
        page.goto(base + path, wait_until="load")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        spent = busy(client) - before
        return spent * 1000, page.evaluate("document.getElementsByTagName('*').length")


@contextmanager
def _opened(browser: Browser) -> Iterator[Page]:
    """A page of a reader who was never here."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
