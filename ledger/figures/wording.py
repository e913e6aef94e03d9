"""Figures -> Chinese text: rounded as their definitions say, with their units."""

from __future__ import annotations

from fractions import Fraction

from ledger.figures.computing import Figure
from ledger.language.numerals import exact, number


def figure_text(figure: Figure) -> str:
    """Return a figure as prose shows it: rounded as its definition says, with its unit."""
    definition = figure.definition
    rounding = definition.rounding
    if definition.method == "同比":
        return _change(figure.value, rounding.to if rounding else 1)
    if rounding and rounding.how == "余":
        return _and_more(figure.value, rounding.to, definition.unit)
    if rounding:
        return number(figure.value, rounding.to) + definition.unit
    if definition.method in ("比率", "平均"):
        return number(figure.value, 1) + definition.unit
    return exact(figure.value) + definition.unit


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
    if rounding or figure.definition.method in ("比率", "平均", "同比"):
        return f"四舍五入，保留 {rounding.to if rounding else 1} 位小数"
    return ""


def _change(percent: Fraction, places: int) -> str:
    if percent == 0:
        return "持平"
    return f"{'增长' if percent > 0 else '下降'}{number(abs(percent), places)}%"


def _and_more(value: Fraction, step: int, unit: str) -> str:
    whole = value // step * step
    if whole in (0, value):
        return exact(value) + unit
    return f"{whole}余{unit}"
