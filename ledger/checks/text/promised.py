"""Finds tasks of last year's report that were due by now, and of which this year says nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ledger.alike import pairs, sentences
from ledger.issues import Issue
from ledger.project import Project
from ledger.records.dataset import Dataset
from ledger.records.fields import Ref
from ledger.records.period import days, in_year, is_done
from ledger.records.types.work import Rectification, Task
from ledger.records.walk import texts

#: the share of a task's pairs of characters that what tells of it holds
_LIKE = 0.25


def remarks(project: Project, whole: Dataset) -> Iterator[Issue]:
    """Yield a remark for each task without a trace; ``whole`` are the records of all editions."""
    until, last = project.frame.until, (whole.year or 0) - 1
    due = [task for task in whole.of(Task) if task.folder == last and task.deadline <= until]
    told = _Told(project, whole) if due else None
    for task in due:
        if told and not _done(task, whole) and not told.of(task.matter):
            message = (
                f"任务：上年定下到 {task.deadline} 办的“{task.matter}”，今年的记录、指标和正文都没有提到；"
                "办完的请写完成日期，没有办的在报告里说明"
            )
            yield task.issue(message, "matter", code="remark.promised")


def _done(task: Task, whole: Dataset) -> bool:
    """Whether a task is done, or all the items on which it goes on."""
    items = whole.words(Rectification.ledger.name)
    found = [items.get(name) for name in task.items]
    # what was done before the year began is not read any more
    return is_done(task) or (bool(found) and all(item is None or is_done(item) for item in found))


class _Told:
    """What the year tells: its records with a day in it, the figures that count some, its sentences."""

    def __init__(self, project: Project, whole: Dataset) -> None:
        self._holding: dict[str, set[int]] = defaultdict(set)
        counted = (each.name for each in project.figures.values() if each.value)
        for number, text in enumerate([*_recorded(whole), *counted, *_typed(project)]):
            for pair in pairs(text):
                self._holding[pair].add(number)

    def of(self, matter: str) -> bool:
        """Whether one of them tells of a matter."""
        own = pairs(matter)
        found = Counter(number for pair in own for number in self._holding.get(pair, ()))
        return max(found.values(), default=0) >= _LIKE * len(own)


def _recorded(whole: Dataset) -> Iterator[str]:
    """Yield the texts of the records that tell what was done in the year: no plans, no rules."""
    year = whole.year or 0
    for record in whole.every:
        kind = type(record)
        done = days(record, tuple(field for field in kind.model_fields if field != kind.limit))
        own = record.folder in (None, year) and any(in_year(day.held, year) for day in done)
        if own and not record.of_rules and kind is not Task:
            yield from (value.held for value in texts(record) if not value.mark(Ref))


def _typed(project: Project) -> Iterator[str]:
    """Yield the sentences of the texts, as far as the authors typed them."""
    for passage in project.passages:
        yield from sentences("".join(said for said, _, call, _ in passage.pieces if call is None))
