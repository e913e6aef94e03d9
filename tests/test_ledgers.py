"""What a ledger is stands in its type: a new one is a class and a line of the register."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar, get_origin

import pytest
from conftest import ROOT, Bureau, pages, render, sample

from ledger import remembered
from ledger.documents import excel
from ledger.pages.tables import kind_of
from ledger.prose.markup import NUMBER
from ledger.records.base import Ledgers, LedgerType, Numbered, Part, PostRef, Record, part_of
from ledger.records.fields import (
    Choice,
    Count,
    Day,
    Line,
    Many,
    Month,
    MonthsOfPeriod,
    Ref,
    Time,
    holds,
    mark_of,
)
from ledger.records.ledgers import shipped
from ledger.records.model import Field
from ledger.records.period import day_paths

LEDGERS = shipped()

FILE = "data/2021/走访.yml"
PLAIN = "{编号: v1, 事项: 走访, 名称: 走访一, 开始: 2021-03-01}"


class Reply(Part):
    """What was answered."""

    day: Day = Field(alias="日期")


class Visit(Numbered):
    """A ledger that no other file knows."""

    headline = "matter"
    when = "start"
    later = ("end",)
    afterwards = ("replies",)
    in_year = ("start", "month")
    order = (("start", "end"), ("start", "replies"))
    some_of = (("solved", ("raised",)),)
    same_as = "merged_into"
    by_name = True

    matter: Line = Field(alias="事项")
    name: Line = Field(alias="名称")
    start: Day | None = Field(alias="开始", default=None)
    end: Day | None = Field(alias="结束", default=None)
    month: Month | None = Field(alias="月份", default=None)
    post: PostRef | None = Field(alias="岗位", default=None)
    replies: Annotated[list[Reply], Many] = Field(alias="答复", default=[])
    raised: Count | None = Field(alias="意见", default=None)
    solved: Count | None = Field(alias="办结", default=None)
    lasting: Annotated[Count, MonthsOfPeriod()] = Field(alias="历时", default=1)
    merged_into: Annotated[Line | None, Ref("走访")] = Field(alias="同", default=None)


class Bare(Visit):
    """It has the fields, and says nothing of them."""

    later = afterwards = in_year = order = some_of = ()
    same_as = None
    by_name = False


class Apart(Visit):
    """Its records stand on a page that a module of its own would make."""

    page = "visits/{id}.md"
    overview = "visits/index.md"
    listed = False


class Rules(Visit):
    """It tells of rules."""

    of_rules: ClassVar[bool] = True


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[type[Record]], LedgerType]]:
    """Register a made-up ledger, as a line of the register does."""

    def entered(kind: type[Record]) -> LedgerType:
        ledger = LedgerType("走访", kind, "{year}/走访.yml", "visits")
        known = Ledgers([*LEDGERS.values(), ledger])
        monkeypatch.setattr("ledger.records.ledgers.LEDGERS", known)
        remembered.forget()
        return ledger

    yield entered
    remembered.forget()


#: what is typed -> what is said of it, and where in the line
FAULTS = {
    "outside the year": (
        "{编号: v1, 事项: 走访, 名称: 甲, 开始: 2020-03-01, 月份: 2022-01}",
        ["开始：2020-03-01 不在报告年度 2021 年", "月份：2022-01 不在报告年度 2021 年"],
    ),
    "out of order": (
        "{编号: v1, 事项: 走访, 名称: 甲, 开始: 2021-03-02, 结束: 2021-03-01}",
        ["结束：2021-03-01 早于开始 2021-03-02"],
    ),
    "out of order in a list of groups": (
        "{编号: v1, 事项: 走访, 名称: 甲, 开始: 2021-03-02, 答复: [{日期: 2021-03-03}, {日期: 2021-03-01}]}",
        ["答复：2021-03-01 早于开始 2021-03-02"],
    ),
    "an end without a beginning": (
        "{编号: v1, 事项: 走访, 名称: 甲, 结束: 2021-03-01}",
        ["写了“结束”就要写“开始”；请加一行 开始: …"],
    ),
    "more than the whole": (
        "{编号: v1, 事项: 走访, 名称: 甲, 意见: 1, 办结: 2}",
        ["办结 2 多于意见 1"],
    ),
    "a part of nothing": (
        "{编号: v1, 事项: 走访, 名称: 甲, 办结: 2}",
        ["写了“办结”就要写“意见”；请加一行 意见: …"],
    ),
    "more months than a year has": (
        "{编号: v1, 事项: 走访, 名称: 甲, 历时: 13}",
        ["历时：13 多于一年的 12 个月"],
    ),
    "told before it is done": (
        "{编号: v1, 事项: 走访, 名称: 甲, 开始: 2021-03-01, 结束: 2031-01-01, 答复: {日期: 2031-02-01}}",
        ["结束：2031-01-01 晚于成文日期", "答复的日期：2031-02-01 晚于成文日期"],
    ),
    "a name twice": (
        "{编号: v1, 事项: 走访, 名称: 甲}\n- {编号: v2, 事项: 走访, 名称: 甲}",
        ["名称“甲”已经用在data/2021/走访.yml 第 1 行；请另取一个"],
    ),
    "nobody's post": (
        "{编号: v1, 事项: 走访, 名称: 甲, 岗位: 没有的岗}",
        ["岗位：不认识的岗位“没有的岗”"],
    ),
    "a clue": (
        "{编号: v1, 事项: 收到反映王某某收受礼金的问题线索, 名称: 甲}",
        ["事项："],
    ),
    "the same as itself": (
        "{编号: v1, 事项: 走访, 名称: 甲, 开始: 2021-03-01, 同: v1}",
        ["同：写的是这一条自己"],
    ),
    "the same on another day": (
        "{编号: v1, 事项: 走访, 名称: 甲, 开始: 2021-03-01, 同: v2}\n"
        "- {编号: v2, 事项: 走访, 名称: 乙, 开始: 2021-03-02}",
        ["同：“v2”的日期是 2021-03-02，这一条是 2021-03-01"],
    ),
}  # fmt: skip


#: what holds of a field, whatever the ledger
ALWAYS = [
    FAULTS[why][1]
    for why in ("more months than a year has", "nobody's post", "a clue", "a name twice")
]


@pytest.mark.slow
@pytest.mark.parametrize("why", sample(FAULTS, 5))
def test_the_rules_ask_the_type(
    bureau: Bureau, registered: Callable[..., LedgerType], why: str
) -> None:
    typed, said = FAULTS[why]
    registered(Visit)
    found = bureau.write(FILE, f"- {typed}\n").messages()
    assert len(found) == len(said), found
    for message, due in zip(found, said, strict=True):
        assert message.startswith(f"{FILE}:") and due in message
    registered(Bare)
    assert bool(bureau.messages()) == (said in ALWAYS)


def test_a_ledger_of_rules_may_say_what_a_clue_is(
    bureau: Bureau, registered: Callable[..., LedgerType]
) -> None:
    registered(Rules)
    assert bureau.write(FILE, f"- {FAULTS['a clue'][0]}\n").messages() == []


FIGURE = """
- {编号: visits, 名称: 走访次数, 口径: 走访了几次, 分组: 学习教育, 来源: 走访, 算法: 计数, 单位: 次}
"""
LISTING = """
    - {标题: 走访, 来源: 走访, 栏目: [事项, 名称]}
