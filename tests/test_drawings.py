"""Drawings: what is counted, where each number leads, and what may not be drawn."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urljoin

import pytest
from browsing import Opener
from conftest import Bureau, pages
from playwright.sync_api import expect
from test_figures import define

from ledger.pages import drawings
from ledger.pages.drawings import DRAWINGS
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.editions import EDITIONS
from ledger.records.ledgers import shipped
from ledger.records.period import told_state
from ledger.survey import open_project

LEDGERS = shipped()

ITEMS, REPORT = "data/2021/整改台账.yml", "data/2021/report.yml"
LAST, POWERS = "data/2020/定格指标.yml", "data/权力事项.yml"
#: records of March within a period that ends on the 5th, and outside
EARLIER = """- 编号: r03-04
  类别: 学习教育
  日期: 2021-03-02
  岗位: 副局长
  事项: 学习
- 编号: r03-05
  类别: 学习教育
  日期: 2021-03-30
  岗位: 局长
  事项: 学习
"""
#: what a number of a drawing says of itself, and where it leads
_MARK = re.compile(r'<a href="site:([^"#]+)#([^"]+)"[^>]* aria-label="([^"]*)：(\d+)[^"]*"')


def drawn(bureau: Bureau, name: str) -> str:
    return drawings.named(bureau.project(), name)


def rows(drawing: str) -> dict[str, list[str]]:
    """Return what the cells of a drawing say, by the head of their row."""
    lines = re.findall(r'<tr><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', drawing)
    cells = {head: re.findall(r"<td[^>]*>(.*?)</td>", line) for head, line in lines}
    return {
        unescape(head): [unescape(re.sub(r"<[^>]*>", "", cell)) for cell in found]
        for head, found in cells.items()
    }


def marks(drawing: str) -> list[tuple[str, str, str, int]]:
    """Return of each number its page, its anchor as a person reads it, its name and itself."""
    return [
        (page, unquote(unescape(anchor)), unescape(name), int(count))
        for page, anchor, name, count in _MARK.findall(drawing)
    ]


def asked_of(project: Project, page: str, anchor: str) -> int:
    """Return how many rows of a page an anchor asks for, read as a person would."""
    wanted = dict(part.split("=") for part in anchor[1:].split("&"))
    kind = next(ledger.record for ledger in LEDGERS.values() if ledger.overview == page)
    if state := wanted.get("状态"):
        return sum(told_state(*pair) == state for pair in project.items())
    return sum(
        all(_meets(_value(record, key), asked) for key, asked in wanted.items())
        for record in project.dataset.of(kind)
    )


def _value(record: Record, key: str) -> str:
    field = "in_month" if key == "月份" else str(record.field_of(key))
    return str(getattr(record, field))


def _meets(value: str, asked: str) -> bool:
    first, to, last = asked.partition("..")
    return first <= value <= last if to else value in asked.split("|")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_number_leads_to_as_many_records_as_it_says(project: Project, name: str) -> None:
    found = marks(drawings.named(project, name))
    assert found or name in ("到期时间", "支出对比")  # whose numbers count no records
    for page, anchor, label, count in found:
        if name == "支出对比":
            continue
        there = asked_of(project, page, anchor) if anchor[0] == "?" else 1
        assert there == count, (label, page, anchor)
        assert "，" in label or name in ("整改状态", "整改时长")


def test_each_drawing_counts_every_record_once(project: Project) -> None:
    counted = {
        name: sum(count for *_, count in marks(draw.draw(project)))
        for name, draw in DRAWINGS.items()
    }
    traces, open_items = len(project.traces), len(project.open_items())
    assert counted["类别和月份"] == counted["科室和类别"] == counted["岗位和月份"] == traces
    assert counted["整改状态"] == len(list(project.items())) and counted["整改时长"] == open_items
    assert counted["风险分布"] == len(project.dataset.records["风险点"])


def test_a_part_of_a_year_is_asked_for_by_its_days(bureau: Bureau) -> None:
    bureau.change(REPORT, "  止: 2021-12-31", "  止: 2021-03-05")
    bureau.append("data/2021/履责记录/03.yml", EARLIER)
    project = bureau.project()
    for name in ("类别和月份", "科室和类别", "岗位和月份"):
        found = [each for each in marks(drawings.named(project, name)) if each[1][0] == "?"]
        assert found and all(asked_of(project, *each[:2]) == each[3] for each in found), name


@pytest.mark.parametrize("ledger", LEDGERS.values(), ids=LEDGERS)
def test_a_ledger_names_drawings_that_there_are(ledger) -> None:  # type: ignore[no-untyped-def]
    assert {*ledger.record.drawn} <= DRAWINGS.keys()


def test_every_drawing_has_a_page(project: Project) -> None:
    """But those that are for authors alone to place."""
    named = {name for ledger in LEDGERS.values() for name in ledger.record.drawn}
    assert DRAWINGS.keys() - named == {"岗位和月份", "整改状态"}
    for ledger in LEDGERS.values():
        for name in ledger.record.drawn:
            shown = "".join(
                project.writers[path]().content for path in (ledger.overview, "ledgers/index.md")
            )
            assert drawings.named(project, name) in shown, (name, ledger.name)


def test_of_nothing_there_is_a_sentence(bureau: Bureau) -> None:
    for path in bureau.root.glob("data/**/*.yml"):
        if path.stem not in ("unit", "report", "figures") and path.parent.name != "词表":
            bureau.write(path.relative_to(bureau.root).as_posix(), "[]\n")
    project, _ = bureau.survey()
    for drawing in DRAWINGS.values():
        assert re.fullmatch(r"<p>[^<]*没有[^<]*。</p>", drawing.draw(project)), drawing.shows


def test_items_are_open_until_the_day_they_are_closed(bureau: Bureau) -> None:
    """rectify-01: 19 March to 22 June, rectify-02 since 7 May."""
    found = rows(drawn(bureau, "整改进度"))
    assert found["月末未完成"] == ["0", "0", "1", "1", "2", *["1"] * 7]
    assert found["累计登记"] == ["0", "0", "1", "1", *["2"] * 8]
    assert found["累计办结"] == [*["0"] * 5, *["1"] * 7]
    bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-06-21")
    assert rows(drawn(bureau, "整改进度"))["月末未完成"] == ["0", "0", "1", "1", "2", "2"]
    assert rows(drawn(bureau, "整改时长")) == {
        "30 天以内": ["0", ""], "31—90 天": ["1", ""], "91—180 天": ["1", ""], "180 天以上": ["0", ""],
    }  # fmt: skip


def test_a_post_without_records_says_whether_it_had_nothing(bureau: Bureau) -> None:
    found = rows(drawn(bureau, "岗位和月份"))
    assert [found[post][:3] for post in ("局长", "副局长", "文书岗")] == [
        ["1", "0", "1"], ["1", "0", "1"], ["无", "0", "1"],
    ]  # fmt: skip


def test_a_plan_shows_its_deadline_and_what_was_held(bureau: Bureau) -> None:
    project = bureau.project()
    drawing = drawings.study_plan(project)
    assert rows(drawing) == {
        "学习全会精神": ["1限", "0", "0", "0"],
        "支部学习准则": ["0", "限", "2", "0"],
        "学习小样规定": ["0", "0", "0", "限"],
    }
    assert ("records/index.md", "?编号=r03-01|r03-02", "支部学习准则，3月", 2) in marks(drawing)


@pytest.mark.slow
def test_months_stand_against_last_year_where_its_months_are_known(bureau: Bureau) -> None:
    page = pages(bureau.project())["figures/study.md"]
    assert (
        list(rows(page))[:2] == ["本年", "历年"] and "上年全年是 2次</a>，没有定格各月的数" in page
    )
    bureau.change(LAST, "  值: 2\n", "  值: 2\n  各月: [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n")
    page = pages(bureau.project())["figures/study.md"]
    drawn = dict(list(rows(page).items())[:2])
    assert drawn == {"本年": ["1", "0", "2", *"0" * 9], "上年": ["0", "2", *"0" * 10]}
    assert "没有定格" not in page
    assert ("figures/study.md", "?日期=2021-03..2021-03", "本年，3月", 2) in marks(page)
    assert ("ledgers/last-year.md", "last-study", "上年，2月", 2) in marks(page)
    bureau.write(LAST, "[]\n")
    assert "没有定格上年的数" in pages(bureau.project())["figures/study.md"]


def test_a_part_of_a_year_is_compared_month_by_month(bureau: Bureau) -> None:
    bureau.change(LAST, "  值: 2\n", "  值: 2\n  各月: [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n")
    bureau.change(REPORT, "  止: 2021-12-31", "  止: 2021-02-28")
    assert rows(drawn(bureau, "学习次数")) == {"本年": ["1", "0"], "上年": ["0", "2"]}


def test_a_figure_made_of_others_leads_to_its_parts(bureau: Bureau) -> None:
    define(bureau, total="算法: 合计; 指标: [学习次数]")
    assert {anchor for _, anchor, *_ in marks(drawn(bureau, "total"))} == {"parts"}


WRONG = {
    "学习进步": ("word.drawing", "不认识的图“学习进步”，是不是“学习进度”？"),
    "甲乙丙": ("word.drawing", "不认识的图“甲乙丙”；可以写：类别和月份、"),
    "rate": ("word.drawing", "指标“rate”没有各月的数"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_drawn_is_said(bureau: Bureau, name: str) -> None:
    define(bureau, rate="算法: 比率; 分子: 学习次数; 分母: 学习次数")
    bureau.append("docs/index.md", f'\n{{{{ chart("{name}") }}}}\n')
    code, message = WRONG[name]
    found = [issue for issue in bureau.survey()[1] if issue.code == code]
    assert [message in issue.message for issue in found] == [True]
    assert found[0].place.path == "docs/index.md"


@pytest.mark.parametrize("path", ["docs/report/01-学习.md", "docs/report/index.md"])
def test_the_report_takes_no_drawing(bureau: Bureau, path: str) -> None:
    """Neither where the same drawing was said on another page before."""
    call = '\n\n{{ chart("类别和月份") }}\n'
    bureau.append("docs/index.md", call)
    assert bureau.codes() == []
    bureau.append(path, call)
    issues = bureau.survey()[1]
    assert {issue.place.path for issue in issues if issue.code == "word.in_report"} == {path}


def test_a_hidden_record_is_in_no_drawing(bureau: Bureau) -> None:
    bureau.change("data/2021/履责记录/03.yml", "  谈话人次: 2\n", "  谈话人次: 2\n  可见: 班子\n")
    bureau.change(ITEMS, "  状态: 推进中\n", "  状态: 推进中\n  可见: 班子\n")
    bureau.append("data/2021/下年任务.yml", "  可见: 班子\n")  # it is about the same item
    for edition, talks, items in zip(EDITIONS, (0, 1, 1), (1, 2, 2), strict=True):
        project = open_project(bureau.root, edition)
        counts = rows(drawings.categories_by_month(project))["个别谈话"]
        assert counts[2] == str(talks)
        assert rows(drawings.progress_of_items(project))["累计登记"][-1] == str(items)


def test_a_total_with_hidden_records_is_not_split(bureau: Bureau) -> None:
    define(bureau, all="来源: 整改台账; 算法: 计数; 含不可见: 是")
    bureau.change(ITEMS, "  状态: 推进中\n", "  状态: 推进中\n  可见: 班子\n")
    bureau.append("docs/index.md", '\n\n{{ chart("all") }}\n')
    assert "word.drawing" in bureau.codes()


def test_a_process_shows_where_it_branches_off(bureau: Bureau) -> None:
    ways = "\n      分支: [{情形: 退稿, 转到: 起草}, {情形: 不发}]"
    bureau.change(POWERS, "      风险: 高", "      风险: 高" + ways)
    page = pages(bureau.project())["systems/power-paper.md"]
    (flow,) = re.findall(r'<ol class="steps".*?</ol>', page)
    assert re.findall(r'<li class="risk-(\w+)"><b><a [^>]*#stage-(\d)">([^<]*)', flow) == [
        ("high", "1", "1&#46; 起草"), ("low", "2", "2&#46; 印发"),
    ]  # fmt: skip
    assert "退稿 → " in flow and '#stage-1">1&#46; 起草</a></li><li>不发 → 到此为止</li>' in flow
    assert all(f'<li id="stage-{number}">' in page for number in (1, 2))


@pytest.mark.slow
def test_a_number_that_is_pressed_shows_as_many_rows(visit: Opener) -> None:
    page = visit("records/")
    for address, name in (
        ("ledgers/", "学习教育，3月"),
        ("ledgers/rectification/", "月末未完成，7月"),
        ("figures/hearings/", "本年，12月"),
        ("regulations/study/", "学习市纪委全会精神，先传达、再对照部署谈落实，3月"),
    ):
        page.goto(urljoin(page.url, f"/{address}"))
        mark = page.locator(f'.chart a[aria-label^="{name}："]')
        count = re.findall(r"\d+", mark.get_attribute("aria-label") or "")[-1]
        mark.press("Enter")
        rows = page.locator(".askable tbody tr:visible")
        expect(rows).to_have_count(int(count))
        assert int(count) > 1
