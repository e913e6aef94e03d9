"""A method of counting (算法) is known in one file: the rest of the ledger asks the register."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import ROOT, Bureau

from ledger.documents import excel
from ledger.figures.methods.amounts import OfAmounts
from ledger.figures.methods.register import METHODS
from ledger.pages import reference
from ledger.records.types.indicators import FigureDefinition

#: ``language`` knows no ledger: there 同比 is a word of prose
OUTSIDE = [
    file
    for file in sorted((ROOT / "ledger").rglob("*.py"))
    if {ROOT / "ledger/figures/methods", ROOT / "ledger/language"}.isdisjoint(file.parents)
]
#: names of methods that are words of the report, too: a head of a table, a time
WORDS = {"合计", "上年"}


class Largest(OfAmounts):
    """The largest number in a field: the method that no other file knows."""

    name = "最大值"
    gives = "一个字段里最大的数"

    def of(self, amounts: Sequence[Fraction], _: str) -> Fraction:
        return max(amounts, default=Fraction())

    def what(self, definition: FigureDefinition) -> str:
        return f"“{definition.field[0]}”的最大值"


@pytest.fixture
def largest(monkeypatch: pytest.MonkeyPatch) -> Largest:
    method = Largest()
    monkeypatch.setitem(METHODS, method.name, method)  # type: ignore[arg-type]
    return method


LINES = """
- 编号: most
  名称: 最多一次
  口径: 一次学习最多到了几人
  分组: 学习教育
  来源: 履责记录
  算法: 最大值
  字段: 实到
  单位: 人
"""


def texts(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.slow
def test_no_other_file_knows_a_method() -> None:
    """Neither by its name, nor by asking a definition for it but to find it in the register."""
    names = "|".join(METHODS.keys() - WORDS)
    known = {}
    for file in OUTSIDE:
        found = [
            text
            for text in texts(file)
            if re.fullmatch(names, text) or re.search("求和|去重计数|比率|同比", text)
        ]
        found += re.findall(r"\.method\b", file.read_text(encoding="utf-8"))
        known[str(file.relative_to(ROOT))] = found
    assert {name: found for name, found in known.items() if found} == {}


def test_a_method_that_nobody_wrote_is_refused_and_the_known_are_named(bureau: Bureau) -> None:
    bureau.append("data/2021/figures.yml", LINES)
    (message,) = bureau.messages()
    assert "不认识的值“最大值”；可以写：" + "、".join(METHODS) in message


@pytest.mark.usefixtures("largest")
class TestMadeUp:
    """A method that is registered is whole: nothing else in the house was told of it."""

    @pytest.mark.slow
    def test_it_computes_by_month_too(self, bureau: Bureau) -> None:
        bureau.append("data/2021/figures.yml", LINES)
        figure = bureau.project().figure("最多一次")
        assert figure
        amounts = [int(r.present) for r in figure.records]  # type: ignore[attr-defined]
        assert figure.value == max(amounts)
        assert figure.months == {"2021-01": 28, "2021-03": 12}

    def test_it_is_worded(self, bureau: Bureau) -> None:
        bureau.append("data/2021/figures.yml", LINES)
        assert bureau.shown("最多一次") == "28人"

    def test_its_keys_are_checked(self, bureau: Bureau) -> None:
        bureau.append(
            "data/2021/figures.yml", LINES.replace("  字段: 实到\n", "  分子: 学习次数\n")
        )
        said = "\n".join(bureau.messages())
        assert "算法“最大值”要有“字段”；请加一行 字段: …" in said
        assert "算法“最大值”不用“分子”；请删去这一行" in said

    def test_it_has_an_evidence_page(self, bureau: Bureau) -> None:
        bureau.append("data/2021/figures.yml", LINES)
        page = bureau.project().generated["figures/most.md"].content
        assert "“履责记录”的全部记录，取“实到”的最大值" in page
        assert re.search("<th [^>]*>实到</th>", page)
        assert "28人" in page

    def test_it_has_its_column_in_the_workbook(self, bureau: Bureau) -> None:
        bureau.append("data/2021/figures.yml", LINES)
        project = bureau.project()
        _, figures, counted, *_ = excel.sheets(project)
        (row,) = [row for row in figures.rows if row[1] == "最多一次"]
        assert "“履责记录”的全部记录，取“实到”的最大值" in row
        at = counted.heads.index("计入")
        figure = project.figure("最多一次")
        assert figure
        own = [row for row in counted.rows if getattr(row[0], "text", "") == "最多一次"]
        due = [r.present for r in figure.records]  # type: ignore[attr-defined]
        assert [row[at] for row in own] == due

    def test_it_is_in_the_table_of_the_guide(self) -> None:
        assert "| `最大值` | 一个字段里最大的数 | 来源、字段 |" in reference.methods()
