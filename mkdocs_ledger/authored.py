"""Authors' pages as pages of MkDocs: a text that no edit touched is not converted again.

What a conversion made is kept with the text it was made of and with all that it asked of the site's
files (where a link leads). It is taken again when the text is the same and the files answer the
same. The figures' links and the evidence of a report are no part of the text: Markdown leaves them as
they are, so they are put into what was made of it. This replaces MkDocs' ``Page.read_source`` and
``Page.render`` (tried with 1.6.1).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.structure import pages
from mkdocs.structure.toc import get_toc
from mkdocs.utils.meta import get_data

from ledger.documents.files import made_by
from ledger.machine import kept
from ledger.pages import layout
from ledger.prose import heads
from ledger.records import editions

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.toc import AnchorLink

_ID = r'(?: id="[^"<>]*")?'
#: a figure's link and the table of evidence, as the words write them
_OURS = re.compile(
    rf'<a({_ID}) href="site:[^"<>]*" class="figure[^"<>]*" data-figure="[^"<>]*">[^<>]*</a>'
    rf"|^{layout.EVIDENCE_TABLE}$",
    re.MULTILINE,
)
#: what an author types who imitates one
LIKE_OURS = ("data-figure", "doc-evidence")
#: what stands for one: a sign that no text holds, and the link's id, because MkDocs looks for ids
SIGN = "\ue000"
_MARK = re.compile(rf'<(a|table){_ID} href="{SIGN}">{SIGN}([0-9]+)</\1>')
_PARTS = {"made_of", "asked", "content", "title", "toc", "anchors", "links"}
Row = dict[str, Any]


class Conversions:
    """What the authors' texts of a project were converted to, by path."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made_by = [_environment()]
        self._rows = _rows(kept.recall(root, kept.CONVERTED, self._made_by))
        self._used: dict[str, Row] = {}

    def find(self, path: str, made_of: str, files: Files) -> Row | None:
        """Return what was made of a text, if the site's files still answer what it asked them."""
        row = self._rows.get(path)
        if row is None or row["made_of"] != made_of:
            return None
        if any(_Answering.answer(files, asked) != url for asked, url in row["asked"].items()):
            return None
        self._used[path] = row
        return row

    def put(self, path: str, row: Row) -> None:
        """Keep what a text was converted to."""
        self._rows[path] = self._used[path] = row

    def end(self, lasting: bool) -> None:
        """End a build: drop what it did not use; if ``lasting``, keep the rest for other processes."""
        self._rows, self._used = self._used, {}
        if lasting:
            content = json.dumps(self._rows, ensure_ascii=False, sort_keys=True).encode()
            kept.remember(self._root, kept.CONVERTED, self._made_by, content)


def _rows(content: bytes) -> dict[str, Row]:
    """Return what was kept; nothing where it is not what a build keeps."""
    try:
        rows = json.loads(content or b"{}")
        return {str(path): row for path, row in rows.items() if row.keys() == _PARTS}
    except (ValueError, AttributeError):
        return {}


def _environment() -> bytes:
    """Return the digest of what decides a conversion besides its text, and of the edition."""
    versions = repr([version("mkdocs"), version("Markdown"), editions.chosen()])
    own = Path(__file__).read_bytes()
    return sha256(b"".join([*made_by(), versions.encode(), own])).digest()


#: the conversions of a project, which stay while a process serves it
opened = cache(Conversions)


class _Answering:
    """The site's files, recording what a conversion asks of them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file of the site, as MkDocs' own list does."""
        self.asked[path] = self.answer(self._files, path)
        return self._files.get_file_from_path(path)

    @staticmethod
    def answer(files: Files, path: str) -> str | None:
        """Return the address of a file, None where there is none."""
        file = files.get_file_from_path(path)
        return file.url if file else None


