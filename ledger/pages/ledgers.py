"""The index of ledgers, and a page for each ledger that has no page of its own kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from ledger.language.numerals import month
from ledger.pages.layout import Page, figure_names, heading, page
from ledger.pages.regulations import article_links
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.base import Record
from ledger.records.register import LEDGERS, LedgerType
from ledger.records.types.work import CATEGORIES, Reminder, Trace
from ledger.records.values import filled, value_text

#: ledgers that are shown in other parts of the site
_ELSEWHERE = (
    "履责记录", "法规", "知识题库", "制度", "学习计划", "学习材料", "权力事项", "岗位职责", "机制项目",
)  # fmt: skip
#: ledgers of this part whose pages are made elsewhere
_OWN_PAGES = ("对账", "整改台账")


#: the pages of this part, by ledger
PATHS = {
    ledger.name: f"ledgers/{ledger.slug}.md"
    for ledger in LEDGERS.values()
    if ledger.slug and ledger.name not in _ELSEWHERE
}


def pages(project: Project) -> Iterator[Page]:
    """Yield the index and the generic pages."""
    yield Page("ledgers/index.md", partial(_index, project))
    for name, path in PATHS.items():
        if name not in _OWN_PAGES:
            yield Page(path, partial(_ledger, project, LEDGERS[name]))


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
            (f"ledgers/{ledger.slug}.md", ledger.name, len(project.dataset.records[ledger.name]))
            for ledger in LEDGERS.values()
            if ledger.slug and ledger.name not in _ELSEWHERE
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
                figure_names(project.figures_counting(record)),
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
