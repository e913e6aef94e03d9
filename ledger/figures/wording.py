"""Figures -> Chinese text: rounded as their definitions say, with their units."""

from __future__ import annotations

from fractions import Fraction

from ledger.figures.figure import Figure
from ledger.figures.methods.register import method_of
from ledger.language.numerals import exact


def figure_text(figure: Figure) -> str:
    """Return a figure as prose shows it: rounded as its definition says, with its unit."""
    unit, rounding = figure.definition.unit, figure.definition.rounding
    if rounding and rounding.how == "余":
        return _and_more(figure.value, rounding.to, unit)
    return method_of(figure.definition).text(figure.value, _places(figure), unit)


def difference_text(figure: Figure, before: Fraction) -> str:
    """Say how much more or less a figure is than an earlier value, in its unit.

    Nothing where the figure is shown rounded: a reader would compute another difference.
    """
    if _places(figure) is not None or figure.definition.rounding:
        return ""
    change = figure.value - before
    if not change:
        return "相同"
    return f"{'多' if change > 0 else '少'} {exact(abs(change))}{figure.definition.unit}"


def exact_text(figure: Figure) -> str:
    """Return a figure without rounding where it has a finite decimal, with its unit."""
    if figure.definition.rounding and figure.definition.rounding.how == "余":
        return exact(figure.value) + figure.definition.unit
    return figure_text(figure)


def rounding_text(figure: Figure) -> str:
    """Say how the value is rounded; nothing where it is not."""
    rounding = figure.definition.rounding
    if rounding and rounding.how == "余":
        return f"向下取到 {rounding.to} 的整倍数，有零头写“余”"
    places = _places(figure)
    return "" if places is None else f"四舍五入，保留 {places} 位小数"


def method_text(figure: Figure) -> str:
    """Say in one sentence how a figure is computed."""
    return method_of(figure.definition).sentence(figure)


def _places(figure: Figure) -> int | None:
    rounding = figure.definition.rounding
    return rounding.to if rounding else method_of(figure.definition).places


def _and_more(value: Fraction, step: int, unit: str) -> str:
    whole = value // step * step
    if whole in (0, value):
        return exact(value) + unit
    return f"{whole}余{unit}"
