"""A pure function works once for the same arguments, and an edit asks for other ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Bureau, forgetting, sample

from ledger import remembered
from ledger.issues import Place
from ledger.prose.passages import Passage
from ledger.records import dataset, walk
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS
from ledger.records.source import Text
from ledger.records.types.language import FixedTerm
from ledger.records.types.work import Trace
from ledger.remembered import Fixed, Same
from ledger.survey import survey

#: which arguments a function was called with
CALLS: list[tuple[Any, ...]] = []
#: in which a test puts something, as in a module
OTHER: dict[str, str] = {}


@remembered.remembered
def plain(*arguments: Any) -> tuple[Any, ...]:
    CALLS.append(arguments)
    return arguments


def again(text: str) -> None:
    CALLS.append((text,))


@remembered.remembered
def once(text: str) -> Iterator[str]:
    return iter(text)


@pytest.fixture(autouse=True)
def nothing() -> None:
    """Begin without results."""
    remembered.forget()
    CALLS.clear()


@remembered.lately
def part(text: str) -> str:
    CALLS.append((text,))
    return text


def test_a_part_that_many_texts_ask_for_works_once_and_is_not_kept_for_others() -> None:
    assert part("甲") == part("甲") == "甲"
    assert CALLS == [("甲",)]
    remembered.forget()
    assert part("甲") == "甲" and len(CALLS) == 2
    assert f"{__name__}.part" not in remembered.functions()


def test_a_function_that_is_loaded_anew_begins_without_results() -> None:
    for expected in (1, 2):
        remembered.remembered(again)("甲")
        assert len(CALLS) == expected


def test_what_other_code_worked_out_is_forgotten_and_what_was_known_comes_back() -> None:
    patch = pytest.MonkeyPatch()
    plain("甲")
    with forgetting(patch):
        plain("甲")
        patch.setitem(OTHER, "code", "other")
        plain("甲")
        plain("乙")
    assert OTHER == {}
    plain("甲")
    plain("乙")
    assert CALLS == [("甲",), ("甲",), ("乙",), ("乙",)]


def test_a_named_argument_is_refused() -> None:
    with pytest.raises(TypeError):
        plain("甲", more="乙")


class One(Same):
    """An object that nobody changes."""


def test_the_same_arguments_work_once() -> None:
    one = One()
    for _ in range(3):
        plain("甲", 1, date(2021, 3, 5), one, ("乙", None), Fixed("丙"))
        plain("甲", 1, date(2021, 3, 5), one, ("乙", None))
    assert len(CALLS) == 4  # each sequence made anew is another


def test_a_function_sees_of_a_text_what_its_equals_have() -> None:
    text = Text("甲")
    text.place = Place("f.yml", 3)
    plain(text, (text,))
    assert [type(each) for each in (CALLS[0][0], CALLS[0][1][0])] == [str, str]


def test_of_bytes_the_digest_is_kept() -> None:
    content = b"x" * 100
    assert plain(content, "甲")[0] is content
    plain(bytes(content), "甲")
    assert len(CALLS) == 1
    assert all(content not in key for memory in remembered.state()[0].values() for key in memory)


@pytest.mark.parametrize(
    "value", [[1], {1: 2}, Decimal("1.0"), 1.0, object(), Path(), (Decimal(1),)]
)
def test_what_may_change_or_equals_what_is_written_otherwise_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        plain("甲", value)


def test_what_can_be_read_once_only_is_refused() -> None:
    with pytest.raises(TypeError, match="once"):
        once("甲")


def test_what_reads_more_than_its_arguments_is_refused() -> None:
    def within() -> Any:
        return CALLS if late else None

    late = True
    with pytest.raises(TypeError, match="variables"):
        remembered.remembered(within)


def test_what_two_surveys_did_not_ask_for_is_dropped() -> None:
    plain("甲")
    for _ in range(2):
        remembered.begin()
        remembered.begin()
        plain("甲")
    assert len(CALLS) == 1
    for _ in range(3):
        remembered.begin()
    plain("甲")
    assert len(CALLS) == 2


@remembered.remembered
def outer(text: str) -> str:
    return plain(text) * 2


def test_what_a_result_was_made_of_is_asked_for_with_it() -> None:
    outer("甲")
    for _ in range(4):
        remembered.begin()
        outer("甲")
    plain("甲")
    assert len(CALLS) == 1


#: what is done with the text of a page
TEXTS = (
    "authored._page", "calls.scan", "passages._remembered", "finished._finished",
    "typography._remarks", "attachments._markdown",
)  # fmt: skip


class TestWork:
    """After an edit only what it touched is worked out again."""

    @pytest.fixture
    def surveyed(self, bureau: Bureau) -> Bureau:
        """A bureau that was surveyed, and whose work is counted from now on."""
        bureau.append("docs/index.md", "\n[报告](report/index.md)\n")
        survey(bureau.root)
        remembered.worked.clear()
        return bureau

    def test_nothing_is_worked_out_again_where_nothing_changed(self, surveyed: Bureau) -> None:
        survey(surveyed.root)
        assert remembered.worked == {}

    def test_of_a_record_its_file_and_its_rules_are(self, surveyed: Bureau) -> None:
        path = "data/2021/履责记录/01.yml"
        surveyed.change(path, "事项: 到县里督导", "事项: 到县里再次督导")
        survey(surveyed.root)
        records = surveyed.read(path).count("编号:")
        assert remembered.worked["dataset._read_text"] == 1
        assert 0 < remembered.worked["secrecy._secrets"] <= records
        assert set(TEXTS).isdisjoint(remembered.worked)

    def test_of_a_page_its_text_is(self, surveyed: Bureau) -> None:
        surveyed.append("docs/index.md", "\n大家讨论。\n")
        survey(surveyed.root)
        assert {name: remembered.worked[name] for name in TEXTS} == dict.fromkeys(TEXTS, 1)
        assert {"dataset._read_text", "walk.walk"}.isdisjoint(remembered.worked)

    @pytest.mark.slow
    def test_what_follows_from_the_records_is_once(self, surveyed: Bureau) -> None:
        surveyed.change("data/2021/履责记录/01.yml", "事项: 到县里督导", "事项: 到县里再次督导")
        dataset.worked.clear()
        assert pages_of(surveyed)
        assert {dataset.worked[name] for name in AGENDA} == {1}
        assert dataset.worked["survey._admitted"] == len(EDITIONS)  # one key is for some

    @pytest.mark.slow
    def test_of_a_text_nothing_follows_but_from_it(self, surveyed: Bureau) -> None:
        before = pages_of(surveyed)
        dataset.worked.clear()
        surveyed.append("docs/index.md", "\n大家讨论。\n")
        assert pages_of(surveyed) == before
        assert dataset.worked == {}


#: what is worked out of all records, or of those of an edition
AGENDA = ("subjects.check", "plausibility.remarks", "matters.matters", "owed.duties")


def pages_of(bureau: Bureau) -> dict[str, str]:
    """Survey a project; return what is written on its generated pages."""
    project = survey(bureau.root)[0]
    return {path: page.content for path, page in project.generated.items()}


class TestOnce:
    """What is worked out of records is kept with them."""

    def test_it_works_once_for_a_dataset_and_the_same_arguments(self) -> None:
        asked: list[int] = []
        half = dataset.once(lambda _, number: asked.append(number) or number // 2)
        one, other = Dataset(), Dataset()
        assert [half(one, 8), half(one, 8), half(one, 6), half(other, 8)] == [4, 4, 3, 4]
        assert asked == [8, 6, 8]

    def test_an_edit_of_a_record_leaves_the_others_of_its_file(self, bureau: Bureau) -> None:
        file = "data/2021/履责记录/01.yml"

        def records() -> dict[str, Record]:
            return {each.anchor: each for each in survey(bureau.root)[0].dataset.of(Trace)}

        first = records()
        bureau.change(file, "事项: 到县里督导", "事项: 到县里再次督导")
        second = records()
        assert [name for name in first if first[name] is not second[name]] == ["r01-02"]
        bureau.write(file, "\n" + bureau.read(file))  # every place is another
        third = records()
        own = [name for name in third if third[name].place().path == file]
        assert own
        assert all(third[name] is not second[name] for name in own)

    def test_records_in_one_line_are_told_apart(self, bureau: Bureau) -> None:
        file = "data/固定说法.yml"
        for words in (["甲说", "乙说", "戊说"], ["甲说", "丙说", "戊说"], ["丁说", "丙说", "己说"]):
            bureau.write(file, "[" + ", ".join(f"{{词: {word}}}" for word in words) + "]\n")
            found = survey(bureau.root)[0].dataset.of(FixedTerm)
            assert [each.term for each in found] == words

    @pytest.mark.slow
    def test_a_dataset_is_the_same_while_its_records_are(self, bureau: Bureau) -> None:
        first = survey(bureau.root)[0].dataset
        bureau.append("docs/index.md", "\n大家讨论。\n")
        assert survey(bureau.root)[0].dataset is first
        bureau.change("data/2021/履责记录/01.yml", "事项: 到县里督导", "事项: 到县里再次督导")
        assert survey(bureau.root)[0].dataset is not first


@contextmanager
def without_results() -> Iterator[None]:
    """Work as a process that has just begun; what was remembered is there again behind it."""
    before = remembered.state()
    remembered.forget()
    yield
    remembered.forget()
    remembered.resume(before)


def _where(passage: Passage) -> tuple[list[int], list[tuple[int, int, int, str]]]:
    """Return where each character of a passage was typed, and which calls said what."""
    at = [passage.at(index) for index in range(len(passage.text))]
    return at, [(start, end, call.start, call.word) for start, end, call in passage.calls]


def told(root: Path) -> dict[str, Any]:
    """Return all that a survey tells of a project, in plain values."""
    project, found = survey(root)
    return {
        "errors": [(str(each), each.code, each.length) for each in found.errors],
        "remarks": [(str(each), each.code, each.length) for each in found.remarks],
        "records": [
            (
                str(record.place()),
                # a declared type is made anew by another process
                [
                    (value.path, value.held, record.place(*value.path))
                    for value in walk.walk(record)
                ],
            )
            for record in project.dataset.every
        ],
        "figures": {
            name: (each.value, [record.place() for record in each.records], each.months)
            for name, each in project.figures.items()
        },
        "texts": (project.texts, project.heads, project.attachments, project.finished),
        "passages": [(each.path, each.text, *_where(each)) for each in project.passages],
        "uses": project.uses,
        "pages": {}
        if found.errors
        else {path: (page.title, page.content) for path, page in project.generated.items()},
    }


#: lines that change what is checked, what is declared, who sees what, and what is said
LINES = (
    "  可见: 班子", "  可见: 纪检", "- 词: 三会一课", "- 词: A局", "  形式: 集体学习", "  状态: 已完成", "- 编号: r01-99",
    '{{ figure("甲") }}', '{{ unit("简称") }}', '{{ section("1.md") }}', "全局学习 8 次。", "某市财政局 XX 同志。",
    "去年（2021年）完成。", "[甲](甲.md)", "可见: 班子", "---", "<!-- 注释 -->", "# 标题", "手机 13812345678",
)  # fmt: skip
#: whole files to add: lists of words, and texts that hold them
FILES = {
    "data/固定说法.yml": "- 词: 8次会\n- 词: A局\n",
    "data/用语.yml": "- 词: 大家\n  类别: 会过时\n",
    "data/2020/report/正文.md": f"{'全局同志认真学习，' * 6}收获很大。\n",
    "docs/甲.md": "# 甲\n\n大家参加8次会，学习 A局 的做法。\n",
    "docs/班子/乙.md": "# 乙\n\n见[甲](../甲.md)。\n",
    "docs/report/2.md": f"## 又一节\n\n{'全局同志认真学习，' * 6}收获很大。\n",
    "data/2021/任务.yml": "- 甲: 乙\n",
}


class Editor:
    """Somebody who edits a project at random."""

    def __init__(self, bureau: Bureau, seed: int) -> None:
        self.bureau, self.chance = bureau, random.Random(seed)
        self.first = {path: bureau.read(path) for path in self.files()}

    def files(self) -> list[str]:
        """Return the files of the data and the texts."""
        found = (
            path.relative_to(self.bureau.root).as_posix() for path in self.bureau.root.rglob("*.*")
        )
        return sorted(path for path in found if path.startswith(("data/", "docs/")))

    def edit(self) -> None:
        """Do one thing."""
        ways: list[Callable[[], object]] = [
            self._line, self._number, self._rename, self._file, self._file, self._back,
        ]  # fmt: skip
        self.chance.choice(ways)()

    def _line(self) -> None:
        """Delete, repeat or insert a line."""
        path = self.chance.choice(self.files())
        lines = self.bureau.read(path).split("\n")
        at = self.chance.randrange(len(lines))
        lines[at : at + 1] = self.chance.choice(
            ([], [lines[at]] * 2, [lines[at], self.chance.choice(LINES)])
        )
        self.bureau.write(path, "\n".join(lines))

    def _number(self) -> None:
        """Write another digit."""
        path = self.chance.choice(self.files())
        text = self.bureau.read(path)
        if places := [at for at, sign in enumerate(text) if sign.isdigit()]:
            at = self.chance.choice(places)
            self.bureau.write(path, text[:at] + self.chance.choice("0123456789") + text[at + 1 :])

    def _back(self) -> None:
        """Write all files but the added ones as they were at first."""
        for path in [path for path in self.files() if path not in FILES]:
            self.bureau.remove(path)
        for path, text in self.first.items():
            self.bureau.write(path, text)

    def _file(self) -> None:
        """Add a file, or delete it."""
        path = self.chance.choice(list(FILES))
        if path in self.files() and self.bureau.read(path) == FILES[path]:
            self.bureau.remove(path)
        else:
            self.bureau.write(path, FILES[path])

    def _rename(self) -> None:
        path = self.chance.choice(self.files())
        text = self.bureau.read(path)
        self.bureau.remove(path).write(
            path.replace(".", self.chance.choice(("2.", "-副本."))), text
        )


@pytest.mark.slow
@pytest.mark.parametrize("seed", sample(range(60), 1))
def test_random_edits_tell_what_a_new_process_tells(bureau: Bureau, seed: int) -> None:
    editor = Editor(bureau, seed)
    for _ in range(8):
        editor.edit()
        here = told(bureau.root)
        with without_results():
            assert here == told(bureau.root)
