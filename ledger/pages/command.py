"""The command ``reference``: the tables of CONTRIBUTING.md that the code writes."""

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
    does = "更新 CONTRIBUTING.md 里的键表和词表"
    arguments.command(commands, "reference", does, run)


def run(_: argparse.Namespace) -> int:
    """Write the tables of keys and words into CONTRIBUTING.md."""
    file = Path("CONTRIBUTING.md")
    try:
        text = reference.fill(file.read_text(encoding="utf-8"))
        whole.write(file, text.encode())
    except OSError as error:
        raise Mistake(f"{file}：{reason(error)}；请在项目目录里运行") from None
    return 0
