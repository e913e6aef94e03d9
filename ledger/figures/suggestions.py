"""Finds the figure that a typed number stands for, by the words around the number and its unit.

Two characters that stand side by side are compared, so that no list of words is needed: 学习 in
组织学习 is 学习 in 学习次数. A pair that few figures hold tells more than one that many hold.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.language.measures import PERCENT, same_kind
from ledger.language.numerals import value
from ledger.language.quantities import Quantity
from ledger.language.signs import HAN, IDEOGRAPH
from ledger.patterns import Pattern

#: how many figures are offered for a number, and for how many numbers of a project: a text with
#: more was pasted whole, and the time of a check has a bound
MOST, _ASKED = 3, 500
#: characters: the longest stretch of words before or after a number
_FAR = 60
#: the weight that is left beyond each pause between the number and a word
_PAUSES = {"、": 0.7, "，": 0.6, ",": 0.6, "：": 0.8, ":": 0.8, "（": 0.8, "）": 0.6}
_PAUSE = "".join(_PAUSES)
_STOPS = "。；;！？!?\n|"
#: of a figure's name and its explanation (口径), the weight of the one that is less like
_LESS = 0.35
#: the weight of words beyond a pause after the number: they mostly tell of the next one
_BEYOND = 0.25
#: what it adds to tell more, where two texts stand around the number whole
_MORE = 0.015
#: the least likeness of a figure that is offered, and of one that has the number's value too
_LEAST, _LEAST_OF_SAME = 0.42, 0.3
#: the least share of the word for what is counted that a figure holds, and with the number's value
_COUNTED, _COUNTED_OF_SAME = 0.3, 0.15
#: characters: the longest word for what is counted
_WORD = 6
#: what the same value adds, and the share of the best likeness below which nothing is offered
_SAME, _NEXT = 0.1, 0.6

#: returns the number by which a figure is known again in a text
Values = Callable[[Figure], Fraction | None]

_LAST = Pattern("[上去]年|上一年|前一年|往年|同[期比]")
_CHANGED = Pattern(
    "(?:增加|增长|上升|提高|减少|下降|降低|降幅|增幅|升幅|多|少)[了为达至约近]{0,2}$"
)
#: a part of the period, for which there is no figure
_PART = Pattern(
    "[上下]半年|(?<!每)[一二三四1-4第]季度|[0-9一二三四五六七八九十][日号]|(?<![0-9])[0-9]{1,2}月|[一二三四五六七八九十]月|月底前"
)
_NOT = Pattern("未|没有|没|尚无|不")
#: words of a clause that do not tell what is counted, as 全年 in 发送提醒，全年15条
_FILLING = Pattern(
    "[上去]年|同期|全年|年内|今年|本年|累计|共计|合计|总计|其中|已|共|计|达|为|了|有"
    rf"|[0-9.]{{1,9}}[%万]?{IDEOGRAPH}{{0,2}}"
)


class Suggestions:
    """The figures of a project, in order of their likeness to a place in a text.

    A text of this year is known by the number that a figure shows, one of another by ``values``.
    """

    def __init__(self, figures: Mapping[str, Figure], values: Values | None = None) -> None:
        self._figures = figures
        self._values = values or shown
        self._asked = 0

    def of(self, text: str, found: Quantity) -> list[Figure]:
        """Return the figures that a typed quantity may stand for, the likeliest first.

        The list is empty where no figure is like it: a wrong figure is worse than none.
        """
        return [figure for figure, _ in self.ranked(text, found)]

    def ranked(self, text: str, found: Quantity) -> list[tuple[Figure, float]]:
        """Return these figures, and how like each of them is."""
        self._asked += 1
        around = _Around(text, found)
        if (
            self._asked > _ASKED
            or found.number is None
            or around.tells_of_part
            or (around.is_change and found.unit != PERCENT)
        ):
            return []
        scored = [(self._likeness(each, around, found), each) for each in self._figures.values()]
        best = max((score for score, _ in scored), default=0)
        likely = [each for each in scored if each[0] > 0 and each[0] >= _NEXT * best]
        likely.sort(key=lambda each: (not self._is(each[1], found), -each[0]))
        return [(figure, score) for score, figure in likely[:MOST]]

    def _is(self, figure: Figure, found: Quantity) -> bool:
        """Whether a figure has the number of the typed quantity."""
        return found.number is not None and self._values(figure) == found.number

    @cached_property
    def _telling(self) -> dict[str, float]:
        """How much each character tells: less where more figures hold it."""
        held = Counter(
            sign
            for figure in self._figures.values()
            for sign in set(_stem(figure) + figure.definition.caliber)
        )
        return {sign: math.log(1 + len(self._figures) / times) for sign, times in held.items()}

    @cached_property
    def _most(self) -> float:
        """How much a character tells that no figure holds."""
        return math.log(1 + len(self._figures))

    def _likeness(self, figure: Figure, around: _Around, found: Quantity) -> float:
        """Return how like a figure is: 0 where it cannot be meant, about 1 where it is named."""
        if not same_kind(found.unit, figure.definition.unit) or not around.suits(figure):
            return 0
        told = [_stem(figure), *(each.definition.caliber for each in (figure, *figure.parts))]
        same = self._is(figure, found)
        if self._named(around.counted, told) < (_COUNTED_OF_SAME if same else _COUNTED):
            return 0
        *_, less, more = sorted(self._shared(each, around.weights) for each in told)
        likeness = more.share + _LESS * less.share
        if likeness < (_LEAST_OF_SAME if same else _LEAST):
            return 0
        return likeness + _MORE * more.held + (_SAME if same else 0)

    def _named(self, counted: str, told: list[str]) -> float:
        """Return how much of the word for what is counted a figure's texts hold."""
        pairs = {text[at : at + 2] for text in told for at in range(len(text) - 1)}
        whole = held = 0.0
        for index, sign in enumerate(counted):
            telling = self._telling.get(sign, self._most)
            whole += telling
            beside = counted[index : index + 2], counted[max(index - 1, 0) : index + 1]
            held += telling * (not pairs.isdisjoint(beside))
        return held / whole if whole else 0

    def _shared(self, text: str, weights: Mapping[str, float]) -> _Shared:
        """Return how much of what a text tells stands around the number as well."""
        whole = held = 0.0
        for index, sign in enumerate(text):
            pairs = text[index : index + 2], text[max(index - 1, 0) : index + 1]
            whole += self._telling[sign]
            held += self._telling[sign] * max(weights.get(pair, 0) for pair in pairs)
        return _Shared(held / whole if whole else 0, held)


