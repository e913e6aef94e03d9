"""Ledgers that are declared in data: read, judged, shown and counted like those of the code."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple, get_origin

import pytest
import yaml
from conftest import ROOT, Bureau, pages, sample
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html
from pdf_files import EMPTY
from site_tools import built, environment, small_project

from ledger import commands, remembered, results
from ledger.documents import excel
from ledger.duties.agenda import Agenda
from ledger.pages import search
from ledger.publishing import about
from ledger.publishing.readback import reading
from ledger.records import source
from ledger.records.base import Numbered, Part, Record, part_of
from ledger.records.dataset import read_all, read_entry
from ledger.records.editions import EDITIONS, admit, audience_of
from ledger.records.fields import Listed, Ref, Time, holds, mark_of
from ledger.records.kinds import declared, field_name
from ledger.records.ledgers import shipped
from ledger.records.types.declared import Declaration
from ledger.records.types.work import (
    DutySheet,
    Expense,
    Rectification,
    Reminder,
    Risk,
    Task,
    Trace,
    WorkPoint,
)
from ledger.records.values import headline, value_text
from ledger.survey import read_again
from ledger.wordlists import Known

OWN, DATA = "data/台账/调研.yml", "data/2021/调研.yml"
FIGURES = """\
- 编号: survey-count
  名称: 调研次数
  口径: 到下属单位调研的次数
  分组: 履责记录
  算法: 计数
  来源: 调研
  条件: {对象: {类型: 县区科技局}, 状态: 已答复}
  单位: 次
- 编号: survey-opinions
  名称: 调研意见数
  口径: 调研听到的意见条数
  分组: 履责记录
  算法: 求和
  来源: 调研
  字段: 意见数
  单位: 条
