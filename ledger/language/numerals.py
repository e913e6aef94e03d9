"""Numbers and dates -> Chinese text, and Chinese numerals -> numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache

from ledger.language.signs import HALF, UNUSUAL
from ledger.patterns import Pattern

#: the digits as they are written, each at the place of its value
_DIGITS = "零一二三四五六七八九"
_POWERS = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"亿": 100_000_000, "万": 10_000}
#: other signs of the same: of zero, of two and three, of forms that cannot be altered (大写)
_OTHERS = dict(
    zip("〇○两俩仨壹贰叁肆伍陆柒捌玖拾佰仟", "零零二二三一二三四五六七八九十百千", strict=True)
)

# for character classes of patterns
#: Arabic digits, half and full width
ARABIC = "0-9０-９"
#: Chinese digits, also as they spell out a year
DIGITS = f"〇○{_DIGITS}"
#: Chinese digits and powers as in the numbers of headings and items
OF_ITEMS = f"{_DIGITS[1:]}十"
#: Chinese digits and powers as in the numbers of articles
ORDINALS = f"{DIGITS}{''.join(_POWERS)}两廿卅"
#: signs of old and of traditional Chinese, by the usual ones
_RARE = dict(
    zip("弌壱弍弐貳貮兩両弎叄參亖陸萬億卄", "一一二二二二两两三三三四六万亿廿", strict=True)
)
#: numerals of tens and hundreds that Unicode does not know, or not as numerals
_UNKNOWN = frozenset("卌皕🔟")
#: every sign of a Chinese numeral
SIGNS = "".join([_DIGITS, *_POWERS, *_GREAT, *_OTHERS, "廿卅"])


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


@cache
def ordinal(number: int) -> str:
    """Return 1–9999 as 一 … 九千九百九十九."""
    text, gap = "", False
    for unit, power in (*reversed(_POWERS.items()), ("", 1)):
        digit, number = divmod(number, power)
        if digit:
            shown = "" if power == 10 and digit == 1 and not text else _DIGITS[digit]
            text += ("零" if gap and text else "") + shown + unit
        gap = not digit
    return text


def spelt_out(number: int) -> str:
    """Return a number digit by digit, as 2021 → 二〇二一."""
    return "".join("〇" if sign == "0" else _DIGITS[int(sign)] for sign in str(number))


_TO_USUAL = {ord(sign): usual for sign, usual in _OTHERS.items()} | {
    wide: half for wide, half in HALF.items() if chr(half) in "0123456789.,%"
}
_TO_ARABIC = str.maketrans(DIGITS, "000123456789")


def _usual(text: str) -> str:
    """Return a numeral in its usual signs."""
    return text.translate(_TO_USUAL).replace("廿", "二十").replace("卅", "三十")


def digits(text: str) -> str:
    """Return a text with its Chinese digits in ASCII, character for character."""
    return text.translate(_TO_ARABIC)


#: stand for a sign that is a numeral by itself (⒓), and one that is a numeral with its measure (㋀)
ODD, MEASURED = "¹", "²"
#: fractions in one sign, and the usual one of them
_FRACTIONS, FRACTION = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞↉"), "½"
_WITH_MEASURE = Pattern(r"[0-9]{1,2}[月日点]")


class _Usual(dict[int, str]):
    """Signs by their code points -> the usual numeral; what is no numeral stays itself."""

    def __missing__(self, point: int) -> str:
        self[point] = usual = _usual_sign(chr(point))
        return usual


def _usual_sign(sign: str) -> str:
    """Return the usual sign of a numeral: a digit of ASCII, a Chinese sign, or a sign for others."""
    if sign.isascii() or sign in SIGNS:
        return sign
    if sign in _FRACTIONS:
        return FRACTION
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    shape = unicodedata.normalize("NFKC", _RARE.get(sign, sign))
    if _WITH_MEASURE.fullmatch(shape):
        return MEASURED
    if shape in SIGNS and not unicodedata.decomposition(sign).startswith(("<circle>", "<square>")):
        return shape
    numeric = unicodedata.numeric(sign, None) is not None
    is_han = "\u3400" <= sign <= "\u9fff" or sign >= "\U00020000" or "\uf900" <= sign <= "\ufaff"
    begins = shape.strip("()〔〕")[:1]
    numeral = (begins != sign and begins in f"{SIGNS}0123456789") and begins != ""
    return ODD if sign in _UNKNOWN or numeral or (numeric and not is_han) else sign


_USUAL = _Usual()
#: the Chinese characters among what it changes
_RARE_NUMERALS = Pattern(f"[{''.join(_RARE)}{''.join(_UNKNOWN)}]")


def in_usual_signs(text: str) -> str:
    """Return a text with every numeral in a usual sign, character for character.

    A numeral is what Unicode gives a numeric value or takes for another form of a numeral; of the
    Chinese characters only those that nobody writes for anything else.
    """
    changes = UNUSUAL.search(text) or _RARE_NUMERALS.search(text)
    return text.translate(_USUAL) if changes else text


def is_numeral(sign: str) -> bool:
    """Whether a sign is a numeral, or part of one."""
    return sign.translate(_USUAL) in f"{SIGNS}0123456789{ODD}{MEASURED}{FRACTION}"


def spelt(text: str) -> int | None:
    """Return the number that digits spell one by one (二〇二一, 2021), or None where it is none."""
    plain = digits(_usual(text))
    return int(plain) if re.fullmatch("[0-9]{1,40}", plain) else None


def ordinal_value(text: str) -> int | None:
    """Return the number from 1 to 9999 that a numeral writes, or None where it is none.

    The inverse of ``ordinal``. The numeral 一百二十二 may also be spelt, as 一二二 or 122.
    """
    numeral = _usual(text)
    number = spelt(numeral)
    if number is None:
        return _counted(numeral)
    one_script = numeral.isascii() or not re.search("[0-9]", numeral)
    proper = one_script and numeral[0] not in "0零" and number < 10_000
    return number if proper else None


@lru_cache(maxsize=1024)  # the same few numerals stand in most texts
def value(text: str) -> Fraction | None:
    """Return the value of a quantity's numeral, or None where it is none or may be read otherwise.

    The scripts may be mixed with 万 and 亿, as in 3亿2000万. Unknown are 一百二 and 3万5 (colloquially
    120 and 35,000), 两三 (two or three), and 百 (as in 百家企业).
    """
    numeral = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", _usual(text))
    for great, scale in _GREAT.items():
        head, sign, rest = numeral.rpartition(great)
        if sign:
            many, more = (None if great in head else value(head)), _rest(rest, scale)
            if not many or more is None or (rest and many.denominator > 1):
                return None
            return many * scale + more
    return _section(numeral)


def _rest(rest: str, scale: int) -> Fraction | None:
    """Return what follows 万 or 亿; a digit without its power, as in 两万五, may mean either."""
    bare = rest.removeprefix("零")
    number = value(bare) if rest else Fraction()
    if number is None or number >= scale:
        return None
    in_full = re.fullmatch(rf"[0-9]{{{len(str(scale)) - 1}}}(\.[0-9]+)?", rest)
    is_clear = not rest or rest != bare or in_full or re.search("[十百千万]", rest)
    return number if is_clear else None


def _section(numeral: str) -> Fraction | None:
    """Return the value of a numeral without 万 and 亿."""
    if match := re.fullmatch(r"([0-9]{1,60}(?:\.[0-9]{1,40})?)([十百千]?)", numeral):
        return Fraction(match[1]) * _POWERS.get(match[2], 1)
    whole, point, decimals = numeral.partition("点")
    if point:
        above, below = _section(whole), spelt(decimals)
        if above is None or below is None:
            return None
        return above + Fraction(below, 10 ** len(decimals))
    if "零" in numeral or len(numeral) in (1, 4):
        number = spelt(numeral)
        if number is not None:
            return Fraction(number)
    chinese = re.sub("[1-9](?=[十百千])", lambda digit: _DIGITS[int(digit[0])], numeral)
    counted = _counted(chinese)
    return None if counted is None else Fraction(counted)


def _counted(numeral: str) -> int | None:
    """Return the number from 1 to 9999 that ``ordinal`` writes as the numeral: no 十百, no 一百二."""
    total, digit = 0, 0
    for sign in numeral:
        if sign in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[sign], 0
        elif sign in _DIGITS:
            digit = _DIGITS.index(sign)
        else:
            return None
    total += digit
    is_one = 0 < total < 10_000 and _ten(numeral) == _ten(ordinal(total))
    return total if is_one else None


def _ten(numeral: str) -> str:
    """Drop the 一 that 十 may have or not have."""
    return numeral.replace("一十", "十")


def percent(text: str) -> Fraction | None:
    """Return how many per cent a share is: 百分之五, 5%, 5‰ (0.5), 三成半 (35)."""
    match = re.fullmatch(
        "(?P<before>百分之)?(?P<number>.+?)(?P<sign>[%％‰]|成)?(?P<half>半)?", text
    )
    number = value(match["number"]) if match else None
    if match is None or number is None or bool(match["before"]) == bool(match["sign"]):
        return None
    scale = {"‰": Fraction(1, 10), "成": Fraction(10)}.get(match["sign"], Fraction(1))
    return (number + (Fraction(1, 2) if match["half"] else 0)) * scale
