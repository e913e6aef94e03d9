"""What the rules say of the values of one record by themselves: it need not be whole, nor written."""

from __future__ import annotations

from ledger.checks.records import common, secrecy
from ledger.checks.records.rules import year_of
from ledger.issues import Issue
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import Dataset, read_entry
from ledger.records.walk import references
from ledger.wordlists import Known


def wrong(dataset: Dataset, kind: type[Record], entry: source.Mapping) -> list[Issue]:
    """Return what is wrong with the values of an entry; that others are missing is not."""
    known = Known(dataset.lists, dataset.year if kind.ledger.yearly else None)
    unread = [each for each in read_entry(kind, entry, known)[1] if each.code != "key.missing"]
    if unread:
        return unread
    record = kind.model_of_some(entry, known)
    record._source = entry
    found = [*secrecy.of_record(dataset, record)]
    for value in references(record):
        found += common.unknown(dataset, record, value)
    if own := year_of(dataset):
        found += common.outside(record, own, dataset.unit.year)
    return found
