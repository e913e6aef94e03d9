"""What is checked across the years: what was frozen, copied, carried over, lost or moved."""

from __future__ import annotations

import re
from datetime import date

import pytest
from conftest import Bureau

from ledger.checks.remarks import across

TRACE = """\
- 编号: r{month}-{number:02}
  类别: 督导调研
  日期: {year}-{month}-{day:02}
  岗位: 局长
  事项: {matter}
  对象单位: [东县小样局]
  发现问题: {found}
"""
STUDY = """\
- 编号: r05-{day:02}
  类别: 学习教育
  日期: 2020-05-{day:02}
  岗位: 局长
  事项: 第{day}次学习旧事
  形式: 支部学习
  实到: 9
"""
ITEM = """\
- 编号: {id}
  来源: 自查
  问题: {problem}
  依据文件: 廉洁自律准则
  措施: 先有公函再接待
  责任领导: 副局长
  责任科室: 办公室
  登记日期: {opened}
  时限: 2021-11-30
  状态: {state}
"""
DONE = "  佐证: 抽查表\n  验收: {{验收人: 局长, 日期: {day}}}\n  销号日期: {day}\n"
FROZEN, ITEMS = "data/2020/定格指标.yml", "data/2021/整改台账.yml"
REMINDERS = "data/2021/廉政提醒.yml"
OLD_ITEMS, OLD_MAY = "data/2020/整改台账.yml", "data/2020/履责记录/05.yml"
MATTERS = (
    "到东县看用车登记",
    "查公函是不是附在报销单后",
    "问接待清单有没有人签字",
    "看会议计划执行",
)


def traces(year: int, month: str = "04", count: int = 4) -> str:
    """Return what was done in a month of a year, each on a day of its own."""
    return "".join(
        TRACE.format(year=year, month=month, number=at + 1, day=3 * at + 2, matter=matter, found=at)
        for at, matter in enumerate(MATTERS[:count])
    )


def item(id_: str, problem: str, opened: str, done: str = "") -> str:
    """Return an item of the rectification ledger."""
    state = "已完成" if done else "推进中"
    text = ITEM.format(id=id_, problem=problem, opened=opened, state=state)
    return text + (DONE.format(day=done) if done else "")


@pytest.fixture
def two(bureau: Bureau) -> Bureau:
    """The small bureau with three records of study of the year before, of which its report told."""
    bureau.write(OLD_MAY, "".join(STUDY.format(day=day) for day in (6, 7, 9)))
    months = ", ".join("3" if month == 5 else "0" for month in range(1, 13))
    return bureau.write(
        FROZEN,
        f"- 编号: last\n  指标: 学习次数\n  值: 3\n  各月: [{months}]\n  出处: 2020年度报告\n",
    )


# what was frozen


@pytest.mark.slow
def test_what_was_frozen_is_what_the_ledger_of_its_year_gives(two: Bureau) -> None:
    assert two.messages() == []
    two.change(FROZEN, "值: 3\n  各月: [0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]", "值: 99")
    assert two.messages() == [
        f"{FROZEN}:3:6  值：定格的是 99，2020 年的台账按现在的定义算出的是 3；"
        "请对照那一年的报告：写错了就改这里，台账后来改过的，改回报告时的样子；"
        "台账只搬来一部分的，写 台账不全: 是"
    ]
    two.append(FROZEN, "  台账不全: 是\n")
    assert two.messages() == []


def test_the_months_are_what_the_ledger_gives(two: Bureau) -> None:
    two.change(FROZEN, "[0, 0, 0, 0, 3, 0,", "[0, 0, 0, 0, 2, 1,")
    assert [each.split("；")[0] for each in two.messages()] == [
        f"{FROZEN}:4:20  各月：5 月定格的是 2，2020 年的台账算出的是 3"
    ]


def test_a_year_without_ledgers_is_not_computed(bureau: Bureau) -> None:
    assert bureau.messages() == []


