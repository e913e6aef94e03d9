"""The text of a Word file is the text of the report's page, line by line.

What Word writes otherwise, and is put back here: 发文字号 and 签发人 share a line, with a tab between
them; the cells of a table are paragraphs; empty paragraphs anchor 版记; the footer holds page numbers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import docx

from ledger.documents.elements import Element

_SHOWN = 30


def faults(content: bytes, elements: Sequence[Element]) -> Iterator[str]:
    """Yield where a Word file has another text than the elements of the document."""
    wanted = list(_wanted(elements))
    got = list(_lines(docx.Document(io.BytesIO(content))))
    if got == wanted:
        return
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            there, here = "／".join(wanted[start:end]), "／".join(got[first:last])
            yield _told(there, here)


def _wanted(elements: Sequence[Element]) -> Iterator[str]:
    number: str | None = None
    for element in elements:
        if element.kind == "signatory":
            yield f"{number or ''}\t{element.text}"
        elif number is not None:
            yield number
        number = element.text if element.kind == "number" else None
        if element.rows:
            yield from (line for row in element.rows for cell in row for line in cell.split("\n"))
        elif element.kind not in ("number", "signatory") and element.text:
            yield from element.text.split("\n")
    if number is not None:
        yield number


def _lines(file: Any) -> Iterator[str]:
    for block in file.iter_inner_content():
        if hasattr(block, "rows"):
            cells = {id(cell._tc): cell for row in block.rows for cell in row.cells}
            for cell in cells.values():
                yield from cell.text.split("\n")
        elif block.text:
            yield from block.text.split("\n")


def _told(wanted: str, got: str) -> str:
    same = next((at for at, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), 0)
    start = max(0, same - 6)
    there, here = wanted[start : start + _SHOWN], got[start : start + _SHOWN]
    if not got:
        return f"Word 里没有“{there}”；请重新生成"
    if not wanted:
        return f"Word 里多出“{here}”；请重新生成"
    return f"Word 里是“{here}”，网页上是“{there}”；请重新生成"
