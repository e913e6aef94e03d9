"""A cell of a column of days -> the day that it means, or why nobody can tell.

What may be two days is none: 3/5/2024, 3.1 where the 0 of 3.10 may have been lost, a day of no year.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from ledger.issues import Mistake
from ledger.language import times
from ledger.reading.sheets import Cell, written

#: the hour behind a day, and what only repeats which day it is
_HOUR = re.compile(
    r"(?:[\sT]|(?<=[日号]))(?:[上下]午|早上|晚上)?\s?(?:[0-9]{1,2}(?::[0-9]{2}){1,2}|00:00:00(?:\.0{1,6})?Z|[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?$"
)
_WEEKDAY = re.compile(r"[(]?(?:星期|周)([一二三四五六日天])[)]?")
_NUMBERED = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})\.?")
_EIGHT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_SHORT = re.compile(r"([0-9]{2})([-./年])([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_OF_YEAR = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})日?")
#: a day whose month stands above
_ALONE = re.compile(r"([0-9]{1,2}|[一二三十]{1,3})[日号]?")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAYS = "一二三四五六日"


class When(NamedTuple):
    """What tells of which year a day is, and of which day the number 0; the month of a section."""

    year: int | None
    epoch: date
    month: int | None = None


def day(cell: Cell, when: When) -> date:
    """Return the day that a cell means; raises ``Mistake``, also for one of another month."""
    found = _day_of(cell, when)
    if when.month and found.month != when.month:
        message = f"“{cell.text}”写在 {when.month} 月的一段里；请核对"
        raise Mistake(message, "foreign.day")
    return found


def _day_of(cell: Cell, when: When) -> date:
    match cell.content:
        case datetime():
            return cell.content.date()
        case date():
            return cell.content
        case Decimal():
            return _of_number(cell.content, when)
        case str():
            return _of_text(cell, when)
    raise Mistake(f"“{cell.text}”不是日期；写成 2021-03-05 的样子", "foreign.day")


def _of_number(number: Decimal, when: When) -> date:
    text = written(number)
    if when.month and _ALONE.fullmatch(text):
        return _in_year(when.month, int(number), when)
    if found := _EIGHT.fullmatch(text):
        return _day(*map(int, found.groups()))
    if "." in text and number < 13:
        return _of_lost_zero(text, when)
    serial = when.epoch + timedelta(days=int(number)) if 20_000 <= number < 80_000 else None
    if serial and when.year and abs(serial.year - when.year) <= 1:
        return serial
    if serial and when.year:
        message = f"“{text}”当作日期的序号是 {serial}，不是 {when.year} 年前后的；请写成日期"
        raise Mistake(message, "foreign.day")
    raise Mistake(f"“{text}”是一个数，看不出是哪一天；请写成日期", "foreign.day")


def _of_lost_zero(text: str, when: When) -> date:
    """Return the day of 3.18; 3.1 may have been 3.10 before a program took it for a number."""
    month, _, day = text.partition(".")
    found = _in_year(int(month), int(day), when)
    try:
        other = _in_year(int(month), int(day) * 10, when) if len(day) == 1 else None
    except Mistake:
        other = None
    if other:
        message = f"“{text}”是一个数，可能是 {found}，也可能是 {other}；请写成日期"
        raise Mistake(message, "foreign.day")
    return found


def _of_text(cell: Cell, when: When) -> date:
    text = unicodedata.normalize("NFKC", cell.text).replace("~", "至").strip().lstrip("'")
    plain = "".join(text.split())
    if _NUMBER.fullmatch(plain) and (cell.plain or "." not in plain):
        return _of_number(Decimal(plain), when)
    named = _WEEKDAY.search(plain)
    bare = _HOUR.sub("", " ".join(_WEEKDAY.sub("", text).split()))
    found = _written("".join(bare.split()), when)
    if named and _DAYS[found.weekday()] != named[1].replace("天", "日"):
        message = f"“{cell.text}”：{found} 是星期{_DAYS[found.weekday()]}；请核对"
        raise Mistake(message, "foreign.day")
    return found


def _written(text: str, when: When) -> date:
    """Return the day of a text without blanks, weekday and hour."""
    if when.month and (alone := _ALONE.fullmatch(text)):
        return _in_year(when.month, times.number(alone[1]), when)
    if found := _NUMBERED.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _LAST.fullmatch(text):
        return _of_either(text, int(found[1]), int(found[3]), int(found[4]))
    if found := _SHORT.fullmatch(text):
        year, month, day = (int(found[at]) for at in (1, 3, 4))
        if when.year and when.year % 100 == year:
            return _day(when.year, month, day)
        message = f"“{text}”的年份只写了两位，和表的年份对不上；请写成 2021-03-05 的样子"
        raise Mistake(message, "foreign.day")
    if found := _OF_YEAR.fullmatch(text):
        return _in_year(int(found[1]), int(found[3]), when)
    return _in_words(text, when)


def _in_words(text: str, when: When) -> date:
    found = [*times.find(text, when.year or 0)]
    whole = [each for each in found if (each.start, each.end) == (0, len(text))]
    if len(found) == 1 and whole and whole[0].grain == "日":
        each = whole[0]
        if not each.dated and not when.year:
            raise _no_year(text)
        if each.first is None:
            raise Mistake(f"没有“{text}”这一天；请核对月份和日子", "foreign.day")
        if each.first == each.last:
            return each.first
    if whole and whole[0].grain != "日":
        raise Mistake(f"“{text}”没有写到日；请写成 2021-03-05 的样子", "foreign.day")
    if any(each.grain == "日" for each in found):
        raise Mistake(f"“{text}”不止一天；一件事写一天，几件事分成几行", "foreign.day")
    raise Mistake(f"“{text}”看不出是哪一天；请写成 2021-03-05 的样子", "foreign.day")


def _of_either(text: str, one: int, other: int, year: int) -> date:
    """Return the day of 5/18/2024; that of 3/5/2024 is either of two."""
    if one <= 12 and other <= 12 and one != other:
        message = (
            f"“{text}”可能是 {one}月{other}日，也可能是 {other}月{one}日；请写成 2021-03-05 的样子"
        )
        raise Mistake(message, "foreign.day")
    return _day(year, other, one) if one > 12 else _day(year, one, other)


def _in_year(month: int, day: int, when: When) -> date:
    if not when.year:
        raise _no_year(f"{month}月{day}日")
    return _day(when.year, month, day)


def _no_year(text: str) -> Mistake:
    return Mistake(f"“{text}”没有写年份，表上也看不出是哪一年的", "foreign.day")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        message = f"没有 {year}-{month:02}-{day:02} 这一天；请核对月份和日子"
        raise Mistake(message, "foreign.day") from None


def month(cell: Cell, when: When) -> str:
    """Return the month that a cell means, as ``2021-03``; raises ``Mistake``."""
    text = "".join(unicodedata.normalize("NFKC", cell.text).split())
    if isinstance(cell.content, Decimal | str):
        if found := re.fullmatch(r"(20[0-9]{2})[-./]?([0-9]{2}|[0-9](?![0-9]))", text):
            return f"{_day(int(found[1]), int(found[2]), 1):%Y-%m}"
        if re.fullmatch(r"[0-9]{1,2}", text):
            return f"{_in_year(int(text), 1, when):%Y-%m}"
        whole = [
            each for each in times.find(text, when.year or 0) if each.end - each.start == len(text)
        ]
        if whole and whole[0].grain == "月" and whole[0].first and (whole[0].dated or when.year):
            first, last = whole[0].first, whole[0].last
            if last and (first.year, first.month) == (last.year, last.month):
                return f"{first:%Y-%m}"
            raise Mistake(f"“{text}”不止一个月；请一个月写一行", "foreign.day")
    try:
        return f"{day(cell, when):%Y-%m}"
    except Mistake:
        message = f"“{cell.text}”看不出是哪个月；请写成 2021-03 的样子"
        raise Mistake(message, "foreign.day") from None


def shown_hour(cell: Cell) -> str:
    """Return the hour that a day was written with; nothing for midnight, or none."""
    held = cell.content
    is_day = not isinstance(held, datetime) or held == datetime(held.year, held.month, held.day)
    return "" if is_day else f"{held:%H:%M}"
