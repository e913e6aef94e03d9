"""What a save costs under ``mkdocs serve``, from the write to the new page in the browser.

A browser on the page holds a request to ``/livereload/<epoch>/<id>``; its answer makes the browser
load the page anew. The CPU is that of the server and of all processes that it starts, from the
write until the page with the new number is there. It needs Linux to see it.
"""

from __future__ import annotations

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
    """A file of a project in two states, and the pattern by which the page shows each of them."""

    name: str
    file: str
    texts: tuple[str, str]
    page: str
    shown: tuple[str, str]


@dataclass(frozen=True)
class Saved:
    """Seconds from the write to the page with the new number."""

    cpu: float
    wall: float


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Save a record and a section, there and back, on sites of several sizes."""
    tables.heading("保存到新页面（mkdocs serve）")
    if not Path("/proc/self/stat").exists():
        return print("\n这里看不到别的进程用的 CPU（要 Linux），略去。")
    edits = apart(edits_of_ours, sites.copy(root, work / "edited"))
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
    for project, own in ((ours, edits), (stock, [_edit_of_stock(stock)])):
        for name, saves in _save_all(project, own, plan.saves).items():
            cpu, wall = (
                tables.spread([getattr(s, what) for s in saves]) for what in ("cpu", "wall")
            )
            yield [name, str(pages or have), cpu, wall, str(len(saves))]
        shutil.rmtree(project)


def edits_of_ours(project: Path) -> list[Edit]:
    """Return a change of a record and one of a section. Call it ``apart``: it imports a copy's code."""
    sys.path.insert(0, str(project))
    return [_record_edit(project), _section_edit(project)]


def _record_edit(project: Path) -> Edit:
    """Find a record whose number is part of a sum in the report, and take one off it."""
    from ledger.figures.wording import figure_text
    from ledger.issues import LedgerError
    from ledger.survey import open_project

    opened = open_project(project)
    for figure, record, field in _summands(opened):
        place = record.place(field)
        file = project / place.path
        before = file.read_text(encoding="utf-8")
        value = str(getattr(record, field))
        after = _typed_over(before, place, value, str(int(value) - 1))
        file.write_text(after, encoding="utf-8")
        try:
            new = open_project(project).figures[figure.name]
        except LedgerError:
            continue
        finally:
            file.write_text(before, encoding="utf-8")
        if figure_text(new) != figure_text(figure):
            mark = rf'data-figure="{figure.id}"[^>]*>'
            old_text, new_text = (f"{mark}{re.escape(figure_text(f))}<" for f in (figure, new))
            page = opened.uses[figure.id][0].page
            shown = (old_text, new_text)
            return Edit("一条履责记录（YAML）", place.path, (before, after), page, shown)
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


def _section_edit(project: Path) -> Edit:
    """Ask for one figure, then for another, in a paragraph at the end of a section."""
    from ledger.prose.addresses import REPORT
    from ledger.survey import open_project

    file = max((project / "docs/report").glob("[0-9]*.md"), key=lambda file: file.stat().st_size)
    before = file.read_text(encoding="utf-8").rstrip("\n")
    first, second = list(open_project(project).figures.values())[:2]
    texts = (_asking(before, first.name), _asking(before, second.name))
    shown = (_answered(first.id), _answered(second.id))
    return Edit("报告的一节（Markdown）", str(file.relative_to(project)), texts, REPORT, shown)


def _asking(text: str, figure: str) -> str:
    return f'{text}\n\n{{{{ figure("{figure}") }}}}\n'


def _answered(figure: str) -> str:
    return rf'<p><a [^>]*data-figure="{figure}"'


def _edit_of_stock(project: Path, page: str = "report/index.md") -> Edit:
    """Return a change of the report of a stock project, its number typed in."""
    before = (project / "docs" / page).read_text(encoding="utf-8")
    texts = (f"{before}\n\n改动1次\n", f"{before}\n\n改动2次\n")
    return Edit("报告，原装 MkDocs", f"docs/{page}", texts, page, ("改动1次", "改动2次"))


def _save_all(project: Path, edits: Sequence[Edit], times: int) -> dict[str, list[Saved]]:
    """Serve a project and make each edit so many times, there and back."""
    found: dict[str, list[Saved]] = {edit.name: [] for edit in edits}
    for edit in edits:
        (project / edit.file).write_text(edit.texts[0], encoding="utf-8")
    with _served(project) as (address, server):
        for turn in range(1, times + 1):
            for index, edit in enumerate(edits):
                # the watcher looks twice a second: meet it at every phase
                time.sleep(1 + (turn * len(edits) + index) * 0.37 % 0.5)
                found[edit.name].append(_save(project, address, server, edit, turn % 2))
    return found


def _save(project: Path, address: str, server: int, edit: Edit, state: int) -> Saved:
    page = address + edit.page.removesuffix("index.md")
    shown = _get(page)
    poller = _POLLER.search(shown)
    if poller is None or not re.search(edit.shown[1 - state], shown):
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
