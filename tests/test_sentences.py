"""A text is cut into sentences where no rule of the language reads across, and only there."""

import importlib
import pkgutil
import random
from collections.abc import Iterator

import pytest

from ledger import language
from ledger.language import sentences, uncounted
from ledger.language.quantities import Quantity, all_in, quantities
from ledger.patterns import Family
from ledger.remembered import Fixed

ENDS = ("。", "！", "？", "。”", "”。", "。）", "。》")
#: signs of which many rules are made, and some that open or close what is not cut
SIGNS = '一二三百零半几12Ax平均次人天元年月日第届说每至少计以上的问题。！；：、．.（）“”《》<>"% 　●|\n\u200b'


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("学习3次。谈话5人。", ["学习3次。", "。谈话5人。"]),
        ("学习3次", ["学习3次"]),
        ("学习！！谈话？好", ["学习！！", "！谈话？", "？好"]),
        ("他说：“学了3次。都好。”大家听了。好", ["他说：“学了3次。都好。”", "”大家听了。", "。好"]),
        ("他说：“学了3次。”大家听了。", ["他说：“学了3次。”", "”大家听了。"]),
        ("（学了3次。都好）。好", ["（学了3次。都好）。", "。好"]),
        ("》学习。《好。", ["》学习。", "。《好。"]),
        ("学习。》《好。谈话。", ["学习。》", "》《好。谈话。"]),
        ("学习（好。（谈话）。好）。好", ["学习（好。（谈话）。好）。", "。好"]),
        ('获评"好"。学习。', ['获评"好"。学习。']),
        ("", []),
    ],
)
def test_a_text_is_cut_behind_its_sentences(text: str, cut: list[str]) -> None:
    found = [*sentences.cut(text)]
    assert [said for _, said in found] == cut
    assert all(text.startswith(said, at) for at, said in found)


def examples() -> list[str]:
    """Return the examples of all rules of the language."""
    found = set[str]()
    for room in (language, uncounted):
        for module in pkgutil.iter_modules(room.__path__):
            loaded = importlib.import_module(f"{room.__name__}.{module.name}")
            for family in (each for each in vars(loaded).values() if isinstance(each, Family)):
                for rule in family.rules:
                    found |= {rule.finds.replace("⟦", "").replace("⟧", ""), rule.leaves}
    return sorted(found)


def texts(times: int) -> Iterator[str]:
    """Yield texts of examples in turn, and of signs."""
    choice, known = random.Random(15), examples()
    for _ in range(times):
        parts = [choice.choice(known) for _ in range(choice.randrange(2, 4))]
        yield choice.choice(ENDS).join(part[choice.choice((0, 0, 0, 1)) :] for part in parts)
        yield "".join(choice.choice(SIGNS) for _ in range(choice.randrange(4, 30)))


def in_order(found: Iterator[Quantity] | tuple[Quantity, ...]) -> list[Quantity]:
    return sorted(found, key=lambda each: (each.start, each.end))


@pytest.mark.slow
def test_a_text_has_the_quantities_of_its_sentences() -> None:
    names = Fixed(("三。第一", "12", "一二", "《的》", "A3", "人。次"))
    for text in texts(300):
        assert in_order(all_in(text, names)) == in_order(quantities(text, names)), text


@pytest.mark.parametrize(
    "text",
    [
        "发现问题1.学习不够。还有问题2.谈话不够。",
        "发现问题１．学习不够。还有问题２．谈话不够。",
        "发现问题1\u200b.学习不够。还有问题2\u200b.谈话不够。",
        "用A3。7做。学习3次。",
        "用Ａ3。７做。学习3次。",
        "效率高于人均。10分钟办结一件。",
        '召开"甲"会。开了一场别开生面的会"乙"。',
        "一位村民说：“跑了3次。办成了2件。”",
    ],
)
def test_what_reads_across_sentences_is_read_whole(text: str) -> None:
    names = Fixed(("A3。7",))
    found = in_order(all_in(text, names))
    assert found == in_order(quantities(text, names))
