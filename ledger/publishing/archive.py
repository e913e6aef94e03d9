"""A tree of files as one file: a tar whose first member is the list of all others, with their hashes.

Any ``tar`` unpacks it. This module unpacks what the list names, in the order of the names, as
ordinary files below one folder, and nothing else: no link, device or pipe, no absolute path, no
``..``. The same tree gives the same bytes; owners are not kept.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.publishing import verify
from ledger.publishing.verify import MANIFEST, Entry

Count = Callable[[int, int], None]

#: bytes of a list, and the most that is read at once
_LARGEST = 16 << 20
_BLOCK = 1 << 20
#: what no path holds: here it is no text, or means another place; Windows bars more
_BARRED = re.compile(
    r"[\x00-\x1f\\\ud800-\udfff]" if sys.platform != "win32" else r'[\x00-\x1f\\:*?"<>|]'
)
#: what reading a tar raises where it is damaged
_DAMAGE = (tarfile.TarError, ValueError, OverflowError, EOFError)


class Archive(NamedTuple):
    """An open archive: its file, its list as bytes and as read, and a reader of what follows."""

    file: Path
    content: bytes
    said: dict[str, Any]
    reader: tarfile.TarFile


class _Bounded:
    """Reads a file, but no more at once than a list has: the head of a tar may claim any size."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened = opened
        self.seek, self.tell = opened.seek, opened.tell

    def read(self, size: int) -> bytes:
        if not 0 <= size <= _LARGEST:
            raise tarfile.ReadError("too large")
        return self._opened.read(size)


class _Hashed:
    """Reads a file and hashes what was read."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened, self._whole, self._size = opened, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        block = self._opened.read(size)
        self._whole.update(block)
        self._size += len(block)
        return block

    def entry(self) -> Entry:
        return Entry(self._whole.hexdigest(), self._size)


def write(file: Path, top: str, place: Callable[[str], Path], content: bytes, count: Count) -> None:
    """Write what a list names, below the name ``top``; only its owner reads the archive.

    ``content`` is the list, ``place`` says where the file of a path is. Raises ``Stopped`` where a file is not as it says, and ``OSError``.
    """
    entries = sorted(verify.entries(verify.understood(content, MANIFEST)).items())
    if len(content) > _LARGEST:
        raise Stopped(f"要打包的文件太多：清单超过 {_LARGEST >> 20} MB", code=1)
    if odd := next((path for path, _ in entries if not is_plain(path)), None):
        raise Stopped(f"{odd!a} 这个名字在别的系统上用不了，没有打包；请改名", code=1)
    with (
        files.begun(file, private=True) as opened,
        tarfile.open(fileobj=opened, mode="w", format=tarfile.PAX_FORMAT) as writer,
    ):
        member = tarfile.TarInfo(f"{top}/{MANIFEST}")
        member.size, member.mode = len(content), 0o644
        writer.addfile(member, io.BytesIO(content))
        for done, (path, entry) in enumerate(entries, 1):
            _copy(writer, f"{top}/{path}", place(path), entry)
            count(done, len(entries))


def _copy(writer: tarfile.TarFile, name: str, file: Path, entry: Entry) -> None:
    with verify.opened(file) as opened:
        found, read = os.fstat(opened.fileno()), _Hashed(opened)
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = (
            entry.size,
            found.st_mode & 0o777,
            int(found.st_mtime),
        )
        if found.st_size == entry.size:
            writer.addfile(member, read)
    if read.entry() != entry:
        raise Stopped(f"{file} 和清单不一致：已经损坏，或者正在改动；没有打包", code=1)


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """Open an archive and read its list; raises ``Stopped`` for any other file, and ``OSError``."""
    with verify.opened(os.path.realpath(file)) as stream:
        with _understanding(file):
            reader = tarfile.TarFile(fileobj=_Bounded(stream))  # type: ignore[arg-type]
            content = _list(reader)
        try:
            said = verify.understood(content, f"{file} 的清单")
        except verify.Unreadable as error:
            raise Stopped(str(error), code=1) from None
        if not all(map(is_plain, said["files"])):
            raise Stopped(f"{file} 的清单里有不能用的路径，不收", code=1)
        yield Archive(file, content, said, reader)


def _list(reader: tarfile.TarFile) -> bytes:
    first = reader.next()
    if first is None or not first.name.endswith(f"/{MANIFEST}") or not _is_ordinary(first):
        raise tarfile.ReadError("no list")
    return _content(reader, first).read(_LARGEST + 1)


def unpack(archive: Archive, into: Path, count: Count) -> None:
    """Write every file that the list names, and the list, into an empty folder.

    The archive holds them all, each once, in the order of the names, and nothing else. Raises
    ``Stopped`` where it does not, or where a content is not as the list says.
    """
    entries = sorted(verify.entries(archive.said).items())
    files.write(into / MANIFEST, archive.content, flush=False)
    for done, (path, entry) in enumerate(entries, 1):
        with _understanding(archive.file):
            member = archive.reader.next()
            if member is None:
                raise Stopped(f"{archive.file} 不全，缺 {path} 和以后的；请再拷一次", code=1)
            if member.name.partition("/")[2] != path or not _is_ordinary(member):
                raise Stopped(f"{archive.file} 里有清单以外的东西（{member.name!a}），不收", code=1)
            _put(archive, member, into / path, entry)
        count(done, len(entries))
    with _understanding(archive.file):
        if more := archive.reader.next():
            raise Stopped(f"{archive.file} 里有清单以外的东西（{more.name!a}），不收", code=1)


def _put(archive: Archive, member: tarfile.TarInfo, file: Path, entry: Entry) -> None:
    if member.size != entry.size:
        raise tarfile.ReadError("another size")
    if file.exists():
        raise tarfile.ReadError("a name that is another's on this disk")
    file.parent.mkdir(parents=True, exist_ok=True)
    read = _Hashed(_content(archive.reader, member))
    with files.begun(file, flush=False) as target:
        while block := read.read(_BLOCK):
            target.write(block)
    if read.entry() != entry:
        raise tarfile.ReadError("another content")
    os.chmod(file, member.mode & 0o777)
    os.utime(file, (int(member.mtime), int(member.mtime)))


def _content(reader: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    found = reader.extractfile(member)
    assert found, "an ordinary member has a content"
    return found  # type: ignore[return-value]


def _is_ordinary(member: tarfile.TarInfo) -> bool:
    return member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not member.issparse()


def is_plain(path: str) -> bool:
    """Whether a path of the list leads below its folder, and is written in one way only."""
    parts = path.split("/")
    return not _BARRED.search(path) and not {"", ".", ".."} & set(parts) and path != MANIFEST


@contextmanager
def _understanding(file: Path) -> Iterator[None]:
    """Raise ``Stopped`` for a tar that is damaged, or is none of ours."""
    try:
        yield
    except (FileExistsError, NotADirectoryError, IsADirectoryError, *_DAMAGE):
        raise Stopped(
            f"{file} 不是 pack 或 backup 写的，或者已经损坏；请再拷一次", code=1
        ) from None
