"""Checks that no reader computes a hidden record's amount from the totals (含不可见).

A total less the amounts that its page lists is the sum of the hidden ones. One sum of one record is
its amount, and two sums that differ by one record give it away together. A total may tell how many
records are hidden: its author said so.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction

from ledger.figures.figure import Figure
from ledger.figures.methods.amounts import OfAmounts
from ledger.figures.methods.register import method_of
from ledger.issues import Issue, finds
from ledger.records.editions import EDITIONS, sees

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
    """Yield each total with which an amount is known first, with the earlier ones that it needs."""
    solved: list[Sum] = []
    before: list[Figure] = []
    known: set[Hashable] = set()
    for figure in figures:
        hidden = _hidden(figure, edition)
        if not sees(edition, figure.definition.readers) or not hidden:
            continue
        solved = _with(solved, dict.fromkeys(hidden, Fraction(1)))
        alone = {next(iter(each)) for each in solved if len(each) == 1}
        if alone - known:
            needed = [] if len(hidden) == 1 else [f for f in before if _hidden(f, edition) & hidden]
            yield figure, needed
        known |= alone
        before.append(figure)


def _hidden(figure: Figure, edition: str) -> set[Hashable]:
    return {each.place() for each in figure.records if not sees(edition, each.readers)}


def _with(solved: list[Sum], more: Sum) -> list[Sum]:
    """Return sums, each with an unknown that no other holds, with one more: Gauss and Jordan.

    An amount is known if and only if it is one of the sums by itself.
    """
    for each in solved:
        more = _less(more, each, next(iter(each)))
    if not more:
        return solved
    first = next(iter(more))
    more = {key: times / more[first] for key, times in more.items()}
    return [*(_less(each, more, first) for each in solved), more]


def _less(row: Sum, other: Sum, key: Hashable) -> Sum:
    """Return a sum without ``key``: less as many of another as that takes; its first key stays."""
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
