"""合计：几个指标相加。"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledger.figures.figure import Figure
from ledger.figures.methods.base import Combining
from ledger.issues import Issue, finds
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.types.indicators import FigureDefinition, SuppliedTotal


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

    @finds("reconciliation.twice")
    def contradictions(self, figure: Figure, dataset: Dataset) -> Iterator[Issue]:
        """No total that others supplied is added up with what it is a part of."""
        known = dataset.words(SuppliedTotal.ledger.name)
        taken = [record for record in _added(figure) if isinstance(record, SuppliedTotal)]
        for at, total in enumerate(taken):
            within = [total, *total.wholes(known)]
            others = taken[at + 1 :] + [each for each in taken[:at] if each is not total]
            if other := next((e for e in others if any(e is each for each in within)), None):
                message = f"指标：“{total.id}”已经在“{other.id}”里，相加就算了两次；请只留一个"
                yield figure.definition.issue(message, "figures")
                return

    def sentence(self, figure: Figure) -> str:
        """Return the sum of the names."""
        return "＋".join(part.name for part in figure.parts)


def _added(figure: Figure) -> Iterator[Record]:
    """Yield the records of the figures that are added up, through other sums."""
    for part in figure.parts:
        yield from part.records
        if part.definition.method == figure.definition.method:
            yield from _added(part)
