"""合计：几个指标相加。"""

from __future__ import annotations

from fractions import Fraction

from ledger.figures.figure import Figure
from ledger.figures.methods.base import Combining
from ledger.records.dataset import Dataset
from ledger.records.types.indicators import FigureDefinition


class Total(Combining):
    """The sum of figures; its months are theirs, where each is told by month."""

    name = "合计"
    gives = "几个指标相加"
    needs = ("figures",)
    adds_up = True

    def combined(
        self, definition: FigureDefinition, parts: tuple[Figure, ...], _: Dataset
    ) -> Figure:
        """Add up the figures, and their months."""
        monthly = all(part.monthly for part in parts)
        months: dict[str, Fraction] = {}
        for part in parts if monthly else ():
            for month, value in part.months.items():
                months[month] = months.get(month, Fraction()) + value
        return Figure(
            definition,
            sum((part.value for part in parts), Fraction()),
            parts=parts,
            months=months,
            monthly=monthly,
            unseen=any(part.unseen for part in parts),
        )

    def sentence(self, figure: Figure) -> str:
        """Return the sum of the names."""
        return "＋".join(part.name for part in figure.parts)
