"""The text of a Word file is the text of the document, line by line; nothing stands beside it.

The file is read by another way than it was written: its XML (ECMA-376, part 1, clause 17). What Word
writes otherwise, and is put back here: 发文字号 and 签发人 share a line, with a tab between them; the
cells of a table are paragraphs; empty paragraphs anchor 版记; the template's footers hold page numbers.
Nothing else is in the package than in the template: no macro, no object, nothing from elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from lxml import etree

from ledger.codes import AGAIN
from ledger.documents import packing, word
from ledger.documents.elements import Element

_SHOWN = 30
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = f"{_W}t"
#: elements that stand for a sign (17.3.3)
_SIGNS = {
    f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-",
}  # fmt: skip
#: text that is shown and is no ``t``: formulas of Office, names of drawings, deleted text
_OTHERS = frozenset(
    {f"{_W}sym", f"{_W}delText", f"{_W}altChunk", f"{_W}object", f"{_W}drawing", f"{_W}pict",
     "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
)  # fmt: skip
#: what Word computes or fetches when it opens the file (17.16); the template's footers number pages
_FIELDS = (f"{_W}instrText", f"{_W}fldSimple", f"{_W}control", f"{_W}hyperlink", f"{_W}subDoc")
_DOCUMENT = "word/document.xml"
_WHAT = re.compile(r"word/(?:(header)|(footer)|(footnotes)|(endnotes)|(comments))")
_NAMES = ("页眉", "页脚", "脚注", "尾注", "批注")

#: the lines of a file's parts that hold text, by the parts' names
Parts = Mapping[str, list[str]]


def opened(content: bytes) -> Parts:
    """Read every part of a Word file; raises as the readers of ZIP and XML do.

    Left out are parts of XML without text.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: list(_part(name, archive.read(name))) for name in archive.namelist()}
    return {name: lines for name, lines in parts.items() if lines or name == _DOCUMENT}


def _part(name: str, content: bytes) -> Iterator[str]:
    """Yield the lines of a part; a part that is no text is one line."""
    if name.endswith(".xml"):
        yield from _lines(etree.fromstring(content))
    elif name.endswith(packing.RELATIONS):
        yield from packing.relations(content)
    else:
        yield f"〔{name}〕"


def faults(got: Parts, elements: Sequence[Element]) -> Iterator[str]:
    """Yield where a Word file has another text than the elements of the document."""
    wanted = {**opened(word.template()), _DOCUMENT: list(_wanted(elements))}
    if _DOCUMENT not in got:
        yield f"Word 里没有正文；请{AGAIN}"
    for name in dict.fromkeys((*wanted, *got)):
        yield from _differences(_named(name), wanted.get(name, []), got.get(name, []))


def _differences(where: str, wanted: list[str], got: list[str]) -> Iterator[str]:
    if wanted == got:
        return
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            yield _difference(where, "／".join(wanted[start:end]), "／".join(got[first:last]))


def _named(part: str) -> str:
    """Return how a part is called in Word; empty for the body."""
    if part == _DOCUMENT:
        return ""
    found = _WHAT.match(part)
    return f"的{_NAMES[(found.lastindex or 1) - 1]}" if found else f"的 {part} "


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


def _lines(root: Any) -> Iterator[str]:
    """Yield the lines of each paragraph that holds text, and of each cell, in their order."""
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(_texts(paragraph))
        in_cell = paragraph.getparent().tag == f"{_W}tc"
        if text or in_cell:
            yield from text.split("\n")
    yield from (f"〔{each.tag.rpartition('}')[2]}〕" for each in root.iter(*_OTHERS))
    for each in root.iter(*_FIELDS):
        yield f"〔{each.get(f'{_W}instr') or each.text or each.tag.rpartition('}')[2]}〕"


def _texts(node: Any) -> Iterator[str]:
    """Yield the texts of a paragraph, but not of a paragraph in it, as of a text box."""
    for child in node:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS and node.tag == f"{_W}r":  # not the stops of a style
            yield _SIGNS[child.tag]
        elif child.tag != f"{_W}p":
            yield from _texts(child)


def _difference(where: str, wanted: str, got: str) -> str:
    same = next((at for at, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), 0)
    start = max(0, same - 6)
    there, here = wanted[start : start + _SHOWN], got[start : start + _SHOWN]
    if not got:
        return f"Word {where}里没有“{there}”；请{AGAIN}"
    if not wanted:
        return f"Word {where}里多出“{here}”；请{AGAIN}"
    return f"Word {where}里是“{here}”，应当是“{there}”；请{AGAIN}"