"""


def test_it_is_read_shown_counted_and_found_like_any_other(bureau: Bureau) -> None:
    bureau.append("data/2021/figures.yml", FIGURES)
    assert bureau.messages() == []
    project = bureau.project()
    assert [project.figures[name].value for name in ("调研次数", "调研意见数")] == [1, 6]
    shown = pages(project)
    page = shown["ledgers/surveys.md"]
    assert page.index("到下属单位调研听意见") < page.index("例行</h2>") < page.index("survey-1")
    assert page.index("survey-1") < page.index("专题</h2>") < page.index("survey-2")
    assert "用车登记有空白" not in "".join(shown.values())
    assert "figures/survey-opinions.md" in page and "花费（元）" in page
    evidence = shown["figures/survey-count.md"]
    assert "surveys.md#survey-1" in evidence
    assert ">对象</th>" in evidence and ">状态</th>" in evidence  # what the condition asks for
    assert "全部 2 条合计：意见数 6，采纳数 3。" in page
    found = search.entry("调研", html.fragment_fromstring(page, create_parent="div")).places
    (row,) = [each for each in found if each.anchor == "survey-1"]
    assert "采纳数 3" in row.pieces and "花费（元） 35.5" not in row.pieces
    assert 'class="word number">35&#46;5</td>' in page
    assert "ledgers/surveys.md" in shown["ledgers/index.md"]
    (due,) = [each for each in Agenda(project).matters if each.record.anchor == "survey-2"]
    assert [headline(owner) for owner in due.owners] == ["文书岗", "西县小样局"]
    assert "调研" in [name for name, _, _ in excel.shelves(project)]


def test_several_groups_of_a_record_stand_below_each_other(bureau: Bureau) -> None:
    bureau.change(OWN, "    类型: 分项\n", "    类型: 分项\n    多个: 是\n")
    reply = "  答复:\n    日期: 2021-05-08\n    方式: 书面\n"
    two = "  答复:\n    - {日期: 2021-05-08, 方式: 书面}\n    - {日期: 2021-05-09, 方式: 当面}\n"
    bureau.change(DATA, reply, two)
    page = pages(bureau.project())["ledgers/surveys.md"]
    assert "日期 2021-05-08；方式 书面<br>日期 2021-05-09；方式 当面" in page


def test_a_total_counts_what_is_merged_once(bureau: Bureau) -> None:
    bureau.change(OWN, "标题: 事项", "标题: 事项\n同一件事: 并入")
    bureau.append(OWN, "  - {键: 并入, 类型: 引用, 台账: 调研}\n")
    bureau.append(DATA, "  并入: survey-1\n").change(DATA, "日期: 2021-10-15", "日期: 2021-04-12")
    page = pages(bureau.project())["ledgers/surveys.md"]
    assert "全部 2 条合计（并入的不另计）：意见数 4，采纳数 3。" in page


def test_what_is_done_later_was_not_done_before(bureau: Bureau) -> None:
    bureau.append("data/2021/figures.yml", FIGURES)
    bureau.change("data/2021/report.yml", "统计截止: 2021-12-31", "统计截止: 2021-04-30")
    assert bureau.project().figures["调研次数"].value == 0


def test_two_ledgers_lead_to_each_other(bureau: Bureau) -> None:
    bureau.change(
        OWN,
        "键:\n  - {键: 日期, 类型: 日期, 必填: 是, 当年: 是}\n",
        "键:\n  - {键: 日期, 类型: 日期, 必填: 是}\n  - {键: 整改, 类型: 引用, 台账: 整改台账, 多个: 是}\n",
    )
    bureau.change(
        DATA,
        "  文号: 小函〔2021〕4号\n",
        "  文号: 小函〔2021〕4号\n  整改: [rectify-01, rectify-02]\n",
    )
    shown = pages(bureau.project())
    assert "ledgers/rectification.md#rectify-02" in shown["ledgers/surveys.md"]
    assert "ledgers/surveys.md#survey-1" in shown["ledgers/rectification.md"]
    bureau.change(DATA, "rectify-02", "rectify-12")
    assert bureau.messages() == [
        f"{DATA}:8:20  整改：不认识的整改台账“rectify-12”；没有这个编号，请到那本台账里核对"
    ]


#: what is written in the declaration in place of what -> what is said
WRONG = {
    "an unknown type": ("意见数, 类型: 整数", "意见数, 类型: 数字", "20:18  类型：不认识的值“数字”，是不是“文字”？"),
    "a choice without a list": ("词表: 调研类别, ", "", "14:17  类型“选项”要写“词表”；请加一行 词表: …"),
    "a list that is not there": ("词表: 调研类别", "词表: 调研种类", "14:25  词表：没有“调研种类”，是不是“调研类别”？"),
    "a list of text": ("{键: 文号, ", "{键: 文号, 词表: 调研类别, ", "19:17  词表：类型“文字”不用“词表”；请删去，或写 类型: 选项"),
    "an unknown ledger": ("台账: 岗位", "台账: 职位", "16:26  台账：不认识的台账“职位”，是不是“岗位”？"),
    "an amount without a unit": ("金额, 单位: 元", "金额", "22:17  金额要写明单位；请加一行 单位: 万元 或 单位: 元"),
    "a unit of a text": ("{键: 文号, ", "{键: 文号, 单位: 份, ", "19:17  单位：类型“文字”没有单位；请删去"),
    "several numbers": ("意见数, 类型: 整数", "意见数, 多个: 是, 类型: 整数", "20:18  多个：类型“整数”只写一个；要写几个，请用“分项”"),
    "an unknown headline": ("标题: 事项", "标题: 事情", "3:5  标题：不认识的键“事情”，是不是“事项”？"),
    "no headline": ("标题: 事项\n", "", "1:1  缺少“标题”；请加一行 标题: …"),
    "a headline that may lack": ("标题: 事项", "标题: 文号", "3:5  标题：“文号”要必填，不分项；请改它的写法，或换一个键"),
    "a day that is none": ("\n日期: 日期", "\n日期: 事项", "4:5  日期：“事项”要是日期、月份或季度；请改它的写法，或换一个键"),
    "who answers is no post": ("[调研人, 对象]", "[调研人, 事项]", "6:11  责任：“事项”要引用一个岗位或机构；请改它的写法，或换一个键"),
    "one of one": ("[依据文件, 文号]", "[文号]", "7:8  至少写一项：要写两个以上的键；只有一个的，写 必填: 是"),
    "groups of what may lack": ("分组: 类别", "分组: 对象", "9:5  分组：“对象”要是必填的选项，只写一个；请改它的写法，或换一个键"),
    "an address of another": ("地址: surveys", "地址: risks", "2:5  地址：“risks”是别的台账的地址（风险点）；请另取一个"),
    "after nothing": ("地址: surveys", "地址: surveys\n排在: 风险", "3:5  排在：不认识的台账“风险”，是不是“风险点”？"),
    "a file a month for ever": ("地址: surveys", "地址: surveys\n每月一个文件: 是\n不分年度: 是", "3:9  不分年度的台账不能每月一个文件；请删去一行"),
    "before no key": ("不早于: 日期}", "不早于: 期限}", "23:28  不早于：不认识的键“期限”，是不是“答复期限”？"),
    "before no day": ("不早于: 日期}", "不早于: 事项}", "23:28  不早于：“事项”不是日期，不能比；请换一个键"),
    "above no number": ("不多于: 意见数", "不多于: 事项", "21:34  不多于：“事项”不是数，不能比；请换一个键"),
    "a text in the year": ("{键: 文号, ", "{键: 文号, 当年: 是, ", "19:17  当年：只用于是日期、月份的键；请删去"),
    "for some, and required": ("可见: 班子}", "可见: 班子, 必填: 是}", "34:20  只给班子看的键不能必填：别的版里没有它；请删去“必填”或“可见”"),
    "a headline for some": ("标题: 事项", "标题: 反映的问题", "3:5  标题：“反映的问题”只给班子看，别的版没有它；请换一个人人可见的键"),
    "an unknown role": ("作用: 办结", "作用: 完结", "11:10  作用：不认识的作用“完结”，是不是“办结”？"),
    "a state before none": ("办结, 日期: 答复", "办结, 此前: 达标, 日期: 答复", "11:18  此前：作用“达标”的状态要先写，在这一项的上面"),
    "a state's day is no day": ("办结, 日期: 答复,", "办结, 日期: 文号,", "11:18  日期：“文号”不是日期，也不是有日期的分项；请换一个键"),
    "no such proof": ("要有: [答复, 佐证]", "要有: [答复, 证据]", "11:31  要有：不认识的键“证据”，是不是“佐证”？"),
    "a key twice": ("{键: 花费, ", "{键: 采纳数, ", "22:9  键：“采纳数”写了两次；请只留一处"),
    "a key of letters": ("{键: 花费, ", "{键: cost, ", "22:9  键：“cost”要有汉字，不用空格和标点；请改一个名称"),
    "a key that all have": ("{键: 花费, ", "{键: 编号, ", "22:9  键：每本台账都有“编号”；请删去这一项"),
    "a person's name": ("{键: 花费, 类型: 金额, 单位: 元}", "{键: 联系人姓名}", "22:9  键：“姓名”是个人信息，不记在这里；人只写岗位，或只记人次，请删去"),
    "above a sum of what is no number": ("不多于: 意见数", "不多于: [意见数, 事项]", "21:40  不多于：“事项”不是数，不能比；请换一个键"),
    "above a number twice": ("不多于: 意见数", "不多于: [意见数, 意见数]", "21:34  不多于：“意见数”写了两次；请只留一处"),
    "above another unit": ("类型: 整数, 合计: 是, 不多于: 意见数", "类型: 小数, 单位: 万元, 不多于: 花费", "21:35  不多于：单位不同（万元、元），不能比；请改成一样的"),
    "needed with no key": ("{键: 通知, ", "{键: 通知, 何时必填: {类型: 例行}, ", "33:24  何时必填：不认识的键“类型”，是不是“类别”？"),
    "needed with a text": ("{键: 通知, ", "{键: 通知, 何时必填: {事项: 例行}, ", "33:24  何时必填：“事项”不是选项，也不是“是否”；请换一个键"),
    "needed with no such word": ("{键: 通知, ", "{键: 通知, 何时必填: {类别: [专项]}, ", "33:25  何时必填：不认识的值“专项”；可以写：例行、专题；要添这个词，写进 data/词表/调研类别.yml"),
    "needed with neither yes nor no": ("{键: 通知, ", "{键: 急件, 类型: 是否}\n  - {键: 通知, 何时必填: {急件: true}, ", "34:24  何时必填：不认识的值“true”；可以写：是、否"),
    "needed with no word": ("{键: 通知, ", "{键: 通知, 何时必填: {类别: []}, ", "33:24  何时必填：“类别”没有写是哪些词；例如 {类别: …}"),
    "needed always and at times": ("{键: 事项, ", "{键: 事项, 何时必填: {类别: 例行}, ", "15:19  何时必填：已经写了必填；请删去一行"),
    "needed with what is hidden": ("{键: 反映的问题, ", "{键: 反映的问题, 何时必填: {类别: 例行}, ", "34:27  何时必填：两个键里有一个只给班子看，这样就说出了它；请两个都写，或都不写“可见”"),
    "not repeated with no key": ("\n日期: 日期", "\n不重复: [日期, 单位]\n日期: 日期", "4:11  不重复：不认识的键“单位”；可以写：编号、日期、类别、事项、调研人、对象、依据文件、文号、意见数、采纳数、花费、答复期限……"),
    "not repeated with several": ("\n日期: 日期", "\n不重复: [日期, 佐证]\n日期: 日期", "4:11  不重复：“佐证”可以写几个，或者有分项，不能比；请换一个键"),
    "not repeated with itself": ("\n日期: 日期", "\n不重复: [日期, 日期]\n日期: 日期", "4:6  不重复：“日期”写了两次；请只留一处"),
    "not repeated alone": ("\n日期: 日期", "\n不重复: [日期]\n日期: 日期", "4:6  不重复：要写两个以上的键；只有一个的，在那个键里写 不重复: 是"),
    "equal to no number": ("要有: [答复, 佐证]", "相等: [意见数, 事项]", "11:32  相等：“事项”不是数，不能比；请换一个键"),
    "equal to nothing": ("要有: [答复, 佐证]", "相等: [意见数]", "11:26  相等：要写两个以上的键"),
    "equal in other units": ("要有: [答复, 佐证]}\n键:\n", "相等: [花费, 拨付]}\n键:\n  - {键: 拨付, 类型: 金额, 单位: 万元}\n", "11:26  相等：单位不同（元、万元），不能比；请改成一样的"),
    "days in a circle": ("{键: 日期, 类型: 日期, ", "{键: 日期, 类型: 日期, 不早于: 答复期限, ", "13:26  不早于：“日期”不早于“答复期限”，“答复期限”不早于“日期”，绕成了一圈；请删去一处"),
    "an end beside a state": ("\n日期: 日期", "\n结束: 答复期限\n日期: 日期", "4:5  结束：写了“状态”的，由状态说办完没有；请删去这一行"),
    "groups in groups": ("{键: 方式, 必填: 是}", "{键: 方式, 类型: 分项}", "31:21  类型：分项下面不再分项；请另建一本台账，用“引用”"),
}  # fmt: skip


@pytest.mark.parametrize("what", sample(WRONG, 26))
def test_a_wrong_declaration_is_told_at_its_place(bureau: Bureau, what: str) -> None:
    old, new, said = WRONG[what]
    text = bureau.read(OWN)
    assert old in text
    bureau.write(OWN, text.replace(old, new, 1))
    assert bureau.messages() == [f"{OWN}:{said}"]


def test_the_end_of_a_matter_is_a_day_that_may_lack(bureau: Bureau) -> None:
    keys = "键:\n  - {键: 事项, 必填: 是}\n  - {键: 答复日期, 类型: 日期, 必填: 是}\n"
    path = "data/台账/走访.yml"
    bureau.write(path, f"说明: 走访企业\n地址: visits\n标题: 事项\n结束: 答复日期\n{keys}")
    assert bureau.messages() == [
        f"{path}:4:5  结束：“答复日期”要是不必填的日期，只写一个；请改它的写法，或换一个键"
    ]


def test_all_is_told_at_once_and_nothing_follows(bureau: Bureau) -> None:
    """The figures over a broken ledger, its records and its lists are not blamed."""
    bureau.append("data/2021/figures.yml", FIGURES)
    for old, new in (
        ("标题: 事项", "标题: 事情"),
        ("台账: 岗位", "台账: 职位"),
        ("{键: 采纳数, ", "{键: 采纳, 数字: 是, "),
    ):
        bureau.change(OWN, old, new)
    assert bureau.messages() == [
        f"{OWN}:21:13  不认识的键“数字”；可以写：键、类型、必填、说明、词表、台账、多个、单位、可见、分项、合计、后填……"
    ]
    bureau.change(OWN, ", 数字: 是", "")
    assert bureau.messages() == [
        f"{OWN}:3:5  标题：不认识的键“事情”，是不是“事项”？",
        f"{OWN}:16:26  台账：不认识的台账“职位”，是不是“岗位”？",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1  文件是空的；它记“台账声明”，至少写 说明"),
        ("- a\n", ":1:1  这里应当是一条记录，写成“键: 内容”，例如 说明: …"),
        ("说明: 甲\n地址: own\n标题: 编号\n", ":1:1  缺少“键”；请加一行 键: …"),
        ("说明: 甲\n 键: 乙\n", ":2:3  缩进和上下行对不齐；同一条记录的各项要左对齐，“- ”后面的各行比“-”多缩进两格"),
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_read(bureau: Bureau, text: str, said: str) -> None:
    bureau.write(OWN, text)
    assert bureau.messages() == [f"{OWN}{said}"]


def test_a_ledger_that_is_dropped_while_figures_count_it(bureau: Bureau) -> None:
    bureau.append("data/2021/figures.yml", FIGURES).remove(OWN)
    assert [each.partition("；")[0] for each in bureau.messages()] == [
        "data/2021/figures.yml:14:7  来源：不认识的台账“调研”",
        "data/2021/figures.yml:22:7  来源：不认识的台账“调研”",
        f"{DATA}:1:1  不认识的数据文件“调研.yml”",
        "data/词表/调研状态.yml:1:1  不认识的词表“调研状态”，是不是“要点状态”？",
        "data/词表/调研类别.yml:1:1  不认识的词表“调研类别”，是不是“问题类别”？",
    ]


@pytest.mark.slow
def test_a_sum_is_told_in_the_unit_of_its_key(bureau: Bureau) -> None:
    figure = FIGURES.partition("- 编号: survey-opinions")[2].replace("意见数", "花费")
    bureau.append(
        "data/2021/figures.yml", "- 编号: survey-cost" + figure.replace("单位: 条", "单位: 万元")
    )
    assert [each.partition("  ")[2] for each in bureau.messages()] == [
        "单位：“花费”记的是元，这里写“万元”，差了倍数；请写 单位: 元"
    ]


@pytest.mark.parametrize(
    ("unit", "typed", "said"),
    [
        ("元", "0.5万元", "“0.5万元”只写数，不写单位；这里记的是元，写成 5000"),
        ("元", "1，200.5 万元", "“1，200.5 万元”只写数，不写单位；这里记的是元，写成 12005000"),
        ("万元", "35元", "“35元”只写数，不写单位；这里记的是万元，写成 0.0035"),
        ("万元", "0.5万元", "“0.5万元”只写数，不写单位：0.5"),
    ],
)
def test_an_amount_in_another_unit_is_told_as_it_should_be(
    bureau: Bureau, unit: str, typed: str, said: str
) -> None:
    bureau.change(OWN, "单位: 元", f"单位: {unit}")
    bureau.change(DATA, "花费: 35.5", f"花费: {typed}")
    assert bureau.messages() == [f"{DATA}:24:7  花费：{said}"]


def test_what_is_for_some_is_in_no_other_edition(bureau: Bureau) -> None:
    whole, _ = read_all(bureau.root)
    for edition in EDITIONS:
        held = [each.反映的问题 for each in admit(whole, edition).records["调研"]]
        assert held == [None, None if edition == "全员" else "用车登记有空白"]
    bureau.append(
        "data/2021/figures.yml",
        FIGURES.partition("- 编号: survey-opinions")[0].replace(
            "{类型: 县区科技局}, 状态: 已答复", "{类型: 县区科技局}, 反映的问题: {有: 是}"
        ),
    )
    assert [each.partition("  ")[2] for each in bureau.messages()] == [
        "条件“反映的问题”：“反映的问题”只给班子看；指标和正文人人可见，不能用它"
    ]


def test_a_whole_ledger_may_be_for_some(bureau: Bureau) -> None:
    bureau.append(OWN, "可见: 班子\n")
    whole, issues = read_all(bureau.root)
    assert issues == [] and not admit(whole, "全员").records["调研"]
    assert len(admit(whole, "班子").records["调研"]) == 2
    bureau.change(DATA, "编号: survey-1\n", "编号: survey-1\n  可见: 全员\n")
    assert bureau.messages() == [f"{DATA}:2:7  可见：不认识的值“全员”；可以写：班子、纪检"]


ADDED = """\
说明: 本局整改另记类别和追缴的钱
键:
  - {键: 类别, 类型: 选项, 词表: 调研类别}
  - {键: 追缴金额, 类型: 金额, 单位: 万元}
  - {键: 原因, 必填: 是}
