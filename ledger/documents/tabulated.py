"""The Excel workbook holds every sheet, row and cell that the project says, and nothing else.

The file is read by another way than it was written: its XML (ECMA-376, part 1, clause 18). A part
that no workbook of ours has, as a macro, and a relation to elsewhere count as sheets of their own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import zip_longest
from typing import Any, NamedTuple

from lxml import etree

from ledger.codes import AGAIN
from ledger.documents import excel, packing, workbook
from ledger.documents.workbook import Link, Sheet, Value
from ledger.project import Project

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-F]{4})_")
_COLUMN = re.compile("[A-Z]+")
#: the parts of a workbook of ours
_PART = re.compile(
    r"\[Content_Types\]\.xml|(?:xl/)?_rels/(?:workbook\.xml)?\.rels|docProps/(?:core|app)\.xml"
    r"|xl/(?:workbook|sharedStrings|styles|theme/theme1|worksheets/sheet[0-9]+)\.xml"
)
#: what a workbook of ours relates: its own parts
_RELATION = re.compile(
    "〔(?:officeDocument|core-properties|extended-properties|worksheet|theme|styles|sharedStrings)：[^，]*〕"
)
#: significant digits of a number in Excel
_DIGITS = 15
#: the day before the first, as Excel numbers days
_EPOCH = date(1899, 12, 30)
#: so many signs of a cell are quoted, so many differences of a sheet said
_SHOWN, _MOST = 40, 20

#: a number is written with as many digits as Excel keeps; two numbers are the same if these are
Cell = str | float | None
Row = tuple[Cell, ...]


class Table(NamedTuple):
    """A sheet: its name, and its rows, the heads first."""

    name: str
    rows: tuple[Row, ...]


def of(project: Project) -> tuple[Table, ...]:
    """Return what a project's workbook must hold."""
    return tuple(map(_table, map(workbook.fitted, excel.sheets(project))))


def _table(sheet: Sheet) -> Table:
    rows = [tuple(map(_cell, row)) for row in sheet.rows]
    return Table(sheet.name, (tuple(sheet.heads), *rows))


def _cell(value: Value) -> Cell:
    match value:
        case None | "":
            return None
        case Link():
            return value.text
        case date() if value >= workbook.FIRST_DAY:
            return float((value - _EPOCH).days)
        case int() | Decimal() | Fraction():
            return _number(float(value))
        case _:
            return str(value)


def _number(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def opened(content: bytes) -> tuple[Table, ...]:
    """Read the sheets of a workbook; raises as the readers of ZIP and XML do."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return (*_Book(archive).tables(), *_foreign(archive))


def _foreign(archive: zipfile.ZipFile) -> Iterator[Table]:
    """Yield what is in a package and in no workbook of ours."""
    for name in archive.namelist():
        if not _PART.fullmatch(name):
            yield Table(f"〔{name}〕", ())
        elif name.endswith(packing.RELATIONS):
            lines = packing.relations(archive.read(name))
            yield from (Table(line, ()) for line in lines if not _RELATION.match(line))


def faults(got: Sequence[Table], wanted: Sequence[Table]) -> Iterator[str]:
    """Yield where a workbook holds anything else than it must."""
    names = [[table.name for table in tables] for tables in (got, wanted)]
    if names[0] != names[1]:
        yield f"Excel 里的表是“{'、'.join(names[0])}”，应当是“{'、'.join(names[1])}”；请{AGAIN}"
    by_name = {table.name: table for table in got}
    for table in wanted:
        if table.name in by_name:
            found = list(_different(table, by_name[table.name]))
            yield from (f"“{table.name}”表{said}；请{AGAIN}" for said in found[:_MOST])
            if more := len(found[_MOST:]):
                yield f"“{table.name}”表还有 {more} 处不同；请{AGAIN}"


def _different(wanted: Table, got: Table) -> Iterator[str]:
    """Yield what is different in a sheet; rows without a cell show nothing, and are left out."""
    due = [_trimmed(row) for row in wanted.rows]
    numbered = [(n, row) for n, row in enumerate(map(_trimmed, got.rows), 1) if row]
    rows = [row for _, row in numbered]
    heads = [str(head) for head in due[0]]
    matcher = SequenceMatcher(None, due, rows, autojunk=False) if due != rows else None
    for kind, start, end, first, last in matcher.get_opcodes() if matcher else ():
        if kind == "replace" and end - start == last - first:
            for one, (number, other) in zip(due[start:end], numbered[first:last], strict=True):
                yield from _cells(heads, number, one, other)
        elif kind != "equal":
            yield from (f"里没有“{_shown(row)}”这一行" for row in due[start:end])
            yield from (f"第 {n} 行“{_shown(row)}”是多出来的" for n, row in numbered[first:last])


def _cells(heads: Sequence[str], number: int, wanted: Row, got: Row) -> Iterator[str]:
    for at, (due, cell) in enumerate(zip_longest(wanted, got)):
        if due != cell:
            head = heads[at] if at < len(heads) else f"第 {at + 1}"
            yield f"第 {number} 行“{head}”一栏是{_told(cell)}，应当是{_told(due)}"


def _told(cell: Cell) -> str:
    match cell:
        case None:
            return "空的"
        case float():
            return f"数 {_exact(cell)}"
        case _:
            return f"文字“{cell[:_SHOWN]}”"


def _exact(value: float) -> str:
    """Return every digit that Excel keeps, so that two numbers that differ look different."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def _shown(row: Row) -> str:
    cells = (_exact(each) if isinstance(each, float) else each for each in row)
    return "、".join(filter(None, cells))[:_SHOWN]


def _trimmed(row: Row) -> Row:
    """Return a row without the empty cells at its end."""
    held = [at for at, cell in enumerate(row, 1) if cell is not None]
    return row[: held[-1] if held else 0]


class _Book:
    """The sheets of a workbook, read from their parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        shared = self._root("xl/sharedStrings.xml")
        self._texts = [_unescaped("".join(each.itertext())) for each in shared]

    def tables(self) -> Iterator[Table]:
        names = self._root("xl/workbook.xml").iter(f"{_MAIN}sheet")
        for number, sheet in enumerate(names, 1):
            root = self._root(f"xl/worksheets/sheet{number}.xml")
            rows = {int(row.get("r")): self._row(row) for row in root.iter(f"{_MAIN}row")}
            blank: Mapping[int, Cell] = {}
            lines = (rows.get(at, blank) for at in range(1, max(rows, default=0) + 1))
            yield Table(
                sheet.get("name"),
                tuple(tuple(map(line.get, range(1, max(line, default=0) + 1))) for line in lines),
            )

    def _root(self, name: str) -> Any:
        return etree.fromstring(self._archive.read(name))

    def _row(self, row: Any) -> dict[int, Cell]:
        return {_column(cell.get("r")): self._value(cell) for cell in row}

    def _value(self, cell: Any) -> Cell:
        value = cell.findtext(f"{_MAIN}v")
        if (formula := cell.findtext(f"{_MAIN}f")) is not None:  # no workbook of ours has one
            return f"={formula}"
        if cell.get("t") == "inlineStr":
            return "".join(cell.itertext())
        if value is None:
            return None
        if cell.get("t") == "s":
            return self._texts[int(value)] or None
        return _number(float(value)) if cell.get("t", "n") == "n" else value


def _column(place: str) -> int:
    """Return the number of a column, from 1, of a cell's place, as ``AB12``."""
    found = _COLUMN.match(place)
    number = 0
    for letter in found[0] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _unescaped(text: str) -> str:
    """Return a text whose escapes (22.9.2.19) stand for their characters again."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
