"""The words that a picture or a document holds: paragraphs whole, properties, packed files.

Programs cut a paragraph into runs wherever its look or its language changes. A number counts only
whole, and only where no other number touches it: runs are joined, paragraphs and cells are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from ledger.checks.files import metadata, pdf
from ledger.machine import packages
from ledger.machine.packages import Unreadable
from ledger.prose.inventory import LARGEST

#: the deepest nesting of packages; no program writes more
_DEEPEST = 3
#: elements inside a line: ECMA-376 (Word, Excel, PowerPoint), OpenDocument, SVG and OFD
_RUNS = frozenset({
    "r", "t", "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "fld",
    "customXml", "AlternateContent", "Choice", "Fallback", "ruby", "rubyBase", "rt", "dir", "bdo",
    "span", "a", "meta", "meta-field", "ruby-base", "ruby-text", "bookmark-ref", "tspan",
    "textPath", "TextCode",
})  # fmt: skip
_BLANKS = frozenset({"tab", "br", "cr", "s", "line-break", "noBreakHyphen", "softHyphen", "ptab"})
#: attributes of shapes, which hold numbers alone; all others may hold words of somebody's
_SHAPES = frozenset({"d", "path", "points", "viewBox", "enhanced-path", "transform", "adj", "v"})
#: no word that must not enter is an ASCII text as short as this
_SHORT = 4
#: drawings place each piece of a line by itself
_PLACED = re.compile(r"<(?:\w+:)?(?:TextObject|svg)\b")
_DRAWING = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?:\?xml|(?:\w+:)?svg)\b")
#: how an embedded font begins: TrueType, OpenType, bare CFF, Type 1; outlines are numbers, and now
#: and then like somebody's
_FONTS = (b"\0\1\0\0", b"true", b"OTTO", b"\1\0\4", b"%!PS-AdobeFont", b"%!FontType1")
#: text in data of another kind: long enough that pixels and packed bytes make none by chance
_RUN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){16,}|(?:[\x20-\x7e]\0){16,}"
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<\?xml\b|\xff\xfe|\xfe\xff")


def texts(data: bytes) -> Iterator[str]:
    """Yield all words of a file; raises ``Unreadable`` for a part that cannot be read."""
    if data.startswith(packages.BEGINS):
        yield from _packed(data)
        return
    if pdf.is_begun(data):
        yield from _paged(data)
        return
    if _DRAWING.match(data[:1024]):
        yield from _lines(data)
    yield from _plain(data)


def _paged(data: bytes) -> Iterator[str]:
    """Yield the words of a PDF, and what its bytes say to which no page leads."""
    yield from pdf.read(data).words
    for part in (*metadata.unpacked(data), *metadata.streams(data)):
        if not part.startswith(_FONTS):
            yield from _plain(part)


def _plain(data: bytes) -> Iterator[str]:
    """Yield data as text; of other data only the runs that are text, so as not to read pixels."""
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield text
            return
    yield from (run[0].replace(b"\0", b"").decode() for run in _RUN.finditer(data))


def _packed(data: bytes, depth: int = 1) -> Iterator[str]:
    if depth > _DEEPEST:
        raise Unreadable
    for name, content in packages.parts(data, LARGEST):
        yield name
        if content.startswith(packages.BEGINS):  # a table in a document
            yield from _packed(content, depth + 1)
        elif pdf.is_begun(content):
            yield from _paged(content)
        elif content and (name.endswith((".xml", ".rels")) or _XML.match(content)):
            yield from _lines(content)
        else:
            yield from (re.sub(r"<[^>]*>", "", text) for text in _plain(content))


def _lines(content: bytes) -> Iterator[str]:
    """Yield the words of XML, each paragraph, cell or property a line; raises ``Unreadable``."""
    text = packages.text(content)
    reader = _Reader()
    reader.read(text)
    yield "".join(reader.words)
    yield "\n".join(reader.said)
    if _PLACED.search(text):
        yield "".join(word for word in reader.words if word != "\n")


class _Reader:
    """Reads one part of XML; holds no tree, so that no nesting fills the memory."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.said: dict[str, None] = {}
        self._begun: list[int] = []

    def read(self, text: str) -> None:
        """Read a part; raises ``Unreadable``."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(text.encode(), True)
        except expat.ExpatError:
            raise Unreadable from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._begun.append(len(self.words))
        if len(self._begun) > packages.DEEPEST:
            raise Unreadable("里的元素套得太深")
        if _local(name) in _BLANKS:
            self.words.append(" ")
        for each, said in attributes.items():
            if _local(each) not in _SHAPES and (len(said) > _SHORT or not said.isascii()):
                self.said[said] = None

    def _end(self, name: str) -> None:
        if len(self.words) > self._begun.pop() and _local(name) not in _RUNS | _BLANKS:
            self.words.append("\n")

    def _text(self, text: str) -> None:
        if not (text.isspace() and "\n" in text):  # indents of the XML itself
            self.words.append(text)

    def _doctype(self, *_: Any) -> None:
        raise Unreadable


def _local(name: str) -> str:
    return name.rpartition(":")[2]
