"""The command ``publish``: its options and its answers."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from ledger.issues import Mistake
from ledger.machine import arguments, browser, premises, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.publishing import building, publication, releases, verify
from ledger.publishing.releases import Release
from ledger.publishing.steps import Steps
from ledger.records import editions
from ledger.records.fields import to_day

#: releases that are kept by default
KEEP = 5
_FOR_FEW = "{}版的文件只有发布的人和这个文件夹的组读得到；服务器读不到时，把文件夹交给服务器的组，再发布一次"


def add(commands: Commands) -> None:
    """Register the command ``publish``."""
    does = "发布：生成网站，核对后一次换上"
    parser = arguments.command(commands, "publish", does, run, undone="没有发布")
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="文件夹",
        help="发布到哪里；服务器用其中的 current",
    )
    parser.add_argument(
        "--edition",
        metavar="版",
        help=f"{'、'.join(editions.EDITIONS)}，默认{editions.EDITIONS[0]}",
    )
    parser.add_argument(
        "--day",
        type=arguments.typed(to_day),
        metavar="日期",
        help="这一版是哪天的，默认是 git 提交的那天，没有 git 的，是全员都看得到的公文最近一次封存的那天",
    )
    parser.add_argument(
        "--keep",
        type=arguments.number,
        default=KEEP,
        metavar="个数",
        help=f"留下最近几次发布，默认 {KEEP}",
    )
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--rollback",
        type=arguments.number,
        nargs="?",
        const=0,
        metavar="编号",
        help="换回上一次发布，或这个编号的发布",
    )
    other.add_argument("--list", action="store_true", help="列出各次发布和占用的磁盘")
    other.add_argument(
        "--prune",
        action="store_true",
        help="不发布，只删去旧的；正在用的、它换下的那一次、最近的几次总是留着",
    )
    arguments.of_project(parser)


def run(options: argparse.Namespace) -> int:
    """Publish, go back or list; return the exit code.

    Listing and going back need no project, so both work on a server.
    """
    steps = Steps()
    try:
        return _run(options, steps)
    finally:
        steps.end()


def _run(options: argparse.Namespace, steps: Steps) -> int:
    if options.list:
        terminal.output(_listed(options.to))
        return 0
    if options.rollback is not None:
        release = publication.roll_back(options.to, options.rollback or None, steps)
        terminal.output(f"已换回 {release.name}")
        return 0
    if options.keep < 1:
        raise Stopped("--keep 至少是 1", code=2)
    if options.prune:
        terminal.output(_pruned(options.to, options.keep, steps))
        return 0
    edition = edition_of(options)
    _objections(options)
    if edition != editions.EDITIONS[0]:
        steps.note(_FOR_FEW.format(edition))
    if browser.find() is None:
        steps.note(f"这次发布没有 PDF：{browser.missing()}")
    source = building.source(options.root, edition, options.day)
    release = publication.publish(options.to, source, options.keep, steps)
    digest = verify.entry_of(release.folder / verify.MANIFEST).sha256
    words = f"{edition}版，{_size(release)}，版本 {source.revision.said}"
    terminal.output(f"已发布 {release.name}：{words}\n清单的 SHA-256：{digest}")
    return 0


def edition_of(options: argparse.Namespace) -> str:
    """Return the edition that a command or the environment names; raises ``Stopped`` for no edition."""
    try:
        return (
            editions.known(options.edition, "--edition") if options.edition else editions.chosen()
        )
    except Mistake as mistake:
        raise Stopped(str(mistake), code=2) from None


def _objections(options: argparse.Namespace) -> None:
    """Raise ``Stopped`` for wrong options, before any work is done."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    if claimed := premises.claim(options.root, options.to):
        raise Stopped(f"{claimed}；请换一个", code=2)
    if options.to.resolve() == (options.root / premises.SITE).resolve():
        raise Stopped(f"{options.to} 是 build 生成网站的文件夹，下次生成会清空；请换一个", code=2)


def _listed(folder: Path) -> str:
    shelf = releases.looked_at(folder)
    current, found = shelf.current(), shelf.releases()
    lines = [_line(release, release == current) for release in reversed(found)]
    if not found:
        return "还没有发布过"
    free = shutil.disk_usage(folder).free / 1e6
    taken = sum(_bytes(release) for release in found) / 1e6
    return "\n".join([*lines, f"共 {len(found)} 次，{taken:.1f} MB；磁盘还有 {free:.0f} MB"])


def _pruned(folder: Path, keep: int, steps: Steps) -> str:
    """Delete old releases; say which, and how much they took."""
    releases.looked_at(folder)
    with releases.opened(folder) as shelf:
        publication.clean(shelf, steps)
        sizes = {each: _bytes(each) for each in shelf.releases()}
        gone = shelf.prune(keep)
    numbers = "、".join(str(each.number) for each in gone)
    return (
        f"删去了第 {numbers} 次发布，{sum(sizes[each] for each in gone) / 1e6:.1f} MB"
        if gone
        else "没有要删的"
    )


def _line(release: Release, current: bool) -> str:
    said = release.manifest()
    known = f"{said['date'][:10]}  {said['edition']}版  {_size(release)}" if said else "清单读不了"
    commit, _, changed = release.name.partition("-")[2].partition("-")
    words = "（含没有提交的改动）" if changed else ""
    return f"{release.number:>4}  {commit}  {known}{words}{'  ← 现在的' if current else ''}"


def _size(release: Release) -> str:
    count = len(verify.entries(release.manifest() or {"files": {}}))
    return f"{count} 个文件，{_bytes(release) / 1e6:.1f} MB"


def _bytes(release: Release) -> int:
    """Return how large the files of a release are together, as its manifest says."""
    return sum(each.size for each in verify.entries(release.manifest() or {"files": {}}).values())
