"""The published year: what must be in it, and its numbers counted again without the ledger.

Everything here is read with plain PyYAML; only the values to be compared come from the project.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import yaml
from conftest import ROOT, pages

from ledger.figures.wording import figure_text
from ledger.pages import article
from ledger.project import Project
from ledger.records.types.systems import ALL_POSTS

Row = dict[str, Any]
YEAR = 2021
MONTHS = [f"{YEAR}-{number:02}" for number in range(1, 13)]


def load(path: str) -> Any:
    text = (ROOT / "data" / path).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)


@cache
def rows(name: str, year: int = YEAR) -> list[Row]:
    """Return a ledger's entries; every value is text."""
    data = ROOT / "data"
    places = (f"{year}/{name}/*.yml", f"{year}/{name}.yml", f"{name}.yml", f"{YEAR - 1}/{name}.yml")
    files = next(filter(None, (sorted(data.glob(place)) for place in places)))
    return [row for file in files for row in load(file.relative_to(data).as_posix())]


def many(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def traces(**where: str | tuple[str, ...]) -> list[Row]:
    """Return the trace records whose values are (one of) the given, each event once."""
    return [
        row
        for row in rows("履责记录")
        if "并入" not in row
        and all(
            row.get(key) in ((due,) if isinstance(due, str) else due) for key, due in where.items()
        )
    ]


def total(found: list[Row], key: str) -> Fraction:
    return sum((Fraction(row[key]) for row in found if key in row), Fraction())


def test_nothing_is_wrong(project: Project) -> None:
    assert project.unit.year == YEAR and project.unit.sample


# The facts


def test_sixteen_posts_with_their_duties() -> None:
    assert len(rows("岗位")) == 16
    assert all(len(many(post["职责"])) >= 3 for post in rows("岗位"))


@pytest.mark.slow
def test_trace_records_of_all_kinds_in_every_month() -> None:
    found = rows("履责记录")
    assert len(found) >= 250
    assert len({row["编号"] for row in found}) == len(found)
    assert set(Counter(row["类别"] for row in found)) == {
        "研究部署", "学习教育", "听取汇报", "廉政谈话", "个别谈话", "廉政党课", "督导调研", "检查考核", "专题报告",
    }  # fmt: skip
    assert sorted({row["日期"][:7] for row in found}) == MONTHS


def test_make_ups_are_marked_with_day_and_reason() -> None:
    late = [row for row in rows("履责记录") if "补录" in row]
    assert 5 <= len(late) <= len(rows("履责记录")) / 5
    for row in late:
        assert row["补录"]["登记日期"][:7] > row["日期"][:7]
        assert row["补录"]["原因"]


def test_events_seen_by_two_departments_are_merged() -> None:
    by_id = {row["编号"]: row for row in rows("履责记录")}
    merged = [row for row in by_id.values() if "并入" in row]
    assert len(merged) >= 2
    for row in merged:
        other = by_id[row["并入"]]
        assert (row["日期"], row["类别"]) == (other["日期"], other["类别"])
        assert row["岗位"] != other["岗位"]


def test_figures_are_reconciled() -> None:
    names = {row["名称"] for row in rows("figures")}
    assert len(rows("对账")) >= 15
    assert {row["关系"] for row in rows("对账")} == {"等于", "不大于", "不小于"}
    for row in rows("对账"):
        assert {*many(row["左"]), *many(row["右"])} <= names


def test_every_post_reports_every_month() -> None:
    names = {post["名称"] for post in rows("岗位")}
    recorded = {(row["岗位"], row["日期"][:7]) for row in rows("履责记录")}
    nothing = {(post, row["月份"]) for row in rows("本月无") for post in many(row["岗位"])}
    assert {post for post, _ in recorded | nothing} <= names
    assert recorded & nothing == set()
    due = {(name, month) for name in names for month in MONTHS}
    assert sorted(due - recorded - nothing) == []


def test_enough_figures(project: Project) -> None:
    assert len(rows("figures")) >= 40
    assert len(project.figures) == len(rows("figures"))
    assert {row["分组"] for row in rows("figures")} >= {
        "学习教育",
        "责任落实",
        "作风经费",
        "整改监督",
        "风险机制",
    }


def test_the_half_year_report_says_what_half_a_year_holds(project: Project) -> None:
    half, end = project.document("半年报告"), f"{YEAR}-06-30"
    items = [row for row in rows("整改台账") if row["登记日期"] <= end]
    due = {
        "履责记录条数": sum(row["日期"] <= end for row in rows("履责记录")),
        "整改事项数": len(items),
        "整改完成数": sum(row.get("销号日期", "9") <= end for row in items),
    }
    told = half.finished[half.report.page_path]
    for name, value in due.items():
        assert half.figures[name].value == value < project.figures[name].value
        assert f">{value}{half.figures[name].definition.unit}</a>" in told


def test_a_section_of_two_documents_speaks_in_the_time_of_each(project: Project) -> None:
    for document, warned in ((project, "18次"), (project.document("半年报告"), "8次")):
        told = document.finished[document.report.page_path]
        section = told.partition("推进系统治理")[2].partition("\n## ")[0]
        assert f">{warned}</a>" in section and "廉政阳光科技" in section


@pytest.mark.slow
def test_the_notes_of_an_evidence_page_speak_in_its_time(project: Project) -> None:
    """A share of half a year names the numbers of that half, in the table and in the notes."""
    share = project.document("半年报告").figures["整改完成率"]
    notes = article.linked(project, share.page, project.generated[share.page].content)
    told = {part.name: figure_text(part) for part in share.parts}
    assert told == {"整改完成数": "4项", "整改事项数": "19项"}
    for name, value in told.items():
        assert f"{name}：{value}</a>" in notes


def test_a_report_by_a_post_bears_no_head_and_no_imprint(project: Project) -> None:
    own = project.document("述责述廉")
    told = own.finished[own.report.page_path]
    classes = set(re.findall(r"[\w-]+", " ".join(re.findall('class="([^"]*)"', told))))
    assert classes >= {"doc-addressee", "doc-signature", "doc-date"}
    assert not classes & {"doc-head", "doc-mark", "doc-line", "doc-number", "doc-signatory"}
    assert not classes & {"doc-imprint", "doc-copies", "doc-print-line"}
    assert own.report.signature in {post["名称"] for post in rows("岗位")}
    counted = len(traces(类别="听取汇报", 岗位="分管副局长"))
    assert own.figures["分管听取汇报次数"].value == counted > 4


def test_the_report_has_its_sections_and_many_figures(project: Project) -> None:
    text = project.finished["report/index.md"]
    assert [re.sub(r" \{.*", "", line) for line in text.splitlines() if line.startswith("## ")] == [
        "## 一、主要工作情况", "## 二、存在的问题", "## 三、工作打算",
    ]  # fmt: skip
    used = set(re.findall(r'data-figure="([^"]+)"', text))
    assert len(used) >= 40
    assert used <= {row["编号"] for row in rows("figures")}


def test_no_number_of_the_report_is_typed_by_hand() -> None:
    for file in sorted((ROOT / "docs" / "report").glob("*.md")):
        text = re.sub(r"\{\{.*?\}\}", "", file.read_text(encoding="utf-8"))
        assert (
            re.findall(r"\d+(?:\.\d+)?\s*(?:次|人|条|项|个|份|%|万元|场|期|轮|篇|余)", text) == []
        ), file.name


def test_meetings_fit_their_year_and_their_names() -> None:
    documents = {row["编号"]: row for row in rows("文件会议")}
    meetings = [row for row in documents.values() if row["类型"] == "会议"]
    assert len(meetings) >= 5
    for row in meetings:
        assert row["日期"].startswith(str(YEAR)), row["名称"]
        assert set(re.findall(r"(\d{4})年", row["名称"])) <= {str(YEAR)}, row["名称"]
        assert sessions(row["简称"]) == sessions(row["名称"]), row["名称"]
    central = documents["ccdi-19-5"]
    assert (central["日期"], sessions(central["名称"])) == ("2021-01-24", ["十九", "五"])
    assert documents["code"]["日期"] == "2016-01-01"
    assert documents["discipline"]["日期"] == "2018-10-01"


def sessions(name: str) -> list[str]:
    """Return the numbers of 第十九届…第五次 as of 十九届…五次."""
    return re.findall(r"([一二三四五六七八九十]+)[届次]", name)


def test_a_later_level_meets_after_the_higher_one() -> None:
    by_name = {row["简称"]: row["日期"] for row in rows("文件会议") if row["类型"] == "会议"}
    days = [
        by_name[name]
        for name in ("十九届中央纪委五次全会", "省纪委十一届五次全会", "市纪委七届六次全会")
    ]
    assert days == sorted(days)


def test_nothing_is_studied_before_it_was_held_or_issued() -> None:
    days = {
        word: row["日期"]
        for row in rows("文件会议")
        for word in (row["名称"], row.get("简称"), row["编号"])
    }
    for row in rows("履责记录"):
        for word in many(row.get("学习文件")):
            assert days[word] <= row["日期"], row["编号"]


def test_every_document_of_bureau_is_numbered_by_its_year() -> None:
    for row in rows("文件会议"):
        if number := row.get("文号"):
            assert re.search(r"〔(\d{4})〕", number)[1] == row["日期"][:4], row["名称"]


# People


PEOPLE = ("岗位", "主持", "主讲", "责任人", "责任领导", "牵头领导", "验收人")
POSITION = re.compile(r".*(?:岗|长|主任|书记|调研员)$")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
#: words that begin with a surname and are none
WORDS = {
    "万元",
    "任前",
    "任免",
    "文件",
    "文号",
    "文稿",
    "许可",
    "钱款",
    "高风险",
    "白泉县",
    "方式",
    "方面",
    "范围",
}


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text with its key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    else:
        yield key, value


def data_texts() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "data").rglob("*.yml")):
        yield from leaves(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def names_in(text: str) -> list[str]:
    """Return what looks like a person's name."""
    titled = re.findall(rf"[{SURNAMES}][一-鿿]{{0,2}}(?:同志|先生|女士|某)", text)
    words = re.split(r"[^一-鿿]+", text)
    return titled + [w for w in words if len(w) in (2, 3) and w[0] in SURNAMES and w not in WORDS]


@pytest.mark.slow
def test_people_appear_by_their_post() -> None:
    for key, text in data_texts():
        if key in PEOPLE:
            assert text == ALL_POSTS or POSITION.fullmatch(text), f"{key}: {text}"


@pytest.mark.slow
def test_no_text_holds_a_persons_name() -> None:
    """The signatory in a document's head is the one exception, and shows that it is made up."""
    found = {(key, text) for key, text in data_texts() if names_in(text)}
    assert found == {("签发人", "张示例")}
    for file in sorted((ROOT / "docs").rglob("*.md")):
        assert names_in(file.read_text(encoding="utf-8")) == [], file.name


@pytest.mark.parametrize(
    "text", ["张三", "由李四负责、王五协助", "欢迎赵某", "刘大伟同志讲党课", "责任人：孙悟空"]
)
def test_a_name_would_be_seen(text: str) -> None:
    assert names_in(text) or text.startswith("由")


# The numbers


def distinct(found: list[Row], *keys: str) -> int:
    return len({tuple(row[key] for key in keys) for row in found})


def percent(part: Fraction | int, whole: Fraction | int) -> Fraction:
    return Fraction(part) * 100 / Fraction(whole)


def kinds(ledger: str, key: str, due: str) -> set[str]:
    """Return the names of a ledger's records of one kind."""
    return {
        word
        for row in rows(ledger)
        if row[key] == due
        for word in (row["名称"], row.get("简称"), row["编号"])
        if word
    }


def studied(kind: str, found: list[Row]) -> int:
    known = {
        word: row["编号"] for row in rows("文件会议") for word in (row["名称"], row.get("简称"))
    }
    due = {row["编号"] for row in rows("文件会议") if row["类型"] == kind}
    return len({known[word] for row in found for word in many(row.get("学习文件"))} & due)


GROUP = {"类别": "学习教育", "形式": "集体学习", "主题": "上级会议精神"}
LEADERS = ("局党组书记、局长", "分管副局长", "机关纪委书记")
RECOUNTS: dict[str, Callable[[], Fraction | int]] = {
    "党组集体学习次数": lambda: distinct(traces(**GROUP), "日期", "主题"),
    "集体学习涉及会议数": lambda: studied("会议", traces(**GROUP)),
    "集体学习参学人次": lambda: total(traces(类别="学习教育", 形式="集体学习"), "实到"),
    "集体学习参学率": lambda: percent(
        total(traces(类别="学习教育", 形式="集体学习"), "实到"),
        total(traces(类别="学习教育", 形式="集体学习"), "应到"),
    ),
    "党组集体学习次数同比": lambda: percent(
        distinct(traces(**GROUP), "日期", "主题") - Fraction(frozen("党组集体学习次数")),
        Fraction(frozen("党组集体学习次数")),
    ),
    "党员干部讨论学习次数": lambda: distinct(
        traces(类别="学习教育", 形式="讨论学习", 主题="党内法规"), "日期"
    ),
    "中心组学习两项法规次数": lambda: sum(
        bool({"廉洁自律准则", "纪律处分条例", "中国共产党廉洁自律准则", "中国共产党纪律处分条例"} & set(many(row.get("学习文件"))))
        for row in traces(类别="学习教育", 形式="中心组学习")
    ),
    "班子成员上党课次数": lambda: len(traces(类别="廉政党课", 主讲=LEADERS)),
    "书记讲廉政党课次数": lambda: len(traces(类别="廉政党课", 主讲="局党组书记、局长")),
    "廉政党课听课人次": lambda: total(traces(类别="廉政党课"), "实到"),
    "警示教育基地受教育人数": lambda: total(traces(类别="学习教育", 形式="警示教育基地"), "实到"),
    "警示教育场次": lambda: len(
        traces(类别="学习教育", 形式=("警示教育基地", "警示教育片", "案例通报"))
    ),
    "知识测试平均分": lambda: total(traces(形式="知识测试"), "平均分")
    / sum("平均分" in row for row in traces(形式="知识测试")),
    "知识测试合格率": lambda: percent(
        total(traces(形式="知识测试"), "合格人数"), total(traces(形式="知识测试"), "实到")
    ),
    "廉政谈话人次": lambda: total(traces(类别="廉政谈话"), "谈话人次"),
    "任前谈话人次": lambda: total(traces(类别="廉政谈话", 谈话类型="任前谈话"), "谈话人次"),
    "谈心谈话人次": lambda: total(traces(类别="个别谈话"), "谈话人次"),
    "听取汇报次数": lambda: len(traces(类别="听取汇报")),
    "督导覆盖县区数": lambda: len(
        {unit for row in traces(类别="督导调研") for unit in many(row.get("对象单位"))}
        & kinds("机构", "类型", "县区科技局")
    ),
    "检查考核发现问题数": lambda: total(traces(类别="检查考核"), "发现问题"),
    "廉勤监督次数": lambda: len(traces(类别=("督导调研", "检查考核"), 主题="廉勤监督")),
    "廉政提醒覆盖人次": lambda: total(rows("廉政提醒"), "覆盖人次"),
    "节日廉政提醒轮次": lambda: len(
        {row["节点"] for row in rows("廉政提醒")} & {"元旦春节", "清明", "五一端午", "中秋国庆"}
    ),
    "法规宣传发布篇数": lambda: total(rows("宣传发布"), "篇数"),
    "责任书签订率": lambda: percent(
        sum("签订日期" in row for row in rows("责任书")), len(rows("责任书"))
    ),
    "年度要点完成率": lambda: percent(
        sum(row["状态"] == "已完成" for row in rows("年度要点")), len(rows("年度要点"))
    ),
    "三公经费支出": lambda: total([r for r in rows("公务支出") if r["项目"] == "费用"], "本年"),
    "三公经费支出同比": lambda: percent(
        total([r for r in rows("公务支出") if r["项目"] == "费用"], "本年")
        - total([r for r in rows("公务支出", YEAR - 1) if r["项目"] == "费用"], "本年"),
        total([r for r in rows("公务支出", YEAR - 1) if r["项目"] == "费用"], "本年"),
    ),
    "整改完成率": lambda: percent(
        sum(row["状态"] == "已完成" for row in rows("整改台账")), len(rows("整改台账"))
    ),
    "未完成整改事项数": lambda: sum(
        row["状态"] in ("未启动", "推进中", "延期") for row in rows("整改台账")
    ),
    "回头看反弹数": lambda: sum(
        row.get("回头看", {}).get("结论") == "反弹" for row in rows("整改台账")
    ),
    "专项整治清退金额": lambda: total(rows("专项整治"), "清退金额"),
    "风险排查岗位数": lambda: distinct(rows("风险点"), "岗位"),
    "高风险点数": lambda: sum(row["等级"] == "高" for row in rows("风险点")),
    "防控措施条数": lambda: sum(len(many(row["防控措施"])) for row in rows("风险点")),
    "职责书签收率": lambda: percent(
        sum("签收日期" in row for row in rows("职责书")),
        sum("发放日期" in row for row in rows("职责书")),
    ),
    "预警处置率": lambda: percent(total(rows("预警汇总"), "处置数"), total(rows("预警汇总"), "预警数")),
    "廉洁细胞达标数": lambda: sum(row["状态"] in ("已达标", "示范") for row in rows("廉洁细胞")),
    "履责记录条数": lambda: len(rows("履责记录")),
    "补录条数": lambda: sum("补录" in row for row in rows("履责记录")),
    "月度覆盖率": lambda: percent(
        len({(row["岗位"], row["日期"][:7]) for row in rows("履责记录")})
        + sum(len(many(row["岗位"])) for row in rows("本月无")),
        sum(int(row.get("在岗月数", 12)) for row in rows("岗位")),
    ),
}  # fmt: skip


def frozen(name: str) -> str:
    return str(next(row["值"] for row in rows("定格指标") if row["指标"] == name))


@pytest.mark.parametrize("name", RECOUNTS)
def test_a_figure_is_what_a_recount_finds(project: Project, name: str) -> None:
    figure = project.figure(name)
    assert figure and figure.value == RECOUNTS[name]()


def test_enough_is_recounted() -> None:
    assert len(RECOUNTS) >= 30


@pytest.mark.slow
def test_every_figure_says_on_its_page_what_it_counts(project: Project) -> None:
    written = pages(project)
    for figure in project.figures.values():
        page = written[f"figures/{figure.id}.md"]
        assert page.count('class="record"') == len(figure.records), figure.name
        shown = re.search(r'class="figure-value">(.*?)</p>', page)
        assert shown and html.unescape(shown[1]) == figure_text(figure), figure.name


@pytest.mark.slow
def test_every_record_has_a_place_on_a_page_that_links_find(project: Project) -> None:
    written = pages(project)
    anchors = {path: set(re.findall(r' id="([^"]+)"', text)) for path, text in written.items()}
    wanted = {
        (path, anchor)
        for text in written.values()
        for path, anchor in re.findall(r'href="site:([^"#]+)#([^"]+)" class="record"', text)
    }
    assert len(wanted) >= 300
    assert [(path, anchor) for path, anchor in sorted(wanted) if anchor not in anchors[path]] == []


@pytest.mark.slow
def test_every_link_leads_to_a_page(project: Project) -> None:
    written = pages(project)
    for path, text in written.items():
        assert set(re.findall(r'href="site:([^"#]+)', text)) <= set(written), path
