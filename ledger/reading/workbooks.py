"""A workbook (.xlsx, .xlsm) -> its sheets, by a reader that streams: a sheet's length costs nothing.

The package is looked through before: its parts have bounds, and no part declares entities. The
reader tells the values; what is merged, hidden or computed stands in the sheet's own part.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from ledger.issues import Mistake
from ledger.machine import packages
from ledger.reading.grid import Area, Bounds, Cell, Content, Failed, Grid, Uncomputed

#: in bytes: the largest part; the most tags of a part, and of one with rows or the texts of cells
_PART, _MARKS, _MARKS_OF_CELLS = 100_000_000, 500_000, 20_000_000
_OF_CELLS = re.compile(r"xl/(?:worksheets/|sharedStrings)")
#: the most sheets, the most merged areas of a sheet, and the digits of a number that Excel keeps
_MOST_SHEETS, _MOST_AREAS, _DIGITS = 200, 20_000, 15
_LAST_COLUMN, _WIDEST = 16_384, 300
_UNREADABLE = "读不了，不像表格软件存的；请用表格软件打开，另存为 .xlsx"
#: an escape of XML (ECMA-376, 22.9.2.19) that the reader leaves
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read(content: bytes) -> list[Grid]:
    """Return the sheets; raises ``Mistake`` for what is not to be trusted."""
    try:
        parts = {name: _checked(name, part) for name, part in packages.parts(content, _PART)}
    except packages.Unreadable as unreadable:
        raise Mistake(f"{unreadable}；{unreadable.advice}") from None
    try:
        return [*_grids(content, parts)]
    except Mistake:
        raise
    except Exception:  # the reader raises whatever the content makes it
        raise Mistake(_UNREADABLE) from None


def _checked(name: str, part: bytes) -> bytes:
    """Return a part with rows; of the others nothing is kept."""
    is_of_cells = bool(_OF_CELLS.match(name))
    if part.count(b"<") > (_MARKS_OF_CELLS if is_of_cells else _MARKS):
        raise packages.TooLarge
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise packages.Unreadable
    return part if name.startswith("xl/worksheets/") else b""


def _grids(content: bytes, parts: dict[str, bytes]) -> Iterator[Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later save would lose: nothing is saved
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > _MOST_SHEETS:
        raise Mistake(f"里的表太多，最多 {_MOST_SHEETS} 张；请分成几个文件")
    bounds = Bounds()
    for sheet in book.worksheets:
        frame = _Frame()
        path = sheet._worksheet_path
        frame.look(parts.get(path.lstrip("/"), b""))
        every = _cells(sheet, frame, bounds)
        blank = {at for at, cell in every.items() if not cell.text.strip()}
        yield Grid(
            sheet.title,
            {at: cell for at, cell in every.items() if at not in blank},
            tuple(frame.merged),
            frozenset(frame.hidden_rows),
            frozenset(frame.hidden_columns),
            sheet.sheet_state != "visible",
            frozenset(blank),
            book.epoch.date(),
        )


@dataclass
class _Frame:
    """What a sheet's part says beside its values."""

    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    row: int = 0
    column: int = 0
    widest: int = 1

    def look(self, part: bytes) -> None:
        """Look through a sheet's part, element by element."""
        looks = {
            "row": self._row, "c": self._cell, "f": self._formula, "v": self._value, "is": self._value,
            "col": self._columns, "mergeCell": self._merge,
        }  # fmt: skip
        kept: list[ElementTree.Element] = []
        for event, element in ElementTree.iterparse(io.BytesIO(part), ("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "start":
                kept.append(element)
                if look := looks.get(name):
                    look(element)
                continue
            kept.pop()
            if kept and name in ("row", "c"):
                kept[-1].remove(element)  # else all of them would stay in memory

    def _row(self, row: ElementTree.Element) -> None:
        self.row, self.column = int(row.get("r") or self.row + 1), 0
        if _is_hidden(row, "ht"):
            self.hidden_rows.add(self.row)

    def _cell(self, cell: ElementTree.Element) -> None:
        place = cell.get("r")
        self.column = coordinate_to_tuple(place)[1] if place else self.column + 1

    def _formula(self, _: ElementTree.Element) -> None:
        self.formulas.add((self.row, self.column))
        self._value(_)

    def _value(self, _: ElementTree.Element) -> None:
        self.widest = max(self.widest, self.column)
        if self.widest > _WIDEST:
            raise Mistake(f"里的栏太多，最多 {_WIDEST} 栏；请删去不用的")

    def _columns(self, columns: ElementTree.Element) -> None:
        first, last = int(columns.get("min", 1)), int(columns.get("max", 1))
        if _is_hidden(columns, "width"):
            self.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))

    def _merge(self, merged: ElementTree.Element) -> None:
        left, top, right, bottom = range_boundaries(merged.get("ref", ""))
        if len(self.merged) == _MOST_AREAS:
            raise Mistake(f"里合并的格太多，一张表最多 {_MOST_AREAS} 处；请取消一些")
        self.merged.append(Area(int(top), int(left), int(bottom), int(right)))


def _is_hidden(element: ElementTree.Element, size: str) -> bool:
    """Whether a row or columns are hidden, or of no height or width."""
    is_flat = element.get(size) is not None and float(element.get(size, 1)) == 0
    return element.get("hidden") in ("1", "true") or is_flat


def _cells(sheet: Any, frame: _Frame, bounds: Bounds) -> dict[tuple[int, int], Cell]:
    """Return the cells of a sheet that hold something."""
    sheet.reset_dimensions()  # what a file states of them may be wrong
    found: dict[tuple[int, int], Cell] = {}
    before = None
    for number, row in enumerate(sheet.iter_rows(max_col=frame.widest), 1):
        if row is before:  # the reader fills gaps, be they of a million rows, with one empty row
            continue
        before = row
        own = {}
        for column, cell in enumerate(row, 1):
            computed = (number, column) in frame.formulas
            if (value := _content(cell, computed)) is not None:
                shown = _format(cell)
                percent = "%" in shown and not isinstance(value, date)
                own[number, column] = Cell(
                    value, computed, percent, struck=_is_struck(cell), format=shown
                )
        if own:
            bounds.row(len(own))
            found |= own
    return found


def _format(cell: Any) -> str:
    """Return how a number or a day is shown; nothing where that is usual, or for another content."""
    is_shown = isinstance(cell.value, int | float | date) and not isinstance(cell.value, bool)
    return str(cell.number_format) if is_shown and cell.number_format != "General" else ""


def _is_struck(cell: Any) -> bool:
    return bool(cell.has_style and cell.font.strike)


def _content(cell: Any, computed: bool) -> Content | None:
    """Return what a cell holds; None for an empty one."""
    value = cell.value
    if value is None:
        return Uncomputed() if computed else None
    if cell.data_type == "e":
        return Failed(str(value))
    if isinstance(value, datetime):
        day = datetime(value.year, value.month, value.day)
        return day.date() if value == day else value
    if isinstance(value, bool | date | time | timedelta):
        return value
    return Decimal(f"{value:.{_DIGITS}g}") if isinstance(value, int | float) else _text(str(value))


def _text(text: str) -> str:
    read = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text.replace("x005F_", ""))
    return read.replace("\r\n", "\n").replace("\r", "\n")
