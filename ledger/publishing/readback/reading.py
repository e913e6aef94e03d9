"""Opens every finished file of a site as it is, and compares it with the project.

A file is opened again only if it, or what it must hold, has changed since it was found right.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ledger.documents import elements, files
from ledger.documents.elements import Form
from ledger.documents.site import REPORT_PAGE
from ledger.figures.wording import figure_text
from ledger.issues import Issue, Place
from ledger.machine import kept
from ledger.project import Project
from ledger.prose import addresses
from ledger.prose.addresses import REPORT, page_of
from ledger.prose.finished import figures_in
from ledger.publishing.readback import drawings, evidence, figures, page, prose
from ledger.publishing.readback.page import AGAIN, Page

_KIND = "readback"
_DIGEST = hashlib.sha256().digest_size
#: the element of a page that holds its author's text
_DOCUMENT, _ARTICLE = f"//*[@id='{elements.DOCUMENT}']", "//article"

#: the report's files by their endings, and the kinds of their faults
_CODES = {"pdf": "finished.paper", "docx": "finished.word", "xlsx": "finished.workbook"}

Count = Callable[[int, int], None]
Rule = Callable[[Page], Iterable[Issue]]


class Reading(NamedTuple):
    """A comparison: a file by its path in the site, what it must hold, and how both are compared."""

    path: str
    wanted: object
    compare: Callable[[bytes], Iterable[Issue]]


def faults(site: Path, project: Project, count: Count = lambda *_: None) -> list[Issue]:
    """Return where the files of a built site differ from the project, by place.

    ``count`` is called with the number of files compared so far, and the number of all.
    """
    values = repr([(each.id, each.name, figure_text(each)) for each in project.figures.values()])
    inputs = [project.edition.encode(), values.encode(), *files.made_by()]
    known = _parted(kept.recall(project.root, _KIND, inputs))
    found, right = [], set()
    readings = list(_Readings(site, project).all())
    for number, reading in enumerate(readings, 1):
        count(number, len(readings))
        digest, issues = _read(site, reading, known)
        found += issues
        right |= set() if issues else {digest}
    kept.remember(project.root, _KIND, inputs, b"".join(sorted(right)))
    return sorted(set(found))


def _parted(content: bytes) -> set[bytes]:
    return {content[at : at + _DIGEST] for at in range(0, len(content), _DIGEST)}


def _read(site: Path, reading: Reading, known: set[bytes]) -> tuple[bytes, list[Issue]]:
    """Return the digest of a file and of what it must hold, and its faults."""
    file = site / reading.path
    if not file.is_file():
        message = f"网站里没有这一页；{AGAIN}"
        return b"", [Issue(Place(reading.path), message, code="finished.missing")]
    content = file.read_bytes()
    told = repr((reading.path, reading.wanted)).encode()
    digest = hashlib.sha256(hashlib.sha256(content).digest() + told).digest()
    if digest in known:
        return digest, []
    try:
        return digest, list(reading.compare(content))
    except Exception as error:  # a damaged file breaks its reader in any way
        message = f"文件打不开，多半是写坏了（{error}）；{AGAIN}"
        return digest, [Issue(Place(reading.path), message, code="finished.unreadable")]


class _Readings:
    """The comparisons of a site with a project."""

    def __init__(self, site: Path, project: Project) -> None:
        self._site, self._project = site, project
        self._figures = {figure.id: figure for figure in project.figures.values()}
        self._evidence = {f"figures/{name}.md": each for name, each in self._figures.items()}

    def all(self) -> Iterator[Reading]:
        """Yield a comparison for each page that must be there, and for each file that is."""
        paths = (*self._project.finished, *self._project.writers)
        sources = {addresses.of(path): path for path in paths}
        for path in sorted({*sources, *self._named("*.html")}):
            yield self._of_page(path, sources.get(path, ""))
        yield from self._of_documents()
        for path in sorted(self._named("*.gz")):
            yield self._of_copy(path)

    def _named(self, pattern: str) -> Iterator[str]:
        return (file.relative_to(self._site).as_posix() for file in self._site.rglob(pattern))

    def _of_page(self, path: str, source: str) -> Reading:
        """Return the comparisons of a page that was made of a source, or of none."""
        rules: list[Rule] = []
        rules.append(partial(figures.values, figures=self._figures))
        wanted: object = None
        if source in self._project.finished:
            wanted = self._project.finished[source], self._typed(source)
            rules += self._of_prose(source)
        if source == REPORT:
            rules.append(partial(figures.attachment, figures=[*self._figures.values()]))
        if figure := self._evidence.get(source):
            wanted = shown = evidence.of(self._project, figure)
            rules.append(partial(evidence.compare, wanted=shown, figure=figure))
        return Reading(path, wanted, partial(_compared, path, rules))

    def _of_prose(self, source: str) -> Iterator[Rule]:
        within = _DOCUMENT if source == REPORT else _ARTICLE
        text = self._project.finished[source]
        own = [each for each in self._project.passages if page_of(each.path) == source]
        used = figures_in(text)
        yield partial(figures.used, within=within, wanted=used, figures=self._figures)
        yield partial(prose.compare, within=within, passages=own, texts=self._typed(source))
        yield partial(drawings.compare, wanted=drawings.of_markup(text))

    def _typed(self, source: str) -> dict[str, str]:
        """Return the texts of a page and of its sections, as their author typed them."""
        texts = self._project.texts.items()
        return {path: text for path, text in texts if page_of(path) == source}

    def _of_documents(self) -> Iterator[Reading]:
        if not (self._site / REPORT_PAGE).is_file():
            return
        for ending, code in _CODES.items():
            path = REPORT_PAGE.with_name(f"report.{ending}").as_posix()
            if (self._site / path).is_file():
                wanted = files.held(ending, self._site, self._project, Form())
                compare = partial(_of_document, path, ending, code, wanted)
                yield Reading(path, wanted, compare)

    def _of_copy(self, path: str) -> Reading:
        plain = (self._site / path).with_suffix("")
        digest = hashlib.sha256(plain.read_bytes()).digest() if plain.is_file() else b""
        return Reading(path, digest, partial(_unpacked, path, digest))


def _compared(path: str, rules: Iterable[Rule], content: bytes) -> Iterator[Issue]:
    opened = page.opened(path, content)
    for rule in rules:
        yield from rule(opened)


def _of_document(
    path: str, ending: str, code: str, wanted: Sequence[Any], content: bytes
) -> Iterator[Issue]:
    for message in files.faults(ending, content, wanted):
        yield Issue(Place(path), message, code=code)


def _unpacked(path: str, digest: bytes, content: bytes) -> Iterator[Issue]:
    """Yield a compressed copy that holds anything else than its file."""
    if hashlib.sha256(gzip.decompress(content)).digest() != digest:
        message = f"压缩的副本和原来的文件不同；{AGAIN}"
        yield Issue(Place(path), message, code="finished.copy")
