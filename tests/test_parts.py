"""Figures over what stands inside records: groups of values (分项), lists, lists in groups in lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

import pytest
from conftest import Bureau, pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.documents import excel, tabulated
from ledger.documents.properties import Properties
from ledger.figures.computing import compute
from ledger.figures.figure import Figure
from ledger.figures.wording import method_text
from ledger.pages import figures as figure_pages
from ledger.publishing.readback import evidence, opening
from ledger.records import dataset as records
from ledger.records.base import Ledgers, LedgerType, Numbered, Part, PostRef, UnitRef
from ledger.records.editions import EDITIONS
from ledger.records.fields import Amount, Audience, Choice, Count, Day, Line, Many, Ref
from ledger.records.model import Field
from ledger.records.register import LEDGERS
from ledger.survey import survey

CASES, BASES = "data/2021/督办.yml", "data/2021/基数.yml"
FIGURES, REPORT = "data/2021/figures.yml", "data/2021/report.yml"


class Progress(Part):
    """A note of progress; the day is when it came about."""

    day: Day = Field(alias="日期")
    kind: Annotated[str, Choice("追缴", "约谈")] = Field(alias="类别")
    amount: Amount | None = Field(alias="金额", default=None)
    organ: UnitRef | None = Field(alias="单位", default=None)
    done: Day | None = Field(alias="办结", default=None)
    secret: Annotated[Count | None, Audience("班子")] = Field(alias="线索", default=None)


class Clause(Part):
    """An article, with the posts whom it binds."""

    number: Count = Field(alias="条")
    posts: Annotated[list[PostRef], Many] = Field(alias="岗位", default=[])


class Chapter(Part):
    """A chapter."""

    name: Line = Field(alias="名称")
    clauses: Annotated[list[Clause], Many] = Field(alias="条", default=[])


class Accepted(Part):
    """Who accepted it, and how many were asked."""

    by: PostRef = Field(alias="验收人")
    day: Day = Field(alias="日期")
    asked: Count | None = Field(alias="人数", default=None)


class Case(Numbered):
    """A ledger that no other file knows, with groups of values of every form."""

    headline = "matter"
    when = "opened"
    later = ("accepted",)

    matter: Line = Field(alias="事项")
    opened: Day = Field(alias="登记日期")
    before: Annotated[Line | None, Ref("督办")] = Field(alias="前案", default=None)
    progress: Annotated[list[Progress], Many] = Field(alias="进展", default=[])
    hidden: Annotated[list[Progress], Many, Audience("班子")] = Field(alias="内情", default=[])
    measures: Annotated[list[Line], Many] = Field(alias="措施", default=[])
    scores: Annotated[list[Amount], Many] = Field(alias="各次", default=[])
    chapters: Annotated[list[Chapter], Many] = Field(alias="章", default=[])
    accepted: Accepted | None = Field(alias="验收", default=None)


class Base(Numbered):
    """A number that is registered now and then."""

    headline = "what"
    when = "day"

    what: Line = Field(alias="项目")
    day: Day = Field(alias="日期")
    checked: Day | None = Field(alias="复核", default=None)
    number: Count | None = Field(alias="数", default=None)
    each: Annotated[list[Count], Many] = Field(alias="逐项", default=[])


KNOWN = Ledgers(
    [
        *LEDGERS.values(),
        LedgerType("督办", Case, "{year}/督办.yml", "cases"),
        LedgerType("基数", Base, "{year}/基数.yml", "bases"),
    ]
)

RECORDS = """
- 编号: case-1
  事项: 甲事
  登记日期: 2021-02-01
  进展:
    - {日期: 2021-02-10, 类别: 追缴, 金额: 1.5, 单位: 东县小样局}
    - {日期: 2021-03-11, 类别: 追缴, 金额: 2, 单位: 东县小样局}
    - {日期: 2021-03-12, 类别: 约谈, 单位: 办公室}
  措施: [建账, 公示, 抽查]
  各次: [1, 2.5]
  章:
    - {名称: 总则, 条: [{条: 1, 岗位: 局长}, {条: 2, 岗位: [局长, 副局长]}]}
    - {名称: 附则, 条: {条: 3, 岗位: 文书岗}}
  验收: {验收人: 局长, 日期: 2021-06-18, 人数: 4}
