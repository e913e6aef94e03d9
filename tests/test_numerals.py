"""Chinese numerals are read as they are meant, or not at all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from conftest import Bureau
from hypothesis import given
from hypothesis import strategies as st

from ledger.language import numerals
from ledger.language.quantities import Quantity, quantities


def written(number: int) -> str:
    """Return a number below 万亿 as it is written in full, four places by four."""
    text, below = "", number
    for unit, scale in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group, below = divmod(below, scale)
        gap = "零" if text and group < 1000 and not text.endswith("零") else ""
        text += gap + (numerals.ordinal(group) + unit if group else "")
    return text.removesuffix("零")


@given(st.integers(1, 10**12 - 1))
def test_a_quantity_written_in_full_is_read_back(number: int) -> None:
    assert numerals.value(written(number)) == number
    assert numerals.value(str(number)) == numerals.value(f"{number:,}") == number


@pytest.mark.slow
@given(st.integers(1, 9999), st.integers(1, 9999))
def test_digits_stand_with_powers(many: int, more: int) -> None:
    assert numerals.value(f"{many}亿{more}万") == many * 10**8 + more * 10**4
    assert numerals.value(f"{numerals.ordinal(many)}亿{more}万") == many * 10**8 + more * 10**4
    assert numerals.value(f"{many}.{more:04}万") == many * 10**4 + more


@given(st.integers(1000, 9999))
def test_a_year_is_spelt(year: int) -> None:
    assert numerals.spelt(numerals.spelt_out(year)) == year
    assert numerals.value(numerals.spelt_out(year)) == year


@pytest.mark.parametrize(
    ("text", "value"),
    [("一百二十", 120), ("一百零二", 102), ("3亿2000万", 320_000_000), ("1.2万", 12_000), ("3万5000", 35_000),
     ("二〇二一", 2021), ("廿一", 21), ("一百廿五", 125), ("两万零五", 20_005), ("三百万五千", 3_005_000),
     ("十万零五千", 105_000), ("一万亿", 10**12), ("5百万", 5_000_000), ("3千5百", 3500), ("壹佰贰拾", 120),
     ("１，２００．５", Fraction("1200.5")), ("一点五", Fraction("1.5")), ("三点五万", 35_000), ("零", 0), ("仨", 3)],
)  # fmt: skip
def test_the_forms_of_a_quantity(text: str, value: Fraction) -> None:
    assert numerals.value(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "一百二", "三千五", "两万五", "3万5", "2百5", "三五", "二三", "十二三", "七八十", "百", "万", "千万", "十百",
     "万万", "一亿亿", "1.2万3千", "零万", "点五", "1,2", "一百零十", "甲", "二十一十", "第一"],
)  # fmt: skip
def test_what_may_mean_two_numbers_is_unknown(text: str) -> None:
    assert numerals.value(text) is None


@given(st.text(numerals.SIGNS + "0123456789.,点", max_size=8))
def test_no_text_stops_the_reader(text: str) -> None:
    value = numerals.value(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("百分之五", 5), ("5%", 5), ("１２．５％", Fraction("12.5")), ("5‰", Fraction("0.5")), ("三成", 30),
     ("三成半", 35), ("1.5成", 15), ("百分之一百二", None), ("5", None), ("百分之", None), ("百分之5%", None)],
)  # fmt: skip
def test_shares(text: str, value: Fraction | None) -> None:
    assert numerals.percent(text) == value


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [("培训一百二十人次。", 120, "人次"), ("培训一百二人次。", None, "人次"), ("投入3亿2000万元。", 320_000_000, "元"),
     ("下降三成。", 30, "%"), ("下降百分之五。", 5, "%"), ("培训两三人。", None, "人")],
)  # fmt: skip
def test_a_quantity_of_the_prose_has_no_false_number(
    text: str, number: int | None, unit: str
) -> None:
    assert [(found.number, found.unit) for found in quantities(text)] == [(number, unit)]
    assert isinstance(next(quantities(text)), Quantity)


def test_a_session_that_no_number_names_is_reported(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n市纪委十十届十三三次全会以后。\n")
    assert bureau.codes() == ["chronology.session"]
