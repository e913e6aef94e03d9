"""Why the machine refuses, in a few words; and how a program of ours begins on any of them."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

#: bytes; with less free space a disk is full
_NO_ROOM = 1 << 20
REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "不是文件夹",
    errno.ENXIO: "不是普通文件",
    errno.EACCES: "没有读写的权限",
    errno.EPERM: "没有读写的权限",
    errno.EROFS: "这个磁盘只能读，不能写",
    errno.ENOSPC: "磁盘满了；请腾出空间再试",
    errno.EDQUOT: "磁盘满了；请腾出空间再试",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOEXEC: "不是这台机器能运行的程序",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘读写出错；请换一个磁盘再试",
    errno.EMFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.ETXTBSY: "正被别的程序使用",
    errno.EBUSY: "正被别的程序使用",
    errno.EADDRINUSE: "已经有程序在用",
}


def reason(error: OSError) -> str:
    """Say why the machine refuses, without the place."""
    return REASONS.get(error.errno or 0, f"读写失败（{error.strerror or error}）")


def refusal(error: OSError) -> str:
    """Say in one line what the machine refuses, and why."""
    place = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
    if not place and error.errno == errno.ENOENT:  # of the working folder, which has no name now
        return "当前的文件夹已经删去；请换到项目目录再运行"
    return f"{place}：{reason(error)}" if place else reason(error)


def is_full(folder: Path) -> bool:
    """Whether a failure in a folder counts as a full disk, whatever a program printed."""
    with suppress(OSError):
        usage = shutil.disk_usage(folder)
        return usage.total > 0 and usage.free < _NO_ROOM
    return False


def port(number: int, error: OSError) -> str:
    """Say in one line why a port does not open, and what to do."""
    return f"端口 {number} 打不开：{reason(error)}；换一个端口：python -m ledger serve --port {number + 1}"


def not_installed(error: ModuleNotFoundError) -> str:
    """Say in one line which package is missing, or which file of the program, and what to do."""
    if (error.name or "").partition(".")[0] in ("ledger", "mkdocs_ledger"):
        return f"程序不全，缺少 {error.name}；请重新取一份"
    return f"没有装上 {error.name}；请安装 requirements.txt 所列的软件（deploy/README.md）"


def begin() -> None:
    """Begin where a terminal is closed, or where its language is not UTF-8.

    A stream that was closed is one that nobody hears. Names of files are UTF-8 whatever the
    terminal shows: the program starts again so, once, and goes on writing in the terminal's signs.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.environ["PYTHONIOENCODING"] = f"{sys.stdout.encoding}:backslashreplace"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
