"""What a save costs under ``mkdocs serve``, from the write to the new page in the browser.

A browser on the page holds a request to ``/livereload/<epoch>/<id>``; its answer makes the browser
load the page anew. The CPU is that of the server and of all processes that it starts, from the
write until the page with the new number is there. It needs Linux to see it.
"""

from __future__ import annotations

import random
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import growing, sites, tables
from bench.measure import ENVIRONMENT, Failed, apart, cpu_of, end
from bench.plan import TIMEOUT, Plan

#: a proxy of the environment is not asked for this machine's own pages
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_POLLER = re.compile(r"livereload\((\d+), (\d+)\);")


@dataclass(frozen=True)
class Edit:
    """A file of a project in one state after another, and the pattern by which the page shows each.

    No state comes again: what was made of it would be remembered.
    """

    name: str
    file: str
    texts: tuple[str, ...]
    page: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Saved:
    """Seconds from the write to the page with the new number."""

    cpu: float
    wall: float


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Save a record and a section again and again, on sites of several sizes."""
    tables.heading("保存到新页面（mkdocs serve）")
    if not Path("/proc/self/stat").exists():
        return print("\n这里看不到别的进程用的 CPU（要 Linux），略去。")
    edits = apart(edits_of_ours, sites.copy(root, work / "edited"), plan.saves)
    head = ["改动", "页数", "CPU 秒", "实际秒", "次数"]
    tables.write(
        head, (row for pages in plan.served for row in _rows(work, root, pages, edits, plan))
    )
    return None


def _rows(
    work: Path, root: Path, pages: int, edits: Sequence[Edit], plan: Plan
) -> Iterator[list[str]]:
    ours = sites.copy(root, work / f"served-{pages}")
    have = len(sites.html_of(root / "site"))
    if pages:
        growing.add_pages(ours, pages, have)
    stock = apart(sites.make_stock, ours, work / f"served-{pages}-stock")
    for project, own in ((ours, edits), (stock, [_edit_of_stock(stock, plan.saves)])):
        for name, saves in _save_all(project, own).items():
            cpu, wall = (
                tables.spread([getattr(s, what) for s in saves]) for what in ("cpu", "wall")
            )
            yield [name, str(pages or have), cpu, wall, str(len(saves))]
        shutil.rmtree(project)


def edits_of_ours(project: Path, times: int) -> list[Edit]:
    """Return the changes of a record and of a section. Call it ``apart``: it imports a copy's code."""
    sys.path.insert(0, str(project))
    return [_record_edit(project, times), _section_edit(project, times)]


def _record_edit(project: Path, times: int) -> Edit:
    """Find a record whose number is part of a sum in the report, and take one off it each time."""
    from ledger.figures.wording import figure_text
    from ledger.issues import LedgerError
    from ledger.survey import open_project

    opened = open_project(project)
    for figure, record, field in _summands(opened):
        place = record.place(field)
        file = project / place.path
        before = file.read_text(encoding="utf-8")
        value = str(getattr(record, field))
        texts = [
            _typed_over(before, place, value, str(int(value) - less)) for less in range(times + 1)
        ]
        said: list[str] = []
        try:
            for text in texts:
                file.write_text(text, encoding="utf-8")
                said.append(figure_text(open_project(project).figures[figure.name]))
        except LedgerError:
            continue
        finally:
            file.write_text(before, encoding="utf-8")
        if len({*said}) == len(texts):
            mark, page = rf'data-figure="{figure.id}"[^>]*>', opened.uses[figure.id][0].page
            shown = tuple(f"{mark}{re.escape(each)}<" for each in said)
            return Edit("一条履责记录（YAML）", place.path, tuple(texts), page, shown)
    raise Failed("没有一个指标的数可以这样改")


def _summands(project: Any) -> Iterator[tuple[Any, Any, str]]:
    for figure in project.figures.values():
        definition = figure.definition
        if definition.method == "求和" and definition.source == "履责记录":
            if figure.id not in project.uses or definition.rounding:
                continue
            field = figure.ledger.record.field_of(definition.field[0])
            yield from ((figure, record, field) for record in figure.records[:5])


