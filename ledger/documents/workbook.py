"""Tables of values -> an Excel workbook whose cells hold the typed values, and no formula."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from ledger.documents.packing import repacked
from ledger.documents.properties import Properties
from ledger.issues import Mistake
from ledger.language.grid import width
from ledger.language.numerals import exact
from ledger.language.signs import NOT_XML


@dataclass(frozen=True)
class Link:
    """A text that links to a row of a sheet; row 0 is the first below the heads."""

    text: str
    sheet: str
    row: int = 0


Value = str | int | Decimal | Fraction | date | Link | None


@dataclass(frozen=True)
class Sheet:
    """A table under its heads; ``about`` is a sentence on its content."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    about: str = ""


#: Excel's limits of a cell and a sheet (UTF-16 units, line feeds, rows, links)
MOST_UNITS, MOST_BREAKS, MOST_ROWS, MOST_LINKS = 32_767, 253, 1_048_576, 65_530
#: in digits: least and greatest width of a column, width of A4 across, and the same at three fifths
_NARROWEST, _WIDEST, _ACROSS, _PAGE = 6, 42, 120, 210
#: the height of a line and the greatest height of a row, in points
_LINE, _HIGHEST = 16.5, 409
#: Excel counts 1900 as a leap year
FIRST_DAY = date(1900, 3, 1)
_A4 = 9
_FONT = {"font_name": "宋体", "font_size": 11}
#: texts that Excel would convert if somebody edited the cell
_READ_OTHERWISE = re.compile(r"[=+\-@'\s]|[\d.,:/%年月日时分eE-]+$")
#: ECMA-376, 22.9.2.19: characters that XML cannot hold, and text that looks like their escape
_UNWRITABLE = re.compile(
    rf"_(?=x[0-9A-Fa-f]{{4}}_)|[{NOT_XML}]"
)  # fmt: skip


def workbook(sheets: Sequence[Sheet], properties: Properties, remark: str = "") -> bytes:
    """Return the workbook; the same input gives the same bytes.

    ``remark`` is the header of every printed page. Raises ``Mistake`` for a table that is longer
    than a sheet of Excel.
    """
    book = begun(properties)
    formats = Formats(book)
    for sheet in sheets:
        put(book.add_worksheet(sheet.name), fitted(sheet), formats, remark)
    return packed(book)


def begun(properties: Properties) -> Workbook:
    """Return a workbook in memory without a sheet; ``packed`` ends it."""
    # the library changes the dictionary that it is given
    own = {"in_memory": True, "default_format_properties": {**_FONT}}
    book = Workbook(io.BytesIO(), own)
    day = properties.date
    book.set_properties(
        {
            "title": properties.title,
            "subject": properties.subject,
            "author": properties.author,
            "created": datetime(day.year, day.month, day.day),
        }
    )
    return book


def fitted(sheet: Sheet) -> Sheet:
    """Split each text that is too long for one cell over further columns."""
    if len(sheet.rows) >= MOST_ROWS:
        raise Mistake(f"“{sheet.name}”有 {len(sheet.rows)} 行，Excel 的一张表放不下")
    columns = list(zip(*sheet.rows, strict=True)) or [()] * len(sheet.heads)
    heads: list[str] = []
    whole: list[Iterable[Value]] = []
    for head, column in zip(sheet.heads, columns, strict=True):
        split = [pieces(value) if isinstance(value, str) else [value] for value in column]
        for number in range(max(map(len, split), default=1)):
            heads.append(f"{head}（续{number}）" if number else head)
            whole.append([each[number] if number < len(each) else None for each in split])
    return Sheet(sheet.name, heads, list(zip(*whole, strict=True)), sheet.about)


def pieces(text: str) -> list[str]:
    """Cut a text into pieces, each of which fits a cell."""
    if len(text) <= MOST_UNITS // 2 and text.count("\n") <= MOST_BREAKS:
        return [text]
    found, start, units, breaks = [], 0, 0, 0
    for at, sign in enumerate(text):
        units, breaks = units + 1 + (sign > "\uffff"), breaks + (sign == "\n")
        if units > MOST_UNITS or breaks > MOST_BREAKS:
            found.append(text[start:at])
            start, units, breaks = at, 1 + (sign > "\uffff"), int(sign == "\n")
    return [*found, text[start:]]


