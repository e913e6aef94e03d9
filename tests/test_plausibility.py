"""Remarks on the records, parts that are missing, and the author's page that shows them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from conftest import Bureau, read
from hypothesis import given
from hypothesis import strategies as st

from ledger.checks.remarks import plausibility
from ledger.checks.text import completeness
from ledger.issues import Issue, Place
from ledger.pages import remarks
from ledger.pages.site import all_pages
from ledger.project import Project
from ledger.records.dataset import Dataset, read_all
from ledger.records.months import post_months
from ledger.records.types.work import Trace

JANUARY, MARCH = "data/2021/履责记录/01.yml", "data/2021/履责记录/03.yml"
NOTHING, POSTS = "data/2021/本月无.yml", "data/岗位.yml"
ITEMS, TASKS = "data/2021/整改台账.yml", "data/2021/下年任务.yml"
SECTION, REPORT = "docs/report/01-学习.md", "data/2021/report.yml"
TWICE = "如是同一件事，请在后一条写 并入: r03-01，只计一次"


def said(bureau: Bureau, word: str) -> list[str]:
    """Return the remarks that hold a word."""
    dataset, _ = read_all(bureau.root)
    return [str(issue) for issue in plausibility.remarks(dataset) if word in issue.message]


def add(bureau: Bureau, number: str, **keys: str) -> Bureau:
    """Add a record to March."""
    given = {"类别": "督导调研", "日期": "2021-03-10", "岗位": "副局长", "事项": "督导"} | keys
    lines = "".join(f"  {key}: {value}\n" for key, value in given.items())
    return bureau.append(MARCH, f"- 编号: {number}\n{lines}")


# True: one place at a time, one event once


def test_a_post_is_at_one_place_a_day(bureau: Bureau) -> None:
    add(bureau, "r03-04", 地点="东县", 事项="到东县督导")
    add(bureau, "r03-05", 地点="西县", 岗位="副职", 事项="与西县座谈")
    place = "这里是“西县”，r03-04（data/2021/履责记录/03.yml 第 27 行）是“东县”"
    message = f"地点：“副职”同一天有两个地点：{place}；请核对日期、岗位和地点"
    assert said(bureau, "地点") == [f"{MARCH}:38:7  {message}"]


@pytest.mark.parametrize(
    "other",
    [
        {"地点": "东县"},
        {"地点": "东县科技局"},  # says the same with more words
        {"地点": "东 县"},
        {"地点": "西县", "岗位": "局长"},
        {"地点": "西县", "日期": "2021-03-11"},
        {},
    ],
)
def test_one_place_is_no_remark(bureau: Bureau, other: dict[str, str]) -> None:
    add(bureau, "r03-04", 地点="东县", 事项="到东县督导")
    assert said(add(bureau, "r03-05", **{"事项": "座谈"} | other), "地点") == []


def test_an_event_of_two_posts_is_proposed_for_merging(bureau: Bureau) -> None:
    other = "与 r03-01（data/2021/履责记录/03.yml 第 1 行）"
    message = f"{other}同日、同类别、同形式，学习文件也有相同的；{TWICE}"
    assert said(bureau, "并入") == [f"{MARCH}:9:3  {message}"]


def test_what_is_merged_is_proposed_no_more(bureau: Bureau) -> None:
    bureau.change(MARCH, "实到: 9", "实到: 9\n  并入: r03-01")
    assert said(bureau, "并入") == []
    assert bureau.messages() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("编号: r03-02\n  类别: 学习教育", "编号: r03-02\n  类别: 研究部署"),
        ("日期: 2021-03-05\n  岗位: 文书岗", "日期: 2021-03-06\n  岗位: 文书岗"),
        ("[廉洁自律准则, 市纪委全会]", "[市纪委全会]"),
    ],
)
def test_what_differs_is_another_event(bureau: Bureau, old: str, new: str) -> None:
    # the matters of the small bureau are word for word the same
    bureau.change(MARCH, "岗位: 文书岗\n  事项: 支部学习准则", "岗位: 文书岗\n  事项: 讨论岗位风险")
    assert said(bureau, "并入")
    assert said(bureau.change(MARCH, old, new), "并入") == []


def test_the_topic_tells_as_well_as_the_form(bureau: Bureau) -> None:
    bureau.change(
        MARCH,
        "岗位: 文书岗\n  事项: 支部学习准则\n  形式: 支部学习",
        "岗位: 文书岗\n  事项: 领读\n  形式: 讨论学习",
    )
    assert said(bureau, "并入") == []
    for name in ("副局长", "文书岗"):
        bureau.change(MARCH, f"岗位: {name}\n", f"岗位: {name}\n  主题: 党内法规\n")
    assert "同日、同类别、同主题，学习文件也有相同的" in said(bureau, "并入")[0]


def test_a_document_counts_under_any_of_its_names(bureau: Bureau) -> None:
    bureau.change(MARCH, "岗位: 文书岗\n  事项: 支部学习准则", "岗位: 文书岗\n  事项: 讨论岗位风险")
    bureau.change(MARCH, "[廉洁自律准则, 市纪委全会]", "[code]")
    assert len(said(bureau, "并入")) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("到东县督导项目中期检查和逾期项目清理", "到东县督导项目中期检查、逾期项目清理", True),
        ("到东县督导项目中期检查和逾期项目清理", "到东县督导项目中期检查和逾期项目清理", True),
        ("到东县督导项目中期检查和逾期项目清理", "到西县了解示范点名单公示情况", False),
        ("督导甲", "督导乙", False),
    ],
)
def test_very_similar_matters_tell_of_one_event(
    bureau: Bureau, one: str, other: str, alike: bool
) -> None:
    add(bureau, "r03-04", 事项=one)
    found = said(add(bureau, "r03-05", 事项=other, 岗位="局长"), "几乎一样")
    assert bool(found) == alike
    if alike:
        assert found[0].endswith("如是同一件事，请在后一条写 并入: r03-04，只计一次")


short = st.text("甲乙丙丁学习", min_size=1, max_size=14)


@given(st.lists(st.tuples(short, st.sampled_from(["集体学习", "自学", None])), max_size=8))
def test_no_pair_is_passed_over(entries: list[tuple[str, str | None]]) -> None:
    """The records that are compared hold every pair that is alike."""
    traces = [
        Trace.model_construct(matter=matter, form=form, topic=None, documents=["甲"] * bool(form))
        for matter, form in entries
    ]
    often = Counter(sign for each in traces for sign in plausibility._signs(each.matter))
    earlier = plausibility._Likely()
    for number, trace in enumerate(traces):
        keys = plausibility._keys(trace, {}, often)
        likely = [id(each) for each in earlier.among(keys)]
        wanted = [id(each) for each in traces[:number] if plausibility._shared(each, trace, {})]
        assert [each for each in likely if each in wanted] == wanted
        earlier.add(trace, keys)


def test_of_three_alike_each_later_one_names_the_first(bureau: Bureau) -> None:
    for number in ("r03-04", "r03-05", "r03-06"):
        add(bureau, number, 事项="到东县督导项目")
    found = said(bureau, "几乎一样")
    assert [line.count("并入: r03-04") for line in found] == [1, 1]


# In time, and complete


def test_late_entries_are_listed_with_their_number(bureau: Bureau) -> None:
    message = "补录：事情过后 28 天才登记（当时出差）；“文书岗”2021年度补录 1 条"
    assert said(bureau, "补录") == [f"{MARCH}:18:11  {message}"]
    add(bureau, "r03-04", 岗位="clerk", 补录="{登记日期: 2021-05-01, 原因: 漏记}")
    assert [line.count("2021年度补录 2 条") for line in said(bureau, "补录")] == [1, 1]


def test_months_without_a_word_are_counted_by_post(bureau: Bureau) -> None:
    bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-03-31")
    message = "有 1 个月既没有履责记录也没有“本月无”，还缺 1 个月：2021-02；请补记，或报“本月无”"
    assert said(bureau, "请补记") == [
        f"{POSTS}:{line}:3  “{name}”{message}"
        for line, name in ((1, "局长"), (5, "副局长"), (10, "文书岗"))
    ]
    bureau.append(NOTHING, "- 月份: 2021-02\n  岗位: [director, 副职, 文书岗]\n")
    assert said(bureau, "请补记") == []


def test_months_in_a_row_are_told_by_their_ends(bureau: Bureau) -> None:
    (chief, *_) = said(bureau, "请补记")
    assert "还缺 10 个月：2021-02、2021-04 至 2021-12；请补记" in chief
    february, spring = said(bureau, "漏了这")
    assert "02.yml:1:1  2021-02 没有一条履责记录" in february and "漏了这个月的文件" in february
    assert "04.yml:1:1  2021-04 至 2021-12 没有一条履责记录" in spring
    assert spring.endswith("漏了这几个月的文件：补上它，或在 本月无.yml 里报这几个月")


def test_months_not_in_post_are_not_owed(bureau: Bureau) -> None:
    bureau.change(POSTS, "机构: 办公室", "机构: 办公室\n  在岗月数: 4")
    mine = [line for line in said(bureau, "请补记") if "文书岗" in line]
    assert "有 10 个月" in mine[0] and "除去不在岗的 8 个月，还缺 2 个月" in mine[0]
    bureau.change(POSTS, "在岗月数: 4", "在岗月数: 2")
    assert not [line for line in said(bureau, "请补记") if "文书岗" in line]


def test_unreadable_records_are_not_missed(bureau: Bureau) -> None:
    bureau.change(MARCH, "实到: 12", "实到: 十二")
    assert said(bureau, "请补记") == []


def test_a_merged_record_counts_for_its_post(bureau: Bureau) -> None:
    bureau.change(MARCH, "实到: 9", "实到: 9\n  并入: r03-01")
    clerk = next(each for each in post_months(read_all(bureau.root)[0]) if each.post.id == "clerk")
    assert clerk.records == {"2021-03": 1} and clerk.late == {"2021-03": 1}
    assert clerk.nothing == {"2021-01"} and "2021-03" not in clerk.missing


def test_only_what_was_entered_late_is_counted_as_late(bureau: Bureau) -> None:
    add(bureau, "r03-04", 岗位="文书岗")
    months = {each.post.id: each for each in post_months(read_all(bureau.root)[0])}
    assert (months["clerk"].records["2021-03"], months["clerk"].late["2021-03"]) == (2, 1)
    assert (months["deputy"].records["2021-03"], months["deputy"].late["2021-03"]) == (1, 0)


def test_nothing_is_said_of_nothing() -> None:
    assert plausibility.remarks(Dataset()) == []


# A merged record on the pages


def test_a_merged_record_is_shown_and_counted_once(bureau: Bureau) -> None:
    before = bureau.project()
    bureau.change(MARCH, "实到: 9", "实到: 9\n  并入: r03-01")
    project = bureau.project()
    figure = project.figures["学习次数"]
    assert (before.figures["学习次数"].value, figure.value) == (3, 2)
    assert [record.anchor for record in figure.left_out] == ["r03-02"]
    shown = {path: read(write().content).text for path, write in project.writers.items()}
    assert "另有 1 条并入同一件事的记录，不另计：r03-02。" in shown["figures/study.md"]
    assert "并入 r03-01" in shown["records/2021-03.md"]
    assert "并入 r03-01" in shown["records/study.md"]
    assert "并入同一件事" not in read(before.writers["figures/study.md"]().content).text
    link = "site:records/2021-03.md#r03-01"
    assert (
        link in project.writers["records/study.md"]().content
        and "共 3 条" in shown["records/study.md"]
    )
    assert shown["regulations/study.md"].count("副局长") <= shown["regulations/study.md"].count(
        "支部学习准则"
    )


def test_a_merged_study_is_no_second_one(bureau: Bureau) -> None:
    def held() -> int:
        return (
            bureau.project()
            .writers["regulations/study.md"]()
            .content.count('class="record">支部学习准则')
        )

    before = held()
    bureau.change(MARCH, "实到: 9", "实到: 9\n  并入: r03-01")
    assert held() < before


TAKEN = "  整改事项: rectify-02\n"


# Missing parts


def missing(bureau: Bureau) -> list[str]:
    return [str(issue) for issue in completeness.missing_parts(bureau.survey()[0])]


def test_an_open_item_is_taken_up_by_the_report(bureau: Bureau) -> None:
    assert missing(bureau) == []
    bureau.change(SECTION, "{{ open_items() }}\n\n", "").change(TASKS, TAKEN, "")
    assert missing(bureau) == [
        f"{ITEMS}:28:7  “登记不全”还没有整改完，下年任务和报告都没有提到；请在下年任务的一条里写 "
        "整改事项: rectify-02，或在报告里写 {{ open_items() }}"
    ]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (TASKS, "时限: 2022-06-30", "时限: 2022-06-30\n  整改事项: rectify-02"),
        (TASKS, "时限: 2022-06-30", "时限: 2022-06-30\n  整改事项: [rectify-01, rectify-02]"),
        (SECTION, "### 学习\n", "### 学习\n\n对登记不全的问题，限期改正。\n"),
        (ITEMS, "状态: 推进中", "状态: 长期坚持"),
    ],
)
def test_or_by_a_task_or_in_words(bureau: Bureau, path: str, old: str, new: str) -> None:
    bureau.change(SECTION, "{{ open_items() }}\n\n", "").change(TASKS, TAKEN, "")
    assert missing(bureau.change(path, old, new)) == []


def test_another_task_does_not_take_it_up(bureau: Bureau) -> None:
    bureau.change(SECTION, "{{ open_items() }}\n\n", "").change(TASKS, TAKEN, "")
    bureau.change(TASKS, "时限: 2022-06-30", "时限: 2022-06-30\n  整改事项: rectify-01")
    assert len(missing(bureau)) == 1


@pytest.mark.parametrize(
    "problem", ["甲*乙_丙<b>与“丁”&戊", "登记 不全。", "登记不全；", "[登记](x)不全#1"]
)
def test_a_problem_is_found_however_it_is_written(bureau: Bureau, problem: str) -> None:
    bureau.change(ITEMS, "问题: 登记不全", f"问题: '{problem}'")
    assert missing(bureau) == []


def test_what_is_unreadable_is_not_missing(bureau: Bureau) -> None:
    bureau.change(SECTION, "{{ open_items() }}\n\n", "").change(TASKS, TAKEN, "")
    assert missing(bureau.change(TASKS, "时限: 2022-06-30", "时限: 明年")) == []


PROBLEMS = (
    "没有写“存在的问题”：“报告”一般有这一部分，标题里有“存在的问题”、“存在问题”、“主要问题”等字的算是；"
    "请补上一节"
)


def unsaid(bureau: Bureau) -> list[str]:
    found = [issue for issue in bureau.remarks() if issue.code == "remark.part"]
    return [str(issue) for issue in found if "“存在的问题”" in issue.message]


def test_a_report_names_its_problems(bureau: Bureau) -> None:
    assert unsaid(bureau) == [f"docs/report/index.md:1:1  {PROBLEMS}"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("### 存在的问题\n\n学得不深。", True),
        ("### 存在的主要问题和原因\n\n学得不深。", True),
        ("### 不足之处\n\n学得不深。", True),
        ("存在的主要问题：一是学得不深。", True),
        ("但也存在一些不足，需要改进。", True),
        ("### 防止“四风”问题反弹\n\n发现问题都已改正。", False),
        ("对照检查找差距，整改问题。", False),
    ],
)
def test_a_section_or_a_sentence_will_do(bureau: Bureau, text: str, named: bool) -> None:
    bureau.append(SECTION, f"\n{text}\n")
    assert (unsaid(bureau) == []) == named


# The author's page


def test_the_page_groups_the_remarks_by_file(bureau: Bureau) -> None:
    project = bureau.project()
    found = [
        Issue(Place("data/岗位.yml", 9, 3), "乙<b>"),
        Issue(Place("data/岗位.yml", 2, 3), "甲"),
        Issue(Place("data/岗位.yml", 2, 3), "甲"),
        Issue(Place("docs/index.md", 1, 1), "丙"),
    ]
    (page,) = remarks.pages(project, found)
    shown = read(page.write().content).text
    assert page.path == "remarks/index.md" and "共 3 处提示" in shown
    assert shown.index("data/岗位.yml（2 处）") < shown.index("甲") < shown.index("乙<b>")
    assert shown.index("乙<b>") < shown.index("docs/index.md（1 处）") < shown.index("丙")
    assert "9:3" in shown


def test_the_page_shows_every_post_and_month(bureau: Bureau) -> None:
    project = bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-10-31").project()
    (page,) = remarks.pages(project, [])
    source = page.write().content
    assert "没有提示" in source and "共缺 24 个人月" in source
    drawn, told = (line for line in source.split("<tr>") if "文书岗" in line)
    assert drawn.count('class="shade-0"') == 9 and drawn.count(">1<") == 1
    assert "2月、4月至10月</td>" in told  # 1月 was reported as 本月无
    assert re.findall("<td[^>]*>([0-9]+)</td>", told) == ["8", "1"]
    assert "11月" not in source


def test_the_page_is_never_published(project: Project) -> None:
    assert remarks.PATH not in {page.path for page in all_pages(project)}
    assert remarks.PATH not in project.writers


def test_the_real_year_is_complete(project: Project) -> None:
    assert completeness.missing_parts(project) == []
    messages = [issue.message for issue in plausibility.remarks(project.dataset)]
    assert all(message.startswith("补录：") for message in messages)
    assert len(messages) == project.figures["补录条数"].value
    assert not any(each.missing for each in post_months(project.dataset))


def test_the_real_pairs_would_be_proposed(project: Project) -> None:
    split = [
        trace.model_copy(update={"merged_into": None})
        if getattr(trace, "merged_into", None)
        else trace
        for trace in project.dataset.records["履责记录"]
    ]
    dataset = Dataset(project.dataset.records | {"履责记录": split})
    found = [issue.message for issue in plausibility.remarks(dataset) if "并入" in issue.message]
    assert [message.split("并入: ")[1][:6] for message in found] == ["r06-03", "r11-07"]
