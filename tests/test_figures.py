"""Figure definitions -> values and the records counted. Most methods are golden cases."""

from __future__ import annotations

from fractions import Fraction

import pytest
from conftest import Bureau, pages

from ledger.figures.figure import Figure, counted_in
from ledger.figures.methods.base import Combining, Counting
from ledger.figures.methods.register import METHODS
from ledger.figures.wording import figure_text
from ledger.records.types.indicators import FigureDefinition

FIGURES = "data/2021/figures.yml"
FRAME = "- 编号: {0}\n  名称: {0}\n  口径: 试算\n  分组: 学习教育\n  单位: 次\n"


def define(bureau: Bureau, **definitions: str) -> Bureau:
    """Add definitions; each is its lines, parted by semicolons."""
    for name, lines in definitions.items():
        body = "".join(f"  {line.strip()}\n" for line in lines.split(";"))
        frame = FRAME.replace("次", "'%'") if "比率" in lines or "同比" in lines else FRAME
        bureau.append(FIGURES, frame.format(name) + body)
    return bureau


def figure(bureau: Bureau, name: str) -> Figure:
    found = bureau.project().figure(name)
    assert found
    return found


def test_the_value_is_exact(bureau: Bureau) -> None:
    define(bureau, mean="来源: 履责记录; 算法: 平均; 字段: 实到")
    assert figure(bureau, "mean").value == Fraction(49, 3)


def test_a_figure_keeps_the_records_it_counts(bureau: Bureau) -> None:
    define(bureau, sum="来源: 履责记录; 算法: 求和; 字段: 实到")
    found = figure(bureau, "sum")
    assert [record.anchor for record in found.records] == ["r01-01", "r03-01", "r03-02"]
    assert found.ledger and found.ledger.name == "履责记录"


def test_the_months_of_a_figure_add_up(bureau: Bureau) -> None:
    define(
        bureau,
        count="来源: 履责记录; 算法: 计数",
        sum="来源: 履责记录; 算法: 求和; 字段: 实到",
        total="算法: 合计; 指标: [count, 学习次数]",
    )
    assert figure(bureau, "count").months == {"2021-01": 2, "2021-03": 3}
    assert figure(bureau, "sum").months == {"2021-01": 28, "2021-03": 21}
    assert figure(bureau, "total").months == {"2021-01": 3, "2021-03": 5}


def test_distinct_values_are_told_apart_month_by_month(bureau: Bureau) -> None:
    define(bureau, documents="来源: 履责记录; 算法: 去重计数; 字段: 学习文件")
    found = figure(bureau, "documents")
    assert found.value == 2
    assert found.months == {"2021-01": 1, "2021-03": 2}


def test_a_combined_figure_keeps_its_parts(bureau: Bureau) -> None:
    define(
        bureau,
        all="来源: 履责记录; 算法: 计数",
        rate="算法: 比率; 分子: study; 分母: all",
        last="算法: 上年; 指标: 学习次数",
        change="算法: 同比; 本期: 学习次数; 基期: last",
    )
    assert [part.id for part in figure(bureau, "rate").parts] == ["study", "all"]
    assert [part.id for part in figure(bureau, "change").parts] == ["study", "last"]
    assert figure(bureau, "rate").value == 60
    assert figure(bureau, "change").value == 50
    assert [record.anchor for record in figure(bureau, "last").records] == ["last-study"]


def test_definitions_may_stand_in_any_order(bureau: Bureau) -> None:
    define(
        bureau,
        rate="算法: 比率; 分子: 学习次数; 分母: all",
        all="来源: 履责记录; 算法: 计数",
    )
    assert figure(bureau, "rate").value == 60


def test_a_figure_is_found_by_name_and_id(bureau: Bureau) -> None:
    project = bureau.project()
    assert project.figure("study") is project.figure("学习次数")


def test_one_wrong_definition_leaves_the_others(bureau: Bureau) -> None:
    define(bureau, wrong="来源: 没有的; 算法: 计数", rate="算法: 比率; 分子: study; 分母: wrong")
    project, issues = bureau.survey()
    assert len(issues) == 1
    assert list(project.figures) == ["学习次数"]


@pytest.mark.slow
@pytest.mark.parametrize("forward", [True, False])
def test_a_chain_of_figures_has_an_end(bureau: Bureau, forward: bool) -> None:
    names = [f"f{number}" for number in range(900)]
    chain = {
        name: f"算法: 合计; 指标: {other}"
        for name, other in zip(names, [*names[1:], "study"], strict=True)
    }
    define(bureau, **dict(chain.items() if forward else reversed(chain.items())))
    _, issues = bureau.survey()
    assert {issue.code for issue in issues} == {"figure.deep"}
    assert "指标一个引用一个，连了 50 层以上；请直接引用要数的指标" in issues[0].message


