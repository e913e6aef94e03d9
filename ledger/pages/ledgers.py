"""The index of ledgers, and a page for each ledger that has no page of its own kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from ledger.language.numerals import month
from ledger.pages.layout import Page, figure_names, heading, page, quoted_in
from ledger.pages.regulations import article_links
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.base import Record
from ledger.records.register import LEDGERS, LedgerType
from ledger.records.types.work import CATEGORIES, Reminder, Trace
from ledger.records.values import filled, value_text


def shelf() -> list[LedgerType]:
    """Return the ledgers whose page is in this part of the site."""
    return [
        ledger
        for ledger in LEDGERS.values()
        if ledger.slug and ledger.record.page.startswith("ledgers/")
    ]


def pages(project: Project) -> Iterator[Page]:
    """Yield the index, and the page of each ledger that has none of its own."""
    yield Page("ledgers/index.md", partial(_index, project))
    for ledger in shelf():
        if ledger.record.page == Record.page:
            yield Page(ledger.overview, partial(_ledger, project, ledger))


def _index(project: Project) -> Html:
    year = project.unit.year
    traces = project.dataset.of(Trace)
    by_month = Counter(trace.in_month for trace in traces)
    by_category = Counter(trace.category for trace in traces)
    months = [f"{year}-{number:02}" for number in range(1, 13)]
    blocks = [
        heading("履责记录", "records"),
        _cards((f"records/{name}.md", month(name), by_month[name]) for name in months),
        _cards(
            (f"records/{slug}.md", name, by_category[name]) for name, slug in CATEGORIES.items()
        ),
        heading("各类台账", "ledgers"),
        _cards(
            (ledger.overview, ledger.name, len(project.dataset.records[ledger.name]))
            for ledger in shelf()
        ),
    ]
    return page("台账", blocks)


def _cards(entries: Iterator[tuple[str, str, int]]) -> str:
    items = (
        element("li", link(path, text(name)) + element("span", f"{count} 条"))
        for path, name, count in entries
    )
    return element("ul", "".join(items), class_="cards")


def _ledger(project: Project, ledger: LedgerType) -> Html:
    records = project.dataset.records[ledger.name]
    kind = ledger.record
    fields = [f for f in kind.model_fields if any(filled(r, f) for r in records)]
    rows: list[tuple[str | None, list[str]]] = [
        (
            record.anchor,
            [
                *(_value(project, record, field) for field in fields),
                figure_names(project.figures_counting(record)) + quoted_in(project, record),
            ],
        )
        for record in records
    ]
    listing = wide_table(
        [*map(kind.key_of, fields), "计入指标"], rows, ledger.name, "ledger sortable"
    )
    blocks = [text(f"共 {len(records)} 条。"), listing]
    return page(ledger.name, blocks, link("ledgers/index.md", "台账"))


def _value(project: Project, record: Record, field: str) -> str:
    """Return a value as markup; articles lead to where they stand."""
    if isinstance(record, Reminder) and field == "articles":
        return article_links(project, record.articles, record.date)
    return text(value_text(getattr(record, field)))
