"""Finds headings that were pasted as text, with their numbers (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.checks.style.rules import BLOCK, Found
from ledger.reading import headings


def faults(lines: Sequence[str], seen: Sequence[str]) -> Iterator[tuple[int, Found]]:
    """Yield the headings that stand as text, each with the number of its line, from 1.

    ``lines`` are as the author typed them, ``seen`` those in which all but text is masked.
    """
    both = enumerate(zip(lines, seen, strict=True), 1)
    shown = ((n, line, not BLOCK.match(typed)) for n, (typed, line) in both if typed.strip())
    for each in headings.find(shown):
        mark, marks = each.mark, "#" * each.level
        title = lines[each.number - 1][mark.end() :][: len(each.title)]
        message = (
            f"“{mark['mark']}{title}”是粘贴来的标题；请单独一行写成“{marks} {title}”，编号由构建加"
        )
        message += "，后面的文字空一行另起一段" if each.behind else ""
        yield each.number, (mark.start("mark"), mark.end("mark"), ("typography.pasted", message))
