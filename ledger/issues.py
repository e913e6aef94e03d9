"""What is wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A position in a file: path from the project's root; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Issue:
    """One finding. The message is Chinese and names what to write instead."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}  {self.message}"


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
    """Return the known word most like ``word``, or None where none comes close."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), None)


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """Return the message for a word that is none of the known ones."""
    known = list(known)
    guess = nearest(word, known)
    if guess:
        return f"不认识的{kind}“{word}”，是不是“{guess}”？"
    some = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
    return f"不认识的{kind}“{word}”；可以写：{some}"
