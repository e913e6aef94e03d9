"""What a ledger's type says of its keys beside days and numbers, be it declared or of the code."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.editions import audience_of, narrowest, of_folders, sees
from ledger.records.fields import Attachment
from ledger.records.period import reaches
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
            file = record.place().path.rpartition("/")[2].removesuffix(".yml")
            other = year and month and month[:4] != f"{year:04}"  # it is told by another rule
            if month and not other and month[5:] != file:
                key, day = record.key_of(str(record.when)), getattr(record, str(record.when))
                yield record.issue(
                    f"{key}：{day} 应当记在 {month[5:]}.yml（没有就新建）", str(record.when)
                )


@rule("record.repeated")
def no_two_records_hold_the_same(dataset: Dataset) -> Iterator[Issue]:
    """What no two records share (``Record.unique``) stands in one of them."""
    for records in dataset.records.values():
        seen: dict[tuple[str, str], Record] = {}
        for record in records:
            for field in record.unique if not record.by_name else set(record.unique) - {"name"}:
                value = value_text(getattr(record, field))
                if value and (first := seen.setdefault((field, value), record)) is not record:
                    where = f"{first.place().path} 第 {first.place().line} 行"
                    message = f"{record.key_of(field)}：“{value}”已经用在{where}；请核对"
                    yield record.issue(message, field)


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
        for role, fields in record.proofs.items():
            yield from _proofs(record, record.state, role, fields)  # type: ignore[attr-defined]


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
