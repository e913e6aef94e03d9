"""Reconciliation (对账): what must hold between figures, on their exact values.

Some relations are declared in 对账.yml; others follow from a method (算法): a rate's part is no more
than its whole. ``Figure`` values are compared
before any rounding. A figure that could not be computed, or reads records that could not be
read, is reconciled with nothing: what is wrong with it is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ledger.figures.figure import Figure, reads_partial
from ledger.figures.methods.register import method_of
from ledger.issues import Issue, finds
from ledger.language.numerals import exact
from ledger.records.dataset import Dataset
from ledger.records.types.indicators import FigureDefinition, Reconciliation

RELATIONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "等于": lambda left, right: left == right,
    "不大于": lambda left, right: left <= right,
    "不小于": lambda left, right: left >= right,
}
#: persons, and how often one took part: never equal by rule, but the first is never more
_PERSONS = {"人", "人次"}


@dataclass(frozen=True)
class Sides:
    """A declared relation with the figures that it names."""

    declared: Reconciliation
    left: tuple[Figure, ...]
    right: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        """Whether the relation holds."""
        return RELATIONS[self.declared.relation](total(self.left), total(self.right))

    @property
    def same_unit(self) -> bool:
        """Whether the two sides can be compared: one unit, or persons against their times."""
        left, right = ({f.definition.unit for f in side} for side in (self.left, self.right))
        if len(left) > 1 or len(right) > 1:
            return False
        return left == right or (self.declared.relation != "等于" and left | right == _PERSONS)


def check(dataset: Dataset, figures: dict[str, Figure]) -> list[Issue]:
    """Return every relation that does not hold."""
    whole = (figure for figure in figures.values() if not reads_partial(figure, dataset))
    by_method = (
        issue
        for each in whole
        for method in [method_of(each.definition)]
        for issue in (*method.contradictions(each, dataset), *method.misstated(each, dataset))
    )
    return [*_declared(dataset, figures), *by_method]


def sides(dataset: Dataset, figures: dict[str, Figure]) -> Iterator[Sides]:
    """Yield the declared relations whose figures are all known."""
    for declared in dataset.of(Reconciliation):
        left = _named(dataset, figures, declared.left)
        right = _named(dataset, figures, declared.right)
        if left and right:
            yield Sides(declared, left, right)


def _named(
    dataset: Dataset, figures: dict[str, Figure], names: Sequence[str]
) -> tuple[Figure, ...]:
    """Return the figures of one side, or none where one of them is not to be relied on."""
    words = dataset.words("指标")
    definitions = [words.get(name) for name in names]
    found = [figures.get(d.name) for d in definitions if isinstance(d, FigureDefinition)]
    known = tuple(figure for figure in found if figure and not reads_partial(figure, dataset))
    return known if len(known) == len(names) else ()


def total(side: Sequence[Figure]) -> Fraction:
    """Return the sum of a side."""
    return sum((figure.value for figure in side), Fraction())


@finds("reconciliation.broken")
def _declared(dataset: Dataset, figures: dict[str, Figure]) -> Iterator[Issue]:
    for each in sides(dataset, figures):
        declared = each.declared
        if not each.same_unit:
            shown = "、".join(f"{f.name}（{f.definition.unit}）" for f in (*each.left, *each.right))
            message = f"对账“{declared.reason}”的单位不同：{shown}；只有同一单位的数才能相加和比较"
            yield declared.issue(message, "left", code="reconciliation.unit")
        elif not each.holds:
            values = f"{_sum(each.left)}，{_sum(each.right)}；左边应当{declared.relation}右边"
            message = f"对账“{declared.reason}”不成立：{values}，请核对这些指标的记录"
            yield declared.issue(message)


def _sum(side: Sequence[Figure]) -> str:
    """Return a side as ``甲 1 + 乙 2 = 3``."""
    shown = " + ".join(f"{figure.name} {exact(figure.value)}" for figure in side)
    return f"{shown} = {exact(total(side))}" if side[1:] else shown
