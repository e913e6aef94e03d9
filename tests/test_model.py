"""What a class says of its fields decides what may be typed, and what is said of the rest."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from ledger.records.fields import Count, Line, Many
from ledger.records.model import Fault, Faults, Field, Model, Reading


def ended(text: str) -> str:
    return f"{text}b"


class Leaf(Model):
    word: Line = Field(alias="词")
    number: Count | None = Field(alias="数", default=None)


class Tree(Model):
    leaf: Leaf = Field(alias="叶")
    leaves: Annotated[list[Leaf], Many] = Field(alias="各叶", default=[])
    named: dict[str, Leaf] = Field(alias="各年", default={})
    words: list[Line] = Field(alias="词")
    free: Any = Field(alias="随写", default=1)


class Oak(Tree):
    marked: Annotated[str, Reading(ended), Reading(str.upper)] = Field(alias="记号", default="")


LEAF = {"词": "甲", "数": "3"}
TYPED = {"叶": LEAF, "词": ["甲", "乙"]}


def test_what_is_typed_is_read_by_its_type() -> None:
    tree = Tree.model_validate(
        {**TYPED, "各叶": LEAF, "各年": {"甲": LEAF}, "随写": {"甲": ["乙"]}}
    )
    leaf = Leaf.model_construct(word="甲", number=3)
    assert (tree.leaf, tree.leaves, tree.named) == (leaf, [leaf], {"甲": leaf})
    assert (tree.words, tree.free) == (["甲", "乙"], {"甲": ["乙"]})


def test_a_default_is_nobody_elses() -> None:
    one, other = Tree.model_validate(TYPED), Tree.model_validate(TYPED)
    one.leaves.append(one.leaf)
    one.named["甲"] = one.leaf
    assert (other.leaves, other.named, other.free) == ([], {}, 1)


def test_a_group_does_not_change_and_equals_what_holds_the_same() -> None:
    tree = Tree.model_validate(TYPED)
    with pytest.raises(AttributeError):
        tree.free = 2
    copied = tree.model_copy(update={"free": 2})
    assert (copied.free, tree.free, copied == tree) == (2, 1, False)
    assert copied.model_copy(update={"free": 1}) == tree


def test_a_class_has_the_fields_of_those_it_comes_from_first() -> None:
    assert [*Oak.model_fields] == [*Tree.model_fields, "marked"]
    assert not hasattr(Oak, "marked")


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ([], [((), "value.group")]),
        ({}, [(("叶",), "key.missing"), (("词",), "key.missing")]),
        ({**TYPED, "乙": "丙"}, [(("乙",), "key.unknown")]),
        ({**TYPED, "叶": "甲"}, [(("叶",), "value.group")]),
        ({**TYPED, "词": "甲"}, [(("词",), "value.single")]),
        ({**TYPED, "词": []}, [(("词",), "value.blank")]),
        ({**TYPED, "各叶": []}, []),
        ({**TYPED, "各年": "甲"}, [(("各年",), "value.group")]),
        (
            {"叶": {"数": "-1"}, "词": ["", "甲", " "], "各叶": [LEAF, {}], "各年": {"甲": {"乙": ""}}},
            [
                (("叶", "词"), "key.missing"),
                (("叶", "数"), "value.number"),
                (("各叶", 1, "词"), "key.missing"),
                (("各年", "甲", "词"), "key.missing"),
                (("各年", "甲", "乙"), "key.unknown"),
                (("词", 0), "value.blank"),
                (("词", 2), "value.blank"),
            ],
        ),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_its_place(
    typed: Any, faults: list[tuple[tuple[str | int, ...], str]]
) -> None:
    found: list[Fault] = []
    try:
        Tree.model_validate(typed)
    except Faults as error:
        found = error.faults
    assert [(fault.way, fault.code) for fault in found] == faults


def test_the_last_mark_reads_first() -> None:
    assert Oak.model_validate({**TYPED, "记号": "a"}).marked == "Ab"
