"""What a command writes is kept together with what was there, and taken back as long as it stands."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.publishing import lock
from ledger.upgrading import replacing
from ledger.upgrading.replacing import Contents

#: in a folder that keeps: what was there, what was written over that, new files, files that went
_BEFORE, _AFTER, _ADDED, _GONE = "原来的", "写成的", "新添的", "删去的"
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


class Keeper(NamedTuple):
    """A command that writes and takes back, how it is told to write, and the folder that keeps.

    With ``last`` alone only what was written last can be taken back.
    """

    command: str
    option: str
    kept: str
    last: bool = False

    def write(
        self, root: Path, before: Contents, contents: Contents, also: Mapping[str, bytes] = _NOTHING
    ) -> str:
        """Write the files, and ``also`` some beside what is kept; return the sentence that says so.

        A file without a content goes. Raises ``Stopped`` where a file changed since it was read, and
        ``OSError``: then nothing is written.
        """
        with _alone(root):
            replacing.unchanged(root, before)
            held = {**_kept(before, contents), **also}
            earlier = replacing.kept(root, self.kept) if self.last else []
            folder = replacing.aside(root, self.kept, held)
            try:
                replacing.put(root, contents, before)
            except BaseException:
                if folder:
                    shutil.rmtree(folder)
                raise
            for each in earlier:
                shutil.rmtree(each, ignore_errors=True)
            with suppress(OSError):
                folder = folder.rename(root / self.kept) if folder and earlier else folder
        return (
            f"{_said(contents)}。原来的在“{folder.name if folder else ''}”文件夹，"
            f"退回：python -m ledger {self.command} --undo"
        )

    def go_on(self, root: Path, path: str, before: bytes, content: bytes) -> None:
        """Write again a file that was written last, as one goes on; it is taken back in one.

        Raises ``Stopped`` where it does not hold any more what it did ``before``.
        """
        with _alone(root):
            replacing.unchanged(root, {path: before})
            folder = replacing.latest(root, self.kept)
            kept = [] if folder is None else [folder / each / path for each in (_AFTER, _ADDED)]
            for file in (root / path, *(each for each in kept if each.is_file())):
                files.write(file, content)

    def undo(self, root: Path) -> str:
        """Take back what was written last; return the sentence that says so.

        A file that was not written, as where the power went, stays as it is.
        Raises ``Stopped`` where there is nothing, or where it was changed since.
        """
        with _alone(root):
            return self._undo(root)

    def _undo(self, root: Path) -> str:
        folder = replacing.latest(root, self.kept)
        if folder is None:
            raise Stopped(f"没有要退回的：{self.option} 写过的才能退回", code=2)
        changed, added, gone, before = (
            _held(folder / each) for each in (_AFTER, _ADDED, _GONE, _BEFORE)
        )
        if changed.keys() != before.keys():
            raise Stopped(f"“{folder.name}”文件夹里少了文件，没有退回；请自己比着改", code=1)
        written: Contents = {**changed, **added, **dict.fromkeys(gone)}
        old: Contents = {**before, **dict.fromkeys(added), **gone}
        for path, content in written.items():
            file = root / path
            now = files.read(file) if file.is_file() else None
            if now not in (content, old[path]):  # a power cut leaves some of them as they were
                raise Stopped(
                    f"{path} 写好以后又有人改过，没有退回；"
                    f"原来的在 {folder.name}/{_BEFORE}，请自己比着改",
                    code=1,
                )
        replacing.put(root, old, written)
        shutil.rmtree(folder)
        return f"退回了 {'、'.join(written)}，和{self.kept[:-1]}以前一样。"


def _alone(root: Path) -> AbstractContextManager[None]:
    """Let one command at a time look whether files are as they were read, and write them."""
    return lock.in_turn(root / "data")


def _kept(before: Contents, contents: Contents) -> dict[str, bytes]:
    """Return what is kept, by its path in the folder."""
    held: dict[str, bytes] = {}
    for path, content in contents.items():
        old = before[path]
        if content is None:
            held |= {f"{_GONE}/{path}": old} if old is not None else {}
        elif old is None:
            held[f"{_ADDED}/{path}"] = content
        else:
            held |= {f"{_BEFORE}/{path}": old, f"{_AFTER}/{path}": content}
    return held


def _said(contents: Contents) -> str:
    written = [path for path, content in contents.items() if content is not None]
    gone = [path for path, content in contents.items() if content is None]
    said = [f"写好了 {'、'.join(written)}"] if written else []
    return "；".join([*said, *([f"删去了 {'、'.join(gone)}"] if gone else [])])


def _held(folder: Path) -> dict[str, bytes]:
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): files.read(file) for file in found}
