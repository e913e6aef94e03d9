"""The commands of the technician who hosts a site: ``headers`` and ``verify``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ledger.machine import arguments, terminal
from ledger.machine import files as whole
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.publishing import headers, verify


def add(commands: Commands) -> None:
    """Register the commands ``headers`` and ``verify``."""
    does = "核对发布的网站与它的清单是否一致"
    parser = arguments.command(commands, "verify", does, _verify, undone="没有核对完")
    parser.add_argument(
        "folder", metavar="文件夹", help="发布的文件夹，如 /srv/shuchu-youju/current"
    )
    parser = arguments.command(
        commands, "headers", "按生成的网站写出 nginx 或 IIS 的配置", _write_headers
    )
    parser.add_argument("sites", type=Path, nargs="+", metavar="网站", help="生成的网站的文件夹")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--nginx", type=Path, metavar="文件", help="写 nginx 的配置")
    which.add_argument("--iis", type=Path, metavar="文件", help="写 IIS 的 web.config")


def _verify(options: argparse.Namespace) -> int:
    """Compare a release with its manifest."""
    return verify.main([options.folder])


def _write_headers(options: argparse.Namespace) -> int:
    """Write a server's configuration for built sites."""
    out, example = (options.nginx, "site.conf") if options.nginx else (options.iis, "web.config")
    if objection := whole.objection(out, example, Path.cwd()):
        raise Stopped(objection, code=2)
    write = headers.write_nginx if options.nginx else headers.write_iis
    terminal.output(write(options.sites, out))
    return 0
