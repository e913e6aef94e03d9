"""Record types -> JSON Schema (draft 7): the keys of a ledger and what may stand under each.

It says no more than the type says, and lists the words and names that the data have now, so that an
editor offers them. What holds between records is a matter of the rules.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_origin

from ledger.figures.methods.register import METHODS
from ledger.records.base import LedgerType, Part, part_of
from ledger.records.dataset import PARTED, Dataset, names_of
from ledger.records.fields import Choice, Listed, Ref, holds, mark_of
from ledger.records.values import takes_several, written_as

Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
#: a plain value that YAML may read as a number
_TEXT: Schema = {"type": ["string", "number", "integer"]}
#: what may be written for values of a Python type; the first that fits
_PLAIN: tuple[tuple[type, Schema], ...] = (
    (bool, {"enum": ["是", "否", True, False]}),
    (date, {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
    (int, {"type": "integer"}),
    (Decimal, {"type": "number"}),
)
#: more names than an editor can list
_MOST = 2000


def of_ledger(ledger: LedgerType, dataset: Dataset) -> Schema:
    """Return the schema of a file of a ledger."""
    record = _group(ledger.record, dataset)
    if brief := ledger.record.brief:
        record = {"anyOf": [_value(ledger.record, brief, dataset), record]}
    head: Schema = {"$schema": _DRAFT, "title": ledger.name}
    if ledger.single or ledger.whole:
        return head | record
    return head | {"type": ["array", "null"], "items": record}


def _group(kind: type[Part], dataset: Dataset) -> Schema:
    fields = {name: info for name, info in kind.model_fields.items() if name != kind.further}
    needed = [str(info.alias) for info in fields.values() if info.is_required()]
    return {
        "type": "object",
        "properties": {str(info.alias): _key(kind, name, dataset) for name, info in fields.items()},
        "additionalProperties": bool(kind.further),
        **({"required": needed} if needed else {}),
    }


def _key(kind: type[Part], field: str, dataset: Dataset) -> Schema:
    """Return what may stand under a key, and what the editor says of it."""
    annotation = kind.model_fields[field].annotation
    if annotation is Any or get_origin(annotation) is dict:  # the rules read it
        return {"description": written_as(kind, field, dataset)}
    found = _value(kind, field, dataset)
    if get_origin(annotation) is list or takes_several(kind, field):
        several = {"type": "array", "items": found}
        found = {"anyOf": [found, several]} if takes_several(kind, field) else several
    return found | {"description": written_as(kind, field, dataset)}


def _value(kind: type[Part], field: str, dataset: Dataset) -> Schema:
    """Return what one value of a field may be."""
    if part := part_of(kind, kind.key_of(field)):
        return _group(part, dataset)
    if mark_of(kind, field, Choice) or mark_of(kind, field, Listed):
        words = _words(kind, field, dataset)
        return {"enum": words} if words else _TEXT  # a list that cannot be read forbids nothing
    if target := mark_of(kind, field, Ref):
        return _named(dataset, target.ledger)
    return next((told for each, told in _PLAIN if holds(kind, field, each)), _TEXT)


def _words(kind: type[Part], field: str, dataset: Dataset) -> list[str]:
    """Return the words of a field, with the other ways in which a list lets them be written.

    There are none where the list cannot be read.
    """
    assert METHODS  # their names are words of a key
    words = dataset.choices(kind, field)
    listed: Listed | None = mark_of(kind, field, Listed)
    if listed and dataset.lists[listed.list].broken:
        return []
    terms = dataset.lists[listed.list].terms if listed else {}
    also = (text for text, term in terms.items() if term.word in words)
    return list(dict.fromkeys([*map(str, words), *also]))


def _named(dataset: Dataset, ledger: str) -> Schema:
    """Return the names of a ledger's records, and of those that lie in the folders of other years."""
    names = list(dict.fromkeys(n for each in dataset.records[ledger] for n in names_of(each)))
    if not names or len(names) > _MOST or ledger in dataset.lost:
        return _TEXT
    return {"anyOf": [{"enum": names}, {"type": "string", "pattern": rf"^\d{{4}}{PARTED}"}]}
