"""A workbook that somebody edited -> its base and its rows; nothing in it is followed or computed.

The package is looked through before a reader of workbooks sees it: its parts have bounds, and no
part declares entities. A reader that streams keeps the memory bounded, however long a sheet says
that it is.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook

from ledger.exchange import base
from ledger.exchange.base import Base
from ledger.exchange.columns import MARK, OWNER
from ledger.issues import Mistake
from ledger.machine import files, packages

#: in bytes: the largest workbook, and the largest part of one
_LARGEST, _PART = 30_000_000, 100_000_000
#: the most tags of a part, and of one with rows or the texts of cells
_MARKS, _MARKS_OF_CELLS = 500_000, 20_000_000
_OF_CELLS = re.compile(r"xl/(?:worksheets/|sharedStrings)")
#: the most cells that are read of a workbook, and the columns of a sheet beside those exported
_MOST, _BESIDE = 5_000_000, 30
#: so many of the merged cells are named
_NAMED = 5
#: the most columns of the base
_WIDEST = 200
_ENDING = ".xlsx"
#: what stands in a workbook that was exported and in no other
_OURS = tuple(each.encode() for each in (base.SHEET, base.LISTS, MARK, OWNER))
#: cells that were merged, as a sheet's part lists them
_MERGED = re.compile(
    rb"""mergeCell\s[^<>]{0,200}?ref=["']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"""
)
_AGAIN = "请用 python -m ledger export 导出的工作簿，在里面改"


class Formula:
    """Stands for the content of a cell that is computed."""


class Failed:
    """Stands for the content of a cell that shows an error, as ``#REF!``."""


#: by the type of a cell what stands for a content that is not read
_UNREAD = {"f": Formula, "e": Failed}


class Line(NamedTuple):
    """A row that holds something: its number from 1, and its values."""

    number: int
    values: tuple[Any, ...]


class Opened(NamedTuple):
    """A workbook: what it was exported with, and the rows of each sheet, the heads first.

    ``others`` are the names of sheets that were not exported.
    """

    base: Base
    sheets: dict[str, list[Line]]
    others: tuple[str, ...]


def opened(file: Path) -> Opened:
    """Read a workbook; raises ``Mistake``, which does not name it, for what is not to be trusted.

    Raises ``OSError`` as well.
    """
    if file.suffix.lower() != _ENDING:
        raise Mistake(f"的后缀不是 {_ENDING}；请在表格软件里另存为 {_ENDING}")
    content = files.read(file, _LARGEST + 1)
    if len(content) > _LARGEST:
        raise Mistake(f"太大，最多 {_LARGEST // 10**6} MB；请分开导出")
    merged: dict[str, list[str]] = {}
    try:
        for part in packages.parts(content, _PART):
            if part.content.count(b"<") > _most_marks(part.name):
                raise packages.TooLarge
            if b"<!DOCTYPE" in part.content or b"<!ENTITY" in part.content:
                raise packages.Unreadable
            merged[part.name] = [each.decode() for each in _MERGED.findall(part.content)]
    except packages.Unreadable as unreadable:
        raise Mistake(f"{unreadable}；{unreadable.advice}") from None
    try:
        return _read(content, merged)
    except Mistake:
        raise
    except Exception:  # the reader raises whatever the content makes it
        raise Mistake(f"读不了，不像表格软件存的；{_AGAIN}") from None


def is_ours(file: Path) -> bool:
    """Whether a workbook was exported: whole, or what is left of one; raises ``OSError``.

    Of a package that cannot be looked into nobody knows.
    """
    content = files.read(file, _LARGEST + 1)
    if file.suffix.lower() != _ENDING or not content.startswith(packages.BEGINS):
        return False
    try:
        parts = (part.content for part in packages.parts(content, _PART))
        return any(sign in part for part in parts for sign in _OURS)
    except packages.Unreadable:
        return False


def _most_marks(name: str) -> int:
    """Return how many signs “<” a part may hold: of the rows and the texts more than of the others.

    The reader makes an object of each style, of which Excel itself takes 65,490.
    """
    return _MARKS_OF_CELLS if _OF_CELLS.match(name) else _MARKS


def _read(content: bytes, merged: Mapping[str, list[str]]) -> Opened:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later save would lose: nothing is saved
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    if base.SHEET not in book.sheetnames:
        raise Mistake(f"里没有导出时留下的原值，看不出改了什么；{_AGAIN}")
    try:
        kept = base.read(line.values for line in _lines(book[base.SHEET], _WIDEST))
        widest = max(map(len, kept.heads.values())) + _BESIDE
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration, RecursionError):
        raise Mistake(f"里导出时留下的原值被改动过，看不出改了什么；{_AGAIN}") from None
    left = _MOST
    sheets: dict[str, list[Line]] = {}
    for name in (name for name in kept.heads if name in book.sheetnames):
        if areas := merged.get(book[name]._worksheet_path.lstrip("/")):
            said = "合并了，看不出各格填的是什么；请取消合并，各格填上"
            raise Mistake(f"“{name}”的 {'、'.join(areas[:_NAMED])} {said}")
        sheets[name] = []
        for line in _lines(book[name], widest):
            left -= len(line.values)
            if left < 0:
                raise Mistake(f"里的内容太多，最多 {_MOST // 10**4} 万格；请分开导出")
            sheets[name].append(line)
    known = {*kept.heads, base.SHEET, base.LISTS}
    return Opened(kept, sheets, tuple(name for name in book.sheetnames if name not in known))


def _lines(sheet: Any, widest: int) -> Iterator[Line]:
    """Yield the rows of a sheet that hold something, without the empty cells at their ends.

    No more than the ``widest`` of columns are looked at.
    """
    sheet.reset_dimensions()  # what a file states of them may be wrong
    before = None
    for number, row in enumerate(sheet.iter_rows(max_col=widest), 1):
        if row is before:  # the reader fills gaps, be they of a million rows, with one empty row
            continue
        before = row
        values = [_UNREAD.get(cell.data_type, cell.value) for cell in row]
        while values and values[-1] in (None, ""):
            values.pop()
        if values:
            yield Line(number, tuple(values))
