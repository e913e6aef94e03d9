"""What was frozen of a year (定格指标) is what that year's own ledgers give, where it keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ledger.checks.records.rules import rule
from ledger.figures.computing import at_the_same_time, of_year
from ledger.figures.figure import Figure, reads_partial
from ledger.figures.lacking import file_of, unkept
from ledger.issues import Issue
from ledger.language.numerals import exact, number
from ledger.records.base import LedgerType
from ledger.records.dataset import Dataset, with_records
from ledger.records.editions import EDITIONS, admit
from ledger.records.types.indicators import FigureDefinition, Frozen

_MONTHS = 12


@rule("record.frozen_value")
def frozen_values_are_what_their_ledgers_give(dataset: Dataset) -> Iterator[Issue]:
    """A value is wrong that no edition of its year gives: by the definition of that year, if it has
    one of the 编号 or 名称, else by today's."""
    if not dataset.beside or dataset.year is None:
        return
    every = {**dataset.beside, dataset.year: dataset}
    for year, own in every.items():
        before = {other: each for other, each in every.items() if other != year}
        frozen = [each for each in own.of(Frozen) if each.folder in before and not each.incomplete]
        if frozen:
            yield from _wrong(with_records(own, own.records, before), frozen)


def _wrong(dataset: Dataset, frozen: Sequence[Frozen]) -> Iterator[Issue]:
    """Yield what is wrong in the values that a year's report compares itself with."""
    editions = [admit(dataset, each) for each in EDITIONS]
    for each in frozen:
        definition = dataset.words(FigureDefinition.ledger.name).get(each.figure)
        if isinstance(definition, FigureDefinition):
            shown = (_given(edition, dataset, each, definition) for edition in reversed(editions))
            yield from _told(each, dataset.beside[each.folder or 0], shown)


def _told(frozen: Frozen, other: Dataset, editions: Iterator[list[Figure]]) -> Iterator[Issue]:
    """Yield what a value, or those of its months, contradict of all that the editions give."""
    wrong: Issue | None = None
    for figure in (figure for given in editions for figure in given):
        found = None if reads_partial(figure, other) else _contradicted(frozen, other, figure)
        if found is None:
            return
        wrong = wrong or found
    if wrong:
        yield wrong


def _contradicted(frozen: Frozen, other: Dataset, figure: Figure) -> Issue | None:
    """Return what is wrong in a value if it should be a figure's; None where nothing is."""
    if lost := next(unkept(other, figure), None):
        message = _no_ledger(frozen, lost)
        return frozen.issue(message, "value", code="record.vanished") if frozen.value else None
    if not _shows(figure, frozen):
        return frozen.issue(_differs(frozen, figure), "value", code="record.frozen_value")
    return None if _shows_months(figure, frozen) else _month(frozen, figure)


def _given(
    shown: Dataset, whole: Dataset, frozen: Frozen, definition: FigureDefinition
) -> list[Figure]:
    """Return what an edition gives of a frozen value: in the year's own time, and in today's."""
    year = frozen.folder or 0
    more = None if shown.records == whole.records else whole
    own = of_year(shown, more, year, definition)
    now = at_the_same_time(shown, year, definition)
    if own and (own.definition.folder == year or now is None):
        return [own]
    return [figure for figure in (own, now) if figure]


def _shows(figure: Figure, frozen: Frozen) -> bool:
    """Whether a figure, rounded as it is shown or to the decimals that were typed, is the value."""
    rounding, value = figure.definition.rounding, Fraction(frozen.value)
    if rounding and rounding.how == "余" and figure.value // rounding.to * rounding.to == value:
        return True
    return Fraction(number(figure.value, _places(frozen))) == value


def _places(frozen: Frozen) -> int:
    return max(-int(frozen.value.as_tuple().exponent), 0)


def _months(figure: Figure, frozen: Frozen) -> list[Fraction]:
    """Return what a figure gives of each month of the year."""
    names = (f"{frozen.folder}-{month:02}" for month in range(1, _MONTHS + 1))
    return [figure.months.get(name, Fraction()) for name in names]


def _shows_months(figure: Figure, frozen: Frozen) -> bool:
    typed = [Fraction(each) for each in frozen.months]
    return not figure.monthly or len(typed) != _MONTHS or typed == _months(figure, frozen)


def _month(frozen: Frozen, figure: Figure) -> Issue:
    given = _months(figure, frozen)
    at = next(n for n, typed in enumerate(frozen.months) if Fraction(typed) != given[n])
    message = (
        f"各月：{at + 1} 月定格的是 {frozen.months[at]}，{frozen.folder} 年的台账算出的是 "
        f"{exact(given[at])}；{_ADVICE}"
    )
    return frozen.issue(message, "months", at, code="record.frozen_value")


_ADVICE = (
    "请对照那一年的报告：写错了就改这里，台账后来改过的，改回报告时的样子；"
    "台账只搬来一部分的，写 台账不全: 是"
)


def _differs(frozen: Frozen, figure: Figure) -> str:
    how = "按那一年的定义" if figure.definition.folder == frozen.folder else "按现在的定义"
    return (
        f"值：定格的是 {frozen.value}，{frozen.folder} 年的台账{how}算出的是 "
        f"{exact(figure.value)}；{_ADVICE}"
    )


def _no_ledger(frozen: Frozen, lost: LedgerType) -> str:
    file = file_of(lost, frozen.folder or 0)
    return (
        f"值：定格的是 {frozen.value}，{frozen.folder} 年的定义数的是“{lost.name}”，"
        f"可是 {file} 不见了；请把那本台账放回去，或写 台账不全: 是"
    )
