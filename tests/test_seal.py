"""A signed report is sealed; after that its records and figures change by corrections alone."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import Bureau, lay_out, pages, read

from ledger import commands
from ledger.documents import elements, excel, files
from ledger.documents.elements import Element, Form
from ledger.documents.site import REPORT_PAGE
from ledger.figures import sealed
from ledger.figures.wording import figure_text, method_text
from ledger.issues import Mistake
from ledger.machine import files as writing
from ledger.machine.stopping import Stopped
from ledger.pages import drawings, figures
from ledger.project import Project
from ledger.publishing import revision
from ledger.records.editions import EDITIONS
from ledger.records.types.official import SEALS, Seal
from ledger.sealing import listing, making, verifying
from ledger.sealing.making import Signed
from ledger.survey import open_project, survey

pytestmark = pytest.mark.slow

SEAL = "data/2021/封存/年度报告.yml"
CORRECTIONS = "data/2021/更正.yml"
MARCH = "data/2021/履责记录/03.yml"
#: what a correction of a record begins with
BEGIN = """\
- 编号: c1
  日期: 2022-02-01
  理由: 核对签到表
  岗位: 局长
"""
MENDED = BEGIN + "  台账: 履责记录\n  记录: r03-01\n  键: 实到\n  原值: 12\n  新值: 11\n"
REMOVED = (
    BEGIN
    + "  台账: 履责记录\n  记录: r03-02\n  改动: 删去\n"
    + BEGIN.replace("c1", "c2")
    + "  指标: 学习次数\n  原值: 3次\n  新值: 2次\n"
)
ADDED = """\
- 编号: r03-09
  类别: 学习教育
  日期: 2021-03-09
  岗位: 局长
  事项: 补学准则
  形式: 支部学习
  学习文件: 廉洁自律准则
  实到: 3
"""
ITEMS = """\
- 编号: items
  名称: 整改事项数
  口径: 登记的事项
  分组: 整改监督
  来源: 整改台账
  算法: 计数
  存量: 是
  单位: 项
- 编号: open-items
  名称: 未完成数
  口径: 还没有完成的事项
  分组: 整改监督
  来源: 整改台账
  条件: {状态: {不是: 已完成}}
  算法: 计数
  存量: 是
  单位: 项
"""


def said(project: Project) -> list[Element]:
    return elements.read(files.report(project), Form())


def seal(bureau: Bureau, day: date = date(2022, 1, 20)) -> Bureau:
    """Seal a bureau's report, as the command does, but without a browser."""
    projects = {edition: open_project(bureau.root, edition) for edition in EDITIONS}
    signed, digests = Signed("年度报告", day, "局长"), {"pdf": "a" * 64, "docx": "b" * 64}
    year = projects[EDITIONS[0]].unit.year
    made, text = making.seal_of(projects, EDITIONS[0], signed, said(projects[EDITIONS[0]]), digests)
    listing.add(bureau.root, made)
    return bureau.write(SEAL.replace("2021", str(year)), text)


@cache
def seal_with(more: str) -> dict[str, str]:
    """Return the files of a seal of the small bureau with some figures more, made once for all tests."""
    with TemporaryDirectory() as folder:
        bureau = seal(lay_out(Path(folder)).append("data/2021/figures.yml", more))
        return {path: bureau.read(path) for path in (SEAL, SEALS)}


def with_seal(bureau: Bureau, more: str = "") -> Bureau:
    """Let the small bureau have some figures more, and a seal."""
    bureau.append("data/2021/figures.yml", more)
    for path, text in seal_with(more).items():
        bureau.write(path, text)
    return bureau


@pytest.fixture
def signed(bureau: Bureau) -> Bureau:
    """The small bureau, whose report is sealed."""
    return with_seal(bureau)


@pytest.fixture
def later(bureau: Bureau) -> Bureau:
    """The small bureau in the year after: its report of 2021 is sealed."""
    return next_year(with_seal(bureau, ITEMS))


def next_year(bureau: Bureau) -> Bureau:
    """Let a bureau go on in the year after."""
    report = bureau.read("data/2021/report.yml")
    for old, new in (("2022", "2023"), ("2021", "2022")):
        report = report.replace(old, new)
    bureau.write("data/2022/report.yml", report)
    figures = bureau.read("data/2021/figures.yml")
    bureau.write("data/2022/figures.yml", figures + LAST)
    bureau.write("data/2022/履责记录/01.yml", "[]\n")
    bureau.change("data/unit.yml", "报告年度: 2021", "报告年度: 2022")
    bureau.write(
        "docs/report/01-学习.md",
        '### 学习\n\n全年学习{{ figure("学习次数") }}。\n\n{{ open_items() }}\n',
    )
    return bureau


ITEM = """\
- 编号: z-old
  来源: 自查
  问题: 接待没有公函
  依据文件: 廉洁自律准则
  措施: 先有公函再接待
  责任领导: 副局长
  责任科室: 办公室
  登记日期: 2020-05-07
  时限: 2020-11-30
  状态: 已完成
  佐证: 抽查表
  验收: {验收人: 局长, 日期: 2020-06-01}
  销号日期: 2020-06-01
"""


@pytest.fixture
def ever(bureau: Bureau) -> Bureau:
    """The small bureau, whose sealed report counts what the year before had finished."""
    bureau.write("data/2020/整改台账.yml", ITEM)
    bureau.append("data/2021/figures.yml", ITEMS.replace("存量: 是", "存量: 是\n  历年: 是", 1))
    return seal(bureau)


