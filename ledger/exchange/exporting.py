"""The ledgers of a project -> workbooks, one each, in which their records can be edited."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.documents.properties import Properties
from ledger.exchange import book, entries, marking
from ledger.exchange.base import Origin
from ledger.exchange.columns import is_edited, tables_of
from ledger.issues import Issue, unknown
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.records.base import LedgerType
from ledger.records.dataset import Dataset
from ledger.records.editions import label


class Workbook(NamedTuple):
    """A workbook: its file's name, its content, how many records it holds, how many cells are wrong."""

    name: str
    content: bytes
    records: int
    wrong: int


class Wanted(NamedTuple):
    """What is asked: which ledgers, without names all that have records; of which year; empty or not."""

    ledgers: Sequence[str]
    year: int | None
    empty: bool


def exported(project: Project, errors: Sequence[Issue], wanted: Wanted) -> Iterator[Workbook]:
    """Yield the workbooks; ``errors`` are what is wrong in the data, and is marked in the cells.

    Raises ``Stopped`` for a ledger or a year that there is not, ``LedgerError`` for a file that is
    no list of records, ``Mistake`` for more records than Excel takes.
    """
    dataset = _of_year(project.dataset, wanted.year)
    year = wanted.year or project.unit.year
    for ledger in _ledgers(dataset, wanted):
        shelf = entries.read(project.root, ledger, year)
        if not wanted.ledgers and not (shelf.entries or wanted.empty):
            continue
        tables = tables_of(ledger, project.edition)
        shown = [e for e in shelf.entries if entries.seen(e, ledger.record, project.edition)]
        listed = [] if wanted.empty else shown
        wrong = marking.marks(tables, listed, errors, project.edition) if listed else {}
        origin = Origin(
            project.unit.full_name, ledger.name, year, project.edition, secrets.token_hex(8)
        )
        asked = book.Asked(tables, origin, listed)
        content = book.made(asked, dataset, wrong, _properties(project, ledger))
        yield Workbook(f"{ledger.name}.xlsx", content, len(listed), len(wrong))


def _of_year(dataset: Dataset, year: int | None) -> Dataset:
    if year in (None, dataset.year):
        return dataset
    if year not in dataset.beside:
        known = "、".join(map(str, [*dataset.beside, dataset.year]))
        raise Stopped(f"没有 {year} 年的台账；有的是 {known} 年", code=2)
    return dataset.beside[year]


def _ledgers(dataset: Dataset, wanted: Wanted) -> list[LedgerType]:
    every = {name: each for name, each in dataset.ledgers.items() if is_edited(each)}
    for name in wanted.ledgers:
        if name not in every:
            raise Stopped(unknown("台账", name, every), code=2)
    if wanted.ledgers:
        return [every[name] for name in dict.fromkeys(wanted.ledgers)]
    return [each for each in every.values() if each.offered or not wanted.empty]


def _properties(project: Project, ledger: LedgerType) -> Properties:
    report = project.report
    return Properties(ledger.name, project.unit.full_name, label(project.edition), report.as_of)
