"""Gives the files of a release uniform modes and times, and flushes them to the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ledger.machine import files
from ledger.publishing import verify

#: modes with which a web server's account can read a release, whatever the umask was
FILE_MODE, FOLDER_MODE = 0o644, 0o755
_DAY = 24 * 3600


def settle(release: Path, epoch: int, count: Callable[[int, int], None]) -> None:
    """Set the modes and times of a whole release, and flush it to the disk."""
    listed = [Path(entry.path) for _, entry in verify.listed(release)]
    for done, file in enumerate(listed, 1):
        file.chmod(FILE_MODE)
        _set_time(file, _stamp(file, epoch))
        files.sync(file)
        count(done, len(listed))
    for folder in [*filter(Path.is_dir, release.rglob("*")), release]:
        folder.chmod(FOLDER_MODE)
        _set_time(folder, epoch)
        files.sync(folder)


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
