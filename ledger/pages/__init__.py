"""Records and figures -> (path, Markdown) of generated pages. Writing them is the engine's work."""

from __future__ import annotations

from ledger.pages import (
    coverage,
    figures,
    ledgers,
    mechanisms,
    posts,
    quiz,
    rectification,
    regulations,
    study,
    systems,
    traces,
)
from ledger.pages.layout import Page
from ledger.project import Project

__all__ = ["Page", "all_pages"]


def all_pages(project: Project) -> list[Page]:
    """Return every generated page of the site."""
    return [
        *figures.pages(project),
        *traces.pages(project),
        *ledgers.pages(project),
        *rectification.pages(project),
        *regulations.pages(project),
        *quiz.pages(project),
        *study.pages(project),
        *systems.pages(project),
        *mechanisms.pages(project),
        *posts.pages(project),
        *coverage.pages(project),
    ]
