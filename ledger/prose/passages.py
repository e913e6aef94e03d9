"""An author's text as its readers see it, every character knowing who wrote it.

A passage is a paragraph, a heading, a list item or a row of a table. A character was either typed
by the author or said by a word; what marks up the text (emphasis, targets of links, comments) is
left out.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import itemgetter

from ledger.issues import Issue, Place
from ledger.language import placeholders
from ledger.language.signs import FORMS
from ledger.patterns import Pattern
from ledger.prose import calls as prose
from ledger.prose import headings, hidden
from ledger.prose.addresses import in_document
from ledger.prose.calls import Call, Rendered
from ledger.prose.comments import within
from ledger.prose.hidden import NOTHING
from ledger.prose.markup import plain
from ledger.prose.unseen import ENTITY
from ledger.remembered import Same, lately, remembered

#: words that compose other texts, which are passages of their own
COMPOSING = ("section", "sections", "report_head", "report_foot")
_MARKUP = Pattern(
    rf"\\(?=[!-/:-@\[-`{{-~]|$)|[\ue000\ue001{FORMS}]+",
    re.MULTILINE,
)
#: a pair of lines with text between, which Chinese characters do not touch
_UNDERLINED = Pattern(r"(?<![\w\\])(_{1,2})(?=[^\s_])([^_\n]*(?:\n[^_\n]+)*)(?<![\s\\_])\1(?!\w)")
#: a pair of stars with text between; what is within has none
_EMPHASIS = Pattern(r"(?<![*\\])(\*{1,3})(?=[^\s*])([^*\n]*(?:\n[^*\n]+)*)(?<![\s\\])\1(?!\*)")
#: what stands over a character in ruby
_READING = Pattern(r"<rt\b[^<>]*>(?>(?:(?!</?rt\b).)*)", re.IGNORECASE | re.DOTALL)
#: where more is to be done than to take the sign that stands there
_STOPS = Pattern(f"[&\n]|{NOTHING}+")
_BLOCK_ENDS = Pattern(r"</(?:p|li|tr|td|th|h[1-6])>|<br>")
_BEGINS = Pattern(r"\A\s*(?:#|[-*+] |[0-9]+[.)] |\|)")


#: what stands in a passage: its text, where it was typed, the call that said it, if one did, and
#: whether each of its characters was typed behind the one before, or all of them at one place
Piece = tuple[str, int, Call | None, bool]


@dataclass(eq=False)
class Passage(Same):
    """The pieces of a passage in the text of a file."""

    path: str
    source: str = field(repr=False)
    pieces: tuple[Piece, ...] = ()
    text: str = field(init=False)
    #: the stretches that calls said, each with its call
    calls: tuple[tuple[int, int, Call], ...] = field(init=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        said = [piece[0] for piece in self.pieces]
        self.text = "".join(said)
        self._starts = tuple(accumulate(map(len, said), initial=0))[:-1]
        self.calls = tuple(
            (start, start + len(said), call)
            for start, (said, _, call, _) in zip(self._starts, self.pieces, strict=True)
            if call
        )

    def at(self, index: int) -> int:
        """Return where in the source a character was typed, or the call that said it."""
        number = bisect_right(self._starts, index) - 1
        _, at, _, apart = self.pieces[number]
        return at + (index - self._starts[number]) * apart

    def call(self, index: int) -> Call | None:
        """Return the call that said a character; None where it was typed, or out of the passage."""
        if not 0 <= index < len(self.text):
            return None
        return self.pieces[bisect_right(self._starts, index) - 1][2]

    def place(self, index: int) -> Place:
        """Return where a character was typed, or the call that said it."""
        return prose.place_at(self.source, self.at(index), self.path)

    def issue(self, index: int, message: str, code: str = "", end: int = 0) -> Issue:
        """Return an issue at a character, or at the stretch up to ``end``."""
        first, last = self.at(index), self.at(max(index, end - 1))
        length = len(self.source[first : last + 1].partition("\n")[0])
        return Issue(self.place(index), message, max(length, 1), code)

    def without_readings(self) -> Passage:
        """Return the passage without the readings (rt) that stand small over its characters."""
        over = [match.span() for match in _READING.finditer(self.source)]
        if not over:
            return self
        signs = (
            (sign, self.at(index), self.call(index), True) for index, sign in enumerate(self.text)
        )
        return replace(self, pieces=tuple(each for each in signs if not within(over, each[1])))

    def first_typed(self, start: int, end: int) -> int | None:
        """Return the first character of a stretch that the author typed, if any."""
        stretch = range(start, min(end, len(self.text)))
        return next((index for index in stretch if not self.call(index)), None)

    def typed(self, start: int, end: int) -> bool:
        """Whether the author typed any character of a stretch."""
        return self.first_typed(start, end) is not None

    def word(self, index: int) -> str | None:
        """Return the word that said a character; None where it was typed, or out of the passage."""
        call = self.call(index)
        return call.word if call else None


def passages(text: str, path: str, said: list[Rendered]) -> list[Passage]:
    """Return the passages of an author's file whose calls said ``said``."""
    return list(_remembered(text, path, tuple(each.markup for each in said)))


