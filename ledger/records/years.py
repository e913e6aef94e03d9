"""The folders of several years: what the records of one year are beside those of the others.

The same matter is one record. It stays in the folder of the year that opened it, and the year in
which it goes on reads it from there: what is not done when its time begins, and, of the
folders that its period reaches into, what tells of that time. Such a record is named with its year: ``2020/z-03``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from ledger.records.base import LedgerType, Part, Record
from ledger.records.dataset import PARTED, Dataset, parted, with_records
from ledger.records.fields import Ref, mark_of
from ledger.records.period import Span, frame_of, goes_on, is_done, last_day, state_day, told_until
from ledger.records.types.indicators import FigureDefinition
from ledger.remembered import remembered

P = TypeVar("P", bound=Part)
R = TypeVar("R", bound=Record)

#: the records of a year's folder, by ledger
Folder = Mapping[str, Sequence[Record]]


@dataclass(frozen=True)
class Shelf:
    """The folders of all years; ``yearly`` are the ledgers that lie in them."""

    yearly: Mapping[str, LedgerType]
    folders: Mapping[int, Folder]

    def records(self, year: int, span: Span) -> dict[str, list[Record]]:
        """Return the records that a year reads, whose time is ``span``: its own come first."""
        own = self.folders.get(year, {})
        return {
            name: [*own.get(name, ()), *self._of_others(name, year, span, read=True)]
            for name in self.yearly
        }

    def earlier(self, year: int, span: Span, ledgers: Iterable[str]) -> dict[str, list[Record]]:
        """Return what the folders of earlier years hold of some ledgers, and the year does not read."""
        return {name: [*self._of_others(name, year, span, read=False)] for name in ledgers}

    def _of_others(self, name: str, year: int, span: Span, read: bool) -> Iterator[Record]:
        """Yield what a year reads in the folders of earlier ones, or the rest, the latest first."""
        for other in sorted((each for each in self.folders if each < year), reverse=True):
            for record in self.folders[other].get(name, ()):
                if _reads(record, other, span) == read:
                    yield seen(record, other, tuple(self.yearly))


def _reads(record: Record, folder: int, span: Span) -> bool:
    """Whether a year whose time is ``span`` reads a record in the folder of an earlier one."""
    kind = type(record)
    if kind.ledger.single or kind.at_home:
        return False
    within = kind.when and folder >= span[0].year and told_until(record) >= span[0]
    return bool(within) or (goes_on(kind) and not _ended(record, span[0]))


def counted_ever(datasets: Iterable[Dataset]) -> set[str]:
    """Return the ledgers of which figures of some years count all that earlier ones hold (历年)."""
    definitions = (each for dataset in datasets for each in dataset.of(FigureDefinition))
    return {str(each.source) for each in definitions if each.ever}


def _ended(record: Record, first: date) -> bool:
    """Whether a matter was done before a day; what does not tell its day was done in its year."""
    if not is_done(record):
        return False
    day = state_day(record)
    return day is None or last_day(day) < first


@remembered
def seen(record: R, year: int, yearly: tuple[str, ...]) -> R:
    """Return a record of a ``year`` as others name it, and the records that it names.

    ``yearly`` are the names of the ledgers that lie in the folders of years.
    """
    found = _named(record, year, yearly)
    own = getattr(record, "id", None)
    return found.model_copy(update={"id": f"{year}{PARTED}{own}"}) if own else found


def _named(part: P, year: int, yearly: tuple[str, ...]) -> P:
    """Return a group of values in which each name of a record of the same year bears the year."""
    kind = type(part)
    update: dict[str, Any] = {}
    for field in kind.model_fields:
        held = getattr(part, field)
        target: Ref | None = mark_of(kind, field, Ref)
        named = _renamed(held, year, yearly, target is not None and target.ledger in yearly)
        if named is not held:
            update[field] = named
    return part.model_copy(update=update) if update else part


def _renamed(held: Any, year: int, yearly: tuple[str, ...], refers: bool) -> Any:
    if isinstance(held, Part):
        return _named(held, year, yearly)
    if isinstance(held, list):
        found = [_renamed(each, year, yearly, refers) for each in held]
        same = all(one is other for one, other in zip(found, held, strict=True))
        return held if same else found
    if refers and isinstance(held, str) and parted(held)[0] is None:
        return f"{year}{PARTED}{held}"
    return held


def joined(dataset: Dataset) -> Dataset:
    """Return a dataset, and those beside it, with what each year reads of the others."""
    if dataset.year is None or not dataset.beside:
        return dataset
    yearly = {ledger.name: ledger for ledger in dataset.ledgers.values() if ledger.yearly}
    datasets = {dataset.year: dataset, **dataset.beside}
    wanted = counted_ever(datasets.values()) & yearly.keys()
    shelf = Shelf(yearly, {year: each.records for year, each in datasets.items()})
    made = {
        year: with_records(
            each,
            each.records | shelf.records(year, _span(each)),
            earlier=shelf.earlier(year, _span(each), wanted),
        )
        for year, each in datasets.items()
    }
    own = made.pop(dataset.year)
    return with_records(own, own.records, made)


def _span(dataset: Dataset) -> Span:
    """Return the time of which a year's records are read: the year, and what its report tells of."""
    frame = frame_of(dataset)
    year = dataset.year or frame.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (min(first, frame.first), max(last, frame.last)) if frame.is_set else (first, last)
