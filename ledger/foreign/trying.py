"""What the check would find in the records of a workbook -> the cells in which it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ledger.changes.model import RuleChange
from ledger.exchange import drawer
from ledger.issues import Issue, Place
from ledger.records import source
from ledger.records.base import LedgerType
from ledger.upgrading import trial


class Added(NamedTuple):
    """Records that come at the end of a file: as typed, each value with its cell."""

    ledger: LedgerType
    typed: list[source.Mapping]


class Tried(NamedTuple):
    """What changes would bring: errors in cells, and errors elsewhere, which no row can mend."""

    cells: list[Issue]
    others: list[str]


def tried(root: Path, contents: Mapping[str, bytes], added: Mapping[str, Added]) -> Tried:
    """Return what would be wrong that is not now; ``added`` is by the paths of the files."""
    found = Tried([], [])
    for change in trial.tried(root, {}, contents)[0]:
        own = added.get(change.path)
        cells = [*_cells(change, contents[change.path], own)] if own else []
        found.cells.extend(cells)
        if not cells:
            found.others.append(f"{change.path}:{change.lines[0]}  {change.message}")
    return found


def _cells(change: RuleChange, content: bytes, added: Added) -> Iterator[Issue]:
    """Yield an error at the cells of the new records in which it stands."""
    entries = drawer.records(added.ledger.record, change.path, content)[1]
    new = entries[len(entries) - len(added.typed) :]
    begins = [entry.place.line for entry in new]
    for line in change.lines:
        number = bisect_right(begins, line) - 1
        if number >= 0:
            place = _cell(new[number], added.typed[number], line)
            yield Issue(place, change.message, code="foreign.check")


def _cell(entry: source.Mapping, typed: source.Mapping, line: int) -> Place:
    """Return the cell of what stands on a line of a record."""
    keys = [key for key, place in sorted(entry.keys_at.items(), key=lambda e: e[1]) if place.line <= line]  # fmt: skip
    return _place(typed, keys[-1:])


def _place(typed: source.Mapping, keys: Sequence[str]) -> Place:
    value = typed.get(keys[0]) if keys else None
    if isinstance(value, source.Mapping):
        value = next(iter(value.values()), value)
    return source.place_of(value, typed.place)
