"""Audits the authors' text: it may state only what the records prove.

Errors stop the build. Remarks (提示) are for the author alone and are never published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.checks.text import (
    chronology,
    last_year,
    meetings,
    names,
    phrases,
    quantities,
    span,
    titles,
)
from ledger.checks.text.last_year import Old
from ledger.checks.text.suggestions import Suggestions
from ledger.codes import is_remark
from ledger.issues import Issue, Place
from ledger.language import placeholders, secrets
from ledger.language.quantities import quantities as numbers_in
from ledger.project import Project
from ledger.prose.passages import Passage
from ledger.records import declared
from ledger.records.dataset import Dataset
from ledger.records.source import place_of
from ledger.records.types.language import FixedTerm, Phrase


class _Known(NamedTuple):
    """What the data say of the words in a text.

    ``terms`` are the fixed terms (固定说法), which count nothing; ``meant`` are all words with a mark
    that is no placeholder.
    """

    terms: list[str]
    meant: list[str]
    suggestions: Suggestions


def errors(project: Project) -> list[Issue]:
    """Return the errors in the authors' texts."""
    meant = declared.meant(project.dataset)
    known = _Known(_terms(project.dataset), meant, Suggestions(project.figures))
    found = [issue for each in project.passages for issue in _errors(project, each, known)]
    said = {issue.place for issue in found}
    for issue in titles.check(project):
        if not is_remark(issue.code) and said.isdisjoint(issue.places()):
            found.append(issue)
    return [*found, *_heads(project, known)]


def _terms(dataset: Dataset) -> list[str]:
    return [term.term for term in dataset.of(FixedTerm)]


def _heads(project: Project, known: _Known) -> Iterator[Issue]:
    """Yield the placeholders and the quantities in the titles that stand in the heads of pages."""
    for path, head in project.heads.items():
        title = head.get("title")
        if isinstance(title, str):
            for start, end in placeholders.find(title, known.meant):
                message = f"title：{placeholders.message(title[start:end])}"
                yield Issue(place_of(title, Place(path)), message, code="placeholder.left")
            for found in numbers_in(title, known.terms):
                message = f"title：{quantities.said(found, title, known.suggestions)}"
                yield Issue(place_of(title, Place(path)), message, code="quantity.typed")


def _errors(project: Project, passage: Passage, known: _Known) -> Iterator[Issue]:
    """Yield one finding for each place, so that no placeholder is reported as a number as well."""
    taken: set[Place] = set()
    for issue in (
        *_secrets(passage),
        *_blanks(passage, known.meant),
        *chronology.check(passage, project.dataset),
        *meetings.check(passage, project.dataset),
        *quantities.check(passage, known.terms, known.suggestions, project.dataset),
    ):
        if issue.place not in taken:
            taken.update(issue.places())
            yield issue


def _secrets(passage: Passage) -> Iterator[Issue]:
    """Yield secrets in the text as a reader sees it, because markup may split them in the file."""
    for secret in secrets.find(passage.text):
        if passage.word(secret.start) is None:  # a word's text is checked in its record
            yield passage.issue(secret.start, secret.message, secret.code)


def _blanks(passage: Passage, meant: list[str]) -> Iterator[Issue]:
    for start, end in placeholders.find(passage.text, meant):
        if passage.typed(start, end):
            message = placeholders.message(passage.text[start:end])
            yield passage.issue(start, message, "placeholder.left", end)


def remarks(project: Project, before: Sequence[Old]) -> list[Issue]:
    """Return the remarks on the authors' texts; ``before`` is last year's report."""
    listed, period = project.dataset.of(Phrase), project.report.period
    terms = _terms(project.dataset)
    found = [issue for issue in titles.check(project) if is_remark(issue.code)]
    found += [*names.check(project), *phrases.unchecked(listed)]
    for each in project.passages:
        found += phrases.check(each, listed, period, project.unit)
        found += chronology.remarks(each, project.dataset)
        found += span.check(each, project.dataset)
        found += quantities.norms(each, terms)
    found += span.title(project.report, project.dataset)
    own = [each for each in project.passages if each.path.startswith("docs/report/")]
    return [*found, *last_year.check(own, before)]
