"""Builds a temporary site with the engine; the documents are made from its report page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.checks.files import programs
from ledger.issues import LedgerError
from ledger.machine import engine, terminal
from ledger.machine.engine import Line
from ledger.records.types.official import REPORT_HOME, OfficialDocument

#: the page of the yearly report, below a built site
REPORT_PAGE = Path(REPORT_HOME, "index.html")
#: the name of a document's files, beside its page
FILE = "report"
#: the variable that tells a build to leave out the downloads
ONLY_PAGES = "ONLY_PAGES"
#: the engine's arguments for a build; the folder follows
BUILD = ["build", "--strict", "--site-dir"]


def page_of(document: OfficialDocument) -> Path:
    """Return the page that holds a document, below a built site."""
    return Path(document.home, "index.html")


def file_of(document: OfficialDocument, ending: str) -> Path:
    """Return a file of a document, below a built site."""
    return Path(document.home, f"{FILE}.{ending}")


@contextmanager
def built(root: Path) -> Iterator[Path]:
    """Build a project's site into a temporary folder; yield the folder.

    Raises ``LedgerError`` where the project lacks a file, ``Stopped`` where the engine fails, after
    its reasons were printed.
    """
    if lacking := list(programs.check(root)):
        raise LedgerError(lacking)
    with TemporaryDirectory(prefix="site", ignore_cleanup_errors=True) as folder:
        environment = os.environ | {ONLY_PAGES: "1"}
        task = engine.Task([*BUILD, folder], root, environment, Path(folder))
        engine.run(task, _say_what_is_wrong)
        yield Path(folder)


def _say_what_is_wrong(line: Line) -> None:
    if line.kind == "problem":
        terminal.note(line.text)
