"""What was imported is written together with what was there, and taken back as long as it stands."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.upgrading import replacing
from ledger.upgrading.replacing import Contents

#: the folder that keeps it, and in it: what was there, what was written over that, and new files
_KEPT, _BEFORE, _AFTER, _ADDED = "导入前", "原来的", "写成的", "新添的"


def write(root: Path, before: Contents, contents: Mapping[str, bytes]) -> str:
    """Write the files; return the sentence that says what was done, and how to go back.

    Raises ``Stopped`` where a file changed since it was read, and ``OSError``: then nothing is.
    """
    replacing.unchanged(root, before)
    held = {f"{_BEFORE}/{path}": each for path, each in before.items() if each is not None}
    for path, content in contents.items():
        held[f"{_ADDED if before[path] is None else _AFTER}/{path}"] = content
    folder = replacing.aside(root, _KEPT, held)
    try:
        replacing.put(root, contents, before)
    except BaseException:
        if folder:
            shutil.rmtree(folder)
        raise
    return (
        f"写好了 {'、'.join(contents)}。原来的在“{folder.name if folder else ''}”文件夹，"
        "退回：python -m ledger import --undo"
    )


def undo(root: Path) -> str:
    """Take back what was written last; return the sentence that says so.

    Raises ``Stopped`` where there is nothing, or where it was changed since.
    """
    folder = replacing.latest(root, _KEPT)
    if folder is None:
        raise Stopped("没有要退回的：import --write 写过的才能退回", code=2)
    changed, added, before = (_held(folder / each) for each in (_AFTER, _ADDED, _BEFORE))
    if changed.keys() != before.keys():
        raise Stopped(f"“{folder.name}”文件夹里少了文件，没有退回；请自己比着改", code=1)
    written = changed | added
    for path, content in written.items():
        file = root / path
        if (files.read(file) if file.is_file() else None) != content:
            raise Stopped(
                f"{path} 写好以后又有人改过，没有退回；原来的在 {folder.name}/{_BEFORE}，请自己比着改",
                code=1,
            )
    replacing.put(root, {**before, **dict.fromkeys(added)}, written)
    shutil.rmtree(folder)
    return f"退回了 {'、'.join(written)}，和导入以前一样。"


def _held(folder: Path) -> dict[str, bytes]:
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): files.read(file) for file in found}
