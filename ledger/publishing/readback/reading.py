"""Opens every finished file of a site as it is, and compares it with the project.

A file is opened again only if it, or what it must hold, has changed since it was found right.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from lxml import etree

from ledger.checks.files import navigation, settings
from ledger.codes import AGAIN
from ledger.documents import files
from ledger.documents.elements import Form
from ledger.documents.site import file_of
from ledger.issues import Issue, Mistake, Place, finds
from ledger.machine import engine, kept
from ledger.machine import files as whole
from ledger.pages import menu, search, synonyms
from ledger.pages.article import DOCUMENT
from ledger.pages.search import Index
from ledger.project import Project
from ledger.prose import addresses, heads
from ledger.prose.addresses import is_document
from ledger.publishing import verify
from ledger.publishing.readback import articles, evidence, frames, marks, searched
from ledger.publishing.readback.opening import opened
from ledger.records import editions

_KIND = "readback"
_DIGEST = hashlib.sha256().digest_size
#: the home page, the theme's assets, its list of pages for crawlers
_HOME, _ASSETS, _MAP = "index.html", "assets/", "sitemap.xml"
#: the settings of a web server, which ``headers`` writes into a site
_SERVERS = "web.config"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

#: the report's files by their endings, and the kinds of their faults
_CODES = {"pdf": "finished.paper", "docx": "finished.word", "xlsx": "finished.workbook"}

Count = Callable[[int, int], None]


class Reading(NamedTuple):
    """A comparison: a file by its path in the site, what it must hold, and how both are compared.

    ``compare`` raises ``Mistake`` where the file cannot be opened.
    """

    path: str
    wanted: object
    compare: Callable[[bytes], Iterable[Issue]]


def faults(site: Path, project: Project, count: Count = lambda *_: None) -> list[Issue]:
    """Return where the files of a built site differ from the project, by place.

    ``count`` is called with the number of files compared so far, and the number of all.
    """
    inputs = [project.edition.encode(), *files.made_by()]
    known = _parted(kept.recall(project.root, _KIND, inputs))
    found, right = [], set[bytes]()
    readings = list(_Readings(site, project).all())
    for number, reading in enumerate(readings, 1):
        count(number, len(readings))
        digest, issues = _read(site, reading, known)
        found += issues
        right |= set() if issues else {digest}
    if found:  # what is wrong now may be again what it was before
        right |= known
    kept.remember(project.root, _KIND, inputs, b"".join(sorted(right)))
    if found:  # of whatever the engine took from the cache a new build makes its own
        for kind in kept.OF_PAGES:
            kept.forget(project.root, kind)
    return sorted(set(found))


def _parted(content: bytes) -> set[bytes]:
    return {content[at : at + _DIGEST] for at in range(0, len(content), _DIGEST)}


def _read(site: Path, reading: Reading, known: set[bytes]) -> tuple[bytes, list[Issue]]:
    """Return the digest of a file and of what it must hold, and its faults."""
    file = site / reading.path
    if not file.is_file():  # a pipe would wait for its writer
        is_there = os.path.lexists(file)
        message = f"{'不是普通的文件' if is_there else '网站里没有这个文件'}；请{AGAIN}"
        return b"", [Issue(Place(reading.path), message, code="finished.missing")]
    content = whole.read(file)
    told = repr((reading.path, reading.wanted)).encode()
    digest = hashlib.sha256(hashlib.sha256(content).digest() + told).digest()
    if digest in known:
        return digest, []
    try:
        return digest, list(reading.compare(content))
    except Mistake as mistake:
        message = f"文件打不开，多半是写坏了（{mistake}）；请{AGAIN}"
        return digest, [Issue(Place(reading.path), message, code="finished.unreadable")]


class _Readings:
    """The comparisons of a site with a project."""

    def __init__(self, site: Path, project: Project) -> None:
        self._site, self._project = site, project
        paths = (*project.finished, *project.writers)
        self._all = frozenset(paths)
        self._sources = {addresses.of(path): path for path in paths}
        self._evidence = {
            figure.page: figure for each in project.every_document for figure in each.told.values()
        }

    def all(self) -> Iterator[Reading]:
        """Yield a comparison for each file that must be there, and for each page that is."""
        attached = self._project.attachments
        for path, source in sorted(self._sources.items()):
            yield self._of_page(path, source)
        if engine.PLAIN in self._files:
            yield self._of_plain()
        for path in sorted(set(self._files) - self._expected()):
            yield self._of_other(path)
        told = (sorted(self._addresses), self._project.unit.year, self._groups)
        yield Reading(search.FILE, told, self._of_index)
        yield from self._of_documents()
        for path, digest in attached.items():
            yield _copy(path, digest, "附件和检查过的不同，检查以后有人改动过")

    @cached_property
    def _files(self) -> list[str]:
        """Return the path of whatever is no folder in the site."""
        return [path for path, _ in verify.listed(self._site)]

    def _expected(self) -> set[str]:
        """Return the files that are compared otherwise, or that the server's settings fill."""
        documents = (
            file_of(each.report, ending).as_posix()
            for each in self._project.every_document
            for ending in _CODES
        )
        known = {engine.PLAIN, _SERVERS, search.FILE, *documents}
        return known | {*self._sources, *self._project.attachments}

    def _of_other(self, path: str) -> Reading:
        """Return the comparison of a file that neither data nor texts make.

        A compressed copy holds what its file holds, an asset what the theme ships. Nothing else may
        be there.
        """
        plain = path.removesuffix(".gz")
        if plain != path and plain in self._files:
            digest = _digest_of(self._site / plain)
            return _copy(path, digest, "压缩的副本和原来的文件不同", _unpacked)
        for folder in engine.templates():
            if path.startswith(_ASSETS) and (folder / path).is_file():
                return _copy(path, _digest_of(folder / path), "和主题里的这个文件不同")
        if path == _MAP:
            return Reading(path, sorted(self._addresses), partial(_mapped, path, self._addresses))
        return Reading(path, None, partial(_stray, path))

    def _of_page(self, path: str, source: str) -> Reading:
        """Return the comparisons of a page that was made of a source."""
        project, made = self._project, self._project.generated.get(source)
        entry = self._index.entries.get(_address(path)) if self._index else None
        typed = project.texts_of(source)
        shown = project.finished[source] if made is None else made.content

        def compare(content: bytes) -> Iterator[Issue]:
            page = opened(path, content)
            due = articles.wanted(project, source)
            article = articles.element(due)
            titles = _titles(project, source, article, self._names)
            yield from articles.compare(page, due, article, "" if made else source, titles)
            yield from frames.compare(page, self._frame, article, titles, is_document(source))
            if path == _HOME:
                yield from frames.judge(page, self._names if made is None else titles)
            if self._index is not None:
                is_searched = _is_searched(project, source) if made is None else made.searched
                offers = made.offers if made else files.offers(source)
                yield from searched.compare(page, article, entry, is_searched, offers)
            if figure := self._evidence.get(source):
                yield from evidence.compare(page, figure)
            if made is None:
                own = project.passages_of(source)
                within = f"//*[@id='{DOCUMENT}']" if is_document(source) else "//article"
                yield from marks.compare(page, within, own, typed)

        wanted = articles.addressed(project, source, shown)
        names = self._names if path == _HOME else []
        return Reading(path, (wanted, typed, entry, self._frame, names), compare)

    @cached_property
    def _frame(self) -> str:
        """What stands around the article of the home page, and so of all pages; else empty."""
        file = self._site / _HOME
        content = whole.read(file) if file.is_file() else b""
        return frames.read(_HOME, content.decode("utf-8", "replace")).text

    @cached_property
    def _names(self) -> list[str]:
        """The names that the project gives to the frame of every page, in order."""
        typed = settings.read(self._project.root)[0]
        given = typed if isinstance(typed, dict) else {}
        nav = given.get(navigation.ENTRY) or menu.entries(self._project)
        site = f"{self._project.unit.name} · {given.get('site_name', '')}"
        said = (str(given.get(key, "")) for key in ("site_description", "site_author"))
        address = f"{str(given.get('site_url', '')).rstrip('/')}/"
        listed = navigation.untitled(nav)
        own = (title for page in listed if page in self._all for title in self._titles_of(page))
        names = map(unescape, navigation.names(nav))
        return [site, editions.label(self._project.edition), address, *said, *names, *own]

    def _titles_of(self, source: str) -> list[str]:
        article = articles.element(articles.wanted(self._project, source))
        return _titles(self._project, source, article, [])

    def _of_plain(self) -> Reading:
        """Return the comparison of the theme's own page, which holds no article of the project."""

        def compare(content: bytes) -> Iterator[Issue]:
            yield from frames.judge(opened(engine.PLAIN, content), self._names)

        return Reading(engine.PLAIN, self._names, compare)

    @cached_property
    def _index(self) -> Index | None:
        """What the search knows; None where its file cannot be read."""
        try:
            return search.read(whole.read(self._site / search.FILE).decode())
        except Exception:  # a damaged index breaks its reader in any way
            return None

    def _of_index(self, _: bytes) -> Iterator[Issue]:
        if self._index is None:
            raise Mistake("不是搜索的索引")
        yield from searched.others(self._index.entries, self._addresses)
        yield from searched.words(self._index, self._project.unit.year, self._groups)

    @cached_property
    def _groups(self) -> list[synonyms.Group]:
        return synonyms.groups(self._project)

    @property
    def _addresses(self) -> set[str]:
        return set(map(_address, self._sources))

    def _of_documents(self) -> Iterator[Reading]:
        for each in self._project.every_document:
            for ending in _CODES:
                path = file_of(each.report, ending).as_posix()
                if path in self._files:
                    yield self._of_document(each, path, ending)

    def _of_document(self, project: Project, path: str, ending: str) -> Reading:
        page = project.report.page_path
        if ending in files.PAGELESS:
            wanted = held = files.held(ending, "", project, Form())
        else:  # the page that the project says, whatever the site's own page shows
            wanted = articles.addressed(project, page, project.finished[page])

        def compare(content: bytes) -> Iterator[Issue]:
            due = (
                held
                if ending in files.PAGELESS
                else files.held(ending, articles.wanted(project, page), project, Form())
            )
            wrong = files.faults(ending, content, due)
            if wrong:  # made anew the next time
                kept.forget(project.root, ending)
            for message in wrong:
                yield Issue(Place(path), message, code=_CODES[ending])

        return Reading(path, wanted, compare)


