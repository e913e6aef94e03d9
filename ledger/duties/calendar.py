"""What is due as a calendar (RFC 5545): an all-day event a matter, without times and time zones.

The same data give the same bytes. An event keeps its UID while its record keeps its 编号, so that
a calendar that takes the file in again moves the event and does not add another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date

from ledger.duties.matters import Matter
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.values import headline

#: the most octets of a line, without its end (RFC 5545, 3.1)
_LONGEST = 75
#: signs that have a meaning in a text (3.3.11)
_MEANT = re.compile(r"[\\;,]")
#: what no text may hold: control characters but the tab (3.1)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar(project: Project, matters: Iterable[Matter]) -> bytes:
    """Return a calendar of what is due."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//shuchuyouju//remind//ZH",
        "CALSCALE:GREGORIAN",
        *(line for matter in matters for line in _event(project, matter)),
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) for line in lines).encode()


def _event(project: Project, matter: Matter) -> Iterator[str]:
    record = matter.record
    owners = "、".join(map(headline, matter.owners))
    told = [f"{each.ledger.name} {each.anchor}" for each in matter.records]
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(project, record)}"
    yield f"DTSTAMP:{_day(project.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(matter.deadline)}"
    yield f"SUMMARY:{_text(headline(record))}"
    yield "DESCRIPTION:" + _text("\n".join([owners, *told]))
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(project: Project, record: Record) -> str:
    """Return an id that no other record of any bureau has, and that tells nothing of the record."""
    unit, ledger = project.unit, record.ledger.name
    named = (unit.full_name, str(unit.year), ledger, record.anchor)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:32]


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """Return a text in which no sign means anything."""
    plain = _CONTROL.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _MEANT.sub(r"\\\g<0>", plain).replace("\n", r"\n")


def _folded(line: str) -> str:
    """Return a line cut into pieces of 75 octets at most, none inside a character."""
    pieces, taken = [""], 0
    for sign in line:
        size = len(sign.encode())
        if taken + size > _LONGEST:
            pieces, taken = [*pieces, " "], 1
        pieces[-1] += sign
        taken += size
    return "\r\n".join(pieces) + "\r\n"
