"""Finds missing parts (缺项): what a yearly report must contain.

The record types and the rules check records alone: that the report has 主送机关, 署名 and 成文日期,
and that an item 已完成 has evidence and acceptance. This module compares records and text.
"""

from __future__ import annotations

import re
from datetime import date

from ledger.checks.remarks import across, plausibility
from ledger.issues import Issue
from ledger.project import Project
from ledger.prose.markup import plain
from ledger.records.dataset import Dataset
from ledger.records.types.work import Task


def missing_parts(project: Project, whole: Dataset | None = None) -> list[Issue]:
    """Return the open rectification items that neither a task nor the report mentions.

    Call this only if all words could be rendered, or their texts seem missing. ``whole`` are all
    records, also those that the edition hides: a hidden task may mention an item too.
    """
    dataset = whole or project.dataset
    if dataset.partial & {"整改台账", "下年任务"} or not _report(project):
        return []
    taken, told = _taken_up(dataset, project.as_of), _bare(plain(_report(project)))
    return [
        item.issue(
            f"“{item.problem}”还没有整改完，下年任务和报告都没有提到；请在下年任务的一条里写 "
            f"整改事项: {item.id}，或在报告里写 {{{{ open_items() }}}}",
            "state",
            code="missing.rectification",
        )
        for item in project.open_items()
        if item.id not in taken and _bare(item.problem) not in told
    ]


def _taken_up(dataset: Dataset, day: date) -> set[str]:
    """Return the items of the tasks that are set this year, or were set earlier and are not due yet."""
    tasks = [*dataset.own(Task), *(task for task in dataset.of(Task) if task.deadline > day)]
    return {word for task in tasks for word in task.items}


def _report(project: Project) -> str:
    """Return the finished report with its attachments, as one text."""
    return project.finished.get(project.report.page_path, "")


def _bare(text: str) -> str:
    """Return a text without spaces and its final stop, which layout may change."""
    return re.sub(r"\s", "", text).rstrip("。；;.")


def remarks(records: Dataset) -> list[Issue]:
    """Return the remarks on the records: on all, because a hidden one fills its month as well."""
    return [*plausibility.remarks(records), *across.remarks(records)]
