"""What holds between the records and the day of the report: nothing is told before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue
from ledger.records.dataset import Dataset
from ledger.records.period import days, goes_on, in_year, is_before
from ledger.records.types.work import Rectification, Task


@rule("record.future")
def nothing_is_told_before_it_is_done(dataset: Dataset) -> Iterator[Issue]:
    """What is said to be done was done by 成文日期; what is later than 统计截止 is not counted.

    A matter goes on after its year's report: of another year the one that reads it is asked, and
    what is done in a later year, which has a folder by then, may be told.
    """
    for report in dataset.reports:
        yield from _later(dataset, report.date)


def _last_told(dataset: Dataset, last: date) -> date:
    """Return the last day of the last year after the dataset's that has a folder; else ``last``."""
    later = (year for year in dataset.beside if year > (dataset.year or year))
    return max([last, *(date(year, 12, 31) for year in later)])


def _later(dataset: Dataset, own: date) -> Iterator[Issue]:
    year, after = year_of(dataset), _last_told(dataset, own)
    for record in dataset.every:
        on = goes_on(type(record))
        if on and dataset.folder is not None:
            continue
        last = after if on else own
        for day in days(record, (*record.later, *record.afterwards)):
            _, field = day.fields[0]
            told = field in record.in_year and not in_year(day.held, record.folder or year)
            if is_before(last, day.held) and not told:
                said = "的".join(step for step in day.path if isinstance(step, str))
                named = "成文日期" if last == own else "有台账的最后一天"
                message = f"{said}：{day.held} 晚于{named} {last}；还没有发生的事不能写成已经做了"
                yield record.issue(message, *day.path, code="record.future")


@rule("record.task")
def tasks_lie_ahead(dataset: Dataset) -> Iterator[Issue]:
    """A task of the coming year is due after the report that announces it."""
    for report in dataset.reports:
        for task in dataset.own(Task):
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
