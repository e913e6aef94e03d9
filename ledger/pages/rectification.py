"""The rectification ledger: what is overdue, by state and by department, and every item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from ledger.editions import readers
from ledger.issues import Mistake
from ledger.markup import element, link, table, text
from ledger.pages.layout import Page, figure_names, heading, page, value_text
from ledger.pages.regulations import citation_link, path_of
from ledger.project import Project
from ledger.records.work import Rectification
from ledger.regulations import clause_of, instrument_of
from ledger.wording import day

STATES = ("未启动", "推进中", "延期", "长期坚持", "已完成")


def pages(project: Project) -> Iterator[Page]:
    """Yield the ledger's page."""
    yield Page("ledgers/rectification.md", partial(_page, project))


def _page(project: Project) -> str:
    items = project.dataset.of(Rectification)
    overdue = project.overdue()
    count = Counter(item.state for item in items)
    blocks = [
        text(f"台账现有 {len(items)} 项：")
        + text("、".join(f"{state} {count[state]} 项" for state in STATES if count[state]))
        + text(f"。截至{day(project.as_of)}，逾期 {len(overdue)} 项。"),
        heading("按科室", "departments"),
        _departments(project),
        heading("全部事项", "items"),
        *(_item(project, item) for item in sorted(items, key=_order)),
    ]
    return page("整改台账", blocks, link("ledgers/index.md", "台账"))


def _order(item: Rectification) -> tuple[bool, int, date]:
    return not item.open, STATES.index(item.state), item.deadline


def _departments(project: Project) -> str:
    items = project.dataset.of(Rectification)
    late = {item.id for item in project.overdue()}
    rows: list[tuple[str | None, list[str]]] = []
    for organ in dict.fromkeys(item.organ for item in items):
        own = [item for item in items if item.organ == organ]
        states = Counter(item.state for item in own)
        counts = [
            len(own),
            *(states[state] for state in STATES),
            sum(item.id in late for item in own),
        ]
        rows.append((None, [text(organ), *map(str, counts)]))
    heads = ["责任科室", "合计", *STATES, "逾期"]
    listing = table(heads, rows, "按科室的整改进度", "ledger sortable", named=True)
    return element("div", listing, class_="wide")


def _item(project: Project, item: Rectification) -> str:
    late = item.open and item.deadline < project.as_of
    state = f"{item.state} · 逾期 {(project.as_of - item.deadline).days} 天" if late else item.state
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
    figures = element("dt", "计入指标") + element(
        "dd", figure_names(project.figures_counting(item))
    )
    title = element("h3", text(item.problem) + element("span", text(state), class_="state"))
    return element(
        "section",
        title + element("dl", inner + figures, class_="facts"),
        id=item.anchor,
        class_=f"item {'late' if late else 'open' if item.open else 'done'}",
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
