"""Totals that others supply: taken as they are, for whom they are, with who answers for them."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from conftest import ROOT, Bureau, pages
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import survey
from ledger.checks.records import totals as rules
from ledger.documents import excel
from ledger.figures.computing import compute
from ledger.pages import report
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS, admit, sees
from ledger.records.types.bureau import Organ, Unit
from ledger.records.types.indicators import FigureDefinition, SuppliedTotal
from ledger.records.types.official import Report
from ledger.records.values import stretch_text
from ledger.wordlists import Known

TOTALS, FIGURES, DOCUMENTS = "data/2021/汇总数.yml", "data/2021/figures.yml", "data/文件会议.yml"
TAKEN = "- {编号: letters, 名称: 来信, 口径: 件数, 分组: 学习教育, 来源: 汇总数, 条件: {编号: letters}, 算法: 填报, 单位: 件}\n"
OF_OFFICE = TAKEN.replace("letters", "letters-office").replace("来信", "办公室来信")
NOTICE = (
    "- {编号: notice, 名称: 来信情况通报, 类型: 文件, 层级: 市, 机关: 市纪委, 日期: 2021-12-31}\n"
)
REPORT = "docs/report/11-组织领导.md"


@pytest.fixture
def taken(bureau: Bureau) -> Bureau:
    return bureau.append(FIGURES, TAKEN)


def only(messages: list[str]) -> str:
    (message,) = messages
    return message


# the method


def test_the_number_is_taken_with_who_answers_for_it(taken: Bureau) -> None:
    taken.append(DOCUMENTS, NOTICE)
    taken.change(
        TOTALS, "  文号: 市纪〔2021〕1号", "  依据文件: 来信情况通报\n  文号: 市纪〔2021〕1号"
    )
    taken.append(FIGURES, OF_OFFICE)
    project = taken.project()
    made = pages(project)
    assert taken.shown("来信") == "12件"
    page, ledger = made["figures/letters.md"], made["ledgers/totals.md"]
    assert (
        "照填市纪委2021年12月31日提供的汇总数“群众来信”，"
        "依据来信情况通报（市纪〔2021〕1号），由市纪委批准，不由记录算出"
    ) in page
    assert "<td>汇总数：市纪委，市纪〔2021〕1号</td>" in report._evidence(project)
    assert "2021年度" in page and "填报的汇总数" in page
    assert "ledgers/documents.md#notice" in page and "ledgers/totals.md#letters" in page
    # of which it is a part, both ways, and the figures that take either
    assert "含于" in made["figures/letters-office.md"]
    assert "figures/letters.md" in made["figures/letters-office.md"]
    assert "其中" in page and "figures/letters-office.md" in page
    assert 'id="letters"' in ledger and "figures/letters.md" in ledger
    assert "1 个照填" not in made["figures/index.md"] and "2 个照填" in made["figures/index.md"]
    sheets = {sheet.name: sheet for sheet in excel.sheets(project)}
    (row,) = [row for row in sheets["指标"].rows if row[1] == "来信"]
    assert Fraction(12) in row and any("由市纪委批准" in str(cell) for cell in row)
    assert [row[6] for row in sheets["指标的记录"].rows if row[1] == "汇总数"] == [12, 5]


def test_a_figure_takes_one_total_and_names_those_there_are(taken: Bureau) -> None:
    taken.change(FIGURES, "{编号: letters}", "{事项: 群众来信}")
    message = only(taken.messages())
    assert "条件选到 2 条：letters（群众来信）、letters-office（群众来信）" in message
    assert "请写 条件: {编号: letters} 的样子" in message
    taken.change(FIGURES, "{事项: 群众来信}", "{事项: 来访}")
    assert "条件一条也没有选到；台账里有：letters（群众来信）" in only(taken.messages())
    taken.remove(TOTALS)
    assert "“汇总数”还没有一条记录；请先补上" in only(taken.messages())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("算法: 填报, 单位: 件", "算法: 填报, 单位: 封", "单位：指标写的是“封”，汇总数“letters”的单位是“件”"),
        ("算法: 填报", "算法: 填报, 含不可见: 是", "含不可见：算法“填报”取的就是一条记录的数"),
        ("算法: 填报", "算法: 填报, 存量: 是", "算法“填报”不用“存量”；请删去这一行"),
        ("算法: 填报", "算法: 填报, 字段: 数", "算法“填报”不用“字段”；请删去这一行"),
        ("条件: {编号: letters}, ", "", "算法“填报”要有“条件”；请加一行 条件: {编号: …}"),
        ("来源: 汇总数", "来源: 廉政提醒", "来源：不认识的台账“廉政提醒”；可以写：汇总数"),
        ("算法: 填报", "算法: 计数", "来源：“汇总数”里一条就是一个数，不再计数、相加；请写 算法: 填报"),
        ("算法: 填报", "算法: 求和, 字段: 数", "来源：“汇总数”里一条就是一个数，不再计数、相加；请写 算法: 填报"),
        ("{编号: letters}", "{可见: 全员}", "“可见”说的是给谁看"),
    ],
)  # fmt: skip
def test_what_is_written_wrongly_is_said_once(taken: Bureau, old: str, new: str, said: str) -> None:
    assert said in only(taken.change(FIGURES, old, new).messages())


def test_a_total_of_another_time_is_refused(taken: Bureau) -> None:
    taken.change("data/2021/report.yml", "统计截止: 2021-12-31", "统计截止: 2021-11-30")
    assert (
        "汇总数“letters”数的是2021年度，不全在报告期、统计截止以内（2021年1月1日至11月30日）"
        in only([m for m in taken.messages() if "letters" in m])
    )


def test_a_total_of_a_part_of_the_time_is_told_to_its_author(taken: Bureau) -> None:
    def said() -> list[str]:
        return [each.message for each in taken.remarks() if each.code == "remark.supplied"]

    assert said() == []
    taken.write(TOTALS, taken.read(TOTALS).replace("起: 2021-01-01", "起: 2021-07-01"))
    assert said() == [
        "指标“来信”照填的汇总数是2021年下半年的，不是2021年度的；请在口径和正文里写明，或者换一条"
    ]
    taken.write(TOTALS, taken.read(TOTALS).replace("起: 2021-07-01", "起: 2021-12-31"))
    assert said() == []  # what there was on the last day


def test_it_is_a_term_as_any_figure_is(taken: Bureau) -> None:
    taken.append(FIGURES, OF_OFFICE + TERMS)
    assert taken.shown("占比") == "41.7%"
    taken.append(FIGURES, SUM)
    assert "指标：“letters”已经在“letters-office”里" not in "".join(taken.messages())
    assert "指标：“letters-office”已经在“letters”里，相加就算了两次" in only(taken.messages())


TERMS = "- {编号: share, 名称: 占比, 口径: 占多少, 分组: 学习教育, 算法: 比率, 分子: 办公室来信, 分母: 来信, 单位: '%'}\n"
SUM = "- {编号: all, 名称: 全部来信, 口径: 全部, 分组: 学习教育, 算法: 合计, 指标: [来信, 办公室来信], 单位: 件}\n"


def test_a_sum_of_sums_adds_no_total_twice(taken: Bureau) -> None:
    other = (
        SUM.replace("编号: all", "编号: one")
        .replace("全部来信", "来信数")
        .replace("[来信, 办公室来信]", "来信")
    )
    taken.append(FIGURES, OF_OFFICE + other + SUM.replace("[来信,", "[来信数,"))
    assert "相加就算了两次" in only(taken.messages())


def test_more_than_all_is_a_remark(bureau: Bureau) -> None:
    bureau.change(TOTALS, "数: 12\n  单位: 件", 'number\n  单位: "%"'.replace("number", "数: 105"))
    bureau.write(TOTALS, bureau.read(TOTALS).partition("- 编号: letters-office")[0])
    assert bureau.messages() == []
    assert "数：105% 多于 100%" in "".join(each.message for each in bureau.remarks())


def test_what_it_says_may_be_no_clue_and_no_name(bureau: Bureau) -> None:
    bureau.change(
        TOTALS, "letters\n  事项: 群众来信", "letters\n  事项: 收到反映王某某收受礼金的问题线索"
    )
    assert "问题线索" in only([m for m in bureau.messages() if ":2:" in m])
    bureau.change(TOTALS, "收到反映王某某收受礼金的问题线索", "群众来信")
    bureau.change(TOTALS, "批准: 市纪委", "批准: 市纪委书记张某")
    assert ":9:" in only(bureau.messages())


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2021-01-01", "2021-12-31", "2021年度"),
        ("2021-07-01", "2021-12-31", "2021年下半年"),
        ("2021-04-01", "2021-06-30", "2021年二季度"),
        ("2024-02-01", "2024-02-29", "2024年2月"),
        ("2024-02-01", "2024-02-28", "2024年2月1日至2月28日"),
        ("2021-12-31", "2021-12-31", "截至2021年12月31日"),
        ("2020-12-01", "2021-12-31", "2020年12月1日至2021年12月31日"),
        ("9999-12-01", "9999-12-31", "9999年12月"),
    ],
)
def test_a_stretch_of_time_is_said_in_words(first: str, last: str, said: str) -> None:
    assert stretch_text(date.fromisoformat(first), date.fromisoformat(last)) == said


# editions


@pytest.mark.slow
def test_a_hidden_total_is_in_no_figure_that_more_see(taken: Bureau) -> None:
    taken.write(TOTALS, taken.read(TOTALS).replace("  事项", "  可见: 班子\n  事项"))
    message = only(taken.messages())
    assert message.startswith(FIGURES) and "只给班子看；请给这个指标加一行 可见: 班子" in message
    taken.change(FIGURES, "算法: 填报", "算法: 填报, 可见: 班子")
    for edition in EDITIONS:
        project = survey.open_project(taken.root, edition)
        text = json.dumps(pages(project), ensure_ascii=False)
        assert ("来信" in text) == (edition != "全员")
        assert (project.figures.get("来信") is not None) == (edition != "全员")


def test_a_hidden_total_of_the_same_matter_is_not_passed_over(taken: Bureau) -> None:
    """Else each edition would take another number."""
    taken.change(TOTALS, "  机构: 办公室", "  可见: 班子\n  机构: 办公室")
    taken.change(FIGURES, "{编号: letters}", "{事项: 群众来信}")
    assert "选到 2 条" in only(taken.messages())


def test_no_reader_takes_a_hidden_part_from_what_is_seen(bureau: Bureau) -> None:
    bureau.change(TOTALS, "  机构: 办公室", "  可见: 班子\n  机构: 办公室")
    part = bureau.read(TOTALS).partition("- 编号: letters-office")[2]
    other = (
        part.replace("  可见: 班子\n", "").replace("办公室", "东县小样局").replace("数: 5", "数: 7")
    )
    bureau.append(TOTALS, "- 编号: letters-east" + other)
    message = only(bureau.messages())
    assert "可见：全员版从“letters”减去看得到的各部分，就算得出这一条" in message
    bureau.change(TOTALS, "数: 7", "数: 3")
    assert bureau.messages() == []  # four are left, of which nobody knows


# many totals

UNIT = "报告年度: 2021\n简称: 局\n全称: 局\n党组: 局\n"
ORGANS = ("甲科", "乙科", "丙科")


def read(kind: type[Record], entry: dict[str, Any]) -> Record:
    text = json.dumps(entry, ensure_ascii=False)
    value, issues = source.parse(text, f"{kind.__name__}.yml")
    assert not issues and isinstance(value, source.Mapping)
    return kind.from_source(value, Known(Dataset().lists, 2021))


def dataset_of(entries: list[dict[str, Any]], definition: dict[str, Any]) -> Dataset:
    report = (ROOT / "tests/bureau/data/2021/report.yml").read_text(encoding="utf-8")
    value, _ = source.parse(report, "report.yml")
    unit, _ = source.parse(UNIT, "unit.yml")
    assert isinstance(value, source.Mapping) and isinstance(unit, source.Mapping)
    organs = [{"编号": f"o{n}", "名称": name, "类型": "内设机构"} for n, name in enumerate(ORGANS)]
    return Dataset({
        "单位": [Unit.from_source(unit, Known(Dataset().lists, None))],
        "报告": [Report.from_source(value, Known(Dataset().lists, 2021))],
        "机构": [read(Organ, each) for each in organs],
        "岗位": [], "文件会议": [],
        "汇总数": [_placed(read(SuppliedTotal, each), n) for n, each in enumerate(entries)],
        "指标": [read(FigureDefinition, definition)],
    })  # fmt: skip


def _placed(record: Record, line: int) -> Record:
    """Return a record that stands in a line of its own."""
    record._source.place = record._source.place._replace(line=line + 1)
    return record


DAYS = st.sampled_from(["2020-12-31", "2021-01-01", "2021-03-31", "2021-06-30", "2021-12-31", "2022-01-01"])  # fmt: skip
ENTRIES = st.lists(
    st.builds(
        lambda matter, number, unit, days, readers: {
            "事项": matter, "数": str(number), "单位": unit, "起": min(days), "止": max(days),
            "提供单位": "某处", "文号": "一号", "批准": "某处", "提供日期": "2022-01-05", "可见": readers,
        },
        st.sampled_from("甲乙"),
        st.decimals(0, 99, places=1),
        st.sampled_from(["件", "万元"]),
        st.tuples(DAYS, DAYS),
        st.sampled_from(EDITIONS),
    ),
    max_size=4,
).map(lambda found: [{"编号": f"t{n}", **each} for n, each in enumerate(found)])  # fmt: skip
WHERE = st.one_of(
    st.builds(lambda n: {"编号": f"t{n}"}, st.integers(0, 4)),
    st.builds(lambda matter: {"事项": matter}, st.sampled_from("甲乙")),
    st.builds(lambda last: {"止": {"止": last}}, DAYS),
)


def chosen(entries: list[dict[str, Any]], where: dict[str, Any]) -> list[dict[str, Any]]:
    """Return those that a condition chooses, as one reads it."""
    ((key, value),) = where.items()
    if isinstance(value, dict):
        return [each for each in entries if each["止"] <= value["止"]]
    return [each for each in entries if each[key] == value]


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(ENTRIES, WHERE, st.sampled_from(EDITIONS), st.sampled_from(["件", "万元"]))
def test_a_figure_is_one_total_that_its_readers_see_or_none(
    entries: list[dict[str, Any]], where: dict[str, Any], edition: str, unit: str
) -> None:
    definition = {
        "编号": "f", "名称": "甲数", "口径": "口径", "分组": "学习教育", "来源": "汇总数", "条件": where,
        "算法": "填报", "单位": unit,
    }  # fmt: skip
    whole = dataset_of(entries, definition)
    figures, issues = compute(admit(whole, edition), None if edition == "纪检" else whole)
    found = chosen(entries, where)
    fits = len(found) == 1 and found[0]["单位"] == unit
    fits = fits and found[0]["起"] >= "2021-01-01" and found[0]["止"] <= "2021-12-31"
    if fits and sees(edition, found[0]["可见"]):
        (record,) = figures["甲数"].records
        assert figures["甲数"].value == Fraction(found[0]["数"]) and issues == []
        assert record.anchor == found[0]["编号"] and not figures["甲数"].months
    else:
        assert figures == {} and len(issues) == 1


PARTS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(EDITIONS)), min_size=1, max_size=len(ORGANS)
)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.integers(0, 24), PARTS)
def test_what_passes_points_at_nobody(whole: int, parts: list[tuple[int, str]]) -> None:
    """No part of an organ that an edition shows is one or two, nor what is left without them."""
    shared = {
        "事项": "谈话", "单位": "人", "起": "2021-01-01", "止": "2021-12-31", "提供单位": "某处",
        "文号": "一号", "批准": "某处", "提供日期": "2022-01-05",
    }  # fmt: skip
    entries = [{"编号": "t", **shared, "数": str(whole)}] + [
        {
            "编号": f"t{n}",
            **shared,
            "数": str(number),
            "机构": ORGANS[n],
            "含于": "t",
            "可见": readers,
        }
        for n, (number, readers) in enumerate(parts)
    ]
    dataset = dataset_of(entries, {**json.loads(json.dumps(_ANY))})
    asked = (
        rules.a_part_lies_within_its_whole, rules.no_part_points_at_a_person,
        rules.no_rest_points_at_a_person,
    )  # fmt: skip
    issues = [issue for rule in asked for issue in rule(dataset)]
    seen = {e: [n for n, readers in parts if sees(e, readers)] for e in EDITIONS}
    rests = {e: whole - sum(numbers) for e, numbers in seen.items() if numbers}
    wrong = any(number > whole or 0 < number < 3 for number, _ in parts)
    wrong = wrong or any(0 < rest < 3 for rest in rests.values())
    for edition in EDITIONS[:-1]:
        unseen = [number for number, readers in parts if not sees(edition, readers)]
        left = whole - sum(seen[edition])
        wrong = wrong or (len(unseen) == 1 and left == unseen[0] != 0)
    if not issues:
        assert not wrong
    elif min(rests.values()) >= 0:
        assert wrong


_ANY = {
    "编号": "f", "名称": "数", "口径": "口径", "分组": "学习教育", "来源": "汇总数", "条件": {"编号": "t"},
    "算法": "填报", "单位": "人",
}  # fmt: skip


def test_parts_that_overlap_leave_a_rest_each(bureau: Bureau) -> None:
    """Told by time, they are not added up: each alone says what is left of the year."""
    spring = (
        bureau.read(TOTALS).partition("- 编号: letters-office")[2].replace("  机构: 办公室\n", "")
    )
    bureau.write(TOTALS, bureau.read(TOTALS).partition("- 编号: letters-office")[0])
    early = spring.replace("数: 5", "数: 10").replace("止: 2021-12-31", "止: 2021-11-30")
    half = spring.replace("数: 5", "数: 6").replace("止: 2021-12-31", "止: 2021-06-30")
    bureau.append(TOTALS, "- 编号: early" + early)
    bureau.append(TOTALS, "- 编号: half" + half.replace("群众来信", "重复来信"))
    assert "减去按时间分出来的，其余只有 2件，少于 3" in only(bureau.messages())
