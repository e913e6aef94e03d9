"""Gives the files of a release uniform modes and times, and flushes them to the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.publishing import verify

#: modes with which a web server's account can read a release, whatever the umask was
FILE_MODE, FOLDER_MODE = 0o644, 0o755
#: those of an edition for few: the web server reads it as a member of the folder's group
FEW_FILE_MODE, FEW_FOLDER_MODE = 0o640, 0o750
_MODES = {False: (FILE_MODE, FOLDER_MODE), True: (FEW_FILE_MODE, FEW_FOLDER_MODE)}
_DAY = 24 * 3600


def settle(
    release: Path, epoch: int, count: Callable[[int, int], None], for_few: bool = False
) -> None:
    """Set the modes and times of a whole release, and flush it to the disk.

    One ``for_few`` is read by its owner and by the group of the folder of releases. Raises
    ``Stopped`` where its owner may not give files to this group.
    """
    listed = [Path(entry.path) for _, entry in verify.listed(release)]
    file_mode, folder_mode = _MODES[for_few]
    group = release.parents[1].stat().st_gid if for_few else None
    for done, file in enumerate(listed, 1):
        _give(file, file_mode, group)
        _set_time(file, _stamp(file, epoch))
        files.sync(file)
        count(done, len(listed))
    for folder in [*filter(Path.is_dir, release.rglob("*")), release]:
        _give(folder, folder_mode, group)
        _set_time(folder, epoch)
        files.sync(folder)


def _give(path: Path, mode: int, group: int | None) -> None:
    """Set a mode; where there is a group, give it the file first, so that no other group reads it."""
    if group is not None and sys.platform != "win32":
        path.chmod(mode & 0o700)
        try:
            os.chown(path, -1, group)
        except PermissionError:
            raise Stopped(f"不能把文件交给 {group} 组；请用属于这个组的帐户发布") from None
    path.chmod(mode)


def _stamp(file: Path, epoch: int) -> int:
    """Return a time within the day before ``epoch``, derived from the content, in seconds.

    Web servers make an ETag from time and size. A figure mended from 8 to 9 leaves the page's
    size unchanged and, before a commit, the date as well: browsers would go on showing the 8.
    """
    digest = hashlib.sha256(file.read_bytes()).digest()
    return max(0, epoch - int.from_bytes(digest[:4], "big") % _DAY)


def _set_time(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


def remove(folder: Path) -> None:
    """Delete a folder; files that another process holds open are left for the next call."""
    shutil.rmtree(folder, ignore_errors=True)
