"""Lists of words are data: a bureau's words go in without code, and what is wrong in a list is told."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from conftest import ROOT, Bureau

from ledger.duties.agenda import Agenda
from ledger.pages import drawings
from ledger.project import Project
from ledger.records import vocabulary
from ledger.records.dataset import Dataset, names_of, read_all
from ledger.records.period import as_it_was
from ledger.records.types.bureau import Organ
from ledger.records.types.mechanisms import Mechanism
from ledger.records.types.systems import Power, System
from ledger.records.types.work import Rectification, Trace
from ledger.wordlists import DONE, LASTING, LISTS, STUDY

ITEMS = "data/2021/整改台账.yml"
STATES = "data/词表/整改状态.yml"
OWN = """\
- 待整改
- {词: 整改中, 又作: [推进中, 未启动, 在改]}
- {词: 已销号, 作用: 办结, 又作: 已完成}
- {词: 持续推进, 作用: 长期, 又作: 长期坚持}
- {词: 挂账, 至: 2020, 又作: 延期}
"""


def told(bureau: Bureau) -> list[str]:
    _, issues = read_all(bureau.root)
    return [str(issue) for issue in issues]


def test_a_bureaus_words_take_the_place_of_the_products(bureau: Bureau) -> None:
    bureau.write(STATES, OWN)
    bureau.change(ITEMS, "状态: 已完成", "状态: 已销号")
    project = bureau.project()
    items = project.dataset.of(Rectification)
    assert {item.state for item in items} <= {"整改中", "已销号", "持续推进"}
    done = next(item for item in items if item.state.has(DONE))
    assert done.state == "已销号" and not done.open
    before = as_it_was(done, done.opened)
    assert before.open and before.state == "待整改"


def test_another_way_of_writing_a_word_is_read_as_the_word(bureau: Bureau) -> None:
    bureau.write(STATES, OWN)
    states = {item.state for item in bureau.project().dataset.of(Rectification)}
    assert "已销号" in states and "已完成" not in states


def test_what_lasts_is_neither_done_nor_due_and_needs_no_proof(bureau: Bureau) -> None:
    was = drawings.named(bureau.project(), "整改进度")
    bureau.change(ITEMS, "状态: 推进中", "状态: 长期坚持").change(ITEMS, "  时限: 2021-11-30\n", "")
    project = bureau.project()
    (item,) = [each for each in project.dataset.of(Rectification) if each.state.has(LASTING)]
    assert not item.open and not item.unproved and item not in project.overdue()
    assert item.id not in {each.record.anchor for each in Agenda(project).matters}
    drawn = drawings.named(project, "整改进度")
    assert "累计长期坚持" in drawn and "累计长期坚持" not in was
    bureau.change(ITEMS, "状态: 长期坚持", "状态: 未启动")
    (issue,) = bureau.survey()[1]
    assert str(issue) == f"{ITEMS}:19:3  缺少“时限”；请加一行 时限: …"


def test_a_word_outside_its_years_is_told(bureau: Bureau) -> None:
    bureau.write(STATES, OWN).change(ITEMS, "状态: 推进中", "状态: 挂账")
    assert [line.split("  ", 1)[1] for line in told(bureau)] == [
        "状态：“挂账”只用到 2020 年，2021 年不用；请改用当年的词，或在 data/词表/整改状态.yml 里改年份"
    ]


def test_a_word_of_the_products_list_is_to_be_copied_into_ones_own(bureau: Bureau) -> None:
    bureau.write(STATES, OWN.replace(", 又作: 已完成", ""))
    found = {line.split("  ", 1)[1] for line in told(bureau)}
    advice = f"自带的词表里有，本单位的一份整份代替了它，请把这个词抄进 {STATES}"
    assert found == {f"状态：不认识的值“已完成”；{advice}"}


#: by what is wrong: the list's text, and where and what is told
WRONG = {
    "list.unknown": ("data/词表/整改状况.yml", "- 甲\n", [":1:1  不认识的词表“整改状况”，是不是“整改状态”？"]),
    "list.empty": (STATES, "[]\n", [":1:1  里面没有词；请写上，或删去这个文件，用自带的"]),
    "list.role": (STATES, "- {词: 甲, 作用: 办结}\n- {词: 乙, 作用: 完结}\n", [":2:14  不认识的作用“完结”，是不是“办结”？"]),
    "list.role of a list without": (
        "data/词表/提醒节点.yml", "- {词: 甲, 作用: 办结}\n", [":1:14  词表“提醒节点”的词没有作用可写；请删去“办结”"],
    ),
    "list.role_twice": (
        STATES, "- {词: 甲, 作用: 办结}\n- {词: 乙, 作用: 办结}\n", [":2:14  作用“办结”只能有一个词，“甲”已经有了；请删去一处"],
    ),
    "list.role_missing": (
        STATES, "- 甲\n", [":1:1  没有一个词有作用“办结”（不再要办；要有办结的日期和佐证）；请给这样的词加一行 作用: 办结"],
    ),
    "list.repeated": (
        STATES, "- {词: 甲, 作用: 办结}\n- {词: 乙, 又作: [甲]}\n- 乙\n",
        [":2:15  “甲”第 1 行已经写了；请只留一处", ":3:3  “乙”第 2 行已经写了；请只留一处"],
    ),
    "list.repeated but for a blank": (
        "data/词表/回头看结论.yml", "- 巩固\n- {词: 反弹, 作用: 复发}\n- 反 弹\n", [":3:3  “反 弹”第 2 行已经写了；请只留一处"],
    ),
    "list.role_twice on one word": (
        STATES, "- {词: 甲, 作用: [办结, 长期]}\n", [":1:14  “甲”不能又是“办结”又是“长期”；请只留一个"],
    ),
    "list.address": (
        "data/词表/履责类别.yml", "- {词: 学习, 作用: 学习, 地址: 2021-03}\n",
        [":1:23  地址：“2021-03”会和月份的网页相同；请以字母开头"],
    ),
    "list.role_lapsed": (
        STATES, "- 甲\n- {词: 乙, 作用: 长期}\n- {词: 丙, 作用: 办结, 自: 2022}\n",
        [":3:14  作用“办结”：“丙”从 2022 年起才用，2021 年没有一个词有这个作用；请移到 2021 年用的词上，或改这个词的年份"],
    ),
    "list.years": (STATES, "- {词: 甲, 作用: 办结, 自: 2022, 至: 2020}\n", [":1:30  至：2020 早于“自” 2022"]),
    "list.readers": (
        STATES, "- {词: 甲, 作用: 办结, 可见: 班子}\n",
        [":1:22  可见：词表里的词不分给谁看；请删去这一行，在用它的记录上写"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_in_a_list_is_told_and_no_word_is_blamed_for_it(
    bureau: Bureau, wrong: str
) -> None:
    path, text, lines = WRONG[wrong]
    bureau.write(path, text)
    _, issues = read_all(bureau.root)
    assert [str(issue) for issue in issues] == [path + line for line in lines]
    assert {issue.code for issue in issues} == {wrong.split(maxsplit=1)[0]}


def test_with_a_broken_list_no_item_is_thought_open(bureau: Bureau) -> None:
    bureau.append("docs/report/01-学习.md", "\n{{ problems() }}\n")
    assert "没有写“原因”" in "".join(bureau.messages())
    bureau.write(STATES, "- {词: 已完成, 作用: 办结\n- 推进中\n")
    (line,) = bureau.messages()
    assert line.startswith(f"{STATES}:")


NEAR = {
    "党纪学习教育": None,  # 党史学习教育 is another campaign
    "党史 学习教育": "党史学习教育", "党史学习": "党史学习教育", "党内 法规": "党内法规",
    "教育": None, "党内法规学习": None, "警示教育活动": None, "警示": "警示教育", "上级会议": "上级会议精神",
}  # fmt: skip


@pytest.mark.parametrize("typed", NEAR)
def test_a_near_miss_never_proposes_a_word_that_means_another_thing(
    bureau: Bureau, typed: str
) -> None:
    topics = bureau.project().dataset.lists["学习主题"]
    with pytest.raises(ValueError, match="不认识的值") as mistake:
        topics.read(typed, 2021)
    found = re.search("是不是“(.*?)”", str(mistake.value))
    assert (found and found[1]) == NEAR[typed]


def test_what_denies_a_word_is_not_near_it(bureau: Bureau) -> None:
    bureau.write(
        "data/词表/回头看结论.yml", "- {词: 已巩固, 又作: 巩固}\n- {词: 反弹, 作用: 复发}\n"
    )
    found = bureau.project().dataset.lists["回头看结论"]
    with pytest.raises(ValueError, match="可以写"):
        found.read("未已巩固", None)


@pytest.mark.slow
def test_the_products_lists_are_whole_and_every_role_is_used() -> None:
    lists = vocabulary.shipped()
    assert all(lists[name].words for name in lists)
    files = {file.stem for file in (ROOT / "ledger/library/词表").glob("*.yml")}
    assert files == {*lists} >= {*LISTS}
    code = "".join(file.read_text(encoding="utf-8") for file in ROOT.glob("ledger/**/*.py"))
    for role in {role for roles in LISTS.values() for role in roles}:
        name = next(
            k for k, v in vars(__import__("ledger.wordlists", fromlist=["x"])).items() if v == role
        )
        assert len(re.findall(rf"\b{name}\b", code)) > 2, name


def test_a_list_of_a_year_leaves_out_what_the_year_lacks(bureau: Bureau) -> None:
    bureau.write("data/词表/履责类别.yml", "- {词: 学习, 作用: 学习}\n- {词: 旧事, 至: 2020}\n")
    dataset, _ = read_all(bureau.root)
    assert dataset.choices(Trace, "category") == ("学习",)
    assert dataset.lists["履责类别"].with_role(STUDY) == ("学习",)


def test_without_a_bureau_the_lists_are_the_products() -> None:
    assert Dataset().lists["整改状态"].with_role(LASTING) == ("长期坚持",)


#: strings of the code that are words of a shipped list and mean something else, by why they stand
MEANT = {
    "a ledger's name": {"法规", "履责记录"},
    "a key": {"文件", "项目", "回头看"},
    "what a command takes": {"网站"},
    "a measure of the language": {"人次", "批次", "万元", "中"},
    "a level of a place in a name": {"中央", "省", "市", "县"},
    "a page's title or a column's head": {"知识测试", "其他", "科室"},
    "a word by which texts are understood": {"专栏", "信访"},
    "what a message says": {"会议"},
}


@pytest.mark.slow
def test_no_word_of_a_shipped_list_stands_in_the_code() -> None:
    lists = vocabulary.shipped()
    words = {word for name in lists for word in lists[name].words}
    found = {}
    for file in sorted([*ROOT.glob("ledger/**/*.py"), *ROOT.glob("*/templates/**/*.*")]):
        for literal in literals(file) & words:
            found.setdefault(literal, []).append(file.relative_to(ROOT).as_posix())
    assert set(found) == set().union(*MEANT.values()), found


def literals(file: Path) -> set[str]:
    """Return the texts in quotation marks of a file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        return set(re.findall(r"[\"'`>]([一-鿿]+)[\"'`<]", text))
    tree = ast.walk(ast.parse(text))
    return {
        node.value
        for node in tree
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


#: names of the sample that the code says too, by why
SHARED = {
    "廉洁细胞": "a ledger's name",
    "办公室": "every bureau has one",
}


@pytest.mark.slow
def test_no_name_of_the_samples_bureau_stands_in_the_code(project: Project) -> None:
    dataset, unit = project.dataset, project.unit
    named = {unit.name, unit.full_name, unit.party_group, unit.systems, *unit.more.values()}
    for kind in (Organ, Mechanism, System, Power):
        named |= {
            name for record in dataset.of(kind) for name in names_of(record) if not name.isascii()
        }
    other = read_all(ROOT / "tests/county")[0].unit
    named |= {other.name, other.full_name, other.party_group}
    shipped = vocabulary.shipped()
    own = {
        word
        for name in shipped
        for word in dataset.lists[name].words
        if word not in shipped[name].words
    }
    files = [*ROOT.glob("ledger/**/*.py"), *ROOT.glob("mkdocs_ledger/**/*.*")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files if file.suffix in SOURCES)
    assert len(named) > 30 and len(own) >= 7
    assert {name for name in named | own if name in text and len(name) > 1} == SHARED.keys()


#: the endings of what a person wrote of the product
SOURCES = {".py", ".html", ".css", ".js"}
