"""For whom a page is, said in any way but the right one, is refused: never shown to all in silence."""

from __future__ import annotations

import pytest
from conftest import ROOT, Bureau, sample
from pdf_files import EMPTY

from ledger import survey
from ledger.prose import heads
from ledger.records.editions import EDITIONS, doubtful_folder

PAGE = "docs/要情.md"
HEAD = "---\n可见: 班子\n---\n# 要情\n\n秘\n"
WRONG = {
    "a blank line": "\n" + HEAD,
    "blanks": "  " + HEAD,
    "a wide blank": "\u3000" + HEAD,
    "a second BOM": "\ufeff\ufeff" + HEAD,
    "a comment": "<!-- 注 -->\n" + HEAD,
    "a comment of some lines": "<!--\n注\n-->\n\n" + HEAD,
    "a line of text": "内部\n" + HEAD,
    "a heading": "# 要情\n\n" + HEAD,
    "a YAML comment": "# 要情\n---\n谁能看: 班子\n\n---\n秘\n",
    "below and moved to the right": "# 要情\n\n  ———\n  甲: 乙\n  ———\n",
    "long dashes": HEAD.replace("---", "———"),
    "wide dashes": HEAD.replace("---", "－－－"),
    "two dashes": HEAD.replace("---", "--"),
    "four dashes": HEAD.replace("---", "----"),
    "box drawing": HEAD.replace("---", "───"),
    "a blank behind the first": HEAD.replace("---\n", "--- \n", 1),
    "blanks behind the last": HEAD.replace("班子\n---", "班子\n--- "),
    "long dashes at the end": HEAD.replace("班子\n---", "班子\n———"),
    "no end": "---\n可见: 班子\n\n# 要情\n",
    "no end, a comment first": "---\n# 注\n可见: 班子\n",
    "nothing around": "可见: 班子\n\n# 要情\n",
    "a wide colon": "可见：班子\n\n# 要情\n",
    "no colon": "可见 班子\n\n# 要情\n",
    "an equals sign": "可见=班子\n\n# 要情\n",
    "a blank in the key": "可 见: 班子\n",
    "the old form": "可見: 班子\n",
    "the old form of the value": "密级: 紀檢\n",
    "below the heading": "# 要情\n\n可见：班子\n\n秘\n",
    "at the end": "# 要情\n\n秘\n\n可见: 班子\n",
    "bold": "# 要情\n\n**可见**：班子\n",
    "a quotation": "# 要情\n\n> 可见: 班子\n",
    "an item": "# 要情\n\n- 可见: 班子\n",
    "a table": "# 要情\n\n| 可见 | 班子 |\n|---|---|\n| 甲 | 乙 |\n",
    "TOML": '+++\n可见 = "班子"\n+++\n# 要情\n',
    "JSON": '{"可见": "班子"}\n\n# 要情\n',
    "HTML": "# 要情\n\n<p>可见：班子</p>\n",
    "inside a comment": "<!-- 可见: 班子 -->\n# 要情\n",
    "inside a comment of some lines": "# 要情\n\n<!--\n可见: 班子\n-->\n",
    "other words": "谁能看: 班子\n\n# 要情\n",
    "other words below": "# 要情\n\n阅读范围：仅限班子\n",
    "another word and a wide dash": "——\n范围: 领导\n——\n\n# 要情\n",
    "a setting of another kind": "范围: 领导\n\n# 要情\n",
    "commented out in the head": "---\ntitle: 要情\n# 可见: 班子\n---\n# 要情\n",
    "wide colon in the head": HEAD.replace(": ", "："),
    "another key": HEAD.replace("可见", "可见范围"),
    "an old key": HEAD.replace("可见", "可見"),
    "an unknown key": HEAD.replace("可见", "谁能看"),
    "an English key": HEAD.replace("可见", "visible"),
    "a key of the engine's": "---\nrender_macros: false\n---\n# 要情\n",
    "a template of the theme's": "---\ntemplate: 404.html\n---\n# 要情\n",
    "the report's template": "---\ntemplate: official.html\n---\n# 要情\n",
    "a group of parts to hide": "---\nhide: {toc: toc}\n---\n# 要情\n",
    "another value": HEAD.replace("班子", "班子成员"),
    "an old value": HEAD.replace("班子", "紀檢"),
    "two values": HEAD.replace("班子", "班子、纪检"),
    "a list": HEAD.replace("班子", "[班子]"),
    "a group": HEAD.replace("班子", "{给: 班子}"),
    "no value": HEAD.replace(" 班子", ""),
    "twice": HEAD.replace("班子\n", "班子\n可见: 全员\n"),
    "a second document": "---\ntitle: 要情\n...\n可见: 班子\n---\n# 要情\n",
    "a title of two": "---\ntitle: [甲, 乙]\n---\n# 要情\n",
    "search of another kind": "---\nsearch: {exclude: false}\n---\n# 要情\n",
    "UTF-16": HEAD.encode("utf-16").decode("latin-1"),
}  # fmt: skip


