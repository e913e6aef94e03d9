"""A .docx file -> its paragraphs as lines, with the numbers that Word puts before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from ledger.issues import Mistake
from ledger.law.intake.findings import Finding
from ledger.law.intake.lines import LIMIT, Source, SourceLine, too_large
from ledger.law.intake.numbering import Numbering, child, w
from ledger.machine import packages

_PARTS = {
    "text": "word/document.xml",
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
}
_LETTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: elements without text of the paragraph
_SKIPPED = {w("pPr"), w("rPr"), w("rt"), w("instrText"), w("delInstrText"), _FALLBACK}
_UNREAD = {
    w("drawing"): "图片",
    w("pict"): "图片",
    w("object"): "嵌入的对象",
    _MATH + "oMath": "公式",
    w("footnoteReference"): "脚注",
    w("endnoteReference"): "尾注",
    w("altChunk"): "嵌入的文档",
}  # fmt: skip
#: the code of a symbol (ECMA-376 part 1, 17.3.3.30: four hexadecimal digits)
_CODE = re.compile("[0-9A-Fa-f]{4}")
_DELETED, _INSERTED = (w("del"), w("moveFrom")), (w("ins"), w("moveTo"))


def read(data: bytes, name: str) -> Source:
    """Return the lines of a Word file. Raises ``Mistake`` for a damaged file or another format."""
    roots = _roots(data, name)
    body = roots["text"].find(w("body"))
    if body is None:
        message = f"{name} 损坏了，里面没有正文；请用 Word 或 WPS 打开后重新“另存为”.docx"
        raise Mistake(message, "import.file")
    reader = _Reader(Numbering(roots.get("styles"), roots.get("numbering")))
    for number, paragraph in enumerate(body.iter(w("p")), 1):
        reader.paragraph(paragraph, number)
    for unread in body.iter(w("altChunk")):
        reader.notice(unread.tag, 1)
    return Source(reader.lines, reader.findings)


def _roots(data: bytes, name: str) -> dict[str, ElementTree.Element]:
    """Return the needed parts of the file as trees."""
    try:
        names = packages.names(data)
        if _PARTS["text"] not in names:
            message = f"{name} 不是 Word 的 .docx 文件；请用 Word 或 WPS 打开，“另存为”.docx"
            raise Mistake(message, "import.file")
        return {
            key: packages.tree(packages.part(data, path, LIMIT))
            for key, path in _PARTS.items()
            if path in names
        }
    except packages.Protected as error:
        raise Mistake(f"{name} 加了密码；请去掉密码后再导入", "import.file") from error
    except packages.TooLarge as error:
        raise Mistake(too_large(name), "import.large") from error
    except packages.Unreadable as error:
        message = (
            f"{name} 损坏了，或者不是 Word 写的，读不了；请用 Word 或 WPS 打开后重新“另存为”.docx"
        )
        raise Mistake(message, "import.file") from error


class _Reader:
    """Reads the paragraphs in order; for one file only."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[SourceLine] = []
        self.findings: list[Finding] = []

    def paragraph(self, paragraph: ElementTree.Element, number: int) -> None:
        """Add a paragraph's lines."""
        self._changes(paragraph, number)
        label, objection = self.numbering.label(paragraph)
        if objection:
            self.findings.append(Finding(number, objection, "import.word", serious=True))
        text = label + "".join(self._text(paragraph, number))
        indented = self.numbering.indented(paragraph)
        for line in text.split("\n"):
            self.lines.append(SourceLine.of(line, number, indented))
            indented = False

    def notice(self, tag: str, number: int) -> None:
        """Report an element that is not read."""
        message = f"第 {number} 段有{_UNREAD[tag]}，里面的字读不出来；若是条文，请打成正文里的字"
        self.findings.append(Finding(number, message, "import.word", serious=True))

    def _text(self, element: ElementTree.Element, number: int) -> Iterator[str]:
        """Yield an element's text without nested paragraphs (text boxes), read separately."""
        for inner in element:
            if inner.tag == w("t"):
                yield inner.text or ""
            elif inner.tag in _LETTERS:
                yield _LETTERS[inner.tag]
            elif inner.tag == w("sym"):
                yield _symbol(inner.get(w("char"), ""))
            elif inner.tag == w("txbxContent"):
                self._box(number)
            elif inner.tag == w("r") and self._hidden(inner):
                self._leave_hidden(inner, number)
            elif inner.tag not in _SKIPPED and inner.tag not in _DELETED:
                if inner.tag in _UNREAD and not list(inner.iter(w("txbxContent"))):
                    self.notice(inner.tag, number)
                yield from self._text(inner, number)

    def _box(self, number: int) -> None:
        message = f"第 {number} 段旁边有文本框，里面的字排在这一段后面；请核对次序"
        self.findings.append(Finding(number, message, "import.word", serious=True))

    @staticmethod
    def _hidden(run: ElementTree.Element) -> bool:
        vanish = child(child(run, "rPr"), "vanish")
        return vanish is not None and vanish.get(w("val"), "1") not in ("0", "false", "off")

    def _leave_hidden(self, run: ElementTree.Element, number: int) -> None:
        text = "".join(part.text or "" for part in run.iter(w("t")))
        if text.strip():
            message = f"第 {number} 段有隐藏的文字“{text}”，没有收入；请在 Word 里删去或取消隐藏"
            self.findings.append(
                Finding(number, message, "import.word", serious=True, left_out=text)
            )

    def _changes(self, paragraph: ElementTree.Element, number: int) -> None:
        """Report tracked revisions: such a text is not final."""
        gone = [e for tag in _DELETED for e in paragraph.iter(tag)]
        added = [e for tag in _INSERTED for e in paragraph.iter(tag)]
        for elements, what in ((gone, "删去的文字没有收入"), (added, "插入的文字已收入")):
            if elements:
                text = "".join(
                    part.text or ""
                    for e in elements
                    for part in e.iter()
                    if part.tag in (w("t"), w("delText"))
                )
                message = f"第 {number} 段有没接受的修订，{what}：“{text}”；请在 Word 里接受或拒绝全部修订后再导入"
                self.findings.append(
                    Finding(number, message, "import.word", True, text if elements is gone else "")
                )


def _symbol(code: str) -> str:
    """Return the character of a symbol; U+FFFD, which is reported, where its code is none."""
    return chr(int(code, 16)) if _CODE.fullmatch(code) else "\ufffd"