def test_a_seal_tells_of_the_records_of_all_years(ever: Bureau) -> None:
    assert ever.messages() == []
    assert "整改台账 2020/z-old 全员" in ever.read(SEAL)
    ever.change("data/2020/整改台账.yml", "接待没有公函", "会议没有通知")
    assert "问题：2022年1月20日封存（年度报告）以后改了，没有更正" in only(ever, "seal.changed")
    ever.write(CORRECTIONS, BEGIN + ALL_YEARS)
    assert ever.messages() == []
    assert (
        "会议没有通知" in pages(ever.project())["figures/items.md"].partition("封存以后的更正")[2]
    )


ALL_YEARS = """\
  台账: 整改台账
  记录: 2020/z-old
  键: 问题
  原值: 接待没有公函
  新值: 会议没有通知
"""


def test_a_record_of_all_years_is_not_added_after_the_seal(ever: Bureau) -> None:
    ever.append("data/2020/整改台账.yml", ITEM.replace("z-old", "z-more"))
    assert {"seal.added", "seal.value"} <= set(ever.codes())


def test_a_seal_of_an_earlier_year_tells_of_the_records_of_all_years(ever: Bureau) -> None:
    assert next_year(ever).messages() == []
    ever.change("data/2020/整改台账.yml", "接待没有公函", "会议没有通知")
    assert "2020/z-old" in only(ever, "seal.changed")


def test_a_seal_without_a_figure_of_all_years_tells_only_what_the_year_reads(later: Bureau) -> None:
    """A figure that begins to count all years in a later report asks nothing of an earlier seal."""
    later.write("data/2020/整改台账.yml", ITEM)
    later.change(
        "data/2022/figures.yml",
        ITEMS.partition("- 编号: open-items")[0].rstrip(),
        (
            ITEMS.replace("存量: 是", "存量: 是\n  历年: 是", 1)
            .partition("- 编号: open-items")[0]
            .rstrip()
        ),
    )
    assert later.messages() == []
    assert [each.anchor for each in later.project().figures["整改事项数"].records][
        -1
    ] == "2020/z-old"


def test_what_all_years_are_counted_of_must_be_read_in_a_sealed_year(later: Bureau) -> None:
    later.append(MARCH, "- 编号: r03-09\n")
    assert later.messages() == []
    ever = ITEMS.partition("- 编号: open-items")[0].replace("整改台账", "履责记录")
    ever = ever.replace("items", "ever").replace("整改事项数", "历年次数") + "  历年: 是\n"
    later.append("data/2022/figures.yml", ever)
    assert {each.partition(":")[0] for each in later.messages()} == {MARCH}


LAST = """\
- 编号: study-last
  名称: 上年学习次数
  口径: 上一年学习教育的次数
  分组: 学习教育
  算法: 上年
  指标: 学习次数
  单位: 次
"""


def only(bureau: Bureau, code: str) -> str:
    """Return the one error, which is of a kind."""
    issues = bureau.survey()[1]
    assert [each.code for each in issues] == [code], "\n".join(map(str, issues))
    return str(issues[0])


def test_what_was_not_touched_is_as_it_was_sealed(signed: Bureau) -> None:
    assert signed.messages() == []
    figure = signed.project().figures["学习次数"]
    assert figure.sealed is not None and figure.sealed.value == figure.value
    shown = pages(signed.project())["figures/study.md"]
    assert "2022年1月20日由局长封存（年度报告），封存时是 3次" in shown


# what may not be done without a correction


def test_a_changed_value_needs_a_correction(signed: Bureau) -> None:
    signed.change(MARCH, "实到: 12", "实到: 11")
    message = only(signed, "seal.changed")
    assert message.startswith(f"{MARCH}:8:7  实到：2022年1月20日封存（年度报告）以后改了")
    assert "台账 履责记录，记录 r03-01，键 实到" in message and "新值写 11" in message


def test_a_removed_record_needs_a_correction(signed: Bureau) -> None:
    text = signed.read(MARCH)
    start, end = text.index("- 编号: r03-02"), text.index("- 编号: r03-03")
    signed.write(MARCH, text[:start] + text[end:])
    assert sorted(signed.codes()) == ["seal.missing", "seal.value"]
    signed.write(CORRECTIONS, REMOVED)
    assert signed.messages() == []


def test_a_record_that_is_added_with_an_earlier_day_needs_a_correction(signed: Bureau) -> None:
    signed.append(MARCH, ADDED)
    assert sorted(signed.codes()) == ["seal.added", "seal.value"]
    signed.write(
        CORRECTIONS,
        BEGIN
        + "  台账: 履责记录\n  记录: r03-09\n  改动: 补记\n"
        + BEGIN.replace("c1", "c2")
        + "  指标: study\n  原值: 3次\n  新值: 4次\n",
    )
    assert signed.messages() == []


def test_a_changed_definition_needs_a_correction(signed: Bureau) -> None:
    signed.change("data/2021/figures.yml", "口径: 学习教育的次数", "口径: 集体学习的次数")
    assert "键 口径" in only(signed, "seal.changed")
    signed.change("data/2021/figures.yml", "口径: 集体学习的次数", "口径: 学习教育的次数")
    signed.append("data/2021/figures.yml", "  首页: 是\n")  # where it is listed is no content
    assert signed.messages() == []


def test_a_record_that_cannot_be_read_is_told_as_such(signed: Bureau) -> None:
    signed.change(MARCH, "实到: 12", "实到: 十二")
    assert signed.codes() == ["value.number"]


