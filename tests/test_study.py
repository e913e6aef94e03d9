"""The study plan is told by the records; what is cited is linked to its version."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import ROOT, Bureau, pages
from test_real_data import many, rows

from ledger.law.citing import cite, clause_of, instrument_of
from ledger.law.study import Progress, progress, studies
from ledger.pages.regulations import citation_link
from ledger.project import Project
from ledger.records.types.regulations import Instrument
from ledger.records.types.study import StudyItem, StudyMaterial
from ledger.records.types.work import Rectification, Reminder
from ledger.survey import open_project

MARCH, JANUARY = "data/2021/履责记录/03.yml", "data/2021/履责记录/01.yml"
PLAN, ITEMS = "data/2021/学习计划.yml", "data/2021/整改台账.yml"
REMINDERS = "data/2021/廉政提醒.yml"
END = date(2021, 12, 31)
TRAINING = """- 编号: r03-11
  类别: 学习教育
  日期: 2021-03-20
  岗位: 局长
  事项: 培训小样规定
  形式: 专题培训
  学习文件: 小样规定
- 编号: r03-12
  类别: 学习教育
  日期: 2021-03-27
  岗位: 局长
  事项: 再培训小样规定
  形式: 专题培训
  学习文件: rules
"""


def found(bureau: Bureau, number: int, until: date = END) -> Progress:
    """Return what became of an item of the small bureau's plan."""
    data = bureau.project().dataset
    return progress(data, data.of(StudyItem)[number - 1], until)


def test_late_in_time_and_open(bureau: Bureau) -> None:
    late, done, waiting = (found(bureau, number) for number in (1, 2, 3))
    assert (late.state, late.done) == ("逾期完成", date(2021, 3, 5))
    assert (done.state, done.done) == ("按时完成", date(2021, 1, 22))
    assert (waiting.state, waiting.done, waiting.held) == ("未完成", None, 0)


def test_one_study_proves_one_item_the_earlier_first(bureau: Bureau) -> None:
    later = "- {编号: plan-04, 内容: 再学准则, 学习文件: 廉洁自律准则, 形式: 支部学习, 牵头: 办公室, 时限: 2021-07}\n"
    bureau.append(PLAN, later)
    first, again = found(bureau, 1), found(bureau, 4)
    assert (first.state, first.done) == ("逾期完成", date(2021, 3, 5))
    assert (again.state, again.held) == ("未完成", 0)
    study = TRAINING.partition("- 编号: r03-12")[0]
    for old, new in (
        ("专题培训", "支部学习"),
        ("小样规定\n", "廉洁自律准则\n"),
        ("2021-03-20", "2021-03-28"),
    ):
        study = study.replace(old, new)
    bureau.append("data/2021/履责记录/03.yml", study)
    assert found(bureau, 4).done == date(2021, 3, 28) and found(bureau, 1).done == date(2021, 3, 5)


def test_only_the_events_that_an_item_names_count_and_for_no_other(bureau: Bureau) -> None:
    bureau.change(PLAN, "  时限: 2021-02", "  对应记录: r03-02\n  时限: 2021-02")
    items = bureau.project().dataset.of(StudyItem)
    assert [trace.id for trace in found(bureau, 1).events] == ["r03-02"]
    later = "- {编号: plan-04, 内容: 再学准则, 学习文件: 廉洁自律准则, 形式: 支部学习, 牵头: 办公室, 时限: 2021-07}\n"
    bureau.append(PLAN, later)
    assert [trace.id for trace in found(bureau, 4).events] == ["r03-01"] and len(items) == 3
    bureau.change(PLAN, "对应记录: r03-02", "对应记录: r01-01")
    (issue,) = bureau.survey()[1]
    assert issue.message.startswith("对应记录：“r01-01”的形式是“集体学习”，这一项是“支部学习”")


def test_what_is_said_to_be_for_others_does_not_count(bureau: Bureau) -> None:
    bureau.change("data/2021/履责记录/01.yml", "形式: 集体学习", "形式: 集体学习\n  范围: 中层干部")
    assert found(bureau, 2).state == "未完成"


def test_several_branches_on_one_day_are_one(bureau: Bureau) -> None:
    late = found(bureau, 1)
    assert [trace.id for trace in late.events] == ["r03-01", "r03-02"] and late.held == 1
    bureau.change(PLAN, "时限: 2021-02\n", "时限: 2021-02\n  次数: 2\n")
    assert found(bureau, 1).state == "未完成"


