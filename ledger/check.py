"""The command ``check``."""

from __future__ import annotations

import argparse

from ledger.machine import arguments, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records.types.work import Trace
from ledger.survey import open_project


def add(commands: Commands) -> None:
    """Enter the command."""
    does = "检查 data/、docs/ 和设置，一次列出全部问题"
    arguments.of_project(arguments.command(commands, "check", does, run))


def run(options: argparse.Namespace) -> int:
    """Say every remark, and how much was found in order; raises ``LedgerError`` with all issues."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    project = open_project(options.root)
    for remark in sorted(set(project.remarks)):
        terminal.say(f"提示  {remark}")
    traces = len(project.dataset.of(Trace))
    terminal.say(
        f"没有问题：{traces} 条履责记录，{len(project.figures)} 个指标，{len(project.finished)} 个页面。"
    )
    terminal.say("成品没有看：链接到的文件、页面里能运行的内容，由 python -m ledger build 看。")
    return 0
