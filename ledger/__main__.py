"""The command line: python -m ledger check | reference."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ledger import reference
from ledger.gate import open_project
from ledger.issues import LedgerError
from ledger.records import Trace


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m ledger", description="数出有据：检查数据和正文"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    command = commands.add_parser("check", help="检查 data/ 和 docs/，一次列出全部问题")
    command.add_argument("--root", type=Path, default=Path.cwd(), help="项目目录，默认为当前目录")
    commands.add_parser("reference", help="更新 CONTRIBUTING.md 里的键表和词表")
    options = parser.parse_args(arguments)
    return update_reference() if options.command == "reference" else check(options.root)


def check(root: Path) -> int:
    """Print every issue, or how much was found in order."""
    if not (root / "data").is_dir():
        print(f"{root} 下没有 data/；请在项目目录里运行，或用 --root 指明", file=sys.stderr)
        return 2
    try:
        project = open_project(root)
    except LedgerError as error:
        print(error)
        return 1
    traces = len(project.dataset.of(Trace))
    print(
        f"没有问题：{traces} 条履责记录，{len(project.figures)} 个指标，{len(project.finished)} 个页面。"
    )
    return 0


def update_reference() -> int:
    """Write the tables of keys and words into CONTRIBUTING.md."""
    file = Path("CONTRIBUTING.md")
    file.write_text(reference.fill(file.read_text(encoding="utf-8"), Path.cwd()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
