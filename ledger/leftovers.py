"""What editors, office programs and systems leave beside a file that somebody works on."""

from __future__ import annotations

import re
from pathlib import Path

#: names without regard to case; ``*`` is any text, in most the name of the file worked on
PATTERNS = (
    "*~", "*.bak", "*.old", "*.orig", "*.rej", "*.tmp", "*.temp", "*.part", "*.autosave", "*.wbk",
    "*.swp", "*.swo", ".*.swx", "#*#", ".#*", "~$*", ".~lock.*#", "._*", ".nfs*", ".fuse_hidden*",
    "*.pyc", "__pycache__", "__MACOSX", "@eaDir", ".DS_Store", ".directory", "Thumbs.db",
    "desktop.ini", ".git", ".gitkeep", ".gitignore", ".gitattributes", ".svn", ".idea", ".vscode",
)  # fmt: skip


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(r"\A" + "(.+)".join(map(re.escape, pattern.split("*"))), re.IGNORECASE)


_FORMS = [_form(pattern) for pattern in PATTERNS]
_COPIES = [_form(pattern) for pattern in PATTERNS if pattern.startswith("*")]


def matches(name: str) -> bool:
    """Whether a file's or folder's name is that of something left behind."""
    return any(form.fullmatch(name) for form in _FORMS)


def original(name: str) -> str | None:
    """Return the name of the file of which it may be a copy, as 03.yml for 03.yml.bak."""
    found = (form.fullmatch(name) for form in _COPIES)
    return next((match[1] for match in found if match), None)


def alone(path: Path, wanted: re.Pattern[str]) -> str | None:
    """Say that something left behind stands alone: it may be the file itself, if it is ``wanted``.

    None where it is passed over: beside what it is a copy of, or a copy of nothing that is read.
    """
    copied = original(path.name)
    if not copied or copied.startswith(".") or not wanted.search(copied):
        return None
    if path.with_name(copied).exists():
        return None
    return f"只有“{path.name}”，没有“{copied}”；是要的就改名为“{copied}”，不要就删去"
