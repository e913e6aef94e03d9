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
from ledger.records.fields import MONEY, holds

#: what a program might take for a formula: nobody means it as a text
_FORMULA = re.compile(r"[=@]|[+\-][A-Za-z(@=]")
_CHINESE_BREAK = re.compile(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])")
_TAB = re.compile(r"\t[ \t]*")
_NUMBERED_ITEM = re.compile(r"[;；\n]+")
#: the number from which on a workbook loses digits; characters: the longest text, and anything else
_MOST, _LONGEST, _LONGEST_WORD = 10**15, 5_000, 300
_BETWEEN_NAMES = re.compile(r"[;；\n、，,]+")
_SIGNS = re.compile(rf"[{re.escape(numerals.SIGNS)}0-9.点]+")
_ROUGH = re.compile(
    "^大?约|^近|^几|[0-9一二三四五六七八九十百千万][余多来几]|左右|以上|以下|不足|超过"
)
#: formats that show a number with zeros before it, and those that show it as it is
_ZEROS = re.compile("0{2,20}")
_PLAIN_FORMAT = re.compile(r"@|0|(?:#,##)?0(?:\.0{1,10})?(?:_ )?")


class Understood(NamedTuple):
    """What is typed for a cell: a text, texts, or None for nothing; and how the cell was corrected.

    ``unit`` is that of money in a key that has none of its own: another key of the record says it.
    """

    typed: str | list[str] | None
    how: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Asked:
    """What is known of a column: its key, its head, the time, the words that may stand in it.

    ``told`` are the texts of cells of which the mapping says what they mean; None for nothing.
    ``unit`` is that of money in which the head or the title says that the numbers are.
    """

    column: Column
    head: str
    when: When
    choices: Choices | None
    told: Mapping[str, str | None]
    unit: str = ""


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
    if isinstance(cell.content, Decimal) and abs(cell.content) >= _MOST:
        message = "这个数超过 15 位，表格里已经丢了后面的几位；请写成文字"
        raise Mistake(message, "foreign.number")
    text = _plain(cell.text)
    if len(text) > (_LONGEST if is_free(asked) else _LONGEST_WORD):
        raise Mistake(f"“{text[:20]}……”有 {len(text)} 字，太长；请缩短", "foreign.long")
    if text in asked.told:
        return Understood(asked.told[text], f"照对照：{asked.told[text] or '不取'}")
    found = _READERS[asked.column.form](asked, cell, text)
    if cell.computed:
        return found._replace(how="；".join(filter(None, ("公式，取存下的值", found.how))))
    return found


def is_free(asked: Asked) -> bool:
    """Whether a column takes any text."""
    return asked.choices is None and asked.column.form in (Form.TEXT, Form.ITEMS)


def _plain(text: str) -> str:
    """Return a text without what nobody sees, and without blanks around it."""
    return _TAB.sub(" ", WITHOUT_SHAPE.sub("", text)).replace("\u00a0", " ").strip()


def _cleaned(cell: Cell, text: str) -> str:
    """Say what was taken away from a text; nothing where it stands as it was."""
    if "\t" in cell.text.strip():
        return "制表符改成空格"
    return "" if text == cell.text else "去掉多余的空格或看不见的字符"


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
    if isinstance(held, Decimal):
        text = _number_text(asked, cell, held)
    if isinstance(held, str) and (blank := _blank(text)):
        return blank
    value, unit = _value(asked, text)
    typed = numerals.exact(value)
    if typed != text:
        return Understood(typed, f"改成 {typed}", unit)
    return Understood(typed, "文字改成数" if isinstance(held, str) and not cell.plain else "", unit)


def _number_text(asked: Asked, cell: Cell, held: Decimal) -> str:
    """Return a number as it is shown: as a share of a hundred, or with the unit of its format."""
    is_share = "%" in half(asked.head)
    if cell.percent:
        return written(held * 100) + ("" if is_share else "%")
    if is_share and 0 < held < 1:
        raise Mistake(
            f"“{cell.text}”：栏名写着 %，看不出是不是 {written(held * 100)}%", "foreign.number"
        )
    units = sorted(MONEY, key=len, reverse=True)
    return written(held) + next((unit for unit in units if unit in cell.format), "")


def _value(asked: Asked, text: str) -> tuple[Fraction, str]:
    """Return the number of a text, and its unit of money where the key has none; raises ``Mistake``."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lstrip("'")
    column = asked.column
    own = column.kind.units.get(column.field, "")
    for unit in sorted({own, *MONEY, *_units(asked)} - {""}, key=len, reverse=True):
        number = numerals.value(plain.removesuffix(unit)) if plain.endswith(unit) else None
        if number is not None:
            return _in_unit(asked, number, unit if unit in MONEY else "")
    number = numerals.value(plain)
    is_scaled = plain[-1:] in "万亿千百" and holds(column.kind, column.field, Decimal)
    if number is not None and not is_scaled:
        return _in_unit(asked, number, asked.unit)
    if plain.startswith("-") and numerals.value(plain[1:]) is not None:
        raise Mistake(f"“{text}”是负数；请核对", "foreign.number")
    if _ROUGH.search(plain):
        raise Mistake(f"“{text}”是约数；请写准确的数", "foreign.number")
    begun = _SIGNS.match(plain)
    if is_scaled or (begun and plain[begun.end() :].isalpha()):
        unit = plain[begun.end() :] if begun else ""
        raise Mistake(
            f"“{text}”的单位{f'“{unit}”' if unit else ''}不清楚；{_due(asked, own)}", "foreign.unit"
        )
    raise Mistake(f"“{text}”不是一个数；请只写数", "foreign.number")


def _in_unit(asked: Asked, number: Fraction, unit: str) -> tuple[Fraction, str]:
    """Return a number in the unit of the key; raises ``Mistake`` where the two do not suit."""
    own = asked.column.kind.units.get(asked.column.field, "")
    if not unit or unit == own:
        return number, ""
    if own in MONEY:
        return number * Fraction(10) ** (MONEY[unit] - MONEY[own]), ""
    if own or not holds(asked.column.kind, asked.column.field, Decimal):
        raise Mistake(f"单位“{unit}”：{_due(asked, own)}", "foreign.unit")
    return number, unit


def _due(asked: Asked, own: str) -> str:
    return f"这里记的是{own}；请核对" if own else f"“{asked.column.head}”不写这样的单位；请核对"


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
    if isinstance(cell.content, Decimal | date):
        return _shown(cell, text)
    joined = _CHINESE_BREAK.sub("", re.sub(" *\n *", "\n", text)).replace("\n", " ")
    if joined != text:
        return Understood(joined, "去掉换行")
    return Understood(text, _cleaned(cell, text))


def _shown(cell: Cell, text: str) -> Understood:
    """Return the text of a number or a day as it is shown; raises ``Mistake`` where that is not known."""
    held = cell.content
    if isinstance(held, date):
        return Understood(text, f"是日期，记成 {text}")
    if isinstance(held, Decimal) and cell.percent:
        return Understood(f"{written(held * 100)}%", "照显示的百分数")
    if _ZEROS.fullmatch(cell.format):
        padded = text.zfill(len(cell.format))
        return Understood(padded, "" if padded == text else f"照显示的：{padded}")
    if cell.format and not _PLAIN_FORMAT.fullmatch(cell.format):
        message = f"“{text}”是一个数，显示的样子不同（{cell.format[:20]}）；请写成文字"
        raise Mistake(message, "foreign.number")
    return Understood(text)


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
        return Understood(
            found, f"分成 {len(found)} 项" if len(found) > 1 else _cleaned(cell, text)
        )
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
