"""The report as an official document: its elements in their order (GB/T 9704-2012, clause 7).

The elements are read from the site's own page, so that PDF and Word cannot differ from the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html

from ledger.issues import Mistake
from ledger.pages.article import DOCUMENT

#: element -> its name in the standard; in HTML the class is ``doc-`` and the element
NAMES = {
    "copy-number": "份号",
    "urgency": "紧急程度",
    "mark": "发文机关标志",
    "number": "发文字号",
    "signatory": "签发人",
    "draft": "草稿标记",
    "title": "标题",
    "addressee": "主送机关",
    "text": "正文",
    "h2": "一级标题",
    "h3": "二级标题",
    "h4": "三级标题",
    "h5": "四级标题",
    "table": "表格",
    "enclosures": "附件说明",
    "signature": "署名",
    "date": "成文日期",
    "note": "附注",
    "attachment-mark": "附件标记",
    "attachment-title": "附件标题",
    "copies": "抄送机关",
    "printer": "印发机关",
    "printed": "印发日期",
}
_TEXT_TAGS = {"p": "text", **{name: name for name in ("h2", "h3", "h4", "h5")}}


@dataclass(frozen=True)
class Form:
    """The form of the document: with the red head or as 草稿, with the evidence or without.

    A report that is not wholly written is 草稿 in every form: its page holds no red head.
    """

    draft: bool = False
    evidence: bool = False

    @property
    def hidden(self) -> set[str]:
        """The classes that this form leaves out; the style sheet hides the same classes."""
        return {
            "without-draft" if self.draft else "with-draft",
            "without-evidence" if self.evidence else "with-evidence",
        }


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Element:
    """One element: the runs of its lines, or the cells of a table's rows (head first)."""

    kind: str
    lines: tuple[tuple[Run, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    #: a table's columns in percent of its width, where the page states them
    widths: tuple[int, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The element's plain text; a newline separates lines and cells."""
        if self.rows:
            return "\n".join(cell for row in self.rows for cell in row)
        return "\n".join("".join(run.text for run in line) for line in self.lines)


def read(page: str, form: Form) -> list[Element]:
    """Return the elements of the document that a page of the site holds.

    Raises ``Mistake`` where the page holds no document, or holds markup that no document may have.
    """
    found = html.document_fromstring(page).find(f".//*[@id='{DOCUMENT}']")
    if found is None:
        raise Mistake("这个页面里没有报告")
    return list(_elements(found, form.hidden))


def _elements(parent: Any, hidden: set[str]) -> Iterator[Element]:
    for node in parent:
        if not isinstance(node.tag, str):  # a comment
            continue
        classes = set((node.get("class") or "").split())
        if classes & hidden:
            continue
        kind = next((name[4:] for name in sorted(classes) if name[4:] in NAMES), "")
        if kind or node.tag in _TEXT_TAGS:
            yield Element(kind or _TEXT_TAGS[node.tag], tuple(_lines(node, hidden)))
        elif node.tag == "table":
            yield _table(node)
        elif node.tag in ("div", "section"):
            yield from _elements(node, hidden)
        else:
            raise Mistake(f"公文里不能有 <{node.tag}>；请改成段落、列表或表格")


def _lines(node: Any, hidden: set[str]) -> Iterator[tuple[Run, ...]]:
    line: list[Run] = []
    for run in _runs(node, hidden, strong=False):
        if run is None:
            yield tuple(line)
            line = []
        elif line and line[-1].strong == run.strong:
            line[-1] = Run(line[-1].text + run.text, run.strong)
        elif run.text:
            line.append(run)
    yield tuple(line)


def _runs(node: Any, hidden: set[str], strong: bool) -> Iterator[Run | None]:
    """Yield runs, and None for a line break."""
    if node.text:
        yield Run(_spaced(node.text), strong)
    for child in node:
        if child.tag == "br":
            yield None
        elif isinstance(child.tag, str) and not set((child.get("class") or "").split()) & hidden:
            yield from _runs(child, hidden, strong or child.tag == "strong")
        if child.tail:
            yield Run(_spaced(child.tail), strong)


def _spaced(text: str) -> str:
    """Return a text with its white space collapsed as in a browser."""
    return text.replace("\n", " ") if text.strip() else text.replace("\n", "")


def _table(node: Any) -> Element:
    rows = tuple(
        tuple("\n".join("".join(run.text for run in line) for line in _lines(cell, set())) for cell in row)
        for row in node.iter("tr")
    )  # fmt: skip
    widths = tuple(int(column.get("width", "0").rstrip("%")) for column in node.iter("col"))
    return Element("table", rows=rows, widths=widths)
