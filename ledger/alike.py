"""How much two texts say of the same: by the pairs of Chinese characters that stand side by side.

A sentence is what is compared of a longer text.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from ledger.language.signs import HAN
from ledger.patterns import Pattern
from ledger.remembered import remembered

_OTHERS = Pattern(f"[^{HAN}]+")
_STOPS = Pattern("[。；！？\n]")
#: characters: what stands farther away tells of another thing, whatever parts the sentences
_FAR = 200


@remembered
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of Chinese characters that stand side by side."""
    runs = _OTHERS.sub(" ", text).split()
    return frozenset(one + other for run in runs for one, other in pairwise(run))


def shared(one: str, other: str) -> int:
    """Return how many pairs two texts share."""
    return len(pairs(one) & pairs(other))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return _STOPS.split(text)


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a stretch of a text."""
    stops = _stops(text)
    before, after = bisect_left(stops, start), bisect_left(stops, end)
    first = stops[before - 1] + 1 if before else 0
    last = stops[after] if after < len(stops) else len(text)
    return text[max(first, start - _FAR) : min(last, end + _FAR)]


@remembered
def _stops(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _STOPS.finditer(text))
