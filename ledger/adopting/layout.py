"""An old report -> the sections of the new one: a file for each heading of the first two levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ledger.adopting.admitting import OPEN, is_open
from ledger.adopting.model import Draft, Part, Role
from ledger.language import naming
from ledger.language.signs import HAN
from ledger.remembered import Fixed

#: headings that begin a file
_OWN_FILE = 2
_INTRODUCTION = "引语"
_NO_NAME = re.compile(rf"[^{HAN}0-9A-Za-z]+")
#: characters: the longest name of a file
_LONGEST = 20
#: what stands for a name that no file may bear
_UNNAMED = "正文"


@dataclass
class Section:
    """A section: the name of its file, and its parts, the heading first where it has one."""

    name: str
    parts: list[Part] = field(default_factory=list)


def sections(draft: Draft, terms: Fixed[str], meant: Fixed[str]) -> list[Section]:
    """Return the sections of a draft; ``terms`` and ``meant`` may stand in names (``naming``)."""
    found = [Section(f"0-{_INTRODUCTION}")]
    first = second = 0
    for part in draft.parts:
        if part.role in (Role.ELEMENT, Role.LEFT):
            continue
        if part.role is Role.HEADING and part.level <= _OWN_FILE:
            first, second = (first + 1, 0) if part.level == 1 else (first, second + 1)
            number = f"{first}.{second}" if second else f"{first}"
            title = OPEN if is_open(part) else part.text
            found.append(Section(f"{number}-{_name(title, terms, meant)}"))
        found[-1].parts.append(part)
    return _numbered([each for each in found if each.parts])


def _numbered(found: Sequence[Section]) -> list[Section]:
    """Give the files numbers of as many digits as all of them need: 00, 10, 11, 20."""
    places = [each.name.partition("-") for each in found]
    most = max((int(part) for at, _, _ in places for part in at.split(".")), default=0)
    width = len(str(most))
    for each, (at, _, name) in zip(found, places, strict=True):
        first, _, second = at.partition(".")
        each.name = f"{int(first):0{width}}{int(second or 0):0{width}}-{name}.md"
    return list(found)


def _name(title: str, terms: Fixed[str], meant: Fixed[str]) -> str:
    """Return a heading as the name of a file may hold it."""
    name = _NO_NAME.sub("", title)[:_LONGEST]
    return name if name and not naming.faults(name, terms, meant) else _UNNAMED