@pytest.mark.parametrize("named", ["编号: study\n  名称: 学习场次", "编号: x\n  名称: 学习次数"])
def test_the_definition_of_the_year_itself_counts(two: Bureau, named: str) -> None:
    """In 2020 the figure counted what was studied from the seventh of May on."""
    own = (
        f"- {named}\n  口径: 那时的\n  分组: 学习教育\n  来源: 履责记录\n"
        "  条件: {类别: 学习教育, 日期: {起: 2020-05-07}}\n  算法: 计数\n  单位: 次\n"
    )
    two.write("data/2020/figures.yml", own)
    two.change(FROZEN, "\n  各月: [0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]", "")
    found = [each for each in two.survey()[1] if each.code == "record.frozen_value"]
    assert [each.message.partition("，")[2].partition("；")[0] for each in found] == [
        "2020 年的台账按那一年的定义算出的是 2"
    ]


def test_a_value_is_compared_at_its_own_decimals(two: Bureau) -> None:
    share = (
        "- 编号: share\n  名称: 占比\n  口径: 学习占全部\n  分组: 学习教育\n  算法: 比率\n"
        "  分子: 学习次数\n  分母: 记录数\n  单位: '%'\n"
        "- 编号: all\n  名称: 记录数\n  口径: 全部\n  分组: 学习教育\n  来源: 履责记录\n"
        "  算法: 计数\n  单位: 次\n"
    )
    two.append("data/2021/figures.yml", share)
    two.append(OLD_MAY, "".join(TRACE.format(
        year=2020, month="05", number=20 + n, day=20 + n, matter=MATTERS[n], found=0
    ) for n in range(4)))  # fmt: skip
    two.append(FROZEN, "- 编号: b\n  指标: 占比\n  值: 42.9\n  出处: 报告\n")
    assert two.messages() == []
    two.change(FROZEN, "42.9", "43")
    assert two.messages() == []
    two.change(FROZEN, "值: 43", "值: 42.8")
    assert two.codes() == ["record.frozen_value"]


def test_a_number_that_was_cut_is_compared_as_it_was_shown(two: Bureau) -> None:
    figures = "data/2021/figures.yml"
    two.append(
        figures,
        "- 编号: held\n  名称: 实到人次\n  口径: 实到\n  分组: 学习教育\n  来源: 履责记录\n"
        "  算法: 求和\n  字段: 实到\n  条件: {类别: 学习教育}\n  单位: 人次\n  取整: {方式: 余, 到: 10}\n",
    )
    two.append(FROZEN, "- 编号: b\n  指标: 实到人次\n  值: 20\n  出处: 报告里写20余\n")
    assert two.messages() == []
    two.change(FROZEN, "值: 20", "值: 30")
    assert two.codes() == ["record.frozen_value"]


def test_a_value_that_some_edition_gives_is_right(two: Bureau) -> None:
    two.append(OLD_MAY, STUDY.format(day=11) + "  可见: 班子\n")
    assert two.messages() == []
    two.change(FROZEN, "值: 3", "值: 4").change(FROZEN, "3, 0,", "4, 0,")
    assert two.messages() == []
    two.change(FROZEN, "值: 4", "值: 5").change(FROZEN, "4, 0,", "5, 0,")
    assert two.codes() == ["record.frozen_value"]


def test_a_ledger_that_the_year_counted_is_not_lost(two: Bureau) -> None:
    count = "- 编号: n\n  名称: 整改数\n  口径: 全部\n  分组: 整改监督\n  来源: 整改台账\n  算法: 计数\n  单位: 项\n"
    two.append("data/2021/figures.yml", count)
    two.append(FROZEN, "- 编号: b\n  指标: 整改数\n  值: 5\n  出处: 报告\n")
    assert two.messages() == []  # the year may never have kept it
    two.write("data/2020/figures.yml", count)
    assert [each.partition("  ")[2] for each in two.messages()] == [
        "值：定格的是 5，2020 年的定义数的是“整改台账”，可是 data/2020/整改台账.yml 不见了；"
        "请把那本台账放回去，或写 台账不全: 是"
    ]


# what was copied