def checked(text: str, path: str) -> list[str]:
    return [str(issue) for issue in heads.check(text, path, heads.read(text, path)[0])]


@pytest.mark.slow
@pytest.mark.parametrize("how", sample(WRONG, 21))
def test_a_head_that_is_not_one_is_refused(bureau: Bureau, how: str) -> None:
    encoding = "latin-1" if how == "UTF-16" else "utf-8"
    bureau.write(PAGE, WRONG[how], encoding)
    for edition in EDITIONS:
        assert any(
            issue.place.path == PAGE for issue in survey.survey(bureau.root, edition)[1].errors
        ), how


@pytest.mark.parametrize("value", ["班子成员", "[班子]", "紀檢"])
def test_a_page_that_says_it_wrongly_is_for_the_fewest(value: str) -> None:
    assert heads.audience(heads.read(HEAD.replace("班子", value), PAGE)[0], PAGE)[0] == EDITIONS[-1]


def test_the_report_has_one_template(bureau: Bureau) -> None:
    page = "docs/report/index.md"
    text = bureau.read(page)
    assert bureau.write(page, f"---\ntemplate: official.html\n---\n{text}").messages() == []
    (message,) = bureau.write(page, f"---\ntemplate: [official.html]\n---\n{text}").messages()
    assert "template：不认识的值" in message


@pytest.mark.slow
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_a_head_that_is_one_is_heard(bureau: Bureau, newline: str, before: str) -> None:
    bureau.write(PAGE, (before + HEAD).replace("\n", newline))
    shown = {each: survey.open_project(bureau.root, each).files for each in EDITIONS}
    assert ["要情.md" in files for files in shown.values()] == [False, True, True]


def test_the_remedy_is_said_once(bureau: Bureau) -> None:
    bureau.write(PAGE, "\n" + HEAD)
    (message,) = bureau.messages()
    assert message == (
        f"{PAGE}:2:1  页首的设置写得不对，不起作用；"
        "请写成第一行“---”、第二行“可见: 班子”、第三行“---”，前面什么都没有"
    )


def test_an_unknown_setting_is_named_with_the_nearest(bureau: Bureau) -> None:
    bureau.write(PAGE, HEAD.replace("可见", "可见范围"))
    assert bureau.messages() == [f"{PAGE}:2:1  页首：不认识的设置“可见范围”，是不是“可见”？"]


@pytest.mark.parametrize(
    "text",
    ["# 要情\n\n由此可见：学习有用。\n", "# 要情\n\n可见的成效是明显的。\n", "# 要情\n\n甲\n\n---\n\n乙\n\n---\n\n丙\n",
     "# 要情\n\n班子成员：局长、副局长。\n", "# 要情\n\n参加范围：局党组和班子成员。\n", "# 要情\n\n纪检组：到会。\n", "",
     "<!-- 注 -->\n\n# 要情\n", "---\ntitle: 要情\nhide: [toc]\nsearch: {exclude: true}\n---\n# 要情\n"],
)  # fmt: skip
def test_text_is_no_head(text: str) -> None:
    assert checked(text, PAGE) == []


def test_no_page_of_ours_looks_like_one() -> None:
    for file in (ROOT / "docs").rglob("*.md"):
        path = file.relative_to(ROOT).as_posix()
        assert checked(file.read_text(encoding="utf-8"), path) == []


# folders


@pytest.mark.parametrize(
    "folder",
    [
        "班子内部",
        "纪检组",
        "1-班子",
        "班子_",
        "紀檢",
        "班 子",
        "甲/班子会议/乙",
        "纪检监察",
        "班\u3000子",
    ],
)
def test_a_folder_that_only_holds_the_word_is_refused(bureau: Bureau, folder: str) -> None:
    bureau.write(f"docs/{folder}/要情.md", "# 要情\n").write(f"docs/{folder}/表.pdf", EMPTY)
    assert bureau.codes() == ["edition.folder"] * 2


@pytest.mark.parametrize("audience", EDITIONS)
def test_in_such_a_folder_each_page_says_for_whom_it_is(bureau: Bureau, audience: str) -> None:
    bureau.write("docs/纪检组/要情.md", HEAD.replace("班子", audience))
    assert bureau.messages() == []


@pytest.mark.parametrize("path", ["docs/班子/a.md", "docs/附件/纪检/a.pdf", "docs/班子建设.md", "docs/全员/a.md"])  # fmt: skip
def test_other_folders_are_plain(path: str) -> None:
    assert doubtful_folder(path) is None


def test_a_line_for_the_head_is_called_no_attribute_of_html(bureau: Bureau) -> None:
    bureau.write("docs/甲.md", "{可见: 班子}\n\n# 甲\n")
    (said,) = [line for line in bureau.messages() if line.startswith("docs/甲.md")]
    assert "这一行像是说给谁看" in said
