"""The article of a page of the site: a page's HTML with its addresses and the notes of its figures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache

from ledger.pages import figures
from ledger.project import Project
from ledger.prose.addresses import REPORT
from ledger.prose.finished import uncommented
from ledger.prose.markup import element

#: the element of the report's page that holds the document
DOCUMENT = "document"
#: a link to a page of the site by the path of its source
LINK = re.compile(r'href="site:([^"#]*)(#[^"]*)?"')


def article(project: Project, path: str, content: str, address: Callable[[str], str]) -> str:
    """Return the article of a page, given by its path below docs/ and its HTML.

    ``address`` returns where a page, given by its path below docs/, is reached from this one.
    """

    @cache  # a page links to few others, many times
    def reached(linked: str) -> str:
        return html.escape(address(html.unescape(linked)))

    content = uncommented(content)
    if path == REPORT:
        content = element("div", element("div", content, id=DOCUMENT), class_="desk")
    content = figures.with_notes(project, content)
    return LINK.sub(lambda link: f'href="{reached(link[1])}{link[2] or ""}"', content)
