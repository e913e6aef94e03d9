"""Names, references, days and numbers: what holds for every ledger."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue, Mistake, finds
from ledger.records.base import Names, Part, Record, part_of
from ledger.records.dataset import PARTED, Dataset, State, names_of, of_state, once, state_of
from ledger.records.fields import MonthsOfPeriod, Ref, mark_of
from ledger.records.period import days, in_year, is_before
from ledger.records.types.indicators import FigureDefinition, Frozen
from ledger.records.types.work import Rectification, Task
from ledger.records.walk import Value, leading, references
from ledger.remembered import passing, remembered


def is_named(dataset: Dataset, record: Record) -> bool:
    """Whether others name the records of its ledger."""
    return record.by_name or record.ledger.name in _referred(dataset)


@once
def _referred(dataset: Dataset) -> frozenset[str]:
    """Return the ledgers to which some key refers."""
    kinds = (ledger.record for ledger in dataset.ledgers.values())
    return frozenset(name for kind in kinds for name in _targets(kind))


def _targets(kind: type[Part]) -> Iterator[str]:
    for field in leading(kind, Ref):
        if target := mark_of(kind, field, Ref):
            yield target.ledger
        if group := part_of(kind, kind.key_of(field)):
            yield from _targets(group)


@rule("record.repeated")
def names_are_unique(dataset: Dataset) -> Iterator[Issue]:
    """Within a ledger no two records share a 编号; where others name its records, nor a name."""
    for records in dataset.records.values():
        seen: dict[str, Record] = {}
        for record in records:
            words = names_of(record) if is_named(dataset, record) else [getattr(record, "id", "")]
            for word in filter(None, words):
                if (first := seen.setdefault(word, record)) is not record:
                    field = next(
                        f for f in ("id", "name", "short") if getattr(record, f, "") == word
                    )
                    key = type(record).key_of(field)
                    where = f"{first.place().path} 第 {first.place().line} 行"
                    yield record.issue(f"{key}“{word}”已经用在{where}；请另取一个", field)


@rule("reference.unknown")
def references_exist(dataset: Dataset) -> Iterator[Issue]:
    """Every named post, organ, document and figure is a record of its ledger.

    What a year reads in the folder of another is asked there, by the names that were typed.
    """
    for record in dataset.every:
        read = record.ledger.yearly and record.folder != dataset.year
        for value in () if read else references(record):
            if dataset.folder is None or not _is_told_elsewhere(dataset, value):
                yield from unknown(dataset, record, value)


def _is_told_elsewhere(dataset: Dataset, value: Value) -> bool:
    """Whether the folder of a year alone cannot tell if what a value names is there.

    What was frozen for a year that defined no figures is asked of the definitions of 报告年度.
    """
    undefined = not dataset.of(FigureDefinition)
    of_figure = value.mark(Ref).ledger == FigureDefinition.ledger.name
    return _has_year(dataset, value) or (undefined and of_figure)


def references_between_years(dataset: Dataset) -> Iterator[Issue]:
    """Every record that one in the folder of another year names with a year is there."""
    for other, record, value in named_with_years(dataset):
        if value.held not in other.words(value.mark(Ref).ledger):
            yield from unknown(dataset, record, value)
    for other in dataset.beside.values():
        for frozen in other.of(Frozen) if not other.of(FigureDefinition) else ():
            for value in references(frozen):
                yield from unknown(dataset, frozen, value)


@once
def named_with_years(dataset: Dataset) -> list[tuple[Dataset, Record, Value]]:
    """Return where the folders of other years name a record with its year, and the year's dataset."""
    others = dataset.beside.values()
    return [(other, *told) for other in others for told in _with_years(state_of(other))]


@remembered
def _with_years(state: State) -> tuple[tuple[Record, Value], ...]:
    """Do the same for the folder of a year: an old year is looked through again only if it changed."""
    dataset = of_state(state)
    with passing():
        return tuple(
            (record, value)
            for ledger in dataset.ledgers.values()
            for record in (dataset.records[ledger.name] if ledger.yearly else ())
            if record.folder == dataset.folder
            for value in references(record)
            if _has_year(dataset, value)
        )


def _has_year(dataset: Dataset, value: Value) -> bool:
    """Whether a value names a record of a ledger of the years with its year."""
    return PARTED in value.held and dataset.ledgers[value.mark(Ref).ledger].yearly


@finds("reference.unknown")
def unknown(dataset: Dataset, record: Record, value: Value) -> Iterator[Issue]:
    """Yield what is wrong with a value that names a record: nothing bears the name."""
    try:
        _ = dataset.find(value.mark(Ref).ledger, value.held)
    except Mistake as mistake:
        yield mistake.at(record.place(*value.path), f"{value.key}：")


