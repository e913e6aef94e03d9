"""Checks that the links of the authors' texts lead to files of the site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ledger.issues import Issue
from ledger.pages.layout import ABOUT, RELEASES
from ledger.pages.site import of_records
from ledger.project import Project
from ledger.prose import links
from ledger.prose.addresses import is_section
from ledger.prose.finished import anchors


def broken(project: Project, sure: bool) -> Iterator[Issue]:
    """Yield the broken links; check anchors in generated pages only if the records are ``sure``."""
    if not project.dataset.has_bureau or "指标" in project.dataset.partial:
        return  # not all possible targets are known

    @cache
    def anchors_of(page: str) -> frozenset[str] | None:
        if page in project.writers:
            return project.writers[page]().anchors if sure else None
        return anchors(project.finished.get(page, ""))

    site = links.Site(
        frozenset({*project.finished, *project.writers, ABOUT, RELEASES}),
        frozenset(project.attachments),
        frozenset(filter(is_section, (path.removeprefix("docs/") for path in project.texts))),
        anchors_of,
        of_records(project.dataset.ledgers)
        | {f"records/{month}.md" for month in project.frame.months},
    )
    for path, text in project.texts.items():
        yield from links.check(text, path, site)
