"""A rule that says what to write instead can write it; and what it wrote is right."""

from __future__ import annotations

import pytest

from ledger.checks.style import digits, punctuation
from ledger.checks.style.mending import mended
from ledger.checks.style.rules import Rule, read

RULES = (
    *digits.NUMBERS_OF_DOCUMENTS,
    *punctuation.ORDINALS,
    *punctuation.SIGNS,
    *digits.SIGNS,
    *punctuation.ADVICE,
)
MENDING = [rule for rule in RULES if rule.right]


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.finds)
def test_a_rule_mends_what_it_finds_and_no_more(rule: Rule) -> None:
    wrong = rule.finds.replace("⟦", "").replace("⟧", "")
    right, done = rule.mended(read(wrong), wrong)
    assert done and not [*rule.look(read(right))]
    assert rule.mended(read(rule.leaves), rule.leaves) == (rule.leaves, [])


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('(一)、加强"两个维护(试行)"学习,提高.', "（一）加强“两个维护（试行）”学习，提高。"),
        (
            "2020-03-05召开，1-3月，截止目前，学习、等。。",
            "2020年3月5日召开，1—3月，截至目前，学习等。",
        ),
        ("1、学习准则；2、学习条例。", "1. 学习准则；2.学习条例。"),
        ("按照示办发[２０２０]第03号，共1，000人次...", "按照示办发〔2020〕3号，共1000人次……"),
        ("f(x)=1,000，3.5，it's，https://a.b/c?d", "f(x)=1,000，3.5，it's，https://a.b/c?d"),
        ("开展(×××)活动,召开*次。", "开展(×××)活动，召开*次。"),
        ('一个"没有另一半', '一个"没有另一半'),
    ],
)
def test_signs_are_mended_in_each_other(wrong: str, right: str) -> None:
    assert mended(wrong)[0] == right
    assert mended(right) == (right, [])
