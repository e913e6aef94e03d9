"""Figures without a value before there is anything to count: while the period lasts, that may be.

A rate of nothing is an error where a text says it, and where the period is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ledger.figures.methods.register import method_of
from ledger.issues import Issue
from ledger.prose import calls
from ledger.records.dataset import Dataset
from ledger.records.period import frame_of
from ledger.records.types.indicators import FigureDefinition

#: what is wrong with a figure as long as nothing of it was recorded
_NOTHING = frozenset({"figure.zero", "figure.mean", "figure.unrecorded"})
#: the words that say a figure by its name
_SAYING = ("figure", "chart")


def parted(
    dataset: Dataset, texts: Mapping[str, str], wrong: Iterable[Issue]
) -> tuple[list[Issue], list[Issue]]:
    """Part what is wrong in figures into errors, and remarks on those that may wait."""
    wrong = list(wrong)
    frame = frame_of(dataset)
    if frame.last <= frame.as_of or not any(issue.code in _NOTHING for issue in wrong):
        return wrong, []
    said = set(_said(dataset, texts))
    names = {each.place(): each.name for each in dataset.of(FigureDefinition)}
    errors: list[Issue] = []
    remarks: list[Issue] = []
    for issue in wrong:
        name = names.get(issue.place, "") if issue.code in _NOTHING else ""
        if not name or name in said:
            errors.append(issue)
        else:
            why = issue.message.partition("；请")[0]
            message = f"指标“{name}”还没有值，正文现在不能用：{why}"
            remarks.append(replace(issue, message=message, code="remark.waiting"))
    return errors, remarks


def _said(dataset: Dataset, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of the figures that texts say, and of those of which these are made."""
    known = dataset.words(FigureDefinition.ledger.name)
    asked = [
        str(call.arguments[0])
        for path, text in texts.items()
        for call in calls.scan(text, path)[0]
        if call.word in _SAYING and call.arguments
    ]
    seen: set[str] = set()
    while asked:
        definition = known.get(asked.pop())
        if isinstance(definition, FigureDefinition) and definition.name not in seen:
            seen.add(definition.name)
            asked += method_of(definition).named(definition)
            yield definition.name
