"""Each mechanism and project has its page: its numbers are the figures', its tables are counted."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
import yaml
from conftest import ROOT, Bureau, pages, sample

from ledger.checks.records.mechanisms import listed
from ledger.figures.wording import figure_text
from ledger.pages.layout import record_link
from ledger.pages.words import words
from ledger.project import Project
from ledger.prose import calls, texts
from ledger.prose.markup import plain
from ledger.records.dataset import Dataset
from ledger.records.ledgers import shipped

LEDGERS = shipped()

Row = dict[str, Any]
SECTION = "15-系统治理.md"
DATA = "data/机制项目.yml"


@cache
def rows(pattern: str) -> list[Row]:
    """Return the entries of some files, as text."""
    files = sorted((ROOT / "data").glob(pattern))
    return [r for f in files for r in yaml.load(f.read_text("utf-8"), yaml.BaseLoader)]


def many(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


MECHANISMS = {row["编号"]: row for row in rows("机制项目.yml")}


def section(page: str, title: str) -> str:
    """Return what stands under a heading."""
    found = re.search(rf"<h2 [^>]*>{re.escape(title)}</h2>(.*?)(?=<h2 |\Z)", page, re.S)
    assert found, title
    return found[1]


def tables(part: str) -> list[list[list[str]]]:
    """Return the text of every cell, the head first, of every table."""
    return [
        [
            [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S)]
            for line in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S)
        ]
        for table in re.findall(r"<table.*?</table>", part, re.S)
    ]


def page_of(project: Project, mechanism: str) -> str:
    return pages(project)[f"mechanisms/{mechanism}.md"]


def test_four_mechanisms_and_two_projects() -> None:
    assert Counter(row["类别"] for row in MECHANISMS.values()) == {"四大机制": 4, "项目": 2}


@pytest.mark.slow
@pytest.mark.parametrize("name", MECHANISMS)
def test_the_numbers_are_those_of_the_figures(project: Project, name: str) -> None:
    page = page_of(project, name)
    shown = tables(section(page, "指标"))[0][1:]
    figures = [project.figure(figure) for figure in many(MECHANISMS[name]["指标"])]
    assert shown == [[f.name, figure_text(f)] for f in figures if f]
    for figure in figures:
        assert figure and f'href="site:figures/{figure.id}.md"' in page
    for paragraph in many(MECHANISMS[name]["说明"]):
        assert paragraph in html.unescape(page)


@pytest.mark.slow
@pytest.mark.parametrize("name", MECHANISMS)
def test_every_article_and_record_is_linked_to(project: Project, name: str) -> None:
    written = pages(project)
    page = written[f"mechanisms/{name}.md"]
    articles = re.findall(r'href="site:(systems/[^"#]+)#([^"]+)"', page.partition("<h2 ")[0])
    assert len(articles) == len(MECHANISMS[name]["制度条款"])
    for path, anchor in re.findall(r'href="site:([^"#]+)#([^"]+)"', page):
        assert f'id="{html.unescape(anchor)}"' in written[path], (path, anchor)
    assert set(re.findall(r'href="site:([^"#]+)', page)) <= set(written)


@pytest.mark.slow
@pytest.mark.parametrize("name", MECHANISMS)
def test_every_listing_holds_its_records_and_columns(project: Project, name: str) -> None:
    page = page_of(project, name)
    for listing in MECHANISMS[name]["清单"]:
        part = section(page, listing["标题"])
        found = chosen(listing)
        head, *lines = tables(part)[-1]
        units = LEDGERS[listing["来源"]].record.units
        assert head == [
            f"{key}（{units[key]}）" if key in units else key
            for key in listing["栏目"]
            if any(row.get(key) for row in found)
        ]
        assert len(lines) == part.count('class="record"') == len(found) > 0


def chosen(listing: Row) -> list[Row]:
    """Return the records of a listing, chosen without the ledger."""
    pattern = LEDGERS[listing["来源"]].files.format(year=2021, last_year=2020)
    return [
        row
        for row in rows(pattern)
        if "并入" not in row  # the event stands in the list once
        and all(_meets(row.get(key), due) for key, due in listing.get("条件", {}).items())
    ]


def _meets(have: Any, due: Any) -> bool:
    if isinstance(due, dict):
        assert set(due) == {"有"}
        return (have is not None) == (due["有"] == "是")
    return have in many(due)


CROSSED = [
    (name, listing)
    for name, row in MECHANISMS.items()
    for listing in row["清单"]
    if len(many(listing.get("分布", []))) == 2
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "listing"), CROSSED, ids=lambda value: str(value)[:20])
def test_every_cell_of_a_cross_table(project: Project, name: str, listing: Row) -> None:
    found = chosen(listing)
    down, across = listing["分布"]
    head, *lines, total = tables(section(page_of(project, name), listing["标题"]))[0]
    assert (head[0], head[-1], total[0]) == (down, "合计", "合计")
    assert {line[0] for line in lines} == {word for row in found for word in many(row[down])}
    for line in [*lines, total]:
        mine = [row for row in found if line[0] in ("合计", *many(row[down]))]
        for word, count in zip(head[1:-1], line[1:-1], strict=True):
            assert int(count) == sum(word in many(row[across]) for row in mine), (line[0], word)
        assert int(line[-1]) == len(mine)


@pytest.mark.slow
def test_there_are_cross_tables_in_the_order_of_the_words(project: Project) -> None:
    assert len(CROSSED) == 3
    head, *lines = tables(section(page_of(project, "clean-cells"), "创建单位"))[0]
    assert head == ["类型", "创建中", "已达标", "示范", "合计"]
    assert [line[0] for line in lines] == ["机关科室", "事业单位", "项目实施单位", "家庭", "合计"]
    head, *lines = tables(section(page_of(project, "risk-control"), "全部风险点"))[0]
    assert head == ["领域", "高", "中", "低", "合计"]
    assert lines[-1][1:] == [str(n) for n in (20, 18, 10, 48)]
    assert lines[0][0] == "项目实施" and lines[-2][0] == "信息与保密"


@pytest.mark.slow
def test_powers_are_counted_with_their_stages_and_nodes(project: Project) -> None:
    powers = rows("权力事项.yml")
    head, *lines = tables(section(page_of(project, "three-in-step"), "权力事项、环节和监督节点"))[0]
    assert head == ["领域", "权力事项", "环节", "监督节点"]
    assert [line[0] for line in lines] == [
        "项目实施", "物资采购", "行政审批", "行政执法", "选人用人", "合计",
    ]  # fmt: skip
    for field, *counts in lines:
        mine = [power for power in powers if field in (power["领域"], "合计")]
        stages = [stage for power in mine for stage in power["环节"]]
        nodes = sum(len(stage.get("监督", [])) for stage in stages)
        assert list(map(int, counts)) == [len(mine), len(stages), nodes], field


@pytest.mark.slow
def test_a_count_by_one_key(project: Project) -> None:
    head, *lines = tables(section(page_of(project, "sunshine"), "五个领域的高风险点"))[0]
    risks = Counter(row["领域"] for row in rows("2021/风险点.yml") if row["等级"] == "高")
    assert head == ["领域", "条数"]
    assert {line[0]: int(line[1]) for line in lines[:-1]} == {
        field: risks[field]
        for field in ("项目实施", "物资采购", "行政审批", "行政执法", "选人用人")
    }
    assert lines[-1] == ["合计", str(sum(int(line[1]) for line in lines[:-1]))]


@pytest.mark.slow
def test_early_warning_shows_totals_by_quarter_and_says_so(project: Project) -> None:
    page = page_of(project, "early-warning")
    assert "线索的内容、来源和办理情况不进本系统" in page and "经机关纪委批准的季度汇总数" in page
    _, *lines = tables(section(page, "各季度汇总数"))[0]
    assert lines == [
        [row["季度"], row["预警数"], row["处置数"], row["批准机构"]]
        for row in rows("2021/预警汇总.yml")
    ]


@pytest.mark.slow
def test_the_overview_leads_to_each_and_is_led_to(project: Project) -> None:
    written = pages(project)
    for path in ("mechanisms/index.md", "systems/index.md"):
        for name in MECHANISMS:
            assert f'href="site:mechanisms/{name}.md"' in written[path], (path, name)
    assert 'href="site:mechanisms/index.md"' in written["systems/index.md"]
    assert 'href="site:systems/index.md"' in written["mechanisms/index.md"]


def test_the_report_links_to_each_where_it_speaks_of_it(project: Project) -> None:
    report = project.finished["report/index.md"]
    for name in MECHANISMS:
        assert report.count(f'href="site:mechanisms/{name}.md"') == 1, name


def test_the_links_leave_the_text_of_the_report_as_it_was(project: Project) -> None:
    source = texts.section(project.report, project.texts, SECTION)
    known = words(project)
    linked, issues = calls.expand(source, SECTION, known)
    bare, _ = calls.expand(re.sub(r'\{\{ topic\("(.*?)"\) \}\}', r"\1", source), SECTION, known)
    assert issues == [] and plain(linked) == plain(bare)
    for phrase in (
        "一是建设“廉洁细胞”。", "在“三早”预警上，", "在廉政风险防控上，", "在基层廉勤监督上，",
        "在“三同”上，", "三是创建“廉政阳光科技”。",
    ):  # fmt: skip
        assert plain(linked).count(phrase) == 1, phrase


def test_a_mechanism_is_named_as_the_author_names_it(bureau: Bureau) -> None:
    bureau.append(
        "docs/index.md", '\n{{ topic("廉洁细胞") }}、{{ topic("细胞") }}、{{ topic("cells") }}\n'
    )
    page = bureau.project().finished["index.md"]
    shown = re.findall(r'<a [^>]*href="site:mechanisms/cells.md"[^>]*>(.*?)</a>', page)
    assert shown == ["廉洁细胞", "细胞", "廉洁细胞"]


def test_one_record_of_several_counts_once_in_the_total(bureau: Bureau) -> None:
    part = section(page_of(bureau.project(), "cells"), "督导")
    assert tables(part)[0] == [
        ["对象单位", "条数"], ["办公室", "1"], ["东县小样局", "1"], ["合计", "1"],
    ]  # fmt: skip
    assert "合计按记录计一次" in part


def test_a_listing_without_columns_shows_all_but_the_id(bureau: Bureau) -> None:
    head, line = tables(section(page_of(bureau.project(), "cells"), "督导"))[1]
    assert head == ["类别", "日期", "岗位", "事项", "对象单位", "发现问题"]
    assert line == ["督导调研", "2021-01-25", "副局长", "到县里督导", "东县小样局、办公室", "3"]


def test_what_is_not_filled_in_is_counted_as_such(bureau: Bureau) -> None:
    bureau.change(DATA, "条件: {对象单位: {有: 是}}", "条件: {岗位: 副局长}")
    part = section(page_of(bureau.project(), "cells"), "督导")
    assert tables(part)[0][-2:] == [["未填写", "1"], ["合计", "2"]]


def test_an_empty_listing_says_so(bureau: Bureau) -> None:
    bureau.change(DATA, "状态: 创建中", "状态: 示范")
    part = section(page_of(bureau.project(), "cells"), "单位")
    assert (
        "取自“廉洁细胞”，状态为示范；2021年1月1日至2021年12月31日。没有符合条件的记录。" in part
        and "<table" not in part
    )


def test_a_post_called_by_two_names_is_one(bureau: Bureau) -> None:
    bureau.change("data/2021/履责记录/01.yml", "岗位: 副局长", "岗位: 副职")
    bureau.change(DATA, "分布: 对象单位", "分布: 岗位").change(
        DATA, "对象单位: {有: 是}", "岗位: 副职"
    )
    part = section(page_of(bureau.project(), "cells"), "督导")
    assert tables(part)[0][1:] == [["副局长", "2"], ["合计", "2"]]


@pytest.mark.parametrize("without", [[], ["data/机制项目.yml"]])
def test_a_bureau_may_have_none(bureau: Bureau, without: list[str]) -> None:
    for path in without:
        bureau.remove(path)
    written = pages(bureau.project())
    assert any(path.startswith("mechanisms/") for path in written) == (not without)
    assert ("机制和项目" in written["systems/index.md"]) == (not without)


CHANGES = [
    ("编号: cells", "编号: cell"), ("名称: 廉洁细胞", "名称: 廉洁单元"), ("简称: 细胞", "简称: 单元"),
    ("类别: 项目", "类别: 四大机制"), ("一个单元一个单元地创建", "逐个创建"), ("牵头: 办公室", "牵头: 东县小样局"),
    ("指标: 学习次数", "指标: []"), ("标题: 单位", "标题: 创建单位"), ("来源: 廉洁细胞", "来源: 职责书"),
    ("来源: 廉洁细胞\n      条件: {状态: 创建中}\n      栏目: [类型, 名称]\n      分布: [类型, 状态]", "来源: 职责书"),
    ("状态: 创建中", "状态: 示范"), ("[类型, 名称]", "[类型]"), ("[类型, 名称]", "[名称, 类型]"),
    ("[类型, 状态]", "[状态, 类型]"), ("[类型, 状态]", "[类型]"), ("对象单位: {有: 是}", "对象单位: {有: 否}"),
    ("分布: 对象单位", "分布: 岗位"), ("标题: 督导", "标题: 督导\n      存量: 是"),
    ("标题: 单位", "标题: 单位\n      按日期: 验收日期"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_no_changed_value_is_lost(bureau: Bureau, old: str, new: str) -> None:
    before = pages(bureau.project())
    project, issues = bureau.change(DATA, old, new).survey()
    assert issues or pages(project) != before


@pytest.mark.slow
@pytest.mark.parametrize("ledger", sample(listed(Dataset()), 7))
def test_the_records_of_every_ledger_may_be_listed(project: Project, ledger: str) -> None:
    written = pages(project)
    for record in project.dataset.records[ledger][:3]:
        path, _, anchor = re.findall(r'"site:([^"#]+)(#?)([^"]*)"', record_link(project, record))[0]
        assert not anchor or re.search(rf' id="{anchor}"| #{anchor} \}}', written[path]), path
