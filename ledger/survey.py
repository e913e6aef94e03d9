"""From the files of a project to what is published of it, on one page: the straight way.

Read, check the records, and for each edition: admit, compute, say, check the texts. Everything is
found in one run; only a survey that finds no error lets a site be made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ledger.checks import editions as visibility
from ledger.checks.editions import Audiences
from ledger.checks.files import attachments, navigation, settings
from ledger.checks.records.subjects import check
from ledger.checks.remarks import caveats
from ledger.checks.text import audit, completeness, links, sections, typography
from ledger.figures import reconciliation
from ledger.figures.computing import compute
from ledger.figures.figure import Figure
from ledger.issues import Findings, Issue, LedgerError
from ledger.pages import words
from ledger.pages.site import FIXED, all_pages, every_page, shared_addresses
from ledger.project import Project
from ledger.prose import addresses, authored, texts
from ledger.prose.addresses import is_section
from ledger.prose.authored import Authored
from ledger.records.dataset import Dataset, read_all
from ledger.records.editions import EDITIONS, admit, known, shows_all

#: what an error may spoil: later stages that build on it are left out, or say less
RECORDS, WORDS = "records", "words"


def open_project(root: Path, edition: str = EDITIONS[0]) -> Project:
    """Read and check everything; raises ``LedgerError`` with all that is wrong."""
    project, found = survey(root, edition)
    if found.errors:
        raise LedgerError(found.errors)
    return project


def survey(
    root: Path, edition: str = EDITIONS[0], also: Audiences | None = None
) -> tuple[Project, Findings]:
    """Read and check everything: what could be read is in the project, what is wrong in the findings.

    The rules see all records; the project holds what the edition may show. Where something is not
    for everybody, the other editions must be in order too, and not contradict this one. An older
    version is read with the audiences that its records and files have today, ``also``. Raises
    ``Mistake`` for an unknown edition.
    """
    known(edition)
    found = Findings()
    typed = _read(root, also, found)
    found.add(check(typed.records), spoils=[RECORDS])
    found.add(visibility.named(typed.records, typed.docs))
    needed = EDITIONS if visibility.restricted(typed.records, typed.docs) else (edition,)
    projects = {name: _edition(typed, name, found) for name in needed}
    project = projects[edition]
    made = {page.path: page.audience for page in every_page(project)} if project.writers else {}
    found.add(visibility.linked(typed.docs, made))
    found.add(_addresses(root, typed.docs, made))
    for each in projects.values():
        _check(each, typed, found)
    found.add(attachments.check(root, typed.docs))
    if not found.spoilt(RECORDS, WORDS):
        found.add(visibility.differing(projects))
    return project, found


@dataclass(frozen=True)
class _Typed:
    """All that was read: the records, and the authors' files."""

    root: Path
    records: Dataset
    docs: Authored

    @cached_property
    def totals(self) -> dict[str, Figure]:
        """Every figure of all that was read, computed once for all editions."""
        return compute(self.records)[0]


def _read(root: Path, also: Audiences | None, found: Findings) -> _Typed:
    records, unread = read_all(root)
    docs, wrong = authored.read(root)
    found.add(unread, spoils=[RECORDS])
    found.add(wrong, spoils=[WORDS] if docs.unread else ())
    if also:
        records, docs = also.of_records(records), also.of_files(docs)
    return _Typed(root, records, docs)


def _edition(typed: _Typed, edition: str, found: Findings) -> Project:
    """Make an edition of what was read: admit, compute, say."""
    year = admit(typed.records, edition)
    figures, wrong = compute(year, None if shows_all(edition) else typed.records)
    found.add([*wrong, *reconciliation.check(year, figures)], spoils=[RECORDS])
    return _with_texts(_bare(typed, edition, year, figures), typed.docs, found)


def _check(project: Project, typed: _Typed, found: Findings) -> None:
    """See what is wrong in the texts of an edition, and what its author should look at again."""
    found.add(sections.unused(project.dataset, project.texts))
    found.add(links.broken(project, sure=not found.spoilt(RECORDS)))
    found.add(typography.of_report(project.texts))
    if project.dataset.has_bureau:
        found.add(audit.errors(project))
        if not found.spoilt(RECORDS, WORDS):  # what could not be said would seem to be missing
            found.add(completeness.missing_parts(project, typed.records))
        found.remark(audit.remarks(project))
        found.remark(completeness.remarks(project, typed.records))
        found.remark(caveats.remarks(project.figures, typed.records, lambda: typed.totals))


def _bare(typed: _Typed, edition: str, year: Dataset, figures: dict[str, Figure]) -> Project:
    """Return the project before its words are said and its pages are known."""
    docs = typed.docs
    texts, files = docs.shown(edition), docs.files(edition)
    return Project(typed.root, year, figures, edition, docs.withheld(edition), files, texts)


def _with_texts(project: Project, docs: Authored, found: Findings) -> Project:
    """Say every word of the texts, and know every page."""
    missing = found.add(sections.missing_enclosures(project.dataset, docs.texts))
    if not project.dataset.has_bureau:  # no word can be said before it is readable
        found.add(texts.scan(project.texts))
        return project
    known = words.words(project)
    if missing:
        known |= {"report_foot": lambda: ""}
    said = texts.say(project.texts, known)
    found.add(said.issues, spoils=[WORDS])
    project = replace(project, finished=said.finished, passages=said.passages)
    pages = all_pages(project)
    found.add(shared_addresses(pages))
    return project.with_pages((page.path, page.write) for page in pages)


def _addresses(root: Path, docs: Authored, made: Mapping[str, str]) -> list[Issue]:
    """What is wrong with the addresses of the site, whoever reads it, and with its navigation."""
    own = [path.removeprefix("docs/") for path in docs.readers]
    taken = made.keys() | FIXED
    issues = [*addresses.clashes(own, taken), *settings.check(root)]
    if made:
        pages = {path.removeprefix("docs/") for path in docs.texts}
        pages = {path for path in pages if not is_section(path)}
        issues += navigation.check(root, pages | taken)
    return issues
