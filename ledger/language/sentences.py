"""Sentences: a text cut where no rule of the language reads across.

What stands in a sentence is found once, in however many texts it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ledger.patterns import Pattern

_END = Pattern("[。！？]+[”’）》」』】]*")
#: what opens and closes a stretch that is not cut
_PAIRS = ("“”", "‘’", "（）", "《》", "「」", "『』", "【】", "〔〕", "()", "[]", "<>")


def ends_in(text: str) -> bool:
    """Whether a sentence ends in a text."""
    return _END.search(text) is not None


def cut(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence and where it begins, with the sign before it: a rule may ask what leads to it.

    A quotation, or what stands in brackets, is left whole.
    """
    ends = [0]
    for found in _END.finditer(text):
        if _is_whole(text[ends[-1] : found.end()]):
            ends.append(found.end())
    if ends[-1] < len(text):
        ends.append(len(text))
    for start, end in pairwise(ends):
        begin = max(start - 1, 0)
        yield begin, text[begin:end]


def _is_whole(text: str) -> bool:
    """Whether all that is opened in a text is closed in it."""
    pairs = (
        text.count(opens) == text.count(closes) and text.rfind(opens) <= text.rfind(closes)
        for opens, closes in map(tuple, _PAIRS)
    )
    return all(pairs) and text.count('"') % 2 == 0
