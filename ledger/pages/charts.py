"""Counts -> drawings that are tables: each number stands in its cell and shows its size there.

Text is HTML, so that the browser measures it with the reader's fonts; a mark holds no text and is
a shade or a length. A drawing has the table's caption, heads and numbers for who does not see it,
and the style sheet's colours in every scheme and on paper.
"""

from __future__ import annotations

from math import ceil

from ledger.prose.markup import element, table, text

#: from the faintest shade to the darkest; the style sheet has a class for each, and for none
SHADES = 5


def heat_map(
    title: str, rows: list[str], columns: list[str], counts: dict[tuple[str, str], int]
) -> str:
    """Return how often each row met each column; the more often, the darker."""
    most = max(counts.values(), default=0)
    grid = [[counts.get((row, column), 0) for column in columns] for row in rows]
    body = [
        (None, [text(row), *(_shaded(count, most) for count in line)])
        for row, line in zip(rows, grid, strict=True)
    ]
    return _drawing(table(["", *columns], body, title, "heat-map", named=True))


def bars(title: str, values: dict[str, int], unit: str) -> str:
    """Return one bar a word; ``unit`` heads the numbers."""
    most = max(values.values(), default=0)
    rows = [(None, [text(word), str(count), _bar(count, most)]) for word, count in values.items()]
    return _drawing(table(["", unit, "图示"], rows, title, "ledger months", named=True))


def _shaded(count: int, most: int) -> str:
    shade = ceil(SHADES * count / most) if count else 0
    return element("span", str(count), class_=f"shade-{shade}")


def _bar(count: int, most: int) -> str:
    return element("meter", "", value=count, max=max(1, most), aria_hidden="true")


def _drawing(marked: str) -> str:
    return element("div", marked, class_="wide chart")
