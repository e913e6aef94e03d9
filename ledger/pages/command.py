"""The command ``reference``: the tables of the guides that the code writes."""

from __future__ import annotations

import argparse
from pathlib import Path

from ledger.issues import Mistake
from ledger.machine import arguments
from ledger.machine import files as whole
from ledger.machine.arguments import Commands
from ledger.machine.refusing import reason
from ledger.pages import reference


def add(commands: Commands) -> None:
    """Enter the command."""
    does = "更新 CONTRIBUTING.md 和 HACKING.md 里由程序得出的表"
    arguments.command(commands, "reference", does, run)


def run(_: argparse.Namespace) -> int:
    """Write the tables that the code knows into the guides."""
    for name, fill in (("CONTRIBUTING.md", reference.fill), ("HACKING.md", reference.fill_rooms)):
        file = Path(name)
        try:
            whole.write(file, fill(file.read_text(encoding="utf-8")).encode())
        except OSError as error:
            raise Mistake(f"{file}：{reason(error)}；请在项目目录里运行") from None
    return 0
