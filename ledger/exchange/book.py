"""The records of a ledger -> a workbook in which a clerk edits them.

A sheet holds the records, and one each the groups in their lists. Heads say in notes what is
written, cells offer the words that may stand in them, and hold their type before anybody types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from ledger.documents import workbook
from ledger.documents.properties import Properties
from ledger.documents.workbook import Formats, Look, Sheet, Value
from ledger.exchange import base, cells
from ledger.exchange.columns import MARK, OWNER, Column, Form, Table, Tables
from ledger.exchange.entries import Entry, heads, is_known_by_file, rows_of
from ledger.language.grid import width
from ledger.records import editions
from ledger.records.dataset import Dataset, names_of
from ledger.records.fields import Ref, mark_of
from ledger.records.values import written_as

#: of a sheet, a row and a column, both from 0, what is wrong with the cell
Wrong = Mapping[tuple[str, int, int], str]
#: the widest column, the columns that stay in view, and what can be read on A4 across, in digits
_WIDEST, _IN_VIEW, _ON_A4 = 26, 60, 210
#: sizes of paper, as Excel numbers them
_A3, _A4 = 8, 9
_MOST_ROWS = workbook.MOST_ROWS
#: what Excel makes of what is typed
_FORMATS = {Form.NUMBER: "General", Form.DAY: "yyyy-mm-dd"}
_WRONG = {"bg_color": "#FBD5D5"}
_MARKED = {"font_color": "#8A8A8A"}
#: how long a note may be
_NOTE = 2_000
_HOW = {
    Form.ITEMS: "一行一个，换行按 Alt+Enter",
    Form.WRITTEN: "照台账文件里的写法，写在一行里",
    Form.DAY: "写成 2021-03-05 的样子",
    Form.MONTH: "写成 2021-03 的样子",
}
_OF_NUMBER = "新的一条可以不填，导入时给一个没有用过的"
_OF_MARK = "认得出这一行是哪一条，不要改。新添的一条空着；它有分项的，随便写一个不重复的词"
_OF_NAMING = "是“{}”里哪一条的；同一条的几项照先后写"


class Asked(NamedTuple):
    """A workbook to write: whence it is, with which records."""

    tables: Tables
    origin: base.Origin
    entries: Sequence[Entry]


def made(asked: Asked, dataset: Dataset, wrong: Wrong, properties: Properties) -> bytes:
    """Return the workbook; drop-downs offer what the ``dataset`` of the edition holds.

    Raises ``Mistake`` for more records than a sheet of Excel has rows.
    """
    return _Book(asked, dataset, wrong, properties).content()


@dataclass(frozen=True)
class _Sheet:
    """A sheet: its table, the heads, and the columns of these; None for those that name a record."""

    table: Table
    columns: tuple[Column | None, ...]
    heads: tuple[str, ...]
    rows: list[list[Value]]


class _Book:
    def __init__(
        self, asked: Asked, dataset: Dataset, wrong: Wrong, properties: Properties
    ) -> None:
        self.asked, self.dataset, self.wrong = asked, dataset, wrong
        self.book = workbook.begun(properties)
        self.formats = Formats(self.book)
        #: by the words of a drop-down, where they stand
        self.lists: dict[tuple[str, ...], str] = {}

    def content(self) -> bytes:
        sheets = [*self._sheets()]
        pages = [self.book.add_worksheet(sheet.table.name) for sheet in sheets]
        self.listed = self.book.add_worksheet(base.LISTS)
        for page, sheet in zip(pages, sheets, strict=True):
            self._put(page, sheet)
        self._keep(self.book.add_worksheet(base.SHEET))
        self.listed.hide()
        return workbook.packed(self.book)

    def _sheets(self) -> Iterator[_Sheet]:
        tables = self.asked.tables
        own = tables.records
        rows = [[*self._row(own, each.typed), each.name] for each in self.asked.entries]
        yield _Sheet(own, (*own.columns, None), (*heads(own), MARK), rows)
        for table in tables.groups:
            listed = [
                [each.name, *self._row(table, row)]
                for each in self.asked.entries
                for row in rows_of(table, each.typed)
            ]
            yield _Sheet(table, (None, *table.columns), (OWNER, *heads(table)), listed)

    def _row(self, table: Table, typed: Any) -> Iterator[Value]:
        return (cells.shown(each.form, cells.at(each.way, typed)) for each in table.columns)

    def _put(self, page: Any, sheet: _Sheet) -> None:
        styles = [self._style(column) for column in sheet.columns]
        table = workbook.fitted(Sheet(sheet.table.name, sheet.heads, sheet.rows))
        widths = workbook.put(page, table, self.formats, "", Look(styles, _WIDEST))
        for number, column in enumerate(sheet.columns):
            self._help(page, sheet, number, column)
        for (name, row, number), said in self.wrong.items():
            if name == sheet.table.name:
                self._mark(page, sheet, row, number, said)
        tables = self.asked.tables
        is_told = tables.groups or is_known_by_file(tables.ledger)
        if not sheet.table.key and (tables.numbered or not is_told):
            last = len(sheet.columns) - 1
            page.set_column(last, last, None, self.formats.of(border=0), {"hidden": True})
        page.freeze_panes(1, self._kept(sheet, widths))
        page.fit_to_pages(1, 0)
        page.set_paper(_A3 if sum(widths) > _ON_A4 else _A4)
        page.set_header(f"&C&14 {_plain(self._title(sheet))}&R{_plain(self._remark())}")

    def _style(self, column: Column | None) -> Mapping[str, Any]:
        """Return how the cells of a column look, and what Excel makes of what is typed in them."""
        if column is None:
            return {"num_format": "@", **_MARKED}
        return {"num_format": _FORMATS.get(column.form, "@")}

    def _kept(self, sheet: _Sheet, widths: Sequence[int]) -> int:
        """Return how many columns stay in view: to what the record is about, where there is room."""
        kind = self.asked.tables.ledger.record
        key = kind.key_of(kind.headline) if kind.headline else ""
        number = sheet.heads.index(key) + 1 if key in sheet.heads and not sheet.table.key else 1
        return number if sum(widths[:number]) <= _IN_VIEW else 1

    def _title(self, sheet: _Sheet) -> str:
        of_year = f"（{self.asked.origin.year}年）" if self.asked.tables.ledger.of_a_year else ""
        return f"{sheet.table.name}{of_year}"

    def _remark(self) -> str:
        return editions.label(self.asked.origin.edition)

    def _help(self, page: Any, sheet: _Sheet, number: int, column: Column | None) -> None:
        """Say on a head what its column holds; let its cells offer words, or take one type only."""
        note = self._note(column) if column else self._of_name(sheet)
        _comment(page, 0, number, note)
        if column and (rule := self._rule(column)):
            page.data_validation(1, number, _MOST_ROWS - 1, number, rule)

    def _of_name(self, sheet: _Sheet) -> str:
        return _OF_NAMING.format(self.asked.tables.records.name) if sheet.table.key else _OF_MARK

    def _note(self, column: Column) -> str:
        said = written_as(column.kind, column.field, self.dataset)
        needed = "必须填写" if column.required else ""
        needed = _OF_NUMBER if column.head == self.asked.tables.number else needed
        return "。\n".join(filter(None, (needed, _HOW.get(column.form, ""), said)))

    def _rule(self, column: Column) -> dict[str, Any] | None:
        words = self._words(column)
        if words:
            said = f"没有这个词；可以选的在下拉的单子里，写法见“{column.head}”的批注"
            is_one = column.form is not Form.ITEMS
            named = bool(mark_of(column.kind, column.field, Ref))
            return {
                "validate": "list", "source": self._listed(words), "error_message": said,
                "error_type": "warning" if named else "stop", "show_error": is_one,
            }  # fmt: skip
        if column.form is Form.DAY:
            return {
                "validate": "date", "criteria": ">=", "value": workbook.FIRST_DAY,
                "error_message": "这里写日期，如 2021-03-05",
            }  # fmt: skip
        if column.form is Form.NUMBER:
            return {
                "validate": "decimal", "criteria": ">=", "value": 0,
                "error_message": "这里只写数，不写单位",
            }  # fmt: skip
        return None

    def _words(self, column: Column) -> tuple[str, ...]:
        """Return the words that a cell offers."""
        if column.form is Form.YES:
            return ("是", "否")
        if column.form is Form.WRITTEN:
            return ()
        if ref := mark_of(column.kind, column.field, Ref):
            records = self.dataset.records.get(ref.ledger, [])
            return tuple(dict.fromkeys(names_of(each)[0] for each in records if names_of(each)))
        return tuple(self.dataset.choices(column.kind, column.field))

    def _listed(self, words: tuple[str, ...]) -> str:
        """Return where the words of a drop-down stand: in a column of the sheet of lists."""
        if words not in self.lists:
            number = len(self.lists)
            for row, word in enumerate(words):
                workbook.write(self.listed, row, number, word, self.formats, num_format="@")
            name = xl_col_to_name(number, col_abs=True)
            self.lists[words] = f"='{base.LISTS}'!{name}$1:{name}${len(words)}"
        return self.lists[words]

    def _mark(self, page: Any, sheet: _Sheet, row: int, column: int, said: str) -> None:
        style = {**self._style(sheet.columns[column]), **_WRONG}
        value = sheet.rows[row][column]
        workbook.write(page, row + 1, column, value, self.formats, **style)
        _comment(page, row + 1, column, said)

    def _keep(self, page: Any) -> None:
        """Write the base of a merge."""
        kept = base.rows(*self.asked)
        for number, row in enumerate(kept):
            for column, text in enumerate(row):
                if text and page.write_string(number, column, text):
                    raise ValueError(f"the base does not hold a text of {len(text)} characters")
        page.very_hidden()


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def _comment(page: Any, row: int, column: int, said: str) -> None:
    """Write a note that is as high as its lines."""
    lines = sum(1 + int(2 * width(line)) // 34 for line in said[:_NOTE].split("\n"))
    size = {"width": 260, "height": 22 + 18 * lines, "font_name": "宋体", "font_size": 10}
    page.write_comment(row, column, said[:_NOTE], {"author": "", **size})
