"""Text from data is shown exactly as typed, wherever it stands, by the engine's own Markdown.

Two things are no text: control characters other than the newline and the tab (a ledger may not
hold them), and lone surrogates (a file cannot). A space is as good as a no-break space.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

import jinja2
import pytest
from conftest import Bureau, pages, read, render
from hostile import shown
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger.pages.article import LINK
from ledger.pages.layout import page
from ledger.prose import markup


@dataclass(frozen=True)
class Position:
    """Where a text may stand: Markdown around it, and the elements that are then there."""

    before: str
    after: str
    elements: tuple[str, ...]


TABLE = ("table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td")
POSITIONS = {
    "paragraph": Position("", "", ("p",)),
    "after text": Position("甲", "乙", ("p",)),
    "after a line": Position("甲\n", "\n乙", ("p",)),
    "list item": Position("- ", "", ("ul", "li")),
    "numbered item": Position("1. ", "\n2. 乙", ("ol", "li", "li")),
    "table cell": Position("| 甲 | 乙 |\n|---|---|\n| ", " | 丙 |", TABLE),
    "heading": Position("## ", "", ("h2",)),
    "heading with an anchor": Position("## ", " { #here }", ("h2",)),
    "inline element": Position("甲<span>", "</span>乙", ("p", "span")),
    "block element": Position("<div><p>", "</p></div>", ("div", "p")),
    "emphasis": Position("**", "**", ("p", "strong")),
}


def shows(position: Position, text: str) -> None:
    """Assert that exactly ``text`` is shown, and that it makes no element of its own."""
    found = render(position.before + markup.text(text) + position.after)
    expected = render(position.before + "词" + position.after)
    assert found.text.strip("\n") == expected.text.replace("词", text).strip("\n")
    assert [name for name in found.elements if name != "br"] == list(position.elements)
    assert found.elements.count("br") == text.count("\n")
    assert found.other == []


any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
hostile = st.lists(
    st.deferred(lambda: st.sampled_from(shown()))
    | st.text("<>&\"'*_`[](){}|#!-+.:=~\\^$%\n\t 1甲a", max_size=8),
    max_size=4,
).map("".join)


def texts() -> st.SearchStrategy[str]:
    """Any text that shows something."""
    return (any_text | hostile).map(lambda text: text.replace("\xa0", " ")).filter(str.strip)


@pytest.mark.parametrize(
    "examples",
    [pytest.param(50, marks=pytest.mark.slow), pytest.param(300, marks=pytest.mark.long)],
)
@pytest.mark.parametrize("position", POSITIONS.values(), ids=POSITIONS)
def test_any_text_is_shown_as_typed(position: Position, examples: int) -> None:
    @given(text=texts())
    @settings(max_examples=examples, deadline=None)
    def is_shown(text: str) -> None:
        shows(position, text)

    is_shown()


@pytest.mark.parametrize(
    "step", [pytest.param(4, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.long)]
)
@pytest.mark.parametrize("position", POSITIONS.values(), ids=POSITIONS)
def test_hostile_text_is_shown_as_typed(position: Position, step: int) -> None:
    for text in shown()[::step]:
        shows(position, text.replace("\xa0", " "))


@pytest.mark.slow
@given(texts())
@example("{{ x }}{% if %}{# #}")
@settings(deadline=None)
def test_no_template_engine_sees_anything_in_text(text: str) -> None:
    for written in (markup.text(text), markup.attribute(text)):
        assert (
            jinja2.Environment(keep_trailing_newline=True).from_string(written).render() == written
        )


@pytest.mark.slow
@pytest.mark.parametrize("wrap", ["{}", "甲{}乙", "| 甲 |\n|---|\n| {} |"])
@given(text=any_text | hostile)
@settings(max_examples=150, deadline=None)
def test_an_attribute_holds_any_text(wrap: str, text: str) -> None:
    element = markup.element("span", "词", title=text, data_long_name=1, class_="a b", id=None)
    found = render(wrap.replace("{}", element))
    values = {name: (value or "").replace("\xa0", " ") for name, value in found.attributes.items()}
    assert values == {"title": text.replace("\xa0", " "), "data-long-name": "1", "class": "a b"}
    assert found.elements.count("span") == 1
    assert "script" not in found.elements


@given(any_text | hostile)
@settings(deadline=None)
def test_plain_gives_back_what_was_typed(text: str) -> None:
    spaced = text.replace("\xa0", " ")
    assert markup.plain(markup.text(text)).replace("\xa0", " ") == spaced
    assert markup.plain(markup.element("b", markup.text(text))).replace("\xa0", " ") == spaced


@pytest.mark.slow
@given(st.lists(texts(), min_size=2, max_size=2), texts())
@settings(max_examples=60, deadline=None)
def test_a_table_holds_any_text_in_its_cells(cells: list[str], caption: str) -> None:
    rows = [("行-1", [markup.text(cell) for cell in cells]), (None, ["甲", "乙"])]
    found = render(markup.table(["头", caption], rows, caption))
    assert [name for name in found.elements if name != "br"] == [
        "table", "caption", "thead", "tr", "th", "th", "tbody", "tr", "td", "td", "tr", "td", "td",
    ]  # fmt: skip
    assert found.text == f"{caption}头{caption}{''.join(cells)}甲乙"
    assert found.attributes["id"] == "行-1"


@given(texts())
@settings(max_examples=60, deadline=None)
def test_a_link_shows_any_text_and_leads_where_it_says(text: str) -> None:
    found = render(markup.link("records/2021-03.md", markup.text(text), "r03-01", class_="record"))
    assert found.attributes == {"href": "site:records/2021-03.md#r03-01", "class": "record"}
    assert found.text == text


@given(texts(), texts())
@settings(max_examples=60, deadline=None)
def test_a_page_shows_any_title_and_block(title: str, block: str) -> None:
    found = read(page(title, [markup.element("p", markup.text(block))]).content)
    assert [name for name in found.elements if name != "br"] == ["h1", "p"]
    assert found.text.replace("\n", "") == (title + block).replace("\n", "")


LEDGER_TEXTS = [
    ("data/2021/履责记录/03.yml", "事项: 与副职谈心", "事项: {}"),
    ("data/2021/履责记录/03.yml", "原因: 当时出差", "原因: {}"),
    ("data/2021/整改台账.yml", "措施: 统一格式", "措施: {}"),
    ("data/2021/整改台账.yml", "问题: 登记不全", "问题: {}"),
    ("data/2021/学习计划.yml", "内容: 支部学习准则", "内容: {}"),
    ("data/2021/学习材料.yml", "说明: 分发给各支部", "说明: {}"),
    ("data/2021/风险点.yml", "风险表现: 先定调后讨论", "风险表现: {}"),
    ("data/2021/下年任务.yml", "任务: 完善公函制度", "任务: {}"),
    ("data/2021/figures.yml", "口径: 学习教育的次数", "口径: {}"),
    ("data/2021/figures.yml", "单位: 次", "单位: {}"),
    ("data/2021/report.yml", "主送机关: 市纪委", "主送机关: {}"),
    ("data/2021/report.yml", "标题: 关于2021年度工作情况的报告", "标题: {}"),
    ("data/unit.yml", "简称: 小样局", "简称: {}"),
    ("data/机构.yml", "名称: 西县小样局", "名称: {}"),
]
NASTY = '<script>a("&amp;")</script> {{ x }} {% y %} {# z #} **b** | [l](u) \' {: #w }'


@pytest.mark.slow
@pytest.mark.parametrize(("path", "old", "new"), LEDGER_TEXTS)
def test_a_ledgers_text_is_shown_as_typed_on_every_page(
    bureau: Bureau, path: str, old: str, new: str
) -> None:
    quoted = "'" + NASTY.replace("'", "''") + "'"
    project = bureau.change(path, old, new.format(quoted)).survey()[0]
    found = pages(project)
    readers = {path: read if path in project.writers else render for path in found}
    read_pages = {path: readers[path](text) for path, text in found.items()}
    assert any(NASTY in reader.text for reader in read_pages.values())
    for name, reader in read_pages.items():
        assert "script" not in reader.elements and reader.other == [], name
        assert "{{" not in found[name], name


def test_a_carriage_return_opens_no_list() -> None:
    assert render(markup.text("甲\r\r- 乙")).elements == ["p", "br", "br"]


@pytest.mark.parametrize("path", ["my_page.md", "说明(一).md", "a#b.md", "r&d.md"])
def test_the_engines_hook_reads_every_link(path: str) -> None:
    found = LINK.search(markup.link(path, "词", "题_一"))
    assert found and html.unescape(found[1]) == path
