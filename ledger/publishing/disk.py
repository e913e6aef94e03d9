"""Files brought into one shape and safely onto the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ledger.publishing import verify

#: what a web server's account needs to read, whatever the umask was
FILE_MODE, FOLDER_MODE = 0o644, 0o755
_DAY = 24 * 3600


def settle(release: Path, epoch: int, count: Callable[[int, int], None]) -> None:
    """Set modes and times of a whole release, and wait until the disk has it."""
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
    """Return a time of the day before ``epoch``, told by the content.

    Web servers make an ETag from time and size. A figure that is mended from 8 to 9 keeps its
    page's size and, before it is committed, the date: browsers would go on showing the 8.
    """
    digest = hashlib.sha256(file.read_bytes()).digest()
    return max(0, epoch - int.from_bytes(digest[:4], "big") % _DAY)


def _set_time(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


def sync(path: Path) -> None:
    """Wait until the disk has a file or the names in a folder."""
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
    """Delete a folder. A file that another process holds open stays for the next time."""
    shutil.rmtree(folder, ignore_errors=True)
