"""Numbers and dates -> Chinese text."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.figures.figure import Figure
from ledger.figures.wording import exact_text, figure_text, rounding_text
from ledger.language import numerals
from ledger.records.types.indicators import FigureDefinition, Rounding


def figure(value: Fraction | int | str, method: str = "计数", **rounding: object) -> Figure:
    made = Rounding.model_construct(**rounding) if rounding else None
    definition = FigureDefinition.model_construct(method=method, unit="次", rounding=made)
    return Figure(definition, Fraction(value))


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [("0", 1, "0"), ("3", 2, "3"), ("1/2", 0, "1"), ("3/2", 0, "2"), ("5/2", 0, "3"),
     ("1/8", 2, "0.13"), ("2/3", 1, "0.7"), ("199/2", 1, "99.5"), ("9996/100", 1, "100.0"),
     ("1/3", 4, "0.3333"), ("0.05", 1, "0.1"), ("0.04", 1, "0.0"), ("1234567.25", 1, "1234567.3")],
)  # fmt: skip
def test_a_number_is_rounded_half_up(value: str, places: int, shown: str) -> None:
    assert numerals.number(Fraction(value), places) == shown


@pytest.mark.slow
@given(st.fractions(0, 10**9, max_denominator=10**6), st.integers(0, 4))
def test_rounding_is_what_whole_numbers_say(value: Fraction, places: int) -> None:
    scaled = value * 10**places
    whole = int(scaled) + (scaled - int(scaled) >= Fraction(1, 2))
    assert Fraction(numerals.number(value, places)) == Fraction(whole, 10**places)


@given(st.decimals(0, 10**8, places=4))
def test_a_finite_decimal_is_shown_in_full(value: object) -> None:
    assert Fraction(numerals.exact(Fraction(value))) == Fraction(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("12", "12"), ("12.50", "12.5"), ("0.07", "0.07"), ("1/3", "0.33"), ("0.1234", "0.1234")],
)
def test_an_exact_value_has_no_needless_zeros(value: str, shown: str) -> None:
    assert numerals.exact(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("value", "step", "shown"),
    [(0, 10, "0次"), (9, 10, "9次"), (10, 10, "10次"), (11, 10, "10余次"), (19, 10, "10余次"),
     (20, 10, "20次"), (101, 100, "100余次"), (99, 100, "99次"), (7, 1, "7次"), (107, 10, "100余次")],
)  # fmt: skip
def test_and_more(value: int, step: int, shown: str) -> None:
    assert figure_text(figure(value, how="余", to=step)) == shown


@given(st.integers(0, 10**6), st.integers(1, 1000))
def test_and_more_is_never_more_than_there_is(value: int, step: int) -> None:
    shown = figure_text(figure(value, how="余", to=step)).removesuffix("次")
    number = int(shown.removesuffix("余"))
    if shown.endswith("余"):
        assert number % step == 0 and 0 < number < value < number + step
    else:
        assert number == value and (value < step or value % step == 0)


@pytest.mark.parametrize(
    ("value", "method", "rounding", "shown"),
    [
        (3, "计数", {}, "3次"),
        ("12.5", "求和", {}, "12.5次"),
        ("1/3", "平均", {}, "0.3次"),
        (2, "平均", {}, "2次"),
        ("200/3", "比率", {}, "66.7次"),
        ("200/3", "比率", {"how": "小数", "to": 0}, "67次"),
        ("1/3", "平均", {"how": "小数", "to": 2}, "0.33次"),
        ("-200/3", "同比", {}, "下降66.7%"),
        ("50", "同比", {}, "增长50%"),
        ("100/3", "同比", {"how": "小数", "to": 2}, "增长33.33%"),
        (0, "同比", {}, "持平"),
        (2, "上年", {}, "2次"),
    ],
)
def test_a_figure_is_shown_as_its_definition_says(
    value: str | int, method: str, rounding: dict[str, object], shown: str
) -> None:
    assert figure_text(figure(value, method, **rounding)) == shown


def test_the_exact_value_and_the_rounding_are_said() -> None:
    more = figure(107, how="余", to=10)
    assert exact_text(more) == "107次"
    assert "10" in rounding_text(more) and "余" in rounding_text(more)
    assert "2 位" in rounding_text(figure(1, "比率", how="小数", to=2))
    assert "1 位" in rounding_text(figure(1, "平均"))
    assert exact_text(figure("12.5")) == "12.5次"


def test_days_and_months() -> None:
    assert numerals.day(date(2021, 3, 5)) == "2021年3月5日"
    assert numerals.day(date(2021, 12, 31), year=False) == "12月31日"
    assert [numerals.month(f"2021-{n:02}") for n in (1, 10, 12)] == ["1月", "10月", "12月"]


def test_ordinals() -> None:
    asked = (1, 9, 10, 11, 19, 20, 21, 30, 99, 100, 101, 110, 119, 230, 1000, 1001, 1010, 1260)
    assert [numerals.ordinal(n) for n in asked] == [
        "一", "九", "十", "十一", "十九", "二十", "二十一", "三十", "九十九",
        "一百", "一百零一", "一百一十", "一百一十九", "二百三十", "一千", "一千零一", "一千零一十",
        "一千二百六十",
    ]  # fmt: skip
    assert len({numerals.ordinal(n) for n in range(1, 10_000)}) == 9999


def test_every_ordinal_is_read_back() -> None:
    assert [numerals.ordinal_value(numerals.ordinal(n)) for n in range(1, 1261)] == list(
        range(1, 1261)
    )


@given(st.integers(1, 9999))
def test_a_number_is_read_in_each_of_its_forms(number: int) -> None:
    shown = numerals.ordinal(number)
    signs = [
        shown,
        shown.replace("零", "〇"),
        shown.replace("零", "○"),
        shown.replace("一十", "十"),
    ]
    digits = str(number)
    signs += [digits, digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))]
    signs.append(digits.translate(str.maketrans("0123456789", "〇一二三四五六七八九")))
    assert {numerals.ordinal_value(sign) for sign in signs} == {number}


@pytest.mark.parametrize(
    ("text", "value"),
    [("廿一", 21), ("卅", 30), ("一百廿五", 125), ("两百", 200), ("两千零二", 2002), ("一十二", 12),
     ("一百十二", 112), ("一百二十二", 122), ("一二二", 122), ("一〇", 10), ("１２２", 122)],
)  # fmt: skip
def test_other_forms_of_a_numeral_are_read(text: str, value: int) -> None:
    assert numerals.ordinal_value(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "零", "0", "007", "十百", "一百二", "一百零十", "一百零十二", "二十一十", "廿十", "百", "一千百",
     "三十亠", "ニ十", "1十", "12345", "一零零零零", "第一", "一 二", "-1", "1.5", "一百二二", "甲", "²", "١"],
)  # fmt: skip
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert numerals.ordinal_value(text) is None


@given(st.text("零〇一二三九十百千廿两0５", max_size=6))
def test_a_numeral_is_what_its_number_is_written_as(text: str) -> None:
    value = numerals.ordinal_value(text)
    assert value is None or 1 <= value <= 9999
