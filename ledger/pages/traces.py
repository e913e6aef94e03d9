"""Trace records: a page per month and a page per category."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ledger.language.numerals import day, month
from ledger.pages.layout import Page, figure_names, page, quoted_in, record_link
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.editions import readers
from ledger.records.types.work import CATEGORIES, Nil, Trace
from ledger.records.values import value_text


def pages(project: Project) -> Iterator[Page]:
    """Yield the months and the categories."""
    year = project.unit.year
    for number in range(1, 13):
        name = f"{year}-{number:02}"
        yield Page(f"records/{name}.md", partial(_month, project, name))
    for category, slug in CATEGORIES.items():
        yield Page(f"records/{slug}.md", partial(_category, project, category))


def _month(project: Project, name: str) -> Html:
    traces = [trace for trace in project.dataset.of(Trace) if trace.in_month == name]
    nothing = [post for nil in project.dataset.of(Nil) if nil.month == name for post in nil.posts]
    rows = [
        (trace.anchor, _cells(project, trace)) for trace in sorted(traces, key=lambda t: t.date)
    ]
    late = sum(1 for trace in traces if trace.late)
    blocks = [
        text(f"共 {len(traces)} 条" + (f"，其中补录 {late} 条" if late else "") + "。"),
        wide_table(
            ["编号", "日期", "类别", "岗位", "事项", "人数", "计入指标"],
            rows,
            f"{month(name)}履责记录",
        ),
        text("本月无：" + "、".join(nothing)) if nothing else "",
    ]
    number = int(name[5:])
    steps = [
        link(f"records/{name[:5]}{n:02}.md", f"{n}月")
        for n in (number - 1, number + 1)
        if 1 <= n <= 12
    ]
    back = link("ledgers/index.md", "台账") + " · " + " · ".join(steps)
    return page(f"{name[:4]}年{month(name)}履责记录", blocks, back)


def _cells(project: Project, trace: Trace) -> list[str]:
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
    small = "；".join(map(text, filter(None, details)))
    if merged := _merged(project, trace):
        small = f"{small}；{merged}" if small else merged
    return [
        text(trace.id),
        text(day(trace.date, year=False)),
        link(f"records/{CATEGORIES[trace.category]}.md", text(trace.category)),
        text(trace.post),
        text(trace.matter) + (element("small", small) if small else ""),
        text(people(trace)),
        figure_names(project.figures_counting(trace)) + quoted_in(project, trace),
    ]


def _merged(project: Project, trace: Trace) -> str:
    """Lead to the record that is counted for the same event."""
    found = project.dataset.words("履责记录").get(trace.merged_into or "")
    return f"并入 {record_link(project, found, found.anchor)}" if found else ""


def people(trace: Trace) -> str:
    """Return how many took part, of how many due, or how many were talked to."""
    if trace.present is not None:
        return f"{trace.present}/{trace.due}" if trace.due is not None else str(trace.present)
    return str(trace.talks) if trace.talks is not None else ""


def _category(project: Project, category: str) -> Html:
    traces = sorted(
        (trace for trace in project.dataset.of(Trace) if trace.category == category),
        key=lambda trace: trace.date,
    )
    rows: list[tuple[str | None, list[str]]] = [
        (
            None,
            [
                text(value_text(trace.date)),
                text(trace.post),
                record_link(project, trace)
                + (element("small", _merged(project, trace)) if trace.merged_into else ""),
                text(trace.form or trace.talk or ""),
                text(people(trace)),
            ],
        )
        for trace in traces
    ]
    listing = wide_table(
        ["日期", "岗位", "事项", "形式", "人数"], rows, category, "ledger sortable"
    )
    back = link("ledgers/index.md", "台账")
    blocks = [text(f"共 {len(traces)} 条。"), listing]
    return page(category, blocks, back)
