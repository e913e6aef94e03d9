"""The command ``diff``: what changed since a version."""

from __future__ import annotations

import argparse
from pathlib import Path

from ledger.changes import comparison, sealed, sheet
from ledger.issues import Mistake
from ledger.language.signs import visible
from ledger.machine import arguments, terminal
from ledger.machine import files as whole
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records import editions
from ledger.survey import survey


def add(commands: Commands) -> None:
    """Register the command ``diff``."""
    parser = arguments.command(commands, "diff", "变更单：从一个版本到现在改了什么", run)
    parser.add_argument(
        "revision",
        metavar="版本",
        help="git 的版本，如 HEAD、v1.0 或提交号；没有 git 的写以前一份的文件夹，"
        "或封存的文件，如 data/2021/封存/年度报告.yml",
    )
    parser.add_argument("--out", type=Path, metavar="文件", help="写到哪里，如 变更单.txt")
    arguments.of_document(parser)
    arguments.of_project(parser)


def run(options: argparse.Namespace) -> int:
    """Print the changes since a revision, an earlier copy or a seal, or write them to one file.

    Return 1 if a rule is newly broken, else 0.
    """
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    named = (options.out, "变更单.txt", options.root, (".txt", ".md"))
    if options.out and (objection := whole.objection(*named)):
        raise Stopped(objection, code=2)
    of_seal = sealed.is_seal(options.root, options.revision)
    if of_seal and options.document:
        raise Stopped("--document：封存的文件说明了是哪一份公文；请去掉 --document", code=2)
    try:
        project, surveyed = survey(options.root, editions.chosen())
        if of_seal:
            found = sealed.since(project, options.revision)
        else:
            document = options.document or ""
            found = comparison.since(project, surveyed.errors, options.revision, document)
    except Mistake as mistake:
        raise Stopped(str(mistake), code=2) from None
    written = sheet.text(found)
    if options.out:
        _write(options.out, written)
    else:
        terminal.output(visible(written).rstrip("\n"))
    return int(bool(found.broken))


def _write(file: Path, text: str) -> None:
    whole.write(file, text.encode())
    terminal.output(f"已写到 {file}（{len(text.splitlines())} 行）")
