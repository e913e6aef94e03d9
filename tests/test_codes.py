"""The tree of codes is closed: every finding has a code of it, and every code is found somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from conftest import ROOT, see_codes

from ledger import codes
from ledger.issues import Issue, Place

#: rooms and modules whose ``Mistake`` is a command's refusal, and no finding at a place
COMMANDS = {"changes", "documents", "machine", "publishing", "command.py"}
FILES = [*sorted((ROOT / "ledger").rglob("*.py")), ROOT / "macros.py"]


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def words(node: ast.AST) -> Iterator[str]:
    """Yield the words in a piece of code that have the form of a code."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            group, _, kind = each.value.partition(".")
            if group in codes.TREE and kind.isidentifier():
                yield each.value


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def spans(tree: ast.AST) -> list[range]:
    """Return the lines of the functions that say which code their findings have."""
    return [
        range(each.lineno, (each.end_lineno or 0) + 1)
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef)
        for by in each.decorator_list
        if isinstance(by, ast.Call) and name_of(by) in ("finds", "rule")
    ]


def says_its_code(call: ast.Call) -> bool:
    """Whether a finding is made with a code: by name, or by something that is called ``code``."""
    given = [keyword.arg == "code" for keyword in call.keywords]
    last = [ast.unparse(each).rpartition(".")[2] for each in call.args[1:]]
    return any(given) or "code" in last or any(words(call))


def without_code(file: Path) -> list[str]:
    tree = parse(file)
    covered = spans(tree)
    return [
        f"{file.name}:{each.lineno} {ast.unparse(each)}"
        for each in ast.walk(tree)
        if isinstance(each, ast.Call)
        if name_of(each) in ("Issue", "Mistake", "issue")
        if not says_its_code(each) and not any(each.lineno in lines for lines in covered)
    ]


def test_every_code_in_use_stands_in_the_tree_and_every_code_is_used() -> None:
    used = {word for file in FILES if file.stem != "codes" for word in words(parse(file))}
    assert used == set(codes.CODES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_whatever_is_found_says_its_code(file: Path) -> None:
    assert COMMANDS & set(file.parts) or without_code(file) == []


def test_each_kind_says_what_is_wrong_and_what_to_do() -> None:
    for code, texts in codes.CODES.items():
        assert all(text and text == text.strip(" 。；") for text in texts), code
        assert code.isascii() and code.islower(), code
    assert len({wrong for wrong, _ in codes.CODES.values()}) == len(codes.CODES)


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ('Issue(place, "甲")', True),
        ('Issue(place, "甲", code="key.unknown")', False),
        ("Issue(place, message, length, code)", False),
        ('raise Mistake("甲", "key.unknown")', False),
        ('raise Mistake("甲")', True),
        ('@finds("key.unknown")\ndef f():\n    yield record.issue("甲", "key")', False),
        ('@cache\ndef f():\n    yield record.issue("甲", "key")', True),
    ],
)
def test_a_finding_without_a_code_is_seen(tmp_path: Path, code: str, missing: bool) -> None:
    file = tmp_path / "a.py"
    file.write_text(code, encoding="utf-8")
    assert bool(without_code(file)) is missing


def test_what_is_refused_of_hostile_texts_has_a_code() -> None:
    assert hostile.refused()  # ``Bureau.survey`` looks at every finding


@pytest.mark.parametrize("code", ["", "key.unheard"])
def test_an_unknown_code_is_no_code(code: str) -> None:
    with pytest.raises(AssertionError, match="no known code"):
        see_codes([Issue(Place("data/a.yml"), "甲", code=code)])
