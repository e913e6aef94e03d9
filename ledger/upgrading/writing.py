"""The new contents put in place: all, or none; what was there is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from ledger.machine import files, git
from ledger.machine.stopping import Stopped
from ledger.upgrading.change import Old

_KEPT = "升级前"


def write(old: Old, contents: Mapping[str, bytes]) -> str:
    """Write the files; return the sentence that says how to go back.

    Raises ``Stopped`` where a file changed since it was read, and ``OSError``: then nothing is.
    """
    before = {path: old.content(path) for path in contents}
    for path, content in before.items():
        now = files.read(old.root / path) if (old.root / path).is_file() else None
        if now != content:
            raise Stopped(f"{path} 刚才有人改过，什么也没有改；请再运行一次", code=1)
    added = [path for path, content in before.items() if content is None]
    held = {path: content for path, content in before.items() if content is not None}
    folder = None if _git_has(old.root, held) else _aside(old.root, held)
    try:
        _put(old.root, contents)
    except BaseException:
        _put_back(old.root, before)
        if folder:
            shutil.rmtree(folder)
        raise
    return f"要退回：{'；再'.join(_ways_back(held, folder, added))}。"


def _ways_back(held: Mapping[str, bytes], folder: Path | None, added: list[str]) -> Iterator[str]:
    if folder:
        yield f"把“{folder.name}”文件夹里的复制回项目的文件夹，盖住现在的"
    elif held:
        yield "原来的都在 git 的上一次提交里，运行 git checkout -- ."
    if added:
        yield f"删去新添的 {'、'.join(added)}"


def _put(root: Path, contents: Mapping[str, bytes]) -> None:
    for path, content in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        files.write(root / path, content)


def _put_back(root: Path, before: Mapping[str, bytes | None]) -> None:
    for path, content in before.items():
        file = root / path
        if content is None:
            file.unlink(missing_ok=True)
            with suppress(OSError):
                file.parent.rmdir()  # it stays where it holds anything
        elif files.read(file) != content:
            files.write(file, content)


def _git_has(root: Path, held: Mapping[str, bytes]) -> bool:
    """Whether the last commit holds all of the files, and nothing else is changed."""
    try:
        changed = git.ask(root, "status", "--porcelain", "-z", "--", ".")
        known = git.ask(root, "ls-files", "-z").decode(errors="replace").split("\0")
    except git.NoAnswer:
        return False
    return not changed and held.keys() <= {*known}


def _aside(root: Path, held: Mapping[str, bytes]) -> Path | None:
    """Keep the files in a folder of the project that no command reads; None where there are none."""
    if not held:
        return None
    folder = next(each for each in _folders(root) if not each.exists())
    folder.mkdir(mode=0o700)
    try:
        for path, content in held.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            files.write(folder / path, content, private=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _folders(root: Path) -> Iterator[Path]:
    return chain([root / _KEPT], (root / f"{_KEPT}-{number}" for number in count(2)))
