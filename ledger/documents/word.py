"""The document as a Word file (GB/T 9704-2012, clauses 5 to 7).

The styles of ``template/`` define how elements look; this module assigns elements to styles. It
measures only what depends on a text's length. Lines have an exact height and characters a fixed
distance, so that the grid also holds in programs without grids.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from ledger.documents.elements import NAMES, Element, Run
from ledger.documents.extent import (
    CELL,
    LEFT,
    ROW,
    TOGETHER,
    WIDTH,
    broken,
    columns,
    extent,
    heights,
)
from ledger.documents.packing import repacked
from ledger.documents.properties import Properties
from ledger.issues import Mistake
from ledger.language.grid import (
    CHARACTERS,
    LINES,
    SIZE_4,
    mark_size,
    width,
)

TEMPLATE = Path(__file__).parent / "template"
#: element -> its style; Word itself shows Normal as 正文 and Title as 标题
STYLES = NAMES | {"text": "Normal", "title": "Title"}

#: the top of the line of 发文字号: row 8, lowered by the difference between row and line height
_NUMBER_TOP = 7 * ROW + 208
#: the cell of 印发日期: thirteen characters of 14 pt
_PRINTED = 13 * SIZE_4 * 20
#: the footer without a number, in the template's relations
_NO_NUMBER = "rId6"

#: the longest property of a document
_PROPERTY = 255

_IMPRINT = {"copies", "printer", "printed"}
_LABEL = re.compile(r"\A(附件：)?(\d+\. ?)?")


def document(elements: Sequence[Element], properties: Properties) -> bytes:
    """Return the Word file; the same elements and properties give the same bytes."""
    made = docx.Document(io.BytesIO(template()))
    _describe(made, properties)
    imprint = [element for element in elements if element.kind in _IMPRINT]
    body = [element for element in elements if element.kind not in _IMPRINT]
    for number, element in enumerate(body):
        _put(made, body, number, element)
    if imprint:
        _put_imprint(made, imprint, *extent(body))
    return _packed(made)


def template() -> bytes:
    """Return the Word file of no text, which has the styles and the footers.

    Raises ``Mistake`` where the clock shows a time that no zip file knows.
    """
    stream = io.BytesIO()
    with _in_zip_time(), zipfile.ZipFile(stream, "w") as archive:
        for file in sorted(TEMPLATE.rglob("*")):
            if file.is_file():
                # _rels/.rels begins with a dot, and many programs skip such files as hidden
                name = file.relative_to(TEMPLATE).as_posix().replace("/package.rels", "/.rels")
                archive.writestr(name, file.read_bytes())
    return stream.getvalue()


@contextmanager
def _in_zip_time() -> Iterator[None]:
    try:
        yield
    except ValueError:  # of ``zipfile``, which stamps each part
        message = "这台机器的时钟早于1980年，写不了 Word；请先把时钟拨准"
        raise Mistake(message) from None


def _describe(made: Document, properties: Properties) -> None:
    core, day = made.core_properties, properties.date
    core.title, core.subject = properties.title[:_PROPERTY], properties.subject[:_PROPERTY]
    core.author = core.last_modified_by = properties.author[:_PROPERTY]
    core.created = core.modified = datetime(day.year, day.month, day.day)


def _packed(made: Document) -> bytes:
    """Repack the parts, because the library stamps each with the time."""
    stream = io.BytesIO()
    made.save(stream)
    return repacked(stream)


def _put(made: Document, body: Sequence[Element], number: int, element: Element) -> None:
    """Add an element in its style; its neighbours decide its indents and page breaks."""
    if element.kind == "table":
        _put_table(made, element)
        return
    if element.kind == "signatory":
        _put_signatory(made, element)
        return
    paragraph = _paragraph(made, element)
    following = body[number + 1].kind if number + 1 < len(body) else ""
    if (element.kind, following) in TOGETHER:
        paragraph.paragraph_format.keep_with_next = True
    if element.kind == "mark":
        _place_mark(paragraph, element.text, rows_above=number)
    elif element.kind in ("signature", "date"):
        _indent(paragraph, _closing_indent(body), 0)
    elif element.kind == "enclosures":
        _hang(paragraph, element.text)


def _paragraph(made: Document, element: Element) -> Paragraph:
    paragraph = made.add_paragraph(style=STYLES[element.kind])
    for number, line in enumerate(element.lines):
        if number:
            paragraph.add_run().add_break()
        for run in line:
            paragraph.add_run(run.text, style="Strong" if run.strong else None)
    return paragraph


def _put_signatory(made: Document, element: Element) -> None:
    """Put 签发人 on the line of 发文字号, at the right; label in 仿宋, name in 楷体 (7.2.6)."""
    last = made.paragraphs[-1] if made.paragraphs else None
    if last is None or last.style is None or last.style.name != STYLES["number"]:
        last = made.add_paragraph(style=STYLES["number"])
    last.add_run("\t")
    label, colon, name = element.text.partition("：")
    last.add_run(label + colon, style=STYLES["signatory"])
    last.add_run(name, style="签发人姓名")


def _runs(element: Element | None) -> list[Run]:
    """Return the runs of an element; a newline is a separate run."""
    lines = element.lines if element else ()
    return [
        run for number, line in enumerate(lines) for run in (*[Run("\n")] * bool(number), *line)
    ]


def _place_mark(paragraph: Paragraph, text: str, rows_above: int) -> None:
    """Set 发文机关标志 as large as fits one line, its ink 35 mm below the type area's edge (7.2.4).

    The line is one em high; programs set the baseline of an exact line between 0.80 and 0.86 em,
    and the ink of the fonts in question is 0.80 to 0.86 em high.
    """
    size = mark_size(text)
    top = round(35 / 25.4 * 1440)
    layout = paragraph.paragraph_format
    layout.space_before = Twips(top - rows_above * ROW)
    layout.space_after = Twips(_NUMBER_TOP - top - size * 20)
    layout.line_spacing = Pt(size)
    for run in paragraph.runs:
        run.font.size = Pt(size)


def _closing_indent(body: Sequence[Element]) -> float:
    """Return the indent of the closing in characters (7.3.5).

    The date ends four characters before the right edge, and the name is centred over the date.

    Both lines are centred in one box at the right edge. The box is as wide as the date and four
    characters on both sides, or as the name if that is wider.
    """
    texts = {element.kind: element.text for element in body}
    name, day = width(texts.get("signature", "")), width(texts.get("date", ""))
    return CHARACTERS - max(ceil(name), day + 8)


def _hang(paragraph: Paragraph, text: str) -> None:
    """Indent by two characters; align further lines with the name's first character (7.3.4)."""
    found = _LABEL.match(text)
    label, number = (found[1] or "", found[2] or "") if found else ("", "")
    name = 5 + width(number)
    _indent(paragraph, name, (2 if label else 5) - name)


