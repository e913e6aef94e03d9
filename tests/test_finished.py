"""Finished text: numbered headings, and where each figure stands."""

from __future__ import annotations

import re

import pytest
from conftest import Bureau, engine, render
from hypothesis import given
from hypothesis import strategies as st

from ledger.project import Project
from ledger.prose import comments, markup
from ledger.prose.finished import Finished, Use, anchors, finish
from ledger.prose.headings import anchor


def numbered(*headings: str) -> list[str]:
    text = number_headings("\n\n段落\n\n".join(headings))
    return [line.partition(" {")[0] for line in text.splitlines() if line.startswith("#")]


def test_each_level_has_its_own_sign() -> None:
    assert numbered("# 题", "## 甲", "### 乙", "#### 丙", "##### 丁", "###### 戊") == [
        "# 题", "## 一、甲", "### （一）乙", "#### 1&#46; 丙", "##### （1）丁", "###### 戊",
    ]  # fmt: skip


def test_a_heading_starts_the_levels_below_anew() -> None:
    assert numbered("## 甲", "### 一", "### 二", "#### 三", "## 乙", "### 四", "#### 五") == [
        "## 一、甲", "### （一）一", "### （二）二", "#### 1&#46; 三",
        "## 二、乙", "### （一）四", "#### 1&#46; 五",
    ]  # fmt: skip


def test_numbers_go_past_ten() -> None:
    shown = numbered(*[f"## 第{n}部分" for n in range(12)])
    assert shown[9].startswith("## 十、") and shown[11].startswith("## 十二、")


def test_a_heading_keeps_its_words_as_its_anchor() -> None:
    text = number_headings("## 甲\n\n## 主要工作（一）\n\n### 落实 {#old .red}\n")
    assert "## 二、主要工作（一） { #主要工作-一 }" in text
    assert "### （一）落实 { #old .red }" in text


def test_a_heading_between_underscores_adds_no_emphasis() -> None:
    shown = render(finish(f"## {markup.text('_甲_')}\n"))
    assert (shown.elements, shown.text, shown.attributes) == (["h2"], "_甲_", {"id": "甲"})


def test_an_anchor_has_an_end() -> None:
    assert anchor("字" * 5000) == "字" * 60 and anchor("甲" * 59 + "，乙") == "甲" * 59
    assert anchor("Reading 2021") == "节-reading-2021" and anchor("！") == "节"
    first, second = re.findall(r"#([^ }]+) }", finish(f"## {'字' * 99}\n\n## {'字' * 98}\n"))
    assert second == f"{first}-2"


def test_only_headings_are_touched() -> None:
    text = "甲\n\n    ## 码\n\n甲\n- # 项\n\n<h2>题</h2>\n"
    assert number_headings(text) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("甲：\n\n1. 乙\n2. 丙\n\n丁", ["甲：", "1&#46; 乙", "2&#46; 丙", "丁"]),
        ("1. 乙\n\n   续\n\n5. 丙", ["1&#46; 乙", "续", "5&#46; 丙"]),
        ("- 乙\n- 丙\n续\n", ["——乙", "——丙\n续"]),
        ("1. 乙\n    1. 丙\n    2. 丁\n2. 戊\n    1. 己", ["1&#46; 乙", "（1）丙", "（2）丁", "2&#46; 戊", "（1）己"]),
        ("1. 乙\n\n甲\n\n1. 丙", ["1&#46; 乙", "甲", "1&#46; 丙"]),
        ("- 乙\n- 丙\n\n1. 丁\n2. 戊\n\n1. 己", ["——乙", "——丙", "1&#46; 丁", "2&#46; 戊", "1&#46; 己"]),
        ("1. 乙\n   - 丙\n   1. 丁", ["1&#46; 乙", "——丙", "（1）丁"]),
        ("甲\n1. 乙\n", ["甲\n1. 乙"]),
        ("1.5倍\n", ["1.5倍"]),
        ("| 甲 |\n|---|\n| - 乙 |", ["| 甲 |\n|---|\n| - 乙 |"]),
    ],
)  # fmt: skip
def test_lists_become_paragraphs_with_their_numbers(written: str, shown: list[str]) -> None:
    assert re.split(r"\n{2,}", number_headings(written).strip()) == shown
    assert finish(written) == written


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_an_anchor_can_stand_in_an_address(heading: str) -> None:
    assert not re.search(r"[\s{}#\"<>]", anchor(markup.text(heading)))


