"""Switches ``current`` to another release: the only step that readers could notice.

``Link`` is the usual way: a symbolic link, replaced by renaming a new link over it, so that every
request finds the old release or the new. Windows renames nothing over a folder or a link to one:

- ``Junction`` needs no rights there. The old junction is renamed away and the new one into its
place; between the two renames there is no site, for far less than a millisecond.
- ``Copy`` is for disks without links, such as a share or a USB stick: ``current`` is a folder of
the release's files (hard links where the disk allows), put in place by two renames;
``current.txt`` names the release. Files that a web server holds open hinder the renames.

Where a publication died between two renames, the next command first repairs that (``heal``).
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from ledger.issues import Mistake
from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.publishing import disk

CURRENT = "current"
#: the folder of the releases, beside ``current``
RELEASES = "releases"
#: the file that names the current release where ``current`` is no link
NOTE = "current.txt"
#: names beside ``current`` while it changes
_NEXT, _PREVIOUS = ".current-next", ".current-previous"
_TRIES, _PAUSE = 50, 0.1
_UNKNOWN_THERE = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)  # fmt: skip


class Switch:
    """Finds the release that a folder serves, and switches to another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / CURRENT
        self.following = folder / _NEXT
        self.previous = folder / _PREVIOUS

    def current(self) -> str | None:
        """Return the name of the release that is served; None before the first."""
        if not os.path.lexists(self.place):
            return None
        try:
            target = Path(os.readlink(self.place).removeprefix("\\\\?\\"))
        except OSError:
            raise Stopped(f"{self.place} 不是发布建立的；请把它移走，再发布") from None
        releases = self.folder / RELEASES
        if (self.folder / target).parent.resolve() != releases.resolve():
            raise Stopped(f"{self.place} 指向 {target}，不是这里发布的；请把它移走，再发布")
        return target.name

    def point(self, name: str) -> None:
        """Serve a release."""
        raise NotImplementedError

    def heal(self) -> None:
        """Finish or undo the switch of a process that died."""
        raise NotImplementedError

    def _exchange(self, between: Callable[[], None] = lambda: None) -> None:
        """Put the new folder in the old one's place by two renames; on failure restore the old."""
        if os.path.lexists(self.place):
            rename(self.place, self.previous)
        try:
            between()
            rename(self.following, self.place)
        except (OSError, Mistake):
            self._put_back()
            raise

    def _put_back(self) -> None:
        if os.path.lexists(self.previous) and not os.path.lexists(self.place):
            rename(self.previous, self.place)


class Link(Switch):
    """A symbolic link, replaced in one step."""

    def point(self, name: str) -> None:
        self.heal()
        os.symlink(Path(RELEASES) / name, self.following, target_is_directory=True)
        os.replace(self.following, self.place)
        files.sync(self.folder)

    def heal(self) -> None:
        self.following.unlink(missing_ok=True)


def _join(target: Path, link: Path) -> None:
    if sys.platform == "win32":
        import _winapi

        _winapi.CreateJunction(str(target), str(link))
    else:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


class Junction(Switch):
    """Windows' own link between folders, replaced in two steps."""

    #: makes a junction; on other systems tests put a symbolic link in its place
    make: Callable[[Path, Path], None] = staticmethod(_join)

    def point(self, name: str) -> None:
        self.heal()
        self.make((self.folder / RELEASES / name).resolve(), self.following)
        self._exchange()
        self.heal()
        files.sync(self.folder)

    def heal(self) -> None:
        self._put_back()
        self.following.unlink(missing_ok=True)
        self.previous.unlink(missing_ok=True)


class Copy(Switch):
    """A folder of the same files, replaced in two steps."""

    def current(self) -> str | None:
        name = self._noted()
        if name is None and os.path.lexists(self.place):
            raise Stopped(f"{self.place} 不是发布建立的；请把它移走，再发布")
        return name if self.place.is_dir() else None

    def point(self, name: str) -> None:
        old = self._noted()
        disk.remove(self.following)
        disk.remove(self.previous)
        files.duplicate(self.folder / RELEASES / name, self.following)
        try:
            self._exchange(lambda: self._note(name))
        except (OSError, Mistake):
            self._note(old)
            raise
        disk.remove(self.previous)
        files.sync(self.folder)

    def heal(self) -> None:
        name = self._noted()
        if name and not self.place.exists() and (self.folder / RELEASES / name).is_dir():
            self.point(name)
        disk.remove(self.following)
        disk.remove(self.previous)
        files.clean(self.folder)

    def _noted(self) -> str | None:
        note = self.folder / NOTE
        return files.text(note).strip() if note.is_file() else None

    def _note(self, name: str | None) -> None:
        files.write(self.folder / NOTE, (name or "").encode())


def rename(old: Path, new: Path) -> None:
    """Rename; a scanner or a web server may hold a folder open for a moment."""
    for _ in range(_TRIES - 1):
        try:
            return os.rename(old, new)
        except PermissionError:
            Event().wait(_PAUSE)
    return os.rename(old, new)


def usual(folder: Path) -> Switch:
    """Return the kind of switch that this system and the disk below a folder support."""
    if (folder / NOTE).is_file():
        return Copy(folder)
    kind = Junction if sys.platform == "win32" else Link
    return kind(folder) if _can(kind, folder) else Copy(folder)


def _can(kind: type[Switch], folder: Path) -> bool:
    trial = folder / f"{_NEXT}-trial"
    trial.unlink(missing_ok=True)
    try:
        if kind is Junction:
            Junction.make((folder / RELEASES).resolve(), trial)
        else:
            os.symlink(RELEASES, trial, target_is_directory=True)
    except OSError as error:
        if sys.platform == "win32" or error.errno in _UNKNOWN_THERE:
            return False
        raise
    trial.unlink(missing_ok=True)
    return True
