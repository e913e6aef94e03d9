"""填报：提供单位报来的一个汇总数，照填。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from ledger.figures.figure import Figure, Item
from ledger.figures.methods.base import AS_SUPPLIED, Counting
from ledger.figures.selection import Selection
from ledger.issues import Issue, Mistake, finds
from ledger.language.numerals import day, exact
from ledger.records.base import Ledgers, Record
from ledger.records.period import Frame
from ledger.records.types.indicators import FigureDefinition, SuppliedTotal
from ledger.records.values import frame_text, stretch_text

#: so many totals are named where none or several are found
_NAMED = 12


class Supplied(Counting):
    """The number of the one total that a condition chooses; it tells of its own time."""

    name = AS_SUPPLIED
    gives = "“汇总数”里一条的数，照填，不重算；`条件` 写到只剩一条，如 `{编号: …}`"
    needs = ("source", "where")
    may = ()
    examples: ClassVar[dict[str, str]] = {"source": "汇总数", "where": "{编号: …}"}
    divides = False
    of_totals = True

    def wrong(
        self, definition: FigureDefinition, keys: Sequence[str], ledgers: Ledgers
    ) -> Iterator[Issue]:
        """Yield also 含不可见: the total of one record is that record's number."""
        yield from super().wrong(definition, keys, ledgers)
        if definition.with_hidden:
            message = (
                f"含不可见：算法“{self.name}”取的就是一条记录的数，本版看不到的不能写出来；"
                "请删去这一行"
            )
            yield definition.issue(message, "with_hidden", code="figure.with_hidden")

    def counted(self, selection: Selection) -> Figure:
        """Return the figure; it is placed by no day, for its record says of what time it is."""
        found = selection.figure
        records = (*found.records, *found.outside)
        value = self.value(selection, [*map(Item, records)])
        return replace(found, value=value, records=records, outside=(), placing=None)

    def value(self, selection: Selection, items: Sequence[Item]) -> Fraction:
        """Return the number; raises ``Mistake`` unless one total fits the definition and the report."""
        records = [item.record for item in items]
        if len(records) != 1:
            code = "figure.supplied" if records else "figure.unrecorded"
            raise Mistake(_not_one(selection, records), code)
        total, definition, frame = _total(records), selection.definition, selection.frame
        if total.unit != definition.unit:
            message = (
                f"单位：指标写的是“{definition.unit}”，汇总数“{total.id}”的单位是“{total.unit}”；"
                "请核对取的是不是这一条，改成一样的"
            )
            raise Mistake(message, "figure.unit")
        if total.first < frame.first or frame.until < total.last:
            message = (
                f"汇总数“{total.id}”数的是{stretch_text(total.first, total.last)}，"
                f"不全在报告期、统计截止以内（{frame_text(frame)}）；请换成这一段里的一条"
            )
            raise Mistake(message, "figure.supplied_time")
        return Fraction(total.number)

    def what(self, definition: FigureDefinition) -> str:
        """Say that the number is taken."""
        return "它的数"

    def sentence(self, figure: Figure) -> str:
        """Say who supplied the number, by which document, and who approved it."""
        total = _total(figure.records)
        number = total.document_number or ""
        cited = f"{total.basis}（{number}）" if total.basis and number else total.basis or number
        return (
            f"照填{total.source}{day(total.given)}提供的汇总数“{total.matter}”，"
            f"依据{cited}，由{total.approved_by}批准，不由记录算出"
        )

    def time_facts(self, figure: Figure) -> tuple[tuple[str, str], ...]:
        """Say of what time the total tells."""
        total = _total(figure.records)
        when = stretch_text(total.first, total.last)
        return (("期间", when), ("按日期", "不按日期"), ("类型", "填报的汇总数"))

    def share(self, _: Figure, item: Item) -> Fraction:
        """Return the total's number."""
        return Fraction(_total([item.record]).number)

    def made_of(self, figure: Figure, amounts: Sequence[str]) -> Fraction:
        """Return the number that is listed."""
        return sum(map(Fraction, amounts), Fraction())

    def columns(self, figure: Figure) -> dict[str, list[str]]:
        """Return the number under its key."""
        return {SuppliedTotal.key_of("number"): [exact(figure.value)]}

    def keys(self, figure: Figure) -> set[str]:
        """Return the key of the number."""
        return {SuppliedTotal.key_of("number")}

    @finds("remark.supplied")
    def remarks(self, figure: Figure, frame: Frame) -> Iterator[Issue]:
        """A total of another time than the report's is told as such."""
        total = _total(figure.records)
        on_its_day = total.first == total.last == frame.until
        if on_its_day or (total.first, total.last) == (frame.first, frame.until):
            return
        message = (
            f"指标“{figure.name}”照填的汇总数是{stretch_text(total.first, total.last)}的，"
            f"不是{frame_text(frame)}的；请在口径和正文里写明，或者换一条"
        )
        yield figure.definition.issue(message)


def _total(records: Sequence[Record]) -> SuppliedTotal:
    (total,) = records
    assert isinstance(total, SuppliedTotal)
    return total


def _not_one(selection: Selection, records: Sequence[Record]) -> str:
    """Say that a condition chooses no total or several, and which there are."""
    key = SuppliedTotal.key_of("id")
    if not selection.records:
        return f"“{selection.ledger.name}”还没有一条记录；请先补上"
    found = records or selection.records
    named = "、".join(f"{each.anchor}（{_total([each]).matter}）" for each in found[:_NAMED])
    more = "……" if len(found) > _NAMED else ""
    told = f"选到 {len(records)} 条" if records else "一条也没有选到；台账里有"
    return (
        f"条件{told}：{named}{more}；要正好是一条，请写 条件: {{{key}: {found[0].anchor}}} 的样子"
    )