def test_of_a_circle_nothing_is_computed_and_one_message_said(bureau: Bureau) -> None:
    define(
        bureau, a="算法: 合计; 指标: [b, study]", b="算法: 合计; 指标: a", c="算法: 合计; 指标: b"
    )
    project, issues = bureau.survey()
    assert [issue.message for issue in issues] == ["指标互相引用成了一圈：a→b→a"]
    assert list(project.figures) == ["学习次数"]


def test_records_name_the_figures_that_count_them(bureau: Bureau) -> None:
    define(bureau, march="来源: 履责记录; 算法: 计数; 条件: {日期: {起: 2021-03-01}}")
    project = bureau.project()
    traces = {record.anchor: record for record in project.dataset.records["履责记录"]}
    names = {k: [f.id for f in project.figures_counting(r)] for k, r in traces.items()}
    assert names == {
        "r01-01": ["study"], "r01-02": [], "r03-01": ["study", "march"],
        "r03-02": ["study", "march"], "r03-03": ["march"],
    }  # fmt: skip
    assert counted_in({}) == {}


def test_every_method_is_counting_or_combining() -> None:
    from ledger.records.fields import Choice, mark_of

    methods = mark_of(FigureDefinition, "method", Choice).words
    assert methods == tuple(METHODS)
    assert all(isinstance(method, Counting | Combining) for method in METHODS.values())


@pytest.mark.parametrize(
    "lines",
    [
        "来源: 履责记录; 算法: 计数; 取整: {方式: 余, 到: 0}",
        "来源: 履责记录; 算法: 平均; 字段: 实到; 取整: {方式: 小数, 到: 100}",
    ],
)
def test_a_rounding_that_cannot_be_is_an_issue(bureau: Bureau, lines: str) -> None:
    project, issues = define(bureau, odd=lines).survey()
    assert issues or pages(project)


def test_a_very_large_number_is_shown_or_refused(bureau: Bureau) -> None:
    bureau.change("data/2021/履责记录/03.yml", "实到: 12", f"实到: {'9' * 40}")
    project, issues = define(bureau, mean="来源: 履责记录; 算法: 平均; 字段: 实到").survey()
    assert issues or pages(project)


def test_five_decimals_are_shown_or_refused(bureau: Bureau) -> None:
    bureau.change("data/2021/公务支出.yml", "本年: 1.25", "本年: 0.12345")
    project, issues = define(bureau, sum="来源: 公务支出; 算法: 求和; 字段: 本年").survey()
    found = project.figure("sum")
    assert issues or (found and figure_text(found) == "0.12345次")


def test_counting_counts_even_where_a_field_is_named(bureau: Bureau) -> None:
    project, issues = define(bureau, count="来源: 履责记录; 算法: 计数; 字段: 实到").survey()
    found = project.figure("count")
    assert issues or (found and found.value in (3, 5))


def test_the_mean_of_nothing_is_an_issue(bureau: Bureau) -> None:
    assert define(bureau, mean="来源: 履责记录; 算法: 平均; 字段: 平均分").messages()


def test_a_record_without_a_month_adds_no_month(bureau: Bureau) -> None:
    define(bureau, months="来源: 责任书; 算法: 去重计数; 字段: 月份")
    assert figure(bureau, "months").value == 1


@pytest.mark.parametrize(
    "lines",
    [
        "条件: {类别: 学习教育}; 算法: 比率; 分子: study; 分母: study",
        "字段: 实到; 算法: 合计; 指标: [study]",
        "来源: 履责记录; 算法: 计数; 分子: study",
        "来源: 履责记录; 算法: 求和; 字段: 实到; 指标: [study]",
        "算法: 上年; 指标: [study, study]",
        "算法: 同比; 本期: study; 基期: study; 取整: {方式: 余, 到: 10}",
    ],
)
def test_a_key_without_effect_is_an_issue(bureau: Bureau, lines: str) -> None:
    assert define(bureau, odd=lines).messages()


@pytest.mark.parametrize(
    ("path", "old", "new", "lines"),
    [
        (
            "data/2021/责任书.yml",
            "- 编号: pledge-01",
            "- 编号 pledge-01",
            "来源: 责任书; 算法: 计数",
        ),
        (
            "data/2021/公务支出.yml",
            "本年: 1.25",
            "本年: 一",
            "来源: 公务支出; 算法: 求和; 字段: 本年",
        ),
    ],
)
def test_an_unreadable_ledger_divides_nothing_by_zero(
    bureau: Bureau, path: str, old: str, new: str, lines: str
) -> None:
    define(bureau, base=lines, rate="算法: 比率; 分子: study; 分母: base")
    bureau.change(path, old, new)
    assert {line.rpartition(":")[0] for line in bureau.lines()} == {path}


def test_an_unreadable_value_of_last_year_is_said_once(bureau: Bureau) -> None:
    bureau.change("data/2020/定格指标.yml", "值: 2", "值: 二")
    define(bureau, last="算法: 上年; 指标: 学习次数")
    assert bureau.lines() == ["data/2020/定格指标.yml:3"]
