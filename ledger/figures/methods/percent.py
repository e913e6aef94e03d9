"""比率、同比：两个指标得出的百分数。"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledger.figures.figure import Figure
from ledger.figures.methods.base import Combining
from ledger.figures.methods.last_year import LastYear
from ledger.issues import Issue, Mistake, finds
from ledger.language.measures import PERCENT
from ledger.language.numerals import exact, number
from ledger.records.dataset import Dataset
from ledger.records.period import FLOW, STOCK, Frame
from ledger.records.types.indicators import FigureDefinition


class Rate(Combining):
    """How many percent one figure is of another."""

    name = "比率"
    of_nothing = False
    gives = "百分比；依据页同时列出分子、分母"
    needs = ("numerator", "denominator")
    may = ("full",)
    places = 1
    scales = (PERCENT,)
    ends = (0, 100)

    def combined(
        self, definition: FigureDefinition, parts: tuple[Figure, ...], _: Dataset
    ) -> Figure:
        """Divide the first by the second."""
        part, whole = parts
        return Figure(definition, part.value * 100 / _nonzero(whole), parts=parts)

    def sentence(self, figure: Figure) -> str:
        """Return the formula."""
        part, whole = figure.parts
        return f"{part.name}÷{whole.name}×100%"

    @finds("reconciliation.rate")
    def contradictions(self, figure: Figure, _: Dataset) -> Iterator[Issue]:
        """Of a whole no part is more than the whole; of different units one is no part of the other."""
        part, whole = figure.parts
        if part.definition.unit == whole.definition.unit and part.value > whole.value:
            values = (
                f"分子{part.name} {exact(part.value)}，多于分母{whole.name} {exact(whole.value)}"
            )
            message = f"比率“{figure.name}”不成立：{values}；请核对这两个指标的记录和条件"
            yield figure.definition.issue(message, "numerator")

    @finds("remark.mixed")
    def remarks(self, figure: Figure, frame: Frame) -> Iterator[Issue]:
        """In a part of a year, what happened in it is no share of what there was, nor the reverse."""
        kinds = [_kinds(part) for part in figure.parts]
        if not frame.is_year and {*kinds[0], *kinds[1]} == {FLOW, STOCK} and kinds[0] != kinds[1]:
            roles = self.roles(figure.definition)
            told = "，".join(
                f"{role}“{part.name}”是{'、'.join(sorted(kind)) or '不分期间的数'}"
                for role, part, kind in zip(roles, figure.parts, kinds, strict=True)
            )
            message = (
                f"指标“{figure.name}”：{told}，报告期不满一年，两者不能相比；"
                f"请都写成存量（存量: 是，有日期的写 按日期），或者都写成期间数"
            )
            yield figure.definition.issue(message)


class Change(Combining):
    """By how many percent a figure grew or fell against another."""

    name = "同比"
    of_nothing = False
    gives = "比上年增长或下降百分之几"
    needs = ("current", "base")
    places = 1
    scales = (PERCENT,)

    def combined(
        self, definition: FigureDefinition, parts: tuple[Figure, ...], _: Dataset
    ) -> Figure:
        """Divide the difference by the second."""
        current, base = parts
        change = (current.value - base.value) * 100 / _nonzero(base)
        return Figure(definition, change, parts=parts)

    def text(self, value: Fraction, places: int | None, unit: str) -> str:
        """Say whether it grew or fell."""
        if value == 0:
            return "持平"
        return f"{'增长' if value > 0 else '下降'}{number(abs(value), places or 0)}%"

    def sentence(self, figure: Figure) -> str:
        """Return the formula."""
        current, base = figure.parts
        return f"（{current.name}－{base.name}）÷{base.name}×100%"

    @finds("remark.unequal")
    def remarks(self, figure: Figure, frame: Frame) -> Iterator[Issue]:
        """A part of a year is not compared with the whole of the year before."""
        current, base = figure.parts
        reported = base.definition.method == LastYear.name and base.before is None
        whole = reported and not frame.is_year
        if whole and current.placing and not current.placing.stock:
            message = (
                f"指标“{figure.name}”拿不满一年的“{current.name}”和上年全年的“{base.name}”相比；"
                "请改用上年同期的数，或者不写这个指标"
            )
            yield figure.definition.issue(message)


def _nonzero(figure: Figure) -> Fraction:
    if figure.value == 0:
        message = f"分母“{figure.name}”是 0，算不出百分比；请改用别的指标或删去这一条"
        raise Mistake(message, "figure.zero")
    return figure.value


def _kinds(figure: Figure) -> frozenset[str]:
    """Return whether a figure, or what it is made of, is a flow or a stock."""
    placing = figure.placing
    if placing is None:
        return frozenset().union(*map(_kinds, figure.parts))
    return frozenset({placing.kind} & {FLOW, STOCK})
