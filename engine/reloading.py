"""The code while ``mkdocs serve`` runs: whoever edits it sees it without a new start."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.config_options import Hooks

import ledger
from engine.settings import PACKAGE

_OURS = ("ledger", "engine", "macros", "hooks")


def stamp(root: Path) -> float:
    """Return when a file of the code was last changed: the project's, or the product's."""
    packages = (Path(ledger.__file__).parent, PACKAGE)
    files = (*root.glob("*.py"), *(file for package in packages for file in package.rglob("*.py")))
    return max(file.stat().st_mtime for file in files)


def forget() -> None:
    """Let the next build import the modules anew."""
    for name in [name for name in sys.modules if name.split(".")[0] in _OURS]:
        del sys.modules[name]
    Hooks._load_hook.cache_clear()
