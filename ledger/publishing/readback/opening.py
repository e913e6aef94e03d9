"""A finished page of HTML as a reader gets it: its elements, their text and their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from ledger.issues import Issue, Mistake, Place


@dataclass(frozen=True)
class Page:
    """A page: its path in the site, its HTML, and the root of its elements."""

    path: str
    content: str
    root: Any

    def all(self, path: str) -> list[Any]:
        """Return the elements that an XPath finds, in their order."""
        return list(self.root.xpath(path))

    def issue(self, message: str, node: Any = None, code: str = "") -> Issue:
        """Return a finding at an element, or at the beginning of the page."""
        line = 1 if node is None else node.sourceline or 1
        return Issue(Place(self.path, line), message, code=code)


def opened(path: str, content: bytes) -> Page:
    """Read a page; raises ``Mistake`` where it holds no HTML or no UTF-8."""
    try:
        whole = content.decode("utf-8")
        return Page(path, whole, html.document_fromstring(whole))
    except UnicodeDecodeError:
        raise Mistake("不是 UTF-8") from None
    except (html.etree.LxmlError, ValueError) as error:  # lxml refuses signs that no XML holds
        raise Mistake(str(error)) from None


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
