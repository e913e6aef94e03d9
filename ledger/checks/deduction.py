"""Checks that no reader computes a hidden record's amount from the totals (含不可见).

A total less the amounts that its page lists is the sum of the hidden ones. One sum of one record is
its amount, and two sums that differ by one record give it away together. So do sums over groups of
values (分项) that differ by some of one record. A total may tell how many records are hidden: its
author said so.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction

from ledger.figures.figure import Figure
from ledger.figures.methods.amounts import OfAmounts
from ledger.figures.methods.register import method_of
from ledger.issues import Issue, finds
from ledger.records.editions import EDITIONS, sees

#: something unknown: the place of its record, and where it stands in the record
Unknown = tuple[Hashable, Hashable]
#: a sum of unknown amounts: by each unknown, how often it is in the sum
Sum = dict[Hashable, Fraction]


@finds("edition.deduced")
def check(totals: Mapping[str, Figure]) -> Iterator[Issue]:
    """Yield the totals from which an edition's readers compute an amount that they may not see.

    ``totals`` are the figures of all records.
    """
    told = [figure for figure in totals.values() if _sums_hidden(figure)]
    by_key: dict[tuple[str | None, str], list[Figure]] = {}
    for figure in told:
        definition = figure.definition
        by_key.setdefault((definition.source, definition.field[0]), []).append(figure)
    for figures in by_key.values():
        said: set[str] = set()
        for edition in EDITIONS[:-1]:
            for figure, others in _telling(figures, edition):
                if figure.name not in said:
                    said.add(figure.name)
                    message = _message(figure, others, edition)
                    yield figure.definition.issue(message, "with_hidden")


def _sums_hidden(figure: Figure) -> bool:
    definition = figure.definition
    return definition.with_hidden and isinstance(method_of(definition), OfAmounts)


def _telling(figures: list[Figure], edition: str) -> Iterator[tuple[Figure, list[Figure]]]:
    """Yield each total with which a record is known first, with the earlier ones that it needs."""
    sums: list[set[Unknown]] = []
    before: list[Figure] = []
    known: set[Hashable] = set()
    for figure in figures:
        hidden = _hidden(figure, edition)
        if not sees(edition, figure.definition.readers) or not hidden:
            continue
        sums.append(hidden)
        told = _told(sums)
        if told - known:
            alone = len({record for record, _ in hidden}) == 1
            yield figure, [] if alone else [f for f in before if _hidden(f, edition) & hidden]
        known |= told
        before.append(figure)


def _hidden(figure: Figure, edition: str) -> set[Unknown]:
    """Return what a total takes of records that an edition does not show.

    Where all say the same number, they are one unknown, or known from a record that is shown.
    """
    hidden = [item for item in figure.taken if not sees(edition, item.record.readers)]
    if method_of(figure.definition).as_one:
        hidden = hidden[:1] if len(hidden) == len(figure.taken) else []
    return {(item.record.place(), item.at) for item in hidden}


def _told(sums: Sequence[set[Unknown]]) -> set[Hashable]:
    """Return the records of which sums tell what they hold, or a part of it, by itself.

    What stands in the same sums is known together only; of one record it counts as one unknown.
    """
    together: dict[frozenset[int], set[Hashable]] = {}
    for unknown in set().union(*sums):
        where = frozenset(n for n, each in enumerate(sums) if unknown in each)
        together.setdefault(where, set()).add(unknown[0])
    rows: list[Sum] = [
        {where: Fraction(1) for where in together if n in where} for n, _ in enumerate(sums)
    ]
    own: dict[Hashable, set[Hashable]] = {}
    for where, records in together.items():
        if len(records) == 1:
            own.setdefault(next(iter(records)), set()).add(where)
    return {record for record, unknowns in own.items() if _alone(rows, unknowns)}


def _alone(sums: Sequence[Sum], unknowns: set[Hashable]) -> bool:
    """Whether sums together make one of these unknowns only: all others are eliminated (Gauss)."""
    solved: list[tuple[Hashable, Sum]] = []
    for row in sums:
        left = row
        for first, each in solved:
            left = _less(left, each, first)
        other = next((key for key in left if key not in unknowns), None)
        if other is None and left:
            return True
        if other is not None:
            solved.append((other, {key: times / left[other] for key, times in left.items()}))
    return False


def _less(row: Sum, other: Sum, key: Hashable) -> Sum:
    """Return a sum without ``key``: less as many of another as that takes."""
    times = row.get(key, Fraction())
    found = {each: row.get(each, 0) - times * other.get(each, 0) for each in {**row, **other}}
    return {each: Fraction(left) for each, left in found.items() if left}


def _message(figure: Figure, others: list[Figure], edition: str) -> str:
    key = figure.definition.field[0]
    named = "".join(f"“{other.name}”" for other in others)
    how = f"和{named}合在一起" if others else "从总数减去列出的"
    return (
        f"含不可见：{how}，就算得出{edition}版看不到的一条记录的“{key}”；"
        "请删去这一行，正文里也不用这个数，或者把那条记录设为全员"
    )
