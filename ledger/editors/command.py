"""The command ``schemas``: tells an editor which keys and words the ledgers of a project have."""

from __future__ import annotations

import argparse

from ledger.editors import files
from ledger.machine import arguments, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records.dataset import read_all


def add(commands: Commands) -> None:
    """Register the command ``schemas``."""
    does = "让 VS Code 一类的编辑器在写台账时列出能写的键和词；以后生成网站时自动更新"
    arguments.of_project(arguments.command(commands, "schemas", does, run))


def run(options: argparse.Namespace) -> int:
    """Write the files for editors; raises ``Stopped`` and ``Mistake``."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    written = files.write(options.root, read_all(options.root)[0])
    terminal.output(f"写好了 {len(written)} 个文件" if written else "没有变化")
    return 0
