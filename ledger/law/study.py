"""Computes the progress of the study plan from the trace records alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.law.citing import instrument_of
from ledger.records.base import Record
from ledger.records.dataset import Dataset, once
from ledger.records.types.bureau import Document
from ledger.records.types.study import StudyItem
from ledger.records.types.work import Trace
from ledger.wordlists import STUDY


@dataclass(frozen=True)
class Progress:
    """An item of the study plan with the events that count for it.

    ``held`` is the number of days on which its least studied document was studied. ``done`` is the
    day on which every document had been studied as often as planned.
    """

    item: StudyItem
    events: tuple[Trace, ...]
    held: int
    done: date | None
    until: date

    @property
    def state(self) -> str:
        """按时完成、逾期完成、未完成, or 未到时限 where the deadline lies after the period."""
        if self.done:
            return "逾期完成" if f"{self.done:%Y-%m}" > self.item.deadline else "按时完成"
        return "未到时限" if self.item.deadline > f"{self.until:%Y-%m}" else "未完成"


@once
def studies(dataset: Dataset, until: date) -> list[Trace]:
    """Return the study events up to a day that name a document, the earliest first.

    A record that was merged into another is no event of its own.
    """
    own = (trace for trace in dataset.of(Trace) if not trace.merged_into)
    found = (trace for trace in own if trace.category.has(STUDY) and trace.documents)
    return sorted((t for t in found if t.date <= until), key=lambda t: (t.date, t.id))


@once
def progress(dataset: Dataset, item: StudyItem, until: date) -> Progress:
    """Return an item's progress up to a day.

    An event counts if it has the item's form, is not for others than the item, and names one of the
    item's documents; and if the item names its events (对应记录), only these; else none that another
    item names. Every document must be studied on as many days as planned, beside the days that earlier
    items of the same form take of it: one study proves one item. Meetings of several branches on one
    day count once.
    """
    wanted = _wanted(dataset, item)
    before = [_taken(dataset, item, ids) for ids in wanted]
    known = dataset.words("文件会议")
    days: list[set[date]] = [set() for _ in wanted]
    events = []
    for trace in studies(dataset, until):
        studied = {_id(known.get(word)) for word in trace.documents}
        hits = [index for index, ids in enumerate(wanted) if ids & studied]
        if _is_for(trace, item) and _may_count(dataset, item, trace) and hits:
            events.append(trace)
            for index in hits:
                days[index].add(trace.date)
    left = [sorted(each)[taken:] for each, taken in zip(days, before, strict=True)]
    held = min(map(len, left), default=0)
    enough = bool(left) and held >= max(item.times, 1)
    done = max(each[item.times - 1] for each in left) if enough else None
    return Progress(item, tuple(events), held, done, until)


def _is_for(trace: Trace, item: StudyItem) -> bool:
    """Whether an event has an item's form, and is not said to be for others."""
    others = trace.audience and item.audience and trace.audience != item.audience
    return trace.form == item.form and not others


def _may_count(dataset: Dataset, item: StudyItem, trace: Trace) -> bool:
    """Whether what the plan says of its events (对应记录) leaves one to an item."""
    if item.events:
        return trace.id in item.events
    return not any(trace.id in other.events for other in dataset.of(StudyItem))


def _taken(dataset: Dataset, item: StudyItem, ids: set[str]) -> int:
    """Return how many days of studying a document earlier items of the plan take."""
    if item.events:
        return 0
    unnamed = (each for each in dataset.of(StudyItem) if not each.events)
    plan = sorted(unnamed, key=lambda each: each.deadline)
    earlier = plan[: next(at for at, each in enumerate(plan) if each is item)]
    same = (each for each in earlier if (each.form, each.audience) == (item.form, item.audience))
    return sum(each.times for each in same if any(ids & other for other in _wanted(dataset, each)))


@once
def _wanted(dataset: Dataset, item: StudyItem) -> list[set[str]]:
    """Return, for each document of an item, the ids under which events may name the document.

    An instrument is studied as the document with its name; without such a document it has no ids.
    """
    known = dataset.words("文件会议")
    wanted = [{_id(known.get(word))} for word in item.documents]
    for word in item.instruments:
        instrument = dataset.words("法规").get(word)
        documents = dataset.of(Document) if instrument else []
        wanted.append({d.id for d in documents if instrument_of(dataset, d.id) is instrument})
    return wanted


def _id(record: Record | None) -> str:
    return record.anchor if record else ""
