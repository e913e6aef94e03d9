"""The command ``reference``: the tables of the guides that the code writes."""

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
    does = "更新 CONTRIBUTING.md、REFERENCE.md 和 HACKING.md 里由程序得出的表"
    arguments.command(commands, "reference", does, partial(run, commands))


def run(commands: Commands, _: argparse.Namespace) -> int:
    """Write the tables that the code knows into the guides."""
    helps = {name: parser.format_help() for name, parser in commands.choices.items()}
    looked_up = partial(reference.fill_looked_up, helps=helps)
    for name, fill in (
        ("CONTRIBUTING.md", reference.fill),
        ("REFERENCE.md", looked_up),
        ("HACKING.md", reference.fill_rooms),
    ):
        file = Path(name)
        if not file.is_file():
            raise Stopped(f"没有 {file}；请在项目目录里运行", code=2)
        whole.write(file, fill(whole.text(file)).encode())
    return 0
