"""Projects of several documents, at random: each says its own numbers, and hides what is for few."""

from __future__ import annotations

import calendar
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import papers
import pytest
import yaml
from conftest import Bureau, lay_out, pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import FILE, SHARED
from site_tools import build, small_project
from test_leaks import leaked

from ledger.documents import excel, files
from ledger.pages import menu
from ledger.project import Project
from ledger.records.editions import EDITIONS, sees
from ledger.survey import open_project, survey

#: figures beside 学习次数, and the categories that they count
FIGURES = {"学习次数": "学习教育", "谈话次数": "个别谈话", "督导次数": "督导调研"}
IDS = dict(zip(FIGURES, ("study", "talk", "visit"), strict=True))
NAMES = ("甲雀一告", "乙雀二告", "丙雀三告")
DEFINITION = (
    "- {{编号: {id}, 名称: {name}, 口径: 次数, 分组: 学习教育, 来源: 履责记录, "
    "条件: {{类别: {category}}}, 算法: 计数, 单位: 次}}\n"
)


@dataclass(frozen=True)
class Plan:
    """A document: its readers, its time, what its own section says, whose sections it borrows."""

    name: str
    genre: str
    readers: str
    months: tuple[int, int]
    until: int
    says: tuple[str, ...]
    borrows: tuple[str, ...]

    @property
    def time(self) -> tuple[str, str]:
        """The first and the last day."""
        first, last = self.months
        return f"2021-{first:02}-01", _end(last)

    @property
    def as_of(self) -> str:
        """统计截止, which may lie within the time."""
        return _end(max(self.months[0], min(self.until, self.months[1])))

    @property
    def page(self) -> str:
        """Its page, below docs/."""
        return papers.page_of(self.name)


def _end(month: int) -> str:
    return f"2021-{month:02}-{calendar.monthrange(2021, month)[1]}"


def plan(name: str) -> st.SearchStrategy[Plan]:
    """Return any document of a name."""
    month = st.integers(1, 12)
    return st.builds(
        Plan,
        st.just(name),
        st.sampled_from(["报告", "简报"]),
        st.sampled_from(EDITIONS),
        st.tuples(month, month).map(lambda pair: (min(pair), max(pair))),
        month,
        st.lists(st.sampled_from(list(FIGURES)), unique=True).map(tuple),
        st.lists(st.sampled_from(["年度报告", *NAMES]), unique=True).map(tuple),
    )


PLANS = st.integers(0, len(NAMES)).flatmap(lambda most: st.tuples(*map(plan, NAMES[:most])))


def lent(each: Plan, plans: Iterable[Plan]) -> list[str]:
    """Return from whom a document borrows: from those that all of its readers may see."""
    readers = {other.name: other.readers for other in plans} | {"年度报告": EDITIONS[0]}
    readers.pop(each.name)
    return [name for name in each.borrows if name in readers and sees(each.readers, readers[name])]


def lay(bureau: Bureau, plans: tuple[Plan, ...]) -> Bureau:
    """Write a bureau with documents."""
    for name, category in [*FIGURES.items()][1:]:
        text = DEFINITION.format(id=IDS[name], name=name, category=category)
        bureau.append("data/2021/figures.yml", text)
    for each in plans:
        said = "，".join(f'{name}是{{{{ figure("{name}") }}}}' for name in each.says) or "有事"
        listed = [
            SHARED if name == "年度报告" else f"公文/{name}/{FILE}" for name in lent(each, plans)
        ]
        more = f"可见: {each.readers}\n" * (each.readers != EDITIONS[0])
        papers.add(
            bureau,
            each.name,
            own=f"### {each.name}的做法\n\n{said}，{each.name}里说。\n",
            genre=each.genre,
            time=each.time,
            more=more + f"各节: [{', '.join([*listed, FILE])}]\n",
        )
        record = papers.path_of(each.name)
        bureau.change(record, f"统计截止: {each.time[1]}", f"统计截止: {each.as_of}")
    return bureau


def counted(bureau: Bureau, category: str, first: str, last: str) -> int:
    """Count by hand the records of a category in a time."""
    files_of = sorted((bureau.root / "data/2021/履责记录").glob("*.yml"))
    records: list[Any] = [
        each for file in files_of for each in yaml.safe_load(file.read_text("utf-8"))
    ]
    days = [str(each["日期"]) for each in records if each["类别"] == category]
    return sum(first <= day <= last for day in days)


