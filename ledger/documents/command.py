"""The commands ``pdf``, ``docx`` and ``xlsx``: write the report to a file, whole or not at all."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path

from ledger.documents import files
from ledger.documents.elements import Form
from ledger.documents.site import built, page_of
from ledger.issues import LedgerError, Mistake, unfinished
from ledger.machine import arguments, browser, terminal
from ledger.machine import files as whole
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records import editions
from ledger.survey import open_project

_ANEW = "请重新生成网站，或去掉 --site"


def add(commands: Commands) -> None:
    """Register a command for each kind of file."""
    for ending, label in files.LABELS.items():
        what = "指标和台账" if ending in files.PAGELESS else "报告"
        parser = arguments.command(commands, ending, f"把{what}写成 {label} 文件", run)
        parser.add_argument("out", type=Path, metavar="文件", help=f"写到哪里，如 报告.{ending}")
        if ending in files.PAGELESS:
            parser.set_defaults(draft=False, final=False, evidence=False, site=None)
        else:
            _add_forms(parser)
        arguments.of_document(parser)
        arguments.of_project(parser)


def _add_forms(parser: arguments.Parser) -> None:
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--draft",
        action="store_true",
        help="草稿：不带红头，标明“草稿”；没有写完的报告不加也是草稿",
    )
    one.add_argument("--final", action="store_true", help="只要正式的：有一处没有写完就不写")
    parser.add_argument("--evidence", action="store_true", help="附全部指标的口径和来源，供核验")
    parser.add_argument(
        "--site",
        type=Path,
        metavar="网站",
        help="用已经生成的网站，不重新生成；和现在的数据、正文不同的不写",
    )


def run(options: argparse.Namespace) -> int:
    """Write the report as one file."""
    if objection := _objection(options):
        raise Stopped(objection, code=2)
    content, remarks = _made(options)
    whole.write(options.out, content)
    terminal.output(f"已写到 {options.out}（{len(content) / 1024:.0f} KB）")
    for remark in remarks:
        terminal.note(f"提示  {remark}")
    return 0


def _objection(options: argparse.Namespace) -> str | None:
    """Return the fault of the options, before any work is done."""
    ending = f".{options.command}"
    if lacking := arguments.lacks_project(options.root):
        return lacking
    if misplaced := whole.objection(options.out, f"报告{ending}", options.root, (ending,)):
        return misplaced
    if options.command == "pdf" and browser.find() is None:
        return browser.missing()
    return None


def _made(options: argparse.Namespace) -> tuple[bytes, list[str]]:
    """Return a file's content, and remarks for the user."""
    pageless = options.command in files.PAGELESS
    project = open_project(options.root, editions.chosen())
    try:
        project = project.document(options.document) if options.document else project
    except Mistake as mistake:
        raise Stopped(str(mistake), code=2) from None
    page = page_of(project.report)
    if options.site and not (options.site / page).is_file():
        raise Stopped(f"{options.site} 里没有 {page}；请先运行 python -m ledger build", code=2)
    if options.final and project.unwritten:
        raise LedgerError(project.unwritten)
    if not (pageless or options.site):
        terminal.note("正在生成网页……")
    site = Path() if pageless else options.site
    with nullcontext(site) if site else built(options.root) as pages:
        terminal.note(f"正在写 {files.LABELS[options.command]}……")
        form = Form(options.draft, options.evidence)
        try:
            content = files.made(options.command, pages, project, form)
        except Mistake as mistake:
            if not options.site:
                raise
            raise Mistake(
                f"{mistake}\n{site} 的报告不是现在的数据和正文，或者被人改过；{_ANEW}"
            ) from None
        remarks = [
            "" if pageless or options.draft else unfinished(project.unwritten, project.report.name),
            files.remark_on_pdf(content, pages, project, form) if options.command == "pdf" else "",
        ]
        return content, [*filter(None, remarks)]
