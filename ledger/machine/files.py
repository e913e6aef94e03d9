"""A file is written whole, or stays as it was: every other module writes its files through here.

Only an ordinary file is written, beside its old one and then in its place. A link stays, and the
file that it names is written. A device, a pipe or a link to nothing is refused: to put a file in
its place would take it away. /dev/stdout is refused as well, since the commands speak there.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import BinaryIO

from ledger.issues import Mistake
from ledger.machine import premises
from ledger.patterns import Pattern

#: how a file's content is read
Read = Callable[[Path], bytes]
#: where links lead to open streams, which may be files
_STREAMS = ("/dev/", "/proc/")
#: the name of a file that is not whole yet
_PART = Pattern(r"\.[0-9a-f]{16}\.part")


def read(file: Path | str, most: int = -1) -> bytes:
    """Return a file's content, or its first ``most`` bytes.

    Raises ``OSError``, also for a device, a pipe or a folder: what is no file may have no end.
    """
    with open(_ordinary(file), "rb") as opened:
        return opened.read(most)


def _ordinary(file: Path | str) -> int:
    """Open a file for reading, and nothing else; a pipe would wait for its writer."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(os.fspath(file), flags)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        raise OSError(number, os.strerror(number), str(file))
    return handle


def text(file: Path) -> str:
    """Return a file's text, each end of a line as one newline.

    Raises ``Mistake`` for a file that is not UTF-8, and ``OSError``.
    """
    try:
        with open(_ordinary(file), encoding="utf-8") as opened:
            return opened.read()
    except UnicodeDecodeError:
        message = f"{file} 不是 UTF-8 编码；请在编辑器里另存为 UTF-8"
        raise Mistake(message) from None


def once() -> Read:
    """Return a function that opens each file once, and returns the same content ever after."""

    @cache
    def kept(file: Path) -> bytes:
        return read(file)

    return kept


def objection(
    file: Path, example: str, root: Path | None = None, endings: tuple[str, ...] = ()
) -> str | None:
    """Say why nothing can be written under a name, and which name would do; None if it can.

    What belongs to the project at ``root`` is not written over; a name ends in one of ``endings``.
    """
    reason = _reason(file)
    if not reason and root and premises.lies_in(root, file):
        reason = "是项目自己的文件，或在项目自己的文件夹里"
    elif not reason and endings and Path(os.path.realpath(file)).suffix.lower() not in endings:
        reason = f"的后缀不是 {'、'.join(endings)}"
    return f"{file} {reason}；请写一个文件名，如 {example}" if reason else None


def write(file: Path, content: bytes, *, flush: bool = True, private: bool = False) -> None:
    """Write a file whole; a file that was there keeps its mode.

    What is ``private`` only its owner reads, whoever could read the old file.
    With ``flush`` the content is on the disk before the file has its name, so that a power cut
    leaves the old file or the new. Omit ``flush`` only for a file of a folder that is flushed or
    deleted as a whole. Raises ``Mistake`` where the name is not that of an ordinary file or of a
    link to one, and ``OSError`` where the system refuses; the old file is then as it was.
    """
    with begun(file, flush=flush, private=private) as opened:
        opened.write(content)


@contextmanager
def begun(file: Path, *, flush: bool = True, private: bool = False) -> Iterator[BinaryIO]:
    """Yield a stream whose content becomes the file when it ends; see ``write``.

    Where the block raises, the old file is as it was.
    """
    if reason := _reason(file):
        raise Mistake(f"{file} {reason}")
    target = Path(os.path.realpath(file))
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with open(part, "xb", opener=partial(os.open, mode=0o600 if private else 0o666)) as opened:
            yield opened
            if flush:
                opened.flush()
                os.fsync(opened.fileno())
        if target.exists() and not private:
            shutil.copymode(target, part)
        os.replace(part, target)
    except OSError as error:
        if error.filename not in (None, str(part)):
            raise
        raise OSError(error.errno, error.strerror, str(file)) from None  # which the person knows
    finally:
        part.unlink(missing_ok=True)


def clean(folder: Path) -> None:
    """Delete the unfinished files of dead processes; the caller must be the folder's only writer."""
    for path in [path for path in folder.iterdir() if _PART.fullmatch(path.name)]:
        path.unlink(missing_ok=True)


def duplicate(source: Path, target: Path) -> None:
    """Make a folder of the same files, by hard links or copies; all of it is then on the disk."""
    shutil.copytree(source, target, copy_function=_share)
    for folder in (*filter(Path.is_dir, target.rglob("*")), target):
        sync(folder)


def _share(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # the disk has no hard links
        shutil.copy2(source, target)
        sync(Path(target))


def sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk."""
    if sys.platform == "win32":
        if path.is_dir():
            return  # Windows opens no folder
        flags = os.O_RDWR
    else:
        flags = os.O_RDONLY
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(file: Path) -> str | None:
    parent, link = os.path.dirname(file) or ".", os.path.islink(file)
    if not os.path.isdir(parent):
        return f"所在的文件夹 {parent} 不存在"
    if link and os.path.abspath(file).startswith(_STREAMS):
        return "不是普通文件"
    if not os.path.exists(file):
        return f"是一个链接，它指的 {os.readlink(file)} 不存在" if link else None
    if not os.path.isfile(file):
        return "是文件夹" if os.path.isdir(file) else "不是普通文件"
    return None if os.access(file, os.W_OK) else "不许改写"
