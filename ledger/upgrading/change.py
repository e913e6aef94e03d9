"""What an upgrade changes: places in files, or whole files; and what a step looks at to find them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ledger.founding import version
from ledger.issues import Issue, LedgerError, Place, on_one_line
from ledger.machine.files import Read
from ledger.project import Project
from ledger.records import source
from ledger.records.base import Ledgers, LedgerType
from ledger.records.dataset import files_of_all_years
from ledger.records.editions import EDITIONS
from ledger.records.source import Text, quoted, scalar
from ledger.records.types.founding import Laid
from ledger.survey import survey

_BOM = b"\xef\xbb\xbf"
_DIGITS = re.compile("[0-9]+")
_ENDS = re.compile("\r\n|\r|\n")


class Edit(NamedTuple):
    """A piece of a file from a place to another, and what stands there instead."""

    start: Place
    end: Place
    new: str


class Change(NamedTuple):
    """A change: where and what, as a sentence; the edits, or the content of the whole file.

    A change with neither is only told: a person decides.
    """

    place: Place
    what: str
    edits: tuple[Edit, ...] = ()
    content: bytes | None = None

    def __str__(self) -> str:
        return on_one_line(f"{self.place}  {self.what}")

    @property
    def is_made(self) -> bool:
        """Whether ``--write`` makes it."""
        return bool(self.edits) or self.content is not None


class Step(NamedTuple):
    """One thing that an upgrade looks for.

    It is due in projects of a version before ``since``. One that ``mends`` lets more be read, so
    that more may be found wrong.
    """

    name: str
    since: str
    why: str
    find: Callable[[Old], Iterator[Change]]
    mends: bool = False


class Entry(NamedTuple):
    """A file of a ledger as typed."""

    ledger: LedgerType
    value: source.Value


@dataclass(frozen=True)
class Old:
    """A project before the upgrade; every file is read once."""

    root: Path
    read: Read

    @cached_property
    def laid(self) -> Laid | None:
        """By which version it was laid; None for one from before this was kept."""
        return version.read(self.root, self.read)

    def content(self, path: str) -> bytes | None:
        """Return a file's content; None where there is no such file."""
        file = self.root / path
        return self.read(file) if file.is_file() else None

    def text(self, path: str) -> str:
        """Return a file's text with plain ends of lines; empty where it cannot be read."""
        file = self.root / path
        return source.text_of(file, path, self.read)[0] if file.is_file() else ""

    @cached_property
    def entries(self) -> list[Entry]:
        """Every file of every ledger, of all years; raises ``LedgerError`` for what is no YAML."""
        found: list[Entry] = []
        issues: list[Issue] = []
        for ledger in self.ledgers.values():
            for file in files_of_all_years(self.root, ledger):
                path = file.relative_to(self.root).as_posix()
                text, wrong = source.text_of(file, path, self.read)
                value, more = source.parse(text, path) if not wrong else (None, [])
                issues += [*wrong, *more]
                found.append(Entry(ledger, value))
        if issues:
            raise LedgerError(issues)
        return found

    @property
    def ledgers(self) -> Ledgers:
        """The ledgers that there are, those that the project declares as well."""
        return self.project.dataset.ledgers

    @cached_property
    def project(self) -> Project:
        """All of it that can be read, for whomever it is."""
        return survey(self.root, EDITIONS[-1])[0]


def edited(content: bytes, edits: list[Edit]) -> bytes:
    """Return a file with some places edited, all else byte for byte."""
    mark = _BOM if content.startswith(_BOM) else b""
    text = content.removeprefix(_BOM).decode()
    lines = [0, *(end.end() for end in _ENDS.finditer(text))]
    pieces, done = [], 0
    for start, end, new in sorted(edits):
        first, last = (lines[place.line - 1] + place.column - 1 for place in (start, end))
        pieces += [text[done:first], new]
        done = last
    return mark + "".join([*pieces, text[done:]]).encode()


def retyped(text: str, old: Text, new: str) -> Edit | None:
    """Return the edit of a word, which keeps its quotes; None for one that is typed in another way."""
    path, line, column = old.place
    rest = text.split("\n")[line - 1][column - 1 :]
    for before, after in (
        ("'", new.replace("'", "''")),
        ('"', quoted(new)[1:-1]),
        ("", new if _DIGITS.sub("", old) == _DIGITS.sub("", new) else scalar(new)),
    ):
        if rest.startswith(f"{before}{old}{before}"):
            start = column + len(before)
            return Edit(Place(path, line, start), Place(path, line, start + len(old)), after)
    return None
