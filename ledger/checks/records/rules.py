"""What a rule is, and the list of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ledger.issues import Issue, finds
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Unit

Rule = Callable[[Dataset], Iterator[Issue]]


RULES: list[Rule] = []


def rule(code: str) -> Callable[[Rule], Rule]:
    """Register a rule, whose findings have a code where they have none of their own."""

    def registered(function: Rule) -> Rule:
        RULES.append(finds(code)(function))
        return RULES[-1]

    return registered


def year_of(dataset: Dataset) -> int:
    """The year of the data, or 0 where the bureau does not say it rightly."""
    return 0 if Unit.ledger.name in dataset.partial else dataset.year or 0
