"""Names, references, days and numbers: what holds for every ledger."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue, Mistake, finds
from ledger.records.base import Record
from ledger.records.dataset import Dataset, names_of, parted
from ledger.records.fields import MonthsOfPeriod, Ref, mark_of
from ledger.records.period import days, in_year, is_before
from ledger.records.types.indicators import Frozen
from ledger.records.types.official import Report
from ledger.records.types.work import Rectification, Task
from ledger.records.walk import Value, references


@rule("record.repeated")
def names_are_unique(dataset: Dataset) -> Iterator[Issue]:
    """Within a ledger no two records share a 编号; where others name its records, nor a name."""
    for records in dataset.records.values():
        seen: dict[str, Record] = {}
        for record in records:
            words = names_of(record) if record.by_name else [getattr(record, "id", "")]
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
    """Every named post, organ, document and figure is a record of its ledger."""
    for record in dataset.every:
        for value in references(record):
            if not _of_another_year(dataset, value):
                yield from _unknown(dataset, record, value)


def references_between_years(dataset: Dataset) -> Iterator[Issue]:
    """Every record that one in the folder of another year names with a year is there."""
    for record in dataset.of_all_years:
        if other := dataset.beside.get(record.folder or 0):
            for value in references(record):
                if _of_another_year(other, value):
                    yield from _unknown(dataset, record, value)


def _of_another_year(dataset: Dataset, value: Value) -> bool:
    """Whether what is asked is a year's folder alone, and a value names a record beside it."""
    if dataset.folder is None or value.held in dataset.words(ledger := value.mark(Ref).ledger):
        return False
    return dataset.ledgers[ledger].yearly and parted(value.held)[0] is not None


@finds("reference.unknown")
def _unknown(dataset: Dataset, record: Record, value: Value) -> Iterator[Issue]:
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
        year = record.folder or own
        for day in days(record, record.in_year):
            if not in_year(day.held, year):
                message = f"{day.key}：{day.held} 不在{_named(year, own)}"
                yield record.issue(message, *day.path)
    for item in dataset.of(Rectification):
        if item.opened.year > (year := item.folder or own):
            yield item.issue(f"登记日期：{item.opened} 在{_named(year, own)}以后", "opened")
    for task in dataset.of(Task):
        if task.deadline.year <= (year := task.folder or own):
            message = f"时限：{task.deadline} 应在 {year} 年以后"
            yield task.issue(message, "deadline", code="record.task")


def _named(year: int, own: int) -> str:
    return f"报告年度 {year} 年" if year == own else f"它的文件夹 data/{year}"


@rule("report.period")
def a_period_ends_in_its_year(dataset: Dataset) -> Iterator[Issue]:
    """A report lies in the folder of the year in which its period ends, beside those that it reaches."""
    if not (year := year_of(dataset)):
        return
    for report in dataset.of(Report):
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
        for part, whole in record.some_of:
            some, total = getattr(record, part), getattr(record, whole)
            if some is not None and total is None:
                yield _needed(record, whole, part)
            elif some is not None and some > total:
                message = f"{record.key_of(part)} {some} 多于{record.key_of(whole)} {total}"
                yield record.issue(message, part)


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
