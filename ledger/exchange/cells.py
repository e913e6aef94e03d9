"""What was typed in a file <-> what stands in a cell, and the plain text by which two are compared.

Two cells with the same text hold the same: a number however it is shown, a day as a day or as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ledger.documents.workbook import FIRST_DAY, MOST_BREAKS, MOST_UNITS, Value
from ledger.exchange.columns import Form
from ledger.issues import Mistake, Place
from ledger.records import source
from ledger.records.fields import to_day, to_yes
from ledger.records.source import Mapping, Text
from ledger.records.values import value_text

#: a number that Excel keeps to its last digit
_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DIGITS = 15
#: a list that is written on one line, as in the file
_ON_ONE_LINE = ("[", "{")
#: escapes of XML (ECMA-376, 22.9.2.19) as openpyxl leaves them: it takes but this away. A text that
#: was typed so is compared as if it were escaped
_ESCAPE, _UNDERSCORE = re.compile("_x([0-9A-Fa-f]{4})_"), ("x005F_", "")
_TOO_LONG = "（有 {} 字，一格放不下；请在台账的文件里改）"
_IS_TOO_LONG = re.compile("（有 [0-9]+ 字，一格放不下；请在台账的文件里改）")

#: how a check asks for a key that a file lacks
_A_LINE = re.compile(r"请加一行 ([^:]{1,60}): .*")


def said(message: str) -> str:
    """Return what a check says of a record as it is said of a row: its keys are columns, and no lines."""
    return _A_LINE.sub(r"请填上“\1”一栏", message)


def at(keys: Sequence[str], typed: source.Value) -> source.Value:
    """Return what was typed at the end of a way of keys; None where nothing was."""
    for key in keys:
        typed = typed.get(key) if isinstance(typed, Mapping) else None
    return typed


def shown(form: Form, typed: source.Value) -> Value:
    """Return what a cell shows of what was typed; a wrong value as the text that it is."""
    if typed is None:
        return None
    if form is Form.ITEMS:
        return _fitting(_lines([*typed] if isinstance(typed, list) else [typed]))
    if form is Form.WRITTEN or not isinstance(typed, str):
        return _fitting(written(typed))
    text = str(typed).strip()
    try:
        return _TYPES[form](text) if form in _TYPES else _fitting(text)
    except Mistake:
        return _fitting(text)


def _day(text: str) -> Value:
    day = to_day(text)
    return day if day >= FIRST_DAY else text


def _number(text: str) -> Value:
    return Decimal(text) if _is_number(text) else _fitting(text)


def _yes(text: str) -> Value:
    return value_text(to_yes(text))


#: how a text of each form becomes the value of a cell; raises ``Mistake`` for one that does not
_TYPES: dict[Form, Callable[[str], Value]] = {
    Form.DAY: _day,
    Form.NUMBER: _number,
    Form.YES: _yes,
}


def _is_number(text: str) -> bool:
    return len(text) <= _DIGITS and bool(_NUMBER.fullmatch(text))


def _lines(items: list[source.Value]) -> str:
    """Return the items a line each; as a list of the file where one would not be read as it is."""
    if all(isinstance(each, str) and _is_line(each) for each in items):
        return "\n".join(items)
    return written(items)


def _is_line(item: str) -> bool:
    return item == item.strip() != "" and "\n" not in item and not item.startswith(_ON_ONE_LINE)


def _fitting(text: str) -> str:
    """Return a text, or in place of one that no cell holds a sentence on it.

    The base may hold a text at twice its length.
    """
    units = len(text.encode("utf-16-le")) // 2
    fits = units <= MOST_UNITS // 2 and text.count("\n") <= MOST_BREAKS
    return text if fits else _TOO_LONG.format(len(text))


def written(typed: source.Value) -> str:
    """Return a value on one line, as it may stand in a file."""
    if isinstance(typed, dict):
        held = (f"{plain(str(key))}: {written(each)}" for key, each in typed.items())
        return f"{{{', '.join(held)}}}"
    if isinstance(typed, list):
        return f"[{', '.join(map(written, typed))}]"
    return plain(str(typed))


def plain(text: str, inside: bool = True) -> str:
    """Return a text without quotes where it is read back as it is; ``inside`` brackets, or alone."""
    if source.scalar(text) == text:
        return text
    if text and text.isprintable() and text == text.strip():
        value, wrong = source.parse(f"[{text}]" if inside else f"x: {text}", "")
        if not wrong and value == ([text] if inside else {"x": text}):
            return text
    return source.quoted(text)


def text_of(form: Form, held: Any) -> str:
    """Return the text by which the content of a cell is compared: nothing for an empty one.

    A tab in it is a blank: people see no more of it.
    """
    if held is None or isinstance(held, bool):
        return "" if held is None else value_text(held)
    if isinstance(held, date):
        return _text_of_day(form, held)
    if isinstance(held, int | float | Decimal):
        return _exact(Decimal(f"{held:.{_DIGITS}g}"))
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(held).replace(*_UNDERSCORE))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    if form is Form.NUMBER and _is_number(text):
        return _exact(Decimal(text))
    if form is Form.ITEMS and not text.lstrip().startswith(_ON_ONE_LINE):
        return "\n".join(filter(None, map(str.strip, text.split("\n"))))
    return text


def _text_of_day(form: Form, day: date) -> str:
    """Return a day as it is typed; with an hour, which nobody means, as it is told."""
    if isinstance(day, datetime):
        if day != datetime(day.year, day.month, day.day):
            return day.isoformat(" ")
        day = day.date()
    return f"{day:%Y-%m}" if form is Form.MONTH and day.day == 1 else day.isoformat()


def _exact(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed_of(form: Form, text: str, place: Place) -> source.Value:
    """Return what a cell's text stands for, typed at a place; raises ``Mistake``."""
    if _IS_TOO_LONG.search(text):
        raise Mistake("这一格放不下原来的文字，不能移到别处，也不能接着写；请在台账的文件里改")
    if form is Form.ITEMS and not text.lstrip().startswith(_ON_ONE_LINE):
        return items_at([text_at(each, place) for each in text.split("\n")], place)
    if form in (Form.ITEMS, Form.WRITTEN):
        return _read(text, place)
    return text_at(text, place)


