"""A year's figures and records as an Excel workbook: each figure links to the records it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_origin

from ledger.documents.properties import Properties
from ledger.documents.workbook import Link, Sheet, Value, workbook
from ledger.figures.figure import Figure, Item, counted_before, years_back
from ledger.figures.methods.register import method_of
from ledger.figures.selection import not_yet
from ledger.figures.wording import figure_text, method_text
from ledger.pages.figures import EARLIER, NOT_YET, period_text, time_facts
from ledger.project import Project
from ledger.records import editions
from ledger.records.base import LedgerType, Part, Record, part_of
from ledger.records.dataset import Dataset
from ledger.records.period import INSIDE, OUTSIDE, UNDATED, Placing
from ledger.records.values import headline, value_text
from ledger.records.walk import held_at

COVER, FIGURES, COUNTED = "说明", "指标", "指标的记录"
#: how long the name of a sheet may be
_LONGEST = 31
SAMPLE = "示例：单位、人员和数据均为虚构"
_ID = "编号"


def document(project: Project, properties: Properties) -> bytes:
    """Return the workbook of a project; it holds only what the edition shows."""
    return workbook(sheets(project), properties, _remark(project))


def inputs(project: Project) -> bytes:
    """Return all that decides the workbook beside its properties and our code."""
    return repr((sheets(project), _remark(project))).encode()


def _remark(project: Project) -> str:
    """Return the header of every printed page."""
    notes = [SAMPLE] if project.unit.sample else []
    return "　".join([*notes, *filter(None, [editions.label(project.edition)])])


def sheets(project: Project) -> list[Sheet]:
    """Return the sheets in their order; what is empty has none."""
    of_records = [_ledger(project, *shelf) for shelf in shelves(project)]
    tables = [table for table in (_figures(project), _counted(project), *of_records) if table.rows]
    return [_cover(project, tables), *tables]


#: the name of a sheet, the ledger that stands on it, and its records
_Shelf = tuple[str, LedgerType, Sequence[Record]]


def shelves(project: Project) -> list[_Shelf]:
    """Return the ledgers that hold records: those of the year, and any other that a figure counts.

    What is counted of an earlier year stands on sheets of that year; what is counted 历年, with the
    rest.
    """
    told = [each for figure in project.told.values() for each in _counting(figure)]
    counted = {figure.ledger for figure in told}
    by_year: dict[int, list[Figure]] = {}
    for figure in told:
        by_year.setdefault(project.unit.year - years_back(figure), []).append(figure)
    own = by_year.pop(project.unit.year, [])
    found: list[_Shelf] = [
        (_sheet(ledger.name), ledger, records)
        for ledger in project.dataset.ledgers.values()
        if ledger.slug
        and (records := _records(project.dataset, ledger, own))
        and (ledger.of_a_year or ledger in counted)
    ]
    for year, figures in sorted(by_year.items(), reverse=True):
        there = {f.ledger.name: f.ledger for f in figures if f.ledger and f.ledger.of_a_year}
        for name, ledger in sorted(there.items()):
            records = _records(project.dataset.beside[year], ledger, figures)
            found.append((_sheet(f"{name}（{year}年）"), ledger, records))
    return found


def _counting(figure: Figure) -> list[Figure]:
    """Return the figures of which the records are listed with a figure, itself the first."""
    return [figure, *counted_before(figure)]


def _records(dataset: Dataset, ledger: LedgerType, figures: Iterable[Figure]) -> Sequence[Record]:
    """Return the records of a ledger that a year reads; of one that is counted 历年, all there are."""
    ever = any(_is_ever(figure) for figure in figures if figure.ledger is ledger)
    return dataset.ever(ledger.name) if ever else dataset.records[ledger.name]


def _is_ever(figure: Figure) -> bool:
    return _is_ever(figure.before) if figure.before else figure.definition.ever


def _cover(project: Project, tables: list[Sheet]) -> Sheet:
    report = project.report
    facts: list[tuple[Value, Value]] = [
        ("标题", "".join(report.title)),
        ("单位", project.unit.full_name),
        ("发文字号", report.number),
        ("成文日期", report.date),
        ("版本", editions.label(project.edition) or f"{project.edition}版"),
        ("报告期", period_text(project)),
        ("统计截止", report.as_of),
        ("数据", SAMPLE if project.unit.sample else "由台账的记录算出"),
    ]  # fmt: skip
    if any(table.name == COUNTED for table in tables):
        how = "在“指标”里点编号，到“指标的记录”看它数了哪些记录；再点记录的编号，到台账看原记录。"
        facts.append(("怎样核对", how))
    if tables:
        facts.append(("网址", "写在本单位网站首页的网址后面。"))
    listed = [(Link(table.name, table.name), table.about) for table in tables]
    return Sheet(COVER, ("项目", "内容"), [*facts, *listed])


def _figures(project: Project) -> Sheet:
    heads = (
        _ID, "名称", "分组", "数值", "单位", "显示为", "口径", "算法", "期间", "按日期", "类型",
        "来源", "记录数", "并入不计", OUTSIDE, UNDATED, "报告里的句子", "网址",
    )  # fmt: skip
    starts = _starts(project)
    rows = []
    for figure in project.told.values():
        definition = figure.definition
        said = [
            use.sentence
            for use in project.uses.get(figure.id, [])
            if use.page == project.report.page_path
        ]
        counted = (figure.records, figure.left_out, figure.outside, figure.undated)
        counts = [len(records) if figure.ledger else None for records in counted]
        rows.append(
            (
                Link(figure.id, COUNTED, starts[figure.id]) if figure.id in starts else figure.id,
                figure.name, definition.group, figure.value, definition.unit, figure_text(figure),
                definition.caliber, method_text(figure),
                *(value for _, value in time_facts(figure)), _source(figure), *counts,
                "\n".join(said), figure.address,
            )
        )  # fmt: skip
    about = f"{len(rows)} 个指标。数值未经取整，报告写的是“显示为”；点编号看计入的记录。"
    return Sheet(FIGURES, heads, rows, about)


def _own(project: Project, record: Record) -> list[Figure]:
    """Return the figures of the workbook that count a record: those of other documents are in theirs."""
    return [
        each for each in project.figures_counting(record) if project.told.get(each.name) is each
    ]


def _source(figure: Figure) -> str:
    name = figure.ledger.name if figure.ledger else "由指标得出"
    return f"{name}（另含本版不列出的记录）" if figure.unseen else name


def _starts(project: Project) -> dict[str, int]:
    """Return, by a figure's id, the first row of its counted records."""
    starts, row = {}, 0
    for figure in project.told.values():
        if count := len(list(_items(figure))) + len(figure.parts):
            starts[figure.id] = row
        row += count
    return starts


