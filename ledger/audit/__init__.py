"""The audit of the finished text: it cannot say what the records do not.

Errors stop the build; remarks (提示) are for the author alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger.audit import chronology, numerals, phrases, placeholders
from ledger.issues import Issue
from ledger.passages import Passage
from ledger.project import Project
from ledger.records.language import FixedTerm, Phrase


def errors(project: Project, found: Iterable[Passage]) -> list[Issue]:
    """Return what stops the build: one finding for each stretch of text, the gravest first."""
    names = [term.term for term in project.dataset.of(FixedTerm)]
    return [issue for passage in found for issue in _errors(project, passage, names)]


def _errors(project: Project, passage: Passage, names: list[str]) -> Iterator[Issue]:
    blanks = [_blank(passage, *span) for span in placeholders.find(passage.text)]
    yield from filter(None, blanks)
    lines = {issue.place for issue in blanks if issue}
    for issue in (
        *chronology.check(passage, project.dataset),
        *numerals.check(passage, names, project.figures),
    ):
        if issue.place not in lines:
            lines.add(issue.place)
            yield issue


def _blank(passage: Passage, start: int, end: int) -> Issue | None:
    if not passage.typed(start, end):
        return None
    return passage.issue(start, placeholders.said(passage.text[start:end]))


def remarks(project: Project, found: Iterable[Passage]) -> list[Issue]:
    """Return what an author should look at again; none of it is published."""
    listed, period = project.dataset.of(Phrase), project.report.period
    return [issue for passage in found for issue in phrases.check(passage, listed, period)]
