"""The command ``import-regulation``: writes the articles of an official text below data/."""

from __future__ import annotations

import argparse
from pathlib import Path

from ledger.issues import Mistake
from ledger.language.signs import visible
from ledger.law.intake import importing
from ledger.machine import arguments, terminal
from ledger.machine import files as whole
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.reading.findings import Finding
from ledger.records.dataset import read_all


def add(commands: Commands) -> None:
    """Register the command ``import-regulation``."""
    does = "导入单位手中的法规原文（.txt、.md、.docx）"
    parser = arguments.command(commands, "import-regulation", does, run)
    parser.add_argument("file", type=Path, metavar="文件", help="原文")
    parser.add_argument(
        "--instrument", required=True, metavar="法规", help="名称或简称，如 纪律处分条例"
    )
    parser.add_argument(
        "--version", required=True, type=arguments.number, metavar="年份", help="如 2018"
    )
    parser.add_argument("--replace", action="store_true", help="替换已经导入的这一版")
    parser.add_argument("--anyway", action="store_true", help="疑点都看过了，照样导入，并记下疑点")
    arguments.of_project(parser)


def run(options: argparse.Namespace) -> int:
    """Write the articles of an official text below data/, or report why not."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    dataset = read_all(options.root)[0]
    found = importing.prepare(dataset, options.file, options.instrument, options.version)
    if found.findings:
        terminal.output(_findings(options.file, found.findings))
    if found.serious and not options.anyway:
        raise Mistake(
            f"有 {len(found.serious)} 处疑点，没有导入；改好文件再导入，或看过后加 --anyway",
            "import.doubts",
        )
    target = options.root / found.target
    if target.exists() and not options.replace:
        raise Mistake(f"{found.target} 已经有了；要替换请加 --replace", "import.exists")
    target.parent.mkdir(parents=True, exist_ok=True)
    whole.write(target, found.content.encode())
    terminal.output(f"已导入 {found.articles} 条，写到 {found.target}")
    return 0


def _findings(file: Path, findings: list[Finding]) -> str:
    kinds = {True: "疑点", False: "提示"}
    return "\n".join(
        visible(f"{file}:{each.line}  {kinds[each.serious]}：{each.message}") for each in findings
    )
