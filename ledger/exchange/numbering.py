"""The number (编号) of a new record: as those of its ledger are, with the sign of the writer in it.

A number is a head, the sign, and a count: r03-05 without a sign, r03-cw05 with one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from string import digits
from typing import NamedTuple

from ledger.exchange.entries import Entry
from ledger.exchange.writer import SIGN, Writer
from ledger.records.base import LedgerType, Numbered, month_of

_SIGN = re.compile(rf"(?<=-){SIGN}\Z")
#: in a head the place of the month; the head where a ledger has no address; how long a count is
_MONTH, _NAMELESS, _WIDTH = "{month}", "item", 2


class Parts(NamedTuple):
    """What a number is made of; a number without a count is none."""

    head: str
    sign: str
    digits: str


class Form(NamedTuple):
    """How the numbers of a ledger are made: the head, and of how many digits the count is."""

    head: str
    width: int


class Given(NamedTuple):
    """A number that a record has, and the month of its file; empty for a ledger without months."""

    number: str
    month: str


def given(entries: Iterable[Entry]) -> Iterator[Given]:
    """Yield the numbers of records."""
    key = Numbered.key_of("id")
    for entry in entries:
        if isinstance(entry.typed.get(key), str):
            yield Given(str(entry.typed[key]), month(entry.path))


def month(path: str) -> str:
    """Return the month of a file, as ``03``; empty where it is that of none."""
    found = month_of(path)
    return found.month if found else ""


def form_of(ledger: LedgerType, known: Iterable[Given]) -> Form:
    """Return how the numbers of a ledger are made: as half of them are, or of its address."""
    every = [*known]
    found = Counter(form for each in every if (form := _form(each)))
    head, often = (
        Counter(form.head for form in found.elements()).most_common(1)[0] if found else ("", 0)
    )
    if often * 2 >= len(every) > 0:
        return Form(head, min(form.width for form in found if form.head == head))
    return Form(f"{ledger.slug or _NAMELESS}-{_MONTH + '-' if ledger.monthly else ''}", _WIDTH)


def _parts(number: str) -> Parts | None:
    before = number.rstrip(digits)
    if before == number:
        return None
    sign = _SIGN.search(before, max(len(before) - len("-abcd"), 0))
    head = before[: sign.start()] if sign else before
    return Parts(head, sign[0] if sign else "", number[len(before) :])


def _form(given: Given) -> Form | None:
    parts = _parts(given.number)
    if parts is None:
        return None
    head = parts.head.replace(given.month, _MONTH, 1) if given.month else parts.head
    return Form(head, len(parts.digits))


def sign_of(number: str) -> str:
    """Return the sign in a number; empty where there is none."""
    parts = _parts(number)
    return parts.sign if parts else ""


class Numbers:
    """The numbers of a ledger: those that records have, and the next of each writer's."""

    def __init__(self, ledger: LedgerType, known: Iterable[Given], writer: Writer) -> None:
        self._known, self._ledger, self._writer = [*known], ledger, writer
        self._form = form_of(ledger, self._known)
        #: what stands before a count, and the highest count behind it
        self._highest: dict[str, int] = {}

    def take(self, entry: Entry) -> None:
        """Know the number of a record."""
        for each in given([entry]):
            self._known.append(each)
            for before in self._highest:
                self._highest[before] = max([self._highest[before], *_counts(before, [each])])

    def next(self, path: str) -> str:
        """Return the number of a new record of a file: the next of all that the writer gave there,
        here or on another branch. Nobody gets it again.
        """
        head, sign = self._form.head.replace(_MONTH, month(path)), self._writer.sign
        before = f"{head.rstrip('-')}-{sign}" if sign else head
        if before not in self._highest:
            found = month_of(path) if self._ledger.monthly else None
            home = path.rpartition("/")[0] if "*" in self._ledger.files else path
            others = self._writer.numbers(before, found.home if found else home)
            counts = [*_counts(before, self._known), *others]
            self._highest[before] = max(counts, default=0)
        self._highest[before] += 1
        return f"{before}{self._highest[before]:0{self._form.width}}"


def _counts(before: str, known: Iterable[Given]) -> Iterator[int]:
    """Yield the counts of the numbers that begin so."""
    for each in known:
        count = each.number.removeprefix(before)
        if each.number.startswith(before) and count.isdecimal():
            yield int(count)
