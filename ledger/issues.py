"""What is wrong, where, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

#: characters that no editor means to type: YAML refuses them or takes them for line ends, a terminal
#: obeys them, some turn round the text beside them
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)

_CHINESE = re.compile("[\u4e00-\u9fff]")


def visible(text: str) -> str:
    """Return a text for a terminal: what it would obey, or nobody would see, as its number."""
    return INVISIBLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


class Place(NamedTuple):
    """A position in a file: path from the project's root; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Issue:
    """One finding. The message is Chinese and names what to write instead.

    ``length`` is how many characters of its line it speaks of.
    """

    place: Place
    message: str
    length: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return visible(f"{self.place}  {self.message}").replace("\n", "\\n").replace("\t", "\\t")


def unsaid(found: Iterable[Issue], said: Iterable[Issue]) -> list[Issue]:
    """Return the findings without those that begin inside what was spoken of before."""
    taken = {
        (path, line, column)
        for (path, line, start), length in ((issue.place, issue.length) for issue in said)
        for column in range(start, start + length)
    }
    return [issue for issue in found if tuple(issue.place) not in taken]


class Mistake(ValueError):
    """A wrong value whose place only the caller knows; the text is an issue's message."""


class LedgerError(Exception):
    """Everything that is wrong, at once: ``issues`` is sorted and free of repeats."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = sorted(set(issues))
        super().__init__(report(self.issues))


def report(issues: list[Issue]) -> str:
    """Return the findings one to a line, with their number in the last line."""
    return "\n".join([*map(str, issues), f"共 {len(issues)} 处需要修改。"])


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None where none comes close.

    Words without Chinese that differ in a number are different things: r03-04 is not near r03-05.
    """
    from difflib import get_close_matches

    if not _CHINESE.search(word):
        known = [
            each for each in known if _CHINESE.search(each) or _numbers(each) == _numbers(word)
        ]
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), None)


def _numbers(word: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", word)]


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """Return the message for a word that is none of the known ones."""
    known = list(known)
    guess = nearest(word, known)
    if guess:
        return f"不认识的{kind}“{word}”，是不是“{guess}”？"
    some = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
    return f"不认识的{kind}“{word}”；可以写：{some}"
