"""Checks that no reader computes a hidden record's amount from the totals (含不可见).

A total less the amounts that its page lists is the sum of the hidden ones. One sum of one record is
its amount, and two sums that differ by one record give it away together. So do sums over groups of
values (分项) that differ by some of one record. A total may tell how many records are hidden: its
author said so.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from ledger.figures.figure import Figure
from ledger.figures.methods.amounts import OfAmounts
from ledger.figures.methods.register import method_of
from ledger.issues import Issue, finds
from ledger.records.editions import EDITIONS, narrowest, sees
from ledger.records.types.indicators import FigureDefinition

#: something unknown: the place of its record, and where it stands in the record
Unknown = tuple[Hashable, Hashable]
#: a sum of unknown amounts: by each unknown, how often it is in the sum
Sum = dict[Hashable, Fraction]


@finds("edition.deduced")
def check(figures: Iterable[tuple[Figure, str]]) -> Iterator[Issue]:
    """Yield the totals from which an edition's readers compute an amount that they may not see.

    ``figures`` are those of all records, in the times of all documents, each with the readers of the
    document that tells it.
    """
    by_key: dict[tuple[str | None, str], list[_Total]] = {}
    for total in _totals(figures):
        counted = total.figure.definition
        by_key.setdefault((counted.source, counted.field[0]), []).append(total)
    for each in by_key.values():
        said: set[str] = set()
        for edition in EDITIONS[:-1]:
            for total, others in _telling(each, edition):
                if total.by.name not in said:
                    said.add(total.by.name)
                    yield total.by.issue(_message(total, others, edition), "with_hidden")


class _Total(NamedTuple):
    """A total, and the figure whose page tells it: itself, or one of last year that is made of it."""

    figure: Figure
    by: FigureDefinition
    readers: str


def _totals(figures: Iterable[tuple[Figure, str]]) -> Iterator[_Total]:
    """Yield the totals of amounts that the pages of some figures tell."""
    for figure, readers in figures:
        told = [figure, *(_all_of(figure.before) if figure.before else ())]
        audience = narrowest((readers, figure.definition.readers))
        yield from (
            _Total(each, figure.definition, audience) for each in told if _sums_hidden(each)
        )


def _all_of(figure: Figure) -> Iterator[Figure]:
    """Yield a figure that has no page of its own, and those of which it is made."""
    yield figure
    for part in (*figure.parts, *filter(None, [figure.before])):
        yield from _all_of(part)


def _sums_hidden(figure: Figure) -> bool:
    definition = figure.definition
    return definition.with_hidden and isinstance(method_of(definition), OfAmounts)


def _telling(totals: list[_Total], edition: str) -> Iterator[tuple[_Total, list[_Total]]]:
    """Yield each total with which a record is known first, with the earlier ones that it needs."""
    sums: list[set[Unknown]] = []
    before: list[_Total] = []
    known: set[Hashable] = set()
    for total in totals:
        hidden = _hidden(total.figure, edition)
        if not sees(edition, total.readers) or not hidden:
            continue
        sums.append(hidden)
        told = _told(sums)
        if told - known:
            alone = len({record for record, _ in hidden}) == 1
            others = [each for each in before if _hidden(each.figure, edition) & hidden]
            yield total, [] if alone else others
        known |= told
        before.append(total)


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


def _message(total: _Total, others: list[_Total], edition: str) -> str:
    key = total.figure.definition.field[0]
    named = "".join(dict.fromkeys(f"“{other.by.name}”" for other in others))
    how = f"和{named}合在一起" if others else "从总数减去列出的"
    computed = f"就算得出{edition}版看不到的一条记录的“{key}”"
    if total.by is total.figure.definition:
        remedy = "请删去这一行，正文里也不用这个数，或者把那条记录设为全员"
        return f"含不可见：{how}，{computed}；{remedy}"
    return f"上年：{how}，{computed}；请删去这个指标，或者把那条记录设为全员"
