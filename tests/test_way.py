"""Every page leads on: to its parts, and to the pages of its kind before and after it."""

from __future__ import annotations

from conftest import Bureau
from lxml import html

from ledger.pages import way

_PARTS = "".join(f'<h2 id="部分{n}">甲<b>{n}</b></h2>\n<p>乙</p>\n' for n in range(4))


def test_a_long_page_begins_with_its_parts() -> None:
    shown = html.fragment_fromstring(way.with_contents(f"<h1 id='页'>页</h1>\n{_PARTS}"), "article")
    folded = shown[1]
    assert (shown[0].tag, folded.tag, folded.get("class")) == ("h1", "details", "contents")
    assert folded.get("data-search-exclude") == ""
    assert [(a.get("href"), a.text_content()) for a in folded.iter("a")] == [
        (f"#部分{n}", f"甲{n}") for n in range(4)
    ]


def test_a_short_page_has_no_list() -> None:
    short = _PARTS.split("<h2", 2)[1]
    assert way.with_contents(short) == short


def test_the_months_lead_from_one_to_the_next(bureau: Bureau) -> None:
    project = bureau.project()
    first, last = way.steps(project, "records/2021-01.md"), way.steps(project, "records/2021-03.md")
    assert "上一页" not in first and 'href="site:records/2021-03.md"' in first
    assert 'href="site:records/2021-01.md"' in last and "下一页" not in last
    assert way.steps(project, "ledgers/index.md") == way.steps(project, "index.md") == ""


def test_every_page_is_reached_by_going_on(bureau: Bureau) -> None:
    beside = bureau.project().beside
    for page, (before, after) in beside.items():
        assert not before or beside[before][1] == page
        assert not after or beside[after][0] == page