class Formats:
    """The workbook's cell formats, each created once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        common = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True}
        self._cell = _FONT | common | {"valign": "top"}
        self.head = book.add_format(
            self._cell | {"bold": True, "bg_color": "#E7ECF3", "align": "center", "valign": "vcenter"}
        )  # fmt: skip

    def of(self, **own: Any) -> Any:
        """Return the format of a cell with properties of its own."""
        key = tuple(own.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(self._cell | own)
        return self._made[key]


@dataclass(frozen=True)
class Look:
    """How the columns of a sheet look.

    ``styles`` are properties of the cells of each column, also of those that are empty yet; no
    column but one is wider than ``widest``, in digits.
    """

    styles: Sequence[Mapping[str, Any]] = ()
    widest: int = _WIDEST


_USUAL = Look()


def put(page: Any, sheet: Sheet, formats: Formats, remark: str, look: Look = _USUAL) -> list[int]:
    """Write a table to a page, and how it is printed; return the widths of the columns, in digits."""
    styles = look.styles or [{}] * len(sheet.heads)
    widths = _widths(sheet, look.widest)
    page.set_row(0, _LINE + 4)
    for column, (head, wide) in enumerate(zip(sheet.heads, widths, strict=True)):
        style = formats.of(border=0, **styles[column]) if look.styles else None
        page.set_column(column, column, wide, style)
        _done(page.write_string(0, column, head, formats.head))
    links = sum(isinstance(value, Link) for row in sheet.rows for value in row)
    for number, row in enumerate(sheet.rows, 1):
        lines = max(map(_lines, row, widths), default=1)
        page.set_row(number, min(lines * _LINE, _HIGHEST))
        for column, value in enumerate(row):
            plain = isinstance(value, Link) and links > MOST_LINKS
            shown = value.text if plain and isinstance(value, Link) else value
            write(page, number, column, shown, formats, **styles[column])
    last = len(sheet.rows), len(sheet.heads) - 1
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, *last)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last[0] + 1}"})
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    page.repeat_rows(0)
    page.repeat_columns(0)
    page.fit_to_pages(ceil(sum(widths) / _PAGE), 0)
    page.print_across()
    page.set_header(f"&L&A&R{remark.replace('&', '&&')}")
    page.set_footer("&C第 &P 页，共 &N 页")
    return widths


def write(page: Any, row: int, column: int, value: Value, formats: Formats, **style: Any) -> None:
    """Write a cell, never as a formula; ``style`` are properties of its format.

    Raises ``ValueError`` for a value that no cell holds whole.
    """
    match value:
        case None | "":
            done = page.write_blank(row, column, None, formats.of(**style))
        case Link():
            place = f"internal:'{value.sheet}'!A{value.row + 2}"
            shown = formats.of(font_color="#1F4E9E", underline=1)
            done = page.write_url(row, column, place, shown, value.text)
        case date() if value >= FIRST_DAY:
            shown = formats.of(**style | {"num_format": "yyyy-mm-dd", "align": "left"})
            done = page.write_datetime(row, column, value, shown)
        case int() | Decimal() | Fraction():
            places = _places(value)
            shown = formats.of(**style | {"num_format": "0." + "0" * places if places else "0"})
            done = page.write_number(row, column, float(value), shown)
        case _:
            text = str(value)
            own = {"quote_prefix": True} if _READ_OTHERWISE.match(text) else {}
            done = page.write_string(row, column, text, formats.of(**style, **own))
    _done(done)


def _done(code: int) -> None:
    """Raise ``ValueError`` where the library's return code means an incomplete cell."""
    if code:
        raise ValueError(f"a cell was not written as it is ({code})")


def _places(value: int | Decimal | Fraction) -> int:
    """Return the number of decimals: as typed, or for a fraction as on the evidence page."""
    if isinstance(value, Decimal):
        return max(0, -int(value.as_tuple().exponent))
    return len(exact(Fraction(value)).partition(".")[2])


def _widths(sheet: Sheet, widest: int) -> list[int]:
    """Return the columns' widths in digits, within bounds; the widest takes the page's rest."""
    needed = [
        max(2 * width(head) + 3, *(_extent(row[column]) for row in sheet.rows), _NARROWEST)
        for column, head in enumerate(sheet.heads)
    ]  # a head needs room for the filter's arrow
    widths = [ceil(min(each, widest)) for each in needed]
    spare = max(0, _ACROSS - sum(widths))
    largest = needed.index(max(needed))
    widths[largest] = ceil(min(needed[largest], widths[largest] + spare))
    return widths


def _extent(value: Value) -> float:
    """Return a value's width on one line, in digits."""
    return max(2 * width(line) + 1 for line in _shown(value).split("\n"))


def _lines(value: Value, column: int) -> int:
    """Return the number of lines of a value; each of several may end one sign before the edge."""
    extents = (2 * width(line) + 1 for line in _shown(value).split("\n"))
    return sum(1 if each <= column else ceil(each / (column - 3)) for each in extents)


def _shown(value: Value) -> str:
    match value:
        case None:
            return ""
        case Link():
            return value.text
        case Fraction():
            return exact(value)
        case _:
            return str(value)


def packed(book: Workbook) -> bytes:
    """Return a workbook that was begun: the same bytes on every system, with every text unchanged.

    The library mistakes a text between <r> and </r> for its own markup, and escapes only the first
    of two adjacent escapes.
    """
    book.close()
    shared = _shared(book.str_table.string_array).encode()
    return repacked(book.filename, {"xl/sharedStrings.xml": shared})


def _shared(texts: Sequence[str]) -> str:
    entries = "".join(f'<si><t xml:space="preserve">{_escaped(each)}</t></si>' for each in texts)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        f' uniqueCount="{len(texts)}">{entries}</sst>'
    )


def _escaped(text: str) -> str:
    written = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return html.escape(written, quote=False)
