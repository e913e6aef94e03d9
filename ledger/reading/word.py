"""A .docx file -> its paragraphs as lines, with the numbers that Word puts before them.

What is no text of a paragraph is told, one by one, with the words that were left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ledger.issues import Mistake
from ledger.machine import packages
from ledger.reading.findings import Finding
from ledger.reading.lines import LIMIT, Cell, Form, Purpose, Source, SourceLine, too_large
from ledger.reading.numbering import Numbering
from ledger.reading.styles import Look, Styles, child, number_of, value, w

#: a part that is read: its kind, and the number that some programs put behind its name
_PART = re.compile(
    r"word/(?P<kind>(?:_rels/)?document|styles|numbering|footnotes|endnotes|comments|header|footer)"
    r"[0-9]{0,3}\.xml(?:\.rels)?"
)
#: parts, at most: no report has more headers and footers
_MOST = 100
#: notes beside the text: the element of one, what it is, and the element that refers to it
_NOTES = {
    "footnotes": (w("footnote"), "脚注", w("footnoteReference")),
    "endnotes": (w("endnote"), "尾注", w("endnoteReference")),
    "comments": (w("comment"), "批注", w("commentReference")),
}
_MARGINS = {"header": "页眉", "footer": "页脚"}
_LETTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK, _CHOICE = _COMPATIBLE + "Fallback", _COMPATIBLE + "Choice"
#: what refers to an address, and the attribute that names the address in the relations of the text
_LINKS = {w("hyperlink"), "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"}
_TO = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ART = "{urn:schemas-microsoft-com:vml}textpath"
#: elements without text of the paragraph
_SKIPPED = {w("pPr"), w("rPr"), w("rt"), w("delInstrText")}
_EMBEDDED = w("altChunk")
_UNREAD = {
    w("drawing"): "图片",
    w("pict"): "图片",
    w("object"): "嵌入的对象",
    _MATH + "oMath": "公式",
    _EMBEDDED: "嵌入的文档",
}
_WORDS = {w("t"), w("delText"), _MATH + "t"}
_BOX = w("txbxContent")
#: half points: no smaller letter can be read
_SEEN = 8
#: columns: no table of Word's is wider
_WIDEST = 63
#: the code of a symbol (ECMA-376 part 1, 17.3.3.30: four hexadecimal digits)
_CODE = re.compile("[0-9A-Fa-f]{4}")
_BEHIND_BREAK = re.compile(r"(?<=\n)")
_DELETED, _INSERTED = (w("del"), w("moveFrom")), (w("ins"), w("moveTo"))
#: fields whose words stand still, or that are told as a table of contents
_FIELD = re.compile(r"\s{0,8}([A-Za-z]{2,20})(?:\s|$)")
_STILL = frozenset({"TOC", "PAGEREF", "PAGE", "NUMPAGES", "FORMTEXT", "SYMBOL"})


def read(data: bytes, name: str, purpose: Purpose) -> Source:
    """Return the lines of a Word file. Raises ``Mistake`` for a damaged file or another format."""
    roots = _roots(data, name, purpose)
    body = roots["document"][0].find(w("body"))
    if body is None:
        message = f"{name} 损坏了，里面没有正文；请用 Word 或 WPS 打开后重新“另存为”.docx"
        raise Mistake(message, "import.file")
    styles, lists = (next(iter(roots.get(kind, ())), None) for kind in ("styles", "numbering"))
    reader = _Reader(Styles(styles), lists, purpose, roots)
    for number, place in enumerate(_paragraphs(body, count()), 1):
        reader.paragraph(place, number)
    reader.beside(roots)
    return Source(reader.lines, reader.findings)


def _roots(data: bytes, name: str, purpose: Purpose) -> dict[str, list[Element]]:
    """Return the needed parts of the file as trees, by their kinds."""
    try:
        parts = [part for path in packages.names(data) if (part := _PART.fullmatch(path))]
        if not any(part["kind"] == "document" for part in parts):
            message = f"{name} 不是 Word 的 .docx 文件；请用 Word 或 WPS 打开，“另存为”.docx"
            raise Mistake(message, "import.file")
        return _trees(data, parts)
    except packages.Protected as error:
        message = f"{name} 加了密码；请去掉密码后再{purpose.verb}"
        raise Mistake(message, "import.file") from error
    except packages.TooLarge as error:
        raise Mistake(too_large(name, purpose), "import.large") from error
    except packages.Unreadable as error:
        message = (
            f"{name} 损坏了，或者不是 Word 写的，读不了；请用 Word 或 WPS 打开后重新“另存为”.docx"
        )
        raise Mistake(message, "import.file") from error


def _trees(data: bytes, parts: Sequence[re.Match[str]]) -> dict[str, list[Element]]:
    """Return parts as trees, by their kinds; raises ``Unreadable``, also where all are too large."""
    if len(parts) > _MOST:
        raise packages.TooLarge
    roots: dict[str, list[Element]] = {}
    left = LIMIT
    for part in parts:
        content = packages.part(data, part[0], left)
        left -= len(content)
        roots.setdefault(part["kind"], []).append(packages.tree(content))
    return roots


def _notes(roots: dict[str, list[Element]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what each note beside the text is and says, by what refers to it and its number."""
    return {
        (reference, note.get(w("id"), "")): (what, text)
        for kind, (tag, what, reference) in _NOTES.items()
        for root in roots.get(kind, ())
        for note in root.iter(tag)
        if (text := _words(note)).strip()
    }


