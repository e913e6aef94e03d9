"""The command line: python -m ledger check | pdf | docx | reference."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from ledger import browser, reference
from ledger.export import files
from ledger.export.site import REPORT_PAGE, built
from ledger.gate import open_project
from ledger.issues import LedgerError, Mistake
from ledger.official import Form
from ledger.records.work import Trace


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "reference":
        return update_reference()
    if not (options.root / "data").is_dir():
        return _refuse(f"{options.root} 下没有 data/；请在项目目录里运行，或用 --root 指明", code=2)
    return check(options.root) if options.command == "check" else export(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ledger", description="数出有据：检查数据和正文，写出报告的文件"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument("--root", type=Path, default=Path.cwd(), help="项目目录，默认为当前目录")
    commands.add_parser("check", parents=[root], help="检查 data/ 和 docs/，一次列出全部问题")
    for ending, label in files.LABELS.items():
        command = commands.add_parser(ending, parents=[root], help=f"把报告写成 {label} 文件")
        command.add_argument("out", type=Path, metavar="文件", help=f"写到哪里，如 报告.{ending}")
        command.add_argument("--draft", action="store_true", help="草稿：不带红头，标明“草稿”")
        command.add_argument(
            "--evidence", action="store_true", help="附全部指标的口径和来源，供核验"
        )
        command.add_argument(
            "--site", type=Path, help="用这个已经生成的网站，不重新生成（数据改过的话会是旧的）"
        )
    commands.add_parser("reference", help="更新 CONTRIBUTING.md 里的键表和词表")
    return parser


def export(options: argparse.Namespace) -> int:
    """Write the report as one file: the whole of it or nothing."""
    if objection := _objection(options):
        return _refuse(objection, code=2)
    try:
        content = _made(options)
        _replace(options.out, content)
    except LedgerError as error:
        print(error)
        return 1
    except Mistake as mistake:
        return _refuse(str(mistake))
    except OSError as error:
        return _refuse(f"{options.out} 写不了：{error.strerror}")
    print(f"已写到 {options.out}（{len(content) / 1024:.0f} KB）")
    return 0


def _objection(options: argparse.Namespace) -> str | None:
    """Say what is wrong before any work is done."""
    out: Path = options.out
    if out.is_dir() or not out.parent.is_dir():
        what = "是文件夹" if out.is_dir() else f"所在的文件夹 {out.parent} 不存在"
        return f"{out} {what}；请写一个文件名，如 报告.{options.command}"
    if options.command == "pdf" and browser.find() is None:
        return browser.missing()
    if options.site and not (options.site / REPORT_PAGE).is_file():
        return f"{options.site} 里没有 {REPORT_PAGE}；请先运行 make build"
    return None


def _made(options: argparse.Namespace) -> bytes:
    project = open_project(options.root)
    if not options.site:
        print("正在生成网页……", file=sys.stderr, flush=True)
    with nullcontext(options.site) if options.site else built(options.root) as site:
        print(f"正在写 {files.LABELS[options.command]}……", file=sys.stderr, flush=True)
        form = Form(options.draft, options.evidence)
        return files.MAKERS[options.command](site, project, form)


def _replace(out: Path, content: bytes) -> None:
    """Write a file whole, or leave the old one."""
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(content)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


def _refuse(message: str, code: int = 1) -> int:
    print(message, file=sys.stderr)
    return code


def check(root: Path) -> int:
    """Print every issue, or how much was found in order."""
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