def test_another_order_and_other_spacing_change_nothing(signed: Bureau) -> None:
    signed.change(MARCH, "学习文件: 廉洁自律准则", "学习文件: [廉洁自律准则]  # 一份")
    parts = signed.read(MARCH).split("- 编号: r03-03")
    signed.write(MARCH, "- 编号: r03-03" + parts[1] + parts[0])
    assert signed.messages() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('文字: "3次"', '文字: "4次"'),
        ("岗位: 局长", "岗位: 副局长"),
        ("履责记录 r03-01 全员 ", "履责记录 r03-01 班子 "),
        ("要素: title", "要素: text"),
        ("a" * 64, "c" * 64),
    ],
)
def test_a_seal_that_was_edited_is_found(signed: Bureau, old: str, new: str) -> None:
    signed.change(SEAL, old, new)
    assert "封存的文件被改过" in only(signed, "seal.damaged")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('值: "3"', "值: 三"),
        ('值: "3"', 'value: "3"'),
        ("封存日期: ", "封存日期: 二〇"),
        ("文件: 年度报告\n", ""),
    ],
)
def test_a_seal_that_cannot_be_read_is_no_seal(signed: Bureau, old: str, new: str) -> None:
    """Whatever is typed into it, there is a finding at its place, and the year counts as open."""
    text = signed.read(SEAL)
    signed.write(SEAL, text.replace(old, new, 1))
    issues = signed.survey()[1]
    assert issues and {each.place.path for each in issues} == {SEAL}


@pytest.mark.parametrize("line", ["", "履责记录", "履责记录 r03-01", "甲 乙 丙 丁:戊 己", "  "])
def test_whatever_stands_in_a_line_of_a_seal_is_found(signed: Bureau, line: str) -> None:
    start = signed.read(SEAL).index('  - "履责记录 r03-01 ')
    text = signed.read(SEAL)
    signed.write(SEAL, text[:start] + f'  - "{line}"' + text[text.index("\n", start) :])
    assert signed.codes() in (["seal.damaged"], ["value.blank"])


def test_a_seal_of_another_year_is_found(later: Bureau) -> None:
    later.write("data/2022/封存/年度报告.yml", later.read(SEAL))
    assert "seal.damaged" in later.codes()


def test_a_seal_under_another_name_is_found(signed: Bureau) -> None:
    signed.write(SEAL.replace("年度报告", "半年报告"), signed.read(SEAL)).remove(SEAL)
    only(signed, "seal.damaged")


def test_a_seal_that_is_cut_off_is_found(signed: Bureau) -> None:
    lines = signed.read(SEAL).splitlines(keepends=True)
    signed.write(SEAL, "".join(lines[:-1]))
    only(signed, "seal.damaged")


def test_a_seal_that_is_gone_is_found(later: Bureau) -> None:
    """What was corrected is no mistake then: the seal is to be put back, or given up."""
    later.change(MARCH, "实到: 12", "实到: 11").write(CORRECTIONS, MENDED)
    later.remove(SEAL)
    assert f"2021 年的“年度报告”封存过，{SEAL} 不见了" in only(later, "seal.lost")
    later.remove(CORRECTIONS)
    arguments = ["seal", "年度报告", "--year", "2021", "--undo", "--root", str(later.root)]
    assert commands.main(arguments) == 0
    assert later.messages() == [] and not (later.root / SEALS).exists()


def test_a_seal_in_the_place_of_another_is_found(signed: Bureau) -> None:
    first = signed.read(SEALS)
    seal(signed.remove(SEAL).remove(SEALS), date(2022, 1, 21)).write(SEALS, first)
    assert f"摘要：和 {SEAL} 最后一行的不同" in only(signed, "seal.lost")


def test_a_seal_of_before_the_list_is_listed_by_an_upgrade(signed: Bureau) -> None:
    listed = signed.read(SEALS)
    signed.remove(SEALS)
    assert "upgrade --write" in only(signed, "seal.lost")
    assert commands.main(["upgrade", "--write", "--root", str(signed.root)]) == 0
    assert signed.read(SEALS) == listed


# corrections


def test_a_correction_is_accepted_and_shown_where_the_number_stands(signed: Bureau) -> None:
    signed.change(MARCH, "实到: 12", "实到: 11").write(CORRECTIONS, MENDED)
    project = signed.project()
    found = pages(project)
    assert "履责记录 r03-01的实到" in found["figures/study.md"]
    assert "site:ledgers/corrections.md#c1" in found["figures/study.md"]
    assert "site:ledgers/corrections.md#c1" in found["records/2021-03.md"]
    assert "核对签到表" in found["ledgers/corrections.md"]
    assert "site:records/2021-03.md#r03-01" in found["ledgers/corrections.md"]


def test_a_corrected_figure_says_what_it_was(signed: Bureau) -> None:
    text = signed.read(MARCH)
    start, end = text.index("- 编号: r03-02"), text.index("- 编号: r03-03")
    signed.write(MARCH, text[:start] + text[end:]).write(CORRECTIONS, REMOVED)
    found = pages(signed.project())
    told = "封存时是 3次；2022年2月1日更正为 2次"
    assert told in found["figures/study.md"]
    assert told in "".join(figures.notes(signed.project(), ["study"]))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("原值: 12", "原值: 13", "原值：“13”和封存时的不同"),
        ("新值: 11", "新值: 10", "新值：“10”和现在的不同，现在是 11"),
        ("记录: r03-01", "记录: r09-01", "没有封存履责记录“r09-01”"),
        ("日期: 2022-02-01", "日期: 2022-01-01", "以前没有封存履责记录“r03-01”"),
        ("  键: 实到\n", "", "改动“改正”要写“键”"),
        ("  台账: 履责记录\n", "", "改动“改正”要写“台账”"),
        ("  原值: 12\n", "", "改动“改正”要写“原值”"),
    ],
)
def test_a_correction_says_what_was_and_what_is(
    signed: Bureau, old: str, new: str, message: str
) -> None:
    signed.change(MARCH, "实到: 12", "实到: 11").write(CORRECTIONS, MENDED)
    signed.change(CORRECTIONS, old, new)
    issues = [each for each in signed.survey()[1] if each.code == "seal.correction"]
    assert any(message in each.message for each in issues), signed.messages()


