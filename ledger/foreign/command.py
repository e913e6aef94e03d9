"""The command ``import``: what was edited in exported workbooks, or what a ledger of one's own holds."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ledger.documents.properties import Properties
from ledger.exchange import importing as exchange
from ledger.exchange import opening, undoing
from ledger.foreign import asking, importing, mapping, refused, telling
from ledger.foreign.desk import Desk, Wanted, in_two_rows, unmapped
from ledger.foreign.heading import Table
from ledger.foreign.importing import Result
from ledger.foreign.mapping import Proposal
from ledger.issues import Mistake
from ledger.machine import arguments, files, leftovers, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.upgrading import replacing

_XLSX = (".xlsx",)
_AGAIN = "看过以后再运行一次 import，就照它导入。"


def add(commands: Commands) -> None:
    """Register the command."""
    does = "把在 Excel 里改过的并回台账，或把单位自己的旧台账导进来；先列出会改什么"
    parser = arguments.of_project(
        arguments.command(commands, "import", does, run, undone="什么也没有改")
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="export 写的、改过的；或自己的台账"
    )
    parser.add_argument("--write", action="store_true", help="写进台账，原来的另留一份")
    parser.add_argument(
        "--delete",
        action="append",
        default=[],
        metavar="编号",
        help="export 写的表格里没有的这一条，台账里也删去；几条就写几次",
    )
    parser.add_argument("--undo", action="store_true", help="退回最近一次写的")
    _add_foreign(parser)


def _add_foreign(parser: arguments.Parser) -> None:
    """Add the options that only a ledger of one's own needs."""
    own = parser.add_argument_group("自己的台账")
    own.add_argument("--ledger", default="", metavar="台账", help="记进哪本台账；有对照的不用写")
    own.add_argument(
        "--year", type=arguments.number, metavar="年份", help="是哪一年的；表上写着的不用写"
    )
    own.add_argument(
        "--sheet", action="append", default=[], metavar="表", help="只读这张表；几张就写几次"
    )
    own.add_argument("--mapping", default="", metavar="名称", help="用 data/导入对照/ 里的哪一份")
    own.add_argument(
        "--new", action="append", default=[], metavar="行号", help="像已有的一条，确是另一件事的行"
    )
    own.add_argument(
        "--refused", type=Path, metavar="文件", help="没有导入的行写到哪里，默认在表格旁边"
    )
    own.add_argument("--report", type=Path, metavar="文件", help="另写一份各格的去向，如 去向.xlsx")


def run(options: argparse.Namespace) -> int:
    """Tell what files change, or write it; return 0 where nothing is left to be done.

    Raises ``Stopped``, ``LedgerError`` and ``Mistake``: then nothing is changed.
    """
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    if options.undo:
        if options.files or options.write or options.delete:
            raise Stopped("--undo 只退回最近一次写的，不和别的一起写", code=2)
        terminal.output(undoing.undo(options.root))
        return 0
    if not options.files:
        raise Stopped("还要写：文件，export 写的、改过的那些，或自己的台账", code=2)
    if others := [file for file in options.files if not leftovers.matches(file.name)]:
        for file in (each for each in options.files if each not in others):
            terminal.note(f"{file} 是软件打开、保存时留下的，没有读")
        options.files = others
    foreign = [file for file in options.files if not opening.is_ours(file)]
    if not foreign:
        return _exported(options)
    if len(foreign) < len(options.files):
        message = f"{foreign[0]} 不是 export 写的；自己的台账和 export 写的分开导入"
        raise Stopped(message, code=2)
    if options.delete:
        raise Stopped("--delete 只用于 export 写的表格", code=2)
    return _each(options, foreign) if foreign[1:] else _foreign(options, foreign[0])


def _exported(options: argparse.Namespace) -> int:
    given = ("ledger", "year", "sheet", "mapping", "new", "refused", "report")
    if strange := next((name for name in given if getattr(options, name)), ""):
        raise Stopped(f"--{strange} 只用于自己的台账，这是 export 写的", code=2)
    taken = exchange.taken(options.root, options.files, {*options.delete})
    terminal.output("\n".join(taken.told))
    if taken.stopped:
        raise Stopped(taken.stopped, code=1)
    if not taken.contents:
        terminal.output("没有改动。")
        return 0
    if not options.write:
        terminal.output("没有写。要写进台账，加 --write。")
        return 1
    terminal.output(undoing.write(options.root, taken.before, taken.contents, taken.exports))
    terminal.output("这些表格已经并进来了；还要改，重新导出再改。")
    return 0


def _each(options: argparse.Namespace, given: list[Path]) -> int:
    """Take several files, each for itself and after those before it; return the highest code."""
    own = ("sheet", "new", "refused", "report")
    if strange := next((name for name in own if getattr(options, name)), ""):
        raise Stopped(f"--{strange} 只用于一份表格，这里有 {len(given)} 份；请分开导入", code=2)
    found: dict[Path, int] = {}
    for file in given:
        try:
            found[file] = _foreign(options, file)
        except (Stopped, Mistake) as reason:
            terminal.note(str(reason) if str(file) in str(reason) else f"{file}：{reason}")
            found[file] = reason.code if isinstance(reason, Stopped) else 1
    left = [file.name for file, code in found.items() if code]
    said = f"，没有做完的是 {'、'.join(left)}" if left else ""
    terminal.output(f"共 {len(given)} 份表格{said}。")
    return max(found.values())


