"""A workbook against the files -> what it asks of each record, and what is wrong with the asking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from ledger.exchange import cells, entries, merging
from ledger.exchange.columns import MARK, OWNER, Column, Form, Table, Tables
from ledger.exchange.entries import Entry, Held, heads, rows_of
from ledger.exchange.merging import Change, Merged, Row
from ledger.exchange.opening import Failed, Formula, Line, Opened
from ledger.issues import Issue, Mistake, Place
from ledger.reading.sheets import coordinate
from ledger.records import source
from ledger.records.dataset import read_entry
from ledger.wordlists import Known

#: where a value of a workbook stands: of a table, a head and a row
Where = tuple[str, str, int]


_AGAIN = "请重新导出，再改一遍"


#: what is said of a content that is not read, and the code
_UNREAD: Mapping[object, tuple[str, str]] = {
    Formula: ("这一格是公式，不读；请复制，选择性粘贴成值", "cell.formula"),
    Failed: ("这一格是算错了的公式（#REF! 一类），不读；请写上值", "cell.failed"),
}


class New(NamedTuple):
    """A record as the workbook wants it: what was there, the row, and what is typed now."""

    name: str
    row: Row
    typed: source.Mapping


@dataclass
class Plan:
    """What a workbook asks: what is merged, the records as they are wanted, what is in the way.

    ``wrong`` are cells that hold what cannot be; ``notes`` what was passed over.
    """

    merged: Merged
    sheets: Sheets
    news: list[New] = field(default_factory=list)
    wrong: list[Issue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: which records go to another file
    moved: list[str] = field(default_factory=list)

    def above(self, row: Row) -> Iterator[str]:
        """Yield the names of the records above a row, the nearest first."""
        return (each.name for each in reversed(self.sheets.rows) if each.place < row.place)


#: gives a new record its number: the plan, the row of the record, what it holds -> the same and it
Numbering = Callable[[Plan, Row, source.Mapping], source.Mapping]


class Rests(NamedTuple):
    """What a plan rests on: the words that there are, and who gives a new record its number."""

    known: Known
    numbered: Numbering


class Sheets:
    """The rows of a workbook by the columns of its ledger."""

    def __init__(self, opened: Opened, tables: Tables) -> None:
        self.tables = tables
        self.notes = [f"“{name}”这张表不是导出的" for name in opened.others]
        self.wrong: list[Issue] = []
        self._columns: dict[str, dict[str, int]] = {}
        #: of each sheet and row of a record, the rows of its groups
        self.groups: dict[tuple[str, int], list[int]] = {}
        #: the rows of which nobody knows which record they are
        self.unclear: list[Row] = []
        self.rows = self._records(opened)

    def place(self, table: str, head: str, row: int) -> Place:
        """Return the place of a cell, as ``整改台账!E14``; of a sheet that lacks the column, the row."""
        return Place(f"{table}!{xl_col_to_name(self._columns[table].get(head, 0))}{row}")

    def at(self, row: Row, head: str = "") -> Place:
        """Return where a record's value stands: its cell, or of groups the first of their rows."""
        if head in self._columns and head != self.tables.records.name:
            listed = self.groups.get((head, row.place))
            return self.place(head, "", listed[0]) if listed else Place(head)
        return self.place(self.tables.records.name, head, row.place)

    def named(self, place: Place) -> str:
        """Return the name or the number of the record of a cell; empty where there is none."""
        sheet, _, cell = place.path.rpartition("!")
        number = coordinate(place)[0] if sheet and cell else 0
        if sheet != self.tables.records.name:
            owners = (
                row for (head, row), own in self.groups.items() if head == sheet and number in own
            )
            number = next(owners, 0)
        row = next((row for row in self.rows if row.place == number), None)
        return "" if row is None else row.name or (row.mark if row in self.unclear else row.number)

    def _records(self, opened: Opened) -> list[Row]:
        own = self.tables.records
        found: list[tuple[int, dict[str, Any], str]] = []
        for line in self._lines(opened, own):
            held = self._held(own, line)
            if any(held.values()):
                found.append((line.number, held, self._text(own, MARK, line)))
        for table in self.tables.groups:
            self._put_groups(opened, table, found)
        base = opened.base.records
        number = self.tables.number
        if number and any(number not in held for _, held, _ in found):
            raise Mistake(f"“{own.name}”里没有“{number}”一栏，认不出各行是哪一条；请补上这一栏")
        if number and found and MARK not in self._columns[own.name]:
            raise Mistake(f"“{own.name}”里没有“{MARK}”一栏，认不出各行是哪一条；{_AGAIN}")
        rows = [*merging.paired(found, base, number)]
        self._twice(rows, number)
        self._astray(rows, base)
        return rows

    def _lines(self, opened: Opened, table: Table) -> list[Line]:
        """Return the rows of a sheet below its heads, and note which column is which."""
        lines = opened.sheets.get(table.name)
        if lines is None:
            self._columns[table.name] = {}
            self._lacks(opened, table)
            return []
        known = {*heads(table), OWNER if table.key else MARK}
        found: dict[str, int] = {}
        strange = []
        for number, value in enumerate(lines[0].values if lines else ()):
            head = cells.text_of(Form.TEXT, value)
            if head in found:
                place = Place(f"{table.name}!{xl_col_to_name(number)}{lines[0].number}")
                self.wrong.append(Issue(place, f"“{head}”有两栏；请只留一栏", code="cell.head"))
            elif head in known:
                found[head] = number
            elif head:
                strange.append(head)
        self._columns[table.name] = found
        lacking = [head for head in heads(table) if head not in found]
        if not found:
            raise Mistake(f"“{table.name}”的第一行不是栏名；请把栏名放回第一行，上面不加别的行")
        if strange and lacking:
            raise Mistake(
                f"“{table.name}”里没有“{lacking[0]}”一栏，另有“{strange[0]}”一栏，看不出是不是改了栏名；"
                f"请把栏名改回“{lacking[0]}”，或删去“{strange[0]}”一栏"
            )
        said = (f"“{table.name}”的“{head}”一栏不是台账的键，没有读" for head in strange)
        self.notes += [
            *said,
            *(f"“{table.name}”里没有“{head}”一栏，这个键不改" for head in lacking),
        ]
        return lines[1:]

    def _lacks(self, opened: Opened, table: Table) -> None:
        """Note that a list is not edited; raises ``Mistake`` where its sheet may bear another name."""
        if opened.others or not table.key:
            other = f"，另有“{opened.others[0]}”" if opened.others else ""
            raise Mistake(f"没有“{table.name}”这张表{other}；表的名称请照导出时的，自己加的表删去")
        self.notes.append(f"没有“{table.name}”这张表，它记的都不改")

    def _held(self, table: Table, line: Line) -> dict[str, Any]:
        columns = (each for each in table.columns if each.head in self._columns[table.name])
        return {each.head: self._text(table, each.head, line, each) for each in columns}

    def _text(self, table: Table, head: str, line: Line, column: Column | None = None) -> str:
        """Return the text of a cell; one that is not read is told, and empty."""
        at = self._columns[table.name].get(head, len(line.values))
        value = line.values[at] if at < len(line.values) else None
        if value in _UNREAD:
            message, code = _UNREAD[value]
            place = self.place(table.name, head, line.number)
            self.wrong.append(Issue(place, message, code=code))
            return ""
        return cells.text_of(column.form if column else Form.TEXT, value)

    def _put_groups(
        self, opened: Opened, table: Table, found: Sequence[tuple[int, dict[str, Any], str]]
    ) -> None:
        """Put the rows of a sheet of groups to the records that they name."""
        lines = self._lines(opened, table)
        columns = self._columns[table.name]
        if not columns.keys() >= {*heads(table), OWNER}:
            return  # a list is compared as a whole
        number = self.tables.number
        by_name = {mark: (place, held) for place, held, mark in found if mark}
        by_name |= {held[number]: (place, held) for place, held, _ in found if held.get(number)}
        for _, held, _ in found:
            held[table.name] = ()
        for line in lines:
            texts = tuple(self._held(table, line)[head] for head in heads(table))
            name = self._text(table, OWNER, line)
            if not any(texts):
                continue
            if name in by_name:
                place, held = by_name[name]
                held[table.name] += (texts,)
                self.groups.setdefault((table.name, place), []).append(line.number)
            elif name not in opened.base.records:  # of a record whose row is gone, it goes with it
                message = f"“{self.tables.records.name}”里没有“{name}”这一条；请写上是哪一条的"
                where = self.place(table.name, OWNER, line.number)
                self.wrong.append(Issue(where, message, code="cell.owner"))

    def _astray(self, rows: Sequence[Row], base: Mapping[str, Held]) -> None:
        """Tell of the rows that may be either of two records."""
        astray = merging.astray(rows, base) if self.tables.numbered else ()
        for row in (row for row in astray if row not in self.unclear):
            message = (
                f"编号是“{row.number}”，“{MARK}”是“{row.mark}”，看不出是哪一条；改编号的，换一个没有用过的；"
                f"复制来的新的一条，“{MARK}”留空"
            )
            place = self.at(row, self.tables.number)
            self.wrong.append(Issue(place, message, code="cell.astray"))
            self.unclear.append(row)

    def _twice(self, rows: Sequence[Row], number: str) -> None:
        """Tell of two rows with one number."""
        met: dict[str, int] = {}
        for row in rows:
            if row.number and row.number in met:
                message = f"编号“{row.number}”在第 {met[row.number]} 行已经有了；请换一个"
                self.wrong.append(Issue(self.at(row, number), message, code="cell.twice"))
                self.unclear.append(row)
            met.setdefault(row.number, row.place)


