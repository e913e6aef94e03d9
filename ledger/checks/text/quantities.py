"""Checks that a figure renders every quantity of the prose, or a fixed term (固定说法) declares it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.issues import Issue
from ledger.language.numerals import ARABIC, SIGNS, value
from ledger.language.quantities import Quantity, quantities
from ledger.prose.passages import Passage

_D, _H = ARABIC, SIGNS
#: characters: the longest word beside a figure
_NEAR = 8
_NEARLY = (
    "(?<![以最远附])近|(?<![节条公契特相大预制简])约|大约|大致|大概|差不多|接近|将近|几近|几乎|超过?|逾|"
    "不足|不到|不下|不止|不少于|不低于|不超过|至少|至多|最多|最少|多于|少于|好几"
)


_BEFORE_FIGURE = re.compile(rf"(?:{_NEARLY}|百分之|[{_D}{_H}])$")
_AFTER_FIGURE = re.compile(
    rf"(?:有?余|多(?=[人次个项场名，。、；）]|$)|左右|上下|以上|以下|之多|许|开外|[{_D}{_H}％%])"
)


def check(passage: Passage, names: Iterable[str], figures: dict[str, Figure]) -> Iterator[Issue]:
    """Yield the typed quantities, and the typed words that change a figure's number."""
    for found in quantities(passage.text, names):
        if passage.typed(found.start, found.end) and not _beside_figure(passage, found):
            shown = passage.text[found.start : found.end]
            message = f"“{shown}”是直接写的数；{_advice(found, figures)}"
            yield passage.issue(_first_typed(passage, found), message, "quantity.typed")
    yield from _altered(passage)


def _first_typed(passage: Passage, found: Quantity) -> int:
    return next(i for i in range(found.start, found.end) if passage.calls[i] is None)


def _beside_figure(passage: Passage, found: Quantity) -> bool:
    """Whether a figure rendered part of a quantity; ``_altered`` reports typed additions."""
    return any(passage.word(index) == "figure" for index in range(found.start, found.end))


def _altered(passage: Passage) -> Iterator[Issue]:
    """Yield words beside a figure that change its number, unit or rounding."""
    for start, end in _figure_spans(passage):
        if (
            match := _BEFORE_FIGURE.search(passage.text, max(start - _NEAR, 0), start)
        ) and passage.calls[match.start()] is None:
            yield _altering(passage, match)
        if (match := _AFTER_FIGURE.match(passage.text, end)) and passage.calls[end] is None:
            yield _altering(passage, match)


def _altering(passage: Passage, match: re.Match[str]) -> Issue:
    message = f"指标旁边的“{match[0]}”改变了它的数；约数由指标的“取整”写出，请删去"
    return passage.issue(match.start(), message, "quantity.altered")


def _figure_spans(passage: Passage) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(passage.calls):
        call = passage.calls[index]
        end = index + 1
        while end < len(passage.calls) and passage.calls[end] is call and call is not None:
            end += 1
        if call is not None and call.word == "figure":
            yield index, end
        index = end


def _advice(found: Quantity, figures: dict[str, Figure]) -> str:
    named = _alike(found, figures)
    if named:
        said = "、".join(f"“{figure.name}”（{figure_text(figure)}）" for figure in named[:3])
        return f'像是指标{said}；请写 {{{{ figure("{named[0].name}") }}}}'
    return '请用 {{ figure("…") }} 取数；不是数量的固定说法写进 data/固定说法.yml'


def _alike(found: Quantity, figures: dict[str, Figure]) -> list[Figure]:
    """Return the figures with the same value and unit, else those ten times more or less."""
    if found.number is None:
        return []
    shown = [(figure, *_shown(figure)) for figure in figures.values()]
    for factor in (1, 10, Fraction(1, 10)):
        same = [
            figure
            for figure, number, unit in shown
            if number == found.number * factor and found.unit in ("", unit)
        ]
        if same:
            return same
    return []


def _shown(figure: Figure) -> tuple[Fraction | None, str]:
    """Return the number and unit that a figure shows; 万元 in 元, as in a typed quantity."""
    match = re.search(r"([0-9]+(?:\.[0-9]+)?)余?(万)?(\D*)$", figure_text(figure))
    if match is None:
        return None, ""
    return value(match[1] + (match[2] or "")), match[3]
