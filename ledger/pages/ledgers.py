"""The index of ledgers, and a page for each ledger that has no page of its own kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ledger.language.numerals import month
from ledger.pages import drawings
from ledger.pages.layout import Page, heading, page, record_link, up, way
from ledger.pages.regulations import article_links
from ledger.pages.tables import (
    ASKABLE,
    COUNTED,
    QUOTED,
    REFERRING,
    Shown,
    aside,
    column,
    itself,
    of_field,
    records_table,
)
from ledger.pages.traces import ALL, TITLE, months
from ledger.project import YEARS, Project, corrected
from ledger.prose.finished import slug
from ledger.prose.markup import LINKS, Column, Html, element, link, text
from ledger.records.base import Ledgers, LedgerType, Record
from ledger.records.types.official import Correction
from ledger.records.types.work import Reminder, Trace
from ledger.records.values import filled, value_text

#: the page from which all of them are reached
INDEX = "ledgers/index.md"


def shelf(ledgers: Ledgers) -> list[LedgerType]:
    """Return the ledgers whose page is in this part of the site."""
    return [
        ledger
        for ledger in ledgers.values()
        if ledger.slug and ledger.record.page.startswith("ledgers/")
    ]


def pages(project: Project) -> Iterator[Page]:
    """Yield the index, and the page of each ledger with records that has none of its own."""
    if project.dataset.of(Trace) or _filled(project):
        yield Page(INDEX, partial(_index, project))
    for ledger in _filled(project):
        if ledger.record.page == Record.page:
            yield Page(ledger.overview, partial(_ledger, project, ledger))


def _filled(project: Project) -> list[LedgerType]:
    """Return the ledgers of the shelf that hold something the edition may show."""
    return [
        ledger for ledger in shelf(project.dataset.ledgers) if project.dataset.of(ledger.record)
    ]


def _index(project: Project) -> Html:
    blocks = []
    if traces := project.dataset.of(Trace):
        blocks += _of_traces(project, traces)
    if filled_ones := _filled(project):
        listed = (
            (ledger.overview, ledger.name, len(project.dataset.of(ledger.record)))
            for ledger in filled_ones
        )
        blocks += [heading("各类台账", "ledgers"), cards(listed)]
    if others := way(project, f"{YEARS}/index.md", "各年台账"):
        blocks.append(others)
    return page("台账", blocks)


def _of_traces(project: Project, traces: Sequence[Trace]) -> list[str]:
    """Return the ways to the trace records: all, by month, by category, and their drawings."""
    by_month = Counter(trace.in_month for trace in traces)
    by_category = Counter(trace.category for trace in traces)
    return [
        heading("履责记录", "records"),
        cards([(ALL, TITLE, len(traces))]),
        cards((f"records/{name}.md", month(name), by_month[name]) for name in months(project)),
        cards(
            (f"records/{word.address}.md", word, by_category[word])
            for word in project.dataset.listed(Trace, "category")
            if by_category[word]
        ),
        *drawings.above(project, Trace),
    ]


def cards(entries: Iterable[tuple[str, str, int]]) -> str:
    """Return links to ledgers, each with the number of its records."""
    items = (
        element("li", link(path, text(name)) + element("span", f"{count} 条"))
        for path, name, count in entries
    )
    return element("ul", "".join(items), class_="cards")


def _ledger(project: Project, ledger: LedgerType) -> Html:
    records, kind = project.dataset.of(ledger.record), ledger.record
    shown = [*columns(kind, records), REFERRING, COUNTED, QUOTED, itself(kind)]
    blocks = [text(kind.intro), *drawings.above(project, kind)]
    if kind.grouped and (total := _total(kind, records)):
        blocks.append(text(total))
    for title, some in _groups(project, kind, records):
        anchor = f"group-{slug(text(title))}"
        blocks += [heading(text(title), anchor)] if title else []
        told = f"共 {len(some)} 条。"
        shown = [*columns(kind, some), REFERRING, COUNTED, QUOTED, itself(kind)]
        blocks.append(records_table(project, some, shown, title or ledger.name, told))
    return page(ledger.name, blocks, up(project, ledger))


def _total(kind: type[Record], records: Sequence[Record]) -> str:
    """Say what the numbers of all records come to, each event once; nothing where there are none."""
    counted = [each for each in records if not (kind.same_as and getattr(each, kind.same_as))]
    sums = []
    for field in kind.sums:
        numbers = [number for each in counted if (number := getattr(each, field)) is not None]
        if numbers:
            sums.append(f"{kind.key_of(field)} {sum(numbers)}{kind.units.get(field, '')}")
    once = "（并入的不另计）" if len(counted) < len(records) else ""
    return f"全部 {len(records)} 条合计{once}：{'，'.join(sums)}。" if sums else ""


def _groups(
    project: Project, kind: type[Record], records: Sequence[Record]
) -> Iterator[tuple[str, list[Record]]]:
    """Yield the records under the words of the ledger's 分组; without one, all under no title."""
    if kind.grouped is None:
        yield "", [*records]
        return
    for word in column(project, kind, kind.grouped, records).order:
        yield word, [each for each in records if value_text(getattr(each, kind.grouped)) == word]


def columns(kind: type[Record], records: Sequence[Record]) -> Iterator[Shown]:
    """Yield the fields in which some record holds something: those of 栏 first, the rest aside."""
    rest = [field for field in kind.model_fields if field not in ("id", *kind.columns)]
    for field in (*kind.columns, *rest):
        if any(filled(record, field) for record in records):
            shown = _shown(kind, field)
            hidden = kind.columns and field in rest and len(records) >= ASKABLE
            yield aside(shown) if hidden else shown


def _shown(kind: type[Record], field: str) -> Shown:
    """Return a field's column; articles lead to where they stand."""
    if issubclass(kind, Reminder) and field == "articles":
        return Shown(
            lambda *_: Column(kind.key_of(field), LINKS),
            lambda project, each: article_links(project, each.articles, each.date),
        )
    if issubclass(kind, Correction) and field in _CORRECTED:
        return Shown(lambda *_: Column(kind.key_of(field), LINKS), _CORRECTED[field])
    return of_field(kind, field)


def _corrected(project: Project, each: Correction) -> str:
    """Return the way to the record that was corrected; what is no more there has none."""
    found = corrected(project.dataset, each)
    return record_link(project, found, found.anchor) if found else text(each.record or "")


def _corrected_figure(project: Project, each: Correction) -> str:
    """Return the way to the figure that was corrected, where the year has its page."""
    if not each.figure:
        return ""
    figure = project.figure(each.figure)
    return link(figure.page, text(figure.name)) if figure else text(each.figure)


#: how what a correction tells of is shown
_CORRECTED = {"record": _corrected, "figure": _corrected_figure}