def planned(
    opened: Opened,
    tables: Tables,
    ours: Mapping[str, Entry],
    rests: Rests,
    settled: merging.Settled,
) -> Plan:
    """Return what a workbook asks of the records ``ours``, which are all that there are.

    Raises ``Mistake`` for a workbook of other keys.
    """
    for table in tables.every:
        strange = {*opened.base.heads.get(table.name, ())} ^ {*heads(table)}
        if strange:
            said = "、".join(sorted(strange))
            raise Mistake(f"导出以后“{table.name}”的键变了（{said}）；请重新导出，再改一遍")
    sheets = Sheets(opened, tables)
    held = {name: entries.held(tables, entry.typed) for name, entry in ours.items()}
    clear = [row for row in sheets.rows if row not in sheets.unclear]
    merged = merging.merged(opened.base.records, clear, held, settled, tables.number)
    marks = {row.mark for row in sheets.unclear}
    merged.gone = [name for name in merged.gone if name not in marks]
    plan = Plan(merged, sheets, wrong=[*sheets.wrong], notes=[*sheets.notes])
    for change in merged.changed:
        _take(plan, tables, rests, change, ours[change.name].typed)
    for row in merged.added:
        place = sheets.at(row)
        begun = source.Mapping()
        begun.place = place
        filled = {head: value for head, value in row.held.items() if value}
        _take(plan, tables, rests, Change("", row, filled), begun)
    return plan


