"""Finished text: numbered headings, and where each figure stands."""

from __future__ import annotations

import re

import pytest
from conftest import Bureau, engine, render
from hypothesis import given
from hypothesis import strategies as st

from ledger.project import Project
from ledger.prose import comments, markup
from ledger.prose.finished import anchors, finish, uses
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


def test_a_use_is_the_sentence_under_its_heading() -> None:
    text = f"# 题\n\n起头。\n\n## 一、学习 {{ #学习 }}\n\n先说。全年学习{figure('study')}，见“通知。”后说。\n"
    (use,) = uses({"report/index.md": text})["study"]
    assert (use.page, use.heading, use.anchor) == ("report/index.md", "一、学习", "学习")
    assert use.sentence == "全年学习3次，见“通知。”"


def test_a_figure_is_used_once_a_sentence_and_as_often_as_it_stands() -> None:
    text = f"甲{figure('a')}，{figure('a')}。乙{figure('a')}和{figure('b')}！\n\n丙{figure('b')}"
    found = uses({"index.md": text})
    assert [use.sentence for use in found["a"]] == ["甲3次，3次。", "乙3次和3次！"]
    assert [use.sentence for use in found["b"]] == ["乙3次和3次！", "丙3次"]


def test_uses_are_told_page_by_page() -> None:
    found = uses({"index.md": figure("a"), "report/index.md": figure("a")})
    assert [use.page for use in found["a"]] == ["index.md", "report/index.md"]


def test_the_evidence_page_quotes_the_report_and_leads_to_its_heading(bureau: Bureau) -> None:
    project = bureau.project()
    home, report = project.uses["study"]
    assert home.page == "index.md"
    assert (report.page, report.anchor) == ("report/index.md", "学习")
    assert report.heading == "（一）学习"
    assert report.sentence == "全年学习3次，学习市纪委全会。"
    page = project.writers["figures/study.md"]().content
    assert 'href="site:report/index.md#学习"' in page and report.sentence in page


def test_every_anchor_that_evidence_leads_to_is_there(project: Project) -> None:
    for figure_id, places in project.uses.items():
        for use in places:
            if use.anchor:
                text = project.finished[use.page]
                anchors = {*re.findall(r"\{ #(\S+) ", text)} | {
                    anchor(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
                }
                assert use.anchor in anchors, (figure_id, use)


def test_each_heading_has_an_anchor_of_its_own() -> None:
    text = number_headings("## 甲\n\n### 情况\n\n## 乙\n\n### 情况\n")
    anchors = re.findall(r"\{ #(\S+) ", text)
    assert len(set(anchors)) == len(anchors) == 4


def number_headings(text: str) -> str:
    return finish(text, official=True)


def slug(heading: str) -> str | None:
    return render(finish(f"## {heading}\n")).attributes["id"]


@pytest.mark.parametrize("heading", ["接下来到期", "整改 进度", "2021年度一览", "R-D"])
def test_an_authors_page_has_the_anchor_that_evidence_leads_to(heading: str) -> None:
    (use,) = uses({"index.md": finish(f"## {heading}\n\n{figure('a')}\n")})["a"]
    assert use.anchor == slug(heading)


@pytest.mark.parametrize("heading", ["整改（进度）", "一、学习", "“四风”问题", "R&D"])
def test_signs_in_a_heading_do_not_break_the_link_to_it(heading: str) -> None:
    (use,) = uses({"index.md": finish(f"## {heading}\n\n{figure('a')}\n")})["a"]
    assert use.anchor == slug(heading)


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
