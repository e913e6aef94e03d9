"""Time grows with the length of what is read and not with its square. The one test that measures."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import chain
from random import Random
from time import process_time
from typing import Any

import pytest

import ledger
import mkdocs_ledger
from ledger.checks.remarks import plausibility
from ledger.checks.style import typography
from ledger.checks.style.rules import Rule as StyleRule
from ledger.checks.text import phrases, quantities, tense
from ledger.figures.suggestions import Suggestions
from ledger.language import placeholders, secrets, sessions, times
from ledger.patterns import Family, Pattern, Rule
from ledger.prose import active, calls, comments, headings, links
from ledger.prose.passages import passages
from ledger.records import source
from ledger.records.dataset import Dataset
from ledger.records.types.work import Trace
from ledger.remembered import Fixed

pytestmark = pytest.mark.slow

#: seconds of CPU below which nothing is told from noise
FLOOR = 0.02
#: how much longer four times the text may take; the square would be 16
MOST = 8
LONGEST = 4096
COMMON = [
    *" \t\n0一十百零甲a.,，。、*|-_",
    "[](",
    "零一二",
    "<!--",
    "\n\n",
    "- ",
    "{{ ",
    "<a ",
    "1.",
]


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every pattern that a module of the project holds, also those not compiled yet."""
    found: dict[str, re.Pattern[str]] = {}
    modules = (
        pkgutil.walk_packages(each.__path__, f"{each.__name__}.")
        for each in (ledger, mkdocs_ledger)
    )
    for name in (module.name for module in chain.from_iterable(modules)):
        if not name.endswith("__main__"):
            for pattern in held([*vars(importlib.import_module(name)).values()]):
                found[pattern.pattern] = pattern
    return found


def held(value: Any) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in a value, however deep in tuples, dictionaries and records."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, Pattern):
        yield value.compiled
    elif isinstance(value, (Rule, StyleRule)):
        yield value.pattern.compiled
    elif isinstance(value, Family):
        yield from held(value.rules)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from held(each)
    elif isinstance(value, dict):
        yield from held([*value.values()])
    elif is_dataclass(value) and not isinstance(value, type):
        yield from held([getattr(value, each.name) for each in fields(value)])


def hostile(pattern: str) -> list[str]:
    """Return what a pattern may stumble over, repeated: its own words, and usual signs."""
    plain = re.sub(r"\\[nt]", " ", re.sub(r"\\[A-Za-z]", "\0", pattern))
    words = re.findall(r"(?:\\[^\w\s]|[^\\\[\](){}|?*+.^$\0])+", plain)
    words = [re.sub(r"\\(.)", r"\1", word) for word in words if len(word) <= 12]
    return list(dict.fromkeys([*COMMON, *words, *(word[0] for word in words)]))


def seconds(work: Callable[[str], object], text: str, times: int = 1) -> float:
    best = float("inf")
    for _ in range(times):
        start = process_time()
        work(text)
        best = min(best, process_time() - start)
    return best


