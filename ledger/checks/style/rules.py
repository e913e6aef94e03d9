"""A rule of typography: how to find a wrong sign, what to write instead, and examples of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ledger.language.signs import HALF, UNUSUAL, Reading
from ledger.patterns import Pattern
from ledger.prose.hidden import WORD

_HAN = r"[^\W\x00-\xff\uff00-\uffff]"
#: a Chinese character in a line as it is ``read``, but 〇
HAN = rf"(?:(?!〇){_HAN})"
#: a Chinese character, or punctuation of Chinese text only
CHINESE = rf"(?:{_HAN}|[{WORD}，。、；：？！“”（）《》〈〉〔〕【】])"
#: wide letters and digits stay: they are wrong signs themselves
_READING = Reading({wide: chr(wide) for wide in HALF})

#: the mark of a block that is no paragraph of text: a heading, an item, a row, a quotation
BLOCK = Pattern(r"\A[ \t]*(#|[-*+] |[0-9]{1,9}[.)] |\||>)")

#: a fault: its code and its message
Fault = tuple[str, str]
#: a fault's first and last column, half-open, from 0
Found = tuple[int, int, Fault]


Message = Callable[[re.Match[str]], str]
#: the right form of a sign in its match, the sign itself where nobody can tell
Right = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Rule:
    """A wrong sign: how to find it, the finding's code and message, and examples, which tests run.

    The sign itself is the group ``at``, else the last group that matched, if any. Where the message is
    empty nothing is wrong. For a ``pair`` only the first sign is reported, because the text inside
    the pair may have findings of its own. A line with none of the ``signs`` holds none. In the example
    ``finds`` the brackets ⟦⟧ stand around each sign; in ``leaves`` nothing is found. ``right`` is what
    takes the place of the sign, for a rule whose message leaves no choice.
    """

    code: str
    expression: str
    message: Message
    pair: bool = field(default=False, kw_only=True)
    signs: str = field(default="", kw_only=True)
    right: Right | None = field(default=None, kw_only=True)
    finds: str = field(kw_only=True)
    leaves: str = field(kw_only=True)

    @cached_property
    def pattern(self) -> Pattern:
        """The expression, compiled when it is first used."""
        return Pattern(self.expression)

    def mended(self, line: str, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Return a text with the signs that are wrong in it mended, and each with its right form.

        ``line`` is the text as it is ``read``, with all but text masked.
        """
        parts, done, end = list[str](), list[tuple[str, str]](), 0
        for match in self.pattern.finditer(line) if self.right and self._may(line) else ():
            start, last = match.span(_sign(match))
            right = self.right(match) if self.right and self.message(match) else match[_sign(match)]
            if right != text[start:last] and start >= end:
                parts += text[end:start], right
                done.append((text[start:last], right))
                end = last
        return "".join((*parts, text[end:])), done

    def _may(self, line: str) -> bool:
        return not self.signs or not frozenset(line).isdisjoint(self.signs)

    def look(self, line: str) -> Iterator[Found]:
        """Yield each fault in a line."""
        for match in self.pattern.finditer(line):
            if message := self.message(match):
                start, end = match.span(_sign(match))
                yield start, start + 1 if self.pair else end, (self.code, message)


def _sign(match: re.Match[str]) -> str | int:
    return "at" if match.groupdict().get("at") is not None else match.lastindex or 0


def read(line: str) -> str:
    """Return a line for the rules, as ``signs.reading`` does, but with its wide letters and digits."""
    return line.translate(_READING) if UNUSUAL.search(line) else line


def of_sign(message: str | Callable[[str], str]) -> Message:
    """Return a message that is made of the sign."""
    said = message.format if isinstance(message, str) else message
    return lambda match: said(match[_sign(match)])


def by_sign(right: str | Callable[[str], str]) -> Right:
    """Return a right form that is made of the sign."""
    made = (lambda _: right) if isinstance(right, str) else right
    return lambda match: made(match[_sign(match)])


def look(rules: Iterable[Rule], line: str, signs: frozenset[str] | None = None) -> Iterator[Found]:
    """Yield the faults that some rules find in a line; ``signs`` are its signs, where they are known."""
    for each in fitting(rules, frozenset(line) if signs is None else signs):
        yield from each.look(line)


def fitting(rules: Iterable[Rule], signs: frozenset[str]) -> list[Rule]:
    """Return the rules that may find something among some signs, in their order."""
    return [each for each in rules if not each.signs or not signs.isdisjoint(each.signs)]
