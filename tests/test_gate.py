"""The gate as a whole: everything at once, sorted, once; whatever is typed, nothing else escapes."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SMALL, Bureau, lay_out, pages, sample, see_codes

from ledger.commands import main
from ledger.issues import Issue, LedgerError, Place, report
from ledger.survey import open_project, survey

MARCH, PLEDGES, HOME = "data/2021/履责记录/03.yml", "data/2021/责任书.yml", "docs/index.md"


def spoil(bureau: Bureau) -> Bureau:
    """Break eight things in five files."""
    bureau.change(MARCH, "日期: 2021-03-31", "日期: 2021-03-32")
    bureau.change(MARCH, "岗位: 文书岗", "岗位: 文秘岗")
    bureau.change(PLEDGES, "类别: 科室", "类别：科室")
    bureau.change(HOME, "学习次数", "学习次")
    bureau.append(HOME, "\n[说明](explain.md){{ sey() }}\n")
    bureau.append("data/2021/本月无.yml", "- 月份: 2021-13\n  岗位: 文书岗\n")
    return bureau.write("data/2021/责任状.yml", "- 编号: a\n")


def test_every_problem_of_every_file_is_reported_in_one_run(bureau: Bureau) -> None:
    lines = spoil(bureau).lines()
    assert lines == [
        f"{MARCH}:12", f"{MARCH}:22", "data/2021/本月无.yml:3", f"{PLEDGES}:6", "data/2021/责任状.yml:1",
        f"{HOME}:3", f"{HOME}:5", f"{HOME}:5",
    ]  # fmt: skip


def test_problems_are_sorted_and_each_stands_once(bureau: Bureau) -> None:
    with pytest.raises(LedgerError) as caught:
        open_project(spoil(bureau).root)
    issues = caught.value.issues
    assert issues == sorted(issues) and len(issues) == len(set(issues))
    places = [(i.place.path, i.place.line, i.place.column) for i in issues]
    assert places == sorted(places)
    *lines, last = str(caught.value).splitlines()
    assert lines == [str(issue) for issue in issues]
    assert str(len(issues)) in last


def test_one_look_says_nothing_twice(bureau: Bureau) -> None:
    _, found = survey(spoil(bureau).root)
    issues = found.errors
    assert len(issues) == len(set(issues))


def test_an_issue_is_printed_as_path_line_column_message() -> None:
    issue = Issue(Place("docs/a.md", 3, 7), "不对")
    assert str(issue) == "docs/a.md:3:7  不对"
    assert report([issue]).splitlines()[0] == str(issue)


def test_the_same_is_said_every_time(bureaus: Callable[[], Bureau]) -> None:
    assert spoil(bureaus()).messages() == spoil(bureaus()).messages()


def test_a_project_in_order_opens_and_every_page_can_be_written(bureau: Bureau) -> None:
    project = open_project(bureau.root)
    written = pages(project)
    assert {"index.md", "report/index.md", "figures/study.md", "records/2021-03.md"} <= set(written)
    assert all(text.strip() for text in written.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sample(sorted(p.relative_to(SMALL).as_posix() for p in SMALL.rglob("*.*")), 12)
)
def test_any_file_may_be_missing_empty_or_binary(bureau: Bureau, path: str) -> None:
    kept = (bureau.root / path).read_bytes()
    for data in (b"", b"\n", b"\xff\xfe\x00", kept[: len(kept) // 2], kept + kept):
        bureau.write(path, data)
        sane(bureau.root)
    bureau.remove(path)
    sane(bureau.root)


def sane(root: Path) -> None:
    """Survey; issues must stand in files that are or should be there, at lines that they have."""
    project, found = survey(root)
    issues = found.errors
    see_codes([*issues, *found.remarks])
    for issue in issues:
        file = root / issue.place.path
        lines = file.read_bytes().count(b"\n") + 1 if file.is_file() else 1
        assert 1 <= issue.place.line <= lines and issue.place.column >= 1, str(issue)
        assert issue.message.strip(), str(issue)
    if not issues:
        pages(project)


class TestCommand:
    """python -m ledger check."""

    def test_a_project_in_order(self, bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--root", str(bureau.root)]) == 0
        assert "没有问题" in capsys.readouterr().out

    def test_problems(self, bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
        bureau.change(PLEDGES, "类别: 科室", "类别：科室")
        assert main(["check", "--root", str(bureau.root)]) == 1
        said = capsys.readouterr().out.splitlines()
        first, last = (line for line in said if not line.startswith("提示"))
        assert first.startswith(f"{PLEDGES}:6:5  ")
        assert "1 处" in last

    def test_no_project(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--root", str(tmp_path)]) == 2
        assert "data/" in capsys.readouterr().err


Damage = Callable[[random.Random, list[str], int], None]
SIGNS = "：，。（）“”‘’｛｝－　#\"'[]{}&*!|>%@`:\t- 0甲?~^"


def delete_sign(chance: random.Random, lines: list[str], at: int) -> None:
    if lines[at]:
        spot = chance.randrange(len(lines[at]))
        lines[at] = lines[at][:spot] + lines[at][spot + 1 :]


def insert_sign(chance: random.Random, lines: list[str], at: int) -> None:
    spot = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:spot] + chance.choice(SIGNS) + lines[at][spot:]


def replace_sign(chance: random.Random, lines: list[str], at: int) -> None:
    delete_sign(chance, lines, at)
    insert_sign(chance, lines, at)


def full_width(chance: random.Random, lines: list[str], at: int) -> None:
    table = {":": "：", ",": "，", '"': "”", "(": "（", "{": "｛", "-": "－", " ": "　", "1": "１"}
    sign = chance.choice(list(table))
    lines[at] = lines[at].replace(sign, table[sign], 1)


def cut_line(chance: random.Random, lines: list[str], at: int) -> None:
    lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]


def drop_line(_: random.Random, lines: list[str], at: int) -> None:
    del lines[at]


def repeat_line(_: random.Random, lines: list[str], at: int) -> None:
    lines.insert(at, lines[at])


def swap_lines(chance: random.Random, lines: list[str], at: int) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def shift_line(chance: random.Random, lines: list[str], at: int) -> None:
    lines[at] = chance.choice(["", " ", "  ", "    ", "\t", "- ", "　"]) + lines[at].lstrip()


def join_lines(_: random.Random, lines: list[str], at: int) -> None:
    if at + 1 < len(lines):
        lines[at : at + 2] = [lines[at] + lines[at + 1].lstrip()]


DAMAGES: list[Damage] = [
    delete_sign, insert_sign, replace_sign, full_width, cut_line, drop_line, repeat_line,
    swap_lines, shift_line, join_lines,
]  # fmt: skip


def damaged(chance: random.Random, text: str) -> tuple[str, str]:
    """Return the text with one line damaged, and what was done."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    damage = chance.choice(DAMAGES)
    damage(chance, lines, at)
    return "\n".join(lines), f"{damage.__name__} at line {at + 1}"


