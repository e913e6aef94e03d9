"""What of an author's Markdown the engine does not show, hidden under signs of the same length.

Front matter, comments, tags, and the marks and addresses of links and headings are not shown; code
is. What is a comment, code, a tag, a link or a heading, is known in ``comments``, ``active``,
``links`` and ``headings``. Where they cannot tell what the engine will make of it, it is text.
Every column stays the author's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from ledger.issues import Issue
from ledger.patterns import Pattern
from ledger.prose import active, calls, comments, headings, heads, links
from ledger.prose.comments import Span
from ledger.remembered import remembered

#: stand for what a word will say, which is Chinese or a number, for code and comments, and for what
#: is not shown
WORD, CODE, NOTHING = "\ue000", "\ue001", "\0"
#: how a comment begins that is a paragraph of an old report, of which nobody decided
OLD_REPORT = "<!--\n旧报告："
#: what is shown, in a text whose rest is hidden
SEEN = Pattern(rf"[^\s{NOTHING}]")

#: a text with none of these holds no half of a call or a link
_HALVES = ("{", "｛", "}}", "]（", "】(")
#: half a call, to its end, and half a link: ``calls`` refuses both
_HALF = Pattern(
    rf"(?:\{{\s*\{{|｛｛|｛\{{|\{{｛|[{{｛][%#]|\{{\s*[a-z_]+\s*\(){calls.HALF}"
    rf"|(?<![a-z_])[a-z_]+\([^(){{}}。\n]*\) *\}}\}}+|{calls.STRAY_LINK}"
)
#: the mark of an item, a picture's, and the brackets of a link
_MARKS = Pattern(r"^[ \t]*[-*+](?=[ \t])|!(?=\[)|\[(?=[^\[\]\n]*\][(\[])|\](?=[(\[])", re.MULTILINE)
#: signs that are no punctuation: an address, an entity, attributes, a list's marks
_NO_PUNCTUATION = Pattern(
    r"https?://[^\s<>（）()，。；、》”]*|&#?[0-9A-Za-z]{1,31};|\{:?[ ]*[#.][^{}\n]*\}"
    r"|^[ \t]*(?:[-*+]|[0-9]+[.)])(?=[ \t])",
    re.MULTILINE,
)
#: what the engine reads as attributes directly behind a link (markdown.extensions.attr_list)
_ATTRIBUTES = Pattern(r"(?<=\))\{:?[ ]*[^}\n ][^}\n]*\}")
_IN_COMMENT = "（这里是注释，不印；用不着的可以删去）"
_SIGN = Pattern(r"[^\n]")


def shown(text: str) -> str:
    """Return what the engine shows of an author's text, with ``NOTHING`` for the rest.

    Words are hidden under ``WORD``, halves of calls under ``CODE``.
    """
    said = comments.replaced(_said(text), comment=_nothing)
    front = 0, len(text) - len(heads.body(text))
    return _over(_without_halves(said), [front, *_marks(text)], NOTHING)


@remembered
def is_seen(text: str) -> bool:
    """Whether the engine shows anything of an author's text."""
    return bool(SEEN.search(shown(text)))


def said_of_comments(issues: Iterable[Issue], text: str, path: str) -> Iterator[Issue]:
    """Yield findings in a text; what stands in a comment may as well go, and its message says so."""
    found = [*issues]
    ends = [calls.place_at(text, at, path) for span in of_comments(text) for at in span if found]
    for issue in found:
        inside = bisect_right(ends, issue.place) % 2  # behind a beginning, and not its end
        yield replace(issue, message=issue.message + _IN_COMMENT) if inside else issue


def of_comments(text: str) -> Iterator[Span]:
    """Yield where each comment of an author's text stands."""
    return comments.found(text)


def open_comment(text: str) -> int | None:
    """Return where a comment begins that is not closed: it would swallow the rest of the page."""
    return next(
        (start for start, end in of_comments(text) if not text[start:end].endswith("-->")), None
    )


def of_old_reports(text: str) -> Iterator[Span]:
    """Yield where the comments stand that are undecided paragraphs of an old report."""
    yield from (span for span in of_comments(text) if text.startswith(OLD_REPORT, span[0]))


def bare(text: str) -> str:
    """Return the text with front matter, words, comments and code hidden; its marks stay."""
    said = comments.replaced(_said(text), comment=_coded, fenced=_opening, inline=_ticks)
    return _without_halves(said)


def _without_halves(text: str) -> str:
    return _HALF.sub(_stand_in, text) if any(each in text for each in _HALVES) else text


def signs(text: str) -> str:
    """Return the signs of an author's text that must be those of Chinese punctuation."""
    return _NO_PUNCTUATION.sub(
        lambda match: " " * len(match[0]), _over(bare(text), _marks(text), " ")
    )


def _said(text: str) -> str:
    """Return the text with its front matter and its words hidden."""
    body = heads.body(text)
    front = text[: len(text) - len(body)]
    return _SIGN.sub(" ", front) + calls.masked(body, WORD)


@lru_cache(maxsize=256)  # a text is audited, and its signs are looked at
def _marks(text: str) -> tuple[Span, ...]:
    """Return what marks up the text and is not shown, wherever it is certain."""
    return (*_found(text),)


def _found(text: str) -> Iterator[Span]:
    said = _said(text)
    plain = comments.replaced(said, comment=_nothing, fenced=_nothing, inline=_nothing)
    for heading in headings.find(said):
        yield from heading.marks if heading.title else ()
    html = [*headings.blocks_of_html(plain)]
    plain = _over(plain, [*comments.doubtful(said), *headings.indented(said)], NOTHING)
    yield from active.tags(plain)
    plain = _over(plain, html, NOTHING)
    for start, end in links.marks(plain):
        yield start, end
        if attributes := _ATTRIBUTES.match(plain, end):
            yield attributes.span()
    yield from (match.span() for match in _MARKS.finditer(plain))


def _over(text: str, spans: Iterable[Span], sign: str) -> str:
    """Return the text with a sign over some stretches of it; its lines stay."""
    done, last = [], 0
    for start, end in sorted(spans):
        if end > last:
            begin = max(start, last)
            done += [text[last:begin], _SIGN.sub(sign, text[begin:end])]
            last = end
    return "".join([*done, text[last:]])


def _opening(code: str) -> str:
    """Return the line that opens fenced code; the rest is hidden."""
    first, newline, rest = code.partition("\n")
    return first + newline + _SIGN.sub(" ", rest)


def _ticks(code: str) -> str:
    ticks = len(code) - len(code.lstrip("`"))
    return code[:ticks] + CODE * (len(code) - 2 * ticks) + code[:ticks]


def _nothing(part: str) -> str:
    return _SIGN.sub(NOTHING, part)


def _coded(part: str) -> str:
    return _SIGN.sub(CODE, part)


def _stand_in(match: re.Match[str]) -> str:
    return _coded(match[0])
