"""The home page and its blocks: what needs attention, what is due, the year in figures.

An author who writes docs/index.md puts the blocks where they are wanted; else the page is made of
those that have something to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from ledger.duties.agenda import Agenda
from ledger.figures.figure import Figure
from ledger.figures.wording import difference_text, figure_text
from ledger.language.numerals import day, exact
from ledger.pages import drawings, series
from ledger.pages.agenda import INDEX, gap_lists, index_title, matter_list
from ledger.pages.drawings import last_year
from ledger.pages.layout import Page, figure_link, heading, page, record_link, way
from ledger.pages.work import SOON
from ledger.project import Project
from ledger.prose.addresses import REPORT
from ledger.prose.markup import Html, element, link, text
from ledger.records.months import keeps_records
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.work import Rectification
from ledger.records.values import frame_text

PATH = "index.md"
#: so many entries of a list stand on the home page
_MOST = 8
#: the days after 统计截止 within which something is due soon, and within which it is due later
_DUE = (SOON, 90)


def pages(project: Project) -> Iterator[Page]:
    """Yield the home page, where no author wrote one."""
    if f"docs/{PATH}" not in project.texts:
        yield Page(PATH, partial(_home, Agenda(project)))


def _home(agenda: Agenda) -> Html:
    project = agenda.project
    blocks = [element("p", link(REPORT, text("".join(project.report.title))))]
    for name, anchor, write in _sections(agenda):
        blocks += [heading(name, anchor), write()]
    return page(f"{frame_text(project.frame)}一览", blocks)


def _sections(agenda: Agenda) -> Iterator[tuple[str, str, Callable[[], str]]]:
    """Yield the sections of which there is something to see: title, anchor, what writes it."""
    project = agenda.project
    if agenda.gaps or agenda.matters or keeps_records(project.dataset):
        yield "要处理的事", "gaps", partial(exceptions, agenda)
    if agenda.matters:
        yield "接下来到期", "due", partial(due_next, agenda)
    if _key_figures(project):
        yield "主要指标", "figures", partial(key_figures, project)
    if project.traces:
        yield "履责记录", "traces", partial(drawings.categories_by_month, project)
    if project.dataset.of(Rectification):
        yield "整改进度", "rectification", partial(drawings.states_of_items, project)


def exceptions(agenda: Agenda) -> str:
    """Return what is late, short, back again, not recorded or not proved."""
    return "\n\n".join(gap_lists(agenda.project, agenda.gaps, _MOST))


def due_next(agenda: Agenda) -> str:
    """Return what is due within 30 and within 90 days after 统计截止."""
    return "\n\n".join(_due(agenda))


def _due(agenda: Agenda) -> Iterator[str]:
    first = 0
    for number, last in enumerate(_DUE, 1):
        until = day(agenda.until(last))
        span = f"{last} 天内" if not first else f"{first} 至 {last} 天"
        found = agenda.due(first, last)
        yield heading(text(f"{span}（到{until}）　{len(found)} 项"), f"due-{number}", 3)
        yield from matter_list(agenda.project, found, _MOST) or [element("p", "没有到期的事。")]
        first = last + 1
    project = agenda.project
    places = (
        (INDEX, text(index_title(project))),
        (Rectification.page, "整改台账"),
        ("ledgers/tasks.md", "下年任务"),
    )
    if more := [shown for path, name in places if (shown := way(project, path, name))]:
        yield element("p", f"更晚的见{'、'.join(more)}。")


def key_figures(project: Project) -> str:
    """Return the figures marked 首页 by their groups, each with last year's value and the change."""
    shown = _key_figures(project)
    if not shown:
        return element("p", "没有标“首页”的指标。")
    sections = []
    for number, group in enumerate(project.dataset.choices(FigureDefinition, "group"), 1):
        if own := [figure for figure in shown if figure.definition.group == group]:
            items = "".join(element("li", _key_figure(project, figure)) for figure in own)
            named = heading(text(group), f"group-{number}", 3)
            sections.append(element("section", f"{named}\n{element('ul', items)}"))
    return element("div", "".join(sections), class_="figure-groups")


def _key_figures(project: Project) -> list[Figure]:
    return [figure for figure in project.figures.values() if figure.definition.key]


def _key_figure(project: Project, figure: Figure) -> str:
    name = element("span", text(figure.name))
    before = _before(project, figure)
    return f"{name} {figure_link(figure)}" + (f" {element('small', before)}" if before else "")


def _before(project: Project, figure: Figure) -> str:
    """Return last year's value and the change, each as a link to what it rests on."""
    words = project.dataset.words("指标")
    for other in project.figures.values():
        if words.get(other.definition.current or "") is figure.definition:
            return f"上年 {figure_link(other.parts[1])}，{figure_link(other)}"
    if frozen := last_year(project, figure):
        value = exact(Fraction(frozen.value)) + figure.definition.unit
        stock = figure.placing is not None and figure.placing.stock
        # what was frozen tells of the whole year
        told = _difference(figure, Fraction(frozen.value)) if project.frame.is_year or stock else ""
        return f"上年 {record_link(project, frozen, value)}{told}"
    if before := project.in_year(project.unit.year - 1).get(figure.name):
        value = link(figure.page, text(figure_text(before)), series.ANCHOR)
        return f"上年同期 {value}{_difference(figure, before.value)}"
    return ""


def _difference(figure: Figure, before: Fraction) -> str:
    """Say by how much a figure differs from an earlier value."""
    change = difference_text(figure, before)
    return f"，{text(change)}" if change else ""
