"""What the expressions of several families are made of."""

from __future__ import annotations

import re

from ledger.language import measures
from ledger.language.numerals import SIGNS

#: a Chinese character that is no numeral
WORD = rf"[^\W\x00-\xff{SIGNS}]"
NUMBER = rf"(?:[0-9]{{1,40}}|[{SIGNS}]{{1,40}})"
AND = "[、和及与至到—～~-]"
DAY = rf"(?:[0-9]{{1,2}}|[{SIGNS}]{{1,3}})"
#: how long something took
SPAN = (
    rf"(?:(?:[0-9]{{1,3}}|[{SIGNS}]{{1,4}})[多余来几]?(?:年|个?多?月|个?星期|周|天|日|个?季度|个?学期|个?工作日|个?小时)半?"
    "|(?<![上下前后大小])半(?:个?月|年))"
)


def no_measure(match: re.Match[str]) -> int | None:
    """Hold where no measure word follows: “321”工作法, but not “321”次."""
    return None if measures.follows(match.string, match.end()) else match.end()


def with_measure(match: re.Match[str]) -> int | None:
    """Hold where a measure word follows at once, and take it in."""
    measure = measures.at(match.string, match.end())
    return match.end() + len(measure) if measure else None
