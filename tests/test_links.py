"""Where the authors' texts lead, and what the navigation names."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, Bureau
from pdf_files import EMPTY

from ledger.checks.files import navigation
from ledger.prose import links

HOME = "docs/index.md"


def said(bureau: Bureau, text: str) -> list[str]:
    return bureau.append(HOME, f"\n\n{text}\n").messages()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[甲](ftp://a/b.pdf)", "不认识的地址"),
        ("[甲](file:///C:/a.pdf)", "是一台电脑或共享文件夹里的地址，别人打不开；请把文件放进 docs/"),
        ("[甲](C:\\Users\\甲\\a.pdf)", "是一台电脑或共享文件夹里的地址"),
        ("<file:///C:/a.pdf>", "是一台电脑或共享文件夹里的地址"),
        ("[甲](d:/a.pdf)", "是一台电脑或共享文件夹里的地址"),
        ("<a href='file:///home/a.pdf'>甲</a>", "是一台电脑或共享文件夹里的地址"),
        ("![甲](C:\\a.png)", "是一台电脑或共享文件夹里的地址"),
        ("[甲](/a.pdf)", "不从“/”写起"),
        ("[甲](http://[)", "不是地址"),
        ("[甲](//example.org/)", "不认识的地址"),
        ("[甲](http://a:b@example.org/)", "网址“example.org”前面写了用户名或密码"),
        ("[甲](https://a@example.org/)", "网址“example.org”前面写了用户名或密码"),
        ("[甲](site:figures/none.md)", "不认识的页面“figures/none.md”"),
        ("![甲](http://example.org/a.png)", "要从外网取"),
        ("![甲](//example.org/a.png)", "要从外网取"),
        ("[甲](\\\\host\\a.pdf)", "是一台电脑或共享文件夹里的地址"),
        ('<a href="figures/none/">甲</a>', "没有这个地址"),
        ("<a href=figures/study>甲</a>", "没有这个地址"),
        ("<img src='a.png' alt='甲'>", "没有这个地址"),
        ("<img src='assets/site.css' alt='甲'>", "没有这个地址"),
        ('<a href="figures/study/#none">甲</a>', "不认识的位置“#none”"),
        ('<img src="http://example.org/a.png" alt="甲">', "要从外网取"),
        ('<img src="图/assets/a.png" alt="甲">', "没有这个地址"),
        ('[甲]({{ unit("简称") }})', "不认识的页面"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_named(bureau: Bureau, text: str, message: str) -> None:
    found = said(bureau, text)
    assert any(each.startswith(f"{HOME}:6:") and message in each for each in found)


@pytest.mark.parametrize(
    "text",
    ['<a href="figures/study/">甲</a>', '<a href="./">甲</a>', '<a href="figures/study/#records">甲</a>',
     '<a href="https://example.org/">甲</a>', "[甲](site:figures/study.md)",
     "[甲]()", "[//]: # (注)", '<div id="处"></div>[甲](#处)', '[{{ unit("简称") }}](figures/study.md#records)',
     "[甲](about/index.md)", "数组[甲]（见下）"],
)  # fmt: skip
def test_what_leads_somewhere_is_not(bureau: Bureau, text: str) -> None:
    assert said(bureau, text) == []


def test_data_leads_somewhere_in_an_object_alone() -> None:
    assert [link.target for link in links.find('<time data="甲"><object data="乙">')] == ["乙"]


def test_a_section_is_no_page_and_an_attachment_is_a_file(bureau: Bureau) -> None:
    bureau.write("docs/附件/表.pdf", EMPTY)
    assert said(bureau, "[甲](附件/表.pdf)、[乙](%E9%99%84%E4%BB%B6/%E8%A1%A8.pdf)") == []
    (found,) = said(bureau, "[甲](report/01-学习.md)")
    assert "是公文的一节，不单独成页；请链接到 report/index.md" in found


def test_links_of_a_narrow_page_lead_to_narrow_pages(bureau: Bureau) -> None:
    bureau.write("docs/班子/甲.md", "# 甲\n\n[乙](乙.md)、[首页](../index.md)\n")
    bureau.write("docs/班子/乙.md", "# 乙\n")
    assert bureau.messages() == []


@pytest.mark.parametrize("hostile", ["[](", "[", "](", "[a](b ", "](a](", "<a ", "`", "[a]: "])
def test_a_great_many_signs_are_read(hostile: str) -> None:
    assert len(list(links.find(hostile * 3000 + ")" * 3000))) <= 6000


# the navigation

OURS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
SETTINGS = """site_name: 甲
nav:
  - 首页: index.md
  - 台账: ledgers/index.md
  - 法规: regulations/quiz.md
  - 组:
      - 制度: systems/index.md
      - 说明.md
  - 外面: https://example.org/
