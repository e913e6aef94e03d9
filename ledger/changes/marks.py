"""Two texts -> one text with its deletions and insertions marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

#: what happened to a stretch of text: kept, deleted, inserted
KEPT, GONE, COME = "=", "-", "+"

#: a token: a number, a Latin word, or one Chinese character
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|\s+|.", re.DOTALL)
#: with more pairs of tokens than this, searching for kept text takes too long
_MOST_PAIRS = 4_000_000
#: characters; a shorter stretch between two changes is common by chance
_SHORTEST_KEPT = 2


class Piece(NamedTuple):
    """A stretch of text that was kept, deleted or inserted."""

    sign: str
    text: str


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that turn ``old`` into ``new``."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    inner = _changes(before[head : len(before) - tail], after[head : len(after) - tail])
    ends = "".join(before[:head]), "".join(before[len(before) - tail :])
    pieces = [Piece(KEPT, ends[0]), *inner, Piece(KEPT, ends[1])]
    return tuple(piece for piece in pieces if piece.text)


def common(first: list[str], second: list[str]) -> int:
    """Return the length of the common beginning of two lists."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))


def _changes(before: list[str], after: list[str]) -> Iterator[Piece]:
    gone = come = ""
    for kept, old, new in _stretches(before, after):
        if kept:
            yield from (Piece(GONE, gone), Piece(COME, come), Piece(KEPT, old))
            gone = come = ""
        else:
            gone, come = gone + old, come + new
    yield from (Piece(GONE, gone), Piece(COME, come))


def _stretches(before: list[str], after: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Yield for each stretch whether to show it as kept, with its old and new tokens."""
    if len(before) * len(after) > _MOST_PAIRS:
        yield False, "".join(before), "".join(after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        yield tag == "equal" and len(old) >= _SHORTEST_KEPT, old, new


def is_kept(pieces: tuple[Piece, ...]) -> bool:
    """Whether a text did not change."""
    return all(piece.sign == KEPT for piece in pieces)
