"""Figures without a value before there is anything to count: while the period lasts, that may be.

A rate of nothing is an error where a text says it, and where the period is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ledger.issues import Issue
from ledger.project import said
from ledger.records.dataset import Dataset
from ledger.records.period import frame_of
from ledger.records.types.indicators import FigureDefinition

#: what is wrong with a figure as long as nothing of it was recorded
_NOTHING = frozenset({"figure.zero", "figure.mean", "figure.unrecorded"})


def parted(
    dataset: Dataset, texts: Mapping[str, str], wrong: Iterable[Issue]
) -> tuple[list[Issue], list[Issue]]:
    """Part what is wrong in figures into errors, and remarks on those that may wait."""
    wrong = list(wrong)
    frame = frame_of(dataset)
    if frame.last <= frame.as_of or not any(issue.code in _NOTHING for issue in wrong):
        return wrong, []
    used = set(said(dataset, texts))
    names = {each.place(): each.name for each in dataset.of(FigureDefinition)}
    errors: list[Issue] = []
    remarks: list[Issue] = []
    for issue in wrong:
        name = names.get(issue.place, "") if issue.code in _NOTHING else ""
        if not name or name in used:
            errors.append(issue)
        else:
            why = issue.message.partition("；请")[0]
            message = f"指标“{name}”还没有值，正文现在不能用：{why}"
            remarks.append(replace(issue, message=message, code="remark.waiting"))
    return errors, remarks
