"""最新：到统计截止最近一次登记的数。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from ledger.figures.figure import Figure, Item
from ledger.figures.methods.amounts import OfAmounts
from ledger.figures.selection import Selection, Taking
from ledger.issues import Mistake
from ledger.language.numerals import exact
from ledger.records.period import Span
from ledger.records.types.indicators import FigureDefinition


class Newest(OfAmounts):
    """The number in the record of the latest day up to 统计截止; the earlier ones are its series."""

    name = "最新"
    of_nothing = False
    gives = "到统计截止最近一次登记的数，如党员人数；依据页列出以前各次"
    may = ("where", "by")
    taking = Taking(newest=True)
    divides = False
    as_one = True

    def counted(self, selection: Selection) -> Figure:
        """Return the figure of the newest record, or of several that say the same of its day."""
        figure = super().counted(selection)
        newest, earlier = _parted(selection, figure.taken)
        return replace(
            figure,
            records=tuple(item.record for item in newest),
            earlier=tuple(item.record for item in earlier),
        )

    def value(self, selection: Selection, items: Sequence[Item]) -> Fraction:
        """Return the newest amount; raises ``Mistake`` where there is none, or more than one."""
        key, way = selection.definition.field[0], selection.ways[0]
        newest, _ = _parted(selection, items)
        if not newest:
            message = f"到统计截止没有一条记录填了“{key}”，没有最新的数；请补上，或者核对条件"
            raise Mistake(message, "figure.unrecorded")
        amounts = {item: self.amount(item, way, selection.frame) for item in newest}
        if len({*amounts.values()}) > 1:
            day = selection.placing.day(*newest[0])
            told = "，".join(
                f"{item.record.place(way[0])} 是 {exact(amount)}"
                for item, amount in amounts.items()
            )
            message = (
                f"最新的一天 {day} 有 {len(newest)} 条记录，“{key}”不一样：{told}；"
                "请只留对的一条，或者在条件里写明是哪一条"
            )
            raise Mistake(message, "figure.newest")
        return self.of([*amounts.values()], key)

    def of(self, amounts: Sequence[Fraction], key: str) -> Fraction:
        """Return the amount of the newest records, which is one."""
        return amounts[0]

    def what(self, definition: FigureDefinition) -> str:
        """Name the field of which the newest number is taken."""
        return f"“{definition.field[0]}”最近一次的数"


def _parted(selection: Selection, items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Return the items of the latest day, and those before it, in the order of their days."""

    def end(item: Item) -> Span:
        span = selection.placing.span(*item)
        assert span
        return span

    days = [list(of) for _, of in groupby(sorted(items, key=end), key=end)]
    return (days.pop() if days else []), [item for of in days for item in of]
