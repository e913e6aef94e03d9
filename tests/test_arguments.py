"""The command line asks and answers in Chinese, and says the same to the terminal as to the guide."""

from __future__ import annotations

import argparse
import ast
import re
from pathlib import Path

import pytest
from conftest import ROOT

from ledger import commands as command
from ledger.machine import arguments

#: what argparse says to the programmer
TO_PROGRAMMERS = {
    ".__call__() not defined", "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional", "%r is not callable",
    "cannot merge actions - two groups are named %r", "dest= is required for options like %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "invalid conflict_resolution value: %r", "cannot have multiple subparser arguments",
    "conflicting subparser: %s", "conflicting subparser alias: %s", 'argument "-" with mode %r',
    "conflicting option string: %s", "conflicting option strings: %s",
}  # fmt: skip
#: names that stay what they are: the program, options, files, formats, versions of git
NAMES = re.compile(
    r"python -m ledger|--?[a-z]+|\b(?:data|docs)/|\w+\.[a-z]+|\.[a-z]+\b|PDF|Word|Excel|VS Code|nginx|IIS|JSON|SARIF"
    r"|git|SHA-256|site/|HEAD|v1\.0|/srv/shuchu-youju/current|\bcurrent\b|-h\b|Ctrl\+C"
)


def commands() -> dict[str, argparse.ArgumentParser]:
    return dict(command.program()[1].choices)


def said(capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, str]:
    """Run the command line where it ends before any work; return the exit code and all it said."""
    try:
        code: int | str | None = command.main(list(given))
    except SystemExit as ended:
        code = ended.code
    told = capsys.readouterr()
    return int(code or 0), told.out + told.err


def latin(text: str) -> list[str]:
    for name in sorted(commands(), key=len, reverse=True):
        text = re.sub(rf"(?<![a-z]){name}(?![a-z])", "", text)
    return re.findall("[A-Za-z]+", NAMES.sub("", text))


def test_all_that_argparse_says_to_a_person_is_in_the_catalogue() -> None:
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    asked = {
        argument.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert asked - TO_PROGRAMMERS <= arguments.CATALOGUE.keys()


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_is_in_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = said(capsys, *filter(None, [name]), "--help")
    assert code == 0 and latin(told) == []
    assert all(len(line.encode("gb18030")) <= 100 for line in told.splitlines())


ERRORS = {
    ("chekc",): "没有“chekc”；可以写：new、new-ledger、new-document、add、check",
    ("check", "--strictly"): "不认识的参数：--strictly",
    ("docx",): "还要写：文件",
    ("publish", "--to"): "--to：后面要写一个值",
    ("publish", "--to", "甲", "--keep", "两"): "--keep：“两”不是整数",
    ("publish", "--to", "甲", "--list", "--rollback"): "--rollback：不能和 --list 一起写",
    ("headers", "site"): "要写其中一个：--nginx --iis",
    ("check", "--root=甲", "乙"): "不认识的参数：乙",
    ("docx", "--draft=是", "甲"): "--draft：后面不写值，多了“是”",
}


@pytest.mark.parametrize("given", ERRORS)
def test_errors_are_in_chinese(given: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, told = said(capsys, *given)
    assert code == 2 and ERRORS[given] in told
    assert latin(re.sub("“chekc”|--strictly|site$", "", told)) == []


def test_no_command_is_answered_with_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    asked, told = said(capsys, "--help"), said(capsys)
    assert told[0] == 2 and told[1] == asked[1]


def test_every_command_has_a_work_and_says_what_is_left_undone() -> None:
    for parser in commands().values():
        assert callable(parser.get_default("run")) and parser.get_default("undone")


def test_the_register_is_a_table() -> None:
    """No command is written in the register itself."""
    tree = ast.parse((ROOT / "ledger/commands.py").read_text(encoding="utf-8"))
    made = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert made == ["program", "main", "_answer"]
