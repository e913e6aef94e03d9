"""An author's text as its readers see it, every character knowing who wrote it.

A passage is a paragraph, a heading, a list item or a row of a table. A character was either typed
by the author or said by a word; what marks up the text (emphasis, targets of links, comments) is
left out.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ledger.issues import Issue, Place
from ledger.language import placeholders
from ledger.language.signs import FORMS
from ledger.prose import calls as prose
from ledger.prose import headings, hidden
from ledger.prose.calls import Call, Rendered
from ledger.prose.comments import within
from ledger.prose.hidden import NOTHING
from ledger.prose.markup import plain
from ledger.prose.unseen import ENTITY
from ledger.remembered import Same, remembered

#: words that compose other texts, which are passages of their own
COMPOSING = ("section", "sections", "report_head", "report_foot")
_MARKUP = re.compile(
    rf"\\(?=[!-/:-@\[-`{{-~]|$)|[\ue000\ue001{FORMS}]",
    re.MULTILINE,
)
#: a pair of lines with text between, which Chinese characters do not touch
_UNDERLINED = re.compile(
    r"(?<![\w\\])(_{1,2})(?=[^\s_])([^_\n]*(?:\n[^_\n]+)*)(?<![\s\\_])\1(?!\w)"
)
#: a pair of stars with text between; what is within has none
_EMPHASIS = re.compile(r"(?<![*\\])(\*{1,3})(?=[^\s*])([^*\n]*(?:\n[^*\n]+)*)(?<![\s\\])\1(?!\*)")
#: what stands over a character in ruby
_READING = re.compile(r"<rt\b[^<>]*>(?:(?!</?rt\b).)*+", re.IGNORECASE | re.DOTALL)
#: where more is to be done than to take the sign that stands there
_STOPS = re.compile(f"[&\n{NOTHING}]")
_BEGINS = re.compile(r"\A\s*(?:#|[-*+] |[0-9]+[.)] |\|)")


@dataclass(eq=False)
class Passage(Same):
    """The characters of a passage, where each was typed, and the call that said it, if one did."""

    path: str
    source: str = field(repr=False)
    text: str = ""
    at: list[int] = field(default_factory=list)
    calls: list[Call | None] = field(default_factory=list)

    def add(self, text: str, at: int, call: Call | None = None) -> None:
        """Append what stands at one place of the source."""
        self.text += text
        self.at += [at] * len(text)
        self.calls += [call] * len(text)

    def add_typed(self, text: str, start: int) -> None:
        """Append what stands in the source as it is, from a place on."""
        self.text += text
        self.at += range(start, start + len(text))
        self.calls += [None] * len(text)

    def place(self, index: int) -> Place:
        """Return where a character was typed, or the call that said it."""
        return prose.place_at(self.source, self.at[index], self.path)

    def issue(self, index: int, message: str, code: str = "", end: int = 0) -> Issue:
        """Return an issue at a character, or at the stretch up to ``end``."""
        last = self.at[max(index, end - 1)]
        length = len(self.source[self.at[index] : last + 1].partition("\n")[0])
        return Issue(self.place(index), message, max(length, 1), code)

    def without_readings(self) -> Passage:
        """Return the passage without the readings (rt) that stand small over its characters."""
        over = [match.span() for match in _READING.finditer(self.source)]
        if not over:
            return self
        kept = [index for index, at in enumerate(self.at) if not within(over, at)]
        return replace(
            self,
            text="".join(self.text[index] for index in kept),
            at=[self.at[index] for index in kept],
            calls=[self.calls[index] for index in kept],
        )

    def typed(self, start: int, end: int) -> bool:
        """Whether the author typed any character of a stretch."""
        return any(call is None for call in self.calls[start:end])

    def word(self, index: int) -> str | None:
        """Return the word that said a character; None where it was typed, or out of the passage."""
        call = self.calls[index] if 0 <= index < len(self.calls) else None
        return call.word if call else None


def passages(text: str, path: str, said: list[Rendered]) -> list[Passage]:
    """Return the passages of an author's file whose calls said ``said``."""
    return list(_remembered(text, path, tuple(each.markup for each in said)))


@remembered
def _remembered(text: str, path: str, markups: tuple[str, ...]) -> tuple[Passage, ...]:
    """Return the passages of a text, of whose calls the first said ``markups``."""
    said = [Rendered(*each) for each in zip(prose.scan(text, path)[0], markups, strict=False)]
    return tuple(passage for passage in _passages(text, path, said) if passage.text.strip())


def headings_among(found: list[Passage]) -> list[bool]:
    """Return, for each passage of one text, whether it is a heading."""
    titles = headings.titles(prose.masked(found[0].source, hidden.WORD)) if found else []
    return [within(titles, passage.at[0]) for passage in found]


def _passages(text: str, path: str, said: list[Rendered]) -> Iterator[Passage]:
    shown = hidden.shown(text)
    shown = _UNDERLINED.sub(lambda pair: pair[0].replace("_", NOTHING), shown)
    if not path.startswith("docs/report/"):  # an official document has no emphasis
        shown = _unstressed(_unstressed(shown))
    shown = _MARKUP.sub(lambda match: NOTHING * len(match[0]), shown)
    starts = {each.call.start: each for each in said}
    stops = sorted([*starts, *(found.start() for found in _STOPS.finditer(shown)), len(text)])
    passage, index = Passage(path, text), 0
    while index < len(text):
        if each := starts.get(index):
            if each.call.word not in COMPOSING:
                passage.add(_heard(each.markup), index, each.call)
            index = each.call.end
            continue
        stop = stops[bisect_left(stops, index)]
        if stop > index:
            passage.add_typed(shown[index:stop], index)
            index = stop
            continue
        sign = shown[index]
        if sign == "&" and (entity := ENTITY.match(text, index)):
            passage.add(html.unescape(entity[0]).replace("\xa0", " "), index)
            index = entity.end()
            continue
        if sign == "\n" and _ends(text, index):
            yield passage
            passage = Passage(path, text)
        elif sign == "\n":
            _join(passage, index)
        elif sign != NOTHING:
            passage.add(sign, index)
        index += 1
    yield passage


def _unstressed(text: str) -> str:
    """Return the text with the stars of its innermost emphasis blanked out."""

    def bare(pair: re.Match[str]) -> str:
        stressed = placeholders.emphasised(text, *pair.span(2))
        return pair[0].replace("*", NOTHING) if stressed else pair[0]

    return _EMPHASIS.sub(bare, text)


def _heard(markup: str) -> str:
    """Return a word's markup as text, its blocks apart."""
    return plain(re.sub(r"</(?:p|li|tr|td|th|h[1-6])>|<br>", "\n", markup))


def _ends(text: str, newline: int) -> bool:
    """Whether a passage ends with this newline: at a blank line, or before another block."""
    rest = text[newline + 1 :].partition("\n")[0]
    line = text[text.rfind("\n", 0, newline) + 1 : newline]
    return not rest.strip() or bool(_BEGINS.match(rest)) or line.lstrip().startswith("#")


def _join(passage: Passage, index: int) -> None:
    """A line goes on: Chinese without a blank, other words with one."""
    if passage.text and passage.text[-1].isascii() and not passage.text[-1].isspace():
        passage.add(" ", index)
