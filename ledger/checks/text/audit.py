"""The audit of the text: it cannot say what the records do not.

Errors stop the build; remarks (提示) are for the author alone and never published."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.text import chronology, last_year, phrases, quantities, span
from ledger.issues import Issue
from ledger.language import placeholders, secrets
from ledger.project import Project
from ledger.prose.passages import Passage
from ledger.records.types.language import FixedTerm, Phrase


def errors(project: Project) -> list[Issue]:
    """Return what stops the build in the authors' texts."""
    names = [term.term for term in project.dataset.of(FixedTerm)]
    return [issue for each in project.passages for issue in _errors(project, each, names)]


def _errors(project: Project, passage: Passage, names: list[str]) -> Iterator[Issue]:
    """Yield one finding for each place; a placeholder is not told to be a number as well."""
    said = set()
    for issue in (
        *_secrets(passage),
        *_blanks(passage),
        *chronology.check(passage, project.dataset),
        *quantities.check(passage, names, project.figures),
    ):
        if issue.place not in said:
            said.add(issue.place)
            yield issue


def _secrets(passage: Passage) -> Iterator[Issue]:
    """Yield what must not be told, as a reader sees it: markup may part it in the file."""
    for secret in secrets.find(passage.text):
        if passage.word(secret.start) is None:  # what a word says is looked at in its record
            yield passage.issue(secret.start, secret.message, secret.code)


def _blanks(passage: Passage) -> Iterator[Issue]:
    for start, end in placeholders.find(passage.text):
        if passage.typed(start, end):
            yield passage.issue(
                start, placeholders.said(passage.text[start:end]), "placeholder.left"
            )


def remarks(project: Project) -> list[Issue]:
    """Return what an author should look at again."""
    listed, period = project.dataset.of(Phrase), project.report.period
    found = [issue for each in project.passages for issue in phrases.check(each, listed, period)]
    found += [issue for each in project.passages for issue in phrases.others(each)]
    found += [issue for each in project.passages for issue in span.check(each, project.dataset)]
    found += span.title(project.report, project.dataset)
    before = last_year.read(project.root, project.unit.year - 1)
    own = [each for each in project.passages if each.path.startswith("docs/report/")]
    return [*found, *last_year.check(own, before)]
