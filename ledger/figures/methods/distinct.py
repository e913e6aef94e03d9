"""去重计数：字段不重复的有几个。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from ledger.figures import ways
from ledger.figures.conditions import Condition
from ledger.figures.figure import Figure, Item
from ledger.figures.methods.base import Counting
from ledger.figures.selection import MONTH, Selection, Taking, way_of
from ledger.figures.ways import Way
from ledger.records.types.indicators import FigureDefinition
from ledger.records.values import value_text


class Distinct(Counting):
    """How many different values there are of some fields together."""

    name = "去重计数"
    gives = "字段不重复的有几个，如覆盖几个县区；`字段: [日期, 主题]` 是同日同题只计一次"
    scales = ("",)
    needs = ("source", "field")
    taking = Taking(fits=ways.is_value, month=True, apart=False)
    months_note = "各月分别去重，加起来可以多于总数"

    def value(self, selection: Selection, items: Sequence[Item]) -> Fraction:
        """Return how many different values the items hold."""
        asked = [(way, selection.holder(way)) for way in selection.ways]
        return Fraction(len({key for item in items for key in _held(selection, item, asked)}))

    def what(self, definition: FigureDefinition) -> str:
        """Name the fields whose different values are counted."""
        return f"不重复的“{'＋'.join(definition.field)}”个数"

    def share(self, figure: Figure, item: Item) -> str:
        """Return what tells the item from others."""
        return "＋".join(value_text(held) for _, held in _shown(figure, item))

    def columns(self, figure: Figure) -> dict[str, list[str]]:
        """Return what tells the groups of values from others, each under its key."""
        told = [dict(_shown(figure, item)) for item in figure.items]
        return {key: [value_text(held[key]) for held in told] for key in (told[0] if told else ())}


def _shown(figure: Figure, item: Item) -> Iterator[tuple[str, Any]]:
    assert figure.ledger and figure.placing
    for key in figure.definition.field:
        way = way_of(figure.ledger.record, key)
        yield key, item.held(way) if way else figure.placing.month(*item)


def _held(
    selection: Selection, item: Item, asked: Sequence[tuple[Way, Condition]]
) -> Iterator[tuple[str, ...]]:
    """Return the values of an item; a field that holds a list adds each of its values."""
    return product(*(_words(selection, item, way, holder) for way, holder in asked))


def _words(selection: Selection, item: Item, way: Way, holder: Condition) -> list[str]:
    """Return what an item holds at the end of a way, of a list what is asked of its group."""
    if way == MONTH:
        return [month] if (month := selection.placing.month(*item)) else []
    part = selection.held(item, way[:-1])
    return [] if part is None else holder.held(holder.values(part, way[-1]), way[-1])
