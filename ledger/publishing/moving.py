"""The commands that bring releases to another machine: ``pack`` and ``receive``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ledger.machine import arguments, terminal
from ledger.machine import files as whole
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.publishing import delivery, releases, verify
from ledger.publishing.command import KEEP, edition_of
from ledger.publishing.delivery import Asked
from ledger.publishing.steps import Steps
from ledger.records import editions


def add(commands: Commands) -> None:
    """Register the commands ``pack`` and ``receive``."""
    does = "把发布的一版写成一个文件，带到另一台机器"
    parser = arguments.command(commands, "pack", does, _pack)
    parser.add_argument("folder", type=Path, metavar="文件夹", help="发布到的文件夹")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="文件", help="写到哪里，如 发布.tar"
    )
    parser.add_argument(
        "--release", type=arguments.number, metavar="编号", help="第几次发布，默认是正在用的"
    )
    does = "收下 pack 写的一版：核对后一次换上"
    parser = arguments.command(commands, "receive", does, _receive, undone="没有收")
    parser.add_argument("file", type=Path, metavar="文件", help="pack 写的文件")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="文件夹", help="收到哪里；服务器用其中的 current"
    )
    parser.add_argument(
        "--edition",
        metavar="版",
        help=f"{'、'.join(editions.EDITIONS)}，默认{editions.EDITIONS[0]}；不是这一版的不收",
    )
    parser.add_argument(
        "--sha256", default="", metavar="值", help="pack 说的清单的 SHA-256；不是这一个的不收"
    )
    parser.add_argument("--older", action="store_true", help="比这里的旧，也换上")
    parser.add_argument("--hold", action="store_true", help="只收下，先不换上")
    parser.add_argument(
        "--keep",
        type=arguments.number,
        default=KEEP,
        metavar="个数",
        help=f"留下最近几次发布，默认 {KEEP}",
    )


def _pack(options: argparse.Namespace) -> int:
    file = options.to
    if objection := whole.objection(file, "发布.tar", Path.cwd(), (".tar",)):
        raise Stopped(objection, code=2)
    if served := releases.holding(file.resolve()):
        raise Stopped(f"{file} 在发布的文件夹 {served} 里，读者可能取走；请写到别处", code=2)
    steps = Steps()
    try:
        release = delivery.pack(options.folder, options.release, file, steps)
    finally:
        steps.end()
    said = release.manifest() or {}
    digest = verify.entry_of(release.folder / verify.MANIFEST).sha256
    terminal.output(
        f"已写到 {file}：{release.name}，{said['edition']}版，{file.stat().st_size / 1e6:.1f} MB，只有自己读得到\n"
        f"文件的 SHA-256：{verify.entry_of(file.resolve()).sha256}\n清单的 SHA-256：{digest}"
    )
    return 0


def _receive(options: argparse.Namespace) -> int:
    if options.keep < 1:
        raise Stopped("--keep 至少是 1", code=2)
    keep = None if options.hold else options.keep
    asked = Asked(edition_of(options), options.sha256, options.older, keep)
    steps = Steps()
    try:
        release = delivery.receive(options.to, options.file, asked, steps)
    finally:
        steps.end()
    digest = verify.entry_of(release.folder / verify.MANIFEST).sha256
    done = (
        f"已收下 {release.name}，还没有换上；要换上：python -m ledger publish --to {options.to} --rollback {release.number}"
        if options.hold
        else f"正在使用 {release.name}：{asked.edition}版"
    )
    terminal.output(f"{done}\n清单的 SHA-256：{digest}")
    return 0
