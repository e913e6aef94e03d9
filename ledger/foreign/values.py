"""A cell of a foreign ledger -> what is typed for it in a record, and how it was corrected.

What may mean two things is refused: a person decides, in the file or in the mapping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ledger.exchange.columns import Column, Form
from ledger.foreign import days, words
from ledger.foreign.choosing import Choices, chosen
from ledger.foreign.days import When
from ledger.issues import Mistake
from ledger.language import numerals
from ledger.language.signs import WITHOUT_SHAPE, half
from ledger.reading.sheets import Cell, Failed, Uncomputed, written
from ledger.records.fields import MONEY

#: what a program might take for a formula: nobody means it as a text
_FORMULA = re.compile(r"[=@]|[+\-][A-Za-z(@=]")
_CHINESE_BREAK = re.compile(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])")
_NUMBERED_ITEM = re.compile(r"[;；\n]+")
_BETWEEN_NAMES = re.compile(r"[;；\n、，,]+")
_SIGNS = re.compile(rf"[{re.escape(numerals.SIGNS)}0-9.点]+")
_ROUGH = re.compile("[约近余多来几]|左右|以上|以下|不足|超过")


class Understood(NamedTuple):
    """What is typed for a cell: a text, texts, or None for nothing; and how the cell was corrected."""

    typed: str | list[str] | None
    how: str = ""


@dataclass(frozen=True)
class Asked:
    """What is known of a column: its key, its head, the time, the words that may stand in it.

    ``told`` are the texts of cells of which the mapping says what they mean; None for nothing.
    """

    column: Column
    head: str
    when: When
    choices: Choices | None
    told: Mapping[str, str | None]


def understood(asked: Asked, cell: Cell) -> Understood:
    """Return what a cell means in a column; raises ``Mistake`` where that is not clear."""
    if isinstance(cell.content, Uncomputed):
        message = "这一格是公式，文件里没有存下它的值；请在表格软件里打开，重算以后存一遍"
        raise Mistake(message, "foreign.formula")
    if isinstance(cell.content, Failed):
        message = f"这一格是算错了的公式（{cell.content.shown}）；请写上值"
        raise Mistake(message, "foreign.formula")
    if cell.struck:
        message = "这一格有删除线；作废的请删去，不是的请去掉删除线"
        raise Mistake(message, "foreign.struck")
    text = _plain(cell.text)
    if text in asked.told:
        return Understood(asked.told[text], f"照对照：{asked.told[text] or '不取'}")
    found = _READERS[asked.column.form](asked, cell, text)
    if cell.computed:
        return found._replace(how="；".join(filter(None, ("公式，取存下的值", found.how))))
    return found


def _plain(text: str) -> str:
    """Return a text without what nobody sees, and without blanks around it."""
    return WITHOUT_SHAPE.sub("", text).replace("\u00a0", " ").strip()


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing was filled in."""
    return text.strip().upper() in words.shipped().blank or not text.strip()


def _blank(text: str) -> Understood | None:
    return Understood(None, "当作没有填") if is_blank(text) else None


def _day(asked: Asked, cell: Cell, text: str) -> Understood:
    if isinstance(cell.content, str) and (blank := _blank(text)):
        return blank
    found = days.day(cell, asked.when).isoformat()
    hour = days.shown_hour(cell)
    if hour:
        return Understood(found, f"改成 {found}，去掉时刻 {hour}")
    return Understood(found, "" if found == text else f"改成 {found}")


def _month(asked: Asked, cell: Cell, text: str) -> Understood:
    if isinstance(cell.content, str) and (blank := _blank(text)):
        return blank
    found = days.month(cell, asked.when)
    return Understood(found, "" if found == text else f"改成 {found}")


def _yes(_: Asked, cell: Cell, text: str) -> Understood:
    if isinstance(cell.content, bool):
        return Understood("是" if cell.content else "否")
    said, known = half(text).upper(), words.shipped()
    for meant, group in (("是", known.yes), ("否", known.no)):
        if said in group or text in group:
            return Understood(meant, "" if text == meant else f"改成 {meant}")
    if blank := _blank(text):
        return blank
    raise Mistake(f"“{text}”看不出是“是”还是“否”", "foreign.word")


def _number(asked: Asked, cell: Cell, text: str) -> Understood:
    held = cell.content
    if isinstance(held, bool | date | time | timedelta):
        raise Mistake(f"“{cell.text}”不是数；这一栏写数", "foreign.number")
    if isinstance(held, Decimal) and not cell.percent:
        return Understood(written(held))
    if isinstance(held, Decimal):
        text = f"{written(held * 100)}%"
    if blank := _blank(text):
        return blank
    typed = numerals.exact(_value(asked, text))
    if typed != text:
        return Understood(typed, f"改成 {typed}")
    return Understood(typed, "" if cell.plain else "文字改成数")


