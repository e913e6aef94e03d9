"""Compares a published site, byte for byte, with its manifest.

This file needs nothing but Python: copy it to the server and run ``python verify.py DIR``. It
finds damaged, missing and stray files, and empty folders. It opens ordinary files alone, so that no
pipe, device or link holds it up. It cannot find changes by someone who rewrites the manifest
too: for that, compare the manifest's own SHA-256 with the value noted at publishing.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

#: the manifest's name in a release; it lists every other file
MANIFEST = "manifest.json"
_BLOCK = 1 << 20
#: bytes; a manifest of 50,000 files has fewer
_LARGEST = 16 << 20
#: what may be wrong with a file
_MISSING, _ADDED, _CHANGED, _UNREAD = "缺少", "多出", "改动", "读不了"


class Entry(NamedTuple):
    """A file as the manifest describes it."""

    sha256: str
    size: int


class Difference(NamedTuple):
    """A file that is not as the manifest says, or cannot be read: its path, what is wrong, and why."""

    path: str
    kind: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.kind}  {self.path}" + (f"（{self.why}）" if self.why else "")


class Unreadable(Exception):
    """Raised where the manifest is missing or malformed; its text is the message."""


def _raised(error: OSError) -> None:
    raise error


def listed(
    folder: Path, refused: Callable[[OSError], None] = _raised
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below a folder, and every empty folder, with its path, in a fixed order.

    The path of a folder ends in a slash. Links are not followed: their targets are not in the
    release. ``refused`` is called for a folder that cannot be read.
    """
    waiting = [(folder, "")]
    while waiting:
        here, path = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            refused(error)
            continue
        for entry in found:
            if not entry.is_dir(follow_symlinks=False):
                yield path + entry.name, entry
            elif _is_empty(entry.path):
                yield f"{path}{entry.name}/", entry
            else:
                waiting.append((Path(entry.path), f"{path}{entry.name}/"))


def _is_empty(folder: str) -> bool:
    """Whether a folder holds nothing; one that cannot be read may hold something."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False


def opened(file: Path | str) -> BinaryIO:
    """Open an ordinary file; raises ``OSError``, also for a link, a pipe, a device or a folder.

    A file that its mode lets nobody read is refused to everybody: a server is not root.
    """
    if sys.platform == "win32":
        flags = os.O_RDONLY | os.O_BINARY
    else:
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW
    handle = os.open(file, flags)
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode) and mode & 0o444:
        return open(handle, "rb")
    os.close(handle)
    number = errno.EACCES if stat.S_ISREG(mode) else errno.EINVAL
    raise OSError(number, os.strerror(number), str(file))


def entry_of(file: Path | str) -> Entry:
    """Return an ordinary file's hash and size; raises ``OSError``."""
    whole, size = hashlib.sha256(), 0
    with opened(file) as stream:
        while block := stream.read(_BLOCK):
            whole.update(block)
            size += len(block)
    return Entry(whole.hexdigest(), size)


def read(folder: Path) -> dict[str, Any]:
    """Return a release's manifest; raises ``Unreadable``."""
    try:
        return understood(_manifest(folder / MANIFEST), folder / MANIFEST)
    except FileNotFoundError:
        hint = "；要核对的是它下面的 current" if (folder / "current" / MANIFEST).is_file() else ""
        raise Unreadable(f"{folder} 里没有 {MANIFEST}{hint}") from None


def understood(content: bytes, place: object) -> dict[str, Any]:
    """Return the manifest that bytes from a place are; raises ``Unreadable``."""
    try:
        said = json.loads(content)
        for path, entry in said["files"].items():
            Entry(str(entry["sha256"]), int(entry["size"]))
            if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
                raise ValueError(path)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise Unreadable(f"{place} 读不懂，多半是损坏了") from None
    return dict(said)


