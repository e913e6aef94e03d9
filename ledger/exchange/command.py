"""The commands ``export`` and ``merge``: ledgers as workbooks, and merged after git."""

from __future__ import annotations

import argparse
from pathlib import Path

from ledger.exchange import exporting, undoing, unmerged
from ledger.issues import LedgerError
from ledger.machine import arguments, files, premises, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records import editions
from ledger.survey import survey


def add(commands: Commands) -> None:
    """Register the commands."""
    _add_export(commands)
    does = "git 没有合并完的台账，一条一条合并；先列出合并成什么、哪里要自己定"
    parser = arguments.of_project(
        arguments.command(commands, "merge", does, merge, undone="什么也没有改")
    )
    parser.add_argument("--write", action="store_true", help="写进台账，原来的另留一份")


def _add_export(commands: Commands) -> None:
    does = "把台账写成 Excel，一本一个文件，在里面改，再用 import 并回来"
    parser = arguments.of_project(arguments.command(commands, "export", does, export))
    parser.add_argument(
        "ledgers", nargs="*", metavar="台账", help="台账的名称；不写是有记录的每一本"
    )
    parser.add_argument("--to", type=Path, required=True, metavar="文件夹", help="写到哪里")
    parser.add_argument(
        "--year", type=arguments.number, metavar="年份", help="哪一年的，默认是报告年度"
    )
    parser.add_argument("--empty", action="store_true", help="只要空表，不带记录")
    parser.add_argument("--replace", action="store_true", help="盖住文件夹里以前导出的")


def export(options: argparse.Namespace) -> int:
    """Write the workbooks, all or none; raises ``Stopped``, ``LedgerError`` and ``Mistake``."""
    if objection := arguments.lacks_project(options.root) or _objection(options):
        raise Stopped(objection, code=2)
    project, found = survey(options.root, editions.chosen())
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    wanted = exporting.Wanted(options.ledgers, options.year, options.empty)
    made = [*exporting.exported(project, found.errors, wanted)]
    there = [options.to / each.name for each in made if (options.to / each.name).exists()]
    if there and not options.replace:
        said = "里面改过的没有导入就没有了；不要了，加 --replace"
        raise Stopped(f"已经有 {there[0]}，没有写：{said}", code=2)
    options.to.mkdir(exist_ok=True)
    for each in made:
        files.write(options.to / each.name, each.content)
    terminal.output("\n".join([*(f"  {each.name}  {_counted(each)}" for each in made)]))
    terminal.output(
        f"写到了 {options.to}，{len(made)} 个文件。改好以后：python -m ledger import 文件"
    )
    return 0


def _counted(made: exporting.Workbook) -> str:
    wrong = f"，{made.wrong} 格有错，标了红" if made.wrong else ""
    return f"{made.records} 条{wrong}"


def _objection(options: argparse.Namespace) -> str | None:
    """Say why nothing can be written to a folder."""
    to: Path = options.to
    if claimed := premises.inside(options.root, to):
        return f"{claimed}，不写在里面；请换一个，如 ../台账表格"
    if to.exists() and not to.is_dir():
        return f"{to} 不是文件夹；请换一个"
    return None if to.parent.is_dir() else f"{to} 所在的文件夹 {to.parent} 不存在；请先建"


def merge(options: argparse.Namespace) -> int:
    """Tell how the files are merged that git did not, or write them; return 1 where work is left.

    Raises ``Stopped``, ``LedgerError`` and ``Mistake``: then nothing is changed.
    """
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    made = unmerged.solved(options.root)
    terminal.output("\n".join(made.told) or "没有 git 没合并完的台账。")
    if made.contents and options.write:
        terminal.output(undoing.write(options.root, made.before, made.contents))
        terminal.output("再运行 python -m ledger check，然后 git add、git commit。")
    elif made.contents:
        terminal.output("没有写。要写进台账，加 --write。")
    if made.wrong:
        terminal.note(f"合起来多出了上面的 {made.wrong} 处错，自己的那一边没有；写好以后照着改")
    if made.left:
        terminal.note(f"上面有 {made.left} 处冲突要自己定，所在的文件没有改")
    return int(bool(made.left or made.wrong or (made.contents and not options.write)))
