"""The type of a ledger's records -> what is asked for: the keys, those that are needed first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ledger.exchange import cells
from ledger.exchange.columns import Column, Form, Table, tables_of
from ledger.records import source
from ledger.records.base import LedgerType, Numbered, Part, Record
from ledger.records.editions import EDITIONS
from ledger.records.fields import Listed, mark_of

#: between the keys that lead to a value
BETWEEN = "."
#: records of which that many are alike show which keys are usual: those that one in so many has
_FEW, _USUAL = 3, 4


@dataclass(frozen=True)
class Question:
    """A key: the keys that lead to it, the field that holds it, and how it is typed.

    ``needed`` is whether a record needs it, or the group in which it stands does; ``inner`` are the
    keys of each group in a list of groups.
    """

    way: tuple[str, ...]
    kind: type[Part]
    field: str
    form: Form
    needed: bool
    inner: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        """The name by which a person calls it."""
        return BETWEEN.join(self.way)

    @property
    def takes_several(self) -> bool:
        """Whether it holds several values."""
        return self.form is Form.ITEMS or bool(self.inner)

    def held(self, typed: source.Value) -> source.Value:
        """Return what a record holds there; None where it holds nothing."""
        return cells.at(self.way, typed)


def of(ledger: LedgerType) -> list[Question]:
    """Return what may be asked for, in the order of the type."""
    tables, kind = tables_of(ledger, EDITIONS[-1]), ledger.record
    found = [_single(column) for column in tables.records.columns]
    found += [_several(kind, table) for table in tables.groups]
    order = kind.all_keys()
    return sorted(found, key=lambda each: order.index(each.way[0]))


def _single(column: Column) -> Question:
    needed = column.kind.model_fields[column.field].is_required()
    return Question(column.way, column.kind, column.field, column.form, needed)


def _several(kind: type[Record], table: Table) -> Question:
    field = str(kind.field_of(table.key))
    inner = sorted(map(_single, table.columns), key=lambda each: not each.needed)
    needed = kind.model_fields[field].is_required()
    return Question((table.key,), kind, field, Form.WRITTEN, needed, tuple(inner))


def lacking(
    questions: Sequence[Question], kind: type[Record], typed: source.Mapping
) -> list[Question]:
    """Return what a record needs and does not hold; but its number, which is given."""
    return [
        each
        for each in questions
        if each.needed
        and each.held(typed) is None
        and each.way != (Numbered.key_of("id"),)
        and _is_begun(each, kind, typed)
    ]


def _is_begun(question: Question, kind: type[Record], typed: source.Mapping) -> bool:
    """Whether the group of a key is needed, or holds something; of a key in no group, yes."""
    *groups, _ = question.way
    if not groups or cells.at(groups, typed) is not None:
        return True
    return kind.model_fields[str(kind.field_of(groups[0]))].is_required()


def usual(
    questions: Sequence[Question],
    ledger: LedgerType,
    typed: source.Mapping,
    records: Sequence[source.Mapping],
) -> Iterator[Question]:
    """Yield what else is asked for: what records like this one often hold; without any, what is not
    filled in later.
    """
    kind = ledger.record
    alike = _alike(questions, typed, records)
    passed = {
        kind.key_of(field)
        for field in (*kind.later, *kind.afterwards, "readers", kind.same_as or "readers")
    }
    for each in questions:
        if each.held(typed) is not None or each.way == (Numbered.key_of("id"),):
            continue
        often = sum(each.held(record) is not None for record in alike)
        if often * _USUAL >= len(alike) > 0 or (not alike and each.way[0] not in passed):
            yield replace(each, needed=False)


def _alike(
    questions: Sequence[Question], typed: source.Mapping, records: Sequence[source.Mapping]
) -> Sequence[source.Mapping]:
    """Return the records with the same words of lists under the keys that all need; all, if few are."""
    words = [each for each in questions if each.needed and mark_of(each.kind, each.field, Listed)]
    alike = [
        record for record in records if all(each.held(record) == each.held(typed) for each in words)
    ]
    return alike if len(alike) >= _FEW else records
