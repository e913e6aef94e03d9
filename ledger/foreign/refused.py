"""The rows that were not taken, as a workbook to be mended; and all cells with what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import Any

from ledger.documents import workbook
from ledger.documents.properties import Properties
from ledger.documents.workbook import Formats, Look, Sheet, Value
from ledger.exchange.columns import Form
from ledger.foreign import heading
from ledger.foreign.fates import Fates
from ledger.foreign.heading import Table
from ledger.foreign.importing import Outcome, Result
from ledger.foreign.importing import Sheet as Taken
from ledger.foreign.mapping import asked_of
from ledger.foreign.taking import WHY
from ledger.foreign.telling import differing
from ledger.issues import Place
from ledger.machine import files
from ledger.reading.sheets import Cell, coordinate

_SUFFIX = "-没有导入"
_LONGEST, _NOT_IN_NAMES = 31, str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_WRONG = {"bg_color": "#FBD5D5"}
_USUAL_EPOCH = date(1899, 12, 30)


def beside(file: Path, content: bytes) -> Path:
    """Return where the workbook of what is left of a file goes: where it lies already, or nothing does."""
    stem = file.stem.partition(_SUFFIX)[0]
    names = chain([""], (f"-{number}" for number in count(2)))
    paths = (file.with_name(f"{stem}{_SUFFIX}{name}.xlsx") for name in names)
    return next(each for each in paths if not each.exists() or _holds(each, content))


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and files.read(path, len(content) + 1) == content


def of_rows(result: Result, properties: Properties) -> bytes:
    """Return the workbook of the rows that were not taken: the same heads, and why."""
    book = workbook.begun(properties)
    formats = Formats(book)
    for sheet in result.sheets:
        left = [each for each in sheet.outcomes if not (each.added or each.known)]
        if left:
            _put(book.add_worksheet(_name(sheet)), sheet, left, formats)
    return workbook.packed(book)


def of_cells(fates: Fates, properties: Properties) -> bytes:
    """Return a workbook of all cells that hold something, and what became of each."""
    rows = [(told.sheet, told.cell, told.text, *told.fate) for told in fates.every()]
    heads = ("表", "格", "内容", "去向", "怎样、为什么")
    return workbook.workbook([Sheet("各格的去向", heads, rows)], properties)


def _name(sheet: Taken) -> str:
    """Return the name of a sheet, which says its year as well."""
    table, year = sheet.taking.table, sheet.taking.target.when.year
    name = table.grid.name.translate(_NOT_IN_NAMES)
    said = name if year is None or heading.named(name) == {year} else f"{year}年{name}"
    return said[:_LONGEST]


def _put(page: Any, sheet: Taken, left: Sequence[Outcome], formats: Formats) -> None:
    """Write a sheet: the heads, and the rows with the wrong cells marked."""
    table, target = sheet.taking.table, sheet.taking.target
    heads = [head for head in table.head.columns if head != WHY]
    forms = {
        head: each.column.form for head, each in asked_of(sheet.taking.mapping, target).items()
    }
    lines = [*_lines(left)]
    rows = [
        [each, *[None] * len(heads)]
        if isinstance(each, str)
        else [*_row(sheet, each, heads, forms), _why(each)]
        for each in lines
    ]
    look = Look([{}] * (len(heads) + 1), 42)
    whole = workbook.fitted(Sheet("", [*heads, WHY], rows))
    workbook.put(page, whole, formats, target.ledger.name, look)
    for number, each in enumerate(lines, 1):
        wrong = set() if isinstance(each, str) else {issue.place for issue in each.row.wrong}
        for place in wrong:
            if (column := _column(table, heads, place)) is not None:
                value = rows[number - 1][column]
                workbook.write(page, number, column, value, formats, **_WRONG)


def _lines(left: Sequence[Outcome]) -> Iterator[Outcome | str]:
    """Yield the rows, and above those of each section its month: a day may stand without one."""
    before = None
    for each in left:
        month = each.row.line.month
        if month and month != before:
            yield f"{month}月"
        before = month
        yield each


def _column(table: Table, heads: Sequence[str], place: Place) -> int | None:
    """Return in which column a cell of a sheet stands now."""
    _, column = coordinate(place)
    names = {number: head for head, number in table.head.columns.items()}
    return heads.index(names[column]) if names.get(column) in heads else None


def _row(
    sheet: Taken, each: Outcome, heads: Sequence[str], forms: dict[str, Form]
) -> Iterator[Value]:
    table = sheet.taking.table
    seen = {known.head: known for known in each.row.seen}
    for head in heads:
        column = table.head.columns[head]
        known = seen.get(head)
        if known and known.meant and forms.get(head) in (Form.DAY, Form.MONTH):
            typed = known.meant.typed
            yield typed if isinstance(typed, str) else None
            continue
        cell = known.cell if known else each.row.line.cells.get(column, (None, 0))[0]
        of_days = forms.get(head) is Form.DAY and table.grid.epoch != _USUAL_EPOCH
        yield _value(cell, of_days) if cell else None


def _value(cell: Cell, of_other_days: bool) -> Value:
    """Return what is written for a cell; a number of days from another epoch as a text."""
    held = cell.content
    if isinstance(held, datetime):
        return held.isoformat(" ", "minutes")
    if isinstance(held, Decimal) and cell.percent:
        return f"{held * 100:f}%"
    if isinstance(held, Decimal) and of_other_days:
        return f"{cell.text}（1904 年起算的日期）"
    return (
        held if isinstance(held, str | date | Decimal) and not isinstance(held, bool) else cell.text
    )


def _why(each: Outcome) -> str:
    if each.near:
        return differing(each)
    return "\n".join(issue.message for issue in each.row.wrong)