def _take(plan: Plan, tables: Tables, rests: Rests, change: Change, typed: source.Mapping) -> None:
    """Add a record as it is wanted to a plan, or what is wrong with it."""
    try:
        wanted = _wanted(plan.sheets, tables, change, typed)
    except _At as at:
        plan.wrong.append(at.issue)
        return
    if not change.name:
        wanted = rests.numbered(plan, change.row, wanted)
    wrong = read_entry(tables.ledger.record, wanted, rests.known)[1]
    plan.wrong += (issue for issue in wrong if "!" in issue.place.path)  # others stood there before
    plan.news.append(New(change.name, change.row, wanted))


class _At(Exception):
    """Carries what is wrong with a cell."""

    def __init__(self, issue: Issue) -> None:
        super().__init__()
        self.issue = issue


def _wanted(
    sheets: Sheets, tables: Tables, change: Change, typed: source.Mapping
) -> source.Mapping:
    """Return a record with what a row changes in it; raises ``_At``."""
    for column in tables.records.columns:
        if column.head in change.held:
            place = sheets.at(change.row, column.head)
            typed = _put(typed, column, str(change.held[column.head]), place)
    for table in tables.groups:
        if table.name in change.held:
            rows = [*_groups(sheets, table, change, typed)]
            listed = source.Sequence(rows)
            listed.place, listed.lost = sheets.at(change.row, table.name), False
            typed = cells.put(typed, (table.key,), listed or None, listed.place)
    return typed


def _put(typed: source.Mapping, column: Column, text: str, place: Place) -> source.Mapping:
    try:
        value = cells.typed_of(column.form, text, place) if text else None
    except Mistake as mistake:
        raise _At(mistake.at(place, f"{column.head}：")) from None
    return cells.put(typed, column.way, value, place)


def _groups(
    sheets: Sheets, table: Table, change: Change, typed: source.Mapping
) -> Iterator[source.Mapping]:
    """Yield the groups of a record; one that stays is as it was typed."""
    old = [(entries.texts(table, each), each) for each in rows_of(table, typed)]
    lines = sheets.groups.get((table.name, change.row.place), [])
    rows = [*zip(lines, change.held[table.name], strict=True)]
    alike = dict(old)
    stay = {texts for _, texts in rows} & alike.keys()
    for number, (line, texts) in enumerate(rows):
        if texts in stay:
            yield alike[tuple(texts)]
            continue
        is_edited = number < len(old) and old[number][0] not in stay
        was, begun = old[number] if is_edited else (("",) * len(texts), source.Mapping())
        if not is_edited or not isinstance(begun, source.Mapping):
            begun = source.Mapping()
            begun.place = sheets.place(table.name, "", line)
        for column, text, before in zip(table.columns, texts, was, strict=True):
            if text != before:
                begun = _put(begun, column, text, sheets.place(table.name, column.head, line))
        yield begun
