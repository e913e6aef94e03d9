"""Records and figures -> the generated pages. Writing their files is the engine's work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger.issues import Issue
from ledger.pages import (
    coverage,
    figures,
    home,
    ledgers,
    mechanisms,
    papers,
    posts,
    quiz,
    reconciliation,
    rectification,
    regulations,
    study,
    systems,
    totals,
    traces,
    work,
    years,
)
from ledger.pages.layout import ABOUT, RELEASES, Page
from ledger.project import Project
from ledger.records.base import Ledgers
from ledger.records.editions import sees


def fixed(known: Ledgers) -> frozenset[str]:
    """Return the pages that do not bear a record's name, be they made or not."""
    for_authors = {"changes/index.md", "remarks/index.md", "todo/index.md", "adopted/index.md"}
    return frozenset({ABOUT, RELEASES} | for_authors) | of_records(known)


def of_records(known: Ledgers) -> frozenset[str]:
    """Return those of them that are not made where there is nothing that they would show."""
    return frozenset({
        "organs/index.md", "figures/index.md", years.INDEX, papers.INDEX,
        "ledgers/index.md", traces.ALL,
        "regulations/index.md", quiz.PATH, study.MAKE_UP, "regulations/study.md", "regulations/reminders.md",
        "systems/index.md", mechanisms.INDEX, "posts/index.md", posts.ALL, coverage.PATH,
        *(ledger.overview for ledger in ledgers.shelf(known)),
    })  # fmt: skip


def all_pages(project: Project) -> list[Page]:
    """Return every generated page of the site that the edition's readers may see."""
    return [page for page in every_page(project) if sees(project.edition, page.audience)]


def every_page(project: Project) -> list[Page]:
    """Return the generated pages, whomever they are for."""
    of_study = [*regulations.pages(project), *quiz.pages(project), *study.pages(project)]
    return [
        *home.pages(project),
        *figures.pages(project),
        *traces.pages(project),
        *ledgers.pages(project),
        *rectification.pages(project),
        *reconciliation.pages(project),
        *totals.pages(project),
        *of_study,
        *([regulations.catalogue(project)] if of_study else []),
        *systems.pages(project),
        *mechanisms.pages(project),
        *posts.pages(project),
        *coverage.pages(project),
        *work.pages(project),
        *years.pages(project),
        *papers.pages(project),
    ]


def shared_addresses(pages: Iterable[Page], known: Ledgers) -> Iterator[Issue]:
    """Yield the records whose page would take the place of another page."""
    taken = set(fixed(known))
    for page in pages:
        if page.record and page.path in taken:
            name = page.record.anchor
            message = f"编号：“{name}”已是别的网页的地址；请另取一个"
            yield page.record.issue(message, "id", code="address.record")
        taken.add(page.path)
