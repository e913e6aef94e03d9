"""Random records, and two random editors: no edit is lost, every conflict is told, and none invented."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import openpyxl
import pytest
from conftest import lay_out
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ledger.documents.properties import Properties
from ledger.exchange import book, cells, entries, merging, opening, rewriting
from ledger.exchange.base import Origin
from ledger.exchange.columns import tables_of
from ledger.exchange.drawer import Drawer
from ledger.exchange.entries import Held
from ledger.exchange.merging import Row
from ledger.exchange.planning import Plan, Rests, planned
from ledger.language.signs import unwritable
from ledger.records import source
from ledger.records.base import LedgerType, Numbered, Part, PostRef
from ledger.records.dataset import Dataset, read_all
from ledger.records.fields import Amount, Count, Day, Line, Many, Month, Yes
from ledger.records.model import Field
from ledger.upgrading.change import edited
from ledger.wordlists import Known

#: so many examples a test asks: in the usual run, and where there is time
EXAMPLES = [
    pytest.param(10, marks=pytest.mark.quick),
    pytest.param(50, marks=pytest.mark.slow),
    pytest.param(2_000, marks=pytest.mark.long),
]
#: with a workbook each takes longer
WITH_WORKBOOKS = [pytest.param(15, marks=pytest.mark.slow), EXAMPLES[-1]]


class Answer(Part):
    """What was answered."""

    day: Day = Field(alias="日期")
    text: Line | None = Field(alias="内容", default=None)
    papers: Annotated[list[Line], Many] = Field(alias="附", default=[])


class Talk(Numbered):
    """A ledger with a key of each kind."""

    headline = "matter"
    when = "day"

    day: Day = Field(alias="日期")
    matter: Line = Field(alias="事项")
    number: Count | None = Field(alias="人数", default=None)
    cost: Amount | None = Field(alias="花费", default=None)
    month: Month | None = Field(alias="月份", default=None)
    public: Yes = Field(alias="公开", default=False)
    papers: Annotated[list[Line], Many] = Field(alias="材料", default=[])
    posts: Annotated[list[PostRef], Many] = Field(alias="岗位", default=[])
    outcome: Answer | None = Field(alias="结果", default=None)
    answers: Annotated[list[Answer], Many] = Field(alias="答复", default=[])
    where: Any = Field(alias="条件", default={})


TALKS = LedgerType("走访", Talk, "走访.yml", "talks")
Talk.ledger = TALKS
TABLES = tables_of(TALKS, "全员")
PATH = f"data/{TALKS.files}"
Typed = Mapping[str, Any]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return read_all(lay_out(tmp_path_factory.mktemp("bureau")).root)[0]


_PHASES = [Phase.explicit, Phase.reuse, Phase.generate]

# what may be typed


def held_by_a_file(text: str) -> bool:
    return bool(text.strip()) and not unwritable(text) and not [*source.invisible(text, "")]


TEXTS = st.one_of(
    st.sampled_from(["学习一次", "a: b", "- 一", "# 注", "=1+1", "_x0041_", "007", "2021-03-05", "是", "[一", "{二}", "“引”", "一\n二", "1.50", " 前后 "]),
    st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \n　"), min_size=1, max_size=12),
).filter(held_by_a_file)  # fmt: skip
DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31)).map(date.isoformat)
MONTHS = st.dates(date(1900, 1, 1), date(2199, 12, 1)).map(lambda day: f"{day:%Y-%m}")
NUMBERS = st.integers(0, 10**15 - 1).map(str)
AMOUNTS = st.decimals(0, 10**9, places=2).map(str)
LISTS = st.lists(TEXTS, min_size=1, max_size=3)


def some(needed: dict[str, Any], others: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return groups with all of some keys, and any of others."""
    return st.fixed_dictionaries(needed, optional=others)


ANSWERS = some({"日期": DAYS}, {"内容": TEXTS, "附": LISTS})
KEYS: dict[str, st.SearchStrategy[Any]] = {
    "日期": DAYS, "事项": TEXTS, "人数": NUMBERS, "花费": AMOUNTS, "月份": MONTHS,
    "公开": st.sampled_from(["是", "否"]), "材料": st.one_of(LISTS, TEXTS), "岗位": LISTS,
    "结果": ANSWERS, "答复": st.lists(ANSWERS, min_size=1, max_size=3),
    "条件": st.dictionaries(TEXTS, st.one_of(TEXTS, LISTS), min_size=1, max_size=2),
}  # fmt: skip
RECORD = some(
    {key: KEYS[key] for key in ("日期", "事项")},
    {key: each for key, each in KEYS.items() if key not in ("日期", "事项")},
)
RECORDS = st.lists(RECORD, min_size=1, max_size=4).map(
    lambda found: {
        f"t-{number}": {"编号": f"t-{number}", **each} for number, each in enumerate(found)
    }
)


