"""What editors, office programs and systems leave beside a file that somebody works on."""

from __future__ import annotations

import re

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
