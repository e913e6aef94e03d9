"""The new folder put in place whole, and taken back while it is as it was written."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.publishing import lock

#: beside the folder while it is not whole; no ledger is read there
_PART = ".new-year.part"


def put(root: Path, folder: str, contents: Mapping[str, bytes]) -> None:
    """Write a folder's files beside it, and put them in its place in one step."""
    part = root / "data" / _PART
    with lock.claimed(part, "另一个 new-year 正在写"):
        try:
            for path, content in contents.items():
                file = part / Path(path).relative_to(folder)
                file.parent.mkdir(parents=True, exist_ok=True)
                files.write(file, content)
            part.rename(root / folder)
            files.sync(root / "data")
        finally:
            shutil.rmtree(part, ignore_errors=True)


def ask(root: Path, folder: str, contents: Mapping[str, bytes]) -> None:
    """Raise ``Stopped`` for a folder that is not as it was written: it is not to be deleted."""
    changed = _changed(root, folder, contents)
    if changed:
        listed = "、".join(changed[:5]) + ("等" if changed[5:] else "")
        message = (
            f"{listed} 和写出来的不一样（记了东西，或者上一年的改过），什么也没有删；"
            f"真不要了，自己删去 {folder}"
        )
        raise Stopped(message, code=1)


def take_back(root: Path, folder: str) -> None:
    """Delete a folder, in one step as its readers see it."""
    part = root / "data" / _PART
    if part.exists():
        shutil.rmtree(part)  # what a killed command left
    (root / folder).rename(part)
    shutil.rmtree(part)


def _changed(root: Path, folder: str, contents: Mapping[str, bytes]) -> list[str]:
    """Return the files of a folder that are not as they would be written now."""
    there = {
        path.relative_to(root).as_posix(): files.read(path) if path.is_file() else None
        for path in sorted((root / folder).rglob("*"))
        if not path.is_dir()
    }
    return sorted(
        path for path in there.keys() | contents.keys() if there.get(path) != contents.get(path)
    )
