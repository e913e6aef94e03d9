"""The straight way, on one page: from a project's files to the project that is published.

A survey reads the files and checks the records; for each edition it admits records, computes
figures, renders words and checks the texts. One run finds everything. A site is made only if the
survey finds no error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ledger import remembered
from ledger.checks import choices, deduction
from ledger.checks import editions as visibility
from ledger.checks.editions import Audiences
from ledger.checks.files import attachments, navigation, paths, settings
from ledger.checks.records import seals
from ledger.checks.records.subjects import check, check_others
from ledger.checks.remarks import caveats
from ledger.checks.style import typography
from ledger.checks.text import (
    completeness,
    documents,
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
from ledger.project import Project, said
from ledger.prose import addresses, authored, texts
from ledger.prose.addresses import in_document, is_section
from ledger.prose.authored import Authored
from ledger.prose.finished import Finished
from ledger.records.dataset import Dataset, of_document, once, read_all, same
from ledger.records.editions import EDITIONS, admit, known, shows_all
from ledger.records.period import frame_of, goes_on
from ledger.records.types.official import Adopted, Paper, Seal
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
    whole = projects[needed[-1]]
    made = _made(whole)
    found.add(visibility.linked(typed.docs, made))
    if Paper.ledger.name not in typed.records.lost:
        found.add(sections.strays(typed.records.documents, typed.docs.readers))
    found.add(_addresses(typed, made))
    for each in projects.values():
        _check(each, typed, found)
    found.add(attachments.check(root, typed.docs, typed.read, typed.records.declared.meant))
    found.add(paths.check(typed.docs.readers, *typed.records.declared))
    if not found.spoilt(RECORDS, WORDS):
        found.add(visibility.differing(projects))
    if not found.spoilt(RECORDS):
        found.add(choices.check(whole, typed.records.of(Adopted)))
    if visibility.restricted(typed.records, typed.docs) and not found.spoilt(RECORDS):
        found.add(deduction.check(_told(typed)))
    years = (typed.records, *typed.records.beside.values())
    if any(each.of(Seal) for each in years) and not found.spoilt(RECORDS):
        found.add(seals.check_values(typed.records, typed.totals))
    return project, found


def _told(typed: _Typed) -> Iterator[tuple[Figure, str]]:
    """Yield every figure over all records in the time of each document that tells it, and its readers."""
    yield from ((figure, EDITIONS[0]) for figure in typed.totals.values())
    for paper in typed.records.of(Paper):
        names = {*said(typed.records, texts.of_document(paper, typed.docs.texts))}
        figures = _of_paper(typed.records, EDITIONS[-1], paper)[0]
        yield from ((each, paper.readers) for each in figures.values() if each.name in names)


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

    def before(self, home: str) -> list[Old]:
        """Return the paragraphs of a document, by its folder below docs/, in earlier years."""
        own = [file for file in self.signed if file.home == home]
        return last_year.paragraphs(own, (self.records.year or 0) - 1)

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
    records = same(joined(records))
    return _Typed(root, records, docs.of_documents(records.documents), signed, read)


def _edition(typed: _Typed, edition: str, found: Findings) -> Project:
    """Make the project of one edition: admit records, compute figures, render words."""
    year, figures, wrong = _admitted(typed.records, edition)
    project = _bare(typed, edition, year, figures)
    wrong, early = waiting.parted(year, project.texts, wrong)
    found.remark(early)
    found.add(wrong, spoils=[RECORDS])
    return _with_texts(_with_documents(project, typed, wrong, found), typed.docs, found)


def _with_documents(
    project: Project, typed: _Typed, told: Sequence[Issue], found: Findings
) -> Project:
    """Add the projects of the documents beside the yearly report, each computed in its own time.

    ``told`` are the errors in figures that were told already, in the time of the yearly report.
    """
    beside: dict[str, Project] = {}
    for paper in project.dataset.of(Paper) if project.dataset.has_bureau else ():
        year = of_document(project.dataset, paper)
        made = _bare(typed, project.edition, year, project.figures)
        wrong = _admitted(typed.records, project.edition)[2]
        if frame_of(year) != project.frame:
            figures, wrong = _of_paper(typed.records, project.edition, paper)
            made = replace(made, figures=figures)
        found.add(documents.uncomputed(made, told, wrong), spoils=[WORDS])
        beside[paper.page_path] = made
    return replace(project, documents=beside)


@once
def _of_paper(whole: Dataset, edition: str, paper: Paper) -> tuple[dict[str, Figure], list[Issue]]:
    """Return the figures of an edition in the time of a document, and what is wrong in them."""
    year = of_document(_admitted(whole, edition)[0], paper)
    return compute(year, None if shows_all(edition) else of_document(whole, paper))


@once
def _admitted(whole: Dataset, edition: str) -> tuple[Dataset, dict[str, Figure], list[Issue]]:
    """Return the records of an edition, its figures, and what is wrong in them."""
    year = admit(whole, edition)
    figures, wrong = compute(year, None if shows_all(edition) else whole)
    return year, figures, [*wrong, *reconciliation.check(year, figures)]


def _check(project: Project, typed: _Typed, found: Findings) -> None:
    """Add the errors and remarks on the texts of an edition."""
    borrowed = sections.borrowed(typed.records.documents, typed.docs.texts)
    for each in project.every_document if project.dataset.reports else ():
        found.add(sections.unlisted(each.report, typed.docs.texts))
        found.add(sections.unused(each.report, each.texts, borrowed))
        found.add(outline.skipped(each.report, each.texts))
        _check_document(each, typed, found)
    found.add(links.unattached(project))
    if not project.dataset.has_bureau:
        return
    if not found.spoilt(RECORDS, WORDS):  # else unrendered words would seem missing
        missing = completeness.missing_parts(project, typed.records)
        if project.unwritten:  # it is not missing yet
            found.remark(replace(each, code="unwritten.part") for each in missing)
        else:
            found.add(missing)
        found.add(documents.above(project))
        found.remark(documents.said_otherwise(project))
        found.remark(documents.timeless(project))
    found.add(documents.unsigned(project))
    found.remark(completeness.remarks(typed.records))
    found.remark(promised.remarks(project, typed.records))
    found.remark(taken_over.remarks(project, typed.signed))
    found.remark(caveats.remarks(project.figures, typed.records, lambda: typed.totals))


def _check_document(project: Project, typed: _Typed, found: Findings) -> None:
    """Add the errors and remarks on the texts of a document; with the yearly report, on all others'."""
    found.remark(project.unwritten)
    found.add(elements.check(project.dataset, project.texts))
    found.add(links.broken(project, sure=not found.spoilt(RECORDS)))
    declared = project.dataset.declared
    found.add(typography.of_report(project.texts, declared))
    found.remark(typography.remarks(project.texts, declared.meant))
    if project.dataset.has_bureau:
        audit = Audit(project)
        found.add(audit.errors())
        found.remark(audit.remarks(typed.before(project.report.home)))
        if not found.spoilt(RECORDS, WORDS):
            lacking, odd = documents.parts(project)
            found.add(lacking)
            found.remark(odd)


