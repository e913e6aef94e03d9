"""Which records a figure counts in its time, and what is said of the others."""

from __future__ import annotations

import re
from datetime import date
from typing import get_origin

import pytest
from conftest import Bureau, read
from test_figures import define, figure

from ledger import survey
from ledger.checks.remarks import plausibility
from ledger.documents import excel
from ledger.figures.computing import compute
from ledger.language.numerals import month
from ledger.pages.figures import time_facts
from ledger.records.base import part_of
from ledger.records.dataset import read_all
from ledger.records.editions import EDITIONS
from ledger.records.fields import Time, mark_of
from ledger.records.ledgers import shipped
from ledger.records.months import post_months
from ledger.records.period import day_paths, months
from ledger.records.types.bureau import Post
from ledger.records.types.official import Paper
from ledger.records.types.work import Trace

LEDGERS = shipped()

YEAR = "data/2021/"
REPORT, ITEMS, CELLS = f"{YEAR}report.yml", f"{YEAR}整改台账.yml", f"{YEAR}廉洁细胞.yml"
MECHANISMS, SECTION = "data/机制项目.yml", "docs/report/01-学习.md"
RULES = "data/regulations/rules.yml"
CELL = """- 编号: cell-02
  类型: 家庭
  名称: 甲
  状态: 示范
  创建日期: 2021-03-02
  验收日期: 2021-04-02
  命名日期: 2021-05-02
"""
EVERY = "来源: 履责记录; 算法: 计数"
HOME = ("period()", 'chart("类别和月份")', 'chart("整改状态")')


def at(bureau: Bureau, last: str = "2021-06-30", as_of: str = "2021-06-30") -> Bureau:
    """Set the end of the period and 统计截止."""
    bureau.change(REPORT, "  止: 2021-12-31", f"  止: {last}")
    return bureau.change(REPORT, "统计截止: 2021-12-31", f"统计截止: {as_of}")


def anchors(bureau: Bureau, name: str) -> tuple[list[str], list[str], list[str]]:
    """What a figure counts, what lies outside, what says no day."""
    found = figure(bureau, name)
    counted, outside, undated = (
        [record.anchor for record in records]
        for records in (found.records, found.outside, found.undated)
    )
    assert found.value == len(counted)
    return counted, outside, undated


# A flow


@pytest.mark.slow
def test_a_flow_counts_the_period(bureau: Bureau) -> None:
    define(at(bureau, "2021-03-05", "2021-12-31"), all=EVERY)
    assert anchors(bureau, "all") == (["r01-01", "r01-02", "r03-01", "r03-02"], ["r03-03"], [])
    bureau.change(REPORT, "  起: 2021-01-01", "  起: 2021-02-01")
    assert anchors(bureau, "all")[0] == ["r03-01", "r03-02"]
    assert set(figure(bureau, "all").months) == {"2021-03"}


def test_a_flow_ends_with_the_cut_off(bureau: Bureau) -> None:
    define(at(bureau, "2021-12-31", "2021-03-31"), all=EVERY)
    assert time_facts(figure(bureau, "all"))[0] == ("期间", "2021年1月1日至2021年3月31日")
    bureau.change(REPORT, "统计截止: 2021-03-31", "统计截止: 2021-03-05")
    assert anchors(bureau, "all")[1] == ["r03-03"]


@pytest.mark.parametrize(
    ("key", "counted", "outside"),
    [("", ["rectify-01"], ["rectify-02"]), ("; 按日期: 销号日期", [], ["rectify-01"]),
     ("; 按日期: 验收.日期", [], ["rectify-01"])],
)  # fmt: skip
def test_the_day_is_the_one_that_the_figure_is_about(
    bureau: Bureau, key: str, counted: list[str], outside: list[str]
) -> None:
    define(at(bureau, "2021-04-30", "2021-12-31"), items=f"来源: 整改台账; 算法: 计数{key}")
    assert anchors(bureau, "items")[:2] == (counted, outside)


