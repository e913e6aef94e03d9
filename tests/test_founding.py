"""A new project: asked or from a file, at once right in every way, and never half-written."""

from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from conftest import ROOT, Bureau, pages
from docx import Document
from pypdf import PdfReader

from ledger.commands import main
from ledger.documents.site import REPORT_PAGE
from ledger.founding import answers, command, laying
from ledger.issues import LedgerError
from ledger.machine.stopping import Stopped
from ledger.publishing import lock
from ledger.records.ledgers import shipped
from ledger.survey import open_project, survey

LEDGERS = shipped()

GIVEN = """\
全称: 示例县水利局
报告年度: 2024
内设机构称谓: 股室
主送机关: 县纪委监委
机关代字: 示水党组
签发人: 李示例
"""


@pytest.fixture
def given(tmp_path: Path) -> Path:
    file = tmp_path / "答案.yml"
    file.write_text(GIVEN, encoding="utf-8")
    return file


def new(folder: Path, given: Path) -> int:
    return main(["new", str(folder), "--answers", str(given)])


@pytest.mark.slow
def test_a_new_project_is_right_at_once_and_holds_no_record_of_its_own(
    tmp_path: Path, given: Path
) -> None:
    folder = tmp_path / "某 县" / "水利局"
    folder.mkdir(parents=True)  # an empty folder does
    assert new(folder, given) == 0
    project = open_project(folder)
    library = ("法规", "固定说法", "用语", "知识题库")
    found = {name for name, records in project.dataset.records.items() if records}
    assert found == {"单位", "报告", *library}
    assert (project.unit.departments, project.unit.year) == ("股室", 2024)
    assert project.unit.party_group == "中共示例县水利局党组"
    assert "存在的问题" in project.finished["report/index.md"]
    assert {path.name for path in folder.iterdir()} == {
        "data", "docs", "tests", "macros.py", "mkdocs.yml", "hooks.py", "requirements.txt", "怎样用.md", "版本.yml", ".gitignore",
        ".editorconfig", ".gitattributes",
    }  # fmt: skip
    top = {path.relative_to(folder / "data").parts[0] for path in folder.glob("data/*/*")}
    assert top == {"2024", "regulations", "制度"}


def test_every_ledger_that_is_kept_shows_how_it_is_written(given: Path) -> None:
    laid = laying.laid(answers.of_file(given))
    assert "data/regulations/science-progress.yml" not in laid
    for name in set(answers.kept(answers.of_file(given))):
        path = next(path for path in laid if path.startswith("data/") and _is_of(name, path))
        if name in ("固定说法", "用语", "知识题库"):
            continue
        text = laid[path].decode()
        assert yaml.safe_load(text) is None
        keys = LEDGERS[name].record.all_keys()
        assert [key for key in keys if key != "可见" and f" {key}: " not in text] == [], name


def _is_of(name: str, path: str) -> bool:
    pattern = LEDGERS[name].files.format(year=2024, last_year=2023)
    return Path(path).match(f"data/{pattern}")


def test_only_the_ledgers_that_are_asked_for_are_laid(tmp_path: Path, given: Path) -> None:
    given.write_text(f"{GIVEN}台账: [整改台账, 履责记录]\n法规库: 否\n", encoding="utf-8")
    assert new(tmp_path / "甲", given) == 0
    files = {
        file.relative_to(tmp_path / "甲/data").as_posix()
        for file in tmp_path.glob("甲/data/**/*.yml")
    }
    assert files == {"unit.yml", "2024/report.yml", "2024/整改台账.yml", "2024/履责记录/01.yml"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("全称: 某局\n", ":7:1  键“全称”写了两次"),
        ("台账: [整改]\n", ":7:6  不认识的台账“整改”，是不是“整改台账”？"),
        ("成文日期: 2025年1月\n", ":7:7  成文日期：“2025年1月”不是日期"),
        ("地址: 某街\n", ":7:1  不认识的键“地址”"),
    ],
)
def test_wrong_answers_are_told_at_their_place_and_nothing_is_written(
    tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str], more: str, said: str
) -> None:
    given.write_text(GIVEN + more, encoding="utf-8")
    assert new(tmp_path / "甲", given) == 1
    assert f"答案.yml{said}" in capsys.readouterr().out
    assert [*tmp_path.iterdir()] == [given]


def test_all_that_lacks_is_told_at_once(given: Path) -> None:
    given.write_text("简称: 某局\n", encoding="utf-8")
    with pytest.raises(LedgerError) as lacking:
        answers.of_file(given)
    needed = {"全称", "报告年度", "主送机关", "机关代字", "签发人"}
    assert {issue.message.split("“")[1].split("”")[0] for issue in lacking.value.issues} == needed


