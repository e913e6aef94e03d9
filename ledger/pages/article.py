"""The article of a page of the site: a page's HTML with its addresses and the notes of its figures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache

from ledger.pages import figures, way
from ledger.project import Project
from ledger.prose.addresses import is_document
from ledger.prose.finished import uncommented
from ledger.prose.markup import element
from ledger.remembered import remembered

#: the element of the report's page that holds the document
DOCUMENT = "document"
#: a link to a page of the site by the path of its source
LINK = re.compile(r'href="site:([^"#]*)(#[^"]*)?"')


def article(project: Project, path: str, content: str, address: Callable[[str], str]) -> str:
    """Return the article of a page, given by its path below docs/ and its HTML.

    ``address`` returns where a page, given by its path below docs/, is reached from this one.
    """
    return addressed(linked(project, path, content), address)


def linked(project: Project, path: str, content: str) -> str:
    """Return the article with links to pages by the paths of their sources."""
    notes = tuple(figures.notes(project.document_of(path), _shown(content)))
    return _finished(content, is_document(path), notes, way.steps(project, path))


def addressed(content: str, address: Callable[[str], str]) -> str:
    """Return HTML whose links lead to where pages are reached."""

    @cache
    def leads(path: str) -> str:
        return html.escape(address(html.unescape(path)))

    return LINK.sub(lambda link: f'href="{leads(link[1])}{link[2] or ""}"', content)


def framed(content: str) -> str:
    """Return a document's HTML in the frame that the page's styles and scripts look for."""
    return element("div", element("div", content, id=DOCUMENT), class_="desk")


@remembered
def _shown(content: str) -> tuple[str, ...]:
    """Return the figures that a page's HTML shows."""
    return figures.shown(uncommented(content))


@remembered
def _finished(content: str, official: bool, notes: tuple[str, ...], steps: str) -> str:
    content = uncommented(content)
    content = framed(content) if official else way.with_contents(content)
    return figures.with_notes(content, notes) + (f"\n{steps}" if steps else "")
