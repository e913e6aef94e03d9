"""Charts: tables whose cells show their number; what a label says is text, whatever it looks like."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from conftest import render
from hostile import shown

from ledger.pages import charts
from ledger.pages.charts import Due, Mark, Pair, Step
from ledger.prose.markup import text


def test_a_drawing_is_the_same_bytes_whatever_the_machine() -> None:
    """Nothing is measured: all that stands in it is what was handed over."""
    assert charts.heat_map("题", ["甲"], ["1月", "2月"], {("甲", "2月"): 3}) == (
        '<div class="wide chart"><table class="heat-map"><caption>题</caption><thead><tr>'
        '<td></td><th scope="col">1月</th><th scope="col">2月</th></tr></thead><tbody><tr>'
        '<th scope="row" class="word">甲</th><td class="word"><span class="shade-0">0</span></td>'
        '<td class="word"><span class="shade-5">3</span></td></tr></tbody></table></div>'
    )
    assert charts.bars("题", {"甲": 3, "乙": 0}, "项").count("<meter") == 2


@pytest.mark.parametrize("most", [1, 4, 5, 17, 1000])
def test_what_is_more_is_not_fainter_and_what_is_none_has_no_shade(most: int) -> None:
    columns = [str(count) for count in range(most + 1)]
    counts = {("行", column): int(column) for column in columns}
    page = charts.heat_map("题", ["行"], columns, counts)
    shades = [int(part[0]) for part in page.split('class="shade-')[1:]]
    assert shades == sorted(shades) and shades[0] == 0 and shades[-1] == charts.SHADES
    assert 0 not in shades[1:]


def test_nothing_counted_is_drawn_as_nothing() -> None:
    assert "shade-0" in charts.heat_map("题", ["甲"], ["乙"], {})
    assert 'value="0" max="1"' in charts.bars("题", {"甲": 0}, "项")
    assert 'height="0%"' in charts.columns("题", ["1月"], {"本年": {"1月": Fraction()}}, nowhere)


def nowhere(*_: str) -> None:
    """Lead no mark anywhere."""


def test_a_mark_leads_to_its_records_and_is_named_by_its_row_and_column() -> None:
    mark = Mark(3, ("records/2021-02.md", "r1"))
    page = charts.heat_map("题", {"a": "甲"}, {"b": "2月"}, {("a", "b"): mark})
    assert (
        '<a href="site:records/2021-02.md#r1" class="shade-5" aria-label="甲，2月：3">3</a>' in page
    )
    assert 'aria-label="甲：3项">3</a>' in charts.bars("题", {"甲": mark}, "项")


def test_a_note_stands_beside_its_number_and_for_nothing() -> None:
    marks = {("甲", "1月"): Mark(2, note="限"), ("甲", "2月"): Mark(0, note="限")}
    page = charts.heat_map("题", ["甲"], ["1月", "2月"], marks)
    assert re.findall(r'noted">([^<]*)<', page) == ["2限", "限"]


def sizes(page: str, name: str) -> list[list[float]]:
    """Return the numbers of some attribute of the shapes in each picture."""
    pictures = re.findall(r"<svg.*?</svg>", page)
    return [[float(n) for n in re.findall(rf' {name}="([0-9.]+)%"', each)] for each in pictures]


def test_columns_are_as_high_as_their_numbers_beside_the_steps_of_the_other_row() -> None:
    now = {"1": Fraction(10), "2": Fraction(5), "3": Fraction()}
    then = {"1": Fraction(20), "3": Fraction(10)}
    page = charts.columns("题", ["1", "2", "3"], {"本年": now, "上年": then}, nowhere)
    assert sizes(page, "height") == [[45], [22], [0]]
    assert sizes(page, "y1") == [[10], [], [55]]
    assert "<caption>题：柱是本年，横线是上年</caption>" in page
    assert page.count("<svg") == 3 and "<td" in page and ">—<" in page


def test_bars_of_one_unit_share_a_measure() -> None:
    pairs = [
        Pair("甲", "万元", Fraction(2), Fraction(4)),
        Pair("乙", "万元", Fraction(1), Fraction(1)),
        Pair("丙", "人次", Fraction(100), Fraction(50)),
    ]
    page = charts.paired_bars("题", ("本年", "上年"), pairs)
    assert sizes(page, "width") == [[50, 100], [25, 25], [100, 50]]


def test_a_line_of_time_is_as_long_as_the_time_to_its_day() -> None:
    today = date(2021, 12, 31)
    dues = [
        Due(date(2021, 12, 21), "甲", "办"),
        Due(today, "乙", "办"),
        Due(date(2022, 1, 30), "丙", ""),
    ]
    page = charts.timeline("题", dues, today)
    assert sizes(page, "width") == [[25], [0], [75]] and sizes(page, "x1") == [[25]] * 3
    far = charts.timeline("题", [*dues, Due(date(2031, 1, 1), "丁", "")], today)
    assert sizes(far, "width")[-1] == [97] and "3288 天" in far
    assert [*re.findall(r"逾期 \d+ 天|(?<=>)\d+ 天", page)] == ["逾期 10 天", "0 天", "30 天"]
    assert re.findall(r'class="(late|now)"', page) == ["late", "now", "now"]


@pytest.mark.parametrize(
    "step", [pytest.param(4, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.long)]
)
def test_every_label_of_a_drawing_is_text(step: int) -> None:
    texts = shown()[::step]
    assert len(texts) * step > 577
    numbers = dict.fromkeys(texts, Fraction(1))
    marks = {(each, "列"): Mark(1, ("a.md", each), each) for each in texts}
    pairs = [Pair(each, each, Fraction(1), Fraction(), ("a.md", each)) for each in texts]
    dues = [Due(date(2021, 1, 1), text(each), text(each)) for each in texts]
    steps = [Step(text(each), text(each), "risk-high", [text(each)]) for each in texts]
    rows = {each: {"列": Fraction(1)} for each in texts}
    for chart, lines in (
        (charts.bars("题", dict.fromkeys(texts, 1), "项"), 1 + len(texts)),
        (charts.heat_map("题", texts, ["列"], {(each, "列"): 1 for each in texts}), 1 + len(texts)),
        (charts.heat_map("题", texts, ["列"], marks), 1 + len(texts)),
        (charts.paired_bars("题", ("甲", "乙"), pairs), 1 + len(texts)),
        (charts.columns("题", ["列"], rows, lambda row, _: ("a.md", row)), 1 + len(texts)),
        (charts.columns("题", texts, {"行": numbers}, nowhere), 2),
        (charts.timeline("题", dues, date(2021, 1, 1)), 1 + len(texts)),
        (charts.flow("题", steps), 0),
    ):
        page = render(f"前\n\n{chart}\n\n后")
        assert page.elements.count("tr") == lines and not page.other
        assert not {"script", "img", "em", "style"} & set(page.elements)
        assert {"style", "onclick", "title"}.isdisjoint(page.attributes)
        # a newline and white at the ends are the table's matter
        assert all(" ".join(each.split()) in " ".join(page.text.split()) for each in texts)
