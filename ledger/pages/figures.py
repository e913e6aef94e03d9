"""A page per figure: definition, value, months, the records counted, the sentences that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ledger.figures import ways
from ledger.figures.figure import Figure, Item, counted_before, years_back
from ledger.figures.methods.register import method_of
from ledger.figures.sealed import matter, said
from ledger.figures.selection import not_yet
from ledger.figures.ways import Way
from ledger.figures.wording import exact_text, figure_text, method_text, rounding_text
from ledger.language.numerals import day
from ledger.pages import drawings, series, totals
from ledger.pages.layout import (
    Page,
    facts,
    figure_link,
    figure_names,
    heading,
    page,
    record_link,
    sentences,
)
from ledger.pages.tables import cell, column, kind_of
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.prose.markup import (
    CHOICE,
    DATE,
    ID,
    NUMBER,
    WORDS,
    Column,
    Html,
    askable,
    element,
    link,
    table,
    text,
)
from ledger.records.base import Part, Record
from ledger.records.period import OUTSIDE, UNDATED, Placing, as_it_was
from ledger.records.types.official import Correction
from ledger.records.values import value_text
from ledger.records.walk import Steps
from ledger.remembered import remembered

INDEX = "figures/index.md"
#: said of every total that may hold more than is listed; whether it does is not said
UNSEEN = "这是总数，含本版不列出的记录；各月的数也不列出。"


def pages(project: Project) -> Iterator[Page]:
    """Yield the evidence page of each figure and the index of all, where there are any."""
    for figure in project.figures.values():
        yield Page(
            figure.page,
            partial(_evidence, project, figure),
            record=figure.definition,
        )
    for document in project.documents.values():
        # in the yearly report's time it is the yearly report's figure
        for figure in (each for each in document.told.values() if each.folder):
            audience = document.report.readers
            yield Page(figure.page, partial(_evidence, document, figure), audience)
    if project.figures:
        yield Page(INDEX, partial(_index, project))


def _index(project: Project) -> Html:
    figures = project.figures.values()
    rows: list[tuple[str | None, list[str]]] = [
        (
            None,
            [
                text(figure.definition.group),
                link(figure.page, text(figure.name)),
                element("data", figure_link(figure), value=float(figure.value)),
                str(len(figure.records)) if figure.ledger else "由指标得出",
                str(len(project.uses_of(figure))),
            ],
        )
        for figure in figures
    ]
    columns = [
        Column("分组", CHOICE, tuple(dict.fromkeys(each.definition.group for each in figures))),
        Column("指标", names=True),
        Column("数值", NUMBER),
        Column("记录数", NUMBER),
        Column("正文引用", NUMBER),
    ]
    taken = sum(each.ledger is not None and each.ledger.record.of_totals for each in figures)
    how = f"{taken} 个照填提供单位的汇总数，其余由台账算出" if taken else "全部由台账算出"
    told = f"共 {len(rows)} 个指标，{how}。点数值看依据。"
    return page("指标", [askable(columns, rows, "全部指标", told)])


def period_text(project: Project) -> str:
    """Return the report's period in words."""
    period = project.report.period
    return f"{day(period.first)}至{day(period.last)}"


def time_facts(figure: Figure) -> list[tuple[str, str]]:
    """Return of what time a figure tells: 期间, 按日期, 类型; every page and file says this."""
    placing = figure.placing
    if placing is None:
        return _time_of_parts(figure)
    by = f"{placing.key}" if placing.path else f"没有日期；“{figure.definition.source}”现有的都算"
    kind = f"历年{placing.kind}" if figure.definition.ever else placing.kind
    return [("期间", span_text(placing)), ("按日期", by), ("类型", kind)]


def _time_text(figure: Figure) -> str:
    """Return the same on one line."""
    (_, span), (term, by), (_, kind) = time_facts(figure)
    return f"{span}（{kind}；{term}：{by}）"


