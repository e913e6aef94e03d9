"""The declared relations between figures, with the values that make them hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ledger.figures.figure import Figure
from ledger.figures.reconciliation import sides, total
from ledger.language.numerals import exact
from ledger.pages.layout import Page, figure_link, page
from ledger.project import Project
from ledger.prose.markup import Html, link, text, wide_table
from ledger.records.types.indicators import Reconciliation


def pages(project: Project) -> Iterator[Page]:
    """Yield the page, where relations are declared."""
    if project.dataset.of(Reconciliation):
        yield Page(Reconciliation.page, partial(_page, project))


def _page(project: Project) -> Html:
    rows: list[tuple[str | None, list[str]]] = [
        (
            each.declared.anchor,
            [
                text(each.declared.reason),
                _side(each.left),
                text(each.declared.relation),
                _side(each.right),
            ],
        )
        for each in sides(project.dataset, project.figures)
    ]
    listing = wide_table(["说明", "左", "关系", "右"], rows, "对账")
    blocks = [
        text(f"共 {len(rows)} 条，按精确值逐条核对；有一条不成立，网站就不生成。"),
        listing,
    ]
    return page("对账", blocks, link("ledgers/index.md", "台账"))


def _side(side: Sequence[Figure]) -> str:
    """Return a side as its figures with their values, and their sum where there are several."""
    shown = " + ".join(f"{text(figure.name)} {figure_link(figure)}" for figure in side)
    summed = text(f" = {exact(total(side))}{side[0].definition.unit}")
    return shown + summed if side[1:] else shown
