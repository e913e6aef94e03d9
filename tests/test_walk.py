"""A walk through a record finds all that was typed, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from conftest import ROOT, SMALL

from ledger.records import source
from ledger.records.base import Part, Record
from ledger.records.dataset import read_all
from ledger.records.fields import Count, Line, Many, Ref
from ledger.records.model import Field, Reading
from ledger.records.walk import Path as Way
from ledger.records.walk import held_at, some, walk


def by_year(typed: dict[str, Any]) -> dict[int, Any]:
    return {int(year): value for year, value in typed.items()}


class Leaf(Part):
    word: Annotated[Line, Ref("岗位")] = Field(alias="词")
    many: Annotated[list[Annotated[Line, Ref("机构")]], Many] = Field(alias="几个", default=[])
    number: Count | None = Field(alias="数", default=None)


class Branch(Part):
    leaves: list[Leaf] = Field(alias="叶", default=[])
    leaf: Leaf | None = Field(alias="一片", default=None)
    named: Annotated[dict[int, Leaf], Reading(by_year)] = Field(alias="各年", default={})
    free: Any = Field(alias="随写", default={})


class Tree(Record):
    branches: Annotated[list[Branch], Many] = Field(alias="枝", default=[])
    branch: Branch | None = Field(alias="主干", default=None)


#: what is typed for a record; every value of it stands in a place of its own
TYPED = {
    "nothing": "可见: 全员",
    "a group": "主干: {一片: {词: 甲}}",
    "a list of groups": "主干: {叶: [{词: 甲}, {词: 乙, 数: 0}]}",
    "groups in lists in groups in lists": "枝: [{叶: [{词: 甲, 几个: [乙, 丙]}, {词: 丁}]}, {叶: [{词: 戊, 数: 7}]}]",
    "groups by year": "主干: {各年: {2018: {词: 甲, 数: 3}, 2023: {词: 乙}}}",
    "a condition": "主干: {随写: {键: [甲, 乙], 又: {不少于: 丙}}}",
    "all at once": "枝: [{一片: {词: 甲}, 叶: [{词: 乙}], 随写: {键: 丙}}]\n主干: {各年: {1: {词: 丁}}}",
}


def typed(text: str) -> source.Mapping:
    (entry,), issues = source.parse(f"- {text.replace(chr(10), chr(10) + '  ')}\n", "x.yml")
    assert issues == []
    return entry


def leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Yield what stands at the ends of plain YAML."""
    if isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(each, (*way, int(step) if str(step).isdigit() else step))
    else:
        yield way, str(value)


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_a_walk_yields_what_was_put_in(text: str) -> None:
    entry = typed(text)
    record = Tree.from_source(entry)
    found = {value.path: str(value.held) for value in walk(record)}
    assert found == {("可见",): "全员", **dict(leaves(entry))}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_each_value_stands_where_it_was_typed(text: str) -> None:
    entry = typed(text)
    record = Tree.from_source(entry)
    lines = ["- " + line if at == 0 else "  " + line for at, line in enumerate(text.split("\n"))]
    for value in walk(record):
        place = record.place(*value.path)
        if value.path[0] in entry and "各年" not in value.path:  # a year is no key of its own
            assert lines[place.line - 1][place.column - 1 :].startswith(str(value.held)), value


def test_a_value_knows_its_fields_and_their_marks() -> None:
    record = Tree.from_source(typed("枝: [{叶: [{词: 甲, 几个: [乙], 数: 1}]}]"))
    word, many, number, _ = walk(record)
    assert word.fields == ((Tree, "branches"), (Branch, "leaves"), (Leaf, "word"))
    assert (word.mark(Ref), many.mark(Ref), number.mark(Ref)) == (Ref("岗位"), Ref("机构"), None)
    assert (many.key, many.path) == ("几个", ("枝", 0, "叶", 0, "几个", 0))


def test_some_fields_alone() -> None:
    record = Tree.from_source(typed("枝: [{一片: {词: 甲}}]\n主干: {一片: {词: 乙}}"))
    assert [value.held for value in some(record, ("branch",))] == ["乙"]
    assert list(some(record, ())) == []
    assert held_at(record, ("branch", "leaf", "word")) == "乙"
    assert held_at(record, ("branch", "leaf", "number", "more")) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "root",
    [pytest.param(ROOT, marks=pytest.mark.slow), SMALL],
    ids=["the example", "the small bureau"],
)
def test_every_text_of_a_record_is_read_back_from_its_file(root: Path) -> None:
    """What the walk says and where agrees with the file, for each ledger there is."""
    dataset = read_all(root)[0]
    files: dict[str, list[str]] = {}
    missed = []
    for record in dataset.every:
        for value in walk(record):
            place = record.place(*value.path)
            kind, field = value.fields[-1]
            by_default = value.held == kind.model_fields[field].default
            if by_default or place == record.place() or not isinstance(value.held, str):
                continue  # it was not typed, or is another thing than its text
            if place.path not in files:
                files[place.path] = (root / place.path).read_text(encoding="utf-8").splitlines()
            rest = files[place.path][place.line - 1][place.column - 1 :]
            if not rest.lstrip("\"'").startswith(value.held[:4]) and rest[:1] not in "|>":
                missed.append((str(place), value.held, rest))
    assert missed == []