def as_typed(value: Any) -> Any:
    """Return a value as the reader of the data gives it."""
    return cells._placed(value, source.Place(PATH))


def text_of(records: Sequence[Typed], text: str = "", at: Mapping[int, Any] | None = None) -> str:
    """Return a file with records added to it, written as an import writes them."""
    asked = rewriting.Asked(at or {}, [as_typed(each) for each in records])
    return edited(text.encode(), rewriting.edits(text, PATH, Talk, asked)).decode()


# one clerk


def ask(examples: int, strategy: Any, check: Callable[[Any], None]) -> None:
    """Ask of so many examples whether a check holds."""
    settings(max_examples=examples, phases=_PHASES)(given(strategy)(check))()


@pytest.mark.slow
@pytest.mark.parametrize("examples", EXAMPLES)
def test_what_an_import_writes_is_read_back(examples: int) -> None:
    def check(records: dict[str, Typed]) -> None:
        value, wrong = source.parse(text_of([*records.values()]), PATH)
        assert not wrong and value == [*records.values()]

    ask(examples, RECORDS, check)


@pytest.mark.parametrize("examples", EXAMPLES)
def test_one_record_is_changed_in_its_lines(examples: int) -> None:
    """Whatever is put in its place, the others keep each line, and the comments stay."""

    def check(both: tuple[dict[str, Typed], Typed]) -> None:
        first, *others = both[0].values()
        text = text_of([first]) + "# 注\n" + "".join(text_of([each]) for each in others)
        new = {"编号": "t-0", **both[1]}
        after = text_of([], text, {0: as_typed(new)})
        value, wrong = source.parse(after, PATH)
        assert not wrong and value == [new, *others]
        assert after.endswith(text[len(text_of([first])) :])

    ask(examples, st.tuples(RECORDS, RECORD), check)


def desk(records: dict[str, Typed], root: Path) -> Drawer:
    file = root / PATH
    file.parent.mkdir(exist_ok=True)
    file.write_text(text_of([*records.values()]), encoding="utf-8")
    return Drawer.opened(root, TALKS, 2021)


def exported(drawer: Drawer, dataset: Dataset) -> bytes:
    listed = [*drawer.shelf.entries]
    asked = book.Asked(TABLES, Origin("局", "走访", 2021, "全员", "x"), listed)
    return book.made(asked, dataset, {}, Properties("走访", "局", "", date(2021, 1, 1)))


def plan_of(content: bytes, drawer: Drawer, dataset: Dataset) -> Plan:
    rests = Rests(Known(dataset.lists, None), drawer.numbered_in)
    return planned(opening._read(content, {}), TABLES, drawer.wanted, rests, merging.Settled())


@pytest.mark.parametrize("examples", WITH_WORKBOOKS)
def test_a_workbook_of_any_records_changes_nothing(
    examples: int, dataset: Dataset, tmp_path: Path
) -> None:
    def check(records: dict[str, Typed]) -> None:
        drawer = desk(records, tmp_path)
        plan = plan_of(exported(drawer, dataset), drawer, dataset)
        assert plan.merged.is_nothing and not plan.merged.gone and not plan.wrong
        drawer.take(plan)
        assert drawer.contents() == {}

    ask(examples, RECORDS, check)


# two editors


def edits(records: dict[str, Typed], hot: list[str | None]) -> st.SearchStrategy[dict[str, Typed]]:
    """Return what an editor makes of records: some keys otherwise, some records gone, new ones.

    Both editors look at the same few keys; without a key it is the record.
    """
    keys = st.sampled_from(hot)
    one = st.tuples(st.sampled_from([*records]), keys, RECORD)

    def edit(
        asked: tuple[list[tuple[str, str | None, Typed]], list[Typed], str],
    ) -> dict[str, Typed]:
        made = {name: dict(each) for name, each in records.items()}
        for name, key, new in asked[0]:
            if key is None:
                made.pop(name, None)
            elif name in made:
                made[name].pop(key, None)
                made[name] |= {key: new[key]} if key in new else {}
                made[name].setdefault("日期", new["日期"])
                made[name].setdefault("事项", new["事项"])
        for number, each in enumerate(asked[1]):
            made[f"n{asked[2]}-{number}"] = {"编号": f"n{asked[2]}-{number}", **each}
        return made

    who = st.sampled_from(["", "", "x", "y"])
    return st.tuples(st.lists(one, max_size=4), st.lists(RECORD, max_size=2), who).map(edit)