"""


@pytest.mark.slow
def test_keys_are_added_to_a_ledger_of_the_product(bureau: Bureau) -> None:
    bureau.write("data/台账/整改台账.yml", ADDED)
    assert [each.partition("  ")[2] for each in bureau.messages()] == [
        "缺少“原因”；请加一行 原因: …"
    ] * 2
    items = "data/2021/整改台账.yml"
    bureau.write(items, re.sub("(  措施)", r"  原因: 责任不清\n\1", bureau.read(items)))
    bureau.change(items, "  来源: 自查", "  来源: 自查\n  类别: 专题\n  追缴金额: 3.5")
    bureau.append(
        "data/2021/figures.yml",
        FIGURES.partition("- 编号: survey-opinions")[2]
        .join(["- 编号: survey-x", ""])
        .replace("来源: 调研", "来源: 整改台账")
        .replace("字段: 意见数", "字段: 追缴金额")
        .replace("单位: 条", "单位: 万元"),
    )
    assert bureau.messages() == []
    project = bureau.project()
    assert project.figures["调研意见数"].value == 7 / 2
    assert "追缴金额（万元）" in pages(project)["ledgers/rectification.md"]
    assert isinstance(project.dataset.of(Rectification)[0], Rectification)


def test_keys_of_the_trace_records_stand_on_every_month(bureau: Bureau) -> None:
    bureau.write(
        "data/台账/履责记录.yml", "说明: 另记册数\n键:\n  - {键: 发放册数, 类型: 整数, 合计: 是}\n"
    )
    bureau.change("data/2021/履责记录/01.yml", "请假: 2", "请假: 2\n  发放册数: 37")
    assert bureau.messages() == []
    assert ">37<" in pages(bureau.project())["records/2021-01.md"]


def test_a_ledger_without_a_table_takes_no_keys(bureau: Bureau) -> None:
    bureau.write("data/台账/单位.yml", "说明: 另记\n键:\n  - {键: 楼层}\n")
    bureau.write(
        "data/台账/廉政提醒.yml", "说明: 另记\n地址: own\n键:\n  - {键: 内容, 说明: 别的}\n"
    )
    assert bureau.messages() == [
        "data/台账/单位.yml:1:1  “单位”的网页只列它自己的键，不能添；请另建一本台账",
        "data/台账/廉政提醒.yml:2:5  “廉政提醒”本站已经有了，这里只添键；请删去“地址”",
        "data/台账/廉政提醒.yml:4:9  键：“内容”本站已经有了，只能写 必填: 是，不写别的；要另记一样，请换一个键",
    ]


def test_a_ledger_of_the_library_is_replaced_whole(bureau: Bureau) -> None:
    text = (ROOT / "ledger/library/台账/宣传发布.yml").read_text(encoding="utf-8")
    bureau.write("data/台账/宣传发布.yml", text + "  - {键: 阅读量, 类型: 整数, 必填: 是}\n")
    assert {each.partition("  ")[2] for each in bureau.messages()} == {
        "缺少“阅读量”；请加一行 阅读量: …"
    }


def test_a_ledger_may_have_a_file_a_month_or_none_of_a_year(bureau: Bureau) -> None:
    bureau.change(OWN, "地址: surveys", "地址: surveys\n每月一个文件: 是")
    bureau.write("data/2021/调研/04.yml", bureau.read(DATA)).remove(DATA)
    assert bureau.messages() == [
        "data/2021/调研/04.yml:17:7  日期：2021-10-15 应当记在 10.yml（没有就新建）"
    ]
    bureau.change(OWN, "每月一个文件", "不分年度")
    bureau.write("data/调研.yml", bureau.read("data/2021/调研/04.yml")).remove(
        "data/2021/调研/04.yml"
    )
    (bureau.root / "data/2021/调研").rmdir()
    assert bureau.messages() == []


def test_ledgers_stand_in_the_order_that_they_say() -> None:
    names = [*shipped()]
    assert names.index("责任书") == names.index("本月无") + 1
    assert names.index("预警汇总") == names.index("下年任务") + 1


@pytest.mark.slow
def test_an_attachment_is_a_file_that_the_readers_may_see(bureau: Bureau) -> None:
    bureau.append(OWN, "  - {键: 附件, 类型: 附件, 多个: 是}\n")
    for path in ("函.pdf", "班子/表.pdf"):
        bureau.write(f"docs/{path}", EMPTY)
    bureau.append(DATA, "  附件: [函.pdf, 涵.pdf, 班子/表.pdf]\n")
    assert bureau.messages() == [
        f"{DATA}:28:15  附件：docs/ 下没有“涵.pdf”，是不是“函.pdf”？",
        f"{DATA}:28:22  附件：“班子/表.pdf”只给班子、纪检看，这一条不止他们看；请给这一条写 可见: 班子",
    ]
    bureau.change(DATA, "[函.pdf, 涵.pdf, 班子/表.pdf]", "函.pdf")
    assert "函.pdf" in pages(bureau.project())["ledgers/surveys.md"] and bureau.messages() == []


@pytest.mark.slow
def test_a_type_is_the_same_after_a_process_has_ended(bureau: Bureau) -> None:
    before, _ = read_all(bureau.root)
    kept = pickle.dumps(remembered.state(), 5)
    remembered.forget()
    remembered.resume(results._Reader(BytesIO(kept)).load())
    after, _ = read_all(bureau.root)
    assert [*map(repr, after.records["调研"])] == [*map(repr, before.records["调研"])]
    assert {type(each) for each in after.records["调研"]} == {after.ledgers["调研"].record}


@pytest.mark.slow
def test_the_guides_example_works(bureau: Bureau) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.partition("## 加一本台账")[2].partition("\n## ")[0]
    own, added = re.findall("```yaml\n(.*?)```", section, re.DOTALL)
    bureau.write("data/台账/走访.yml", own).write(
        "data/台账/整改台账.yml", added.replace("原因, 必填: 是", "备注")
    )
    bureau.write("data/词表/走访类别.yml", "- 上门\n").write("data/词表/整改类别.yml", "- 作风\n")
    bureau.write("data/词表/走访状态.yml", "- 未答复\n- {词: 已答复, 作用: 办结}\n")
    assert commands.main(["new-ledger", "走访", "--root", str(bureau.root)]) == 0
    laid = bureau.read("data/2021/走访.yml")
    assert yaml.safe_load(laid) is None and bureau.messages() == []
    record = "- {编号: v1, 日期: 2021-03-02, 类别: 上门, 企业: 甲厂, 走访人: 局长, 意见数: 2, 采纳数: 1, 状态: 已答复, 答复日期: 2021-03-09, 佐证: 函}\n"
    bureau.write("data/2021/走访.yml", record)
    assert bureau.messages() == []
    bureau.change("data/2021/走访.yml", ", 佐证: 函", "")
    assert bureau.messages() == [
        "data/2021/走访.yml:1:73  状态“已答复”要有“佐证”；请加一行 佐证: …"
    ]


def test_what_has_no_limit_or_lasts_is_not_asked_for(bureau: Bureau) -> None:
    def due() -> list[str]:
        matters = Agenda(bureau.project()).matters
        return [each.record.anchor for each in matters if each.record.ledger.name == "调研"]

    assert due() == ["survey-2"]
    bureau.change(DATA, "  答复期限: 2022-01-31\n", "")
    assert due() == []
    bureau.change(DATA, "  花费: 35.5\n", "  花费: 35.5\n  答复期限: 2022-01-31\n")
    bureau.append("data/词表/调研状态.yml", "- {词: 常年听取, 作用: 长期}\n")
    bureau.change(DATA, "状态: 未答复", "状态: 常年听取")
    assert due() == []


#: ledgers of the code, to be declared anew
OF_CODE = (Trace, Rectification, Reminder, Expense, Risk, DutySheet, WorkPoint, Task)
_TYPES = {"str": "文字", "int": "整数", "Decimal": "小数", "date": "日期", "bool": "是否"}


def _told(kind: type[Part], field: str) -> dict[str, Any]:
    """Return what a declaration says of a key, from the class."""
    info = kind.model_fields[field]
    told: dict[str, Any] = {"键": info.alias, "说明": info.description or "甲"}
    inner = part_of(kind, info.alias)
    if inner:
        told |= {"类型": "分项", "分项": [_told(inner, each) for each in inner.model_fields]}
    elif listed := mark_of(kind, field, Listed):
        told |= {"类型": "选项", "词表": listed.list}
    elif target := mark_of(kind, field, Ref):
        told |= {"类型": "引用", "台账": target.ledger}
    elif mark_of(kind, field, Time) and not holds(kind, field, date):
        told["类型"] = "月份"
    else:
        annotation = str(info.annotation)
        told["类型"] = next(
            _TYPES[each] for each in _TYPES if re.search(rf"\b{each}\b", annotation)
        )
    if get_origin(info.annotation) is list:
        told["多个"] = "是"
    if info.is_required():
        told["必填"] = "是"
    if audience_of(kind, field) != EDITIONS[0]:
        told["可见"] = audience_of(kind, field)
    return told


def again(kind: type[Record]) -> type[Record]:
    """Return the type of a declaration that says what a class says."""
    keys = [_told(kind, field) for field in kind.model_fields if field not in ("id", "readers")]
    told = {"说明": "甲", "标题": kind.key_of(kind.headline), "键": keys}
    text = yaml.safe_dump(told, allow_unicode=True)
    value, wrong = source.parse(text, f"data/台账/{kind.ledger.name}.yml")
    assert wrong == [] and isinstance(value, source.Mapping)
    declaration = Declaration.from_source(value)
    return declared(declaration, Numbered, kind.ledger.files, "again").record


#: what is typed in the place of a value
SLIPS = ("", "[]", "{甲: 乙}", "１２", "1,200", "62人", "-3", "二〇二一", "2021-13-01", "2021年3月5日", "是的", "不认识", "[甲, [乙]]")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", OF_CODE, ids=lambda kind: kind.ledger.name)
def test_a_ledger_of_the_code_declared_anew_reads_and_says_the_same(
    kind: type[Record], bureau: Bureau
) -> None:
    other = again(kind)
    dataset, _ = read_all(bureau.root)
    known = Known(dataset.lists, 2021)
    assert other.all_keys() == kind.all_keys()
    for record in dataset.of(kind):
        both = [read_entry(each, record._source, known)[0] for each in (kind, other)]
        one, two = (
            [value_text(getattr(each, str(type(each).field_of(key)))) for key in kind.all_keys()]
            for each in both
            if each
        )
        assert one == two
    file = bureau.root / dataset.of(kind)[0].place().path
    text = file.read_text(encoding="utf-8")
    for key in kind.all_keys():
        slips = [re.sub(rf"(?m)^(..{key}:).*$", rf"\1 {slip}", text) for slip in SLIPS]
        for typed in [*slips, text.replace(f"{key}:", "多余:")]:
            value, _ = source.parse(typed, "x.yml")
            for each in value if isinstance(value, list) else ():
                if isinstance(each, source.Mapping):
                    one, two = (read_entry(of, each, known)[1] for of in (kind, other))
                    assert one == two, typed


_HAN = st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=4)
_VALUES: dict[str, Any] = {
    "文字": "说清了这一件事", "小数": "2.5", "金额": "1.25", "日期": "2021-05-06", "月份": "2021-05",
    "季度": "二季度", "年份": 2020, "是否": "是", "分项": {"件数": 3, "去向": "发给各科室"},
}  # fmt: skip
_SIMPLE = st.sampled_from(["整数", "选项", *_VALUES])


class Drawn(NamedTuple):
    """A declaration, the words of its lists by their names, and records of it."""

    told: dict[str, Any]
    lists: dict[str, list[Any]]
    records: list[dict[str, Any]]


@st.composite
def words(draw: st.DrawFn) -> list[Any]:
    """Return the words of a list; some are written in another way as well, or are of some years."""
    found = draw(st.lists(_HAN, min_size=2, max_size=6, unique=True))
    half = len(found) // 2
    listed: list[Any] = []
    for word, other in zip(found[:half], found[half:], strict=False):
        more = draw(st.sampled_from([{}, {"又作": other}, {"自": 2020}, {"至": 2021}]))
        listed.append({"词": word, **more} if more else word)
    return listed


def _written(word: Any) -> list[str]:
    return [word] if isinstance(word, str) else [word["词"], *filter(None, [word.get("又作")])]


@st.composite
def ledgers(draw: st.DrawFn) -> Drawn:
    """Return a ledger whose rules its records keep."""
    names = draw(st.lists(_HAN, min_size=2, max_size=6, unique=True))
    keys: list[dict[str, Any]] = [{"键": names[0], "必填": "是"}]
    lists: dict[str, list[Any]] = {}
    for name in names[1:]:
        kind = draw(_SIMPLE)
        key: dict[str, Any] = {"键": name, "类型": kind}
        if draw(st.booleans()):
            key["必填"] = "是"
        elif draw(st.booleans()):
            key["可见"] = draw(st.sampled_from(EDITIONS[1:]))
        if kind in ("文字", "选项", "分项") and draw(st.booleans()):
            key["多个"] = "是"
        if kind in ("整数", "金额") and draw(st.booleans()):
            key["合计"] = "是"
        if kind == "选项":
            key["词表"] = f"{name}的词"
            lists[f"{name}的词"] = draw(words())
        if kind == "金额":
            key["单位"] = "万元"
        if kind == "分项":
            key["分项"] = [{"键": "件数", "类型": "整数"}, {"键": "去向", "必填": "是"}]
        keys.append(key)
    told = {"说明": "随手写的一本", "地址": "any", "标题": names[0], "键": keys}
    told |= draw(_heads(keys))
    rules = draw(_rules(keys, lists))
    records = [
        draw(_record(number, keys, lists, rules)) for number in range(draw(st.integers(0, 3)))
    ]
    return Drawn(told, lists, records)


def _values(record: dict[str, Any], key: str) -> list[Any]:
    held = record.get(key, [])
    return held if isinstance(held, list) else [held]


def _open(keys: list[dict[str, Any]], *types: str) -> list[str]:
    return [key["键"] for key in keys if "可见" not in key and key.get("类型") in types]


@st.composite
def _heads(draw: st.DrawFn, keys: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the declaration says of day, groups and repetition."""
    told: dict[str, Any] = {}
    if (days := _open(keys, "日期", "月份", "季度")) and draw(st.booleans()):
        told["日期"] = draw(st.sampled_from(days))
    groups = [key["键"] for key in keys if {"词表", "必填"} <= key.keys() and "多个" not in key]
    if groups and draw(st.booleans()):
        told["分组"] = draw(st.sampled_from(groups))
    if draw(st.booleans()):
        told["不重复"] = [keys[0]["键"], "编号"]
    return told


