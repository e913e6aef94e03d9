"""The report's outline is free: parts, sections and depth are the bureau's, numbers are ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Bureau, pages

from ledger.commands import main
from ledger.documents import files as documents
from ledger.documents import word
from ledger.documents.elements import Form, read
from ledger.pages import remarks, report
from ledger.prose.markup import plain

PAGE, ITEMS = "docs/report/index.md", "data/2021/整改台账.yml"
COMPOSED = "{{ report_head() }}\n\n{{ sections() }}\n\n{{ report_foot() }}\n"
TEXT = "学习抓得紧。"
DRAFT = "所以年度报告的页面、PDF 和 Word 是草稿，不带红头；都写上了，就是正式的。"
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑"


def written(bureau: Bureau, files: Mapping[str, str], page: str = COMPOSED) -> Bureau:
    """Write a report of some sections, beside the one that names the open items."""
    bureau.remove("docs/report/01-学习.md").write(PAGE, page)
    for name, text in files.items():
        bureau.write(f"docs/report/{name}", text)
    return bureau


def outline(bureau: Bureau) -> list[str]:
    """Return the headings and the paragraphs between head and foot, as they are printed."""
    text = bureau.project().finished["report/index.md"]
    text = text.partition('class="doc-addressee"')[2].partition("doc-enclosures")[0]
    lines = [re.sub(r" \{.*", "", line) for line in text.split("\n")[1:]]
    return [line.replace("&#46;", ".") for line in lines if line and not line.startswith("<")]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"00.md": "现报告如下。", "10.md": f"## 甲\n\n{TEXT}"},
            ["现报告如下。", "## 一、甲", TEXT],
            id="one part, its text directly below",
        ),
        pytest.param(
            {f"{n}-节.md": f"## {SIGNS[n - 1]}\n\n{TEXT}" for n in range(1, 13)},
            [
                each
                for sign, title in zip([*"一二三四五六七八九十", "十一", "十二"], SIGNS, strict=True)
                for each in (f"## {sign}、{title}", TEXT)
            ],
            id="twelve parts, by number and not by letter",
        ),
        pytest.param({"1-文.md": TEXT}, [TEXT], id="no heading at all"),
        pytest.param(
            {"1.md": f"## 甲\n\n### 乙\n\n{TEXT}\n\n### 丙\n\n#### 丁\n\n##### 戊\n\n{TEXT}\n\n## 己\n\n{TEXT}"},
            ["## 一、甲", "### （一）乙", TEXT, "### （二）丙", "#### 1. 丁", "##### （1）戊", TEXT, "## 二、己", TEXT],
            id="four levels and several sections in one file",
        ),
        pytest.param(
            {"10-甲.md": "## 甲", "11-乙.md": f"### 乙\n\n{TEXT}", "12-丁.md": f"### 丁\n\n{TEXT}",
             "11.1-丙.md": f"### 丙\n\n{TEXT}"},
            ["## 一、甲", "### （一）乙", TEXT, "### （二）丙", TEXT, "### （三）丁", TEXT],
            id="one inserted between 11 and 12",
        ),
    ],
)  # fmt: skip
def test_any_outline_is_numbered(
    bureau: Bureau, files: dict[str, str], expected: list[str]
) -> None:
    assert outline(written(bureau, files)) == expected


def test_attachments_stand_in_no_order_of_sections(bureau: Bureau) -> None:
    written(bureau, {"1.md": f"## 甲\n\n{TEXT}", "清单.md": f"## 乙\n\n{TEXT}"})
    bureau.append("data/2021/report.yml", "附件: [{名称: 整改事项清单, 文件: 清单.md}]\n")
    text = bureau.project().finished["report/index.md"]
    assert text.count("## 一、甲") == text.count("## 一、乙") == 1
    assert text.index("doc-attachment-title") < text.index("一、乙")


def test_a_section_of_some_readers_is_left_out_for_the_others(bureau: Bureau) -> None:
    written(bureau, {
        "1.md": f"## 甲\n\n{TEXT}", "2.md": "---\n可见: 纪检\n---\n\n## 乙\n\n密文。",
        "3.md": f"## 丙\n\n{TEXT}",
    })  # fmt: skip
    assert outline(bureau) == ["## 一、甲", TEXT, "## 二、丙", TEXT]


@pytest.mark.parametrize(
    ("index", "files", "found"),
    [
        (COMPOSED, {"学习.md": TEXT},
         ["学习.md:1:1  各节照文件名开头的数字排，这个文件名没有；请在前面加上，例如 11-"]),
        (COMPOSED, {"1-甲.md": TEXT, "01-乙.md": TEXT},
         ["1-甲.md:1:1  和“01-乙.md”同是 1，排不出先后；请改成别的数字，排在它后面的写成 1.1-"]),
        (COMPOSED, {"1.md": f"## 甲\n\n#### 乙\n\n{TEXT}", "2.md": f"### 丙\n\n{TEXT}"},
         ["1.md:3:1  标题“乙”的上面缺一层：前面的标题只到“## ”；请写成“### 乙”，或在前面补上“### ”的标题"]),
        (COMPOSED, {"1.md": f"### 甲\n\n{TEXT}"},
         ["1.md:1:1  标题“甲”的上面缺一层：标题从“## ”写起；请写成“## 甲”，或在前面补上“## ”的标题"]),
        (COMPOSED, {"1.md": f"## 一、甲\n\n{TEXT}"}, ["1.md:1:4  标题的编号“一、”由构建加；请删去"]),
        (COMPOSED, {"1.md": f"{TEXT}\n\n{{{{ sections() }}}}"},
         ["1.md:3:1  “sections”只写在公文的 index.md（如 docs/report/index.md）里；请删去"]),
        (COMPOSED.replace("{{ sections() }}", '{{ section("1.md") }}\n\n{{ sections() }}'), {"1.md": TEXT},
         ["index.md:5:1  “1.md”编了两次；请只留一处"]),
        (COMPOSED.replace("{{ sections() }}", '{{ sections() }}{{ section("index.md") }}'), {"1.md": TEXT},
         ["index.md:3:17  不认识的章节文件“index.md”；可以写：1.md"]),
    ],
)  # fmt: skip
def test_faults_of_the_outline_are_told(
    bureau: Bureau, index: str, files: dict[str, str], found: list[str]
) -> None:
    assert [
        line.removeprefix("docs/report/") for line in written(bureau, files, index).messages()
    ] == found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"0.md": "<!-- 待写 -->", "1.md": "## 甲\n\n### 乙\n\n<!-- 待写 -->", "2.md": f"## 丙\n\n{TEXT}\n\n### 丁"}, [
            "0.md:1:1  这一节没有文字；请写上，或删去这个文件",
            "1.md:3:1  标题“乙”的下面没有文字；请写上，或删去这个标题",
            "2.md:5:1  标题“丁”的下面没有文字；请写上，或删去这个标题",
        ]),
        ({}, ["index.md:1:1  报告没有正文；请在 docs/report/ 里写各节，文件名以数字开头，例如 11-组织领导.md"]),
        ({"1.md": "## 甲", "2.md": f"---\n可见: 纪检\n---\n\n{TEXT}"}, [
            "1.md:1:1  标题“甲”的下面都只给一部分人看，别人看到的只有标题；请写上给大家看的，或把标题移到那一节里",
        ]),
    ],
)  # fmt: skip
def test_what_is_not_written_is_remarked_and_makes_the_report_a_draft(
    bureau: Bureau, files: dict[str, str], found: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    written(bureau, files)
    bureau.remove(ITEMS)  # the text of 01-学习.md told of its items
    bureau.remove("data/2021/下年任务.yml")
    project = bureau.project()
    assert {*project.unwritten} <= {*bureau.remarks()}
    places = "、".join(f"docs/report/{each.partition('  ')[0]}" for each in found)
    draft = f"年度报告还有 {len(found)} 处没有写完（{places}），{DRAFT}"
    (page,) = remarks.pages(project, bureau.remarks())
    assert draft in page.write().content
    assert main(["check", "--root", str(bureau.root)]) == 0
    assert capsys.readouterr().out.endswith(f"{draft}\n")
    for form in (Form(), Form(draft=True), Form(evidence=True)):
        kinds = [each.kind for each in read(documents.report(project), form)]
        assert kinds[:3] == ["draft", "title", "addressee"]


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_who_asks_for_the_official_form_alone_gets_no_draft(
    bureau: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    written(bureau, {"1.md": "## 甲\n\n{{ open_items() }}", "2.md": "## 乙", "3.md": "## 丙"})
    out = tmp_path / f"报告.{ending}"
    assert main([ending, str(out), "--final", "--root", str(bureau.root)]) == 1
    assert not out.exists()
    assert capsys.readouterr().out.splitlines() == [
        "docs/report/2.md:1:1  标题“乙”的下面没有文字；请写上，或删去这个标题",
        "docs/report/3.md:1:1  标题“丙”的下面没有文字；请写上，或删去这个标题",
        "共 2 处需要修改。",
    ]


def test_the_official_form_of_an_unwritten_report_is_found(bureau: Bureau) -> None:
    project = written(bureau, {"1.md": "## 甲\n\n{{ open_items() }}", "2.md": "## 乙"}).project()
    page = documents.report(project)
    begun = report.head(replace(project, unwritten=())).partition("\n\n#")[0]
    signed = page.replace('<p class="doc-draft">草稿</p>', begun)
    made = word.document(read(signed, Form()), documents.properties(project))
    due = documents.held("docx", page, project, Form())
    assert documents.faults("docx", made, due)
    assert not documents.faults("docx", word.document(due, documents.properties(project)), due)


# --- problems, their causes and what is done about them

CAUSED = {"公函不全": "公函不全\n  原因: 手续补办", "登记不全": "登记不全\n  原因: 责任不清。"}
ANSWERS = "责任领导：副局长；责任科室：办公室；"


def told(bureau: Bureau, word: str) -> list[str]:
    """Return what a word says of the two items, of which both have a cause."""
    for problem, caused in CAUSED.items():
        bureau.change(ITEMS, f"问题: {problem}", f"问题: {caused}")
    return [plain(line) for line in outline(written(bureau, {"1.md": f"## 问题\n\n{word}"}))[1:]]


def test_open_problems_are_told_with_cause_and_measure(bureau: Bureau) -> None:
    assert told(bureau, "{{ problems() }}") == [
        f"1. 登记不全。原因：责任不清。对策：统一格式。{ANSWERS}时限：2021年11月30日（已逾期）。"
    ]


def test_posts_are_named_in_full_whatever_the_record_says(bureau: Bureau) -> None:
    text = (bureau.root / ITEMS).read_text(encoding="utf-8")
    assert text.count("责任领导: 副局长") == 2
    bureau.write(ITEMS, text.replace("责任领导: 副局长", "责任领导: deputy"))
    bureau.change("data/2021/履责记录/03.yml", "岗位: 副局长", "岗位: 副职")
    said = told(bureau, '{{ problems() }}\n\n由{{ record("r03-01", "岗位") }}讲。')
    assert ANSWERS in said[0] and said[1] == "由副局长讲。"


def test_problems_are_told_by_number_in_the_order_asked(bureau: Bureau) -> None:
    assert told(bureau, '{{ problems("rectify-02", "rectify-01") }}') == [
        f"1. 登记不全。原因：责任不清。对策：统一格式。{ANSWERS}时限：2021年11月30日（已逾期）。",
        f"2. 公函不全。原因：手续补办。对策：先有公函再接待。{ANSWERS}已完成。",
    ]


def test_the_row_of_a_problem_knows_the_sentence_that_tells_it(bureau: Bureau) -> None:
    told(bureau, "{{ problems() }}")
    [use] = bureau.project().quoting("ledgers/rectification.md", "rectify-02")
    assert (use.heading, use.sentence) == ("一、问题", "1. 登记不全。")
    page = pages(bureau.project())["ledgers/rectification.md"]
    assert "原因：责任不清" in page and 'href="site:report/index.md#use-rectify-02"' in page


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("{{ problems() }}", "整改台账的 rectify-02 没有写“原因”；请在台账的这几条里各写一行 原因: …"),
        ('{{ problems("rectify-01", "rectify-02") }}',
         "整改台账的 rectify-01、rectify-02 没有写“原因”；请在台账的这几条里各写一行 原因: …"),
        ('{{ problems("rectify-2") }}', "不认识的整改台账“rectify-2”，是不是“rectify-02”？"),
        ('{{ problems(2) }}', "参数要用半角双引号括起来；例如 {{ figure(\"党组集体学习次数\") }}"),
        ('{{ problems("rectify-02", "rectify-02") }}', "同一项写了两次；请只留一处"),
    ],
)  # fmt: skip
def test_problems_that_cannot_be_told(bureau: Bureau, word: str, found: str) -> None:
    written(bureau, {"1.md": f"## 问题\n\n{word}"})
    assert bureau.messages() == [f"docs/report/1.md:3:1  {found}"]


def test_a_problem_registered_later_is_not_in_this_report(bureau: Bureau) -> None:
    bureau.change("data/2021/report.yml", "统计截止: 2021-12-31", "统计截止: 2021-04-30")
    written(bureau, {"1.md": '## 问题\n\n{{ problems("rectify-02") }}'})
    [line] = [line for line in bureau.messages() if "1.md" in line]
    assert line.endswith("“rectify-02”在统计截止以后才登记，这份报告里不能写；请删去")


def test_a_problem_for_some_readers_is_told_to_nobody_else(bureau: Bureau) -> None:
    bureau.append(ITEMS, "  可见: 纪检\n").write("data/2021/下年任务.yml", "[]\n")
    assert told(bureau, "{{ problems() }}") == ["无。"]
    bureau.change("docs/report/1.md", "problems()", 'problems("rectify-02")')
    assert bureau.messages() == [
        "docs/report/1.md:3:1  不认识的整改台账“rectify-02”；没有这个编号，请到那本台账里核对"
    ]


def test_a_link_to_another_part_is_quoted_as_its_readers_see_it(bureau: Bureau) -> None:
    line = '学习{{ figure("学习次数") }}，照[问题](index.md#问题)整改。'
    project = written(bureau, {"1.md": f"## 问题\n\n{line}"}).project()
    assert [use.sentence for use in project.uses["study"]][1:] == ["学习3次，照问题整改。"]
