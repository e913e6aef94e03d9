"""Begins a build by reading and checking everything; cleans up after a build that fails."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import clean_directory

from ledger import remembered, results, seen
from ledger.adopting import page as adopted
from ledger.changes import comparison
from ledger.changes import page as sheet
from ledger.checks.files import navigation
from ledger.issues import Findings, LedgerError, Mistake
from ledger.machine import premises, refusing
from ledger.pages import layout, menu, remarks, todo
from ledger.project import Project
from ledger.prose.markup import attribute
from ledger.publishing import about, lock, revision
from ledger.publishing import log as log_of_releases
from ledger.records import editions
from ledger.survey import read_again, survey
from mkdocs_ledger import macros, settings
from mkdocs_ledger.problems import Problems

if TYPE_CHECKING:
    from typing import Literal

    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger(f"mkdocs.{__name__}")
#: set while ``mkdocs serve`` runs; a variable, because an edit of this module reloads it
SERVING = "MKDOCS_SERVING"
_serving_first_build = False
_site_dir = ""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is ``serve``, which starts even with problems and lists them."""
    global _serving_first_build
    refusing.begin()
    remembered.begin_command()
    if dirty and command == "serve":
        raise Abort("预览不能加 --dirty：没有改过的页面不重做，上面的数会是旧的；请去掉 --dirty")
    engine = logging.getLogger("mkdocs")
    # --strict counts only warnings that are logged, so --quiet would undo it
    engine.setLevel(min(engine.getEffectiveLevel(), logging.WARNING))
    _serving_first_build = command == "serve"
    if _serving_first_build:
        os.environ[SERVING] = "1"
    else:
        os.environ.pop(SERVING, None)
    if lock.VARIABLE in os.environ:
        lock.end_with(sys.stdin.fileno())


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before MkDocs writes a page."""
    global _serving_first_build
    root = settings.root_of(config)
    if reason := premises.not_to_be_emptied(root, Path(config.site_dir)):
        raise Abort(f"网站没有生成：{reason}")
    _empty(config.site_dir)
    settings.apply(config)
    macros.keep_out(config)
    try:
        project, found = _surveyed(root, editions.chosen())
    except Mistake as mistake:
        raise PluginError(str(mistake)) from None
    problems = Problems(found.errors) if found.errors else None
    first, _serving_first_build = _serving_first_build, False
    if problems is None:
        project = _completed(project, found)
        _label(config, project)
    elif first:
        log.error("%s", problems)
        config.nav = None
    else:
        raise problems
    config["project"], config["problems"] = project, problems
    return config


def _surveyed(root: Path, edition: str) -> tuple[Project, Findings]:
    """Read and check the project; what the publisher checked just now is only read.

    What is published is checked without the results of earlier processes.
    """
    if checked := os.environ.get(revision.CHECKED):
        with suppress(LedgerError):  # a survey says all that is wrong
            if checked == revision.stamp(root):
                return read_again(root, edition), Findings()
        return survey(root, edition)
    with results.going_on(root):
        return survey(root, edition)


def _completed(project: Project, found: Findings) -> Project:
    """Add the pages that need more than the project."""
    project = about.completed(project, log_of_releases.given())
    if SERVING in os.environ:  # the pages for the author, which are never published
        project = _with_changes(project, found)
        project = _with(project, remarks.pages(project, found.remarks))
        project = _with(project, todo.pages(project, found.remarks))
        project = _with(project, adopted.pages(project))
        project = replace(project, written=seen.written(project.writers))
    return project


def _label(config: MkDocsConfig, project: Project) -> None:
    """Set the names of bureau and edition; make the menu, or drop its entries without a page."""
    config.site_name = Markup(attribute(f"{project.unit.name} · {config.site_name}"))
    config.extra["sample"] = project.unit.sample
    config.extra["edition"] = editions.label(project.edition)
    config.extra["serving"] = SERVING in os.environ
    config.extra["adopted"] = adopted.PATH in project.writers
    wanted = menu.entries(project) if config.nav is None else config.nav
    config.nav = navigation.shown(wanted, {*project.finished, *project.writers})


def _empty(site_dir: str = "") -> None:
    """Delete the pages of an earlier build, maybe of another edition, as this build may fail.

    While an author edits, the last good site stays visible under the list of problems.
    """
    global _site_dir
    _site_dir = site_dir or _site_dir
    if SERVING not in os.environ:
        clean_directory(_site_dir)


def on_build_error(error: Exception) -> None:
    """Delete the unfinished site; raise ``Abort`` with the reason where the machine refused."""
    refused = refusing.refusal(error) if isinstance(error, OSError) else ""
    with suppress(OSError):
        _empty()
    if refused:
        raise Abort(f"网站没有生成：{refused}")


def _with_changes(project: Project, findings: Findings) -> Project:
    """Add the change sheet since the revision that ``CHANGES_SINCE`` names."""
    if since := os.environ.get("CHANGES_SINCE"):
        try:
            found = comparison.since(project, findings.errors, since)
        except Mistake as mistake:
            raise PluginError(str(mistake)) from None
        return _with(project, sheet.pages(project, found))
    return project


def _with(project: Project, pages: Iterable[layout.Page]) -> Project:
    return project.with_pages((page.path, page.write) for page in pages)