def test_what_does_not_say_when_is_listed_and_said(bureau: Bureau) -> None:
    define(bureau, closed="来源: 整改台账; 算法: 计数; 按日期: 销号日期")
    assert anchors(bureau, "closed") == (["rectify-01"], [], ["rectify-02"])
    project = bureau.project()
    page = read(project.writers["figures/closed.md"]().content).text
    assert "无日期" in page and "rectify-02" in page
    message = "指标“closed”有 1 条符合条件的记录没有“销号日期”，没有计入：rectify-02；"
    assert [issue.message for issue in bureau.remarks() if message in issue.message]


def test_a_quarter_is_placed_whole(bureau: Bureau) -> None:
    define(at(bureau, "2021-03-31", "2021-03-31"), warned="来源: 预警汇总; 算法: 计数")
    assert anchors(bureau, "warned") == (["warning-01"], [], [])
    assert figure(bureau, "warned").months == {}  # a quarter is not told by its months
    bureau.change(f"{YEAR}预警汇总.yml", "一季度", "二季度")
    assert anchors(bureau, "warned")[1] == ["warning-01"]


def test_a_month_or_a_quarter_is_not_cut_in_two(bureau: Bureau) -> None:
    define(at(bureau, "2021-02-28", "2021-02-28"), w="来源: 预警汇总; 算法: 计数")
    message = "“季度”是 一季度 的记录跨过 2021-02-28，分不开"
    assert [line for line in bureau.messages() if message in line]
    bureau.change(REPORT, "统计截止: 2021-02-28", "统计截止: 2021-01-15")
    define(bureau, nil="来源: 本月无; 算法: 计数")
    assert [line for line in bureau.messages() if "“月份”是 2021-01 的记录跨过 2021-01-15" in line]


@pytest.mark.parametrize("month", ["0000-01", "9999-12"])
def test_a_month_of_no_calendar_is_told_and_no_more(bureau: Bureau, month: str) -> None:
    define(bureau, nil="来源: 本月无; 算法: 计数")
    bureau.change(f"{YEAR}本月无.yml", "月份: 2021-01", f"月份: {month}")
    assert [line for line in bureau.messages() if f"{month} 不在报告年度" in line]


@pytest.mark.parametrize("year", ["0", "99999"])
def test_a_year_of_no_calendar_is_told_and_no_more(bureau: Bureau, year: str) -> None:
    define(bureau, warned="来源: 预警汇总; 算法: 计数")
    bureau.change("data/unit.yml", "报告年度: 2021", f"报告年度: {year}")
    assert [line for line in bureau.messages() if "报告年度" in line]


def test_months_cross_new_year() -> None:
    found = months(date(2020, 12, 1), date(2021, 11, 30))
    assert (found[0], found[1], found[-1], len(found)) == ("2020-12", "2021-01", "2021-11", 12)
    assert [month(found[0], year=True), month(found[1])] == ["2020年12月", "1月"]


@pytest.mark.parametrize("source", ["预警汇总", "整改台账; 存量: 是", "责任书; 存量: 是"])
def test_a_month_that_no_record_tells_is_refused(bureau: Bureau, source: str) -> None:
    define(bureau, odd=f"来源: {source}; 算法: 去重计数; 字段: 月份")
    assert [line for line in bureau.messages() if "字段：“月份”只用于按日、按月记的期间数" in line]


def test_a_month_is_that_of_the_day_by_which_a_record_is_placed(bureau: Bureau) -> None:
    define(bureau, odd="来源: 整改台账; 算法: 去重计数; 字段: 月份; 按日期: 时限")
    bureau.change(ITEMS, "登记日期: 2021-03-19", "登记日期: 2021-05-19")
    assert figure(bureau, "odd").value == 2
    sheet = next(sheet for sheet in excel.sheets(bureau.project()) if sheet.name == excel.COUNTED)
    assert [row[6] for row in sheet.rows if row[0].text == "odd"] == ["2021-06", "2021-11"]


# A stock


def test_a_stock_is_what_there_was(bureau: Bureau) -> None:
    items = "来源: 整改台账; 算法: 计数; 存量: 是"
    define(at(bureau, "2021-12-31", "2021-04-30"), items=items)
    assert anchors(bureau, "items")[:2] == (["rectify-01"], ["rectify-02"])
    found = figure(bureau, "items")
    assert [value for _, value in time_facts(found)] == ["截至2021年4月30日", "登记日期", "存量"]
    assert (
        found.months == {} and "各月" not in bureau.project().writers["figures/items.md"]().content
    )


