"""What must not enter the data: clues, personal numbers, marks of secrecy, what was not filled in."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule
from ledger.issues import Issue
from ledger.language import placeholders, secrets
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.types.language import FixedTerm
from ledger.records.types.official import Report
from ledger.records.walk import Value, walk


@rule("secret.clue")
def no_secret_is_recorded(dataset: Dataset) -> Iterator[Issue]:
    """No value holds a personal number or a mark of secrecy; none of the records tells of a clue."""
    for record in dataset.every:
        looks = [secrets.numbers, secrets.marks]
        looks += [] if record.of_rules else [secrets.clues]
        for value in _texts(record):
            if value.fields[-1] == (Report, "classification"):
                continue  # it is refused whatever it says
            found = next((secret for look in looks for secret in look(value.held)), None)
            if found:
                message = f"{value.key}：{found.message}"
                yield record.issue(message, *value.path, code=found.code)


@rule("secret.name")
def people_appear_by_their_posts(dataset: Dataset) -> Iterator[Issue]:
    """No record names a person beside a title; the signatory and fixed terms may be named."""
    terms = dataset.declared.terms
    for record in dataset.every:
        if record.of_rules or isinstance(record, FixedTerm):
            continue
        for value in _texts(record):
            for person in secrets.names(value.held, terms):
                message = f"{value.key}：{person.message}"
                yield record.issue(message, *value.path)


@rule("placeholder.left")
def nothing_is_left_to_fill_in(dataset: Dataset) -> Iterator[Issue]:
    """No value of the records is a placeholder; regulations and questions may speak of 某人."""
    meant = dataset.declared.meant
    for record in dataset.every:
        for value in _texts(record) if not record.of_rules else ():
            for start, end in placeholders.find(value.held, meant):
                if any(secrets.find(value.held)):
                    break  # and was said to be
                message = f"{value.key}：{placeholders.message(value.held[start:end])}"
                yield record.issue(message, *value.path)


@rule("placeholder.term")
def fixed_terms_are_no_placeholders(dataset: Dataset) -> Iterator[Issue]:
    """A fixed term may hold a mark, as in X光室, but not be one: X次."""
    for term in dataset.of(FixedTerm):
        if placeholders.alone(term.term):
            message = f"词：“{term.term}”是占位，不是固定说法；请删去这一条，或连前后的字一起写"
            yield term.issue(message, "term")


def _texts(record: Record) -> Iterator[Value]:
    return (value for value in walk(record) if isinstance(value.held, str))
