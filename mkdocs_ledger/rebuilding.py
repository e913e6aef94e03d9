"""The site that ``mkdocs serve`` shows: after an edit only what it changed is written again.

MkDocs builds as ever, but it deletes nothing before, it renders no page whose frame and texts are
those of the build before, and it writes no file that stands there with the same content. Afterwards
files that no longer belong to the site are deleted. For this, five functions of MkDocs and Jinja are
replaced while a build runs (tried with MkDocs 1.6.1, Jinja 3.1.6).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs import utils
from mkdocs.commands import build

from ledger.machine import files
from mkdocs_ledger.pages import mark_entry
from mkdocs_ledger.settings import PACKAGE

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


class Standing:
    """A folder in which a finished site stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = (file for file in folder.rglob("*") if file.is_file())
        self._digests = {str(file): _digest(files.read(file)) for file in found}
        #: what the pages were made of that have a frame
        self._parts: dict[str, Hashable] = {}
        self._written: set[str] = set()
        self._write, self._build = utils.write_file, build._build_page
        self._themes_files: list[str] = []
        self._files: Iterable[File] = ()

    @contextmanager
    def rebuilt(self) -> Iterator[None]:
        """Within it MkDocs builds over the site; what no longer belongs to the site goes at the end."""
        self._written.clear()
        with (
            _replaced(utils, "clean_directory", lambda _: None),
            _replaced(utils, "write_file", self._write_other),
            _replaced(utils, "copy_file", self._copy_other),
            _replaced(build, "_build_page", self._build_other),
            _replaced(Environment, "list_templates", self._list_once(Environment.list_templates)),
        ):
            yield
        for file in self._files:
            file.page = None  # the two would hold each other until Python looks for cycles
        self._files = ()
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

    def _build_other(
        self, page: Page, config: MkDocsConfig, files: Any, nav: Navigation, env: Any, *rest: Any,
        **named: Any,
    ) -> None:  # fmt: skip
        """Write a page, unless it stands there made of the same frame and texts."""
        self._files = files
        path = page.file.abs_dest_path
        mark_entry(nav, page)
        before = self._parts.pop(path, None)
        same = before and _is_ours(config) and before == env.parts(page, nav)
        if same and os.path.isfile(path):
            self._parts[path] = before
            self._written.add(path)
            return
        self._build(page, config, files, nav, env, *rest, **named)
        if _is_ours(config):
            self._parts[path] = env.parts(page, nav)

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


def _is_ours(config: MkDocsConfig) -> bool:
    """Whether no code but ours has a part in what is made of a page's content."""
    heard = (*config.plugins.events["page_context"], *config.plugins.events["post_page"])
    return all(each.__module__.partition(".")[0] == PACKAGE.name for each in heard)


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
