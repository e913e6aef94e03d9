"""Finished text: headings anchored and numbered, and where each figure stands.

Finished text is Markdown in which every word has been said; the site, the print and the Word file
are made from it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ledger.language.numerals import ordinal
from ledger.prose.markup import plain

#: what an attachment of the report begins with
ATTACHMENT = 'class="doc-attachment-mark'
_LONGEST_ANCHOR = 60
_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: *\{([^}\n]*)\})?$", re.MULTILINE)
#: the anchor that an author gives a heading
_OWN = re.compile(r"#([^\s}]+)")
_FIGURE = re.compile(r'<a [^>]*data-figure="([^"]+)"')
_INLINE = re.compile(r"(?<![\\`])(?P<ticks>`++)[^\n]+?(?<!`)(?P=ticks)(?!`)")
_CODE_OR_COMMENT = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n"
    rf"|{_INLINE.pattern}"
    r"|<!--.*?(?P<end>-->|\Z)",
    re.MULTILINE | re.DOTALL,
)
#: what HTML holds and no reader sees; a ``<`` that is shown is written as an entity
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>", re.DOTALL)
_ID = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id|name)=(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""")
_ITEM = re.compile(r"^( *)(?:[-*+]|([0-9]+)[.)]) +(?=\S)")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’）》]*")


def finish(text: str, official: bool = False) -> str:
    """Give every heading an anchor of its own; in an official document number it too.

    Comments are for the authors and go: the engine would publish them.
    Its lists become numbered paragraphs: paper has no bullets, and the numbers are text everywhere.
    ``##`` is numbered 一、 ``###`` （一） ``####`` 1. ``#####`` （1） (GB/T 9704-2012, 7.3.3). The
    anchor is made of the heading's own words, so that a section may be moved without breaking a
    link to it.
    """
    text = without_comments(text)
    text = _itemized(text) if official else text
    counts = [0, 0, 0, 0]
    bare = unread(text)
    taken = {own[1]: 1 for each in _HEADING.finditer(bare) if (own := _OWN.search(each[3] or ""))}
    ends = [*(found.start() for found in re.finditer(ATTACHMENT, text)), len(text) + 1]

    def finished(match: re.Match[str]) -> str:
        marks, title, attributes = match[1], match[2], match[3] or ""
        if bare[match.start()] != "#":  # in code it is shown as it stands
            return match[0]
        if not _OWN.search(attributes):
            attributes = f" #{_free(anchor(title), taken)} {attributes.strip()}"
        level = len(marks) - 2
        if match.start() >= ends[0]:  # an attachment is numbered anew
            counts[:], ends[:] = [0, 0, 0, 0], ends[1:]
        if official and 0 <= level < len(counts):
            counts[level] += 1
            counts[level + 1 :] = [0] * (len(counts) - level - 1)
            n = counts[level]
            title = (f"{ordinal(n)}、", f"（{ordinal(n)}）", f"{n}&#46; ", f"（{n}）")[
                level
            ] + title
        return f"{marks} {title} {{ {attributes.strip()} }}"

    return _HEADING.sub(finished, text)


def _free(name: str, taken: dict[str, int]) -> str:
    """Return a name that no other heading has, and take it; ``taken`` counts how often each was asked."""
    own = name
    while own in taken:
        taken[name] += 1
        own = f"{name}-{taken[name]}"
    taken[own] = 1
    return own