@st.composite
def _rules(
    draw: st.DrawFn, keys: list[dict[str, Any]], lists: dict[str, list[Any]]
) -> dict[str, tuple[str, list[str]]]:
    """Add rules to keys; return of each that is needed at times, with which words of which key."""
    numbers, options = _open(keys, "整数"), _open(keys, "选项")
    needed: dict[str, tuple[str, list[str]]] = {}
    for key in keys[1:]:
        if key["键"] in numbers[1:] and draw(st.booleans()):
            key["不多于"] = numbers[: numbers.index(key["键"])]
        free = not {"必填", "可见"} & key.keys() and key["类型"] != "是否"
        others = [option for option in options if option != key["键"]]
        if free and others and draw(st.booleans()):
            other = draw(st.sampled_from(others))
            word = draw(st.sampled_from(lists[f"{other}的词"]))
            key["何时必填"] = {other: draw(st.sampled_from(_written(word)))}
            needed[key["键"]] = other, _written(word)
    return needed


@st.composite
def _record(
    draw: st.DrawFn,
    number: int,
    keys: list[dict[str, Any]],
    lists: dict[str, list[Any]],
    needed: dict[str, tuple[str, list[str]]],
) -> dict[str, Any]:
    held: dict[str, Any] = {"编号": f"any-{number}", keys[0]["键"]: "办好了一件事"}
    for key in sorted(keys[1:], key=lambda each: each["键"] in needed):
        other, asked = needed.get(key["键"], ("", []))
        due = "必填" in key or not {*_values(held, other)}.isdisjoint(asked)
        if not due and not draw(st.booleans()):
            continue
        name, kind = key["键"], key["类型"]
        if kind == "整数":
            held[name] = draw(st.integers(0, 9))
        elif kind == "选项":
            most = len(lists[key["词表"]]) if "多个" in key else 1
            chosen = draw(st.permutations(lists[key["词表"]]))[: draw(st.integers(1, most))]
            written = [draw(st.sampled_from(_written(word))) for word in chosen]
            held[name] = written if "多个" in key else written[0]
        else:
            twice = kind == "分项" and "多个" in key
            value = deepcopy(_VALUES[kind])  # what stands twice would be an alias in YAML
            held[name] = [value, {**value, "件数": 4}] if twice else value
    for key in keys[1:]:
        for whole in key.get("不多于", ()) if key["键"] in held else ():
            held[whole] = max(held.get(whole, 0), held[key["键"]])
    return held


