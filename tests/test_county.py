"""A county bureau of another trade, in its own words: its data give the numbers of its paper report.

``PAPER`` and ``REPORT`` are what the bureau counted by hand, by the notes of its report.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import ROOT, Bureau, pages
from pypdf import PdfReader
from site_tools import Site
from test_leaks import leaked

from ledger.documents import excel
from ledger.figures.wording import figure_text
from ledger.law.study import progress
from ledger.project import Project
from ledger.publishing import verify
from ledger.records.editions import EDITIONS
from ledger.records.types.study import StudyItem
from ledger.records.types.work import Rectification
from ledger.survey import open_project, survey

COUNTY = Path(__file__).parent / "county"
DATA = "data/2024/"
END = date(2024, 12, 31)

#: note of the paper report -> a figure, and what the report prints
PAPER = {
    1: ("年度任务数", "12项"),
    2: ("办结任务数", "9项"),
    4: ("党组会专题研究次数", "7次"),
    5: ("上年党组会专题研究次数", "4次"),
    7: ("听取汇报次数", "5次"),
    8: ("责任书应签份数", "26份"),
    9: ("责任书实签份数", "25份"),
    13: ("核实记录条数", "83条"),
    16: ("重复登记条数", "1条"),
    19: ("学习次数", "23次"),
    21: ("党组读书班期数", "1期"),
    27: ("学习应到人次", "710人次"),
    28: ("学习实到人次", "671人次"),
    29: ("参学率", "94.5%"),
    34: ("听课人次", "148人次"),
    36: ("传达文件会议数", "11件"),
    37: ("警示教育场次", "8场"),
    41: ("受教育人次", "305人次"),
    44: ("谈话人次", "114人次"),
    45: ("廉政约谈人次", "70人次"),
    50: ("上年谈话人次", "121人次"),
    53: ("廉政提醒应收人次", "708人次"),
    55: ("督查次数", "15次"),
    60: ("三公经费支出", "16.82万元"),
    63: ("三公经费同比", "下降9.4%"),
    73: ("一级风险点数", "5个"),
    76: ("防控措施条数", "32条"),
    84: ("廉洁合同份数", "8份"),
    87: ("农村饮水排查数", "102处"),
    91: ("退还水费金额", "1.26万元"),
    93: ("小型水库排查数", "34座"),
    99: ("专项整治办结率", "90.9%"),
    108: ("已销号问题数", "7个"),
    109: ("销号率", "63.6%"),
    116: ("回潮问题数", "1个"),
    117: ("换任水利站数", "2个"),
    118: ("专门面向水利站次数", "1次"),
    119: ("超期问题数", "1个"),
    121: ("下年任务数", "10项"),
}
#: what the paper report says, in its words
REPORT = (
    "示水党组〔2025〕3号", "签发人：李示例", "列出任务12项", "到年底办结9项，另有3项跨年续办",
    "含年中换人重签，应签26份，实签25份", "全年向县纪委监委和派驻组专题报告3次",
    "党组学习会6次、党组读书班1期、三会一课6次、主题党日4次、干部职工大会4次、闭卷测试1次、自学1次",
    "设签到的学习应到710人次、实到671人次，参学率94.5%", "条例知识测试参加46人",
    "班子成员讲廉政党课6次，其中党组书记讲2次，其余班子成员都讲过课，听课148人次",
    "其中以案说法4场、现场教学2场、观看警示片2场，受教育305人次",
    "其中廉政约谈70人次、谈心谈话24人次、开工约谈14人次、任前廉政谈话3人次、提醒谈话3人次",
    "其中下沉督查3次、工地抽查4次、明察暗访6次、整改回查2次", "公务用车运行维护支出14.64万元",
    "会议费1.36万元，低于上年；培训费2.90万元",
    "现有廉政风险点13个，其中一级5个、二级5个、三级3个，对应防控措施32条",
    "排查供水工程102处，发现问题41个，办结38个", "排查34座，发现问题25个，办结22个",
    "合计发现66个、办结60个，办结率90.9%", "其中县委巡察4个、审计2个、自查2个、群众反映1个、派驻组反馈1个、回查发现1个",
    "到年底已销号7个，销号率63.6%", "整改中2个，待整改1个，持续推进1个",
    "已销号的问题中回查了5个，4个巩固，1个回潮", "二、存在的问题", "（一）责任传到末梢有断档",
    "年中换任的2个水利站中", "超期1个；公务用车派车单缺项改了又犯", "三、下一步工作打算",
    "2025年安排任务10项", "年内9个站全部送到", "11月底前对全部13个风险点复评",
)  # fmt: skip


#: other ways in which its people write, by what they write now
ALSO = {
    "类别: 学廉": "类别: 集中学习", "类别: 谈廉": "类别: 约谈", "形式: 党组学习会": "形式: 中心组学习",
    "形式: 以案说法": "形式: 以案促改会", "谈话类型: 廉政约谈": "谈话类型: 节前约谈", "状态: 已销号": "状态: 已完成",
    "状态: 持续推进": "状态: 长期整改", "结论: 回潮": "结论: 反弹", "来源: 县委巡察": "来源: 巡察反馈",
    "等级: 一级": "等级: 高", "渠道: 微信工作群": "渠道: 工作群", "类别: 廉洁合同": "类别: 廉洁协议",
    "科目: 公务接待": "科目: 接待费", "状态: 跨年续办": "状态: 结转",
}  # fmt: skip
#: words of other bureaus
FOREIGN = (
    "处室", "直属单位", "1+4", "四大机制", "廉洁细胞", "预警", "三同", "科技", "市纪委", "研究部署",
    "督导调研", "已完成", "推进中", "中心组",
)  # fmt: skip
#: records that were not confirmed in the year, by their month; and what changes once they are
WAITING = {
    "10": "- {编号: r67, 类别: 学廉, 日期: 2024-10-18, 岗位: 水管站站长, 事项: 学习生活纪律部分, 形式: 三会一课, 应到: 14, 实到: 13}\n",
    "12": "- {编号: r86, 类别: 谈廉, 日期: 2024-12-30, 岗位: 副局长（农水）, 事项: 谈物资台账整改, 谈话类型: 谈心谈话, 谈话人次: 3}\n",
}  # fmt: skip
CONFIRMED = {
    "核实记录条数": "85条", "学习次数": "24次", "三会一课次数": "7次", "学习应到人次": "724人次",
    "学习实到人次": "684人次", "参学率": "94.5%", "谈话人次": "117人次", "谈心谈话人次": "27人次",
}  # fmt: skip
#: what only the leaders may see, by its file
HIDDEN = {
    "data/机构.yml": "- {编号: x-organ, 名称: 秘雀股, 类型: 股室, 可见: 班子}\n",
    "data/文件会议.yml": "- {编号: x-notice, 名称: 秘雀通报, 类型: 通报, 层级: 县, 机关: 秘雀机关, 日期: 2024-03-04, 可见: 班子}\n",
    "docs/班子/秘雀页.md": "# 秘雀标题\n\n秘雀正文\n",
    "docs/附件/班子/秘雀图.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>秘雀图名</title></svg>',
}
SECRETS = ("秘雀股", "秘雀通报", "秘雀机关", "秘雀页", "秘雀标题", "秘雀正文", "秘雀图", "秘雀图名")


def lay_out_county(to: Path) -> Path:
    """Copy the county's project, without what a build has left in it."""
    return Path(shutil.copytree(COUNTY, to, ignore=shutil.ignore_patterns(".*", "__pycache__")))


