"""How much two texts say of the same: by the pairs of Chinese characters that stand side by side."""

from __future__ import annotations

from itertools import pairwise

from ledger.language.signs import HAN
from ledger.patterns import Pattern
from ledger.remembered import remembered

_OTHERS = Pattern(f"[^{HAN}]+")


@remembered
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of Chinese characters that stand side by side."""
    runs = _OTHERS.sub(" ", text).split()
    return frozenset(one + other for run in runs for one, other in pairwise(run))


def shared(one: str, other: str) -> int:
    """Return how many pairs two texts share."""
    return len(pairs(one) & pairs(other))
