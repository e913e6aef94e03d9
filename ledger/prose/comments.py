"""What of an author's Markdown is a comment, and what is code: the one place that knows.

A comment is for the authors: ``finish`` leaves it out before the engine reads the text. Code is
shown as it was typed. Fenced code is what the engine's own pattern finds
(markdown/extensions/fenced_code.py). Code in a line is certain where every run of backticks has its
like in the same line. In a paragraph where one has none, code may go over several lines, or be
none: nothing of it is taken for code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ledger.patterns import Pattern
from ledger.remembered import remembered

#: a comment, to its end or to the end of the text
COMMENT = r"<!--.*?(?:-->|\Z)"
#: what may stand behind the signs that open fenced code
_INFO = (
    r"""(?:\{[^}\n]*\}|\.?[\w#.+-]*[ \t]*(?:hl_lines=(?P<quote>["'])[^\n]*?(?P=quote)[ \t]*)?)"""
)
_OPENS = rf"^(?P<fence>`{{3,}}+|~{{3,}}+)[ \t]*{_INFO}\n"
_LINE = (
    rf"(?P<comment>{COMMENT})"
    r"|(?P<inline>(?<![\\`])(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<alone>`+)"
)
#: what a piece begins with, one of these
_SIGNS = ("`", "~~~", "<!--")
_PART = Pattern(f"{_OPENS}|{_LINE}", re.MULTILINE | re.DOTALL)
_NO_FENCE = Pattern(_LINE, re.MULTILINE | re.DOTALL)
#: what begins another block than a paragraph
_BEGINS = Pattern(r"(?<![ \t0-9])(?:[ \t]*+(?:[#>|*+~`=\[:{-]|<(?!!--)|[0-9]++\.)| {4}| {0,3}\t)")
_BLANK_LINE = Pattern(r"\n[ \t]*(?=\n)")

Span = tuple[int, int]


class _Piece(NamedTuple):
    """Where a comment, code, or backticks alone stand: ``kind`` is the name in the patterns."""

    start: int
    end: int
    kind: str


def _pieces(text: str) -> tuple[_Piece, ...]:
    """Return the pieces of a text in their order; most texts have none."""
    return _remembered(text) if any(sign in text for sign in _SIGNS) else ()


@remembered
def _remembered(text: str) -> tuple[_Piece, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[_Piece]:
    """Yield the pieces of a text in their order.

    A fence that nothing closes is no code. Nor is any later one of its signs: the text is not
    searched again for each.
    """
    left_open: set[str] = set()
    at = 0
    while match := _PART.search(text, at):
        if fence := match["fence"]:
            if fence not in left_open and (close := _closing(fence).search(text, match.end())):
                at = close.end()
                yield _Piece(match.start(), at, "fenced")
                continue
            left_open.add(fence)
            if (inner := _NO_FENCE.match(text, match.start())) is None:
                at = match.end("fence")
                continue
            match = inner
        at = match.end()
        kind = next(name for name in ("comment", "inline", "alone") if match[name])
        yield _Piece(match.start(), at, kind)


def _closing(fence: str) -> re.Pattern[str]:
    return re.compile(rf"^{fence}[ \t]*$", re.MULTILINE)


def found(text: str) -> Iterator[Span]:
    """Yield where each comment begins and ends; in code there is none."""
    return ((start, end) for start, end, kind in _pieces(text) if kind == "comment")


def without_comments(text: str) -> str:
    """Return Markdown without its comments; in code they are shown, and stay."""
    return _put(
        text, lambda piece: "" if piece.kind == "comment" else text[piece.start : piece.end]
    )


def _put(text: str, instead: Callable[[_Piece], str]) -> str:
    done, last = [], 0
    for piece in _pieces(text):
        done += [text[last : piece.start], instead(piece)]
        last = piece.end
    return "".join([*done, text[last:]])


def glued_comments(text: str) -> Iterator[int]:
    """Yield where a comment stands between two signs, which meet when it goes."""
    for start, end in found(text):
        if text[max(start - 1, 0) : start].strip() and text[end : end + 1].strip():
            yield start


def leading_comments(text: str) -> Iterator[int]:
    """Yield where a comment begins a line of which something else is made when it goes."""
    for start, end in found(text):
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if not before.strip() and _BEGINS.match(text, end):
            yield start


def unread(text: str) -> str:
    """Return Markdown with blanks for its comments and code, which lead nowhere."""
    return replaced(text, comment=_blank, fenced=_blank, inline=_blank)


def structure(text: str, block: Callable[[int], str]) -> str:
    """Return Markdown with what makes it the same blocks for the engine.

    Code in a line becomes a sign of no meaning, a block of code what ``block`` makes of its length.
    """
    return replaced(
        text,
        comment=_blank,
        fenced=lambda part: block(len(part)),
        inline=lambda part: "\0" * len(part),
    )


def doubtful(text: str) -> list[Span]:
    """Return the paragraphs in which only the engine knows what is code, in their order."""
    alone = [piece.start for piece in _pieces(text) if piece.kind == "alone"]
    if not alone:
        return []
    joined = _put(text, lambda piece: _covered(piece, text))
    ends = [0, *(match.end() for match in _BLANK_LINE.finditer(joined)), len(text)]
    places = dict.fromkeys(bisect_right(ends, at) for at in alone)
    return [(ends[place - 1], ends[min(place, len(ends) - 1)]) for place in places]


def _covered(piece: _Piece, text: str) -> str:
    size = piece.end - piece.start
    return "x" * size if piece.kind == "comment" else text[piece.start : piece.end]


def within(spans: list[Span], at: int) -> bool:
    """Whether a place is in one of the stretches, which stand in order and apart."""
    place = bisect_right(spans, at, key=lambda span: span[0])
    return place > 0 and at < spans[place - 1][1]


def replaced(
    text: str,
    *,
    comment: Callable[[str], str] = str,
    fenced: Callable[[str], str] = str,
    inline: Callable[[str], str] = str,
) -> str:
    """Return the text with other signs for its comments, its fenced code and its code in lines."""
    unsure = doubtful(text)
    instead: dict[str, Callable[[str], str]] = {
        "comment": comment,
        "fenced": fenced,
        "inline": inline,
        "alone": str,
    }

    def stand_in(piece: _Piece) -> str:
        shown = text[piece.start : piece.end]
        if piece.kind == "inline" and within(unsure, piece.start):
            return shown
        return instead[piece.kind](shown)

    return _put(text, stand_in)


def _blank(part: str) -> str:
    return re.sub(r"[^\n]", " ", part)
