"""A typed number is answered with the figure that its words mean, or with none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ROOT

from ledger.figures import suggestions as module
from ledger.figures.suggestions import Suggestions
from ledger.language.quantities import quantities
from ledger.project import Project
from ledger.prose.passages import passages
from ledger.records.types.language import FixedTerm

#: the numbers of last year's report in their order -> the figure that a clerk would choose
LAST_YEAR = (
    ("7次", "党组集体学习次数"), ("406人次", "集体学习参学人次"), ("94.2%", "集体学习参学率"), ("3次", None),
    ("6次", "党组研究党风廉政次数"), ("22项", "年度要点任务数"), ("20项", "年度要点完成数"), ("两项", None),
    ("9次", "中心组学习次数"), ("12次", "党员干部讨论学习次数"), ("4次", "支部学习次数"), ("2期", "专题培训期数"),
    ("86篇", None), ("24期", None), ("15条", "廉政提醒条数"), ("21项", "整改事项数"), ("9项", "自查发现问题数"),
    ("14项", "整改完成数"), ("66.7%", "整改完成率"), ("3项", "长期坚持事项数"), ("4项", None), ("22次", "听取汇报次数"),
    ("28次", "督导调研次数"), ("21次", "检查考核次数"), ("31个", "检查考核发现问题数"), ("四成", None), ("8.31万元", "三公经费支出"),
    ("9.05万元", "上年三公经费支出"), ("8.2%", "三公经费支出同比"), ("6场", "警示教育片场数"), ("9次", "廉政党课次数"),
    ("6次", "班子成员上党课次数"),
)  # fmt: skip


@pytest.fixture(scope="module")
def known(project: Project) -> Suggestions:
    return Suggestions(project.figures)


def offered(known: Suggestions, text: str, number: int = 0) -> list[str]:
    return [figure.name for figure in known.of(text, list(quantities(text))[number])]


def test_last_years_numbers_are_known_by_their_words(known: Suggestions, project: Project) -> None:
    path = "data/2020/report/正文.md"
    names = [term.term for term in project.dataset.of(FixedTerm)]
    told = [
        (part.text[found.start : found.end], [figure.name for figure in known.of(part.text, found)])
        for part in passages((ROOT / path).read_text(encoding="utf-8"), path, [])
        for found in quantities(part.text, names)
    ]
    told = [each for each in told if each[0] != "四项"]  # 四项规定, which are no result
    assert [shown for shown, _ in told] == [shown for shown, _ in LAST_YEAR]
    meant = [(wanted, names) for (_, wanted), (_, names) in zip(LAST_YEAR, told, strict=True)]
    assert [names for wanted, names in meant if wanted is None and names] == []
    due = [(wanted, names) for wanted, names in meant if wanted]
    first = sum(names[:1] == [wanted] for wanted, names in due)
    among = sum(wanted in names for wanted, names in due)
    print(f"{first} first, {among} among three, of {len(due)}")
    assert first >= 24 and among == len(due)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("全年局领导班子成员讲廉政党课八次。", "班子成员上党课次数"),
        ("开展廉政谈话三十多人次。", "廉政谈话人次"),
        ("共排查廉政风险点600个，", "廉政风险点数"),
        ("观看警示教育片 30 余场。", "警示教育片场数"),
        ("整改完成率达到百分之八十。", "整改完成率"),
        ("12次党组会研究党风廉政建设", "党组研究党风廉政次数"),
        ("（督导调研40次）", "督导调研次数"),
    ],
)
def test_the_words_beside_a_number_tell_its_figure(
    known: Suggestions, text: str, first: str
) -> None:
    assert offered(known, text)[:1] == [first]


@pytest.mark.parametrize(
    "text",
    [
        "全年完成12次。",  # nothing says of what
        "新建停车场12个。",
        "督导调研了3万元。",  # another unit
        "上半年听取汇报12次。",  # a part of the period
        "3月12日听取汇报1次。",
        "听取汇报增加12次。",  # a change, and no percentage
        "没有完成整改的7项。另有",
    ],
)
def test_no_figure_is_better_than_a_wrong_one(known: Suggestions, text: str) -> None:
    assert offered(known, text, -1)[:1] in ([], ["未完成整改事项数"], ["分管未完成整改事项数"])


def test_last_years_figure_is_for_last_year(known: Suggestions) -> None:
    assert all("上年" not in name for name in offered(known, "全年听取汇报22次。"))
    assert offered(known, "上年听取汇报22次。") == ["上年听取汇报次数"]
    assert offered(known, "听取汇报22次，同比增长10%。", 1) == ["听取汇报次数同比"]


def test_the_value_decides_between_two_that_read_alike(project: Project) -> None:
    one = project.figures["听取汇报次数"]
    other = {"name": "听取汇报场数", "unit": "场"}
    same = replace(one, definition=one.definition.model_copy(update=other))
    for first, second in (
        (one, replace(same, value=one.value + 1)),
        (same, replace(one, value=one.value + 1)),
    ):
        known = Suggestions({"a": second, "b": first})
        assert offered(known, f"听取汇报{first.value}次。")[0] == first.name


def test_a_text_full_of_numbers_costs_no_more(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ASKED", 1)
    known = Suggestions(project.figures)
    assert offered(known, "听取汇报22次。") and not offered(known, "听取汇报22次。")