def quotient(work: Callable[[str], object], unit: str, longest: int = LONGEST) -> float:
    """Return how much longer four times the text takes; 0 where neither takes long.

    The least of five runs counts. No run is repeated that can only confirm a quotient below ``MOST``,
    and no longer text tried where a time that grows with the square would stay below ``FLOOR``,
    even four times as long.
    """
    size = 64
    while size <= longest:
        text = (unit * size)[:size] if len(unit) < 4 else unit * (size // 4)
        if (taken := seconds(work, text)) > FLOOR:
            short = max(seconds(work, text[: len(text) // 4], 5), FLOOR / 40)
            return min(taken, seconds(work, text, 4) if taken >= MOST * short else taken) / short
        if 4 * taken < FLOOR * (size / longest) ** 2:
            return 0
        size *= 4
    return 0


@pytest.fixture(autouse=True)
def _no_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def finding(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: [*pattern.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        ("一.*?二三", "一二"),
        ("[零一二]{2,}(?=年)", "零一二"),
        ("a*a*b", "a"),
        ("(?:- )+x", "- "),
    ],
)
def test_a_pattern_that_is_not_linear_is_seen(pattern: str, unit: str) -> None:
    assert quotient(finding(re.compile(pattern)), unit) >= MOST


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])
def test_every_pattern_is_linear(step: int) -> None:
    slow = []
    for pattern in [*patterns().values()][::step]:
        work = finding(pattern)
        slow += [
            (round(q, 1), unit, pattern.pattern[:70])
            for unit in hostile(pattern.pattern)
            if (q := quotient(work, unit)) >= MOST
        ]
    assert slow == []


def parsed(text: str) -> None:
    source.parse(text, "a.yml")


def audited(text: str) -> None:
    for passage in passages(text, "docs/report/a.md", []):
        read = quantities.read(passage, Fixed())
        [
            *quantities.check(passage, read, Suggestions({}), Dataset()),
            *placeholders.find(passage.text),
        ]


def timed(text: str) -> None:
    [*sessions.find(text), *phrases._Unbroken(text).find("党纪政纪", "党纪政纪")]
    for time in times.find(text, 2021):
        tense.of(text, time.start, time.end, time.grain == "年", past=True)


def linked(text: str) -> None:
    [*links.find(text)]


def composed(text: str) -> None:
    [*typography.check(text, "docs/report/a.md")]


def entered(text: str) -> None:
    """As many records of one day as there are lines, no two alike."""
    day = date(2021, 3, 5)
    traces = [
        Trace.model_construct(id=f"r{n}", date=day, category="学习教育", matter=line)
        for n, line in enumerate(text.split("\n"))
    ]
    [*plausibility._twice(Dataset({"履责记录": traces}))]


def headed(text: str) -> None:
    headings.find(text)


def tagged(text: str) -> None:
    [*active.check(text, "a.md")]


def uncommented(text: str) -> None:
    comments.without_comments(f"{text}\n")
    comments.unread(f"{text}\n")


WHOLE: list[tuple[Callable[[str], object], list[str], int]] = [
    (lambda text: [*secrets.find(text)], ["\n", " ", "秘密 ", "反映"], 20_000),
    (linked, ["[](", "[a](b ", "["], 20_000),
    (headed, ["# 甲\n", "甲\n---\n", "- ", "> ", "- # 甲\n\n    ", "<div>", "<p>甲</p>\n\n", "|\n", "`"], 20_000),
    (uncommented, ["`", "~", "```a\n", "~~~ a\n", "``a", "<!--"], 20_000),
    (tagged, ["<b>", "<b>甲</b>\n\n", "<b>甲\n\n</b>", "<div>", "| <b>", "甲{#", "<!--"], 20_000),
    (lambda text: calls.scan(text, "a.md"), ["{{ ", "{{ a() ", "}}", "]（", "{ a("], 20_000),
    (parsed, ["- a: b\n  日期：2021\n  c: d\n", "- a: b\n", "：", "- ", "\u200b"], 20_000),
    (audited, ["十", "零一二", "120", "一个", "X", "*", "[", "（", "1,000", "`", "`\n", "[a](b", "[a](b.md)", "[a]: b\n", "甲 {", "<!--", "# 甲 {", "<b>", "    甲\n"], 20_000),
    (timed, ["2020年", "2020年，", "2020年在", "一、", "十九届", "二中、", "届", "党 ", "党、纪", "3月", "2020年3月至", "《2020年", "1", "一是"], 20_000),
    (composed, ["*", "[", "- a\n", "|\n", "{{", "`", "（", "“", "《》", "”", "一、甲\n", "3-5", "（一）", " 甲"], 20_000),
]  # fmt: skip


@pytest.mark.parametrize(("work", "units", "longest"), WHOLE)
def test_every_reader_is_linear(
    work: Callable[[str], object], units: list[str], longest: int
) -> None:
    slow = [(q, unit) for unit in units if (q := quotient(work, unit, longest)) >= MOST]
    assert slow == []


@pytest.mark.quick
def test_records_that_differ_are_not_all_compared() -> None:
    draw = Random(1)
    signs = [chr(draw.randrange(0x4E00, 0x9FFF)) for _ in range(20 * 1600)]
    text = "\n".join("".join(signs[n : n + 19]) for n in range(0, len(signs), 20))
    short = text[: len(text) // 4]
    assert seconds(entered, text, 5) < MOST * seconds(entered, short, 5)
