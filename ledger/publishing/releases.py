"""The releases in a folder: lists them, finds the served one, deletes old ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.publishing import disk, lock, log, switching, verify
from ledger.publishing.log import LogEntry
from ledger.publishing.switching import RELEASES, Switch

_NAME = re.compile(r"\A(\d{4,})-[0-9a-z-]+")
#: prefixes of folders that are being built, and of folders that are being deleted
_BUILDING, _REMOVING = ".building-", ".removing-"


@dataclass(frozen=True)
class Release:
    """One release: its folder and its number."""

    folder: Path
    number: int

    @property
    def name(self) -> str:
        """The name of the release's folder."""
        return self.folder.name

    def manifest(self) -> dict[str, Any] | None:
        """Return the release's manifest; None where it cannot be read."""
        try:
            return verify.read(self.folder)
        except (verify.Unreadable, OSError):
            return None

    def log(self) -> tuple[LogEntry, ...]:
        """Return the release's log, its own entry first; empty where it cannot be read."""
        try:
            return log.loaded((self.manifest() or {}).get("log", ()))
        except (TypeError, ValueError, KeyError, AttributeError):
            return ()


@dataclass
class Shelf:
    """A folder of releases; ``handle`` holds its lock, None means that it is only read."""

    folder: Path
    switch: Switch
    handle: int | None = None

    @property
    def place(self) -> Path:
        """The folder that holds the releases."""
        return self.folder / RELEASES

    def releases(self) -> list[Release]:
        """Return the finished releases, the oldest first."""
        found = ((path, _NAME.fullmatch(path.name)) for path in self.place.iterdir())
        whole = [Release(path, int(name[1])) for path, name in found if name and path.is_dir()]
        return sorted(whole, key=lambda release: release.number)

    def current(self) -> Release | None:
        """Return the release that is served."""
        name = self.switch.current()
        return next((each for each in self.releases() if each.name == name), None)

    def begin(self) -> Path:
        """Return a new folder for a release that is being built; until then nobody else reads it."""
        taken = {path.name for path in self.place.iterdir()}
        name = next(name for name in (f"{_BUILDING}{n}" for n in count()) if name not in taken)
        (self.place / name).mkdir(mode=0o700)
        return self.place / name

    def following(self) -> int:
        """Return the number of the next release."""
        return max((each.number for each in self.releases()), default=0) + 1

    def finish(self, building: Path, revision: str, number: int = 0) -> Release:
        """Rename a finished release to its number, by default the next."""
        number = number or self.following()
        release = Release(self.place / f"{number:04}-{revision}", number)
        switching.rename(building, release.folder)
        files.sync(self.place)
        return release

    def before(self) -> Release | None:
        """Return the release to go back to: that which the served one replaced, or the next older."""
        served, found = self.current(), self.releases()
        if served is None:
            return found[-1] if found else None
        replaced = [entry.since for entry in served.log()[:1]]
        older = [each for each in found if each.number < served.number]
        return next((each for each in older if each.number in replaced), None) or (
            older[-1] if older else None
        )

    def prune(self, keep: int) -> list[Release]:
        """Delete old releases and return them.

        The newest ``keep`` stay, the served one, and the one to go back to.
        """
        needed = (self.current(), self.before())
        old = [each for each in self.releases()[:-keep] if each not in needed]
        for release in old:
            going = self.place / f"{_REMOVING}{release.name}"
            switching.rename(release.folder, going)  # never half a release under a release's name
            disk.remove(going)
        return old

    def clean(self) -> int:
        """Delete the folders that dead publications left; return their number.

        Their owners are dead: a publication and its build both hold the lock until they end.
        """
        self.switch.heal()
        left = [
            path for path in self.place.iterdir() if path.name.startswith((_BUILDING, _REMOVING))
        ]
        for path in left:
            disk.remove(path)
        return len(left)


@contextmanager
def opened(folder: Path, switch: type[Switch] | None = None) -> Iterator[Shelf]:
    """Prepare a folder and hold its lock; raises ``Stopped`` where another publication does."""
    if folder.exists() and not folder.is_dir():
        raise Stopped(f"{folder} 是文件，不是文件夹", code=2)
    if not folder.parent.is_dir():
        raise Stopped(f"{folder} 所在的文件夹 {folder.parent} 不存在", code=2)
    for path in (folder, folder / RELEASES):
        if not path.is_dir():
            path.mkdir()
            path.chmod(disk.FOLDER_MODE)
    with lock.held(folder) as handle:
        yield Shelf(folder, switch(folder) if switch else switching.usual(folder), handle)


def looked_at(folder: Path, switch: type[Switch] | None = None) -> Shelf:
    """Return a folder of releases without changing it; raises ``Stopped`` where there is none."""
    if not (folder / RELEASES).is_dir():
        raise Stopped(f"{folder} 里还没有发布过", code=2)
    kind = switch or (switching.Copy if (folder / switching.NOTE).is_file() else switching.Link)
    return Shelf(folder, kind(folder))


def holding(path: Path) -> Path | None:
    """Return the folder of releases in which a path lies; None where it lies in none."""
    return next((each for each in path.parents if _serves(each)), None)


def _serves(folder: Path) -> bool:
    return (folder / RELEASES).is_dir() and (folder / switching.CURRENT).exists()
