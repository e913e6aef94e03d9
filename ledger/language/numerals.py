"""Numbers and dates -> Chinese text."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_DIGITS = "零一二三四五六七八九"


def number(value: Fraction, places: int) -> str:
    """Round half up to ``places`` decimals; a whole number is shown without any."""
    if value.denominator == 1:
        return str(value.numerator)
    quotient = Decimal(value.numerator) / Decimal(value.denominator)
    return str(quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def exact(value: Fraction) -> str:
    """Return a finite decimal in full, anything else with two decimals."""
    for places in range(13):
        if (value * 10**places).denominator == 1:
            return number(value, places)
    return number(value, 2)


def day(value: date, year: bool = True) -> str:
    """Return ``2021年3月5日``, or without the year (GB/T 9704-2012, 7.3.5.1)."""
    text = f"{value.month}月{value.day}日"
    return f"{value.year}年{text}" if year else text


def month(value: str, year: bool = False) -> str:
    """Return ``2021-03`` as ``3月``, or with its year."""
    text = f"{int(value[5:])}月"
    return f"{int(value[:4])}年{text}" if year else text


def ordinal(number: int) -> str:
    """Return 1–9999 as 一 … 九千九百九十九."""
    text, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            shown = "" if power == 10 and digit == 1 and not text else _DIGITS[digit]
            text += ("零" if gap and text else "") + shown + unit
        gap = not digit
    return text


_READ = str.maketrans("〇○两０１２３４５６７８９", "零零二0123456789")
_POWERS = {"千": 1000, "百": 100, "十": 10}


def ordinal_value(text: str) -> int | None:
    """Return the number from 1 to 9999 that a numeral writes, or None where it is none.

    The inverse of ``ordinal``; it also reads 一百二十二 as 一二二 or 122, and 廿, 卅, 两, 〇.
    """
    numeral = text.translate(_READ).replace("廿", "二十").replace("卅", "三十")
    if re.fullmatch(r"[1-9][0-9]{0,3}", numeral):
        return int(numeral)
    if re.fullmatch(rf"[{_DIGITS[1:]}][{_DIGITS}]{{0,3}}", numeral):
        return int("".join(str(_DIGITS.index(sign)) for sign in numeral))
    value, digit = 0, 0
    for sign in numeral:
        if sign in _POWERS:
            value, digit = value + (digit or 1) * _POWERS[sign], 0
        elif sign in _DIGITS:
            digit = _DIGITS.index(sign)
        else:
            return None
    value += digit
    # only what the number is written as is a numeral: no 十百, no 一百二
    is_one = 0 < value < 10_000 and _ten(numeral) == _ten(ordinal(value))
    return value if is_one else None


def _ten(numeral: str) -> str:
    """Drop the 一 that 十 may have or not have."""
    return numeral.replace("一十", "十")
