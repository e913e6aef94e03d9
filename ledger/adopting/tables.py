"""The tables of an old report -> tables of Markdown, one line a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ledger.adopting.lines import Line
from ledger.adopting.mending import mended

#: what stands between the paragraphs of one cell
_BETWEEN = "；"


def written(lines: Sequence[Line]) -> tuple[str, list[str]]:
    """Return a table in Markdown, and what was done to it; nothing where it holds no cell."""
    told = [each for line in lines for each in line.told]
    rows = [*_rows_of_markdown(lines)] if lines[0].row else _rows_of_cells(lines, told)
    if not rows:
        return "", []
    width = max(map(len, rows))
    cells = [[_cell(cell, told) for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    ruled = [cells[0], ["---"] * width, *cells[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in ruled), [*dict.fromkeys(told)]


def is_ruled(lines: Sequence[Line]) -> bool:
    """Whether lines that begin with a bar are a table: one of them is its rule."""
    return any("-" in line.raw and not set(line.raw) - set("|:- \t\r\n") for line in lines)


def _cell(text: str, told: list[str]) -> str:
    right, said = mended(text)
    told += said
    return right.replace("|", "\\|")


def _rows_of_markdown(lines: Sequence[Line]) -> Iterator[list[str]]:
    for line in lines:
        cells = [cell.strip() for cell in line.raw.strip().strip("|").split("|")]
        if not all(set(cell) <= set(":- ") for cell in cells) or not any(cells):
            yield cells


def _rows_of_cells(lines: Sequence[Line], told: list[str]) -> list[list[str]]:
    """Return the rows of a table of Word's; what a merged cell says stands in its first."""
    rows: list[list[str]] = []
    for (row, column), group in groupby(lines, key=_place):
        paragraphs = [*group]
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column - len(rows[row]))
        rows[row].append(_together([line for line in paragraphs if line.text], row, told))
        told += _of_merged(paragraphs[0])
    return rows


def _place(line: Line) -> tuple[int, int]:
    return (line.form.cell.row, line.form.cell.column) if line.form.cell else (0, 0)


def _together(lines: Sequence[Line], row: int, told: list[str]) -> str:
    """Return the paragraphs of a cell as one; those of the first row are a name broken in lines."""
    nested = any(line.form.cell and line.form.cell.inner for line in lines)
    if nested:
        told.append("格里的表格拆开了，各格的字接在一起；请核对")
    elif len(lines) > 1:
        told.append("一格里的几段接成了一段")
    between = "" if row == 0 and not nested else _BETWEEN
    return between.join(line.text for line in lines)


def _of_merged(line: Line) -> list[str]:
    cell = line.form.cell
    merged = cell is not None and (cell.width > 1 or cell.below)
    return ["合并的格拆开了，字只写在第一格；请补上其余的格"] if merged else []