def figure(name: str) -> str:
    return markup.link(f"figures/{name}.md", "3次", class_="figure", data_figure=name)


def record(name: str, shown: str = "3月5日") -> str:
    return markup.link("records/2021-03.md", shown, name, class_="record", title="甲。乙")


def used(name: str, *texts: str) -> list[Use]:
    """Return the sentences that quote an address, of texts as the pages 1.md, 2.md and so on."""
    pages = {f"{number}.md": finish(text) for number, text in enumerate(texts, 1)}
    return Finished(pages).uses.get(name, [])


def test_a_use_is_the_sentence_under_its_heading() -> None:
    text = f"# 题\n\n起头。\n\n## 一、学习\n\n先说。全年学习{figure('study')}，见“通知。”后说。\n"
    (use,) = used("figures/study.md", text)
    assert (use.page, use.heading, use.anchor) == ("1.md", "一、学习", "use-study")
    assert use.sentence == "全年学习3次，见“通知。”"


def test_a_figure_is_used_once_a_sentence_and_as_often_as_it_stands() -> None:
    text = f"甲{figure('a')}，{figure('a')}。乙{figure('a')}和{figure('b')}！\n\n丙{figure('b')}"
    found = used("figures/a.md", text)
    assert [use.sentence for use in found] == ["甲3次，3次。", "乙3次和3次！"]
    assert [use.anchor for use in found] == ["use-a", "use-a-3"]
    assert [use.sentence for use in used("figures/b.md", text)] == ["乙3次和3次！", "丙3次"]


def test_a_heading_is_quoted_without_its_marks() -> None:
    (use,) = used("figures/a.md", f"# 题\n\n## 学{figure('a')}\n\n文\n")
    assert (use.heading, use.sentence, use.anchor) == ("学3次", "学3次", "use-a")


def test_uses_are_told_page_by_page() -> None:
    found = used("figures/a.md", figure("a"), figure("a"))
    assert [use.page for use in found] == ["1.md", "2.md"]


def test_a_record_is_quoted_at_the_words_that_lead_to_it() -> None:
    text = f"先说。{record('r03-05')}，在{record('r03-05', '甲县')}开会。\n\n{record('r03-06')}"
    (use,) = used("records/2021-03.md#r03-05", text)
    assert use == Use("1.md", "", "use-r03-05", "3月5日，在甲县开会。", True)
    assert [use.anchor for use in used("records/2021-03.md#r03-06", text)] == ["use-r03-06"]
    assert used("records/2021-03.md", text) == used("records/2021-03.md#r03-07", text) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "is_prose"),
    [
        ("甲{0}。", True),
        ("{0}甲。", True),
        ("- 甲{0}", True),
        ("| 甲 | {0} |", True),
        ("<ol><li><time>2021年</time>{0}</li><li>乙</li></ol>", False),
        ("<p>{0}</p>", False),
    ],
)
def test_a_list_that_a_word_made_is_no_prose(text: str, is_prose: bool) -> None:
    (use,) = used("records/2021-03.md#r1", text.format(record("r1")))
    assert use.is_prose == is_prose


def test_anchors_of_quotations_take_no_other_place() -> None:
    text = finish(f"## use-r1\n\n{record('r1')}{record('r1')}\n\n{figure('r1')}\n")
    found = re.findall(r'(?:#| id=")(use-[^" ]*)', text)
    assert found == ["use-r1", "use-r1-2", "use-r1-3"]
    assert anchors(text) == {"节-use-r1", *found}
    assert finish(markup.link("records/2021-03.md", "甲", "r1")).count("id=") == 0


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("见[{0}](a.md)。", "见[3月5日](a.md)。"),
        ("见[学{0}，{0}][a]。", "见[学3月5日，3月5日][a]。"),
        ("[{0}]{0}(a)", "[{1}]{2}(a)"),
        ("[甲](a.md){0}[乙](b.md)", "[甲](a.md){1}[乙](b.md)"),
    ],
)
def test_in_an_authors_link_a_record_is_no_link(written: str, shown: str) -> None:
    quoted = record("r1").replace(' title="甲。乙"', "")
    first, second = (quoted.replace("<a ", f'<a id="use-r1{n}" ') for n in ("", "-2"))
    assert finish(written.format(quoted)) == shown.format(quoted, first, second)