def test_a_ledger_that_is_copied_is_an_error(two: Bureau) -> None:
    two.write("data/2020/履责记录/04.yml", traces(2020))
    two.write("data/2021/履责记录/04.yml", traces(2021))
    for month in ("01", "03"):
        two.remove(f"data/2021/履责记录/{month}.yml")
    two.write("docs/report/01-学习.md", "## 学习\n\n做了学习。\n")
    found = [each for each in two.survey()[1] if each.code.startswith("record.")]
    assert [str(each) for each in found] == [
        "data/2021/履责记录/04.yml:1:3  2021 年的“履责记录”有 4 条和 2020 年的一字不差，"
        "只是日期移了整年，第一条和 2020/r04-01（data/2020/履责记录/04.yml 第 1 行）一样；"
        "像是把旧的台账抄来改了年份，请删去没有发生的；真的每年照样做一遍的，在 data/台账/履责记录.yml "
        "写一行 每年照旧: 是（没有这个文件就新建，另写一行 说明: …）"
    ]
    two.write("data/台账/履责记录.yml", "说明: 每年照样做\n每年照旧: 是\n")
    assert two.messages() == []
    assert len([each for each in two.remarks() if each.code == "remark.copied"]) == 1


def test_two_records_that_are_copied_are_remarked(two: Bureau) -> None:
    two.write("data/2020/履责记录/04.yml", traces(2020))
    two.write("data/2021/履责记录/04.yml", traces(2021, count=2).replace("r04-0", "r04-1"))
    assert two.messages() == []
    assert remarked(two, "remark.copied") == [
        f"data/2021/履责记录/04.yml:{line}:3  和 2020/r04-0{number}（data/2020/履责记录/04.yml "
        f"第 {line} 行）一字不差，只是日期移了整年；请核对是不是抄来的"
        for number, line in ((1, 1), (2, 8))
    ]


@pytest.mark.parametrize(("matter", "found"), [("", 0), ("，查了12份", 1), ("，3月5日反馈", 1)])
def test_one_alone_is_done_every_year_unless_it_tells_a_number(
    two: Bureau, matter: str, found: int
) -> None:
    for year in (2020, 2021):
        text = traces(year, count=1).replace("r04-01", f"r04-{year % 10 + 1:02}")
        two.write(f"data/{year}/履责记录/04.yml", text.replace("登记", f"登记{matter}"))
    assert len(remarked(two, "remark.copied")) == found


@pytest.mark.parametrize(
    ("old", "new"),
    [("2021-04-02", "2021-04-03"), ("发现问题: 0", "发现问题: 1"), ("到东县看", "到东县查")],
)
def test_what_differs_is_no_copy(two: Bureau, old: str, new: str) -> None:
    two.write("data/2020/履责记录/04.yml", traces(2020))
    two.write("data/2021/履责记录/04.yml", traces(2021, count=1).replace(old, new))
    assert [each for each in two.findings() if each.code.endswith(".copied")] == []


def test_a_list_that_ended_is_no_copy(bureau: Bureau) -> None:
    """What was looked at last year bears that day, and may be told anew once it had ended."""
    risks = "".join(
        f"- 编号: risk-{number}\n  岗位: 局长\n  领域: 经费财务\n  风险表现: 第{number}种先定后议\n"
        f"  等级: 高\n  防控措施: [会前三天送材料]\n  责任人: 局长\n  复评日期: 2020-11-0{number}\n"
        for number in range(1, 5)
    )
    ended = re.sub("(复评日期: .*)", r"\1\n  解除日期: 2020-12-30", risks)
    bureau.write("data/2020/风险点.yml", ended).write("data/2021/风险点.yml", risks)
    assert bureau.codes() == []
    bureau.write("data/2021/风险点.yml", ended.replace("2020", "2021"))
    assert bureau.codes() == ["record.copied"]


@pytest.mark.parametrize(("count", "code"), [(3, "remark.copied"), (4, "record.copied")])
def test_few_words_that_repeat_are_no_proof_of_a_copy(
    bureau: Bureau, count: int, code: str
) -> None:
    """Three sentences and three numbers come about once more on the same days; more does not."""
    for month in ("01", "03"):
        bureau.remove(f"data/2021/履责记录/{month}.yml")
    for year in (2020, 2021):
        bureau.write(f"data/{year}/履责记录/04.yml", traces(year, count=count))
    told = {each.code for each in bureau.findings() if each.code.endswith(".copied")}
    assert told == {code}


