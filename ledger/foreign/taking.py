"""The rows of a sheet -> records, or why a row is none; and what became of each of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from ledger.exchange import cells
from ledger.exchange.columns import Column, Form
from ledger.foreign import words
from ledger.foreign.fates import CORRECTED, LEFT, TAKEN, Fate, Fates
from ledger.foreign.heading import Kind, Line, Table
from ledger.foreign.mapping import Target, asked_of, columns_of
from ledger.foreign.values import Asked, Understood, understood
from ledger.issues import Issue, Mistake, Place
from ledger.reading.sheets import Cell, coordinate, written
from ledger.records import source
from ledger.records.base import Numbered, Record
from ledger.records.dataset import read_entry
from ledger.records.fields import MONEY
from ledger.records.types.declared import SheetMapping
from ledger.wordlists import Known

#: the column that tells why a row was not taken, in the workbook of such rows
WHY = "为什么没有导入"
_NUMBER = "x"
_NAMED = re.compile("缺少“([^”]{1,60})”")
#: what is said of the rows that are no records
NO_RECORDS = {
    Kind.HEAD: "重复的栏名",
    Kind.MONTH: "月份的小标题",
    Kind.TOTAL: "合计行",
    Kind.REMARK: "小标题或表下的话",
    Kind.EMPTY: "只有序号，没有填",
}


class Seen(NamedTuple):
    """A cell of a row as a column takes it: where it stands, what it means, or why that is not clear."""

    head: str
    key: str
    column: int
    row: int
    cell: Cell
    meant: Understood | None
    why: str


@dataclass
class Row:
    """A row: its cells, the record that it is, and what is wrong with it."""

    line: Line
    place: Place
    seen: list[Seen] = field(default_factory=list)
    typed: source.Mapping = field(default_factory=source.Mapping)
    wrong: list[Issue] = field(default_factory=list)


class Total(NamedTuple):
    """A number of a row of totals: where, what it says, what the rows give; why nobody can compare."""

    place: Place
    head: str
    said: Decimal | None
    sum: Decimal | None
    why: str = ""

    @property
    def differs(self) -> bool:
        """Whether the rows give another sum."""
        return None not in (self.said, self.sum) and self.said != self.sum


@dataclass
class Taking:
    """A sheet that is taken: its rows, and its totals against their sums."""

    table: Table
    mapping: SheetMapping
    target: Target
    rows: list[Row] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)


def taken(table: Table, mapping: SheetMapping, target: Target, fates: Fates) -> Taking:
    """Return the rows of a sheet as a mapping takes them; note what became of the other cells."""
    taking = Taking(table, mapping, target)
    title = next(filter(None, (words.money_of(text) for _, text in table.above)), "")
    known = {head: _in_title(each, title) for head, each in asked_of(mapping, target).items()}
    several = _several(table)
    before: dict[str, Cell] = {}
    for line in table.records:
        row = Row(line, table.grid.at(line.number, min(line.cells)))
        for head, asked in known.items():
            column = table.head.columns.get(head)
            if column is not None and column in line.cells:
                own = (
                    asked
                    if asked.column.field != target.ledger.record.when
                    else _in_month(asked, line)
                )
                row.seen.append(_seen(own, line, column, several, before))
        taking.rows.append(row)
        _type(row, taking, known)
    taking.totals += _totals(taking)
    _leave(taking, fates)
    return taking


def _in_title(asked: Asked, unit: str) -> Asked:
    """Return what is known of a column: also the unit of a title, where the key has one of its own."""
    has_own = asked.column.kind.units.get(asked.column.field, "") in MONEY
    return replace(asked, unit=asked.unit or unit) if has_own else asked


def _in_month(asked: Asked, line: Line) -> Asked:
    """Return what is known of the column of the day: also the month of the section."""
    return replace(asked, when=asked.when._replace(month=line.month))


def _several(table: Table) -> set[tuple[int, int]]:
    """Return the cells that were merged over several records."""
    return {
        (at, column)
        for line in table.records
        for column, (_, at) in line.cells.items()
        if at != line.number
    }


def _seen(
    asked: Asked, line: Line, column: int, several: set[tuple[int, int]], before: dict[str, Cell]
) -> Seen:
    cell, at = line.cells[column]
    said = ""
    try:
        if cell.text.strip() in words.shipped().ditto and cell.text.strip() not in asked.told:
            cell, said = _ditto(asked.head, before), "和上一行一样"
        if asked.column.form is Form.NUMBER and (at, column) in several:
            message = "合并的格里是数，看不出各行是多少；请取消合并，各写各的"
            raise Mistake(message, "foreign.merged")
        meant = understood(asked, cell)
        before[asked.head] = cell
    except Mistake as mistake:
        return Seen(asked.head, asked.column.head, column, at, cell, None, str(mistake))
    merged = "照上面合并的格" if at != line.number else ""
    how = "；".join(filter(None, (said or merged, meant.how)))
    return Seen(asked.head, asked.column.head, column, at, cell, meant._replace(how=how), "")


def _ditto(head: str, before: Mapping[str, Cell]) -> Cell:
    if head not in before:
        raise Mistake("“同上”的上面没有读得出的；请写上", "foreign.word")
    return before[head]


def _type(row: Row, taking: Taking, known: Mapping[str, Asked]) -> None:
    """Type the record of a row, or note what is wrong with it."""
    table, target = taking.table, taking.target
    typed = source.Mapping()
    typed.place = row.place
    for seen in row.seen:
        column, place = known[seen.head].column, table.grid.at(row.line.number, seen.column)
        if seen.meant is None:
            row.wrong.append(Issue(place, f"{seen.head}：{seen.why}", code="foreign.cell"))
        elif seen.meant.typed is not None:
            typed = cells.put(typed, column.way, _value(column, seen.meant.typed, place), place)
    columns = columns_of(target.ledger)
    for each in taking.mapping.always:
        if each.key in columns:
            column = columns[each.key]
            typed = cells.put(typed, column.way, _value(column, each.value, row.place), row.place)
    row.typed = typed
    row.wrong += _units(row, table, known)
    if not row.wrong:
        row.wrong += _wrong(row, taking, known)


def _lacking(issue: Issue, row: Row, table: Table, known: Mapping[str, Asked]) -> Issue:
    """Say of a key that is needed what lacks in the sheet: a value in a cell, or a column."""
    found = _NAMED.match(issue.message) if issue.code == "key.missing" else None
    if found is None:
        return issue
    own = (head for head, asked in known.items() if found[1] in (head, asked.column.head))
    head = next((head for head in own if head in table.head.columns), "")
    if not head:
        said = "没有一栏是它；每一条都一样的，写在对照的“都是”里"
        return replace(issue, message=f"缺少“{found[1]}”：{said}")
    is_seen = any(each.head == head for each in row.seen)
    place = table.grid.at(row.line.number, table.head.columns[head])
    said = "当作没有填" if is_seen else "没有填"
    return replace(issue, place=place, message=f"缺少“{found[1]}”：这一格{said}")


def _units(row: Row, table: Table, known: Mapping[str, Asked]) -> Iterator[Issue]:
    """Yield the numbers whose unit of money is not that which the record says."""
    said = {
        each.meant.typed for each in row.seen if each.meant and isinstance(each.meant.typed, str)
    }
    units = said & MONEY.keys()
    for seen in row.seen:
        unit = seen.meant.unit if seen.meant else ""
        if unit and (units or unit != known[seen.head].unit) and unit not in units:
            due = f"这一条记的是{'、'.join(sorted(units))}" if units else "这一条没有写是什么单位"
            message = f"{seen.head}：写的是{unit}，{due}；请写成一样的"
            yield Issue(table.grid.at(row.line.number, seen.column), message, code="foreign.unit")


def _value(column: Column, typed: str | list[str], place: Place) -> source.Value:
    if column.form is Form.ITEMS:
        items = typed if isinstance(typed, list) else [typed]
        return cells.items_at([cells.text_at(each, place) for each in items], place)
    return cells.text_at("".join(typed), place)


def _wrong(row: Row, taking: Taking, known: Mapping[str, Asked]) -> Iterator[Issue]:
    """Yield what is wrong with a record as it is typed; its number comes later."""
    target = taking.target
    kind: type[Record] = target.ledger.record
    typed, number = row.typed, Numbered.key_of("id")
    if issubclass(kind, Numbered) and number not in typed:
        typed = cells.put(typed, (number,), cells.text_at(_NUMBER, row.place), row.place)
    year = target.year if target.ledger.yearly else None
    record, wrong = read_entry(kind, typed, Known(target.dataset.lists, year))
    yield from (_lacking(issue, row, taking.table, known) for issue in wrong)
    for field_ in kind.in_year if record else ():
        when = str(getattr(record, field_) or target.year)
        if not when.startswith(str(target.year)):
            place = source.place_of(typed.get(kind.key_of(field_)), row.place)
            message = f"{kind.key_of(field_)}：{when} 不是 {target.year} 年的；请核对"
            yield Issue(place, message, code="foreign.year")


def _leave(taking: Taking, fates: Fates) -> None:
    """Say of the cells beside the records why they are left."""
    table, grid = taking.table, taking.table.grid
    for row, column in grid.covered:
        fates.put(grid, row, column, Fate(LEFT, "被合并的格盖住，看不见，没有读"))
    for total in taking.totals:
        fates.put(grid, *coordinate(total.place), Fate(LEFT, _compared(total)))
    for row in grid.rows:
        if row <= table.head.bottom:
            fates.row(grid, row, Fate(LEFT, "栏名" if row >= table.head.top else "栏名上面的标题"))
    for line in table.lines:
        if line.kind in NO_RECORDS:
            fates.row(grid, line.number, Fate(LEFT, NO_RECORDS[line.kind]))


def settle(taking: Taking, row: Row, left: str, fates: Fates) -> None:
    """Say what became of the cells of a row of records; ``left`` is why it was not taken, if so."""
    grid = taking.table.grid
    wrong = {issue.place: issue.message for issue in row.wrong}
    for seen in row.seen:
        place = grid.at(row.line.number, seen.column)
        if seen.row != row.line.number:
            continue
        how = seen.meant.how if seen.meant else seen.why
        if left:
            fate = Fate(LEFT, wrong.get(place, left))
        elif seen.meant and seen.meant.typed is None:
            fate = Fate(LEFT, how or "没有填")
        else:
            fate = Fate(CORRECTED if how else TAKEN, how)
        fates.put(grid, row.line.number, seen.column, fate)
    names = {column: head for head, column in taking.table.head.columns.items()}
    read = {seen.column for seen in row.seen if seen.row == row.line.number}
    for column in grid.rows[row.line.number]:
        if column not in read and (row.line.number, column) not in grid.covered:
            said = _unread(names.get(column, ""))
            fates.put(grid, row.line.number, column, Fate(LEFT, said))


def _unread(head: str) -> str:
    if head == WHY:
        return "上次导入时写的"
    return "序号" if words.is_ordinal(head) else "这一栏不取"


def _compared(total: Total) -> str:
    if total.why:
        return f"合计，没有比：{total.why}"
    if total.differs:
        return f"合计，和各行对不上：表里 {written(total.said or Decimal())}，各行相加 {written(total.sum or Decimal())}"
    return f"合计，和各行相加的一样（{written(total.sum or Decimal())}）"


def _totals(taking: Taking) -> Iterator[Total]:
    """Yield the numbers of the rows of totals, each against the sum of the rows above it."""
    table = taking.table
    names = {column: head for head, column in table.head.columns.items()}
    rows = {row.line.number: row for row in taking.rows}
    known = asked_of(taking.mapping, taking.target)
    begun = 0
    for line in table.lines:
        if line.kind is not Kind.TOTAL:
            continue
        label = next(c.text for c, _ in line.cells.values() if isinstance(c.content, str))
        is_partial, is_mean = (
            any(word in label for word in told)
            for told in (words.shipped().partial, words.shipped().means)
        )
        above = [rows[n] for n in rows if (begun if is_partial else 0) < n < line.number]
        for column, (cell, _) in line.cells.items():
            head = names.get(column, "")
            if cell.text != label and head and not words.is_ordinal(head):
                place = table.grid.at(line.number, column)
                values = [_value_of(taking, row, head) for row in above]
                said = _said(known.get(head), cell)
                yield _total(Total(place, head, said, None), cell, [] if is_mean else values)
        begun = line.number if is_partial else begun


def _total(total: Total, cell: Cell, values: Sequence[Decimal | None]) -> Total:
    """Return a number of a row of totals against those of the rows; none for what is no sum."""
    unread = sum(value is None for value in values)
    if not values:
        return total._replace(why="不是各行相加的")
    if total.said is None:
        return total._replace(why=f"“{cell.text}”不是一个数")
    if unread:
        return total._replace(why=f"有 {unread} 行的数读不出")
    return total._replace(sum=sum((v for v in values if v is not None), Decimal()))


def _said(asked: Asked | None, cell: Cell) -> Decimal | None:
    """Return the number of a row of totals, which may bear a unit as those above it do."""
    if asked and asked.column.form is Form.NUMBER:
        try:
            typed = understood(asked, cell).typed
        except Mistake:
            return None
        return _decimal(typed) if typed else None
    return _plain(cell)


def _value_of(taking: Taking, row: Row, head: str) -> Decimal | None:
    """Return the number that a row holds in a column; 0 where it holds nothing."""
    for seen in row.seen:
        if seen.head == head:
            if seen.meant is None:
                return None
            typed = seen.meant.typed
            return Decimal() if typed is None else _decimal(typed)
    column = taking.table.head.columns[head]
    if column not in row.line.cells:
        return Decimal()
    return _plain(row.line.cells[column][0])


def _plain(cell: Cell) -> Decimal | None:
    return cell.content if isinstance(cell.content, Decimal) else _decimal(cell.text.strip())


def _decimal(typed: str | list[str]) -> Decimal | None:
    try:
        return Decimal(typed) if isinstance(typed, str) else None
    except ArithmeticError:
        return None
