"""Reloads edited code while ``mkdocs serve`` runs, without a restart."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.config_options import Hooks

import ledger
from mkdocs_ledger.settings import PACKAGE

_OURS = ("ledger", "mkdocs_ledger", "hooks")


def stamp(root: Path) -> float:
    """Return the time of the last change to the code and templates of the project or the product."""
    code = Path(ledger.__file__).parent.rglob("*.py")
    ours = (file for file in PACKAGE.rglob("*") if file.suffix != ".pyc")
    return max(file.stat().st_mtime for file in (*root.glob("*.py"), *code, *ours))


def forget() -> None:
    """Forget the modules, so that the next build imports them again."""
    for name in [name for name in sys.modules if name.split(".")[0] in _OURS]:
        del sys.modules[name]
    Hooks._load_hook.cache_clear()