def test_what_each_year_does_again_is_told_once(bureau: Bureau) -> None:
    """Pledges are signed by the same posts, some of which have short names; nothing is wrong."""
    posts = ("局长", "办公室主任", "分管业务副局长")
    for year in (2020, 2021):
        pledges = (
            f"- {{编号: p-{at}, 类别: 班子成员, 责任人: {post}, 签订日期: {year}-03-08}}\n"
            for at, post in enumerate(posts)
        )
        bureau.write(f"data/{year}/责任书.yml", "".join(pledges))
    found = [each for each in bureau.findings() if each.code.endswith(".copied")]
    assert [(each.code, each.message.partition("的一字不差")[0]) for each in found] == [
        ("remark.copied", "2021 年的“责任书”有 3 条和 2020 年")
    ]
    bureau.change(
        "data/2021/责任书.yml",
        "办公室主任, 签订日期: 2021-03-08",
        "办公室主任, 签订日期: 2021-03-09",
    )
    assert [each for each in bureau.findings() if each.code.endswith(".copied")] == []


def test_plans_and_signatures_may_be_the_same_each_year(bureau: Bureau) -> None:
    for name in ("学习计划", "责任书", "职责书", "风险点", "预警汇总"):
        text = bureau.read(f"data/2021/{name}.yml")
        bureau.write(f"data/2020/{name}.yml", text.replace("2021", "2020"))
    assert [each for each in bureau.findings() if each.code.endswith(".copied")] == []


# what is of another time


def remarked(bureau: Bureau, code: str) -> list[str]:
    """Return the remarks of a kind."""
    return [str(each) for each in bureau.remarks() if each.code == code]


LATER = """\
- 编号: next
  名称: 示例市纪委第{number}次全体会议
  类型: 会议
  层级: 市
  机关: 示例市纪委
  日期: {day}
"""


@pytest.mark.parametrize(
    ("day", "later", "found"),
    [
        ("2019-11-20", "", 1),
        ("2020-01-20", "", 0),
        ("2020-01-20", LATER.format(number="七", day="2021-01-20"), 1),
        ("2020-01-20", LATER.format(number="七", day="2021-12-20"), 0),
        ("2020-07-26", LATER.format(number="七", day="2021-01-20"), 0),
    ],
)
def test_study_of_an_old_meeting_is_a_remark(
    bureau: Bureau, day: str, later: str, found: int
) -> None:
    bureau.change("data/文件会议.yml", "2021-01-20", day).append("data/文件会议.yml", later)
    march = [
        each for each in remarked(bureau, "remark.stale") if ":01.yml" in each or "/01.yml" in each
    ]
    assert len(march) == found


@pytest.mark.slow
def test_what_is_studied_again_is_no_remark(bureau: Bureau) -> None:
    bureau.change("data/文件会议.yml", "2021-01-20", "2019-01-20")
    assert remarked(bureau, "remark.stale") != []
    bureau.change("data/2021/履责记录/01.yml", "集体学习全会精神", "重温全会精神")
    bureau.change("data/2021/履责记录/03.yml", "[廉洁自律准则, 市纪委全会]", "[廉洁自律准则]")
    assert remarked(bureau, "remark.stale") == []


