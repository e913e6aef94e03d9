"""Numbers and dates -> Chinese text."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ledger.figures import Figure
from ledger.period import Frame

_DIGITS = "零一二三四五六七八九"


def figure_text(figure: Figure) -> str:
    """Return a figure as prose shows it: rounded as its definition says, with its unit."""
    definition = figure.definition
    rounding = definition.rounding
    if definition.method == "同比":
        return _change(figure.value, rounding.to if rounding else 1)
    if rounding and rounding.how == "余":
        return _and_more(figure.value, rounding.to, definition.unit)
    if rounding:
        return number(figure.value, rounding.to) + definition.unit
    if definition.method in ("比率", "平均"):
        return number(figure.value, 1) + definition.unit
    return exact(figure.value) + definition.unit


def exact_text(figure: Figure) -> str:
    """Return a figure without rounding where it has a finite decimal, with its unit."""
    if figure.definition.rounding and figure.definition.rounding.how == "余":
        return exact(figure.value) + figure.definition.unit
    return figure_text(figure)


def rounding_text(figure: Figure) -> str:
    """Say how the value is rounded; nothing where it is not."""
    rounding = figure.definition.rounding
    if rounding and rounding.how == "余":
        return f"向下取到 {rounding.to} 的整倍数，有零头写“余”"
    if rounding or figure.definition.method in ("比率", "平均", "同比"):
        return f"四舍五入，保留 {rounding.to if rounding else 1} 位小数"
    return ""


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


def _change(percent: Fraction, places: int) -> str:
    if percent == 0:
        return "持平"
    return f"{'增长' if percent > 0 else '下降'}{number(abs(percent), places)}%"


def _and_more(value: Fraction, step: int, unit: str) -> str:
    whole = value // step * step
    if whole in (0, value):
        return exact(value) + unit
    return f"{whole}余{unit}"


def day(value: date, year: bool = True) -> str:
    """Return ``2021年3月5日``, or without the year (GB/T 9704-2012, 7.3.5.1)."""
    text = f"{value.month}月{value.day}日"
    return f"{value.year}年{text}" if year else text


def frame_text(frame: Frame) -> str:
    """Return of what time a flow tells: ``2021年度``, or ``2021年1月1日至6月30日``."""
    if frame.is_year:
        return f"{frame.first.year}年度"
    return f"{day(frame.first)}至{day(frame.until, frame.first.year != frame.until.year)}"


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