def span_text(placing: Placing) -> str:
    """Return of what time records are counted or listed."""
    if not placing.path:
        return "现有的全部记录"
    if placing.stock:
        return f"截至{day(placing.frame.as_of)}"
    return f"{day(placing.frame.first)}至{day(placing.frame.until)}"


def _time_of_parts(figure: Figure) -> list[tuple[str, str]]:
    if own := method_of(figure.definition).time_facts(figure):
        return list(own)
    told = [time_facts(part) for part in figure.parts]
    return [
        (term, values[0] if len(set(values)) == 1 else _by_part(figure, values))
        for index, (term, _) in enumerate(told[0])
        if (values := [facts[index][1] for facts in told])
    ]


def _by_part(figure: Figure, values: list[str]) -> str:
    pairs = zip(figure.parts, values, strict=True)
    return "；".join(f"{part.name}：{value}" for part, value in pairs)


def summary(figure: Figure) -> list[tuple[str, str]]:
    """Return what the popover says of a figure: plain terms and texts."""
    counted = f"{len(figure.records)} 条记录" if figure.ledger else "由其他指标得出"
    counted += "，另含本版不列出的记录" if figure.unseen and figure.ledger else ""
    told = figure.sealed
    changed = [("更正", said(told))] if told and told.corrections else []
    return [
        ("口径", figure.definition.caliber),
        ("期间", _time_text(figure)),
        ("算法", method_text(figure)),
        ("依据", counted),
        *changed,
    ]


#: said of a record of a series before the newest
EARLIER = "较早"
#: said of a record that is outside for another reason than its day
NOT_YET = "统计截止时还不符合条件"
#: said of a record of which only some groups bear no day
SOME_GROUPS = "一部分分项"
#: so many records are listed in a table, more by their ids
_MANY = 1000
_SHOWN = Pattern(r'<a [^>]*data-figure="([^"]+)"')
#: where the notes of a page's figures begin and end; no author writes such an element
_NOTES, _NOTES_END = '<aside class="figure-notes"', "</aside>"


def shown(page: str) -> tuple[str, ...]:
    """Return the ids of the figures that a page's HTML shows, in its order."""
    return tuple(dict.fromkeys(_SHOWN.findall(page)))


def notes(project: Project, ids: Iterable[str]) -> list[str]:
    """Return the notes of figures that a page shows."""
    found = map(project.by_id.get, ids)
    return [_note(figure) for figure in found if figure]


def without_notes(page: str) -> str:
    """Return a page's HTML without the notes of its figures, which no search looks through."""
    start = page.rfind(_NOTES)
    end = page.find(_NOTES_END, start) + len(_NOTES_END)
    return page if start < 0 else page[:start] + page[end:]


def with_notes(page: str, told: Sequence[str]) -> str:
    """Return a page's HTML with the notes of the figures that it shows.

    The notes stand once, at the end of the page, and are read there without a script; with one,
    each opens at its figure.
    """
    if not told:
        return page
    page = _SHOWN.sub(
        lambda m: f'{m[0]} aria-describedby="note-{m[1]}" aria-details="note-{m[1]}"', page
    )
    return page + element(
        "aside",
        element("p", "本页数字的口径", class_="notes-title") + "".join(told),
        class_="figure-notes",
        aria_label="本页数字的口径",
        data_search_exclude="",
    )


@remembered
def _note(figure: Figure) -> str:
    title = link(figure.page, text(f"{figure.name}：{figure_text(figure)}"))
    rows = facts((term, text(value)) for term, value in summary(figure))
    return element("div", element("p", title) + rows, id=f"note-{figure.id}", class_="figure-note")


