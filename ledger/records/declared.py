"""What the records declare to be meant as it stands, though it is made like a placeholder."""

from __future__ import annotations

from ledger.language import placeholders
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Organ, Unit
from ledger.records.types.language import FixedTerm


def meant(dataset: Dataset) -> list[str]:
    """Return the fixed terms (固定说法) with a mark, and the data's organs and places with a letter."""
    named = [organ.name for organ in dataset.of(Organ)]
    for unit in dataset.of(Unit):
        named += [unit.name, unit.full_name, unit.party_group, unit.city, unit.province]
    terms = (term.term for term in dataset.of(FixedTerm) if any(placeholders.find(term.term)))
    return [*terms, *(word for name in named for word in placeholders.by_letter(name))]
