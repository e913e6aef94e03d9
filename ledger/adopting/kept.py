"""The text of an old report as the project keeps it: in data/, where this year's is compared with it."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.adopting.admitting import Look
from ledger.adopting.model import Draft, Part, Role
from ledger.patterns import Pattern
from ledger.records.types.official import REPORT_HOME, OfficialDocument

_NAME = "正文.md"
_HEAD = "<!-- {year} 年的旧报告，adopt 整理的；只用来和今年的正文比较，不进网站。 -->"
_HEADING = Pattern("(#{2,6}) +(.+)")
_BLANK = Pattern(r"\n[ \t]*\n\s*")


def path_of(year: int, document: OfficialDocument) -> str:
    """Return the file with the text of a document of an earlier year, from the root."""
    below = "" if document.is_yearly else f"{document.home}/"
    return f"data/{year}/{REPORT_HOME}/{below}{_NAME}"


def written(draft: Draft) -> str:
    """Return the text of a draft as Markdown, without its elements and what was left."""
    blocks = [_HEAD.format(year=draft.year), *map(_block, _kept(draft))]
    return "\n\n".join(blocks) + "\n"


def _kept(draft: Draft) -> list[Part]:
    return [part for part in draft.parts if part.role not in (Role.ELEMENT, Role.LEFT)]


def _block(part: Part) -> str:
    return f"{'#' * (part.level + 1)} {part.text}" if part.role is Role.HEADING else part.text


def read(text: str, name: str, year: int, look: Look) -> Draft:
    """Return the draft of a text that is kept."""
    return Draft(name, year, [*_parts(text, look)])


def _parts(text: str, look: Look) -> Iterator[Part]:
    at = 1
    for block in _BLANK.split(text.strip()):
        line, at = at, at + block.count("\n") + 2
        if block.startswith("<!--"):
            continue
        if heading := _HEADING.fullmatch(block):
            yield Part(line, Role.HEADING, block, heading[2], level=len(heading[1]) - 1)
            continue
        role = Role.TABLE if block.startswith("|") else Role.PARAGRAPH
        yield Part(line, role, block, block, spots=look(block))
