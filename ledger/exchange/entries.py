"""data/ -> the records of a ledger as they were typed, right or wrong, and what an edition sees of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ledger.exchange import cells
from ledger.exchange.columns import Table, Tables, is_list
from ledger.issues import Issue, LedgerError
from ledger.machine import files
from ledger.machine.files import Read
from ledger.records import source
from ledger.records.base import LedgerType, Numbered, Record, folder_of
from ledger.records.dataset import files_of_all_years
from ledger.records.editions import EDITIONS, sees, shows_all

#: what a record holds, in the texts by which cells are compared: by the head of a column its text,
#: by the name of a sheet of groups these, each a text for each column
Held = Mapping[str, str | tuple[tuple[str, ...], ...]]
#: how long a word may be that names a record without a number
_SHORT = 30


@dataclass(frozen=True)
class Entry:
    """A record as it was typed, and by which word it is known among those of its ledger."""

    name: str
    path: str
    typed: source.Mapping


class Shelf(NamedTuple):
    """The files of a ledger of a year, their contents by their paths, and the records in them."""

    contents: Mapping[str, bytes]
    entries: tuple[Entry, ...]


def read(root: Path, ledger: LedgerType, year: int, content_of: Read = files.read) -> Shelf:
    """Return the records of a ledger; raises ``LedgerError`` for a file that is no list of records."""
    contents: dict[str, bytes] = {}
    found: list[Entry] = []
    wrong: list[Issue] = []
    for file in files_of_all_years(root, ledger):
        path = file.relative_to(root).as_posix()
        if folder_of(path) not in (None, _folder(ledger, year)):
            continue
        read = _Kept(content_of)
        text, issues = source.text_below(root, path, read)
        contents[path] = read.content
        value, more = source.parse(text, path) if not issues else (None, [])
        typed, none = _typed(ledger.record, value)
        found += (Entry("", path, each) for each in typed)
        wrong += [*issues, *(more if value is None or none else []), *none]
    if wrong:
        raise LedgerError(wrong)
    every = [*named(ledger.record, found)]
    if not is_known_by_file(ledger):
        return Shelf(contents, tuple(every))
    parted = ([e for e in found if e.path == path] for path in contents)
    own = (each for part in parted for each in named(ledger.record, part))
    return Shelf(contents, tuple(replace(e, name=in_file(e.path, e.name)) for e in own))


class _Kept:
    """Reads a file, and keeps the content: what comes of the records is held against the very same."""

    def __init__(self, content_of: Read) -> None:
        self._content_of, self.content = content_of, b""

    def __call__(self, file: Path) -> bytes:
        self.content = self._content_of(file)
        return self.content


def is_known_by_file(ledger: LedgerType) -> bool:
    """Whether a record is one of its file: files by name, as lists of words are, hold the same words."""
    several = "*" in ledger.files and not ledger.monthly
    return several and not issubclass(ledger.record, Numbered)


def in_file(path: str, name: str) -> str:
    """Return the word by which a record is known that is one of its file."""
    return f"{PurePosixPath(path).stem}/{name}"


def _folder(ledger: LedgerType, year: int) -> int:
    """Return the year of the folder that holds a ledger of a year."""
    return year if ledger.yearly else year - 1


def _typed(kind: type[Record], value: source.Value) -> tuple[list[source.Mapping], list[Issue]]:
    """Return the records of a file, and what is none."""
    if value is None:
        return [], []
    found: list[source.Mapping] = []
    wrong: list[Issue] = []
    for each in value if isinstance(value, list) else [value]:
        entry = source.grouped(each, kind.key_of(kind.brief)) if kind.brief else each
        if isinstance(value, list) and isinstance(entry, source.Mapping):
            found.append(entry)
        else:
            message = "这里不是一条记录；先照 python -m ledger check 改好"
            wrong.append(Issue(entry.place, message, code="yaml.record"))
    return found, wrong


def named(kind: type[Record], entries: list[Entry]) -> Iterator[Entry]:
    """Name the records: by 编号, or by what they say of themselves; the second of a name has a number."""
    met: Counter[str] = Counter()
    for entry in entries:
        name = name_of(kind, entry.typed)
        met[name] += 1
        yield replace(entry, name=f"{name}#{met[name]}" if met[name] > 1 else name)


def name_of(kind: type[Record], typed: source.Mapping) -> str:
    """Return the word by which a record is known: its 编号, or shortly what it is about, or when.

    Where neither is short it is a digest of both.
    """
    number = [Numbered.key_of("id")] if issubclass(kind, Numbered) else []
    told = [field for field in (kind.headline, kind.when) if field]
    keys = [kind.key_of(field) for field in told]
    for key in number or [kind.key_of(field) for field in told if not is_list(kind, field)]:
        said = str(typed[key]).strip() if isinstance(typed.get(key), str) else ""
        if said and (number or (len(said) <= _SHORT and "\n" not in said)):
            return said
    about = "\n".join(cells.written(typed.get(key, "")) for key in keys)
    return f"row-{hashlib.sha256(about.encode()).hexdigest()[:8]}"


def seen(entry: Entry, kind: type[Record], edition: str) -> bool:
    """Whether an edition shows a record; one of which nobody can tell is shown to those who see all."""
    readers = str(
        entry.typed.get(kind.key_of("readers"), kind.model_fields["readers"].get_default())
    )
    return sees(edition, readers if readers in EDITIONS else EDITIONS[-1])


def hides_some(tables: Tables, entry: Entry, edition: str) -> bool:
    """Whether a record is hidden from an edition, or holds what its tables do not show."""
    left: source.Mapping = entry.typed
    for way in (*(each.way for each in tables.records.columns), *((t.key,) for t in tables.groups)):
        left = cells.put(left, way, None, left.place)
    is_seen = seen(entry, tables.ledger.record, edition)
    return not shows_all(edition) and (bool(left) or not is_seen)


def rows_of(table: Table, typed: source.Mapping) -> list[source.Value]:
    """Return what was typed for each row of a table: the record, or the groups in a list of it."""
    if not table.key:
        return [typed]
    listed = typed.get(table.key)
    return [] if listed is None else listed if isinstance(listed, list) else [listed]


def held(tables: Tables, typed: source.Mapping) -> Held:
    """Return what a record holds."""
    found: dict[str, str | tuple[tuple[str, ...], ...]] = dict(
        zip(heads(tables.records), texts(tables.records, typed), strict=True)
    )
    for table in tables.groups:
        found[table.name] = tuple(texts(table, row) for row in rows_of(table, typed))
    return found


def heads(table: Table) -> tuple[str, ...]:
    """Return the heads of a table's columns."""
    return tuple(column.head for column in table.columns)


def texts(table: Table, typed: source.Value) -> tuple[str, ...]:
    """Return a row as the texts by which its cells are compared."""
    return tuple(
        cells.text_of(column.form, cells.shown(column.form, cells.at(column.way, typed)))
        for column in table.columns
    )