def _titles(project: Project, source: str, article: Any, names: list[str]) -> list[str]:
    """Return the names that a page may have: its own, its heading, or one of the navigation."""
    if made := project.generated.get(source):
        return [made.title, *names]
    head = project.head_of(source).get("title", "")
    headings = ("".join(each.itertext()) for each in article.iter("h1"))
    document = [project.document_of(source).report.name] if is_document(source) else []
    return [str(head), *document, *headings, *_plain(PurePosixPath(source).stem), *names]


def _plain(name: str) -> tuple[str, str]:
    """Return the titles that the engine may make of the name of a file or a folder."""
    said = name.replace("-", " ").replace("_", " ")
    return said, said.capitalize()


def _address(path: str) -> str:
    """Return the address of a page, as the search has it."""
    return quote(path.removesuffix("index.html"))


def _is_searched(project: Project, source: str) -> bool:
    head = heads.restated(project.head_of(source))
    return "search" not in json.loads(head.strip("-\n"))


def _stray(path: str, _: bytes) -> Iterator[Issue]:
    message = f"网站里多出这个文件，不是由数据、正文和主题做的；请{AGAIN}"
    yield Issue(Place(path), message, code="finished.stray")


@finds("finished.stray")
def _mapped(path: str, addresses: set[str], content: bytes) -> Iterator[Issue]:
    """Yield where the list of pages for crawlers holds anything but pages of the site and days."""
    try:
        root: Any = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        raise Mistake(str(error)) from None
    for node in root.iter():
        text = (node.text or "").strip()
        kind = etree.QName(node).localname if isinstance(node.tag, str) else ""
        is_page = kind == "loc" and any(text.endswith(f"/{each}") for each in addresses)
        is_day = kind == "lastmod" and _DAY.fullmatch(text)
        if not (is_page or is_day or (kind in ("urlset", "url") and not text)):
            yield Issue(Place(path, node.sourceline or 1), f"多出“{text or node.tag}”；请{AGAIN}")


def _digest_of(file: Path) -> str:
    """Return the SHA-256 of an ordinary file; empty where there is none."""
    return hashlib.sha256(whole.read(file)).hexdigest() if file.is_file() else ""


def _copy(path: str, digest: str, what: str, unpack: Callable[[bytes], bytes] = bytes) -> Reading:
    """Return the comparison of a file with the SHA-256 of what it must hold."""

    def compare(content: bytes) -> Iterator[Issue]:
        if hashlib.sha256(unpack(content)).hexdigest() != digest:
            yield Issue(Place(path), f"{what}；请{AGAIN}", code="finished.copy")

    return Reading(path, digest, compare)


def _unpacked(content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise Mistake(str(error)) from None
