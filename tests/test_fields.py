"""What a single value may be. The messages for the usual slips are golden cases."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.issues import Mistake
from ledger.records import fields
from ledger.records.fields import Choice, Listed, Ref, mark_of
from ledger.records.types.work import Rectification, Trace

CONVERTERS: list[Callable[[Any], Any]] = [
    fields.to_text, fields.to_identifier, fields.to_count, fields.to_amount, fields.to_day,
    fields.to_month, fields.to_yes, Choice("甲", "乙").check,
]  # fmt: skip


def refusal(convert: Callable[[Any], Any], value: Any) -> str:
    with pytest.raises(Mistake) as caught:
        convert(value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("convert", "typed", "read"),
    [
        (fields.to_text, " 甲 ", " 甲 "),
        (fields.to_text, "甲\n乙\n", "甲\n乙"),
        (fields.to_text, "007", "007"),
        (fields.to_identifier, "r03-07", "r03-07"),
        (fields.to_identifier, "19", "19"),
        (fields.to_count, "0", 0),
        (fields.to_count, "120", 120),
        (fields.to_amount, "0", Decimal(0)),
        (fields.to_amount, "0.50", Decimal("0.5")),
        (fields.to_amount, "12", Decimal(12)),
        (fields.to_day, "2020-02-29", date(2020, 2, 29)),
        (fields.to_month, "2021-12", "2021-12"),
        (fields.to_yes, "是", True),
        (fields.to_yes, "否", False),
        (fields.to_list, "甲", ["甲"]),
        (fields.to_list, ["甲", "乙"], ["甲", "乙"]),
        (Choice("甲", "乙").check, "乙", "乙"),
    ],
)
def test_a_right_value_is_read(convert: Callable[[Any], Any], typed: Any, read: Any) -> None:
    assert convert(typed) == read


@pytest.mark.parametrize(
    ("convert", "typed"),
    [
        *((fields.to_text, typed) for typed in ("", " ", "\n", "\t\n", "甲\u202e乙", "甲\u2067乙", "甲\u200b", "甲\x1b[31m", "甲\uffff")),
        *((fields.to_identifier, typed) for typed in ("", "R1", "甲", "a_b", "a b", "-a", "a-", "a--b", "ａ", "a\n")),
        *((fields.to_count, typed) for typed in ("", " 1", "+1", "1.0", "00", "01", "1e2", "一", "٣", "1\n", "NaN")),
        *((fields.to_amount, typed) for typed in ("", ".5", "5.", "00.5", "1e2", "-0", "1 2", "∞", "NaN", "٣", "1\n")),
        *((fields.to_day, typed) for typed in ("", "2021-2-3", "2021-02-29", "21-02-03", "2021-02-03\n", "２０２１-02-03", "0000-01-01")),
        *((fields.to_month, typed) for typed in ("", "2021-00", "2021-13", "2021-1", "2021-01-01", "2021-01\n", "２０２１-01")),
        *((fields.to_yes, typed) for typed in ("", "yes", "对", "1", "是 ", "True")),
        *((Choice("甲", "乙").check, typed) for typed in ("", "丙", "甲 ", "甲乙")),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(convert: Callable[[Any], Any], typed: str) -> None:
    assert refusal(convert, typed)


@pytest.mark.parametrize("convert", CONVERTERS)
def test_a_list_or_a_group_is_no_single_value(convert: Callable[[Any], Any]) -> None:
    assert "不是列表" in refusal(convert, ["甲"])
    assert "不再分项" in refusal(convert, {"甲": "乙"})


@pytest.mark.slow
@pytest.mark.parametrize("convert", CONVERTERS)
@given(typed=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_or_refused_in_chinese(convert: Callable[[Any], Any], typed: str) -> None:
    try:
        convert(typed)
    except Mistake as mistake:
        assert any("一" <= sign <= "鿿" for sign in str(mistake))


@given(st.integers(0, 10**12))
def test_every_count_reads_as_itself(number: int) -> None:
    assert fields.to_count(str(number)) == number
    assert f"：{number}" in refusal(fields.to_count, f"{number}人")
    assert f"：{number}" in refusal(fields.to_count, f"0{number}" if number else "00")


@given(st.dates(date(1000, 1, 1)))
def test_every_day_reads_as_itself_and_is_proposed_for_other_forms(day: date) -> None:
    assert fields.to_day(day.isoformat()) == day
    for form in ("{}年{}月{}日", "{}/{}/{}", "{}.{}.{}"):
        typed = form.format(day.year, day.month, day.day)
        assert day.isoformat() in refusal(fields.to_day, typed)


@given(st.dates(), st.integers(1, 3))
def test_a_day_after_the_months_end_does_not_exist(day: date, more: int) -> None:
    last = monthrange(day.year, day.month)[1]
    assert "没有" in refusal(fields.to_day, f"{day.isoformat()[:7]}-{last + more}")


def test_marks_are_found_however_deep() -> None:
    assert mark_of(Trace, "post", Ref) == Ref("岗位")
    assert mark_of(Trace, "documents", Ref) == Ref("文件会议")
    assert mark_of(Trace, "lecturer", Ref) == Ref("岗位")
    assert mark_of(Trace, "form", Listed).list == "学习形式"
    assert mark_of(Trace, "matter", Ref) is None
    assert mark_of(Rectification, "deadline", Choice) is None


@pytest.mark.parametrize("typed", ["3万", "12-15", "1e3", "1_000", "3/5", "½"])
def test_no_wrong_number_is_proposed(typed: str) -> None:
    assert "只写数" not in refusal(fields.to_count, typed)


def test_a_decimal_comma_is_not_dropped() -> None:
    assert "12" not in refusal(fields.to_amount, "1,2")


def test_no_day_is_proposed_that_does_not_exist() -> None:
    assert "2021-13-01" not in refusal(fields.to_day, "2021/13/1")


def test_a_number_of_five_thousand_digits_is_refused_in_chinese() -> None:
    assert "位" in refusal(fields.to_count, "9" * 5000)


@pytest.mark.parametrize("text", ["a" * 61, "con", "lpt9", "index"])
def test_an_identifier_can_be_a_folder_everywhere(text: str) -> None:
    assert fields.to_identifier("a" * 60) and fields.to_identifier("con-1")
    with pytest.raises(Mistake, match=r"缩短到 60|不能做网页的地址"):
        fields.to_identifier(text)


@pytest.mark.parametrize("text", ["0", "21", "1899", "2200", "02021"])
def test_a_year_is_one_of_the_calendar(text: str) -> None:
    assert fields.to_year("2021") == 2021
    with pytest.raises(Mistake, match="不是年份"):
        fields.to_year(text)
