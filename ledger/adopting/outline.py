"""The bytes of an old report -> its parts: elements, headings, paragraphs, tables, and what was left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from ledger.adopting import frame, tables
from ledger.adopting.lines import Line, joined, sifted, tabbed
from ledger.adopting.mending import mended
from ledger.adopting.model import Draft, Part, Role
from ledger.adopting.period import year_of
from ledger.adopting.spots import NO_NAMES, Names, known_everywhere, spotted
from ledger.issues import Mistake
from ledger.machine import packages
from ledger.patterns import Pattern
from ledger.reading import headings, source_text
from ledger.reading.findings import Finding
from ledger.reading.lines import Purpose, SourceLine
from ledger.records.declared import NOTHING, Declared

#: what the messages on a file say that it is read for
PURPOSE = Purpose("一份报告的文字", "正文", "沿用")
#: the kinds of numbers of headings from above, and between them those of styles by their levels
_RANKS = {"part": 10, "two": 20, "section": 25, "three": 30, "four": 40, "five": 50}
_OF_STYLES = 5
_SPACED = Pattern(r"\A([0-9]{1,2}[.．])[ \u3000]+")
_PARTED = Pattern(r"\A[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}[.．、]?[ \u3000]{0,8}")
#: a tab that parts words, and the sign that parts them in a paragraph
_TAB, _PARTS = Pattern(r"(?<=\w) ?\t[\t ]{0,40}(?=\w)"), "，"
#: characters: no heading is longer
_LONGEST = 60
#: characters of a paragraph and of a report, and its paragraphs, cells and lines, at most
_PARAGRAPH, _REPORT, _LINES = 6_000, 300_000, 5_000


@dataclass(frozen=True)
class _Heading:
    """A heading in a line: its rank, its title, and where in the line the text behind it begins."""

    rank: int
    title: str
    end: int


def read(data: bytes, name: str, declared: Declared = NOTHING, named: Names = NO_NAMES) -> Draft:
    """Return the draft of a .docx, .md or .txt file.

    Words that are ``declared`` are no spots, names of the project's that are ``named`` are some.

    Raises ``Mistake`` where it cannot be read.
    """
    source = source_text.read(data, name, PURPOSE)
    if objection := _too_long(source.lines, name):
        raise Mistake(objection, "import.large")
    parts = [*_parts(sifted(tabbed(source.lines)))]
    parts, told = _with_findings(parts, source.findings, data.startswith(packages.BEGINS))
    with_spots = known_everywhere([spotted(part, declared, named) for part in parts])
    return Draft(name, year_of(parts), with_spots, told)


def _too_long(lines: Sequence[SourceLine], name: str) -> str:
    """Say that a file is longer than any report; each place in it is looked at beside its whole paragraph."""
    held = [each for each in lines if each.text.strip()]
    if long := next((each for each in held if len(each.text) > _PARAGRAPH), None):
        return f"{name}:{long.number}  一段有 {len(long.text)} 字，至多 {_PARAGRAPH} 字；请分成几段再沿用"
    whole = sum(len(each.text) for each in held)
    if whole > _REPORT or len(held) > _LINES:
        return (
            f"{name} 有 {len(held)} 段（行、格）、{whole} 字，一份报告至多 {_LINES} 段、{_REPORT} 字；"
            "请只留报告的正文，附件、台账另存"
        )
    return ""


def _parts(lines: Sequence[Line]) -> Iterator[Part]:
    for is_text, group in groupby(frame.keys(lines), key=lambda each: not each[1]):
        if is_text:
            yield from _of_body([line for line, _ in group])
        else:
            yield from _of_frame([*group])


def _of_frame(lines: Sequence[tuple[Line, frame.Key]]) -> Iterator[Part]:
    """Yield the elements; the lines of one are one part."""
    for key, group in groupby(lines, key=lambda each: each[1]):
        several = [line for line, _ in group]
        raw = "".join(line.raw for line in several)
        if key == frame.ATTACHED:
            said = "附件另是一份，没有收；要编进报告的，另存成一个文件再沿用"
            yield Part(several[0].number, Role.LEFT, raw, told=(said,))
            continue
        texts = [mended(frame.value(line.text, key)) for line in several]
        told = [each for line in several for each in line.told]
        told += [each for _, said in texts for each in said]
        text = "\n".join(right for right, _ in texts)
        yield Part(several[0].number, Role.ELEMENT, raw, text, key=key, told=told)


def _of_body(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield the headings, paragraphs and tables."""
    begins = [_begins(line) for line in lines]
    whole = joined(lines, begins)
    found = _headings(whole)
    levels = _levels({n: each.rank for n, each in found.items()})
    n = 0
    while n < len(whole):
        if whole[n].form.cell or whole[n].row:
            last = _end_of_table(whole, n)
            yield from _of_rows(whole[n:last])
            n = last
        else:
            yield from _of_line(whole[n], found.get(n), levels.get(n, 0))
            n += 1


def _begins(line: Line) -> bool:
    """Whether something new surely begins with a line."""
    numbered = any(headings.find([(1, _unspaced(line.text), True)]))
    return numbered or bool(line.form.level or line.form.cell or line.row or line.left)


def _unspaced(text: str) -> str:
    """Return a line without the blank between 1. and its title, which is Markdown for a list."""
    return _SPACED.sub(r"\1", text)


