"""The gate: a whole project, or every issue at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ledger.checks import editions as visibility
from ledger.checks.editions import Audiences
from ledger.checks.files import navigation, settings
from ledger.checks.records.subjects import check
from ledger.checks.remarks import caveats
from ledger.checks.text import audit, completeness, typography
from ledger.figures import reconciliation
from ledger.figures.computing import Figure, compute
from ledger.issues import Issue, LedgerError, Mistake, Place, unknown, unsaid
from ledger.pages.layout import ABOUT, RELEASES
from ledger.pages.site import FIXED, all_pages, every_page
from ledger.project import Project
from ledger.prose import addresses, calls, links
from ledger.prose.addresses import REPORT, is_section
from ledger.prose.authored import Authored
from ledger.prose.authored import read as read_docs
from ledger.prose.finished import anchors, finish
from ledger.prose.passages import passages
from ledger.records.dataset import Dataset, read_all
from ledger.records.editions import EDITIONS, admit, known, shows_all
from ledger.records.types.official import Report


def open_project(root: Path, edition: str = EDITIONS[0]) -> Project:
    """Read and check everything; raises ``LedgerError`` with all that is wrong."""
    project, issues = survey(root, edition)
    if issues:
        raise LedgerError(issues)
    return project


def survey(
    root: Path, edition: str = EDITIONS[0], also: Audiences | None = None
) -> tuple[Project, list[Issue]]:
    """Read and check everything; what could be read is in the project, the rest among the issues.

    The rules see all of it; the project holds what the edition may show. Where something is not
    for everybody, the other editions must be in order too, and not contradict this one. An older
    version is read with the audiences that its records and files have today, ``also``.
    """
    known(edition)
    read = _read(root, also)
    editions = EDITIONS if visibility.restricted(read.whole, read.authored) else (edition,)
    each = {name: _survey(root, read, name) for name in editions}
    project, issues = each[edition]
    made = {page.path: page.audience for page in every_page(project)} if project.writers else {}
    told = visibility.check(read.whole, read.authored, made)
    told += _site_addresses(root, read.authored, made)
    issues = [*told, *unsaid(issues, told)]
    for _, others in each.values():
        issues += unsaid(others, issues)
    if not issues:
        issues += visibility.differing({name: other for name, (other, _) in each.items()})
    return project, issues


def _site_addresses(root: Path, authored: Authored, made: Mapping[str, str]) -> list[Issue]:
    """What is wrong with the addresses of the site, whoever reads it, and with its navigation."""
    own = [path.removeprefix("docs/") for path in authored.readers]
    issues = [*addresses.clashes(own, made), *settings.check(root)]
    if made:
        pages = {path.removeprefix("docs/") for path in authored.texts}
        pages = {path for path in pages if not is_section(path)}
        issues += navigation.check(root, pages | made.keys() | FIXED)
    return issues


@dataclass(frozen=True)
class _Read:
    """All that was read, and what is wrong in it whoever may see it; ``unread`` is not there."""

    whole: Dataset
    authored: Authored
    unread: tuple[Issue, ...]
    issues: tuple[Issue, ...]

    @cached_property
    def totals(self) -> dict[str, Figure]:
        """Every figure of all that was read, computed once for all editions."""
        return compute(self.whole)[0]


def _read(root: Path, also: Audiences | None) -> _Read:
    whole, unread = read_all(root)
    authored, found = read_docs(root)
    if also:
        whole, authored = also.of_records(whole), also.of_files(authored)
    issues = (*unread, *unsaid(check(whole), unread), *found)
    return _Read(whole, authored, tuple(unread), issues)


def _survey(root: Path, read: _Read, edition: str) -> tuple[Project, list[Issue]]:
    """Make an edition of what was read; return what is wrong in that edition as well."""
    dataset = admit(read.whole, edition)
    figures, found = compute(dataset, None if shows_all(edition) else read.whole)
    # a value that could not be read needs no second message for what follows from it
    found += reconciliation.check(dataset, figures)
    issues = [*read.issues, *unsaid(found, read.unread)]
    texts = read.authored.shown(edition)
    project = Project(
        root,
        dataset,
        figures,
        edition,
        read.authored.withheld(edition),
        read.authored.files(edition),
    )
    missing = _missing_enclosures(root, dataset)
    issues += missing
    if dataset.has_bureau:
        issues += _say_words(project, texts, foot=not missing)
        project.writers.update({page.path: page.write for page in all_pages(project)})
    else:  # no word can be said before the bureau and its report are readable
        issues += [issue for path, text in texts.items() for issue in calls.scan(text, path)[1]]
    issues += _unused_sections(dataset, texts)
    issues += _broken_links(project, texts, sure=not issues)
    issues += _misprints(texts, issues)
    if dataset.has_bureau:
        issues += unsaid(audit.errors(project), issues)
        # words that could not be said would look like parts that are missing
        issues += [] if issues else completeness.missing_parts(project, read.whole)
        project.remarks += [*audit.remarks(project), *completeness.remarks(project, read.whole)]
        project.remarks += caveats.remarks(figures, read.whole, lambda: read.totals)
    return project, issues


def _say_words(project: Project, texts: dict[str, str], foot: bool) -> list[Issue]:
    """Fill ``project.finished``; return what is wrong in the words.

    Without ``foot``, an attachment is missing, and was said to be.
    """
    words = calls.words_of(project.root)(project)
    if not foot:
        words |= {"report_foot": lambda: ""}
    issues: list[Issue] = []
    for path, text in texts.items():
        page = path.removeprefix("docs/")
        said = words | {"section": only_in_report} if page != REPORT else words
        heard, found = calls.say(text, path, said)
        issues += found
        finished = calls.filled(text, heard)
        project.passages += passages(text, path, heard)
        if not is_section(page):
            project.finished[page] = finish(calls.body(finished), official=page == REPORT)
    return issues


def only_in_report(file: str) -> str:
    """Stand for ``section`` where none may be composed: raises ``Mistake``."""
    raise Mistake(f"“section”只写在 docs/{REPORT} 里；请把“{file}”移到那里")


def _unused_sections(dataset: Dataset, texts: dict[str, str]) -> list[Issue]:
    """A section that the report does not compose would be missing without a word."""
    page = f"docs/{REPORT}"
    if page not in texts:
        return [Issue(Place(page), "缺少这个文件；它把报告的各节编成一页")]
    if not texts[page]:
        return []  # unreadable, and said to be so
    issues: list[Issue] = []
    used = {part.file for report in dataset.of(Report) for part in report.enclosures}
    for call in calls.scan(texts[page], page)[0]:
        if call.word == "section" and call.arguments:
            if call.arguments[0] in used:
                message = f"“{call.arguments[0]}”编了两次；请只留一处"
                issues.append(Issue(call.place, message))
            used.add(str(call.arguments[0]))
    for path in filter(lambda each: is_section(each.removeprefix("docs/")), texts):
        name = path.removeprefix("docs/report/")
        if "/" in name:
            issues.append(
                Issue(Place(path), "报告的各节直接放在 docs/report/ 里，请移出这个文件夹")
            )
        elif name not in used:
            advice = f'请在 {page} 里加 {{{{ section("{name}") }}}}'
            issues.append(Issue(Place(path), f"这一节没有编入报告；{advice}"))
    return issues


def _broken_links(project: Project, texts: dict[str, str], sure: bool) -> list[Issue]:
    """Return the links that lead nowhere; unless all is ``sure``, no page is made to look into it."""
    if not project.writers or "指标" in project.dataset.partial:
        return []  # the pages that links may lead to are not all known

    @cache
    def anchors_of(page: str) -> frozenset[str] | None:
        if page in project.writers:
            return anchors(project.writers[page]()) if sure else None
        return anchors(project.finished.get(page, ""))

    pages = {*project.finished, *project.writers, ABOUT, RELEASES}
    sections = (path.removeprefix("docs/") for path in texts)
    site = links.Site(
        frozenset(pages),
        frozenset(path for path, page in project.files.items() if page is None),
        frozenset(filter(is_section, sections)),
        anchors_of,
    )
    return [issue for path, text in texts.items() for issue in links.check(text, path, site)]


def _missing_enclosures(root: Path, dataset: Dataset) -> list[Issue]:
    """An attachment (附件) is a section of the report that is there."""
    files = sorted(_sections(root))
    return [
        report.issue(f"附件：{unknown('章节文件', part.file, files)}", "enclosures", index, "文件")
        for report in dataset.of(Report)
        for index, part in enumerate(report.enclosures)
        if part.file not in files
    ]


def _misprints(texts: dict[str, str], issues: list[Issue]) -> list[Issue]:
    """What could not be printed as a document."""
    report = {path: text for path, text in texts.items() if path.startswith("docs/report/")}
    found = [issue for path, text in report.items() for issue in typography.check(text, path)]
    return unsaid(found, issues)


def _sections(root: Path) -> dict[str, Path]:
    files = (root / "docs/report").glob("*.md")
    return {file.name: file for file in files if file.name != "index.md"}


def section_text(root: Path, name: str) -> str:
    """Return a section's source; raises ``Mistake`` where there is none of that name."""
    files = _sections(root)
    if name not in files:
        raise Mistake(unknown("章节文件", name, sorted(files)))
    return calls.body(calls.read(files[name], name)[0]).strip()
