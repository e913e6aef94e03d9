"""Tables whose rows can be asked for: the links that ask, and what a page shows of it."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from ledger.pages.layout import Between, asked
from ledger.prose.markup import link


def test_a_link_asks_for_rows() -> None:
    where = {
        "岗位": "局长",
        "类别": ["学习教育", "甲|乙&丙"],
        "日期": Between("2021-03", "2021-04"),
    }
    anchor = asked(where, words="准则 条例", sort="-日期", group="科室", columns=["日期", "事项"])
    assert unquote(anchor.replace("%7C", "/").replace("%26", "+")) == (
        "?岗位=局长&类别=学习教育|甲/乙+丙&日期=2021-03..2021-04&q=准则 条例&排=-日期&组=科室&列=日期|事项"
    )
    assert anchor.isascii()
    assert unquote(asked({"人数": Between("30")})) == "?人数=30.."


def test_a_link_that_asks_for_nothing_shows_all() -> None:
    assert asked() == "?"


@given(st.text(min_size=1), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_whatever_is_asked_is_read_again(head: str, words: list[str]) -> None:
    key, _, value = asked({head: words})[1:].partition("=")
    assert unquote(key) == head and [unquote(each) for each in value.split("|")] == words


def test_the_anchor_stands_in_a_link_as_it_is() -> None:
    shown = link("records/index.md", "三月", asked({"月份": "2021-03"}))
    assert shown == '<a href="site:records/index.md#?%E6%9C%88%E4%BB%BD=2021-03">三月</a>'
