"""What everybody sees names nothing that is for a few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.checks.records.common import named_with_years
from ledger.checks.records.rules import rule
from ledger.issues import Issue, finds
from ledger.records.base import Ledgers, Part, Record, part_of
from ledger.records.dataset import Dataset, parted
from ledger.records.editions import EDITIONS, audience_of, narrowest, sees
from ledger.records.fields import Ref, mark_of, to_list
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.mechanisms import Mechanism
from ledger.records.types.systems import Provision
from ledger.records.walk import Path, Value, walk

#: the fields by which a record is named
_OWN_NAMES = ("id", "name", "short")
#: where a name was typed in a record, of which ledger it is, the name, and who may read it there
Named = tuple[Path, str, str, str]


@rule("edition.hidden")
def what_is_seen_names_nothing_hidden(dataset: Dataset) -> Iterator[Issue]:
    """A record refers only to records, and counts only ledgers, that all its own readers may see."""
    yield from _counted(dataset)
    if all(record.readers == EDITIONS[0] for record in dataset.of_all_years):
        return
    for record in dataset.every:
        yield from _named(dataset, record, dataset)


def between_years(dataset: Dataset) -> Iterator[Issue]:
    """Yield the same of what is named with its year in the folder of another year."""
    found = {id(record): (other, record) for other, record, _ in named_with_years(dataset)}
    asked = ((o, each) for o in dataset.beside.values() for each in o.of(FigureDefinition))
    for other, record in (*found.values(), *asked):
        yield from _named(other, record, dataset)


@finds("edition.hidden")
def _named(dataset: Dataset, record: Record, among: Dataset) -> Iterator[Issue]:
    """Yield the names in a record that its readers may not see, of those that are known ``among``."""
    for where, ledger, word, readers in _names(dataset, record):
        if dataset is not among and parted(word)[0] is None:
            continue
        target = among.named(ledger, word)
        if target and not sees(readers, target.readers):
            yield record.issue(hidden(word, target.readers), *where)


def _counted(dataset: Dataset) -> Iterator[Issue]:
    """Yield the figures and lists over a ledger for few that are for more than these."""
    for record in dataset.every:
        for where, source in _sources(record):
            due = _readers_of(dataset.ledgers, source)
            if not sees(record.readers, due):
                message = f"来源：“{source}”整本只给{due}看；请给这一条加一行 可见: {due}"
                yield record.issue(message, *where, code="edition.hidden")


def _sources(record: Record) -> Iterator[tuple[Path, str]]:
    if isinstance(record, FigureDefinition) and record.source:
        yield ("source",), record.source
    for number, listing in enumerate(record.listings if isinstance(record, Mechanism) else ()):
        yield ("listings", number, "来源"), listing.source


def _readers_of(ledgers: Ledgers, name: str) -> str:
    """Return for whom a ledger is as a whole."""
    known = ledgers.get(name)
    return known.record.model_fields["readers"].default if known else EDITIONS[0]


def hidden(word: str, audience: str) -> str:
    """Say that a name is known to a few only, where more may read it."""
    return f"引用了只给{audience}看的“{word}”；把这一条也设为{audience}，或换一个"


@rule("edition.for_all")
def the_bureau_is_for_all(dataset: Dataset) -> Iterator[Issue]:
    """Without the bureau and its report there is no edition."""
    for ledger in dataset.ledgers.values():
        for record in dataset.records.get(ledger.name, ()) if ledger.single else ():
            if record.readers != EDITIONS[0]:
                message = f"可见：“{ledger.name}”各版都要用，不能只给一部分人看；请删去这一行"
                yield record.issue(message, "readers")


def _names(dataset: Dataset, record: Record) -> Iterator[Named]:
    """Yield the names in a record; a field that few may see may name what they may."""
    for value in walk(record):
        if ledger := _ledger_of(value):
            own = (audience_of(*field) for field in value.fields)
            yield value.path, ledger, value.held, narrowest((record.readers, *own))
    if isinstance(record, FigureDefinition) and record.source in dataset.ledgers:
        kind = dataset.ledgers[str(record.source)].record
        yield from _asked(dataset.ledgers, record.where, kind, record, ("where",))
    for number, listing in enumerate(record.listings if isinstance(record, Mechanism) else ()):
        if listing.source in dataset.ledgers:
            kind = dataset.ledgers[listing.source].record
            yield from _asked(
                dataset.ledgers, listing.where, kind, record, ("listings", number, "条件")
            )


def _ledger_of(value: Value) -> str:
    """Return the ledger of which a value names a record; an article may also bind all posts."""
    target: Ref | None = value.mark(Ref)
    bound = value.fields[-1] == (Provision, "posts")
    return target.ledger if target else "岗位" if bound else ""


def _by_own_name(kind: type[Part], field: str) -> str:
    """Return the ledger whose records a field names themselves; of a total that is taken, 填报 tells."""
    names = field in _OWN_NAMES and issubclass(kind, Record) and not kind.of_totals
    return kind.ledger.name if names and issubclass(kind, Record) else ""


def _asked(
    ledgers: Ledgers, where: Any, kind: type[Part], record: Record, path: Path
) -> Iterator[Named]:
    """Yield the names in a condition, whatever comparison or other record they stand in."""
    for key, value in where.items() if isinstance(where, dict) else ():
        if (field := kind.field_of(key)) is None:
            continue
        target: Ref | None = mark_of(kind, field, Ref)
        inner = part_of(kind, key) or (ledgers[target.ledger].record if target else kind)
        named = target.ledger if target else _by_own_name(kind, field)
        words = value.get("不是", []) if isinstance(value, dict) else value
        for word in map(str, to_list(words)) if named else ():
            yield (*path, key), named, word, record.readers
        yield from _asked(ledgers, value, inner, record, (*path, key))
