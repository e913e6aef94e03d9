"""Remarks (提示) on what hardly belongs to the time of which the records tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.checks.records import copied
from ledger.issues import Issue, finds
from ledger.language import titles
from ledger.patterns import Pattern
from ledger.records.dataset import Dataset, once
from ledger.records.types.bureau import Document
from ledger.records.types.regulations import Instrument
from ledger.records.types.study import StudyMaterial
from ledger.records.types.work import Trace
from ledger.remembered import remembered
from ledger.wordlists import EVERYBODY, MEETING

#: for so long what a meeting said is still new in the next year
_NEW = timedelta(days=183)
#: that something is studied once more
_AGAIN = Pattern("重温|回顾|复习|重[读学]|再[读学次]|温习|回头看")


@once
def remarks(dataset: Dataset) -> list[Issue]:
    """Return what an author should look at again in the records of all years."""
    return [*_copied(dataset), *_stale(dataset), *_days_off(dataset)]


@finds("remark.copied")
def _copied(dataset: Dataset) -> Iterator[Issue]:
    """A record says what one of an earlier year says, with the days moved by whole years.

    Of a ledger that each year does again (每年照旧) only the whole is told.
    """
    for (ledger, year), found in copied.copies(dataset).items():
        recurs = dataset.ledgers[ledger].record.recurs
        if copied.whole(dataset, ledger, year):
            if recurs:
                said = copied.repeated(found, ledger, year)
                yield found[0].record.issue(f"{said}每年照样做的不用改，请核对日期是不是抄来的")
            continue
        for record, original, _ in () if recurs else found:
            if not copied.taken_over(record, original):  # an error
                where = copied.where(original)
                message = f"和 {where}一字不差，只是日期移了整年；请核对是不是抄来的"
                yield record.issue(message)


@finds("remark.stale")
def _stale(dataset: Dataset) -> Iterator[Issue]:
    """What was studied is a meeting, or a document for a year, of an earlier year."""
    laws = {law.name for law in dataset.of(Instrument)}
    documents = dataset.words("文件会议")
    for record, said in _studies(dataset):
        for index, word in enumerate(() if _AGAIN.search(said) else record.documents):
            found = documents.get(word)
            if (
                isinstance(found, Document)
                and found.name not in laws
                and _is_past(found, record.date)
            ):
                message = (
                    f"学习文件：“{word}”是 {found.date} 的，到 {record.date} 已是以前年份的；"
                    "请核对是不是沿用了以前的记录，是重温的就在事项里写明"
                )
                yield record.issue(message, "documents", index)


def _studies(dataset: Dataset) -> Iterator[tuple[Trace | StudyMaterial, str]]:
    """Yield what names documents in the year's own folder, and what it says of itself."""
    for trace in dataset.of(Trace):
        if trace.folder == dataset.year:
            yield trace, trace.matter
    for material in dataset.of(StudyMaterial):
        if material.folder == dataset.year:
            yield material, material.name


def _is_past(document: Document, day: date) -> bool:
    """Whether a document told of an earlier year alone, and is no longer new."""
    if document.date.year >= day.year or document.date > day - _NEW:
        return False
    spans = [*titles.years(document.name)]
    of_a_year = bool(spans) and all(len(span) == 1 and span[0] < day.year for span in spans)
    return document.kind.has(MEETING) or of_a_year


@finds("remark.day_off")
def _days_off(dataset: Dataset) -> Iterator[Issue]:
    """What is for everybody was held on a day on which nobody works."""
    for trace in dataset.of(Trace):
        everybody = trace.audience is not None and trace.audience.has(EVERYBODY)
        if everybody and trace.folder == dataset.year and (off := _day_off(trace.date)):
            message = f"日期：{trace.date} 是{off}，“{trace.audience}”那天不上班；请核对日期"
            yield trace.issue(message, "date")


_WEEK = "一二三四五六日"


@remembered
def _day_off(day: date) -> str:
    """Say why nobody works on a day; nothing where people work, or the year is not known."""
    import chinese_calendar

    try:
        works = chinese_calendar.is_workday(day)
    except NotImplementedError:  # the holidays of a year are published at the end of the one before
        return ""
    if works:
        return ""
    return f"星期{_WEEK[day.weekday()]}" if day.weekday() > 4 else "法定节假日"