def _figure(name: str, rest: str) -> str:
    return f"- {{编号: {name}, 名称: 随记{name}, 口径: 随记, 分组: 履责记录, 来源: 随记, {rest}}}\n"


def _laid(bureau: Bureau, drawn: Drawn) -> Bureau:
    files = {"data/台账/随记.yml": drawn.told, "data/2021/随记.yml": drawn.records}
    files |= {f"data/词表/{name}.yml": listed for name, listed in drawn.lists.items()}
    for path, value in files.items():
        bureau.write(path, yaml.safe_dump(value, allow_unicode=True, sort_keys=False))
    return bureau.append("data/2021/figures.yml", _figure("count", "算法: 计数, 单位: 条"))


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=ledgers())
def test_any_ledger_goes_through_everything(drawn: Drawn, bureaus: Callable[[], Bureau]) -> None:
    told, lists, records = drawn
    bureau = _laid(bureaus(), drawn)
    sums, options = _open(told["键"], "整数")[:1], _open(told["键"], "选项")[:1]
    for key in sums:
        bureau.append("data/2021/figures.yml", _figure("sum", f"算法: 求和, 字段: {key}, 单位: 个"))
    for key in options:
        word = _written(lists[f"{key}的词"][0])
        where = f"算法: 计数, 条件: {{{key}: {word[-1]}}}, 单位: 条"
        bureau.append("data/2021/figures.yml", _figure("word", where))
    assert bureau.messages() == []
    project = bureau.project()
    placed = [each for each in records if "日期" not in told or told["日期"] in each]
    assert project.figures["随记count"].value == len(placed)
    for key in sums:
        assert project.figures["随记sum"].value == sum(each.get(key, 0) for each in placed)
    for key in options:
        held = [each for each in placed if not {*_values(each, key)}.isdisjoint(word)]
        assert project.figures["随记word"].value == len(held)
    hidden = [field_name(key["键"]) for key in told["键"] if "可见" in key]
    for shown in admit(project.dataset, "全员").records["随记"]:
        assert not any(getattr(shown, field) for field in hidden)
    page = pages(project).get("ledgers/any.md", "")
    assert bool(page) == bool(records) and all(each["编号"] in page for each in records)
    assert ("随记" in [name for name, _, _ in excel.shelves(project)]) == bool(records)


