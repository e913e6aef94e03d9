"""Articles that bear another number in the edition in force: a number taken over means another one.

The notes of an instrument (条文) tell of each subject its number in each edition. The words around a
citation tell which subject is meant.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ledger.alike import pairs
from ledger.issues import Mistake
from ledger.language.numerals import ordinal
from ledger.law.citing import cite
from ledger.records.dataset import Dataset
from ledger.records.types.regulations import Article, Instrument, Version

#: what a pair of characters of a subject's name counts, beside one of what is noted of it
_NAMED = 3
#: by so much the words around tell more of the earlier subject than of that in force
_MORE = 2


class Cited(NamedTuple):
    """An article by its instrument and number, the day that counts, and the words around it."""

    name: str
    number: int
    on: date
    around: str


def moved(dataset: Dataset, cited: Cited, *, sure: bool) -> str:
    """Say that a number means another article on a day than in the edition before; else nothing.

    Unless it must be ``sure``, it is also said of a number that meant an article before, and of
    which the edition in force has no note.
    """
    number, around = cited.number, cited.around
    try:
        citation = cite(dataset, cited.name, number, cited.on)
    except Mistake:  # told where it is cited
        return ""
    instrument, version = citation.instrument, citation.version
    before = _before(instrument, version)
    now = [each for each in instrument.noted if _number(each, version) == number]
    earlier = [
        each
        for each in instrument.noted
        if before
        and _number(each, before) == number
        and _number(each, version) not in (None, number)
    ]
    if not earlier or before is None:
        return ""
    meant = max(earlier, key=lambda each: _told(each, around))
    subject = f"“{instrument.short}”{before.year}年版第{ordinal(number)}条是“{meant.topic}”"
    known = max((_told(each, around) for each in now), default=0)
    if _told(meant, around) >= known + _MORE:
        topics = "、".join(f"“{each.topic}”" for each in now)
        other = f"，这一条是{topics}" if topics else ""
        return f"{subject}，{cited.on}施行的是{version.year}年版{other}；{_instead(meant, version)}"
    if not now and not sure:
        return (
            f"{subject}，{version.year}年版的这一条没有记要点，看不出说的是不是同一件事；"
            f"{_instead(meant, version)}；确是这一条的，先在法规里记上它的要点"
        )
    return ""


def _instead(meant: Article, version: Version) -> str:
    number = _number(meant, version)
    if not number:
        return f"“{meant.topic}”{version.year}年版没有，请核对"
    return f"说的是“{meant.topic}”就改成第{ordinal(number)}条"


def _before(instrument: Instrument, version: Version) -> Version | None:
    """Return the edition before another."""
    years = [each for each in instrument.versions if each.year < version.year]
    return max(years, key=lambda each: each.year, default=None)


def _number(article: Article, version: Version) -> int | None:
    """Return an article's number in an edition; None where it is not known."""
    found = article.numbers.get(version.year)
    return None if found is None or found.derived else found.article


def _told(article: Article, around: str) -> int:
    """Return how much some words tell of an article's subject."""
    words = pairs(around)
    named = pairs(article.topic)
    return _NAMED * len(named & words) + len((pairs(article.gist) - named) & words)
