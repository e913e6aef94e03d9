"""What of an author's Markdown is no text, hidden under signs of the same length.

Front matter, words, addresses, tags, comments and code are no text. Every column stays the
author's. Each pattern looks at a line once, in linear time.
"""

from __future__ import annotations

import re

from ledger.prose import calls, heads

#: stand for what a word will say, which is Chinese or a number, and for code and comments
WORD, CODE = "\ue000", "\ue001"

_HIDDEN_AT_ONCE = re.compile(
    # half a call, to its end; ``calls`` says what is wrong with it
    rf"(?:[{{｛] *[{{｛]|[{{｛][%#]|\{{\s*[a-z_]+\s*\(){calls.HALF}|(?<![a-z_])[a-z_]+\([^(){{}}。\n]*\) *\}}+"
    rf"|{calls.STRAY_LINK}"
    r"|<!--[^<]*?-->|`[^`\n]+`"
)

_HIDDEN_FROM_SIGNS = re.compile(
    r"!(?=\[)|(?<=\])\((?:[^()\[\]\n]|\([^()\[\]\n]*\))*\)"  # a picture's mark, a link's target
    r"|\[(?=[^\[\]\n]*\][(\[])|\](?=[(\[])"  # the brackets of a link
    r"|^\[[^\]\n]+\]:[^\n]*"  # a target written apart
    r"|</?[A-Za-z][^<>\n]*>|https?://[^\s<>（）()，。；、》”]*"
    r"|&#?[0-9A-Za-z]{1,31};|\{:?[ ]*[#.][^{}\n]*\}"  # entities; a heading's attributes
    r"|^[ \t]*(?:[-*+]|[0-9]+[.)])(?=[ \t])",  # a list's marks
    re.MULTILINE,
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def shown(text: str) -> str:
    """Return an author's text with blanks, or signs of no meaning, for what is not read as text.

    Every character stays where it stands; words are hidden too.
    """
    return _HIDDEN_FROM_SIGNS.sub(_blank, bare(text))


def bare(text: str) -> str:
    """Return the text with front matter, fenced code, words, comments and code hidden."""
    body = heads.body(text)
    front = re.sub(r"[^\n]", " ", text[: len(text) - len(body)])
    fence, lines = "", []
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        lines.append(" " * len(line) if fence else line)
        if fence and mark and mark[1].startswith(fence):
            fence = ""
        elif mark and not fence:
            fence = mark[1]
    return front + _HIDDEN_AT_ONCE.sub(_stand_in, calls.masked("\n".join(lines), WORD))


def _stand_in(match: re.Match[str]) -> str:
    """Return signs of the same length and lines for what is no text of the author's."""
    if match[0].startswith("`"):
        return f"`{CODE * (len(match[0]) - 2)}`"
    return re.sub(r"[^\n]", CODE, match[0])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
