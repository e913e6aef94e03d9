"""Blocks of the home page: the year at a glance."""

from __future__ import annotations

from collections import Counter

from ledger.language.numerals import day, month
from ledger.pages import charts
from ledger.pages.layout import figure_link, record_link
from ledger.pages.rectification import state_counts
from ledger.project import Project
from ledger.prose.markup import element, link, text
from ledger.records.period import Frame
from ledger.records.types.work import CATEGORIES


def key_figures(project: Project) -> str:
    """Return the figures marked 首页 as a list of values and names."""
    shown = [figure for figure in project.figures.values() if figure.definition.key]
    items = (
        element("li", f"{figure_link(figure)} {element('span', text(figure.name))}")
        for figure in shown
    )
    return element("ul", "".join(items), class_="key-figures")


def months_by_category(project: Project) -> str:
    """Return the trace records of the period, months by categories."""
    frame = project.frame
    names = {name: month(name, _years(frame) > 1) for name in frame.months}
    counts = Counter((trace.category, names[str(trace.in_month)]) for trace in project.traces)
    columns = list(names.values())
    return charts.heat_map("各类履责记录的月度分布（条）", list(CATEGORIES), columns, dict(counts))


def _years(frame: Frame) -> int:
    return frame.until.year - frame.first.year + 1


def rectification_progress(project: Project) -> str:
    """Return the rectification items by their state on 统计截止."""
    title = f"截至{day(project.as_of)}整改事项的状态（项）"
    return charts.bars(title, state_counts(project.items()), "项")


def due_next(project: Project, most: int = 6) -> str:
    """Return the next deadlines; what is overdue says so."""
    items = []
    for deadline, matter, record in project.due_next()[:most]:
        late = element("strong", "已逾期") if deadline < project.as_of else ""
        shown = element("time", text(day(deadline)), datetime=deadline.isoformat())
        items.append(element("li", shown + record_link(project, record, matter) + late))
    more = (
        link("ledgers/rectification.md", "整改台账") + "、" + link("ledgers/tasks.md", "下年任务")
    )
    return element("ol", "".join(items), class_="due") + element("p", "全部见" + more + "。")
