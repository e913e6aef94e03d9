"""The command ``check``."""

from __future__ import annotations

import argparse

from ledger import listing, results
from ledger.checks.files import programs
from ledger.issues import LedgerError, lines
from ledger.machine import arguments, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records.types.work import Trace
from ledger.survey import survey

#: other formats of the findings: option, function, name of the format
FORMS = (("json", listing.as_json, "JSON"), ("sarif", listing.as_sarif, "SARIF 2.1.0"))


def add(commands: Commands) -> None:
    """Register the command ``check``."""
    does = "检查 data/、docs/ 和设置，一次列出全部问题"
    command = arguments.of_project(
        arguments.command(commands, "check", does, run, undone="没有查完")
    )
    form = command.add_mutually_exclusive_group()
    for name, write, what in FORMS:
        advice = f"写成 {what}，给别的软件读"
        form.add_argument(f"--{name}", dest="form", action="store_const", const=write, help=advice)


def run(options: argparse.Namespace) -> int:
    """Print all remarks and the counts of checked things, or all findings in another format.

    Raises ``LedgerError`` with all errors, ``Stopped`` where the folder is no project.
    """
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    with results.going_on(options.root):
        project, found = survey(options.root)
    found.add(programs.check(options.root))
    if options.form:
        terminal.output(options.form([*found.errors, *found.remarks]))
        return int(bool(found.errors))
    for line in lines(found.remarks, "提示  "):
        terminal.output(line)
    if found.errors:
        raise LedgerError(found.errors)
    traces = len(project.dataset.of(Trace))
    terminal.output(
        f"没有问题：{traces} 条履责记录，{len(project.figures)} 个指标，{len(project.finished)} 个页面。"
    )
    terminal.output(
        "成品没有看：链接到的文件、页面里能运行的内容，网页的正文、搜索、PDF、Word、Excel 是不是和数据、正文一样，由 python -m ledger build 看。"
    )
    for each in project.unfinished:
        terminal.output(each)
    return 0