def endure(bureau: Bureau, chance: random.Random, runs: int, each: int) -> None:
    """Damage ``each`` files at a time, ``runs`` times over; nothing may escape."""
    root = bureau.root
    files = sorted([*(root / "data").rglob("*.yml"), *(root / "docs").rglob("*.md")])
    for run in range(runs):
        chosen = (file.relative_to(root).as_posix() for file in chance.sample(files, each))
        kept = {path: bureau.read(path) for path in chosen}
        done = {}
        for path, text in kept.items():
            changed, done[path] = damaged(chance, text)
            bureau.write(path, changed)
        try:
            sane(root)
        except Exception as error:
            pytest.fail(f"run {run}: {type(error).__name__}: {error} after {done}")
        finally:
            for path, text in kept.items():
                bureau.write(path, text)


@pytest.mark.slow
@pytest.mark.parametrize("runs", [2, pytest.param(30, marks=pytest.mark.long)])
def test_ten_damages_at_a_time_of_the_real_files(real_copy: Path, runs: int) -> None:
    endure(Bureau(real_copy), random.Random(2021), runs, each=10)


@pytest.mark.slow
@pytest.mark.parametrize("runs", [25, pytest.param(500, marks=pytest.mark.long)])
def test_one_damage_at_a_time_of_the_small_bureau(tmp_path: Path, runs: int) -> None:
    endure(lay_out(tmp_path), random.Random(1), runs, each=1)


def test_a_report_that_is_gone_is_missed(bureau: Bureau) -> None:
    assert "docs/report/index.md:1" in bureau.remove("docs/report/index.md").lines()


def test_a_section_composed_twice_is_an_issue(bureau: Bureau) -> None:
    text = bureau.read("docs/report/index.md")
    call = next(line for line in text.splitlines() if "section(" in line)
    bureau.append("docs/report/index.md", f"\n{call}\n")
    assert "section.repeated" in bureau.codes()


def test_an_invisible_space_is_named(bureau: Bureau) -> None:
    bureau.change("data/2021/责任书.yml", "责任人: 副局长", "责任人: 副局长\u200b")
    assert bureau.codes() == ["file.invisible"]