@pytest.mark.parametrize(
    ("as_of", "done", "going"),
    [("2021-06-21", [], ["rectify-01", "rectify-02"]), ("2021-06-22", ["rectify-01"], ["rectify-02"])],
)  # fmt: skip
def test_a_state_is_that_of_the_day(
    bureau: Bureau, as_of: str, done: list[str], going: list[str]
) -> None:
    define(
        at(bureau, as_of, as_of),
        done="来源: 整改台账; 算法: 计数; 存量: 是; 条件: {状态: 已完成}",
        going="来源: 整改台账; 算法: 计数; 存量: 是; 条件: {状态: [未启动, 推进中, 延期]}",
        back="来源: 整改台账; 算法: 计数; 存量: 是; 条件: {回头看: {有: 是}}",
    )
    assert anchors(bureau, "done")[0] == done
    assert anchors(bureau, "going")[0] == going
    assert anchors(bureau, "back")[:2] == ([], ["rectify-01"])
    project = bureau.project()
    assert [item.anchor for item in project.open_items()] == sorted(
        going, key=["rectify-01", "rectify-02"].index
    )
    assert "下面是台账现在的内容" in project.writers["figures/going.md"]().content or done


def test_an_open_item_of_then_is_printed_with_its_deadline(bureau: Bureau) -> None:
    at(bureau, "2021-06-21", "2021-06-21")
    assert "时限：2021年6月30日" in bureau.project().finished["report/index.md"]


def test_of_states_without_a_day_none_is_told_from_the_others(bureau: Bureau) -> None:
    define(at(bureau), on="来源: 整改台账; 算法: 计数; 存量: 是; 条件: {状态: 推进中}")
    message = (
        "条件“状态”：台账记到了统计截止 2021-06-30 以后，那一天是未启动、推进中、延期中的"
        "哪一种已经分不出；请几种一起写，或者只用有日期的状态"
    )
    assert [line for line in bureau.messages() if line.endswith(message)]


def test_a_state_whose_day_nobody_wrote_is_undated_once_the_ledger_went_on(bureau: Bureau) -> None:
    bureau.append(
        CELLS, "- 编号: cell-02\n  类型: 家庭\n  名称: 甲\n  状态: 示范\n  创建日期: 2021-03-02\n"
    )
    model = "来源: 廉洁细胞; 算法: 计数; 存量: 是; 条件: {状态: 示范}"
    define(bureau, model=model)
    assert anchors(bureau, "model") == (["cell-02"], [], [])
    bureau.change(CELLS, "创建日期: 2021-03-01", "创建日期: 2021-07-01")
    assert anchors(at(bureau), "model") == ([], [], ["cell-02"])


def test_what_may_lack_its_day_is_there_without(bureau: Bureau) -> None:
    define(
        at(bureau, "2021-03-05", "2021-03-05"),
        due="来源: 责任书; 算法: 计数; 存量: 是",
        signed="来源: 责任书; 算法: 计数; 条件: {签订日期: {有: 是}}",
    )
    assert anchors(bureau, "due") == (["pledge-01", "pledge-02"], [], [])
    assert anchors(bureau, "signed") == ([], ["pledge-01"], [])
    kind = time_facts(figure(bureau, "due"))
    assert [value for _, value in kind] == [
        "现有的全部记录",
        "没有日期；“责任书”现有的都算",
        "存量",
    ]


def test_a_post_owes_the_months_of_the_period(bureau: Bureau) -> None:
    define(at(bureau), due="来源: 岗位; 算法: 求和; 字段: 在岗月数")
    assert figure(bureau, "due").value == 3 * 6
    bureau.change("data/岗位.yml", "机构: 办公室", "机构: 办公室\n  在岗月数: 4")
    assert figure(bureau, "due").value == 2 * 6 + 4


