"""What holds between the records and the day of the report: nothing is told before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ledger.checks.records.common import WITHIN
from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.types.official import Report
from ledger.records.types.work import (
    Cell,
    DutySheet,
    Pledge,
    Rectification,
    Risk,
    Task,
    Trace,
    WorkPoint,
)

Days = tuple[tuple[type[Record], str, str], ...]

#: what is said to be done: a field, and the key of the day where the field is a group
_DONE: Days = (
    (Rectification, "acceptance", "日期"),
    (Rectification, "closed", ""),
    (Rectification, "look_back", "日期"),
    (WorkPoint, "done", ""),
    (Cell, "accepted", ""),
    (Cell, "named", ""),
    (Pledge, "signed", ""),
    (DutySheet, "issued", ""),
    (DutySheet, "signed", ""),
    (Risk, "reviewed", ""),
    (Trace, "late", "登记日期"),
    (Trace, "absences", "补学"),
)


@rule("record.future")
def nothing_is_told_before_it_is_done(dataset: Dataset) -> Iterator[Issue]:
    """What is said to be done was done by 成文日期; what is later than 统计截止 is not counted."""
    for report in dataset.of(Report):
        yield from _later(dataset, report.date)


def _later(dataset: Dataset, last: date) -> Iterator[Issue]:
    year = year_of(dataset)
    for kind, field, key in _DONE:
        for record in dataset.of(kind):
            for day, where in _found(getattr(record, field), key):
                told = (kind, field) in WITHIN and day.year != year
                if day > last and not told:
                    said = kind.key_of(field) + (f"的{key}" if key else "")
                    message = f"{said}：{day} 晚于成文日期 {last}；还没有发生的事不能写成已经做了"
                    yield record.issue(message, field, *where, code="record.future")


def _found(value: Any, key: str) -> Iterator[tuple[date, tuple[str | int, ...]]]:
    """Yield the days that a field holds, and where: by itself, in a group, or in several."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from ((day, (index, *where)) for day, where in _found(each, key))
    elif value is not None:
        day = getattr(value, str(value.field_of(key))) if key else value
        if day is not None:
            yield day, (key,) if key else ()


@rule("record.task")
def tasks_lie_ahead(dataset: Dataset) -> Iterator[Issue]:
    """A task of the coming year is due after the report that announces it."""
    for report in dataset.of(Report):
        for task in dataset.of(Task):
            # a deadline within the year is told to be there
            if report.period.last.year < task.deadline.year and task.deadline <= report.date:
                message = (
                    f"时限：{task.deadline} 不晚于成文日期 {report.date}；任务应当在报告以后完成"
                )
                yield task.issue(message, "deadline")


@rule("record.order")
def a_look_back_follows_the_closing(dataset: Dataset) -> Iterator[Issue]:
    """What is looked back at was closed before; 回头看 is no earlier than 销号日期."""
    for item in dataset.of(Rectification):
        back = item.look_back.date if item.look_back else None
        # one before the item was opened is told by another rule
        if back and item.closed and item.opened <= back < item.closed:
            yield item.issue(f"回头看：{back} 早于销号日期 {item.closed}", "look_back", "日期")
