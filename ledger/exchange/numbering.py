"""The number (编号) of a new record: as those of its ledger are, with the sign of the writer in it.

A number is a head, the sign, and a count: r03-05 without a sign, r03-cw05 with one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.exchange.entries import Entry
from ledger.exchange.writer import SIGN, Writer
from ledger.records.base import LedgerType, Numbered, month_of

_PARTS = re.compile(rf"(.*?)((?<=-){SIGN})?([0-9]+)")
#: in a head the place of the month; the head where a ledger has no address; how long a count is
_MONTH, _NAMELESS, _WIDTH = "{month}", "item", 2


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
    return month_of(path.rpartition("/")[2]) or ""


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


def _form(given: Given) -> Form | None:
    parts = _PARTS.fullmatch(given.number)
    if parts is None:
        return None
    head = parts[1].replace(given.month, _MONTH, 1) if given.month else parts[1]
    return Form(head, len(parts[3]))


def sign_of(number: str) -> str:
    """Return the sign in a number; empty where there is none."""
    parts = _PARTS.fullmatch(number)
    return (parts[2] or "") if parts else ""


def next_number(ledger: LedgerType, known: Iterable[Given], writer: Writer, path: str) -> str:
    """Return the number of a new record of a file: of all that the writer gave there, here or on
    another branch, the next.
    """
    every = [*known]
    form = form_of(ledger, every)
    head = form.head.replace(_MONTH, month(path))
    before = f"{head.rstrip('-')}-{writer.sign}" if writer.sign else head
    own = (each.number.removeprefix(before) for each in every if each.number.startswith(before))
    counts = [int(each) for each in own if each.isdecimal()]
    counts += writer.numbers(before, path.rpartition("/")[0] if "*" in ledger.files else path)
    return f"{before}{max(counts, default=0) + 1:0{form.width}}"
