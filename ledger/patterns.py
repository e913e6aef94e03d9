"""Regular expressions that are compiled when a text first needs them, and rules made of them.

To compile an expression takes a hundred times as long as to look through a sentence with it, and most
texts hold none of the signs that most rules are about.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heapreplace
from typing import Any, NamedTuple


class Pattern:
    """A regular expression, compiled when it is first used."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern, self._flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself, which from then on answers in the pattern's place."""
        found = re.compile(self.pattern, self._flags)
        for name in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            vars(self)[name] = getattr(found, name)
        return found

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match, as ``re.Pattern.search`` does."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match at a place, as ``re.Pattern.match`` does."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of the whole text, as ``re.Pattern.fullmatch`` does."""
        return self.compiled.fullmatch(text, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield the matches from left to right, as ``re.Pattern.finditer`` does."""
        return self.compiled.finditer(text, start, end)

    def findall(self, text: str) -> list[Any]:
        """Return the matches, or their groups, as ``re.Pattern.findall`` does."""
        return self.compiled.findall(text)

    def split(self, text: str) -> list[str]:
        """Return what stands between the matches."""
        return self.compiled.split(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return the text with each match replaced, as ``re.Pattern.sub`` does."""
        return self.compiled.sub(by, text, count)


def only_at(signs: str) -> str:
    """Return what begins an expression each of whose matches begins with one of some signs.

    It saves the engine to look back, or through what may begin one, at every other place.
    ``signs`` are written as in brackets of an expression.
    """
    return f"(?=[{signs}])"


def without(text: str, *patterns: Pattern) -> tuple[str, Sequence[int]]:
    """Return a text without what patterns find, and where each of its signs stood before."""
    gone = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
    if not gone:
        return text, range(len(text))
    parts, kept, last = list[str](), list[int](), 0
    for start, end in (*gone, (len(text), len(text))):
        parts.append(text[last:start])
        kept += range(last, start)
        last = max(last, end)
    return "".join(parts), kept


#: where what a match began ends; None where the rule does not hold there
Ends = Callable[[re.Match[str]], int | None]


@dataclass(frozen=True)
class Rule:
    """One thing that texts write, how to find it, and examples of it, which the tests run.

    A text with none of the ``signs`` holds none; for a rule without ``signs`` any text may. In the example
    ``finds`` the brackets ⟦⟧ stand around each find; in ``leaves`` the rule finds nothing. ``ends``
    says what the expression alone cannot.
    """

    name: str
    expression: str
    signs: str = field(default="", kw_only=True)
    finds: str = field(kw_only=True)
    leaves: str = field(kw_only=True)
    ends: Ends = field(default=re.Match.end, kw_only=True)

    @cached_property
    def pattern(self) -> Pattern:
        """The expression, compiled when it is first used."""
        return Pattern(self.expression)

    def search(self, text: str, start: int = 0) -> Found | None:
        """Return the first find from a place on; what holds no sign is none."""
        while start <= len(text) and (match := self.pattern.search(text, start)):
            end = self.ends(match)
            if end is not None and end > match.start():
                return Found(match.start(), end, match, self)
            start = match.start() + 1
        return None

    def at(self, text: str, place: int) -> Found | None:
        """Return the find that begins at a place."""
        match = self.pattern.match(text, place)
        end = self.ends(match) if match else None
        return Found(place, end, match, self) if match and end is not None else None


class Found(NamedTuple):
    """A find: where it stands in a text, the match that it began with, and its rule."""

    start: int
    end: int
    match: re.Match[str]
    rule: Rule


def _nothing(*_: object) -> bool:
    return False


class Family:
    """Rules of one kind: at one place of a text the rule that stands first finds."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        #: of each sign the rules about it, and those that any text may need, as bits
        self._of: dict[str, int] = {}
        self._always = 0
        for bit, each in enumerate(rules):
            self._always |= 0 if each.signs else 1 << bit
            for sign in each.signs:
                self._of[sign] = self._of.get(sign, 0) | 1 << bit
        self._signs = frozenset(self._of)
        self._fitting: dict[int, list[Rule]] = {0: []}

    def scan(self, text: str, signs: frozenset[str] | None = None) -> Iterable[Found]:
        """Return the finds from left to right; ``signs`` are those of the text, maybe more.

        To list them costs as much as a rule; several families may be given the same.
        """
        bits = self._always
        for sign in self._signs & (frozenset(text) if signs is None else signs):
            bits |= self._of[sign]
        if bits not in self._fitting:
            chosen = (each for bit, each in enumerate(self.rules) if bits >> bit & 1)
            self._fitting[bits] = [*chosen]
        return _scanned(self._fitting[bits], text) if bits else ()

    def blanked(
        self,
        text: str,
        spared: Callable[[str, Found], bool] = _nothing,
        signs: frozenset[str] | None = None,
    ) -> str:
        """Return the text with the finds blanked out, but for those that are spared."""
        parts, end = list[str](), 0
        for found in self.scan(text, signs):
            if not spared(text, found):
                parts += text[end : found.start], "\0" * (found.end - found.start)
                end = found.end
        return "".join((*parts, text[end:])) if parts else text


def _scanned(rules: Sequence[Rule], text: str) -> Iterator[Found]:
    finds = [(each.search(text), order) for order, each in enumerate(rules)]
    waiting = [(found.start, order, found) for found, order in finds if found]
    heapify(waiting)
    end = 0
    while waiting:
        start, order, found = waiting[0]
        if start >= end:
            yield found
            end = found.end
        if again := rules[order].search(text, end):
            heapreplace(waiting, (again.start, order, again))
        else:
            heappop(waiting)
