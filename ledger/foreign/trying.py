"""What the check would find in the records of a workbook -> the cells in which it stands."""

from __future__ import annotations

import re
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

#: how a message names a line of another file
_NAMED = re.compile(r"(data/[^\s（）“”，；]{1,200}\.yml) 第 ([0-9]{1,7}) 行")


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
    new = {path: _new(path, contents[path], each) for path, each in added.items()}
    for change in trial.tried(root, {}, contents)[0]:
        cells = [
            place
            for path, lines in _lines(change, added)
            for place in _cells(lines, new[path], added[path].typed)
        ]
        found.cells.extend(Issue(each, change.message, code="foreign.check") for each in cells)
        if not cells:
            found.others.append(f"{change.path}:{change.lines[0]}  {change.message}")
    return found


def _lines(change: RuleChange, added: Mapping[str, Added]) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the files with new records and the lines in them that an error is about.

    One in another file names the lines of the records that it contradicts.
    """
    if change.path in added:
        yield change.path, change.lines
    else:
        for path, line in _NAMED.findall(change.message):
            if path in added:
                yield path, [int(line)]


def _new(path: str, content: bytes, added: Added) -> list[source.Mapping]:
    """Return the new records of a file as they stand in it."""
    entries = drawer.records(added.ledger.record, path, content)[1]
    return entries[len(entries) - len(added.typed) :]


def _cells(
    lines: Sequence[int], new: Sequence[source.Mapping], typed: Sequence[source.Mapping]
) -> Iterator[Place]:
    """Yield the cells of the new records that stand on some lines of their file."""
    begins = [entry.place.line for entry in new]
    for line in lines:
        number = bisect_right(begins, line) - 1
        if number >= 0:
            yield _cell(new[number], typed[number], line)


def _cell(entry: source.Mapping, typed: source.Mapping, line: int) -> Place:
    """Return the cell of what stands on a line of a record."""
    keys = [key for key, place in sorted(entry.keys_at.items(), key=lambda e: e[1]) if place.line <= line]  # fmt: skip
    return _place(typed, keys[-1:])


def _place(typed: source.Mapping, keys: Sequence[str]) -> Place:
    value = typed.get(keys[0]) if keys else None
    if isinstance(value, source.Mapping):
        value = next(iter(value.values()), value)
    return source.place_of(value, typed.place)
