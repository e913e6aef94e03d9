"""The ledgers of the other years, as their folders hold them: what a figure of last year leads to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ledger.pages.layout import Page, heading, page
from ledger.pages.ledgers import INDEX as LEDGERS
from ledger.pages.ledgers import cards, columns
from ledger.pages.tables import COUNTED, QUOTED, REFERRING, itself, records_table
from ledger.project import YEARS, Project
from ledger.prose.markup import Html, link, text
from ledger.records.base import LedgerType

INDEX = f"{YEARS}/index.md"
TITLE = "各年台账"


def pages(project: Project) -> Iterator[Page]:
    """Yield the index of the years beside that of the report, and the page of each of their ledgers."""
    years = {year: found for year in project.dataset.beside if (found := _filled(project, year))}
    if years:
        yield Page(INDEX, partial(_index, project, years))
    for year, ledgers in years.items():
        for ledger in ledgers:
            path = f"{YEARS}/{year}/{ledger.slug}.md"
            yield Page(path, partial(_ledger, project.of_year(year), year, ledger))


def _filled(project: Project, year: int) -> list[LedgerType]:
    """Return the ledgers of a year's folder that hold something the edition may show."""
    other = project.dataset.beside[year]
    return [
        ledger
        for ledger in other.ledgers.values()
        if ledger.yearly and ledger.slug and other.records[ledger.name]
    ]


def _index(project: Project, years: dict[int, list[LedgerType]]) -> Html:
    blocks = [
        text("报告年度以外各年的台账，和文件夹里的一样。还没有办完的事，报告年度的台账里也列出。")
    ]
    for year, ledgers in sorted(years.items(), reverse=True):
        other = project.dataset.beside[year]
        blocks.append(heading(f"{year}年", f"year-{year}"))
        blocks.append(
            cards(
                (f"{YEARS}/{year}/{each.slug}.md", each.name, len(other.records[each.name]))
                for each in ledgers
            )
        )
    return page(TITLE, blocks, link(LEDGERS, "台账"))


def _ledger(project: Project, year: int, ledger: LedgerType) -> Html:
    records = project.dataset.records[ledger.name]
    shown = [*columns(ledger.record, records), REFERRING, COUNTED, QUOTED, itself(ledger.record)]
    title = f"{year}年{ledger.name}"
    table = records_table(project, records, shown, title, f"共 {len(records)} 条。")
    return page(title, [table], link(INDEX, TITLE))
