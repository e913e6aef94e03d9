"""The text of an old report as the project keeps it: in data/, where this year's is compared with it.

What is read of it are the same parts: a line of a paragraph that begins like a heading, a table or a
comment has a backslash before it, and so has an empty one; one more stands in the beginning of a comment.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.adopting.admitting import Look
from ledger.adopting.model import Draft, Part, Role
from ledger.patterns import Pattern
from ledger.records.types.official import REPORT_HOME, OfficialDocument

_NAME = "正文.md"
_HEAD = "<!-- {year} 年的旧报告，adopt 整理的；只用来和今年的正文比较，不进网站。 -->"
_OWN = Pattern("<!-- [0-9]{1,9} 年的旧报告，adopt 整理的")
_HEADING = Pattern(r"\A(#{2,}) +(.+)")
#: what a line of a paragraph begins with that would be read as something else
_MARK = Pattern(r"[#|<\\\s]|\Z")
_ESCAPE = "\\"
#: what begins a comment wherever it stands, and has a backslash more where it is kept
_COMMENT, _KEPT_COMMENT = Pattern(r"<(\\*)!--"), Pattern(r"<(\\*)\\!--")
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
    if part.role is Role.HEADING:
        return f"{'#' * (part.level + 1)} {part.text}"
    text = _COMMENT.sub(r"<\1\\!--", part.text)
    return text if part.role is Role.TABLE else "\n".join(map(_typed, text.split("\n")))


def _typed(line: str) -> str:
    return f"{_ESCAPE}{line}" if _MARK.match(line) else line


def holds(text: str, draft: Draft) -> bool:
    """Whether a text that is kept is that of a draft."""
    old = read(text, draft.name, draft.year, lambda _: ()).parts
    return [*map(_block, old)] == [*map(_block, _kept(draft))]


def is_own(text: str) -> bool:
    """Whether a text was written here."""
    return bool(_OWN.match(text))


def read(text: str, name: str, year: int, look: Look) -> Draft:
    """Return the draft of a text that is kept."""
    return Draft(name, year, [*_parts(text, look)])


def _parts(text: str, look: Look) -> Iterator[Part]:
    at = 1
    for block in _BLANK.split(text.strip("\n")):
        line, at = at, at + block.count("\n") + 2
        if block.startswith("<!--"):
            continue
        if heading := _HEADING.fullmatch(block):
            yield Part(line, Role.HEADING, block, heading[2], level=len(heading[1]) - 1)
            continue
        role = Role.TABLE if block.startswith("|") else Role.PARAGRAPH
        typed = block if role is Role.TABLE else _untyped(block)
        text = _KEPT_COMMENT.sub(r"<\1!--", typed)
        yield Part(line, role, block, text, spots=look(text))


def _untyped(block: str) -> str:
    return "\n".join(line.removeprefix(_ESCAPE) for line in block.split("\n"))
