"""What a table file holds, whoever saved it: sheets of cells, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from ledger.issues import Mistake, Place

#: the most rows that hold something, and the most such cells, of a file
MOST_ROWS, MOST_CELLS = 50_000, 500_000


class Uncomputed(NamedTuple):
    """Stands for a formula with which no value was saved."""


class Failed(NamedTuple):
    """Stands for what a formula shows that failed, as ``#REF!``."""

    shown: str


Content = str | Decimal | bool | date | time | timedelta | Uncomputed | Failed


class Cell(NamedTuple):
    """A cell that holds something.

    ``computed`` is the value of a formula; ``percent`` is shown as a share of a hundred; ``plain``
    comes from a file of texts, which tells no number from a text; ``struck`` is struck through.
    ``format`` is that in which a number or a day is shown, where it is not the usual one.
    """

    content: Content
    computed: bool = False
    percent: bool = False
    plain: bool = False
    struck: bool = False
    format: str = ""

    @property
    def text(self) -> str:
        """What a reader sees, nearly."""
        match self.content:
            case Uncomputed():
                return "（公式，没有存下值）"
            case Failed(shown):
                return shown
            case Decimal():
                return written(self.content)
            case _:
                return str(self.content)


def written(number: Decimal) -> str:
    """Return a number as people write it, without an exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Area(NamedTuple):
    """Cells that were merged: the first and the last row and column, all from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet: its cells by row and column from 1, what is merged and what is hidden.

    ``blank`` are cells that hold nothing but blanks; ``epoch`` is the day that the number 0 stands
    for where it stands for a day.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    blank: frozenset[tuple[int, int]] = frozenset()
    epoch: date = date(1899, 12, 30)

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """By each row that holds something the columns of its cells."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, []).append(column)
        return found

    @cached_property
    def covered(self) -> frozenset[tuple[int, int]]:
        """The cells that hold something and that nobody sees: merged ones but the first."""
        areas = {(a.top, a.left): a for a in self.merged}
        by_row: dict[int, list[Area]] = {}
        for area in areas.values():
            for row in range(area.top, min(area.bottom, max(self.rows, default=0)) + 1):
                by_row.setdefault(row, []).append(area)
        return frozenset(
            (row, column)
            for row, column in self.cells
            if (row, column) not in areas
            and any(a.left <= column <= a.right for a in by_row.get(row, ()))
        )

    def at(self, row: int, column: int) -> Place:
        """Return the place of a cell, as ``整改台账!E14``."""
        return Place(f"{self.name}!{address(row, column)}")


def address(row: int, column: int) -> str:
    """Return the name of a cell, as ``E14``."""
    return f"{xl_col_to_name(column - 1)}{row}"


def coordinate(place: Place) -> tuple[int, int]:
    """Return the row and the column of a cell."""
    row, column = xl_cell_to_rowcol(place.path.rpartition("!")[2])
    return row + 1, column + 1


class Bounds:
    """Counts what is read of a file; raises ``Mistake`` for more than the bounds."""

    def __init__(self) -> None:
        self._rows = self._cells = 0

    def row(self, cells: int) -> None:
        """Count a row that holds so many cells."""
        self._rows, self._cells = self._rows + 1, self._cells + cells
        if self._rows > MOST_ROWS or self._cells > MOST_CELLS:
            most = f"最多 {MOST_ROWS // 10**4} 万行、{MOST_CELLS // 10**4} 万格"
            raise Mistake(f"里有内容的行太多，{most}；请分成几个文件")
