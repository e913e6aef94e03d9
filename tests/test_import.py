"""Importing an official text: what is written, what is refused, what the page shows of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Bureau, pages

from ledger.commands import main
from ledger.language.numerals import ordinal
from ledger.law.intake.importing import prepare
from ledger.project import Project
from ledger.records.types.regulations import Instrument

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


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("中华人民共和国大样法", "题头是“大样法”，不是“小样规定”；请核对文件和 --instrument"),
        ("小样规定实施细则\n（2018年5月1日某局印发）", "题头是“小样规定实施细则”，不是“小样规定”"),
        ("《大样规定（试行）》", "题头是“大样规定（试行）”，不是“小样规定”"),
    ],
)
def test_a_text_of_another_title_is_refused(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], head: str, said: str
) -> None:
    text = rules(*range(1, 11)).replace("小样规定", head, 1)
    assert imported(bureau, text, "--anyway") == 1
    assert said in capsys.readouterr().err and not (bureau.root / TARGET).exists()


@pytest.mark.parametrize(
    "head",
    [
        "《小样规定》",
        "小 样 规 定",
        "小样\n规定",
        "小样规定（2018年修订）",
        "小样规定 2018",
        "某局文件\n小样规定\n（2018年5月1日印发）",
    ],
)
def test_a_title_is_known_however_it_is_set(bureau: Bureau, head: str) -> None:
    assert imported(bureau, rules(*range(1, 11)).replace("小样规定", head, 1)) == 0


def test_a_text_without_a_title_is_doubtful(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    text = rules(*range(1, 11)).replace("小样规定\n", "", 1)
    assert imported(bureau, text) == 1
    assert "没有题头“小样规定”，认不出是不是这一部" in capsys.readouterr().out
    assert imported(bureau, text, "--anyway") == 0


def test_a_comparison_with_what_nobody_checked_is_doubtful(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.change(
        "data/regulations/rules.yml",
        "止: 10}], 核对: {来源: 小样文本, 日期: 2021-01-05}}",
        "止: 10}]}",
    )
    assert imported(bureau, rules(*range(1, 11))) == 1
    assert "2018年版的登记没有核对过，比对作不得准" in capsys.readouterr().out


@pytest.mark.parametrize("year", [2015, 2018, 2023])
def test_a_text_of_the_real_chapters_agrees_with_what_is_registered(
    project: Project, tmp_path: Path, year: int
) -> None:
    """Heads and numbers of the true text, filled with invented sentences."""
    found = project.dataset.find("法规", "纪律处分条例")
    assert isinstance(found, Instrument)
    version = next(version for version in found.versions if version.year == year)
    words = {mark.article: mark.word for mark in version.marks}
    lines, parts, number, written = (
        [found.name],
        dict.fromkeys(c.part for c in version.chapters),
        0,
        0,
    )
    for index, chapter in enumerate(version.chapters):
        if index == 0 or chapter.part != version.chapters[index - 1].part:
            lines.append(f"第{ordinal(list(parts).index(chapter.part) + 1)}编　{chapter.part}")
        if chapter.name != chapter.part:
            number += 1
            lines.append(f"第{ordinal(number)}章　{chapter.name}")
        following = next((c.first for c in version.chapters[index + 1 :] if c.first), None)
        # a chapter of no registered end takes one article, the last of such takes the rest
        alone = index + 1 < len(version.chapters) and version.chapters[index + 1].first is None
        last = chapter.last or (written + 1 if alone else (following or 1) - 1)
        lines += [
            f"第{ordinal(n)}条　占位的话{words.get(n, '')}，第 {n} 号。"
            for n in range(written + 1, last + 1)
        ]
        written = last
    file = tmp_path / "copy.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert prepare(project.dataset, file, found.short, year).serious == []


def test_a_missing_file_is_named(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(Path("没有.docx"))
    code = main(["import-regulation", missing, "--instrument", "小样", "--version", "2018",
                 "--root", str(bureau.root)])  # fmt: skip
    assert code == 3 and capsys.readouterr().err == "没有.docx：没有这个文件\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_what_is_no_file_is_not_read(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(pipe := bureau.root / "管")
    (lost := bureau.root / "链").symlink_to("没有")
    for path, reason in (
        ("/dev/zero", "不是普通文件"),
        (pipe, "不是普通文件"),
        (lost, "没有这个文件"),
        (bureau.root, "是文件夹，不是文件"),
    ):
        code = main(["import-regulation", str(path), "--instrument", "小样", "--version", "2018",
                     "--root", str(bureau.root)])  # fmt: skip
        assert code == 3 and capsys.readouterr().err == f"{path}：{reason}\n"


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
