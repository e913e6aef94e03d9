"""A file of texts between commas (.csv) -> its one sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ledger.issues import Mistake
from ledger.reading.grid import Bounds, Cell, Grid

#: the marks of UTF-16, in which Excel saves "Unicode text"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKS = ",\t;"
#: characters: the longest cell, as in Excel
_LONGEST = 32_767


def read(content: bytes, name: str) -> Grid:
    """Return the sheet; raises ``Mistake`` for what is no text, and for more than the bounds."""
    text = _decoded(content)
    bounds = Bounds()
    cells: dict[tuple[int, int], Cell] = {}
    blank: set[tuple[int, int]] = set()
    for number, row in enumerate(_rows(text), 1):
        filled = {at: each for at, each in enumerate(row, 1) if each.strip()}
        blank |= {(number, at) for at, each in enumerate(row, 1) if each and not each.strip()}
        if filled:
            bounds.row(len(filled))
        cells |= {(number, at): Cell(_value(each), plain=True) for at, each in filled.items()}
    return Grid(name, cells, blank=frozenset(blank))


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return _as(content, "utf-16")
    if b"\0" in content:
        raise Mistake("不是文字的文件；请用表格软件另存为 .xlsx")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as(content, "gb18030")


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"第 {line} 行的文字读不出来：不是 UTF-8，也不是 GB18030；请另存为 .xlsx"
        raise Mistake(message) from None


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the rows; the mark between cells is the one that most of the first lines hold."""
    first = text[:20_000].splitlines()[:30]
    mark = max(_MARKS, key=lambda sign: sum(line.count(sign) for line in first))
    csv.field_size_limit(_LONGEST)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    except csv.Error:
        message = "的引号没有成对，或者一格太长，看不出哪里是一格；请用表格软件另存为 .xlsx"
        raise Mistake(message) from None


def _value(text: str) -> str:
    """Return a cell's text; ``="007"`` is how some programs keep a text from becoming a number."""
    plain = text.strip()
    is_kept = plain.startswith('="') and plain.endswith('"') and '"' not in plain[2:-1]
    return plain[2:-1] if is_kept and len(plain) > 3 else text
