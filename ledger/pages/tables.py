"""A ledger's records as a table that a reader may ask: what its columns are, from the type's fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from ledger.language.numerals import day
from ledger.pages.layout import figure_names, quoted_in, record_link
from ledger.project import Project, linked
from ledger.prose.markup import (
    CHOICE,
    DATE,
    ID,
    LINKS,
    MONTH,
    NUMBER,
    WORDS,
    Column,
    askable,
    attribute,
    element,
    link,
    one,
    text,
)
from ledger.records.base import Numbered, Part, Record, part_of
from ledger.records.fields import Attachment, Ref, Time, chosen_from, holds, mark_of
from ledger.records.values import value_text

#: a table of so many rows can be asked for more columns (``assets/table.js``, FEW)
ASKABLE = 6


@dataclass(frozen=True)
class Shown:
    """What a table shows of records under one head: the column of all of them, the cell of one.

    The rows have ``anchors`` where the cells lead to them.
    """

    column: Callable[[Project, Sequence[Any]], Column]
    cell: Callable[[Project, Any], str]
    anchors: bool = False


def records_table(
    project: Project, records: Sequence[Record], shown: Sequence[Shown], caption: str, told: str
) -> str:
    """Return records as a table that can be asked, under what is ``told`` of all of them."""
    home = any(each.anchors for each in shown)
    rows = (
        (record.anchor if home else None, [each.cell(project, record) for each in shown])
        for record in records
    )
    columns = [each.column(project, records) for each in shown]
    headed = home and any(record.ledger.declared for record in records)
    return askable(columns, rows, caption, told, headed=headed)


def aside(shown: Shown) -> Shown:
    """Return a column that a reader sees on request."""
    return replace(
        shown,
        column=lambda project, records: shown.column(project, records)._replace(aside=True),
    )


def of_field(record: type[Record], field: str) -> Shown:
    """Return a field as its type says."""
    return Shown(
        lambda project, records: column(project, record, field, records),
        lambda project, each: _led(project, each, field) or cell(each, field),
    )


def added(project: Project, record: type[Record]) -> list[Shown]:
    """Return the columns of the keys that the bureau added to a ledger."""
    kind = project.dataset.ledgers[record.ledger.name].record
    return [of_field(kind, field) for field in kind.added]


def _led(project: Project, record: Record, field: str) -> str:
    """Return the names of records of other ledgers, or of files, as links; else nothing."""
    kind, words = type(record), _values(record, field)
    if mark_of(kind, field, Attachment):
        return "、".join(link(word, text(word.rpartition("/")[2])) for word in words)
    if not (target := linked(project.dataset, kind, field)):
        return ""
    named = ((word, project.dataset.named(target, word)) for word in words)
    return "、".join(
        record_link(project, each, word) if each else one(word) for word, each in named
    )


def itself(record: type[Record], home: bool = True) -> Shown:
    """Return the records' own links, at ``home`` to the table's rows: their numbers, if they have one."""
    head = record.key_of("id") if issubclass(record, Numbered) else "链接"
    return Shown(lambda *_: Column(head, ID), partial(_own_link, home), anchors=home)


def _own_link(home: bool, project: Project, record: Record) -> str:
    shown = text(record.anchor if isinstance(record, Numbered) else "链接")
    if home:
        return f'<a href="#{attribute(record.anchor)}" class="own">{shown}</a>'
    return link(project.page_of(record), shown, record.anchor, class_="own")


#: the records of other ledgers that name a record
REFERRING = Shown(
    lambda *_: Column("提到它的记录", LINKS),
    lambda project, record: "、".join(
        record_link(project, each, f"{each.ledger.name} {each.anchor}")
        for each in project.referring(record)
    ),
)
#: the figures that count a record
COUNTED = Shown(
    lambda *_: Column("计入指标", LINKS),
    lambda project, record: figure_names(project.pages_counting(record)),
)
#: the sentences that quote a record
QUOTED = Shown(lambda *_: Column("引用它的句子"), quoted_in)


def kind_of(record: type[Part], field: str) -> str:
    """Return what a field's values are for somebody who asks for records by them."""
    if mark_of(record, field, Attachment):
        return LINKS
    if chosen_from(record, field) or mark_of(record, field, Ref) or holds(record, field, bool):
        return CHOICE
    if holds(record, field, date):
        return DATE
    if mark_of(record, field, Time):
        return MONTH
    return NUMBER if holds(record, field, int, Decimal) else WORDS


def column(project: Project, record: type[Record], field: str, records: Sequence[Record]) -> Column:
    """Return the column of a field, of the records that the table shows."""
    unit = record.units.get(field)
    return Column(
        project.dataset.head(record, field) + (f"（{unit}）" if unit else ""),
        kind_of(record, field),
        _order(project, record, field, records),
        field in record.sums,
        field == record.headline,
    )


def _order(
    project: Project, record: type[Record], field: str, records: Sequence[Record]
) -> tuple[str, ...]:
    """Return the words of a choice that the records hold, as the choice or the ledger has them."""
    if kind_of(record, field) != CHOICE:
        return ()
    ref, dataset = mark_of(record, field, Ref), project.dataset
    known = reversed(dataset.words(ref.ledger)) if ref else dataset.choices(record, field)
    return ordered((word for each in records for word in _values(each, field)), known)


def ordered(words: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the words that there are, each once, in the order of the known ones."""
    found = dict.fromkeys(words)
    if len(found) < 2:
        return tuple(found)
    places = {word: place for place, word in enumerate(known)}
    return tuple(sorted(found, key=lambda word: places.get(word, len(places))))


def _values(record: Record, field: str) -> list[str]:
    value = getattr(record, field)
    values = value if isinstance(value, list) else [value]
    return [value_text(each) for each in values if each is not None]


def cell(record: Record, field: str) -> str:
    """Return a field's value; of several words each can be told from the others."""
    values = _values(record, field)
    if not values[1:]:
        return text("".join(values))
    if part_of(type(record), record.key_of(field)):
        return "<br>".join(map(text, values))
    choice = kind_of(type(record), field) == CHOICE
    return "、".join(map(one, values)) if choice else text("；".join(values))


def day_cell(value: date) -> str:
    """Return a day without its year."""
    return element("time", text(day(value, year=False)), datetime=value.isoformat())