"""


def test_its_records_are_counted_listed_and_shown(
    bureau: Bureau, registered: Callable[..., LedgerType]
) -> None:
    """On a page of their own, in the index, on the figure's page, in a mechanism, in the workbook."""
    registered(Visit)
    same = PLAIN.replace("v1", "v2").replace("走访一", "走访二").replace("}", ", 同: v1}")
    bureau.write(FILE, f"- {PLAIN}\n- {same}\n").append("data/2021/figures.yml", FIGURE)
    bureau.append("data/机制项目.yml", LISTING)
    project = bureau.project()
    made = pages(project)
    assert bureau.shown("走访次数") == "1次"  # the second is the same as the first
    assert 'id="v1"' in made["ledgers/visits.md"] and "走访一" in made["ledgers/visits.md"]
    assert "ledgers/visits.md" in made["ledgers/index.md"]
    assert "ledgers/visits.md#v1" in made["figures/visits.md"]
    assert "ledgers/visits.md#v1" in made["mechanisms/cells.md"]
    assert "走访" in [sheet.name for sheet in excel.sheets(project)]


def test_its_page_may_be_elsewhere(bureau: Bureau, registered: Callable[..., LedgerType]) -> None:
    ledger = registered(Apart)
    bureau.write(FILE, f"- {PLAIN}\n")
    project = bureau.project()
    (record,) = project.dataset.of(Apart)
    assert project.page_of(record) == "visits/v1.md"
    assert ledger.overview == "visits/index.md"
    made = pages(project)
    assert "ledgers/visits.md" not in made and "visits" not in made["ledgers/index.md"]
    (message,) = bureau.append("data/机制项目.yml", LISTING).messages()
    assert "来源：不认识的台账“走访”" in message