class _Piece(NamedTuple):
    """Code or a comment in Markdown: its place, which of both, and whether it is closed."""

    start: int
    end: int
    code: bool
    closed: bool


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield code and comments in order.

    A fence that nothing closes is no code. No later fence of its length is closed either, so that
    the text is not searched again for each.
    """
    left_open: set[str] = set()
    at = 0
    while match := _CODE_OR_COMMENT.search(text, at):
        at, fence = match.end(), match["fence"]
        if not fence:
            yield _Piece(match.start(), at, bool(match["ticks"]), match["end"] != "")
            continue
        closing = re.compile(rf"^{fence} *$", re.MULTILINE)
        if fence not in left_open and (close := closing.search(text, at)):
            at = close.end()
            yield _Piece(match.start(), at, True, True)
            continue
        left_open.add(fence)
        at = match.end("fence")
        if inline := _INLINE.match(text, match.start()):
            at = inline.end()
            yield _Piece(match.start(), at, True, True)


def _replaced(text: str, put: Callable[[_Piece], str]) -> str:
    done, at = [], 0
    for piece in _pieces(text):
        done += [text[at : piece.start], put(piece)]
        at = piece.end
    return "".join([*done, text[at:]])


def without_comments(text: str) -> str:
    """Return Markdown without its comments; in code they are shown, and stay."""
    return _replaced(text, lambda piece: text[piece.start : piece.end] if piece.code else "")


def glued_comments(text: str) -> Iterator[int]:
    """Yield where a comment stands between two signs, which meet when it goes."""
    for start, end, code, _ in _pieces(text):
        around = (text[max(start - 1, 0) : start], text[end : end + 1])
        if not code and all(sign.strip() for sign in around):
            yield start


def unread(text: str) -> str:
    """Return Markdown with blanks for its comments and code, which lead nowhere."""
    return _replaced(text, lambda piece: re.sub(r"[^\n]", " ", text[piece.start : piece.end]))


def anchors(text: str) -> frozenset[str]:
    """Return the anchors of finished Markdown: its headings', and those written in HTML."""
    text = unread(text)
    headings = (_OWN.search(each[3] or "") for each in _HEADING.finditer(text))
    return frozenset(
        [
            *(each[1] for each in headings if each),
            *(html.unescape("".join(each.groups(""))) for each in _ID.finditer(text)),
        ]
    )


def open_comment(text: str) -> int | None:
    """Return where a comment begins that is not closed: it would swallow the rest of the page."""
    return next((each.start for each in _pieces(text) if not (each.code or each.closed)), None)


def uncommented(page: str) -> str:
    """Return a page's HTML without comments, however they came through the Markdown."""
    return _UNSEEN.sub("", page)


def _itemized(text: str) -> str:
    """Turn list items into paragraphs: 1. and below it （1）, or —— (GB/T 15834-2011, 4.13).

    The numbers are those that were typed; ``typography`` sees that they are in order.
    """
    done: list[str] = []
    inside = False
    for line in text.split("\n"):
        item = _ITEM.match(line)
        if item and (inside or not done or not done[-1].strip()):
            number = f"（{item[2]}）" if len(item[1]) > 1 else f"{item[2]}&#46; "
            done += ["", (number if item[2] else "——") + line[item.end() :]]
            inside = True
        elif inside and line.strip() and (line.startswith(" ") or done[-1].strip()):
            done.append(line.strip())  # the item goes on
        else:
            inside = inside and not line.strip()
            done.append(line)
    return "\n".join(done)


def anchor(heading: str) -> str:
    """Return the anchor of a heading: its letters, digits and Chinese characters.

    Underscores would be emphasis to Markdown. It is the name of a place in the PDF as well, and
    there are programs that read no names of thousands of bytes. Letters and digits alone may be
    the name of a part of ours.
    """
    words = re.sub(r"[\W_]+", "-", plain(heading)).strip("-").lower()
    words = words[:_LONGEST_ANCHOR].rstrip("-")
    return "-".join(filter(None, ("节", words))) if words.isascii() else words


@dataclass(frozen=True)
class Use:
    """One sentence in which a figure is published."""

    page: str
    heading: str
    anchor: str
    sentence: str


def uses(pages: Mapping[str, str]) -> dict[str, list[Use]]:
    """Return, by a figure's id, the sentences that show it; ``pages`` maps path to finished text."""
    found: dict[str, list[Use]] = {}
    for page, text in pages.items():
        heading, mark = "", ""
        for block in re.split(r"\n{2,}", text.replace("</li>", "</li>\n").strip()):
            if match := _HEADING.match(block):
                heading = plain(match[2])
                explicit = re.search(r"\{[^}\n]*#([^\s}]+)", match[0])
                mark = explicit[1] if explicit else anchor(match[2])
            for sentence in _SENTENCE.findall(block):
                for figure in dict.fromkeys(_FIGURE.findall(sentence)):
                    use = Use(page, heading, mark, plain(sentence).strip())
                    found.setdefault(figure, []).append(use)
    return found
