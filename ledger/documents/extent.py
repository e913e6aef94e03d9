"""Estimates the number of pages of a document on the grid, without laying out a page.

A Word file must fix the place of 版记 before any program has laid it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ledger.documents.elements import Element
from ledger.language.grid import CHARACTERS, LINES, width

#: in twips: a row, a character, the width and the left edge of the type area
ROW, CELL, WIDTH, LEFT = 580, 316, 8850, 1588
#: in twips: a cell's left and right margin, and the width of a table's rule, as in the styles
_CELL_MARGIN, _RULE = 50, 10
_HEAD = {"copy-number", "urgency", "mark", "number", "signatory", "draft"}
_INDENTED = {"text", "h2", "h3", "h4", "h5", "note"}
#: element -> the empty rows above and below it, as in the styles
_WHITE = {"title": (0, 1), "attachment-title": (1, 1), "signature": (2, 0), "enclosures": (1, 0)}
#: elements whose style keeps them with the next one
_KEPT = {
    "title", "h2", "h3", "h4", "h5", "enclosures", "signature", "attachment-mark", "attachment-title",
}  # fmt: skip
#: 7.3.5: the closing lines must share a page with text
TOGETHER = {("text", "enclosures"), ("text", "signature"), ("text", "date"), ("date", "note")}

#: an unbreakable chunk: a number, a word or a character, with the punctuation that stays with it
_CHUNK = re.compile(r"[（《〈“‘「『【〔]*(?:[!-,.-~]+-?|.)[）》〉”’」』】〕、，。；：！？…]*")


@dataclass(frozen=True)
class _Row:
    """A line of text or a row of a table, in twips."""

    height: int
    #: the row stays on one page with the next row
    glued: bool = False
    new_page: bool = False
    #: the height of the table's head, repeated where a page begins inside the table
    head: int = 0


def extent(elements: Sequence[Element]) -> tuple[int, int]:
    """Estimate the number of pages, and the height used on the last one in twips.

    Lines are counted in characters of the grid, with kinsoku and unbroken numbers. The estimate
    ignores Latin letters and digits that are not half a character wide (other fonts), the space
    between them and Chinese, and words wider than their column. Where the text ends within two
    lines of a page's foot, the estimate may be a page off; then check 版记 in the file.
    """
    page, used = 1, 0
    for unit in _units(_rows(elements)):
        height = sum(row.height for row in unit)
        if unit[0].new_page or used + height > LINES * ROW:
            page, used = page + (used > 0), unit[0].head
        used += height
    return page, used


def _units(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    unit: list[_Row] = []
    for row in rows:
        unit.append(row)
        if not row.glued:
            yield unit
            unit = []
    if unit:
        yield unit


def _rows(elements: Sequence[Element]) -> Iterator[_Row]:
    head = {element.kind for element in elements} & _HEAD
    if head:
        yield _Row((2 if "draft" in head else 10) * ROW)
    kinds = [element.kind for element in elements]
    for element, before, after in zip(elements, ["", *kinds], [*kinds[1:], ""], strict=False):
        if element.kind == "table":
            yield from _table_rows(element)
        elif element.kind not in _HEAD:
            yield from _text_rows(element, before, after)


def _text_rows(element: Element, before: str, after: str) -> Iterator[_Row]:
    above, below = _WHITE.get(element.kind, (0, 0))
    if before == element.kind:  # no space between lines of one style
        above = 0
    first = CHARACTERS - 2 * (element.kind in _INDENTED)
    count = sum(len(broken(line, first, CHARACTERS)) for line in element.text.split("\n"))
    glued = element.kind in _KEPT or (element.kind, after) in TOGETHER
    for number in range(count):
        last = number == count - 1
        height = (1 + above * (not number) + below * last) * ROW
        new_page = element.kind == "attachment-mark" and not number
        yield _Row(height, glued and last, new_page)


def _table_rows(element: Element) -> Iterator[_Row]:
    head, *others = heights(element)
    yield _Row(head, glued=bool(others))
    yield from (_Row(height, head=head) for height in others)


def heights(element: Element) -> list[int]:
    """Return the rows' heights in twips; lines of small tables take half a row of the grid."""
    size, pitch, rule = (10.5, ROW // 2, _RULE) if element.widths else (12, ROW, 0)
    rooms = [(column - 2 * _CELL_MARGIN) / 20 / size for column in columns(element)]
    return [
        max(len(broken(text, room, room)) for text, room in zip(row, rooms, strict=True)) * pitch
        + rule
        for row in element.rows
    ]


def broken(text: str, first: float, further: float) -> list[str]:
    """Break a text into lines; ``first`` and ``further`` are their widths in characters."""
    lines, room = [""], first
    for chunk in _CHUNK.findall(text):
        if lines[-1] and width(lines[-1] + chunk.rstrip()) > room:
            lines.append("")
            room = further
        lines[-1] += chunk
    return lines


def columns(element: Element) -> list[int]:
    """Return the columns' widths in twips; the last column takes the remainder of rounding."""
    shares = element.widths or (1,) * len(element.rows[0])
    widths = [WIDTH * share // sum(shares) for share in shares]
    widths[-1] += WIDTH - sum(widths)
    return widths