def test_the_evidence_page_quotes_the_report_and_leads_to_the_sentence(bureau: Bureau) -> None:
    project = bureau.project()
    home, report = project.uses["study"]
    assert home.page == "index.md"
    assert (report.page, report.anchor) == ("report/index.md", "use-study")
    assert report.heading == "（一）学习"
    assert report.sentence == "全年学习3次，学习市纪委全会。"
    page = project.writers["figures/study.md"]().content
    assert 'href="site:report/index.md#use-study"' in page and report.sentence in page


def test_every_anchor_that_evidence_leads_to_is_there(project: Project) -> None:
    for figure_id, places in project.uses.items():
        for use in places:
            text = project.finished[use.page]
            assert text.count(f' id="{use.anchor}"') == 1, (figure_id, use)
            assert use.anchor in anchors(text)


def test_each_heading_has_an_anchor_of_its_own() -> None:
    text = number_headings("## 甲\n\n### 情况\n\n## 乙\n\n### 情况\n")
    anchors = re.findall(r"\{ #(\S+) ", text)
    assert len(set(anchors)) == len(anchors) == 4


def number_headings(text: str) -> str:
    return finish(text, official=True)


def slug(heading: str) -> str | None:
    return render(finish(f"## {heading}\n")).attributes["id"]


@pytest.mark.parametrize(
    "heading",
    [
        "接下来到期",
        "整改 进度",
        "2021年度一览",
        "R-D",
        "整改（进度）",
        "一、学习",
        "“四风”问题",
        "R&D",
    ],
)
def test_an_authors_page_has_the_anchor_of_a_heading(heading: str) -> None:
    text = finish(f"## {heading}\n\n{figure('a')}\n")
    assert anchors(text) == {slug(heading), "use-a"}
    assert set(re.findall(r' id="([^"]+)"', engine().reset().convert(text))) == anchors(text)


#: headings that an author may write, whose anchors the gate and the engine must agree on
HOSTILE = [
    "## 重复\n\n## 重复", "## 重复-2\n\n## 重复\n\n## 重复", "## 重复\n\n## 甲 {#重复}",
    "## ！！", "## *强调*和**重**", "## [链接](a.md)文字", "## `代码` 1", "## A&amp;B &lt;甲&gt;",
    "## " + "长" * 90, "## 2021 年", "## abc", "## 关闭 ##", "## 属性 { #自定 .c }", "## 标题 { class=a }",
    "## 甲 {: #乙 }", "  ## 缩进", "    ## 代码", "```\n## 代码\n```", "## \\# 反斜杠", "## a_b_c",
    "## 空 {}", "## <b>粗</b>字", "## 甲<br>乙", "## 结尾   ",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_the_gate_and_the_engine_agree_on_anchors(text: str) -> None:
    page = finish(text)
    made = re.findall(r'<h[1-6][^>]* id="([^"]*)"', engine().reset().convert(page))
    assert len(made) == len(set(made))
    assert set(made) == anchors(page)


def test_a_heading_in_code_is_shown_as_it_was_typed() -> None:
    assert finish("```\n# 注释\n```", official=True) == "```\n# 注释\n```"


def test_a_fence_is_closed_by_one_of_its_length_and_not_by_a_shorter_one() -> None:
    assert comments.unread("````\n# 甲\n````\n# 乙") == "    \n   \n    \n# 乙"
    assert comments.unread("````a\n```\n# 甲") == "````a\n```\n# 甲"
    assert comments.without_comments("```a\n<!-- 甲 -->\n") == "```a\n\n"
    assert comments.without_comments("```a ``` 乙\n<!-- 甲 -->") == "```a ``` 乙\n"
