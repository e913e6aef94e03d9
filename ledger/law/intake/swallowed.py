"""Finds articles, headings and items that lost their line break, by marks inside a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from ledger.law.intake.marks import Start, read_item, read_start
from ledger.law.intake.order import Order
from ledger.reading.findings import Finding

_POSSIBLE = re.compile(r"[第笫苐（(㈠-㈩⑴-⒇①-⑳]")
_STOPS = "。！？；：”）"


class Cut(NamedTuple):
    """A text cut before a mark that must begin a line: both parts, and findings."""

    kept: str
    rest: str
    findings: list[Finding]


def cut(text: str, line: int, order: Order, items: bool = True) -> Cut:
    """Cut a text before the first mark that must begin a line, if any."""
    findings: list[Finding] = []
    for match in _POSSIBLE.finditer(text, 1):
        before, after = text[: match.start()], text[match.start() :]
        start = read_start(after)
        if start is not None and start.unit == "条":
            found = _article(start, before, order)
        elif start is not None:
            found = _title(start, before, order)
        else:
            found = _item(after, before) if items else None
        if found:
            cuts, serious, message = found
            findings.append(Finding(line, message, "import.lines", serious))
            if cuts:
                return Cut(before.strip(), after, findings)
    return Cut(text, "", findings)


def _article(start: Start, before: str, order: Order) -> tuple[bool, bool, str] | None:
    """Return whether to cut, whether that is serious, and a message; None for a plain mention."""
    expected = order.articles.follows(start)
    spaced = start.delimited and bool(start.rest)
    stopped = before.rstrip()[-1] in _STOPS
    forward = (start.number, start.sub) > order.articles.last
    if start.mentioned:
        cuts = expected and stopped and spaced
        doubt = spaced and (expected or stopped)
    else:
        cuts = (expected or forward) and stopped and (expected or spaced)
        cuts = cuts or (expected and spaced and before[-1].isspace())
        doubt = spaced and (expected or stopped)
    if cuts:
        sure = expected and spaced and stopped and not start.mentioned
        return True, not sure, f"“{start.shown}”在一行的中间，已另起一条；请核对"
    told = f"“{start.shown}”在一行的中间，像条号又像引用，已当作引用；请核对"
    return (False, True, told) if doubt else None


def _title(start: Start, before: str, order: Order) -> tuple[bool, bool, str] | None:
    if not (start.delimited and start.rest) or start.mentioned:
        return None
    apart = before[-1].isspace() or before[-1] in _STOPS
    if apart and (order.headings.follows(start) or start.unit not in order.headings.last):
        return True, False, f"“{start.shown}”在一行的中间，已另起一行作标题；请核对"
    return None


def _item(after: str, before: str) -> tuple[bool, bool, str] | None:
    """Return the same for an item right after a colon or after the previous item."""
    item = read_item(after)
    if item is None or not item.strong or before.rstrip()[-1] not in "：；。":
        return None
    expected = _next_item(before, item.kind)
    if item.number != expected:
        return None
    return True, False, f"“{item.shown}”在一行的中间，已另起一项"


def _next_item(before: str, kind: str) -> int:
    """Return the number that an item must have after a text; 0 where no item may follow."""
    first = read_item(before)
    if first is not None and first.kind == kind:
        return first.number + 1
    return 1 if before.rstrip().endswith(("：", "。")) and first is None else 0