def test_an_article_leads_to_every_ledger_that_has_records(bureau: Bureau) -> None:
    """An article of a system may touch any ledger; its link leads to a page that is made."""
    file = next((bureau.root / "data/制度").iterdir())
    path = file.relative_to(bureau.root).as_posix()
    bureau.change(path, "台账: [风险点]", f"台账: [{'、'.join(LEDGERS).replace('、', ', ')}]")
    bureau.write("data/机制项目.yml", "[]\n")
    made = pages(bureau.project())
    page = render(made["systems/opinion.md"].partition("；台账：")[2].partition("</p>")[0])
    assert page.text == "、".join(LEDGERS)
    links = set(re.findall(r"site:([^\"#]+)", made["systems/opinion.md"])) - {"systems/index.md"}
    assert {"regulations/study.md", "posts/index.md", "ledgers/risks.md"} <= links
    assert links <= made.keys()


def tables(file: Path) -> Iterator[ast.expr]:
    """Yield what a module or a class sets once."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign | ast.AnnAssign) and line.value:
                    yield line.value


#: the words' names for ledgers, and groups of findings, which only sound like them
OTHERS = {"ledger/checks/editions.py", "ledger/codes.py"}
OUTSIDE = [
    file
    for file in sorted((ROOT / "ledger").rglob("*.py"))
    if "ledger/records/" not in file.as_posix() and str(file.relative_to(ROOT)) not in OTHERS
]


@pytest.mark.slow
def test_no_list_of_ledgers_stands_beside_their_types() -> None:
    kinds = {ledger.record.__name__ for ledger in LEDGERS.values()}
    for file, table in ((each, table) for each in OUTSIDE for table in tables(each)):
        named = {node.id for node in ast.walk(table) if isinstance(node, ast.Name)} & kinds
        words = {node.value for node in ast.walk(table) if isinstance(node, ast.Constant)}
        assert len(named) < 2 and len(words & LEDGERS.keys()) < 2, f"{file}: {ast.unparse(table)}"


@pytest.mark.parametrize("ledger", LEDGERS.values(), ids=LEDGERS)
def test_a_type_names_fields_that_are_what_it_says(ledger: LedgerType) -> None:
    kind = ledger.record
    dated = {path[0] for path in day_paths(kind).values()} | {
        field
        for field, info in kind.model_fields.items()
        if get_origin(info.annotation) is list
        and (group := part_of(kind, kind.key_of(field)))
        and day_paths(group)
    }
    ordered = {field for pair in kind.order for field in pair}
    assert {*kind.later, *kind.afterwards, *kind.in_year, *ordered} <= dated
    for field in {*kind.in_year, *ordered} & set(kind.model_fields):
        quarter = mark_of(kind, field, Time) and mark_of(kind, field, Choice)
        assert not quarter, f"{field} is no day and no month"
    for field in {field for part, wholes in kind.some_of for field in (part, *wholes)}:
        assert holds(kind, field, int, Decimal)
    assert all(kind_of(kind, field) == NUMBER for field in kind.sums)
    if kind.same_as:
        assert mark_of(kind, kind.same_as, Ref) == Ref(ledger.name)


def test_what_others_name_by_its_name_has_one_of_its_own() -> None:
    named = {target for ledger in LEDGERS.values() for target in references(ledger.record)}
    for name in named:
        kind = LEDGERS[name].record
        assert kind.by_name or not {"name", "short"} & set(kind.model_fields), name


def references(kind: type[Part]) -> Iterator[str]:
    for field in kind.model_fields:
        if target := mark_of(kind, field, Ref):
            yield target.ledger
        if group := part_of(kind, kind.key_of(field)):
            yield from references(group)
