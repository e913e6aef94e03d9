"""Audits the authors' text: it may state only what the records prove.

Errors stop the build. Remarks (提示) are for the author alone and are never published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.checks.text import (
    articles,
    chronology,
    last_year,
    meetings,
    names,
    organs,
    phrases,
    quantities,
    span,
    titles,
)
from ledger.checks.text.last_year import Old
from ledger.checks.text.names import Names
from ledger.checks.text.suggestions import Suggestions
from ledger.codes import is_remark
from ledger.issues import Issue, Place
from ledger.language import naming, placeholders, secrets
from ledger.language.quantities import Quantity
from ledger.language.quantities import quantities as numbers_in
from ledger.project import Project
from ledger.prose import addresses
from ledger.prose.passages import Passage
from ledger.records.source import place_of
from ledger.records.types.language import Phrase
from ledger.remembered import Fixed, remembered


class Audit:
    """The audit of a project's texts; what it needs of the data it gathers once.

    ``terms`` are the fixed terms (固定说法), which count nothing; ``meant`` are all words with a mark
    that is no placeholder.
    """

    def __init__(self, project: Project) -> None:
        self._project, self._dataset = project, project.dataset
        self._terms, self._meant = self._dataset.declared
        self._suggestions = Suggestions(project.figures)
        self._names = Names(project)
        self._titles = list(titles.check(project, self._names))
        self._numbers = [_numbers(each.text, self._terms) for each in project.passages]

    def errors(self) -> list[Issue]:
        """Return the errors in the authors' texts."""
        read = zip(self._project.passages, self._numbers, strict=True)
        found = [issue for each, numbers in read for issue in self._of_passage(each, numbers)]
        said = {issue.place for issue in found}
        for issue in self._titles:
            if not is_remark(issue.code) and said.isdisjoint(issue.places()):
                found.append(issue)
        return [*found, *self._heads()]

    def remarks(self, before: Sequence[Old]) -> list[Issue]:
        """Return the remarks on the authors' texts; ``before`` is last year's report."""
        report, listed = self._project.report, self._dataset.of(Phrase)
        found = [issue for issue in self._titles if is_remark(issue.code)]
        found += names.check(self._project, self._names)
        found += organs.check(self._project, self._names)
        found += phrases.unchecked(listed)
        doubtful = phrases.doubtful(listed, report.period, self._project.unit)
        for each, numbers in zip(self._project.passages, self._numbers, strict=True):
            found += phrases.check(each, doubtful, report.period)
            found += chronology.remarks(each, self._dataset)
            found += span.check(each, self._dataset)
            found += quantities.norms(each, numbers)
        found += span.title(report, self._dataset)
        own = [each for each in self._project.passages if each.path.startswith("docs/report/")]
        return [*found, *last_year.check(own, before)]

    def _of_passage(self, passage: Passage, numbers: Sequence[Quantity]) -> Iterator[Issue]:
        """Yield one finding for each place: a placeholder is not reported as a number as well."""
        taken: set[Place] = set()
        for issue in (
            *_secrets(passage),
            *_persons(passage, self._terms),
            *_blanks(passage, self._meant),
            *chronology.check(passage, self._dataset),
            *meetings.check(passage, self._dataset),
            *articles.check(passage, self._dataset),
            *quantities.check(passage, numbers, self._suggestions, self._dataset),
        ):
            if issue.place not in taken:
                taken.update(issue.places())
                yield issue

    def _heads(self) -> Iterator[Issue]:
        """Yield what may not be said in the titles that stand in the heads of pages."""
        for path, head in self._project.heads.items():
            title = head.get("title")
            if isinstance(title, str):
                at = place_of(title, Place(path))
                for fault in naming.faults(title, self._terms, self._meant):
                    place = at._replace(column=at.column + fault.start)
                    message = f"title：{fault.message}"
                    yield Issue(place, message, fault.end - fault.start, fault.code)


@remembered
def _numbers(text: str, terms: Fixed[str]) -> tuple[Quantity, ...]:
    return tuple(numbers_in(text, terms))


@remembered
def _blanks(passage: Passage, meant: Fixed[str]) -> tuple[Issue, ...]:
    return tuple(
        passage.issue(start, placeholders.message(passage.text[start:end]), "placeholder.left", end)
        for start, end in placeholders.find(passage.text, meant)
        if passage.typed(start, end)
    )


@remembered
def _secrets(passage: Passage) -> tuple[Issue, ...]:
    """Return secrets in the text as a reader sees it, because markup may split them in the file."""
    plain = passage.without_readings()
    return tuple(
        shown.issue(secret.start, secret.message, secret.code)
        for shown in ((passage, plain) if plain.text != passage.text else (passage,))
        for secret in secrets.find(shown.text)
        if shown.word(secret.start) is None  # a word's text is checked in its record
        and not (addresses.is_beside_report(shown.path) and secrets.is_office(shown.text, secret))
    )


@remembered
def _persons(passage: Passage, terms: Fixed[str]) -> tuple[Issue, ...]:
    return tuple(
        passage.issue(person.start, person.message, person.code, person.end)
        for person in secrets.names(passage.text, terms)
        if passage.typed(person.start, person.end)
    )
