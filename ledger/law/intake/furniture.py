"""Removes page numbers, phrases of web pages and 目录, which are no part of the regulation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.language.signs import WITHOUT_SHAPE, columns
from ledger.law.intake.marks import Start, read_start
from ledger.reading import furniture
from ledger.reading.findings import Notes
from ledger.reading.lines import SourceLine

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """A line of the text, with its layout in the source."""

    text: str
    number: int
    indented: bool
    #: what separated the line from the previous one: "", "blank" or "page"
    gap: str
    width: int


def clean(lines: list[SourceLine], notes: Notes) -> list[Line]:
    """Return the lines of the text; each line left out gives a remark."""
    lines = [_visible(line, notes) for line in lines]
    kept: list[Line] = []
    gap = ""
    for index, line in enumerate(lines):
        text = _SPACES.sub(" ", line.text).strip()
        if not text:
            gap = gap or "blank"
        elif what := _foreign(text, lines, index, notes):
            gap = "page"
            notes.remark(
                line.number, "import.left_out", f"“{furniture.short(text)}”是{what}，没有收入", text
            )
        else:
            raw = line.text.rstrip()
            kept.append(Line(raw.strip(), line.number, line.indented, gap, columns(raw)))
            gap = ""
    return [_plain(line) for line in _without_contents(kept, notes)]


def _plain(line: Line) -> Line:
    """Collapse every run of spaces in a line."""
    return Line(_SPACES.sub(" ", line.text), line.number, line.indented, line.gap, line.width)


def _visible(line: SourceLine, notes: Notes) -> SourceLine:
    """Remove invisible characters, with a remark."""
    found = WITHOUT_SHAPE.findall(line.text)
    if not found:
        return line
    names = "、".join(sorted({f"U+{ord(sign):04X}" for sign in found}))
    message = f"去掉了 {len(found)} 个看不见的字符（{names}）"
    notes.remark(line.number, "import.left_out", message, "".join(found))
    return SourceLine(WITHOUT_SHAPE.sub("", line.text), line.number, line.indented)


def _foreign(text: str, lines: list[SourceLine], index: int, notes: Notes) -> str:
    """Return the kind of a line that is no part of the text; empty for a line of the text."""
    if kind := furniture.kind(text):
        return kind
    if furniture.is_bare(text):
        before = lines[index - 1].text.strip() if index else ""
        if not before or furniture.ends(before):
            return "页码"
        message = f"单独一行的“{text}”可能是页码，也可能是句中的数，已接在上一行；是页码请删去"
        notes.serious(lines[index].number, "import.furniture", message)
        return ""
    if furniture.is_of_web(text):
        message = "这一行像是网页上的字，又像是正文，已当作正文；不是正文请删去"
        notes.serious(lines[index].number, "import.furniture", message)
    return ""


def heading(text: str) -> Start | None:
    """Return the mark of a line that is only a heading, else None."""
    start = read_start(text)
    if start is None or start.unit == "条" or (start.mentioned and not start.delimited):
        return None
    return (
        start
        if len(start.rest) <= 40 and not re.search(r"[。；！？]|[，：、]$", start.rest)
        else None
    )


def _is_article(text: str) -> bool:
    start = read_start(text)
    return start is not None and start.unit == "条" and not furniture.LEADER.search(text)


def _without_contents(lines: list[Line], notes: Notes) -> list[Line]:
    """Remove a table of contents: headings before the first article that recur later."""
    first, last = _extent(lines)
    dropped = [line for line in lines[first:last] if _in_contents(line.text)]
    if not dropped:
        return lines
    rest = [line for line in lines[first:last] if not _in_contents(line.text)]
    where = f"{dropped[0].number}—{dropped[-1].number}"
    text = "\n".join(line.text for line in dropped)
    message = f"第 {where} 行是目录（{len(dropped)} 行），没有收入"
    notes.remark(dropped[0].number, "import.left_out", message, text)
    return lines[:first] + rest + lines[last:]


def _extent(lines: list[Line]) -> tuple[int, int]:
    """Return the first line of a table of contents and the first line after it, from 0."""
    title = next(
        (n for n, line in enumerate(lines) if furniture.CONTENTS.fullmatch(line.text)), None
    )
    begin = 0 if title is None else title
    article = next((n for n in range(begin, len(lines)) if _is_article(lines[n].text)), len(lines))
    marked = [n for n in range(begin, article) if _heading_at(lines[n].text)]
    leaders = [n for n in range(begin, article) if furniture.LEADER.search(lines[n].text)]
    if marked:
        first = _heading_at(lines[marked[0]].text)
        again = [n for n in marked[1:] if _heading_at(lines[n].text) == first]
        if again:
            return (title if title is not None else marked[0]), again[0]
    if leaders:
        return (title if title is not None else leaders[0]), leaders[-1] + 1
    return (begin, begin + 1) if title is not None else (0, 0)


def _heading_at(text: str) -> tuple[str, int] | None:
    start = heading(furniture.LEADER.sub("", text).rstrip(" .．…·•_"))
    return (start.unit, start.number) if start else None


def _in_contents(text: str) -> bool:
    """Whether a line may belong to a table of contents: it is no sentence and no title."""
    known = furniture.CONTENTS.fullmatch(text) or furniture.LEADER.search(text) or _heading_at(text)
    return bool(known) or (columns(text) <= 24 and not re.search(r"[。，；：（）〔〕]", text))


def numbered(lines: list[Line]) -> Iterator[tuple[int, Start]]:
    """Yield the lines that begin an article, by index from 0, with their marks."""
    for index, line in enumerate(lines):
        start = read_start(line.text)
        if start and start.unit == "条" and (start.delimited or not start.mentioned):
            yield index, start
