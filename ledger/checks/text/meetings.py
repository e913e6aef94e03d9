"""Checks the typed sessions: each must be one of the registered meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.issues import Issue, finds
from ledger.language import sessions
from ledger.language.numerals import ordinal
from ledger.language.sessions import Session
from ledger.prose.passages import Passage
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Document
from ledger.remembered import lately


def typed(passage: Passage) -> tuple[Session, ...]:
    """Return the sessions that an author typed."""
    return tuple(each for each in _sessions(passage.text) if passage.typed(each.start, each.end))


@finds("chronology.session")
def check(passage: Passage, typed: Sequence[Session], dataset: Dataset) -> Iterator[Issue]:
    """Yield the typed sessions that are not among the registered meetings (文件会议)."""
    known = list(_registered(dataset)) if typed else []
    for session in typed:
        missing = [n for n in session.numbers if not any(session.fits(each, n) for each in known)]
        if missing:
            message = _message(session, passage.text, missing)
            yield passage.issue(session.start, message, end=session.end)


def _registered(dataset: Dataset) -> Iterator[Session]:
    for meeting in dataset.of(Document):
        for name in filter(None, (meeting.name, meeting.short)):
            yield from _sessions(name)


@lately
def _sessions(text: str) -> tuple[Session, ...]:
    return tuple(sessions.find(text))


def _message(session: Session, text: str, missing: list[int]) -> str:
    shown = text[session.start : session.end]
    which = (
        f"里的{'、'.join(f'第{ordinal(n)}次' for n in missing)}" if len(session.numbers) > 1 else ""
    )
    # the Politburo counts its studies in each of its terms, which is seldom written
    term = "" if session.term is not None or session.body == "政治局" else "；要写明第几届"
    return f"文件会议里没有“{shown}”{which}；请核对届次，或先登记这次会议{term}"
