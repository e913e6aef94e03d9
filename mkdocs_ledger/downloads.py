"""The files of the documents beside their pages: PDF, Word, Excel."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from ledger.documents import files
from ledger.documents.elements import Form
from ledger.documents.site import FILE, ONLY_PAGES, file_of
from ledger.issues import Mistake
from ledger.machine import browser
from ledger.project import Project
from ledger.prose.addresses import is_document
from ledger.records import editions
from ledger.survey import open_project
from mkdocs_ledger.building import SERVING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger(f"mkdocs.{__name__}")


def on_post_build(config: MkDocsConfig) -> None:
    """Write the report's files; without a browser, skip the PDF and print a remark."""
    if config["problems"] or ONLY_PAGES in os.environ:
        return
    if "pdf" not in files.offered():
        log.info("没有生成报告的 PDF：%s", browser.missing())
    if SERVING not in os.environ:  # while an author edits, a request makes them
        try:
            files.write_downloads(Path(config.site_dir), config["project"])
        except Mistake as mistake:
            raise PluginError(f"报告的下载文件没有生成：{mistake}") from None
        for draft in config["project"].unfinished:
            log.info("%s", draft)
        _remark_on_pdf(Path(config.site_dir), config["project"])


def _remark_on_pdf(site: Path, project: Project) -> None:
    """Log which fonts stand in for others, below warning, as ``--strict`` refuses warnings."""
    file = site / file_of(project.report, "pdf")
    if file.is_file() and (remark := files.remark_on_pdf(file.read_bytes(), site, project, Form())):
        log.info("%s", remark)


def as_it_is_now(root: Path, site: Path, path: str) -> bytes | None:
    """Return a file of the report, newly made and read back; None for any other address.

    Raises ``Mistake`` where data or texts have errors: nothing is made of them.
    """
    home, _, name = path.strip("/").rpartition("/")
    stem, _, ending = name.partition(".")
    if not is_document(f"{home}/index.md") or stem != FILE or ending not in files.offered():
        return None
    project = open_project(root, editions.chosen())
    documents = {each.report.home: each for each in project.every_document}
    return files.made(ending, site, documents[home], Form()) if home in documents else None
