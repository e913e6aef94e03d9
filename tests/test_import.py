"""Importing an official text: what is written, what is refused, what the page shows of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Bureau, pages

from ledger.__main__ import main
from ledger.wording import ordinal

TARGET = "data/regulations/原文/rules-2018.yml"


def rules(*articles: int, words: str = "应当登记，用完归还。") -> str:
    """An invented text of the small bureau's instrument, with its two chapters."""
    lines = ["小样规定", "", "第一章　总则"]
    for number in articles:
        if number == 5:
            lines += ["", "第二章　附则"]
        lines += ["", f"第{ordinal(number)}条　借用编号 {number} 的试验台{words}"]
    return "\n".join(lines) + "\n"


def imported(bureau: Bureau, text: str, *options: str, version: str = "2018") -> int:
    """Import a text into the small bureau; return the exit code."""
    file = bureau.root / "copy.txt"
    file.write_text(text, encoding="gb18030")
    arguments = ["import-regulation", str(file), "--instrument", "小样", "--version", version]
    return main([*arguments, "--root", str(bureau.root), *options])


def test_a_text_becomes_data_and_stands_beside_the_notes(bureau: Bureau) -> None:
    whole = rules(*range(1, 11)).replace("编号 3 ", "<b>{{ year() }}</b>")
    bureau.change("data/regulations/rules.yml", "条数: 10,", "条数: 10, 章数: 2,")
    assert imported(bureau, whole) == 0
    page = pages(bureau.project())["regulations/rules.md"]
    assert page.count('class="provision"') == 10 + 2  # of the other version
    assert 'id="2018&#45;第十条-原文"' in page
    assert "<b>第三条</b>" in page and "要点：甲的要点" in page
    assert "&#60;b&#62;&#123;&#123; year&#40;&#41; &#125;&#125;&#60;/b&#62;" in page
    assert 'href="site:regulations/rules.md#2018-第三条-原文">第三条</a>' in page
    assert page.index("<h3>第一章 总则</h3>") < page.index("<h3>第二章 附则</h3>")


def test_what_is_not_noted_is_cited_by_its_text(bureau: Bureau) -> None:
    bureau.write("docs/index.md", '# 首页\n\n{{ cite("小样", 7) }}\n')
    assert "#versions" in bureau.project().finished["index.md"]
    assert imported(bureau, rules(*range(1, 11))) == 0
    assert "#2018-第七条-原文" in bureau.project().finished["index.md"]


def test_a_doubtful_text_is_not_written_until_somebody_has_looked(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = rules(*(n for n in range(1, 11) if n != 6))
    assert imported(bureau, gap) == 1
    said = capsys.readouterr()
    assert "缺第六条" in said.out and "加 --anyway" in said.err
    assert not (bureau.root / TARGET).exists()
    assert imported(bureau, gap, "--anyway") == 0
    page = pages(bureau.project())["regulations/rules.md"]
    assert "已由人看过" in page and "缺第六条" in page


def test_nothing_is_overwritten_unasked(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(bureau, rules(*range(1, 11))) == 0
    first = bureau.read(TARGET)
    again = rules(*range(1, 11), words="应当先登记。")
    assert imported(bureau, again) == 1
    assert "--replace" in capsys.readouterr().err and bureau.read(TARGET) == first
    assert imported(bureau, again, "--replace") == 0
    assert "应当先登记" in bureau.read(TARGET)
    names = {path.name for path in (bureau.root / TARGET).parent.iterdir()}
    assert names == {"rules-2018.yml", "rules-2023.yml"}


@pytest.mark.parametrize(
    ("text", "version", "said"),
    [
        ("没有条的文字\n", "2018", "没有找到“第一条”"),
        (" \n", "2018", "copy.txt 是空的"),
        (rules(1), "2017", "“小样”没有登记 2017年版（2018、2023）"),
    ],
)
def test_a_file_that_is_no_text_of_the_version_is_refused(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], text: str, version: str, said: str
) -> None:
    assert imported(bureau, text, version=version) == 1
    assert said in capsys.readouterr().err
    assert not (bureau.root / TARGET).exists()


def test_a_missing_file_is_named(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(Path("没有.docx"))
    code = main(["import-regulation", missing, "--instrument", "小样", "--version", "2018",
                 "--root", str(bureau.root)])  # fmt: skip
    assert code == 1 and capsys.readouterr().err == "没有.docx：没有这个文件\n"


def test_a_text_moved_to_another_version_is_noticed(bureau: Bureau) -> None:
    assert imported(bureau, rules(*range(1, 11))) == 0
    copy = bureau.read(TARGET)
    bureau.change(TARGET, "年份: 2018", "年份: 2017")
    bureau.write("data/regulations/原文/second.yml", copy)
    bureau.write("data/regulations/原文/third.yml", copy.replace("- 条: 4\n", "- 条: 2\n"))
    assert bureau.messages() == [
        f"{TARGET}:3:7  年份：“小样”没有登记 2017年版",
        "data/regulations/原文/third.yml:2:7  法规：这一版的原文已经在 data/regulations/原文/second.yml 里；请只留一份",
        "data/regulations/原文/third.yml:21:10  条：第 2 条排在第 3 条后面；请重新导入",
    ]  # fmt: skip
