"""Seals of before there was a list of all seals."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.issues import Place
from ledger.records.types.official import SEALS, Seal, SealEntry
from ledger.upgrading.change import Change, Old


def listed(old: Old) -> Iterator[Change]:
    """Yield the list of the seals that there are, where there is none."""
    dataset = old.project.dataset
    seals = [seal for each in (*dataset.beside.values(), dataset) for seal in each.of(Seal)]
    if seals and not dataset.of(SealEntry):
        content = SealEntry.text_of(seals).encode()
        yield Change(Place(SEALS, 1, 1), f"记下已有的 {len(seals)} 份封存", content=content)
