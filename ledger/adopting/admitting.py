"""What of an old report may enter the project: no person's name, no secret; a heading that may not stand is the author's.

A heading is written live, in the name of its file and into the kept text, before anybody chose it.
So one that may not stand becomes an open one, which is a comment for the author.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ledger.adopting.model import Draft, Kind, Part, Role, Spot
from ledger.adopting.sentences import DECIDED, sentences
from ledger.patterns import Pattern

#: finds the spots of a text
Look = Callable[[str], Sequence[Spot]]
#: how the text of an open heading begins; the old one follows where it may be kept
OPEN = "标题另写"
_OPEN_AND_OLD = OPEN + "："
#: signs of a call or of HTML, which a text of readers' may not hold
_SIGNS = Pattern("[<>{}]")
#: what a comment says in the place of a placeholder, which may stand nowhere in a text
EMPTY = "没有填的"


def without_private(draft: Draft, look: Look) -> Draft:
    """Return a draft without what may not enter the project; each is told."""
    return replace(draft, parts=[_admitted(part, look) for part in draft.parts])


def is_open(part: Part) -> bool:
    """Whether a part is a heading that the author writes anew."""
    return part.role is Role.HEADING and (part.text == OPEN or part.text.startswith(_OPEN_AND_OLD))


def opened(part: Part) -> Part:
    """Return a heading as an open one; one that is open already loses the old text."""
    text = OPEN if is_open(part) or _private(part) else _OPEN_AND_OLD + _filled(part)
    return replace(part, text=text, spots=())


def _admitted(part: Part, look: Look) -> Part:
    if part.role is Role.HEADING:
        return _heading(part)
    told = [f"这一句没有收：{spot.told}" for spot in _private(part)]
    if part.role not in DECIDED or not told:
        return part
    text = _rows(part) if part.role is Role.TABLE else _sentences(part)
    role = part.role if text else Role.LEFT
    return replace(part, role=role, text=text, spots=look(text), told=[*part.told, *told])


def _sentences(part: Part) -> str:
    """Return a paragraph without the sentences that hold what may not enter."""
    kept = [e.text for e in sentences(part) if not any(spot.private for spot in e.spots)]
    return "".join(kept).strip()


def _rows(part: Part) -> str:
    """Return a table without such rows; nothing where its head is one."""
    private = _private(part)
    kept, start = list[str](), 0
    for row in part.text.split("\n"):
        end = start + len(row)
        if not any(spot.start < end and start < spot.end for spot in private):
            kept.append(row)
        elif not start:
            return ""
        start = end + 1
    return "\n".join(kept)


def _heading(part: Part) -> Part:
    told = [spot.told for spot in _private(part)]
    if _SIGNS.search(part.text):
        told.append("里面有网页或程序的记号")
    said = [f"这个标题没有收，请另写：{why}" for why in told]
    return replace(opened(part), told=[*part.told, *said]) if told else part


def _private(part: Part) -> list[Spot]:
    return [spot for spot in part.spots if spot.private]


def _filled(part: Part) -> str:
    """Return the text of a heading without its placeholders."""
    done, last = "", 0
    for spot in part.spots:
        if spot.kind is Kind.PLACEHOLDER:
            done, last = f"{done}{part.text[last : spot.start]}{EMPTY}", spot.end
    return done + part.text[last:]
