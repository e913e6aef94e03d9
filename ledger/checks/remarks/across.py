"""Remarks (提示) on what hardly belongs to the time of which the records tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from ledger.checks.records import copied
from ledger.issues import Issue, finds
from ledger.language import times, titles
from ledger.language.numerals import ARABIC, DIGITS
from ledger.language.quantities import quantities
from ledger.patterns import Pattern
from ledger.records.base import Record
from ledger.records.dataset import Dataset, once
from ledger.records.types.bureau import Document
from ledger.records.types.regulations import Instrument
from ledger.records.types.study import StudyMaterial
from ledger.records.types.work import Trace
from ledger.remembered import remembered
from ledger.wordlists import EVERYBODY, MEETING

#: for so long what a meeting said is still new in the next year
_NEW = timedelta(days=183)
_NUMBERS = Pattern(f"[{ARABIC}{DIGITS}十]+")
#: that something is studied once more
_AGAIN = Pattern("重温|回顾|复习|重[读学]|再[读学次]|温习|回头看")


@once
def remarks(dataset: Dataset) -> list[Issue]:
    """Return what an author should look at again in the records of all years."""
    return [*_copied(dataset), *_stale(dataset), *_days_off(dataset)]


@finds("remark.copied")
def _copied(dataset: Dataset) -> Iterator[Issue]:
    """A record says what one of an earlier year says, with the days moved by whole years.

    One alone of a ledger is done every year, unless it tells a number or a day. Of a ledger that
    each year does again (每年照旧) only the whole is told.
    """
    for (ledger, year), found in copied.copies(dataset).items():
        recurs = dataset.ledgers[ledger].record.recurs
        if copied.whole(dataset, ledger, year):
            if recurs:
                said = copied.repeated(found, ledger, year)
                yield found[0].record.issue(f"{said}每年照样做的不用改，请核对日期是不是抄来的")
            continue
        for record, original, _ in () if recurs else found:
            once_more = len(found) > 1 or _is_of_its_year(record)
            if once_more and not copied.taken_over(record, original):  # an error
                where = copied.where(original)
                message = f"和 {where}一字不差，只是日期移了整年；请核对是不是抄来的"
                yield record.issue(message)


def _is_of_its_year(record: Record) -> bool:
    """Whether what was done is told with a number or a day, which hardly comes again."""
    told: str = getattr(record, record.headline)
    days = (time for time in times.find(told, record.folder or 0) if time.grain != "年")
    return any(True for _ in chain(days, quantities(told)))


@finds("remark.stale")
def _stale(dataset: Dataset) -> Iterator[Issue]:
    """What was studied is a meeting, or a document for a year, of an earlier year."""
    laws = {law.name for law in dataset.of(Instrument)}
    documents = dataset.words("文件会议")
    meetings = [each for each in dataset.of(Document) if each.kind.has(MEETING)]
    for record, said in _studies(dataset):
        for index, word in enumerate(() if _AGAIN.search(said) else record.documents):
            found = documents.get(word)
            if (
                isinstance(found, Document)
                and found.name not in laws
                and _is_past(found, record.date, meetings)
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


def _is_past(document: Document, day: date, meetings: Sequence[Document]) -> bool:
    """Whether a document told of an earlier year alone, and is no longer new.

    Of a meeting people speak through the next year, unless there is a later one of its kind.
    """
    if document.date.year >= day.year or document.date > day - _NEW:
        return False
    if document.kind.has(MEETING):
        later = (each for each in meetings if document.date < each.date <= day)
        series = _series(document)
        return document.date.year < day.year - 1 or any(_series(each) == series for each in later)
    spans = [*titles.years(document.name)]
    return bool(spans) and all(len(span) == 1 and span[0] < day.year for span in spans)


def _series(meeting: Document) -> str:
    """Return the name of a meeting without the numbers by which those of its kind differ."""
    return _NUMBERS.sub("", meeting.name)


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
