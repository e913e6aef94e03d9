"""The errors that the check would find after an import -> the cells that bring them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ledger.changes.model import RuleChange
from ledger.exchange import cells
from ledger.exchange.drawer import Drawer, records
from ledger.exchange.entries import Entry
from ledger.issues import Place
from ledger.records import source
from ledger.upgrading import trial
from ledger.upgrading.replacing import Contents

#: how a message names a line of another file
_NAMED = re.compile(r"(data/[^\s（）“”，；]{1,200}\.yml) 第 ([0-9]{1,7}) 行")
#: what may be the number of a record
_WORD = re.compile(r"[0-9a-z][0-9a-z-]{2,60}")
#: a record by its name, and the cells that ask for what stands in it
Behind = tuple[str, tuple[Place, ...]]


class Fault(NamedTuple):
    """An error that cells bring: the cells, the name of their record, the message.

    ``where`` is the line of the error, where that line is not one of the record; else empty.
    """

    cells: tuple[Place, ...]
    record: str
    where: str
    message: str


@dataclass
class Tried:
    """What changes would bring: the files before and after, and the new errors.

    ``others`` are the errors that no cell brings.
    """

    before: Contents = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def tried(root: Path, drawers: Iterable[Drawer]) -> Tried:
    """Return the errors that the project would have and has not now; raises as ``Drawer.contents`` does."""
    found, files = Tried(), dict[str, _File]()
    for drawer in drawers:
        for path, content in drawer.contents().items():
            found.contents[path] = content
            files[path] = _File(drawer, path, content)
    found.before = {path: each.before for path, each in files.items()}
    for change in trial.tried(root, {}, found.contents)[0] if files else ():
        faults = [*_faults(change, files)]
        found.faults += faults
        if not faults:
            found.others.append(f"{change.path}:{change.lines[0]}  {change.message}")
    found.faults = [*dict.fromkeys(found.faults)]
    found.others = [*dict.fromkeys(found.others)]
    return found


def _faults(change: RuleChange, files: dict[str, _File]) -> Iterator[Fault]:
    """Yield an error for each record that brings it: that on its line, else those that it names."""
    own = [each for line in change.lines for each in _behind(files, change.path, line)]
    named = (
        each
        for path, line in _NAMED.findall(change.message)
        for each in _behind(files, path, int(line))
    )
    behind = own or [*named] or [*_known(change.message, files)]
    where = "" if own else f"{change.path}:{change.lines[0]}  "
    for record, asked in behind:
        message = _NAMED.sub(partial(_named, files, record), cells.said(change.message))
        yield Fault(asked, record, where, message)


def _named(files: dict[str, _File], record: str, found: re.Match[str]) -> str:
    """Name a line as the clerk knows what stands there: this record, or the cells that ask for it."""
    for name, asked in _behind(files, found[1], int(found[2])):
        return "这一条" if name == record else asked[0].path
    return found[0]


def _behind(files: dict[str, _File], path: str, line: int) -> Iterator[Behind]:
    yield from files[path].behind(line) if path in files else ()


def _known(message: str, files: dict[str, _File]) -> Iterator[Behind]:
    """Yield the changed records whose numbers stand in a message, and their cells."""
    words = {*_WORD.findall(message)}
    every = {name: asked for each in files.values() for name, asked in each.asked.items()}
    yield from ((name, tuple(asked)) for name, asked in every.items() if name in words)


class _File:
    """A file as it would be: its records, each beside the entry that the cells ask for."""

    def __init__(self, drawer: Drawer, path: str, content: bytes) -> None:
        self.before = drawer.shelf.contents.get(path)
        self.asked = drawer.asked
        self._entries: list[Entry] = drawer.in_file(path)
        self._records = records(drawer.ledger.record, path, content)[1]

    def behind(self, line: int) -> Iterator[Behind]:
        """Yield the record on a line, and the cells that ask for what stands there, if any do."""
        number = bisect_right([each.place.line for each in self._records], line) - 1
        if number < 0:
            return
        entry = self._entries[number]
        own = _cells(self._records[number], entry.typed, line)
        asked = tuple(own) or tuple(self.asked.get(entry.name, ()))
        if asked:
            yield entry.name, asked


def _cells(new: source.Value, wanted: source.Value, line: int) -> Iterator[Place]:
    """Yield the cells of what stands on a line of a record; of several on one line, those of all."""
    if isinstance(new, source.Mapping) and isinstance(wanted, source.Mapping):
        inner = [(at.line, new[key], wanted[key]) for key, at in new.keys_at.items()]
    elif isinstance(new, source.Sequence) and isinstance(wanted, source.Sequence):
        pairs = zip(new, wanted, strict=True)
        inner = [(source.place_of(each, new.place).line, each, other) for each, other in pairs]
    else:
        place = source.place_of(wanted, Place(""))
        yield from [place] if "!" in place.path else []
        return
    last = max((at for at, *_ in inner if at <= line), default=0)
    for at, each, other in inner:
        if at == last:
            yield from _cells(each, other, line)
