"""A record type -> the tables in which its records are edited: what stands in which column.

A single value is a column, and each value of a group is one. A list of groups is a table of its
own, a row for each group. What is deeper, or of no type, is written in a cell as it is in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import Any, get_origin

from ledger.records import editions
from ledger.records.base import LedgerType, Numbered, Part, Record, part_of
from ledger.records.fields import Time, holds, mark_of, read_by, to_month

#: between the keys of a head, and the names of a sheet
BETWEEN = "·"
#: the columns that are no key's: which record of the file a row is, which nobody edits, and whose
#: a group is
MARK, OWNER = "〔标记〕", "〔属于〕"
#: how long the name of a sheet may be (Excel)
_LONGEST = 31


class Form(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    NUMBER = auto()
    DAY = auto()
    MONTH = auto()
    YES = auto()
    #: one item a line
    ITEMS = auto()
    #: as it is written in the file
    WRITTEN = auto()


@dataclass(frozen=True)
class Column:
    """A column: its head, the keys that lead to its value, and the field that holds it."""

    head: str
    way: tuple[str, ...]
    kind: type[Part]
    field: str
    form: Form

    @property
    def required(self) -> bool:
        """Whether every row needs a value: the field does, and so does each group on the way."""
        return self.kind.model_fields[self.field].is_required() and len(self.way) == 1


@dataclass(frozen=True)
class Table:
    """A sheet: its name, the columns, and the key whose groups are its rows; none for records."""

    name: str
    key: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Tables:
    """All that an edition edits of a ledger: the records, and the groups in lists of theirs."""

    ledger: LedgerType
    records: Table
    groups: tuple[Table, ...]

    @property
    def every(self) -> tuple[Table, ...]:
        """All sheets, that of the records first."""
        return (self.records, *self.groups)

    @property
    def number(self) -> str:
        """The head of the column with the number of a record; empty where records have none."""
        return Numbered.key_of("id") if self.numbered else ""

    @property
    def numbered(self) -> bool:
        """Whether the records bear a number."""
        return issubclass(self.ledger.record, Numbered)


def is_edited(ledger: LedgerType) -> bool:
    """Whether a ledger is a list of records that people write, or work through."""
    kind = ledger.record
    is_closed = ledger.single or ledger.whole or ledger.broken
    return not is_closed and (kind.for_authors or not kind.by_product)


def tables_of(ledger: LedgerType, edition: str) -> Tables:
    """Return the tables in which readers of an edition edit a ledger."""
    kind = ledger.record
    listed = dict(_listed(kind, edition))
    own = tuple(each for each in _columns(kind, edition) if each.way[0] not in listed)
    names = _names(ledger.name, listed)
    groups = tuple(
        Table(names[key], key, tuple(_columns(group, edition, inside=True)))
        for key, group in listed.items()
    )
    return Tables(ledger, Table(ledger.name[:_LONGEST], "", own), groups)


def _names(ledger: str, keys: dict[str, type[Part]]) -> dict[str, str]:
    """Return the name of each list's sheet; one that is cut off bears a number."""
    whole = {key: f"{ledger}{BETWEEN}{key}" for key in keys}
    return {
        key: name if len(name) <= _LONGEST else f"{name[: _LONGEST - 3]}{BETWEEN}{number:02}"
        for number, (key, name) in enumerate(whole.items(), 1)
    }


def _listed(kind: type[Record], edition: str) -> Iterator[tuple[str, type[Part]]]:
    """Yield the keys that hold lists of groups, of which the edition shows all."""
    for field in _seen(kind, edition):
        key = kind.key_of(field)
        group = part_of(kind, key)
        if group and is_list(kind, field) and not _hides(group, edition):
            yield key, group


def _columns(kind: type[Part], edition: str, inside: bool = False) -> Iterator[Column]:
    """Yield the columns of a type; ``inside`` a list a list of groups is one column."""
    for field in _seen(kind, edition):
        key = kind.key_of(field)
        group = part_of(kind, key)
        if field == getattr(kind, "further", None) or (
            group and _is_closed(group, edition, is_list(kind, field))
        ):
            continue
        if group and not (is_list(kind, field) or _is_dict(kind, field)):
            for each in _columns(group, edition, inside):
                head, way = f"{key}{BETWEEN}{each.head}", (key, *each.way)
                yield Column(head, way, each.kind, each.field, each.form)
        elif not group or inside or _is_dict(kind, field):
            yield Column(key, (key,), kind, field, _form(kind, field, group))


def _seen(kind: type[Part], edition: str) -> Iterator[str]:
    for field in kind.model_fields:
        if editions.sees(edition, editions.audience_of(kind, field)):
            yield field


def _is_closed(group: type[Part], edition: str, listed: bool) -> bool:
    """Whether a group, or groups in a list, can only be edited by those who see more."""
    return _hides(group, edition) if listed else _says_for_whom(group, edition)


def _hides(group: type[Part], edition: str) -> bool:
    return editions.hides(group, edition) or _says_for_whom(group, edition)


def _says_for_whom(group: type[Part], edition: str) -> bool:
    return "readers" in group.model_fields and not editions.shows_all(edition)


def is_list(kind: type[Part], field: str) -> bool:
    """Whether a field holds a list."""
    return get_origin(kind.model_fields[field].annotation) is list


def _is_dict(kind: type[Part], field: str) -> bool:
    return get_origin(kind.model_fields[field].annotation) is dict


def _form(kind: type[Part], field: str, group: type[Part] | None) -> Form:
    if group or kind.model_fields[field].annotation is Any or _is_dict(kind, field):
        return Form.WRITTEN
    if is_list(kind, field):
        return Form.ITEMS
    if mark_of(kind, field, Time) and read_by(kind, field, to_month):
        return Form.MONTH
    for form, types in ((Form.YES, (bool,)), (Form.DAY, (date,)), (Form.NUMBER, (int, Decimal))):
        if holds(kind, field, *types):
            return form
    return Form.TEXT