def _value(asked: Asked, text: str) -> Fraction:
    """Return the number of a text, whose unit must suit the key; raises ``Mistake``."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lstrip("'")
    own = asked.column.kind.units.get(asked.column.field, "")
    for unit in sorted({own, *MONEY, *_units(asked)} - {""}, key=len, reverse=True):
        number = numerals.value(plain.removesuffix(unit)) if plain.endswith(unit) else None
        if number is not None and (unit == own or unit not in MONEY):
            return number
        if number is not None and own in MONEY:
            return number * Fraction(10) ** (MONEY[unit] - MONEY[own])
    number = numerals.value(plain)
    if number is not None and not (own in MONEY and plain[-1] in "万亿千百"):
        return number
    if _ROUGH.search(plain):
        raise Mistake(f"“{text}”是约数；请写准确的数", "foreign.number")
    begun = _SIGNS.match(plain)
    if begun and plain[begun.end() :].isalpha() and numerals.value(begun[0]) is not None:
        due = f"这里记的是{own}" if own else f"“{asked.column.head}”不写这样的单位"
        raise Mistake(f"“{text}”的单位“{plain[begun.end() :]}”：{due}；请核对", "foreign.unit")
    raise Mistake(f"“{text}”不是一个数；请只写数", "foreign.number")


def _units(asked: Asked) -> set[str]:
    """Return the units that suit a column, by the words in its head and its key."""
    said = f"{asked.head}{asked.column.head}"
    groups = words.shipped().units
    return {
        unit for known, units in groups if any(word in said for word in known) for unit in units
    }


def _text(asked: Asked, cell: Cell, text: str) -> Understood:
    if asked.choices is not None:
        return _word(asked, cell, text)
    _refuse_formula(text)
    if is_blank(text) and text != "无":
        return Understood(None, "当作没有填")
    if isinstance(cell.content, Decimal) and cell.percent:
        return Understood(f"{written(cell.content * 100)}%", "照显示的百分数")
    joined = _CHINESE_BREAK.sub("", re.sub(r"[ \t]*\n[ \t]*", "\n", text)).replace("\n", " ")
    if joined != text:
        return Understood(joined, "去掉换行")
    return Understood(text, "" if text == cell.text else "去掉多余的空格或看不见的字符")


def _refuse_formula(text: str) -> None:
    if _FORMULA.match(text):
        message = f"“{text[:20]}”像公式，不当作文字；请写成文字"
        raise Mistake(message, "foreign.formula")


def _word(asked: Asked, cell: Cell, text: str) -> Understood:
    assert asked.choices is not None
    if text not in asked.choices.known and (blank := _blank(text)):
        return blank
    found = chosen(asked.choices, text)
    if found == text:
        return Understood(found, "" if text == cell.text else "去掉多余的空格、换行")
    return Understood(found, f"改成“{found}”")


def pieces(asked: Asked, text: str) -> list[str]:
    """Return the names that a cell may hold: of a column of several names its parts."""
    parts = _BETWEEN_NAMES.split(text) if asked.column.form is Form.ITEMS else [text]
    return [each for each in map(str.strip, parts) if each]


def _items(asked: Asked, cell: Cell, text: str) -> Understood:
    if is_blank(text):
        return Understood(None, "当作没有填")
    _refuse_formula(text)
    if asked.choices is None:
        found = [each for each in map(str.strip, _NUMBERED_ITEM.split(text)) if each]
        return Understood(found, f"分成 {len(found)} 项" if len(found) > 1 else "")
    for parts in ([text], _NUMBERED_ITEM.split(text), _BETWEEN_NAMES.split(text)):
        try:
            items = [_item(asked, each) for each in map(str.strip, parts) if each]
        except Mistake as mistake:
            wrong = mistake
            continue
        kept = [each for each in items if each is not None]
        return Understood(
            kept or None, "" if kept == [cell.text] else f"改成 {'、'.join(kept) or '不取'}"
        )
    raise wrong


def _item(asked: Asked, text: str) -> str | None:
    if text in asked.told:
        return asked.told[text]
    assert asked.choices is not None
    return chosen(asked.choices, text)


def _written(asked: Asked, *_: object) -> Understood:
    raise Mistake(f"“{asked.column.head}”里是几项，不能从一格里取；请在台账里写", "foreign.word")


_READERS: Mapping[Form, Callable[[Asked, Cell, str], Understood]] = {
    Form.DAY: _day,
    Form.MONTH: _month,
    Form.YES: _yes,
    Form.NUMBER: _number,
    Form.TEXT: _text,
    Form.ITEMS: _items,
    Form.WRITTEN: _written,
}
