"""The classes of signs that nobody sees are those of Unicode; width and full width are one's own."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest
from conftest import Bureau
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from ledger.checks.style import rules
from ledger.language import numerals, placeholders, signs
from ledger.language.grid import width


@cache
def every() -> str:
    """Return every sign there is."""
    return "".join(map(chr, range(0x110000)))


def members(category: str) -> set[str]:
    return {sign for sign in every() if unicodedata.category(sign) == category}


@cache
def matched(characters: str) -> set[str]:
    return set(re.findall(f"[{characters}]", every()))


@pytest.mark.slow
def test_controls_and_line_ends_are_those_of_unicode() -> None:
    controls = matched(signs.CONTROLS) | matched(signs.LINE_ENDS)
    assert controls == (members("Cc") - {"\t", "\n"}) | members("Zl") | members("Zp")
    assert matched(signs.SURROGATES) == members("Cs")
    assert members("Co") <= matched(signs.PRIVATE)


@pytest.mark.slow
def test_what_turns_a_text_round_is_invisible() -> None:
    turning = {
        sign
        for sign in every()
        if unicodedata.bidirectional(sign) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    }  # fmt: skip
    marks = {"\u061c", "\u200e", "\u200f"}
    assert matched(signs.BIDI) == turning | marks


def test_a_sign_of_format_is_invisible_unless_scripts_show_it() -> None:
    """Those left are numbers' and letters' signs of other scripts, and a second ASCII."""
    left = {sign for sign in members("Cf") if not signs.INVISIBLE.search(sign)}
    assert all(re.match("ARABIC|SYRIAC|KAITHI|EGYPTIAN", unicodedata.name(sign)) for sign in left)


def test_every_sign_that_unicode_lets_a_font_leave_out_is_invisible(chromium: Browser) -> None:
    """The property is the browser's: Python knows none of that name."""
    page = chromium.new_page()
    ignorable = page.evaluate(
        "[...Array(0x110000).keys()].filter(code =>"
        r" /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code)))"
    )
    page.close()
    assert len(ignorable) > 4000
    assert [hex(code) for code in ignorable if not signs.INVISIBLE.search(chr(code))] == []


@pytest.mark.parametrize("text", ["葛\U000e0100城", "𠮷\U000e0101", "不\ufe00"])
def test_a_chinese_character_may_have_a_form(bureau: Bureau, text: str) -> None:
    bureau.append("docs/index.md", f"\n{text}\n")
    bureau.change("data/2021/履责记录/03.yml", "与副职谈心", f"与副职谈心{text}")
    assert bureau.codes() == []


@pytest.mark.parametrize("text", ["\U000e0100葛", "a\U000e0100", "b\ufe0f", "甲\ufe0f", "葛\U000e0100\U000e0101",
                                  "甲\U000e0041", "甲\uffa0", "甲\u1160", "甲\u034f"])  # fmt: skip
def test_no_other_sign_that_nobody_sees_passes(bureau: Bureau, text: str) -> None:
    bureau.append("docs/index.md", f"\n{text}\n")
    assert bureau.codes() == ["file.invisible"]


def test_no_form_of_a_character_hides_what_a_text_says(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n开展三\U000e0100十七\U000e0100次督导，某\U000e0100某牵头。\n")
    assert {"quantity.typed", "placeholder.left"} <= {*bureau.codes()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["CONTROLS", "LINE_ENDS", "SOFT_HYPHEN", "BIDI", "ZERO_WIDTH", "DIRECTING",
                                  "SURROGATES", "NONCHARACTERS", "VARIATIONS", "TAGS", "FILLERS", "PRIVATE"])  # fmt: skip
def test_no_sign_stands_in_two_classes(name: str) -> None:
    others = "CONTROLS LINE_ENDS SOFT_HYPHEN BIDI ZERO_WIDTH DIRECTING SURROGATES VARIATIONS TAGS FILLERS"
    own = matched(getattr(signs, name))
    for other in set(others.split()) - {name}:
        assert not own & matched(getattr(signs, other)), other


@pytest.mark.slow
def test_what_is_invisible_is_no_word_and_no_mark() -> None:
    unseen = matched(signs.VARIATIONS) | matched(signs.FILLERS) | matched(signs.TAGS)
    seen = {sign for sign in every() if unicodedata.category(sign)[0] in "LNPSM"} - unseen
    assert not any(map(signs.INVISIBLE.search, seen))


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)))
def test_full_and_half_width_are_one_another(text: str) -> None:
    assert signs.half(signs.full(text)) == text
    assert signs.half(signs.full(text)) == unicodedata.normalize("NFKC", signs.full(text))
    assert signs.columns(signs.full(text)) == 2 * signs.columns(text) == 2 * len(text)


def test_a_character_is_two_columns_wide() -> None:
    assert signs.columns("甲，a1") == 6 and width("甲，a1") == 3


@pytest.mark.parametrize("sign", ["\u2060", "\u00ad", "\u200e", "\u061c", "\ufeff"])
def test_no_invisible_sign_hides_a_placeholder(bureau: Bureau, sign: str) -> None:
    bureau.change("data/2021/责任书.yml", "责任人: 副局长", f"责任人: 副{sign}局长")
    assert bureau.codes() == ["file.invisible"]


def test_what_is_not_unusual_no_reading_takes_for_another_sign() -> None:
    usual = [sign for sign in every() if not signs.UNUSUAL.search(sign)]
    assert "一" in usual and "，" in usual
    changed = {sign for sign in usual if sign.translate(numerals._USUAL) != sign}
    assert changed == set(filter(numerals._RARE_NUMERALS.search, usual))
    for table in (signs._READING, placeholders._TO_READ, rules._READING):
        assert not [sign for sign in usual if sign.translate(table) != sign]
