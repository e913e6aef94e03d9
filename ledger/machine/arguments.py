"""The command line in Chinese: a parser, and the register of commands.

argparse translates its messages by gettext's ``_`` and ``ngettext``, but no system has a Chinese
catalogue for them. This module replaces both functions by a catalogue of its own.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeAlias, TypeVar

from ledger.issues import Mistake
from ledger.machine import terminal
from ledger.patterns import Pattern

T = TypeVar("T")
#: argparse's messages, without those about mistakes in the program itself
CATALOGUE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这段说明",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "the following arguments are required: %s": "还要写：%s",
    "one of the arguments %s is required": "要写其中一个：%s",
    "not allowed with argument %s": "不能和 %s 一起写",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不清楚是哪一个：%(matches)s",
    "expected one argument": "后面要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "expected %s argument": "后面要写 %s 个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ignored explicit argument %r": "后面不写值，多了“%s”",
    "unexpected option string: %s": "这里不能写 %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”；可以写：%(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有“%(parser_name)s”；可以写：%(choices)s",
    "invalid %(type)s value: %(value)r": "“%(value)s”不是这里能写的",
    "can't open '%(filename)s': %(error)s": "%(filename)s：打不开（%(error)s）",
}
_HEADING = Pattern(r"^(参数|选项|命令):$", re.MULTILINE)

#: a list as argparse writes it
_CHOICES, _CHOICE = Pattern(r"(?<=可以写：)'.*"), Pattern(r"'([^']*)'")

Run = Callable[[argparse.Namespace], int]


def _translated(message: str) -> str:
    return CATALOGUE.get(message, message)


def _translated_number(one: str, several: str, number: int) -> str:
    return _translated(one if number == 1 else several)


vars(argparse).update({"_": _translated, "ngettext": _translated_number})


class Parser(argparse.ArgumentParser):
    """A parser whose help fits a terminal, where a Chinese character takes two columns."""

    def error(self, message: str) -> NoReturn:
        """Report what is wrong, a list with Chinese marks between its words, and end with code 2."""
        super().error(_CHOICES.sub(lambda list_: "、".join(_CHOICE.findall(list_[0])), message))

    def format_help(self) -> str:
        """Return the help with Chinese punctuation."""
        return _HEADING.sub(r"\1：", super().format_help())

    def print_help(self, file: Any = None) -> None:
        """Print the help; raises ``OSError`` where the output is lost."""
        if file:
            super().print_help(file)
        else:
            terminal.output(self.format_help().rstrip("\n"))


#: argparse's register of commands, which has no public name
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def program(name: str, description: str) -> tuple[Parser, Commands]:
    """Return the parser of a program of commands, and their register."""
    wide = partial(argparse.HelpFormatter, width=76, max_help_position=28)
    parser = Parser(prog=name, description=description, formatter_class=wide)
    return parser, parser.add_subparsers(dest="command", title="命令", metavar="命令")


def typed(read: Callable[[str], T]) -> Callable[[str], T]:
    """Return the type of an option whose text is read like a value of the data."""

    def reading(text: str) -> T:
        try:
            return read(text)
        except Mistake as mistake:
            raise argparse.ArgumentTypeError(str(mistake)) from None

    return reading


def command(
    commands: Commands, name: str, does: str, run: Run, undone: str = "没有写出文件"
) -> Parser:
    """Register a command: its help, its function, and the consequence of an interruption."""
    below = partial(argparse.HelpFormatter, width=76, max_help_position=4)
    parser: Parser = commands.add_parser(name, help=does, description=does, formatter_class=below)
    parser.set_defaults(run=run, undone=undone)
    return parser


def of_document(parser: Parser) -> Parser:
    """Add the option ``--document``, the 名称 of a document."""
    parser.add_argument(
        "--document", metavar="名称", help="哪一份公文，如 半年报告；不写是年度报告"
    )
    return parser


def of_project(parser: Parser) -> Parser:
    """Add the option ``--root``, the project's folder."""
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), metavar="文件夹", help="项目目录，默认为当前目录"
    )
    return parser


def number(text: str) -> int:
    """Return a whole number; raises ``ArgumentTypeError``, which argparse reports."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是整数") from None


def lacks_project(root: Path) -> str | None:
    """Return a message where a folder is no project, else None."""
    if (root / "data").is_dir():
        return None
    return f"{root} 下没有 data/；请在项目目录里运行，或用 --root 指明"
