"""What was studied, and how far the plan was carried out: told by the trace records alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.law.citing import instrument_of
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Document
from ledger.records.types.study import StudyItem
from ledger.records.types.work import Trace


@dataclass(frozen=True)
class Progress:
    """An item of the plan with the events that count for it.

    ``held`` is on how many days the least studied of its documents was studied, ``done`` the day
    on which the last of them had been studied as often as planned.
    """

    item: StudyItem
    events: tuple[Trace, ...]
    held: int
    done: date | None
    until: date

    @property
    def state(self) -> str:
        """按时完成、逾期完成、未完成, or 未到时限 where there is time left after the period."""
        if self.done:
            return "逾期完成" if f"{self.done:%Y-%m}" > self.item.deadline else "按时完成"
        return "未到时限" if self.item.deadline > f"{self.until:%Y-%m}" else "未完成"


def studies(dataset: Dataset, until: date) -> list[Trace]:
    """Return the events of study that name a document, up to a day, the earliest first.

    A record merged into another tells of no event of its own.
    """
    own = (trace for trace in dataset.of(Trace) if not trace.merged_into)
    found = (trace for trace in own if trace.category == "学习教育" and trace.documents)
    return sorted((t for t in found if t.date <= until), key=lambda t: (t.date, t.id))


def progress(dataset: Dataset, item: StudyItem, until: date) -> Progress:
    """Return how far an item was carried out up to a day.

    An event counts where it has the item's form and studied one of its documents; every document
    must have been studied on as many days as planned. Meetings of several branches on one day are
    one.
    """
    wanted = _wanted(dataset, item)
    known = dataset.words("文件会议")
    days: list[set[date]] = [set() for _ in wanted]
    events = []
    for trace in studies(dataset, until):
        studied = {_id(known.get(word)) for word in trace.documents}
        hits = [index for index, ids in enumerate(wanted) if ids & studied]
        if trace.form == item.form and hits:
            events.append(trace)
            for index in hits:
                days[index].add(trace.date)
    held = min((len(each) for each in days), default=0)
    enough = bool(days) and held >= max(item.times, 1)
    done = max(sorted(each)[item.times - 1] for each in days) if enough else None
    return Progress(item, tuple(events), held, done, until)


def _wanted(dataset: Dataset, item: StudyItem) -> list[set[str]]:
    """The ids under which each document of an item may be studied.

    An instrument is studied as the document of its name; while there is none, as nothing.
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
