"""A sheet as people make it -> its table: the title, the head, the rows, what only adds them up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from ledger.foreign import words
from ledger.language import times
from ledger.language.signs import WITHOUT_SHAPE
from ledger.reading.sheets import Area, Cell, Grid, address
from ledger.wordlists import letters

#: so many rows are looked through for a head; the most rows of one, and the signs of a name in it
_FIRST_ROWS, _HIGHEST, _LONGEST = 40, 3, 30
#: between the parts of a head of several rows
BETWEEN = "·"
_BLANKS = re.compile(r"\s+")
#: a text that says a value beside its name, as 填报单位：办公室
_SAID = re.compile(r"[:：]\s*\S")
_BARE_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9]|[.\-/年][0-9])")
_TOTAL_LONGEST = 8


class Kind(Enum):
    """What a row below the head is."""

    RECORD = auto()
    TOTAL = auto()
    #: a head once more, as on every printed page
    HEAD = auto()
    #: a heading between rows, or a remark below them
    REMARK = auto()
    #: nothing but its number
    EMPTY = auto()


@dataclass(frozen=True)
class Head:
    """The head: its first and last row, and the column of each name."""

    top: int
    bottom: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """A row: what stands in each column, with the row where it stands if cells were merged."""

    number: int
    kind: Kind
    cells: Mapping[int, tuple[Cell, int]]


@dataclass
class Table:
    """A sheet with a head: all rows below it that hold something."""

    grid: Grid
    head: Head
    lines: list[Line] = field(default_factory=list)

    @property
    def above(self) -> list[tuple[int, str]]:
        """The texts above the head, each with its row."""
        cells = sorted(self.grid.cells.items())
        return [(row, cell.text) for (row, _), cell in cells if row < self.head.top]

    @property
    def records(self) -> list[Line]:
        """The rows that may be records."""
        return [line for line in self.lines if line.kind is Kind.RECORD]

    def filled(self, column: int) -> int:
        """Return how many rows of records hold something in a column."""
        return sum(column in line.cells for line in self.records)


def tables(grid: Grid, known: frozenset[str] = frozenset()) -> Table | None:
    """Return the table of a sheet; None for a sheet in which no head is found.

    ``known`` are heads that it must have, where a mapping tells them.
    """
    head = next(_heads(grid, known), None)
    if head is None:
        return None
    table = Table(grid, head)
    table.lines += _lines(grid, head)
    return table


def _heads(grid: Grid, known: frozenset[str]) -> Iterator[Head]:
    by_row: dict[int, list[Cell]] = {}
    for (row, _), cell in grid.cells.items():
        by_row.setdefault(row, []).append(cell)
    least = 1 if known else 2
    for row, own in sorted(by_row.items())[:_FIRST_ROWS]:
        if len(own) < least or not all(map(_is_name, own)):
            continue
        head = _head(grid, row)
        usual = sum(map(words.is_usual, head.columns))
        if known <= head.columns.keys() if known else usual >= 2 and 3 * usual >= len(head.columns):
            yield head


def _is_name(cell: Cell) -> bool:
    """Whether a cell may be a head: a short text that says no value."""
    text = cell.content
    return (
        isinstance(text, str)
        and len(_BLANKS.sub("", text)) <= _LONGEST
        and not _SAID.search(text)
        and bool(letters(text))
        and not letters(text).isdecimal()
    )


def _head(grid: Grid, top: int) -> Head:
    """Return the head that begins in a row: as high as its merged cells, or as the rows fill it."""
    merged = [area for area in grid.merged if area.top == top]
    bottom = min(max([top, *(area.bottom for area in merged)]), top + _HIGHEST - 1)
    if bottom == top and (any(a.left < a.right for a in merged) or _goes_on(grid, top)):
        bottom = top + 1 if _goes_on(grid, top) else top
    columns: dict[str, int] = {}
    for column in _columns(grid, top):
        name = _name(grid, top, bottom, column)
        number = 2
        while name in columns:
            name, number = f"{name.partition('#')[0]}#{number}", number + 1
        columns[name] = column
    return Head(top, bottom, columns)


def _columns(grid: Grid, top: int) -> list[int]:
    """Return the columns that hold something in the head or below it."""
    return sorted({column for row, column in grid.cells if row >= top})


def _goes_on(grid: Grid, row: int) -> bool:
    """Whether the next row has the second parts of names: only where the row has none, or a wide one."""
    below = {column: cell for (at, column), cell in grid.cells.items() if at == row + 1}
    own = {column for at, column in grid.cells if at == row}
    wide = {a.left for a in grid.merged if a.top == row and a.left < a.right}
    begins = min(own, default=0)
    free = all(
        column not in own or column in wide or (column + 1 not in own and column + 1 in below)
        for column in below
    )
    gaps = [column for column in below if column not in own and column > begins]
    return (
        bool(gaps)
        and free
        and all(map(_is_name, below.values()))
        and len(below) < len(own) + len(gaps)
    )


def _name(grid: Grid, top: int, bottom: int, column: int) -> str:
    """Return the name of a column: the parts of its head from above, or the letter where it has none."""
    parts: list[str] = []
    for row in range(top, bottom + 1):
        cell = grid.cells.get(_anchor(grid.merged, row, column))
        if cell is None and row < bottom and (bottom, column) in grid.cells:
            cell = _left(grid, row, column)
        text = WITHOUT_SHAPE.sub("", _BLANKS.sub("", cell.text)) if cell else ""
        if text and text not in parts:
            parts.append(text)
    return BETWEEN.join(parts) or f"〔{address(1, column).rstrip('1')}栏〕"


def _left(grid: Grid, row: int, column: int) -> Cell | None:
    """Return the next cell on the left: of a head whose cells are not merged any more."""
    before = [at for r, at in grid.cells if r == row and at < column]
    return grid.cells[row, max(before)] if before else None


def _anchor(merged: tuple[Area, ...], row: int, column: int) -> tuple[int, int]:
    """Return the cell that holds what a place shows: of merged cells the first."""
    for area in merged:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return area.top, area.left
    return row, column


def _lines(grid: Grid, head: Head) -> Iterator[Line]:
    by_row: dict[int, dict[int, tuple[Cell, int]]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if row > head.bottom and (row, column) not in grid.covered:
            by_row.setdefault(row, {})[column] = (cell, row)
    filled, wide = _filled_down(grid, head), _wide(grid, head)
    for row, cells in by_row.items():
        kind = _kind(head, cells, row in wide)
        more = filled.get(row, {}) if kind is Kind.RECORD else {}
        yield Line(row, kind, {**more, **cells})


def _filled_down(grid: Grid, head: Head) -> dict[int, dict[int, tuple[Cell, int]]]:
    """Return by its row what a merged cell above says of it, by column."""
    found: dict[int, dict[int, tuple[Cell, int]]] = {}
    last = max((row for row, _ in grid.cells), default=0)
    for area in grid.merged:
        cell = grid.cells.get((area.top, area.left))
        if cell and area.top > head.bottom:
            for row in range(area.top + 1, min(area.bottom, last) + 1):
                found.setdefault(row, {})[area.left] = (cell, area.top)
    return found


def _wide(grid: Grid, head: Head) -> set[int]:
    """Return the rows with a cell that was merged over half of the columns."""
    least = max(2, len(head.columns) / 2)
    return {area.top for area in grid.merged if area.right - area.left + 1 >= least}


def _kind(head: Head, cells: Mapping[int, tuple[Cell, int]], is_wide: bool) -> Kind:
    names = {column: name for name, column in head.columns.items()}
    texts = {column: _BLANKS.sub("", cell.text) for column, (cell, _) in cells.items()}
    if len(texts) > 1 and all(t in names.get(c, "").split(BETWEEN) for c, t in texts.items()):
        return Kind.HEAD
    if all(words.is_ordinal(names.get(column, "")) for column in texts):
        only = next(iter(cells.values()))[0]
        return Kind.EMPTY if not isinstance(only.content, str) or only.plain else Kind.REMARK
    if _is_total(cells):
        return Kind.TOTAL
    first = next(iter(texts.values()))
    if (is_wide and len(texts) == 1) or (_is_below(first) and 2 * len(texts) < len(names)):
        return Kind.REMARK
    return Kind.RECORD


def _is_total(cells: Mapping[int, tuple[Cell, int]]) -> bool:
    """Whether the first text of a row says that it adds up others."""
    said = next((c.content for c, _ in cells.values() if isinstance(c.content, str)), "")
    text = letters(said)
    return len(text) <= _TOTAL_LONGEST and any(
        text.startswith(word) or text.endswith(word) for word in words.shipped().totals
    )


def _is_below(text: str) -> bool:
    return any(
        text.startswith(word) and text[len(word) :][:1] in ("：", ":", "人", "")
        for word in words.shipped().below
    )


def years(table: Table, file: str) -> frozenset[int]:
    """Return the years of which a sheet tells by its title and its name, else by that of the file."""
    titles = {year for _, text in table.above for year in _years(text)}
    own = titles | named(table.grid.name) if table.grid.name != file else titles
    return frozenset(own or named(file))


def named(name: str) -> set[int]:
    """Return the years of which the name of a sheet or a file tells."""
    return {*_years(name)} | {int(year) for year in _BARE_YEAR.findall(name)}


def _years(text: str) -> Iterator[int]:
    """Yield the years of which a title tells; the day on which it was filled in tells of none."""
    for each in times.find(text, 0):
        if each.dated and each.grain != "日" and each.first and each.last:
            yield from {each.first.year, each.last.year}