@pytest.mark.slow
def test_an_answer_that_makes_errors_is_told_and_leaves_nothing(
    tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given.write_text(GIVEN.replace("李示例", "XXX"), encoding="utf-8")
    assert new(tmp_path / "甲", given) == 1
    assert "data/2024/report.yml" in capsys.readouterr().out
    assert [*tmp_path.iterdir()] == [given]


def test_what_a_killed_command_left_goes_with_the_next(
    tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given.write_text(f"{GIVEN}法规库: 否\n", encoding="utf-8")
    left = tmp_path / ".甲.founding"
    (left / "data").mkdir(parents=True)
    (left / "data/别的.yml").write_text("- 半", encoding="utf-8")
    with lock.claimed(tmp_path / ".乙.founding", ""):
        assert new(tmp_path / "乙", given) == 3
    assert "另一个 new 正在写 乙；请等它结束" in capsys.readouterr().err
    assert new(tmp_path / "甲", given) == 0
    assert not left.exists() and not (tmp_path / "甲/data/别的.yml").exists()


def test_a_link_in_its_way_is_not_followed(tmp_path: Path, given: Path) -> None:
    kept = tmp_path / "别人的/留着.txt"
    kept.parent.mkdir()
    kept.write_text("留着", encoding="utf-8")
    (tmp_path / ".甲.founding").symlink_to(kept.parent)
    assert new(tmp_path / "甲", given) == 3 and kept.is_file()


@pytest.mark.parametrize("kind", ["full", "file", "below nothing", "here", "in the product"])
def test_what_is_there_is_not_written_over(
    tmp_path: Path,
    given: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    folder = tmp_path / "甲"
    if kind == "full":
        folder.mkdir()
        (folder / "我的.txt").write_text("留着", encoding="utf-8")
    elif kind == "file":
        folder.write_text("留着", encoding="utf-8")
    elif kind == "here":
        folder.mkdir()
        monkeypatch.chdir(folder)
    elif kind == "in the product":
        folder = ROOT / "data/甲"
    else:
        folder = folder / "乙"
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    assert new(folder, given) == 2
    assert "请" in capsys.readouterr().err
    assert before == {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}


def typing(*lines: str) -> Iterator[str]:
    yield from lines


def test_asked_at_a_terminal_a_wrong_answer_is_asked_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = typing(
        "示例县水利局", "", "", "二零二四", "2024", "股室", "", "县纪委监委", "", "示水党组", "李示例", "", "整改", "整改台账、风险点", "不要", "否", "地址", "简称", "水利局", "",
    )  # fmt: skip
    questions = []
    found = answers.asked(
        lambda question: (questions.append(question), next(said))[1], lambda _: None
    )
    assert (found.year, found.departments, found.addressee) == (2024, "股室", "县纪委监委")
    assert (found.name, found.inspectors, found.library) == ("水利局", None, False)
    assert (f"{found.date}", answers.kept(found)) == ("2025-01-10", ["整改台账", "风险点"])
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("报告年度：“二零二四”不是年份") and "这一项要写" in told[1:]
    assert "直接回车是“中共示例县水利局党组”" in questions[2]
    assert "  签发人：李示例" in questions[-1] and "  简称：水利局" in questions[-1]


def test_answers_that_make_errors_are_changed_and_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = typing(
        "示例县水利局", "", "", "2024", "股室", "县纪委监委", "", "示水党组", "XXX", "", "整改台账", "否", "",
        "签发人", "李示例", "",
    )  # fmt: skip
    monkeypatch.setattr(builtins, "input", lambda _: next(said))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert main(["new", str(tmp_path / "甲")]) == 0
    told = capsys.readouterr().err
    assert told.startswith("照这些答案写，检查会有错，还没有写出：\ndata/2024/report.yml:")
    assert open_project(tmp_path / "甲").report.signatory == "李示例"
    assert [*tmp_path.iterdir()] == [tmp_path / "甲"]


@pytest.mark.slow
def test_without_a_terminal_and_without_answers_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ledger", "new", str(tmp_path / "甲")],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "--answers" in done.stderr and not (tmp_path / "甲").exists()


def test_who_stops_answering_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(builtins, "input", ended)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    with pytest.raises(Stopped, match="没有答完"):
        command._asked(lambda _: None)


@pytest.mark.slow
def test_the_skeleton_asks_in_every_section(tmp_path: Path, given: Path) -> None:
    assert new(tmp_path / "甲", given) == 0
    for file in (tmp_path / "甲/docs/report").glob("[0-9]*.md"):
        assert "<!--" in file.read_text(encoding="utf-8"), file.name
    project, found = survey(tmp_path / "甲")
    assert found.errors == []
    assert {issue.code for issue in found.remarks} == {"unwritten.heading"}
    assert "要回答" not in project.finished["report/index.md"]


@pytest.mark.long  # in the usual run it is checked; of other projects drafts are printed
def test_the_skeleton_is_printed_at_once_as_a_draft(
    tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given.write_text(f"{GIVEN}法规库: 否\n台账: [整改台账]\n", encoding="utf-8")
    folder, site = tmp_path / "甲", tmp_path / "网站"
    assert new(folder, given) == 0
    root = ["--root", str(folder)]
    assert main(["build", "--strict", "--to", str(site), *root]) == 0
    assert "年度报告还有 7 处没有写完" in capsys.readouterr().err
    page = (site / REPORT_PAGE).read_text(encoding="utf-8")
    assert "草稿：还有 7 处没有写完" in page and 'data-form="draft"' not in page
    for ending, text_of in (("pdf", text_of_pdf), ("docx", text_of_word)):
        out = tmp_path / f"报告.{ending}"
        assert main([ending, str(out), "--site", str(site), *root]) == 0
        assert "提示  年度报告还有 7 处没有写完" in capsys.readouterr().err
        beside = (site / REPORT_PAGE).with_name(f"report.{ending}")
        for file in (out, beside):
            text = squeezed(text_of(file))
            assert "草稿中共示例县水利局党组关于2024年" in text and "签发人" not in text, file


def text_of_pdf(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(file).pages)


def text_of_word(file: Path) -> str:
    return "".join(each.text for each in Document(str(file)).paragraphs)


def squeezed(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


@pytest.mark.slow
def test_a_new_projects_own_tests_pass_and_find_what_is_wrong(tmp_path: Path, given: Path) -> None:
    folder = tmp_path / "某 局"
    given.write_text(f"{GIVEN}法规库: 否\n", encoding="utf-8")
    assert new(folder, given) == 0
    command = [sys.executable, "-m", "unittest", "discover", str(folder / "tests")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    (folder / "data/2024/整改台账.yml").write_text("- 编号: 一\n", encoding="utf-8")
    one = [*command, "-k", "no_errors"]
    assert subprocess.run(one, cwd=ROOT, capture_output=True, check=False).returncode == 1


@pytest.mark.slow
def test_a_ledger_is_begun_by_name(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    root = ["--root", str(bureau.root)]
    bureau.remove("data/2021/宣传发布.yml")
    assert main(["new-ledger", *root]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert "　　  宣传发布：各渠道每月发了几篇宣传党纪法规的稿件。" in listed
    assert "已有  调研：到下属单位调研听意见，一次一条。" in listed
    assert main(["new-ledger", "宣传发布", *root]) == 0
    assert yaml.safe_load(bureau.read("data/2021/宣传发布.yml")) is None
    assert main(["new-ledger", "宣传发布", *root]) == main(["new-ledger", "宣传发部", *root]) == 2
    assert main(["new-ledger", "履责记录", *root]) == 2
    said = capsys.readouterr().err.splitlines()
    monthly = "已经有 data/2021/履责记录/01.yml 了，直接往里写；别的月写进同一个文件夹的 02.yml 等，没有就新建"
    assert said.pop() == monthly
    assert said == [
        "已经有 data/2021/宣传发布.yml 了，直接往里写",
        "没有台账“宣传发部”，是不是“宣传发布”？有哪些，看 python -m ledger new-ledger；另写一本，加 --own",
    ]


@pytest.mark.slow
def test_a_ledger_of_ones_own_is_begun_and_works_at_once(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--root", str(bureau.root)]
    assert main(["new-ledger", "走访", "--own", *root]) == main(["new-ledger", "走访", *root]) == 0
    bureau.write(
        "data/2021/走访.yml", "- {编号: v1, 日期: 2021-03-02, 事项: 走访了甲厂, 岗位: 局长}\n"
    )
    assert bureau.messages() == [] and "v1" in pages(bureau.project())["ledgers/own-1.md"]
    assert (
        main(["new-ledger", "走访", "--own", *root])
        == main(["new-ledger", "visits", "--own", *root])
        == 2
    )
    assert capsys.readouterr().err.splitlines() == [
        "已经有台账“走访”；不加 --own 就建它的文件，要添键的写 data/台账/走访.yml",
        "台账的名称“visits”要有汉字，不用空格和标点；请换一个",
    ]


def test_nothing_is_written_of_a_ledger_that_is_declared_wrongly(bureau: Bureau) -> None:
    bureau.write(
        "data/台账/走访.yml", "说明: 走访\n地址: visits\n标题: 甲\n键: [{键: 甲, 必填: 是}]\n"
    )
    before = bureau.read("data/台账/走访.yml")
    bureau.write("data/台账/走访.yml", before.replace("标题: 甲", "标题: 乙"))
    assert main(["new-ledger", "走访", "--root", str(bureau.root)]) == 1
    assert not (bureau.root / "data/2021/走访.yml").exists()


@pytest.mark.slow
def test_figures_are_added_behind_what_was_typed(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    path, root = "data/2021/figures.yml", ["--root", str(bureau.root)]
    file = bureau.root / path
    before = file.read_bytes().replace(b"\n", b"\r\n")
    bureau.write(path, before)
    assert main(["new-ledger", "约谈", "--figures", *root]) == 0
    assert file.read_bytes().startswith(before.rstrip()) and bureau.messages() == []
    bureau.write(path, before.decode(), "gb18030")
    assert main(["new-ledger", "议题", "--figures", *root]) == 1
    assert "data/2021/figures.yml:1:3  文件是GBK" in capsys.readouterr().out
    assert not (bureau.root / "data/2021/议题.yml").exists()
