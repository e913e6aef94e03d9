"""What a seal says: the figures as they were signed, and digests of the records behind them.

A record is told by digests of its values, key by key, as they were on 统计截止 of the sealed document:
what goes on after that day changes nothing. The words of a 状态 that come about on no day say no more
than that a matter is not done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ledger.figures.figure import Figure, Sealing
from ledger.language.numerals import day
from ledger.records.base import Part, Record
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS
from ledger.records.period import (
    UNFINISHED,
    as_it_was,
    days,
    frame_of,
    goes_on,
    last_day,
    months,
    placing_of,
    vague_states,
)
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.official import Correction, Paper, Seal, SealedFigure
from ledger.records.values import value_text
from ledger.remembered import remembered
from ledger.wordlists import Word

#: what a correction says of a key that held nothing, or holds nothing now
NOTHING = "无"
#: what is no content: a record's name, and for whom it is
_NAMES = ("id", "readers")
#: of a definition, where its figure is listed
_LISTED = ("group", "key")
#: of a definition, what says nothing of how its figure is computed
_WORDS = (*_NAMES, *_LISTED, "name", "caliber", "full", "doubt")
_DIGEST = 16

#: a ledger, and how a record of it is named
Name = tuple[str, str]
#: the digest of each key of a record
Print = Mapping[str, str]


class Sealed(NamedTuple):
    """A record as a seal tells it: for whom it was, and its digests.

    There are none of a matter of which it tells only that it was there.
    """

    readers: str
    keys: Print


def whole(seal: Seal) -> str:
    """Return the SHA-256 of all that a seal says, as people read it."""
    told = {
        key: _plain(getattr(seal, field))
        for key in seal._source
        if (field := seal.field_of(key)) and field != "digest"
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Part):
        held = ((value.key_of(field), getattr(value, field)) for field in type(value).model_fields)
        return {key: _plain(each) for key, each in held if each not in (None, [])}
    return value_text(value)


def digest(text: str) -> str:
    """Return the digest of a value as plain text."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


@remembered
def texts(record: Record, as_of: date) -> dict[str, str]:
    """Return the values of a record on a day as plain texts, by key; without those that are defaults."""
    then, kind = as_it_was(record, as_of), type(record)
    untold = {*_NAMES, *_not_due(then), *(_LISTED if isinstance(record, FigureDefinition) else ())}
    return {
        kind.key_of(field): text
        for field, info in kind.model_fields.items()
        if field not in untold
        and (value := _by(then, field, as_of)) != info.get_default()
        and (text := value_text(value))
    }


def _not_due(record: Record) -> set[str]:
    """Return the fields that are to be filled in only with a 状态 that the record has not."""
    state: Word | None = getattr(record, "state", None)
    return {
        field
        for role, fields in record.proofs.items()
        if state is None or not state.has(role)
        for field in fields
    }


def _by(record: Record, field: str, as_of: date) -> Any:
    """Return what a field held on a day: without what was done later, and as far as it is known."""
    value = getattr(record, field)
    if field == "state" and value in vague_states(record):
        return UNFINISHED
    if field not in record.afterwards:
        return value
    late = {each.path[1:2] for each in days(record, (field,)) if last_day(each.held) > as_of}
    if isinstance(value, list):
        return [each for place, each in enumerate(value) if (place,) not in late]
    return None if late else value


def behind(dataset: Dataset, figures: Iterable[Figure]) -> dict[Name, Record]:
    """Return the records on which figures rest: their definitions, and their ledgers of the year.

    Of these it is all that is told of the time up to 统计截止, whether a figure counts it or not. Of a
    ledger that a figure counts 历年 these are also the records of earlier years.
    """
    figures = list(figures)
    defined = {(FigureDefinition.ledger.name, each.id): each.definition for each in figures}
    ledgers = dict.fromkeys(name for figure in figures for name in _ledgers(figure))
    as_of = dataset.report.as_of
    ever = {str(each.definition.source) for each in figures if each.definition.ever}
    found = _told(dataset, named(dataset, ledgers), ever).items()
    return {**defined, **{name: each for name, each in found if is_within(dataset, each, as_of)}}


def going_on(dataset: Dataset, counted: Collection[Name]) -> dict[Name, Record]:
    """Return the records with which later years go on, of ledgers that no figure counts."""
    known = {ledger for ledger, _ in counted}
    ledgers = [
        name
        for name, each in dataset.ledgers.items()
        if each.yearly and goes_on(each.record) and name not in known
    ]
    found, as_of = _told(dataset, named(dataset, ledgers), set()).items(), dataset.report.as_of
    return {name: each for name, each in found if is_within(dataset, each, as_of)}


def is_within(dataset: Dataset, record: Record, as_of: date) -> bool:
    """Whether a record of a year tells of no time, or of one that begins by a day."""
    placing = placing_of(type(record), None, stock=False, frame=frame_of(dataset))
    span = placing.span(record) if placing.path else None
    return span is None or span[0] <= as_of


def compared(dataset: Dataset, seal: Seal, then: Collection[Name]) -> dict[Name, Record]:
    """Return the records that stand for those of a seal (``then``), and those that came since."""
    definitions = (each for each in dataset.of(FigureDefinition) if each.ever)
    ever = {str(each.source) for each in definitions if of_figure(seal, each)}
    return _told(dataset, named(dataset, dict.fromkeys(ledger for ledger, _ in then)), ever, then)


def _told(
    dataset: Dataset, found: Mapping[Name, Record], ever: set[str], then: Collection[Name] = ()
) -> dict[Name, Record]:
    """Return what a year reads, and of earlier years what some ledgers hold, or ``then`` names."""
    earlier = {id(each) for records in dataset.earlier.values() for each in records}
    return {
        name: record
        for name, record in found.items()
        if name[0] in ever or name in then or id(record) not in earlier
    }


