"""The evidence page of a figure adds up: value, parts, months, and the records that make the value."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from ledger.figures.figure import Figure
from ledger.figures.methods.register import method_of
from ledger.figures.wording import figure_text
from ledger.issues import Issue, finds
from ledger.language.numerals import exact, month
from ledger.project import Project
from ledger.publishing.readback import drawings
from ledger.publishing.readback.drawings import Cell, Drawing
from ledger.publishing.readback.page import AGAIN, Page, rows, text, until


class Evidence(NamedTuple):
    """What an evidence page must show; ``amounts`` are what the records add, by their head.

    ``made`` says that the amounts alone make the value: nothing counted is left unlisted.
    """

    name: str
    value: str
    parts: tuple[str, ...]
    months: Drawing
    records: tuple[str, ...]
    amounts: tuple[tuple[str, tuple[str, ...]], ...]
    made: bool


def of(project: Project, figure: Figure) -> Evidence:
    """Return what the evidence page of a figure must show."""
    columns = method_of(figure.definition).columns(figure) if figure.records else {}
    return Evidence(
        figure.name,
        figure_text(figure),
        tuple(part.id for part in figure.parts),
        _months(project, figure),
        tuple(record.anchor for record in figure.records),
        tuple((head, tuple(cells)) for head, cells in columns.items()),
        not figure.unseen,
    )


def _months(project: Project, figure: Figure) -> Drawing:
    """Return the rows of the months below their head."""
    names = project.frame.months if figure.months else []
    years = len({name[:4] for name in names}) > 1
    most = float(max(figure.months.values(), default=Fraction()) or 1)
    shown = ((name, figure.months.get(name, Fraction())) for name in names)
    return tuple(
        (Cell(month(name, years)), Cell(exact(value)), Cell("", (str(float(value)), str(most))))
        for name, value in shown
    )


@finds("finished.evidence")
def compare(page: Page, wanted: Evidence, figure: Figure) -> Iterator[Issue]:
    """Yield what an evidence page shows otherwise."""
    for node in page.all("//p[@class='figure-value']") or [None]:
        shown = "" if node is None else text(node)
        if shown != wanted.value:
            message = f"依据页的数是“{shown}”，算出的是“{wanted.value}”；{AGAIN}"
            yield page.issue(message, node, "finished.figure")
    parts = tuple(node.get("data-figure") for node in _below(page, "parts", ".//*[@data-figure]"))
    if parts != wanted.parts:
        yield page.issue(f"“由哪些指标得出”列出的和算它的指标不同；{AGAIN}")
    for table in _below(page, "months", ".//table") or ([page.root] if wanted.months else []):
        shown_months = drawings.of_table(table)[1:] if table.tag == "table" else ()
        yield from drawings.differing(page, table, shown_months, wanted.months)
    yield from _records(page, wanted, figure)


def _below(page: Page, heading: str, path: str) -> list[Any]:
    """Return the elements of a section, which ends before the next heading of the same level."""
    return [
        node
        for start in page.all(f"//h2[@id='{heading}']")
        for block in until(start, "h2")
        for node in block.xpath(path)
    ]


def _records(page: Page, wanted: Evidence, figure: Figure) -> Iterator[Issue]:
    tables = _below(page, "records", "descendant-or-self::table")
    table = [[text(cell) for cell in row] for row in rows(tables[0])] if tables else []
    listed = [row[0] for row in table[1:]] if table else _named(page)
    if sorted(listed) != sorted(wanted.records):
        both = set(listed) ^ set(wanted.records)
        which = f"，不同的是 {'、'.join(sorted(both)[:6])}" if both else ""
        message = (
            f"依据页列出 {len(listed)} 条记录，数的是 {len(wanted.records)} 条{which}；{AGAIN}"
        )
        yield page.issue(message)
        return
    amounts = listed
    for head, cells in wanted.amounts:
        amounts = _column(table, head) if table else [*cells]
        if amounts != [*cells]:
            yield page.issue(f"依据页“{head}”一栏的数和记录的不同；{AGAIN}", tables[0])
            return
    value = method_of(figure.definition).made_of(figure, amounts) if wanted.made else None
    if value is not None and value != figure.value:
        message = f"依据页列出的记录得出 {exact(value)}，写的是“{wanted.value}”；{AGAIN}"
        yield page.issue(message, tables[0] if tables else None)


def _column(table: list[list[str]], head: str) -> list[str]:
    """Return the cells below a head; none where the table has no such head."""
    heads, *lines = table
    return [line[heads.index(head)] for line in lines] if head in heads else []


def _named(page: Page) -> list[str]:
    """Return the records of a page that lists so many that it names their ids alone."""
    lists = _below(page, "records", "self::dl")
    return [text(node) for node in lists[0].xpath(".//a[@class='record']")] if lists else []
