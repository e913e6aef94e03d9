"""Every figure on a finished page shows the value that was computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.issues import Issue, finds
from ledger.publishing.readback.page import AGAIN, Page, rows, text

_NOTE = "note-"


@finds("finished.figure")
def values(page: Page, figures: Mapping[str, Figure]) -> Iterator[Issue]:
    """Yield each figure, and each note on one, that shows anything else than its value.

    ``figures`` holds all figures by their ids.
    """
    for node in page.all("//*[@data-figure]"):
        figure = figures.get(node.get("data-figure"))
        wanted = figure_text(figure) if figure else None
        if text(node) != wanted:
            yield _other(page, node, figure, wanted)
    for node in page.all(f"//*[starts-with(@id, '{_NOTE}')]/p[1]/a"):
        figure = figures.get(node.getparent().getparent().get("id").removeprefix(_NOTE))
        wanted = f"{figure.name}：{figure_text(figure)}" if figure else None
        if text(node) != wanted:
            yield _other(page, node, figure, wanted)


def _other(page: Page, node: object, figure: Figure | None, wanted: str | None) -> Issue:
    shown = text(node)
    if figure is None:
        return page.issue(f"“{shown}”写着是一个指标的数，没有这个指标；{AGAIN}", node)
    return page.issue(f"指标“{figure.name}”写成了“{shown}”，算出的是“{wanted}”；{AGAIN}", node)


@finds("finished.missing_figure")
def used(
    page: Page, within: str, wanted: Sequence[str], figures: Mapping[str, Figure]
) -> Iterator[Issue]:
    """Yield the first place where a page has other figures than its text uses, by their ids.

    ``within`` is the XPath of the element that holds the text.
    """
    nodes = page.all(f"{within}//*[@data-figure]")
    for number, (name, node) in enumerate(zip_longest(wanted, nodes), 1):
        got = None if node is None else node.get("data-figure")
        if got != name:
            asked = _called(name, figures) if name else "没有数了"
            found = _called(got, figures) if got else "没有数"
            yield page.issue(f"正文的第 {number} 个数应当是{asked}，网页上是{found}；{AGAIN}", node)
            return


def _called(name: str, figures: Mapping[str, Figure]) -> str:
    return f"“{figures[name].name}”" if name in figures else f"“{name}”"


@finds("finished.figure")
def attachment(page: Page, figures: Sequence[Figure]) -> Iterator[Issue]:
    """Yield the figures that the report's table of evidence does not list with their values."""
    listed = [
        (text(row[1]), text(row[2]))
        for table in page.all("//table[contains(@class, 'doc-evidence')]")
        for row in rows(table)[1:]
    ]
    wanted = [(figure.name, figure_text(figure)) for figure in figures]
    for got, due in zip_longest(listed, wanted, fillvalue=("没有这一行", "")):
        if got != due:
            message = (
                f"“指标口径和来源一览”里是“{'，'.join(got)}”，应当是“{'，'.join(due)}”；{AGAIN}"
            )
            yield page.issue(message)
            return
