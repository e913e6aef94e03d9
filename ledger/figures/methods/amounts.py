"""求和、平均：由一个填数的字段算出的值；字段也可以在分项里，分项一项一项地算。"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ledger.figures import ways
from ledger.figures.figure import Figure, Item
from ledger.figures.methods.base import Counting
from ledger.figures.selection import Selection
from ledger.figures.ways import Way
from ledger.issues import Issue, Mistake, finds
from ledger.language.measures import scale
from ledger.language.numerals import exact
from ledger.records.dataset import Dataset
from ledger.records.fields import MonthsOfPeriod, mark_of
from ledger.records.period import Frame
from ledger.records.types.indicators import FigureDefinition


class OfAmounts(Counting):
    """A method that computes a value of the numbers in one field; what holds none adds nothing."""

    needs = ("source", "field")
    single = ("field",)

    @abstractmethod
    def of(self, amounts: Sequence[Fraction], key: str) -> Fraction:
        """Return the value of some amounts of a key; raises ``Mistake`` where they have none."""

    @finds("figure.unit")
    def misstated(self, figure: Figure, dataset: Dataset) -> Iterator[Issue]:
        """Yield also a unit of another size than that of the field."""
        yield from super().misstated(figure, dataset)
        assert figure.ledger
        own, key, way = figure.definition, figure.definition.field[0], _way(figure)
        unit = ways.holder(figure.ledger.record, way).units.get(way[-1])
        if unit and scale(unit) != scale(own.unit):
            message = f"单位：“{key}”记的是{unit}，这里写“{own.unit}”，差了倍数；请写 单位: {unit}"
            yield own.issue(message, "unit")

    def counts(self, selection: Selection, item: Item) -> bool:
        """Whether an item holds a number."""
        return selection.held(item, selection.ways[0]) is not None

    def value(self, selection: Selection, items: Sequence[Item]) -> Fraction:
        """Return the value of the items' amounts."""
        amounts = [self.amount(item, selection.ways[0], selection.frame) for item in items]
        return self.of(amounts, selection.definition.field[0])

    def share(self, figure: Figure, item: Item) -> Fraction:
        """Return the item's amount."""
        assert figure.placing
        return self.amount(item, _way(figure), figure.placing.frame)

    def amount(self, item: Item, way: Way, frame: Frame) -> Fraction:
        """Return what an item adds; a post owes no more months than the period has."""
        value = Fraction(item.held(way))
        holder = ways.holder(type(item.record), way)
        limited = mark_of(holder, way[-1], MonthsOfPeriod) is not None
        return min(value, Fraction(frame.length)) if limited else value

    def made_of(self, figure: Figure, amounts: Sequence[str]) -> Fraction:
        """Return the value of the listed amounts."""
        return self.of([Fraction(each) for each in amounts], figure.definition.field[0])

    def columns(self, figure: Figure) -> dict[str, list[str]]:
        """Return the amounts under their key, and say where they are not what was typed."""
        key = figure.definition.field[0]
        added = [self.share(figure, item) for item in figure.taken]
        whole = added == [item.held(_way(figure)) for item in figure.taken]
        return {key if whole else f"计入的{key}": [exact(each) for each in added]}


def _way(figure: Figure) -> Way:
    """Return the way to the amounts that a figure is made of."""
    assert figure.ledger
    return ways.ways(figure.ledger.record)[figure.definition.field[0]]


class Sum(OfAmounts):
    """The sum of a field."""

    name = "求和"
    gives = "一个字段的和，如实到人数；字段在分项里的，见“数分项里的”"
    adds_up = True

    def of(self, amounts: Sequence[Fraction], key: str) -> Fraction:
        """Return the sum; of nothing it is 0."""
        return sum(amounts, Fraction())

    def what(self, definition: FigureDefinition) -> str:
        """Name the field that is summed."""
        return f"“{definition.field[0]}”之和"


class Mean(OfAmounts):
    """The mean of a field; the months' means do not add up to it, and are not told."""

    name = "平均"
    of_nothing = False
    gives = "一个字段的平均数"
    places = 1
    divides = False

    def of(self, amounts: Sequence[Fraction], key: str) -> Fraction:
        """Return the mean; of nothing there is none."""
        if not amounts:
            raise Mistake(f"没有一条记录填了“{key}”，算不出平均数", "figure.mean")
        return sum(amounts, Fraction()) / len(amounts)

    def what(self, definition: FigureDefinition) -> str:
        """Name the field of which the mean is taken."""
        return f"“{definition.field[0]}”的平均数"