def _foreign(options: argparse.Namespace, file: Path) -> int:
    """Take a ledger of one's own, or ask how it is read."""
    for path in filter(None, (options.refused, options.report)):
        if reason := files.objection(path, "没有导入.xlsx", options.root, _XLSX):
            raise Stopped(reason, code=2)
    wanted = Wanted(file, options.ledger, options.year, options.sheet, options.mapping, options.new)
    desk = Desk(options.root, wanted)
    if table := unmapped(desk):
        return _unknown(options, desk, table)
    result = importing.brought(desk)
    if not result.sheets:
        code = max((each.code for each in result.wanting.values()), default=1)
        raise Stopped(_nothing(result), code)
    terminal.output("\n".join(telling.lines(result)))
    return _finish(options, desk, result)


def _nothing(result: Result) -> str:
    """Say why no sheet is read."""
    passed = result.wanting or result.passed
    said = "\n".join(f"“{name}”{each.why}" for name, each in passed.items())
    if result.wanting:
        return said
    advice = "栏名要在前 40 行里，一栏一个，如 日期、岗位、事项"
    return f"{result.file} 里没有找到台账的栏名；{advice}\n{said}"


def _finish(options: argparse.Namespace, desk: Desk, result: Result) -> int:
    """Write what is asked for; return 0 where nothing is left."""
    if result.others:
        raise Stopped("这样导入会多出上面的错，不在表格里，什么也没有写", code=1)
    properties = _properties(desk)
    if options.report:
        files.write(options.report, refused.of_cells(result.fates, properties))
        terminal.output(f"各格的去向写在 {options.report}。")
    if result.refused and (options.write or options.refused):
        content = refused.of_rows(result, properties)
        path = options.refused or refused.beside(result.file, content)
        files.write(path, content)
        terminal.output(f"没有导入的 {len(result.refused)} 行写在 {path}，改好再导入。")
    if result.contents and not options.write:
        terminal.output("没有写进台账。要写，加 --write。")
        return 1
    if result.contents:
        terminal.output(undoing.write(options.root, result.before, result.contents))
    elif not (result.refused or result.wanting):
        terminal.output("没有要添的。")
    return int(bool(result.refused or result.wanting))


def _properties(desk: Desk) -> Properties:
    day = desk.dataset.report.as_of if desk.dataset.reports else None
    name = desk.dataset.unit.full_name
    return Properties("没有导入的行", name, name, day or desk.grids[0].epoch)


def _unknown(options: argparse.Namespace, desk: Desk, table: Table) -> int:
    """Propose how a sheet is read that no mapping knows; write the mapping where somebody agrees."""
    if table.two_rows:
        raise Stopped(f"“{table.grid.name}”{in_two_rows(table)}", code=1)
    can_ask = bool(sys.stdin and sys.stdin.isatty())
    near = mapping.nearest(desk.mappings, table.head.columns)
    name = options.ledger or (near.target if near else _ledger(desk, table, can_ask))
    proposal = mapping.proposed(table, desk.target(name, table))
    if near and near.target == name:
        mapping.follow(proposal, near)
        lacking = "、".join(sorted(mapping.keyed(near) - table.head.columns.keys()))
        terminal.output(
            f"{mapping.FOLDER}/{near.name}.yml 差不多合，表里没有的栏是 {lacking}；栏名改了的，再写一份。"
        )
    terminal.output(
        f"{desk.wanted.file.name}“{table.grid.name}”的{table.head.rows}是栏名，"
        f"记进{name}；还没有对照。"
    )
    if not can_ask:
        return _told(options, desk, proposal)
    try:
        asking.asked(proposal, table, input)
        terminal.output("\n".join(telling.of_proposal(proposal)))
        if not asking.agreed(f"写进 {_path(options.root, name)}？", input):
            raise EOFError
    except EOFError:
        raise Stopped("没有答完，什么也没有写", code=2) from None
    _write(options.root, desk, proposal)
    return _foreign(options, desk.wanted.file)


def _told(options: argparse.Namespace, desk: Desk, proposal: Proposal) -> int:
    """Print a proposal with its file, or write that; return 1: the sheet is not taken yet."""
    terminal.output("\n".join(telling.of_proposal(proposal)))
    if options.write:
        path = _write(options.root, desk, proposal)
        terminal.output(f"对照写在 {path}；台账没有写。{_AGAIN}")
        return 1
    path = _path(options.root, proposal.target.ledger.name)
    terminal.output(
        f"什么也没有写。把下面的写进 {path}，或加 --write 由它写；{_AGAIN}\n"
        + mapping.written(proposal, desk.wanted.file.name).rstrip()
    )
    return 1


def _ledger(desk: Desk, table: Table, can_ask: bool) -> str:
    """Return into which ledger a sheet goes that nobody named; raises ``Stopped``."""
    names = mapping.likeliest(table, _targets(desk, table))
    if not can_ask or not names:
        likely = f"，像是 {'、'.join(names[:3])}" if names else ""
        raise Stopped(f"没有对照，不知道记进哪本台账{likely}；请加 --ledger 台账", code=2)
    try:
        return asking.ledger(names[:9], input)
    except EOFError:
        raise Stopped("没有答完，什么也没有写", code=2) from None


def _targets(desk: Desk, table: Table) -> list[mapping.Target]:
    found = []
    for name in desk.ledgers:
        try:
            found.append(desk.target(name, table))
        except Stopped:
            continue
    return found


def _path(root: Path, ledger: str) -> str:
    """Return the name of a new mapping, from the root."""
    number = 1
    while (
        root / (path := f"{mapping.FOLDER}/{ledger}{'' if number == 1 else f'-{number}'}.yml")
    ).exists():
        number += 1
    return path


def _write(root: Path, desk: Desk, proposal: Proposal) -> str:
    """Write a mapping; return where."""
    path = _path(root, proposal.target.ledger.name)
    content = mapping.written(proposal, desk.wanted.file.name).encode()
    replacing.put(root, {path: content}, {path: None})
    return path