def test_corrections_of_one_value_follow_each_other(signed: Bureau) -> None:
    signed.change(MARCH, "实到: 12", "实到: 10")
    again = MENDED.replace("c1", "c2").replace("02-01", "03-01")
    signed.write(CORRECTIONS, MENDED + again.replace("12", "11").replace("新值: 11", "新值: 10"))
    assert signed.messages() == []
    signed.change(CORRECTIONS, "原值: 11", "原值: 12")
    assert "和上一次更正的新值不同" in only(signed, "seal.correction")


def test_a_key_that_was_filled_in_or_emptied_is_corrected(signed: Bureau) -> None:
    signed.change(MARCH, "  实到: 12\n", "  实到: 12\n  地点: 会议室\n")
    signed.write(
        CORRECTIONS,
        MENDED.replace("键: 实到", "键: 地点").replace("12", "无").replace("11", "会议室"),
    )
    assert signed.messages() == []


def test_a_corrected_record_is_corrected_to_something_else(signed: Bureau) -> None:
    signed.write(CORRECTIONS, MENDED.replace("新值: 11", "新值: 12"))
    assert "原值和新值相同" in only(signed, "seal.correction")


def test_what_is_not_sealed_needs_no_correction(bureau: Bureau) -> None:
    bureau.write(CORRECTIONS, MENDED)
    assert "还没有封存" in only(bureau, "seal.correction")


def test_what_is_said_to_be_removed_or_added_is(signed: Bureau) -> None:
    gone = BEGIN + "  台账: 履责记录\n  记录: r03-02\n  改动: 删去\n"
    signed.write(CORRECTIONS, gone)
    assert "还在台账里" in only(signed, "seal.correction")
    signed.write(CORRECTIONS, gone.replace("删去", "补记").replace("r03-02", "r03-08"))
    assert "台账里没有" in only(signed, "seal.correction")


# what goes on after 统计截止


def test_what_is_done_later_changes_nothing(bureau: Bureau) -> None:
    """An open item is closed in the year after: that is no correction of the year before."""
    bureau.append("data/2021/figures.yml", ITEMS)
    seal(bureau)
    items = "data/2021/整改台账.yml"
    text = bureau.read(items).rstrip("\n")
    assert text.endswith("状态: 推进中")
    done = (
        "已完成\n  佐证: 台账\n  验收: {验收人: 局长, 日期: 2022-01-05}\n  销号日期: 2022-01-06\n"
    )
    bureau.write(items, text.removesuffix("推进中") + done)
    assert bureau.messages() == []
    bureau.change(items, "2022-01-06", "2021-12-30").change(items, "2022-01-05", "2021-12-29")
    assert {*bureau.codes()} == {"seal.changed", "seal.value"}


def test_a_frozen_value_that_changed_is_named(bureau: Bureau) -> None:
    bureau.append("data/2021/figures.yml", LAST)
    seal(bureau).change("data/2020/定格指标.yml", "值: 2", "值: 3")
    assert "请查定格的数（data/2020/定格指标.yml 第 1 行）是不是改了，" in only(
        bureau, "seal.value"
    )


def test_a_record_of_a_later_day_is_no_correction(bureau: Bureau) -> None:
    bureau.append("data/2021/figures.yml", ITEMS)
    report = bureau.read("data/2021/report.yml").replace("2021-12-31", "2021-06-30")
    bureau.write("data/2021/report.yml", report)
    seal(bureau)
    bureau.write("data/2021/履责记录/09.yml", ADDED.replace("03-09", "09-09").replace("r03", "r09"))
    assert bureau.messages() == []


def test_the_months_that_are_sealed_are_told(bureau: Bureau) -> None:
    """A part of the year was sealed first: of the month in which its data end nothing is final."""
    report = bureau.read("data/2021/report.yml")
    bureau.write("data/2021/report.yml", report.replace("2021-12-31", "2021-03-30"))
    seal(bureau).write("data/2021/report.yml", report)
    project, _ = bureau.survey()
    figure = project.figures["学习次数"]
    assert sealed.sealed_months(project.dataset, figure.definition) == {"2021-01", "2021-02"}
    shown = drawings.months_of(project, figure)
    assert read(shown).text.endswith("本年封存" + "封存" * 2 + "未封存" * 10)
    assert shown.count('class="now open"') == 10


# the year after


@pytest.mark.quick
def test_last_year_is_what_was_sealed(later: Bureau) -> None:
    figure = later.project().figures["上年学习次数"]
    assert figure_text(figure) == "3次"
    assert method_text(figure) == ("上年的数，2022年1月20日由局长封存（年度报告），封存时是 3次")
    assert [each.anchor for each in figure.records] == ["r01-01", "r03-01", "r03-02"]
    assert "site:years/2021/records.md#r03-01" in pages(later.project())["figures/study-last.md"]


def test_the_years_of_a_figure_tell_what_was_sealed(later: Bureau) -> None:
    shown = read(pages(later.project())["figures/study.md"]).text.replace("\n", "")
    assert "2021年3次2022年1月20日由局长封存（年度报告），封存时是 3次" in shown
    assert "2022年0次本年，没有封存" in shown and "历年封存未封存封存未封存" in shown


