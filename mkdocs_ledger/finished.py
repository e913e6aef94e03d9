"""Generated pages as pages of MkDocs: their HTML is finished, and no Markdown is converted.

MkDocs lets ``File.page`` be a page of another class (``structure/nav.py``, ``_data_to_navigation``;
tried with 1.6.1).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from ledger.prose.markup import Html


def file(path: str, page: Html, title: str | None, config: MkDocsConfig) -> File:
    """Return a generated page as a file of the site; ``title`` is its name in the navigation."""
    made = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    _FinishedPage(title, made, config, page)
    return made


class _FinishedPage(Page):
    def __init__(self, title: str | None, file: File, config: MkDocsConfig, made: Html) -> None:
        super().__init__(title, file, config)
        self._made = made

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Read nothing: what MkDocs takes from front matter comes from the page."""
        hidden = ["navigation"] if self._made.headings[1:] else ["navigation", "toc"]
        self.markdown = ""
        self.meta: dict[str, Any] = {"title": self._made.title, "hide": hidden}
        if self._made.offers:
            self.meta["offers"] = self._made.offers
        if not self._made.searched:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take the HTML as it is."""
        self.content = self._made.content
        self.toc = get_toc(nest_toc_tokens(_tokens(self._made)))

    @cached_property
    def present_anchor_ids(self) -> frozenset[str]:  # type: ignore[override]
        """The anchors to which an author's link may lead."""
        return self._made.anchors


def _tokens(page: Html) -> list[dict[str, Any]]:
    return [{"level": level, "id": id_, "name": name} for level, id_, name in page.headings]
