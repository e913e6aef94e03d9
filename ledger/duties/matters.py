"""What is to be done by a day, of every ledger that tells one (``Record.limit``).

Rows of two ledgers about one matter are folded: where one refers to the other, or where they have
the same name and the same day. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ledger.law.study import progress
from ledger.records.base import Record
from ledger.records.dataset import Dataset, once
from ledger.records.fields import Ref, mark_of
from ledger.records.period import as_it_was, frame_of, is_before, is_done, last_day
from ledger.records.types.study import StudyItem
from ledger.records.values import headline
from ledger.records.walk import references


@dataclass(frozen=True)
class Matter:
    """What is to be done by a day.

    ``records`` tell of it, each in its ledger, the one that is due first before the others.
    ``owners`` are the posts and organs who answer for it.
    """

    deadline: date
    records: tuple[Record, ...]
    owners: tuple[Record, ...]

    @property
    def record(self) -> Record:
        """The record that is due first."""
        return self.records[0]


@once
def matters(dataset: Dataset) -> list[Matter]:
    """Return what was not done on 统计截止, by deadline."""
    groups = _folded(dataset, [*_undone(dataset)])
    return sorted((_matter(dataset, group) for group in groups), key=lambda matter: matter.deadline)


def owners_of(dataset: Dataset, records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the posts and organs who answer for some records, each once."""
    found = (owner for record in records for owner in _owners(dataset, record))
    return tuple({id(owner): owner for owner in found}.values())


def due_day(record: Record) -> date:
    """Return the last day on which what a record tells of is done in time."""
    return last_day(getattr(record, str(record.limit)))


def _matter(dataset: Dataset, group: list[Record]) -> Matter:
    records = tuple(sorted(group, key=due_day))
    return Matter(due_day(records[0]), records, owners_of(dataset, records))


def _owners(dataset: Dataset, record: Record) -> Iterator[Record]:
    for field in record.answers:
        mark: Ref = mark_of(type(record), field, Ref)
        if owner := dataset.words(mark.ledger).get(getattr(record, field) or ""):
            yield owner


def _undone(dataset: Dataset) -> Iterator[Record]:
    for record in dataset.every:
        if (
            record.limit
            and getattr(record, record.limit)
            and _is_there(record, dataset.report.as_of)
            and not _is_done(dataset, record)
        ):
            yield record


def _is_there(record: Record, day: date) -> bool:
    """Whether a record that tells when it was entered had been entered on a day."""
    told = record.when not in (None, record.limit, *record.later)
    entered = getattr(record, str(record.when)) if told else None
    return not (entered and is_before(day, entered))


def _is_done(dataset: Dataset, record: Record) -> bool:
    if isinstance(record, StudyItem):
        return progress(dataset, record, frame_of(dataset).until).done is not None
    return is_done(as_it_was(record, dataset.report.as_of))


def _folded(dataset: Dataset, records: list[Record]) -> list[list[Record]]:
    """Return the records in groups of one matter each, in the order in which these begin."""
    groups = {id(record): [record] for record in records}
    for record, other in _pairs(dataset, records):
        one, two = groups[id(record)], groups[id(other)]
        if one is not two:
            one += two
            groups |= {id(each): one for each in two}
    return [*{id(group): group for group in groups.values()}.values()]


def _pairs(dataset: Dataset, records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Yield the pairs of records that tell of one matter."""
    undone = {id(record) for record in records}
    named: dict[tuple[str, date], Record] = {}
    for record in records:
        for value in references(record):
            found = dataset.words(value.mark(Ref).ledger).get(value.held)
            if found and id(found) in undone:
                yield found, record
        first = named.setdefault((headline(record), due_day(record)), record)
        if type(first) is not type(record):
            yield first, record
