"""What holds for the records of the year's work."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule
from ledger.issues import Issue
from ledger.records.base import Numbered, Record
from ledger.records.dataset import Dataset, parted
from ledger.records.types.bureau import Document
from ledger.records.types.work import Expense, Nil, Rectification, Trace
from ledger.wordlists import LASTING, LECTURE, ROLL, TALK


@rule("record.attendance")
def attendance_adds_up(dataset: Dataset) -> Iterator[Issue]:
    """Present and excused together are no more than due; who passed a test sat it."""
    for trace in dataset.of(Trace):
        here = (trace.present or 0) + (trace.excused or 0)
        if trace.due is not None and here > trace.due:
            yield trace.issue(f"实到与请假合计 {here}，多于应到 {trace.due}", "present")
        if trace.passed is not None and trace.passed > (trace.present or 0):
            yield trace.issue(f"合格人数 {trace.passed} 多于实到 {trace.present or 0}", "passed")


#: the fields that a word of a trace record asks for, by its role
_NEEDS = {TALK: ("talk", "talks"), LECTURE: ("lecturer", "present"), ROLL: ("due", "present")}


@rule("record.facts")
def categories_have_their_facts(dataset: Dataset) -> Iterator[Issue]:
    """A talk says its type and how many, a lecture who gave it and how many came, a meeting
    with a roll how many were due and came."""
    for trace in dataset.of(Trace):
        for word in filter(None, (trace.category, trace.form)):
            needed = (field for role in _NEEDS if word.has(role) for field in _NEEDS[role])
            for field in needed:
                if getattr(trace, field) is None:
                    key = Trace.key_of(field)
                    yield trace.issue(f"“{word}”要写“{key}”；请加一行 {key}: …")


@rule("record.study")
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


@rule("record.late")
def late_entries_are_later(dataset: Dataset) -> Iterator[Issue]:
    """A make-up is entered after the day of its event."""
    for trace in dataset.of(Trace):
        if trace.late and trace.late.entered <= trace.date:
            message = f"补录：登记日期 {trace.late.entered} 不晚于事情的日期，不算补录"
            yield trace.issue(message, "late", "登记日期")


@rule("record.nil")
def nothing_this_month_is_true(dataset: Dataset) -> Iterator[Issue]:
    """A post with 本月无 has no trace record in that month."""
    posts = dataset.words("岗位")
    active = {(trace.in_month, _id(posts, trace.post)): trace for trace in dataset.of(Trace)}
    for nil in dataset.of(Nil):
        seen: set[str] = set()
        for index, word in enumerate(nil.posts):
            if (post := _id(posts, word)) in seen:
                yield nil.issue(f"岗位：“{word}”在 {nil.month} 写了两次", "posts", index)
            seen.add(post)
            if trace := active.get((nil.month, _id(posts, word))):
                where = f"{trace.place().path} 第 {trace.place().line} 行"
                yield nil.issue(
                    f"岗位：“{word}”{nil.month} 有履责记录（{where}）；有记录的月份不报“本月无”，两处留一处",
                    "posts",
                    index,
                )


@rule("record.merged")
def a_merged_trace_leads_to_its_event(dataset: Dataset) -> Iterator[Issue]:
    """What is merged (并入) names another record of the same day, which is merged into none."""
    for record in dataset.every:
        if record.same_as is None or not (word := getattr(record, record.same_as)):
            continue
        target = dataset.named(record.ledger.name, word)
        message = _not_the_same(record, target) if target else _of_another_year(word)
        if message:
            yield record.issue(f"{record.key_of(record.same_as)}：{message}", record.same_as)


def _of_another_year(word: str) -> str:
    """Say that what is named lies in the folder of another year, which the rules see later or never."""
    year, _ = parted(word)
    return f"“{word}”在 {year} 年的文件夹里；同一天的事记在同一年，请写这一年的编号" if year else ""


def _not_the_same(record: Record, target: Record) -> str:
    """Say why a record cannot be merged into another; nothing where it can."""
    key = record.key_of(str(record.same_as))
    day, own = (getattr(each, str(each.when), None) for each in (target, record))
    if target is record:
        return "写的是这一条自己；请写同一件事的另一条，或删去这一行"
    if other := getattr(target, str(target.same_as)):
        return f"“{target.anchor}”已经{key}“{other}”；请写没有{key}别条的那一条"
    if day != own:
        return f"“{target.anchor}”的日期是 {day}，这一条是 {own}；不同日的不是同一件事"
    return ""


def _id(words: dict[str, Record], word: str) -> str:
    record = words.get(word)
    return record.id if isinstance(record, Numbered) else word


@rule("record.order")
def rectification_has_its_days(dataset: Dataset) -> Iterator[Issue]:
    """Only a lasting item lacks 时限; no day of closing is before that of acceptance."""
    for item in dataset.of(Rectification):
        if item.deadline is None and not item.state.has(LASTING):
            message = "缺少“时限”；请加一行 时限: …"
            yield item.issue(message, code="key.missing")
        accepted = item.acceptance and item.acceptance.date
        if item.closed and accepted and item.closed < accepted:
            message = f"销号日期：{item.closed} 早于验收日期 {accepted}"
            yield item.issue(message, "closed")


@rule("record.last_year")
def spending_of_last_year_is_that_of_its_ledger(dataset: Dataset) -> Iterator[Issue]:
    """What is typed of last year's spending is what the folder of last year says."""
    last = dataset.beside.get((dataset.year or 0) - 1)
    known = {_line_of(each): each for each in (last.of(Expense) if last else ())}
    for each in dataset.of(Expense):
        before = known.get(_line_of(each))
        if each.previous is not None and before and before.value != each.previous:
            where = f"{before.place().path} 第 {before.place().line} 行"
            message = (
                f"上年：{each.previous} 和{where}的 {before.value} 不同；请核对，这一行可以删去"
            )
            yield each.issue(message, "previous")


def _line_of(each: Expense) -> tuple[str, str, str]:
    return each.subject, each.measure, each.unit