class _Shared(NamedTuple):
    """The part of a text that stands around a number: its share of the text, and how much it tells."""

    share: float
    held: float


class _Around:
    """The words around a number; each pair of characters weighs less beyond a pause."""

    def __init__(self, text: str, found: Quantity) -> None:
        before = text[max(found.start - _FAR, 0) : found.start]
        after = text[found.end : found.end + _FAR]
        self.weights: dict[str, float] = {}
        for pair, weight in (*_weighed(before[::-1], True), *_weighed(after, False)):
            self.weights[pair] = max(weight, self.weights.get(pair, 0))
        own = re.split(rf"[，,、：:{_STOPS}]", before)[-1]
        self.counted = _counted(before, after)
        self._clause = own + "0" + re.split(rf"[，,、：:{_STOPS}]", after)[0]
        self.is_change = bool(_CHANGED.search(own))
        self.tells_of_part = bool(_PART.search(own))
        self._of_last_year = bool(_LAST.search(own)) or self.is_change

    def suits(self, figure: Figure) -> bool:
        """Whether a figure is of the same year, and denies what the text denies."""
        told = figure.name + figure.definition.caliber
        return bool(_LAST.search(told)) == self._of_last_year and bool(
            _NOT.search(figure.name)
        ) == bool(_NOT.search(self._clause))


def _counted(before: str, after: str) -> str:
    """Return the word for what is counted: behind the number, else at the end of what is before.

    7次组织学习 counts 组织学习, 发送提醒15条 counts 提醒; a clause that only leads on is passed over.
    """
    if match := re.match(f"[{HAN}]{{1,{_WORD}}}", after):
        return match[0]
    for clause in reversed(re.split(rf"[{_PAUSE}{_STOPS}]", before)):
        if told := _FILLING.sub("", clause):
            return told[-_WORD:]
    return ""


def _weighed(text: str, backwards: bool) -> Iterator[tuple[str, float]]:
    """Yield the pairs of a text from the number outwards, each with its weight."""
    weight, clause = 1.0, ""
    for sign in text:
        if sign in _STOPS:
            return
        if sign in _PAUSES:
            told = _FILLING.sub("", clause[::-1] if backwards else clause)
            weight *= 1 if backwards and not told else _PAUSES[sign] if backwards else _BEYOND
            clause = ""
            continue
        if clause:
            yield (sign + clause[-1] if backwards else clause[-1] + sign), weight
        clause += sign


def _stem(figure: Figure) -> str:
    """Return a figure's name without the word for its number, as 次数 in 学习次数."""
    return re.sub(rf"(?:{re.escape(figure.definition.unit)})?数?$", "", figure.name) or figure.name


def shown(figure: Figure) -> Fraction | None:
    """Return the number that a figure shows; 万元 counts in 元 in both."""
    match = re.search(r"([0-9]+(?:\.[0-9]+)?)余?(万)?\D*$", figure_text(figure))
    return value(match[1] + (match[2] or "")) if match else None