def test_a_document_for_an_earlier_year_is_a_remark(bureau: Bureau) -> None:
    bureau.append(
        "data/文件会议.yml",
        "- 编号: points\n  名称: 示例市小样局2020年工作要点\n  类型: 文件\n  层级: 市\n"
        "  机关: 示例市小样局\n  日期: 2020-03-01\n",
    )
    bureau.change("data/2021/履责记录/01.yml", "[市纪委全会]", "[points]")
    assert remarked(bureau, "remark.stale") == [
        "data/2021/履责记录/01.yml:8:10  学习文件：“points”是 2020-03-01 的，到 2021-01-22 已是以前年份的；"
        "请核对是不是沿用了以前的记录，是重温的就在事项里写明"
    ]


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2021-01-22", ""),
        ("2021-01-23", "星期六"),
        ("2021-01-01", "法定节假日"),
        ("2021-02-07", ""),  # a Sunday on which people worked
        ("2021-10-04", "法定节假日"),
    ],
)
def test_a_meeting_of_everybody_is_held_on_a_day_of_work(
    bureau: Bureau, day: str, off: str
) -> None:
    file = f"data/2021/履责记录/{day[5:7]}.yml"
    text = bureau.read("data/2021/履责记录/01.yml")
    first, _, _ = text.partition("- 编号: r01-02")
    meeting = first.replace("r01-01", "r99-01").replace("2021-01-22", day)
    meeting = meeting.replace("学习文件: [市纪委全会]", "范围: 全体干部职工")
    bureau.write(file, meeting + (text if day[5:7] == "01" else ""))
    said = [f"{file}:3:7  日期：{day} 是{off}，“全体干部职工”那天不上班；请核对日期"]
    assert remarked(bureau, "remark.day_off") == (said if off else [])


def test_of_a_year_without_known_holidays_nothing_is_said() -> None:
    assert across._day_off(date(2199, 1, 5)) == ""


# articles of another edition

LAW = """\
- 编号: conduct
  名称: 示例廉洁规定
  简称: 廉洁规定
  种类: 规范性文件
  说明: 用来试的
  版本:
    - {年份: 2015, 施行: 2015-10-01, 取代: 2021-01-01, 条数: 30, 核对: {来源: 文本, 日期: 2021-01-05}}
    - {年份: 2020, 印发: 2020-12-01, 施行: 2021-01-01, 条数: 40, 核对: {来源: 文本, 日期: 2021-01-05}}
  条文:
    - {编号: reception, 主题: 公务接待, 条号: {2015: 6, 2020: 16}, 要点: 接待要有公函，陪餐不超标}
    - {编号: cars, 主题: 公务用车, 条号: {2015: 7, 2020: 17}, 要点: 车辆定点停放，派车登记}
    - {编号: gifts, 主题: 礼品礼金, 条号: {2015: 5, 2020: 6}, 要点: 收到的及时登记上交}
    - {编号: same, 主题: 会议费用, 条号: {2015: 9, 2020: 9}, 要点: 会议按计划开}
    - {编号: gone, 主题: 公款旅游, 条号: {2015: 12, 2020: 无}, 要点: 不得借考察旅游}
"""
SECTION = "docs/report/01-学习.md"
MEANT = "“廉洁规定”2015年版第六条是“公务接待”，2021-{}施行的是2020年版，这一条是“礼品礼金”；说的是“公务接待”就改成第十六条"


@pytest.fixture
def editions(bureau: Bureau) -> Bureau:
    """The small bureau with an instrument of which a new edition is in force in the year."""
    bureau.write("data/regulations/conduct.yml", LAW)
    bureau.append(
        "data/文件会议.yml",
        "- 编号: conduct-doc\n  名称: 示例廉洁规定\n  简称: 廉洁规定\n  类型: 文件\n  层级: 市\n"
        "  机关: 示例市\n  日期: 2021-01-01\n",
    )
    return bureau


def written(bureau: Bureau, sentence: str) -> list[str]:
    """Return the messages on articles, where the report says a sentence more."""
    bureau.change(SECTION, "全年学习", f"{sentence}\n\n全年学习")
    return [each.message for each in bureau.survey()[1] if each.code == "law.moved"]


def test_the_report_cites_the_edition_in_force(editions: Bureau) -> None:
    """The sentence of an earlier report, with the number of the edition of that time."""
    sentence = '对照{{ cite("廉洁规定", 6) }}关于公务接待的规定自查。'
    assert written(editions, sentence) == [MEANT.format("12-31")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("对照《示例廉洁规定》第六条关于公务接待的规定自查。", 1),
        ('对照{{ cite("廉洁规定", 16) }}关于公务接待的规定自查。', 0),
        ('对照{{ cite("廉洁规定", 6) }}关于礼品礼金的规定自查。', 0),
        ('对照{{ cite("廉洁规定", 6) }}自查。公务接待都有公函。', 0),  # another sentence
        ('对照{{ cite("廉洁规定", 9) }}控制会议费用。', 0),  # the same in both
        ('当时依据的是{{ cite("廉洁规定", 6, on="2020-06-01") }}关于公务接待的规定。', 0),
        ('对照{{ cite("廉洁规定", 7) }}自查。', 1),  # nothing is noted of it
        ('对照{{ cite("廉洁规定", 12) }}，没有公款旅游。', 1),
    ],
)
def test_a_number_of_the_edition_before_is_told(
    editions: Bureau, sentence: str, found: int
) -> None:
    assert len(written(editions, sentence)) == found


