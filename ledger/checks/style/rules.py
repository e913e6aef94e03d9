"""A rule of typography: a pattern that finds a wrong sign, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ledger.language.signs import HAN
from ledger.prose.hidden import WORD

#: a Chinese character, or punctuation of Chinese text only
CHINESE = rf"〇{HAN}\uf900-\ufaff\U00020000-\U0003ffff{WORD}，。、；：？！“”（）《》〈〉〔〕【】"

#: the mark of a block that is no paragraph of text: a heading, an item, a row, a quotation
BLOCK = re.compile(r"\A[ \t]*(#|[-*+] |[0-9]{1,9}[.)] |\||>)")

#: a fault: its code and its message
Fault = tuple[str, str]
#: a fault's first and last column, half-open, from 0
Found = tuple[int, int, Fault]


@dataclass(frozen=True)
class Rule:
    """A pattern that finds a wrong sign, with the finding's code and message.

    The sign itself is the group ``at``, else the last group that matched, if any. Where the message is
    empty nothing is wrong. For a ``pair`` only the first sign is reported, because the text inside
    the pair may have findings of its own.
    """

    code: str
    pattern: re.Pattern[str]
    message: Callable[[re.Match[str]], str]
    pair: bool = False

    def look(self, line: str) -> Iterator[Found]:
        """Yield each fault in a line."""
        for match in self.pattern.finditer(line):
            if message := self.message(match):
                start, end = match.span(_sign(match))
                yield start, start + 1 if self.pair else end, (self.code, message)


def _sign(match: re.Match[str]) -> str | int:
    return "at" if match.groupdict().get("at") is not None else match.lastindex or 0


def rule(code: str, pattern: str, message: str | Callable[[str], str], pair: bool = False) -> Rule:
    """Return a rule whose message is made of the sign."""
    said = message.format if isinstance(message, str) else message
    return Rule(code, re.compile(pattern), lambda match: said(match[_sign(match)]), pair)


def whole(code: str, pattern: str, message: Callable[[re.Match[str]], str]) -> Rule:
    """Return a rule whose message is made of all that the pattern found."""
    return Rule(code, re.compile(pattern), message)


def look(rules: Iterable[Rule], line: str) -> Iterator[Found]:
    """Yield the faults that some rules find in a line."""
    for each in rules:
        yield from each.look(line)