def _read(text: str, place: Place) -> source.Value:
    value, wrong = source.parse(text, place.path)
    if wrong:
        raise Mistake(f"“{text[:20]}”读不懂：{wrong[0].message}", wrong[0].code)
    return _placed(value, place)


def _placed(value: source.Value, place: Place) -> source.Value:
    """Return a value, all of which stands at one place."""
    if isinstance(value, dict):
        group = Mapping({text_at(key, place): _placed(each, place) for key, each in value.items()})
        group.place = place
        return group
    if isinstance(value, list):
        return items_at([_placed(each, place) for each in value], place)
    return text_at(value or "", place)


def items_at(items: list[source.Value], place: Place) -> source.Sequence:
    """Return a list that was typed at a place."""
    found = source.Sequence(items)
    found.place, found.lost = place, False
    return found


def text_at(text: str, place: Place) -> Text:
    """Return a text that was typed at a place."""
    found = Text(text)
    found.place = place
    return found


def put(group: Mapping, way: Sequence[str], value: source.Value, place: Place) -> Mapping:
    """Return a group in which a value stands at the end of a way of keys; None takes it away.

    A group that is left without a value goes as well.
    """
    key, *rest = way
    if rest:
        inner = group.get(key)
        begun = inner if isinstance(inner, Mapping) else _placed({}, place)
        value = put(begun, rest, value, place) or None
    made = Mapping({each: held for each, held in group.items() if each != key or value is not None})
    if value is not None:
        made[key if key in made else text_at(key, place)] = value
    made.place = getattr(group, "place", place)
    return made
