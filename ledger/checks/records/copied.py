"""What a year's folder holds of an earlier one: ledgers and records that were copied, matters taken over.

Records are found by a digest of what they say, so that the time grows with their number alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from ledger.checks.records.rules import rule
from ledger.issues import Issue, finds
from ledger.patterns import Pattern
from ledger.records.base import LedgerType, Record
from ledger.records.dataset import PARTED, Dataset, once
from ledger.records.fields import Choice, Listed, Ref, Time, mark_of
from ledger.records.period import begins, days, goes_on, is_done, last_day, state_day
from ledger.records.walk import Path, Value, walk
from ledger.remembered import passing, remembered

#: so many records of a ledger, this share of all, and so many telling values in them are no chance
_FEWEST, _SHARE, _TELLING = 3, 0.8, 8
#: characters: a shorter text is a name, and not what was done
_SENTENCE = 6
#: what a value is that each year may well choose again
_CHOSEN = (Ref, Listed, Choice, Time)
_YEAR = Pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LEAP = "02-29"


class Copy(NamedTuple):
    """A record that says what one of an earlier year says, but for whole years.

    ``telling`` are the numbers and sentences in it.
    """

    record: Record
    original: Record
    telling: int


@once
def copies(dataset: Dataset) -> dict[tuple[str, int], list[Copy]]:
    """Return the copies in each ledger of each year's folder, by ledger and year."""
    found = defaultdict(list)
    for ledger in _yearly(dataset):
        known: dict[_Words, tuple[int, Record]] = {}
        for year, records in _by_year(dataset, ledger):
            told = [(each, said) for each in records if (said := _said(each))]
            for record, said in told:
                before, original = known.get(said.words, (said.first, record))
                if before != said.first:  # the same day is no event, but a list that goes on
                    found[ledger.name, year].append(Copy(record, original, said.telling))
            known |= {said.words: (said.first, record) for record, said in reversed(told)}
    return found


def whole(dataset: Dataset, ledger: str, year: int) -> bool:
    """Whether a year's ledger as a whole repeats: by its records, and by what they tell.

    Of a ledger that each year does again (每年照旧) the records suffice: it is only remarked.
    """
    found, known = copies(dataset).get((ledger, year), ()), dataset.ledgers[ledger]
    telling = known.record.recurs or sum(each.telling for each in found) >= _TELLING
    if len(found) < _FEWEST or not telling:
        return False
    own = dict(_by_year(dataset, known)).get(year, [])
    return len(found) >= _SHARE * sum(_said(each) is not None for each in own)


def is_copied(dataset: Dataset, ledger: str, year: int) -> bool:
    """Whether a year's ledger repeats as a whole, and no year does the same again."""
    return whole(dataset, ledger, year) and not dataset.ledgers[ledger].record.recurs


def repeated(found: Sequence[Copy], ledger: str, year: int) -> str:
    """Say that a year's ledger as a whole repeats."""
    before = Counter(each.original.folder for each in found)
    return (
        f"{year} 年的“{ledger}”有 {len(found)} 条和 {before.most_common(1)[0][0]} 年的一字不差，"
        f"只是日期移了整年，第一条和 {where(found[0].original)}一样；"
    )


def where(record: Record) -> str:
    """Name a record of whatever year, and say where it stands."""
    named = f"{record.folder}{PARTED}" * (PARTED not in record.anchor) + record.anchor
    return f"{named}（{record.place().path} 第 {record.place().line} 行）"


@rule("record.copied")
def ledgers_are_not_copied(dataset: Dataset) -> Iterator[Issue]:
    """A year's ledger does not repeat an earlier one with the days moved by whole years."""
    for (name, year), found in copies(dataset).items():
        if is_copied(dataset, name, year):
            message = (
                f"{repeated(found, name, year)}像是把旧的台账抄来改了年份，请删去没有发生的；"
                f"真的每年照样做一遍的，在 data/台账/{name}.yml 写一行 每年照旧: 是"
                "（没有这个文件就新建，另写一行 说明: …）"
            )
            yield found[0].record.issue(message)


@rule("record.carried")
def what_goes_on_stays_where_it_began(dataset: Dataset) -> Iterator[Issue]:
    """A matter that is not done stays in the folder of the year that opened it, and is not copied."""
    for ledger in _yearly(dataset):
        if goes_on(ledger.record):
            yield from _carried(dataset, ledger)


@finds("record.carried")
def _carried(dataset: Dataset, ledger: LedgerType) -> Iterator[Issue]:
    kind = ledger.record
    when = str(kind.when) if begins(kind) else ""
    opened: dict[tuple[str, ...], Record] = {}
    kept: set[int] = set()
    for year, records in _by_year(dataset, ledger):
        for record in () if is_copied(dataset, ledger.name, year) else records:
            began, older = getattr(record, when, None), opened.get(_matter(record))
            if older and taken_over(record, older):
                yield record.issue(_instead(older), kind.headline)
            elif isinstance(began, date) and began.year in kept and when not in kind.in_year:
                yield record.issue(_elsewhere(record, began), when)
        opened |= {_matter(each): each for each in reversed(records)}
        kept |= {year} if records else set()


