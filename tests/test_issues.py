"""A message is one line, and a terminal finds nothing in it to obey."""

from __future__ import annotations

import re

import pytest
from conftest import Bureau
from hostile import TEXTS, typed

from ledger.commands import main
from ledger.issues import Findings, Issue, Place, lines, nearest
from ledger.language.signs import visible


def test_a_message_holds_nothing_that_a_terminal_obeys() -> None:
    for text in TEXTS:
        line = str(Issue(Place(f"data/{text}.yml"), f"不认识的键“{text}”"))
        assert len(line.splitlines()) == 1 and visible(line) == line
        assert not {"\x1b", "\x9b", "\x07", "\u202e", "\u2066"} & set(line)


def test_what_is_visible_stays_as_it_is() -> None:
    assert visible("甲，乙\n\t3 < 4　👍🏽") == "甲，乙\n\t3 < 4　👍🏽"
    assert visible("甲\x1b[31m\u202e乙") == "甲\\u001b[31m\\u202e乙"


@pytest.mark.parametrize(
    "text", ["甲\x1b]0;乙\x07", "甲\u202e乙", "甲\n共 0 处需要修改。", "甲\x9b31m"]
)
def test_check_prints_hostile_words_as_text(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = "data/2021/宣传发布.yml"
    quoted = typed(text)
    bureau.write(
        path, f"- {{编号: y-1, 月份: 2021-11, 渠道: {quoted}, 篇数: 1}}\n- {{{quoted}: 1}}\n"
    )
    bureau.append("docs/index.md", f'\n{{{{ figure("{text}") }}}}\n')
    assert main(["check", "--root", str(bureau.root)]) == 1
    printed = capsys.readouterr().out
    assert printed == visible(printed)
    lines = [line for line in printed.splitlines() if not line.startswith("提示  ")]
    assert all(line.startswith((f"{path}:", "docs/index.md:")) for line in lines[:-1])
    assert lines[-1].startswith(f"共 {len(lines) - 1} 处")


def test_the_name_of_a_file_is_text(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    bureau.write("docs/甲\x1b[31m\n乙.md", "{{ 没有() }}\n")
    assert main(["check", "--root", str(bureau.root)]) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed and "docs/甲\\u001b[31m\\n乙.md:1:1" in printed


def test_many_findings_of_the_same_text_are_told_once_and_counted(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.write(
        "data/机构.yml",
        "".join(f"- {{编号: o-{n:02}, 名称: 甲{n}, 类型: 某类}}\n" for n in range(13)),
    )
    assert main(["check", "--root", str(bureau.root)]) == 1
    said = capsys.readouterr().out.splitlines()
    (at,) = [number for number, line in enumerate(said) if "“某类”" in line]
    assert said[at].startswith("data/机构.yml:1:")
    assert re.fullmatch(r"    同样的还有 12 处：2:[0-9]+(、[0-9]+:[0-9]+){4}等", said[at + 1])
    assert said[-1].startswith(f"共 {len(bureau.messages())} 处需要修改")


def test_a_few_are_told_singly_and_another_file_is_named() -> None:
    few = [Issue(Place("a.md", n), "错") for n in (1, 2, 3)]
    assert lines(few) == [str(issue) for issue in few]
    more = [*few, Issue(Place("b.md", 7), "错"), Issue(Place("b.md", 9), "错")]
    assert lines(more, "提示  ") == [
        "提示  a.md:1:1  错", "    同样的还有 4 处：2:1、3:1、b.md:7:1、9:1",
    ]  # fmt: skip


# Findings: what one survey finds


def at(line: int, column: int = 1, length: int = 1) -> Issue:
    return Issue(Place("a.md", line, column), f"{line}:{column}", length, "yaml.tab")


def test_an_error_inside_the_span_of_an_earlier_one_is_dropped_and_nothing_else() -> None:
    found = Findings()
    assert found.add([at(1, 3, 4), at(1, 4)])  # one stage hides nothing of its own
    assert found.add([at(1, 2), at(1, 6), at(1, 7), at(2, 3)])
    assert {issue.message for issue in found.errors} == {"1:3", "1:4", "1:2", "1:7", "2:3"}


def test_what_an_error_spoils_is_spoilt_even_where_it_was_reported_before() -> None:
    found = Findings()
    found.add([at(1)], spoils=["records"])
    assert found.spoilt("records") and not found.spoilt("words")
    assert found.add([at(1)], spoils=["words"])
    assert found.spoilt("words") and len(found.errors) == 1
    assert not found.add([], spoils=["pages"]) and not found.spoilt("pages")


def test_remarks_are_no_errors() -> None:
    found = Findings()
    found.remark([at(2), at(1), at(2)])
    assert found.errors == [] and [issue.place.line for issue in found.remarks] == [1, 2]


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("局长", ["分管副局长", "书记、局长"], "书记、局长"),
        ("局长", ["副局长"], None),
        ("副局长", ["局长", "分管副局长"], "分管副局长"),
        ("r03-04", ["r03-05"], None),
        ("财务岗", ["财务岗位"], "财务岗位"),
    ],
)
def test_a_word_is_near_what_means_the_same(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near
