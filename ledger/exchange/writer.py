"""Who writes here: the sign that stands in the numbers of new records, and what other branches hold.

The sign is a setting of git (``ledger.sign``), which no clone shares with another. A clone of a
repository that has others beside it has a sign without being asked for one.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.issues import Mistake
from ledger.machine import git

#: what a sign is, and the word by which a person who writes alone has none
SIGN, NONE = "[a-z]{2,4}", "无"
SETTING = "ledger.sign"
#: of what a sign is made that nobody chose: no words come of these letters
_LETTERS, _LENGTH = "bcdfghjkmnpqrstvwxz", 4


@dataclass(frozen=True)
class Writer:
    """Who writes: the sign, empty for one who writes alone, and whether somebody chose it."""

    root: Path
    sign: str = ""
    chosen: bool = True

    def numbers(self, before: str, folder: str) -> list[int]:
        """Return the numbers that stand behind a text in a folder, on whichever branch, or stood.

        A number that was given back may be what a colleague, a reference or a seal still means.
        """
        number = f"{re.escape(before)}([0-9]+)"
        asked = ("log", "--all", "-p", "-U0", "--format=", "-G", number, "--", folder)
        return [
            int(found) for each in _lines(self.root, *asked) for found in re.findall(number, each)
        ]


def of(root: Path) -> Writer:
    """Return who writes in a project; raises ``Mistake`` for a sign that is none."""
    said = "".join(_lines(root, "config", "--get", SETTING))
    if said == NONE:
        return Writer(root)
    if said:
        if not re.fullmatch(SIGN, said):
            raise Mistake(
                f"git 设置里 {SETTING} 是“{said}”；请写两到四个小写字母，如 git config {SETTING} cw"
            )
        return Writer(root, said)
    return Writer(root, _own(root), chosen=False) if _lines(root, "remote") else Writer(root)


def _own(root: Path) -> str:
    """Return the sign of a clone for which nobody chose one: of whose it is, and where it lies."""
    whose = "".join(_lines(root, "config", "--get", "user.email"))
    said = "\n".join((whose, platform.node(), str(root.resolve())))
    number = int.from_bytes(hashlib.sha256(said.encode()).digest()[:8])
    return "".join(
        _LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(_LENGTH)
    )


def _lines(root: Path, *asked: str) -> Sequence[str]:
    """Return what git answers, by lines; nothing where it has no answer."""
    try:
        return git.ask(root, *asked).decode(errors="replace").split("\n")[:-1]
    except git.NoAnswer:
        return []
