"""A table of records that is asked: what a sign typed costs, of some rows and of very many."""

from __future__ import annotations

import random
import shutil
import statistics
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import growing, sites, tables
from bench.measure import build, cost_of
from bench.plan import TIMEOUT, Plan
from bench.searching import SLOWER, busy
from ledger.machine import browser as installed

#: the page of all records
_PAGE = "site/records/index.html"
#: opens the form and makes its field ready
_READY = """() => {
  document.querySelector(".asking").open = true
  return new Promise((done) => setTimeout(() => {
    document.querySelector(".asking-form input").focus()
    done()
  }, 100))
}"""
#: types what stands in the field so far, to the rows standing in the page
_TYPED = """words => {
  const field = document.querySelector(".asking-form input")
  field.value = words
  field.dispatchEvent(new Event("input"))
  document.querySelector(".told").getBoundingClientRect()
}"""


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Print what it costs to open the page and to type into its field."""
    tables.heading("筛选履责记录")
    program = installed.find()
    if program is None:
        return print(installed.missing())
    head = ["记录数", "打开", f"打开，慢 {SLOWER} 倍", "打一个字", "95%", "最多"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        # a table holds no more than ten thousand of them in the full plan
        counts = [count for count in plan.records if count <= 10_000]
        tables.write([f"{each}（毫秒）" if each != head[0] else each for each in head],
                     [_row(browser, work, root, count) for count in counts])  # fmt: skip
        browser.close()
    return None


def _row(browser: Browser, work: Path, root: Path, count: int) -> list[str]:
    project = root
    if count:
        project = sites.copy(root, work / f"asked-{count}")
        growing.add_records(project, count)
        cost_of(build("", project).command, project)
    page = (project / _PAGE).as_uri()
    opened = [_opened(browser, page, slower) for slower in (1, SLOWER)]
    times = sorted(_typed(browser, page))
    row = [str(growing.count_records(project)), *(f"{each * 1000:.0f}" for each in opened)]
    row += [f"{statistics.median(times):.1f}", f"{times[int(len(times) * 0.95)]:.1f}", f"{times[-1]:.1f}"]  # fmt: skip
    if count:
        shutil.rmtree(project)
    return row


def _opened(browser: Browser, address: str, slower: int) -> float:
    """Return the main thread's CPU seconds for opening the page."""
    page = browser.new_page()
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address, wait_until="load", timeout=TIMEOUT * 1000)
    page.evaluate("() => document.body.getBoundingClientRect().height")
    spent = busy(client)
    page.close()
    return spent


def _typed(browser: Browser, address: str) -> list[float]:
    """Return the main thread's CPU milliseconds for each sign typed."""
    page = browser.new_page()
    page.goto(address, timeout=TIMEOUT * 1000)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    draw = random.Random(7)
    words = page.locator(".askable td a.record").all_inner_texts()
    page.evaluate(_READY)
    times = []
    for word in draw.sample(words, min(20, len(words))):
        for end in range(1, draw.randint(2, 6) + 1):
            before = busy(client)
            page.evaluate(_TYPED, word[:end])
            times.append((busy(client) - before) * 1000)
    page.close()
    return times