def _end_of_table(lines: Sequence[Line], first: int) -> int:
    """Return the line behind the table that begins with a line."""
    cell = lines[first].form.cell
    for n in range(first + 1, len(lines)):
        same = lines[n].form.cell
        if lines[n].row != lines[first].row or (same and same.table) != (cell and cell.table):
            return n
    return len(lines)


def _of_rows(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield a table; lines that only begin with a bar, each a paragraph."""
    if lines[0].form.cell or tables.is_ruled(lines):
        yield _table(lines)
    else:
        yield from (part for line in lines for part in _of_line(line, None, 0))


def _table(lines: Sequence[Line]) -> Part:
    text, told = tables.written(lines)
    role, told = (Role.TABLE, told) if text else (Role.LEFT, ["是没有格的表格，没有收"])
    return Part(lines[0].number, role, "".join(line.raw for line in lines), text, told=told)


def _headings(lines: Sequence[Line]) -> dict[int, _Heading]:
    """Return the headings by the places of their lines."""
    found = {n: styled for n, line in enumerate(lines) if (styled := _styled(line))}
    shown = (
        (n, _unspaced(line.text), not (line.left or line.form.cell or line.row))
        for n, line in enumerate(lines)
    )
    for each in headings.find(shown):
        found[each.number] = _numbered(lines[each.number].text, each)
    return found


def _numbered(text: str, found: headings.Numbered) -> _Heading:
    shown = _unspaced(text)
    last = found.mark.end() + len(found.title)
    behind = shown.find(found.behind, last) if found.behind else len(shown)
    end = behind + len(text) - len(shown)
    return _Heading(_RANKS[found.kind], found.title, end)


def _styled(line: Line) -> _Heading | None:
    """Return a heading by its style or its mark in Markdown; a sentence is none."""
    text = _unspaced(line.text)
    if not line.form.level or line.left or len(text) > _LONGEST or "。" in text[:-1]:
        return None
    numbered = headings.marked(text)
    rank = _RANKS[numbered.kind] if numbered else 10 * (line.form.level - 1) + _OF_STYLES
    plain = text[numbered.mark.end() :] if numbered else _without_number(text, line.form.label)
    title = plain.rstrip("。：:，")
    return _Heading(rank, title, len(line.text)) if title else None


def _without_number(text: str, label: str) -> str:
    """Return a heading without its number of several, as 1.2, or the one that Word put before it."""
    return _PARTED.sub("", text.removeprefix(label)).strip()


def _levels(ranks: dict[int, int]) -> dict[int, int]:
    """Return the level of each heading: below a heading of a higher rank it is one deeper."""
    above: list[int] = []
    levels = {}
    for n, rank in sorted(ranks.items()):
        while above and above[-1] >= rank:
            above.pop()
        above.append(rank)
        levels[n] = len(above)
    return levels


def _of_line(line: Line, heading: _Heading | None, level: int) -> Iterator[Part]:
    """Yield what a line is: left, a paragraph, a heading, or a heading and the text behind it."""
    if line.left or not line.text:
        left = line.left or "只有记号，没有文字"
        yield Part(line.number, Role.LEFT, line.raw, told=[left, *line.told])
    elif heading is None:
        yield _paragraph(line, line.text, line.raw)
    else:
        behind = line.text[heading.end :]
        at = line.raw.find(behind) if behind else -1
        raw = line.raw[:at] if at > 0 else line.raw
        title, told = mended(heading.title)
        yield Part(line.number, Role.HEADING, raw, title, level, told=[*line.told, *told])
        if behind:
            yield _paragraph(replace(line, told=()), behind, line.raw[at:] if at > 0 else "")


def _paragraph(line: Line, text: str, raw: str) -> Part:
    parted = _TAB.sub(_PARTS, text)
    right, told = mended(parted)
    said = [f"中间的制表符改成了“{_PARTS}”"] if parted != text else []
    return Part(line.number, Role.PARAGRAPH, raw, right, told=[*line.told, *said, *told])


def _with_findings(
    parts: Sequence[Part], findings: Sequence[Finding], outside: bool
) -> tuple[list[Part], list[str]]:
    """Return the parts with what was found in their lines, and what is said of the whole file.

    What was left out stands ``outside`` of the lines of a Word file, and is a part of its own.
    """
    starts = [part.line for part in parts]
    behind: dict[int, list[Part]] = {}
    told: dict[int, list[str]] = {}
    whole = list[str]()
    for each in sorted(findings):
        place = max(bisect_right(starts, each.line) - 1, 0)
        if each.code == "import.guessed" or not parts:
            whole.append(each.message)
        elif outside and each.left_out:
            left = Part(each.line, Role.LEFT, each.left_out, told=(each.message,))
            behind.setdefault(place, []).append(left)
        else:
            told.setdefault(place, []).append(each.message)
    both = ((_said(part, told.get(n, ())), *behind.get(n, ())) for n, part in enumerate(parts))
    return [*chain.from_iterable(both)], whole


def _said(part: Part, messages: Sequence[str]) -> Part:
    """Return a part with what was found in it, which is all that is said of a part that was left."""
    before = () if part.role is Role.LEFT and messages else part.told
    return replace(part, told=[*before, *messages]) if messages else part
