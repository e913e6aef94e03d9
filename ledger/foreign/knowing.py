"""Rows against the records that a ledger has: the same, nearly the same, or new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ledger.alike import pairs, shared
from ledger.exchange import cells
from ledger.exchange.columns import Column, Form
from ledger.exchange.entries import Entry
from ledger.foreign.mapping import Target, columns_of, is_closed
from ledger.foreign.taking import Row, Taking
from ledger.records import source
from ledger.records.base import LedgerType
from ledger.records.dataset import names_of
from ledger.records.fields import Listed, Ref, mark_of
from ledger.wordlists import letters

#: what a record holds in the columns that a mapping takes, by their heads
Said = tuple[tuple[str, str], ...]
_DIGITS = re.compile("[0-9一二三四五六七八九十]")


class Near(NamedTuple):
    """A record of the same matter as a row, and where they differ: a head, and both texts."""

    name: str
    differs: tuple[tuple[str, str, str], ...]


class Known:
    """The records that there are, as the columns of a sheet say them."""

    def __init__(self, taking: Taking, entries: Sequence[Entry]) -> None:
        known = columns_of(taking.target.ledger)
        keys = [each.key for each in taking.mapping.heads if each.key]
        heads = [*keys, *(each.key for each in taking.mapping.always)]
        self.target = taking.target
        self.columns = [known[key] for key in dict.fromkeys(heads) if key in known]
        self.names: dict[Said, list[str]] = {}
        self.alike: dict[tuple[str, ...], list[tuple[str, Said]]] = {}
        self.others: dict[Said, list[tuple[str, str]]] = {}
        self.about = _about(taking.target.ledger)
        for entry in entries:
            self.names.setdefault(self._said(entry.typed), []).append(entry.name)
            self.add_event(entry.name, entry.typed)
            if self.about:
                self.others.setdefault(self._rest(entry.typed), []).append(
                    (entry.name, self._matter(entry.typed))
                )

    def add_event(self, name: str, typed: source.Mapping) -> None:
        """Know of which event a record is: a second row of it in the same file is asked about."""
        if event := self._event(typed):
            self.alike.setdefault(event, []).append((name, self._said(typed)))

    def same(self, row: Row) -> str | None:
        """Return the record that holds the same as a row; each stands for one row only."""
        found = self.names.get(self._said(row.typed))
        name = found.pop(0) if found else None
        if name and self.about:
            self.others[self._rest(row.typed)].remove((name, self._matter(row.typed)))
        return name

    def near(self, row: Row) -> Near | None:
        """Return the record of the same matter; None where there is none."""
        event = self._event(row.typed)
        said = dict(self._said(row.typed))
        for name, other in self.alike.get(event, ()) if event else ():
            pairs = ((head, said.get(head, ""), text) for head, text in other)
            return Near(name, tuple(each for each in pairs if each[1] != each[2]))
        return self._reworded(row) if self.about else None

    def _reworded(self, row: Row) -> Near | None:
        """Return the record that differs in nothing but a few words of what it is about."""
        matter = self._matter(row.typed)
        for name, other in self.others.get(self._rest(row.typed), ()):
            if matter and other and _is_alike(matter, other):
                return Near(name, ((self.about, matter, other),))
        return None

    def _rest(self, typed: source.Mapping) -> Said:
        return tuple(each for each in self._said(typed) if each[0] != self.about)

    def _matter(self, typed: source.Mapping) -> str:
        return dict(self._said(typed)).get(self.about, "")

    def _said(self, typed: source.Mapping) -> Said:
        held = ((each.head, _text(each, typed, self.target)) for each in self.columns)
        return tuple(held)

    def _event(self, typed: source.Mapping) -> tuple[str, ...] | None:
        """Return by what a record is told from others; None where some of that is lacking."""
        columns = _identity(self.target.ledger)
        if not columns:
            return tuple(text for _, text in self._said(typed))
        texts = [_text(each, typed, self.target) for each in columns]
        return tuple(texts) if all(texts) else None


@lru_cache(maxsize=128)
def _identity(ledger: LedgerType) -> tuple[Column, ...]:
    """Return the columns that tell which matter a record is: the day, and what it is about.

    Where that is a word it takes the other words that are needed; where no day is needed, the names.
    """
    kind, known = ledger.record, columns_of(ledger)
    keys = {field: kind.key_of(field) for field in filter(None, (kind.when, kind.headline))}
    needed = {key: column for key, column in known.items() if column.required}
    when = needed.get(keys.get(kind.when or "", ""))
    about = known.get(keys.get(kind.headline, ""))
    if about is None or is_closed(about):
        more = [column for column in needed.values() if is_closed(column)]
    else:
        more = [] if when else [c for c in needed.values() if mark_of(c.kind, c.field, Ref)]
    return tuple(dict.fromkeys(filter(None, (when, about, *more))))


def _about(ledger: LedgerType) -> str:
    """Return the key that says in words of its own what a record is about, beside a day; else nothing."""
    identity = _identity(ledger)
    has_day = len(identity) > 1 and identity[0].form in (Form.DAY, Form.MONTH)
    return identity[1].head if has_day and not is_closed(identity[1]) else ""


def _is_alike(one: str, other: str) -> bool:
    """Whether two texts tell of the same matter: one holds the other, or most of it, with its numbers."""
    said, there = letters(one), letters(other)
    least = min(len(pairs(one)), len(pairs(other)))
    if said in there or there in said:
        return True
    return (
        _DIGITS.findall(said) == _DIGITS.findall(there) and 5 * shared(one, other) >= 4 * least > 0
    )


def _text(column: Column, typed: source.Mapping, target: Target) -> str:
    """Return what stands in a column, however it was written: a name in short is the name."""
    held = cells.at(column.way, typed)
    if held is None:
        return ""
    items = held if isinstance(held, list) else [held]
    return "\n".join(_meant(column, str(each).strip(), target) for each in items)


def _meant(column: Column, text: str, target: Target) -> str:
    if ref := mark_of(column.kind, column.field, Ref):
        found = target.dataset.words(ref.ledger).get(text)
        return names_of(found)[0] if found else text
    if listed := mark_of(column.kind, column.field, Listed):
        return target.dataset.lists[listed.list].meant(text) or text
    return cells.text_of(Form.NUMBER if column.form is Form.NUMBER else Form.TEXT, text)
