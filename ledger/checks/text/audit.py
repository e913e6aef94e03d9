"""Audits the authors' text: it may state only what the records prove.

Errors stop the build. Remarks (提示) are for the author alone and are never published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

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
from ledger.checks.text.phrases import Doubtful
from ledger.checks.text.quantities import Stated
from ledger.checks.text.span import Spoken
from ledger.codes import is_remark
from ledger.figures.suggestions import Suggestions
from ledger.issues import Issue, Place
from ledger.language import naming, placeholders, secrets
from ledger.language.secrets import Secret
from ledger.language.sessions import Session
from ledger.project import Project
from ledger.prose import addresses
from ledger.prose.passages import Passage
from ledger.records.dataset import names_of
from ledger.records.source import place_of
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.language import Phrase
from ledger.records.types.official import OfficialDocument
from ledger.remembered import Fixed, lately, remembered


class Audit:
    """The audit of a project's texts; what it needs of the data it gathers once.

    ``terms`` are the fixed terms (固定说法), which count nothing; ``meant`` are all words with a mark
    that is no placeholder.
    """

    def __init__(self, project: Project) -> None:
        self._project, self._dataset = project, project.dataset
        self._terms, self._meant = self._dataset.declared
        self._suggestions = Suggestions(project.figures)
        self._names = names.of(self._dataset)
        self._titles = list(titles.check(project, self._names))

    def errors(self) -> list[Issue]:
        """Return the errors in the authors' texts."""
        found = [issue for each in self._suspects for issue in self._of_passage(each)]
        said = {issue.place for issue in found}
        cited = (i for each in self._project.passages for i in articles.check(each, self._dataset))
        for issue in (*cited, *self._titles):
            if not is_remark(issue.code) and said.isdisjoint(issue.places()):
                found.append(issue)
        return [*found, *self._heads()]

    def remarks(self, before: Sequence[Old]) -> list[Issue]:
        """Return the remarks on the authors' texts; ``before`` is last year's report."""
        project, report, listed = self._project, self._project.report, self._dataset.of(Phrase)
        found = [issue for issue in self._titles if is_remark(issue.code)]
        found += names.check(project, self._names)
        found += organs.check(project, self._names)
        found += phrases.unchecked(listed)
        doubtful = phrases.doubtful(listed, report.period, project.unit)
        figures = (each for each in self._dataset.of(FigureDefinition) if each.ever)
        ever = tuple(name for each in figures for name in names_of(each))
        for each in project.read:
            found += _doubtful(each, doubtful, ever, project.unit.year, report)
        for text in self._suspects:
            found += span.check(text.passage, text.spoken, self._dataset)
            found += quantities.remarks(text.passage, text.stated)
        found += span.title(report, self._dataset)
        own = [each for each in project.passages if addresses.in_document(each.path)]
        return [*found, *last_year.check(own, before)]

    @cached_property
    def _suspects(self) -> list[_Suspect]:
        """What the texts hold that may be wrong."""
        project = self._project
        given = project.unit.year, project.report, self._terms, self._meant
        return [*filter(None, (_suspect(each, *given) for each in project.passages))]

    def _of_passage(self, found: _Suspect) -> Iterator[Issue]:
        """Yield one finding for each place: a placeholder is not reported as a number as well."""
        passage, taken = found.passage, set[Place]()
        for issue in (
            *found.wrong,
            *meetings.check(passage, found.sessions, self._dataset),
            *quantities.check(passage, found.stated, self._suggestions, self._dataset),
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


class _Suspect(NamedTuple):
    """What a passage holds that may be wrong: what is at any rate, and what the data decide."""

    passage: Passage
    wrong: tuple[Issue, ...]
    sessions: tuple[Session, ...]
    stated: Stated
    spoken: Spoken

    @property
    def says(self) -> bool:
        """Whether it holds anything."""
        return any((self.wrong, self.sessions, *self.stated, *self.spoken))


@remembered
def _suspect(
    passage: Passage, year: int, report: OfficialDocument, terms: Fixed[str], meant: Fixed[str]
) -> _Suspect | None:
    """Return what a passage holds that may be wrong; most hold nothing."""
    wrong = (
        *_secrets(passage),
        *_persons(passage, terms),
        *_blanks(passage, meant),
        *chronology.check(passage, year, report),
    )
    sessions, stated = meetings.typed(passage), quantities.read(passage, terms)
    found = _Suspect(passage, wrong, sessions, stated, span.read(passage))
    return found if found.says else None


@remembered
def _doubtful(
    read: tuple[Passage, ...],
    listed: Fixed[Doubtful],
    ever: tuple[str, ...],
    year: int,
    report: OfficialDocument,
) -> tuple[Issue, ...]:
    """Return the remarks on the passages of a text that rest on these alone."""
    first = report.period.first
    return tuple(
        issue
        for each in read
        for issue in (
            *phrases.check(each, listed, first),
            *chronology.remarks(each, year, report, ever),
        )
    )


def _blanks(passage: Passage, meant: Fixed[str]) -> Iterator[Issue]:
    for start, end in placeholders.spans(passage.text, meant):
        if passage.typed(start, end):
            message = placeholders.message(passage.text[start:end])
            yield passage.issue(start, message, "placeholder.left", end)


def _secrets(passage: Passage) -> tuple[Issue, ...]:
    """Return secrets in the text as a reader sees it, because markup may split them in the file."""
    plain = passage.without_readings()
    return tuple(
        shown.issue(secret.start, secret.message, secret.code)
        for shown in ((passage, plain) if plain.text != passage.text else (passage,))
        for secret in secrets.all_in(shown.text)
        if shown.word(secret.start) is None  # a word's text is checked in its record
        and not (addresses.is_beside_report(shown.path) and secrets.is_office(shown.text, secret))
    )


def _persons(passage: Passage, terms: Fixed[str]) -> Iterator[Issue]:
    for person in _names_in(passage.text, terms):
        if passage.typed(person.start, person.end):
            yield passage.issue(person.start, person.message, person.code, person.end)


@lately
def _names_in(text: str, terms: Fixed[str]) -> tuple[Secret, ...]:
    return tuple(secrets.names(text, terms))