def test_the_ledger_shows_items_as_they_were(bureau: Bureau) -> None:
    bureau.change(ITEMS, "时限: 2021-06-30", "时限: 2021-04-30")
    at(bureau, "2021-04-30", "2021-05-05")
    page = read(bureau.project().writers["ledgers/rectification.md"]().content).text
    assert (
        "截至2021年5月5日，登记 1 项：未完成 1 项，其中逾期 1 项。统计截止后登记 1 项，不计在内。"
        in page
    )
    assert "2021-04-30未完成逾期 5 天统计截止后已完成（2021年6月22日）" in page
    assert "2021-11-30统计截止后登记现在推进中" in page


def test_the_home_page_tells_of_the_period(bureau: Bureau) -> None:
    at(bureau, "2021-03-05", "2021-04-30")
    words = "".join(f"{{{{ {word} }}}}\n\n" for word in HOME)
    page = bureau.write("docs/index.md", words).project().finished["index.md"]
    assert page.startswith("2021年1月1日至3月5日")
    assert [month for month in ("1月", "2月", "3月", "4月") if f">{month}</th>" in page] == [
        "1月", "2月", "3月",
    ]  # fmt: skip
    # r03-03 is of a later day, rectify-02 of a later one than 统计截止
    shown = [cell[1] for cell in re.findall(r'<\w+ [^>]*class="shade-([^"]*)"[^>]*>(\d+)', page)]
    assert sum(map(int, shown)) == 4
    assert "截至2021年4月30日整改事项的状态（项）" in page and ">未完成</th>" in page
    assert "推进中" not in page


# What is said


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (f"{EVERY}; 按日期: 事项", "按日期：不认识的日期“事项”"),
        (f"{EVERY}; 按日期: 缺席.补学", "按日期：不认识的日期“缺席.补学”"),
        ("来源: 整改台账; 算法: 计数; 按日期: 验收", "按日期：不认识的日期“验收”，是不是“验收.日期”"),
        ("算法: 合计; 指标: [study]; 存量: 是", "算法“合计”不用“存量”；请删去这一行"),
        ("算法: 合计; 指标: [study]; 按日期: 日期", "算法“合计”不用“按日期”；请删去这一行"),
    ],
)  # fmt: skip
def test_a_key_that_cannot_be_is_an_issue(bureau: Bureau, lines: str, message: str) -> None:
    assert [line for line in define(bureau, odd=lines).messages() if message in line]


def said(bureau: Bureau, word: str) -> list[str]:
    return [issue.message for issue in bureau.remarks() if word in issue.message]


def test_a_part_of_a_year_is_told_from_the_whole(bureau: Bureau) -> None:
    define(
        bureau,
        cost="来源: 公务支出; 算法: 求和; 字段: 本年",
        last="算法: 上年; 指标: 学习次数",
        change="算法: 同比; 本期: 学习次数; 基期: last",
    )
    codes = {"remark.undivided", "remark.unequal"}
    assert codes.isdisjoint(issue.code for issue in bureau.remarks())
    at(bureau)
    found = [issue.message[:7] for issue in bureau.remarks() if issue.code in codes]
    assert found == ["指标“cost", "指标“chan"]
    facts = time_facts(figure(bureau, "change"))
    assert facts[0][1] == "学习次数：2021年1月1日至2021年6月30日；last：上年度"


def test_a_flow_is_no_share_of_a_stock_in_a_part_of_a_year(bureau: Bureau) -> None:
    define(
        bureau,
        all="来源: 责任书; 算法: 计数; 存量: 是",
        flow="来源: 责任书; 算法: 计数; 条件: {签订日期: {有: 是}}",
        stock="来源: 责任书; 算法: 计数; 条件: {签订日期: {有: 是}}; 按日期: 签订日期; 存量: 是",
        sum="算法: 合计; 指标: [flow, flow]",
        odd="算法: 比率; 分子: flow; 分母: all",
        odder="算法: 比率; 分子: all; 分母: sum",
        even="算法: 比率; 分子: stock; 分母: all",
        same="算法: 比率; 分子: flow; 分母: sum",
    )
    assert not said(bureau, "两者不能相比")
    at(bureau)
    assert [line.partition("，报告期")[0] for line in said(bureau, "两者不能相比")] == [
        "指标“odd”：分子“flow”是期间数，分母“all”是存量",
        "指标“odder”：分子“all”是存量，分母“sum”是期间数",
    ]


TOTAL = "来源: 廉政提醒; 算法: 计数; 含不可见: 是"


