"""The search against Material's own with jieba: what is found, how soon, how large the index is.

jieba is fetched beside the work for the comparison only; where it cannot be had, a line says so.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench import sites, tables
from bench.measure import ENVIRONMENT, apart
from bench.plan import Plan
from ledger.machine import browser as installed
from ledger.pages.search import FILE

#: what is asked for, and the pages in which it stands
Truth = dict[str, set[str]]
JIEBA = "jieba==0.42.1"
#: an office computer of some years' age, against this one
SLOWER = 4
_FIND = "queries => queries.map((query) => siteSearch.find(query))"
_LOAD = """() => new Promise((done) => {
  const wait = () => siteSearch.ready() ? done() : setTimeout(wait, 10)
  siteSearch.load()
  wait()
})"""
#: from the sign typed to the results standing in the page
_TYPED = """queries => {
  const field = document.querySelector(".search-bar input"), list = document.querySelector(".search-list")
  return queries.map((query) => {
    const begun = performance.now()
    field.value = query
    field.dispatchEvent(new Event("input"))
    list.getBoundingClientRect()
    return performance.now() - begun
  })
}"""
#: Material's worker, asked as its page asks it
_STOCK = """async (queries) => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const index = await (await fetch(new URL("search/search_index.json", new URL(config.base, location)))).json()
  const worker = new Worker(config.search)
  const answer = (message, kind) => new Promise((done) => {
    worker.onmessage = ({ data }) => { if (data.type === kind) done(data.data) }
    worker.postMessage(message)
  })
  await answer({ type: 0, data: { ...index, options: { suggest: false } } }, 1)
  const found = [], times = []
  for (const query of queries) {
    const begun = performance.now()
    const { items } = await answer({ type: 2, data: query }, 3)
    times.push(performance.now() - begun)
    found.push(items.map((item) => item[0].location.split("#")[0]))
  }
  return { found, times }
}"""


def measure(_: Path, root: Path, plan: Plan) -> None:
    """Print what is found and what it costs."""
    tables.heading("搜索")
    program = installed.find()
    if program is None:
        return print(installed.missing())
    index = _index(root / "site")
    queries, titles = _queries(index), _titles(index)
    size = (root / "site" / FILE).read_bytes()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        with _served(root / "site") as base:
            print(_timed(browser, base, plan.rounds, list(queries)))
            found = _ask(browser, base, _LOAD, _FIND, [*queries, *titles])
        print("\n| 搜索 | 查全率 | 标题和小标题在前五 | 索引 KiB（压缩后） |")
        print("|---|---|---|---|")
        print(_row("本项目", found, (queries, titles), size))
        stock = _stock(root, Path(folder))
        if stock is None:
            print(f"\n没有装上 {JIEBA}，略去与原装的对照。")
        else:
            with _served(stock / "site") as base:
                answer = _ask(browser, base, "() => null", _STOCK, [*queries, *titles])
            size = (stock / "site/search/search_index.json").read_bytes()
            print(_row("原装 Material + jieba", answer["found"], (queries, titles), size))
            median = statistics.median(answer["times"])
            print(f"\n原装的一次查询 {median:.0f} 毫秒（实际时间，不含画出）。")
        browser.close()
    return None


def _index(site: Path) -> dict[str, list[tuple[str, list[str]]]]:
    """Return the title, headings and pieces of every page."""
    text = (site / FILE).read_text(encoding="utf-8")
    data = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    pieces = data["pieces"]
    pages: dict[str, list[tuple[str, list[str]]]] = {}
    for address, title, _, rows in data["pages"]:
        pages[address] = [(pieces[title], [])]
        pages[address] += [
            (pieces[row[1]] if row[1] >= 0 else "", [pieces[n] for n in row[2:]]) for row in rows
        ]
    return pages


def _queries(index: dict[str, Any]) -> Truth:
    """Return pieces of the pages' text, begun and ended anywhere, and the pages they stand in."""
    draw = random.Random(2021)
    lines = {
        address: [text for heading, pieces in places for text in (heading, *pieces) if text]
        for address, places in index.items()
    }
    every = [line for page in lines.values() for line in page if len(line) > 3]
    found: Truth = {}
    while len(found) < 500:
        line = draw.choice(every)
        start = draw.randrange(len(line) - 2)
        query = line[start : start + draw.randint(2, 8)].strip()
        if len(query) > 1 and " " not in query:
            found[query] = {page for page, own in lines.items() if any(query in one for one in own)}
    return found