def test_last_year_is_what_was_corrected(later: Bureau) -> None:
    text = later.read(MARCH)
    start, end = text.index("- 编号: r03-02"), text.index("- 编号: r03-03")
    later.write(MARCH, text[:start] + text[end:])
    assert sorted(later.codes()) == ["seal.missing", "seal.value"]
    later.write(CORRECTIONS, REMOVED)
    project = later.project()
    figure = project.figures["上年学习次数"]
    assert figure_text(figure) == "2次"
    assert method_text(figure).endswith("封存时是 3次；2022年2月1日更正为 2次")
    assert "site:years/2021/corrections.md#c2" in pages(project)["figures/study-last.md"]
    assert "核对签到表" in pages(project)["years/2021/corrections.md"]


def test_a_figure_that_is_defined_otherwise_now_keeps_its_sealed_value(later: Bureau) -> None:
    later.change("data/2022/figures.yml", "类别: 学习教育", "类别: 督导调研")
    project = later.project()
    figure = project.figures["上年学习次数"]
    assert (figure_text(figure), figure.records) == ("3次", ())
    assert "figures/study-last.md" in pages(project)


def test_a_frozen_value_does_not_contradict_the_seal(later: Bureau) -> None:
    frozen = "- 编号: a\n  指标: 学习次数\n  值: {}\n  出处: 2021年度报告\n"
    later.write("data/2021/定格指标.yml", frozen.format(3))
    assert later.messages() == []
    later.write("data/2021/定格指标.yml", frozen.format(4))
    assert "值：4 和封存的 3 不同" in only(later, "seal.frozen")


def test_a_matter_of_a_sealed_year_that_cannot_be_read_stops(later: Bureau) -> None:
    """Else the years after would go on without it."""
    later.change("data/2021/整改台账.yml", "- 编号: rectify-02", "- 编号: rectify-02\n  无此键: 1")
    assert "key.unknown" in later.codes()


def test_the_mistakes_of_a_sealed_year_stop_nobody(later: Bureau) -> None:
    later.write("data/2021/学习计划.yml", "- 编号: 坏的\n")
    later.append("data/2021/责任书.yml", "- 编号: pledge-01\n")
    assert later.messages() == []
    told = {each.place.path for each in later.remarks() if each.code == "remark.sealed_year"}
    assert told == {"data/2021/学习计划.yml", "data/2021/责任书.yml"}


def test_a_matter_with_which_later_years_go_on_does_not_vanish(
    later: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    """No figure counts tasks or risk points: that they are there is sealed, and nothing else."""
    risk = (
        later.read("data/2021/风险点.yml")
        .replace("先定调后讨论", "先拍板后讨论")
        .replace("-01", "-02")
    )
    later.append("data/2021/风险点.yml", f"  解除日期: 2022-05-01\n{risk}")
    later.change("data/2021/下年任务.yml", "时限: 2022-06-30", "时限: 2022-09-30")
    assert later.messages() == []
    said = diff(later, capsys, SEAL)
    assert "risk-0" not in said and "task-01" not in said
    later.remove("data/2021/下年任务.yml").write("data/2021/风险点.yml", risk)
    assert [each.rpartition("；")[0].rpartition("，")[2] for each in later.messages()] == [
        "风险点“risk-01”没有了",
        "下年任务“task-01”没有了",
    ]


def test_what_was_sealed_does_not_change_in_the_year_after(later: Bureau) -> None:
    later.change(MARCH, "实到: 12", "实到: 11")
    only(later, "seal.changed")
    later.change(MARCH, "实到: 11", "实到: 十一")
    assert "读不出了" in next(each for each in later.messages() if "r03-01" in each)
    later.change(MARCH, "实到: 十一", "实到: 12")
    later.change(SEAL, '文字: "3次"', '文字: "4次"')
    only(later, "seal.damaged")


def test_a_sealed_year_counts_the_one_before_when_the_report_goes_back(later: Bureau) -> None:
    """报告年度 is the year before: it is no year beside, but the later one compares itself with it."""
    seal(later, date(2023, 1, 20))
    later.change("data/unit.yml", "报告年度: 2022", "报告年度: 2021")
    assert later.messages() == []


def test_a_year_that_begins_earlier_reads_no_correction_of_the_year_before(later: Bureau) -> None:
    """A correction is of the seal in its own folder, whatever time another report tells of."""
    later.change(MARCH, "实到: 12", "实到: 11").write(CORRECTIONS, MENDED)
    later.change("data/2022/report.yml", "起: 2022-01-01", "起: 2021-12-01")
    assert later.messages() == []
    assert "更正" in pages(later.project())["years/2021/corrections.md"]


def test_a_year_without_a_seal_is_not_sealed(later: Bureau) -> None:
    later.remove(SEAL).remove(SEALS)
    assert "还没有封存" in method_text(later.project().figures["上年学习次数"])


# the editions


@pytest.fixture
def hidden(bureau: Bureau) -> Bureau:
    """A sealed bureau with a record for few, which a figure counts in their edition alone."""
    bureau.change(
        MARCH,
        "事项: 支部学习准则\n  形式: 支部学习\n  学习文件: 廉",
        "事项: 只给班子\n  可见: 班子\n  形式: 支部学习\n  学习文件: 廉",
    )
    bureau.append(
        "data/2021/figures.yml",
        "- 编号: secret\n  名称: 支部学习次数\n  口径: 支部学习\n  分组: 学习教育\n  来源: 履责记录\n"
        "  条件: {形式: 支部学习}\n  算法: 计数\n  单位: 次\n",
    )
    bureau.change(
        "data/2021/figures.yml",
        "算法: 计数\n  单位: 次\n- 编号: secret",
        "算法: 计数\n  含不可见: 是\n  单位: 次\n- 编号: secret",
    )
    return seal(bureau)


def test_each_edition_has_its_own_sealed_values(hidden: Bureau) -> None:
    seals = {}
    for edition in EDITIONS:
        project, found = survey(hidden.root, edition)
        assert found.errors == []
        (seals[edition],) = project.dataset.of(Seal)
        figure = project.figures["支部学习次数"]
        assert figure.sealed and figure.sealed.value == figure.value
    values = {e: [f.value for f in s.figures if f.id == "secret"] for e, s in seals.items()}
    assert values == {"全员": ["1"], "班子": ["1", "2"], "纪检": ["1", "2"]}
    assert seals["全员"].records == seals["班子"].records == [] != seals["纪检"].records
    assert "r03-01" not in repr(seals["全员"]) + repr(seals["全员"]._source)
    assert [len(s.figures) for s in seals.values()] == [2, 3, 4]
    assert [len(s._source["指标"]) for s in seals.values()] == [2, 3, 4]  # nor what was typed


def test_a_correction_of_what_is_for_few_is_for_few(hidden: Bureau) -> None:
    hidden.change(MARCH, "实到: 12", "实到: 11").write(CORRECTIONS, MENDED)
    assert "可见: 班子" in only(hidden, "edition.hidden")
    hidden.append(CORRECTIONS, "  可见: 班子\n")
    assert hidden.messages() == []
    shown = "".join(pages(hidden.project()).values())
    assert "r03-01" not in shown and "核对签到表" not in shown and "corrections" not in shown
    told = repr([sheet.rows for sheet in excel.sheets(hidden.project())])
    assert "r03-01" not in told and "核对签到表" not in told
    assert "核对签到表" in "".join(pages(open_project(hidden.root, "班子")).values())


def test_a_removed_record_that_was_for_few_is_told_to_few(hidden: Bureau) -> None:
    text = hidden.read(MARCH)
    hidden.write(MARCH, text[text.index("- 编号: r03-02") :])
    hidden.write(CORRECTIONS, BEGIN + "  台账: 履责记录\n  记录: r03-01\n  改动: 删去\n")
    assert "edition.hidden" in hidden.codes()


def test_nothing_of_a_seal_is_published_but_what_is_told(signed: Bureau) -> None:
    digest = sealed.seals(survey(signed.root, EDITIONS[-1])[0].dataset)[0].digest
    for edition in EDITIONS:
        shown = "".join(pages(open_project(signed.root, edition)).values())
        assert digest not in shown and "a" * 64 not in shown


# what was sealed is read again


def test_the_page_is_compared_with_the_seal(signed: Bureau, tmp_path: Path) -> None:
    project = signed.project()
    dataset, told = project.dataset, project.dataset.of(Seal)[0]
    page = tmp_path / "index.html"
    page.write_text(f"<html><body>{files.report(project)}</body></html>", encoding="utf-8")
    assert list(verifying.of_files(dataset, told, [page])) == []
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(">3次<", ">4次<"), encoding="utf-8")
    (wrong,) = verifying.of_files(dataset, told, [page])
    assert "封存时是“全年学习3次" in wrong.text and "现在是“全年学习4次" in wrong.text