def taken_over(record: Record, older: Record) -> bool:
    """Whether a record is of a matter that began before, and was not done when the record begins."""
    kind = type(record)
    if kind.ends:
        return not is_done(older)
    began = getattr(record, str(kind.when)) if goes_on(kind) else None
    if not isinstance(began, date):
        return False
    done = state_day(older)
    return not is_done(older) or (done is not None and last_day(done) >= began)


def _instead(older: Record) -> str:
    key = older.key_of(older.headline)
    ended = f"；已经完了的，在那一条写“{older.key_of(older.ends)}”" if older.ends else ""
    return (
        f"{key}：和 {where(older)}是同一件事，那时还没有办完；没有办完的不用抄，本年自动读到，"
        f"抄了会数两次；请删去这一条，办成了什么写在那一条里{ended}"
    )


def _elsewhere(record: Record, began: date) -> str:
    key, name = record.key_of(str(record.when)), record.ledger.name
    return (
        f"{key}：{began} 是 {began.year} 年的事，那一年有“{name}”；一件事只记在开始的那一年，"
        f"请移到 data/{began.year}，编号照旧，本年自动读到；那里已经有的，删去这一条"
    )


def _yearly(dataset: Dataset) -> Iterator[LedgerType]:
    """Yield the ledgers of which several years may hold records."""
    for ledger in dataset.ledgers.values() if dataset.beside else ():
        if ledger.yearly and not ledger.single and not ledger.broken:
            yield ledger


@once
def _by_year(dataset: Dataset, ledger: LedgerType) -> list[tuple[int, list[Record]]]:
    """Return the records that lie in each year's folder, the earliest first."""
    every = {**dataset.beside, dataset.year or 0: dataset}
    return [
        (year, [each for each in every[year].records[ledger.name] if each.folder == year])
        for year in sorted(every)
    ]


#: what a record says, without its years: each value with the way to it
_Words = tuple[tuple[Path, str], ...]


class _Said(NamedTuple):
    """What a record says: its first year, its values, and how many are numbers and sentences."""

    first: int
    words: _Words
    telling: int


@remembered
def _said(record: Record) -> _Said | None:
    """Return what a record says but for its name and years; None for no event.

    An event has a day and a headline of its own words; a plan has only the day by which it is due.
    """
    with passing():  # the values of the records of all years are many
        return _told(record)


def _told(record: Record) -> _Said | None:
    kind = type(record)
    when = days(record, tuple(field for field in kind.model_fields if field != kind.limit))
    if not when or not _has_own_words(kind):
        return None
    if not kind.recurs and len(getattr(record, kind.headline)) < _SENTENCE:
        return None
    years = [int(str(day.held)[:4]) for day in when if str(day.held)[:4].isdigit()]
    first = min(years, default=0)
    shared = {kind.key_of(field) for field in ("id", "readers") if field in kind.model_fields}
    values = [
        each for each in walk(record) if each.path[0] not in shared and not _names_event(each)
    ]
    words = tuple((each.path, _timeless(each, first)) for each in values)
    return _Said(first, words, sum(map(_tells, values)))


@cache
def _has_own_words(kind: type[Record]) -> bool:
    """Whether the headline is free text: no word of a list, no name of a record, no day."""
    return bool(kind.headline) and not any(mark_of(kind, kind.headline, mark) for mark in _CHOSEN)


def _tells(value: Value) -> bool:
    """Whether a value is a number or a sentence, which another year hardly has again."""
    if any(value.mark(mark) for mark in _CHOSEN) or isinstance(value.held, bool):
        return False
    return not isinstance(value.held, str) or len(value.held) >= _SENTENCE


def _names_event(value: Value) -> bool:
    """Whether a value names a record of a year, which bears another number there."""
    return value.mark(Ref) is not None and str(value.held).isascii()


def _timeless(value: Value, first: int) -> str:
    """Return a value in which no year stands, but how many years later than the record's first."""
    held = str(value.held)
    if value.mark(Time) and held[:4].isdigit():
        day = held[5:].replace(_LEAP, "02-28")
        return f"{int(held[:4]) - first}-{day}"
    return _YEAR.sub("", held)


def _matter(record: Record) -> tuple[str, ...]:
    """Return the words of a headline, without blanks and signs; without 状态 also whose matter it is."""
    kind = type(record)
    named = (field for field, info in kind.model_fields.items() if info.is_required())
    whose = [field for field in named if kind.ends and mark_of(kind, field, Ref)]
    words = re.sub(r"\W", "", str(getattr(record, record.headline)))
    return words, *(str(getattr(record, field)) for field in whose)
