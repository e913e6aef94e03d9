"""Finds signs of paragraphs: pairs that are not whole, one in another, and how a paragraph ends.

The lines are read in which all but text is masked. The clauses are those of GB/T 15834-2011; where
each was read: decisions/0026.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from ledger.checks.style.rules import BLOCK, Found, read
from ledger.checks.style.rules import HAN as CHARACTER
from ledger.language.numerals import OF_ITEMS
from ledger.language.signs import HAN
from ledger.patterns import Pattern

#: opening signs by their closing ones; a half-width bracket is told as such
_OPENED = dict(zip("”’）》〉〕】", "“‘（《〈〔【", strict=True))
_CLOSED = {first: last for last, first in _OPENED.items()}
_SIGN = Pattern(f"[{''.join(_CLOSED)}{''.join(_OPENED)}()]")
_WHOLE = str.maketrans("()", "（）")
_APOSTROPHE = Pattern(r"[0-9A-Za-z]’|’[0-9]")
#: half of the brackets around an ordinal, as in 1）
_ORDINAL = Pattern(rf"(?:^|(?<=[^0-9{HAN}]))(?:[0-9]{{1,2}}|[{OF_ITEMS}]{{1,3}}|[A-Za-z①-⑳])\Z")
_FIRST = Pattern(r"\A[ \u3000]*([，。、；：？！])(?!。。)")
_LAST = Pattern(rf"(?:{CHARACTER}|[0-9%）”》、，])(?=[ *_]*\Z)")
#: a remark in brackets behind the last sentence (句外括号), or a quotation with its own stop
_ENDED = Pattern(r"[。！？；：…—][”’]?[ \u3000]{0,20}(?:（[^（）]*）)?[”’]?[ *_]*\Z")
_SENTENCES = Pattern("(?<!。)[。！？](?![。”’）])")

#: characters of a paragraph of more than one sentence
_SHORTEST = 10

_LACKS = "“{}”缺少另一半“{}”；请补上，或删去"
_TURNED = "“{}”应当是“{}”"
_NESTED = {
    "“": "引号里面的引号写‘’；请把里面的“”改成‘’",
    "《": "书名号里面的书名号写〈〉；请把里面的《》改成〈〉",
}
_OUTER = {
    "‘": ("“", "外面一层的引号写“”；请把‘’改成“”"),
    "〈": ("《", "外面一层的书名号写《》；请把〈〉改成《》"),
}


@dataclass
class Paragraph:
    """The lines of a paragraph, the number of the first, and the mark of a block that it begins with."""

    number: int
    mark: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class _Open:
    """An opening sign that waits for its other half, and where its like stand inside of it."""

    at: int
    sign: str
    inside: list[int] = field(default_factory=list)


def paragraphs(plain: Sequence[str], seen: Sequence[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs: what stands between blank lines, an item, a row, a heading.

    ``plain`` are the lines with their Markdown, ``seen`` those in which all but text is masked.
    """
    paragraph = Paragraph(1)
    for number, (marked, line) in enumerate(zip(plain, seen, strict=True), 1):
        begins = BLOCK.match(marked)
        if begins or not marked.strip() or paragraph.mark.startswith("#"):
            if paragraph.lines:
                yield paragraph
            paragraph = Paragraph(number, begins[1] if begins else "")
        if marked.strip():
            paragraph = paragraph if paragraph.lines else Paragraph(number, paragraph.mark)
            paragraph.lines.append(line)
    if paragraph.lines:
        yield paragraph


def faults(paragraph: Paragraph) -> Iterator[tuple[int, Found]]:
    """Yield the faults of a paragraph, each with the number of its line, from 1."""
    text = "\n".join(paragraph.lines)
    starts = [0, *accumulate(len(line) + 1 for line in paragraph.lines)]
    ends = () if paragraph.mark.startswith(("#", "|")) else _ends(read(text))
    for index, code, message in (*_halves(text), *ends):
        line = bisect_right(starts, index) - 1
        column = index - starts[line]
        yield paragraph.number + line, (column, column + 1, (code, message))


def _halves(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield signs without their other half, or inside of their like, by their places."""
    opened: list[_Open] = []
    depths: dict[str, list[_Open]] = {sign: [] for sign in _CLOSED}
    alone: list[tuple[int, str]] = []
    for match in _SIGN.finditer(text):
        sign, at = match[0].translate(_WHOLE), match.start()
        if sign in _CLOSED:
            if sign in _OUTER and not depths[_OUTER[sign][0]]:
                yield at, "typography.nested", _OUTER[sign][1]
            opened.append(_Open(at, sign))
            depths[sign].append(opened[-1])
        elif alike := depths[_OPENED[sign]]:
            while (left := opened.pop()) is not alike[-1]:
                depths[left.sign].pop()
                alone.append((left.at, left.sign))
            alike.pop()
            if alike and left.sign in _NESTED:
                alike[-1].inside.append(left.at)
            yield from ((each, "typography.nested", _NESTED[left.sign]) for each in left.inside)
        elif not _is_apostrophe(text, at):
            alone.append((at, sign))
    yield from _alone(text, sorted([*alone, *((each.at, each.sign) for each in opened)]))


def _alone(text: str, left: list[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    """Yield the signs without another half; of two alike one is turned the wrong way."""
    waiting: dict[str, tuple[int, str]] = {}
    first = len(text) - len(text.lstrip())
    for at, sign in left:
        kind = _OPENED.get(sign, sign)
        before = waiting.pop(kind, None)
        if before and before[1] == sign:
            turned = before if sign in _OPENED else (at, sign)
            other = _OPENED.get(sign) or _CLOSED[sign]
            yield turned[0], "typography.pair", _TURNED.format(sign, other)
            continue
        if before:
            yield before[0], "typography.pair", _lacking(text, *before)
        if at != first or sign not in "“‘":  # a quotation may go on in the next paragraph (4.8.3.5)
            waiting[kind] = at, sign
    yield from ((at, "typography.pair", _lacking(text, at, sign)) for at, sign in waiting.values())


def _lacking(text: str, at: int, sign: str) -> str:
    if sign == "）" and (ordinal := _ORDINAL.search(text[max(0, at - 3) : at])):
        return f"序号“{ordinal[0]}）”要写成“（{ordinal[0]}）”"
    return _LACKS.format(sign, _OPENED.get(sign) or _CLOSED[sign])


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] == "’" and bool(_APOSTROPHE.search(text[max(0, at - 1) : at + 2]))


def _ends(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the faults of a paragraph's ends: it begins with a word (5.1.1), ends with a stop (4.1.3.1)."""
    if first := _FIRST.match(text):
        yield first.start(1), "typography.first_sign", f"段首的“{first[1]}”请删去，或接到上一段末尾"
    last = _LAST.search(text)
    if not last or len(text) < _SHORTEST or not _SENTENCES.search(text) or _ENDED.search(text):
        return
    if last[0] in "、，":
        yield last.start(), "typography.stop", f"段末的“{last[0]}”要写成“。”"
    else:
        yield last.start(), "typography.stop", "段末缺少“。”"