def test_what_was_corrected_is_told_as_such(signed: Bureau) -> None:
    text = signed.read(MARCH)
    start, end = text.index("- 编号: r03-02"), text.index("- 编号: r03-03")
    signed.write(MARCH, text[:start] + text[end:]).write(CORRECTIONS, REMOVED)
    project = signed.project()
    told = project.dataset.of(Seal)[0]
    (found,) = verifying._differences(project.dataset, told, said(project))
    assert found.corrected and "更正以后是“全年学习2次" in found.text
    assert "全年学习3次" in "".join(each.text for each in making.elements_of(told))


# what a seal holds


def test_a_seal_holds_exact_values_and_months(signed: Bureau) -> None:
    (told,) = signed.project().dataset.of(Seal)
    figure = next(each for each in told.figures if each.id == "study")
    assert (Fraction(figure.value), figure.shown) == (3, "3次")
    assert figure.months == ["2021-01 1", "2021-03 2"]
    assert figure.definition == "算法 计数；来源 履责记录；条件 类别 学习教育；单位 次"
    assert (told.post, told.day, told.version) == ("局长", date(2022, 1, 20), "0.1.0")


def test_a_seal_of_the_same_is_the_same(bureaus: Callable[[], Bureau]) -> None:
    one, other = (seal(bureaus()).read(SEAL) for _ in range(2))
    assert one == other


