"""The site's engine as a command: what the documents are made from is what it builds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.issues import Mistake

#: the page that holds the report, below a built site
REPORT_PAGE = Path("report/index.html")
#: tells the build to leave out the downloads, which are then made from it
ONLY_PAGES = "ONLY_PAGES"
#: another engine changes this line
COMMAND = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]


@contextmanager
def built(root: Path) -> Iterator[Path]:
    """Build the site of a project into a folder that is removed afterwards.

    Raises ``Mistake`` where the engine refuses; it has then said why.
    """
    with TemporaryDirectory(prefix="site", ignore_cleanup_errors=True) as folder:
        environment = os.environ | {ONLY_PAGES: "1", "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(
            [*COMMAND, folder], cwd=root, env=environment, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise Mistake("网站没有生成，原因见上")
        yield Path(folder)
