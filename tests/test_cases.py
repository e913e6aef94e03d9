"""The golden cases: each file in cases/ changes the small bureau and says what must come of it.

cases/README.md tells, in Chinese, how to add one; no code is needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Bureau

from ledger.figures.wording import figure_text

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
KEYS = {"说明", "文件", "添加", "删去", "编码", "换行", "问题", "指标"}
NEWLINES = {"crlf": "\r\n", "cr": "\r"}


def read(file: Path) -> dict[str, Any]:
    """Return a case; every value is text as typed."""
    case = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    strange = set(case) - KEYS
    assert not strange, f"{file.name} 里有不认识的键：{'、'.join(sorted(strange))}"
    assert case.get("说明"), f"{file.name} 缺少“说明”"
    assert ("问题" in case) != ("指标" in case), f"{file.name} 要写“问题”或“指标”，只写一个"
    return dict(case)


def lay(case: dict[str, Any], bureau: Bureau) -> None:
    """Make the changes that a case describes."""
    encoding, newline = case.get("编码", "utf-8"), NEWLINES.get(case.get("换行", ""), "\n")
    for path, text in case.get("文件", {}).items():
        bureau.write(path, text.replace("\n", newline), encoding)
    for path, text in case.get("添加", {}).items():
        bureau.append(path, text)
    for path in case.get("删去", []):
        bureau.remove(path)


@pytest.mark.parametrize("file", CASES, ids=[file.stem for file in CASES])
def test_case(file: Path, bureau: Bureau) -> None:
    case = read(file)
    lay(case, bureau)
    project, issues = bureau.survey()
    found = [str(issue) for issue in issues]
    if "问题" in case:
        assert found == case["问题"].splitlines(), case["说明"]
    else:
        assert found == [], case["说明"]
        figures = {name: project.figure(name) for name in case["指标"]}
        shown = {name: figure_text(figure) for name, figure in figures.items() if figure}
        assert shown == case["指标"], case["说明"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 60


def test_the_small_bureau_is_in_order(bureau: Bureau) -> None:
    assert bureau.messages() == []