def _bare(typed: _Typed, edition: str, year: Dataset, figures: dict[str, Figure]) -> Project:
    """Return the project before its words are rendered and its pages are known.

    With the yearly report it holds the texts of all pages that belong to no other document.
    """
    docs = typed.docs
    shown, whole = (_texts_of(year, each) for each in (docs.shown(edition), docs.texts))
    # an unread text seems unwritten
    unwritten: list[Issue] = []
    for report in () if docs.unread else year.reports:
        unwritten += outline.unwritten(report, shown, whole)
        names = None if report.is_yearly else {*said(year, shown)}
        unwritten += caveats.unconfirmed(year, names)
    return Project(
        typed.root,
        year,
        figures,
        edition,
        withheld=docs.withheld(edition),
        attachments=docs.attached(edition),
        texts=shown,
        heads={path: head for path, head in docs.headed(edition).items() if path in shown},
        unwritten=sorted(unwritten),
    )


def _texts_of(year: Dataset, written: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a document; with the yearly report, also those of no document."""
    of_none = {path: text for path, text in written.items() if not in_document(path)}
    for report in year.reports:
        own = texts.of_document(report, written)
        return (
            {path: written[path] for path in written if path in own or path in of_none}
            if report.is_yearly
            else own
        )
    return dict(written)


def _with_texts(project: Project, docs: Authored, found: Findings) -> Project:
    """Render every word of the texts, and list every page."""
    for each in project.every_document:
        for report in each.dataset.reports:
            found.add(sections.missing_enclosures(report, docs.texts))
    if not project.dataset.has_bureau:  # words need a readable bureau
        found.add(texts.scan(project.texts))
        return project
    known = frozenset(page.path for page in all_pages(project))
    made = [_rendered(each, docs, known, found) for each in project.every_document]
    finished = Finished((path, text) for each in made for path, text in each.finished.items())
    own, *others = (replace(each, finished=finished) for each in made)
    project = replace(own, documents={each.report.page_path: each for each in others})
    pages = all_pages(project)
    found.add(shared_addresses(pages, project.dataset.ledgers))
    project = project.with_pages((page.path, page.write) for page in pages)
    beside = {p: replace(each, writers=project.writers) for p, each in project.documents.items()}
    return replace(project, documents=beside)


def _rendered(project: Project, docs: Authored, known: frozenset[str], found: Findings) -> Project:
    """Render the words of a document's texts; ``known`` are the pages that are made."""
    project = replace(project, addresses=known)
    said = words.words(project)
    if any(True for _ in sections.missing_enclosures(project.report, docs.texts)):
        said |= {"report_foot": lambda: ""}
    if not project.report.is_yearly:
        said |= {word: texts.only_on_pages(word) for word in texts.OF_THE_YEAR}
    done = texts.render(project.texts, said)
    found.add(done.issues, spoils=[WORDS])
    return replace(project, finished=done.finished, passages=done.passages)


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
