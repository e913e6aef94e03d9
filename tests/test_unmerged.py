"""Ledgers that git could not merge are merged record by record, or the places are told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import Bureau

from ledger.commands import main
from ledger.exchange.unmerged import sides
from ledger.issues import Mistake

FILE = "data/2021/整改台账.yml"
Said = pytest.CaptureFixture[str]


def git(root: Path, *given: str, fails: bool = False) -> None:
    named = ["-c", "user.name=某", "-c", "user.email=a@example.invalid"]
    done = subprocess.run(["git", *named, *given], cwd=root, capture_output=True, check=False)
    assert bool(done.returncode) == fails, done


def both(bureau: Bureau, ours: str, theirs: str) -> None:
    """Let two branches hold a file each, and git merge them in vain."""
    git(bureau.root, "init", "-q", "-b", "main")
    git(bureau.root, "add", "-A")
    git(bureau.root, "commit", "-qm", "one")
    git(bureau.root, "checkout", "-qb", "other")
    for branch, text in (("other", theirs), ("main", ours)):
        git(bureau.root, "checkout", "-q", branch)
        bureau.write(FILE, text)
        git(bureau.root, "commit", "-qam", branch)
    git(bureau.root, "merge", "other", fails=True)


def merge(bureau: Bureau, *given: str) -> int:
    return main(["merge", "--root", str(bureau.root), *given])


ADDED = "- 编号: rectify-{0}\n  来源: 自查\n  问题: 登记晚了\n  依据文件: 廉洁自律准则\n  措施: 改\n  责任领导: 局长\n  责任科室: 办公室\n  登记日期: 2021-05-09\n  时限: 2021-10-31\n  状态: 未启动\n"


@pytest.mark.slow
def test_records_of_both_sides_and_keys_of_one_record_come_together(
    bureau: Bureau, capsys: Said
) -> None:
    old = bureau.read(FILE)
    beside = "登记不全\n  依据文件: "  # lines side by side, of which git says that they conflict
    ours = old.replace(f"{beside}廉洁自律准则", f"{beside}市纪委全会")
    assert ours != old
    ours = f"# 自己的\n{ours}{ADDED.format('x')}"
    theirs = old.replace("登记不全", "登记不齐") + ADDED.format("y")
    both(bureau, ours, theirs)
    marked = bureau.read(FILE)
    assert "<<<<<<<" in marked and merge(bureau) == 1 and bureau.read(FILE) == marked
    assert f"  {FILE}  照别人的改 1 条，添 1 条，删 0 条\n" in capsys.readouterr().out
    assert merge(bureau, "--write") == 0
    assert bureau.read(FILE) == ours.replace("登记不全", "登记不齐") + ADDED.format("y")
    assert bureau.codes() == []
    assert main(["import", "--root", str(bureau.root), "--undo"]) == 0
    assert bureau.read(FILE) == marked


@pytest.mark.slow
def test_what_both_changed_is_told_by_line_and_the_file_stays(bureau: Bureau, capsys: Said) -> None:
    old = bureau.read(FILE)
    both(bureau, old.replace("统一格式", "统一表格"), old.replace("统一格式", "统一样式"))
    marked = bureau.read(FILE)
    line = marked.split("统一样式")[0].count("\n") + 1
    assert merge(bureau, "--write") == 1 and bureau.read(FILE) == marked
    said = capsys.readouterr().out
    assert (
        f"  冲突  {FILE}:{line}:3  rectify-02  措施：自己的“统一表格”，别人的“统一样式”；留下对的\n"
        in said
    )


@pytest.mark.parametrize("base", ["", "||||||| 原来\n  措施: 统一格式\n"])
def test_marks_without_git_are_enough(bureau: Bureau, capsys: Said, base: str) -> None:
    new = f"<<<<<<< 自己\n  措施: 统一表格\n{base}=======\n  措施: 统一格式\n>>>>>>> 别人\n"
    bureau.change(FILE, "  措施: 统一格式\n", new)
    assert merge(bureau, "--write") == (0 if base else 1)
    assert "措施: 统一表格" in bureau.read(FILE)
    assert ("<<<<<<<" in bureau.read(FILE)) == (not base)
    assert ("冲突" in capsys.readouterr().out) == (not base)


@pytest.mark.slow
def test_what_only_the_two_sides_together_have_wrong_is_told(bureau: Bureau, capsys: Said) -> None:
    days = "  登记日期: 2021-{}\n  时限: 2021-{}\n"
    old = days.format("05-07", "11-30")
    ours, theirs = days.format("08-01", "11-30"), days.format("05-07", "06-30")
    marked = f"<<<<<<< 自己\n{ours}||||||| 原来\n{old}=======\n{theirs}>>>>>>> 别人\n"
    bureau.change(FILE, old, marked)
    assert merge(bureau, "--write") == 1
    said = capsys.readouterr()
    assert f"  错  {FILE}:" in said.out and "时限：2021-06-30 早于登记日期 2021-08-01" in said.out
    assert "合起来多出了上面的 1 处错" in said.err
    assert days.format("08-01", "06-30") in bureau.read(FILE)


@pytest.mark.slow
def test_a_file_that_was_added_with_its_marks_is_merged_by_the_commits(bureau: Bureau) -> None:
    old = bureau.read(FILE)
    first = old[: old.index("- 编号: rectify-02")]
    both(bureau, first, old + ADDED.format("y"))
    git(bureau.root, "add", "-A")
    assert "<<<<<<<" in bureau.read(FILE) and merge(bureau, "--write") == 0
    assert bureau.read(FILE) == first + ADDED.format("y")


def test_a_comment_of_theirs_that_does_not_come_along_is_told(bureau: Bureau, capsys: Said) -> None:
    old = bureau.read(FILE)
    new = (
        "<<<<<<< 自己\n  措施: 统一表格\n||||||| 原来\n  措施: 统一格式\n=======\n"
        '  # 局长看过\n  措施: "统一格式"  # 等文件\n>>>>>>> 别人\n'
    )
    bureau.change(FILE, "  措施: 统一格式\n", new)
    line = old.split("  措施: 统一格式")[0].count("\n") + 6
    assert merge(bureau, "--write") == 0
    said = capsys.readouterr().out
    for number, comment in ((line, "# 局长看过"), (line + 1, "# 等文件")):
        assert f"  没有带来  {FILE}:{number}  别人的注释“{comment}”；" in said
    assert bureau.read(FILE) == old.replace("统一格式", "统一表格")


@pytest.mark.parametrize("side", ["自己", "别人"])
def test_what_one_side_has_is_a_conflict_where_nobody_knows_how_both_began(
    bureau: Bureau, capsys: Said, side: str
) -> None:
    record = ADDED.format("x")
    new = ("<<<<<<< 自己\n", "=======\n", ">>>>>>> 别人\n")
    bureau.append(FILE, new[0] + (record if side == "自己" else "") + new[1] + (record if side == "别人" else "") + new[2])  # fmt: skip
    before = bureau.read(FILE)
    assert merge(bureau, "--write") == 1 and bureau.read(FILE) == before
    assert f"rectify-x：只有{side}的里有，看不出是" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    ["<<<<<<< 甲\n一\n", "一\n>>>>>>> 乙\n", "<<<<<<< 甲\n<<<<<<< 乙\n=======\n>>>>>>> 丙\n"],
)
def test_half_a_mark_is_told(text: str) -> None:
    with pytest.raises(Mistake, match=r"a\.yml.*记号不成对"):
        sides("a.yml", text)


def test_without_marks_there_is_nothing_to_merge(bureau: Bureau, capsys: Said) -> None:
    assert merge(bureau) == 0
    assert capsys.readouterr().out == "没有 git 没合并完的台账。\n"