def _counted(project: Project) -> Sheet:
    heads = ("指标", "台账", _ID, "摘要", "日期", "期间", "计入", "网址")
    places = _places(project)
    order = {name: row for row, name in enumerate(project.told)}
    rows: list[tuple[Value, ...]] = []
    for figure in project.told.values():
        own = Link(figure.name, FIGURES, order[figure.name])
        for part in figure.parts:
            where = Link(part.id, FIGURES, order[part.name])
            address = part.address
            rows.append((own, FIGURES, where, part.name, None, None, part.value, address))
        for each, standing, item in _items(figure):
            record = item.record
            name, row = places[id(record)]
            placing = each.placing
            when, told = (_when(placing, item), standing) if placing else (None, None)
            if standing == OUTSIDE and not_yet(placing, record):
                told = f"{OUTSIDE}（{NOT_YET}）"
            if each is not figure:
                told = f"{project.unit.year - years_back(each)}年的{each.name}"
            share = method_of(each.definition).share(each, item) if standing == INSIDE else None
            rows.append(
                (own, name, Link(record.anchor, name, row), headline(record), when, told, share,
                 _address(project, record))
            )  # fmt: skip
    counted = project.told.values()
    parts = "，数分项的是一个分项" if any(figure.items for figure in counted) else ""
    others = "、".join([*([EARLIER] if any(f.earlier for f in counted) else []), OUTSIDE, UNDATED])
    about = (
        f"{len(rows)} 行，每行是一个指标的一条记录{parts}（由指标得出的，是它用到的指标；上年的，"
        "是那一年的记录，“期间”写明是哪个指标数的）。"
        f"“计入”是这条记录在指标里占的数；去重的指标，是用来去重的内容；“期间”是{others}的"
        "符合条件，但没有计入。"
    )
    return Sheet(COUNTED, heads, rows, about)


def _when(placing: Placing, item: Item) -> Value:
    """Return the day by which an item is placed; of several days of a record their text."""
    found = placing.day(*item)
    return value_text(found) if isinstance(found, list) else found


