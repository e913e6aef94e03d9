"""The documents of the bureau: those of the year with how far each is, and earlier ones as sealed.

A sealed document of an earlier year has a page that is made of its seal alone, at an address that
does not change: later ledgers and texts do not reach it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ledger.figures.sealed import seals
from ledger.language.numerals import day
from ledger.pages.layout import Page, heading, page
from ledger.project import Project
from ledger.prose.finished import slug
from ledger.prose.markup import CHOICE, DATE, Column, Html, askable, element, link, table, text
from ledger.records.types.official import OfficialDocument, Period, Seal, SealedText

INDEX = "papers/index.md"
TITLE = "公文"
SEALED = "封存"
#: the elements of a sealed text that are headings, and their levels
_LEVELS = {"一级标题": 2, "二级标题": 3, "三级标题": 4, "四级标题": 5, "附件标题": 2}
#: between the cells of a row, before the first of which stands a mark
_CELL = "\t"


def pages(project: Project) -> Iterator[Page]:
    """Yield the list of all documents, where there are several, and the pages of earlier ones."""
    earlier = [*_earlier(project)]
    if project.documents or earlier:
        yield Page(INDEX, partial(_index, project, earlier))
    for year, seal in earlier:
        yield Page(_path(year, seal), partial(_sealed, year, seal))


def _path(year: int, seal: Seal) -> str:
    return f"papers/{year}/{seal.document}.md"


def _earlier(project: Project) -> Iterator[tuple[int, Seal]]:
    """Yield the seals of other years of which the edition shows the text, the latest first."""
    for year, other in sorted(project.dataset.beside.items(), reverse=True):
        yield from ((year, seal) for seal in seals(other) if seal.texts)


def _index(project: Project, earlier: list[tuple[int, Seal]]) -> Html:
    columns = [
        Column("公文", names=True),
        Column("文种", CHOICE),
        Column("报告期"),
        Column("统计截止", DATE),
        Column("成文日期", DATE),
        Column("进度"),
    ]
    rows = [(None, _row(each)) for each in project.every_document]
    told = f"共 {len(rows)} 份。每份的数按它自己的报告期和统计截止算。"
    blocks = [askable(columns, rows, "本年的公文", told)]
    if earlier:
        blocks.append(heading("以前的", "earlier"))
        listed = [(None, _row_of_seal(year, seal)) for year, seal in earlier]
        heads = [columns[0], *columns[2:4], Column("封存", DATE)]
        told = "照封存的文字写出，以后的台账和正文改不到它。"
        blocks.append(askable(heads, listed, "以前的公文", told))
    return page(TITLE, blocks)


def _row(project: Project) -> list[str]:
    report = project.report
    return [
        link(report.page_path, text(report.name)),
        text(report.genre),
        text(_span(report.period)),
        text(report.as_of.isoformat()),
        text(report.date.isoformat()),
        text(_progress(project, report)),
    ]


def _progress(project: Project, report: OfficialDocument) -> str:
    """Say how far a document is: sealed, or as far as its record says, and what is unwritten."""
    own = (seal for seal in seals(project.dataset) if seal.document == report.name)
    if seal := next(own, None):
        return f"{SEALED}（{day(seal.day)}，{seal.post}）"
    missing = len(project.unwritten)
    return f"{report.stage}（还有 {missing} 处没有写完）" if missing else report.stage


def _row_of_seal(year: int, seal: Seal) -> list[str]:
    return [
        link(_path(year, seal), text(f"{year}年{seal.document}")),
        text(_span(seal.period)),
        text(seal.as_of.isoformat()),
        text(seal.day.isoformat()),
    ]


def _span(period: Period) -> str:
    return f"{day(period.first)}至{day(period.last)}"


def _sealed(year: int, seal: Seal) -> Html:
    said = f"{day(seal.day)}由{seal.post}{SEALED}，这里照封存的文字写出；数没有链接。PDF 的 SHA-256 是 {seal.pdf}。"
    blocks = [text(said), *filter(None, map(_element, seal.texts))]
    return page(f"{year}年{seal.document}", blocks, link(INDEX, TITLE))


def _element(part: SealedText) -> str:
    """Return one element of a sealed document."""
    if part.rows:
        head, *rows = (row.split(_CELL)[1:] for row in part.rows)
        cells = ((None, [text(cell) for cell in row]) for row in rows)
        return element("div", table(head, cells, part.kind), class_="wide")
    shown = "<br>".join(map(text, (part.text or "").split("\n")))
    if level := _LEVELS.get(part.kind):
        return heading(shown, slug(part.text or ""), level)
    return element("p", shown) if shown else ""
