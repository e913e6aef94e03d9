"""Reads the marks that begin parts of a regulation, as 第三十七条, 第二章, （一）, also misprinted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ledger.language.numerals import ARABIC, OF_ITEMS, ORDINALS, ordinal, ordinal_value
from ledger.language.signs import DASHES

#: misprints and misreadings of numerals, after NFKC
_MISPRINTS = str.maketrans(
    {"ニ": "二", "ハ": "八", "+": "十", "◯": "〇", "o": "0", "О": "0", "О".lower(): "0", "O": "0", "Ο": "0"}
    | dict.fromkeys(f"-{DASHES}ーｰ一", "一")
)  # fmt: skip
_PROPER = f"{ORDINALS}{ARABIC}"
_POSSIBLE = f"{_PROPER}{DASHES}ニニﾆハﾊ＋+OoＯｏ〇◯ОоΟーｰ\\-\u2f00\u2f06\u2f0b\u2f17\u4e00"
_ARTICLE = "条條奈務絛"
#: 编, 章 and 节, unless the next character makes another word
_WORDS = r"(?:编(?![辑制号入写])|章(?![程法])|节(?![目假省约点日]))"
_START = re.compile(
    rf"[第笫苐]\s*(?P<number>[{_POSSIBLE}](?:\s*[{_POSSIBLE}])*)\s*"
    rf"(?P<unit>分\s*编|{_WORDS}|[{_ARTICLE}])"
    rf"(?P<sub>\s*之\s*[{OF_ITEMS}]{{1,3}}(?![一-十百千般切致定]))?"
)
#: after a mark: the continuation of a sentence that only mentions the article
_MENTION = re.compile(
    rf"规定|另有|之|所列|所称|所述|所指|(?:到|和|或|及|与|或者|以及|至)?第\s*[{OF_ITEMS}百0-9]+\s*[条款项章节]|至"
    r"|[、，。；）)」》”’]|的|中|以外|之外|等|情形|款|项"
)
#: stops that some files put after an article's mark
_STOP = re.compile(rf"\A\s*(?:[：:]|、(?!\s*[第本前])|[.．](?![{ARABIC}]))")
_UNREADABLE = re.compile(rf"\A(?:[第笫苐]\S{{1,8}}[{_ARTICLE}]|[{_PROPER}]+条)(?=\s|$)")
_HAN = f"[{OF_ITEMS}]{{1,3}}"
_ITEM = re.compile(
    rf"[（(]\s*(?P<paren>{_HAN}|[—－ー―])\s*[)）]|[（(]\s*(?P<digits>[{ARABIC}]{{1,2}})\s*[)）]"
    r"|(?P<sign>[㈠-㈩⑴-⒇⒈-⒛①-⑳])"
    rf"|(?P<point>[{ARABIC}]{{1,2}})\s*[.．、](?![{ARABIC}])|(?P<comma>{_HAN})、"
)
_SIGNS = ("㈠㈩", "⑴⒇", "⒈⒛", "①⑳")
_ITEM_MENTION = re.compile(r"\A\s*(?:项|目|款|、\s*[（(]|至[（(第]|和[（(第]|或者?[（(第]|所列)")


@dataclass(frozen=True)
class Start:
    """A mark at the beginning of a text, and the rest of the text."""

    unit: str
    number: int
    sub: int
    rest: str
    shown: str
    #: a space, a colon or the end of the line follows
    delimited: bool
    #: a misprint that was read, in Chinese; empty where there is none
    mended: str = ""
    #: a usual but unofficial form, in Chinese
    form: str = ""
    #: a stop after the mark, which is no part of the text
    colon: str = ""

    @property
    def name(self) -> str:
        """The mark in its official form."""
        return mark(self.unit, self.number, self.sub)

    @property
    def mentioned(self) -> bool:
        """Whether the rest continues a sentence that only mentions the article."""
        return bool(_MENTION.match(self.rest)) and not self.colon


def mark(unit: str, number: int, sub: int = 0) -> str:
    """Return a mark in its official form, as 第一百二十条之一."""
    return f"第{ordinal(number)}{unit}" + (f"之{ordinal(sub)}" if sub else "")


def read_start(text: str) -> Start | None:
    """Return the mark at the beginning of a text, or None."""
    match = _START.match(text)
    number, wrong, form = read_number(match["number"]) if match else (None, "", "")
    if match is None or number is None:
        return None
    unit = re.sub(r"\s", "", match["unit"])
    rest = text[match.end() :]
    colon = match_[0] if unit in _ARTICLE and (match_ := _STOP.match(rest)) else ""
    shown = match[0].rstrip()
    misprinted = wrong or text[0] != "第" or unit in _ARTICLE[1:]
    sub = ordinal_value(re.sub(r"[\s之]", "", match["sub"] or "")) or 0
    unit = "条" if unit in _ARTICLE else unit
    return Start(
        unit=unit, number=number, sub=sub, rest=rest[len(colon) :].strip(), shown=shown,
        delimited=not rest or rest[0].isspace() or bool(colon), colon=colon.strip(),
        mended=f"“{shown}”读作“{mark(unit, number, sub)}”" if misprinted else "",
        form=form or ("标志中间的空格" if re.search(r"\s", shown) else ""),
    )  # fmt: skip


def read_number(shown: str) -> tuple[int | None, str, str]:
    """Return the number, its misprint and its unofficial form; both empty where there is none."""
    compact = re.sub(r"\s", "", shown)
    plain = unicodedata.normalize("NFKC", compact).translate(_MISPRINTS)
    if not plain.isascii():
        plain = plain.replace("0", "〇")
    number = ordinal_value(plain)
    digits = compact.isdecimal()
    proper = digits or re.fullmatch(f"[{ORDINALS}]+", compact)
    return number, "" if proper else compact, "阿拉伯数字" if plain.isascii() else ""


def unreadable(text: str) -> str:
    """Return a beginning that resembles an article's mark but is unreadable, else nothing."""
    match = _UNREADABLE.match(text)
    return match[0] if match and read_start(text) is None else ""


@dataclass(frozen=True)
class Item:
    """The mark of an item (项): its kind, its number, and how it is printed."""

    kind: str
    number: int
    shown: str

    @property
    def strong(self) -> bool:
        """Whether such a mark is unlikely inside a sentence."""
        return self.kind not in ("point", "comma")


def read_item(text: str) -> Item | None:
    """Return the mark of an item at the beginning of a text; None for a mere mention."""
    match = _ITEM.match(text)
    if match is None or _ITEM_MENTION.match(text[match.end() :]):
        return None
    kind = str(match.lastgroup)
    shown = match[kind]
    if kind == "sign":
        kind = next(signs for signs in _SIGNS if signs[0] <= shown <= signs[-1])
        number: int | None = int(unicodedata.numeric(shown))
    else:
        number = read_number(shown)[0]
    return Item(kind, number, match[0]) if number else None
