"""What a single value may be, and how to say that it is not.

The readings raise ``Mistake``; ``model`` carries its Chinese message to the place of the value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self, get_args, get_origin

from ledger.issues import Mistake, unknown
from ledger.language.signs import HAN, unwritable
from ledger.records.model import Model, Reading
from ledger.wordlists import Known, Word

_LONGEST_NUMBER, _LONGEST_IDENTIFIER = 15, 60
_YEARS = range(1900, 2200)
#: an identifier becomes a folder of the site: what Windows keeps for devices, and the list's page
_NO_FOLDERS = {
    "con", "prn", "aux", "nul", "index", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}  # fmt: skip
#: the editions, from the widest to the narrowest; each shows what those before it show
EDITIONS = ("全员", "班子", "纪检")


def _scalar(value: Any, due: str) -> str:
    if isinstance(value, list):
        raise Mistake(f"这里只写一个值（{due}），不是列表", "value.single")
    if isinstance(value, dict):
        raise Mistake(f"这里只写一个值（{due}），下面不再分项", "value.single")
    return str(value)


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


#: the words of a mark of readers in traditional characters
_TRADITIONAL = str.maketrans("見紀檢", "见纪检")


def simplified(text: str) -> str:
    """Return a text in which a mark of readers is found however its signs are written."""
    return _half(text).translate(_TRADITIONAL)


def to_text(value: Any) -> str:
    text = _scalar(value, "一段文字")
    if not text.strip():
        raise Mistake("没有填写；请填上，或删去这一项", "value.blank")
    if fault := unwritable(text):
        raise Mistake(f"里面有{fault}", "file.invisible")
    return text.rstrip("\n")


def to_identifier(value: Any) -> str:
    text = _scalar(value, "编号")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        message = f"编号“{text}”只能用小写字母、数字和“-”，例如 r03-07"
        raise Mistake(message, "value.identifier")
    if len(text) > _LONGEST_IDENTIFIER:
        long = f"有 {len(text)} 个字符；请缩短到 {_LONGEST_IDENTIFIER} 个以内"
        raise Mistake(f"编号“{text[:8]}……”{long}", "value.identifier_long")
    if text in _NO_FOLDERS:
        message = f"编号“{text}”不能做网页的地址；请换一个，例如 {text}-1"
        raise Mistake(message, "value.identifier_taken")
    return text


def to_count(value: Any) -> int:
    text = _not_too_long(_scalar(value, "整数"))
    if re.fullmatch(r"0|[1-9][0-9]*", text):
        return int(text)
    raise _not_a_number(text, "不小于 0 的整数", r"0|[1-9][0-9]*", "8")


def to_year(value: Any) -> int:
    text = _scalar(value, "年份")
    if re.fullmatch(r"[0-9]{4}", text) and int(text) in _YEARS:
        return int(text)
    due = f"{_YEARS[0]} 到 {_YEARS[-1]} 之间的四位数，例如 2021"
    raise Mistake(f"“{text}”不是年份；请写 {due}", "value.year")


#: units of money: of each, which power of ten of a 元 it is
MONEY = {"元": 0, "百元": 2, "千元": 3, "万元": 4, "百万元": 6, "千万元": 7, "亿元": 8}


def to_amount(value: Any, unit: str = "") -> Decimal:
    """Return a number of ``unit``; one typed with another unit is told as it should be."""
    text = _not_too_long(_scalar(value, "数"))
    if re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]+)?", text):
        return Decimal(text)
    measured = re.fullmatch(
        r"([0-9]+(?:\.[0-9]+)?)([百千万亿]*元)", re.sub(r"[\s,]", "", _half(text))
    )
    if measured and {measured[2], unit} <= MONEY.keys() and measured[2] != unit:
        moved = Decimal(measured[1]).scaleb(MONEY[measured[2]] - MONEY[unit]).normalize()
        message = f"“{text}”只写数，不写单位；这里记的是{unit}，写成 {moved:f}"
        raise Mistake(message, "value.unit")
    raise _not_a_number(text, "不小于 0 的数", r"(0|[1-9][0-9]*)(\.[0-9]+)?", "3.50")


def _not_too_long(text: str) -> str:
    if len(text) > _LONGEST_NUMBER:
        raise Mistake(f"“{text[:8]}……”有 {len(text)} 位，不像一个数；请核对", "value.long")
    return text


def _not_a_number(text: str, due: str, pattern: str, example: str) -> Mistake:
    plain = re.sub(r"\s", "", _half(text))
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", plain):
        plain = plain.replace(",", "")
    if re.fullmatch(pattern, plain):
        return Mistake(f"“{text}”要写成半角数字，不加逗号和空格：{plain}", "value.digits")
    # 万, 分之 and the like change the number; they are no units to be dropped
    measured = re.fullmatch(
        rf"([0-9.]+)(万元|(?![十百千万亿半点多余几分]|个半)[{HAN}]{{1,3}})", plain
    )
    if measured and re.fullmatch(pattern, measured[1]):
        return Mistake(f"“{text}”只写数，不写单位：{measured[1]}", "value.unit")
    if plain.startswith("-"):
        return Mistake(f"“{text}”是负数；这里应当是{due}", "value.number")
    if re.fullmatch(r"0+[0-9]+", plain):
        return Mistake(f"“{text}”前面不要补 0：{plain.lstrip('0') or '0'}", "value.zeros")
    return Mistake(f"“{text}”不是{due}；例如 {example}", "value.number")


def to_day(value: Any) -> date:
    text = _scalar(value, "日期")
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII):
        if _exists(*map(int, match.groups())):
            return date(*map(int, match.groups()))
        raise Mistake(f"没有“{text}”这一天；请核对月份和日子", "value.no_day")
    parts = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", _half(text))
    if parts:
        year, month, day = map(int, parts.groups())
        shown = f"{year:04}-{month:02}-{day:02}"
        if _exists(year, month, day):
            raise Mistake(f"日期“{text}”要写成 {shown}", "value.day")
        raise Mistake(f"没有“{text}”这一天；请核对月份和日子", "value.no_day")
    raise Mistake(f"“{text}”不是日期；请写成 2021-03-05 的样子", "value.day")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def to_month(value: Any) -> str:
    text = _scalar(value, "月份")
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        return text
    raise Mistake(f"“{text}”不是月份；请写成 2021-03 的样子", "value.month")


def to_yes(value: Any) -> bool:
    text = _scalar(value, "是或否")
    if text not in ("是", "否", "true", "false"):
        raise Mistake(f"“{text}”要写成 是 或 否", "value.yes")
    return text in ("是", "true")


def to_list(value: Any) -> Any:
    """A single value stands for a list of one."""
    return value if isinstance(value, list) else [value]


class Choice(Reading):
    """Marks a field whose value is one of ``words``."""

    def __init__(self, *words: str) -> None:
        super().__init__(self.check)
        self._words: Collection[str] = words

    @classmethod
    def among(cls, words: Collection[str]) -> Self:
        """Return the choice of words that a room further on enters in a collection."""
        choice = cls()
        choice._words = words
        return choice

    @property
    def words(self) -> tuple[str, ...]:
        """The words in their order."""
        return tuple(self._words)

    def check(self, value: Any) -> str:
        text = _scalar(value, "一个词")
        if text not in self.words:
            raise Mistake(unknown("值", text, self.words), "value.choice")
        return text


class Listed(Reading):
    """Marks a field whose value is a word of the list ``list`` (``lists.LISTS``)."""

    def __init__(self, name: str) -> None:
        super().__init__(self._unread)
        self.list = name

    def take(self, typed: Any, known: Any) -> Word:
        """Return the word; ``known`` are the lists and the year."""
        among: Known = known
        return among.lists[self.list].read(_scalar(typed, "一个词"), among.year)

    def _unread(self, typed: Any) -> Any:
        raise TypeError(f"{self.list}: “{typed}” is read with the lists")


@dataclass(frozen=True)
class Ref:
    """Marks a field that names a record of the ledger ``ledger`` by its 名称, 简称 or 编号."""

    ledger: str


@dataclass(frozen=True)
class Audience:
    """Marks a field that only some readers may see: those of ``edition`` and of the later ones.

    The field has a default; in the other editions it holds that (``ledger.records.editions``).
    """

    edition: str


Line = Annotated[str, Reading(to_text)]
Identifier = Annotated[str, Reading(to_identifier)]
Count = Annotated[int, Reading(to_count)]
Year = Annotated[int, Reading(to_year)]
Amount = Annotated[Decimal, Reading(to_amount)]


class Time:
    """Marks a field that says when something was: on a day, in a month, in a quarter."""


class Attachment:
    """Marks a field that names a file of the site by its path below docs/."""


class MonthsOfPeriod:
    """Marks a number of months of the report's period, which has no more than it has."""


