"""From saving a file to the new number in the browser, under ``mkdocs serve``.

A browser on the page holds a request to ``/livereload/<epoch>/<id>``; its answer makes the
browser load the page anew. Measured is the time from the file's closing to that answer, and to
the page with the new number.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from measure import ENVIRONMENT, Failed

_PATIENCE = 120.0
#: a proxy of the environment is not asked for this machine's own pages
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_POLLER = re.compile(r"livereload\((\d+), (\d+)\);")


@dataclass(frozen=True)
class Edit:
    """A file in two states, and the pattern by which the page shows each of them."""

    name: str
    file: Path
    texts: tuple[str, str]
    page: str
    shown: tuple[str, str]


@dataclass(frozen=True)
class Refresh:
    """Seconds from saving to the live-reload answer, and to the page with the new number."""

    answered: float
    shown: float


def edits_of_ours(project: Path) -> list[Edit]:
    """Return a change of a record and one of a section. Call it ``apart``."""
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
            patterns = [f"{mark}{re.escape(figure_text(f))}<" for f in (figure, new)]
            page = opened.uses[figure.id][0].page
            return Edit("改一条履责记录（YAML）", file, (before, after), page, tuple(patterns))
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
    texts, patterns = [], []
    for figure in list(open_project(project).figures.values())[:2]:
        texts.append(f'{before}\n\n{{{{ figure("{figure.name}") }}}}\n')
        patterns.append(rf'<p><a [^>]*data-figure="{figure.id}"')
    for text in reversed(texts):
        file.write_text(text, encoding="utf-8")
        open_project(project)
    return Edit("改报告的一节（Markdown）", file, tuple(texts), REPORT, tuple(patterns))


def edit_of_stock(project: Path, page: str = "report/index.md") -> Edit:
    """Return a change of the report of a stock project, its number typed in."""
    file = project / "docs" / page
    before = file.read_text(encoding="utf-8")
    texts = tuple(f"{before}\n\n改动{number}次\n" for number in (1, 2))
    return Edit("同样的页面，原装 MkDocs", file, texts, page, ("改动1次", "改动2次"))


def measure(project: Path, edits: list[Edit], rounds: int) -> dict[str, list[Refresh]]:
    """Serve a project and make each edit ``rounds`` times, there and back."""
    found: dict[str, list[Refresh]] = {edit.name: [] for edit in edits}
    with served(project) as address:
        for edit in edits:
            _save(address, edit, 0)
        for turn in range(1, rounds + 1):
            for index, edit in enumerate(edits):
                # the watcher looks twice a second: meet it at every phase
                time.sleep(1 + (turn * len(edits) + index) * 0.37 % 0.5)
                found[edit.name].append(_save(address, edit, turn % 2))
    return found


def _save(address: str, edit: Edit, state: int) -> Refresh:
    page = address + edit.page.removesuffix("index.md")
    shown = _get(page)
    poller = _POLLER.search(shown)
    if poller is None:
        raise Failed(f"{edit.page} 里没有自动更新的脚本")
    if edit.file.read_text(encoding="utf-8") == edit.texts[state]:
        return Refresh(0, 0)
    if re.search(edit.shown[state], shown):
        raise Failed(f"{edit.name}：改之前就显示了新数")
    edit.file.write_text(edit.texts[state], encoding="utf-8")
    start = time.perf_counter()
    epoch = int(poller[1])
    while int(_get(f"{address}livereload/{epoch}/{poller[2]}")) <= epoch:
        _check_time(start, edit)
    answered = time.perf_counter() - start
    while not re.search(edit.shown[state], _get(page)):
        _check_time(start, edit)
        time.sleep(0.02)
    return Refresh(answered, time.perf_counter() - start)


def _check_time(start: float, edit: Edit) -> None:
    if time.perf_counter() - start > _PATIENCE:
        raise Failed(f"{edit.name}：{_PATIENCE:.0f} 秒内没有更新")


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Run ``mkdocs serve`` and give its address once it answers."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    scratch = project.parent / f"{project.name}-served"
    scratch.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-q", "-a", f"127.0.0.1:{port}"],
        cwd=project,
        env=ENVIRONMENT | {"TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(process, address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    start = time.perf_counter()
    while time.perf_counter() - start < _PATIENCE and process.poll() is None:
        try:
            _get(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise Failed("mkdocs serve 没有起来")


def _get(address: str) -> str:
    with _OPENER.open(address, timeout=_PATIENCE) as answer:
        text: str = answer.read().decode()
    return text


def seconds_text(found: list[Refresh], which: str) -> str:
    """Return median and range of the seconds, as ``3.2（3.0–3.6）``."""
    values = [getattr(refresh, which) for refresh in found]
    return f"{median(values):.2f}（{min(values):.2f}–{max(values):.2f}）"
