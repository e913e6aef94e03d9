"""Conditions on records. What a clerk may write in them, and the messages, are golden cases."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Bureau

from ledger.figures.conditions import Condition
from ledger.issues import Place
from ledger.records import source
from ledger.records.dataset import Dataset, read_all
from ledger.records.ledgers import shipped

LEDGERS = shipped()

HERE = Place("f.yml", 3, 5)


@pytest.fixture
def dataset(bureau: Bureau) -> Dataset:
    return read_all(bureau.root)[0]


def condition(dataset: Dataset, text: str, ledger: str = "履责记录") -> Condition:
    value: Any = source.parse(text, "f.yml")[0] if text else {}
    return Condition(value, LEDGERS[ledger].record, dataset, HERE)


def chosen(dataset: Dataset, text: str, ledger: str = "履责记录") -> list[str]:
    asked = condition(dataset, text, ledger)
    assert asked.issues == []
    return [r.anchor for r in dataset.records[ledger] if asked.matches(r)]


EVERY = ["r01-01", "r01-02", "r03-01", "r03-02", "r03-03"]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("", EVERY),
        ("类别: 督导调研", ["r01-02"]),
        ("编号: [r01-01, r03-03]", ["r01-01", "r03-03"]),
        ("岗位: deputy", ["r01-02", "r03-01"]),
        ("学习文件: 市纪委全会", ["r01-01", "r03-02"]),
        ("学习文件: [市纪委全会, code]", ["r01-01", "r03-01", "r03-02"]),
        ("学习文件: {不是: 市纪委全会}", ["r01-02", "r03-01", "r03-03"]),
        ("应到: {有: 否}", ["r01-02", "r03-01", "r03-02", "r03-03"]),
        ("日期: {起: 2021-01-25, 止: 2021-03-05}", ["r01-02", "r03-01", "r03-02"]),
        ("日期: {起: 2021-03-06}\n岗位: 局长", ["r03-03"]),
        ("实到: {不少于: 9, 不多于: 12}", ["r03-01", "r03-02"]),
        ("发现问题: 3", ["r01-02"]),
        ("对象单位: {类型: 内设机构}", ["r01-02"]),
        ("岗位: {机构: {类型: 内设机构}}", ["r03-02"]),
        ("补录: {原因: {有: 是}}", ["r03-02"]),
        ("补录: {有: 否, 不是: 没有的}", ["r01-01", "r01-02", "r03-01", "r03-03"]),
    ],
)
def test_a_condition_chooses_records(dataset: Dataset, where: str, ids: list[str]) -> None:
    assert chosen(dataset, where) == ids


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("", ["r01-01", "r01-02", "r03-01", "r03-03"]),
        ("形式: 支部学习", ["r03-01"]),
        ("并入: {有: 是}", ["r03-02"]),
        ("并入: {有: 否}", ["r01-01", "r01-02", "r03-01", "r03-03"]),
        ("并入: {岗位: 副局长}\n形式: 支部学习", ["r03-02"]),
    ],
)
def test_a_merged_record_is_chosen_where_it_is_asked_for(
    bureau: Bureau, where: str, ids: list[str]
) -> None:
    path = "data/2021/履责记录/03.yml"
    dataset, _ = read_all(bureau.change(path, "实到: 9", "实到: 9\n  并入: r03-01").root)
    assert chosen(dataset, where) == ids


def test_a_field_without_a_value_meets_no_comparison(dataset: Dataset) -> None:
    for sign in ("不少于: 0", "不多于: 999"):
        assert chosen(dataset, f"应到: {{{sign}}}") == ["r01-01"]
    for sign in ("起: 1000-01-01", "止: 9999-01-01"):
        assert chosen(dataset, f"签订日期: {{{sign}}}", "责任书") == ["pledge-01"]


def test_only_the_values_that_meet_their_line_count(dataset: Dataset) -> None:
    trace = dataset.records["履责记录"][1]
    asked = condition(dataset, "对象单位: {类型: 县区科技局}")
    assert asked.values(trace, "organs") == ["东县小样局"]
    assert condition(dataset, "").values(trace, "organs") == ["东县小样局", "办公室"]
    assert asked.values(trace, "post") == ["副局长"]


def test_a_reference_is_held_by_its_records_id(dataset: Dataset) -> None:
    asked = condition(dataset, "")
    assert asked.held(["市纪委全会", "示例市纪委第六次全体会议", "没有的"], "documents") == [
        "plenary", "plenary", "没有的",
    ]  # fmt: skip
    assert asked.held(None, "documents") == []


def test_every_line_that_is_wrong_is_reported_at_its_place(dataset: Dataset) -> None:
    where = "类别: 学习\n地方: 甲\n岗位: {层级: 领导}\n日期: {起: 三月}\n实到: {不少于: 12}\n"
    issues = condition(dataset, where).issues
    assert [(i.place.line, i.place.column) for i in issues] == [(1, 5), (2, 1), (3, 10), (4, 5)]


def test_a_name_in_a_ledger_with_unreadable_records_is_left_alone(bureau: Bureau) -> None:
    bureau.change("data/岗位.yml", "层级: 工作人员", "层级: 没有的")
    asked = condition(read_all(bureau.root)[0], "岗位: 文书岗")
    assert asked.issues == []


MEANINGLESS = {
    "a number of words": "事项: {不少于: 3}",
    "a number of a list": "学习文件: {不少于: 2}",
    "a number of days": "日期: {不少于: 2}",
    "a day of words": "形式: {起: 2021-01-01}",
    "a day of counts": "实到: {止: 2021-01-01}",
}


@pytest.mark.parametrize("where", MEANINGLESS.values(), ids=MEANINGLESS)
def test_a_comparison_that_makes_no_sense_is_an_issue(dataset: Dataset, where: str) -> None:
    asked = condition(dataset, where)
    for record in dataset.records["履责记录"]:
        asked.matches(record)
    assert asked.issues


NEVER_TRUE = {
    "a word for a group": "补录: 是",
    "a day in another form": "日期: 2021-3-5",
    "no day": "日期: 2021-02-30",
    "a count with a unit": "实到: 12人",
    "nothing asked": "类别: {}",
}


@pytest.mark.parametrize("where", NEVER_TRUE.values(), ids=NEVER_TRUE)
def test_a_line_that_can_never_hold_is_an_issue(dataset: Dataset, where: str) -> None:
    assert condition(dataset, where).issues


@pytest.mark.parametrize(
    "text", ["日期: {起: 2021-03-06, 止: 2021-03-05}", "实到: {不少于: 9, 不多于: 8}"]
)
def test_a_range_that_ends_before_it_begins_is_said(dataset: Dataset, text: str) -> None:
    (issue,) = condition(dataset, text).issues
    assert "什么也选不到" in issue.message