def test_an_instrument_is_studied_as_the_document_of_its_name(bureau: Bureau) -> None:
    bureau.append(MARCH, TRAINING)
    done = found(bureau, 3)
    assert (done.state, done.held, done.done) == ("按时完成", 2, date(2021, 3, 27))
    bureau.change("data/文件会议.yml", "名称: 小样规定", "名称: 大样规定")
    bureau.change(MARCH, "学习文件: 小样规定", "学习文件: 大样规定")
    assert found(bureau, 3).held == 0


CHANGES: dict[str, Callable[[Bureau], Bureau]] = {
    "another form": lambda b: b.change(JANUARY, "形式: 集体学习", "形式: 讨论学习"),
    "another category": lambda b: b.change(JANUARY, "类别: 学习教育", "类别: 研究部署"),
    "another document": lambda b: b.change(JANUARY, "[市纪委全会]", "[廉洁自律准则]"),
    "one document more": lambda b: b.change(PLAN, "[市纪委全会]", "[市纪委全会, 廉洁自律准则]"),
    "once more": lambda b: b.change(PLAN, "时限: 2021-01", "时限: 2021-01\n  次数: 2"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_only_the_same_document_and_form_counts_and_all_of_it(
    bureau: Bureau, change: Callable[[Bureau], Bureau]
) -> None:
    assert found(change(bureau), 2).state == "未完成"


def test_every_document_must_have_been_studied(bureau: Bureau) -> None:
    bureau.change(PLAN, "[市纪委全会]", "[市纪委全会, 廉洁自律准则]")
    bureau.change(PLAN, "形式: 集体学习", "形式: 支部学习")
    done = found(bureau, 2)
    assert (done.state, done.done) == ("逾期完成", date(2021, 3, 5))
    assert [trace.id for trace in done.events] == ["r03-01", "r03-02"]


def test_it_is_done_when_the_last_document_is(bureau: Bureau) -> None:
    bureau.change(PLAN, "[市纪委全会]", "[廉洁自律准则, 市纪委全会]")
    more = TRAINING.partition("- 编号: r03-12")[0].replace("小样规定", "廉洁自律准则")
    bureau.append(MARCH, more.replace("专题培训", "集体学习") + "  应到: 30\n  实到: 30\n")
    done = found(bureau, 2)
    assert (done.state, done.done) == ("逾期完成", date(2021, 3, 20))


def test_what_is_after_the_period_does_not_count_and_is_not_due(bureau: Bureau) -> None:
    early = date(2021, 2, 28)
    assert found(bureau, 1, early).state == "未完成"
    assert found(bureau, 3, early).state == "未到时限"
    assert found(bureau, 3, date(2021, 11, 1)).state == "未完成"
    assert [t.id for t in studies(bureau.project().dataset, early)] == ["r01-01"]


def test_the_real_plan_is_what_a_recount_finds(project: Project) -> None:
    """Counted again from the files, without the ledger."""
    names: dict[str, str] = {}
    for row in rows("文件会议"):
        names |= {row[key]: row["编号"] for key in ("名称", "简称", "编号") if key in row}
    items = {item.id: item for item in project.dataset.of(StudyItem)}
    states = []
    for row in rows("学习计划"):
        due = int(row.get("次数", 1))
        ends: list[str | None] = []
        for word in many(row.get("学习文件")) + many(row.get("法规")):
            days = sorted(
                {
                    trace["日期"]
                    for trace in rows("履责记录")
                    if trace["类别"] == "学习教育"
                    and trace.get("形式") == row["形式"]
                    and names.get(word, word) in [names[w] for w in many(trace.get("学习文件"))]
                }
            )
            ends.append(days[due - 1] if len(days) >= due else None)
        found = progress(project.dataset, items[row["编号"]], END)
        done = None if None in ends else max(filter(None, ends))
        assert (found.done and found.done.isoformat()) == done, row["编号"]
        states.append(found.state)
    assert 12 <= len(states) <= 16
    assert {"按时完成", "逾期完成", "未完成"} == set(states)


@pytest.mark.slow
def test_the_study_page_leads_to_records_and_versions(project: Project) -> None:
    written = pages(project)
    page = written["regulations/study.md"]
    for title in ("学习计划</h2>", "学习记录</h2>", "学习材料</h2>", "纪律处分条例</h3>"):
        assert f">{title}" in page
    assert 'href="site:regulations/disciplinary.md#version-2018"' in page
    for record in (*project.dataset.of(StudyItem), *project.dataset.of(StudyMaterial)):
        assert f'id="{record.id}"' in page
    for target, anchor in re.findall(r'href="site:([^"#]+)#([^"]+)"', page):
        assert anchor[0] == "?" or f'id="{anchor}"' in html.unescape(written[target]), (
            target,
            anchor,
        )
    assert "逾期完成" in page and "未完成" in page


def test_the_version_is_that_of_the_day(bureau: Bureau) -> None:
    bureau.append(MARCH, TRAINING)
    page = pages(bureau.project())["regulations/study.md"]
    assert page.count('href="site:regulations/rules.md#version-2018"') == 2


def test_the_catalogue_leads_to_both_pages(bureau: Bureau) -> None:
    index = pages(bureau.project())["regulations/index.md"]
    assert "site:regulations/study.md" in index and "site:regulations/reminders.md" in index


@pytest.mark.parametrize("file", [PLAN, "data/2021/学习材料.yml"])
def test_a_bureau_may_have_none(bureau: Bureau, file: str) -> None:
    page = pages(bureau.remove(file).project())["regulations/study.md"]
    assert "学习记录" in page


@pytest.mark.slow
def test_reminders_stand_by_season_with_their_articles(project: Project) -> None:
    written = pages(project)
    page = written["regulations/reminders.md"]
    seasons = re.findall("<h2 [^>]*>([^<]+)</h2>", page)
    assert seasons[0] == "元旦春节" and seasons[-1] == "日常" and len(seasons) == 7
    cited = [ref for each in project.dataset.of(Reminder) for ref in each.articles]
    assert page.count('class="cite"') == len(cited) >= 15
    assert page.count("<tr id=") == len(project.dataset.of(Reminder))
    assert written["ledgers/reminders.md"].count('class="cite"') == len(cited)
    for target, anchor in re.findall(r'href="site:([^"#]+)#([^"]+)"', page):
        assert f'id="{anchor}"' in html.unescape(written[target]), anchor
    assert 'title="2023年版为第九十七条"' in page


@pytest.mark.slow
def test_rectification_leads_to_its_article(project: Project) -> None:
    page = pages(project)["ledgers/rectification.md"]
    clauses = [clause_of(project.dataset, item) for item in project.dataset.of(Rectification)]
    known = [clause for clause in clauses if clause]
    assert len(known) >= 10 and all(clause.noted for clause in known)
    assert all(citation_link(clause) in page for clause in known)
    assert 'href="site:regulations/inner-party-supervision.md"' in page


def test_a_document_is_an_instrument_by_its_name_not_by_its_id(project: Project) -> None:
    def named(word: str) -> Any:
        found = instrument_of(project.dataset, word)
        return found and found.id

    assert named("discipline") == named("纪律处分条例") == "disciplinary"
    assert named("党内监督条例") == "inner-party-supervision"
    # the bureau's own rules on receptions have the id of the State's
    assert project.dataset.words("法规")["reception-rules"] is not None
    assert named("reception-rules") is None and named("没有的") is None


def test_an_article_without_a_note_says_so(bureau: Bureau) -> None:
    data = bureau.project().dataset
    plain = citation_link(cite(data, "小样", 9, END))
    assert (
        'href="site:regulations/rules.md#versions"' in plain and 'title="这一条未记要点"' in plain
    )
    assert "未记要点" not in citation_link(cite(data, "小样", 4, END))


@pytest.mark.slow
def test_the_real_records_study_what_was_in_force(project: Project) -> None:
    whole = open_project(ROOT, "纪检")
    assert studies(whole.dataset, END)
    for each in project.dataset.of(Reminder):
        for ref in each.articles:
            found = cite(project.dataset, ref.instrument, ref.number, each.date)
            assert isinstance(found.instrument, Instrument) and found.version.year in (2015, 2018)


@pytest.mark.parametrize(("kind", "number"), [("小样", 3), ("rules", 4)])
def test_a_reminder_may_name_the_instrument_by_any_name(
    bureau: Bureau, kind: str, number: int
) -> None:
    bureau.change(
        REMINDERS, "覆盖人次: 30", f"覆盖人次: 30\n  条款: {{法规: {kind}, 条: {number}}}"
    )
    page = pages(bureau.project())["regulations/reminders.md"]
    assert page.count('class="cite"') == 1


def test_a_wrong_article_is_shown_as_typed_while_it_is_mended(bureau: Bureau) -> None:
    bureau.change(REMINDERS, "覆盖人次: 30", "覆盖人次: 30\n  条款: {法规: 小样, 条: 99}")
    bureau.change(
        ITEMS,
        "问题: 登记不全\n  依据文件: 廉洁自律准则",
        "问题: 登记不全\n  依据文件: rules\n  依据条款: 99",
    )
    written = pages(bureau.survey()[0])
    assert "小样第99条" in written["regulations/reminders.md"]
    assert "rules第99条" in written["ledgers/rectification.md"]
