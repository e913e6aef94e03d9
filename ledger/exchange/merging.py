"""Three versions of the records of a ledger -> what the workbook changes, and where both changed.

The base is what was exported, theirs is the workbook, ours is what stands in the files now. What is
compared is a text a column, and a list of groups as a whole. A record that the workbook lacks is
told and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from ledger.exchange.entries import Held


@dataclass(frozen=True)
class Row:
    """A record of a workbook: its row, what it holds, and its name in the base; none for a new one.

    ``number`` is the 编号 of a record that has one, ``mark`` the word by which the row was exported.
    """

    place: int
    held: Held
    name: str = ""
    number: str = ""
    mark: str = ""


class Change(NamedTuple):
    """What a record of the files holds from now on under some heads."""

    name: str
    row: Row
    held: Held


class Settled(NamedTuple):
    """What is settled before the merge: the names of records that go where the workbook lacks them.

    ``taken`` are the records, and their heads, that workbooks of the same export changed before:
    one that is again as it was exported may have been set back, or be of a copy without the change.
    """

    deleted: Collection[str] = ()
    taken: Mapping[str, Collection[str]] = MappingProxyType({})


NOTHING = Settled()


class Conflict(NamedTuple):
    """What both changed, each otherwise: the value under a head, or without a head the record."""

    name: str
    row: Row | None
    head: str = ""


@dataclass
class Merged:
    """What a workbook asks of the files, in its order; ``gone`` are the records that it lacks."""

    changed: list[Change] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether the files stay as they are, and nobody is asked."""
        return not (self.changed or self.added or self.removed or self.conflicts)


def merged(
    base: Mapping[str, Held],
    theirs: Sequence[Row],
    ours: Mapping[str, Held],
    settled: Settled = NOTHING,
    number: str = "",
) -> Merged:
    """Return what the workbook asks of the files; ``number`` is the head of the 编号, if there is one."""
    made = Merged()
    deleted, taken = settled
    since = _Since([held for name, held in ours.items() if name not in base], theirs, number)
    for row in theirs:
        if row.name:
            _edited(made, row, (base[row.name], ours.get(row.name)), since, taken.get(row.name))
        else:
            _added(made, row, ours, since)
    kept = {row.name for row in theirs}
    numbers = {row.number for row in theirs}
    for name in (name for name in taken if name in ours and name not in {*base, *numbers}):
        if not any(_same(_told(row, number), ours[name]) for row in theirs):
            made.conflicts.append(Conflict(name, None))
    for name in (name for name in base if name not in kept and name in ours):
        if name not in deleted:
            made.gone.append(name)
        elif _same(base[name], ours[name]):
            made.removed.append(name)
        else:
            made.conflicts.append(Conflict(name, None))
    return made


def _edited(
    made: Merged,
    row: Row,
    both: tuple[Held, Held | None],
    since: _Since,
    taken: Collection[str] | None,
) -> None:
    """Merge a row with its base and ours; ``taken`` are the heads that were changed before."""
    base, ours = both
    changed = {head: value for head, value in row.held.items() if value != base[head]}
    if ours is None:
        if (changed or taken is not None) and row not in since:
            made.conflicts.append(Conflict(row.name, row))
        return
    asked = {head: value for head, value in changed.items() if value != ours[head]}
    against = [head for head in asked if ours[head] != base[head]]
    against += [
        head
        for head in taken or ()
        if head in row.held and row.held[head] == base[head] != ours[head]
    ]
    made.conflicts += (Conflict(row.name, row, head) for head in against)
    if asked and not against:
        made.changed.append(Change(row.name, row, asked))


def _added(made: Merged, row: Row, ours: Mapping[str, Held], since: _Since) -> None:
    """Merge a row that is new, unless it was written already."""
    if row in since:
        return
    if row.number in ours:
        made.conflicts.append(Conflict(row.number, row))
    else:
        made.added.append(row)


class _Since:
    """The records that the files got since the export, by all that a row of the workbook holds.

    Of a row without a number it is all but that, which was given when the row was written.
    """

    def __init__(self, records: Sequence[Held], rows: Sequence[Row], number: str) -> None:
        heads = [*rows[0].held] if rows else []
        #: by whether the number is told, the heads and what the records hold below them
        self._heads = {True: heads, False: [head for head in heads if head != number]}
        self._found = {
            told: {tuple(held[head] for head in some) for held in records}
            for told, some in self._heads.items()
        }
        self._number = number

    def __contains__(self, row: Row) -> bool:
        told = not self._number or bool(row.number)
        return tuple(row.held[head] for head in self._heads[told]) in self._found[told]


def _told(row: Row, number: str) -> Held:
    """Return what a row holds; without the number that a new one lacks."""
    return row.held if row.number else {k: each for k, each in row.held.items() if k != number}


def _same(these: Held, those: Held) -> bool:
    return all(those[head] == value for head, value in these.items())


def paired(
    rows: Sequence[tuple[int, Held, str]], base: Mapping[str, Held], number: str
) -> Iterator[Row]:
    """Yield the rows, each with the record of the base that it is.

    A row is a place, what it holds, and its mark. A record is known by its mark; of several rows
    with one mark by its ``number`` (the head of that column, empty where there is none), else by
    what it holds, else by the first. Of numbered records no row is taken for one by its number
    alone, nor is one of several: what others do not see would move to another record.
    """
    taken: dict[int, str] = {}
    left = {*base}

    def take(place: int, name: str) -> None:
        if name in left and place not in taken:
            taken[place] = name
            left.remove(name)

    def alike(held: Held, mark: str) -> bool:
        return held[number] == mark if number else _same(held, base[mark])

    for place, held, mark in rows:
        if mark in left and alike(held, mark):
            take(place, mark)
    marks = Counter(mark for _, _, mark in rows)
    for place, held, mark in rows:
        if not number or (marks[mark] == 1 and held[number] not in base):
            take(place, mark)
    for place, held, mark in rows:
        yield Row(place, held, taken.get(place, ""), str(held[number]) if number else "", mark)


def astray(rows: Sequence[Row], base: Mapping[str, Held]) -> Iterator[Row]:
    """Yield the numbered rows whose mark and number are of two records, or whose mark is of several.

    A copy of a row that stayed, with a number of its own, is a new record.
    """
    known = {row.name for row in rows}
    for row in rows:
        is_marked = bool(row.number) and row.mark in base and not row.name
        if is_marked and (row.mark not in known or row.number in base):
            yield row
