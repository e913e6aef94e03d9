"""A site that says in every line of which release it is, and publishing it in a process of its own.

``python tests/fake_site.py DIR NUMBER LINES PAUSE`` publishes; it prints ``ready`` before it begins.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

from ledger.publishing import publication, verify
from ledger.publishing.publication import Job, Source
from ledger.publishing.releases import Release
from ledger.publishing.revision import Revision
from ledger.publishing.steps import Steps

ROOT = Path(__file__).parent.parent
PAGES = ("index.html", "report/index.html", *(f"figures/f{n}/index.html" for n in range(6)))
EPOCH = 1_640_000_000
LINES = 200
_LINE = re.compile(rb"<p>site (\d+)</p>\n")


def fill(folder: Path, number: int, lines: int = LINES, pause: float = 0) -> None:
    """Write the site, with a pause in the middle of each page."""
    for path in PAGES:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="\n") as page:
            page.write(f"<p>site {number}</p>\n" * (lines // 2))
            page.flush()
            time.sleep(pause)
            page.write(f"<p>site {number}</p>\n" * (lines - lines // 2))


def source(
    number: int,
    lines: int = LINES,
    *,
    pause: float = 0,
    edition: str = "全员",
    write: Callable[[Path, Job], None] | None = None,
    check: Callable[[], Iterable[str]] = lambda: (),
) -> Source:
    """Return the site as something to publish."""
    revision = Revision(f"{number:040x}", False, EPOCH + number)
    fake = write or (lambda folder, _: fill(folder, number, lines, pause))
    return Source(edition, revision, check, fake, lambda: PAGES[:2], {"python": "3"})


def quiet() -> Steps:
    """Return steps that nobody hears."""
    return Steps(StringIO())


def publish(folder: Path, number: int, keep: int = 5) -> Release:
    """Publish the site of a number."""
    return publication.publish(folder, source(number), keep, quiet())


def number_of(page: bytes, lines: int = LINES) -> int:
    """Return which site a page is of; it must be whole and of one site."""
    numbers = _LINE.findall(page)
    assert len(numbers) == lines and len(set(numbers)) == 1, page[:80]
    assert _LINE.sub(b"", page) == b""
    return int(numbers[0])


def served(folder: Path, lines: int = LINES) -> int:
    """Return which site is served below a folder; every file of it must be whole."""
    current = folder / "current"
    assert verify.differences(current) == []
    numbers = {number_of((current / path).read_bytes(), lines) for path in PAGES}
    assert len(numbers) == 1
    return numbers.pop()


def unfinished(folder: Path) -> list[str]:
    """Return what a publication left that is no release."""
    known = {"current", "current.txt", "releases", ".lock"}
    left = [path.name for path in folder.iterdir() if path.name not in known]
    return left + [p.name for p in (folder / "releases").iterdir() if p.name.startswith(".")]


def start(folder: Path, number: int, lines: int = LINES, pause: float = 0) -> subprocess.Popen[str]:
    """Publish in a process of its own; return when it begins."""
    command = [sys.executable, __file__, str(folder), str(number), str(lines), str(pause)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


def kill(process: subprocess.Popen[str]) -> bool:
    """End a process as a power cut does; return whether it was still at work."""
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode != 0


def main() -> None:
    """Publish as the arguments say."""
    folder, number, lines, pause = sys.argv[1:]
    site = source(int(number), int(lines), pause=float(pause))
    os.write(1, b"ready\n")
    publication.publish(Path(folder), site, 5, quiet())


if __name__ == "__main__":
    main()
