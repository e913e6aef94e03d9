"""The new contents put in place: all, or none; what was there is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from ledger.machine import git
from ledger.upgrading import replacing
from ledger.upgrading.change import Old

_KEPT = "升级前"


def write(old: Old, contents: Mapping[str, bytes]) -> str:
    """Write the files; return the sentence that says how to go back.

    Raises ``Stopped`` where a file changed since it was read, and ``OSError``: then nothing is.
    """
    before = {path: old.content(path) for path in contents}
    replacing.unchanged(old.root, before)
    added = [path for path, content in before.items() if content is None]
    held = {path: content for path, content in before.items() if content is not None}
    folder = None if _git_has(old.root, held) else replacing.aside(old.root, _KEPT, held)
    try:
        replacing.put(old.root, contents, before)
    except BaseException:
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


def _git_has(root: Path, held: Mapping[str, bytes]) -> bool:
    """Whether the last commit holds all of the files, and nothing else is changed."""
    try:
        changed = git.ask(root, "status", "--porcelain", "-z", "--", ".")
        known = git.ask(root, "ls-files", "-z").decode(errors="replace").split("\0")
    except git.NoAnswer:
        return False
    return not changed and held.keys() <= {*known}
