"""Relations between figures: those declared in 对账.yml, and those that need no declaration."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from conftest import ROOT, Bureau, pages, render

from ledger.figures.reconciliation import check, sides
from ledger.project import Project

FILE, FIGURES = "data/2021/对账.yml", "data/2021/figures.yml"
FRAME = "- 编号: {0}\n  名称: {1}\n  口径: 试算\n  分组: 学习教育\n  单位: {2}\n"
#: figures of the small bureau: 名称, 单位, the rest
KNOWN: dict[str, tuple[str, str, str]] = {
    "items": ("事项", "项", "来源: 整改台账; 算法: 计数"),
    "done": ("完成", "项", "来源: 整改台账; 条件: {状态: 已完成}; 算法: 计数"),
    "open": ("推进", "项", "来源: 整改台账; 条件: {状态: 推进中}; 算法: 计数"),
    "studies": ("学习条数", "次", "来源: 履责记录; 条件: {类别: 学习教育}; 算法: 计数"),
    "people": ("参学", "人次", "来源: 履责记录; 条件: {形式: 集体学习}; 算法: 求和; 字段: 实到"),
    "due": ("应到", "人", "来源: 履责记录; 条件: {形式: 集体学习}; 算法: 求和; 字段: 应到"),
    "present": ("实到", "人", "来源: 履责记录; 算法: 求和; 字段: 实到"),
    "half": ("占比", "'%'", "算法: 比率; 分子: 完成; 分母: 事项"),
    "return": ("清退", "万元", "来源: 专项整治; 算法: 求和; 字段: 清退金额"),
    "cost": ("接待", "万元", "来源: 公务支出; 算法: 求和; 字段: 本年"),
    "last": ("上年学习", "次", "算法: 上年; 指标: 学习次数"),
}


@pytest.fixture
def figured(bureau: Bureau) -> Bureau:
    """The small bureau with more figures."""
    for name, (title, unit, rest) in KNOWN.items():
        body = "".join(f"  {line.strip()}\n" for line in rest.split(";"))
        bureau.append(FIGURES, FRAME.format(name, title, unit) + body)
    return bureau


def declare(bureau: Bureau, left: str, relation: str, right: str) -> Bureau:
    text = (
        f"- 编号: one\n  说明: 各项合起来是全部\n  左: {left}\n  关系: {relation}\n  右: {right}\n"
    )
    return bureau.write(FILE, text)


def found(bureau: Bureau) -> list[str]:
    """Return what the reconciliation finds, whether the gate asks it or not."""
    project, _ = bureau.survey()
    return sorted(map(str, check(project.dataset, project.figures)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("left", "relation", "right"),
    [
        ("[完成, 推进]", "等于", "事项"),
        ("事项", "等于", "[推进, done]"),
        ("完成", "不大于", "事项"),
        ("事项", "不小于", "完成"),
        ("完成", "不大于", "推进"),  # equal is no more and no less
        ("完成", "不小于", "推进"),
        ("应到", "不小于", "参学"),  # persons against their times
        ("参学", "不大于", "应到"),
        ("清退", "不大于", "接待"),
        ("[清退, 清退]", "不小于", "接待"),
    ],
)
def test_what_holds_is_no_issue(figured: Bureau, left: str, relation: str, right: str) -> None:
    assert declare(figured, left, relation, right).messages() == []
    assert found(figured) == []


@pytest.mark.parametrize(
    ("left", "relation", "right", "message"),
    [
        ("[完成, 推进]", "等于", "完成", "完成 1 + 推进 1 = 2，完成 1；左边应当等于右边"),
        ("事项", "不大于", "完成", "事项 2，完成 1；左边应当不大于右边"),
        ("完成", "不小于", "[完成, 推进]", "完成 1，完成 1 + 推进 1 = 2；左边应当不小于右边"),
        ("完成", "等于", "事项", "完成 1，事项 2；左边应当等于右边"),
        ("清退", "等于", "接待", "清退 0.72，接待 1.25；左边应当等于右边"),
        ("参学", "不小于", "应到", "参学 28，应到 30；左边应当不小于右边"),
    ],
)
def test_a_broken_relation_is_told_with_its_values(
    figured: Bureau, left: str, relation: str, right: str, message: str
) -> None:
    declare(figured, left, relation, right)
    said = f"对账“各项合起来是全部”不成立：{message}，请核对这些指标的记录"
    assert found(figured) == [f"{FILE}:1:3  {said}"]


@pytest.mark.parametrize(
    ("left", "relation", "right", "shown"),
    [
        ("完成", "不大于", "学习条数", "完成（项）、学习条数（次）"),
        ("[完成, 学习条数]", "不小于", "完成", "完成（项）、学习条数（次）、完成（项）"),
        ("应到", "等于", "参学", "应到（人）、参学（人次）"),
        ("[应到, 参学]", "不小于", "参学", "应到（人）、参学（人次）、参学（人次）"),
        ("占比", "不大于", "完成", "占比（%）、完成（项）"),
    ],
)
def test_units_are_not_mixed(
    figured: Bureau, left: str, relation: str, right: str, shown: str
) -> None:
    declare(figured, left, relation, right)
    said = f"对账“各项合起来是全部”的单位不同：{shown}；只有同一单位的数才能相加和比较"
    assert [line.split("  ", 1) for line in found(figured)] == [[f"{FILE}:3:6", said]]


def test_an_unknown_figure_is_told_once(figured: Bureau) -> None:
    declare(figured, "[完成, 推近]", "等于", "事项")
    assert found(figured) == []
    assert figured.messages() == [f"{FILE}:3:11  左：不认识的指标“推近”，是不是“推进”？"]


def test_what_could_not_be_read_is_not_reconciled(figured: Bureau) -> None:
    declare(figured, "推进", "等于", "完成")
    assert found(figured) == []
    figured.change("data/2021/整改台账.yml", "状态: 推进中", "状态: 推进种")
    assert found(figured) == []


def test_a_part_is_no_more_than_its_whole(figured: Bureau) -> None:
    rate = FRAME.format("rate", "倍数", "'%'") + "  算法: 比率\n  分子: 事项\n  分母: 完成\n"
    figured.append(FIGURES, rate)
    line = figured.read(FIGURES).splitlines().index("  分子: 事项") + 1
    said = "比率“倍数”不成立：分子事项 2，多于分母完成 1；请核对这两个指标的记录和条件"
    assert found(figured) == [f"{FIGURES}:{line}:7  {said}"]


def test_a_rate_of_different_units_is_no_part(figured: Bureau) -> None:
    rate = FRAME.format("rate", "每次人次", "'%'") + "  算法: 比率\n  分子: 参学\n  分母: 完成\n"
    assert found(figured.append(FIGURES, rate)) == []


def test_a_rate_of_unreadable_records_is_left_alone(figured: Bureau) -> None:
    part = FRAME.format("part", "部分", "项") + "  算法: 合计\n  指标: [完成, 完成]\n"
    whole = FRAME.format("whole", "全部", "项") + "  算法: 合计\n  指标: [完成, 推进]\n"
    rate = FRAME.format("rate", "占比", "'%'") + "  算法: 比率\n  分子: 部分\n  分母: 全部\n"
    assert found(figured.append(FIGURES, part + whole + rate)) == []
    figured.change("data/2021/整改台账.yml", "状态: 推进中", "状态: 推进种")
    assert found(figured) == []


def test_last_years_value_is_the_frozen_one(figured: Bureau) -> None:
    project, _ = figured.survey()
    assert check(project.dataset, project.figures) == []
    name = "上年学习"
    changed = project.figures | {name: replace(project.figures[name], value=Fraction(3))}
    messages = [issue.message for issue in check(project.dataset, changed)]
    assert messages == ["上年值 3 与定格的 2 不同；请核对定格指标"]


# The real year


def test_the_real_figures_are_reconciled(project: Project) -> None:
    found = list(sides(project.dataset, project.figures))
    assert len(found) == len(project.dataset.records["对账"]) >= 15
    assert all(each.holds and each.same_unit for each in found)
    assert check(project.dataset, project.figures) == []


def test_every_real_relation_can_be_broken(project: Project) -> None:
    for each in sides(project.dataset, project.figures):
        more = each.declared.relation != "不小于"
        figure = (each.left if more else each.right)[0]
        raised = replace(figure, value=figure.value + 10_000)
        figures = project.figures | {figure.name: raised}
        broken = [issue.place for issue in check(project.dataset, figures)]
        assert each.declared.place() in broken, each.declared.id


@pytest.mark.slow
def test_a_real_item_of_a_new_state_breaks_the_sum(real_copy: Any) -> None:
    bureau = Bureau(real_copy)
    bureau.change(FIGURES, "{状态: [未启动, 推进中, 延期]}", "{状态: [未启动, 推进中]}")
    broken = [line for line in found(bureau) if "不成立" in line]
    assert broken == [
        f"{FILE}:3:3  对账“一项整改只有一种状态，完成、长期坚持和未完成合起来是全部事项”不成立："
        "整改完成数 17 + 长期坚持事项数 4 + 未完成整改事项数 4 = 25，整改事项数 26；"
        "左边应当等于右边，请核对这些指标的记录"
    ]


@pytest.mark.slow
def test_the_page_shows_both_sides(project: Project) -> None:
    page = pages(project)["ledgers/reconciliation.md"]
    assert page.count("<tr id=") == len(project.dataset.records["对账"])
    assert 'id="rectification-states"' in page
    shown = " ".join(render(page).text.split())
    assert (
        "整改完成数 17项 + 长期坚持事项数 4项 + 未完成整改事项数 5项 = 26项等于整改事项数 26项"
        in shown
    )
    assert (ROOT / FILE).is_file()
