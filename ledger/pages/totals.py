"""The totals that others supply (汇总数): their ledger, and what a figure's page says of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from ledger.pages.layout import Page, figure_names, page, record_link
from ledger.pages.tables import COUNTED, QUOTED, Shown, itself, of_field, records_table
from ledger.project import Project
from ledger.prose.markup import CHOICE, LINKS, Column, Html, link, text
from ledger.records.base import Record
from ledger.records.types.bureau import Document
from ledger.records.types.indicators import SuppliedTotal
from ledger.records.values import filled, stretch_text


def pages(project: Project) -> Iterator[Page]:
    """Yield the ledger's page, where there are any totals."""
    if project.dataset.of(SuppliedTotal):
        yield Page(SuppliedTotal.page, partial(_page, project))


def _page(project: Project) -> Html:
    records = project.dataset.of(SuppliedTotal)
    fields = [f for f in _COLUMNS if f == "basis" or any(filled(each, f) for each in records)]
    shown = [_OWN.get(field) or of_field(SuppliedTotal, field) for field in fields]
    told = f"共 {len(records)} 条。数由提供单位报来，照填，不由本站的记录算出。"
    table = records_table(
        project, records, [*shown, COUNTED, QUOTED, itself(SuppliedTotal)], "汇总数", told
    )
    return page("汇总数", [table], link("ledgers/index.md", "台账"))


def facts(project: Project, records: Iterable[Record]) -> list[tuple[str, str]]:
    """Return where the totals among a figure's records are written, and of what each is a part."""
    return [
        row for each in records if isinstance(each, SuppliedTotal) for row in _of(project, each)
    ]


def _of(project: Project, total: SuppliedTotal) -> Iterator[tuple[str, str]]:
    key = SuppliedTotal.key_of
    if total.basis:
        yield key("basis"), _cited(project, total)
    for field in ("organ", "post"):
        if filled(total, field):
            yield key(field), text(getattr(total, field))
    for term, others in _around(project, total):
        yield term, "；".join(_linked(project, each) + _taken(project, each) for each in others)


def _around(project: Project, total: SuppliedTotal) -> Iterator[tuple[str, list[SuppliedTotal]]]:
    """Yield the totals of which one is a part, the nearest first, and those that are its parts."""
    totals = project.dataset.of(SuppliedTotal)
    if above := total.wholes(project.dataset.words(SuppliedTotal.ledger.name)):
        yield SuppliedTotal.key_of("whole"), above
    if below := [each for each in totals if each.whole == total.id]:
        yield "其中", below


def _linked(project: Project, total: SuppliedTotal) -> str:
    """Return a link to a total's row, with its number, and of whom and of what time it is."""
    of = "，".join(filter(None, (total.organ, total.post, _when(total))))
    return record_link(project, total, f"{total.matter} {total.number}{total.unit}（{of}）")


def _taken(project: Project, total: SuppliedTotal) -> str:
    """Name the figures that take a total."""
    names = figure_names(project.pages_counting(total))
    return text("，指标：") + names if names else ""


def _cited(project: Project, total: SuppliedTotal) -> str:
    """Return the document that states a number, as a link where it is registered."""
    document = project.dataset.words(Document.ledger.name).get(total.basis or "")
    number = text(total.document_number or "")
    if document is None:
        return number
    return record_link(project, document, total.basis) + (f"（{number}）" if number else "")


def _lies(project: Project, total: SuppliedTotal) -> str:
    return "；".join(
        text(f"{term}：") + "，".join(_linked(project, each) for each in others)
        for term, others in _around(project, total)
    )


def _when(total: SuppliedTotal) -> str:
    return stretch_text(total.first, total.last)


def _times(_: Project, records: Iterable[SuppliedTotal]) -> Column:
    """Return the column of the times of which totals tell, in their order."""
    ordered = sorted(records, key=lambda each: (each.first, each.last))
    return Column("期间", CHOICE, tuple(dict.fromkeys(map(_when, ordered))))


#: the fields of the table; 止 is told with 起
_COLUMNS = (
    "matter", "number", "unit", "first", "organ", "post", "source", "basis", "approved_by",
    "given", "whole", "readers",
)  # fmt: skip
#: those that are shown in a way of their own
_OWN = {
    "first": Shown(_times, lambda _, total: text(_when(total))),
    "basis": Shown(lambda *_: Column("依据", LINKS), _cited),
    "whole": Shown(lambda *_: Column("含于、其中", LINKS), _lies),
}