@pytest.fixture(scope="module")
def county() -> Project:
    return open_project(COUNTY)


@pytest.fixture
def copy(tmp_path: Path) -> Bureau:
    """A copy of the county's bureau, to change."""
    return Bureau(lay_out_county(tmp_path / "county"))


def shown(project: Project) -> dict[str, str]:
    return {figure.name: figure_text(figure) for figure in project.figures.values()}


def counted(project: Project, name: str) -> list[Any]:
    figure = project.figure(name)
    assert figure
    return list(figure.records)


@pytest.mark.slow
def test_the_figures_are_those_that_the_bureau_counted(county: Project) -> None:
    found = shown(county)
    assert {note: (name, found[name]) for note, (name, _) in PAPER.items()} == PAPER


@pytest.mark.slow
def test_nothing_is_wrong_in_any_edition() -> None:
    assert [survey(COUNTY, edition)[1].errors for edition in EDITIONS] == [[], [], []]


@pytest.mark.slow
def test_a_figure_leads_to_the_records_that_the_bureau_would_show(county: Project) -> None:
    meetings = [record.date for record in counted(county, "党组会专题研究次数")]
    assert [(day.month, day.day) for day in meetings] == [(1, 4), (2, 20), (5, 21), (7, 3), (9, 10), (11, 5), (12, 17)]  # fmt: skip
    visits = counted(county, "现场教学场次")
    assert [(record.id, record.present) for record in visits] == [("r29", 30), ("r49", 16)]
    talks = counted(county, "重点岗位节前约谈次数")
    assert [record.talks for record in talks] == [18, 17, 18]
    assert [record.id for record in counted(county, "一级风险点数")] == ["fx-03", "fx-04", "fx-06", "fx-07", "fx-10"]  # fmt: skip
    unsigned = [each.责任人 for each in county.dataset.records["责任书"] if each.签订日期 is None]
    assert unsigned == ["高堰水利站站长（新任）"]