@pytest.mark.parametrize(("hidden", "told"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_total_that_gives_hidden_records_away_is_remarked(
    bureau: Bureau, hidden: int, told: bool
) -> None:
    one = "  日期: 2021-04-02\n  节点: 清明\n  渠道: 会议提醒\n  内容: 提醒\n  覆盖人次: 1\n"
    for number in range(hidden):
        bureau.append(f"{YEAR}廉政提醒.yml", f"- 编号: hid-{number}\n{one}  可见: 班子\n")
    found = said(define(bureau, total=TOTAL), "含不可见")
    assert bool(found) == told
    assert not told or f"全员版看不到的记录只有 {hidden} 条" in found[0]
    written = bureau.project().writers.values()
    assert not any("读者从总数减去" in write().content for write in written)


def test_the_totals_of_all_are_computed_once(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = "- 编号: hid\n  日期: 2021-04-02\n  节点: 清明\n  渠道: 会议提醒\n  内容: 甲\n  覆盖人次: 1\n"
    define(bureau, total=TOTAL).append(f"{YEAR}廉政提醒.yml", f"{one}  可见: 班子\n")
    calls: list[object] = []
    monkeypatch.setattr(survey, "compute", lambda *given: calls.append(given) or compute(*given))
    bureau.survey()
    assert len(calls) == len(EDITIONS)


def test_a_month_without_a_word_is_named(bureau: Bureau) -> None:
    at(bureau, "2021-12-31", "2021-03-31")

    def told() -> list[str]:
        found = map(str, plausibility.remarks(read_all(bureau.root)[0]))
        return [line for line in found if "漏了这个月的文件" in line]

    first, *others = [post.name for post in bureau.project().dataset.of(Post)]
    february = f"{YEAR}履责记录/02.yml:1:1  2021-02 没有一条履责记录，"
    assert told()[0].startswith(f"{february}“{first}”等 {len(others) + 1} 个岗位也没有")
    bureau.append(f"{YEAR}本月无.yml", f"- 月份: 2021-02\n  岗位: [{', '.join(others)}]\n")
    (line,) = told()  # though the others told of the month
    assert line.startswith(f"{february}“{first}”也没有报“本月无”；")
    bureau.append(f"{YEAR}本月无.yml", f"- 月份: 2021-02\n  岗位: {first}\n")
    assert not told()


def test_months_begin_with_the_period(bureau: Bureau) -> None:
    bureau.change(REPORT, "  起: 2021-01-01", "  起: 2021-03-01")
    at(bureau, "2021-12-31", "2021-04-30")
    each = post_months(read_all(bureau.root)[0])
    assert each[0].months == ("2021-03", "2021-04")


def test_months_end_with_the_period(bureau: Bureau) -> None:
    at(bureau, "2021-03-31", "2021-05-05")
    dataset = read_all(bureau.root)[0]
    assert post_months(dataset)[0].months == ("2021-01", "2021-02", "2021-03")
    missing = [
        issue for issue in plausibility.remarks(dataset) if "没有一条履责记录" in issue.message
    ]
    assert [issue.place.path for issue in missing] == [f"{YEAR}履责记录/02.yml"]


def test_without_a_period_no_month_is_missing(bureau: Bureau) -> None:
    at(bureau, "2020-12-31", "2020-12-31")
    assert post_months(read_all(bureau.root)[0])[0].months == ()


def test_the_workbook_lists_what_is_not_counted(bureau: Bureau) -> None:
    define(at(bureau), closed="来源: 整改台账; 算法: 计数; 按日期: 销号日期")
    bureau.change(ITEMS, "销号日期: 2021-06-22", "销号日期: 2021-07-22")
    bureau.change(ITEMS, "日期: 2021-06-18", "日期: 2021-07-18")
    sheets = {sheet.name: sheet for sheet in excel.sheets(bureau.project())}
    heads, rows = sheets[excel.COUNTED].heads, sheets[excel.COUNTED].rows
    found = [dict(zip(heads, row, strict=True)) for row in rows if row[0].text == "closed"]
    assert [(row["编号"].text, row["日期"], row["期间"], row["计入"]) for row in found] == [
        ("rectify-01", date(2021, 7, 22), "期外", None), ("rectify-02", None, "无日期", None),
    ]  # fmt: skip
    figures = [
        dict(zip(sheets[excel.FIGURES].heads, row, strict=True))
        for row in sheets[excel.FIGURES].rows
    ]
    told = [figures[-1][head] for head in ("数值", "期间", "按日期", "类型", "期外", "无日期")]
    assert told == [0, "2021年1月1日至2021年6月30日", "销号日期", "期间数", 1, 1]


def test_what_met_the_condition_only_later_says_so(bureau: Bureau) -> None:
    define(
        at(bureau, "2021-06-30", "2021-06-21"),
        done="来源: 整改台账; 算法: 计数; 条件: {状态: 已完成}",
    )
    page = read(bureau.project().writers["figures/done.md"]().content).text
    assert "rectify-01（统计截止时还不符合条件）" in page and "2021-03-19" not in page
    sheet = next(sheet for sheet in excel.sheets(bureau.project()) if sheet.name == excel.COUNTED)
    told = [row[5] for row in sheet.rows if row[0].text == "done"]
    assert told == ["期外（统计截止时还不符合条件）"]


def heads(bureau: Bureau, name: str) -> list[str]:
    page = bureau.project().writers[f"figures/{name}.md"]().content
    return re.findall(r"<th[^>]*>([^<]+)</th>", page.partition("计入的记录")[2])


def test_the_day_is_one_column_and_the_amount_always_is(bureau: Bureau) -> None:
    define(
        at(bureau),
        warned="来源: 预警汇总; 算法: 求和; 字段: 预警数",
        due="来源: 岗位; 算法: 求和; 字段: 在岗月数",
        open="来源: 整改台账; 算法: 计数; 条件: {时限: {起: 2021-01-01}}; 按日期: 时限",
    )
    assert heads(bureau, "warned") == ["季度", "预警数", "编号"]
    assert heads(bureau, "due")[-2:] == ["计入的在岗月数", "编号"]
    assert bureau.project().writers["figures/due.md"]().content.count(">6</td>") == 3
    assert heads(bureau, "open").count("时限") == 1


# What the text and the pages say of time


def listed(bureau: Bureau, title: str) -> str:
    """Return what the page of the mechanism shows under a heading."""
    page = bureau.project().writers["mechanisms/cells.md"]().content
    return page.partition(f">{title}</h2>")[2].partition("<h2 ")[0]


def ids(part: str) -> tuple[list[str], dict[str, list[str]]]:
    """The records that have a row, and those that are listed apart."""
    rows, _, rest = part.partition("没有列入的记录")
    apart = re.findall(r"<dt>(期外|无日期)</dt><dd>(.*?)</dd>", rest)
    named = {name: re.findall(r"#([a-z0-9-]+)\"", links) for name, links in apart}
    return re.findall(r"#(r[0-9-]+|cell-[0-9]+)\"", rows), named


def test_a_listing_follows_the_period(bureau: Bureau) -> None:
    bureau.change(MECHANISMS, "条件: {对象单位: {有: 是}}", "条件: {类别: {不是: 廉政党课}}")
    at(bureau, "2021-02-28", "2021-12-31")
    part = listed(bureau, "督导")
    inside, apart = ids(part)
    assert inside == ["r01-01", "r01-02"] and apart == {"期外": ["r03-01", "r03-02", "r03-03"]}
    assert "2021年1月1日至2021年2月28日。" in part and "（2021-03-05）" in part
    assert re.search(r"<b>合计</b></th>(<td[^>]*>[^/]*</td>)*<td[^>]*>(<b>)?2<", part)


def test_a_listing_of_a_stock_shows_what_there_was(bureau: Bureau) -> None:
    bureau.append(CELLS, CELL)
    bureau.change(MECHANISMS, "条件: {状态: 创建中}", "存量: 是\n      条件: {创建日期: {有: 是}}")
    bureau.change(MECHANISMS, "栏目: [类型, 名称]", "栏目: [类型, 名称, 状态, 验收日期]")
    assert "示范" in listed(bureau, "单位")
    part = listed(at(bureau, as_of="2021-04-30"), "单位")
    assert ids(part) == (["cell-01", "cell-02"], {}) and "截至2021年4月30日" in part
    assert ">已达标<" in part and "示范" not in part and "2021&#45;04-02" in part
    part = listed(bureau.change(REPORT, "统计截止: 2021-04-30", "统计截止: 2021-02-28"), "单位")
    assert ids(part) == ([], {"期外": ["cell-01", "cell-02"]})
    assert "没有符合条件的记录" in part and "<table" not in part


def test_a_stock_has_what_was_there_before_the_period(bureau: Bureau) -> None:
    bureau.change(REPORT, "  起: 2021-01-01", "  起: 2021-05-01")
    define(bureau, items="来源: 整改台账; 算法: 计数; 存量: 是", new="来源: 整改台账; 算法: 计数")
    assert anchors(bureau, "items")[0] == ["rectify-01", "rectify-02"]
    assert anchors(bureau, "new")[:2] == (["rectify-02"], ["rectify-01"])


def test_a_listing_names_what_says_no_day(bureau: Bureau) -> None:
    bureau.change(MECHANISMS, "来源: 履责记录", "来源: 整改台账\n      按日期: 销号日期")
    bureau.change(MECHANISMS, "      条件: {对象单位: {有: 是}}\n      分布: 对象单位\n", "")
    assert "rectify-02" in str(ids(listed(bureau, "督导"))[1]["无日期"])


@pytest.mark.parametrize(
    ("lines", "said"),
    [("来源: 整改台账\n      按日期: 销号", "按日期：不认识的日期“销号”"),
     ("来源: 整改台账\n      条件: {状态: 推进中}", "条件“状态”：台账记到了统计截止 2021-02-15 以后"),
     ("来源: 本月无", "清单“督导”：“月份”是 2021-02 的记录跨过 2021-02-15")],
)  # fmt: skip
def test_a_listing_that_cannot_be_placed_is_an_issue(bureau: Bureau, lines: str, said: str) -> None:
    bureau.append(f"{YEAR}本月无.yml", "- 月份: 2021-02\n  岗位: 文书岗\n")
    bureau.change(MECHANISMS, "      条件: {对象单位: {有: 是}}\n      分布: 对象单位\n", "")
    at(bureau, "2021-02-15", "2021-02-15").change(MECHANISMS, "来源: 履责记录", lines)
    assert [line for line in bureau.messages() if line.startswith(MECHANISMS) and said in line]


WHOLE = ("全年", "年内", "本年度", "2021年度", "2021年内", "年度", "今年以来", "一年来", "年初以来")
OTHERS = (
    "三年内",
    "半年内",
    "上年度",
    "上一年度",
    "下年度",
    "上年全年",
    "十一年来",
    "《年度工作要点》",
)


@pytest.mark.slow
@pytest.mark.parametrize("word", [*WHOLE, *OTHERS])
def test_a_word_for_the_whole_year_is_remarked_in_a_part_of_it(bureau: Bureau, word: str) -> None:
    bureau.change(SECTION, "全年学习{{", f"局党组，{word}学习{{{{")

    def told() -> list[str]:
        remarks = map(str, bureau.remarks())
        return [line for line in remarks if line.startswith(SECTION) and "不是报告期" in line]

    assert not told()
    at(bureau)
    found = told()
    if word in OTHERS:
        assert not found
    else:
        message = f"“{word}”说的不是报告期，数是2021年1月1日至6月30日的；"
        assert len(found) == 1 and found[0].startswith(f"{SECTION}:3:5  {message}")


def test_only_where_figures_are_spoken_of(bureau: Bureau) -> None:
    bureau.write("docs/index.md", '# 首页\n\n全年工作。\n\n全年{{ figure("study") }}。\n')
    places = [i.place for i in at(bureau).remarks() if "不是报告期" in i.message]
    found = {(place.path, place.line) for place in places}
    assert found == {("docs/index.md", 5), (SECTION, 3), (REPORT, 1)}


@pytest.mark.parametrize(
    ("said", "year", "half"),
    [
        ("上半年学习{{", True, False),  # of the whole year, and of the half
        ("下半年学习{{", True, True),
        ("二季度，支部学习{{", True, True),
        ("上年上半年学习{{", False, False),
        ("前三季度学习{{", False, False),
        ("下半年再学。全年学习{{", False, False),
    ],
)
def test_a_part_of_the_year_is_told_beside_a_figure_of_another_time(
    bureau: Bureau, said: str, year: bool, half: bool
) -> None:
    bureau.change(SECTION, "全年学习{{", said)

    def told() -> bool:
        remarks = (line for line in map(str, bureau.remarks()) if line.startswith(SECTION))
        return any("不是报告期" in line and "“全年" not in line for line in remarks)

    assert told() == year
    at(bureau)
    assert told() == half


def test_the_tasks_of_the_next_year_are_remarked_in_its_first_half(bureau: Bureau) -> None:
    message = "这里列的是给 2022 年定的任务，报告期到 2021-06-30 为止"
    assert not said(bureau, message)
    assert said(at(bureau), message)


def test_the_cut_off_alone_makes_it_a_part(bureau: Bureau) -> None:
    assert said(
        at(bureau, "2021-12-31", "2021-11-30"), "“全年”说的不是报告期，数是2021年1月1日至11月30日的"
    )


@pytest.mark.parametrize(
    "call", ['record("r03-03", "岗位")', 'record(key="岗位", number="r03-03")']
)
def test_a_record_of_another_time_that_is_quoted_is_remarked(bureau: Bureau, call: str) -> None:
    bureau.append(SECTION, f'\n由{{{{ record("r01-01", "岗位") }}}}、{{{{ {call} }}}}负责。\n')
    line = len(bureau.read(SECTION).splitlines())
    assert not said(bureau, "报告的数没有计入它")
    remarks = at(bureau, "2021-03-05", "2021-12-31").remarks()
    (found,) = [str(issue) for issue in remarks if "报告的数没有计入它" in issue.message]
    assert found.startswith(f"{SECTION}:{line}:31  “r03-03”是2021年3月")


@pytest.mark.slow
def test_a_citation_is_of_the_version_on_the_last_day_told(bureau: Bureau) -> None:
    bureau.append(SECTION, '\n依据{{ cite("小样", 3) }}。\n')
    bureau.change(RULES, "施行: 2018-10-01", "施行: 2021-06-30")
    assert bureau.messages() == at(bureau).messages() == []
    bureau.change(REPORT, "统计截止: 2021-06-30", "统计截止: 2021-06-29")
    assert [line for line in bureau.messages() if "2021年6月29日“小样”没有施行中的版本" in line]


def test_a_make_up_is_counted_in_the_period(bureau: Bureau) -> None:
    assert said(bureau, "补录") and "2021年度补录 1 条" in said(bureau, "补录")[0]
    assert (
        "2021年1月1日至3月4日补录 0 条" in said(at(bureau, "2021-03-04", "2021-12-31"), "补录")[0]
    )


def test_the_study_plan_ends_with_the_cut_off(bureau: Bureau) -> None:
    page = (
        at(bureau, "2021-12-31", "2021-02-28").project().writers["regulations/study.md"]().content
    )
    assert "计划 3 项，到2021年2月28日：按时完成 1 项、未完成 1 项、未到时限 1 项" in page
    assert "2021年3月" not in page and "3月5日" not in page


# The ledgers


def test_every_day_that_may_come_later_is_known_to() -> None:
    """A new optional day is one that comes later, or a test says why not."""
    entered = {(Trace, "late"), (Trace, "absences"), (Paper, "printed")}
    for ledger in LEDGERS.values():
        kind = ledger.record
        if not ledger.files.startswith("{year}/") or ledger.single:
            continue
        for field, info in kind.model_fields.items():
            group = part_of(kind, kind.key_of(field))
            dated = mark_of(kind, field, Time) or (group and day_paths(group))
            told = (
                (kind, field) in entered
                or field == kind.limit
                or get_origin(info.annotation) is list
            )
            if dated and not info.is_required() and not told:
                assert field in kind.later, (ledger.name, field)
        lists = (get_origin(kind.model_fields[field].annotation) is list for field in kind.later)
        assert not any(lists), ledger.name
        assert set(kind.later) <= set(kind.model_fields)
        assert {field for field, _ in kind.since.values()} <= set(kind.later)
