"""Compares a published site, byte for byte, with its manifest.

This file needs nothing but Python: copy it to the server and run ``python verify.py DIR``. It
finds damaged, missing and stray files. It cannot find changes by someone who rewrites the manifest
too: for that, compare the manifest's own SHA-256 with the value noted at publishing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

#: the manifest's name in a release; it lists every other file
MANIFEST = "manifest.json"
_BLOCK = 1 << 20


class Entry(NamedTuple):
    """A file as the manifest describes it."""

    sha256: str
    size: int


class Unreadable(Exception):
    """Raised where the manifest is missing or malformed; its text is the message."""


def listed(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below a folder that is no folder, with its path, in a fixed order.

    Links are not followed: their targets are not in the release.
    """
    waiting = [(folder, "")]
    while waiting:
        here, path = waiting.pop()
        with os.scandir(here) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((Path(entry.path), f"{path}{entry.name}/"))
                else:
                    yield path + entry.name, entry


def entry_of(file: Path | str) -> Entry:
    """Return a file's hash and size."""
    whole, size = hashlib.sha256(), 0
    with open(file, "rb") as stream:
        while block := stream.read(_BLOCK):
            whole.update(block)
            size += len(block)
    return Entry(whole.hexdigest(), size)


def read(folder: Path) -> dict[str, Any]:
    """Return a release's manifest; raises ``Unreadable``."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        for path, entry in content["files"].items():
            Entry(str(entry["sha256"]), int(entry["size"]))
            if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
                raise ValueError(path)
    except FileNotFoundError:
        hint = "；要核对的是它下面的 current" if (folder / "current" / MANIFEST).is_file() else ""
        raise Unreadable(f"{folder} 里没有 {MANIFEST}{hint}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable(f"{folder / MANIFEST} 读不懂，多半是损坏了") from None
    return dict(content)


def entries(manifest: dict[str, Any]) -> dict[str, Entry]:
    """Return a manifest's entries by path."""
    return {path: Entry(e["sha256"], e["size"]) for path, e in manifest["files"].items()}


def differences(folder: Path, count: Callable[[int, int], None] = lambda *_: None) -> list[str]:
    """Return a line for each missing, changed or added file; raises ``Unreadable``.

    ``count`` is called with the number of files compared so far and the number of all files.
    """
    expected = entries(read(folder))
    found = dict(listed(folder))
    lines = [f"缺少  {path}" for path in expected if path not in found]
    for done, (path, entry) in enumerate(found.items(), 1):
        count(done, len(found))
        if path == MANIFEST:
            continue
        if path not in expected:
            lines.append(f"多出  {path}")
        elif not entry.is_file(follow_symlinks=False) or entry_of(entry.path) != expected[path]:
            lines.append(f"改动  {path}")
    return sorted(lines, key=lambda line: (line[4:], line))


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
        lines = differences(folder)
    except Unreadable as error:
        return _say(str(error), 1)
    except OSError as error:
        return _say(f"{error.filename}：读不了（{error.strerror}）", 3)
    if lines:
        return _say(
            "\n".join([*lines, f"共 {len(lines)} 个文件和清单不一致；请重新发布，或换回上一版"]), 1
        )
    return _say(_summary(folder), 0)


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
