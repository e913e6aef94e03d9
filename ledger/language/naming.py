"""What a name may not say: a page's title, the site's name, an entry of the navigation, a file's name.

A reader sees a name as a text, on every page; nobody looks it up in the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.language import placeholders, secrets
from ledger.language.quantities import quantities
from ledger.remembered import Fixed, remembered


class Fault(NamedTuple):
    """What a name says and may not: its span, what to say of it, and its code."""

    start: int
    end: int
    message: str
    code: str


@remembered
def faults(name: str, terms: Fixed[str], meant: Fixed[str]) -> tuple[Fault, ...]:
    """Return the secrets, persons, placeholders and quantities of a name; one for each stretch.

    ``terms`` (固定说法) count nothing; ``meant`` are words with a mark that is no placeholder.
    """
    found: list[Fault] = []
    for fault in sorted(_faults(name, terms, meant), key=lambda each: each.start):
        if not found or fault.start >= found[-1].end:
            found.append(fault)
    return tuple(found)


def _faults(name: str, terms: Iterable[str], meant: Iterable[str]) -> Iterator[Fault]:
    told = list(secrets.find(name))
    for secret in (*told, *secrets.names(name, terms)):
        yield Fault(secret.start, secret.end, secret.message, secret.code)
    for start, end in () if told else placeholders.find(name, meant):  # 某 of a clue is none
        yield Fault(start, end, placeholders.message(name[start:end]), "placeholder.left")
    for found in quantities(name, terms):
        message = (
            f"“{name[found.start : found.end]}”是直接写的数，名称里不写数；请删去；"
            "不是数量的固定说法写进 data/固定说法.yml"
        )
        yield Fault(found.start, found.end, message, "quantity.typed")
