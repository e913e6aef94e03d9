"""Audits the authors' text: it may state only what the records prove.

Errors stop the build. Remarks (提示) are for the author alone and are never published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.checks.text import chronology, last_year, phrases, quantities, span
from ledger.checks.text.last_year import Old
from ledger.issues import Issue, Place
from ledger.language import placeholders, secrets
from ledger.language.quantities import quantities as numbers_in
from ledger.project import Project
from ledger.prose.passages import Passage
from ledger.records import declared
from ledger.records.source import place_of
from ledger.records.types.language import FixedTerm, Phrase


def errors(project: Project) -> list[Issue]:
    """Return the errors in the authors' texts."""
    names = [term.term for term in project.dataset.of(FixedTerm)]
    meant = declared.meant(project.dataset)
    found = [issue for each in project.passages for issue in _errors(project, each, names, meant)]
    return [*found, *_titles(project, names, meant)]


def _titles(project: Project, names: list[str], meant: list[str]) -> Iterator[Issue]:
    """Yield the placeholders and the quantities in the titles that stand in the heads of pages."""
    for path, head in project.heads.items():
        title = head.get("title")
        if isinstance(title, str):
            for start, end in placeholders.find(title, meant):
                message = f"title：{placeholders.message(title[start:end])}"
                yield Issue(place_of(title, Place(path)), message, code="placeholder.left")
            for found in numbers_in(title, names):
                message = f"title：{quantities.said(found, title, project.figures)}"
                yield Issue(place_of(title, Place(path)), message, code="quantity.typed")


def _errors(
    project: Project, passage: Passage, names: list[str], meant: list[str]
) -> Iterator[Issue]:
    """Yield one finding for each place, so that no placeholder is reported as a number as well."""
    taken: set[Place] = set()
    for issue in (
        *_secrets(passage),
        *_blanks(passage, meant),
        *chronology.check(passage, project.dataset),
        *quantities.check(passage, names, project.figures, project.dataset),
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
    found = [issue for each in project.passages for issue in phrases.check(each, listed, period)]
    found += [issue for each in project.passages for issue in phrases.others(each)]
    found += [issue for each in project.passages for issue in span.check(each, project.dataset)]
    found += span.title(project.report, project.dataset)
    own = [each for each in project.passages if each.path.startswith("docs/report/")]
    return [*found, *last_year.check(own, before)]