# the command


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal without the engine and a browser: the page is what the project says."""

    @contextmanager
    def built(root: Path) -> Iterator[Path]:
        with TemporaryDirectory() as folder:
            page = Path(folder) / REPORT_PAGE
            page.parent.mkdir()
            page.write_text(files.report(open_project(root)), encoding="utf-8")
            yield Path(folder)

    def made(ending: str, *_: object) -> bytes:
        return ending.encode()

    for module in ("making", "verifying"):
        monkeypatch.setattr(f"ledger.sealing.{module}.built", built)
    monkeypatch.setattr("ledger.documents.files.made", made)
    monkeypatch.setattr("ledger.documents.files.offered", list)
    monkeypatch.setattr("ledger.machine.browser.find", lambda: Path("chromium"))


def ask(bureau: Bureau, *more: str) -> int:
    out = bureau.root / "out"
    out.mkdir(exist_ok=True)
    to = [] if {"--undo", "--verify"} & {*more} else ["--to", str(out)]
    return commands.main(["seal", "--root", str(bureau.root), *more, *to])


SIGNED = ("--day", "2022-01-20", "--post", "局长")


def has_seal(bureau: Bureau) -> bool:
    return (bureau.root / SEAL).exists()


@pytest.mark.usefixtures("quick")
def test_the_command_seals(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(bureau, *SIGNED) == 0
    told = capsys.readouterr().out
    assert "2021年度报告，2022-01-20 由局长封存：1 个指标" in told
    assert (bureau.root / "out" / "2021年度报告.pdf").read_bytes() == b"pdf"
    assert bureau.messages() == []
    assert hashlib.sha256(b"docx").hexdigest() in bureau.read(SEAL)
    assert ask(bureau, "--verify") == 0
    assert "文字和数都和封存的相同" in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_a_dry_run_writes_nothing(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(bureau, *SIGNED, "--dry-run") == 0
    assert "没有写文件" in capsys.readouterr().out
    assert not (bureau.root / SEAL).parent.exists()
    assert not [*(bureau.root / "out").iterdir()]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        ((), 2, "请写明哪天、由哪个岗位封存"),
        (("--day", "2022-01-20"), 2, "请写明哪天、由哪个岗位封存"),
        (("--day", "2022-01-20", "--post", "局张"), 2, "是不是“局长”"),
        (("--day", "2022-01-09", "--post", "局长"), 2, "早于成文日期"),
        (("半年报告", *SIGNED), 2, "不认识的公文“半年报告”"),
        ((*SIGNED, "--year", "2020"), 2, "python -m ledger new-year 2020 --report 换到那一年"),
        (("--undo",), 2, "没有封存 2021 年的年度报告"),
        (("--verify",), 2, "没有封存 2021 年的年度报告"),
        (("--verify", "没有.pdf"), 2, "不存在"),
        (("--verify", "data/unit.yml"), 2, "后缀"),
    ],
)
def test_the_command_says_what_it_lacks(
    bureau: Bureau,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    code: int,
    message: str,
) -> None:
    assert ask(bureau, *more) == code
    assert message in capsys.readouterr().err
    assert not has_seal(bureau)


@pytest.mark.usefixtures("quick")
def test_what_is_wrong_is_not_sealed(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    bureau.change(MARCH, "实到: 12", "实到: 十二")
    assert ask(bureau, *SIGNED) == 1
    assert "value" not in capsys.readouterr().out and not has_seal(bureau)


@pytest.mark.usefixtures("quick")
def test_what_is_unwritten_is_not_sealed(bureau: Bureau) -> None:
    bureau.write("docs/report/02-空.md", "### 没有写\n")
    bureau.change("docs/report/index.md", '{{ section("01-学习.md") }}', "{{ sections() }}")
    assert ask(bureau, *SIGNED) == 1
    assert not has_seal(bureau)


@pytest.mark.usefixtures("quick")
def test_what_is_sealed_is_not_sealed_again(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(bureau, *SIGNED) == 0
    before = bureau.read(SEAL)
    assert ask(bureau, "--day", "2022-02-20", "--post", "副局长") == 2
    assert "已经封存" in capsys.readouterr().err and bureau.read(SEAL) == before


@pytest.mark.usefixtures("quick")
def test_a_file_that_cannot_be_read_back_is_not_sealed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def made(*_: object) -> bytes:
        raise Mistake("写出的 PDF 打不开")

    monkeypatch.setattr("ledger.documents.files.made", made)
    assert ask(bureau, *SIGNED) != 0
    assert "写出的 PDF 打不开" in capsys.readouterr().err and not has_seal(bureau)


@pytest.mark.usefixtures("quick")
def test_without_a_browser_nothing_is_sealed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ledger.machine.browser.find", lambda: None)
    assert ask(bureau, *SIGNED) == 3
    assert "要有 PDF 才能封存" in capsys.readouterr().err and not has_seal(bureau)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_killed_in_the_middle_is_not_sealed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Whichever file is written: there is a whole seal, or none."""
    count, write = iter(range(1, 9)), writing.write

    def killed(file: Path, content: bytes) -> None:
        if next(count) == number:
            raise KeyboardInterrupt
        write(file, content)

    monkeypatch.setattr("ledger.machine.files.write", killed)
    assert ask(bureau, *SIGNED) == 130
    assert not (bureau.root / SEAL).parent.exists()


@pytest.mark.usefixtures("quick")
def test_a_seal_that_would_not_hold_is_taken_back(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ledger.sealing.making.sealed.whole", lambda _: "0" * 64
    )  # as if it were cut off
    monkeypatch.setattr("ledger.checks.records.seals._is_sound", lambda _: False)
    assert ask(bureau, *SIGNED) == 1
    assert not (bureau.root / SEAL).parent.exists()


