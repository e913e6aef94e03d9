"""Signs in an author's text that nobody sees, or each machine draws its own way, however written.

A browser shows ``&shy;`` as it shows the sign itself: not at all. Code is no exception, for what is
code to one reader of Markdown is none to another.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from ledger.issues import Issue
from ledger.language.signs import UNWRITABLE, unwritable
from ledger.patterns import Pattern
from ledger.prose import calls

#: a reference to a sign, which a browser reads without its end as well (HTML, 13.2.5.72)
ENTITY = Pattern(r"&(?:#[0-9]++|#[xX][0-9A-Fa-f]++|[A-Za-z][A-Za-z0-9]{1,30});?")


def check(text: str, path: str) -> Iterator[Issue]:
    """Yield each sign of a text that no author may write, typed or as a reference."""
    for sign in UNWRITABLE.finditer(text):
        place = calls.place_at(text, sign.start(), path)
        yield Issue(place, f"这里有{unwritable(sign[0])}", code="file.invisible")
    for entity in ENTITY.finditer(text):
        if fault := unwritable(html.unescape(entity[0])):
            place = calls.place_at(text, entity.start(), path)
            yield Issue(place, f"“{entity[0]}”是{fault}", len(entity[0]), "file.invisible")
