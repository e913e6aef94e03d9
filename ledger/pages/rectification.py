"""The rectification ledger: what is overdue, by state and by department, and every item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from ledger.issues import Mistake
from ledger.language.numerals import day
from ledger.law.citing import clause_of, instrument_of
from ledger.pages.layout import Page, figure_names, heading, page, quoted_in
from ledger.pages.regulations import citation_link, path_of
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.editions import readers
from ledger.records.period import UNFINISHED, state_day, told_state
from ledger.records.types.work import Rectification
from ledger.records.values import value_text

STATES = ("未启动", "推进中", "延期", UNFINISHED, "长期坚持", "已完成")
#: an item as it is, and as it was on 统计截止
Item = tuple[Rectification, Rectification]
_LATER = "统计截止后登记"


def pages(project: Project) -> Iterator[Page]:
    """Yield the ledger's page."""
    yield Page(Rectification.page, partial(_page, project))


def state_counts(items: Iterable[Item]) -> dict[str, int]:
    """Return how many items were in each state on 统计截止, the states that none was in left out."""
    count = Counter(told_state(*pair) for pair in items)
    return {state: count[state] for state in STATES if count[state]}


def _page(project: Project) -> Html:
    items = list(project.items())
    there = {item.id for item, _ in items}
    later = [(item, None) for item in project.dataset.of(Rectification) if item.id not in there]
    told = "、".join(f"{state} {count} 项" for state, count in state_counts(items).items())
    blocks = [
        text(f"截至{day(project.as_of)}，登记 {len(items)} 项")
        + text(f"：{told}，其中逾期 {len(project.overdue())} 项。" if items else "。")
        + text(f"{_LATER} {len(later)} 项，不计在内。" if later else ""),
        heading("按科室", "departments"),
        _departments(project, items),
        heading("全部事项", "items"),
        *(_item(project, *pair) for pair in [*sorted(items, key=_order), *later]),
    ]
    return page("整改台账", blocks, link("ledgers/index.md", "台账"))


def _order(pair: Item) -> tuple[bool, int, date]:
    return not pair[1].open, STATES.index(told_state(*pair)), pair[0].deadline


def _departments(project: Project, items: list[Item]) -> str:
    late = {item.id for item in project.overdue()}
    states = [state for state in STATES if state != UNFINISHED or state in state_counts(items)]
    rows: list[tuple[str | None, list[str]]] = []
    for organ in dict.fromkeys(item.organ for item, _ in items):
        own = [pair for pair in items if pair[0].organ == organ]
        counts = state_counts(own)
        numbers = [
            len(own),
            *(counts.get(state, 0) for state in states),
            sum(item.id in late for item, _ in own),
        ]
        rows.append((None, [text(organ), *map(str, numbers)]))
    heads = ["责任科室", "合计", *states, "逾期"]
    return wide_table(heads, rows, "按科室的整改进度", "ledger sortable", named=True)


def _state(project: Project, item: Rectification, then: Rectification | None) -> tuple[str, str]:
    """Return an item's state on 统计截止 in words, and its class; None is one not yet there."""
    if then is None:
        return f"{_LATER}，现在{item.state}", "later"
    state, when = told_state(item, then), state_day(item)
    late = then.open and item.deadline < project.as_of
    shown = f"{state} · 逾期 {(project.as_of - item.deadline).days} 天" if late else state
    if then.state != item.state and when:
        shown += f" · 统计截止后{item.state}（{day(when)}）"
    return shown, "late" if late else "open" if then.open else "done"


def _item(project: Project, item: Rectification, then: Rectification | None) -> str:
    state, kind = _state(project, item, then)
    rows = [
        ("措施", item.measure),
        ("责任", f"{item.leader}；{item.organ}"),
        ("时限", day(item.deadline)),
        ("佐证", value_text(item.evidence)),
        ("验收", value_text(item.acceptance)),
        ("销号", value_text(item.closed)),
        ("回头看", value_text(item.look_back)),
        ("可见", readers(item.readers)),
    ]
    inner = "".join(
        element("dt", term) + element("dd", text(value)) for term, value in rows if value
    )
    origin = element("dt", "来源") + element("dd", text(item.origin))
    inner = origin + element("dt", "依据") + element("dd", _basis(project, item)) + inner
    counted = figure_names(project.figures_counting(item)) + quoted_in(project, item)
    figures = element("dt", "计入指标") + element("dd", counted)
    title = element("h3", text(item.problem) + element("span", text(state), class_="state"))
    return element(
        "section",
        title + element("dl", inner + figures, class_="facts"),
        id=item.anchor,
        class_=f"item {kind}",
    )


def _basis(project: Project, item: Rectification) -> str:
    """The document that an item rests on; an instrument as a link, to the article where named."""
    try:
        if citation := clause_of(project.dataset, item):
            return citation_link(citation)
    except Mistake:
        pass  # a rule has said so
    shown = text(item.basis + (f"第{item.clause}条" if item.clause else ""))
    instrument = instrument_of(project.dataset, item.basis)
    return link(path_of(instrument), shown) if instrument else shown
