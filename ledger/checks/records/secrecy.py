"""What must not enter the data: clues, personal numbers, marks of secrecy, what was not filled in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ledger.checks.records.rules import rule
from ledger.issues import Issue
from ledger.language import placeholders, secrets
from ledger.language.secrets import Secret
from ledger.records.base import Part, Record
from ledger.records.dataset import Dataset
from ledger.records.fields import Listed
from ledger.records.types.language import FixedTerm
from ledger.records.types.official import OfficialDocument
from ledger.records.walk import texts
from ledger.remembered import Fixed, remembered


@rule("secret.clue")
def no_secret_is_recorded(dataset: Dataset) -> Iterator[Issue]:
    """No value holds a personal number or a mark of secrecy; none of the records tells of a clue."""
    every = chain(dataset.every, dataset.for_authors)
    return (issue for record in every for issue in _secrets(record))


@remembered
def _secrets(record: Record) -> tuple[Issue, ...]:
    found = []
    for value in texts(record):
        if _is_refused(*value.fields[-1]):
            continue  # it is refused whatever it says
        if secret := _secret(value.held, record.of_rules):
            message = f"{value.key}：{secret.message}"
            found.append(record.issue(message, *value.path, code=secret.code))
    return tuple(found)


def _is_refused(kind: type[Part], field: str) -> bool:
    """Whether whatever stands in a field is refused by another rule."""
    return field == "classification" and issubclass(kind, OfficialDocument)


@remembered
def _secret(text: str, of_rules: bool) -> Secret | None:
    """Return the first secret of a text; a rule may speak of clues."""
    looks = (secrets.numbers, secrets.marks, *([] if of_rules else [secrets.clues]))
    return next((secret for look in looks for secret in look(text)), None)


@rule("secret.name")
def people_appear_by_their_posts(dataset: Dataset) -> Iterator[Issue]:
    """No record names a person beside a title; the signatory and fixed terms may be named."""
    terms = dataset.declared.terms
    every = chain(dataset.every, dataset.for_authors)
    return (issue for record in every for issue in _people(record, terms))


def _people(record: Record, terms: Fixed[str]) -> tuple[Issue, ...]:
    named = record.of_rules or isinstance(record, FixedTerm)
    return () if named else _persons(record, terms)


@remembered
def _persons(record: Record, terms: Fixed[str]) -> tuple[Issue, ...]:
    return tuple(
        record.issue(f"{value.key}：{person.message}", *value.path, code=person.code)
        for value in texts(record)
        for person in _named(value.held, terms)
    )


@remembered
def _named(text: str, terms: Fixed[str]) -> tuple[Secret, ...]:
    return tuple(secrets.names(text, terms))


@rule("placeholder.left")
def nothing_is_left_to_fill_in(dataset: Dataset) -> Iterator[Issue]:
    """No value of the records is a placeholder; regulations and questions may speak of 某人."""
    meant = dataset.declared.meant
    records = (record for record in dataset.every if not record.of_rules)
    return (issue for record in records for issue in _left(record, meant))


@remembered
def _left(record: Record, meant: Fixed[str]) -> tuple[Issue, ...]:
    return tuple(
        record.issue(
            f"{value.key}：{placeholders.message(mark)}", *value.path, code="placeholder.left"
        )
        for value in texts(record)
        if not value.mark(Listed)  # the list says that the word is meant
        for mark in _marks(value.held, meant)
    )


@remembered
def _marks(text: str, meant: Fixed[str]) -> tuple[str, ...]:
    """Return the placeholders of a text; none of one with a secret, of which that is said."""
    found = tuple(text[start:end] for start, end in placeholders.find(text, meant))
    return () if found and any(secrets.find(text)) else found


def of_record(dataset: Dataset, record: Record) -> Iterator[Issue]:
    """Yield what must not enter and stands in a record, which need not be whole."""
    yield from _secrets(record)
    yield from _people(record, dataset.declared.terms)
    if not record.of_rules:
        yield from _left(record, dataset.declared.meant)


@rule("placeholder.term")
def fixed_terms_are_no_placeholders(dataset: Dataset) -> Iterator[Issue]:
    """A fixed term may hold a mark, as in X光室, but not be one: X次."""
    for term in dataset.of(FixedTerm):
        if placeholders.alone(term.term):
            message = f"词：“{term.term}”是占位，不是固定说法；请删去这一条，或连前后的字一起写"
            yield term.issue(message, "term")
