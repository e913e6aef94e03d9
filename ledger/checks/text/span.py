"""Remarks on words and quoted records that lie outside the period of the report's data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ledger.issues import Issue
from ledger.language.numerals import ARABIC, SIGNS, day
from ledger.language.signs import without_titles
from ledger.patterns import Pattern, only_at
from ledger.prose.addresses import in_document
from ledger.prose.passages import Passage
from ledger.records.dataset import Dataset
from ledger.records.period import INSIDE, Frame, frame_of, placing_of
from ledger.records.types.official import OfficialDocument
from ledger.records.types.work import Trace
from ledger.records.values import frame_text, stretch_text

#: numerals that give 年内 and 年来 another span: 三年内, 十一年来
_NUMERAL = f"{ARABIC}{SIGNS}几数多半"
#: words for the whole current year, or the year to date; not 上年全年 or 下年度
_WHOLE = Pattern(
    f"{only_at('全年本今当一0-9')}(?:(?<![上去前下明来]年)全年度?"
    "|(?:[0-9]{4}|[本今当])?(?<![上去前下明来次跨每各隔])(?<![上下]一)年度"
    f"|(?:[今本当]|[0-9]{{4}}|(?<![{_NUMERAL}]))年内"
    f"|(?:今年|年初)以来|(?<![{_NUMERAL}])一年(?:以)?来)"
)
#: a part of a year; not 去年上半年, 前三季度
_PART = Pattern(
    f"{only_at('上下一二三四')}(?<![上去前下明来]年)(?<![前马])(?:[上下]半年|[一二三四]季度)"
)
_END = Pattern("[。；;！!？?\n]")
#: each of them holds one of these
_OF_YEARS = ("全年", "年度", "年内", "以来", "年来")


class Spoken(NamedTuple):
    """What of a passage a period may not fit: typed words for a year or a part of it, quoted records.

    Each is a stretch of its text, or the index and the id of a record. Of the ``parts`` a figure
    that does not bear that name is told in the same sentence.
    """

    years: tuple[tuple[int, int], ...]
    parts: tuple[tuple[int, int], ...]
    records: tuple[tuple[int, str], ...]
    #: where the tasks of the next year are listed
    tasks: tuple[int, ...]


def read(passage: Passage) -> Spoken:
    """Return what of a passage a period may not fit."""
    typed = (each for each in _whole(passage.text) if passage.typed(*each))
    years = tuple(typed) if _speaks_of_figures(passage) else ()
    tasks = (start for start, _, call in passage.calls if call.word == "tasks")
    return Spoken(years, tuple(_parts(passage)), _records(passage), tuple(tasks))


def check(passage: Passage, read: Spoken, dataset: Dataset) -> Iterator[Issue]:
    """Yield remarks on typed words for a whole year, and on quoted records outside the period."""
    frame = frame_of(dataset)
    for start, end in read.years if frame.is_set and not frame.is_year else ():
        yield passage.issue(start, _meant(passage.text[start:end], frame), "remark.year")
    time = stretch_text(frame.first, frame.last) if frame.is_set and read.parts else ""
    for start, end in read.parts if time else ():
        if passage.text[start:end] not in time:
            yield passage.issue(start, _meant(passage.text[start:end], frame), "remark.year")
    for start in read.tasks if frame.is_set and frame.last < date(frame.year, 12, 31) else ():
        message = (
            f"这里列的是给 {frame.year + 1} 年定的任务，报告期到 {frame.last} 为止；"
            "请核对，年内接着办的另写"
        )
        yield passage.issue(start, message, "remark.year")
    yield from _quoted(passage, read.records, dataset, frame)


def title(report: OfficialDocument, dataset: Dataset) -> Iterator[Issue]:
    """Yield remarks on words for another time than the report's period in its title.

    The title names the period; the data may end earlier while it lasts.
    """
    frame = frame_of(dataset)
    frame = replace(frame, as_of=frame.last)
    time = stretch_text(frame.first, frame.last)
    for index, line in enumerate(report.title if frame.is_set else ()):
        for found in _PART.finditer(line):
            if found[0] not in time:
                yield report.issue(_meant(found[0], frame), "title", index, code="remark.year")
    for index, line in enumerate(report.title):
        for start, end in () if frame.is_year or not frame.is_set else _whole(line):
            message = _meant(line[start:end], frame)
            yield report.issue(message, "title", index, code="remark.year")


def _whole(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of words for a whole year, except in titles of documents."""
    if not any(each in text for each in _OF_YEARS):
        return iter(())
    return (match.span() for match in _WHOLE.finditer(without_titles(text)))


def _parts(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the spans of typed parts of a year with which a sentence tells a figure of the period.

    A part of a year is of what follows up to the next such word.
    """
    text, figures = passage.text, [each for each in passage.calls if each[2].word == "figure"]
    for match in _PART.finditer(text) if figures else ():
        stops = (each.search(text, match.end()) for each in (_END, _PART, _WHOLE))
        end = min((stop.start() for stop in stops if stop), default=len(text))
        told = (str(call) for start, _, call in figures if match.end() <= start < end)
        if passage.typed(*match.span()) and any(match[0] not in call for call in told):
            yield match.span()


def _meant(word: str, frame: Frame) -> str:
    time = frame_text(frame)
    return f"“{word}”说的不是报告期，数是{time}的；请核对，可以写“报告期内”或 {{{{ period() }}}}"


def _speaks_of_figures(passage: Passage) -> bool:
    """Whether a passage belongs to the report, or shows a figure."""
    shown = any(call.word == "figure" for _, _, call in passage.calls)
    return shown or in_document(passage.path)


def _quoted(
    passage: Passage, quoted: Sequence[tuple[int, str]], dataset: Dataset, frame: Frame
) -> Iterator[Issue]:
    """Yield remarks on quoted records outside the period."""
    placing = placing_of(Trace, None, stock=False, frame=frame) if quoted else None
    for index, number in quoted:
        found = dataset.words("履责记录").get(number)
        if placing and isinstance(found, Trace) and placing.of(found) != INSIDE:
            message = (
                f"“{number}”是{day(found.date)}的记录，不在报告期（{frame_text(frame)}）之内，"
                "报告的数没有计入它；请核对"
            )
            yield passage.issue(index, message, "remark.quoted")


def _records(passage: Passage) -> tuple[tuple[int, str], ...]:
    """Return the index and the id of each quoted record."""
    return tuple(
        (start, str(dict(call.options).get("number") or call.arguments[0]))
        for start, _, call in passage.calls
        if call.word == "record"
    )