def says_its_own_numbers(
    bureau: Bureau, project: Project, each: Plan, plans: Iterable[Plan]
) -> None:
    """Compare every number in the text of a document with what is counted by hand."""
    page = project.finished[each.page]
    first, last = each.time[0], min(each.time[1], each.as_of)
    whole = (first, last) == ("2021-01-01", "2021-12-31")
    due = {name: f"{counted(bureau, FIGURES[name], first, last)}次" for name in FIGURES}
    said = re.findall(
        r'href="site:(figures/[^"]*)" class="figure" data-figure="(\w+)">([^<]*)<', page
    )
    by_id = {IDS[name]: (name, value) for name, value in due.items()}
    folder = "" if whole else f"{each.name}/"
    assert all(where == f"figures/{folder}{id_}.md" for where, id_, _ in said)
    assert {by_id[id_] for _, id_, _ in said} == {
        (*by_id[id_][:1], shown) for _, id_, shown in said
    }
    borrowed = lent(each, plans)
    expected = {*each.says, *(["学习次数"] if "年度报告" in borrowed else [])}
    for other in plans:
        expected |= {*other.says} if other.name in borrowed else set()
    assert {by_id[id_][0] for _, id_, _ in said} == expected


def leads_nowhere_else(project: Project) -> list[str]:
    """Return the links of a project's pages to pages that it has not."""
    there = pages(project)
    found = {
        target
        for text in there.values()
        for target in re.findall(r'site:([^"#)\s>]+)', text)
        if target not in there and target not in project.files
    }
    return sorted(found)


def traces_of(project: Project) -> str:
    """Return all that a project gives away, as one text: pages, data, menu, files."""
    held = [
        json.dumps(pages(project), ensure_ascii=False),
        repr(project.dataset),
        str(menu.entries(project)),
    ]
    for each in project.every_document:
        held += [excel.inputs(each).decode(), repr(files.properties(each)), *each.texts]
    return "\n".join(held)


def looked_at(bureau: Bureau, plans: tuple[Plan, ...]) -> None:
    """Fail unless every edition of a bureau tells of its documents what it should, and no more."""
    for edition in EDITIONS:
        project, found = survey(bureau.root, edition)
        assert [str(each) for each in found.errors] == []
        assert leads_nowhere_else(project) == []
        told = traces_of(project)
        for each in plans:
            assert (each.name in told) == sees(edition, each.readers), (edition, each.name)
            if sees(edition, each.readers):
                says_its_own_numbers(
                    bureau, project.document(each.name).document_of(each.page), each, plans
                )


@pytest.mark.parametrize(
    "examples",
    [
        pytest.param(5, marks=pytest.mark.slow),
        pytest.param(300, marks=pytest.mark.long),
    ],
)
def test_any_documents_say_their_own_numbers_and_hide_what_they_should(
    tmp_path: Path, examples: int
) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(plans=PLANS)
    def hold(plans: tuple[Plan, ...]) -> None:
        shutil.rmtree(tmp_path / "any", ignore_errors=True)
        looked_at(lay(lay_out(tmp_path / "any"), plans), plans)

    hold()


NARROW = (
    Plan(
        "甲雀一告", "报告", "班子", (1, 6), 12, ("学习次数", "谈话次数"), ("年度报告", "乙雀二告")
    ),
    Plan("乙雀二告", "简报", "全员", (3, 3), 12, ("督导次数",), ("年度报告",)),
)


def test_what_is_for_few_is_not_seen_and_what_is_for_all_is(bureau: Bureau) -> None:
    looked_at(lay(bureau, NARROW), NARROW)


def test_a_wrong_number_is_seen(bureau: Bureau) -> None:
    lay(bureau, NARROW)
    project = open_project(bureau.root, "班子")
    own = project.document("甲雀一告")
    wrong = own.finished | {NARROW[0].page: own.finished[NARROW[0].page].replace("3次<", "4次<")}
    object.__setattr__(own, "finished", wrong)
    with pytest.raises(AssertionError):
        says_its_own_numbers(bureau, own, NARROW[0], NARROW)


@pytest.mark.long  # in the usual run tests/test_leaks.py looks for one in every byte of a site
def test_no_byte_of_a_site_tells_of_a_document_for_few(tmp_path: Path) -> None:
    bureau = lay(small_project(tmp_path / "project"), NARROW)
    for edition, seen in (("全员", False), ("班子", True)):
        site = tmp_path / edition
        done = build(bureau.root, site, EDITION=edition)
        assert done.returncode == 0, done.stdout + done.stderr
        found = leaked(site, done.stdout + done.stderr, ("甲雀一告", "甲雀"))
        assert bool(found) == seen, found[:5]
        where = {path.split("!")[0] for path, _ in found}
        assert not seen or {
            "公文/甲雀一告/report.pdf",
            "公文/甲雀一告/report.docx",
            "公文/甲雀一告/report.xlsx",
            "papers/index.html",
            "search/search_index.json",
        } <= where | {"search/search_index.json"}
