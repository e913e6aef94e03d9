"""Checks several documents beside each other: what each must say, and that they say the same.

A figure is computed in the time of the document that says it. The same figure over the same time
has one value by construction; here stands what can differ all the same: a figure that one time
lacks, a part of a year that tells more than the year, what an earlier document said when it was sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, permutations

from ledger.figures import sealed
from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.issues import Issue, Place, finds
from ledger.language.numerals import day
from ledger.project import Project, made_of
from ledger.prose import calls
from ledger.prose.finished import titles
from ledger.prose.markup import plain
from ledger.records.period import TIMELESS, Frame, as_it_was
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.official import SIGNED, Genre, GenrePart, Seal, SealedFigure
from ledger.records.values import frame_text

_SAYING = "figure"


@finds("document.figure")
def uncomputed(project: Project, told: Sequence[Issue], wrong: Sequence[Issue]) -> Iterator[Issue]:
    """Yield the words of a document that say figures which its time lacks.

    ``wrong`` is why some cannot be computed here; ``told`` are the errors in definitions that were
    told already. What may wait in the yearly report (``waiting``) may not where a text says it.
    """
    why, errors = _reasons(project, wrong), _reasons(project, told)
    for name, place in _said(project):
        lacking = [each for each in made_of(project.dataset, [name]) if each in why]
        if lacking and lacking[0] not in errors:
            time, report = frame_text(project.frame), project.report.name
            message = (
                f"指标“{name}”在“{report}”的报告期（{time}）里算不出来：{why[lacking[0]]}；"
                "请换一个指标，或照这个原因改"
            )
            yield Issue(place, message)


def _reasons(project: Project, wrong: Sequence[Issue]) -> dict[str, str]:
    """Return why figures cannot be computed, by name: each message stands in its definition."""
    definitions = sorted(
        project.dataset.of(FigureDefinition), key=lambda each: each.place(), reverse=True
    )
    found: dict[str, str] = {}
    for issue in wrong:
        own = (each for each in definitions if each.place().path == issue.place.path)
        name = next((each.name for each in own if each.place() <= issue.place), "")
        found.setdefault(name, issue.message.partition("；请")[0])
    return found


def _said(project: Project) -> Iterator[tuple[str, Place]]:
    """Yield the figures that the texts of a document say, and where."""
    for path, text in project.texts.items():
        for call in calls.scan(text, path)[0]:
            if call.word == _SAYING and call.arguments:
                yield str(call.arguments[0]), call.place


def parts(project: Project) -> tuple[list[Issue], list[Issue]]:
    """Return as errors and as remarks the parts of its kind (文种) that a document lacks.

    While something of it is unwritten, a part is not missing yet.
    """
    report = project.report
    genre = project.dataset.genres.get(report.genre)
    if genre is None or report.page_path not in project.finished:
        return [], []
    errors: list[Issue] = []
    remarks = [*_unsorted(project, genre)]
    for part in genre.parts:
        if not _is_there(project, part):
            (errors if part.needed else remarks).append(_lacking(project, genre, part))
    if project.unwritten:
        return [], [replace(each, code="unwritten.part") for each in errors]
    return errors, remarks


def _where(project: Project, part: GenrePart) -> list[int]:
    """Return which headings of a document, counted from 0, tell of a part."""
    found = titles(project.finished[project.report.page_path])
    return [at for at, title in enumerate(found) if any(word in title for word in part.words)]


def _is_there(project: Project, part: GenrePart) -> bool:
    whole = plain(project.finished[project.report.page_path])
    return bool(_where(project, part)) or any(said in whole for said in part.said)


def _lacking(project: Project, genre: Genre, part: GenrePart) -> Issue:
    words = "、".join(f"“{word}”" for word in part.words[:3])
    due = "必须有" if part.needed else "一般有"
    message = (
        f"没有写“{part.name}”：“{genre.name}”{due}这一部分，标题里有{words}等字的算是；请补上一节"
    )
    code = "document.part" if part.needed else "remark.part"
    return Issue(Place(f"docs/{project.report.page_path}"), message, code=code)


def _unsorted(project: Project, genre: Genre) -> Iterator[Issue]:
    """Yield the parts that stand wholly before one that they should follow."""
    for first, second in combinations(genre.parts, 2):
        above, below = _where(project, first), _where(project, second)
        if above and below and max(below) < min(above):
            message = (
                f"“{second.name}”写在“{first.name}”的前面；“{genre.name}”一般先写“{first.name}”"
            )
            place = Place(f"docs/{project.report.page_path}")
            yield Issue(place, message, code="remark.part_order")


@finds("document.stage")
def unsigned(project: Project) -> Iterator[Issue]:
    """Yield the documents that are said to be signed while something of them is unwritten."""
    for each in project.every_document:
        report = each.report
        if report.stage == SIGNED and each.unwritten:
            place = each.unwritten[0].place
            message = f"进度：写了“{SIGNED}”，可是还有 {len(each.unwritten)} 处没有写完（{place}）；请写完，或改成别的进度"
            yield report.issue(message, "stage")


@finds("document.above")
def above(project: Project) -> Iterator[Issue]:
    """Yield the flows of a part of a time that are more than those of the whole of it.

    Where a matter that is counted went on between the two 统计截止, the later number may be less.
    """
    for part, whole in permutations(project.every_document, 2):
        if not _is_within(part.frame, whole.frame):
            continue
        places = dict(_said(part))
        for name in part.told.keys() & whole.told.keys():
            one, other = part.told[name], whole.told[name]
            if name not in places or not one.monthly or one.value <= other.value:
                continue
            if not _went_on(one, part.as_of, whole.as_of):
                message = (
                    f"“{part.report.name}”里“{name}”是 {figure_text(one)}（{frame_text(part.frame)}），"
                    f"比“{whole.report.name}”里的 {figure_text(other)}（{frame_text(whole.frame)}）还多；"
                    "请核对两份的报告期、统计截止和数的记录"
                )
                yield Issue(places[name], message)


def _is_within(part: Frame, whole: Frame) -> bool:
    return part != whole and whole.first <= part.first and part.until <= whole.until


def _went_on(figure: Figure, first: date, last: date) -> bool:
    """Whether a record that a figure counts was another on one day than on a later one."""
    counted = any(as_it_was(each, first) != as_it_was(each, last) for each in figure.records)
    return counted or any(_went_on(part, first, last) for part in figure.parts)


@finds("remark.timeless")
def timeless(project: Project) -> Iterator[Issue]:
    """Yield a remark for each document of a time of its own that says figures which no time divides."""
    for each in project.documents.values():
        said = [name for name, _ in _said(each) if _is_timeless(each.figures.get(name))]
        if said:
            names = "、".join(f"“{name}”" for name in dict.fromkeys(said))
            message = (
                f"{names}所数的台账没有日期，数的是现有的全部，不只是{frame_text(each.frame)}的；"
                "请核对这样写对不对"
            )
            yield Issue(Place(f"docs/{each.report.page_path}"), message)


def _is_timeless(figure: Figure | None) -> bool:
    """Whether a figure in a time of its own, or one of which it is made, counts records without days."""
    if figure is None or not figure.folder:
        return False
    yearly = figure.ledger is not None and figure.ledger.yearly
    own = yearly and figure.placing is not None and figure.placing.kind == TIMELESS
    return own or any(map(_is_timeless, figure.parts))


def said_otherwise(project: Project) -> Iterator[Issue]:
    """Yield remarks on figures of which another, sealed document of the same time says otherwise."""
    for each in project.every_document:
        for seal in project.dataset.of(Seal):
            span = (seal.period.first, seal.period.last, seal.as_of)
            own = (each.frame.first, each.frame.last, each.frame.as_of)
            if span == own and seal.document != each.report.name:
                yield from _otherwise(each, seal)


def _otherwise(project: Project, seal: Seal) -> Iterator[Issue]:
    figures: Mapping[str, Figure] = {each.id: each for each in project.told.values()}
    places = dict(_said(project))
    then = {each.id: (index, each) for index, each in enumerate(seal.figures)}
    for id_, (index, told) in then.items():
        now = figures.get(id_)
        if now and now.name in places and not _is_same(project, seal, told, now):
            message = (
                f"“{project.report.name}”里“{now.name}”是 {figure_text(now)}，"
                f"{day(seal.day)}封存的“{seal.document}”写的是 {told.shown}"
                f"（{seal.place('figures', index)}）；请核对，两份公文要说得一致，或写明更正"
            )
            yield Issue(places[now.name], message, code="remark.said_otherwise")


def _is_same(project: Project, seal: Seal, told: SealedFigure, now: Figure) -> bool:
    """Whether a figure is what a seal holds, or what it was corrected to since."""
    if chain := sealed.corrections(project.dataset, seal, now.definition):
        return chain[-1].new == figure_text(now)
    return Fraction(told.value) == now.value
