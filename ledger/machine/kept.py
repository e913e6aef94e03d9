"""Files that are slow to make, kept until something that decides what they hold has changed.

A kept file is a digest and the content: one that was cut or emptied is made anew. It lies in the
project's ``.cache/kept``, or in the folder that ``KEPT_IN`` names. Whoever may write there may write
the project, too; a site is read back whatever its files were taken from.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from ledger.issues import Mistake
from ledger.machine import files as whole

#: the variable by which a person, or a test, keeps files elsewhere
FOLDER = "KEPT_IN"
#: kinds of what the engine keeps of a site's pages
OF_PAGES = CONVERTED, INDEX = "converted", "index"
#: files of one kind: one for each edition, and one to go back to
_MOST = 4
_DIGEST = hashlib.sha256().digest_size


def kept(root: Path, kind: str, inputs: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
    """Return what ``make`` makes, or made earlier of the same inputs.

    ``inputs`` must hold all that decides the content. What ``make`` raises is raised, and nothing
    is kept then. Where nothing can be written, nothing is kept.
    """
    file = _file(root, kind, inputs)
    content = _read(file)
    if content is None:
        content = make()
        _keep(file, kind, content)
    return content


def recall(root: Path, kind: str, inputs: Iterable[bytes]) -> bytes:
    """Return what was remembered for the same inputs; empty where nothing was."""
    return _read(_file(root, kind, inputs)) or b""


def remember(root: Path, kind: str, inputs: Iterable[bytes], content: bytes) -> None:
    """Keep a content that grows with use, in the place of what was remembered for the same inputs.

    Where nothing can be written, nothing is kept.
    """
    file = _file(root, kind, inputs)
    if _read(file) != content:
        _keep(file, kind, content)


def forget(root: Path, kind: str) -> None:
    """Delete what is kept of a kind, because it was found to be wrong."""
    for file in _folder(root).glob(f"{kind}-*"):
        with suppress(OSError):
            file.unlink()


def _folder(root: Path) -> Path:
    return Path(os.environ.get(FOLDER) or root / ".cache/kept")


def _file(root: Path, kind: str, inputs: Iterable[bytes]) -> Path:
    return _folder(root) / f"{kind}-{hashlib.sha256(b''.join(map(_digest, inputs))).hexdigest()}"


def _keep(file: Path, kind: str, content: bytes) -> None:
    with suppress(OSError, Mistake):
        _write(file, content)
        _prune(file.parent, kind)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _read(file: Path) -> bytes | None:
    """Return the content of a kept file, None where there is none or it is not whole."""
    try:
        found = whole.read(file)
    except OSError:
        return None
    digest, content = found[:_DIGEST], found[_DIGEST:]
    return content if digest == _digest(content) else None


def _write(file: Path, content: bytes) -> None:
    # what editions for few show is kept as well: nobody but the owner reads it, in any folder
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole.write(file, _digest(content) + content, private=True)


def _prune(folder: Path, kind: str) -> None:
    """Delete all of a kind but the newest."""
    files = sorted(folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime_ns)
    for old in files[:-_MOST]:
        old.unlink(missing_ok=True)
