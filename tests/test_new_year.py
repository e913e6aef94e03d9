"""A new year: opened by a command that copies nothing, three years one after another, whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Bureau, pages, sample

from ledger.commands import main
from ledger.duties.matters import matters
from ledger.figures.wording import figure_text
from ledger.machine import files
from ledger.rolling import ending, placing, switching
from ledger.survey import survey

pytestmark = pytest.mark.slow

#: a bureau's first year, and what its clerks write in each of the two that follow, as
#: CONTRIBUTING tells a clerk to
THREE = Path(__file__).parent / "three"
TASKS = "data/2021/下年任务.yml"
Files = dict[str, bytes]


def held(root: Path) -> Files:
    found = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def new_year(bureau: Bureau, *more: str) -> int:
    return main(["new-year", "--root", str(bureau.root), *more])


@pytest.fixture
def first(tmp_path: Path) -> Bureau:
    """The bureau at the end of its first year, in a folder with a blank and Chinese in its name."""
    root = tmp_path / "样区 交通局"
    shutil.copytree(THREE / "2021", root)
    for name in ("hooks.py", "macros.py", "mkdocs.yml"):
        shutil.copy(ROOT / name, root)
    return Bureau(root)


def recorded(bureau: Bureau, year: int) -> None:
    """Let the clerks record a year in the folder that was opened, and confirm its definitions."""
    shutil.copytree(THREE / f"{year}/data", bureau.root / "data", dirs_exist_ok=True)
    path, added = f"data/{year}/figures.yml", THREE / f"{year}/figures.yml"
    if added.exists():  # of the ledgers that the year begins
        bureau.append(path, added.read_text(encoding="utf-8"))
    sessions = "零一二三四五六七八九"
    for old, new in ((sessions[year - 2015], sessions[year - 2014]), ("区纪委", "区纪委")):
        bureau.write(path, bureau.read(path).replace(f"区纪委{old}次", f"区纪委{new}次"))
    lines = bureau.read(path).split("\n")
    begins = next((at for at, line in enumerate(lines) if "只用到 2021 年" in line), len(lines))
    del lines[begins : begins + 9]  # what was counted of a campaign that is over
    text = "\n".join(lines)
    start, _, rest = text.partition("{待确认: ")
    bureau.write(path, start + "{" + rest[rest.index("编号: plenary") :])


def written(bureau: Bureau, year: int) -> None:
    """Let them write the report of a year to its end."""
    shutil.copytree(THREE / f"{year}/docs", bureau.root / "docs", dirs_exist_ok=True)
    path = f"data/{year}/report.yml"
    bureau.change(path, f"统计截止: {year}-01-31", f"统计截止: {year}-12-31")


def values(bureau: Bureau, *names: str) -> list[str]:
    project = bureau.project()
    return [figure_text(figure) for name in names if (figure := project.figure(name))]


# three years


def test_three_years_one_after_another(first: Bureau) -> None:
    assert [first.messages(), first.remarks()] == [[], []]
    for year in (2022, 2023):
        assert new_year(first) == 0
        assert [first.messages(), first.remarks()] == [[], []]  # the report is last year's still
        recorded(first, year)
        assert [first.messages(), first.remarks()] == [[], []]
        assert new_year(first, "--report") == 0
        written(first, year)
        assert [first.messages(), first.remarks()] == [[], []]
    names = ["学习教育次数", "上年学习教育次数", "整改事项数", "整改办结数", "未完成整改事项数"]
    risks = ["风险点数", "下年任务数"]  # one ended in the third year, and one came
    assert values(first, *names, *risks) == ["6次", "6次", "4项", "3项", "1项", "3个", "2项"]
    for year, told in (
        (2022, ["6次", "7次", "5项", "2项", "2项", "3个", "4项"]),
        (2021, ["7次", "6次", "4项", "2项", "2项"]),
    ):
        assert new_year(first, str(year), "--report") == 0
        assert [first.messages(), first.remarks()] == [[], []]
        assert values(first, *names, *risks[: len(told) - len(names)]) == told


@pytest.mark.quick
def test_what_is_left_to_do_is_listed_by_who_does_it(
    first: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_year(first) == 0
    said = capsys.readouterr().out
    assert "台账 3 本，空的：履责记录、整改台账、下年任务\n" in said
    assert (
        "  分管副局长\n"
        "    2022年3月31日前　货运源头点位视频存得太短（整改台账 zg-03、下年任务 task-01，运输管理科）\n"
    ) in said
    assert "  党史专题学习次数：词表“学习主题”里的“党史学习教育”只用到 2021 年\n" in said
    assert "  传达纪委全会次数：写着“区纪委七次全会”" in said
    assert "学习主题“党史学习教育”用到 2021 年  data/词表/学习主题.yml:6\n" in said
    assert "2021年党风廉政建设工作要点”写着 2021 年，2022 年的另登记一条" in said
    assert "第七次全体会议”是 2021 年的，2022 年又开了这样的会，另登记一条" in said


@pytest.mark.parametrize(("last", "year"), [("2021-12-31", 2022), ("2022-01-18", 2022)])
def test_a_phrase_that_ends_is_told_once(first: Bureau, last: str, year: int) -> None:
    phrase = f"- 词: 示例旧说法\n  类别: 过时\n  至: {last}\n  说明: 换了\n"
    first.write("data/用语.yml", phrase)
    dataset = first.survey()[0].dataset
    turns = {each: repr(ending.turns(dataset, each)) for each in range(2020, 2025)}
    assert [each for each, said in turns.items() if "示例旧说法" in said] == [year]


def test_nothing_that_was_done_or_said_is_copied(first: Bureau) -> None:
    before = held(first.root)
    assert new_year(first) == 0
    after = held(first.root)
    assert before.items() <= after.items()
    added = {path: after[path].decode() for path in after.keys() - before.keys()}
    ledgers = [text for path, text in added.items() if path.rpartition("/")[2] in LEDGERS]
    assert len(ledgers) == 3
    assert all(line.startswith("#") for text in ledgers for line in text.splitlines())
    report = added["data/2022/report.yml"]
    assert "发文字号: 样交党组〔2023〕1号\n" in report and "# 文号由办公室登记\n" in report
    assert "报告期: {起: 2022-01-01, 止: 2022-12-31}\n统计截止: 2022-01-31\n" in report
    assert "关于2022年度" in report and "成文日期: 2023-01-14\n" in report
    section = added["data/2022/report/11-学习教育.md"]
    assert section.startswith("### 学习教育\n\n<!--\n") and "全年组织" not in section
    assert "学习教育次数、学习教育次数同比、参学率" in section and "{{" not in section
    assert added["data/2022/report/index.md"] == before["docs/report/index.md"].decode()
    figures = added["data/2022/figures.yml"]
    assert figures.count("待确认: ") == 2 and "# 下面两条只有这一年有\n" in figures
    unmarked = [line for line in figures.splitlines() if "待确认" not in line]
    assert {*unmarked} <= {
        *before["data/2021/figures.yml"]
        .decode()
        .replace("- 编号: history", "  编号: history")
        .splitlines()
    }


LEDGERS = ("01.yml", "整改台账.yml", "下年任务.yml")


def test_what_was_defined_later_in_the_old_year_is_told(
    first: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_year(first) == 0
    later = first.read("data/2021/figures.yml").partition("- 编号: study-last")[0]
    later = (
        later.partition("- 编号")[2]
        .replace("study", "study-all")
        .replace("学习教育次数", "全部学习次数")
    )
    first.append("data/2021/figures.yml", f"- 编号{later}")
    assert new_year(first, "--report") == 0
    assert "2021 年有、2022 年没有的指标：全部学习次数；" in capsys.readouterr().out


def test_what_is_not_confirmed_is_told_and_stops_what_is_signed(first: Bureau) -> None:
    assert new_year(first) == 0
    assert new_year(first, "--report") == 0
    project, found = survey(first.root)
    assert found.errors == []
    doubted = [each for each in project.unwritten if each.code == "unwritten.caliber"]
    assert [each.place.line for each in doubted] == [53, 62]
    assert str(doubted[0]).endswith("只用到 2021 年；核对、改好以后删去这一行")


def test_figures_of_nothing_wait_while_the_period_lasts(first: Bureau) -> None:
    assert new_year(first) == 0
    assert new_year(first, "--report") == 0
    waiting = [each for each in first.remarks() if each.code == "remark.waiting"]
    assert [each.message for each in waiting] == [
        "指标“学习教育次数同比”还没有值，正文现在不能用：分母“上年学习教育次数”是 0，算不出百分比",
        "指标“参学率”还没有值，正文现在不能用：分母“学习教育应到人次”是 0，算不出百分比",
    ]
    section = first.read("docs/report/11-学习教育.md")
    first.write("docs/report/11-学习教育.md", section + '参学率{{ figure("参学率") }}。\n')
    assert first.codes() == ["figure.zero"]
    first.write("docs/report/11-学习教育.md", section)
    first.change("data/2022/report.yml", "统计截止: 2022-01-31", "统计截止: 2022-12-31")
    assert first.codes() == ["figure.zero"]


def test_last_year_of_the_same_months_is_compared(first: Bureau) -> None:
    """A part of a year is compared with the same part of last year, which is nothing to remark."""
    assert new_year(first) == 0
    recorded(first, 2022)
    assert new_year(first, "--report") == 0
    first.change("data/2022/report.yml", "统计截止: 2022-01-31", "统计截止: 2022-06-30")
    assert [each for each in first.remarks() if each.code == "remark.unequal"] == []
    assert values(first, "学习教育次数", "上年学习教育次数") == ["3次", "4次"]


def test_the_tasks_that_were_set_for_the_year_are_due_in_it(first: Bureau) -> None:
    assert new_year(first) == 0
    assert new_year(first, "--report") == 0
    project = first.project()
    due = {
        matter.deadline.isoformat(): [each.anchor for each in matter.records]
        for matter in matters(project.dataset)
    }
    assert due == {
        "2022-03-31": ["2021/zg-03", "2021/task-01"],
        "2022-06-30": ["2021/zg-04", "2021/task-02"],
        "2022-09-30": ["2021/task-03"],
        "2022-11-30": ["2021/task-04"],
    }
    task = matters(project.dataset)[2].record
    page, anchor = project.place_of(task)
    assert (page, anchor) == ("ledgers/tasks.md", "2021/task-03")
    assert f'id="{anchor}"' in pages(project)[page]
    first.change("data/2022/report.yml", "统计截止: 2022-01-31", "统计截止: 2022-10-31")
    due = ["2021/zg-03", "2021/zg-04", "2021/task-03", "2021/task-04"]
    assert [each.record.anchor for each in matters(first.project().dataset)] == due
    first.change(TASKS, "  时限: 2022-09-30\n", "  时限: 2022-09-30\n  完成日期: 2022-09-28\n")
    due.remove("2021/task-03")
    assert [each.record.anchor for each in matters(first.project().dataset)] == due


def test_a_paragraph_of_the_report_that_was_put_aside_is_known_again(first: Bureau) -> None:
    text = first.read("docs/report/11-学习教育.md")
    assert new_year(first) == 0
    recorded(first, 2022)
    assert new_year(first, "--report") == 0
    written(first, 2022)
    again = text.replace('其中党史专题{{ figure("党史专题学习次数") }}，', "其中")
    first.write("docs/report/11-学习教育.md", again.replace("七次", "八次"))
    assert [each.code for each in first.remarks()] == ["remark.last_year"]
    assert "data/2021/report/11-学习教育.md 第 3 行" in first.remarks()[0].message


@pytest.mark.parametrize("project", sample([ROOT / "tests/bureau", ROOT / "tests/county", ROOT], 1))
def test_other_bureaus_are_green_after_both_steps_and_as_they_were_after_both_back(
    tmp_path: Path, project: Path
) -> None:
    for name in ("data", "docs"):
        shutil.copytree(project / name, tmp_path / name)
    for name in ("hooks.py", "macros.py", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path)
    bureau, before = Bureau(tmp_path), held(tmp_path)
    year = bureau.project().unit.year
    assert new_year(bureau) == 0
    assert bureau.messages() == []
    assert new_year(bureau, "--report") == 0
    assert bureau.messages() == []
    assert new_year(bureau, str(year), "--report") == 0
    assert new_year(bureau, "--undo") == 0
    assert held(tmp_path) == before


# whole or not at all


def test_a_dry_run_writes_nothing(first: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    before = held(first.root)
    assert new_year(first, "--dry-run") == 0
    assert "会写出 data/2022" in capsys.readouterr().out
    assert new_year(first) == 0
    opened = held(first.root)
    assert new_year(first, "--undo", "--dry-run") == 0
    assert new_year(first, "--report", "--dry-run") == 0
    assert held(first.root) == opened != before


def test_both_steps_go_back_byte_for_byte(first: Bureau) -> None:
    before = held(first.root)
    assert new_year(first) == 0
    opened = held(first.root)
    assert new_year(first, "2022", "--report") == 0
    assert held(first.root) != opened
    assert new_year(first, "2021", "--report") == 0
    assert held(first.root) == opened
    assert new_year(first, "--undo") == 0
    assert held(first.root) == before
    assert not (first.root / "data/2022").exists()


def test_a_year_in_which_something_was_written_is_not_taken_back(
    first: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_year(first) == 0
    first.append("data/2022/整改台账.yml", "# 记一笔\n")
    before = held(first.root)
    assert new_year(first, "--undo", "--dry-run") == 1
    assert new_year(first, "--undo") == 1
    assert capsys.readouterr().err.startswith("data/2022/整改台账.yml 和写出来的不一样")
    assert held(first.root) == before


@pytest.mark.parametrize(
    "prepare, asked, said",
    [
        (["data/2022/"], [], "已经有 data/2022 了"),
        ([], ["2023"], "报告年度是 2021，下一年是 2022，不是 2023"),
        ([], ["22"], "年份写四位数"),
        ([], ["--report"], "没有 data/2022/report.yml；先运行 python -m ledger new-year 2022"),
        ([], ["--undo"], "没有 data/2022 这个文件夹"),
        ([], ["2021", "--undo"], "报告已经换到 2021 年；先换回去"),
        ([], ["2021", "--report"], "报告年度已经是 2021 了"),
        ([], ["--report", "--undo"], "换回去不用 --undo"),
        (["data/2022/report.yml"], ["--report"], "没有 data/2022/report/"),
        (
            ["data/2022/report.yml", "data/2022/report/", "data/2021/report/"],
            ["--report"],
            "data/2021/report 已经有了",
        ),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    first: Bureau,
    capsys: pytest.CaptureFixture[str],
    prepare: list[str],
    asked: list[str],
    said: str,
) -> None:
    for path in prepare:
        if path.endswith("/"):
            (first.root / path).mkdir(parents=True)
        else:
            first.write(path, "")
    before = held(first.root)
    assert new_year(first, *asked) == 2
    assert said in capsys.readouterr().err
    assert held(first.root) == before


@pytest.mark.parametrize("year", ["二〇二一", "[2021]", '"2021', "21"])
@pytest.mark.parametrize("step", [[], ["--undo"], ["--report"]])
def test_a_year_that_cannot_be_read_is_told(
    first: Bureau, capsys: pytest.CaptureFixture[str], year: str, step: list[str]
) -> None:
    first.change("data/unit.yml", "报告年度: 2021", f"报告年度: {year}")
    assert new_year(first, *step) == 1
    assert "读不出报告年度" in capsys.readouterr().err


def test_a_project_with_errors_is_mended_first(
    first: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    first.change("data/2021/对账.yml", "不大于", "不小于")
    before = held(first.root)
    assert new_year(first) == 1
    assert "对账“没有办完的是登记的一部分”不成立" in capsys.readouterr().out
    assert held(first.root) == before


def _full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "整改台账.yml")


@pytest.mark.parametrize("step", [[], ["--report"]])
def test_a_full_disk_is_told_and_leaves_what_was(
    first: Bureau,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    step: list[str],
) -> None:
    if step:
        assert new_year(first) == 0
    before = held(first.root)
    for module in (placing, switching):
        monkeypatch.setattr(module.files, "write", _full)
    assert new_year(first, *step) == 3
    assert "磁盘" in capsys.readouterr().err
    monkeypatch.undo()
    assert held(first.root) == before


STEPS: dict[str, Callable[[], list[str]]] = {"open": list, "report": lambda: ["--report"]}
#: kills the command, without a word, at the operation of that number
KILLED = """\
import os, pathlib, sys
from ledger.machine import files
left = int(sys.argv.pop(1))
def counted(do):
    def done(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return do(*arguments, **options)
    return done
pathlib.Path.rename = counted(pathlib.Path.rename)
files.write = counted(files.write)
from ledger.commands import main
sys.exit(main(sys.argv[1:]))
"""


def killed_at(bureau: Bureau, number: int, *more: str) -> int:
    command = [sys.executable, "-c", KILLED, str(number), "new-year", "--root", str(bureau.root)]
    return subprocess.run(
        [*command, *more], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    ).returncode


@pytest.mark.parametrize("numbers", sample([[0, 12, 24], [5, 25]], 1))
def test_killed_while_it_opens_leaves_old_or_new(first: Bureau, numbers: list[int]) -> None:
    before = held(first.root)
    for number in numbers:
        assert killed_at(first, number) == 9
        left = {
            p: c for p, c in held(first.root).items() if not p.startswith("data/.new-year.part/")
        }
        assert left == before
        assert first.messages() == []
    assert new_year(first) == 0
    assert not (first.root / "data/.new-year.part").exists()


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 2])
def test_killed_while_it_puts_the_report_in_place_goes_on_or_back(
    first: Bureau, number: int
) -> None:
    assert new_year(first) == 0
    before = held(first.root)
    assert killed_at(first, number, "--report") == 9
    if number:  # between the two moves no check lets it pass
        year = 2021 if number == 1 else 2022
        assert f"再运行一次 python -m ledger new-year {year} --report" in first.messages()[0]
    if number == 1:
        assert new_year(first, "2021", "--report") == 0
        assert held(first.root) == before
    assert new_year(first, "--report") == 0  # the same command again
    assert first.project().unit.year == 2022
    assert new_year(first, "2021", "--report") == 0
    assert held(first.root) == before


#: what each of the moves does, in their order
MOVES: tuple[Callable[[Path], object], ...] = (
    lambda root: (root / "docs/公文").rename(root / "docs/report/公文"),
    lambda root: (root / "docs/report").rename(root / "data/2021/report"),
    lambda root: Bureau(root).change("data/unit.yml", "报告年度: 2021", "报告年度: 2022"),
    lambda root: (root / "data/2022/report").rename(root / "docs/report"),
)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_killed_between_any_two_moves_goes_on_or_back(first: Bureau, number: int) -> None:
    """The texts of the other documents travel as well; to look first moves nothing."""
    assert new_year(first) == 0
    first.write("docs/公文/甲/10-正文.md", "甲\n").write(
        "data/2022/report/公文/乙/10-正文.md", "乙\n"
    )
    old = held(first.root)
    assert new_year(first, "--report") == 0
    new = held(first.root)
    assert "docs/公文/乙/10-正文.md" in new and "data/2021/report/公文/甲/10-正文.md" in new
    for more, due in (["2021"], old), (["2022"], new), ([], old if number == 1 else new):
        new_year(first, "2021", "--report")
        for move in MOVES[:number]:
            move(first.root)
        broken = held(first.root)
        assert new_year(first, *more, "--report", "--dry-run") == 0
        assert held(first.root) == broken
        assert new_year(first, *more, "--report") == 0
        assert held(first.root) == due


def test_of_three_years_the_one_that_was_begun_is_asked_for(
    first: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_year(first) == 0
    first.write("docs/公文/甲/10-正文.md", "甲\n")
    for move in MOVES[:3]:
        move(first.root)
    first.write("data/2023/report.yml", "").write("data/2023/report/index.md", "")
    assert new_year(first, "--report") == 2
    assert "要换到 2022 年还是 2023 年；请在命令里写明年份" in capsys.readouterr().err
    assert new_year(first, "2022", "--report") == 0


@pytest.mark.parametrize("number", [1, 2, 3])
def test_ended_by_the_system_puts_the_report_back(
    first: Bureau, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    assert new_year(first) == 0
    before = held(first.root)
    did = [0]

    def interrupted(do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*arguments: Any, **options: Any) -> Any:
            did[0] += 1
            if did[0] == number:
                raise KeyboardInterrupt
            return do(*arguments, **options)

        return done

    monkeypatch.setattr(Path, "rename", interrupted(Path.rename))
    monkeypatch.setattr(files, "write", interrupted(files.write))
    assert new_year(first, "--report") == 130
    monkeypatch.undo()
    assert held(first.root) == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_nobody_may_write_is_told(
    first: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    (first.root / "data").chmod(0o555)
    try:
        assert new_year(first) == 3
    finally:
        (first.root / "data").chmod(0o755)
    assert "data" in capsys.readouterr().err


@pytest.mark.long  # two whole builds; in the usual run both years are surveyed
def test_both_years_are_built_from_one_tree(first: Bureau) -> None:
    assert new_year(first) == 0
    recorded(first, 2022)
    assert new_year(first, "--report") == 0
    written(first, 2022)
    for year, other in ((2022, 2021), (2021, 2022)):
        command = [
            sys.executable,
            "-m",
            "ledger",
            "build",
            "--root",
            str(first.root),
            "--to",
            "site",
        ]
        done = subprocess.run(
            [*command],
            cwd=first.root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        page = (first.root / "site/report/index.html").read_text(encoding="utf-8")
        assert f"关于{year}年度" in page and f"关于{other}年度" not in page
        assert (first.root / f"site/years/{other}/records/index.html").is_file()
        assert new_year(first, str(other), "--report") == 0