def _evidence(project: Project, figure: Figure) -> Html:
    definition = figure.definition
    value = element("p", text(figure_text(figure)), class_="figure-value")
    rows = [
        ("口径", text(definition.caliber)),
        *((term, text(value)) for term, value in time_facts(figure)),
        ("算法", text(method_text(figure))),
        *totals.facts(project, figure.records),
        *([("封存", text(said(figure.sealed)))] if figure.sealed else []),
        *_elsewhere(project, figure),
    ]
    if exact_text(figure) != figure_text(figure):
        rows.append(("精确值", text(exact_text(figure))))
    if rounding_text(figure):
        rows.append(("取整", text(rounding_text(figure))))
    blocks = [value, facts(rows)]
    if figure.parts:
        blocks += [heading("由哪些指标得出", "parts"), _parts(figure)]
    if figure.months:
        blocks += [heading("各月", "months"), drawings.months_of(project, figure)]
        blocks.append(_last_year(project, figure))
    blocks += series.of_years(project, figure)
    if figure.ledger:
        blocks += [heading("计入的记录", "records"), _as_it_was(figure), _records(project, figure)]
        blocks += [_left_out(project, figure), *_earlier(project, figure)]
        blocks += _not_counted(project, figure)
    for part in counted_before(figure):
        name = f"{project.unit.year - years_back(part)}年的{part.name}"
        blocks += [heading(text(name), f"before-{part.id}")]
        blocks += [text(f"{figure_text(part)}：{method_text(part)}。"), _records(project, part)]
    if figure.unseen:
        blocks.append(text(UNSEEN))
    if corrections := project.corrections(figure):
        blocks += [heading("更正", "corrections"), _corrections(project, corrections)]
    blocks += [heading("用在哪里", "uses"), _uses(project, figure)]
    if figure.folder:
        report = project.report
        return page(
            f"{figure.name}（{report.name}）", blocks, link(report.page_path, text(report.name))
        )
    back = link(INDEX, "指标") + text(f" · {definition.group}")
    return page(figure.name, blocks, back)


