"""From a finished page to HTML: settings, addresses, notes, place in the navigation, search."""

from __future__ import annotations

import html
import os
from dataclasses import astuple
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from ledger.documents import files as documents
from ledger.documents.site import FILE, ONLY_PAGES
from ledger.machine import kept
from ledger.pages import article, search, synonyms
from ledger.project import Project
from ledger.prose import active, heads
from ledger.prose.addresses import is_document
from ledger.prose.finished import uncommented
from ledger.publishing import headers
from ledger.records.types.official import PAPERS_HOME
from ledger.remembered import remembered
from mkdocs_ledger.authored import LIKE_OURS, SIGN, AuthoredPage
from mkdocs_ledger.building import SERVING
from mkdocs_ledger.files import Addresses, Made
from mkdocs_ledger.frames import Frames
from mkdocs_ledger.settings import root_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

#: folders whose pages belong to another folder's entry in the navigation
_UNDER = {"records": "ledgers", "mechanisms": "systems", PAPERS_HOME: "papers"}


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Return an author's page with every word already rendered by the survey."""
    if page.file.generated_by or config["problems"]:
        return None
    project, path = config["project"], page.file.src_uri
    head = heads.restated(project.head_of(path))
    return f"{head}\n{project.finished[path]}"


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Give a document the paper's template: set here, a page's front matter cannot change it."""
    if is_document(page.file.src_uri):
        page.meta["template"] = "official.html"
        if not config["problems"]:
            report = config["project"].document_of(page.file.src_uri).report
            if not report.is_yearly:  # the menu names that
                page.meta["title"] = report.name
    return markdown


def on_page_content(content: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Turn ``site:`` links into addresses and add the notes of the page's figures."""

    if config["problems"]:
        return content
    path = page.file.src_uri
    if not page.file.generated_by:
        _judge(page, content, config["project"])
    linked = article.linked(config["project"], path, content)
    return _addressed(linked, path, config["addresses"])


@remembered
def _addressed(linked: str, path: str, addresses: Addresses) -> str:
    """Return an article whose links lead from its page to the others."""
    return article.addressed(linked, partial(addresses.way, path))


def _judge(page: Page, content: str, project: Project) -> None:
    """Refuse an author's page whose HTML is active, however the author typed it.

    With marks in the place of what words of ours made, a page need not be judged again for another
    value. What is not right with them is judged without.
    """
    path = page.file.src_uri
    told, typed = project.finished.get(path, ""), project.typed_of(path)
    marked = None
    imitated = any(sign in each for sign in LIKE_OURS for each in typed)
    if isinstance(page, AuthoredPage) and not imitated:
        marked = page.apart(told, content)
    if marked and not active.faults(uncommented(marked[1]), marked[0], typed, SIGN):
        return
    if found := active.faults(uncommented(content), told, typed):
        raise PluginError("\n".join(f"docs/{path}  {each}；请删去" for each in found))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add the search index, at the moment when all articles are made and no page is written."""
    files.append(Made.of(config, search.FILE, _index(files, config)))
    if not config["problems"]:
        config["conversions"].end(lasting=SERVING not in os.environ)
    stamped = config["fingerprints"] = headers.fingerprints(Path(config.site_dir))
    theme = (*config.theme.dirs, str(config.theme.locale))
    return cast("Environment", Frames(env, theme, stamped))


def _index(files: Files, config: MkDocsConfig) -> bytes:
    """Return the search index; for the same pages and words it is taken from the cache."""
    project = None if config["problems"] else config["project"]
    pages = [file.page for file in files.documentation_pages() if file.page]
    found = [
        search.Finished(
            page.url,
            html.unescape(str(page.title)),
            page.content or "",
            page.meta.get("offers") or documents.offers(page.file.src_uri),
        )
        for page in pages
        if not page.meta.get("search", {}).get("exclude")
    ]
    told = (project.unit.year, synonyms.groups(project)) if project else (0, [])

    def make() -> bytes:
        return search.index(found, *told).encode()

    if SERVING in os.environ:  # what an edit did not touch is remembered
        return make()
    said = (part.encode() for each in found for part in astuple(each))
    made_of = chain(documents.made_by(), said, [repr(told).encode()])
    return kept.kept(root_of(config), kept.INDEX, made_of, make)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Mark the page's entry in the navigation; offer a document's files on its page."""
    mark_entry(nav, page)
    if is_document(page.file.src_uri) and not config["problems"]:
        project = config["project"].document_of(page.file.src_uri)
        page.meta["document"] = documents.properties(project).title
        page.meta["evidence"] = bool(project.told)
        page.meta["red"] = bool(project.report.sender_mark)
        page.meta["unwritten"] = len(project.unwritten)
        if ONLY_PAGES not in os.environ:
            page.meta["downloads"] = [
                (f"{FILE}.{ending}", f"下载 {documents.LABELS[ending]}")
                for ending in documents.offered()
            ]
    return context


def mark_entry(nav: Navigation, page: Page) -> None:
    """Mark the navigation entry to which a page belongs; few pages have their own entry."""
    folder = page.file.src_uri.partition("/")[0]  # its address is quoted
    folders = tuple(f"{each}/" for each in (folder, _UNDER.get(folder)) if each)
    for entry in filter(lambda item: item.is_page, nav.items):
        entry.active = entry is page or entry.url.startswith(folders)


def on_post_template(
    output_content: str, template_name: str, config: MkDocsConfig, **_: Any
) -> str:
    """Add the fingerprints that ``Frames`` adds to the theme's own pages, as 404.html."""
    return (
        config["fingerprints"](output_content)
        if template_name.endswith(".html")
        else output_content
    )
