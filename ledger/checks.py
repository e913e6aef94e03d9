"""Rules within and across records. A rule is a function that yields issues; its docstring says
what must hold. ``check`` asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ledger.dataset import Dataset, names_of
from ledger.fields import Ref, mark_of
from ledger.issues import Issue, Mistake
from ledger.records import (
    LEDGERS,
    Document,
    DutySheet,
    Nil,
    Numbered,
    Record,
    Rectification,
    Reminder,
    Report,
    Task,
    Trace,
    Unit,
    WorkPoint,
)

Rule = Callable[[Dataset], Iterator[Issue]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register a rule."""
    RULES.append(function)
    return function


def check(dataset: Dataset) -> list[Issue]:
    """Return what the rules find. Relations to records that could not be read are left alone."""
    return [issue for function in RULES for issue in function(dataset)]


@rule
def names_are_unique(dataset: Dataset) -> Iterator[Issue]:
    """Within a ledger no two records share a 编号; where others refer to it, nor a name."""
    referred = {"岗位", "机构", "文件会议", "指标"}
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


@rule
def references_exist(dataset: Dataset) -> Iterator[Issue]:
    """Every named post, organ, document and figure is a record of its ledger."""
    for name, records in dataset.records.items():
        for field, target in _references(LEDGERS[name].record):
            for record in records:
                value = getattr(record, field)
                for index, word in enumerate(value if isinstance(value, list) else [value]):
                    try:
                        _ = word is None or dataset.find(target.ledger, word)
                    except Mistake as mistake:
                        yield record.issue(f"{record.key_of(field)}：{mistake}", field, index)


def _references(kind: type[Record]) -> list[tuple[str, Ref]]:
    marks = ((field, mark_of(kind, field, Ref)) for field in kind.model_fields)
    return [(field, mark) for field, mark in marks if mark]


@rule
def traces_fit_their_file(dataset: Dataset) -> Iterator[Issue]:
    """A trace record stands in the file of its month, and all lie within the year."""
    year = _year(dataset)
    for trace in dataset.of(Trace):
        month = trace.place().path.rpartition("/")[2].removesuffix(".yml")
        if year and trace.date.year != year:
            yield trace.issue(f"日期：{trace.date} 不在报告年度 {year} 年", "date")
        elif f"{trace.date:%m}" != month:
            yield trace.issue(f"日期：{trace.date} 应当记在 {trace.date:%m}.yml", "date")


@rule
def dates_lie_in_the_year(dataset: Dataset) -> Iterator[Issue]:
    """Reminders, work done and 本月无 lie within the year; next year's tasks after it."""
    if not (year := _year(dataset)):
        return
    for reminder in dataset.of(Reminder):
        if reminder.date.year != year:
            yield reminder.issue(f"日期：{reminder.date} 不在报告年度 {year} 年", "date")
    for point in dataset.of(WorkPoint):
        if point.done and point.done.year != year:
            yield point.issue(f"完成日期：{point.done} 不在报告年度 {year} 年", "done")
    for nil in dataset.of(Nil):
        if not nil.month.startswith(str(year)):
            yield nil.issue(f"月份：{nil.month} 不在报告年度 {year} 年", "month")
    for task in dataset.of(Task):
        if task.deadline.year <= year:
            yield task.issue(f"时限：{task.deadline} 应在 {year} 年以后", "deadline")


def _year(dataset: Dataset) -> int:
    units = dataset.of(Unit)
    return units[0].year if units else 0


@rule
def attendance_adds_up(dataset: Dataset) -> Iterator[Issue]:
    """Present and excused together are no more than due; who passed a test sat it."""
    for trace in dataset.of(Trace):
        here = (trace.present or 0) + (trace.excused or 0)
        if trace.due is not None and here > trace.due:
            yield trace.issue(f"实到与请假合计 {here}，多于应到 {trace.due}", "present")
        if trace.passed is not None and trace.passed > (trace.present or 0):
            yield trace.issue(f"合格人数 {trace.passed} 多于实到 {trace.present or 0}", "passed")


#: forms whose attendance enters a rate, so that both numbers are needed
_WITH_ROLL = ("集体学习", "知识测试", "警示教育基地")


