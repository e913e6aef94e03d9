"""The command line: python -m ledger check | diff | pdf | docx | xlsx | import-regulation | publish |
verify | headers | reference."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from ledger.changes import comparison, sheet
from ledger.documents import files
from ledger.documents.elements import Form
from ledger.documents.site import REPORT_PAGE, built
from ledger.issues import LedgerError, Mistake, report, visible
from ledger.law.intake import importing
from ledger.law.intake.findings import Finding
from ledger.machine import browser, refusing
from ledger.machine import files as whole
from ledger.pages import reference
from ledger.publishing import command as publishing
from ledger.publishing import headers, verify
from ledger.records import editions
from ledger.records.dataset import read_all
from ledger.records.types.work import Trace
from ledger.survey import open_project, survey


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code: 3 where the machine refuses, whatever the command."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return _refuse("中断了，没有写出文件", code=130)
    except OSError as error:
        return _refuse(refusing.refusal(error), code=3)


def _run(options: argparse.Namespace) -> int:
    apart = {
        "reference": update_reference,
        "headers": write_headers,
        "verify": verify_release,
        "publish": publishing.run,  # on a server without the project it lists and goes back
    }
    if options.command in apart:
        return apart[options.command](options)
    if not (options.root / "data").is_dir():
        return _refuse(f"{options.root} 下没有 data/；请在项目目录里运行，或用 --root 指明", code=2)
    commands = {"check": check, "diff": diff, "import-regulation": import_regulation}
    return commands.get(options.command, export)(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ledger", description="数出有据：检查数据和正文，写出报告的文件"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument("--root", type=Path, default=Path.cwd(), help="项目目录，默认为当前目录")
    commands.add_parser("check", parents=[root], help="检查 data/ 和 docs/，一次列出全部问题")
    diff = commands.add_parser("diff", parents=[root], help="变更单：从一个版本到现在改了什么")
    diff.add_argument("revision", metavar="版本", help="git 的版本，如 HEAD、v1.0 或提交号")
    diff.add_argument("--out", type=Path, metavar="文件", help="写到哪里，如 变更单.txt")
    for ending, label in files.LABELS.items():
        what = "指标和台账" if ending in files.PAGELESS else "报告"
        command = commands.add_parser(ending, parents=[root], help=f"把{what}写成 {label} 文件")
        command.add_argument("out", type=Path, metavar="文件", help=f"写到哪里，如 报告.{ending}")
        if ending in files.PAGELESS:
            command.set_defaults(draft=False, evidence=False, site=Path())
            continue
        command.add_argument("--draft", action="store_true", help="草稿：不带红头，标明“草稿”")
        command.add_argument(
            "--evidence", action="store_true", help="附全部指标的口径和来源，供核验"
        )
        command.add_argument(
            "--site", type=Path, help="用这个已经生成的网站，不重新生成（数据改过的话会是旧的）"
        )
    intake = commands.add_parser(
        "import-regulation", parents=[root], help="导入单位手中的法规原文（.txt、.md、.docx）"
    )
    intake.add_argument("file", type=Path, metavar="文件", help="原文")
    intake.add_argument(
        "--instrument", required=True, metavar="法规", help="名称或简称，如 纪律处分条例"
    )
    intake.add_argument("--version", required=True, type=int, metavar="年份", help="如 2018")
    intake.add_argument("--replace", action="store_true", help="替换已经导入的这一版")
    intake.add_argument("--anyway", action="store_true", help="疑点都看过了，照样导入，并记下疑点")
    publishing.add(commands, root)
    verifying = commands.add_parser("verify", help="核对发布的网站与它的清单是否一致")
    verifying.add_argument("folder", metavar="文件夹", help="发布的文件夹，如 /srv/www/current")
    server = commands.add_parser("headers", help="按生成的网站写出 nginx 或 IIS 的配置")
    server.add_argument("sites", type=Path, nargs="+", metavar="网站", help="生成的网站的文件夹")
    which = server.add_mutually_exclusive_group(required=True)
    which.add_argument("--nginx", type=Path, metavar="文件", help="写 nginx 的配置")
    which.add_argument("--iis", type=Path, metavar="文件", help="写 IIS 的 web.config")
    commands.add_parser("reference", help="更新 CONTRIBUTING.md 和 HACKING.md 里由程序得出的表")
    return parser


def export(options: argparse.Namespace) -> int:
    """Write the report as one file: the whole of it or nothing."""
    if objection := _objection(options):
        return _refuse(objection, code=2)
    try:
        content, remark = _made(options)
        whole.write(options.out, content)
    except LedgerError as error:
        _say(str(error))
        return 1
    except Mistake as mistake:
        return _refuse(str(mistake))
    _say(f"已写到 {options.out}（{len(content) / 1024:.0f} KB）")
    if remark:
        verify.say(f"提示  {remark}", sys.stderr)
    return 0


def diff(options: argparse.Namespace) -> int:
    """Print what changed since a revision, or write it as one file; 1 if a rule is newly broken."""
    named = (options.out, "变更单.txt", options.root, (".txt", ".md"))
    if options.out and (objection := whole.objection(*named)):
        return _refuse(objection, code=2)
    try:
        project, surveyed = survey(options.root, editions.chosen())
        found = comparison.since(project, surveyed.errors, options.revision)
    except Mistake as mistake:
        return _refuse(str(mistake), code=2)
    written = sheet.text(found)
    if not options.out:
        _say(visible(written).rstrip("\n"))
        return int(bool(found.broken))
    try:
        whole.write(options.out, written.encode())
    except Mistake as mistake:
        return _refuse(str(mistake), code=2)
    _say(f"已写到 {options.out}（{len(written.splitlines())} 行）")
    return int(bool(found.broken))


def write_headers(options: argparse.Namespace) -> int:
    """Write a server's configuration for built sites."""
    out, example = (options.nginx, "site.conf") if options.nginx else (options.iis, "web.config")
    if objection := whole.objection(out, example, Path.cwd()):
        return _refuse(objection, code=2)
    try:
        if options.nginx:
            _say(headers.write_nginx(options.sites, options.nginx))
        else:
            _say(headers.write_iis(options.sites, options.iis))
    except Mistake as mistake:
        return _refuse(str(mistake))
    return 0


