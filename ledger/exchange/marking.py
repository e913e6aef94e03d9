"""Findings of the check -> the cells in which they stand, so that a clerk sees where to look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ledger.exchange import cells
from ledger.exchange.columns import Tables
from ledger.exchange.entries import Entry, rows_of
from ledger.issues import Issue, Place
from ledger.records import editions, source

#: what is said of a cell to those who do not see everything: a finding may name what is hidden
_WRONG = "这里有错，请运行 python -m ledger check 看是什么"


class _Cell(NamedTuple):
    """A cell by the place of what was typed for it: its sheet, row and column, the last two from 0."""

    place: Place
    at: tuple[str, int, int]


def marks(
    tables: Tables, listed: Sequence[Entry], issues: Iterable[Issue], edition: str
) -> dict[tuple[str, int, int], str]:
    """Return by its cell what is wrong: the last cell that was typed before the finding's place.

    ``listed`` are the records of the workbook; the findings in others are left out.
    """
    known = sorted(_cells(tables, listed))
    places = [each.place for each in known]
    spans = sorted((each.typed.place, _end(each.typed)) for each in listed)
    begins = [begin for begin, _ in spans]
    found: dict[tuple[str, int, int], list[str]] = {}
    for issue in issues:
        number = bisect_right(begins, issue.place) - 1
        if (
            number < 0
            or issue.place.path != begins[number].path
            or issue.place.line > spans[number][1]
        ):
            continue
        cell = known[max(bisect_right(places, issue.place) - 1, 0)]
        found.setdefault(cell.at, []).append(issue.message)
    shown = editions.shows_all(edition)
    return {at: "\n".join(said) if shown else _WRONG for at, said in found.items()}


def _cells(tables: Tables, listed: Sequence[Entry]) -> Iterator[_Cell]:
    for table in tables.every:
        number = 0
        for entry in listed:
            for row in rows_of(table, entry.typed):
                for at, column in enumerate(table.columns):
                    group = cells.at(column.way[:-1], row)
                    if isinstance(group, source.Mapping) and column.way[-1] in group:
                        place = group.keys_at.get(column.way[-1])
                        own = at + bool(table.key)
                        yield from [_Cell(place, (table.name, number, own))] if place else []
                number += 1


def _end(typed: source.Value) -> int:
    """Return the last line on which something was typed."""
    line: int = source.place_of(typed, Place("")).line
    inner = typed.values() if isinstance(typed, dict) else typed if isinstance(typed, list) else ()
    return max([line + str(typed).count("\n") * isinstance(typed, str), *map(_end, inner)])
