"""What git could not merge is named as that, once, wherever it is read."""

from __future__ import annotations

import pytest
from conftest import ROOT, Bureau

CONFLICT = "<<<<<<< HEAD\n{}\n||||||| abc\n{}\n=======\n{}\n>>>>>>> 办公室\n"
FILES = {
    "data/2021/report.yml": "成文日期: 2021-12-01",
    "data/2021/履责记录/01.yml": "- 编号: r01-90",
    "docs/index.md": "甲",
    "docs/report/01-学习.md": "乙",
    "docs/report/index.md": "丙",
    "mkdocs.yml": "site_name: 甲",
}


@pytest.mark.parametrize("path", FILES)
def test_an_unmerged_file_has_one_message(bureau: Bureau, path: str) -> None:
    bureau.write("mkdocs.yml", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    line = bureau.read(path).count("\n") + 1
    bureau.append(path, CONFLICT.format(*[FILES[path]] * 3))
    (said,) = bureau.messages()
    assert said.startswith(f"{path}:{line}:1  “<<<<<<< HEAD”是 git 没有合并完的地方；")


def test_each_conflict_is_named_and_a_half_one_too(bureau: Bureau) -> None:
    bureau.append("docs/index.md", CONFLICT + "\n甲\n" + CONFLICT + "\n>>>>>>> 办公室\n")
    said = bureau.messages()
    assert [each.split("“")[1].partition("”")[0] for each in said] == ["<<<<<<< HEAD", "<<<<<<< HEAD", ">>>>>>> 办公室"]  # fmt: skip


def test_a_heading_underlined_is_no_conflict(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n> > 甲\n\n`<<<<<<<`\n\n    <<<<<<< 乙\n")
    assert not [each for each in bureau.messages() if "git" in each]
