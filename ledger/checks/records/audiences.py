"""What everybody sees names nothing that is for a few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.checks.records.rules import rule
from ledger.issues import Issue
from ledger.records.base import Part, Record
from ledger.records.dataset import Dataset, part_of
from ledger.records.editions import EDITIONS, audience_of, narrowest, sees
from ledger.records.fields import Ref, mark_of, to_list
from ledger.records.register import LEDGERS
from ledger.records.types.bureau import Unit
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.mechanisms import Mechanism
from ledger.records.types.official import Report
from ledger.records.types.systems import System

#: where a name was typed in a record, of which ledger it is, the name, and who may read it there
Named = tuple[tuple[str | int, ...], str, str, str]


@rule("edition.hidden")
def what_is_seen_names_nothing_hidden(dataset: Dataset) -> Iterator[Issue]:
    """A record refers only to records that all its own readers may see."""
    everything = [record for records in dataset.records.values() for record in records]
    if all(record.readers == EDITIONS[0] for record in everything):
        return
    for record in everything:
        for where, ledger, word, readers in _names(record):
            target = dataset.words(ledger).get(word)
            if target and not sees(readers, target.readers):
                yield record.issue(hidden(word, target.readers), *where)


def hidden(word: str, audience: str) -> str:
    """Say that a name is known to a few only, where more may read it."""
    return f"引用了只给{audience}看的“{word}”；把这一条也设为{audience}，或换一个"


@rule("edition.for_all")
def the_bureau_is_for_all(dataset: Dataset) -> Iterator[Issue]:
    """Without the bureau and its report there is no edition."""
    for kind in (Unit, Report):
        for record in dataset.of(kind):
            if record.readers != EDITIONS[0]:
                name = {Unit: "单位", Report: "报告"}[kind]
                yield record.issue(
                    f"可见：“{name}”各版都要用，不能只给一部分人看；请删去这一行", "readers"
                )


def _names(record: Record) -> Iterator[Named]:
    yield from _in(record, record.readers, ())
    if isinstance(record, System):
        for number, chapter in enumerate(record.chapters):
            for index, provision in enumerate(chapter.provisions):
                for at, word in enumerate(provision.posts):
                    where = ("chapters", number, "条", index, "岗位", at)
                    yield where, "岗位", word, record.readers
    if isinstance(record, FigureDefinition) and record.source in LEDGERS:
        yield from _asked(record.where, LEDGERS[str(record.source)].record, record, ("where",))
    for number, listing in enumerate(record.listings if isinstance(record, Mechanism) else ()):
        if listing.source in LEDGERS:
            kind = LEDGERS[listing.source].record
            yield from _asked(listing.where, kind, record, ("listings", number, "条件"))


def _in(part: Part, readers: str, where: tuple[str | int, ...]) -> Iterator[Named]:
    """Yield the names in a group of values; a field that few may see may name what they may."""
    for field in type(part).model_fields:
        own = narrowest((readers, audience_of(type(part), field)))
        target: Ref | None = mark_of(type(part), field, Ref)
        yield from _held(getattr(part, field), target, own, (*where, type(part).key_of(field)))


def _held(
    value: Any, target: Ref | None, readers: str, where: tuple[str | int, ...]
) -> Iterator[Named]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _held(each, target, readers, (*where, index))
    elif isinstance(value, Part):
        yield from _in(value, readers, where)
    elif target and value is not None:
        yield where, target.ledger, value, readers


def _asked(
    where: Any, kind: type[Part], record: Record, path: tuple[str | int, ...]
) -> Iterator[Named]:
    """Yield the names in a condition, whatever comparison or other record they stand in."""
    for key, value in where.items() if isinstance(where, dict) else ():
        if (field := kind.field_of(key)) is None:
            continue
        target: Ref | None = mark_of(kind, field, Ref)
        inner = part_of(kind, key) or (LEDGERS[target.ledger].record if target else kind)
        words = value.get("不是", []) if isinstance(value, dict) else value
        for word in map(str, to_list(words)) if target else ():
            yield (*path, key), str(target and target.ledger), word, record.readers
        yield from _asked(value, inner, record, (*path, key))
