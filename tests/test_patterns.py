"""Every rule finds its examples, and looks away only from texts in which it can find nothing."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from conftest import ROOT

import ledger
from ledger.checks.style.rules import Rule as StyleRule
from ledger.patterns import Family, Pattern, Rule


def rules() -> Iterator[tuple[str, Rule | StyleRule]]:
    """Yield the rules that the modules of the project hold, each with its module."""
    for module in pkgutil.walk_packages(ledger.__path__, "ledger."):
        if not module.name.endswith("__main__"):
            for each in within(vars(importlib.import_module(module.name)).values()):
                yield module.name, each


def within(values: Iterable[object]) -> Iterator[Rule | StyleRule]:
    for value in values:
        if isinstance(value, (Rule, StyleRule)):
            yield value
        elif isinstance(value, Family):
            yield from value.rules
        elif isinstance(value, dict):
            yield from within(value.values())
        elif isinstance(value, tuple):
            yield from within(value)


FOUND = [*rules()]
RULES = {f"{module}: {each.name}": each for module, each in FOUND if isinstance(each, Rule)}
OF_STYLE = {
    f"{each.code} {each.expression}": each for _, each in FOUND if isinstance(each, StyleRule)
}


def test_a_rule_of_style_finds_its_examples() -> None:
    for name, each in OF_STYLE.items():
        line, marks = re.sub("[⟦⟧]", "", each.finds), re.findall("⟦([^⟧]*)⟧", each.finds)
        assert marks and [line[start:end] for start, end, _ in each.look(line)] == marks, name
        assert each.leaves and not [*each.look(each.leaves)], name


def test_a_rule_finds_its_examples() -> None:
    for name, each in RULES.items():
        text, marks = re.sub("[⟦⟧]", "", each.finds), re.findall("⟦([^⟧]*)⟧", each.finds)
        assert marks and [text[at.start : at.end] for at in Family(each).scan(text)] == marks, name
        assert each.leaves and not [*Family(each).scan(each.leaves)], name


def needs(pattern: Any, signs: frozenset[str]) -> bool:
    """Whether whatever a parsed pattern matches, or stands on, holds one of the signs."""
    return any(_needs(op, of, signs) for op, of in pattern)


def _needs(op: Any, of: Any, signs: frozenset[str]) -> bool:
    if op is sre.LITERAL:
        return chr(of) in signs
    if op is sre.IN:
        return all(_within(kind, value, signs) for kind, value in of)
    if op is sre.BRANCH:
        return all(needs(each, signs) for each in of[1])
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return of[0] > 0 and needs(of[2], signs)
    return needs(of[-1], signs) if op in (sre.SUBPATTERN, sre.ASSERT) else False


def _within(kind: Any, value: Any, signs: frozenset[str]) -> bool:
    if kind is sre.RANGE:
        return all(chr(point) in signs for point in range(value[0], value[1] + 1))
    return kind is sre.LITERAL and chr(value) in signs


@pytest.mark.slow
def test_a_text_without_the_signs_of_a_rule_holds_none() -> None:
    for each in (each for _, each in FOUND if each.signs):
        assert needs(parser.parse(re.sub(r"\(\?i:", "(?:", each.expression)), each.signs), each
        if "(?i" in each.expression:
            assert set(each.signs) == set(each.signs.swapcase()), each


def test_signs_that_a_find_may_lack_are_told() -> None:
    lacking = Rule("", "第?[一二]", signs="第一", finds="", leaves="")
    assert not needs(parser.parse(lacking.expression), lacking.signs)


def begins_with(pattern: Any, signs: re.Pattern[str]) -> bool:
    """Whether whatever a parsed pattern matches is empty, or begins with one of the signs."""
    for op, of in pattern:
        if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
            continue
        if not _begins_with(op, of, signs):
            return False
        if parser.SubPattern(pattern.state, [(op, of)]).getwidth()[0]:
            return True
    return True


def _begins_with(op: Any, of: Any, signs: re.Pattern[str]) -> bool:
    if op is sre.LITERAL:
        return bool(signs.match(chr(of)))
    if op is sre.IN:
        return all(_is_one(kind, value, signs) for kind, value in of)
    if op is sre.BRANCH:
        return all(begins_with(each, signs) for each in of[1])
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.SUBPATTERN):
        return begins_with(of[-1], signs)
    return False


def _is_one(kind: Any, value: Any, signs: re.Pattern[str]) -> bool:
    if kind is sre.RANGE:
        return all(signs.match(chr(point)) for point in range(value[0], value[1] + 1))
    if kind is sre.CATEGORY:
        return value is sre.CATEGORY_DIGIT and r"\d" in signs.pattern
    return kind is sre.LITERAL and bool(signs.match(chr(value)))


def test_an_expression_that_begins_at_some_signs_only_misses_nothing() -> None:
    of_rules = {each.expression for _, each in FOUND}
    at = re.compile(r"\(\?=(?P<signs>\[[^\]]+\])\)")
    told = {each: found for each in (*of_rules, *sources()) if (found := at.match(each))}
    assert len(told) > 10
    for expression, found in told.items():
        rest = parser.parse(expression[found.end() :])
        assert rest.getwidth()[0] and begins_with(rest, re.compile(found["signs"])), expression
    one = re.compile("[一]")
    assert not begins_with(parser.parse("一|二"), one)
    assert not begins_with(parser.parse("(?<!三)二?一"), one)
    assert begins_with(parser.parse("(?<!三)一?(?:一|(?=二)一{1,2})"), one)


def sources() -> Iterator[str]:
    """Yield the expressions of the patterns that the modules of the project hold."""
    for module in pkgutil.walk_packages(ledger.__path__, "ledger."):
        if not module.name.endswith("__main__"):
            held = vars(importlib.import_module(module.name)).values()
            yield from (each.pattern for each in held if isinstance(each, Pattern))


def test_a_rule_that_finds_no_sign_finds_nothing() -> None:
    rule = Rule("", "(?=a)", finds="", leaves="")
    assert [*Family(rule).scan("aab")] == []


def test_rules_find_as_one_pattern_of_all_would() -> None:
    parts = ("ab", "a", "b[cd]{1,2}", "(?<=c)d", "^x")
    each = [Rule(part, part, finds="", leaves="") for part in parts]
    for text in ("abcd", "xabcdcdbcdb", "bccd", "aab", "", "x\nx"):
        found = [(found.start, found.end) for found in Family(*each).scan(text)]
        assert found == [match.span() for match in re.finditer("|".join(parts), text)]


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    pattern = Pattern("(")
    with pytest.raises(re.error):
        pattern.search("")


@pytest.mark.slow
def test_to_load_what_checks_compiles_no_pattern_of_ours() -> None:
    code = (
        "import re, sys; compile = re.compile\n"
        "def noting(pattern, flags=0):\n"
        "    name = sys._getframe(1).f_globals['__name__']\n"
        "    if isinstance(pattern, str) and name.startswith('ledger.'): print(name, pattern)\n"
        "    return compile(pattern, flags)\n"
        "re.compile = noting; import ledger.check"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""


def repeats(found: Any) -> Iterator[Any]:
    """Yield what a parsed expression repeats possessively, at any depth."""
    for operation, argument in found:
        if operation is sre.POSSESSIVE_REPEAT:
            yield argument[2]
        for part in argument if isinstance(argument, (tuple, list)) else [argument]:
            for each in part if isinstance(part, list) else [part]:
                if isinstance(each, parser.SubPattern):
                    yield from repeats(each)


def repeats_a_group(expression: str) -> bool:
    """Ask whether an expression has ``(…)*+``; what is no expression has none."""
    try:
        found = parser.parse(expression)
    except (re.error, OverflowError):
        return False
    return any(len(each) != 1 or each[0][0] not in (sre.IN, sre.LITERAL, sre.NOT_LITERAL, sre.ANY) for each in repeats(found))  # fmt: skip


@pytest.mark.slow
def test_no_group_repeats_possessively() -> None:
    """Until 3.11.5 Python matches ``(…)*+`` wrongly; ``(?>(…)*)`` is the same, and right everywhere."""
    assert repeats_a_group(r"x|(?P<a>(?:a|b\w)*+)") and repeats_a_group(r"(?=(?:ab)?+)")
    assert not repeats_a_group(r"(?>(?:a++|b)*)\w++[^a]*+")
    constants = (
        (file.name, node.value)
        for room in ("ledger", "mkdocs_ledger")
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "+" in node.value.replace("()*+", "")  # a list of signs
    )
    assert [each for each in constants if repeats_a_group(each[1])] == []
