"""What a page asks for is noted: the page is written again if an answer changed, and only then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, sample
from test_golden import CASES, GOLDEN

from ledger import seen
from ledger.issues import Place
from ledger.records.dataset import once
from ledger.records.editions import EDITIONS
from ledger.records.source import Text
from ledger.remembered import Same
from ledger.seen import Door, alike
from ledger.survey import survey


@pytest.fixture(autouse=True)
def nothing() -> Iterator[None]:
    """Begin without pages, and leave none."""
    seen.forget()
    yield
    seen.forget()


@pytest.mark.slow
@pytest.mark.parametrize(
    "cases",
    sample(
        [
            [(GOLDEN / case / "in", edition) for case in CASES for edition in EDITIONS],
            [(Path(__file__).parent / "county", EDITIONS[0]), (ROOT, EDITIONS[-1])],
        ],
        1,
    ),
    ids=["golden", "whole"],
)
def test_a_page_that_is_noted_says_what_it_says_else(cases: list[tuple[Path, str]]) -> None:
    for root, edition in cases:
        project, _ = survey(root, edition)
        assert seen.written(project.writers) == project.generated
        worked = seen.worked.total()
        assert seen.written(project.writers) == project.generated
        assert seen.worked.total() == worked


class House(Door):
    """A door with rooms, of which each number is known."""

    def __init__(self, *numbers: Any, rooms: Mapping[str, House] | None = None) -> None:
        self.numbers = numbers
        self.rooms = rooms or {}
        self.row = list(self.rooms.values())

    def number(self, at: int) -> Any:
        return self.numbers[at]

    def room(self, name: str) -> House:
        return self.rooms[name]

    def is_in(self, other: House) -> bool:
        return self in other.row

    @property
    def each(self) -> Iterator[Any]:
        yield from self.numbers


class Book:
    """Pages that are written of a house, and how often each was."""

    def __init__(self, **pages: Callable[[Any], Any]) -> None:
        self._pages = pages
        self.times: Counter[str] = Counter()

    def of(self, house: House) -> dict[str, Any]:
        self.times.clear()
        return seen.written({name: partial(self._write, name, house) for name in self._pages})

    def _write(self, name: str, house: House) -> Any:
        self.times[name] += 1
        return self._pages[name](house)


def again(write: Callable[[Any], Any], before: House, after: House) -> bool:
    """Whether a page that was written of one house is written again of another; it must be right."""
    book = Book(page=write)
    book.of(before)
    assert book.of(after) == {"page": write(after)}
    return bool(book.times)


def test_a_page_is_written_again_where_an_answer_changed() -> None:
    book = Book(first=lambda house: house.number(0), second=lambda house: house.number(1))
    assert book.of(House(1, 2)) == {"first": 1, "second": 2}
    assert book.of(House(1, 3)) == {"first": 1, "second": 3}
    assert book.times == {"second": 1}
    assert book.of(House(4, 3)) == {"first": 4, "second": 3}
    assert book.times == {"first": 1}


def test_what_a_page_asks_of_what_it_was_led_to_is_noted() -> None:
    ways: list[Callable[[Any], Any]] = [
        lambda house: house.room("甲").number(0),
        lambda house: house.rooms["甲"].number(0),
        lambda house: house.row[0].number(0),
        lambda house: [room.number(0) for room in house.rooms.values()],
        lambda house: sum(house.row[0].each),
    ]
    for way in ways:
        before, same, other = (House(rooms={"甲": House(number)}) for number in (1, 1, 2))
        assert not again(way, before, same)
        assert again(way, before, other)
    assert again(lambda house: [*house.rooms], before, House(rooms={"乙": House(1)}))


def test_a_view_that_is_handed_on_stands_for_what_it_is_now() -> None:
    def write(house: Any) -> bool:
        return bool(house.row[0].is_in(house))

    before, after = (House(rooms={"甲": House(1)}) for _ in range(2))
    assert not again(write, before, after)


@once
def first(house: Any) -> Any:
    return house.numbers[0]


def test_what_is_worked_out_once_is_one_question() -> None:
    class Known(House):
        def __init__(self, *numbers: Any) -> None:
            super().__init__(*numbers)
            self._known: dict[Any, Any] = {}

    assert not again(first, Known(1, 2), Known(1, 3))
    assert again(first, Known(1, 2), Known(2, 2))


def test_no_answer_is_another_than_the_answer_none() -> None:
    def write(house: Any) -> str:
        try:
            return str(house.number(0))
        except IndexError:
            return "没有"

    assert again(write, House(), House(None))
    assert again(write, House(None), House())


def test_what_a_broken_build_asked_is_forgotten() -> None:
    def write(house: Any) -> Any:
        return house.number(1)

    def fail(house: Any) -> Any:
        house.number(1)
        return 1 // house.number(0)

    book = Book(broken=fail, page=write)
    assert book.of(House(1, 2))["page"] == 2
    with pytest.raises(ZeroDivisionError):
        book.of(House(0, 3))
    assert book.of(House(1, 3))["page"] == 3


def test_a_view_cannot_be_read_but_by_questions() -> None:
    view = seen.View(lambda: House(1))
    assert [name for name in dir(view) if not name.startswith("_")] == []
    assert not hasattr(view, "__dict__")


def test_an_argument_that_is_no_door_is_compared() -> None:
    def page(_: House, given: list[int]) -> list[int]:
        return given

    house = House()
    for given in ([1], [1], [2]):
        assert seen.written({"a": partial(page, house, given)}) == {"a": given}
    assert seen.worked == {"test_seen.page": 2}


class Pair(NamedTuple):
    """Two things."""

    one: Any
    other: Any


@dataclass(frozen=True)
class Point:
    """A place of numbers."""

    at: Any


class One(Same):
    """A thing that equals itself alone."""


def typed(line: int) -> Text:
    text = Text("甲")
    text.place = Place("a.yml", line)
    return text


ONE = One()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1, True), (1, True, False), (1, 1.0, False), ("甲", "甲", True),
        (Decimal("1.0"), Decimal("1.0"), True), (Decimal("1.0"), Decimal("1"), False),
        (typed(1), typed(1), True), (typed(1), typed(2), False), (typed(1), "甲", False),
        ([1, "甲"], [1, "甲"], True), ([1], [1, 2], False), ((1,), [1], False),
        ({1: 2, 3: 4}, {1: 2, 3: 4}, True), ({1: 2, 3: 4}, {3: 4, 1: 2}, False),
        ({1: 2}, {1: 3}, False), (Counter("甲"), Counter("甲"), True),
        (frozenset({"甲", "乙"}), frozenset({"乙", "甲"}), True), (frozenset("甲"), frozenset("乙"), False),
        (Pair(1, [ONE]), Pair(1, [ONE]), True), (Pair(1, One()), Pair(1, One()), False),
        (Pair(1, 2), (1, 2), False), (Point([1]), Point([1]), True), (Point(1), Point(2), False),
        (House(), House(), False), (object(), object(), False),
    ],
)  # fmt: skip
def test_answers_that_say_the_same_are_alike_to_the_last_sign(
    one: Any, other: Any, same: bool
) -> None:
    assert alike(one, other) is same
    assert alike(one, one)