def _indent(paragraph: Paragraph, left: float, first: float) -> None:
    """Indent by characters; always set the first line's, for which programs differ in defaults."""
    paragraph.paragraph_format.left_indent = Twips(round(left * CELL))
    paragraph.paragraph_format.first_line_indent = Twips(round(first * CELL))


def _put_table(made: Document, element: Element) -> None:
    """Add a table as wide as the type area, whose head is repeated on each page.

    A row is at least as high as its estimate, so that narrower letters do not change the
    estimated pages.
    """
    widths = columns(element)
    table = _table(made, "table", widths)
    small = "small-" if element.widths else ""
    for number, (texts, height) in enumerate(zip(element.rows, heights(element), strict=True)):
        row = _new(table, "tr")
        layout = _new(row, "trPr")
        _new(layout, "cantSplit")
        _new(layout, "trHeight", val=height, hRule="atLeast")
        if not number:
            _new(layout, "tblHeader")
        for text, column in zip(texts, widths, strict=True):
            _cell(row, column, f"{small}cell" if number else f"{small}cell-head", [Run(text)])


def _put_imprint(made: Document, imprint: Sequence[Element], page: int, used: int) -> None:
    """Put 版记 at the foot of the last page, which is an even one (7.4).

    版记 is a table, because its rules are wider than its text. Its page and the blank page before
    it bear no number then (7.5).
    """
    texts = {element.kind: element for element in imprint}
    rows = 1 + _imprint_lines(texts)
    if page % 2 or used + rows * ROW > LINES * ROW:
        _break_to_even_page(made, numbered=bool(page % 2))
    elif made.element.body[-2].tag == qn("w:tbl"):
        _anchor(made)  # two tables in a row would become one
    halves = [WIDTH - _PRINTED, _PRINTED]
    table = _table(made, "imprint", halves, at_foot=True)
    if "copies" in texts:
        _cell(_new(table, "tr"), WIDTH, "copies", _runs(texts["copies"]), span=2)
    if "printer" in texts or "printed" in texts:
        row = _new(table, "tr")
        for kind, column in zip(("printer", "printed"), halves, strict=True):
            _cell(row, column, kind, _runs(texts.get(kind)))
    _anchor(made)


def _imprint_lines(texts: dict[str, Element]) -> int:
    inner = WIDTH / 20 / SIZE_4 - 2
    copies = len(broken(texts["copies"].text, inner, inner - 3)) if "copies" in texts else 0
    return copies + 1


def _anchor(made: Document) -> None:
    """Add a paragraph, one point high, that anchors a table to the foot of its page."""
    made.add_paragraph(style="版记定位")


def _break_to_even_page(made: Document, numbered: bool) -> None:
    """End the section in the last paragraph, so that the break takes no line."""
    section = made.element.body.sectPr
    if made.element.body[-2].tag == qn("w:tbl"):
        _anchor(made)
    made.paragraphs[-1]._p.get_or_add_pPr().append(deepcopy(section))
    _anchor(made)
    section.find(qn("w:pgSz")).addprevious(_new(None, "type", val="evenPage"))
    for footer in section.findall(qn("w:footerReference")):
        if numbered:
            section.remove(footer)
        else:
            footer.set(qn("r:id"), _NO_NUMBER)


def _table(made: Document, style: str, widths: Sequence[int], at_foot: bool = False) -> Any:
    table = _new(None, "tbl")
    made.element.body.sectPr.addprevious(table)
    layout = _new(table, "tblPr")
    _new(layout, "tblStyle", val=style)
    if at_foot:
        _new(layout, "tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin",
             horzAnchor="page", tblpX=LEFT, tblpYSpec="bottom")  # fmt: skip
    _new(layout, "tblW", w=WIDTH, type="dxa")
    _new(layout, "tblLayout", type="fixed")
    grid = _new(table, "tblGrid")
    for column in widths:
        _new(grid, "gridCol", w=column)
    return table


def _cell(row: Any, column: int, style: str, runs: Iterable[Run], span: int = 1) -> None:
    cell = _new(row, "tc")
    layout = _new(cell, "tcPr")
    _new(layout, "tcW", w=column, type="dxa")
    if span > 1:
        _new(layout, "gridSpan", val=span)
    if style not in _IMPRINT:
        _new(layout, "vAlign", val="center")
    paragraph = _new(cell, "p")
    paragraph.style = style
    for run in runs:
        Paragraph(paragraph, row).add_run(run.text)


def _new(parent: Any, tag: str, **attributes: object) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    if parent is not None:
        parent.append(element)
    return element
