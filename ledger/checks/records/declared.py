"""What a ledger's type says of its keys beside days and numbers, be it declared or of the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.checks.records.common import is_named
from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue, Mistake
from ledger.records.base import Names, Record, month_of
from ledger.records.dataset import Dataset
from ledger.records.editions import audience_of, narrowest, of_folders, sees
from ledger.records.fields import Attachment, Choice, Listed, Ref, holds, mark_of
from ledger.records.period import reaches
from ledger.records.types.declared import Declaration, DeclaredKey
from ledger.records.values import value_text
from ledger.records.walk import leading, some
from ledger.wordlists import Role, Word


@rule("record.month")
def records_fit_their_file(dataset: Dataset) -> Iterator[Issue]:
    """A record of a ledger with a file a month stands in that of its month."""
    year = year_of(dataset)
    for ledger in dataset.ledgers.values():
        for record in dataset.records.get(ledger.name, ()) if ledger.monthly else ():
            month = record.in_month
            path = record.place().path
            file = month_of(path)
            other = year and month and month[:4] != f"{year:04}"  # it is told by another rule
            if month and not other and file and month[5:] != file.month:
                key, day = record.key_of(str(record.when)), getattr(record, str(record.when))
                due = path.rpartition("/")[2].replace(file.month, month[5:], 1)
                yield record.issue(f"{key}：{day} 应当记在 {due}（没有就新建）", str(record.when))


@rule("record.repeated")
def no_two_records_hold_the_same(dataset: Dataset) -> Iterator[Issue]:
    """What no two records share (``Record.unique``) stands in one of them."""
    for records in dataset.records.values():
        seen: dict[tuple[Any, ...], Record] = {}
        for record in records:
            for fields in record.unique:
                held = tuple(_meant(dataset, record, field) for field in fields)
                told = fields == ("name",) and is_named(dataset, record)  # by another rule
                if told or not all(map(value_text, held)):
                    continue
                if (first := seen.setdefault((fields, held), record)) is not record:
                    yield record.issue(_shared(record, fields, first), fields[0])


def _meant(dataset: Dataset, record: Record, field: str) -> Any:
    """Return what a field holds; of a reference the full name, however it is written."""
    held = getattr(record, field)
    target: Ref | None = mark_of(type(record), field, Ref)
    return dataset.full_name(target.ledger, held) if target and held else held


def _shared(record: Record, fields: Names, first: Record) -> str:
    keys = "、".join(map(record.key_of, fields))
    values = "".join(f"“{value_text(getattr(record, field))}”" for field in fields)
    together = "一起" if len(fields) > 1 else ""
    where = f"{first.place().path} 第 {first.place().line} 行"
    return f"{keys}：{values}已经{together}用在{where}；请核对"


@rule("record.prerequisite")
def what_some_words_ask_for_is_written(dataset: Dataset) -> Iterator[Issue]:
    """A key is filled in where others hold some words (``Record.needs``)."""
    for record in dataset.every:
        for field, asked in record.needs:
            if value_text(getattr(record, field)):
                continue
            held = [_among(dataset, record, other, words) for other, words in asked]
            if all(held):
                said = "、".join(
                    f"{record.key_of(other)}“{word}”"
                    for (other, _), word in zip(asked, held, strict=True)
                )
                key = record.key_of(field)
                yield record.issue(f"{said}要有“{key}”；请加一行 {key}: …", asked[0][0])


def _among(dataset: Dataset, record: Record, field: str, words: Names) -> str:
    """Return the first word in a field that is one of some words, however these are written."""
    listed: Listed | None = mark_of(type(record), field, Listed)
    meant = dataset.lists[listed.list].meant if listed else None
    due = {(meant and meant(word)) or word for word in words}
    held = getattr(record, field)
    texts = map(value_text, held if isinstance(held, list) else [held])
    return next((text for text in texts if text in due), "")


@rule("declaration.rule")
def words_that_ask_for_something_are_listed(dataset: Dataset) -> Iterator[Issue]:
    """What 何时必填 names are words that the other key may hold."""
    for own in dataset.of(Declaration):
        if (ledger := dataset.ledgers.get(own.name)) is None:
            continue
        for at, key in enumerate(own.keys):
            for other, words in key.when.items():
                for number, word in enumerate(words):
                    try:
                        _word(dataset, ledger.record, word, other)
                    except Mistake as mistake:
                        way = ("keys", at, DeclaredKey.key_of("when"), other, number)
                        yield mistake.at(own.place(*way), f"{way[2]}：")


def _word(dataset: Dataset, kind: type[Record], word: str, key: str) -> None:
    """Raise ``Mistake`` for a word that a key never holds; of an unknown key nothing is known."""
    field = kind.field_of(key)
    if field and holds(kind, field, bool):
        Choice("是", "否").check(word)
    elif field and (listed := mark_of(kind, field, Listed)):
        dataset.lists[listed.list].read(word, None)
    elif field and (choice := mark_of(kind, field, Choice)):
        choice.check(word)


@rule("record.any_of")
def one_of_several_is_written(dataset: Dataset) -> Iterator[Issue]:
    """Of some keys at least one is filled in (``Record.one_of``)."""
    for record in dataset.every:
        for fields in record.one_of:
            if not any(value_text(getattr(record, field)) for field in fields):
                keys = "、".join(map(record.key_of, fields))
                message = f"{keys}至少写一项；请加一行 {record.key_of(fields[0])}: …"
                yield record.issue(message)


@rule("link.attachment")
def attachments_are_for_no_more(dataset: Dataset) -> Iterator[Issue]:
    """What only some readers are told of does not lie where all find it."""
    for record in dataset.every:
        for value in some(record, leading(type(record), Attachment)):
            if value.mark(Attachment):
                audiences = (audience_of(*each) for each in value.fields)
                due = narrowest([record.readers, *audiences])
                if not sees(of_folders(value.held), due):
                    name = value.held.rpartition("/")[2]
                    message = f"{value.key}：“{value.held}”谁都看得到，这里写的只给{due}看；请移到 docs/{due}/{name}"
                    yield record.issue(message, *value.path)


@rule("record.done")
def a_state_has_its_proofs(dataset: Dataset) -> Iterator[Issue]:
    """A 状态 with a role has what proves it (``Record.proofs``); its day stands under no other."""
    for record in dataset.every:
        for role, fields in record.equal.items():
            yield from _equal(record, record.state, role, fields)  # type: ignore[attr-defined]
        for role, fields in record.proofs.items():
            yield from _proofs(record, record.state, role, fields)  # type: ignore[attr-defined]


def _equal(record: Record, state: Word, role: Role, fields: Names) -> Iterator[Issue]:
    """Where the 状态 has a role some numbers are equal (``Record.equal``)."""
    numbers = [getattr(record, field) for field in fields]
    if state.has(role) and len({*numbers}) > 1:
        keys = "、".join(map(record.key_of, fields))
        said = "、".join(value_text(number) or "没有写" for number in numbers)
        message = f"状态“{state}”的{keys}要相等，现在是 {said}；请核对"
        yield record.issue(message, "state", code="record.unequal")


def _proofs(record: Record, state: Word, role: Role, fields: tuple[str, ...]) -> Iterator[Issue]:
    if state.has(role):
        for field in fields:
            if not value_text(getattr(record, field)):
                key = record.key_of(field)
                yield record.issue(
                    f"状态“{state}”要有“{key}”；请加一行 {key}: …", "state", code="record.done"
                )
    day = record.since.get(role, ("", None))[0]
    if day in fields and getattr(record, day) and not (reaches(record, role) or state.among.broken):
        message = f"状态“{state}”不应有“{record.key_of(day)}”"
        yield record.issue(message, day, code="record.not_closed")