def test_what_is_not_closed_is_told_and_only_what_is_late_is_overdue(county: Project) -> None:
    still = sorted(item.id for item in county.open_items())
    assert still == ["zg2024-07", "zg2024-10", "zg2024-11"]
    assert [item.id for item in county.lasting_items()] == ["zg2024-08"]
    assert [item.id for item in counted(county, "超期问题数")] == ["zg2024-07"]
    relapsed = [item.id for item in county.dataset.of(Rectification) if item.relapsed]
    assert relapsed == ["zg2024-03"]


@pytest.mark.slow
def test_departments_are_called_by_the_bureaus_word_on_every_page_and_sheet(
    county: Project,
) -> None:
    widest = open_project(COUNTY, EDITIONS[-1])
    assert [path for path, page in pages(widest).items() if "科室" in page] == []
    tasks = pages(county)["ledgers/tasks.md"]
    assert ">责任股室</th>" in tasks
    items = pages(county)["ledgers/rectification.md"]
    assert "#?责任股室=" in unquote(items) and ">责任股室</th>" in items
    heads = {head for sheet in excel.sheets(county) for head in sheet.heads}
    assert {"责任股室", "牵头股室"} <= heads and not any("科室" in head for head in heads)


@pytest.mark.slow
def test_a_key_of_the_bureaus_own_stands_as_it_was_typed(copy: Bureau) -> None:
    added = "说明: 另记上级的科室\n键:\n  - {键: 上级科室}\n"
    own = "说明: 走访\n地址: visits\n标题: 事项\n键: [{键: 事项, 必填: 是}, {键: 陪同科室}]\n"
    copy.write("data/台账/下年任务.yml", added).write("data/台账/走访.yml", own)
    copy.append(DATA + "下年任务.yml", "  上级科室: 水政处\n")
    copy.write(DATA + "走访.yml", "- {编号: v1, 事项: 走访村组, 陪同科室: 水政处}\n")
    found = pages(copy.project())
    assert ">上级科室</th>" in found["ledgers/tasks.md"]
    assert ">陪同科室</th>" in found["ledgers/visits.md"]


def test_what_others_counted_is_told_as_theirs(county: Project) -> None:
    found = shown(county)
    assert (found["用水群众满意率"], found["批评教育帮助人次"]) == ("96.4%", "9人次")
    assert found["在职党员占比"] == "51.2%"  # 44 of 86
    assert "受党纪政务处分人数" not in found
    assert shown(open_project(COUNTY, "班子"))["受党纪政务处分人数"] == "1人"


def test_the_plan_knows_what_was_not_studied(county: Project) -> None:
    plan = [progress(county.dataset, item, END) for item in county.dataset.of(StudyItem)]
    assert [found.item.content for found in plan if not found.done] == ["公职人员政务处分法"]
    # the day of the bureau's own 对应记录, in the month of the plan
    assert all(f"{found.done:%Y-%m}" == found.item.deadline for found in plan if found.done)


@pytest.mark.slow
def test_other_ways_of_writing_change_no_figure(copy: Bureau, county: Project) -> None:
    found: set[str] = set()
    for file in (copy.root / DATA).rglob("*.yml"):
        if file.name != "figures.yml":
            _write_otherwise(file, found)
    assert found == set(ALSO) and shown(copy.project()) == shown(county)


