"""What must not enter the data: clues, personal numbers, marks of secrecy, what was not filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.checks.records.rules import rule
from ledger.issues import Issue
from ledger.language import placeholders, secrets
from ledger.records.base import Part
from ledger.records.dataset import Dataset
from ledger.records.types.official import Report

#: files of these ledgers speak of rules and not of cases, and name what a clue is
_OF_RULES = ("法规", "法规原文", "知识题库", "制度", "权力事项", "岗位职责", "用语", "固定说法")


@rule("secret.clue")
def no_secret_is_recorded(dataset: Dataset) -> Iterator[Issue]:
    """No value holds a personal number or a mark of secrecy; none of the records tells of a clue."""
    for name, records in dataset.records.items():
        looks = [secrets.numbers, secrets.marks]
        looks += [] if name in _OF_RULES else [secrets.clues]
        for record in records:
            for path, value in _texts(record, ()):
                if path[-1] == Report.key_of("classification"):
                    continue  # it is refused whatever it says
                found = next((secret for look in looks for secret in look(value)), None)
                if found:
                    key = next(step for step in reversed(path) if isinstance(step, str))
                    yield record.issue(f"{key}：{found.message}", *path, code=found.code)


@rule("placeholder.left")
def nothing_is_left_to_fill_in(dataset: Dataset) -> Iterator[Issue]:
    """No value of the records is a placeholder; regulations and questions may speak of 某人."""
    for name, records in dataset.records.items():
        for record in records if name not in _OF_RULES else ():
            for path, value in _texts(record, ()):
                for start, end in placeholders.find(value):
                    if any(secrets.find(value)):
                        break  # and was said to be
                    key = next(step for step in reversed(path) if isinstance(step, str))
                    yield record.issue(f"{key}：{placeholders.said(value[start:end])}", *path)


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of a record, through lists and groups, and the keys that lead to it."""
    if isinstance(value, Part):
        for field in type(value).model_fields:
            yield from _texts(getattr(value, field), (*path, value.key_of(field)))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
    elif isinstance(value, str):
        yield path, value