def named(dataset: Dataset, ledgers: Iterable[str]) -> dict[Name, Record]:
    """Return the records of some ledgers by the names that a seal gives them.

    What a year reads is named first, so that what it only counts 历年 changes no name.
    """
    found: dict[Name, Record] = {}
    for ledger in ledgers:
        for record in (*dataset.records.get(ledger, ()), *dataset.earlier.get(ledger, ())):
            found[_free(found, ledger, record.anchor)] = record
    return found


def _ledgers(figure: Figure) -> Iterator[str]:
    """Yield the ledgers that a figure counts in the folder of the year; of last year none."""
    if figure.ledger and figure.ledger.yearly and figure.before is None:
        yield figure.ledger.name
    for part in figure.parts:
        yield from _ledgers(part)


def _free(found: Mapping[Name, Record], ledger: str, anchor: str) -> Name:
    """Return a name that no record has yet: lines without 编号 may say the same."""
    number = 1
    while (ledger, f"{anchor}.{number}" if number > 1 else anchor) in found:
        number += 1
    return ledger, f"{anchor}.{number}" if number > 1 else anchor


def line(name: Name, record: Record, as_of: date) -> str:
    """Return a record as a line of a seal."""
    keys = (f"{key}:{digest(text)}" for key, text in texts(record, as_of).items())
    return " ".join([*name, record.readers, *keys])


def mention(name: Name, record: Record) -> str:
    """Return that there was a record, as a line of a seal."""
    return " ".join([*name, record.readers])


def compares(then: Mapping[Name, Sealed], ledger: str) -> bool:
    """Whether a seal tells what the records of a ledger held."""
    return any(told.keys for name, told in then.items() if name[0] == ledger)


def read(lines: Sequence[str]) -> dict[Name, Sealed]:
    """Return the records of a seal; a line that nobody wrote so holds none."""
    found = {}
    for each in lines:
        ledger, _, rest = each.partition(" ")
        anchor, _, rest = rest.partition(" ")
        readers, _, keys = rest.partition(" ")
        pairs = (key.rpartition(":") for key in keys.split())
        if readers in EDITIONS:
            found[ledger, anchor] = Sealed(readers, {key: told for key, _, told in pairs})
    return found


def counts_shared(figure: Figure) -> bool:
    """Whether a figure counts a ledger that all years share, which later years go on with."""
    own = figure.ledger is not None and not figure.ledger.of_a_year
    return own or any(map(counts_shared, figure.parts))


def definition_text(definition: FigureDefinition) -> str:
    """Return what a definition says of how its figure is computed."""
    held = {
        definition.key_of(field): getattr(definition, field)
        for field, info in type(definition).model_fields.items()
        if field not in _WORDS and getattr(definition, field) != info.get_default()
    }
    return value_text(held)


def seals(dataset: Dataset) -> list[Seal]:
    """Return the seals of a year, the newest first."""
    return sorted(dataset.of(Seal), key=lambda seal: seal.day, reverse=True)


def of_figure(seal: Seal, definition: FigureDefinition) -> SealedFigure | None:
    """Return what a seal holds of a figure for the readers of the dataset that holds the seal.

    An edition that shows more comes later.
    """
    found = [each for each in seal.figures if each.id == definition.id]
    return found[-1] if found else None


def corrections(dataset: Dataset, seal: Seal, definition: FigureDefinition) -> list[Correction]:
    """Return the corrections of a figure since it was sealed, the earliest first."""
    words = dataset.words(FigureDefinition.ledger.name)
    found = (
        each
        for each in dataset.of(Correction)
        if each.figure and each.date >= seal.day and tells_of(dataset, each, seal)
        if (known := words.get(each.figure)) and known.anchor == definition.id
    )
    return sorted(found, key=lambda each: each.date)


def tells_of(dataset: Dataset, correction: Correction, seal: Seal) -> bool:
    """Whether a correction of a figure is of the document that was sealed."""
    if correction.document:
        return correction.document == seal.document
    return not of_paper(dataset, seal)


def of_paper(dataset: Dataset, seal: Seal) -> bool:
    """Whether the document that was sealed is one beside the yearly report."""
    return any(each.name == seal.document for each in dataset.of(Paper))


def sealing_of(dataset: Dataset, definition: FigureDefinition, document: str) -> Sealing | None:
    """Return what the newest seal of a year's document, by its 名称, says of a figure."""
    for seal in seals(dataset):
        if seal.document == document and (figure := of_figure(seal, definition)):
            return Sealing(seal, figure, tuple(corrections(dataset, seal, definition)))
    return None


def sealed_months(dataset: Dataset, definition: FigureDefinition) -> set[str]:
    """Return the months, as ``2021-03``, of which the seals of a year tell what a figure was."""
    spans = (
        (seal.period.first, min(seal.period.last, seal.as_of))
        for seal in dataset.of(Seal)
        if of_figure(seal, definition)
    )
    return {month for span in spans for month in months(*span) if last_day(month) <= span[1]}


def said(told: Sealing) -> str:
    """Say when a figure was sealed, what it was, and what was corrected since."""
    seal = told.seal
    first = f"{day(seal.day)}由{seal.post}封存（{seal.document}），封存时是 {told.figure.shown}"
    later = (f"{day(each.date)}更正为 {each.new}" for each in told.corrections)
    return "；".join([first, *later])


def matter(each: Correction) -> str:
    """Say of what a correction tells."""
    if each.figure:
        return f"指标 {each.figure}"
    what = f"的{each.key}" if each.key else f"，{each.change}"
    return f"{each.source} {each.record}{what}"
