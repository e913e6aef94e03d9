"""The ledgers of the other years, as their folders hold them: what a figure of last year leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ledger.pages.layout import Page, heading, page
from ledger.pages.ledgers import INDEX as LEDGERS
from ledger.pages.ledgers import cards, columns
from ledger.pages.tables import COUNTED, QUOTED, REFERRING, itself, records_table
from ledger.project import YEARS, Project
from ledger.prose.markup import Html, link, text
from ledger.records.base import LedgerType, Record

INDEX = f"{YEARS}/index.md"
TITLE = "各年台账"


class _Shelf(NamedTuple):
    """A ledger in the folder of a year, the year that reads it there, and the records."""

    ledger: LedgerType
    year: int
    records: Sequence[Record]


def pages(project: Project) -> Iterator[Page]:
    """Yield the index of the years beside that of the report, and the page of each of their ledgers."""
    shelves = _shelves(project)
    if shelves:
        yield Page(INDEX, partial(_index, shelves))
    for folder, held in shelves.items():
        for shelf in held:
            write = partial(_ledger, project.of_year(shelf.year), folder, shelf)
            yield Page(_path(folder, shelf), write)


def _shelves(project: Project) -> dict[int, list[_Shelf]]:
    """Return what the folders of the years hold that the edition may show, by year.

    What was frozen of a year lies in its folder, and the next year reads it.
    """
    found: dict[int, list[_Shelf]] = {}
    for year, other in project.dataset.beside.items():
        for ledger in other.ledgers.values():
            records = other.records[ledger.name]
            if ledger.of_a_year and ledger.slug and records:
                folder = year if ledger.yearly else year - 1
                found.setdefault(folder, []).append(_Shelf(ledger, year, records))
    return found


def _path(folder: int, shelf: _Shelf) -> str:
    return f"{YEARS}/{folder}/{shelf.ledger.slug}.md"


def _index(shelves: dict[int, list[_Shelf]]) -> Html:
    blocks = [
        text(
            "报告年度以外各年的台账：那一年文件夹里的，和那一年接着读的以前年份的（编号前写着年份）。"
            "还没有办完的事，报告年度的台账里也列出。"
        )
    ]
    for folder, held in sorted(shelves.items(), reverse=True):
        blocks.append(heading(f"{folder}年", f"year-{folder}"))
        blocks.append(
            cards((_path(folder, each), each.ledger.name, len(each.records)) for each in held)
        )
    return page(TITLE, blocks, link(LEDGERS, "台账"))


def _ledger(project: Project, folder: int, shelf: _Shelf) -> Html:
    kind, records = shelf.ledger.record, shelf.records
    shown = [*columns(kind, records), REFERRING, COUNTED, QUOTED, itself(kind)]
    title = f"{folder}年{shelf.ledger.name}"
    table = records_table(project, records, shown, title, f"共 {len(records)} 条。")
    return page(title, [table], link(INDEX, TITLE))
