"""check finds what ``mkdocs build --strict`` refuses, and lets through what it accepts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Bureau
from site_tools import build, check, edit, small_project

pytestmark = pytest.mark.slow

PAGE = "docs/说明/页.md"
#: what stands on the page, and whether it is refused; the number makes each link a different one
SLIPS: dict[str, bool] = {
    "[甲](没有01.md)": True,
    "![图](没有02.png)": True,
    "[甲](../index.md#没有03)": True,
    "[甲](#没有04)": True,
    "[甲](../figures/study.md#没有05)": True,
    "[甲](/没有06.md)": True,
    "[甲](../没有07/)": True,
    "[甲](没有08)": True,
    "[甲][乙]\n\n[乙]: 没有09.md": True,
    "[甲](<没有 10.md>)": True,
    "[甲](没有 11.pdf)": True,
    '[甲]( 没有12.md "题")': True,
    "[甲[乙](没有13.md)": True,
    "![图](没有14(1).png)": True,
    "[甲\n乙](没有15.md)": True,
    "## [甲](没有16.md)": True,
    "| 甲 |\n|---|\n| [甲](没有17.md) |": True,
    "- [甲](没有18.md)": True,
    "[![图](没有19.png)](没有20.md)": True,
    "**[甲](没有21.md)**、[乙](没有22.md)": True,
    "~~~\n甲\n[甲](没有23.md)": True,
    "[甲](没有24.md?x=1)": True,
    "[甲](%E6%B2%A1%E6%9C%8925.md)": True,
    "[丙]\n\n[丙]: <没有26.md> '题'": True,
    "[甲](没有27\\_乙.md)": True,
    "> [甲](没有28.md)": True,
    "[甲](../report/01-学习.md#没有29)": True,
    '[甲](没有30.md "题 (一")': True,
    "[甲]\n(没有50.md)": False,
    "\\[甲](没有51.md)": False,
    "```\n甲\n\n[甲](没有59.md)\n```": False,
    "`[甲](没有52.md)`": False,
    "<!-- [甲](没有53.md) -->": False,
    "甲](没有54.md)": False,
    "[甲](https://example.org/没有55.md)": False,
    "[甲](tel:110?没有56)": False,
    "[甲](../附件/表.pdf?没有57)": False,
    "[甲](#学习)、[乙](页.md#学习)、[丙](../index.md)、[丁](../figures/study.md?没有58#records)": False,
    "## 学习": False,
}  # fmt: skip
_NUMBER = re.compile(r"没有 ?([0-9]{2})")
_ENCODED = "%E6%B2%A1%E6%9C%89"


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bureau, str, str]]:
    """A page of slips, what check says of it, and what the engine says when nothing checks before."""
    root = tmp_path_factory.mktemp("slips")
    bureau = small_project(root / "project")
    bureau.write("docs/附件/表.pdf", "%PDF-1.4\n")
    bureau.write(PAGE, "# 页\n\n" + "\n\n".join(SLIPS) + "\n")
    said = check(bureau.root).stdout
    surveyed = "project, found = survey(root, editions.chosen())"
    edit(bureau.root / "engine/building.py", surveyed, f"{surveyed}; found = Findings()")
    done = build(bureau.root, root / "site", ONLY_PAGES="1")
    yield bureau, said, done.stdout + done.stderr
    shutil.rmtree(root)


def numbers(output: str) -> set[str]:
    return set(_NUMBER.findall(output.replace(_ENCODED, "没有")))


def test_check_and_the_engine_refuse_the_same(slips: tuple[Bureau, str, str]) -> None:
    _, said, output = slips
    warned = "\n".join(line for line in output.splitlines() if "WARNING" in line)
    refused = {number for text, bad in SLIPS.items() if bad for number in numbers(text)}
    assert numbers(warned) == refused
    assert numbers(said) == refused


def test_each_is_said_where_it_stands(slips: tuple[Bureau, str, str]) -> None:
    bureau, said, _ = slips
    lines = bureau.read(PAGE).split("\n")
    found = [line for line in said.splitlines() if line.startswith(PAGE)]
    assert len(found) == len({n for text, bad in SLIPS.items() if bad for n in numbers(text)})
    for line in found:
        _, row, column, message = re.match(r"([^:]*):(\d+):(\d+)  (.*)", line).groups()  # type: ignore[union-attr]
        there = lines[int(row) - 1][int(column) - 1 :]
        assert numbers(message.partition("，是不是")[0]) & numbers(there), line


def test_pages_need_no_line_in_the_navigation_and_may_be_lacking(tmp_path: Path) -> None:
    bureau = small_project(tmp_path / "project")
    for name in (
        "制度/opinion.yml",
        "权力事项.yml",
        "岗位职责.yml",
        "机制项目.yml",
        "知识题库.yml",
    ):
        bureau.remove(f"data/{name}")
    bureau.write("docs/说明/新页.md", "# 新页\n\n## 深\n\n![图](图.svg)、[深](#深)\n")
    bureau.write(
        "docs/说明/图.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
    )
    assert check(bureau.root).returncode == 0
    done = build(bureau.root, tmp_path / "site", ONLY_PAGES="1")
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "systems/" not in home and "regulations/" in home
    assert (tmp_path / "site/说明/新页/index.html").is_file()
    assert (tmp_path / "site/说明/图.svg").is_file()
