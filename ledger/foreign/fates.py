"""What became of each cell of a file that holds something: each has one fate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.reading.sheets import Grid, address

TAKEN, CORRECTED, LEFT = "取", "改", "不取"


class Fate(NamedTuple):
    """What became of a cell: taken, taken with a correction, or left; and how or why."""

    kind: str
    said: str = ""


class Told(NamedTuple):
    """A cell for a table of all of them."""

    sheet: str
    cell: str
    text: str
    fate: Fate


@dataclass
class Fates:
    """The fates of the cells of a file; what is said of a place without a content is passed over."""

    grids: list[Grid]
    _known: dict[tuple[str, int, int], Fate] = field(default_factory=dict)

    def put(self, grid: Grid, row: int, column: int, fate: Fate) -> None:
        """Say what became of a cell; what is said last holds."""
        if (row, column) in grid.cells:
            self._known[grid.name, row, column] = fate

    def row(self, grid: Grid, row: int, fate: Fate) -> None:
        """Say what became of all cells of a row of which nothing was said."""
        for column in grid.rows.get(row, ()):
            self._known.setdefault((grid.name, row, column), fate)

    def rest(self, grid: Grid, said: str) -> None:
        """Leave all cells of a sheet of which nothing was said."""
        for row, column in grid.cells:
            self._known.setdefault((grid.name, row, column), Fate(LEFT, said))

    def of(self, grid: Grid, row: int, column: int) -> Fate:
        """Return what became of a cell."""
        return self._known[grid.name, row, column]

    def every(self) -> Iterator[Told]:
        """Yield all cells, sheet by sheet and row by row."""
        for grid in self.grids:
            for (row, column), cell in sorted(grid.cells.items()):
                fate = self._known[grid.name, row, column]
                yield Told(grid.name, address(row, column), cell.text, fate)
            for row, column in sorted(grid.blank):
                fate = Fate(LEFT, "只有空格，当作没有填")
                yield Told(grid.name, address(row, column), "", fate)

    def count(self) -> dict[str, int]:
        """Return how many cells have each fate."""
        found = dict.fromkeys((TAKEN, CORRECTED, LEFT), 0)
        for told in self.every():
            found[told.fate.kind] += 1
        return found