@remembered
def _remembered(text: str, path: str, markups: tuple[str, ...]) -> tuple[Passage, ...]:
    """Return the passages of a text, of whose calls the first said ``markups``."""
    said = [Rendered(*each) for each in zip(prose.scan(text, path)[0], markups, strict=False)]
    found = (tuple(filter(itemgetter(0), each)) for each in _passages(text, path, said))
    return tuple(_passage(path, text, each) for each in found if _says(each))


def _says(pieces: Iterable[Piece]) -> bool:
    """Whether a reader sees anything of some pieces."""
    return any(said.strip() for said, *_ in pieces)


@remembered
def _passage(path: str, source: str, pieces: tuple[Piece, ...]) -> Passage:
    """Return a passage: the same one where it says the same, though others of its text do not."""
    return Passage(path, source, pieces)


def headings_among(found: list[Passage]) -> list[bool]:
    """Return, for each passage of one text, whether it is a heading."""
    titles = headings.titles(prose.masked(found[0].source, hidden.WORD)) if found else []
    return [within(titles, passage.at(0)) for passage in found]


def _passages(text: str, path: str, said: list[Rendered]) -> Iterator[list[Piece]]:
    """Yield the pieces of each passage, which may be none."""
    shown, pieces, index = _shown(text, path), list[Piece](), 0
    for each in (*said, None):
        end = each.call.start if each else len(text)
        for stop in _STOPS.finditer(shown, index, end):
            start = stop.start()
            if start > index:
                pieces.append((shown[index:start], index, None, True))
            index = max(index, stop.end())
            if stop[0] == "\n" and _ends(text, start):
                yield pieces
                pieces = []
            elif stop[0] == "\n":
                pieces += _joint(pieces, start)
            elif stop[0] == "&":
                entity = ENTITY.match(text, start)
                sign = html.unescape(entity[0]).replace("\xa0", " ") if entity else "&"
                pieces.append((sign, start, None, False))
                index = entity.end() if entity else index
        if index < end:
            pieces.append((shown[index:end], index, None, True))
        if each:
            if each.call.word not in COMPOSING:
                pieces.append((_heard(each.markup), each.call.start, each.call, False))
            index = each.call.end
    yield pieces


def _shown(text: str, path: str) -> str:
    """Return what is read of a text, with ``NOTHING`` for the rest."""
    shown = hidden.shown(text)
    if "_" in shown:
        shown = _UNDERLINED.sub(lambda pair: pair[0].replace("_", NOTHING), shown)
    if not in_document(path):  # an official document has no emphasis
        shown = _unstressed(_unstressed(shown))
    return _MARKUP.sub(lambda match: NOTHING * len(match[0]), shown)


def _unstressed(text: str) -> str:
    """Return the text with the stars of its innermost emphasis blanked out."""

    def bare(pair: re.Match[str]) -> str:
        stressed = placeholders.emphasised(text, *pair.span(2))
        return pair[0].replace("*", NOTHING) if stressed else pair[0]

    return _EMPHASIS.sub(bare, text) if "*" in text else text


@lately
def _heard(markup: str) -> str:
    """Return a word's markup as text, its blocks apart."""
    return plain(_BLOCK_ENDS.sub("\n", markup))


def _ends(text: str, newline: int) -> bool:
    """Whether a passage ends with this newline: at a blank line, or before another block."""
    rest = text[newline + 1 :].partition("\n")[0]
    line = text[text.rfind("\n", 0, newline) + 1 : newline]
    return not rest.strip() or bool(_BEGINS.match(rest)) or line.lstrip().startswith("#")


def _joint(pieces: list[Piece], newline: int) -> list[Piece]:
    """Return what joins the next line to a passage: Chinese nothing, other words a blank."""
    last = next((said[-1] for said, *_ in reversed(pieces) if said), " ")
    return [(" ", newline, None, True)] if last.isascii() and not last.isspace() else []
