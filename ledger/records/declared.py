"""What the records declare of words: what counts nothing, and what is no placeholder."""

from __future__ import annotations

from typing import NamedTuple

from ledger.language import placeholders
from ledger.records.types.bureau import Organ, Unit
from ledger.records.types.language import FixedTerm
from ledger.remembered import Fixed, remembered


class Declared(NamedTuple):
    """The words that records declare to be meant as they stand.

    ``terms`` are the fixed terms (固定说法), whose numerals count nothing. ``meant`` are made like a
    placeholder and are none: fixed terms with a mark, and the data's organs and places with a letter.
    """

    terms: Fixed[str]
    meant: Fixed[str]


NOTHING = Declared(Fixed(), Fixed())


@remembered
def of(
    fixed: tuple[FixedTerm, ...], organs: tuple[Organ, ...], units: tuple[Unit, ...]
) -> Declared:
    """Return what fixed terms, organs and bureaus declare."""
    terms = [each.term for each in fixed]
    named = [organ.name for organ in organs]
    for unit in units:
        named += [unit.name, unit.full_name, unit.party_group, *unit.more.values()]
    marked = (term for term in terms if any(placeholders.find(term)))
    lettered = (word for name in named for word in placeholders.by_letter(name))
    return Declared(Fixed(terms), Fixed([*marked, *lettered]))