Day = Annotated[date, Reading(to_day), Time()]
Month = Annotated[str, Reading(to_month), Time()]
Many = Reading(to_list)
Yes = Annotated[bool, Reading(to_yes)]


@cache
def mark_of(model: type[Model], field: str, kind: type) -> Any:
    """Return the ``Ref``, ``Choice`` or ``Audience`` of a field, however deep in its type, or None."""
    info = model.model_fields[field]
    return next(
        (m for m in [*info.metadata, *_marks(info.annotation)] if isinstance(m, kind)), None
    )


def read_by(model: type[Model], field: str, read: Callable[[Any], Any]) -> bool:
    """Whether a field's values pass through a reading, at whatever depth of its type."""
    info = model.model_fields[field]
    marks = (*info.metadata, *_marks(info.annotation))
    return any(isinstance(each, Reading) and each.read is read for each in marks)


def chosen_from(model: type[Model], field: str) -> bool:
    """Whether a field holds words that are closed: of a list, or of the product's own."""
    return bool(mark_of(model, field, Listed) or mark_of(model, field, Choice))


@cache
def holds(model: type[Model], field: str, *kinds: type) -> bool:
    """Whether a field's values are of one of the given Python types, however deep in its type."""
    return not {*kinds}.isdisjoint(_types(model.model_fields[field].annotation))


def _types(annotation: Any) -> list[Any]:
    return [annotation, *(kind for part in get_args(annotation) for kind in _types(part))]


def _marks(annotation: Any) -> list[Any]:
    own = list(getattr(annotation, "__metadata__", ()))
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return own + [mark for part in get_args(annotation) for mark in _marks(part)]
