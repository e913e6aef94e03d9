"""Who may see what: the one gate of the editions.

The editions are nested: what everybody may see (全员) is in all, what is for the leaders (班子) also
in that of the inspectors (纪检), and 纪检 in that one alone. A field says in its type for whom it
is (``Audience``), a record under the key 可见, a file below docs/ by the folder in which it lies and
by its own 可见. ``admit`` leaves out what an edition may not show before a figure, a page or a word
sees the records; the rules see everything.

Persons are in no edition: no record has a key for a name or for what one person scored.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import PurePosixPath
from typing import Any, TypeVar

from ledger.issues import Mistake
from ledger.records import fields, source
from ledger.records.base import Part, Record, part_of
from ledger.records.dataset import Dataset, with_records
from ledger.records.fields import Audience, mark_of, simplified
from ledger.remembered import remembered

#: from the widest to the narrowest
EDITIONS = fields.EDITIONS
#: the environment variable that chooses
VARIABLE = "EDITION"

P = TypeVar("P", bound=Part)


def chosen(environment: Mapping[str, str] = os.environ) -> str:
    """Return the edition that the environment asks for; raises ``Mistake`` for an unknown one."""
    return known(environment.get(VARIABLE) or EDITIONS[0])


def known(edition: str, asked: str = VARIABLE) -> str:
    """Return an edition's name; raises ``Mistake`` for a word that is none, asked for by ``asked``."""
    if edition not in EDITIONS:
        due = f"可以写 {'、'.join(EDITIONS)}，不写是 {EDITIONS[0]}"
        raise Mistake(f"{asked}：没有“{edition}”这一版；{due}", "edition.unknown")
    return edition


def label(edition: str) -> str:
    """Say on every page of a narrower edition for whom it is; of that for all there is nothing to say."""
    return "" if edition == EDITIONS[0] else f"{edition}版：{readers(edition)}"


def readers(audience: str) -> str:
    """Say in words who sees what is for an audience; of what is for all there is nothing to say."""
    if audience == EDITIONS[0]:
        return ""
    return f"只给{'、'.join(each for each in EDITIONS if sees(each, audience))}看"


def sees(edition: str, audience: str) -> bool:
    """Whether an edition shows what is for an audience."""
    return EDITIONS.index(edition) >= EDITIONS.index(audience)


def shows_all(edition: str) -> bool:
    """Whether an edition hides nothing from anybody."""
    return edition == EDITIONS[-1]


def narrowest(audiences: Iterable[str]) -> str:
    """Return for whom something is that several audiences restrict; without any, for everybody."""
    return max(audiences, key=EDITIONS.index, default=EDITIONS[0])


@remembered
def of_folders(path: str) -> str:
    """Return for whom a file is that lies in a folder 班子 or 纪检, at whatever depth."""
    folders = PurePosixPath(path).parent.parts
    return narrowest(folder for folder in folders if folder in EDITIONS)


@remembered
def doubtful_folder(path: str) -> str | None:
    """Return the folder of a file whose name holds 班子 or 纪检 and is neither: it restricts nothing."""
    for folder in PurePosixPath(path).parent.parts:
        plain = re.sub(r"[\W_]", "", simplified(folder))
        if folder not in EDITIONS and any(each in plain for each in EDITIONS[1:]):
            return folder
    return None


def audience_of(kind: type[Part], field: str) -> str:
    """Return for whom a field is; without a mark, for everybody."""
    mark: Audience | None = mark_of(kind, field, Audience)
    return mark.edition if mark else EDITIONS[0]


def for_all(kind: type[Part], field: str) -> None:
    """Raise ``Mistake`` for a field that not everybody may see: a figure or a text would tell it.

    For whom a record is tells of what is hidden as well.
    """
    if field == "readers":
        message = (
            f"“{kind.key_of(field)}”说的是给谁看，不是记录的内容，不能数、不能引用；请换一个键"
        )
        raise Mistake(message, "edition.field")
    if not sees(EDITIONS[0], audience := audience_of(kind, field)):
        message = f"“{kind.key_of(field)}”只给{audience}看；指标和正文人人可见，不能用它"
        raise Mistake(message, "edition.field")


