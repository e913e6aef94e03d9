"""Two datasets -> which records are new, gone or changed, and in which keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from ledger.changes.model import CHANGED, GONE, NEW, SAME, KeyChange, RecordChange
from ledger.figures.conditions import condition_text
from ledger.figures.figure import Figure
from ledger.issues import Mistake
from ledger.records.base import Part, Record
from ledger.records.dataset import PARTED, Dataset
from ledger.records.editions import EDITIONS, audience_of
from ledger.records.values import headline, value_text

T = TypeVar("T")
#: a ledger, a record's name in it, and a running number (broken data may repeat a name)
Key = tuple[str, str, int]
INSIDE = "·"


@dataclass
class Compared:
    """The records of both versions, by key, each with what happened to it."""

    changes: dict[Key, RecordChange] = field(default_factory=dict)
    _keys: dict[int, Key] = field(default_factory=dict)

    def key(self, record: Record) -> Key:
        """Return the key of a record of either version."""
        return self._keys[id(record)]

    def add(self, key: Key, old: Record | None, new: Record | None) -> None:
        """Add the comparison of a record's old and new version."""
        self._keys |= {id(record): key for record in (old, new) if record}
        self.changes[key] = _change(key[1], old, new)

    def share(self, dataset: Dataset) -> None:
        """Let what a year reads in the folder of another be the record that lies there."""
        every = [
            *dataset.every,
            *(each for other in dataset.beside.values() for each in other.every),
            *(each for records in dataset.earlier.values() for each in records),
        ]
        known = {each.place(): key for each in every if (key := self._keys.get(id(each)))}
        for each in every:
            if key := known.get(each.place()):
                self._keys.setdefault(id(each), key)


def compare(
    old: Dataset, new: Dataset, old_figures: dict[str, Figure], new_figures: dict[str, Figure]
) -> Compared:
    """Compare all records by their 编号, year by year; records without one by their subject.

    The year of the newer version is named with its records only where it differs from the older's.
    """
    compared = Compared()
    own = new.year or old.year
    for year in dict.fromkeys([own, old.year or own, *new.beside, *old.beside]):
        then, now = _of_year(old, year, own), _of_year(new, year, own)
        for name in dict.fromkeys([*new.ledgers, *old.ledgers]):
            pairs = paired(then.get(name, []), now.get(name, []), name_of)
            for (word, turn), before, after in pairs:
                named = word if year == own else f"{year}{PARTED}{word}"
                compared.add((name, named, turn), before, after)
    compared.share(old)
    compared.share(new)
    counted: dict[Key, dict[str, None]] = {}
    for figure in (*old_figures.values(), *new_figures.values()):
        for record in figure.records:
            if key := compared._keys.get(id(record)):  # else a value of an older year, in no list
                counted.setdefault(key, {})[figure.name] = None
    for key, names in counted.items():
        compared.changes[key] = replace(compared.changes[key], counted=tuple(names))
    return compared


def _of_year(dataset: Dataset, year: int | None, own: int | None) -> dict[str, list[Record]]:
    """Return by ledger what lies in the folder of a year; with the ``own``, what all years share."""
    there = dataset if year == (dataset.year or own) else dataset.beside.get(year or 0)
    held = there.records if there else {}
    found = {
        name: [each for each in records if each.folder == year]
        for name, records in held.items()
        if dataset.ledgers[name].yearly
    }
    for name, records in dataset.records.items() if year == own else ():
        if not dataset.ledgers[name].yearly:
            found[name] = records
    return found


def name_of(record: Record) -> str:
    """Return a record's name in its ledger, which does not depend on its line."""
    own = getattr(record, "id", None)
    return str(own or f"{_about(record)} {record.in_month or ''}")


def paired(
    old: Iterable[T], new: Iterable[T], name: Callable[[T], str]
) -> Iterator[tuple[tuple[str, int], T | None, T | None]]:
    """Yield pairs by name: the new items in their order, then those that are gone."""
    before, after = _named(old, name), _named(new, name)
    yield from ((key, before.get(key), item) for key, item in after.items())
    yield from ((key, item, None) for key, item in before.items() if key not in after)