def test_an_article_of_which_nothing_is_noted_may_be_meant(editions: Bureau) -> None:
    sentence = '对照{{ cite("廉洁规定", 7) }}自查。'
    assert written(editions, sentence) == [
        "“廉洁规定”2015年版第七条是“公务用车”，2020年版的这一条没有记要点，看不出说的是不是同一件事；"
        "说的是“公务用车”就改成第十七条；确是这一条的，先在法规里记上它的要点"
    ]
    editions.append(
        "data/regulations/conduct.yml",
        "    - {编号: more, 主题: 办公用房, 条号: {2020: 7}, 要点: 按标准配备}\n",
    )
    assert editions.messages() == []


def test_items_reminders_figures_and_records_cite_the_edition_in_force(editions: Bureau) -> None:
    item_ = item("z-09", "接待没有公函，陪餐超标", "2021-02-07")
    item_ = item_.replace("廉洁自律准则", "廉洁规定\n  依据条款: {}")
    editions.append(ITEMS, item_.format(6))
    editions.change(REMINDERS, "覆盖人次: 30", "覆盖人次: 30\n  条款: {法规: 廉洁规定, 条: 6}")
    text = editions.read(REMINDERS)
    old = next(line for line in text.splitlines() if line.startswith("  内容"))
    editions.change(REMINDERS, old, "  内容: 公务接待不超标准")
    editions.append(
        "data/2021/figures.yml",
        "- 编号: hosts\n  名称: 公务接待问题数\n  口径: 接待方面的\n  分组: 整改监督\n  来源: 整改台账\n"
        "  条件: {依据文件: 廉洁规定, 依据条款: 6}\n  算法: 计数\n  单位: 项\n",
    )
    march = "data/2021/履责记录/03.yml"
    editions.change(
        march, "事项: 与副职谈心", "事项: 按规定第六条谈公务接待\n  学习文件: [廉洁规定]"
    )
    found = [each for each in editions.survey()[1] if each.code == "law.moved"]
    assert {each.place.path for each in found} == {ITEMS, REMINDERS, "data/2021/figures.yml", march}
    assert len(found) == 4
    for path in (ITEMS, REMINDERS, "data/2021/figures.yml", march):
        text = editions.read(path)
        text = text.replace("依据条款: 6", "依据条款: 16").replace("条: 6}", "条: 16}")
        editions.write(path, text.replace("第六条", "第十六条"))
    assert "law.moved" not in editions.codes()


def test_what_was_opened_before_cites_the_edition_of_then(editions: Bureau) -> None:
    """The item goes on in the year of the new edition, and rests on the old one."""
    old = item("z-09", "接待没有公函，陪餐超标", "2020-02-07")
    editions.write(OLD_ITEMS, old.replace("廉洁自律准则", "廉洁规定\n  依据条款: 6"))
    assert "law.moved" not in editions.codes()


# what goes on


def test_an_open_item_is_not_copied(two: Bureau) -> None:
    two.write(OLD_ITEMS, item("z-01", "接待没有公函", "2020-05-07"))
    two.append(ITEMS, item("rectify-03", "接待没有公函", "2021-01-07"))
    assert [str(each) for each in two.survey()[1] if each.code == "record.carried"] == [
        f"{ITEMS}:31:7  问题：和 2020/z-01（{OLD_ITEMS} 第 1 行）是同一件事，那时还没有办完；"
        "没有办完的不用抄，本年自动读到，抄了会数两次；请删去这一条，办成了什么写在那一条里"
    ]


