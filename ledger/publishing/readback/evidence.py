"""The evidence page of a figure adds up: the records that it lists make the value that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ledger.codes import AGAIN
from ledger.figures.figure import Figure
from ledger.figures.methods.register import method_of
from ledger.figures.wording import figure_text
from ledger.issues import Issue, finds
from ledger.language.numerals import exact
from ledger.publishing.readback.opening import Page, rows, text, until


@finds("finished.evidence")
def compare(page: Page, figure: Figure) -> Iterator[Issue]:
    """Yield where an evidence page shows another value, or lists records that make another."""
    shown = "".join(map(text, page.all("//p[@class='figure-value']")))
    if shown != figure_text(figure):
        message = f"依据页的数是“{shown}”，算出的是“{figure_text(figure)}”；请{AGAIN}"
        yield page.issue(message)
    amounts = None if figure.unseen else _amounts(page, figure)
    value = None if amounts is None else _made(figure, amounts)
    if value is not None and value != figure.value:
        message = f"依据页列出的记录得出 {exact(value)}，写的是“{shown}”；请{AGAIN}"
        yield page.issue(message)


def _made(figure: Figure, amounts: list[str]) -> Fraction | None:
    """Return what the listed amounts make; None where the method needs more than the page lists."""
    try:
        return method_of(figure.definition).made_of(figure, amounts)
    except (ValueError, ZeroDivisionError):  # a cell holds no number, or there is none
        return Fraction()


def _amounts(page: Page, figure: Figure) -> list[str] | None:
    """Return what each listed record adds, or its id; None where the page does not list that much.

    A page that lists very many records names their ids alone.
    """
    below = [block for start in page.all("//h2[@id='records']") for block in until(start, "h2")]
    tables = [table for block in below for table in block.xpath("descendant-or-self::table")]
    columns = method_of(figure.definition).columns(figure) if figure.records else {}
    if tables:
        heads, *lines = ([text(cell) for cell in row] for row in rows(tables[0]))
        at = heads.index([*columns][-1]) if columns and [*columns][-1] in heads else -1
        return [line[at] for line in lines]
    if columns:
        return None
    return [text(node) for block in below for node in _ids(block)]


def _ids(block: Any) -> list[Any]:
    return list(block.xpath("self::dl//a[@class='record']"))
