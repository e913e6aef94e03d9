"""Trace records: a page per month, a page per category, and one of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ledger.language.numerals import month
from ledger.pages.layout import Page, page, record_link, up
from ledger.pages.tables import (
    COUNTED,
    QUOTED,
    REFERRING,
    Shown,
    added,
    aside,
    column,
    day_cell,
    itself,
    of_field,
    ordered,
    records_table,
)
from ledger.project import Project
from ledger.prose.markup import (
    CHOICE,
    DATE,
    MONTH,
    NUMBER,
    Column,
    Html,
    element,
    link,
    text,
)
from ledger.records.editions import readers
from ledger.records.months import recorded_months, traces_where
from ledger.records.types.bureau import Organ, Post
from ledger.records.types.work import Nil, Trace
from ledger.records.values import value_text

#: the page of all
ALL = "records/index.md"
TITLE = "全部履责记录"
#: so many rows a browser can hold
_MOST = 10_000
_BACK = link("ledgers/index.md", "台账")


def pages(project: Project) -> Iterator[Page]:
    """Yield the page of all, the months and the categories of which there is something to see."""
    traces = project.dataset.of(Trace)
    if traces:
        yield Page(ALL, partial(_all, project))
    for name in months(project):
        yield Page(f"records/{name}.md", partial(_month, project, name))
    present = {trace.category for trace in traces}
    for category in project.dataset.listed(Trace, "category"):
        if category in present:
            yield Page(f"records/{category.address}.md", partial(_category, project, category))


def months(project: Project) -> list[str]:
    """Return the months, as ``2021-03``, with trace records or 本月无, in their order."""
    return recorded_months(project.dataset)


def _all(project: Project) -> Html:
    traces = _by_day(project.dataset.of(Trace))
    told = f"共 {len(traces)} 条。"
    if len(traces) > _MOST:
        told += f"超过 {_MOST} 条的不列在一页里，请按月份或者按类别看。"
        return page(TITLE, [text(told)], up(project, Trace.ledger))
    shown = [
        _DAY, aside(_MONTH), _CATEGORY, _POST, _ORGAN, _LED, _FORM, _PEOPLE, _LATE, aside(COUNTED), QUOTED, _ELSEWHERE,
    ]  # fmt: skip
    table = records_table(project, traces, shown, TITLE, told)
    # a search finds the records on their months' pages
    found = element("div", table, data_search_exclude="")
    return page(TITLE, [found], up(project, Trace.ledger))


def _month(project: Project, name: str) -> Html:
    traces = _by_day(traces_where(project.dataset, "in_month", name))
    nothing = [post for nil in project.dataset.of(Nil) if nil.month == name for post in nil.posts]
    late = sum(1 for trace in traces if trace.late)
    title = f"{name[:4]}年{month(name)}履责记录"
    told = f"共 {len(traces)} 条" + (f"，其中补录 {late} 条" if late else "") + "。"
    shown = [
        _DAY,
        _CATEGORY,
        _POST,
        _MATTER,
        _PEOPLE,
        *added(project, Trace),
        REFERRING,
        COUNTED,
        QUOTED,
        itself(Trace),
    ]
    blocks = [
        records_table(project, traces, shown, title, told),
        text("本月无：" + "、".join(nothing)) if nothing else "",
    ]
    known = months(project)
    at = known.index(name)
    beside = [*known[max(at - 1, 0) : at], *known[at + 1 : at + 2]]
    steps = [link(f"records/{each}.md", month(each)) for each in beside]
    return page(title, blocks, " · ".join([_BACK, *steps]))


def _category(project: Project, category: str) -> Html:
    traces = _by_day(traces_where(project.dataset, "category", category))
    shown = [_DAY, _POST, _LED, _FORM, _PEOPLE, _ELSEWHERE]
    table = records_table(project, traces, shown, category, f"共 {len(traces)} 条。")
    return page(category, [table], _BACK)


def _by_day(traces: Iterable[Trace]) -> list[Trace]:
    return sorted(traces, key=lambda trace: trace.date)


# --- what is shown of a record


def _matter(project: Project, trace: Trace) -> str:
    """What was done, with all that is known of it."""
    details = [trace.form, trace.topic, trace.talk, trace.place_name]
    details += [f"主持：{trace.chair}"] if trace.chair else []
    details += [f"主讲：{trace.lecturer}"] if trace.lecturer else []
    details += [trace.audience] if trace.audience else []
    details += [f"请假 {trace.excused} 人"] if trace.excused else []
    details += [f"学习文件：{'、'.join(trace.documents)}"] if trace.documents else []
    details += [f"对象：{'、'.join(trace.organs)}"] if trace.organs else []
    details += [f"发现问题 {trace.findings} 个"] if trace.findings else []
    details += [f"补录：{value_text(trace.late)}"] if trace.late else []
    details += [readers(trace.readers)]
    small = [*map(text, filter(None, details)), *_merged(project, trace)]
    return text(trace.matter) + (element("small", "；".join(small)) if small else "")


def _led(project: Project, trace: Trace) -> str:
    """What was done, as a link to all that is known of it."""
    return record_link(project, trace) + "".join(
        element("small", each) for each in _merged(project, trace)
    )


def _merged(project: Project, trace: Trace) -> Iterator[str]:
    """Lead to the record that is counted for the same event."""
    if trace.merged_into and (found := project.dataset.named("履责记录", trace.merged_into)):
        yield f"并入 {record_link(project, found, found.anchor)}"


def people(trace: Trace) -> str:
    """Return how many took part, of how many due, or how many were talked to."""
    if trace.present is not None:
        return f"{trace.present}/{trace.due}" if trace.due is not None else str(trace.present)
    return str(trace.talks) if trace.talks is not None else ""


def _people(_: Project, trace: Trace) -> str:
    """How many, as a number; of an event that another record is counted for it adds nothing."""
    number = trace.talks if trace.present is None else trace.present
    again = "again" if trace.merged_into else None
    shown = text(people(trace))
    return element("data", shown, value=number, class_=again) if shown else ""


def _organ(project: Project, trace: Trace) -> str:
    found = project.dataset.words("岗位").get(trace.post)
    return (found.organ or "") if isinstance(found, Post) else ""


def _organs(project: Project, traces: Sequence[Trace]) -> tuple[str, ...]:
    words = filter(None, (_organ(project, trace) for trace in traces))
    return ordered(words, [each.name for each in project.dataset.of(Organ)])


def _choice(
    head: str,
    value: Callable[[Project, Trace], str],
    known: Callable[[Project], Iterable[str]],
) -> Shown:
    """Return a column of one word a record, which is no field of its own."""

    def column(project: Project, traces: Sequence[Trace]) -> Column:
        words = filter(None, (value(project, trace) for trace in traces))
        return Column(head, CHOICE, ordered(words, known(project)))

    return Shown(column, lambda project, trace: text(value(project, trace)))


_DAY = Shown(
    lambda *_: Column(Trace.key_of("date"), DATE),
    lambda _, trace: day_cell(trace.date),
)
_MONTH = Shown(
    lambda *_: Column("月份", MONTH),
    lambda _, trace: element("time", text(month(trace.in_month)), datetime=trace.in_month),
)
_CATEGORY = Shown(
    lambda project, traces: column(project, Trace, "category", traces),
    lambda _, trace: link(f"records/{trace.category.address}.md", text(trace.category)),
)
_POST = of_field(Trace, "post")
_ORGAN = Shown(
    lambda project, traces: Column(project.unit.departments, CHOICE, _organs(project, traces)),
    lambda project, trace: text(_organ(project, trace)),
)
_MATTER = Shown(lambda project, traces: column(project, Trace, "matter", traces), _matter)
_LED = Shown(lambda project, traces: column(project, Trace, "matter", traces), _led)
_FORM = _choice(
    Trace.key_of("form"),
    lambda _, trace: trace.form or trace.talk or "",
    lambda project: [w for key in ("form", "talk") for w in project.dataset.choices(Trace, key)],
)
_PEOPLE = Shown(lambda *_: Column("人数", NUMBER, summed=True), _people)
_LATE = _choice(
    Trace.key_of("late"),
    lambda _, trace: Trace.key_of("late") if trace.late else "",
    lambda _: [],
)
_ELSEWHERE = itself(Trace, home=False)