HOT = st.lists(st.sampled_from([*KEYS, None]), min_size=1, max_size=3)
VERSIONS = st.tuples(RECORDS, HOT).flatmap(
    lambda both: st.tuples(st.just(both[0]), edits(*both), edits(*both))
)


def held(records: Mapping[str, Typed]) -> dict[str, Held]:
    return {name: entries.held(TABLES, as_typed(each)) for name, each in records.items()}


def put(content: bytes, theirs: Mapping[str, Typed], base: Mapping[str, Typed]) -> bytes:
    """Return a workbook as an editor leaves it: each cell that is otherwise is typed anew."""
    opened = openpyxl.load_workbook(io.BytesIO(content))
    page, groups = opened["走访"], opened["走访·答复"]
    rows = {row[0].value: row[0].row for row in page.iter_rows(min_row=2)}
    for name, number in sorted(rows.items(), key=lambda each: -each[1]):
        if name not in theirs:
            page.delete_rows(number)
    rows = {row[0].value: row[0].row for row in page.iter_rows(min_row=2)}
    groups.delete_rows(2, groups.max_row)
    for name, typed in theirs.items():
        number = rows.setdefault(name, page.max_row + 1)
        for at, column in enumerate(TABLES.records.columns, 1):
            old, new = (
                cells.shown(column.form, cells.at(column.way, as_typed(each)))
                for each in (base.get(name, {}), typed)
            )
            if old != new:
                page.cell(number, at).value = new
                page.cell(number, at).data_type = "s" if isinstance(new, str) else page.cell(number, at).data_type  # fmt: skip
        for row in entries.rows_of(TABLES.groups[0], as_typed(typed)):
            values = [cells.shown(each.form, cells.at(each.way, row)) for each in TABLES.groups[0].columns]  # fmt: skip
            line = groups.max_row + 1
            for at, value in enumerate([name, *values], 1):
                groups.cell(line, at).value = value
                if isinstance(value, str):
                    groups.cell(line, at).data_type = "s"
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def wanted(
    base: Mapping[str, Held], theirs: Mapping[str, Held], ours: Mapping[str, Held]
) -> tuple[dict[str, Held], set[tuple[str, str]]]:
    """Return what must come of two editors, and where they contradict each other."""
    found: dict[str, Held] = dict(ours)
    against = set()
    for name, record in theirs.items():
        if name not in base:
            if name in ours and ours[name] != record:
                against.add((name, ""))
            found[name] = record
        elif name not in ours:
            against |= {(name, "")} if record != base[name] else set()
        else:
            own = {}
            for head in record:
                was, their, our = base[name][head], record[head], ours[name][head]
                own[head] = our if their == was else their
                if their != was and our not in (was, their):
                    against.add((name, head))
            found[name] = own
    return found, against


@pytest.mark.parametrize("examples", EXAMPLES)
def test_two_editors_of_the_same_records(examples: int) -> None:
    def check(versions: tuple[dict[str, Typed], ...]) -> None:
        base, theirs, ours = map(held, versions)
        rows = [
            Row(number, each, name if name in base else "", name)
            for number, (name, each) in enumerate(theirs.items())
        ]
        made = merging.merged(base, rows, ours)
        due, against = wanted(base, theirs, ours)
        assert {(each.name, each.head) for each in made.conflicts} == against
        assert {*made.gone} == {name for name in base if name not in theirs and name in ours}
        if not against:
            got = dict(ours)
            for name, _, changed in made.changed:
                got[name] = {**got[name], **changed}
            assert got | {row.number: row.held for row in made.added} == due

    ask(examples, VERSIONS, check)


@pytest.mark.parametrize("examples", WITH_WORKBOOKS)
def test_two_editors_one_of_them_with_a_workbook(
    examples: int, dataset: Dataset, tmp_path: Path
) -> None:
    def check(versions: tuple[dict[str, Typed], ...]) -> None:
        base, theirs, ours = versions
        content = put(exported(desk(base, tmp_path), dataset), theirs, base)
        drawer = desk(ours, tmp_path)
        plan = plan_of(content, drawer, dataset)
        due, against = wanted(*map(held, versions))
        assert {(each.name, each.head) for each in plan.merged.conflicts} == against
        if not against:
            assert not plan.wrong and not drawer.take(plan)
            made = drawer.contents()
            text = made.get(PATH, (tmp_path / PATH).read_bytes()).decode()
            value = source.parse(text, PATH)[0] or []
            assert held({each["编号"]: each for each in value}) == due

    ask(examples, VERSIONS, check)