def _named(items: Iterable[T], name: Callable[[T], str]) -> dict[tuple[str, int], T]:
    found: dict[tuple[str, int], T] = {}
    turns: dict[str, int] = {}
    for item in items:
        word = name(item)
        found[word, turns.setdefault(word, 0)] = item
        turns[word] += 1
    return found


def _change(name: str, old: Record | None, new: Record | None) -> RecordChange:
    there = new or old
    assert there is not None
    keys = tuple(key_changes(old, new)) if old and new else ()
    how = NEW if old is None else GONE if new is None else CHANGED if keys else SAME
    own = name if getattr(there, "id", None) else ""
    ledger = there.ledger.name
    return RecordChange(ledger, own, _about(there), there.place(), how, keys, record=new)


def _about(record: Record) -> str:
    """Return a record's subject; empty where its ledger defines none."""
    return headline(record) if record.headline else ""


def key_changes(old: Part, new: Part, above: str = "") -> Iterator[KeyChange]:
    """Yield the keys whose values differ, also inside groups of values.

    A declaration may have changed in between. A key that is for some readers now is not told from
    a version in which it may have been for all.
    """
    kinds = (type(old), type(new))
    for name in dict.fromkeys([*kinds[1].model_fields, *kinds[0].model_fields]):
        before, after = getattr(old, name, None), getattr(new, name, None)
        kind = kinds[1] if name in kinds[1].model_fields else kinds[0]
        hidden = kinds[0] is not kinds[1] and audience_of(kind, name) != EDITIONS[0]
        if not hidden and not _is_same(before, after):
            key = above + kind.key_of(name)
            # a list in another order is shown whole
            yield from list(_inside(key, before, after)) or [_whole(key, before, after)]


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values say the same, be their types made of one declaration or of two."""
    if isinstance(one, Part) and isinstance(other, Part):
        fields = dict.fromkeys([*type(one).model_fields, *type(other).model_fields])
        return all(_is_same(getattr(one, f, None), getattr(other, f, None)) for f in fields)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return one == other or (not one and not other and value_text(one) == value_text(other))


def _inside(key: str, old: Any, new: Any) -> Iterator[KeyChange]:
    if isinstance(old, Part) and isinstance(new, Part):
        yield from key_changes(old, new, key + INSIDE)
    elif (before := _groups(old)) is not None and (after := _groups(new)) is not None:
        pairs = paired(before, after, lambda group: group[0])
        for (word, _), one, other in pairs:
            if one and other and not _is_same(one[1], other[1]):
                yield from key_changes(one[1], other[1], f"{key}{INSIDE}{word}{INSIDE}")
            elif not (one and other):
                yield _whole(f"{key}{INSIDE}{word}", one and one[1], other and other[1])
    else:
        yield _whole(key, old, new)


def _groups(value: Any) -> list[tuple[str, Part]] | None:
    """Return the groups of values in a list or a mapping, by name; None for any other value."""
    if isinstance(value, list) and all(isinstance(each, Part) for each in value):
        return [(_first(each), each) for each in value]
    if isinstance(value, dict) and value and all(isinstance(v, Part) for v in value.values()):
        return [(str(name), each) for name, each in value.items()]
    return None


def _first(part: Part) -> str:
    return value_text(getattr(part, next(iter(type(part).model_fields))))


def _whole(key: str, old: Any, new: Any) -> KeyChange:
    """Return a value's change; where it is written as before, the change of its type."""
    before, after = _shown(old), _shown(new)
    if before == after and (kinds := (_type(old), _type(new)))[0] != kinds[1]:
        return KeyChange(key, *(f"{before}（{kind}）" for kind in kinds))
    return KeyChange(key, before, after)


#: what the types of values are called in a declaration; a text may be a word or a reference as well
_TYPES = {bool: "是否", int: "整数", Decimal: "小数", date: "日期", str: "文字", list: "多个"}


def _type(value: Any) -> str:
    return next((name for kind, name in _TYPES.items() if isinstance(value, kind)), "分项")


def _shown(value: Any) -> str:
    """Return a value as text; a condition in words."""
    if isinstance(value, dict) and not any(isinstance(v, Part) for v in value.values()):
        try:
            return condition_text(value)
        except Mistake:  # a condition that cannot be read is shown as it is
            return str(value)
    if isinstance(value, dict):
        return "；".join(f"{name} {value_text(each)}" for name, each in value.items())
    return value_text(value)