def _links(roots: dict[str, list[Element]]) -> dict[str, str]:
    """Return the address of each relation of the text, by its word."""
    every = (each for root in roots.get("_rels/document", ()) for each in root)
    return {each.get("Id", ""): each.get("Target", "") for each in every}


def _seen(element: Element) -> Iterable[Element]:
    """Return what stands in an element; of the same in two forms (for old programs) one."""
    if element.find(_CHOICE) is None:
        return element
    return [inner for inner in element if inner.tag != _FALLBACK]


def _found(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the outermost elements with some tags, however they are wrapped."""
    waiting = [*_seen(element)][::-1]
    while waiting:
        inner = waiting.pop()
        if inner.tag in tags:
            yield inner
        else:
            waiting += [*_seen(inner)][::-1]


class _Place(NamedTuple):
    """A paragraph, and where it stands: in which cell of a table, in a text box, in a row that is ``gone``.

    A document that is embedded stands in the place of a paragraph.
    """

    paragraph: Element
    cell: Cell | None = None
    box: bool = False
    gone: bool = False


def _paragraphs(
    element: Element, tables: Iterator[int], cell: Cell | None = None, box: bool = False
) -> Iterator[_Place]:
    """Yield the paragraphs in their order; a text box follows the paragraph that it stands beside.

    A table in a table stands in the cell of the outer one.
    """
    for block in _found(element, w("p"), w("tbl"), _EMBEDDED):
        if block.tag == w("tbl"):
            yield from _of_table(block, tables, cell, box)
            continue
        yield _Place(block, cell, box)
        for inner in _found(block, _BOX):
            yield from _paragraphs(inner, tables, cell, True)


def _of_table(
    table: Element, tables: Iterator[int], outer: Cell | None, box: bool
) -> Iterator[_Place]:
    """Yield the paragraphs of a table; a row whose deletion is not accepted yet stands in no cell."""
    rows = [*_found(table, w("tr"))]
    gone = [row for row in rows if child(row, "trPr", "del") is not None]
    kept = [row for row in rows if row not in gone]
    for part, place in _cells(kept, next(tables) if outer is None else -1):
        cell = outer._replace(inner=True) if outer else place
        yield from _paragraphs(part, tables, cell, box)
    for row in gone:
        yield from (each._replace(gone=True) for each in _paragraphs(row, tables, outer, box))


def _cells(rows: Sequence[Element], number: int) -> Iterator[tuple[Element, Cell]]:
    """Yield the cells of the rows of a table with their places."""
    for row, part in enumerate(rows):
        column = 0
        for cell in _found(part, w("tc")):
            merged = child(cell, "tcPr", "vMerge")
            below = merged is not None and merged.get(w("val"), "continue") == "continue"
            width = min(max(1, number_of(value(cell, "tcPr", "gridSpan"), 1)), _WIDEST)
            yield cell, Cell(number, row, column, width, below)
            column += width


class _Reader:
    """Reads the paragraphs in order; for one file only."""

    def __init__(
        self,
        styles: Styles,
        lists: Element | None,
        purpose: Purpose,
        roots: dict[str, list[Element]],
    ) -> None:
        self.styles, self.numbering = styles, Numbering(styles, lists, purpose)
        self.purpose, self.notes, self.links = purpose, _notes(roots), _links(roots)
        self.lines: list[SourceLine] = []
        self.findings: list[Finding] = []
        self.bullets: list[int] = []

    def paragraph(self, place: _Place, number: int) -> None:
        """Add a paragraph's lines."""
        paragraph = place.paragraph
        if place.gone or paragraph.tag == _EMBEDDED:
            self._unread(place, number)
            return
        self._changes(paragraph, number)
        label, objection = self.numbering.label(paragraph)
        if objection:
            self._doubt(number, objection)
        if self.numbering.bulleted(paragraph):
            self.bullets.append(number)
        typed = "".join(self._text(paragraph, number, paragraph))
        indented = self.styles.indented(paragraph)
        style, level = self.styles.name(paragraph), self.styles.outline(paragraph)
        for line in _BEHIND_BREAK.split(typed):
            form = Form(style, level, label, place.cell, place.box)
            text = label + line.rstrip("\n")
            raw = line if line.endswith("\n") else f"{line}\n"
            self.lines.append(SourceLine.of(text, number, indented, raw, form))
            indented, label = False, ""

    def _unread(self, place: _Place, number: int) -> None:
        """Report what stands in the place of a paragraph, and is none."""
        if not place.gone:
            self.notice(place.paragraph, number)
        elif text := _words(place.paragraph):
            message = (
                f"第 {number} 段在没接受的修订删去的一行里，没有收入：“{text}”；{self._accept}"
            )
            self._doubt(number, message, text)

    @property
    def _accept(self) -> str:
        return f"请在 Word 里接受或拒绝全部修订后再{self.purpose.verb}"

    def notice(self, element: Element, number: int) -> None:
        """Report an element that is not read."""
        what, text = _UNREAD[element.tag], "".join([*_words_of(element), *_described(element)])
        said = f"“{text}”" if text.strip() else ""
        message = (
            f"第 {number} 段有{what}{said}，里面的字读不出来；"
            f"若是{self.purpose.text}，请打成正文里的字"
        )
        self._doubt(number, message, text)

    def beside(self, roots: dict[str, list[Element]]) -> None:
        """Report what stands beside the text: margins, bullets, notes to which nothing refers."""
        if self.bullets:
            message = f"从第 {self.bullets[0]} 段起有 {len(self.bullets)} 处项目符号没有收入"
            self._left(self.bullets[0], message, "")
        last = self.lines[-1].number if self.lines else 1
        for (_, _), (what, text) in self.notes.items():
            self._left(last, f"有{what}“{text}”没有写明在哪里，没有收入", text)
        for kind, where in _MARGINS.items():
            for text in dict.fromkeys(map(_words, roots.get(kind, ()))):
                if text.strip():
                    self._left(1, f"{where}里的“{text}”没有收入", text)

    def _doubt(self, number: int, message: str, left_out: str = "") -> None:
        self.findings.append(Finding(number, message, "import.word", True, left_out))

    def _left(self, number: int, message: str, left_out: str) -> None:
        self.findings.append(Finding(number, message, "import.left_out", left_out=left_out))

    def _text(self, element: Element, number: int, paragraph: Element) -> Iterator[str]:
        """Yield the text of an element of a paragraph without nested paragraphs (text boxes), read separately."""
        for inner in _seen(element):
            if inner.tag == w("t"):
                yield inner.text or ""
            elif inner.tag in _LETTERS:
                yield _LETTERS[inner.tag]
            elif inner.tag == w("sym"):
                yield _symbol(inner.get(w("char"), ""))
            elif inner.tag == _BOX:
                message = f"第 {number} 段旁边有文本框，里面的字排在这一段后面；请核对次序"
                self._doubt(number, message)
            elif inner.tag == w("r") and self.styles.look(inner, paragraph).is_on("vanish"):
                self._leave_hidden(inner, number)
            elif inner.tag not in _SKIPPED and inner.tag not in _DELETED:
                self._tell(inner, number)
                if inner.tag == w("r"):
                    self._odd(inner, number, self.styles.look(inner, paragraph))
                yield from self._text(inner, number, paragraph)
            elif inner.tag == w("rt") and (text := _words(inner)):
                self._left(number, f"第 {number} 段的注音“{text}”没有收入", text)

    def _tell(self, element: Element, number: int) -> None:
        """Report an element that is no text itself: a picture, a note, a link, a field."""
        note = (element.tag, element.get(w("id"), ""))
        if element.tag in _UNREAD and next(_found(element, _BOX), None) is None:
            self.notice(element, number)
        elif note in self.notes:
            self._note(number, *self.notes.pop(note))
        elif element.tag in (w("footnoteReference"), w("endnoteReference")):
            what = "脚注" if element.tag == w("footnoteReference") else "尾注"
            self._note(number, what, "")
        elif element.tag in _LINKS and _TO in element.attrib:
            self._link(number, self.links.get(element.attrib[_TO], ""))
        elif element.tag in (w("instrText"), w("fldSimple")):
            self._field(number, element.text or element.get(w("instr")) or "")

    def _note(self, number: int, what: str, text: str) -> None:
        said = f"“{text}”" if text else ""
        message = (
            f"第 {number} 段有{what}{said}，没有收入；若是{self.purpose.text}，请打成正文里的字"
        )
        self._doubt(number, message, text)

    def _field(self, number: int, instruction: str) -> None:
        kind = _FIELD.match(instruction)
        if kind and kind[1].upper() == "HYPERLINK":
            self._link(number, instruction[kind.end() :].strip())
        elif kind and kind[1].upper() not in _STILL:
            message = f"第 {number} 段有自动变的字（域 {kind[1]}），收入的是存盘时显示的；请核对"
            self.findings.append(Finding(number, message, "import.left_out"))

    def _link(self, number: int, address: str) -> None:
        said = address or "（读不出）"
        self._left(number, f"第 {number} 段链接的地址 {said} 没有收入，只留文字", address)

    def _odd(self, run: Element, number: int, look: Look) -> None:
        """Report the words of a run that a reader of the paper takes for gone, or hardly sees."""
        if (what := _oddness(look)) and (text := _words(run)).strip():
            self._doubt(number, f"第 {number} 段有{what}“{text}”，照正文收了；不要的请删去")

    def _leave_hidden(self, run: Element, number: int) -> None:
        text = _words(run)
        if text.strip():
            message = f"第 {number} 段有隐藏的文字“{text}”，没有收入；请在 Word 里删去或取消隐藏"
            self._doubt(number, message, text)

    def _changes(self, paragraph: Element, number: int) -> None:
        """Report tracked revisions: such a text is not final."""
        for tags, what in ((_DELETED, "删去的文字没有收入"), (_INSERTED, "插入的文字已收入")):
            changed = [each for each in _own(paragraph) if each.tag in tags]
            text = "".join(word for each in changed for word in _words_of(each))
            if changed:
                said = f"{what}：“{text}”" if text else "改的是段落的分合或格式"
                message = f"第 {number} 段有没接受的修订，{said}；{self._accept}"
                self._doubt(number, message, text if tags is _DELETED else "")


def _own(element: Element) -> Iterator[Element]:
    """Yield all elements below one, but for text boxes, which are paragraphs of their own."""
    waiting = [*_seen(element)][::-1]
    while waiting:
        inner = waiting.pop()
        if inner.tag != _BOX:
            yield inner
            waiting += [*_seen(inner)][::-1]


def _words_of(element: Element) -> Iterator[str]:
    """Yield the words in an element, also those of a picture of words."""
    for inner in element.iter():
        if inner.tag in _WORDS:
            yield inner.text or ""
        elif inner.tag == _ART:
            yield inner.get("string", "")


def _described(element: Element) -> Iterator[str]:
    """Yield what stands for a picture where it cannot be seen."""
    for inner in element.iter():
        yield from filter(None, (inner.get("descr"), inner.get("alt")))


def _words(element: Element) -> str:
    return "".join(_words_of(element))


def _oddness(look: Look) -> str:
    """Return how the words of a run look that no reader takes for text; empty for any other."""
    if look.is_on("strike") or look.is_on("dstrike"):
        return "画了删除线的字"
    is_white = (look.value("color") or "").upper() == "FFFFFF"
    is_tiny = number_of(look.value("sz"), _SEEN) < _SEEN
    return "白色的或极小的字" if is_white or is_tiny else ""


def _symbol(code: str) -> str:
    """Return the character of a symbol; U+FFFD, which is reported, where its code is none."""
    return chr(int(code, 16)) if _CODE.fullmatch(code) else "\ufffd"
