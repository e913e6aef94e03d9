"""Last year's spending, which was typed beside this year's: it stands in last year's ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ledger.issues import Place
from ledger.records import source
from ledger.records.fields import to_list
from ledger.records.source import Text, scalar
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.work import Expense
from ledger.upgrading.change import Change, Old

_YEAR = re.compile("data/([0-9]{4})/")
_THIS, _LAST = Expense.key_of("value"), Expense.key_of("previous")


def parted(old: Old) -> Iterator[Change]:
    """Yield a ledger of last year for each that holds both years; tell of the figures that use it."""
    for ledger, value in old.entries:
        entries = [each for each in to_list(value) if isinstance(each, source.Mapping)]
        if ledger.record is Expense:
            yield from _ledger(old, [each for each in entries if _LAST in each])
        if ledger.record is FigureDefinition:
            yield from filter(None, map(_figure, entries))


def _ledger(old: Old, entries: list[source.Mapping]) -> Iterator[Change]:
    found = _YEAR.match(entries[0].place.path) if entries else None
    path = f"data/{int(found[1]) - 1}/{Expense.ledger.name}.yml" if found else ""
    if not path or old.content(path) is not None:
        return
    message = (
        f"新写上年的台账：{len(entries)} 条的“{_LAST}”（{entries[0].place.path}）移到这里的“{_THIS}”；"
        f"以后不用再写“{_LAST}”，原来的留着也照认"
    )
    lines = [line for entry in entries for line in _lines(entry)]
    head = "# 升级时由后一年的“上年”写出，请核对来源"
    yield Change(Place(path), message, content="\n".join([head, *lines, ""]).encode())


def _lines(entry: source.Mapping) -> Iterator[str]:
    mark = "- "
    for key, value in entry.items():
        if key != _LAST and isinstance(value, Text):
            held = entry[_LAST] if key == _THIS else value
            yield f"{mark}{key}: {scalar(str(held))}"
            mark = "  "


def _figure(entry: source.Mapping) -> Change | None:
    """Tell of a figure that takes what was typed of last year."""
    held: dict[str, Any] = dict(entry)
    if held.get(FigureDefinition.key_of("source")) != Expense.ledger.name:
        return None
    if _LAST not in to_list(held.get(FigureDefinition.key_of("field"), [])):
        return None
    name = held.get(FigureDefinition.key_of("name"))
    message = f"“{name}”改成 算法: 上年、指标: 本年的那个指标，删去来源、条件、字段；不改，“{_LAST}”还要写"
    return Change(entry.place, message)
