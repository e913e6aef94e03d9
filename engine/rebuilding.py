"""The site that ``mkdocs serve`` shows: after an edit only what it changed is written again.

MkDocs builds as ever, but it deletes nothing before, and it writes no file that stands there with
the same content. Afterwards files that no longer belong to the site are deleted. For this, four
functions of MkDocs and Jinja are replaced while a build runs (tried with MkDocs 1.6.1, Jinja 3.1.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
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
        for stale in self._digests.keys() - self._written - packed:
            self._digests.pop(stale)
            with suppress(FileNotFoundError):
                Path(stale).unlink()

    def _write_other(self, content: bytes, output_path: str) -> None:
        """Write a file, unless it stands there with the same content."""
        digest = _digest(content)
        if self._digests.get(output_path) != digest or not Path(output_path).is_file():
            self._digests[output_path] = b""  # until all of it is written
            self._write(content, output_path)
            self._digests[output_path] = digest
        self._written.add(output_path)

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
