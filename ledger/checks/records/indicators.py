"""What holds for the definitions of figures, and for the terms that are said to be no figures."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule
from ledger.figures.methods.register import method_of
from ledger.issues import Issue
from ledger.language.measures import PERCENT, scale, unit_fault
from ledger.language.quantities import stated, states_number
from ledger.language.signs import named
from ledger.records.dataset import Dataset
from ledger.records.types.indicators import FigureDefinition, Frozen, SuppliedTotal
from ledger.records.types.language import FixedTerm

_MONTHS = 12


@rule("figure.unit")
def a_unit_is_a_measure(dataset: Dataset) -> Iterator[Issue]:
    """A unit says nothing of the number before it, and does not multiply what its method gives."""
    for total in dataset.of(SuppliedTotal):
        if unit_fault(total.unit):
            yield total.issue(f"单位：{_no_measure(total.unit)}", "unit")
    for figure in dataset.of(FigureDefinition):
        method = method_of(figure)
        if unit_fault(figure.unit):
            message = _no_measure(figure.unit)
        elif method.scales is not None and scale(figure.unit) not in method.scales:
            advice = "要写 %" if PERCENT in method.scales else "一条就是 1，不写“万”“千”“%”"
            message = f"“{figure.unit}”和算法“{method.name}”不合；{advice}"
        else:
            continue
        yield figure.issue(f"单位：{message}", "unit")


def _no_measure(unit: str) -> str:
    return (
        f"“{named(unit_fault(unit))}”会改变它前面的数，或者不是计量单位；"
        "只写量词或计量单位，例如 次、人次、万元、公里/小时"
    )


@rule("record.frozen_months")
def months_of_last_year_make_its_value(dataset: Dataset) -> Iterator[Issue]:
    """There are twelve; where a figure's months add up to its value, these do."""
    known = dataset.words("指标")
    for frozen in dataset.of(Frozen):
        figure, total = known.get(frozen.figure), sum(frozen.months)
        if frozen.months and len(frozen.months) != _MONTHS:
            message = f"各月：写了 {len(frozen.months)} 个数；请按 1 月到 12 月写满十二个"
        elif frozen.months and isinstance(figure, FigureDefinition) and _differs(figure, frozen):
            message = f"各月：加起来是 {total}，“值”是 {frozen.value}；请核对"
        else:
            continue
        yield frozen.issue(message, "months")


def _differs(figure: FigureDefinition, frozen: Frozen) -> bool:
    return method_of(figure).adds_up and sum(frozen.months) != frozen.value


@rule("quantity.in_data")
def a_figure_is_named_by_what_it_counts(dataset: Dataset) -> Iterator[Issue]:
    """A figure's name stands beside its number, and states none itself."""
    for figure in dataset.of(FigureDefinition):
        if states_number(figure.name):
            yield figure.issue(stated("名称", figure.name), "name")


@rule("quantity.term")
def fixed_terms_are_no_quantities(dataset: Dataset) -> Iterator[Issue]:
    """A fixed term holds a numeral that counts nothing: 八项规定, not 开展77次."""
    for term in dataset.of(FixedTerm):
        if states_number(term.term):
            message = f"词：“{term.term}”是数量，不是固定说法；请删去这一条，正文由指标取数"
            yield term.issue(message, "term")
