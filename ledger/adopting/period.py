"""The year that an old report tells of: by its title, else by the first sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.adopting.model import Part, Role
from ledger.language import times
from ledger.patterns import Pattern

_YEARLY = Pattern(rf"{times.YEAR}\s?年度")
_REPORTED = Pattern("(?:现将|现就|报告如下|汇报如下|总结如下|报告期)")
#: paragraphs at the beginning that may say it
_FIRST = 3


def year_of(parts: Sequence[Part]) -> int:
    """Return the year; 0 where neither the title nor the beginning says it."""
    titles = [part.text.replace("\n", "") for part in parts if part.key == "标题"]
    first = [part.text for part in parts if part.role is Role.PARAGRAPH][:_FIRST]
    said = [text for text in first if _REPORTED.search(text)]
    yearly = [match[0] for text in first for match in _YEARLY.finditer(text)]
    for text in (*titles, *said, *yearly):
        for time in times.find(text, 0):
            if time.dated and time.last is not None:
                return time.last.year
    return 0
