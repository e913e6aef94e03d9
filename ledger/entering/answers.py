"""What was answered under a key -> its value in the record, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.checks.records import single
from ledger.entering.questions import Question
from ledger.exchange import cells
from ledger.issues import Issue, Mistake, Place
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import Dataset


def empty(place: Place) -> source.Mapping:
    """Return a record that holds nothing yet."""
    record = source.Mapping()
    record.place = place
    return record


def put(
    typed: source.Mapping, question: Question, said: Sequence[str], place: Place
) -> source.Mapping:
    """Return a record with what was said under a key; nothing said takes the key away.

    Raises ``Mistake``.
    """
    return cells.put(typed, question.way, _value(question, said, place) if said else None, place)


def _value(question: Question, said: Sequence[str], place: Place) -> source.Value:
    try:
        values = [cells.typed_of(question.form, each, place) for each in said]
    except Mistake as mistake:
        raise Mistake(f"{question.name}：{mistake}", mistake.code) from None
    if not question.takes_several:
        if len(values) > 1:
            raise Mistake(f"{question.name}：只能写一个，写了 {len(values)} 个")
        return values[0]
    listed = (each if isinstance(each, source.Sequence) else [each] for each in values)
    found = source.Sequence([each for some in listed for each in some])
    found.place, found.lost = place, False
    return found


def wrong(
    dataset: Dataset, kind: type[Record], typed: source.Mapping, question: Question
) -> list[Issue]:
    """Return what is wrong with what a record holds under one key."""
    alone = cells.put(empty(typed.place), question.way, question.held(typed), typed.place)
    return single.wrong(dataset, kind, alone)
