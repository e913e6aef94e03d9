"""What editors, office programs and systems leave beside a file that somebody works on."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ledger.patterns import Pattern
from ledger.remembered import remembered

#: names without regard to case; ``*`` is any text, in most the name of the file worked on
PATTERNS = (
    "*~", "*.bak", "*.old", "*.orig", "*.rej", "*.tmp", "*.temp", "*.part", "*.autosave", "*.wbk",
    "*.swp", "*.swo", ".*.swx", "#*#", ".#*", "~$*", ".~lock.*#", "._*", ".nfs*", ".fuse_hidden*",
    "*.pyc", "__pycache__", "__MACOSX", "@eaDir", ".DS_Store", ".directory", "Thumbs.db",
    "desktop.ini", ".git", ".gitkeep", ".gitignore", ".gitattributes", ".svn", ".idea", ".vscode",
)  # fmt: skip
#: how systems and programs name a copy, before its ending; ``*`` is the name copied, ``#`` a number
COPIES = (
    "复件 (#) *", "复件 *", "副本 *", "副本*", "Copy (#) of *", "Copy of *",
    "* - 副本", "*-副本", "*_副本", "*的副本", "* 副本", "*副本", "* 副本 #", "*的副本 #", "* (副本)", "*(副本)",
    "* - Copy", "*-copy", "*_copy", "* copy", "* copy #", "* (copy)", "* (#)", "*(#)", "* #",
)  # fmt: skip

#: what people call a folder of files that are no more in use
_ASIDE = Pattern("旧|备份|作废|废弃|存档|归档|回收|backup|bak|old|archive|trash", re.IGNORECASE)


def _form(pattern: str) -> Pattern:
    return Pattern(r"\A" + "(.+)".join(map(re.escape, pattern.split("*"))), re.IGNORECASE)


_FORMS = [_form(pattern) for pattern in PATTERNS]
_BACKUPS = [_form(pattern) for pattern in PATTERNS if pattern.startswith("*")]


def _copy_form(pattern: str) -> Pattern:
    signs = {"*": r"(.*\S)", "#": "[0-9]{1,2}", "(": "[(（]", ")": "[)）]"}
    form = "".join(signs.get(sign, re.escape(sign)) for sign in pattern)
    return Pattern(rf"\A{form}", re.IGNORECASE)


_COPY_FORMS = [_copy_form(pattern) for pattern in COPIES]


@remembered
def matches(name: str) -> bool:
    """Whether a file's or folder's name is that of something left behind."""
    return any(form.fullmatch(name) for form in _FORMS)


@remembered
def is_aside(name: str) -> bool:
    """Whether a folder's name says that what lies in it is no more in use."""
    return bool(_ASIDE.search(name))


@remembered
def original(name: str) -> str | None:
    """Return the name of the file of which it may be a copy, as 03.yml for 03.yml.bak."""
    found = (form.fullmatch(name) for form in _BACKUPS)
    return next((match[1] for match in found if match), None)


def alone(path: Path, wanted: Pattern) -> str | None:
    """Say that something left behind stands alone: it may be the file itself, if it is ``wanted``.

    None where it is passed over: beside what it is a copy of, or a copy of nothing that is read.
    """
    copied = original(path.name)
    if not copied or copied.startswith(".") or not wanted.search(copied):
        return None
    if path.with_name(copied).exists():
        return None
    return f"只有“{path.name}”，没有“{copied}”；是要的就改名为“{copied}”，不要就删去"


@remembered
def copied(name: str) -> str | None:
    """Return the name of which a system made this one for a copy, as 03.yml for 03 - 副本 (2).yml."""
    stem, ending = os.path.splitext(name)
    left = stem
    while match := next(filter(None, (form.fullmatch(left) for form in _COPY_FORMS)), None):
        left = match[1]
    return left + ending if left != stem else None
