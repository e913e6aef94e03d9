"""Gives the files of a release uniform modes and times, and flushes them to the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ledger.publishing import verify

#: modes with which a web server's account can read a release, whatever the umask was
FILE_MODE, FOLDER_MODE = 0o644, 0o755
_DAY = 24 * 3600


def settle(release: Path, epoch: int, count: Callable[[int, int], None]) -> None:
    """Set the modes and times of a whole release, and flush it to the disk."""
    files = [Path(entry.path) for _, entry in verify.listed(release)]
    for done, file in enumerate(files, 1):
        file.chmod(FILE_MODE)
        _set_time(file, _stamp(file, epoch))
        sync(file)
        count(done, len(files))
    for folder in [*filter(Path.is_dir, release.rglob("*")), release]:
        folder.chmod(FOLDER_MODE)
        _set_time(folder, epoch)
        sync(folder)


def _stamp(file: Path, epoch: int) -> int:
    """Return a time within the day before ``epoch``, derived from the content, in seconds.

    Web servers make an ETag from time and size. A figure mended from 8 to 9 leaves the page's
    size unchanged and, before a commit, the date as well: browsers would go on showing the 8.
    """
    digest = hashlib.sha256(file.read_bytes()).digest()
    return max(0, epoch - int.from_bytes(digest[:4], "big") % _DAY)


def _set_time(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


def sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk."""
    if os.name == "nt":
        if path.is_dir():
            return  # Windows opens no folder
        flags = os.O_RDWR
    else:
        flags = os.O_RDONLY
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(folder: Path) -> None:
    """Delete a folder; files that another process holds open are left for the next call."""
    shutil.rmtree(folder, ignore_errors=True)
