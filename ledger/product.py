"""The product itself: its version, and where what it brings and what it keeps for itself lie.

It runs from its repository or, installed, from a folder of Python's. The sample in the repository's
data/ holds the library of the product as well; a wheel holds that part of it in ``ledger/library``.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

#: the one place where the version is written; pyproject.toml reads it here
VERSION = "0.1.0"
#: the name of what is installed
NAME = "shuchu-youju"
_PACKAGE = Path(__file__).parent
#: the files that an installation lays beside the packages
_INSTALLED = f"{NAME.replace('-', '_')}-*.dist-info"
_OF_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def library(name: str) -> Path:
    """Return the place of a file or folder of the product's library, whether or not it is there."""
    own = _PACKAGE / "library" / name
    return own if own.exists() or is_installed() else _PACKAGE.parent / "data" / name


def place() -> str:
    """Return the folder from which the product is imported."""
    return str(_PACKAGE.parent)


def results() -> Path | None:
    """Return the folder below which results are kept; None where others could write there.

    In the repository it is that of the code. Installed code lies where its user may not write, or
    all may: it is then a folder of the user's own.
    """
    if not is_installed():
        return _PACKAGE.parent
    with suppress(OSError, RuntimeError):  # no home, or one that is not ours
        folder = _of_user().resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_ours_alone(folder) else None
    return None


def is_installed() -> bool:
    """Whether the product runs from a folder of Python's, and not from its repository."""
    return any(_PACKAGE.parent.glob(_INSTALLED))


def _of_user() -> Path:
    """Return the user's folder for files that can be made anew; raises ``RuntimeError`` without one."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / NAME
    given = os.environ.get("XDG_CACHE_HOME", "")  # a relative one does not count (XDG, Basedir)
    return (Path(given) if os.path.isabs(given) else Path.home() / ".cache") / NAME


def _is_ours_alone(folder: Path) -> bool:
    """Whether nobody else, save the system's administrator, can put a file into a folder."""
    if sys.platform == "win32":
        return True  # its rights are lists, which a folder inherits from the user's own
    user = os.geteuid()
    if folder.stat().st_uid != user:
        return False
    return all(_is_safe(each.stat(), user) for each in (folder, *folder.parents))


def _is_safe(found: os.stat_result, user: int) -> bool:
    kept = not found.st_mode & _OF_OTHERS or bool(found.st_mode & stat.S_ISVTX)
    return found.st_uid in (0, user) and kept