@rule("record.frozen")
def a_figure_has_one_value_of_last_year(dataset: Dataset) -> Iterator[Issue]:
    """The ledger of last year's values holds one for a figure, under whatever name."""
    known = dataset.words("指标")
    seen: dict[str, Frozen] = {}
    for frozen in dataset.of(Frozen):
        figure = known[frozen.figure].anchor if frozen.figure in known else frozen.figure
        if (first := seen.setdefault(figure, frozen)) is not frozen:
            where = f"{first.place().path} 第 {first.place().line} 行"
            message = (
                f"指标：“{frozen.figure}”的上年值已经写在{where}，是 {first.value}；请只留一条"
            )
            yield frozen.issue(message, "figure")


@rule("record.year")
def dates_lie_in_the_year(dataset: Dataset) -> Iterator[Issue]:
    """What was done lies within its year, what was registered not after it, tasks after it."""
    if not (own := year_of(dataset)):
        return
    for record in dataset.every:
        yield from outside(record, record.folder or own, own)
    for item in dataset.of(Rectification):
        if item.opened.year > (year := item.folder or own):
            yield item.issue(f"登记日期：{item.opened} 在{_named(year, own)}以后", "opened")
    for task in dataset.of(Task):
        if task.deadline.year <= (year := task.folder or own):
            message = f"时限：{task.deadline} 应在 {year} 年以后"
            yield task.issue(message, "deadline", code="record.task")


@finds("record.year")
def outside(record: Record, year: int, own: int) -> Iterator[Issue]:
    """Yield the days of a record that do not lie in its year; ``own`` is that of the report."""
    for day in days(record, record.in_year):
        if not in_year(day.held, year):
            message = f"{day.key}：{day.held} 不在{_named(year, own)}"
            yield record.issue(message, *day.path)


def _named(year: int, own: int) -> str:
    return f"报告年度 {year} 年" if year == own else f"它的文件夹 data/{year}"


@rule("report.period")
def a_period_ends_in_its_year(dataset: Dataset) -> Iterator[Issue]:
    """A report lies in the folder of the year in which its period ends, beside those that it reaches."""
    if not (year := year_of(dataset)):
        return
    for report in dataset.documents:
        first, last = report.period.first.year, report.period.last.year
        lacking = [each for each in range(first, year) if each not in dataset.beside]
        if last != year or first > year:
            message = f"报告期：应在报告年度 {year} 年之内结束"
            yield report.issue(message, "period", "止" if last != year else "起")
        elif lacking and dataset.folder is None:
            message = (
                f"报告期：从 {first} 年起，可是没有 data/{lacking[0]} 的台账，"
                "那一年的事数不到；请补上那一年的文件夹，或者改报告期"
            )
            yield report.issue(message, "period", "起")


@rule("record.order")
def days_stand_in_order(dataset: Dataset) -> Iterator[Issue]:
    """Nothing ends before it begins (``Record.order``)."""
    for record in dataset.every:
        for earlier, later in record.order:
            first = next((day.held for day in days(record, (earlier,))), None)
            for last in days(record, (later,)):
                if first is None:
                    yield _needed(record, earlier, later)
                elif is_before(last.held, first):
                    keys = (record.key_of(later), record.key_of(earlier))
                    message = f"{keys[0]}：{last.held} 早于{keys[1]} {first}"
                    yield record.issue(message, *last.path)


@rule("record.whole")
def no_part_is_more_than_the_whole(dataset: Dataset) -> Iterator[Issue]:
    """Of a number of things no more are told than there are (``Record.some_of``)."""
    for record in dataset.every:
        for part, wholes in record.some_of:
            if (some := getattr(record, part)) is not None:
                yield from _no_more(record, part, some, wholes)


def _no_more(record: Record, part: str, some: Any, wholes: Names) -> Iterator[Issue]:
    """A number is no more than others together; what is not written counts as nothing."""
    held = {whole: number for whole in wholes if (number := getattr(record, whole)) is not None}
    total = sum(held.values())
    if held and some <= total:
        return
    if len(held) < len(wholes):
        yield from (_needed(record, whole, part) for whole in wholes if whole not in held)
        return
    keys = "、".join(map(record.key_of, wholes))
    of_all = "之和" if len(wholes) > 1 else ""
    message = f"{record.key_of(part)} {some} 多于{keys}{of_all} {total}"
    yield record.issue(message, part, code="record.whole")


def _needed(record: Record, needed: str, field: str) -> Issue:
    key = record.key_of(needed)
    message = f"写了“{record.key_of(field)}”就要写“{key}”；请加一行 {key}: …"
    return record.issue(message, field, code="record.prerequisite")


_MONTHS = 12


@rule("record.months")
def a_year_has_twelve_months(dataset: Dataset) -> Iterator[Issue]:
    """A number of months of the report's period is no more than a year has."""
    for record in dataset.every:
        for field in _numbers_of_months(type(record)):
            if (months := getattr(record, field)) is not None and months > _MONTHS:
                message = f"{record.key_of(field)}：{months} 多于一年的 {_MONTHS} 个月"
                yield record.issue(message, field)


@cache
def _numbers_of_months(kind: type[Record]) -> list[str]:
    return [field for field in kind.model_fields if mark_of(kind, field, MonthsOfPeriod)]