@pytest.mark.parametrize(("done", "found"), [("2021-01-06", 0), ("2021-01-08", 1)])
def test_what_was_done_may_happen_again(two: Bureau, done: str, found: int) -> None:
    two.write(OLD_ITEMS, item("z-01", "接待没有公函", "2020-05-07", done))
    two.append(ITEMS, item("rectify-03", "接待没有公函", "2021-01-07"))
    assert two.codes().count("record.carried") == found


def test_five_open_items_that_were_moved_into_the_new_year_are_told(two: Bureau) -> None:
    """Copied anew under new ids, and the old ones deleted: so last year's numbers would change."""
    two.write(OLD_ITEMS, item("z-01", "接待没有公函", "2020-05-07", "2020-07-01"))
    kept = "".join(item(f"rectify-1{n}", f"第{n}个问题", f"2020-06-0{n}") for n in range(1, 6))
    two.append(ITEMS, kept)
    found = [each for each in two.survey()[1] if each.code == "record.carried"]
    assert len(found) == 5
    assert found[0].message == (
        "登记日期：2020-06-01 是 2020 年的事，那一年有“整改台账”；一件事只记在开始的那一年，"
        "请移到 data/2020，编号照旧，本年自动读到；那里已经有的，删去这一条"
    )


def test_open_items_do_not_vanish_from_what_was_reported(two: Bureau) -> None:
    count = (
        "- 编号: n\n  名称: 未完成数\n  口径: 没有办完的\n  分组: 整改监督\n  来源: 整改台账\n"
        "  条件: {状态: 推进中}\n  存量: 是\n  算法: 计数\n  单位: 项\n"
    )
    two.append("data/2021/figures.yml", count)
    items = [item(f"z-0{n}", f"第{n}个问题", f"2020-06-0{n}") for n in range(1, 7)]
    two.write(OLD_ITEMS, "".join(items))
    two.append(FROZEN, "- 编号: b\n  指标: 未完成数\n  值: 6\n  出处: 报告\n")
    two.change("data/2021/下年任务.yml", "rectify-02", "[rectify-02, 2020/z-06]")
    assert [each for each in two.codes() if each != "missing.rectification"] == []
    two.write(OLD_ITEMS, items[0])
    codes = [each for each in two.codes() if each != "missing.rectification"]
    assert sorted(codes) == ["record.frozen_value", "reference.number"]


def test_a_record_that_a_signed_report_names_does_not_vanish(two: Bureau) -> None:
    two.write(OLD_ITEMS, item("z-01", "接待没有公函", "2020-05-07", "2020-07-01"))
    signed = "# 报告\n\n在{{ record('r05-06', '岗位') }}。\n\n{{ problems('z-01') }}\n"
    two.write("data/2020/report/正文.md", signed)
    assert two.messages() == []
    two.write(OLD_MAY, two.read(OLD_MAY).replace("r05-06", "r05-16"))
    two.write(OLD_ITEMS, two.read(OLD_ITEMS).replace("z-01", "z-02"))
    assert two.messages() == [
        "data/2020/report/正文.md:3:2  2020 年的报告引用了履责记录的“r05-06”，"
        "data/2020 里没有这一条了；请把它放回去，编号照旧",
        "data/2020/report/正文.md:5:1  2020 年的报告引用了整改台账的“z-01”，"
        "data/2020 里没有这一条了；请把它放回去，编号照旧",
    ]


def test_the_year_that_is_being_recorded_is_read_while_last_years_report_is_written(
    bureau: Bureau,
) -> None:
    bureau.write("data/2022/履责记录/01.yml", traces(2022, "01"))
    assert bureau.messages() == []
    bureau.change("data/2022/履责记录/01.yml", "发现问题: 0", "发现问题: 零")
    assert [each.split(":")[0] for each in bureau.messages()] == ["data/2022/履责记录/01.yml"]


# what was to be done, and what a text names

OLD_TASKS = "data/2020/下年任务.yml"
TASK = """\
- 编号: task-01
  方面: 作风建设
  任务: 清理长期闲置的办公用房并重新分配
  责任领导: 副局长
  责任科室: 办公室
  时限: {day}
"""


