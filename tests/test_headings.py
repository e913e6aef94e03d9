"""The survey knows the headings of a text as the engine does: where they are, and their anchors."""

from __future__ import annotations

import html
import re

import pytest
from conftest import Bureau, engine
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.util import BLOCK_LEVEL_ELEMENTS
from site_tools import Site

from ledger.pages.article import DOCUMENT
from ledger.project import Project
from ledger.prose import active, addresses, headings
from ledger.prose.finished import anchors, finish

HOSTILE = [
    "甲\n===", "甲\n---", "甲\n---   \n乙", "甲\n乙\n---", "甲\n\n---", "# 甲", "#甲", "#2021", "##\t甲", "####### 甲", "甲\n## 乙\n丙",
    "## 甲 ##", "##甲##", " ## 甲", "    ## 甲", "甲\n    ## 乙", "> ## 甲", ">## 甲", "> 甲\n> ---", "> 甲\n---", "> > ## 甲", "甲\n> # 乙\n丙", "- ## 甲",
    "- 甲\n\n    ## 乙", "- 甲\n\n        ## 乙", "- 甲\n    - ## 乙\n\n        ## 丙\n\n    ## 丁", "- 甲\n    ## 乙", "- 甲\n## 乙", "- 甲\n---", "1. # 甲\n2. # 乙",
    "- > ## 甲", "- - ## 甲", "* * *\n# 甲", "甲\n***\n乙\n---", "|甲|乙|\n|-|-|\n# 丙", "# 甲\n|甲|乙|\n|-|-|\n|丙|丁|", "# abc", "abc\n---", "#", "##", "## 甲`# 乙`", "`x`\n---",
    "`abcd`# 甲\n---", "```\n# 甲\n```", "```\n甲\n---\n```\n# 乙", "<div>\n# 甲\n</div>", "<div>\n\n甲\n---\n\n</div>\n\n# 乙", "甲\n<div># 乙</div>\n# 丙", "<div>甲</div># 乙", "<b>甲</b>\n---",
    "<details><summary>甲</summary>\n\n## 乙\n\n</details>", "<hr>\n# 甲", "<p>甲</p>\n---", "## 甲 {#处}", "甲 {#处}\n---", "# 甲\n# 甲", "甲\n---\n\n# 甲", "# 甲-2\n# 甲\n# 甲", "# **甲** [乙](丙.md)",
    "\\# 甲", "# 甲\\#", "&#35; 甲", "甲\r\n---".replace("\r", ""), "# 甲 {乙} 丙", "甲：\n- 乙\n---", "- 甲\n\n\t## 乙", "甲\n-", "甲\n=", "> - 甲\n>\n>     # 乙", "1) # 甲", "+ # 甲", "<pre>\n# 甲\n</pre>\n# 乙", "> ## 乙\n甲\n===\n甲\n---",
]  # fmt: skip


def rendered(text: str) -> set[str]:
    """Return the ids that the engine gives headings, and those in HTML."""
    return set(re.findall(r'<[^<>]* id="([^"]*)"', engine().reset().convert(text)))


def expected(text: str) -> bool:
    """Whether the survey would let a text pass."""
    return not [*headings.check(text, "a.md"), *active.check(text, "a.md")]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_survey_knows_the_anchors_of_the_engine(text: str) -> None:
    if expected(text):
        finished = finish(text)
        assert rendered(finished) == anchors(finished)
        assert not any(anchor.isascii() for anchor in anchors(finished))


def test_a_heading_without_words_is_refused() -> None:
    codes = {text: [issue.code for issue in headings.check(text, "a.md")] for text in HOSTILE}
    assert [text for text, found in codes.items() if "heading.empty" in found] == ["#", "##"]


@pytest.mark.parametrize("text", [
    "    # 甲", "甲\n    # 乙", " # 甲", "> 甲\n>     ## 乙", "- 甲\n\n- ## 乙\n甲\n    # 丙", "> 1. 甲\n\n>\n    # 乙", "- 甲\n\n            # 乙",
])  # fmt: skip
def test_marks_of_a_heading_that_are_none_are_refused(text: str) -> None:
    """The engine makes some of them headings, by what the lines before are."""
    assert [issue.code for issue in headings.check(text, "a.md")] == ["heading.stray"]
    assert not [*headings.check(f"```\n{text}\n```\n", "a.md")]
    assert not [*headings.check(text.replace("#", "\\#"), "a.md")]


LINES = ["甲", "乙 丙", "# 甲", "## 乙", "#丙", "##\t丁", "---", "===", "-", "> 甲", "> ## 乙", "> ---", ">", "- 甲", "- ## 乙", "1. 甲",
         "    # 甲", "    - ## 乙", "        ## 丙", "|甲|乙|", "|-|-|", "***", "<div>", "</div>", "<div>甲</div>", "<hr>", "```", "`# 甲`", "", "", ""]  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.sampled_from(LINES), max_size=9).map("\n".join))
@settings(max_examples=600, deadline=None)
def test_every_text_has_the_anchors_that_the_survey_knows(text: str) -> None:
    if expected(text):
        finished = finish(text)
        assert rendered(finished) == anchors(finished)


@pytest.mark.parametrize("line", ["[TOC]", "  [TOC] ", "> [TOC]"])
def test_a_page_asks_for_no_table_of_contents(bureau: Bureau, line: str) -> None:
    bureau.append("docs/report/01-学习.md", f"\n{line}\n")
    assert bureau.codes() == ["heading.contents"]
    assert "<div" not in engine().reset().convert(f"# 甲\n\n{line}\n\n## 乙\n")
    assert not list(headings.check("[TOC] 甲\n\n甲 [TOC]\n", "docs/a.md"))


def test_the_blocks_of_html_are_the_engines() -> None:
    assert frozenset(BLOCK_LEVEL_ELEMENTS) & active.ELEMENTS == headings.BLOCKS


def test_the_survey_knows_every_address_and_anchor_of_the_built_site(
    site: Site, project: Project
) -> None:
    """What else has an id is added to a finished page: the frame of the report, and notes of figures."""
    texts = {path: anchors(text) for path, text in project.finished.items()}
    texts |= {path: page.anchors for path, page in project.generated.items()}
    built = set(site.addresses()) - {"404.html"}
    assert {addresses.of(path).removesuffix("index.html") for path in texts} <= built
    assert len(texts) >= len(built) - 2  # the pages about the site and its releases are made later
    differing = {}
    for path, known in texts.items():
        page = site.file(addresses.of(path)).read_text(encoding="utf-8")
        article = re.search(r"<article.*?</article>", page, re.DOTALL)
        assert article
        ids = set(map(html.unescape, re.findall(r'<[^<>]*\sid="([^"]*)"', article[0])))
        added = {each for each in ids if each == DOCUMENT or each.startswith("note-")}
        if ids - added != known - added:
            differing[path] = (ids - added) ^ known
    assert differing == {}
