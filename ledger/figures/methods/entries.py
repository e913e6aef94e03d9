"""计项：一个字段里有几项。"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ledger.figures import ways
from ledger.figures.figure import Figure, Item
from ledger.figures.methods.amounts import Sum
from ledger.figures.selection import Taking
from ledger.figures.ways import Way
from ledger.records.period import Frame
from ledger.records.types.indicators import FigureDefinition


class Entries(Sum):
    """How many entries the lists in a field hold: each is 1, so that they are a sum."""

    name = "计项"
    gives = "一个可以写几项的字段共写了几项，如防控措施几条；`字段: 章.条` 是各章的条一共几条"
    scales = ("",)
    taking = Taking(fits=ways.is_list)

    def amount(self, item: Item, way: Way, frame: Frame) -> Fraction:
        """Return 1."""
        return Fraction(1)

    def what(self, definition: FigureDefinition) -> str:
        """Name the field whose entries are counted."""
        return f"“{definition.field[0]}”的项数"

    def columns(self, figure: Figure) -> dict[str, list[str]]:
        """Return nothing: each row is an entry."""
        return {}

    def made_of(self, figure: Figure, amounts: Sequence[str]) -> Fraction:
        """Return how many entries are listed."""
        return Fraction(len(amounts))