class AuthoredPage(pages.Page):
    """A page whose text is converted once for the same text and files."""

    #: the text with marks in the place of what words of ours made, and what it was converted to
    _marked = ("", "")
    #: the same without marks
    _whole = ("", "")

    def apart(self, told: str, content: str) -> tuple[str, str] | None:
        """Return a text and its HTML with marks in the place of what words of ours made.

        None where nothing is marked, or they are not what was converted.
        """
        is_own = (told.lstrip("\n"), content) == self._whole
        return self._marked if is_own and self._marked != self._whole else None

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the page's head and text, as MkDocs does; most pages have the same head."""
        source = config.plugins.on_page_read_source(page=self, config=config) or ""
        head, end, text = source.partition(heads.END)
        self.markdown, self.meta = text.lstrip("\n"), deepcopy(_settings(head + end))

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the text, or take what was made of it; a text with warnings is always converted."""
        written = self.markdown or ""
        marked, parts = _apart(written)
        if not (
            self._found(marked, parts, config, files)
            or self._found(written, [], config, files)
            or (parts and self._converted(marked, parts, config, files))
        ):
            self._converted(written, [], config, files)
        self.markdown = written
        self._whole = written, self.content or ""

    def _found(self, text: str, parts: Sequence[str], config: MkDocsConfig, files: Files) -> bool:
        """Take what was made of a text before; return whether there was anything."""
        conversions: Conversions = config["conversions"]
        row = conversions.find(self.file.src_uri, _digest(text), files)
        if row:
            self._take(row, text, parts, files)
        return row is not None

    def _converted(
        self, text: str, parts: Sequence[str], config: MkDocsConfig, files: Files
    ) -> bool:
        """Convert a text in which marks stand for parts; return whether all of them are there."""
        self.markdown, answering = text, _Answering(files)
        with _listening() as heard:
            super().render(config, cast("Files", answering))
        row = {"made_of": _digest(text), "asked": answering.asked, **self._made()}
        if parts and (heard or not _holds_marks(row, len(parts))):
            return False
        if not heard:
            config["conversions"].put(self.file.src_uri, row)
        self._take(row, text, parts, files)
        return True

    def _made(self) -> Row:
        links = self.links_to_anchors or {}
        return {
            "content": self.content,
            "title": self._title_from_render,
            "toc": [_token(entry) for entry in self.toc],
            "anchors": sorted(self.present_anchor_ids or ()),
            "links": {file.src_uri: anchors for file, anchors in links.items()},
        }

    def _take(self, row: Row, text: str, parts: Sequence[str], files: Files) -> None:
        self.content = _together(row["content"], parts)
        self._marked = text, row["content"]
        self._title_from_render = row["title"]
        self.toc = get_toc(row["toc"])
        self.present_anchor_ids = set(row["anchors"])
        links = ((files.src_uris.get(uri), found) for uri, found in row["links"].items())
        self.links_to_anchors = {file: found for file, found in links if file}


@lru_cache(maxsize=1 << 12)
def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=1 << 12)  # while a site is served, most texts are those of the build before
def _apart(text: str) -> tuple[str, Sequence[str]]:
    """Return a text with marks in the place of its figures' links and evidence, and all of these."""
    parts: list[str] = []

    def mark(part: re.Match[str]) -> str:
        name = "a" if part[0].startswith("<a") else "table"
        parts.append(part[0])
        return f'<{name}{part[1] or ""} href="{SIGN}">{SIGN}{len(parts) - 1}</{name}>'

    return (text, []) if SIGN in text else (_OURS.sub(mark, text), parts)


def _holds_marks(row: Row, number: int) -> bool:
    """Whether what was made of a text holds each mark once as it was, and no part of one elsewhere.

    A heading is told in the table of contents, too, and code shows a link as it is typed.
    """
    once = sorted(int(number) for _, number in _MARK.findall(row["content"])) == [*range(number)]
    return once and json.dumps(row, ensure_ascii=False).count(SIGN) == 2 * number


def _together(content: str, parts: Sequence[str]) -> str:
    return _MARK.sub(lambda mark: parts[int(mark[2])], content)


@lru_cache(maxsize=256)
def _settings(head: str) -> dict[str, Any]:
    return get_data(head)[1]


def _token(entry: AnchorLink) -> dict[str, Any]:
    children = [_token(child) for child in entry.children]
    return {"level": entry.level, "id": entry.id, "name": entry.title, "children": children}


class _Listener(logging.Handler):
    """Hears what MkDocs says of a text while it converts it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take in a message."""
        self.heard.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    listener = _Listener()
    pages.log.addHandler(listener)
    try:
        yield listener.heard
    finally:
        pages.log.removeHandler(listener)