def _elsewhere(project: Project, figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield what the same figure is in the times of other documents, each with the way to its page."""
    told = (each for each in project.telling(figure.name) if each.folder)
    links = [link(f.page, text(f"{f.told_name}：{figure_text(f)}")) for f in told]
    if figure.folder:
        links = [link(f"figures/{figure.id}.md", text(f"{figure.name}（年度报告）"))]
    if links:
        yield "另一段时间", "、".join(links)


def _corrections(project: Project, corrections: Sequence[Correction]) -> str:
    """Return what was corrected since the figure was sealed, each with the way to its row."""
    columns = [Column("日期", DATE), *map(Column, ("更正的是", "原值", "新值", "理由", "岗位"))]
    rows = [
        (
            None,
            [
                record_link(project, each, value_text(each.date)),
                *map(text, (matter(each), each.old or "", each.new or "", each.reason, each.post)),
            ],
        )
        for each in corrections
    ]
    return askable(columns, rows, "封存以后的更正", f"共 {len(rows)} 条。")


def _parts(figure: Figure) -> str:
    roles = method_of(figure.definition).roles(figure.definition)
    shown = [[link(part.page, text(part.name)), figure_link(part)] for part in figure.parts]
    if not roles:
        return table(["指标", "数值"], [(None, cells) for cells in shown], "组成")
    rows = [(None, [text(role), *cells]) for role, cells in zip(roles, shown, strict=True)]
    return table(["", "指标", "数值"], rows, "组成", named=True)


def _last_year(project: Project, figure: Figure) -> str:
    """Say why the drawing of the months shows this year alone."""
    frozen = drawings.last_year(project, figure)
    if frozen is None and drawings.computed_before(project, figure):
        return ""
    if frozen is None:
        return text("没有定格上年的数，图里只有本年。")
    if frozen.months:
        return ""
    value = f"上年全年是 {value_text(frozen.value)}{figure.definition.unit}"
    where = link(project.page_of(frozen), text(value), frozen.anchor)
    return where + text("，没有定格各月的数，图里只有本年。")


def _records(project: Project, figure: Figure) -> str:
    if not figure.ledger or not figure.records:
        return "没有符合条件的记录。"
    if len(figure.taken) > _MANY:
        return _many_records(project, figure)
    kind, path = figure.ledger.record, figure.placing.path if figure.placing else ()
    taken, records = figure.taken, [item.record for item in figure.taken]
    where = [kind.field_of(key) for key in figure.definition.where]
    asked = [*where, *map(kind.field_of, figure.definition.field)]
    who = [field for field in ("post", "organ") if field in kind.model_fields] or kind.answers
    wanted = dict.fromkeys([*who, *asked])
    amounts = method_of(figure.definition).columns(figure)
    # what is taken apart, the subject and the number stand in columns of their own
    apart = {path, (kind.headline,), ("id",), figure.items[0].way[:1] if figure.items else ()}
    fields = [f for f in wanted if f in kind.model_fields and (f,) not in apart]
    columns = []
    for field in fields:
        cells = [cell(record, field) for record in records]
        # a reader checks the condition record by record; what else all share tells nothing
        if kind.key_of(field) not in amounts and (field in where or len(set(cells)) > 1):
            columns.append((column(project, kind, field, figure.records), cells))
    columns += [*_items(figure), *_amounts(figure, amounts)]
    led = column(project, kind, kind.headline, figure.records)
    columns.insert(0, (led, [record_link(project, record) for record in records]))
    if path and path != (kind.headline,):
        days = [text(day_text(figure.placing, *item)) for item in taken]
        columns.insert(0, (_placed_by(project, figure), days))
    columns.append((Column("编号", ID), [text(record.anchor) for record in records]))
    rows = zip(*(cells for _, cells in columns), strict=True)
    return askable(
        [head for head, _ in columns],
        [(None, cells) for cells in rows],
        f"{figure.name}计入的记录",
        f"共 {_counted(figure)}。",
    )


#: a column and its cells
_Cells = tuple[Column, list[str]]


def _counted(figure: Figure) -> str:
    """Say how many records there are, and how many of their groups or values are taken."""
    apart = f"记录，{len(figure.items)} 项" if figure.items else ""
    return f"{len(figure.records)} 条{apart}"


def _items(figure: Figure) -> Iterator[_Cells]:
    """Yield the column of what is taken apart, without what stands in other columns."""
    if figure.ledger and figure.items:
        kind, way = figure.ledger.record, figure.items[0].way
        told = figure.definition.field if method_of(figure.definition).columns(figure) else []
        shown = [ways.ways(kind)[key] for key in told if key in ways.ways(kind)]
        shown += [figure.placing.path] if figure.placing else []
        cells = [text(_item_text(item, shown)) for item in figure.items]
        yield Column(ways.key_of(kind, way), WORDS), cells


def _item_text(item: Item, shown: Sequence[Way]) -> str:
    """Return what stands directly in a group of values, as it was typed; or the value itself."""
    held, way = item.held(item.way), item.way
    if not isinstance(held, Part):
        return "" if way in shown else value_text(held)
    told = (
        (held.key_of(field), value_text(getattr(held, field)))
        for field in type(held).model_fields
        if ways.is_value(type(held), field) and (*way, field) not in shown
    )
    return "；".join(f"{key} {value}" for key, value in told if value)


def _amounts(figure: Figure, amounts: Mapping[str, list[str]]) -> Iterator[_Cells]:
    """Yield the columns of what the method says of each item."""
    assert figure.ledger
    kind, method = figure.ledger.record, method_of(figure.definition)
    for key, values in amounts.items():
        way = ways.ways(kind).get(key)
        own = kind_of(ways.holder(kind, way), way[-1]) if way else NUMBER
        summed = kind.field_of(key) in kind.sums or (method.adds_up and bool(figure.items))
        summed = summed and not method.as_one
        cells = list(map(text, values))
        yield Column(key, own if own in (NUMBER, DATE) else WORDS, summed=summed), cells


def _placed_by(project: Project, figure: Figure) -> Column:
    """Return the column of the days by which a figure's records are placed."""
    if not figure.ledger or not figure.placing or figure.placing.path[1:]:
        return Column(_when(figure), DATE)
    return column(project, figure.ledger.record, figure.placing.path[0], figure.records)


def _left_out(project: Project, figure: Figure) -> str:
    """Name the records that tell of an event which another record is counted for."""
    links = (link(project.page_of(r), text(r.anchor), r.anchor) for r in figure.left_out)
    shown = "、".join(links)
    return f"另有 {len(figure.left_out)} 条并入同一件事的记录，不另计：{shown}。" if shown else ""


def _when(figure: Figure) -> str:
    """Return the key of the day by which a figure's records are placed."""
    return figure.placing.key if figure.placing else ""


def day_text(placing: Placing | None, record: Record, at: Steps = ()) -> str:
    """Return the day by which a record, or a group ``at`` a place in it, is placed, as it was typed."""
    return value_text(placing.day(record, at)) if placing else ""


def _earlier(project: Project, figure: Figure) -> Iterator[str]:
    """Tell the series of which the figure is the newest number."""
    placing, ledger = figure.placing, figure.ledger
    if not (figure.earlier and placing and ledger):
        return
    amounts = method_of(figure.definition).columns(replace(figure, records=figure.earlier))
    columns = (
        {}
        if placing.path == (ledger.record.headline,)
        else {placing.key: [text(day_text(placing, record)) for record in figure.earlier]}
    )
    columns["记录"] = [record_link(project, record) for record in figure.earlier]
    columns |= {key: list(map(text, values)) for key, values in amounts.items()}
    rows = [(None, [*cells]) for cells in zip(*columns.values(), strict=True)]
    yield heading("以前各次", "earlier")
    yield table([*columns], rows, "没有计入，列出来对照")


def _as_it_was(figure: Figure) -> str:
    """Say that the table shows records as they are, where they were otherwise on 统计截止."""
    if figure.placing is None:
        return ""
    as_of = figure.placing.frame.as_of
    if all(as_it_was(record, as_of) is record for record in figure.records):
        return ""
    return f"下面是台账现在的内容；算不算，看{day(as_of)}那天的状态。"


def _not_counted(project: Project, figure: Figure) -> Iterator[str]:
    """List what meets the condition at another time, or does not say when."""
    if rows := apart(project, figure.placing, figure.outside, figure.undated):
        yield heading("符合条件、没有计入的记录", "not-counted")
        yield facts(rows)


def apart(
    project: Project,
    placing: Placing | None,
    outside: Sequence[Record],
    undated: Sequence[Record],
) -> list[tuple[str, str]]:
    """Return the records 期外 and 无日期, as links with their day."""
    rows = []
    for name, records in ((OUTSIDE, outside), (UNDATED, undated)):
        links = []
        for record in records:
            late = name == OUTSIDE and not_yet(placing, record)
            when = NOT_YET if late else day_text(placing, record)
            if name == UNDATED and when:  # other groups of it have their day
                when = SOME_GROUPS
            shown = record_link(project, record, record.anchor)
            links.append(shown + text(f"（{when}）" if when else ""))
        if links:
            rows.append((name, f"{len(links)} 条：{'、'.join(links)}"))
    return rows


def _many_records(project: Project, figure: Figure) -> str:
    """Beyond some number nobody reads a table: the ids alone, by month, or 历年 by year."""
    found: dict[str, list[str]] = {}
    for item in figure.taken:
        shown = record_link(project, item.record, item.record.anchor)
        found.setdefault(_time_of(figure, item), []).append(shown)
    rows = [(name, f"{len(links)} 条：{' '.join(links)}") for name, links in found.items()]
    return facts(rows)


def _time_of(figure: Figure, item: Item) -> str:
    """Return under what a record is listed by its id: its month, or the year of its folder."""
    if figure.definition.ever:
        return f"{item.record.folder}年"
    month = figure.placing.month(*item) if figure.placing else None
    return month or "记录"


def _uses(project: Project, figure: Figure) -> str:
    if places := project.uses_of(figure):
        return sentences(places)
    used_by = [(each.page, each.told_name) for each in project.made_with(figure)]
    return f"正文没有直接引用；参与计算：{figure_names(used_by)}。" if used_by else "正文没有引用。"
