"""What another year lacks of what a figure counts: its folder, a ledger, the words of a condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.figures.conditions import unused
from ledger.figures.figure import Figure
from ledger.records.base import LedgerType
from ledger.records.dataset import Dataset
from ledger.records.period import Frame, frame_of


def unread(dataset: Dataset, frame: Frame) -> str:
    """Say which days of the time of another year its folder does not hold; nothing where it does."""
    for year in range(frame.first.year, frame.year + 1):
        if year not in dataset.beside:
            return f"没有 data/{year} 的台账；请把那一年的台账放进去"
    first = _first_read(dataset.beside[frame.year])
    if first <= frame.first:
        return ""
    return (
        f"同一段时间从 {frame.first} 起，{frame.year} 年的报告期从 {first} 起；"
        f"请在 data/{frame.year}/report.yml 里写从 {frame.first} 起的报告期"
    )


def _first_read(other: Dataset) -> date:
    """Return the first day of which a year beside reads all records."""
    first = frame_of(other).first
    return min(first, date(other.year or first.year, 1, 1))


def unkept(dataset: Dataset, figure: Figure) -> Iterator[LedgerType]:
    """Yield the ledgers that a figure counts, and a year does not keep."""
    ledger = figure.ledger
    if ledger and ledger.of_a_year and ledger.name not in dataset.kept:
        yield ledger
    for part in figure.parts:
        yield from unkept(dataset, part)


def unsaid(dataset: Dataset, figure: Figure) -> Iterator[str]:
    """Say of each part of a figure that its condition asks for words that a year does not use."""
    ledger, year = figure.ledger, dataset.year
    if ledger and ledger.yearly and year:
        yield from unused(figure.definition.where, ledger.record, dataset, year)
    for part in figure.parts:
        yield from unsaid(dataset, part)


def tells(dataset: Dataset, figure: Figure) -> bool:
    """Whether a year keeps what a figure counts, in the words of its definition."""
    return not lacks(dataset, figure)


def lacks(dataset: Dataset, figure: Figure) -> str:
    """Say what a year lacks of what a figure counts, and how to mend it; nothing where it has all."""
    year = dataset.year or 0
    for ledger in unkept(dataset, figure):
        return f"没有 {file_of(ledger, year)}；请放进去，那一年一条也没有的写 []"
    for told in unsaid(dataset, figure):
        return f"{told}，{year} 年没有这个口径；请不写这个上年值"
    return ""


def file_of(ledger: LedgerType, year: int) -> str:
    """Return the file of a ledger in the folder of a year, or the folder of its files."""
    return f"data/{ledger.files.format(year=year, last_year=year - 1).partition('*')[0]}"