@rule
def categories_have_their_facts(dataset: Dataset) -> Iterator[Issue]:
    """A talk says its type and how many, a lecture who gave it and how many came, a meeting
    with a roll how many were due and came."""
    needs = {
        "廉政谈话": ("talk", "talks"),
        "个别谈话": ("talk", "talks"),
        "廉政党课": ("lecturer", "present"),
    }
    for trace in dataset.of(Trace):
        for field in needs.get(trace.category, ()):
            if getattr(trace, field) is None:
                key = Trace.key_of(field)
                yield trace.issue(f"“{trace.category}”要写“{key}”；请加一行 {key}: …")
        if trace.form in _WITH_ROLL:
            for field in ("due", "present"):
                if getattr(trace, field) is None:
                    key = Trace.key_of(field)
                    yield trace.issue(f"“{trace.form}”要写“{key}”；请加一行 {key}: …")


@rule
def study_follows_its_document(dataset: Dataset) -> Iterator[Issue]:
    """A document or a meeting is studied no earlier than its own day."""
    documents = dataset.words("文件会议")
    for trace in dataset.of(Trace):
        for index, word in enumerate(trace.documents):
            document = documents.get(word)
            if isinstance(document, Document) and trace.date < document.date:
                message = (
                    f"学习文件：“{word}”的日期是 {document.date}，学习日期 {trace.date} 比它早"
                )
                yield trace.issue(message, "documents", index)


@rule
def late_entries_are_later(dataset: Dataset) -> Iterator[Issue]:
    """A make-up is entered after its event's month."""
    for trace in dataset.of(Trace):
        if trace.late and f"{trace.late.entered:%Y-%m}" <= f"{trace.date:%Y-%m}":
            message = f"补录：登记日期 {trace.late.entered} 与事情同月或更早，不算补录"
            yield trace.issue(message, "late", "登记日期")


@rule
def nothing_this_month_is_true(dataset: Dataset) -> Iterator[Issue]:
    """A post with 本月无 has no trace record in that month."""
    posts = dataset.words("岗位")
    active = {(trace.in_month, _id(posts, trace.post)): trace for trace in dataset.of(Trace)}
    for nil in dataset.of(Nil):
        for index, word in enumerate(nil.posts):
            if trace := active.get((nil.month, _id(posts, word))):
                where = f"{trace.place().path} 第 {trace.place().line} 行"
                yield nil.issue(f"岗位：“{word}”{nil.month} 有履责记录（{where}）", "posts", index)


def _id(words: dict[str, Record], word: str) -> str:
    record = words.get(word)
    return record.id if isinstance(record, Numbered) else word


@rule
def rectification_is_closed_with_evidence(dataset: Dataset) -> Iterator[Issue]:
    """已完成 needs 佐证, 验收 and 销号日期; the days of an item stand in their order."""
    for item in dataset.of(Rectification):
        if item.state == "已完成":
            for field in ("evidence", "acceptance", "closed"):
                if not getattr(item, field):
                    key = item.key_of(field)
                    yield item.issue(f"状态“已完成”要有“{key}”；请加一行 {key}: …", "state")
        elif item.closed:
            yield item.issue(f"状态“{item.state}”不应有“销号日期”", "closed")
        if item.deadline < item.opened:
            yield item.issue(f"时限：{item.deadline} 早于登记日期 {item.opened}", "deadline")
        for field, day in (("closed", item.closed), ("acceptance", _day(item.acceptance)),
                           ("look_back", _day(item.look_back))):  # fmt: skip
            if day and day < item.opened:
                yield item.issue(f"{item.key_of(field)}：{day} 早于登记日期 {item.opened}", field)


def _day(part: Any) -> Any:
    return part.date if part else None


@rule
def duty_sheets_are_signed_after_issue(dataset: Dataset) -> Iterator[Issue]:
    """A duty sheet is signed on or after the day it was handed out."""
    for sheet in dataset.of(DutySheet):
        if sheet.signed and (not sheet.issued or sheet.signed < sheet.issued):
            yield sheet.issue(f"签收日期：{sheet.signed} 早于发放日期", "signed")


@rule
def the_report_is_dated_after_its_period(dataset: Dataset) -> Iterator[Issue]:
    """The report's period lies in the year; it is signed when its figures are complete."""
    for report in dataset.of(Report):
        if report.period.last < report.period.first:
            yield report.issue("报告期：“止”早于“起”", "period", "止")
        if report.date < report.as_of:
            yield report.issue(f"成文日期：{report.date} 早于统计截止 {report.as_of}", "date")
