"""去重计数：字段不重复的有几个。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from ledger.figures.figure import Figure
from ledger.figures.methods.base import Counting
from ledger.figures.selection import MONTH, Selection
from ledger.records.base import Record
from ledger.records.period import as_it_was
from ledger.records.types.indicators import FigureDefinition
from ledger.records.values import value_text


class Distinct(Counting):
    """How many different values there are of some fields together."""

    name = "去重计数"
    gives = "字段不重复的有几个，如覆盖几个县区；`字段: [日期, 主题]` 是同日同题只计一次"
    scales = ("",)
    needs = ("source", "field")
    any_field = True
    months_note = "各月分别去重，加起来可以多于总数"

    def value(self, selection: Selection, records: Sequence[Record]) -> Fraction:
        """Return how many different values the records hold."""
        return Fraction(len({key for record in records for key in _held(selection, record)}))

    def what(self, definition: FigureDefinition) -> str:
        """Name the fields whose different values are counted."""
        return f"不重复的“{'＋'.join(definition.field)}”个数"

    def share(self, figure: Figure, record: Record) -> str:
        """Return what tells the record from others."""
        assert figure.placing
        fields = [record.field_of(key) for key in figure.definition.field]
        values = [getattr(record, f) if f else figure.placing.month(record) for f in fields]
        return "＋".join(map(value_text, values))


def _held(selection: Selection, record: Record) -> Iterator[tuple[str, ...]]:
    """Return the values of a record; a field that holds a list adds each of its values."""
    condition = selection.condition
    then = as_it_was(record, selection.frame.as_of)
    return product(
        *(
            filter(None, [selection.placing.month(record)])
            if field == MONTH
            else condition.held(condition.values(then, field), field)
            for field in selection.fields
        )
    )
