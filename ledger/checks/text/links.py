"""Checks that the links of the authors' texts, and the attachments of records, are files of the site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ledger.issues import Issue, finds, nearest
from ledger.pages.layout import ABOUT, RELEASES
from ledger.pages.site import of_records
from ledger.project import Project
from ledger.prose import links
from ledger.prose.addresses import is_section, page_of
from ledger.prose.finished import anchors
from ledger.records.editions import EDITIONS, narrowest, of_folders, readers
from ledger.records.fields import Attachment
from ledger.records.walk import leading, some


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
        project.sections,
        anchors_of,
        of_records(project.dataset.ledgers)
        | {f"records/{month}.md" for month in project.frame.months},
    )
    for path, text in project.texts.items():
        # a section is read where it is composed
        page = project.report.page_path if is_section(path.removeprefix("docs/")) else page_of(path)
        yield from links.check(text, path, site, page)


@finds("link.attachment")
def unattached(project: Project) -> Iterator[Issue]:
    """Yield the attachments that records name and the edition does not have."""
    for record in project.dataset.every:
        for value in some(record, leading(type(record), Attachment)):
            if value.mark(Attachment) and value.held not in project.attachments:
                message = f"{value.key}：{_absent(project, value.held)}"
                yield record.issue(message, *value.path)


def _absent(project: Project, path: str) -> str:
    """Say that a file is not there, or only for others than the readers of the record."""
    if project.withholds(path):
        audience = narrowest([of_folders(path), EDITIONS[1]])
        return f"“{path}”{readers(audience)}，这一条不止他们看；请给这一条写 可见: {audience}"
    guess = nearest(path, project.attachments)
    return f"docs/ 下没有“{path}”" + (
        f"，是不是“{guess}”？" if guess else "；请放进去，从 docs/ 写起"
    )
