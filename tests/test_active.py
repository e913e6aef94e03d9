"""What runs, loads or poses in an author's text is refused; what marks up text is not."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, Bureau, engine

from ledger.prose import active

HOME = "docs/index.md"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "<script>1</script>", "<SCRIPT src=a>", "<script\n>1</script>", "</script>", "甲<script", "`<script>1</script>`",
        "<iframe src='a'></iframe>", "<svg><a href='x'/></svg>", "<math></math>", "<style>a{}</style>", "<base href='x'>",
        "<meta http-equiv=refresh content='0;url=x'>", "<link rel=stylesheet href=x>", "<form action=x>", "<object data=x>",
        "<img src=x onerror=1>", "<img src='x'onerror=1>", '<img alt=">" onerror=1>', "<img/onerror=1>", "<p ONCLICK=1>",
        "<p style='color:red'>", "<a class=figure data-figure=study>", "<img srcset='http://e/'>",
        "[甲](index.md){ onclick=1 }", "[甲](index.md){: style=1 }", "[甲](index.md){ data-figure='study' }",
        "[甲](javascript:1)", '<a title=">" href="javascript:1">', '<a href="&#106;avascript:1">', '<a href="java\nscript:1">',
        '<a href="java&Tab;script&colon;1">', "[甲]: javascript:1", "<VBScript:1>", "<javascript://%0a1>", "<ftp://e/>",
        # attributes without a value, and what hides or poses
        "<p hidden>甲</p>", "<p HIDDEN/>", "<p\nhidden>甲</p>", "<details open inert>甲</details>", "甲\n{: hidden }", "甲\n{ hidden }",
        "# 甲 { hidden }", "**甲**{hidden}", "`甲`{: hidden}", "| 甲 |\n|---|\n| 乙 {: hidden } |", "- 甲\n{: hidden }", "```{hidden}\n甲\n```",
        '<p class="figure-note">甲</p>', "甲\n{: .quiz }", "# 甲 { .doc-title }", "[甲](index.md){: class=figure }", '<p id="problems">甲</p>',
        "# 甲 { #document }", "## 甲 { hidden", "## 甲 {: { .quiz", "## 甲 {乙} 丙", "[甲](index.md){: }", "甲\n{: id=quiz-paper }", "# 甲 { # }", "<p id>甲</p>", '## 甲 { #乙"onclick }', "## 甲 { #乙.丙 }", "<p id='乙 丙'>甲</p>", '<a name="reading"></a>', '<p id=""></p>',
        # addresses that no list knows
        "[甲](index.md){: href=https://example.org/ }", "![甲](图.png){: src=图.png }", "<p href='data:甲'>甲</p>",
        # a brace in quotes, where one reader stops and another does not
        "[甲](index.md){: title='}' hidden }", "[甲](index.md){: title=\"} {\" hidden }", "[甲](index.md){: hidden='1} 乙' }", "# 甲 {: title='} |' hidden }",
        '<img alt="<" width="9">', "<p title='甲 hidden>乙</p>", "<p =hidden>甲</p>", '<p title="{{ figure("学习次数") }}">甲</p>',
        '[甲](index.md){: {{ unit("简称") }} }', '[甲](index.md){: title={{ figure("学习次数") }} }', '[甲](index.md){: title="{{ unit("简称") }}" }', '<h1 class="doc-title">甲</h1>',
        "甲<b", "<p title=甲`>乙</p>",
        # halves
        "</div></div>甲", "<div>甲", "<b>甲</i>", "<div/>甲",
    ],
)  # fmt: skip
def test_what_is_active_is_refused(bureau: Bureau, text: str) -> None:
    assert list(active.check(text, HOME)), text
    assert bureau.append(HOME, f"\n\n{text}\n").messages()


@pytest.mark.parametrize(
    "text",
    [
        "<https://example.org/a?b=1>", "甲<5，乙>3", "<张三>", '<div id="处">乙</div>', "H<sub>2</sub>O<br>",
        '{{ cite("小样", 3, on="2024-03-01") }}', "## 甲 { #处 }", "[甲](index.md){ target=_blank }", "<!-- 甲 -->",
        '<table><tr><td colspan="2">甲</td></tr></table>', "学习 JavaScript，用脚本。", '<a href="a=b" title="x y=z">甲</a>',
        "one = 1", "集合{甲=1}", "集合 {甲=1} 和 {乙=2}。", "![甲](图.png){: align=left width=300 title='图 一' }", "甲\n{: #处 lang=en }", "{甲}，乙",
        "<details open><summary>甲</summary>乙</details>", "<p>甲</p>\n\n`<b>`\n", "<zhangsan@example.org>", "<img src='图.png' alt=''/>",
    ],
)  # fmt: skip
def test_what_marks_up_text_is_not(text: str) -> None:
    assert [str(issue) for issue in active.check(text, HOME)] == []


def test_the_list_is_the_one_that_the_guide_names() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (named,) = re.findall("只有这些属性：(.*?)；", guide)
    assert sorted(re.findall("`(.*?)`", named)) == sorted(active.ATTRIBUTES)


def test_our_own_texts_hold_nothing_active() -> None:
    for file in (ROOT / "docs").rglob("*.md"):
        assert list(active.check(file.read_text(encoding="utf-8"), file.name)) == []


@pytest.mark.parametrize("title", [r'"\x7b\x7b 1 \x7d\x7d"', '"{\\u007b 1 }}"', "'a{'", "甲<b>"])
def test_a_title_runs_nothing(bureau: Bureau, title: str) -> None:
    bureau.write("docs/甲.md", f"---\ntitle: {title}\n---\n甲\n")
    (message, *_) = bureau.messages()
    assert message.startswith("docs/甲.md:2:8  title：这里写一行文字，不写花括号和尖括号")


@pytest.mark.parametrize("text", ["# 甲{0}\n", "## *甲*{: 丙=乙}\n", "甲{0}\n===\n"])
def test_braces_behind_a_title_are_judged_without_a_blank_too(text: str) -> None:
    assert {found.code for found in active.check(text, HOME)} == {"html.attribute"}


def test_a_section_in_a_folder_is_not_left_out_in_silence(bureau: Bureau) -> None:
    bureau.write("docs/report/深/01-学习.md", "### 学习\n")
    (message,) = bureau.messages()
    assert message.startswith("docs/report/深/01-学习.md:1:1  公文的各节直接放在 docs/report/ 里")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<b>甲\n\n乙</b>", 1), ("甲<span>乙\n\n丙</span>", 1), ("甲<div>乙\n\n丙</div>", 1), ("# <b>甲\n乙</b>", 1),
        ("- <b>甲\n- 乙</b>", 1), ("> <b>甲\n\n> 乙</b>", 1), ("|甲|乙|\n|-|-|\n| <b>丙 | 丁</b> |", 3),
        ("|甲|乙|\n|-|-|\n|丙| <b>丁|\n|</b>|戊|", 3), ("<b>甲\n---\n乙</b>", 1), ("<b>甲\n# 乙\n</b>", 1), ("甲\n\n<i>乙<b>丙</b>\n\n丁</i>", 3),
        ("<b>甲\n***\n乙</b>", 1),
    ],
)  # fmt: skip
def test_a_tag_that_crosses_paragraphs_is_named_with_its_line(text: str, line: int) -> None:
    (found,) = active.check(text, HOME)
    assert (found.code, found.place.line) == ("html.pair", line)
    assert active.faults(engine().reset().convert(text), text, (text,))


@pytest.mark.parametrize(
    "text",
    ["<b>甲\n乙</b>", "<div>\n\n甲\n\n</div>", "<details>\n<summary>甲</summary>\n\n<b>乙\n\n丙</b>\n</details>", "- <b>甲</b>\n- <b>乙</b>",
     "| <b>甲</b> | <b>乙</b> |\n|-|-|\n| 丙 | 丁 |", "# <b>甲</b>\n\n<i>乙</i>", "甲<b>\n2021年</b>", "<table>\n<tr><td>\n\n甲|乙\n\n</td></tr>\n</table>", "<b>甲 | 乙</b>"],
)  # fmt: skip
def test_a_tag_that_crosses_none_passes(text: str) -> None:
    assert [*active.check(text, HOME)] == []
    assert active.faults(engine().reset().convert(text), text, (text,)) == []
