"""A record's values as plain text, in the form in which editors write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.language.numerals import day
from ledger.records.base import Part, Record
from ledger.records.editions import EDITIONS
from ledger.records.period import Frame


def value_text(value: Any) -> str:
    """Return a record's value as plain text, in the form in which editors write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "、".join(value_text(part) for part in value)
    if isinstance(value, Part):
        value = {value.key_of(field): getattr(value, field) for field in type(value).model_fields}
    if isinstance(value, dict):
        return "；".join(f"{key} {value_text(part)}" for key, part in value.items())
    return str(value)


def filled(record: Record, field: str) -> bool:
    """Whether there is something to show; that a record is for everybody is nothing to say."""
    value = getattr(record, field)
    return bool(value_text(value)) and (field != "readers" or value != EDITIONS[0])


def headline(record: Record) -> str:
    """Return the plain text that says what a record is about."""
    return value_text(getattr(record, record.headline))


def frame_text(frame: Frame) -> str:
    """Return of what time a flow tells: ``2021年度``, or ``2021年1月1日至6月30日``.

    Nothing where no report sets it.
    """
    if not frame.is_set:
        return ""
    if frame.is_year:
        return f"{frame.first.year}年度"
    return f"{day(frame.first)}至{day(frame.until, frame.first.year != frame.until.year)}"
