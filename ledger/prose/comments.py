"""What of an author's Markdown is a comment, and what is code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_CODE_OR_COMMENT = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??(?P=fence)[ ]*$"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`))"
    r"|<!--.*?(?P<end>-->|\Z)",
    re.MULTILINE | re.DOTALL,
)


def without_comments(text: str) -> str:
    """Return Markdown without its comments; in code they are shown, and stay."""
    return _CODE_OR_COMMENT.sub(lambda match: match["code"] or "", text)


def glued_comments(text: str) -> Iterator[int]:
    """Yield where a comment stands between two signs, which meet when it goes."""
    for match in _CODE_OR_COMMENT.finditer(text):
        around = (
            text[max(match.start() - 1, 0) : match.start()],
            text[match.end() : match.end() + 1],
        )
        if not match["code"] and all(sign.strip() for sign in around):
            yield match.start()


def unread(text: str) -> str:
    """Return Markdown with blanks for its comments and code, which lead nowhere."""
    return _CODE_OR_COMMENT.sub(_blank, text)


def structure(text: str, block: Callable[[int], str]) -> str:
    """Return Markdown with what makes it the same blocks for the engine.

    Code in a line becomes a sign of no meaning, a block of code what ``block`` makes of its length.
    """

    def stand_in(match: re.Match[str]) -> str:
        size = len(match[0])
        return "\0" * size if match["ticks"] else block(size) if match["code"] else _blank(match)

    return _CODE_OR_COMMENT.sub(stand_in, text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def open_comment(text: str) -> int | None:
    """Return where a comment begins that is not closed: it would swallow the rest of the page."""
    found = _CODE_OR_COMMENT.finditer(text)
    return next((each.start() for each in found if not (each["code"] or each["end"])), None)