- 编号: case-2
  事项: 乙事
  登记日期: 2021-03-01
  前案: case-1
  进展: {日期: 2021-05-12, 类别: 追缴, 金额: 4, 单位: 办公室, 线索: 7}
  措施: 建账
  章: {名称: 总则, 条: {条: 1, 岗位: 副局长}}
- 编号: case-3
  事项: 丙事
  登记日期: 2021-04-01
"""
NUMBERS = """
- {编号: base-1, 项目: 党员, 日期: 2020-12-31, 数: 50}
- {编号: base-2, 项目: 党员, 日期: 2021-03-31, 数: 52}
- {编号: base-3, 项目: 党员, 日期: 2021-06-30, 数: 55, 复核: 2021-07-05}
- {编号: base-4, 项目: 支部, 日期: 2021-06-30, 数: 4}
"""


@pytest.fixture
def cases(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Bureau:
    """The small bureau with two ledgers more."""
    monkeypatch.setattr("ledger.records.ledgers.LEDGERS", KNOWN)
    return bureau.write(CASES, RECORDS).write(BASES, NUMBERS)


def define(bureau: Bureau, lines: str, unit: str = "个", name: str = "甲数") -> Bureau:
    frame = f"{{编号: made-{len(bureau.read(FIGURES))}, 名称: {name}, 口径: 数, 分组: 学习教育, 单位: '{unit}', "
    return bureau.append(FIGURES, f"\n- {frame}{lines}}}\n")


def figure(bureau: Bureau, lines: str, unit: str = "个") -> Figure:
    found = define(bureau, lines, unit).project().figure("甲数")
    assert found
    return found


def said(bureau: Bureau, lines: str) -> list[str]:
    """Return what is reported of a definition, without its place, which is that of the line."""
    messages = define(bureau, lines).messages()
    last = bureau.read(FIGURES).count("\n")
    assert all(message.startswith(f"{FIGURES}:{last}:") for message in messages)
    return [message.partition("  ")[2] for message in messages]


SUM, MEAN, ENTRIES, DISTINCT = (
    f"来源: 督办, 算法: {name}, " for name in ("求和", "平均", "计项", "去重计数")
)


@pytest.mark.parametrize(
    ("lines", "value", "months", "text"),
    [
        (SUM + "字段: 进展.金额", "15/2", {"02": "7/2", "03": 4}, "的全部记录，取“进展.金额”之和，“进展”只计不晚于统计截止的"),
        (SUM + "字段: 进展.金额, 按日期: 进展.日期", "15/2", {"02": "3/2", "03": 2, "05": 4}, "的全部记录，取“进展.金额”之和"),
        (SUM + "字段: 进展.金额, 条件: {进展: {日期: {止: 2021-03-31}}}", "7/2", {"02": "7/2"},
         "中进展中至少一个的日期不晚于2021-03-31的记录，取“进展.金额”之和，“进展”只计符合条件的、不晚于统计截止的"),
        (SUM + "字段: 验收.人数", 4, {"02": 4}, "的全部记录，取“验收.人数”之和"),
        (SUM + "字段: 验收.人数, 按日期: 验收.日期", 4, {"06": 4}, "的全部记录，取“验收.人数”之和"),
        (SUM + "字段: 各次", "7/2", {"02": "7/2"}, "的全部记录，取“各次”之和"),
        (MEAN + "字段: 进展.金额", "5/2", {}, "的全部记录，取“进展.金额”的平均数，“进展”只计不晚于统计截止的"),
        (ENTRIES + "字段: 措施", 4, {"02": 3, "03": 1}, "的全部记录，取“措施”的项数"),
        (ENTRIES + "字段: 措施, 条件: {措施: 建账}", 2, {"02": 1, "03": 1},
         "中措施为建账的记录，取“措施”的项数，“措施”只计符合条件的"),
        (ENTRIES + "字段: 进展", 4, {"02": 3, "03": 1}, "的全部记录，取“进展”的项数，“进展”只计不晚于统计截止的"),
        (ENTRIES + "字段: 进展, 条件: {进展: {类别: 约谈}}", 1, {"02": 1},
         "中进展中至少一个的类别为约谈的记录，取“进展”的项数，“进展”只计符合条件的、不晚于统计截止的"),
        (ENTRIES + "字段: 章.条", 4, {"02": 3, "03": 1}, "的全部记录，取“章.条”的项数"),
        (ENTRIES + "字段: 章.条, 条件: {章: {条: {岗位: 副局长}}}", 2, {"02": 1, "03": 1},
         "中章的条中至少一个的岗位为副局长的记录，取“章.条”的项数，“章.条”只计符合条件的"),
        (ENTRIES + "字段: 章.条.岗位, 条件: {章: {条: {岗位: {层级: 主要领导}}}}", 2, {"02": 2},
         "中章的条的岗位中至少一个的层级为主要领导的记录，取“章.条.岗位”的项数，“章.条.岗位”只计符合条件的"),
        (DISTINCT + "字段: 进展.单位", 2, {"02": 2, "03": 1}, "的全部记录，取不重复的“进展.单位”个数，“进展”只计不晚于统计截止的"),
        (DISTINCT + "字段: [进展.单位, 进展.类别]", 3, {"02": 2, "03": 1}, "的全部记录，取不重复的“进展.单位＋进展.类别”个数，“进展”只计不晚于统计截止的"),
        (DISTINCT + "字段: [月份, 进展.单位], 按日期: 进展.日期", 4, {"02": 1, "03": 2, "05": 1}, "的全部记录，取不重复的“月份＋进展.单位”个数"),
        (DISTINCT + "字段: [章.名称, 章.条.岗位]", 3, {"02": 3, "03": 1}, "的全部记录，取不重复的“章.名称＋章.条.岗位”个数"),
        (DISTINCT + "字段: 验收.验收人", 1, {"02": 1, "03": 0, "04": 0}, "的全部记录，取不重复的“验收.验收人”个数"),
    ],
)  # fmt: skip
def test_what_stands_in_a_record_is_taken_one_by_one(
    cases: Bureau, lines: str, value: Any, months: dict[str, Any], text: str
) -> None:
    found = figure(cases, lines)
    assert found.value == Fraction(value)
    assert found.months == {f"2021-{name}": Fraction(each) for name, each in months.items()}
    assert method_text(found) == f"“督办”{text}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (SUM + "字段: 进展.金颜", "字段：不认识的字段“进展.金颜”，是不是“进展.金额”？"),
        (SUM + "字段: 事项", "字段：不认识的字段“事项”；可以写：进展.金额、各次、章.条.条、验收.人数"),
        (SUM + "字段: 进展", "字段：“进展”下面有分项；请写到其中一个键，例如 进展.金额"),
        (SUM + "字段: 进展.线索", "字段：“线索”只给班子看；指标和正文人人可见，不能用它"),
        (SUM + "字段: 内情.金额", "字段：“内情”只给班子看；指标和正文人人可见，不能用它"),
        (ENTRIES + "字段: 内情", "字段：“内情”只给班子看；指标和正文人人可见，不能用它"),
        (ENTRIES + "字段: 进展.金额", "字段：不认识的字段“进展.金额”，是不是“进展”？"),
        (DISTINCT + "字段: 进展", "字段：“进展”下面有分项；请写到其中一个键，例如 进展.日期"),
        (DISTINCT + "字段: [进展.单位, 章.名称]", "字段：“章.名称”和别的字段不在同一个分项里，分不清哪个对哪个；请只写一个分项里的键"),
        (SUM + "字段: 验收.人数, 按日期: 进展.日期", "按日期：不认识的日期“进展.日期”，是不是“验收.日期”？"),
        (SUM + "字段: 进展.金额, 按日期: 内情.日期", "按日期：不认识的日期“内情.日期”，是不是“验收.日期”？"),
        (SUM + "字段: 进展.金额, 条件: {进展: {线索: 7}}", "条件“线索”：“线索”只给班子看；指标和正文人人可见，不能用它"),
        (SUM + "字段: 进展.金额, 条件: {进展: {类别: 追}}", "条件“类别”：不认识的值“追”，是不是“追缴”？"),
        (SUM + "字段: 进展.金额, 条件: {进展: {不是: 追缴}}", "条件“进展”：下面有分项；写成 {有: 是} 或 {日期: …}"),
        ("来源: 督办, 算法: 计项", "算法“计项”要有“字段”；请加一行 字段: …"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_at_its_place(cases: Bureau, lines: str, message: str) -> None:
    assert said(cases, lines) == [message]


@pytest.mark.slow
def test_a_group_without_its_day_is_told_of(cases: Bureau) -> None:
    cases.change(CASES, "金额: 1.5,", "金额: 1.5, 办结: 2021-04-01,")
    cases.change(CASES, "金额: 4,", "金额: 4, 办结: 2020-04-01,")
    found = figure(cases, ENTRIES + "字段: 进展, 按日期: 进展.办结")
    assert found.value == 1 and found.months == {"2021-04": 1}
    assert [record.anchor for record in found.undated] == ["case-1"]
    assert [record.anchor for record in found.outside] == ["case-2"]
    (remark,) = [issue for issue in cases.remarks() if issue.code == "remark.undated"]
    assert "没有“进展.办结”" in remark.message
    shown = pages(cases.project())[f"figures/{found.id}.md"]
    assert "（一部分分项）" in shown and "（2020-04-01）" in shown and "还不符合条件" not in shown


@pytest.mark.slow
def test_very_many_are_listed_by_their_ids(cases: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_pages, "_MANY", 3)
    found = figure(cases, ENTRIES + "字段: 进展, 按日期: 进展.日期")
    path = f"figures/{found.id}.md"
    page = opening.opened(path, f"<article>{pages(cases.project())[path]}</article>".encode())
    assert len(page.all("//dl//a[@class='record']")) == found.value == 4
    assert [*evidence.compare(page, found)] == []


@pytest.mark.slow
def test_what_came_later_is_not_taken(cases: Bureau) -> None:
    """Neither a group whose own day is after 统计截止, nor what is filled in later."""
    cases.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-03-11")
    for name, (lines, due) in {
        "notes": (SUM + "字段: 进展.金额", "7/2"),
        "by-day": (SUM + "字段: 进展.金额, 按日期: 进展.日期", "7/2"),
        "stock": (SUM + "字段: 进展.金额, 按日期: 进展.日期, 存量: 是", "7/2"),
        "entries": (ENTRIES + "字段: 进展", 2),
        "accepted": (SUM + "字段: 验收.人数", 0),
    }.items():
        define(cases, lines, name=name)
        found = cases.project().figure(name)
        assert found and found.value == Fraction(due), name
    found = cases.project().figure("by-day")
    assert found and [r.anchor for r in found.outside] == ["case-2"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            SUM + "字段: 进展.金额, 按日期: 进展.日期",
            [
                ["进展.日期", "事项", "进展", "进展.金额", "编号"],
                ["2021-02-10", "甲事", "类别 追缴；单位 东县小样局", "1.5", "case-1"],
                ["2021-03-11", "甲事", "类别 追缴；单位 东县小样局", "2", "case-1"],
                ["2021-05-12", "乙事", "类别 追缴；单位 办公室", "4", "case-2"],
            ],
        ),
        (
            MEAN + "字段: 各次",
            [
                ["登记日期", "事项", "各次", "编号"],
                ["2021-02-01", "甲事", "1", "case-1"],
                ["2021-02-01", "甲事", "2.5", "case-1"],
            ],
        ),
        (
            ENTRIES + "字段: 措施",
            [
                ["登记日期", "事项", "措施", "编号"],
                ["2021-02-01", "甲事", "建账", "case-1"],
                ["2021-02-01", "甲事", "公示", "case-1"],
                ["2021-02-01", "甲事", "抽查", "case-1"],
                ["2021-03-01", "乙事", "建账", "case-2"],
            ],
        ),
        (
            ENTRIES + "字段: 措施, 条件: {措施: {不是: 公示}}",
            [["登记日期", "事项", "措施", "编号"], ["2021-03-01", "乙事", "建账", "case-2"]],
        ),
        (
            ENTRIES + "字段: 章.条, 条件: {章: {名称: 附则}}",
            [
                ["登记日期", "事项", "章.条", "编号"],
                ["2021-02-01", "甲事", "条 3；岗位 文书岗", "case-1"],
            ],
        ),
        (
            DISTINCT + "字段: [进展.单位, 进展.类别], 条件: {编号: case-1}",
            [
                ["登记日期", "事项", "进展", "进展.单位", "进展.类别", "编号"],
                ["2021-02-01", "甲事", "日期 2021-02-10；金额 1.5", "东县小样局", "追缴", "case-1"],
                ["2021-02-01", "甲事", "日期 2021-03-11；金额 2", "东县小样局", "追缴", "case-1"],
                ["2021-02-01", "甲事", "日期 2021-03-12", "办公室", "约谈", "case-1"],
            ],
        ),
    ],
)
def test_the_evidence_lists_each_and_adds_up(
    cases: Bureau, lines: str, rows: list[list[str]]
) -> None:
    found = figure(cases, lines)
    path = f"figures/{found.id}.md"
    content = pages(cases.project())[path]
    page = opening.opened(path, f"<article>{content}</article>".encode())
    (table,) = page.all("//h2[@id='records']/following::table[1]")
    assert [[opening.text(cell) for cell in row] for row in opening.rows(table)] == rows
    assert [*evidence.compare(page, found)] == []
    other = replace(found, value=found.value + 1)
    assert (
        "依据页列出的记录得出" in "".join(i.message for i in evidence.compare(page, other))
        or "去重" in lines
    )


@pytest.mark.slow
def test_the_workbook_has_a_number_for_each(cases: Bureau) -> None:
    define(cases, SUM + "字段: 进展.金额, 按日期: 进展.日期", "万元")
    define(cases, ENTRIES + "字段: 措施", "条", "乙数")
    define(cases, DISTINCT + "字段: [进展.单位, 进展.类别]", "个", "丙数")
    project = cases.project()
    _, _, counted, *_ = excel.sheets(project)
    told = {
        name: [(row[4], row[6]) for row in counted.rows if getattr(row[0], "text", "") == name]
        for name in ("甲数", "乙数", "丙数")
    }
    days = [date(2021, 2, 10), date(2021, 3, 11), date(2021, 5, 12)]
    assert told["甲数"] == [*zip(days, [Fraction(3, 2), 2, 4], strict=True)]
    assert told["乙数"] == [(date(2021, 2, 1), 1)] * 3 + [(date(2021, 3, 1), 1)]
    assert [each for _, each in told["丙数"]] == [
        "东县小样局＋追缴", "东县小样局＋追缴", "办公室＋约谈", "办公室＋追缴",
    ]  # fmt: skip
    assert "数分项的是一个分项" in counted.about
    content = excel.document(project, Properties("题", "局", "年度报告", date(2022, 1, 10)))
    assert [*tabulated.faults(tabulated.opened(content), tabulated.of(project))] == []


@pytest.mark.slow
def test_an_edition_counts_and_shows_no_hidden_record(cases: Bureau) -> None:
    cases.change(CASES, "编号: case-2", "编号: case-2\n  可见: 班子")
    define(cases, ENTRIES + "字段: 进展", "条")
    define(cases, ENTRIES + "字段: 进展, 含不可见: 是, 条件: {编号: {有: 是}}", "条", "总数")
    for edition in EDITIONS:
        project, found = survey(cases.root, edition)
        assert [issue.code for issue in found.errors] == ["edition.deduced"]
        seen = 3 if edition == EDITIONS[0] else 4
        assert (project.figures["甲数"].value, project.figures["总数"].value) == (seen, 4)
        assert [len(project.figures[name].taken) for name in ("甲数", "总数")] == [seen, seen]
        texts = " ".join(each for name, each in pages(project).items() if "made-" in name)
        assert ("2021-05-12" in texts) == ("线索 7" in texts) == (edition != EDITIONS[0])


QUARTER = "- {编号: warning-02, 季度: 二季度, 预警数: 5, 处置数: 3, 批准机构: 机关纪委}\n"
HIDDEN = """
- {编号: h1, 事项: 密事, 登记日期: 2021-01-01, 可见: 班子, 进展: [{日期: 2021-01-02, 类别: 追缴, 金额: 1}, {日期: 2021-01-03, 类别: 约谈, 金额: 2}]}
- {编号: h2, 事项: 密事, 登记日期: 2021-01-05, 可见: 班子, 进展: {日期: 2021-01-04, 类别: 追缴, 金额: 4}}
"""
TOTAL = "来源: 督办, 算法: 求和, 字段: 进展.金额, 含不可见: 是"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("totals", "told"),
    [
        ([TOTAL], ""),
        ([TOTAL + ", 条件: {进展: {类别: 约谈}}"], "deduced"),
        ([TOTAL + ", 条件: {编号: [case-1, h1]}"], "hidden"),  # the condition itself names it
        ([TOTAL, TOTAL + ", 条件: {进展: {类别: 追缴}}"], "deduced"),  # but for a note of one
        ([TOTAL + ", 条件: {进展: {类别: 追缴}}"] * 2, ""),
        ([TOTAL.replace("求和", "平均")], ""),
        ([TOTAL.replace("求和, 字段: 进展.金额", "计项, 字段: 进展")], ""),
        ([TOTAL.replace("求和, 字段: 进展.金额", "计项, 字段: 进展") + ", 条件: {登记日期: {不是: 2021-01-05}}"], "deduced"),
    ],
)  # fmt: skip
def test_no_hidden_group_is_computed_from_totals(
    cases: Bureau, totals: list[str], told: str
) -> None:
    cases.append(CASES, HIDDEN)
    for number, lines in enumerate(totals):
        define(cases, lines, name=f"总数{number}")
    assert cases.codes() == ([f"edition.{told}"] if told else [])


@pytest.mark.parametrize(("readers", "told"), [("全员", 0), ("班子", 1)])
def test_no_hidden_newest_is_told(cases: Bureau, readers: str, told: int) -> None:
    """Not even by two hidden records that agree; what one that is shown says is known."""
    more = "- {编号: base-%d, 项目: 党员, 日期: 2021-08-01, 数: 60, 可见: %s}\n"
    cases.append(BASES, more % (5, "班子") + more % (6, readers))
    define(cases, NUMBER + ", 条件: {项目: 党员}, 含不可见: 是", "名")
    assert cases.codes() == ["edition.deduced"] * told


NUMBER = "来源: 基数, 算法: 最新, 字段: 数"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "value", "records", "earlier"),
    [
        (NUMBER + ", 条件: {项目: 党员}", 55, ["base-3"], ["base-1", "base-2"]),
        (NUMBER + ", 条件: {项目: 支部}", 4, ["base-4"], []),
        (NUMBER + ", 条件: {日期: {止: 2021-05-31}}", 52, ["base-2"], ["base-1"]),
        (NUMBER + ", 按日期: 复核", 55, ["base-3"], []),
        ("来源: 预警汇总, 算法: 最新, 字段: 预警数", 5, ["warning-02"], ["warning-01"]),
    ],
)
def test_the_newest_of_a_series_is_taken(
    cases: Bureau, lines: str, value: int, records: list[str], earlier: list[str]
) -> None:
    cases.append("data/2021/预警汇总.yml", QUARTER)
    found = figure(cases, lines)
    assert found.value == value and found.months == {} and not found.monthly
    assert [record.anchor for record in found.records] == records
    assert [record.anchor for record in found.earlier] == earlier
    assert found.placing and found.placing.stock


@pytest.mark.slow
def test_the_newest_is_told_with_its_series(cases: Bureau) -> None:
    found = figure(cases, NUMBER + ", 条件: {项目: 党员}", "名")
    assert method_text(found) == "“基数”中项目为党员的记录，取“数”最近一次的数"
    project = cases.project()
    path = f"figures/{found.id}.md"
    page = opening.opened(path, f"<article>{pages(project)[path]}</article>".encode())
    now, series = page.all("//table")
    told = [
        [[opening.text(cell) for cell in row] for row in opening.rows(t)] for t in (now, series)
    ]
    assert told == [
        [["日期", "项目", "数", "编号"], ["2021-06-30", "党员", "55", "base-3"]],
        [["日期", "记录", "数"], ["2020-12-31", "党员", "50"], ["2021-03-31", "党员", "52"]],
    ]
    assert "截至2021年12月31日" in page.content and "存量" in page.content
    assert [*evidence.compare(page, found)] == []
    assert [*evidence.compare(page, replace(found, value=Fraction(52)))] != []
    _, _, counted, *_ = excel.sheets(project)
    own = [row for row in counted.rows if getattr(row[0], "text", "") == "甲数"]
    assert [(row[5], row[6]) for row in own] == [("期内", 55), ("较早", None), ("较早", None)]
    assert "“期间”是较早、期外、无日期的" in counted.about


def test_what_came_after_the_cut_off_is_not_the_newest(cases: Bureau) -> None:
    cases.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-06-29")
    found = figure(cases, NUMBER + ", 条件: {项目: 党员}", "名")
    assert found.value == 52 and [r.anchor for r in found.outside] == ["base-3"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (NUMBER, "最新的一天 2021-06-30 有 2 条记录，“数”不一样：data/2021/基数.yml:4:43 是 55，data/2021/基数.yml:5:43 是 4；请只留对的一条，或者在条件里写明是哪一条"),
        (NUMBER + ", 条件: {项目: 团员}", "到统计截止没有一条记录填了“数”，没有最新的数；请补上，或者核对条件"),
        (NUMBER + ", 存量: 是", "算法“最新”不用“存量”；请删去这一行"),
        ("来源: 基数, 算法: 最新, 字段: 逐项", "字段：不认识的字段“逐项”；可以写：数"),
        ("来源: 公务支出, 算法: 最新, 字段: 本年", "按日期：“公务支出”没有日期，说不出哪一条最新；请写明记录的哪个日期"),
    ],
)  # fmt: skip
def test_no_newest_is_said(cases: Bureau, lines: str, message: str) -> None:
    assert said(cases, lines) == [message]


def test_records_of_the_last_day_that_agree_are_one(cases: Bureau) -> None:
    cases.append(BASES, "- {编号: base-5, 项目: 党员, 日期: 2021-06-30, 数: 55}\n")
    found = figure(cases, NUMBER + ", 条件: {项目: 党员}", "名")
    assert found.value == 55 and [r.anchor for r in found.records] == ["base-3", "base-5"]


def test_a_rate_may_be_of_any_two(cases: Bureau) -> None:
    define(cases, NUMBER + ", 条件: {项目: 党员}", "名", "党员人数")
    define(cases, ENTRIES + "字段: 措施", "条", "措施条数")
    found = figure(cases, "算法: 比率, 分子: 措施条数, 分母: 党员人数", "'%'".strip("'"))
    assert found.value == Fraction(400, 55)


AMOUNTS = st.lists(
    st.tuples(
        st.sampled_from(["追缴", "约谈"]),
        st.integers(1, 12),
        st.none() | st.decimals(0, 99, places=2),
    ),
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(AMOUNTS, min_size=1, max_size=4))
def test_any_groups_add_up(cases: Bureau, held: list[list[tuple[str, int, Any]]]) -> None:
    """The sum, the mean, the entries and the months are what counting by hand gives."""
    lines = [
        f"- {{编号: c{n}, 事项: 事{n}, 登记日期: 2021-01-01, 进展: ["
        + ", ".join(
            f"{{类别: {kind}, 日期: 2021-{month:02}-01"
            + (f", 金额: {each}" if each is not None else "")
            + "}"
            for kind, month, each in notes
        )
        + "]}\n"
        for n, notes in enumerate(held)
    ]
    cases.write(CASES, "".join(lines)).write(FIGURES, OWN)
    figures, issues = compute(records.read_all(cases.root)[0])
    assert issues == []
    wanted = [note for notes in held for note in notes if note[0] == "追缴"]
    amounts = [Fraction(each) for *_, each in wanted if each is not None]
    assert figures["追缴金额"].value == sum(amounts)
    assert figures["追缴次数"].value == len(wanted)
    months = figures["追缴金额"].months
    assert sum(months.values()) == sum(amounts)
    assert all(
        months.get(f"2021-{n:02}", 0)
        == sum(Fraction(e) for _, m, e in wanted if m == n and e is not None)
        for n in range(1, 13)
    )
    assert figures["追缴月数"].value == len({month for _, month, _ in wanted})


OWN = "".join(
    f"- {{编号: f{n}, 名称: {name}, 口径: 数, 分组: 学习教育, 来源: 督办, 条件: {{进展: {{类别: 追缴}}}}, "
    f"按日期: 进展.日期, {lines}}}\n"
    for n, (name, lines) in enumerate(
        {
            "追缴金额": "算法: 求和, 字段: 进展.金额, 单位: 万元",
            "追缴次数": "算法: 计项, 字段: 进展, 单位: 次",
            "追缴月数": "算法: 去重计数, 字段: [月份, 进展.类别], 单位: 个",
        }.items()
    )
)


DECLARED = """说明: 督办的事项，各次进展追缴多少。
地址: supervised
标题: 事项
日期: 登记日期
键:
  - {键: 事项, 必填: 是}
  - {键: 登记日期, 类型: 日期, 必填: 是}
  - 键: 进展
    类型: 分项
    多个: 是
    分项:
      - {键: 日期, 类型: 日期, 必填: 是}
      - {键: 岗位, 类型: 引用, 台账: 岗位}
      - {键: 金额, 类型: 金额, 单位: 万元}
  - {键: 批办, 类型: 分项, 多个: 是, 可见: 班子, 分项: [{键: 经办}]}
