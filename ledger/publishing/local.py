"""The commands of an author: ``build`` and ``serve``."""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from ledger.checks.files import programs, settings
from ledger.documents.site import BUILD, ONLY_PAGES
from ledger.editors import files as editors
from ledger.issues import LedgerError
from ledger.machine import arguments, engine, premises, refusing, terminal
from ledger.machine.arguments import Commands
from ledger.machine.engine import Line
from ledger.machine.stopping import Ended, Stopped
from ledger.publishing import about, building, disk, inspection, lock, log, revision
from ledger.publishing.steps import Steps
from ledger.records import editions
from ledger.records.dataset import read_all
from ledger.survey import read_again

_PORT = 8000
_HOST = "127.0.0.1"


def add(commands: Commands) -> None:
    """Register the commands ``build`` and ``serve``."""
    does = "预览网站，改了文件自动更新"
    parser = arguments.command(commands, "serve", does, _serve, undone="预览停止了")
    parser.add_argument("--port", type=_port, default=_PORT, metavar="端口", help=f"默认 {_PORT}")
    arguments.of_project(parser)
    does = "生成网站，连同报告的 PDF、Word 和 Excel，并看一遍成品"
    parser = arguments.command(commands, "build", does, _build, undone="没有生成网站")
    parser.add_argument("--strict", action="store_true", help="有一条警告也不生成")
    parser.add_argument("--to", type=Path, metavar="文件夹", help="写到哪里，默认项目里的 site/")
    arguments.of_project(parser)


def _port(text: str) -> int:
    port = arguments.number(text)
    if not 0 < port < 1 << 16:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口；写 1 到 65535，常用 8000、8080")
    return port


def _serve(options: argparse.Namespace) -> int:
    """Serve the site and rebuild it when a file changes, until the author stops it."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    _refuse_taken(options.port)
    steps = Steps()
    steps.begin("正在启动")
    asked = ["serve", "--livereload", "--dev-addr", f"{_HOST}:{options.port}"]
    try:
        _run(asked, options.root, Path(gettempdir()), steps, "预览停了")
    except KeyboardInterrupt as stop:
        steps.end()
        if isinstance(stop, Ended):
            raise
        terminal.note("预览停止了")
    finally:
        steps.end()
    return 0


def _refuse_taken(port: int) -> None:
    """Raise ``Stopped`` for a port that does not open, before a site is built for it."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the engine's server does
        try:
            asked.bind((_HOST, port))
        except OSError as error:
            raise Stopped(refusing.port(port, error), code=3) from None


def _build(options: argparse.Namespace) -> int:
    """Build the site into a folder, whole or not at all, and inspect the result."""
    root, to = options.root, options.to or options.root / premises.SITE
    if objection := arguments.lacks_project(root) or premises.not_to_be_emptied(root, to):
        raise Stopped(objection, code=2)
    steps = Steps()
    steps.begin("正在检查")
    stamp = revision.stamp(root)
    try:
        with _in_place_of(to) as folder:
            asked = [each for each in BUILD if options.strict or each != "--strict"]
            _run([*asked, str(folder)], root, to.parent, steps, "网站没有生成")
            building.refuse_mixed(root, stamp, "生成")
            _look_at(folder, root, steps)
            files = [file for file in folder.rglob("*") if file.is_file()]
            size = sum(file.stat().st_size for file in files) / 1e6
    finally:
        steps.end()
    terminal.output(f"已生成 {to}（{len(files)} 个文件，{size:.1f} MB）")
    if stale := editors.keep_current(root, read_all(root)[0]):
        terminal.note(stale)
    return 0


def _run(asked: list[str], root: Path, into: Path, steps: Steps, undone: str) -> None:
    """Check the project's own files and run the engine, which ends with this program.

    Raises ``LedgerError`` for files that are missing, and settings that the product does not support.
    """
    if issues := list(programs.check(root)) or list(settings.check(root)):
        raise LedgerError(issues)
    environment = os.environ | {lock.VARIABLE: "1"}
    task = engine.Task(asked, root, environment, into, undone=undone)
    engine.run(task, _teller(steps))


def _look_at(folder: Path, root: Path, steps: Steps) -> None:
    """Raise ``Stopped`` with the findings that only finished files show."""
    steps.begin("正在看成品")
    project = read_again(root, editions.chosen())  # not what the engine worked with
    needed = () if ONLY_PAGES in os.environ else building.required(project)
    wrong = inspection.faults(folder, needed, steps.count)
    steps.begin("正在读回")
    project = about.completed(project, log.given())
    if wrong := [*wrong, *inspection.read_back(folder, project, steps.count)]:
        raise Stopped(f"{inspection.listed(wrong)}，没有生成网站", code=1)


@contextmanager
def _in_place_of(to: Path) -> Iterator[Path]:
    """Yield a folder that replaces ``to`` on success; on failure neither is left.

    Raises ``Stopped`` while another build for the same place goes on.

    A killed process can leave the unfinished folder, but never half a site at ``to``.
    """
    target = to.resolve()
    unfinished = target.with_name(f".{target.name}.building")
    with lock.claimed(unfinished, "另一次生成正在写同一个网站"):
        disk.remove(target)
        try:
            yield unfinished
            os.replace(unfinished, target)
        finally:
            disk.remove(unfinished)


def _teller(steps: Steps) -> engine.Say:
    def tell(line: Line) -> None:
        if line.kind == "progress":
            steps.begin(line.text)
        else:
            steps.note(line.text)

    return tell
