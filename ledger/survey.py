"""The straight way, on one page: from a project's files to the project that is published.

A survey reads the files and checks the records; for each edition it admits records, computes
figures, renders words and checks the texts. One run finds everything. A site is made only if the
survey finds no error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ledger import remembered
from ledger.checks import deduction
from ledger.checks import editions as visibility
from ledger.checks.editions import Audiences
from ledger.checks.files import attachments, navigation, paths, settings
from ledger.checks.records import seals
from ledger.checks.records.subjects import check, check_others
from ledger.checks.remarks import caveats
from ledger.checks.style import typography
from ledger.checks.text import (
    completeness,
    elements,
    last_year,
    links,
    outline,
    promised,
    sections,
    taken_over,
    waiting,
)
from ledger.checks.text.audit import Audit
from ledger.checks.text.last_year import Old, Signed
from ledger.figures import reconciliation
from ledger.figures.computing import compute
from ledger.figures.figure import Figure
from ledger.issues import Findings, Issue, LedgerError
from ledger.machine import files
from ledger.machine.files import Read
from ledger.pages import words
from ledger.pages.site import all_pages, every_page, fixed, shared_addresses
from ledger.project import Project
from ledger.prose import addresses, authored, texts
from ledger.prose.addresses import is_section
from ledger.prose.authored import Authored
from ledger.records.dataset import Dataset, once, read_all, same
from ledger.records.editions import EDITIONS, admit, known, shows_all
from ledger.records.period import goes_on
from ledger.records.types.official import Seal
from ledger.records.years import counted_ever, joined

#: what an error may spoil: later stages that depend on it are skipped or report less
RECORDS, WORDS = "records", "words"


def open_project(root: Path, edition: str = EDITIONS[0]) -> Project:
    """Read and check everything; raises ``LedgerError`` with all errors."""
    project, found = survey(root, edition)
    if found.errors:
        raise LedgerError(found.errors)
    return project


def read_again(root: Path, edition: str) -> Project:
    """Read a project that was checked just now, to compare with it what was made of it.

    Raises ``LedgerError`` for what cannot be read, computed or rendered.
    """
    found = Findings()
    project = _edition(_read(root, None, found), edition, found)
    if found.errors:
        raise LedgerError(found.errors)
    return project


def survey(
    root: Path, edition: str = EDITIONS[0], also: Audiences | None = None
) -> tuple[Project, Findings]:
    """Read and check everything; return the project, as far as readable, and all findings.

    The rules check all records; the project holds only what the edition may show. Where anything
    is restricted, the other editions are checked too, and must not contradict this one. ``also``
    limits the records and files of an older version to today's audiences. Raises ``Mistake`` for
    an unknown edition.
    """
    known(edition)
    found = Findings()
    typed = _read(root, also, found)
    _put(found, typed.records, check(typed.records), spoils=[RECORDS])
    _put(found, typed.records, check_others(typed.records))
    found.add(taken_over.vanished(typed.records, typed.signed))
    found.add(visibility.named(typed.records, typed.docs))
    needed = EDITIONS if visibility.restricted(typed.records, typed.docs) else (edition,)
    projects = {name: _edition(typed, name, found) for name in needed}
    project = projects[edition]
    made = _made(projects[needed[-1]])
    found.add(visibility.linked(typed.docs, made))
    found.add(_addresses(typed, made))
    for each in projects.values():
        _check(each, typed, found)
    found.add(attachments.check(root, typed.docs, typed.read, typed.records.declared.meant))
    found.add(paths.check(typed.docs.readers, *typed.records.declared))
    if not found.spoilt(RECORDS, WORDS):
        found.add(visibility.differing(projects))
    if visibility.restricted(typed.records, typed.docs) and not found.spoilt(RECORDS):
        found.add(deduction.check(typed.totals))
    years = (typed.records, *typed.records.beside.values())
    if any(each.of(Seal) for each in years) and not found.spoilt(RECORDS):
        found.add(seals.check_values(typed.records, typed.totals))
    return project, found


def _put(
    found: Findings, dataset: Dataset, issues: Iterable[Issue], spoils: Iterable[object] = ()
) -> None:
    """Add errors; those in the folder of an earlier year that is sealed stop nobody's work any more.

    They do where a matter that may go on could not be read: later years would miss it. That
    something sealed was changed spoils nothing: the records are as good as before.
    """
    ever = counted_ever((dataset, *dataset.beside.values()))
    years = ((year, other) for year, other in dataset.beside.items() if other.of(Seal))
    closed = tuple(f"data/{year}/" for year, other in years if not _loses_matters(other, ever))
    errors, tampered, remarks = list[Issue](), list[Issue](), list[Issue]()
    for issue in issues:
        if seals.is_of_seal(issue):
            tampered.append(issue)
        else:
            (remarks if issue.place.path.startswith(closed) else errors).append(issue)
    found.add(errors, spoils)
    found.add(tampered)
    found.remark(replace(each, code="remark.sealed_year") for each in remarks)


def _loses_matters(dataset: Dataset, ever: set[str]) -> bool:
    """Whether a ledger with records that go on, or are counted 历年, has some that were not read."""
    lost = ((name, dataset.ledgers[name].record) for name in dataset.lost)
    return any(goes_on(kind) or name in ever for name, kind in lost)


@dataclass(frozen=True)
class _Typed:
    """Everything that was read: the records, the authors' files, the reports of earlier years.

    ``read`` returns the content of a file as it was when the survey first asked for it.
    """

    root: Path
    records: Dataset
    docs: Authored
    signed: list[Signed]
    read: Read

    @cached_property
    def before(self) -> list[Old]:
        """The paragraphs of the reports of earlier years."""
        return last_year.paragraphs(self.signed, (self.records.year or 0) - 1)

    @cached_property
    def totals(self) -> dict[str, Figure]:
        """Every figure over all records, computed once for all editions."""
        return _admitted(self.records, EDITIONS[-1])[1]


def _read(root: Path, also: Audiences | None, found: Findings) -> _Typed:
    remembered.begin()
    read = files.once()
    records, unread = read_all(root, read)
    docs, wrong = authored.read(root, attachments.look)
    _put(found, records, unread, spoils=[RECORDS])
    found.add(wrong, spoils=[WORDS] if docs.unread else ())
    signed: list[Signed] = []
    if records.has_bureau:
        signed, unread = last_year.signed(root, records.unit.year - 1, read)
        found.add(unread)
    if also:
        records, docs = also.of_records(records), also.of_files(docs)
    return _Typed(root, same(joined(records)), docs, signed, read)


def _edition(typed: _Typed, edition: str, found: Findings) -> Project:
    """Make the project of one edition: admit records, compute figures, render words."""
    year, figures, wrong = _admitted(typed.records, edition)
    wrong, early = waiting.parted(year, typed.docs.texts, wrong)
    found.remark(early)
    found.add(wrong, spoils=[RECORDS])
    return _with_texts(_bare(typed, edition, year, figures), typed.docs, found)


@once
def _admitted(whole: Dataset, edition: str) -> tuple[Dataset, dict[str, Figure], list[Issue]]:
    """Return the records of an edition, its figures, and what is wrong in them."""
    year = admit(whole, edition)
    figures, wrong = compute(year, None if shows_all(edition) else whole)
    return year, figures, [*wrong, *reconciliation.check(year, figures)]


def _check(project: Project, typed: _Typed, found: Findings) -> None:
    """Add the errors and remarks on the texts of an edition."""
    found.add(sections.unused(project.dataset, project.texts))
    found.add(outline.skipped(project.dataset, project.texts))
    found.remark(project.unwritten)
    found.add(elements.check(project.dataset, project.texts))
    found.add(links.broken(project, sure=not found.spoilt(RECORDS)))
    found.add(links.unattached(project))
    declared = project.dataset.declared
    found.add(typography.of_report(project.texts, declared))
    found.remark(typography.remarks(project.texts, declared.meant))
    if project.dataset.has_bureau:
        audit = Audit(project)
        found.add(audit.errors())
        if not found.spoilt(RECORDS, WORDS):  # else unrendered words would seem missing
            missing = completeness.missing_parts(project, typed.records)
            if project.unwritten:  # it is not missing yet
                found.remark(replace(each, code="unwritten.part") for each in missing)
            else:
                found.add(missing)
        found.remark(audit.remarks(typed.before))
        found.remark(completeness.remarks(project, typed.records))
        found.remark(promised.remarks(project, typed.records))
        found.remark(taken_over.remarks(project, typed.signed))
        found.remark(caveats.remarks(project.figures, typed.records, lambda: typed.totals))


def _bare(typed: _Typed, edition: str, year: Dataset, figures: dict[str, Figure]) -> Project:
    """Return the project before its words are rendered and its pages are known."""
    docs = typed.docs
    shown = docs.shown(edition)
    # an unread text seems unwritten
    unwritten = () if docs.unread else outline.unwritten(year, shown, docs.texts)
    unconfirmed = caveats.unconfirmed(year)
    return Project(
        typed.root,
        year,
        figures,
        edition,
        withheld=docs.withheld(edition),
        attachments=docs.attached(edition),
        texts=shown,
        heads=docs.headed(edition),
        unwritten=sorted([*unwritten, *unconfirmed]),
    )


def _with_texts(project: Project, docs: Authored, found: Findings) -> Project:
    """Render every word of the texts, and list every page."""
    missing = found.add(sections.missing_enclosures(project.dataset, docs.texts))
    if not project.dataset.has_bureau:  # words need a readable bureau
        found.add(texts.scan(project.texts))
        return project
    project = replace(project, addresses=frozenset(page.path for page in all_pages(project)))
    known = words.words(project)
    if missing:
        known |= {"report_foot": lambda: ""}
    said = texts.render(project.texts, known)
    found.add(said.issues, spoils=[WORDS])
    project = replace(project, finished=said.finished, passages=said.passages)
    pages = all_pages(project)
    found.add(shared_addresses(pages, project.dataset.ledgers))
    return project.with_pages((page.path, page.write) for page in pages)


def _addresses(typed: _Typed, made: Mapping[str, str]) -> list[Issue]:
    """Return the errors in the addresses of all editions, in the settings and the navigation."""
    root, docs = typed.root, typed.docs
    own = [path.removeprefix("docs/") for path in docs.readers]
    taken = made.keys() | fixed(typed.records.ledgers)
    issues = [*addresses.clashes(own, taken), *settings.check(root, typed.read)]
    issues += settings.names(root, typed.read, *typed.records.declared)
    if typed.records.has_bureau:
        pages = {path.removeprefix("docs/") for path in docs.texts}
        pages = {path for path in pages if not is_section(path)}
        issues += navigation.check(root, pages | taken, typed.read)
    return issues


def _made(project: Project) -> dict[str, str]:
    """Return for whom each generated page is; ``project`` holds all records.

    Nothing where the bureau could not be read.
    """
    if not project.dataset.has_bureau:
        return {}
    return {page.path: page.audience for page in every_page(project)}
