"""The Excel workbook holds each figure as a number, and a row for each record that a figure counts.

The file is read by another way than it was written: its XML (ECMA-376, part 1, clause 18).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from ledger.documents import excel
from ledger.figures.figure import Figure
from ledger.figures.methods.register import method_of
from ledger.figures.wording import figure_text
from ledger.project import Project
from ledger.records.period import OUTSIDE, UNDATED

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-F]{4})_")
_COLUMN = re.compile("[A-Z]+")
#: significant digits of a number in Excel
_DIGITS = 15

Cell = str | float | None
Row = Mapping[str, Cell]


class Line(NamedTuple):
    """What the workbook must say of a figure: its number, its text, and what it counts.

    ``counted`` are the ids of its records, or of its figures, each with the number that it adds;
    None stands for a text.
    """

    id: str
    name: str
    value: float
    shown: str
    counted: tuple[tuple[str, float | None], ...]


def of(project: Project) -> tuple[Line, ...]:
    """Return what a project's workbook must say."""
    return tuple(_line(figure) for figure in project.figures.values())


def _line(figure: Figure) -> Line:
    method = method_of(figure.definition)
    parts = [(part.id, float(part.value)) for part in figure.parts]
    shares = ((record.anchor, method.share(figure, record)) for record in figure.records)
    records = [(name, None if isinstance(each, str) else float(each)) for name, each in shares]
    counted = (*parts, *records)
    return Line(figure.id, figure.name, float(figure.value), figure_text(figure), counted)


def faults(content: bytes, wanted: Sequence[Line]) -> Iterator[str]:
    """Yield where a workbook says anything else; raises as the readers of ZIP and XML do."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = _Sheets(archive)
        rows = {row["编号"]: row for row in sheets.rows(excel.FIGURES)}
        counted: dict[Cell, list[Row]] = {}
        for row in sheets.rows(excel.COUNTED):
            counted.setdefault(row["指标"], []).append(row)
    if [*rows] != [line.id for line in wanted]:
        yield f"“{excel.FIGURES}”表里的指标和算出的不同；请重新生成"
    for line in wanted:
        if line.id in rows:
            yield from _of_figure(line, rows[line.id])
            yield from _of_records(line, counted.get(line.name, []))


def _of_figure(line: Line, row: Row) -> Iterator[str]:
    value, shown = row["数值"], row["显示为"]
    if not isinstance(value, float):
        yield f"指标“{line.name}”的数值在 Excel 里是“{value}”，不是数；请重新生成"
    elif not _is_same(value, line.value):
        yield f"指标“{line.name}”的数值在 Excel 里是 {value:g}，算出的是 {line.value:g}；请重新生成"
    if shown != line.shown:
        yield f"指标“{line.name}”在 Excel 里显示为“{shown}”，应当是“{line.shown}”；请重新生成"


def _of_records(line: Line, rows: Sequence[Row]) -> Iterator[str]:
    inside = [row for row in rows if not str(row["期间"] or "").startswith((OUTSIDE, UNDATED))]
    if [row["编号"] for row in inside] != [name for name, _ in line.counted]:
        yield (
            f"指标“{line.name}”在“{excel.COUNTED}”表里有 {len(inside)} 行，"
            f"数的是 {len(line.counted)} 条；请重新生成"
        )
        return
    for row, (name, share) in zip(inside, line.counted, strict=True):
        got = row["计入"]
        if share is not None and not (isinstance(got, float) and _is_same(got, share)):
            yield f"指标“{line.name}”的 {name} 在 Excel 里计入“{got}”，应当是 {share:g}；请重新生成"


def _is_same(one: float, other: float) -> bool:
    return f"{one:.{_DIGITS}g}" == f"{other:.{_DIGITS}g}"


class _Sheets:
    """The sheets of a workbook, by their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        shared = self._root("xl/sharedStrings.xml")
        self._texts = [_unescaped("".join(each.itertext())) for each in shared]
        names = self._root("xl/workbook.xml").iter(f"{_MAIN}sheet")
        self._files = {
            sheet.get("name"): f"xl/worksheets/sheet{number}.xml"
            for number, sheet in enumerate(names, 1)
        }

    def _root(self, name: str) -> Any:
        return etree.fromstring(self._archive.read(name))

    def rows(self, sheet: str) -> list[Row]:
        """Return the rows below the head of a sheet, each by its heads."""
        lines = [
            {self._column(cell): self._value(cell) for cell in row}
            for row in self._root(self._files[sheet]).iter(f"{_MAIN}row")
        ]
        heads = {column: str(head) for column, head in lines[0].items()}
        return [{head: line.get(at) for at, head in heads.items()} for line in lines[1:]]

    def _column(self, cell: Any) -> str:
        found = _COLUMN.match(cell.get("r"))
        return found[0] if found else ""

    def _value(self, cell: Any) -> Cell:
        value = cell.findtext(f"{_MAIN}v")
        if value is None:
            return None
        if cell.get("t") == "s":
            return self._texts[int(value)]
        return float(value) if cell.get("t", "n") == "n" else value


def _unescaped(text: str) -> str:
    """Return a text whose escapes (22.9.2.19) stand for their characters again."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
