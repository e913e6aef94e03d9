"""A document begun by command: what its kind needs, a draft until it is written, taken back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Bureau

from ledger.commands import main
from ledger.rolling import switching

HALF = ("半年报告", "--from", "2021-01-01", "--to", "2021-06-30")
RECORD, FOLDER = "data/2021/公文/半年报告.yml", "docs/公文/半年报告"


def ask(bureau: Bureau, *more: str) -> int:
    return main(["new-document", "--root", str(bureau.root), *more])


def held(root: Path) -> dict[str, bytes]:
    found = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def test_what_is_begun_passes_every_check_and_is_a_draft(bureau: Bureau) -> None:
    assert ask(bureau, *HALF) == 0
    project = bureau.project().document("半年报告")
    assert str(project.frame.last) == "2021-06-30" and project.report.genre == "报告"
    assert 'doc-draft">草稿' in project.finished["公文/半年报告/index.md"]
    parts = project.dataset.genres["报告"].parts
    assert len(project.unwritten) == len(parts) and parts


@pytest.mark.parametrize(
    ("more", "absent"),
    [
        (("述廉", "--genre", "述责述廉", "--signature", "局长"), "发文字号"),
        (("整改", "--genre", "整改情况"), "份号"),
        (("十月简报", "--genre", "简报"), "署名"),
    ],
)
def test_a_kind_brings_its_elements_alone(
    bureau: Bureau, more: tuple[str, ...], absent: str
) -> None:
    assert ask(bureau, *more) == 0
    assert bureau.messages() == []
    typed = bureau.read(f"data/2021/公文/{more[0]}.yml")
    assert f"\n{absent}:" not in typed and "\n成文日期:" in typed


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("述廉", "--genre", "述责述廉"), "由个人署名，请写岗位"),
        (("述廉", "--genre", "述职"), "不认识的文种“述职”"),
        (("半年", "--from", "2021-06-30", "--to", "2021-01-01"), "早于起 2021-06-30"),
        (("没有", "--undo"), "不认识的公文“没有”"),
        (("年度报告", "--undo"), "不是 new-document 写的"),
    ],
)
def test_it_says_what_it_lacks_and_writes_nothing(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], message: str
) -> None:
    before = held(bureau.root)
    assert ask(bureau, *more) == 2
    assert message in capsys.readouterr().err and held(bureau.root) == before


@pytest.mark.parametrize("name", ["半年 报告", "../半年", "班子", ""])
def test_a_name_that_cannot_be_a_file_leaves_nothing_behind(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    before = held(bureau.root)
    assert ask(bureau, name) == 2
    assert "只写汉字、字母、数字和“-”" in capsys.readouterr().err
    assert held(bureau.root) == before and not (bureau.root / "docs/公文").exists()


@pytest.mark.slow
def test_it_is_taken_back_as_long_as_nobody_wrote(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(bureau.root)
    assert ask(bureau, *HALF, "--dry-run") == 0
    assert held(bureau.root) == before and RECORD in capsys.readouterr().out
    assert ask(bureau, *HALF) == 0 and ask(bureau, *HALF) == 2
    bureau.write(f"{FOLDER}/90-另外.md", "## 另外\n\n有的事。\n")
    assert ask(bureau, "半年报告", "--undo") == 1
    bureau.remove(f"{FOLDER}/90-另外.md")
    assert ask(bureau, "半年报告", "--undo") == 0
    assert held(bureau.root) == before and not (bureau.root / "docs/公文").exists()


def test_the_list_names_documents_and_kinds(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.write("data/文种/通报.yml", "名称: 通报\n说明: 说明情况\n依据: 本单位的写法\n")
    assert ask(bureau) == 0
    said = capsys.readouterr().out
    assert "已有  年度报告（报告）" in said and "文种  通报：说明情况" in said
    assert "文种  简报：" in said


def test_the_texts_of_documents_travel_with_their_years_report(bureau: Bureau) -> None:
    ask(bureau, *HALF)
    bureau.write(
        "data/2022/report.yml", bureau.read("data/2021/report.yml").replace("2021", "2022")
    )
    (bureau.root / "data/2022/report").mkdir()
    before = held(bureau.root)
    switching.switch(bureau.root, switching.planned(bureau.root, 2022))
    kept = bureau.root / "data/2021/report/公文/半年报告"
    assert kept.is_dir() and not (bureau.root / "docs/公文").exists()
    switching.switch(bureau.root, switching.planned(bureau.root, 2021))
    assert held(bureau.root) == before


def test_a_switch_that_was_killed_before_its_last_move_is_ended(bureau: Bureau) -> None:
    ask(bureau, *HALF)
    papers = bureau.root / "docs/公文"
    papers.rename(bureau.root / "docs/report/公文")
    assert bureau.messages() != []
    switching.switch(bureau.root, switching.planned(bureau.root, 2021))
    assert papers.is_dir() and bureau.messages() == []


def test_a_document_is_compared_with_its_own_text_of_the_year_before(bureau: Bureau) -> None:
    said = "全体干部职工按计划参加集体学习，每次都有专人记录，会后各科室整理体会并归档备查，缺席的自学补上。"
    ask(bureau, *HALF)
    for folder in (FOLDER, "data/2020/report/公文/半年报告", "data/2020/report"):
        bureau.write(f"{folder}/10-主要工作情况.md", f"## 主要工作情况\n\n{said}\n")
    found = [each for each in bureau.remarks() if each.place.path.startswith("docs/")]
    told = [each.message for each in found if "上年" in each.message]
    assert len(told) == 1 and "data/2020/report/公文/半年报告/10-主要工作情况.md" in told[0]


def test_a_document_is_a_draft_while_a_figure_that_it_says_is_in_doubt(bureau: Bureau) -> None:
    ask(bureau, "简报", "--genre", "简报")
    text = '## 工作\n\n党组学习{{ figure("学习次数") }}。\n'
    bureau.write("docs/公文/简报/10-正文.md", text)
    assert not bureau.project().document("简报").unwritten
    figures = bureau.read("data/2021/figures.yml")
    bureau.write(
        "data/2021/figures.yml",
        figures.replace("名称: 学习次数", "待确认: 口径变了\n  名称: 学习次数"),
    )
    assert [each.code for each in bureau.project().document("简报").unwritten] == [
        "unwritten.caliber"
    ]


def test_the_report_of_a_new_year_is_not_signed_yet(bureau: Bureau) -> None:
    bureau.change("data/2021/report.yml", "标题: ", "进度: 签发\n标题: ")
    assert main(["new-year", "--root", str(bureau.root)]) == 0
    assert "进度: 起草" in bureau.read("data/2022/report.yml")
