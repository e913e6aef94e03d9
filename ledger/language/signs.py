"""Signs: those that nobody sees, by class; full and half width; how wide a text is.

The classes are ranges, so that every machine refuses the same, whatever Unicode its Python knows.
``tests/test_signs.py`` holds them against the categories of Unicode, and against the property
Default_Ignorable_Code_Point (DerivedCoreProperties.txt) as an installed browser knows it.
"""

from __future__ import annotations

import re
import unicodedata

from ledger.patterns import Pattern

# for character classes of patterns

#: what other programs take for the end of a line (Cc, Zl, Zp)
LINE_ENDS = r"\x0b\x0c\r\x85\u2028\u2029"
#: what a terminal obeys (Cc); tab and newline are meant
CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
SOFT_HYPHEN = r"\xad"
#: what turns round the text beside it
BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
#: spaces and joiners without width
ZERO_WIDTH = r"\u180e\u200b-\u200d\u2060\ufeff"
#: what tells a program how to read the text: operators nobody sees, old forms, annotations
DIRECTING = r"\u2061-\u2065\u206a-\u206f\ufff9-\ufffb"
#: halves of a pair (Cs), which no file in UTF-8 holds
SURROGATES = r"\ud800-\udfff"
#: the noncharacters that XML and YAML refuse
NONCHARACTERS = r"\ufffe\uffff"
#: what chooses the shape of the sign before it: seen, where a font has both shapes
VARIATIONS = r"\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
#: a second ASCII without shapes
TAGS = r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
#: letters and marks without a shape, and what steers shorthand and music
FILLERS = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
#: what looks different on every machine, or like nothing (Co)
PRIVATE = r"\ue000-\uf8ff\U000f0000-\U0010ffff"

#: what looks like a Chinese character and is another sign: radicals, which a text copied from a PDF holds
RADICALS = r"\u2e80-\u2fdf"
#: codes of old character sets for Chinese characters, without the twelve that Unicode counts among those
OLD_CODES = r"\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff\U0002f800-\U0002fa1f"

#: with what the name of a place ends, of every level
PLACES = "省市州盟县区旗镇乡村"
#: Chinese characters of the first plane, without 〇
HAN = r"\u3400-\u9fff"
#: what chooses the form of a Chinese character: three standard ones, and those registered in the
#: Ideographic Variation Database (Unicode Technical Standard 37)
FORMS = r"\ufe00-\ufe02\U000e0100-\U000e01ef"
#: marks that are written over, under or through the sign before them (Mn, Me), of all scripts' blocks
COMBINING = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302d\u3099\u309a\ufe20-\ufe2f"
#: a blank of Braille looks like nothing
BRAILLE_BLANK = r"\u2800"

_CONTROLLING = f"{CONTROLS}{SOFT_HYPHEN}{BIDI}{ZERO_WIDTH}{DIRECTING}{NONCHARACTERS}{SURROGATES}"
_SHAPELESS = f"{_CONTROLLING}{VARIATIONS}{TAGS}{FILLERS}"
#: no editor means to type these: YAML refuses them or takes them for line ends, a terminal obeys
#: them, some turn round the text beside them, the others carry text that nobody sees. One may
#: choose the form of the Chinese character before it: some names are written so
INVISIBLE = Pattern(rf"[{LINE_ENDS}{_SHAPELESS}](?<![{HAN}\U00020000-\U0003ffff][{FORMS}])")
#: what a reader takes for the Chinese character that it is not
DISGUISED = Pattern(f"[{RADICALS}{OLD_CODES}]")
#: what an author may not write: besides, signs of no character set, which each font draws its own way
UNWRITABLE = Pattern(rf"{INVISIBLE.pattern}|[{PRIVATE}]|{DISGUISED.pattern}")
#: what a text of others may hold beside its words; line ends are read as such
WITHOUT_SHAPE = Pattern(f"[{_SHAPELESS}]")
#: a Chinese character in a text that ``reading`` returns: to compile the range of all takes a thousand times as
#: long as to compile this
CHARACTER = r"[^\W\x00-\xff〇]"
#: signs that are no Chinese characters, though of words: of alphabets, enclosed ones, wide ones
_OTHERS = (
    r"\x00-\u02ff\u0370-\u052f\u2070-\u218f\u2460-\u24ff\u2776-\u2793\u3005-\u33ff\uf900-\uffff"
    r"\U00020000-\U0003ffff"
)
#: a Chinese character in a text as it is, or a letter of a script that no office types (Hangul, Thai)
IDEOGRAPH = rf"[^\W{_OTHERS}]"
#: other signs than those that most texts are made of, which no reading takes for others; a sign that
#: stands for what is masked is none. To look for these takes a tenth of what a reading takes
UNUSUAL = Pattern(f"[^\0\t\n -~　、。〈-】〔〕（），：；？！“”‘’…—·\ue000\ue001{HAN}]")
#: what parts no numeral from its measure: a reader sees no sign of its own
NO_SIGN = Pattern(f"[{_SHAPELESS}{PRIVATE}{COMBINING}{BRAILLE_BLANK}]")
#: what XML 1.0 cannot hold, or reads as a line end (2.2, 2.11)
NOT_XML = rf"\x00-\x08\x0b-\x1f{SURROGATES}{NONCHARACTERS}"

