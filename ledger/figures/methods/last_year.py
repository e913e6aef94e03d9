"""上年：上年报告时定格的数。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ledger.figures.figure import Figure, Item
from ledger.figures.methods.base import Combining
from ledger.issues import Issue, Mistake, finds
from ledger.language.numerals import exact
from ledger.records.dataset import Dataset
from ledger.records.types.indicators import FigureDefinition, Frozen

_LEDGER = Frozen.ledger


class LastYear(Combining):
    """A figure's value of last year, as it was reported then; it is not computed anew."""

    name = "上年"
    gives = "上年报告时定格的数，在 `定格指标.yml`"
    needs = ("figures",)
    single = ("figures",)
    instead = "请删去这一行"

    def combined(
        self, definition: FigureDefinition, parts: tuple[Figure, ...], dataset: Dataset
    ) -> Figure:
        """Return what was frozen; its record is what the figure counts."""
        (part,) = parts
        known = dataset.words("指标")
        for frozen in dataset.of(Frozen):
            if known.get(frozen.figure) is part.definition:
                return Figure(definition, Fraction(frozen.value), _LEDGER, (frozen,))
        if _LEDGER.name in dataset.partial:
            return Figure(definition, Fraction(), _LEDGER)
        message = f"“{_LEDGER.name}”里没有“{part.name}”的上年值；请补一条，写明 值 和 出处"
        raise Mistake(message, "figure.last_year")

    def sentence(self, _: Figure) -> str:
        """Say where the number comes from."""
        return "上一年度报告时定格的数，不再重算"

    def time_facts(self, _: Figure) -> tuple[tuple[str, str], ...]:
        """Say that it tells of last year."""
        return (("期间", "上年度"), ("按日期", "不按日期"), ("类型", "报告后定格的数"))

    def share(self, _: Figure, item: Item) -> Decimal:
        """Return what was frozen."""
        assert isinstance(item.record, Frozen)
        return item.record.value

    def keys(self, _: Figure) -> set[str]:
        """Return the key of the frozen value."""
        return {Frozen.key_of("value")}

    @finds("reconciliation.last_year")
    def contradictions(self, figure: Figure, dataset: Dataset) -> Iterator[Issue]:
        """A figure of 上年 shows what was frozen for it."""
        words = dataset.words("指标")
        of = words.get(figure.definition.figures[0])
        frozen = {
            known.anchor: record
            for record in dataset.of(Frozen)
            if (known := words.get(record.figure))
        }
        record = frozen.get(of.anchor) if of else None
        if record and figure.value != Fraction(record.value):
            message = f"上年值 {exact(figure.value)} 与定格的 {record.value} 不同；请核对定格指标"
            yield figure.definition.issue(message)
