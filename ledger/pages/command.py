"""The command ``reference``: the tables of CONTRIBUTING.md that the code writes."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from ledger.machine import arguments
from ledger.machine import files as whole
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.pages import reference


def add(commands: Commands) -> None:
    """Enter the command; the others are asked for their help when it runs."""
    does = "更新 CONTRIBUTING.md 里的键表、词表和命令表"
    arguments.command(commands, "reference", does, partial(run, commands))


def run(commands: Commands, _: argparse.Namespace) -> int:
    """Write the tables of keys, words and commands into CONTRIBUTING.md."""
    file = Path("CONTRIBUTING.md")
    helps = {name: parser.format_help() for name, parser in commands.choices.items()}
    if not file.is_file():
        raise Stopped(f"没有 {file}；请在项目目录里运行", code=2)
    text = reference.fill(file.read_text(encoding="utf-8"), Path.cwd(), helps)
    whole.write(file, text.encode())
    return 0