def _titles(index: dict[str, Any]) -> Truth:
    """Return all titles and headings, and the pages that have them."""
    found: Truth = {}
    for address, places in index.items():
        for title in (title for title, _ in places if title):
            found.setdefault(title, set()).add(address)
    return found


def _timed(browser: Browser, base: str, rounds: int, queries: list[str]) -> str:
    """Say what the first result and the later ones cost, here and on a slower computer."""
    said = []
    for slower in (1, SLOWER):
        first = statistics.median(_first(browser, base, slower) for _ in range(rounds))
        page = _opened(browser, base, slower)
        times = sorted(page.evaluate(_TYPED, queries))
        page.context.close()
        name = "本机" if slower == 1 else f"慢 {slower} 倍的机器"
        said.append(
            f"{name}：第一个结果 {first:.0f} CPU 毫秒（载入索引、整理、查、画出）；以后每次"
            f" {statistics.median(times):.1f} 毫秒，95% 在 {times[int(len(times) * 0.95)]:.1f}"
            f" 毫秒以内，最多 {times[-1]:.1f} 毫秒。"
        )
    return "\n".join(said)


def _first(browser: Browser, base: str, slower: int) -> float:
    """Return the main thread's CPU milliseconds from the press of the button to the first result."""
    page = browser.new_page()
    page.goto(base, wait_until="networkidle")
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    before = busy(client)
    page.locator(".search-open").click()
    page.keyboard.insert_text("整改")
    page.locator(".search-page").first.wait_for()
    spent = busy(client) - before
    page.close()
    return spent * 1000


def busy(client: Any) -> float:
    """Return the CPU seconds that a page's main thread has worked."""
    values = client.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in values if one["name"] == "TaskDuration"))


def _opened(browser: Browser, base: str, slower: int) -> Page:
    page = browser.new_context().new_page()
    page.goto(base)
    page.evaluate(_LOAD)
    page.locator(".search-open").click()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def _ask(browser: Browser, base: str, load: str, script: str, queries: list[str]) -> Any:
    page = browser.new_page()
    page.goto(base)
    page.evaluate(load)
    found = page.evaluate(script, queries)
    page.close()
    return found


def _row(name: str, found: list[list[str]], due: tuple[Truth, Truth], index: bytes) -> str:
    """Return a row of the table: of the pages that hold a query, how many were found."""
    queries, titles = due
    wanted = sum(map(len, queries.values()))
    had = sum(len(pages & set(f)) for pages, f in zip(queries.values(), found, strict=False))
    named = found[len(queries) :]
    top = sum(bool(pages & set(f[:5])) for pages, f in zip(titles.values(), named, strict=True))
    size = f"{len(index) / 1024:.0f}（{len(gzip.compress(index, mtime=0)) / 1024:.0f}）"
    return f"| {name} | {had / wanted:.3f} | {top / len(titles):.3f} | {size} |"


def _stock(root: Path, work: Path) -> Path | None:
    """Build the same pages with Material's search and jieba; None where jieba cannot be had."""
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    have = subprocess.run(
        [*pip, "--no-deps", "--target", str(work / "jieba"), JIEBA],
        check=False,
        capture_output=True,
    )
    if have.returncode:
        return None
    stock = apart(sites.make_stock, sites.copy(root, work / "ours"), work / "stock")
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(work / "jieba")}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=stock, env=environment,
        check=True, capture_output=True,
    )  # fmt: skip
    return stock


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
