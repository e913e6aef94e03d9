"""Times: what the report says was done when, sessions that were held, words of their years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
import yaml
from conftest import ROOT, Bureau

from ledger.checks.text import chronology, meetings, phrases
from ledger.prose.passages import passages
from ledger.records.types.bureau import Document, Unit
from ledger.records.types.language import Phrase
from ledger.records.types.official import Period, Report

YEAR = 2021
PERIOD = Period.model_construct(first=date(YEAR, 1, 1), last=date(YEAR, 12, 31))
HALF = Period.model_construct(first=date(YEAR, 1, 1), last=date(YEAR, 6, 30))


@dataclass
class Data:
    """As much of a dataset as the checks of times ask for."""

    period: Period = PERIOD
    meetings: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        names = {
            "name": "示例市教育局",
            "full_name": "示例市教育局",
            "party_group": "示例市教育局党组",
        }
        return Unit.model_construct(year=YEAR, city="示例市", **names)

    @property
    def report(self) -> Report:
        last = self.period.last
        return Report.model_construct(period=self.period, as_of=last, date=date(YEAR + 1, 1, 10))

    def of(self, kind: type[Document]) -> list[Document]:
        return [kind.model_construct(name=name, short=None) for name in self.meetings]


def codes(text: str, period: Period = PERIOD) -> list[str]:
    data = Data(period)
    found = [
        issue
        for each in passages(text, "docs/report/a.md", [])
        for issue in chronology.check(each, YEAR, data.report)
    ]
    return [issue.code.removeprefix("chronology.") for issue in found]


#: what is reported as done in the period, but was not
@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020年，我局坚持严的基调，把责任压到每个岗位。", "year"),
        ("2020年,在市委的坚强领导下,全体干部履职尽责。", "year"),
        ("2020年是规划的收官之年，各科室把任务排到了周。", "year"),
        ("2020年召开党组会议研究廉政工作。", "year"),
        ("一、2020年主要工作情况\n", "year"),
        ("2020年：稳中有进、开局良好\n", ""),
        ("现将我局2020年度落实主体责任的情况报告如下。", "year"),
        ("回顾2020年，制度更加管用。", "year"),
        ("2020年3月12日，局党组听取了采购工作汇报。", "outside"),
        ("局党组于2020年3月12日听取了采购工作汇报。", "outside"),
        ("2020 年 5 月，组织党员到展览馆参观。", "outside"),
        ("二〇二〇年七月，机关党委完成了换届。", "outside"),
        ("2020年8月中旬，集中检查办公用房。", "outside"),
        ("2020年第四季度，财务科清理了往来款。", "outside"),
        ("2020.9.27，机关党委通报了暗访情况。", "outside"),
        ("会议时间：2020-09-27", "outside"),
        ("| 2020年6月2日 | 廉政谈话 |", "outside"),
        ("2022年1月25日，局党组组织节前谈话，提出了纪律要求。", "outside"),
        ("截至2020年12月31日，谈话做到了全覆盖。", "outside"),
        ("2020年10—12月，局党组组织了检查。", "outside"),
        ("2020年1至6月，局党组组织了检查。", "outside"),
        ("截止2022年3月，整改全部完成。", "outside"),
        ("去年，局党组召开会议部署工作。", "year"),
        ("去年开展培训，提高了干部的能力。", "year"),
        ("局党组上年召开专题会议研究采购。", "year"),
        ("上年度，局党组坚持按季研究廉政工作。", "year"),
        ("去年（2020年），局党组听取了汇报。", "year"),
        ("前年，机关纪委组织了廉政测试。", "year"),
        ("上年工作情况\n", "year"),
        ("2021年，我们将继续加强党风廉政建设。", "plan"),
        ("2021年我局将按照上级要求，重点做好以下工作。", "plan"),
        ("2020年，面对新形势，局党组将进一步压实责任。", "plan"),
        ("2021年是规划的开局之年，我局将以党建为统领抓好落实。", "plan"),
        ("2021年，拟制定采购办法，堵塞漏洞。", "plan"),
        ("我局将于2021年3月组织专项检查。", "plan"),
        ("去年，我局将继续加强作风建设。", "plan"),
        ("2021年将是攻坚之年。", "plan"),
        ("2021年，我局将进一步加大查处的力度。", "plan"),
        ("2021年，我局将推进作风建设。", "plan"),
        ("二、2021年工作打算\n", "plan"),
        ("今年（2020年）的学习抓得更实。", "year_word"),
        ("同去年（2021年）相比有所下降。", "year_word"),
        ("今年亦即2020年，窗口延长了服务。", "year_word"),
    ],
)  # fmt: skip
def test_work_of_another_time_is_told(text: str, code: str) -> None:
    assert codes(text) == [code] * bool(code)


@pytest.mark.quick
@pytest.mark.parametrize(
    "text",
    [
        "2020年9月16日至10月18日，市委第二巡察组对我局党组进行了巡察。",
        "2020年11月3日，巡察组向局党组反馈了意见。",
        "对2020年度考核发现的问题，逐项整改。",
        "会议回顾了2020年廉政工作，部署了任务。",
        "局长在会上回顾了全局2020年作风建设，分析了形势。",
        "局党组学习总书记2020年考察时的讲话，按月对照检查。",
        "此前，截至2020年12月31日，谈话做到了全覆盖。",
        "2020年，旗委印发通知，要求各单位自查。",
        "2019年以来，各支部坚持按月开展主题党日。",
        "自2018年起，采购一律公开。",
        "机关纪委自2020年3月组织按月抽查。",
        "2018年至今，信访件逐年减少。",
        "2016年，信息中心挂牌成立，划归我局管理。",
        "与2020年相比，会议费明显下降。",
        "落实2020年印发的差旅办法。",
        "学习《2020年工作要点》和示科发〔2020〕6号文件。",
        "召开2020年度民主生活会，班子成员逐一对照检查。",
        "2020年12月，局党组研究确定今年的学习计划。",
        "2020年，张某任财务科科长期间违反采购规定。",
        "此前，我局于2020年3月开展过自查，不再重复。",
        "2020年，市委印发通知，要求各单位自查。",
        "2022年，我局将把监督放到项目上。",
        "二、2022年工作打算\n",
        "力争2022年3月底前完成验收。",
        "截至2021年12月底，台账全部销号。",
        "截至2022年1月5日，没有新增问题。",
        "截至2019年12月巡察时，账目还没有理清。",
        "服务18月龄以下婴幼儿的家庭。",
        "2021年3月12日，局党组听取了采购工作汇报。",
        "农历二月三十，食堂停业。",
        "较上年增长，主要是培训增加。",
        "去年以来，局党组坚持按季研究廉政工作。",
        "上年度问题整改全部到位。",
        "巩固去年专项整治成果，防止反弹。",
        "去年组织学习的次数少，今年按月安排。",
        "2019年3月，张建国同志，组织党员把拾到的钱包交还失主。",
        "截至2018年底，总书记多次就作风建设作出指示。",
        "上年培训计划未完成的部分，列入本年计划。",
        "去年12月，局党组研究确定了今年的计划。",
        "以前年度的往来款已经清理，马上年底了。",
        "先请各科室说清上年哪些要求落了空。",
        "2021年，我局将廉政建设纳入年度考核。",
        "2021年，局党组将落实主体责任情况纳入述职内容。",
        "2021年，我局将廉政教育与业务工作同部署、同落实。",
        "年初，局党组提出2021年将继续保持严的基调。",
        "按照计划于2021年3月召开动员会。",
        "2021年即将结束，各项任务已经完成。",
        "2021年，以个人名义将以上款项存入账户的，限期清退。",
        "2022年，我局将继续加强党风廉政建设。",
        "明年，我局将重点做好以下工作。",
        "2021年工作计划完成情况\n",
        "2021年，对拟立项目逐个审查。",
        "2021年，局党组将继续教育经费列入预算。",
        "2021年，将推进会开到一线。",
        "2021年，我局将按照要求整改的问题上报。",
        "2021年，我局将做好的经验推广到各科室。",
        "2021年，我局将建立的制度汇编成册。",
        "2021年，我局将是否按时作为考核内容。",
        "2021年，我局将突出问题逐项销号。",
        "2021年，我局将组织生活会开到支部。",
    ],
)  # fmt: skip
def test_a_time_that_is_right_is_silent(text: str) -> None:
    assert codes(text) == []


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "wrong"),
    [("2月30日召开会议。", True), ("2021年2月29日学习。", True), ("2月29日学习。", True), ("2020年2月29日施行的办法", False),
     ("6月1日至31日开展检查。", True), ("2021年13月召开。", True), ("四月三十一日汇报。", True), ("6月1日至30日开展检查。", False)],
)  # fmt: skip
def test_a_day_that_no_calendar_has(text: str, wrong: bool) -> None:
    assert codes(text) == ["no_day"] * wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [("2021年10月，局党组听取了汇报。", ["outside"]), ("10月15日，局党组听取了汇报。", ["outside"]), ("3月15日，局党组听取了汇报。", []),
     ("10月将开展检查。", []), ("截至9月底，台账全部销号。", [])],
)  # fmt: skip
def test_a_period_may_be_half_a_year(text: str, found: list[str]) -> None:
    assert codes(text, HALF) == found


KNOWN = (
    "中国共产党第十九届中央委员会第五次全体会议", "十九届中央纪委五次全会", "示例省第十一届纪律检查委员会第五次全体会议",
    "市委七届十二次全会", "中央政治局第三十次集体学习", "示例市纪委第六次全体会议",
)  # fmt: skip


def unknown(text: str) -> list[str]:
    (passage,) = passages(text, "docs/report/a.md", [])
    issues = meetings.check(passage, meetings.typed(passage), Data(meetings=KNOWN))  # type: ignore[arg-type]
    return [issue.message.removeprefix("文件会议里没有").split("；")[0] for issue in issues]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("学习十九届五中全会精神。", None),
        ("学习党的第19届5中全会精神。", None),
        ("学习十九 届“五中全会”精神。", None),
        ("传达省纪委十一届五次全会、市委七届十二次全会要求。", None),
        ("传达市纪委六次全会要求。", None),
        ("学习十九届历次全会精神和市委全会部署。", None),
        ("全年召开三次全体会议。", None),
        ("学习中央政治局第三十次集体学习时的讲话。", None),
        ("局党组开展第四次集体学习。", None),
        ("学习中央政治局第十二次集体学习时的讲话。", "“中央政治局第十二次集体学习”"),
        ("学习十九届四中全会精神。", "“十九届四中全会”"),
        ("学习第19届 4中全会精神。", "“19届 4中全会”"),
        ("学习十九届二中、五中全会精神。", "“十九届二中、五中全会”里的第二次"),
        ("学习十八届三中全会、四中全会精神。", "“十八届三中全会、四中全会”里的第三次、第四次"),
        ("学习四中全会精神。", "“四中全会”"),
        ("传达市纪委三次全会要求。", "“市纪委三次全会”"),
        ("传达省纪委十一届三次全会要求。", "“十一届三次全会”"),
        ("传达中央纪委十九届四次全会要求。", "“十九届四次全会”"),
        ("传达省委十一届五次全会要求。", "“十一届五次全会”"),
        ("收看十三届全国人大四次会议开幕会。", "“十三届全国人大四次会议”"),
    ],
)  # fmt: skip
def test_a_session_is_among_the_registered_ones(text: str, told: str | None) -> None:
    assert unknown(text) == ([told] if told else [])


def test_a_session_without_a_term_is_told_to_be_written_in_full() -> None:
    (passage,) = passages("传达市纪委三次全会要求。", "docs/report/a.md", [])
    (issue,) = meetings.check(passage, meetings.typed(passage), Data(meetings=KNOWN))  # type: ignore[arg-type]
    assert issue.message.endswith("请核对届次，或先登记这次会议；要写明第几届")


def test_a_session_is_told_once_and_is_no_quantity(bureau: Bureau) -> None:
    bureau.write("docs/index.md", "# 首页\n\n收看市十二届人大五次会议开幕会。\n")
    assert bureau.codes() == ["chronology.session"]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2020年以来，局党组坚持按季研究廉政工作。", True),
        ("2020年11月，局党组召开专题会议研究巡察整改。", True),
        ("去年同期，局党组组织了专题学习。", True),
        ("上年，局党组组织巡察整改。", True),
        ("今年，我局将继续加强作风建设。", True),
        ("今年，我们要重点抓好以下工作。", True),
        ("2021年，我局将加强管理的办法教给各科室。", True),
        ("2021年，我局将建立的制度讲给各科室。", False),
        ("2021年，我局力争做到全覆盖。", True),
        ("力争2021年6月底前完成验收。", True),
        ("计划在2021年上半年完成修订。", True),
        ("2021年工作安排\n", True),
        ("今年，我局将党建和业务一起部署。", False),
        ("今年，局党组要求各科室要继续抓好整改。", False),
        ("2021年，我局力争上游，作风有了变化。", False),
        ("巡察反馈以后，局党组立行立改。2020年11月6日，局党组召开了民主生活会。", True),
        ("2018年以来，局党组坚持按季研究廉政工作。", False),
        ("2014年11月，局党组组织了专题学习。", True),
        ("2014年，我局坚持严的基调。", True),
        ("2011年11月，局党组组织了专题学习。", False),
        ("2020年10月，市委巡察组对我局开展了巡察。", False),
        ("2020年，我局坚持严的基调。", False),
        ("2021年11月，局党组召开专题会议研究巡察整改。", False),
    ],
)  # fmt: skip
def test_what_may_be_of_either_year_is_remarked(text: str, told: bool) -> None:
    data = Data()
    (passage,) = passages(text, "docs/report/a.md", [])
    assert len([*chronology.remarks(passage, YEAR, data.report, ())]) == told
    assert not told or codes(text) == []


@pytest.mark.parametrize(("ever", "told"), [("", 1), ("  历年: 是\n  存量: 是\n", 0)])
def test_what_is_counted_of_all_years_goes_back(bureau: Bureau, ever: str, told: int) -> None:
    bureau.append(
        "data/2021/figures.yml",
        "- 编号: all\n  名称: 记录数\n  口径: 全部\n  分组: 学习教育\n  来源: 整改台账\n"
        f"  按日期: 登记日期\n  算法: 计数\n  单位: 项\n{ever}",
    )
    said = '2020年以来，局党组累计督促整改{{ figure("记录数") }}。'
    bureau.write("docs/report/01-学习.md", f"## 学习\n\n{said}\n")
    assert [each.code for each in bureau.findings()].count("remark.time") == told


LISTED = [
    Phrase.from_source(entry)
    for entry in yaml.load((ROOT / "data/用语.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
]


def doubted(text: str, year: int = YEAR, unit: str = "") -> list[str]:
    period = Period.model_construct(first=date(year, 1, 1), last=date(year, 12, 31))
    own = Data().unit
    if unit:
        own = own.model_copy(update={"name": unit, "full_name": unit, "party_group": f"{unit}党组"})
    found = [
        issue
        for each in passages(text, "docs/report/a.md", [])
        for issue in phrases.check(each, phrases.doubtful(LISTED, period, own), period.first)
    ]
    return [issue.message.partition("”在用语表")[0].partition("”过些")[0][1:] for issue in found]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "year", "told"),
    [
        ("与市卫计委、环保局会商。", 2020, ["卫计委", "环保局"]),
        ("与市卫计委会商。", 2019, []),
        ("与市卫**计委会商。", 2020, ["卫**计委"]),
        ("与市 国 土 局会商。", 2020, ["国 土 局"]),
        ("与市国土X局会商。", 2020, ["国土X局"]),
        ("受到党纪、政纪处分。", 2019, ["党纪、政纪"]),
        ("受到党政纪处分。", 2017, []),
        ("接受派驻纪检组监督，纪检组长列席。", 2019, ["派驻纪检组", "纪检组长"]),
        ("接受派驻纪检监察组监督，党的纪检组织健全。", 2021, []),
        ("会同纪检、组织人事部门督促。", 2021, []),
        ("原市卫计委移交的项目和原国土局的档案。", 2020, []),
        ("2017年市环保局印发的通知。", 2020, []),
        ("学习《行政监察法》。", 2021, ["行政监察法"]),
        ("原《行政监察法》同时废止。", 2021, []),
        ("清理《关于加强行政监察工作的意见》等旧文件。", 2021, []),
        ("选派干部到中央党校（国家行政学院）学习。", 2021, []),
        ("选派干部到国家行政学院学习。", 2021, ["国家行政学院"]),
        ("深入开展“不忘初心、牢记使命”主题教育。", 2021, ["“不忘初心、牢记使命”主题教育"]),
        ("深入开展不忘初心牢记使命主题教育。", 2021, ["不忘初心牢记使命主题教育"]),
        ("巩固“不忘初心、牢记使命”主题教育成果。", 2021, []),
        ("深入开展“不忘初心、牢记使命”主题教育。", 2019, []),
        ("推进党史学习教育常态化长效化。", 2023, []),
        ("深入开展党史学习教育。", 2020, ["党史学习教育"]),
        ("以优异成绩迎接党的二十大胜利召开。", 2021, []),
        ("学习党的二十大精神。", 2021, ["二十大"]),
        ("谋划“十四五”规划。", 2020, []),
        ("落实“十三五”规划。", 2021, ["“十三五”规划"]),
        ("学习最新修订的条例和新修订的《某某条例》。", 2021, ["最新修订", "新修订的《"]),
    ],
)  # fmt: skip
def test_a_word_of_other_years_is_remarked(text: str, year: int, told: list[str]) -> None:
    shown = sorted(word.strip("“”") for word in doubted(text, year))
    assert shown == sorted(word.strip("“”") for word in told)


@pytest.mark.quick
def test_every_day_in_the_sample_has_its_source() -> None:
    assert [each.phrase for each in LISTED if each.kind == "过时" and not each.checked] == []


def test_a_word_is_another_units_only_where_the_unit_has_another_name() -> None:
    text = "教育局党组带头，财政局党组支持，我县各校响应。"
    assert len(doubted(text)) == 2
    assert len(doubted(text, unit="示例县财政局")) == 1
    others = Phrase.model_construct(phrase="市财政局党组", kind="外单位")
    (passage,) = passages("市财政局党组带头学习。", "docs/report/a.md", [])
    assert (
        len(
            [*phrases.check(passage, phrases.doubtful([others], PERIOD, Data().unit), PERIOD.first)]
        )
        == 1
    )


def test_days_that_nobody_checked_are_not_used_and_that_is_told(bureau: Bureau) -> None:
    bureau.append("data/用语.yml", "- {词: 老说法, 类别: 过时, 至: 2019-12-31}\n")
    bureau.append("docs/index.md", "\n沿用老说法。\n")
    told = [str(each) for each in bureau.remarks() if "老说法" in each.message]
    assert told == [
        "data/用语.yml:8:7  “老说法”的起止没有核对，报告里出现时不提示；请写上 核对（来源、日期），或删去这一条"
    ]


@pytest.mark.parametrize(
    ("word", "told"),
    [("××", "××"), ("我", "我"), ("X局", "X局"), ("、", "、"), ("内部资料", "内 部资料")],
)
def test_any_word_of_the_list_is_looked_for(word: str, told: str) -> None:
    phrase = Phrase.model_construct(phrase=word, kind="标记")
    found = [
        issue.message.partition("”是内部")[0]
        for each in passages("我们的××和X局、某局，内 部资料。", "docs/report/a.md", [])
        for issue in phrases.check(
            each, phrases.doubtful([phrase], PERIOD, Data().unit), PERIOD.first
        )
    ]
    assert found == [f"“{told}"]
