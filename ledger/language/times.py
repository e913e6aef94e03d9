"""Times as they are written: 2021年3月5日, 二〇二一年三月, 2021年上半年, 2018—2020年, 2021-03-05, 3月5日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger.language.numerals import ARABIC, DIGITS, ordinal_value, spelt
from ledger.patterns import Pattern, only_at

_D, _H = ARABIC, DIGITS
#: a year in four digits, for patterns
YEAR = rf"(?:[{_D}]{{4}}|[{_H}]{{4}})"
_MONTH = rf"(?:[{_D}]{{1,2}}|十[一二]?|[{_H}])"
_DAY = rf"(?:[{_D}]{{1,2}}|[{_H}十]{{1,3}})"
_TO = r"(?:至|到|—{1,2}|–|－|-|~|～)"
_UNTIL = (
    rf"(?:\s?{_TO}\s?(?:(?:(?P<until_year>{YEAR})\s?年)?(?P<until_month>{_MONTH})\s?月份?"
    rf"(?:(?P<until_day>{_DAY})[日号])?|(?P<day_until>{_DAY})[日号]|(?P<now>今)))?"
)
#: parts of a year -> their first and last month
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12),
    **{f"{sign}季度": (3 * n + 1, 3 * n + 3) for n, signs in enumerate(("一1", "二2", "三3", "四4")) for sign in signs},
}  # fmt: skip
_WRITTEN = Pattern(
    rf"{only_at(_D + _H)}(?<![{_D}{_H}])(?:(?P<since>{YEAR})\s?年?度?(?:{_TO}|[、和及]))?(?P<year>{YEAR})\s?年度?"
    rf"(?:\s?(?P<month>{_MONTH})\s?(?:月份?|(?={_TO}{_MONTH}\s?月))(?:\s?(?P<day>{_DAY})\s?[日号])?{_UNTIL}"
    rf"|第?(?P<part>{'|'.join(_PARTS)})|至(?P<open>今))?"
)
_NUMBERED = Pattern(
    r"(?<![0-9A-Z./-])(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-./])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9A-Z]|[-./][0-9])"
)
_OF_YEAR = Pattern(
    rf"{only_at(f'{_D}{_H}十')}(?<![年{_D}{_H}十./\-])(?P<month>{_MONTH})\s?(?:月份?|(?={_TO}{_MONTH}\s?月))(?:(?P<day>{_DAY})\s?[日号])?{_UNTIL}"
)
_SENTENCE_END = Pattern("[。；;！!？?\n]")


@dataclass(frozen=True)
class Time:
    """A time as written at ``start:end`` of a text, with its first and last day, both included.

    ``grain`` is the smallest part that is written: 年, 月 (also a quarter or a half year) or 日.
    ``dated`` is whether its year is written. The days are None where no calendar has them; the last
    is the last of all days where the time goes on (2018年至今).
    """

    start: int
    end: int
    grain: str
    dated: bool
    first: date | None
    last: date | None


def find(text: str, year: int) -> Iterator[Time]:
    """Yield the times of a text in their order.

    A month without a year is of the last year written in its sentence, else of ``year``.
    """
    found = [match for each in (_WRITTEN, _NUMBERED, _OF_YEAR) for match in each.finditer(text)]
    end, said = 0, year
    for match in sorted(found, key=lambda each: (each.start(), -each.end())):
        if match.start() >= end:
            written = number(match.groupdict().get("year"))
            said = written or (year if _SENTENCE_END.search(text, end, match.start()) else said)
            end = match.end()
            yield _time(match, said, bool(written))


def number(text: str | None) -> int:
    """Return a year, a month or a day in either script; 0 where there is none."""
    return (spelt(text) or ordinal_value(text) or 0) if text else 0


def _time(match: re.Match[str], year: int, dated: bool) -> Time:
    parts = {key: value for key, value in match.groupdict().items() if value}
    grain = "日" if "day" in parts else "月" if {"month", "part"} & parts.keys() else "年"
    try:
        first, last = _span(parts, year)
    except ValueError:
        return Time(*match.span(), grain, dated, None, None)
    return Time(*match.span(), grain, dated, first, last)


def _span(parts: dict[str, str], year: int) -> tuple[date, date]:
    """Return the first and the last day; raises ``ValueError`` where there is no such day."""
    begins = number(parts.get("since")) or year
    if "month" not in parts:
        months = _PARTS.get(parts.get("part", ""), (1, 12))
        first, last = date(begins, months[0], 1), _last_of(year, months[1])
    else:
        month, day = number(parts["month"]), number(parts.get("day"))
        first = date(begins, month, day or 1)
        last = _until(parts, date(year, month, day or 1), bool(day))
    return first, date.max if {"now", "open"} & parts.keys() else last


def _until(parts: dict[str, str], first: date, is_day: bool) -> date:
    """Return the last day of a time that begins on ``first``, a day or the first of a month."""
    month = number(parts.get("until_month")) or first.month
    year = number(parts.get("until_year")) or first.year + (month < first.month)
    if day := number(parts.get("until_day") or parts.get("day_until")):
        return date(year, month, day)
    return _last_of(year, month) if "until_month" in parts or not is_day else first


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
