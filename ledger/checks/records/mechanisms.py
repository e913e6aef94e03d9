"""What holds for the mechanisms and projects: everything that they list and cite exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ledger.checks.records.rules import rule
from ledger.checks.records.systems import no_provision
from ledger.figures.conditions import Condition
from ledger.figures.selection import chosen, indistinct
from ledger.issues import Issue, Mistake, unknown
from ledger.records.base import Record, part_of
from ledger.records.dataset import Dataset
from ledger.records.fields import holds
from ledger.records.period import frame_of, placing_of
from ledger.records.types.mechanisms import Mechanism

_MOST_KEYS = 2


def listed(dataset: Dataset) -> list[str]:
    """Return the ledgers whose records a mechanism may list."""
    return [
        ledger.name for ledger in dataset.ledgers.values() if ledger.slug and ledger.record.listed
    ]


@rule("reference.provision")
def mechanisms_cite_what_exists(dataset: Dataset) -> Iterator[Issue]:
    """A mechanism's articles exist; it lists records of a ledger, by keys that they have."""
    for mechanism in dataset.of(Mechanism):
        for index, ref in enumerate(mechanism.provisions):
            if message := no_provision(dataset, ref):
                yield mechanism.issue(message, "provisions", index, "条")
        for index in range(len(mechanism.listings)):
            yield from _listing(dataset, mechanism, index)


def _listing(dataset: Dataset, mechanism: Mechanism, index: int) -> Iterator[Issue]:
    listing, where = mechanism.listings[index], ("listings", index)
    if listing.source not in (known := listed(dataset)):
        message = f"来源：{unknown('台账', listing.source, known)}"
        yield mechanism.issue(message, *where, "来源", code="reference.ledger")
        return
    kind = dataset.ledgers[listing.source].record
    place = mechanism.place(*where, "条件")
    condition = Condition(listing.where, kind, dataset, place)
    yield from condition.issues or _in_time(dataset, mechanism, index, condition)
    for number, key in enumerate(listing.columns):
        if key not in kind.all_keys():
            message = f"栏目：{unknown('键', key, kind.all_keys())}"
            yield mechanism.issue(message, *where, "栏目", number, code="key.unknown")
    if len(listing.spread) > _MOST_KEYS:
        message = "分布：最多写两个键，一个分行、一个分列"
        yield mechanism.issue(message, *where, "分布", code="record.spread")
    words = [key for key in kind.all_keys() if holds_words(kind, key)]
    for number, key in enumerate(listing.spread):
        if key not in words:
            message = f"分布：{_not_words(kind, key, words)}"
            code = "record.spread" if key in kind.all_keys() else "key.unknown"
            yield mechanism.issue(message, *where, "分布", number, code=code)


def _in_time(
    dataset: Dataset, mechanism: Mechanism, index: int, condition: Condition
) -> Iterator[Issue]:
    """A listing's records can be placed in time, by a day that they have."""
    listing, where, frame = mechanism.listings[index], ("listings", index), frame_of(dataset)
    records = dataset.records[listing.source]
    try:
        placing = placing_of(
            dataset.ledgers[listing.source].record, listing.by, listing.stock, frame
        )
    except Mistake as mistake:
        yield mistake.at(mechanism.place(*where, "按日期"), "按日期：")
        return
    if vague := indistinct(records, condition, frame.as_of):
        yield mechanism.issue(vague, *where, "条件", code="figure.state")
    try:
        chosen(records, condition, placing)
    except Mistake as mistake:
        yield mistake.at(mechanism.place(*where, "来源"), f"清单“{listing.title}”：")


def holds_words(kind: type[Record], key: str) -> bool:
    """Whether records can be sorted by a key: it holds words, and not the record's own id."""
    field = str(kind.field_of(key))
    other = part_of(kind, key) or holds(kind, field, date, int, Decimal)
    return not other and field != "id"


def _not_words(kind: type[Record], key: str, words: list[str]) -> str:
    if key in kind.all_keys():
        return f"“{key}”填的不是词，不能按它分；可以写：{'、'.join(words)}"
    return unknown("键", key, words)
