"""Names, references, days and numbers: what holds for every ledger."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue, Mistake
from ledger.records.base import Record
from ledger.records.dataset import Dataset, names_of
from ledger.records.fields import Ref
from ledger.records.types.bureau import Post
from ledger.records.types.indicators import Frozen
from ledger.records.types.official import Report
from ledger.records.types.study import StudyItem, StudyMaterial
from ledger.records.types.work import (
    Campaign,
    Cell,
    DutySheet,
    Nil,
    Pledge,
    Publicity,
    Rectification,
    Reminder,
    Task,
    Warning,
    WorkPoint,
)
from ledger.records.walk import walk


@rule("record.repeated")
def names_are_unique(dataset: Dataset) -> Iterator[Issue]:
    """Within a ledger no two records share a 编号; where others refer to it, nor a name."""
    referred = {"岗位", "机构", "文件会议", "指标", "法规", "制度", "机制项目"}
    for name, records in dataset.records.items():
        seen: dict[str, Record] = {}
        for record in records:
            words = names_of(record) if name in referred else [getattr(record, "id", "")]
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
        for value in walk(record):
            if target := value.mark(Ref):
                try:
                    _ = dataset.find(target.ledger, value.held)
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


#: days and months that lie within the report's year
WITHIN: tuple[tuple[type[Record], str], ...] = (
    (Reminder, "date"),
    (Publicity, "month"),
    (Nil, "month"),
    (Pledge, "signed"),
    (WorkPoint, "done"),
    (StudyItem, "deadline"),
    (StudyMaterial, "date"),
)


@rule("record.year")
def dates_lie_in_the_year(dataset: Dataset) -> Iterator[Issue]:
    """What was done lies within the year, what was registered not after it, tasks after it."""
    if not (year := year_of(dataset)):
        return
    for kind, field in WITHIN:
        for record in dataset.of(kind):
            value = getattr(record, field)
            if value and not str(value).startswith(str(year)):
                key = kind.key_of(field)
                yield record.issue(f"{key}：{value} 不在报告年度 {year} 年", field)
    for item in dataset.of(Rectification):
        if item.opened.year > year:
            yield item.issue(f"登记日期：{item.opened} 在报告年度 {year} 年以后", "opened")
    for task in dataset.of(Task):
        if task.deadline.year <= year:
            message = f"时限：{task.deadline} 应在 {year} 年以后"
            yield task.issue(message, "deadline", code="record.task")
    for report in dataset.of(Report):
        if {report.period.first.year, report.period.last.year} != {year}:
            message = f"报告期：应在报告年度 {year} 年之内"
            yield report.issue(message, "period", "起", code="report.period")


#: pairs of days, or of numbers, of which the first is never later, or greater
_IN_ORDER: tuple[tuple[type[Record], str, str], ...] = (
    (Campaign, "first", "last"),
    (Cell, "started", "accepted"),
    (Cell, "accepted", "named"),
    (DutySheet, "issued", "signed"),
    (Rectification, "opened", "deadline"),
    (Rectification, "opened", "closed"),
    (Report, "as_of", "date"),
    (Report, "date", "printed"),
)


_NO_MORE: tuple[tuple[type[Record], str, str], ...] = (
    (Campaign, "settled", "findings"),
    (Warning, "handled", "warnings"),
)


_MONTHS = 12


@rule("record.order")
def days_and_numbers_stand_in_order(dataset: Dataset) -> Iterator[Issue]:
    """Nothing ends before it begins, and of a whole no part is more than the whole."""
    for kind, earlier, later in _IN_ORDER:
        for record in dataset.of(kind):
            first, last = getattr(record, earlier), getattr(record, later)
            if last and not first:
                key = kind.key_of(earlier)
                message = f"写了“{kind.key_of(later)}”就要写“{key}”；请加一行 {key}: …"
                yield record.issue(message, later, code="record.prerequisite")
            elif last and last < first:
                message = f"{kind.key_of(later)}：{last} 早于{kind.key_of(earlier)} {first}"
                yield record.issue(message, later)
    for kind, part, whole in _NO_MORE:
        for record in dataset.of(kind):
            if getattr(record, part) > getattr(record, whole):
                message = f"{kind.key_of(part)} {getattr(record, part)} 多于{kind.key_of(whole)} {getattr(record, whole)}"
                yield record.issue(message, part, code="record.whole")
    for post in dataset.of(Post):
        if post.months > _MONTHS:
            message = f"在岗月数：{post.months} 多于一年的 {_MONTHS} 个月"
            yield post.issue(message, "months", code="record.months")
