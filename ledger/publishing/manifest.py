"""The manifest of a release: its files, its revision, and the versions that made it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ledger import product
from ledger.machine import files as whole
from ledger.publishing import log, verify
from ledger.publishing.log import LogEntry
from ledger.publishing.revision import Revision, at

#: packages whose version may change the site
PARTS = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "pyyaml", "pypdf")


def parts() -> dict[str, str]:
    """Return the versions of the product, of Python and of the installed packages."""
    found = {product.NAME: product.VERSION, "python": sys.version.split()[0]}
    for name in PARTS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def about(
    edition: str, revision: Revision, versions: Mapping[str, str], entries: Iterable[LogEntry] = ()
) -> dict[str, Any]:
    """Return the manifest without its files."""
    return {
        "edition": edition,
        "date": at(revision.epoch).isoformat(),
        "revision": revision.commit,
        "dirty": revision.dirty,
        "parts": dict(versions),
        "log": log.dumped(entries),
    }


def write(
    release: Path, said: Mapping[str, Any], count: Callable[[int, int], None] = lambda *_: None
) -> None:
    """Write a release's manifest: the same files and revision give the same bytes."""
    found = [(path, e) for path, e in verify.listed(release) if path != verify.MANIFEST]
    files: dict[str, Any] = {}
    for done, (path, entry) in enumerate(found, 1):
        files[path] = verify.entry_of(entry.path)._asdict()
        count(done, len(found))
    text = json.dumps({**said, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    content = f"{text}\n".encode("utf-8", "backslashreplace")
    whole.write(
        release / verify.MANIFEST, content, flush=False
    )  # the release is flushed as a whole
