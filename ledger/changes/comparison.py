"""The change sheet (变更单): what changed between two versions, and which records caused it.

Today's rules and words read both versions, so only the authors' files can differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ledger.changes import figures, paragraphs, records, revision, rules
from ledger.changes.model import Changes, FigureChange, Note, RecordChange
from ledger.changes.paragraphs import Texts
from ledger.changes.reading import paragraphs as paragraphs_of
from ledger.checks import editions
from ledger.issues import Issue
from ledger.language.numerals import day
from ledger.pages.figures import period_text
from ledger.project import Project
from ledger.records.dataset import read_all
from ledger.survey import survey

#: the sheet's name for the files on disk
NOW = "现在的文件"


@dataclass(frozen=True)
class Version:
    """A version: its surveyed project, its paragraphs and its findings.

    ``paragraphs`` have their words rendered, ``typed`` keep them as the author typed them.
    ``unread`` are the findings on files and records that could not be read.
    """

    name: str
    project: Project
    issues: tuple[Issue, ...]
    paragraphs: Texts
    typed: Texts
    unread: tuple[Issue, ...]


def since(project: Project, issues: Sequence[Issue], commit: str, document: str = "") -> Changes:
    """Compare a surveyed project with a git revision of itself, in the same edition.

    ``document`` is the 名称 of the document that is compared; without, the yearly report. Of one
    that the earlier version did not have, all is new.

    The old version is read with today's audiences: a record that is restricted today stays
    hidden, even if everybody could read it then. Raises ``Mistake`` where git has no such revision.
    """
    own = project.document(document) if document else project
    old = _then(project, commit, [document])[0]
    return between(old, survey_of(own, issues, NOW))


def of_all_documents(project: Project, commit: str) -> dict[str, Changes]:
    """Compare each document of a surveyed project with a git revision, as ``since`` does.

    They are returned by the folder of the figures in a document's own time.
    """
    known = {each.report.name: each for each in project.every_document}
    before = _then(
        project, commit, ["" if each.report.is_yearly else name for name, each in known.items()]
    )
    return {
        each.report.figures_folder: _own(project, each, between(old, survey_of(each, [], NOW)))
        for each, old in zip(known.values(), before, strict=True)
    }


def _own(project: Project, document: Project, found: Changes) -> Changes:
    """Leave out figures that another document tells in the time of the yearly report: they are its."""
    shared = document is not project and document.frame == project.frame
    return replace(found, figures=()) if shared else found


def _then(project: Project, commit: str, documents: Iterable[str]) -> list[Version]:
    """Return documents, by their 名称, as they were in a git revision; the yearly report is empty."""
    today = editions.audiences(project.root, project.edition, records.name_of)
    with revision.at(project.root, commit) as (folder, name):
        then, found = survey(folder, project.edition, today)
        return [survey_of(_document(then, each), found.errors, name) for each in documents]


def _document(project: Project, name: str) -> Project:
    """Return the project of a document as an earlier version has it; with nothing in it where it lacks it."""
    found = {each.report.name: each for each in project.every_document} if name else {}
    return found.get(name, replace(project, texts={}, figures={}) if name else project)


def survey_of(project: Project, issues: Sequence[Issue], name: str) -> Version:
    """Copy from a surveyed project all that a comparison needs; its folder may then be removed."""
    unread = {path for path, text in project.texts.items() if not text}
    lost = [issue for issue in issues if issue.place.path in unread]
    if project.dataset.partial:
        lost = [*read_all(project.root)[1], *lost]
    said, typed = paragraphs_of(project), paragraphs_of(project, said=False)
    return Version(name, project, tuple(issues), said, typed, tuple(sorted(set(lost))))


def between(old: Version, new: Version) -> Changes:
    """Return all changes between two versions."""
    one, other = old.project, new.project
    compared = records.compare(one.dataset, other.dataset, one.told, other.told)
    changed_figures = figures.compare(one, other, compared)
    texts = _comparable(old, new)
    changed_paragraphs, renamed = paragraphs.compare(other, *texts)
    broken, mended = rules.compare(old.issues, new.issues)
    return Changes(
        old.name,
        new.name,
        (*_notes(old, new), *map(Note, renamed)),
        changed_figures,
        tuple(changed_paragraphs),
        broken,
        mended,
        _others(compared, changed_figures),
    )


def _others(compared: records.Compared, found: Sequence[FigureChange]) -> tuple[RecordChange, ...]:
    """Return the changed records that caused no changed figure."""
    told = {id(cause.record) for each in found for cause in each.causes}
    defined = {each.id for each in found}
    return tuple(
        change
        for change in compared.changes.values()
        if change.happened
        and id(change) not in told
        and not (change.ledger == "指标" and change.id in defined)
    )


def _comparable(old: Version, new: Version) -> tuple[paragraphs.Texts, paragraphs.Texts]:
    """Return the paragraphs of the files that could be read in both versions.

    Where a version lacks a readable bureau or report, no word can be rendered: then both
    versions are compared as typed.
    """
    unread = {issue.place.path for each in (old, new) for issue in each.unread}
    said = all(each.project.dataset.has_bureau for each in (old, new))
    one, other = (
        {path: found for path, found in texts.items() if path not in unread}
        for texts in (each.paragraphs if said else each.typed for each in (old, new))
    )
    return one, other


def _notes(old: Version, new: Version) -> Iterator[Note]:
    """Yield the notes that the reader needs before the rest."""
    if old.unread:
        yield Note("旧版数据按现在的规则读不全", tuple(_grouped(old.unread)))
    if new.unread:
        yield Note("现在的数据读不全，先改正再比较才可靠", tuple(_grouped(new.unread)))
    if old.unread or new.unread:
        yield Note("读不出的记录和正文算作没有；下面说是“新增”“删去”的，请对照原文件")
    known = [each.project for each in (old, new) if each.project.dataset.has_bureau]
    if len(known) < 2:
        yield Note("有一版的单位或报告要素读不了，正文按作者写的比较，不取数")
    elif (periods := [_period(each) for each in known])[0] != periods[1]:
        yield Note(f"两版的报告期或统计截止不同，记录和指标按编号比较：{periods[0]}；{periods[1]}")


def _period(project: Project) -> str:
    return f"{period_text(project)}，统计截止{day(project.as_of)}"


def _grouped(issues: Sequence[Issue]) -> Iterator[str]:
    """Yield each message once, with its first place and the number of places."""
    places: dict[str, list[Issue]] = {}
    for issue in issues:
        places.setdefault(issue.message, []).append(issue)
    for message, found in places.items():
        where = f"{found[0].place.path}:{found[0].place.line}"
        more = f" 等 {len(found)} 处" if len(found) > 1 else ""
        yield f"{message}（{where}{more}）"
