"""A sheet as people make it -> its table: the title, the head, the rows, what only adds them up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import chain

from ledger.foreign import words
from ledger.language import times
from ledger.language.numerals import is_numeral
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
#: numbers and remarks in brackets around the month of a section; what a remark has no use for
_AROUND_MONTH = re.compile(r"^[(][^()]{1,4}[)]|^[一二三四五六七八九十]{1,3}、|[(][^()]{1,6}[)]$")
_COMMA = re.compile("[，,].*[，,]")


class Kind(Enum):
    """What a row below the head is."""

    RECORD = auto()
    TOTAL = auto()
    #: a head once more, as on every printed page
    HEAD = auto()
    #: a heading between rows, or a remark below them
    REMARK = auto()
    #: a heading that tells the month of the rows below it
    MONTH = auto()
    #: nothing but its number
    EMPTY = auto()


@dataclass(frozen=True)
class Head:
    """The head: its first and last row, and the column of each name.

    ``stacked`` are names of two parts, of which the first stands over no other column.
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    stacked: frozenset[str] = frozenset()

    @property
    def rows(self) -> str:
        """Its rows, as they are told."""
        return f"第 {self.top}—{self.bottom} 行" if self.top < self.bottom else f"第 {self.top} 行"


@dataclass(frozen=True)
class Line:
    """A row: what stands in each column, with the row where it stands if cells were merged.

    ``month`` is that of the section in which it stands.
    """

    number: int
    kind: Kind
    cells: Mapping[int, tuple[Cell, int]]
    month: int | None = None


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

    @property
    def two_rows(self) -> bool:
        """Whether a record takes two rows: then a head holds two keys, one above the other."""
        heights: dict[tuple[int, int], int] = {}
        for area in self.grid.merged:
            if area.top > self.head.bottom and area.bottom > area.top:
                rows = (area.top, area.bottom)
                heights[rows] = heights.get(rows, 0) + 1
        return bool(self.head.stacked) and any(
            3 * n > len(self.head.columns) for n in heights.values()
        )

    def filled(self, column: int) -> int:
        """Return how many rows of records hold something in a column."""
        return sum(column in line.cells for line in self.records)


@dataclass(frozen=True)
class Sought:
    """What a head must have: the ``heads`` that a mapping tells, or else some that are usual.

    ``keys`` are usual as well: those of the ledgers.
    """

    heads: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()


_USUAL = Sought()


def table_of(grid: Grid, sought: Sought = _USUAL) -> Table | None:
    """Return the table of a sheet; None for a sheet in which no head is found."""
    head = next(chain(_heads(grid, sought), _heads(grid, sought, loosely=True)), None)
    if head is None:
        return None
    table = Table(grid, head)
    table.lines += _lines(grid, head)
    return table


def _heads(grid: Grid, sought: Sought, *, loosely: bool = False) -> Iterator[Head]:
    """Yield the heads; one that is read ``loosely`` has names that only end as usual ones do: 巡查日期."""
    by_row: dict[int, list[Cell]] = {}
    for (row, _), cell in grid.cells.items():
        by_row.setdefault(row, []).append(cell)
    least = 1 if sought.heads else 2
    for row, own in sorted(by_row.items())[:_FIRST_ROWS]:
        if len(own) < least or not all(map(_is_name, own)):
            continue
        head = _head(grid, row)
        usual = sum(
            words.is_usual(name) or not sought.keys.isdisjoint(words.variants(name))
            for name in head.columns
        )
        if loosely and usual:
            usual = sum(map(words.ends_usually, head.columns))
        is_usual = usual >= 2 and 3 * usual >= len(head.columns)
        if sought.heads <= head.columns.keys() if sought.heads else is_usual:
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
    stacked: set[str] = set()
    wide = {
        at for area in merged if area.left < area.right for at in range(area.left, area.right + 1)
    }
    for column in _columns(grid, top):
        name = _name(grid, top, bottom, column)
        if BETWEEN in name and column not in wide and (top, column) in grid.cells:
            stacked.add(name)
        number = 2
        while name in columns:
            name, number = f"{name.partition('#')[0]}#{number}", number + 1
        columns[name] = column
    return Head(top, bottom, columns, frozenset(stacked))


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
    month = None
    for row, cells in by_row.items():
        told = _month(cells)
        kind = Kind.MONTH if told else _kind(head, cells, row in wide)
        month = told or month
        more = filled.get(row, {}) if kind is Kind.RECORD else {}
        yield Line(row, kind, {**more, **cells}, month)


def _month(cells: Mapping[int, tuple[Cell, int]]) -> int | None:
    """Return the month of which a row of one cell tells, and of nothing else; None for any other."""
    text, *more = (cell.content for cell, _ in cells.values())
    if more or not isinstance(text, str):
        return None
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    bare = _AROUND_MONTH.sub("", plain)
    found = [*times.find(bare, 2000)]
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(bare))
    is_month = whole and found[0].grain == "月" and found[0].first and found[0].last
    if not is_month or not found[0].first or not found[0].last:
        return None
    first, last = found[0].first, found[0].last
    return first.month if (first.year, first.month) == (last.year, last.month) else None


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
    first = next(iter(texts.values()))
    if all(words.is_ordinal(names.get(column, "")) for column in texts):
        if letters(first).isdecimal():
            return Kind.EMPTY
        return Kind.RECORD if _COMMA.search(first) and not _is_below(first, True) else Kind.REMARK
    if _is_total(cells):
        return Kind.TOTAL
    alone = len(texts) == 1
    if (is_wide and alone) or (_is_below(first, alone) and 2 * len(texts) < len(names)):
        return Kind.REMARK
    return Kind.RECORD


def _is_total(cells: Mapping[int, tuple[Cell, int]]) -> bool:
    """Whether the one text of a row says that it adds up others; all else in it are numbers."""
    texts = [cell.content for cell, _ in cells.values() if isinstance(cell.content, str)]
    said, *more = texts or [""]
    text = letters(said)
    is_label = len(text) <= _TOTAL_LONGEST and any(
        text.startswith(word) or text.endswith(word) for word in words.shipped().totals
    )
    return is_label and all(_begins_as_number(each) for each in more)


def _begins_as_number(text: str) -> bool:
    first = text.strip()[:1]
    return is_numeral(first) if first else True


def _is_below(text: str, alone: bool) -> bool:
    """Whether a row is a remark below the table: by its first words, and a colon where it has more."""
    rests = (text.removeprefix(word) for word in words.shipped().below if text.startswith(word))
    return any(
        rest[:1] in ("：", ":") or rest[1:2] in ("：", ":") or (alone and not rest)
        for rest in rests
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
