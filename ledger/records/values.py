"""A record's values as plain text, in the form in which editors write them, and how to write one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from ledger.language.numerals import day
from ledger.records.base import Part, Record, part_of
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS
from ledger.records.fields import (
    Attachment,
    Choice,
    Listed,
    Ref,
    mark_of,
    to_amount,
    to_count,
    to_day,
    to_identifier,
    to_list,
    to_month,
    to_text,
    to_year,
    to_yes,
)
from ledger.records.period import Frame
from ledger.wordlists import Lists


def value_text(value: Any) -> str:
    """Return a record's value as plain text, in the form in which editors write it."""
    if value is None or isinstance(value, str):  # most are texts
        return str(value or "")
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


def stretch_text(first: date, last: date) -> str:
    """Return a stretch of time in words: a day, a month, a quarter, a half, a year, or its ends."""
    if first == last:
        return f"截至{day(last)}"
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    named = _STRETCHES.get((first.month, last.month)) if whole else None
    if named and first.year == last.year:
        return f"{first.year}{named}"
    return f"{day(first)}至{day(last, first.year != last.year)}"


#: what the months from one to another are called
_STRETCHES = {
    (1, 12): "年度",
    **{(6 * n + 1, 6 * n + 6): f"年{half}半年" for n, half in enumerate("上下")},
    **{(3 * n + 1, 3 * n + 3): f"年{quarter}季度" for n, quarter in enumerate("一二三四")},
    **{(n, n): f"年{n}月" for n in range(1, 13)},
}
_KINDS: dict[Callable[[Any], Any], str] = {
    to_text: "文字",
    to_identifier: "编号",
    to_count: "整数",
    to_year: "年份",
    to_amount: "数",
    to_day: "日期",
    to_month: "月份",
    to_yes: "`是` 或 `否`",
}


def written_as(record: type[Part], field: str, dataset: Dataset) -> str:
    """Return in words how a field is written, and what for, as a file says it in a comment."""
    info = record.model_fields[field]
    kind = re.sub("`", "", kind_text(record, field, dataset.lists))
    if words := dataset.choices(record, field):
        kind = f"{'、'.join(words)}，选一个"
    return "；".join(filter(None, (kind, info.description)))


def kind_text(model: type[Part], field: str, lists: Lists) -> str:
    """Return in words what may be written in a field, in Markdown."""
    info = model.model_fields[field]
    several = "，可写一个或几个" if takes_several(model, field) else ""
    if part := part_of(model, str(info.alias)):
        inner = "；".join(
            f"`{part.key_of(name)}` {kind_text(part, name, lists)}" for name in part.model_fields
        )
        return f"分项：{inner}"
    if listed := mark_of(model, field, Listed):
        words = lists[listed.list].words
        return f"词表“{listed.list}”里的一个词{several}" + (f"，如 {words[0]}" if words else "")
    if mark_of(model, field, Attachment):
        return f"docs/ 下的一个文件{several}"
    if choice := mark_of(model, field, Choice):
        return "选一个：" + "、".join(choice.words)
    if target := mark_of(model, field, Ref):
        return f"“{target.ledger}”里的名称、简称或编号{several}"
    found = next((word for check, word in _KINDS.items() if _converter(info, check)), "")
    return found + several


def takes_several(model: type[Part], field: str) -> bool:
    """Whether one value may be written in the place of a list of one."""
    return _converter(model.model_fields[field], to_list)


def _converter(info: Any, check: Callable[[Any], Any]) -> bool:
    """Whether a field's values pass through ``check``, at any depth of its type."""
    return f"function {check.__name__} " in f"{info.metadata} {info.annotation}"
