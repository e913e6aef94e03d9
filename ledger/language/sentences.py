"""Sentences: a text cut where no rule of the language reads across.

What stands in a sentence is found once, in however many texts it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.patterns import Pattern

_END = Pattern("[。！？]+[”’）》」』】]*")
#: what opens and closes a stretch that is not cut
_PAIRS = ("“”", "‘’", "（）", "《》", "「」", "『』", "【】", "〔〕", "()", "[]", "<>")
_OF_PAIRS = Pattern(f"[{re.escape(''.join(_PAIRS))}]")


def ends_in(text: str) -> bool:
    """Whether a sentence ends in a text."""
    return _END.search(text) is not None


def cut(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence and where it begins, with the sign before it: a rule may ask what leads to it.

    A quotation, or what stands in brackets, is left whole; so is a text with a straight quotation
    mark, which does not tell what it opens.
    """
    start = last = 0
    opened = [0] * len(_PAIRS)
    for found in _END.finditer(text) if '"' not in text else ():
        stretch, last = (last, found.end()), found.end()
        if _OF_PAIRS.search(text, *stretch):
            opened = [_open(text, *stretch, *each) for each in zip(_PAIRS, opened, strict=True)]
        if last < len(text) and not any(opened):
            yield max(start - 1, 0), text[max(start - 1, 0) : last]
            start = last
    if start < len(text):
        yield max(start - 1, 0), text[max(start - 1, 0) :]


def _open(text: str, start: int, end: int, pair: str, before: int) -> int:
    """Return how many of a pair are open behind a stretch, before which some were; too many at worst."""
    opens, closes = pair[0], pair[1]
    left = before + text.count(opens, start, end) - text.count(closes, start, end)
    return max(left, text.rfind(opens, start, end) > text.rfind(closes, start, end))
