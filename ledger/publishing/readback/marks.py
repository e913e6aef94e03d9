"""No mark of Markdown, and no half of a word, is left in the prose of a finished page.

A mark is allowed where a word said it (somebody's text in a ledger), where the author wrote it so
that it shows (``\\*``, ``&#42;``), and in code. Any other is a slip that Markdown did not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import accumulate, chain
from typing import Any

from ledger.issues import Issue, Place, finds
from ledger.prose.calls import place_at
from ledger.prose.markup import BLOCKS
from ledger.prose.passages import Passage
from ledger.publishing.readback.opening import Page

#: what Python-Markdown leaves of HTML between emphasis that it misreads
STASHED = "klzzwxh:[0-9]{4}"
_MARK = re.compile(
    rf"{STASHED}|"
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{:|\*\*|~~|\]\(|!\[|\[\^|`"
    r"|^[ \t]*(?:#{1,6}(?!\d)|>[ ]|[-*+][ ](?=\S)|\|(?=.*\|)|(?:={3,}|-{3,})[ \t]*$)",
    re.MULTILINE,
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_NO_PROSE = frozenset({"pre", "code", "script", "style", "template", "aside", "svg", "button"})
#: parts of an official document that data make, not prose
_DATA = "doc-"
#: characters on both sides of a mark that tell its place from others
_AROUND = 8


@finds("finished.mark")
def compare(
    page: Page, within: str, passages: Sequence[Passage], texts: Mapping[str, str]
) -> Iterator[Issue]:
    """Yield the marks that are left in the prose of a page.

    ``within`` is the XPath of the element that holds the prose; ``passages`` and ``texts`` are its
    author's, as a reader sees them, and as they were typed by their paths.
    """
    authors = _Authors(passages, texts)
    for node, block in (found for root in page.all(within) for found in _blocks(root)):
        for match in _MARK.finditer(block):
            around, at = _context(block, *match.span())
            is_left, place = authors.judge(around, at)
            if is_left:
                message = (
                    f"“{around}”里的“{match[0].strip()}”没有起作用，原样印在 {page.path} 上；"
                    "请改成 CONTRIBUTING 里的写法，真要写这个符号的在前面加“\\”"
                )
                yield Issue(place, message) if place else page.issue(message, node)


class _Squeezed:
    """A text without white space, but with ends of lines, and where each character stood.

    In a ``source`` as it was typed the signs that escape others (``\\``) are left out, too.
    """

    def __init__(self, text: str, source: bool = False) -> None:
        escapes = {found.start() for found in _ESCAPE.finditer(text)} if source else ()
        kept = (at for at, sign in enumerate(text) if sign == "\n" or not sign.isspace())
        self.at = [at for at in kept if at not in escapes]
        self.text = "".join(text[at] for at in self.at)

    def places(self, part: str) -> Iterator[int]:
        """Yield where in the whole text a part begins."""
        found = self.text.find(part)
        while found >= 0:
            yield found
            found = self.text.find(part, found + 1)


class _Authors:
    """What the authors of a page wrote: searched for the places of a mark."""

    def __init__(self, passages: Sequence[Passage], texts: Mapping[str, str]) -> None:
        self._passages, self._texts = passages, texts

    def judge(self, around: str, at: int) -> tuple[bool, Place | None]:
        """Return whether a mark is left over, and where it was typed, as far as that is known.

        ``around`` is the mark with what stands around it, ``at`` the place of the mark in it. What
        stands before may be a number that the report adds, and is then left out. A mark is left
        over unless somebody wrote the same on purpose.
        """
        for part, index in ((around, at), (around[at:], 0)):
            place = None
            for typed, is_left in chain(self._shown(part, index), self._typed(part, index)):
                if not is_left:
                    return False, None
                place = place or typed()
            if place:
                return True, place
        return True, None

    @cached_property
    def _whole(self) -> tuple[_Squeezed, list[int]]:
        """All passages in one text, and where each begins in it."""
        texts = [passage.text.replace("\n", " ") for passage in self._passages]
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        return _Squeezed("\n".join(texts)), starts

    @cached_property
    def _sources(self) -> list[tuple[str, str, _Squeezed]]:
        """Each text as it was typed, by its path."""
        return [(path, text, _Squeezed(text, source=True)) for path, text in self._texts.items()]

    def _shown(self, part: str, index: int) -> Iterator[tuple[Callable[[], Place], bool]]:
        whole, starts = self._whole
        for found in whole.places(part):
            at = whole.at[found + index]
            number = bisect_right(starts, at) - 1
            passage = self._passages[number]
            at -= starts[number]
            yield partial(passage.place, at), _is_left(passage, at)

    def _typed(self, part: str, index: int) -> Iterator[tuple[Callable[[], Place], bool]]:
        for path, text, squeezed in self._sources:
            for found in squeezed.places(part):
                at = squeezed.at[found + index]
                yield partial(place_at, text, at, path), text[at - 1 : at] != "\\"


def _blocks(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield the blocks of an element, each with the text that stands in it and in no inner block."""
    parts: list[str] = []

    def inner(node: Any) -> Iterator[tuple[Any, str]]:
        parts.append(node.text or "")
        for child in node:
            if not isinstance(child.tag, str) or _is_no_prose(child):
                pass
            elif child.tag in BLOCKS:
                yield from _blocks(child)
                parts.append("\n")
            elif child.tag == "br":
                parts.append("\n")
            else:
                yield from inner(child)
            parts.append(child.tail or "")

    yield from inner(root)
    if (text := "".join(parts)).strip():
        yield root, text.replace("\xa0", " ")


def _is_no_prose(node: Any) -> bool:
    return node.tag in _NO_PROSE or (node.get("class") or "").startswith(_DATA)


def _context(text: str, start: int, end: int) -> tuple[str, int]:
    """Return a mark with what stands around it in its line, and where the mark begins in it.

    White space is left out.
    """
    before = "".join(text[:start].rpartition("\n")[2].split())[-_AROUND:]
    mark = "".join(text[start:end].split())
    return before + mark + "".join(text[end:].partition("\n")[0].split())[:_AROUND], len(before)


def _is_left(passage: Passage, at: int) -> bool:
    """Whether the author typed a character so that it does not show on purpose."""
    where = passage.at(at)
    typed = passage.call(at) is None and passage.source[where] == passage.text[at]
    return typed and passage.source[where - 1 : where] != "\\"
