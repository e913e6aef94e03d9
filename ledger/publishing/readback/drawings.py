"""Drawings are whole: each has its bars and rows, and each mark is as long or dark as its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import html

from ledger.issues import Issue, finds
from ledger.publishing.readback.page import AGAIN, Page, rows, text

_BEGINS, _ENDS = '<div class="wide chart">', "</div>"


class Cell(NamedTuple):
    """A cell of a drawing: its text, and its mark: a shade, or a length and its greatest."""

    text: str
    mark: tuple[str, ...] = ()


Drawing = tuple[tuple[Cell, ...], ...]


def of_markup(markup: str) -> list[Drawing]:
    """Return the drawings that a page's text holds."""
    boxes = [each.partition(_ENDS)[0] for each in markup.split(_BEGINS)[1:]]
    return [_read(html.fragment_fromstring(f"{_BEGINS}{each}{_ENDS}")) for each in boxes]


def of_table(table: Any) -> Drawing:
    """Return what a table draws."""
    return tuple(tuple(Cell(text(cell), _mark(cell)) for cell in row) for row in rows(table))


def _read(box: Any) -> Drawing:
    return of_table(next(box.iter("table")))


def _mark(cell: Any) -> tuple[str, ...]:
    for node in cell.iter("meter"):
        return (node.get("value", ""), node.get("max", ""))
    return tuple(node.get("class", "") for node in cell.iter("span"))


@finds("finished.drawing")
def compare(page: Page, wanted: Sequence[Drawing]) -> Iterator[Issue]:
    """Yield the drawings of a page that differ from those of its text."""
    boxes = page.all("//div[contains(concat(' ', @class, ' '), ' chart ')]")
    if len(boxes) != len(wanted):
        yield page.issue(f"应当有 {len(wanted)} 张图，网页上有 {len(boxes)} 张；{AGAIN}")
        return
    for box, drawing in zip(boxes, wanted, strict=True):
        yield from differing(page, box, _read(box), drawing)


@finds("finished.drawing")
def differing(page: Page, node: Any, shown: Drawing, wanted: Drawing) -> Iterator[Issue]:
    """Yield the first difference between a drawing and what it must draw."""
    if len(shown) != len(wanted):
        yield page.issue(f"图应当有 {len(wanted)} 行，网页上有 {len(shown)} 行；{AGAIN}", node)
        return
    for got, row in zip(shown, wanted, strict=True):
        if got != row:
            told = "、".join(cell.text for cell in row if cell.text)
            other = "、".join(cell.text for cell in got if cell.text)
            what = f"是“{other}”" if other != told else "画得和数不合"
            yield page.issue(f"图的这一行应当是“{told}”，网页上{what}；{AGAIN}", node)
            return
