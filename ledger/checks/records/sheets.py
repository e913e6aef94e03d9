"""How foreign sheets are read (导入对照): the ledgers, the keys and the words that they name."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule
from ledger.issues import Issue, unknown
from ledger.records.base import LedgerType, Part, part_of
from ledger.records.dataset import Dataset
from ledger.records.fields import Ref, mark_of
from ledger.records.types.declared import SheetMapping

#: between the keys of a group's value
_BETWEEN = "·"


@rule("mapping.ledger")
def sheets_go_into_ledgers(dataset: Dataset) -> Iterator[Issue]:
    """A sheet goes into a ledger that is a list of records."""
    for each in dataset.of(SheetMapping):
        known = {name: kind for name, kind in dataset.ledgers.items() if _is_list(kind)}
        if each.target not in known:
            yield each.issue(f"台账：{unknown('台账', each.target, known)}", "target")


def wrong(dataset: Dataset) -> Iterator[Issue]:
    """Yield what is wrong with how foreign sheets are read: none is read by a mapping in doubt."""
    for each in (sheets_go_into_ledgers, columns_are_keys, texts_mean_words_of_the_key):
        yield from each(dataset)


def _is_list(kind: LedgerType) -> bool:
    return not (kind.single or kind.whole or kind.record.by_product)


@rule("mapping.key")
def columns_are_keys(dataset: Dataset) -> Iterator[Issue]:
    """A column of a sheet is a key of the ledger, and no two are the same; a head stands once."""
    for each in dataset.of(SheetMapping):
        kind = dataset.ledgers.get(each.target)
        if kind is None or kind.broken:
            continue
        yield from _repeated(each)
        met: set[str] = set()
        for way, key in _keys(each):
            if _field(kind.record, key) is None:
                yield each.issue(f"键：{unknown('键', key, kind.record.all_keys())}", *way)
            elif key in met:
                yield each.issue(f"键：“{key}”写了两次；一个键只能是一栏", *way)
            met.add(key)


def _repeated(each: SheetMapping) -> Iterator[Issue]:
    heads: set[str] = set()
    for at, column in enumerate(each.heads):
        if column.head in heads:
            message = f"表头：“{column.head}”写了两次；请只留一处"
            yield each.issue(message, "heads", at, "表头", code="mapping.head")
        heads.add(column.head)


def _keys(each: SheetMapping) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the keys that a mapping names, each with the way to it."""
    for at, column in enumerate(each.heads):
        if column.key:
            yield ("heads", at, "键"), column.key
    for at, told in enumerate(each.always):
        yield ("always", at, "键"), told.key


def _field(kind: type[Part], key: str) -> tuple[type[Part], str] | None:
    """Return the type and the field of a key, be it that of a group's value."""
    *groups, last = key.split(_BETWEEN)
    for each in groups:
        group = part_of(kind, each)
        if group is None:
            return None
        kind = group
    field = kind.field_of(last)
    return (kind, field) if field else None


@rule("mapping.word")
def texts_mean_words_of_the_key(dataset: Dataset) -> Iterator[Issue]:
    """What a text of a cell means is a word that the key may hold."""
    for each in dataset.of(SheetMapping):
        kind = dataset.ledgers.get(each.target)
        for at, column in enumerate(each.heads if kind and not kind.broken else ()):
            found = _field(kind.record, column.key) if kind and column.key else None
            known = _words(dataset, *found) if found else {}
            for number, told in enumerate(column.words):
                if known and told.meant and told.meant not in known:
                    message = f"是：{unknown('值', told.meant, known)}"
                    yield each.issue(message, "heads", at, "值", number, "是")


def _words(dataset: Dataset, kind: type[Part], field: str) -> dict[str, object]:
    """Return the words that a field may hold; none where it holds others, or those of a year."""
    ref: Ref | None = mark_of(kind, field, Ref)
    if ref is None:
        return dict.fromkeys(dataset.choices(kind, field))
    is_lost = ref.ledger in dataset.lost or dataset.ledgers[ref.ledger].of_a_year
    return {} if is_lost else dict(dataset.words(ref.ledger))