def _write_otherwise(file: Path, found: set[str]) -> None:
    text = file.read_text(encoding="utf-8")
    for word, also in ALSO.items():
        text, times = re.subn(rf"{word}(?=[\n}}])", also, text)
        found |= {word} if times else set()
    file.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_confirmed_records_change_what_the_bureau_expects(copy: Bureau, county: Project) -> None:
    for month, record in WAITING.items():
        copy.append(f"{DATA}履责记录/{month}.yml", record)
    before, after = shown(county), shown(copy.project())
    changed = {name: text for name, text in after.items() if before[name] != text}
    assert changed | {"参学率": after["参学率"]} == CONFIRMED


@pytest.mark.slow
def test_no_page_speaks_another_bureaus_words(county: Project) -> None:
    said = re.sub("<[^>]*>", "", "\n".join(pages(county).values()))
    assert [word for word in FOREIGN if word in said] == []


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def missing(text: str) -> list[str]:
    """Return what the paper report says and a text does not."""
    said = squeezed(text)
    return [line for line in REPORT if line not in said]


def packed(file: Path) -> str:
    """Return the text of all parts of a Word or Excel file, a space for each tag."""
    with zipfile.ZipFile(file) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith("xml")]
    return "\n".join(html.unescape(re.sub("<[^>]*>", "", part)) for part in parts)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's site as published for all, from data that hold secrets.

    In the usual run the sample's files are read back, and tests/test_leaks.py looks for secrets.
    """
    folder = tmp_path_factory.mktemp("county")
    root = lay_out_county(folder / "水利局 2024")
    if (fonts := ROOT / ".cache/fonts").is_dir():
        (root / ".cache").mkdir()
        (root / ".cache/fonts").symlink_to(fonts.resolve())
    for path, text in HIDDEN.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)
    done = subprocess.run(
        [sys.executable, "-m", "ledger", "publish", "--to", str(folder / "www"), "--day", "2025-01-14"],
        cwd=root, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "log").write_text(done.stdout + done.stderr, encoding="utf-8")
    return (folder / "www/current").resolve()


@pytest.mark.long
def test_page_paper_word_and_excel_say_what_the_paper_says(release: Path) -> None:
    report = release / "report"
    printed = [page.extract_text() for page in PdfReader(report / "report.pdf").pages]
    texts = (
        Site(release, "", 0).page("report/").text,
        "".join(printed),
        packed(report / "report.docx"),
    )
    assert [missing(text) for text in texts] == [[], [], []]
    assert [
        text for name, text in PAPER.values() if name not in packed(report / "report.xlsx")
    ] == []


@pytest.mark.long
def test_what_is_published_is_whole_and_tells_no_secret(release: Path) -> None:
    assert verify.differences(release) == []
    log = (release.parents[2] / "log").read_text(encoding="utf-8")
    assert leaked(release, log, SECRETS) == []


#: a line of the guide's table: what reports count, the ledger that counts it, an example
_USUAL = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
#: what other bodies count and supply: 处分, 诫勉, 组织处理, 立案, 四种形态, 线索, 信访, 问责
SUPPLIED = {5, 14, 15, 16, 20, 21, 22, 37}


def sources(project: Project, name: str) -> set[str]:
    """Return the ledgers whose records a figure counts, by way of others as well."""
    found = project.figure(name)
    assert found and found.value > 0, name
    told = found.definition
    if told.source:
        return {told.source}
    others = (*told.figures, told.numerator, told.denominator)
    return {ledger for other in others if other for ledger in sources(project, other)}


@pytest.mark.slow
def test_the_guide_tells_by_which_ledger_each_usual_number_is_counted() -> None:
    """Of the forty kinds all are counted, or supplied where nobody here may count them."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = guide.partition("## 年报里常见的数，用哪本台账数\n")[2].partition("\n## ")[0]
    rows = _USUAL.findall(table)[1:]  # without the head
    rows = [row for row in rows if row[0] != "---"]
    assert len(rows) == 40
    assert {at for at, row in enumerate(rows, 1) if row[1] == "汇总数"} == SUPPLIED
    counted = [(ledger, name) for _, ledger, name in rows]
    few = open_project(ROOT / "tests/county", EDITIONS[1])
    assert [(sources(few, name), name) for _, name in counted] == [
        ({ledger}, name) for ledger, name in counted
    ]