def _items(figure: Figure) -> Iterator[tuple[Figure, str, Item]]:
    """Yield what is listed with a figure: what meets its condition, or what made it in its year."""
    yield from ((figure, standing, item) for standing, item in _listed(figure))
    for part in counted_before(figure):
        yield from ((part, INSIDE, item) for item in part.taken)


def _listed(figure: Figure) -> Iterator[tuple[str, Item]]:
    """Yield what meets a figure's condition, what it counts first."""
    yield from ((INSIDE, item) for item in figure.taken)
    for standing, records in (
        (EARLIER, figure.earlier),
        (OUTSIDE, figure.outside),
        (UNDATED, figure.undated),
    ):
        yield from ((standing, Item(record)) for record in records)


def _places(project: Project) -> dict[int, tuple[str, int]]:
    """Return, by ``id()`` of a record, its sheet and row."""
    return {
        id(record): (sheet, row)
        for sheet, _, records in shelves(project)
        for row, record in enumerate(records)
    }


def _address(project: Project, record: Record) -> str:
    """Return the address of a record in the site, relative to the home page."""
    page = project.page_of(record).removesuffix("index.md").removesuffix(".md").rstrip("/")
    return f"{page}/" if page.endswith(f"/{record.anchor}") else f"{page}/#{record.anchor}"


def _sheet(name: str) -> str:
    """Return the name of a ledger's sheet: none of ours, and no longer than Excel takes."""
    taken = name in (COVER, FIGURES, COUNTED)
    return (f"{name}（台账）" if taken else name)[:_LONGEST]


def _ledger(project: Project, name: str, ledger: LedgerType, records: Sequence[Record]) -> Sheet:
    kind = ledger.record
    columns = [path for path in _columns(kind, project.edition) if path != ("readers",)]
    heads = [
        _head(kind, path) if path[1:] else project.dataset.head(kind, path[0]) for path in columns
    ]
    heads.append(kind.key_of("readers"))
    cells = [
        [
            *(_cell(held_at(record, path), project.edition) for path in columns),
            editions.readers(record.readers),
        ]
        for record in records
    ]
    # a field that no record fills makes no column
    held = [any(row[at] not in (None, "") for row in cells) for at, _ in enumerate(heads)]
    kept = [at for at, some in enumerate(held) if some]
    # a record without an id is named by its anchor on its page
    numbered = kind.field_of(_ID) is not None
    rows: list[list[Value]] = [
        [
            *([] if numbered else [record.anchor]),
            *(row[at] for at in kept),
            "、".join(figure.name for figure in _own(project, record)),
        ]
        for record, row in zip(records, cells, strict=True)
    ]
    about = f"{len(records)} 条记录。"
    own_heads = [*([] if numbered else [_ID]), *(heads[at] for at in kept), "计入指标"]
    return Sheet(name, own_heads, rows, about)


def _columns(kind: type[Part], edition: str) -> list[tuple[str, ...]]:
    """Return the fields that make columns; each field in a group makes a column."""
    found: list[tuple[str, ...]] = []
    for field in _seen(kind, edition):
        group = part_of(kind, kind.key_of(field))
        if group and get_origin(kind.model_fields[field].annotation) is not list:
            found += [(field, *path) for path in _columns(group, edition)]
        else:
            found.append((field,))
    return found


def _seen(kind: type[Part], edition: str) -> Iterator[str]:
    """Yield the fields that the edition may show."""
    for field in kind.model_fields:
        if editions.sees(edition, editions.audience_of(kind, field)):
            yield field


def _head(kind: type[Part], path: tuple[str, ...]) -> str:
    key = kind.key_of(path[0])
    group = part_of(kind, key)
    return f"{key}·{_head(group, path[1:])}" if group and path[1:] else key


def _cell(value: Any, edition: str) -> Value:
    """Return a value for a cell: numbers and days as such, a list as one line for each item."""
    if isinstance(value, list):
        return "\n".join(_line(each, edition) for each in value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction | date | None):
        return _line(value, edition)
    return value


def _line(value: Any, edition: str) -> str:
    if isinstance(value, list):
        return "、".join(_line(each, edition) for each in value)
    if isinstance(value, Part):
        kind = type(value)
        shown = ((kind.key_of(f), _line(getattr(value, f), edition)) for f in _seen(kind, edition))
        return "；".join(f"{key} {text}" for key, text in shown if text)
    return value_text(value)
