"""The article of a page of the site: a page's HTML with its addresses and the notes of its figures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ledger.pages import figures, way
from ledger.project import Project
from ledger.prose.addresses import REPORT
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
    shown, linked = _asked(content)
    notes = tuple(figures.notes(project, shown))
    steps = way.steps(project, path)
    linked += tuple(source for each in (*notes, steps) for source in _asked(each)[1])
    reached = tuple((source, address(html.unescape(source))) for source in dict.fromkeys(linked))
    return _finished(content, path == REPORT, notes, steps, reached)


@remembered
def _asked(content: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the figures that a page's HTML shows, and the pages to which it leads."""
    content = uncommented(content)
    leads_to = (source for source, _ in LINK.findall(content))
    return figures.shown(content), tuple(dict.fromkeys(leads_to))


@remembered
def _finished(
    content: str,
    official: bool,
    notes: tuple[str, ...],
    steps: str,
    reached: tuple[tuple[str, str], ...],
) -> str:
    content = uncommented(content)
    if official:
        content = element("div", element("div", content, id=DOCUMENT), class_="desk")
    else:
        content = way.with_contents(content)
    content = figures.with_notes(content, notes) + (f"\n{steps}" if steps else "")
    addresses = {source: html.escape(address) for source, address in reached}
    return LINK.sub(lambda link: f'href="{addresses[link[1]]}{link[2] or ""}"', content)
