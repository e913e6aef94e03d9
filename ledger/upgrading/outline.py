"""The report's page: sections composed by hand in the order of their numbers need no list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.prose import calls, texts
from ledger.prose.addresses import REPORT
from ledger.upgrading.change import Change, Edit, Old

_PAGE = f"docs/{REPORT}"
_HEADING = re.compile(r"^#{1,6} +(\S.*)$")
_ALL = "{{ sections() }}"


def composed(old: Old) -> Iterator[Change]:
    """Yield the list by hand that ``sections`` says in one line; with headings in it, tell of these."""
    text = old.text(_PAGE)
    hand = [call for call in calls.scan(text, _PAGE)[0] if call.word == "section"]
    if len(hand) < 2 or not _is_in_order(old, hand):
        return
    between = calls.masked(text, " ")[hand[0].start : hand[-1].end]
    rest = [(at, line) for at, line in enumerate(between.split("\n")) if line.strip()]
    headings = [(at, match[1]) for at, line in rest if (match := _HEADING.match(line))]
    if not rest:
        place = hand[0].place
        end = calls.place_at(text, hand[-1].end, _PAGE)
        message = f"{len(hand)} 行 section 换成一行 {_ALL}：次序和文件名的数字一样"
        yield Change(place, message, (Edit(place, end, _ALL),))
    elif len(headings) == len(rest):
        for at, heading in headings:
            place = hand[0].place._replace(line=hand[0].place.line + at, column=1)
            message = (
                f"“{heading}”移到单独的文件里（docs/report/ 下，数字小于它的第一节），"
                f"这几行 section 就可以换成一行 {_ALL}；不改也照用"
            )
            yield Change(place, message)


def _is_in_order(old: Old, hand: list[calls.Call]) -> bool:
    """Whether a list by hand has every numbered section, in the order of the numbers."""
    names = [str(name) for call in hand for name in call.arguments]
    project = old.project
    order = texts.in_order(project.report, project.texts)
    return names == order and all(map(texts.number_of, names))
