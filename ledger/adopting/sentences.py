"""The sentences of a part of an old report, with their spots; by which word each spot is known again.

A spot keeps its word in another year's report, and when more names are known: numbers, days and placeholders
count for nothing in it. So a choice that was made once is found again in a newer file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ledger.adopting.model import Kind, Part, Role, Spot
from ledger.patterns import Pattern

#: a part of which a person decides; the others are elements and headings
DECIDED = (Role.PARAGRAPH, Role.TABLE)
_STOP = Pattern("[。！？；\n]")
_DIGITS = Pattern("[0-9０-９]+")
_BLANK = Pattern(r"\s+")
#: stands for what another year says in other signs
_ANY = "〇"
_CHANGING = (Kind.QUANTITY, Kind.NORM, Kind.DATE, Kind.PLACEHOLDER)
#: the signs of a digest that a word has
_LONG = 10


@dataclass(frozen=True)
class Sentence:
    """A sentence: where it begins in its part, its text with the stop, its spots."""

    start: int
    text: str
    spots: tuple[Spot, ...]

    @cached_property
    def masked(self) -> str:
        """The text without what changes from year to year."""
        return self._masked(len(self.text))

    def place(self, spot: Spot) -> int:
        """Return how many signs stand before a spot once all is masked.

        Names that are known later do not change that number.
        """
        return len(self._masked(spot.start - self.start))

    def _masked(self, end: int) -> str:
        done, last = [], 0
        for spot in self.spots:
            start = spot.start - self.start
            if start < end and spot.kind in _CHANGING:
                done += [self.text[last:start], _ANY]
                last = spot.end - self.start
        return _DIGITS.sub(_ANY, _BLANK.sub("", "".join([*done, self.text[last:end]])))


@dataclass(frozen=True)
class Item:
    """What a person decides on: a spot of a sentence, or a part without any."""

    id: str
    part: Part
    sentence: Sentence
    spot: Spot | None


def sentences(part: Part) -> list[Sentence]:
    """Return the sentences of a part; no spot is cut in two."""
    ends = [each.end() for each in _STOP.finditer(part.text)]
    whole = [end for end in ends if not any(s.start < end < s.end for s in part.spots)]
    found, start = [], 0
    for end in [*whole, len(part.text)]:
        if part.text[start:end].strip():
            spots = tuple(each for each in part.spots if start <= each.start < end)
            found.append(Sentence(start, part.text[start:end], spots))
            start = end
    return found


def beginnings(text: str) -> Iterator[int]:
    """Yield where sentences may begin in a text, the blanks before one left out."""
    for end in (0, *(each.end() for each in _STOP.finditer(text))):
        yield len(text) - len(text[end:].lstrip())


def stands(sentence: str, text: str, start: int) -> bool:
    """Whether a sentence, without the blanks around it, stands whole at a place of a text."""
    if not text.startswith(sentence, start):
        return False
    rest = text[start + len(sentence) :].partition("\n")[0]
    return bool(_STOP.fullmatch(sentence[-1:])) or not rest.strip()


class Known:
    """Gives each item of a document its word; the second of the same has another."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._met: Counter[str] = Counter()

    def items(self, part: Part) -> Iterator[Item]:
        """Yield what is to be decided of a part."""
        if part.role not in DECIDED:
            return
        if not part.spots:
            whole = Sentence(0, part.text, ())
            yield Item(self._word(whole, -1), part, whole, None)
            return
        for each in sentences(part):
            for spot in each.spots:
                yield Item(self._word(each, each.place(spot)), part, each, spot)

    def _word(self, sentence: Sentence, place: int) -> str:
        about = f"{self._home}\n{place}\n{sentence.masked}"
        self._met[about] += 1
        digest = hashlib.sha256(f"{about}\n{self._met[about]}".encode()).hexdigest()
        return f"s{digest[:_LONG]}"


def items(parts: Sequence[Part], home: str) -> list[Item]:
    """Return all that is to be decided of a document whose folder is ``home``, in its order."""
    known = Known(home)
    return [item for part in parts for item in known.items(part)]
