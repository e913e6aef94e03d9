"""Blocks of the home page: the year at a glance."""

from __future__ import annotations

from ledger.language.numerals import day
from ledger.pages.layout import figure_link, record_link
from ledger.project import Project
from ledger.prose.markup import element, link, text


def key_figures(project: Project) -> str:
    """Return the figures marked 首页 as a list of values and names."""
    shown = [figure for figure in project.figures.values() if figure.definition.key]
    items = (
        element("li", f"{figure_link(figure)} {element('span', text(figure.name))}")
        for figure in shown
    )
    return element("ul", "".join(items), class_="key-figures")


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