def test_a_task_of_last_year_without_a_trace_is_told(two: Bureau) -> None:
    two.write(OLD_TASKS, TASK.format(day="2021-06-30"))
    assert remarked(two, "remark.promised") == [
        f"{OLD_TASKS}:3:7  任务：上年定下到 2021-06-30 办的“清理长期闲置的办公用房并重新分配”，"
        "今年的记录、指标和正文都没有提到；办完的请写完成日期，没有办的在报告里说明"
    ]
    two.append(OLD_TASKS, "  完成日期: 2021-06-28\n")
    assert remarked(two, "remark.promised") == []


@pytest.mark.parametrize("day", ["2022-06-30", "2021-06-30"])
def test_a_task_is_told_of_in_a_record_or_the_text(two: Bureau, day: str) -> None:
    two.write(OLD_TASKS, TASK.format(day=day))
    if day < "2022":  # one that is not due yet needs no trace
        two.change("data/2021/履责记录/01.yml", "到县里督导", "查闲置的办公用房，重新分给三个科室")
    assert remarked(two, "remark.promised") == []


def test_a_task_is_told_of_in_the_report(two: Bureau) -> None:
    two.write(OLD_TASKS, TASK.format(day="2021-06-30"))
    two.change(SECTION, "全年学习", "清理了闲置的办公用房。\n\n全年学习")
    assert remarked(two, "remark.promised") == []


@pytest.mark.parametrize(("done", "found"), [("", 1), ("2021-04-01", 0)])
def test_a_task_ends_with_its_items(two: Bureau, done: str, found: int) -> None:
    two.write(OLD_ITEMS, item("z-01", "接待没有公函", "2020-05-07", done))
    two.write(OLD_TASKS, TASK.format(day="2021-06-30") + "  整改事项: z-01\n")
    assert len(remarked(two, "remark.promised")) == found


@pytest.mark.parametrize(("day", "found"), [("2022-03-31", 0), ("2021-12-31", 1)])
def test_a_task_that_is_not_due_yet_takes_its_items_up(two: Bureau, day: str, found: int) -> None:
    two.change(SECTION, "{{ open_items() }}\n\n", "")
    two.write(OLD_ITEMS, item("z-01", "接待没有公函", "2020-05-07"))
    two.write(OLD_TASKS, TASK.format(day=day) + "  整改事项: z-01\n")
    assert two.codes() == ["missing.rectification"] * found


def test_the_number_of_a_record_that_was_another_event_is_told(two: Bureau) -> None:
    """The sentence of last year's report, whose number names another event since the roll."""
    two.write(
        "data/2020/履责记录/03.yml",
        TRACE.format(year=2020, month="03", number=1, day=5, matter="到东县看用车登记", found=1),
    )
    sentence = '到{{ record("r03-01", "日期") }}，已经到东县看了用车登记。'
    two.change(SECTION, "全年学习", f"{sentence}\n\n全年学习")
    assert remarked(two, "remark.taken_over") == [
        f"{SECTION}:3:2  “r03-01”在 2020 年是“到东县看用车登记”，今年是“支部学习准则”；"
        "这一句像是说那一年的，请改成今年的编号，要说那一年的写 2020/r03-01"
    ]
    for other in ("2020/r03-01", "r03-02"):
        two.write(SECTION, two.read(SECTION).replace("r03-01", other))
        assert remarked(two, "remark.taken_over") == []
        two.write(SECTION, two.read(SECTION).replace(other, "r03-01"))
    two.change(SECTION, "已经到东县看了用车登记", "支部学习了准则")
    assert remarked(two, "remark.taken_over") == []


def test_a_sentence_of_last_year_with_the_same_number_is_told(two: Bureau) -> None:
    """Its words tell of neither event."""
    two.write(
        "data/2020/履责记录/03.yml",
        TRACE.format(year=2020, month="03", number=1, day=5, matter="到东县看用车登记", found=1),
    )
    sentence = '办公室作了安排，时间是{{ record("r03-01", "日期") }}。'
    two.write("data/2020/report/正文.md", f"2020年，{sentence}\n")
    two.change(SECTION, "全年学习", f"2021年，{sentence}\n\n全年学习")
    assert ["和那一年的报告相同" in each for each in remarked(two, "remark.taken_over")] == [True]