@pytest.mark.long
@settings(
    max_examples=1,
    phases=[Phase.generate],  # to make it smaller would be to build a hundred sites
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=ledgers().filter(lambda drawn: drawn.lists and drawn.records))
def test_a_site_with_any_ledger_says_what_its_data_say(
    drawn: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every built file is read back: pages, search, workbook, and the documents where there are any."""
    folder = tmp_path_factory.mktemp("any")
    bureau = _laid(small_project(folder / "project"), drawn)
    site = built(bureau.root, folder / "site")
    with pytest.MonkeyPatch.context() as patch:  # as the site was built
        patch.setenv("SOURCE_DATE_EPOCH", environment()["SOURCE_DATE_EPOCH"])
        project = about.completed(read_again(bureau.root, EDITIONS[0]), ())
        assert reading.faults(site.root, project) == []


BAD = {
    "a state that is a text": ("{键: 状态, 类型: 选项, 词表: 调研状态, 必填: 是}", "{键: 状态, 必填: 是}", "键：“状态”要是选项，只写一个，人人可见；不是的，请换一个名称"),
    "a name that is a number": ("{键: 花费, 类型: 金额, 单位: 元}", "{键: 名称, 类型: 整数}", "键：“名称”要是文字，只写一个，人人可见；不是的，请换一个名称"),
    "a hidden name": ("{键: 花费, 类型: 金额, 单位: 元}", "{键: 简称, 可见: 班子}", "键：“简称”要是文字，只写一个，人人可见；不是的，请换一个名称"),
    "hidden inside a group": ("{键: 方式, 必填: 是}", "{键: 方式, 可见: 班子}", "可见：分项里的键不另分给谁看；请写在整个分项上，或另写一个键"),
    "a month that comes later": ("{键: 花费, 类型: 金额, 单位: 元}", "{键: 花费, 类型: 月份, 后填: 是}", "后填：只用于是日期的键，或分项里有日期的键；请删去"),
    "a hidden day that comes later": ("{键: 花费, 类型: 金额, 单位: 元}", "{键: 花费, 类型: 日期, 后填: 是, 可见: 班子}", "后填：事情办了才填的日期不能必填，也不能只给一部分人看；请删去一行"),
    "a quarter in the year": ("{键: 花费, 类型: 金额, 单位: 元}", "{键: 花费, 类型: 季度, 当年: 是}", "当年：只用于是日期、月份的键；请删去"),
    "no more than itself": ("不多于: 意见数", "不多于: 采纳数", "不多于：写的是这个键自己；请写另一个键"),
    "no more than what is hidden": ("{键: 意见数, 类型: 整数, 合计: 是}", "{键: 意见数, 类型: 整数, 合计: 是, 可见: 班子}", "不多于：两个键里有一个只给班子看，这样就说出了它；请两个都写，或都不写“可见”"),
    "a circle of states": ("{作用: 办结, 日期: 答复,", "{作用: 办结, 此前: 办结, 日期: 答复,", "此前：作用“办结”的状态要先写，在这一项的上面"),
    "one of what is always there": ("[依据文件, 文号]", "[依据文件, 急件]", "至少写一项：“急件”不填就是否，总算写了；请换一个键"),
    "no address": ("地址: surveys\n", "", "缺少“地址”；请加一行 地址: …"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_what_would_mislead_or_tell_too_much_is_refused(
    bureau: Bureau, case: tuple[str, ...]
) -> None:
    old, new, said = case
    text = bureau.read(OWN) + "  - {键: 急件, 类型: 是否}\n"
    assert old in text
    bureau.write(OWN, text.replace(old, new, 1))
    assert [each.partition("  ")[2] for each in bureau.messages()] == [said]


@pytest.mark.slow
def test_keys_together_are_not_repeated(bureau: Bureau) -> None:
    """A unit is the same by whatever name; where one of the keys is empty nothing is compared."""
    bureau.change(OWN, "标题: 事项", "标题: 事项\n不重复: [类别, 对象]")
    assert bureau.messages() == []
    bureau.change(DATA, "类别: 专题", "类别: 例行").change(DATA, "对象: 西县小样局", "对象: east")
    assert bureau.messages() == [
        f"{DATA}:18:7  类别、对象：“例行”“east”已经一起用在{DATA} 第 1 行；请核对"
    ]
    bureau.change(DATA, "  对象: east\n", "").change(OWN, ", 何时必填: {类别: 例行}", "")
    assert bureau.messages() == []


@pytest.mark.slow
def test_a_number_is_not_above_the_sum_of_others(bureau: Bureau) -> None:
    bureau.change(OWN, "不多于: 意见数}", "不多于: [意见数, 建议数]}")
    bureau.change(OWN, "  - {键: 花费", "  - {键: 建议数, 类型: 整数}\n  - {键: 花费")
    assert bureau.messages() == []
    bureau.change(DATA, "采纳数: 3", "采纳数: 6")
    assert bureau.messages() == [f"{DATA}:9:8  写了“采纳数”就要写“建议数”；请加一行 建议数: …"]
    bureau.change(DATA, "采纳数: 6", "采纳数: 6\n  建议数: 1")
    assert bureau.messages() == [f"{DATA}:9:8  采纳数 6 多于意见数、建议数之和 5"]
    bureau.change(DATA, "建议数: 1", "建议数: 2")
    assert bureau.messages() == []


@pytest.mark.slow
def test_a_key_is_needed_only_where_another_holds_some_word(bureau: Bureau) -> None:
    bureau.change(
        OWN, "{键: 花费, ", "{键: 花费, 何时必填: {类别: [例行, 专门], 状态: 已答复}, "
    ).change("data/词表/调研类别.yml", "专题", "{词: 专题, 又作: 专门}")
    assert bureau.messages() == [
        f"{DATA}:3:7  类别“例行”、状态“已答复”要有“花费”；请加一行 花费: …"
    ]
    bureau.change(DATA, "意见数: 4", "意见数: 4\n  花费: 0")
    bureau.change(DATA, "  花费: 35.5\n", "")
    assert bureau.messages() == []
    bureau.change(OWN, "状态: 已答复}, ", "状态: 未答复}, ")
    assert bureau.messages() == [
        f"{DATA}:19:7  类别“专题”、状态“未答复”要有“花费”；请加一行 花费: …"
    ]


def test_a_key_is_needed_where_another_says_yes(bureau: Bureau) -> None:
    bureau.change(
        OWN,
        "{键: 通知, ",
        "{键: 急件, 类型: 是否}\n  - {键: 花销, 何时必填: {急件: 是}}\n  - {键: 通知, ",
    )
    assert bureau.messages() == []
    bureau.append(DATA, "  急件: 是\n")
    assert bureau.messages() == [f"{DATA}:28:7  急件“是”要有“花销”；请加一行 花销: …"]


@pytest.mark.slow
def test_numbers_are_equal_once_it_is_done(bureau: Bureau) -> None:
    bureau.change(OWN, "要有: [答复, 佐证]", "要有: [答复, 佐证], 相等: [意见数, 采纳数]")
    assert bureau.messages() == [
        f"{DATA}:11:7  状态“已答复”的意见数、采纳数要相等，现在是 4、3；请核对"
    ]
    bureau.change(DATA, "采纳数: 3", "采纳数: 4")
    assert bureau.messages() == []
    bureau.change(DATA, "  意见数: 4\n", "").change(OWN, ", 不多于: 意见数", "")
    assert bureau.messages() == [
        f"{DATA}:10:7  状态“已答复”的意见数、采纳数要相等，现在是 没有写、4；请核对"
    ]


def test_a_new_file_says_what_holds_of_its_keys(bureau: Bureau) -> None:
    bureau.change(OWN, "标题: 事项", "标题: 事项\n不重复: [类别, 对象]")
    bureau.change(OWN, "不多于: 意见数}", "不多于: [意见数, 件数], 何时必填: {类别: 例行}}")
    bureau.change(OWN, "  - {键: 花费", "  - {键: 件数, 类型: 整数}\n  - {键: 花费")
    bureau.change(OWN, "要有: [答复, 佐证]", "相等: [意见数, 采纳数]")
    bureau.remove(DATA)
    assert commands.main(["new-ledger", "调研", "--root", str(bureau.root)]) == 0
    lines = {
        line[4:].partition(":")[0]: line.rpartition("    ")[2]
        for line in bureau.read(DATA).splitlines()
    }
    assert lines["对象"].endswith("；“类别”“对象”合起来不重复；类别是例行的要写")
    assert lines["采纳数"].endswith(
        "；不多于“意见数”“件数”之和；类别是例行的要写；“办结”的，“意见数”“采纳数”要相等"
    )


@pytest.mark.slow
def test_a_name_that_others_refer_to_is_unique(bureau: Bureau) -> None:
    """It is so whether the declaration says it or not; a name that nobody refers to may come again."""
    bureau.write(
        "data/台账/项目.yml", "说明: 项目\n地址: plans\n标题: 名称\n键:\n  - {键: 名称, 必填: 是}\n"
    )
    bureau.write("data/2021/项目.yml", "- {编号: a, 名称: 东桥}\n- {编号: b, 名称: 东桥}\n")
    assert bureau.messages() == []
    bureau.append(OWN, "  - {键: 项目, 类型: 引用, 台账: 项目}\n")
    assert bureau.messages() == [
        "data/2021/项目.yml:2:15  名称“东桥”已经用在data/2021/项目.yml 第 1 行；请另取一个"
    ]
    bureau.change("data/台账/项目.yml", "必填: 是", "必填: 是, 不重复: 是")
    assert len(bureau.messages()) == 1


def test_a_hidden_yes_says_nothing_to_others(bureau: Bureau) -> None:
    bureau.append(OWN, "  - {键: 急件, 类型: 是否, 可见: 班子}\n")
    bureau.append(DATA, "  急件: 是\n")
    assert bureau.messages() == [] and "急件" not in pages(bureau.project())["ledgers/surveys.md"]


def test_a_figure_over_a_ledger_for_few_is_for_few(bureau: Bureau) -> None:
    bureau.append(OWN, "可见: 班子\n")
    figure = FIGURES.partition("- 编号: survey-opinions")[2]
    bureau.append("data/2021/figures.yml", "- 编号: survey-opinions" + figure)
    assert [each.partition("  ")[2] for each in bureau.messages()] == [
        "来源：“调研”整本只给班子看；请给这一条加一行 可见: 班子"
    ]


def test_a_file_of_a_month_lies_in_its_year(bureau: Bureau) -> None:
    bureau.change(OWN, "地址: surveys", "地址: surveys\n每月一个文件: 是")
    bureau.change(OWN, "类型: 日期, 必填: 是, 当年: 是}", "类型: 日期, 必填: 是}")
    text = bureau.read(DATA)
    bureau.write("data/2021/调研/04.yml", text[: text.index("- 编号: survey-2")]).remove(DATA)
    bureau.change("data/2021/调研/04.yml", "日期: 2021-04-12", "日期: 2020-04-12")
    assert bureau.messages() == ["data/2021/调研/04.yml:2:7  日期：2020-04-12 不在报告年度 2021 年"]


def test_two_ways_may_end_and_nought_is_a_proof(bureau: Bureau) -> None:
    bureau.append("data/词表/调研状态.yml", "- {词: 不再答复, 作用: 办结}\n")
    bureau.change(OWN, "要有: [答复, 佐证]", "要有: [答复, 佐证, 采纳数]")
    bureau.change(DATA, "采纳数: 3", "采纳数: 0").change(DATA, "状态: 已答复", "状态: 不再答复")
    assert bureau.messages() == []


@pytest.mark.slow
def test_a_table_hides_columns_only_where_a_reader_can_ask_for_them(bureau: Bureau) -> None:
    assert "hidden" not in pages(bureau.project())["ledgers/surveys.md"]
    many = "".join(
        f"- {{编号: more-{n}, 日期: 2021-05-06, 类别: 专题, 事项: 听意见, 调研人: 局长, 文号: 函{n}号, 状态: 未答复}}\n"
        for n in range(6)
    )
    bureau.append(DATA, many)
    assert 'hidden=""' in pages(bureau.project())["ledgers/surveys.md"]


def test_a_state_may_be_called_like_a_placeholder(bureau: Bureau) -> None:
    bureau.append("data/词表/调研状态.yml", "- 待核实\n").change(
        DATA, "状态: 未答复", "状态: 待核实"
    )
    assert bureau.messages() == []


@pytest.mark.slow
def test_another_process_writes_the_same_pages(bureau: Bureau) -> None:
    before = pages(bureau.project())
    kept = pickle.dumps(remembered.state(), 5)
    remembered.forget()
    remembered.resume(results._Reader(BytesIO(kept)).load())
    assert pages(bureau.project()) == before
    assert any("调研　1 条" in text for path, text in before.items() if path.startswith("work/"))


def test_a_ledger_named_like_a_sheet_has_one_of_its_own(bureau: Bureau) -> None:
    bureau.write("data/台账/说明.yml", bureau.read(OWN).replace("surveys", "notes")).remove(OWN)
    bureau.write("data/2021/说明.yml", bureau.read(DATA)).remove(DATA)
    names = [sheet.name for sheet in excel.sheets(bureau.project())]
    assert len({*names}) == len(names) and "说明（台账）" in names


def test_ledgers_that_stand_after_each_other_are_all_there(bureau: Bureau) -> None:
    text = bureau.read(OWN).replace("surveys", "others")
    bureau.write("data/台账/座谈.yml", text + "排在: 调研\n").append(OWN, "排在: 座谈\n")
    dataset, issues = read_all(bureau.root)
    assert issues == [] and {"调研", "座谈"} <= {*dataset.ledgers}
