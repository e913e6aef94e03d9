"""The command ``new``: writes the folder of a bureau's project."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from ledger import product
from ledger.founding import answers, laying
from ledger.issues import LedgerError
from ledger.machine import arguments, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.publishing import lock
from ledger.records.types.founding import Answers
from ledger.survey import survey


def add(commands: Commands) -> None:
    """Register the command ``new``."""
    does = "新建一个单位的项目：问几个问题，写出文件夹"
    parser = arguments.command(commands, "new", does, run, undone="没有写出文件夹")
    parser.add_argument("folder", type=Path, metavar="文件夹", help="写到哪里；没有的，或者空的")
    parser.add_argument(
        "--answers",
        type=Path,
        metavar="文件",
        help="不问，用写好的答案，一行一个，如 报告年度: 2024",
    )


def run(options: argparse.Namespace) -> int:
    """Write the project, or report why not; raises ``LedgerError`` for wrong answers."""
    folder = Path(os.path.abspath(options.folder))
    if reason := _taken(folder):
        raise Stopped(f"{options.folder} {reason}", code=2)

    def use(given: Answers) -> None:
        _write(folder, laying.laid(given))

    if options.answers:
        use(given := answers.of_file(options.answers))
    else:
        given = _asked(use)
    root = shlex.quote(str(options.folder))
    check = f"{shlex.quote(sys.executable)} -m ledger check --root {root}"
    terminal.output(
        f"写好了 {options.folder}：台账 {len(answers.kept(given))} 本，还没有记录；报告的各节写着要回答的问题。\n"
        f"先看里面的 怎样用.md；检查：{check}"
    )
    return 0


def _taken(folder: Path) -> str:
    """Say why nothing can be written into a folder; nothing where it can."""
    if folder == Path.cwd():
        return "就是现在所在的文件夹；请到上一层去运行，写它的名称"
    if not product.is_installed() and folder.is_relative_to(product.place()):
        return "在产品自己的文件夹里；请写到外面，如 ../本单位"
    if not folder.parent.is_dir():
        return f"的上一层 {folder.parent} 不存在；请先建好，或换一个地方"
    if os.path.lexists(folder) and not folder.is_dir():
        return "不是文件夹；请换一个名称"
    if folder.is_dir() and any(folder.iterdir()):
        return "里面已经有东西；请写一个没有的或者空的文件夹"
    return ""


def _asked(use: Callable[[Answers], None]) -> Answers:
    if not sys.stdin or not sys.stdin.isatty():
        raise Stopped("这里不能提问；请把答案写进一个文件，加 --answers 文件", code=2)
    try:
        return answers.asked(input, use)
    except EOFError:
        raise Stopped("没有答完，没有写出文件夹", code=2) from None


def _write(folder: Path, content: dict[str, bytes]) -> None:
    """Write the files whole: beside the folder, and in its place once they are checked.

    What a killed command left beside it goes. Raises ``LedgerError`` where an answer makes a project with errors.
    """
    part = folder.with_name(f".{folder.name}.founding")
    with lock.claimed(part, f"另一个 new 正在写 {folder.name}"):
        try:
            for path, each in content.items():
                file = part / path
                file.parent.mkdir(parents=True, exist_ok=True)
                files.write(file, each, flush=False)
            if errors := survey(part)[1].errors:
                raise LedgerError(errors)
            if folder.is_dir():
                folder.rmdir()  # it is empty
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
