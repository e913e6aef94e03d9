"""The lock that allows one publication at a time. The system releases it when all holders died.

A program that a publication starts may hold the lock too (``handle``): while such a program still
writes after its publication was killed, nobody else cleans up. The program ends soon: its standard
input is a pipe that the publication holds open while it lives (``end_with``).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from ledger.machine.stopping import Stopped
from ledger.publishing import disk

#: the lock's name in a folder of releases; it stays there, empty
NAME = ".lock"
#: the variable that tells a program that its standard input is such a pipe
VARIABLE = "PUBLICATION_WAITS"


@contextmanager
def held(folder: Path) -> Iterator[int]:
    """Hold the lock of a folder of releases; raises ``Stopped`` where another publication does."""
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _taken(handle):
            raise Stopped("另一次发布正在进行；请等它结束")
        yield handle
    finally:
        os.close(handle)


@contextmanager
def claimed(folder: Path, busy: str) -> Iterator[None]:
    """Make a folder that one program at a time fills; raises ``Stopped`` where another is ``busy``.

    What a program that was killed left there goes; a link is not followed. Windows locks no folders;
    nobody is stopped there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        if not _taken(handle):
            raise Stopped(f"{busy}；请等它结束")
        for each in folder.iterdir():
            disk.remove(each) if each.is_dir() else each.unlink()
        yield
    finally:
        os.close(handle)


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """Wait until nobody else holds a folder's lock, and hold it; on Windows, which locks no folders, do neither."""
    if sys.platform == "win32":
        yield
    else:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def end_with(pipe: int) -> None:
    """End this program and its children as soon as the other end of a pipe is closed."""

    def wait() -> None:
        while os.read(pipe, 1):
            pass  # nothing is ever written
        if sys.platform != "win32" and os.getpgrp() == os.getpid():
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(1)

    Thread(target=wait, daemon=True).start()


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
