"""Reloads edited code while ``mkdocs serve`` runs, without a restart."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.config_options import Hooks

import ledger
from engine.settings import PACKAGE

_OURS = ("ledger", "engine", "macros", "hooks")


def stamp(root: Path) -> float:
    """Return the time of the last change to the code of the project or the product."""
    packages = (Path(ledger.__file__).parent, PACKAGE)
    files = (*root.glob("*.py"), *(file for package in packages for file in package.rglob("*.py")))
    return max(file.stat().st_mtime for file in files)


def forget() -> None:
    """Forget the modules, so that the next build imports them again."""
    for name in [name for name in sys.modules if name.split(".")[0] in _OURS]:
        del sys.modules[name]
    Hooks._load_hook.cache_clear()