"""
#: the rest, which a project leaves as it is
REST = re.sub(r"^(?:site_name|nav):.*\n(?:  .*\n)*", "", OURS, flags=re.MULTILINE)
SETTINGS += REST


def test_the_navigation_may_name_what_a_project_lacks(bureau: Bureau) -> None:
    bureau.write("mkdocs.yml", SETTINGS).write("docs/说明.md", "# 说明\n")
    assert bureau.messages() == []
    for name in ("data/制度/opinion.yml", "data/权力事项.yml", "data/岗位职责.yml", "data/机制项目.yml", "data/知识题库.yml"):  # fmt: skip
        bureau.remove(name)
    project, issues = bureau.survey()
    assert issues == []
    assert not {"systems/index.md", "regulations/quiz.md"} & set(project.writers)


@pytest.mark.parametrize("wrong", ["systems/idex.md", "report/01-学习.md", "没有.md", "ledgers/powers.md", "法规"])  # fmt: skip
def test_a_page_that_no_project_has_is_a_slip(bureau: Bureau, wrong: str) -> None:
    bureau.write("docs/说明.md", "# 说明\n")
    bureau.write("mkdocs.yml", SETTINGS.replace("systems/index.md", wrong))
    (message,) = bureau.messages()
    assert message.startswith(f"mkdocs.yml:7:13  nav：没有页面“{wrong}”")
    assert message.endswith("删去这一行")


def test_settings_that_the_engine_cannot_read_are_said(bureau: Bureau) -> None:
    bureau.write("docs/说明.md", "# 说明\n")
    (message,) = bureau.write("mkdocs.yml", SETTINGS + 'site_author: "x\n').messages()
    assert re.match(r"mkdocs\.yml:\d+:14  引号没有成对", message)


@pytest.mark.parametrize("added", ["site_name: 乙\n", "nav:\n  - 首页: index.md\n"])
def test_a_setting_that_stands_twice_is_said(bureau: Bureau, added: str) -> None:
    line = SETTINGS.count("\n") + 1
    bureau.write("docs/说明.md", "# 说明\n").write("mkdocs.yml", SETTINGS + added)
    (message,) = bureau.messages()
    assert message.startswith(f"mkdocs.yml:{line}:1  键“{added.partition(':')[0]}”写了两次")


def test_settings_need_no_navigation(bureau: Bureau) -> None:
    assert bureau.write("mkdocs.yml", f"site_name: 甲\n{REST}").messages() == []
    for text in ("- 甲\n", ""):
        (message,) = bureau.write("mkdocs.yml", text).messages()
        assert "这里要写一项一项的设置" in message


@pytest.mark.parametrize(("nav", "place"), [
    ("nav: {}", "2:6"), ("nav: []", "2:6"), ("nav: index.md", "2:6"), ("nav: {首页: index.md}", "2:6"),
    ("nav:\n  - 首页: index.md\n    台账: ledgers/index.md", "3:5"), ("nav:\n  - [index.md]", "3:5"),
    ("nav:\n  - 组:\n      首页: index.md", "4:7"),
])  # fmt: skip
def test_a_navigation_is_a_list(bureau: Bureau, nav: str, place: str) -> None:
    (message,) = bureau.write("mkdocs.yml", f"site_name: 甲\n{nav}\n{REST}").messages()
    assert message.startswith(f"mkdocs.yml:{place}  nav：")


@pytest.mark.slow
@pytest.mark.parametrize("title", [
    "<script>x</script>乙", "<b>乙</b>", "&lt;乙", "{{ 乙 }}", r"\u202e乙", r"乙\u200b", r"\0乙", r"乙\n丙",
])  # fmt: skip
def test_a_title_of_the_navigation_is_plain_text(bureau: Bureau, title: str) -> None:
    nav = f'nav:\n  - 首页: index.md\n  - 组:\n      - "{title}": figures/index.md\n'
    bureau.write("mkdocs.yml", f"site_name: 甲\n{nav}{REST}")
    (message,) = [said for said in bureau.messages() if "nav" in said]
    assert re.match(r"mkdocs\.yml:5:9  nav：名称“.*”里只写文字", message, re.DOTALL)


@pytest.mark.parametrize("address", [
    "https://a:b@c/", "https://a@c/", "https:///甲", "http://[", "https://a/\"onclick", "https://a/<b>", "https://a/ b",
])  # fmt: skip
def test_an_address_of_the_navigation_is_plain(bureau: Bureau, address: str) -> None:
    nav = f"nav:\n  - 首页: index.md\n  - 外面: '{address}'\n"
    bureau.write("mkdocs.yml", f"site_name: 甲\n{nav}{REST}")
    (message,) = bureau.messages()
    assert message.startswith(f"mkdocs.yml:4:9  nav：“{address}”不是网址")


def test_what_must_not_enter_stands_in_no_setting(bureau: Bureau) -> None:
    for line in ("site_author: 机密★5年\n", "# 机密★5年\n"):
        (message,) = bureau.write("mkdocs.yml", OURS + line).messages()
        assert "“机密★5年”是国家秘密的标志" in message


def test_a_link_to_a_hidden_page_is_named_as_it_was_typed(bureau: Bureau) -> None:
    bureau.write("docs/班子/乙.md", "# 乙\n")
    (message,) = said(bureau, '<a href="班子/乙/">甲</a>')
    assert "引用了只给班子看的“班子/乙/”" in message


def test_a_line_that_is_wrong_twice_is_said_twice(bureau: Bureau) -> None:
    found = said(bureau, "甲\u200b<script>1</script>")
    assert any("script" in message for message in found) and len(found) > 1


def test_the_navigation_tells_its_names_and_its_pages_without_one() -> None:
    nav = [
        {"首页": "index.md"},
        "一.md",
        {"栏": ["二.md", {"三": "三.md"}]},
        {"外": "https://x.cn/"},
    ]
    assert navigation.untitled(nav) == ["一.md", "二.md"]
    assert navigation.names(nav) == ["首页", "栏", "三", "外", "https://x.cn/"]
    assert navigation.untitled(None) == navigation.names(None) == []
