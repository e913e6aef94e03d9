"""Charts: tables whose cells show their number; what a label says is text, whatever it looks like."""

from __future__ import annotations

import pytest
from conftest import render
from hostile import shown

from ledger.pages import charts


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


def test_every_label_of_a_drawing_is_text() -> None:
    texts = shown()
    assert len(texts) > 577
    for chart in (
        charts.bars("题", dict.fromkeys(texts, 1), "项"),
        charts.heat_map("题", texts, ["列"], {(text, "列"): 1 for text in texts}),
    ):
        page = render(f"前\n\n{chart}\n\n后")
        assert page.elements.count("tr") == 1 + len(texts) and not page.other
        assert not {"script", "img", "a", "em", "svg"} & set(page.elements)
        assert set(page.attributes) <= {"class", "scope", "value", "max", "aria-hidden"}
        # a newline and white at the ends are the table's matter
        assert all(" ".join(text.split()) in " ".join(page.text.split()) for text in texts)