"""
TYPED = """
- 编号: s1
  事项: 甲
  登记日期: 2021-01-05
  进展:
    - {日期: 2021-02-01, 岗位: 局长, 金额: 3}
    - {日期: 2021-03-01, 岗位: 副局长, 金额: 0.5}
  批办: [{经办: 密}]
"""


def test_a_declared_ledger_is_counted_like_any_other(bureau: Bureau) -> None:
    bureau.write("data/台账/督办事项.yml", DECLARED).write("data/2021/督办事项.yml", TYPED)
    lines = "来源: 督办事项, 算法: 求和, 字段: 进展.金额, 按日期: 进展.日期"
    where = ", 条件: {进展: {岗位: {层级: 主要领导}}}"
    found = figure(bureau, lines + where, "万元")
    assert found.value == 3 and found.months == {"2021-02": 3}
    assert method_text(found) == (
        "“督办事项”中进展中至少一个的岗位的层级为主要领导的记录，"
        "取“进展.金额”之和，“进展”只计符合条件的"
    )
    define(bureau, lines, "元", "乙数")
    define(bureau, lines.replace("进展.金额", "批办.经办").partition(", 按")[0], "万元", "丙数")
    assert [issue.message.partition("，")[0] for issue in bureau.survey()[1]] == [
        "单位：“进展.金额”记的是万元", "字段：“批办”只给班子看；指标和正文人人可见",
    ]  # fmt: skip