def _manifest(file: Path) -> bytes:
    """Return a manifest's bytes; raises ``Unreadable`` for what is no ordinary file, or too large."""
    if not stat.S_ISREG(os.lstat(file).st_mode):
        raise Unreadable(f"{file} 不是普通的文件，不能当作清单")
    with opened(file) as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Unreadable(f"{file} 超过 {_LARGEST >> 20} MB，不是发布时写的清单")
    return content


def entries(manifest: dict[str, Any]) -> dict[str, Entry]:
    """Return a manifest's entries by path."""
    return {path: Entry(e["sha256"], e["size"]) for path, e in manifest["files"].items()}


def differences(
    folder: Path, count: Callable[[int, int], None] = lambda *_: None
) -> list[Difference]:
    """Return each missing, changed, added or unreadable file, and each added folder, by path.

    ``count`` is called with the number of files compared so far and the number of all files.
    Raises ``Unreadable``, and ``OSError`` where the manifest cannot be read.
    """
    expected = entries(read(folder))
    wrong: list[Difference] = []
    found = dict(listed(folder, lambda error: wrong.append(_unread(folder, error))))
    wrong += [Difference(path, _MISSING) for path in expected if path not in found]
    for done, (path, entry) in enumerate(found.items(), 1):
        count(done, len(found))
        if path == MANIFEST:
            continue
        try:
            if path not in expected:
                wrong.append(Difference(path, _ADDED))
            elif not _is(entry, expected[path]):
                wrong.append(Difference(path, _CHANGED))
        except OSError as error:
            wrong.append(_unread(folder, error))
    return sorted(wrong)


def _is(entry: os.DirEntry[str], expected: Entry) -> bool:
    """Whether a file is the listed one; one of another size is not read. Raises ``OSError``."""
    if not entry.is_file(follow_symlinks=False):
        return False
    if entry.stat(follow_symlinks=False).st_size != expected.size:
        return False
    return entry_of(entry.path) == expected


def _unread(folder: Path, error: OSError) -> Difference:
    path = os.path.relpath(os.fsdecode(error.filename or folder), folder)
    return Difference(path, _UNREAD, str(error.strerror))


def main(arguments: list[str] | None = None) -> int:
    """Check the release in a folder and print the result.

    Return 0 if it is whole, 1 if not, 2 for wrong arguments, 3 where a file or the output fails.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 1 or given[0].startswith("-"):
        return _say("用法：python verify.py 发布的文件夹", 2)
    folder = Path(given[0])
    if not folder.is_dir():
        return _say(f"{folder} 不是文件夹", 2)
    try:
        wrong = differences(folder)
    except Unreadable as error:
        return _say(str(error), 1)
    except OSError as error:
        return _say(f"{error.filename}：读不了（{error.strerror}）", 3)
    if wrong:
        return _say("\n".join([*map(str, wrong), *_advice(wrong)]), _code(wrong))
    return _say(_summary(folder), 0)


def _advice(wrong: list[Difference]) -> Iterator[str]:
    unread = sum(each.kind == _UNREAD for each in wrong)
    if other := len(wrong) - unread:
        yield f"共 {other} 处和清单不一致；请重新发布，或换回上一版"
    if unread:
        yield f"共 {unread} 处读不了，没有核对；请改好权限，或换一个用户再核对"


def _code(wrong: list[Difference]) -> int:
    return 3 if any(each.kind == _UNREAD for each in wrong) else 1


def _summary(folder: Path) -> str:
    manifest = read(folder)
    size = sum(entry.size for entry in entries(manifest).values())
    return (
        f"与清单一致，清单没有签名：{len(manifest['files'])} 个文件，{size / 1e6:.1f} MB，"
        f"{manifest.get('edition', '')}版\n清单的 SHA-256：{entry_of(folder / MANIFEST).sha256}\n"
        "和发布时记下的 SHA-256 相同，才是那一次发布的"
    )


def _say(text: str, code: int) -> int:
    stream = sys.stderr if code >= 2 else sys.stdout
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except OSError as error:
        # else Python would write the rest of the text again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            return _say(f"结果没有写出来（{error.strerror}）", 3)
    return code


if __name__ == "__main__":
    sys.exit(main())
