"""A seal of the report: its text as a file of data/, and the PDF and Word file that it tells of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ledger import product
from ledger.documents import elements, files
from ledger.documents.elements import Element, Form
from ledger.documents.site import built, page_of
from ledger.figures import sealed
from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.issues import LedgerError, Mistake
from ledger.machine import files as whole
from ledger.machine import terminal
from ledger.project import Project
from ledger.records import source
from ledger.records.base import Part
from ledger.records.editions import EDITIONS
from ledger.records.source import quoted, scalar
from ledger.records.types.official import Period, Seal, SealedFigure, SealedText
from ledger.records.values import value_text
from ledger.survey import open_project

#: what a row of a table begins with, and what stands between its cells
_ROW, _CELL = "|", "\t"
_HEAD = """\
# {title}封存的内容，由 python -m ledger seal 写出。不要改：改一个字就和最后一行的摘要不合。
# 要更正的，改台账，在 data/{year}/更正.yml 里写明。
"""


class Signed(NamedTuple):
    """Who seals which document, and when."""

    document: str
    day: date
    post: str


class Made(NamedTuple):
    """A seal, the text of its file, and the files that it tells of, by ending."""

    seal: Seal
    text: str
    files: Mapping[str, bytes]


def make(root: Path, edition: str, signed: Signed) -> Made:
    """Return a seal of the report as it is.

    Raises ``LedgerError`` while anything is wrong or unwritten, ``Mistake`` where a file that was
    made holds anything else than the report, ``Stopped`` where the machine fails.
    """
    projects = {}
    for each in EDITIONS:
        known = {own.report.name: own for own in open_project(root, each).every_document}
        if signed.document in known:  # a narrower edition may have it alone
            projects[each] = known[signed.document]
    if missing := [issue for each in projects.values() for issue in each.unwritten]:
        raise LedgerError(list(dict.fromkeys(missing)))
    project = projects[edition]
    terminal.note("正在生成网页、PDF、Word……")
    with built(root) as pages:
        said = _said(pages, project)
        made = {ending: files.made(ending, pages, project, Form()) for ending in ("pdf", "docx")}
    digests = {ending: hashlib.sha256(content).hexdigest() for ending, content in made.items()}
    return Made(*seal_of(projects, edition, signed, said, digests), made)


def seal_of(
    projects: Mapping[str, Project],
    edition: str,
    signed: Signed,
    said: Sequence[Element],
    digests: Mapping[str, str],
) -> tuple[Seal, str]:
    """Return a seal and the text of its file, of a project in all editions.

    ``said`` are the report's elements in the edition that is signed, ``digests`` the SHA-256 of its
    files by ending.
    """
    project = projects[EDITIONS[-1]]
    report = project.report
    counted = sealed.behind(project.dataset, project.told.values())
    goes_on = sealed.going_on(project.dataset, counted)
    seal = Seal.model_construct(
        readers=report.readers,
        document=signed.document,
        day=signed.day,
        post=signed.post,
        version=product.VERSION,
        period=Period.model_construct(first=report.period.first, last=report.period.last),
        as_of=report.as_of,
        figures=list(_figures(projects)),
        texts=[_text(each, edition) for each in said],
        pdf=digests["pdf"],
        word=digests["docx"],
        records=[
            *(sealed.line(name, record, report.as_of) for name, record in counted.items()),
            *(sealed.mention(name, record) for name, record in goes_on.items()),
        ],
    )
    head = _HEAD.format(title=f"{project.unit.year}{signed.document}", year=project.unit.year)
    return _closed(head + "\n".join(_written(seal)) + "\n", said)


def _said(pages: Path, project: Project) -> list[Element]:
    """Return the elements of the report; raises ``Mistake`` where the site's page has others."""
    due = elements.read(files.report(project), Form())
    if elements.read(whole.text(pages / page_of(project.report)), Form()) != due:
        raise Mistake("生成的报告页和数据、正文得出的不同，没有封存；请再运行一次")
    return due


def _figures(projects: Mapping[str, Project]) -> Iterator[SealedFigure]:
    """Yield each figure as the widest edition shows it, and again where a narrower shows another."""
    for id_ in dict.fromkeys(
        each.id for project in projects.values() for each in project.told.values()
    ):
        told: tuple[object, ...] = ()
        for edition, project in projects.items():
            figure = next((each for each in project.told.values() if each.id == id_), None)
            if figure and (figure.value, figure.months) != told:
                told = (figure.value, figure.months)
                yield _figure(figure, edition)


def _figure(figure: Figure, edition: str) -> SealedFigure:
    return SealedFigure.model_construct(
        id=figure.id,
        name=figure.name,
        readers=edition,
        value=str(figure.value),
        shown=figure_text(figure),
        months=[f"{month} {value}" for month, value in sorted(figure.months.items())],
        caliber=figure.definition.caliber,
        definition=sealed.definition_text(figure.definition),
    )


def _text(said: Element, edition: str) -> SealedText:
    rows = [_CELL.join((_ROW, *row)) for row in said.rows]
    text = None if said.rows else said.text or None
    return SealedText.model_construct(kind=said.kind, readers=edition, text=text, rows=rows)


def elements_of(seal: Seal) -> list[Element]:
    """Return the elements of the document that was sealed."""
    return [
        Element(each.kind, rows=tuple(tuple(row.split(_CELL)[1:]) for row in each.rows))
        if each.rows
        else Element(each.kind, _lines(each.text or ""))
        for each in seal.texts
    ]


def _lines(text: str) -> tuple[tuple[elements.Run, ...], ...]:
    return tuple((elements.Run(line),) if line else () for line in text.split("\n"))


def plain(said: Sequence[Element]) -> list[tuple[str, str]]:
    """Return what elements say, in whatever weight."""
    return [(each.kind, each.text) for each in said]


def _closed(text: str, said: Sequence[Element]) -> tuple[Seal, str]:
    """Return the seal that a text makes, with its digest, and the text; it is read as data/ is."""
    seal = _read(text)
    if plain(elements_of(seal)) != plain(said):
        raise Mistake("写出的封存读回来和报告不同，没有封存；请把这句话交给管网站的人")
    text += f"{Seal.key_of('digest')}: {quoted(sealed.whole(seal))}\n"
    return _read(text), text


def _read(text: str) -> Seal:
    value, wrong = source.parse(text, "封存")
    if wrong or not isinstance(value, source.Mapping):
        raise LedgerError(wrong)
    return Seal.from_source(value)


def _written(part: Part, indent: str = "") -> Iterator[str]:
    """Yield the lines of a group of values as YAML; what holds its default is left out."""
    for field, info in type(part).model_fields.items():
        value, key = getattr(part, field), f"{indent}{part.key_of(field)}:"
        if not info.is_required() and value == info.get_default():
            continue
        if isinstance(value, Part):
            yield key
            yield from _written(value, f"{indent}  ")
        elif isinstance(value, list):
            yield key
            for each in value:
                yield from _item(each, f"{indent}  ")
        else:
            yield f"{key} {scalar(value_text(value))}"


def _item(value: object, indent: str) -> Iterator[str]:
    """Yield the lines of one entry of a list."""
    if not isinstance(value, Part):
        yield f"{indent}- {scalar(value_text(value))}"
        return
    first, *rest = _written(value, f"{indent}  ")
    yield f"{indent}- {first.lstrip()}"
    yield from rest