@pytest.mark.usefixtures("quick")
def test_a_seal_is_undone_while_nothing_rests_on_it(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(bureau, *SIGNED) == 0
    assert ask(bureau, "--undo", "--dry-run") == 0 and has_seal(bureau)
    bureau.change(MARCH, "实到: 12", "实到: 11").write(CORRECTIONS, MENDED)
    assert ask(bureau, "--undo") == 2 and has_seal(bureau)
    assert "已经有更正，封存不能撤销" in capsys.readouterr().err
    bureau.remove(CORRECTIONS)
    assert ask(bureau, "--undo") == 0  # whatever else is wrong with it
    assert not (bureau.root / SEAL).parent.exists()
    assert bureau.messages() == []


@pytest.mark.usefixtures("quick")
def test_a_seal_stays_while_a_later_one_rests_on_it(
    later: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(later, "--day", "2023-01-20", "--post", "局长") == 0
    assert ask(later, "--undo", "--year", "2021") == 2
    assert "2022 年也封存了" in capsys.readouterr().err and has_seal(later)
    assert ask(later, "--undo") == 0 and ask(later, "--undo", "--year", "2021") == 0


@pytest.mark.usefixtures("quick")
def test_verifying_tells_what_was_changed(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(bureau, *SIGNED) == 0
    bureau.change("docs/report/01-学习.md", "全年学习", "一年来学习")
    assert ask(bureau, "--verify") == 1
    told = capsys.readouterr().out
    assert "封存时是“全年学习3次" in told and "现在是“一年来学习3次" in told
    bureau.change("docs/report/01-学习.md", "一年来学习", "全年学习")
    text = bureau.read(MARCH)
    bureau.change(MARCH, "实到: 12", "实到: 11")
    assert ask(bureau, "--verify") == 1
    assert "以后改了，没有更正" in capsys.readouterr().out
    start, end = text.index("- 编号: r03-02"), text.index("- 编号: r03-03")
    bureau.write(MARCH, text[:start] + text[end:]).write(CORRECTIONS, REMOVED)
    assert ask(bureau, "--verify") == 0
    assert "除了更正过的 1 处，文字和数都和封存的相同" in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_files_of_an_earlier_year_are_verified(
    later: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    file = later.root / "旧.docx"
    file.write_bytes(b"no file of Word")
    assert ask(later, "--year", "2021", "--verify", str(file)) == 1
    assert "打不开" in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_the_report_of_an_earlier_year_is_made_anew_and_verified(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is made in a copy: the project goes on with the year that it has."""
    assert ask(bureau, *SIGNED) == 0
    shutil.copytree(bureau.root / "docs/report", bureau.root / "data/2021/report")
    next_year(bureau)
    assert ask(bureau, "--verify", "--year", "2021") == 0
    bureau.change("data/2021/report/01-学习.md", "全年学习", "全年共学习")
    assert ask(bureau, "--verify", "--year", "2021") == 1
    assert "现在是“全年共学习" in capsys.readouterr().out
    assert "报告年度: 2022" in bureau.read("data/unit.yml")
    assert ask(bureau, "--verify", "--year", "2020") == 2


@pytest.mark.long  # in the usual run nothing is printed
def test_the_real_files_say_what_was_sealed(
    bureau: Bureau, chromium: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chromium
    assert ask(bureau, *SIGNED) == 0
    out = bureau.root / "out"
    kept = [str(out / f"2021年度报告.{ending}") for ending in ("pdf", "docx")]
    assert ask(bureau, "--verify", *kept) == 0
    assert capsys.readouterr().out.count("就是封存的那个文件") == 2
    bureau.change("docs/report/01-学习.md", "全年学习", "一年来学习")
    assert commands.main(["docx", "--root", str(bureau.root), str(out / "新.docx")]) == 0
    assert ask(bureau, "--verify", str(out / "新.docx")) == 1
    assert "应当是“全年学习" in capsys.readouterr().out


# without git


def test_a_release_is_of_the_day_of_the_newest_seal(later: Bureau) -> None:
    seal(later, date(2023, 1, 20))
    assert revision.at(revision.of(later.root, {}).epoch).date() == date(2023, 1, 20)
    newest = "data/2022/封存/年度报告.yml"
    later.write(
        newest, f"可见: 班子\n{later.read(newest)}"
    )  # nobody else may learn that there is one
    assert revision.at(revision.of(later.root, {}).epoch).date() == date(2022, 1, 20)
    later.remove(newest)
    assert revision.at(revision.of(later.root, {}).epoch).date() == date(2022, 1, 20)
    later.remove(SEAL)
    with pytest.raises(Stopped, match=r"也没有封存的报告.*--day 2022-01-10"):
        revision.of(later.root, {})


def diff(bureau: Bureau, capsys: pytest.CaptureFixture[str], since: str) -> str:
    """Return the change sheet since a copy or a seal."""
    assert commands.main(["diff", "--root", str(bureau.root), since]) in (0, 1)
    return capsys.readouterr().out


def test_changes_since_a_seal(signed: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有变化。" in diff(signed, capsys, SEAL)
    signed.change(MARCH, "实到: 12", "实到: 11").append(MARCH, ADDED)
    signed.change("data/2021/figures.yml", "口径: 学习教育的次数", "口径: 学习的次数")
    for since in (SEAL, str(signed.root / SEAL)):
        told = diff(signed, capsys, since)
        assert "变更单：年度报告（2022年1月20日封存） → 现在的文件" in told
        assert "学习次数（study）：3次 → 4次" in told
        assert "口径：学习教育的次数 → 学习的次数" in told
        assert "改动 履责记录 r03-01" in told and "实到：封存时的（只存了摘要） → 11" in told
        assert "新增 履责记录 r03-09" in told


def test_changes_since_a_seal_are_those_that_the_edition_shows(
    hidden: Bureau, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden.change(MARCH, "实到: 12", "实到: 11").append(MARCH, ADDED + "  可见: 班子\n")
    told = diff(hidden, capsys, SEAL)
    assert "r03-01" not in told and "r03-09" not in told
    monkeypatch.setenv("EDITION", "班子")
    told = diff(hidden, capsys, SEAL)
    assert "r03-01" in told and "r03-09" in told


def test_changes_since_an_earlier_copy(
    bureau: Bureau, bureaus: Callable[[], Bureau], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = bureaus()
    bureau.append(MARCH, ADDED)
    told = diff(bureau, capsys, str(copy.root))
    assert f"变更单：{copy.root}（以前的一份） → 现在的文件" in told
    assert "学习次数（study）：3次 → 4次" in told and "r03-09" in told


def test_what_is_no_copy_is_told(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "空").mkdir()
    assert commands.main(["diff", "--root", str(bureau.root), str(tmp_path / "空")]) == 2
    assert "没有 git 的写以前一份的文件夹，或封存的文件" in capsys.readouterr().err
    signed = tmp_path / "封存"
    signed.mkdir()
    (signed / "x.yml").write_text("文件: x\n", encoding="utf-8")
    assert commands.main(["diff", "--root", str(bureau.root), str(signed / "x.yml")]) == 2
    assert "不是这个项目的封存" in capsys.readouterr().err