def _objection(options: argparse.Namespace) -> str | None:
    """Say what is wrong before any work is done."""
    ending = f".{options.command}"
    if misplaced := whole.objection(options.out, f"报告{ending}", options.root, (ending,)):
        return misplaced
    if options.command == "pdf" and browser.find() is None:
        return browser.missing()
    if options.command in files.PAGELESS:
        return None
    if options.site and not (options.site / REPORT_PAGE).is_file():
        return f"{options.site} 里没有 {REPORT_PAGE}；请先运行 make build"
    return None


def _made(options: argparse.Namespace) -> tuple[bytes, str]:
    """Return a file's content, and what the person should know of it."""
    project = open_project(options.root, editions.chosen())
    if not options.site:
        verify.say("正在生成网页……", sys.stderr)
    with nullcontext(options.site) if options.site else built(options.root) as site:
        verify.say(f"正在写 {files.LABELS[options.command]}……", sys.stderr)
        form = Form(options.draft, options.evidence)
        content = files.MAKERS[options.command](site, project, form)
        remark = files.remark_on_pdf(content, site, form) if options.command == "pdf" else ""
        return content, remark


def import_regulation(options: argparse.Namespace) -> int:
    """Write the articles of an official text below data/, or say why not."""
    try:
        dataset = read_all(options.root)[0]
        found = importing.prepare(dataset, options.file, options.instrument, options.version)
        if found.findings:
            _say(_findings(options.file, found.findings))
        if found.serious and not options.anyway:
            return _refuse(
                f"有 {len(found.serious)} 处疑点，没有导入；改好文件再导入，或看过后加 --anyway"
            )
        target = options.root / found.target
        if target.exists() and not options.replace:
            return _refuse(f"{found.target} 已经有了；要替换请加 --replace")
        target.parent.mkdir(parents=True, exist_ok=True)
        whole.write(target, found.content.encode())
    except Mistake as mistake:
        return _refuse(str(mistake))
    _say(f"已导入 {found.articles} 条，写到 {found.target}")
    return 0


def _findings(file: Path, findings: list[Finding]) -> str:
    kinds = {True: "疑点", False: "提示"}
    return "\n".join(
        visible(f"{file}:{each.line}  {kinds[each.serious]}：{each.message}") for each in findings
    )


def _say(text: str) -> None:
    verify.say(text, sys.stdout)


def _refuse(message: str, code: int = 1) -> int:
    verify.say(message, sys.stderr)
    return code


def check(options: argparse.Namespace) -> int:
    """Print every issue, or how much was found in order."""
    project, found = survey(options.root)
    for remark in found.remarks:
        _say(f"提示  {remark}")
    if found.errors:
        _say(report(found.errors))
        return 1
    traces = len(project.dataset.of(Trace))
    _say(
        f"没有问题：{traces} 条履责记录，{len(project.figures)} 个指标，{len(project.finished)} 个页面。"
    )
    return 0


def verify_release(options: argparse.Namespace) -> int:
    """Compare a release with its manifest."""
    return verify.main([options.folder])


def update_reference(_: argparse.Namespace) -> int:
    """Write the tables that the code knows into the guides."""
    file = Path("CONTRIBUTING.md")
    if objection := whole.objection(file, file.name):
        return _refuse(objection)
    if not file.is_file():
        return _refuse(f"没有 {file}；请在项目目录里运行", code=2)
    try:
        text = reference.fill(file.read_text(encoding="utf-8"))
        whole.write(file, text.encode())
        file = Path("HACKING.md")
        whole.write(file, reference.fill_rooms(file.read_text(encoding="utf-8")).encode())
    except Mistake as mistake:
        return _refuse(str(mistake))
    return 0


if __name__ == "__main__":
    refusing.begin()
    sys.exit(main())