#: what Word, fonts and input methods put in the place of a hyphen, a dash or a minus
DASHES = "—–―－─‐‑‒−﹣"
_TITLE = Pattern(r"《[^《》]*》")

#: signs of ASCII by their full-width forms
HALF = {0xFF01 + n: 0x21 + n for n in range(94)}
_FULL = {half: full for full, half in HALF.items()}


def visible(text: str) -> str:
    """Return a text for a terminal: what it would obey, or nobody would see, as its number."""
    return INVISIBLE.sub(_number, text)


def _number(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def named(sign: str) -> str:
    """Return a sign for a message: by its number where a reader sees no sign of its own."""
    return f"U+{ord(sign):04X}" if NO_SIGN.fullmatch(sign) else sign


def unwritable(text: str) -> str:
    """Say what the first sign of a text is that no author may write; nothing where there is none."""
    found = UNWRITABLE.search(text)
    if found is None:
        return ""
    if re.match(f"[{PRIVATE}]", found[0]):
        return f"造字区的字符（{named(found[0])}），每台机器看到的不一样；请换成通用的字"
    if DISGUISED.match(found[0]):
        return _disguised(found[0])
    return "看不见的控制字符；请删去后重新输入"


def _disguised(sign: str) -> str:
    what = "部首的符号" if re.match(f"[{RADICALS}]", sign) else "旧编码的字符"
    meant = undisguised(sign)
    advice = f"请改成“{meant}”" if meant != sign else "请重新输入这个字"
    return f"{what}“{sign}”，不是汉字；{advice}"


def undisguised(text: str) -> str:
    """Return a text, sign for sign, with the Chinese characters for which others stand."""
    return DISGUISED.sub(_character, text)


#: of the CJK Radicals Supplement those that are whole characters (the same glyph in Noto CJK)
_WHOLE = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
_CHARACTERS = dict(zip(_WHOLE[::2], _WHOLE[1::2], strict=True))


def _character(sign: re.Match[str]) -> str:
    """Return the character for a sign: Kangxi radicals and old codes have theirs by NFKC."""
    return _CHARACTERS.get(sign[0]) or unicodedata.normalize("NFKC", sign[0])


class Reading(dict[int, str]):
    """Signs by their code points -> é for a letter or numeral of another script, else themselves."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        is_chinese_too = sign == "〇" or "\uf900" <= sign <= "\ufaff" or sign >= "\U00020000"
        kept = point <= 0xFF or not sign.isalnum() or is_chinese(sign) or is_chinese_too
        self[point] = read = sign if kept else "é"
        return read


_READING = Reading()


def reading(text: str) -> str:
    """Return a text for patterns, character for character: beyond Latin-1 only Chinese is a word's sign."""
    return text.translate(_READING) if UNUSUAL.search(text) else text


def is_chinese(sign: str) -> bool:
    """Whether a sign is a Chinese character of the first plane, and not 〇."""
    return "\u3400" <= sign <= "\u9fff"


def full(text: str) -> str:
    """Return a text with its signs of ASCII in their full-width forms."""
    return text.translate(_FULL)


def half(text: str) -> str:
    """Return a text with its full-width signs in ASCII."""
    return text.translate(HALF)


def without_titles(text: str) -> str:
    """Return a text with the titles of documents blanked out, character for character."""
    return _TITLE.sub(lambda title: "　" * len(title[0]), text)


def columns(text: str) -> int:
    """Return how many columns wide a text is; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


_WORD, _OF_HAN = Pattern(r"[\w（）]+"), Pattern(f"[{HAN}]")


def is_name(text: str) -> bool:
    """Whether a text may name a ledger or a key: one word with a Han character.

    In a condition a dot leads into a group of values.
    """
    return bool(_WORD.fullmatch(text) and _OF_HAN.search(text))
