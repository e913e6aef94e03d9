"""The site that ``mkdocs serve`` shows: after an edit only what it changed is written again.

MkDocs builds as ever, but it deletes nothing before, and it writes no file that stands there with
the same content. Afterwards files that no longer belong to the site are deleted. For this, four
functions of MkDocs and Jinja are replaced while a build runs (tried with MkDocs 1.6.1, Jinja 3.1.6).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

from jinja2 import Environment
from mkdocs import utils

from ledger.machine import files


class Standing:
    """A folder in which a finished site stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = (file for file in folder.rglob("*") if file.is_file())
        self._digests = {str(file): _digest(files.read(file)) for file in found}
        self._written: set[str] = set()
        self._write = utils.write_file
        self._themes_files: list[str] = []

    @contextmanager
    def rebuilt(self) -> Iterator[None]:
        """Within it MkDocs builds over the site; what no longer belongs to the site goes at the end."""
        self._written.clear()
        with (
            _replaced(utils, "clean_directory", lambda _: None),
            _replaced(utils, "write_file", self._write_other),
            _replaced(utils, "copy_file", self._copy_other),
            _replaced(Environment, "list_templates", self._list_once(Environment.list_templates)),
        ):
            yield
        packed = {f"{file}.gz" for file in self._written}
        names = {file.casefold(): file for file in self._written}
        for stale in sorted(self._digests.keys() - self._written - packed):
            self._delete(stale, names.get(stale.casefold()))

    def _delete(self, stale: str, alike: str | None) -> None:
        """Delete a file, unless it is a written one under another name: a disk may not know case.

        One that the system does not let go is tried again after the next build.
        """
        if alike is None or not (os.path.exists(stale) and os.path.samefile(stale, alike)):
            try:
                Path(stale).unlink(missing_ok=True)
            except OSError:
                return
            self._drop_empty(Path(stale).parent)
        self._digests.pop(stale)

    def _drop_empty(self, folder: Path) -> None:
        with suppress(OSError):
            while folder != self.folder:
                folder.rmdir()  # raises where something is left in it
                folder = folder.parent

    def _write_other(self, content: bytes, output_path: str) -> None:
        """Write a file, unless it stands there with the same content."""
        digest, file = _digest(content), Path(output_path)
        if self._digests.get(output_path) != digest or not file.is_file():
            self._make_way(file)
            self._digests[output_path] = b""  # until all of it is written
            self._write(content, output_path)
            self._digests[output_path] = digest
        self._written.add(output_path)

    def _make_way(self, file: Path) -> None:
        """Delete what stood at a file's address, or above it, when it was another file's or folder's."""
        if file.is_dir():
            rmtree(file)
        for above in file.parents:
            if above == self.folder or not above.is_relative_to(self.folder):
                return
            if above.is_file():
                above.unlink()
                return

    def _copy_other(self, source_path: str, output_path: str) -> None:
        self._write_other(files.read(Path(source_path)), output_path)

    def _list_once(self, listing: Callable[..., list[str]]) -> Callable[..., list[str]]:
        """Return a function that lists a theme's files once: it has ten thousand icons."""

        def listed(environment: Environment, *given: Any, **named: Any) -> list[str]:
            self._themes_files = self._themes_files or listing(environment, *given, **named)
            return self._themes_files

        return listed


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()


@contextmanager
def _replaced(owner: Any, name: str, function: Callable[..., Any]) -> Iterator[None]:
    plain = getattr(owner, name)
    setattr(owner, name, function)
    try:
        yield
    finally:
        setattr(owner, name, plain)
