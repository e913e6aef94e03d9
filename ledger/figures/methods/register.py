"""The register of methods (算法): a clerk may write these, in this order."""

from __future__ import annotations

from typing import cast

from ledger.figures.methods.amounts import Mean, Sum
from ledger.figures.methods.base import Method
from ledger.figures.methods.count import Count
from ledger.figures.methods.distinct import Distinct
from ledger.figures.methods.entries import Entries
from ledger.figures.methods.last_year import LastYear
from ledger.figures.methods.newest import Newest
from ledger.figures.methods.percent import Change, Rate
from ledger.figures.methods.supplied import Supplied
from ledger.figures.methods.total import Total
from ledger.records.types import indicators
from ledger.records.types.indicators import FigureDefinition

#: the methods by name; the records know their names, and no more, by the same dictionary
METHODS = cast(dict[str, Method], indicators.METHODS)
METHODS |= {
    method.name: method
    for method in (
        Count(),
        Entries(),
        Sum(),
        Distinct(),
        Mean(),
        Newest(),
        Rate(),
        Total(),
        LastYear(),
        Change(),
        Supplied(),
    )
}


def method_of(definition: FigureDefinition) -> Method:
    """Return the method of a definition."""
    return METHODS[definition.method]


def keys() -> list[str]:
    """Return the fields of a definition that some method uses, in the order of the definition."""
    used = {key for method in METHODS.values() for key in (*method.needs, *method.may)}
    return [field for field in FigureDefinition.model_fields if field in used]
