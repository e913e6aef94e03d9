"""The report that is written: docs/report/ holds that of 报告年度, every other lies in its year's folder.

To write another year's report the folders change places, and ``unit.yml`` says so. The texts of the
other documents (docs/公文/) travel in the folder of their year's report. Between the
moves docs/report/ is missing: a command that was killed there leaves what no check lets pass, and
the same command, or the one that goes back, ends what was begun.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.records import source
from ledger.records.source import Text
from ledger.records.types.bureau import Unit
from ledger.records.types.official import PAPERS_HOME, REPORT_HOME
from ledger.upgrading.change import edited, retyped

_DOCS = f"docs/{REPORT_HOME}"
#: the texts of the other documents: where they are written, and where they travel
_PAPERS, _PACKED = f"docs/{PAPERS_HOME}", f"{_DOCS}/{PAPERS_HOME}"
_UNIT = "data/unit.yml"
_YEAR = re.compile("[0-9]{4}")


class Switch(NamedTuple):
    """The report of one year put aside, and that of another put in its place."""

    old: int
    new: int

    def kept(self, year: int) -> str:
        """Return where the report of a year that is not written lies."""
        return f"data/{year}/report"

    def steps(self, root: Path) -> tuple[str, ...]:
        """Say what is done in a project, before anything is moved."""
        old, new = self.kept(self.old), self.kept(self.new)
        if _is_packed(root) and self.old == self.new:
            return (f"{_PACKED}/ → {_PAPERS}/",)
        papers = f"{_PAPERS}/ → {old}/{PAPERS_HOME}/" if (root / _PAPERS).is_dir() else ""
        coming = (root / new / PAPERS_HOME).is_dir()
        return tuple(
            filter(
                None,
                (
                    f"{_DOCS}/ → {old}/",
                    papers,
                    f"{new}/ → {_DOCS}/",
                    f"{new}/{PAPERS_HOME}/ → {_PAPERS}/" if coming else "",
                    f"{_UNIT}：报告年度 {self.old} → {self.new}",
                ),
            )
        )


def year_of(root: Path) -> int:
    """Return 报告年度; raises ``Stopped`` where it cannot be read."""
    return int(_typed(root)[1])


def planned(root: Path, year: int | None) -> Switch:
    """Return what is to be done; without a year it is the next, or what was begun to its end.

    Raises ``Stopped`` for what cannot be, and where it is not known what was begun.
    """
    old = year_of(root)
    is_begun, is_packed = not os.path.lexists(root / _DOCS), _is_packed(root)
    new = _next(root, old, is_begun, is_packed) if year is None else year
    switch = Switch(old, new)
    if new == old and is_packed:
        return switch
    if new == old and not is_begun:
        raise Stopped(f"报告年度已经是 {new} 了", code=2)
    if not (root / f"data/{new}/report.yml").is_file():
        raise Stopped(f"没有 data/{new}/report.yml；先运行 python -m ledger new-year {new}", code=2)
    if not (root / switch.kept(new)).is_dir():
        raise Stopped(
            f"没有 {switch.kept(new)}/，不知道 {new} 年的报告在哪里；"
            "请建好它，把那一年的各节放进去，再运行一次",
            code=2,
        )
    if not is_begun and os.path.lexists(root / switch.kept(old)):
        raise Stopped(
            f"{switch.kept(old)} 已经有了，{_DOCS}/ 放不进去；请把它移到 data/ 外面，再运行一次",
            code=2,
        )
    return switch


def _is_packed(root: Path) -> bool:
    """Whether a command was killed while the texts of the other documents travelled."""
    return (root / _PACKED).is_dir() and not os.path.lexists(root / _PAPERS)


def _next(root: Path, old: int, is_begun: bool, is_packed: bool) -> int:
    """Return the year that is meant where none is named."""
    if is_packed:
        return old
    following = (root / f"data/{old + 1}/report").is_dir()
    if is_begun and following and (root / f"data/{old - 1}/report").is_dir():
        raise Stopped(
            f"上次没有换完，说不出要换到 {old} 年还是 {old + 1} 年；请在命令里写明年份", code=2
        )
    return old if is_begun and not following else old + 1


def switch(root: Path, plan: Switch) -> None:
    """Put the other report in place: all, or nothing where the machine refuses or is interrupted."""
    content, typed = _typed(root)
    edit = retyped(source.decode(content, _UNIT)[0], typed, str(plan.new))
    if edit is None:
        raise Stopped(f"{typed.place} 报告年度的写法改不了；请写成 报告年度: {plan.old}", code=1)
    docs, aside, coming = (
        root / each for each in (_DOCS, plan.kept(plan.old), plan.kept(plan.new))
    )
    papers, packed = root / _PAPERS, root / _PACKED
    moved: list[tuple[Path, Path]] = []
    try:
        if plan.new != plan.old and docs.is_dir():  # else a command that was killed put it aside
            if papers.is_dir():
                moved.append((papers, packed))
                papers.rename(packed)
            moved.append((docs, aside))
            docs.rename(aside)
        if not docs.is_dir():
            files.write(root / _UNIT, edited(content, [edit]))
            moved.append((coming, docs))
            coming.rename(docs)
        if packed.is_dir():
            moved.append((packed, papers))
            packed.rename(papers)
    except BaseException:
        for here, there in reversed(moved):
            if there.is_dir() and not here.exists():
                there.rename(here)
        if files.read(root / _UNIT) != content:
            files.write(root / _UNIT, content)
        raise


def _typed(root: Path) -> tuple[bytes, Text]:
    """Return the bureau's file and 报告年度 as it is typed there.

    Raises ``Stopped`` where no year can be read, and ``OSError``.
    """
    content = files.read(root / _UNIT)
    text, wrong = source.decode(content, _UNIT)
    entry = source.parse(text, _UNIT)[0] if not wrong else None
    typed = entry.get(Unit.key_of("year")) if isinstance(entry, source.Mapping) else None
    if isinstance(typed, Text) and _YEAR.fullmatch(typed):
        return content, typed
    raise Stopped(f"{_UNIT} 里读不出报告年度；请先运行 python -m ledger check，照它说的改", code=1)
