"""Instruments, their versions, and what a citation means on a day."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import pairwise

import pytest
from conftest import Bureau, pages

from ledger.issues import Mistake
from ledger.law.citing import cite, in_force, latest
from ledger.pages.regulations import citation_link
from ledger.project import Project
from ledger.records.types.regulations import Instrument

IN_2021, IN_2024 = date(2021, 6, 1), date(2024, 6, 1)
PENALTIES = "纪律处分条例"
FILE = "data/regulations/rules.yml"
SECTION = "docs/report/01-学习.md"


def instrument(project: Project, name: str) -> Instrument:
    found = project.dataset.find("法规", name)
    assert isinstance(found, Instrument)
    return found


def test_the_version_in_force_follows_the_day(project: Project) -> None:
    penalties = instrument(project, PENALTIES)
    years = {
        date(2015, 12, 31): None,
        date(2016, 1, 1): 2015,
        date(2018, 9, 30): 2015,
        date(2018, 10, 1): 2018,
        date(2023, 12, 31): 2018,
        date(2024, 1, 1): 2023,
        date(2099, 1, 1): 2023,
    }
    for day, year in years.items():
        version = in_force(penalties, day)
        assert (version and version.year) == year, day
    newest = latest(penalties)
    assert newest and newest.year == 2023


def test_a_citation_is_written_as_is_customary(project: Project) -> None:
    found = cite(project.dataset, PENALTIES, 122, IN_2021)
    assert found.text == "《中国共产党纪律处分条例》第一百二十二条"
    assert found.version.year == 2018 and found.anchor == "2018-第一百二十二条"
    assert found.later.startswith("2023年版为第一百三十二条")
    assert cite(project.dataset, "廉洁自律准则", 1, IN_2021).later == ""


def test_what_became_of_an_article_is_said(bureau: Bureau) -> None:
    data = bureau.project().dataset
    assert cite(data, "小样", 3, IN_2021).later == "2023年版无此条"
    assert cite(data, "小样", 4, IN_2021).later == "2023年版为第五条（推算）；增加了一项"
    assert cite(data, "小样", 9, IN_2021).anchor == "versions"


@pytest.mark.parametrize(
    ("name", "number", "day", "said"),
    [
        (PENALTIES, 143, IN_2021, "“纪律处分条例”2018年版共 142 条，没有第 143 条"),
        (PENALTIES, 0, IN_2021, "没有第 0 条"),
        (PENALTIES, 143, date(2015, 1, 1), "2015年1月1日“纪律处分条例”没有施行中的版本；2015年版2016年1月1日起施行"),
        ("纪律处分条列", 1, IN_2021, "不认识的法规“纪律处分条列”，是不是“中国共产党纪律处分条例”？"),
    ],
)  # fmt: skip
def test_a_citation_that_means_nothing_is_refused(
    project: Project, name: str, number: int, day: date, said: str
) -> None:
    with pytest.raises(Mistake, match=re.escape(said)):
        cite(project.dataset, name, number, day)


#: the newer version of the small bureau's instrument, as it stands
DATED = "年份: 2023, 施行: 2024-01-01"


def test_a_newer_version_without_a_day_in_force_stops_a_citation(bureau: Bureau) -> None:
    bureau.change(FILE, ", 取代: 2024-01-01", "")
    data = bureau.change(FILE, DATED, "年份: 2023, 通过: 2023-11-20").project().dataset
    assert cite(data, "小样", 3, date(2023, 11, 19)).version.year == 2018
    said = "“小样”2023年版没有登记施行日期，2023年11月20日施行的是不是它还不清楚；请查到后先填这一版的“施行”"
    with pytest.raises(Mistake, match=re.escape(said)):
        cite(data, "小样", 3, date(2023, 11, 20))


def test_a_newer_version_of_no_known_day_is_doubtful_all_its_year(bureau: Bureau) -> None:
    bureau.change(FILE, ", 取代: 2024-01-01", "")
    data = bureau.change(FILE, DATED, "年份: 2023").project().dataset
    assert cite(data, "小样", 3, date(2022, 12, 31)).version.year == 2018
    with pytest.raises(Mistake, match="2023年版没有登记施行日期"):
        cite(data, "小样", 3, date(2023, 1, 1))


def test_an_older_version_without_a_day_in_force_hides_nothing(bureau: Bureau) -> None:
    bureau.change(FILE, "年份: 2018, 施行: 2018-10-01, 取代: 2024-01-01", "年份: 2018")
    data = bureau.project().dataset
    assert cite(data, "小样", 3, IN_2024).version.year == 2023


def test_what_nobody_checked_is_not_cited(bureau: Bureau) -> None:
    checked = ", 核对: {来源: 小样文本, 日期: 2021-01-05}}\n    - {年份: 2023"
    bureau.change(FILE, checked, "}\n    - {年份: 2023")
    with pytest.raises(Mistake, match=r"“小样”2018年版没有核对过，不能引用；.*写上“核对”"):
        cite(bureau.project().dataset, "小样", 4, IN_2021)
    table = pages(bureau.project())["regulations/rules.md"]
    assert "未核对" in table and "小样文本，2021年1月5日" in table


def test_a_number_that_was_worked_out_proves_no_note(bureau: Bureau) -> None:
    data = bureau.project().dataset
    assert cite(data, "小样", 5, IN_2024).noted is None
    bureau.change("data/知识题库.yml", "年份: 2023}", "年份: 2023, 条: 5}")
    assert any("2023年版第 5 条没有记要点" in said for said in bureau.messages())


def test_every_citable_version_of_the_real_data_was_checked(project: Project) -> None:
    for each in project.dataset.of(Instrument):
        for version in each.versions:
            assert version.checked or not (version.effective and version.articles), each.short


def test_a_wrong_citation_in_a_text_stops_the_build_at_its_place(bureau: Bureau) -> None:
    bureau.append(
        SECTION, '\n依据{{ cite("小样", 11) }}。\n\n依据{{ cite("小样", 11, on="2024-03-01") }}。\n'
    )
    lines = bureau.read(SECTION).splitlines()
    at = next(n for n, line in enumerate(lines, 1) if "11) }}" in line)
    assert bureau.messages() == [f"{SECTION}:{at}:3  “小样”2018年版共 10 条，没有第 11 条"]


def test_a_citation_leads_to_the_article(bureau: Bureau) -> None:
    project = bureau.append(SECTION, '\n依据{{ cite("小样", 4) }}。\n').project()
    report = project.finished["report/index.md"]
    assert 'href="site:regulations/rules.md#2018-第四条"' in report
    assert 'title="2023年版为第五条（推算）；增加了一项"' in report
    assert 'id="2018-第四条"' in unescape(pages(project)["regulations/rules.md"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("年份: 2023, 施行: 2024-01-01", "年份: 2017, 施行: 2024-01-01", "请按年份排列"),
        ("年份: 2023, 施行: 2024-01-01", "年份: 2023, 施行: 2024-02-01", "2018年版 2024-01-01 被取代，2023年版却从 2024-02-01 起施行"),
        ("起: 5, 止: 10", "起: 6, 止: 10", "章“附则”：起于第 6 条，前一章止于第 4 条"),
        ("起: 5, 止: 10", "起: 5, 止: 9", "是最后一章，止于第 9 条，这一版共 10 条"),
        ("起: 5, 止: 10", "起: 5, 止: 11", "止于第 11 条，这一版共 10 条"),
        ("起: 5, 止: 10", "起: 5", "“起”和“止”要么都写，要么都不写"),
        ("起: 1, 止: 4", "起: 4, 止: 1", "止于第 1 条，早于第 4 条"),
        ("编号: b", "编号: a", "条文：编号“a”写了两次"),
        ("{2018: 3, 2023: 无}", "{2018: 11, 2023: 无}", "2018年版共 10 条，没有第 11 条"),
        ("{2018: 3, 2023: 无}", "{2018: 3, 2019: 3}", "没有登记 2019年版"),
        ("{2018: 3, 2023: 无}", "{2018: 三}", "“三”不是"),
        ("{2018: 3, 2023: 无}", "第3条", "写成 {年份: 条号}"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_place(
    bureau: Bureau, old: str, new: str, said: str
) -> None:
    found = bureau.change(FILE, old, new).messages()
    assert any(line.startswith(FILE) and said in line for line in found), found


def test_the_real_chapters_add_up(project: Project) -> None:
    """What was verified: 2018 is 43 + 95 + 4 = 142 articles, 2023 is 48 + 106 + 4 = 158."""
    wanted = {2018: {"分则": 95, "附则": 4}, 2023: {"分则": 106, "附则": 4}}
    for version in instrument(project, PENALTIES).versions:
        counts: dict[str, int] = {}
        for chapter in version.chapters:
            if chapter.first and chapter.last:
                part = str(chapter.part)
                counts[part] = counts.get(part, 0) + chapter.last - chapter.first + 1
        if version.year in wanted:
            assert {k: counts[k] for k in ("分则", "附则")} == wanted[version.year]
            assert (version.articles or 0) - sum(wanted[version.year].values()) in (43, 48)


@pytest.mark.slow
def test_every_noted_article_can_be_linked_to(project: Project) -> None:
    written = pages(project)
    for each in project.dataset.of(Instrument):
        for version in each.versions:
            for article in each.noted:
                number = article.numbers.get(version.year)
                if (
                    not number
                    or not number.article
                    or not version.effective
                    or not version.articles
                ):
                    continue
                found = cite(project.dataset, each.short, number.article, version.effective)
                assert f'id="{found.anchor}"' in unescape(written[f"regulations/{each.id}.md"])
                assert found.text in citation_link(found)


@pytest.mark.slow
def test_nothing_unverified_is_said(project: Project) -> None:
    for path, text in pages(project).items():
        if path.startswith("regulations/"):
            assert not re.search("[?◐✓]", re.sub(r"<[^>]*>", "", text)), path


@pytest.mark.slow
def test_the_catalogue_leads_to_every_instrument(project: Project) -> None:
    listed = pages(project)["regulations/index.md"]
    instruments = project.dataset.of(Instrument)
    assert len(instruments) >= 30
    assert all(f"site:regulations/{each.id}.md" in listed for each in instruments)
    assert {each.short for each in instruments} >= {PENALTIES, "廉洁自律准则"}
    for each in instruments:
        assert all(a.year < b.year for a, b in pairwise(each.versions))