def _typed_over(text: str, place: Any, old: str, new: str) -> str:
    lines = text.split("\n")
    line, column = lines[place.line - 1], place.column - 1
    if not line.startswith(old, column):
        raise Failed(f"{place} 不是 {old}")
    lines[place.line - 1] = line[:column] + new + line[column + len(old) :]
    return "\n".join(lines)


def _section_edit(project: Path, times: int) -> Edit:
    """Write another paragraph at the end of a section each time."""
    from ledger.prose.addresses import REPORT

    file = max((project / "docs/report").glob("[0-9]*.md"), key=lambda file: file.stat().st_size)
    before = file.read_text(encoding="utf-8").rstrip("\n")
    said = [growing.sentence(random.Random(number)) for number in range(times + 1)]
    texts = tuple(f"{before}\n\n{each}。\n" for each in said)
    place = str(file.relative_to(project))
    return Edit("报告的一节（Markdown）", place, texts, REPORT, tuple(said))


def _edit_of_stock(project: Path, times: int, page: str = "report/index.md") -> Edit:
    """Return the changes of the report of a stock project, its number typed in."""
    before = (project / "docs" / page).read_text(encoding="utf-8")
    said = tuple(f"改动{number}次" for number in range(times + 1))
    texts = tuple(f"{before}\n\n{each}\n" for each in said)
    return Edit("报告，原装 MkDocs", f"docs/{page}", texts, page, said)


def _save_all(project: Path, edits: Sequence[Edit]) -> dict[str, list[Saved]]:
    """Serve a project and make the edits in turn, each from state to state."""
    found: dict[str, list[Saved]] = {edit.name: [] for edit in edits}
    for edit in edits:
        (project / edit.file).write_text(edit.texts[0], encoding="utf-8")
    with _served(project) as (address, server):
        for turn in range(1, len(edits[0].texts)):
            for index, edit in enumerate(edits):
                # the watcher looks twice a second: meet it at every phase
                time.sleep(1 + (turn * len(edits) + index) * 0.37 % 0.5)
                found[edit.name].append(_save(project, address, server, edit, turn))
    return found


def _save(project: Path, address: str, server: int, edit: Edit, state: int) -> Saved:
    page = address + edit.page.removesuffix("index.md")
    shown = _get(page)
    poller = _POLLER.search(shown)
    if poller is None or not re.search(edit.shown[state - 1], shown):
        raise Failed(f"{edit.name}：改之前的 {edit.page} 不对")
    before, start = cpu_of(server), time.perf_counter()
    (project / edit.file).write_text(edit.texts[state], encoding="utf-8")
    epoch = int(poller[1])
    while int(_get(f"{address}livereload/{epoch}/{poller[2]}")) <= epoch:
        _check_time(start, edit)
    while not re.search(edit.shown[state], _get(page)):
        _check_time(start, edit)
        time.sleep(0.02)
    return Saved(cpu_of(server) - before, time.perf_counter() - start)


def _check_time(start: float, edit: Edit) -> None:
    if time.perf_counter() - start > TIMEOUT:
        raise Failed(f"{edit.name}：{TIMEOUT:.0f} 秒内没有更新")


@contextmanager
def _served(project: Path) -> Iterator[tuple[str, int]]:
    """Run ``mkdocs serve``; give its address, once it answers, and its process."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    scratch = project.with_name(f"{project.name}-scratch")
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-q", "-a", f"127.0.0.1:{port}"],
        cwd=project,
        env=ENVIRONMENT | {"TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(process, address)
        yield address, process.pid
    finally:
        end(process)
        shutil.rmtree(scratch)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    start = time.perf_counter()
    while time.perf_counter() - start < TIMEOUT and process.poll() is None:
        try:
            _get(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise Failed("mkdocs serve 没有起来")


def _get(address: str) -> str:
    with _OPENER.open(address, timeout=TIMEOUT) as answer:
        text: str = answer.read().decode()
    return text
