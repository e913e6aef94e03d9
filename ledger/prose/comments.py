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

#: a comment, to its end or to the end of the text
COMMENT = r"<!--.*?(?:-->|\Z)"
#: what may stand behind the signs that open fenced code
_INFO = (
    r"""(?:\{[^}\n]*\}|\.?[\w#.+-]*[ \t]*(?:hl_lines=(?P<quote>["'])[^\n]*?(?P=quote)[ \t]*)?)"""
)
_PART = re.compile(
    rf"(?P<fenced>^(?P<fence>`{{3,}}|~{{3,}})[ \t]*{_INFO}\n(?:.*?\n)??(?P=fence)[ \t]*$)"
    rf"|(?P<comment>{COMMENT})"
    r"|(?P<inline>(?<![\\`])(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<alone>`+)",
    re.MULTILINE | re.DOTALL,
)
#: what begins another block than a paragraph
_BEGINS = re.compile(
    r"(?<![ \t0-9])(?:[ \t]*+(?:[#>|*+~`=\[:{-]|<(?!!--)|[0-9]++\.)| {4}| {0,3}\t)"
)
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")

Span = tuple[int, int]


def found(text: str) -> Iterator[Span]:
    """Yield where each comment begins and ends; in code there is none."""
    return (match.span() for match in _PART.finditer(text) if match["comment"])


def without_comments(text: str) -> str:
    """Return Markdown without its comments; in code they are shown, and stay."""
    return _PART.sub(lambda match: "" if match["comment"] else match[0], text)


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
    alone = [match.start() for match in _PART.finditer(text) if match["alone"]]
    if not alone:
        return []
    joined = _PART.sub(lambda match: "x" * len(match[0]) if match["comment"] else match[0], text)
    ends = [0, *(match.end() for match in _BLANK_LINE.finditer(joined)), len(text)]
    places = dict.fromkeys(bisect_right(ends, at) for at in alone)
    return [(ends[place - 1], ends[min(place, len(ends) - 1)]) for place in places]


def open_comment(text: str) -> int | None:
    """Return where a comment begins that is not closed: it would swallow the rest of the page."""
    return next((start for start, end in found(text) if not text[start:end].endswith("-->")), None)


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

    def stand_in(match: re.Match[str]) -> str:
        if match["inline"]:
            return match[0] if within(unsure, match.start()) else inline(match[0])
        return (
            comment(match[0])
            if match["comment"]
            else fenced(match[0])
            if match["fenced"]
            else match[0]
        )

    return _PART.sub(stand_in, text)


def _blank(part: str) -> str:
    return re.sub(r"[^\n]", " ", part)
