"""A finished page of HTML as a reader gets it: its elements, their text and their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from ledger.issues import Issue, Place

#: what to do about a finished file that does not hold what was computed
AGAIN = "请重新生成；还是这样，就查改过它的脚本、模板和 hooks.py"


@dataclass(frozen=True)
class Page:
    """A page: its path in the site, and the root of its elements."""

    path: str
    root: Any

    def all(self, path: str) -> list[Any]:
        """Return the elements that an XPath finds, in their order."""
        return list(self.root.xpath(path))

    def issue(self, message: str, node: Any = None, code: str = "") -> Issue:
        """Return a finding at an element, or at the beginning of the page."""
        line = 1 if node is None else node.sourceline or 1
        return Issue(Place(self.path, line), message, code=code)


def opened(path: str, content: bytes) -> Page:
    """Read a page; raises ``ValueError`` where it holds no HTML or no UTF-8."""
    try:
        return Page(path, html.document_fromstring(content.decode("utf-8")))
    except html.etree.ParserError as error:
        raise ValueError(str(error)) from None


def text(node: Any) -> str:
    """Return the text of an element; a fixed space is a space."""
    return "".join(node.itertext()).replace("\xa0", " ")


def rows(table: Any) -> list[list[Any]]:
    """Return the cells of a table, row by row, the head first."""
    return [row.xpath("./td|./th") for row in table.iter("tr")]


def until(node: Any, tag: str) -> Iterator[Any]:
    """Yield the elements after one, up to the next of a tag."""
    for after in node.itersiblings():
        if after.tag == tag:
            return
        yield after
