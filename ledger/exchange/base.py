"""What a workbook was exported with, kept in it on a sheet that nobody sees: the base of a merge.

A digest tells a sheet that was changed. The sheet holds nothing that the others did not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ledger.exchange import cells
from ledger.exchange.columns import Form, Tables
from ledger.exchange.entries import Entry, Held, heads, held
from ledger.records.editions import EDITIONS

#: the sheets that are no ledger's: the base, and the words of the drop-downs
SHEET, LISTS = "〔原值〕", "〔名单〕"
#: the form of the base; another is refused
_FORM = 2
_KEPT = re.compile(r"\\[\\-]")


class Origin(NamedTuple):
    """Whence a workbook is: of whose ledger and which year, for whom, from which export.

    ``bureau`` is its full name;
    ``export`` is a word that no other export has.
    """

    bureau: str
    ledger: str
    year: int
    edition: str
    export: str


class Base(NamedTuple):
    """What was exported: whence it is, the heads of each sheet, the records."""

    origin: Origin
    heads: dict[str, list[str]]
    records: dict[str, Held]


def rows(tables: Tables, origin: Origin, entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the base: what it is, then of each row a sheet, a record and the texts."""
    listed = [row for entry in entries for row in _rows(tables, entry)]
    said = {
        "form": _FORM,
        **origin._asdict(),
        "heads": {table.name: heads(table) for table in tables.every},
    }
    first = json.dumps(said, ensure_ascii=False)
    yield (first, _digest([(first,), *listed]))
    yield from (tuple(map(_kept, row)) for row in listed)


def _rows(tables: Tables, entry: Entry) -> Iterator[tuple[str, ...]]:
    found = held(tables, entry.typed)
    own = (str(found[head]) for head in heads(tables.records))
    yield (tables.records.name, entry.name, *own)
    for table in tables.groups:
        yield from ((table.name, entry.name, *row) for row in found[table.name])


def _kept(text: str) -> str:
    """Return a text without “_”, with which escapes of XML begin: not every program keeps those."""
    return text.replace("\\", "\\\\").replace("_", "\\-")


def _read(value: Any) -> str:
    """Return a text that was kept."""
    text = cells.text_of(Form.TEXT, value)
    return _KEPT.sub(lambda found: "_" if found[0] == "\\-" else "\\", text)


def _digest(listed: Sequence[Sequence[str]]) -> str:
    found = hashlib.sha256()
    for row in listed:
        found.update(json.dumps(row, ensure_ascii=False).encode())
    return found.hexdigest()


def _said(said: Any) -> dict[str, Any]:
    """Return what the first cell says, if it is of the kinds that we write: a digest is soon made."""
    heads = said["heads"]
    texts = [
        *(said[field] for field in ("bureau", "ledger", "export")),
        *heads,
        *(each for row in heads.values() for each in row),
    ]
    is_ours = all(isinstance(each, str) for each in texts) and type(said["year"]) is int
    if said["form"] != _FORM or not is_ours or said["edition"] not in EDITIONS:
        raise ValueError("another form")
    return dict(said)


def read(found: Iterator[Sequence[Any]]) -> Base:
    """Return the base of the rows of its sheet; raises ``ValueError`` for one that was changed."""
    first, digest = next(found)[:2]
    said = _said(json.loads(first))
    names: dict[str, list[str]] = said["heads"]
    sheet, *groups = names
    listed: list[tuple[str, ...]] = [(first,)]
    records: dict[str, dict[str, Any]] = {}
    for row in (tuple(map(_read, each)) for each in found):
        line = row[: 2 + len(names[row[0]])]
        line += ("",) * (2 + len(names[row[0]]) - len(line))
        listed.append(line)
        table, name, *texts = line
        if table == sheet:
            lists: dict[str, Any] = dict.fromkeys(groups, ())
            records[name] = dict(zip(names[sheet], texts, strict=True)) | lists
        else:
            records[name][table] += (tuple(texts),)
    if _digest(listed) != digest:
        raise ValueError("changed")
    origin = Origin(*(said[field] for field in Origin._fields))
    return Base(origin, names, dict(records))
