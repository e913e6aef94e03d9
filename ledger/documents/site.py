"""The site's engine as a command: what the documents are made from is what it builds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.machine import engine, terminal
from ledger.machine.engine import Line

#: the page that holds the report, below a built site
REPORT_PAGE = Path("report/index.html")
#: tells the build to leave out the downloads, which are then made from it
ONLY_PAGES = "ONLY_PAGES"
#: how the engine is asked for a site; the folder follows
BUILD = ["build", "--strict", "--site-dir"]


@contextmanager
def built(root: Path) -> Iterator[Path]:
    """Build the site of a project into a folder that is removed afterwards.

    Raises ``Stopped`` where the engine refuses; it has then said why.
    """
    with TemporaryDirectory(prefix="site", ignore_cleanup_errors=True) as folder:
        environment = os.environ | {ONLY_PAGES: "1"}
        task = engine.Task([*BUILD, folder], root, environment, Path(folder))
        engine.run(task, _say_what_is_wrong)
        yield Path(folder)


def _say_what_is_wrong(line: Line) -> None:
    if line.kind == "problem":
        terminal.note(line.text)
