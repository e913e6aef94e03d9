"""The first page, the pages of departments and posts, and the clerk's own."""

from __future__ import annotations

import re

import pytest
from conftest import Bureau, pages, read
from test_duties import FIGURES, ITEMS, RATE, REPORT

from ledger.duties.agenda import Agenda
from ledger.duties.gaps import KINDS
from ledger.pages import todo
from ledger.pages.site import all_pages, fixed
from ledger.project import Project
from ledger.survey import open_project


def test_a_post_and_a_department_have_a_page_of_their_own(bureau: Bureau) -> None:
    written = pages(bureau.append(FIGURES, RATE).project())
    for path in ("work/clerk.md", "organs/office.md"):
        assert "plan-03" in written["organs/office.md"] and "支部学习准则" in written[path]
    assert "登记不全" not in written["work/clerk.md"]
    assert 'href="site:posts/clerk.md"' in written["work/clerk.md"]
    assert 'href="site:work/clerk.md"' in written["organs/office.md"]
    assert 'href="site:work/clerk.md"' in written["posts/clerk.md"]


def test_the_last_look_at_a_risk_and_the_end_of_a_task_are_told(bureau: Bureau) -> None:
    """What was looked at or done after 统计截止 is not told."""
    looked = "  复评日期: 2021-03-02\n  再复评: [2021-09-03, 2022-01-04]\n"
    bureau.append("data/2021/风险点.yml", looked)
    bureau.append("data/2021/下年任务.yml", "  完成日期: 2021-12-20\n")
    written = pages(bureau.project())
    posts = [read(written[f"{at}/director.md"]).text for at in ("work", "posts")]
    assert all("2021-09-03" in each for each in posts)
    assert not any("2021-03-02" in each or "2022-01-04" in each for each in posts)
    assert "完成日期 2021-12-20" in read(written["organs/office.md"]).text


@pytest.mark.slow
def test_a_department_is_told_what_binds_its_posts(project: Project) -> None:
    written = pages(project)
    links = re.compile(r'href="site:systems/[a-z-]+\.md#第[^"]+"')
    posts = ["office-head", "secretary", "finance", "procurement"]
    own = [{*links.findall(written[f"work/{name}.md"])} for name in posts]
    assert all(own) and {*links.findall(written["organs/office.md"])} == set().union(*own)


@pytest.mark.slow
def test_every_post_and_organ_is_in_the_index(project: Project) -> None:
    shown = pages(project)["organs/index.md"]
    for subject in Agenda(project).subjects:
        assert f">{subject.name}</a>" in shown


@pytest.mark.slow
def test_a_page_tells_of_what_its_subject_answers_for_alone(project: Project) -> None:
    written, found = pages(project), Agenda(project)
    for subject in found.subjects:
        path = (
            f"work/{subject.id}.md"
            if subject in found.project.dataset.records["岗位"]
            else f"organs/{subject.id}.md"
        )
        own = found.gaps_of(subject)
        for kind in KINDS:
            number = sum(gap.kind == kind for gap in own)
            assert (f"{kind}　{number} 项" in written[path]) == bool(number), (path, kind)


@pytest.mark.slow
def test_no_month_is_scored_and_no_post_is_ranked(project: Project) -> None:
    shown = pages(project)["organs/index.md"]
    names_shown = re.findall(r'href="site:work/([^"]+)\.md"', shown)
    assert names_shown == [post.id for post in project.dataset.records["岗位"]]  # type: ignore[attr-defined]


def test_an_edition_that_may_hide_records_says_of_which_it_tells(bureau: Bureau) -> None:
    for edition, told in (("全员", True), ("班子", True), ("纪检", False)):
        shown = pages(open_project(bureau.root, edition))["work/clerk.md"]
        assert ("按本版列出的履责记录" in shown) == told


def test_where_nothing_is_wrong_one_sentence_says_so(bureau: Bureau) -> None:
    shown = pages(bureau.change(ITEMS, "时限: 2021-11-30", "时限: 2022-11-30").project())
    assert (
        "截至2021年12月31日，本版列出的事里，没有要处理的事。" in read(shown["organs/east.md"]).text
    )


def test_the_clerks_page_is_never_published(project: Project) -> None:
    assert todo.PATH not in {page.path for page in all_pages(project)}
    assert todo.PATH not in project.writers and todo.PATH in fixed(project.dataset.ledgers)


def test_the_clerks_page_says_what_the_month_still_lacks(bureau: Bureau) -> None:
    bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-12-30")
    (page,) = todo.pages(bureau.project(), [])
    shown = read(page.write().content).text
    assert "共 6 项" in shown and "没有提示" in shown
    bureau.append("data/2021/本月无.yml", "- {月份: 2021-12, 岗位: [局长, 副局长, 文书岗]}\n")
    (page,) = todo.pages(bureau.project(), [])
    assert "共 3 项" in read(page.write().content).text


@pytest.mark.parametrize(
    ("last", "more", "said"),
    [("2", "", "上年 2次，多 1次"), ("3", "", "上年 3次，相同"), ("5", "", "上年 5次，少 2次"),
     ("2", "取整: {方式: 余, 到: 2}", "上年 2次")],
)  # fmt: skip
def test_the_first_page_tells_of_last_year(bureau: Bureau, last: str, more: str, said: str) -> None:
    """Of a value that is shown rounded no difference is told: a reader would compute another."""
    caliber = "  口径: 学习教育的次数\n"
    bureau.change(FIGURES, caliber, f"{caliber}  首页: 是\n" + (f"  {more}\n" if more else ""))
    bureau.write("docs/index.md", "# 首页\n\n{{ key_figures() }}\n\n尾\n")
    frozen = f"- {{编号: a, 指标: 学习次数, 值: {last}, 出处: 上年的报告}}\n"
    bureau.write("data/2020/定格指标.yml", frozen)
    shown = read(bureau.project().finished["index.md"]).text
    assert shown.strip().removesuffix("尾").strip().endswith(said)


def test_the_first_page_tells_what_is_due(bureau: Bureau) -> None:
    bureau.write("docs/index.md", "# 首页\n\n{{ exceptions() }}\n\n{{ due_next() }}\n")
    bureau.change(ITEMS, "时限: 2021-11-30", "时限: 2022-01-31")
    shown = read(bureau.project().finished["index.md"]).text
    assert "30 天内（到2022年1月30日）　0 项" in shown and "逾期　1 项" in shown
    assert "31 至 90 天（到2022年3月31日）　2 项" in shown and "登记不全（整改台账）" in shown
    assert "同一件事：完善公函制度（下年任务），2022年6月30日" in shown
