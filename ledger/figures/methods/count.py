"""计数：符合条件的记录有几条。"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ledger.figures.figure import Figure, Item
from ledger.figures.methods.base import Counting
from ledger.figures.selection import Selection
from ledger.records.types.indicators import FigureDefinition


class Count(Counting):
    """How many records there are."""

    name = "计数"
    gives = "符合条件的记录有几条"
    scales = ("",)
    adds_up = True

    def value(self, selection: Selection, items: Sequence[Item]) -> Fraction:
        """Return how many records there are."""
        return Fraction(len(items))

    def made_of(self, figure: Figure, amounts: Sequence[str]) -> Fraction:
        """Return how many records are listed."""
        return Fraction(len(amounts))

    def what(self, definition: FigureDefinition) -> str:
        """Say that records are counted."""
        return "条数"

    def share(self, figure: Figure, item: Item) -> int:
        """Return 1: each record counts once."""
        return 1
