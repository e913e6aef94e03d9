"""What a year leaves to the next, by the post or department that answers for it first."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.duties.agenda import Agenda
from ledger.duties.matters import Matter
from ledger.language.numerals import day
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.period import goes_on
from ledger.records.values import headline

_NOBODY = "没有写明责任"


def by_owner(project: Project, year: int) -> dict[str, list[str]]:
    """Return what was not done on 统计截止 and is due by the end of a year, a line each.

    It is parted by the name of who answers for it first.
    """
    agenda = Agenda(project)
    names = {id(each): headline(each) for each in agenda.subjects}
    found: dict[str, list[str]] = {name: [] for name in (*names.values(), _NOBODY)}
    for matter in agenda.matters:
        if matter.deadline.year > year:
            break  # they stand by deadline
        owner = next((names[id(each)] for each in matter.owners if id(each) in names), _NOBODY)
        found[owner] += _lines(matter)
    return {name: lines for name, lines in found.items() if lines}


def _lines(matter: Matter) -> Iterator[str]:
    of = "、".join(f"{each.ledger.name} {each.anchor}" for each in matter.records)
    others = "；".join(headline(each) for each in matter.owners[1:])
    who = f"，{others}" if others else ""
    left = "" if any(map(_is_seen, matter.records)) else "；新的一年读不到，要接着办的另记一条"
    yield f"{day(matter.deadline)}前　{headline(matter.record)}（{of}{who}{left}）"


def _is_seen(record: Record) -> bool:
    """Whether the next year reads a record."""
    return not record.ledger.yearly or goes_on(type(record))