def way_for_all(kind: type[Part], way: Sequence[str]) -> None:
    """Raise ``Mistake`` for a way of fields through groups of which not everybody may see one."""
    for field in way:
        for_all(kind, field)
        kind = part_of(kind, kind.key_of(field)) or kind


def admit(dataset: Dataset, edition: str) -> Dataset:
    """Return the dataset as an edition may show it.

    A hidden record is not there at all, a hidden field of another holds its default. What is for the
    authors alone is in no edition.
    """
    known(edition)
    records, earlier = (
        {ledger: _all_admitted(entries, edition) for ledger, entries in held.items()}
        for held in (dataset.records, dataset.earlier)
    )
    beside = {year: admit(other, edition) for year, other in dataset.beside.items()}
    return with_records(dataset, records, beside, earlier)


def _all_admitted(records: Iterable[Record], edition: str) -> list[Record]:
    shown = (each for each in records if not each.for_authors and sees(edition, each.readers))
    return [_admitted(record, edition) for record in shown]


def _admitted(record: Record, edition: str) -> Record:
    return _without_hidden(record, edition) if hides(type(record), edition) else record


@remembered
def _without_hidden(record: Record, edition: str) -> Record:
    # places are found in what was typed, which must not hold more than the record does
    typed = _typed(type(record), record._source, edition)
    if typed == record._source:  # nothing that is hidden was typed
        return record
    shown = _shown(record, edition)
    shown._source = typed
    return shown


@cache
def hides(kind: type[Part], edition: str) -> bool:
    """Whether an edition leaves out a field of a type, or of a group of values inside it."""
    groups = [group for key in kind.all_keys() if (group := part_of(kind, key))]
    return any(_hidden(kind, edition)) or any(_parts(group, edition) for group in groups)


def _parts(group: type[Part], edition: str) -> bool:
    """Whether an edition leaves out some of the groups of a type, or something in them."""
    return _for_some(group) or hides(group, edition)


def _for_some(group: type[Part]) -> bool:
    """Whether each group of a type says for whom it is."""
    return "readers" in group.model_fields


@cache
def _hidden(kind: type[Part], edition: str) -> frozenset[str]:
    fields = kind.model_fields
    return frozenset(each for each in fields if not sees(edition, audience_of(kind, each)))


def _shown(part: P, edition: str) -> P:
    kind, update = type(part), {}
    hidden = _hidden(kind, edition)
    for field, info in kind.model_fields.items():
        if field in hidden:
            update[field] = info.get_default()
        elif (group := part_of(kind, kind.key_of(field))) and _parts(group, edition):
            update[field] = _inside(getattr(part, field), edition)
    return part.model_copy(update=update)


def _inside(value: Any, edition: str) -> Any:
    if isinstance(value, list):
        return [_inside(each, edition) for each in value if sees(edition, _readers(each))]
    return _shown(value, edition) if isinstance(value, Part) else value


def _readers(value: Any) -> str:
    """Return for whom a group in a list is; one that does not say it is for those of the record."""
    return str(getattr(value, "readers", EDITIONS[0]))


def _typed(kind: type[Part], value: source.Value, edition: str) -> source.Value:
    """Return what was typed for a part, or a list of them, without what is hidden."""
    kept = copy(value)
    if isinstance(kept, source.Sequence):
        seen = (each for each in kept if sees(edition, _typed_readers(kind, each)))
        kept[:] = [_typed(kind, each, edition) for each in seen]
    elif isinstance(kept, source.Mapping):
        hidden = {kind.key_of(field) for field in _hidden(kind, edition)}
        for key in hidden & set(kept):
            del kept[key]
        for key in kept:
            if group := part_of(kind, key):
                kept[key] = _typed(group, kept[key], edition)
    return kept


def _typed_readers(kind: type[Part], value: source.Value) -> str:
    """Return for whom a group in a list is, as it was typed."""
    known = _for_some(kind) and isinstance(value, source.Mapping)
    return str(value.get(kind.key_of("readers"), EDITIONS[0])) if known else EDITIONS[0]
