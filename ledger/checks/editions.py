"""Checks that no edition mentions what its readers may not see.

A page or a section states its audience in its front matter (``可见: 班子``), any file by its folder's
name. A page for everybody may not even name a restricted record: the name alone would reveal it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from ledger.checks.records.audiences import what_is_seen_names_nothing_hidden
from ledger.figures.wording import exact_text
from ledger.issues import Issue, Place, finds
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.prose import calls, heads, links
from ledger.prose.addresses import REPORT, home_of
from ledger.prose.authored import Authored, read
from ledger.prose.calls import Call
from ledger.records.base import Record
from ledger.records.dataset import TITLED, Dataset, read_all, with_records
from ledger.records.editions import (
    EDITIONS,
    hides,
    narrowest,
    sees,
)
from ledger.remembered import remembered

#: the pages that every edition has
FOR_ALL = ("docs/index.md", f"docs/{REPORT}")
#: words whose first argument names a record -> the ledgers in which they look, one after the other
NAMING = {"figure": ("指标",), "document": TITLED, "cite": ("法规",), "topic": ("机制项目",), "record": ("履责记录",)}  # fmt: skip
#: everything that could be a link. ``links.found`` reads as the engine does, and finds none in comments,
#: in code and in half a link; here a name is enough to reveal a file, so all of these count
_TARGET = Pattern(
    r"\]\(\s*<?(?P<link>[^)\s>]+)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<named>[^\s>]+)"
    rf"|\b(?:{links.ADDRESSES})\s*=\s*[\"']?(?P<raw>[^\"'\s>]+)",
    re.MULTILINE | re.IGNORECASE,
)


#: a record: its ledger, the year in whose folder it lies, its name
Key = tuple[str, int | None, str]


@dataclass(frozen=True)
class Audiences:
    """Further limits on audiences: of records, by ``Key``, and of files, by path."""

    name_of: Callable[[Record], str]
    records: Mapping[Key, str]
    files: Mapping[str, str]

    def of_records(self, whole: Dataset) -> Dataset:
        """Return a dataset whose records are limited to these audiences."""
        found = {
            ledger: [self._narrowed(ledger, record) for record in entries]
            for ledger, entries in whole.records.items()
        }
        beside = {year: self.of_records(other) for year, other in whole.beside.items()}
        return with_records(whole, found, beside)

    def _narrowed(self, ledger: str, record: Record) -> Record:
        also = self.records.get((ledger, record.folder, self.name_of(record)), EDITIONS[0])
        readers = narrowest((record.readers, also))
        return (
            record if readers == record.readers else record.model_copy(update={"readers": readers})
        )

    def of_files(self, authored: Authored) -> Authored:
        """Return the files, limited to these audiences."""
        readers = {
            path: narrowest((own, self.files.get(path, EDITIONS[0])))
            for path, own in authored.readers.items()
        }
        return replace(authored, readers=readers)


def audiences(root: Path, edition: str, name_of: Callable[[Record], str]) -> Audiences:
    """Return the audiences of the records and files that an edition hides."""
    whole = read_all(root)[0]
    authored = read(root)[0].of_documents(whole.documents)
    found = {
        (record.ledger.name, record.folder, name_of(record)): record.readers
        for record in whole.of_all_years
        if not sees(edition, record.readers)
    }
    files = {path: own for path, own in authored.readers.items() if not sees(edition, own)}
    return Audiences(name_of, found, files)


def restricted(whole: Dataset, authored: Authored) -> bool:
    """Whether any record or file is restricted, or a key of a declared ledger that has records."""
    declared = (ledger for ledger in whole.ledgers.values() if ledger.declared)
    datasets = (whole, *whole.beside.values())
    for each in declared:
        if hides(each.record, EDITIONS[0]) and any(some.records[each.name] for some in datasets):
            return True
    found = (*authored.readers.values(), *(record.readers for record in whole.of_all_years))
    return any(each != EDITIONS[0] for each in found)


def named(whole: Dataset, authored: Authored) -> Iterator[Issue]:
    """Yield the mentions of restricted records and files in texts with a wider audience."""
    yield from what_is_seen_names_nothing_hidden(whole)
    yield from _bound_pages(whole, authored)
    yield from _borrowed(whole, authored)
    yield from _words(whole, authored)


def _bound_pages(whole: Dataset, authored: Authored) -> Iterator[Issue]:
    """Yield restrictions on the home page, the report and its enclosures: none may have any."""
    for path in FOR_ALL:
        if authored.readers.get(path, EDITIONS[0]) != EDITIONS[0]:
            message = f"{heads.AUDIENCE}：这一页各版都要有，不能只给一部分人看；可以限定它的各节"
            yield Issue(Place(path), message, code="edition.for_all")
    for document in whole.documents:
        page = f"docs/{document.page_path}"
        if page not in FOR_ALL and authored.readers.get(page, "") not in ("", document.readers):
            where = document.place().path
            message = (
                f"{heads.AUDIENCE}：整份公文给谁看写在 {where} 里；请删去这里的，或限定它的各节"
            )
            yield Issue(Place(page), message, code="edition.for_all")
        for index, part in enumerate(document.enclosures):
            audience = authored.readers.get(document.path_of(part.file), EDITIONS[0])
            if not sees(document.readers, audience):
                message = f"附件：{_hidden(part.file, audience)}"
                yield document.issue(message, "enclosures", index, "文件", code="edition.hidden")
        if document.is_yearly and document.readers != EDITIONS[0]:
            message = f"{heads.AUDIENCE}：年度报告各版都要有，不能只给一部分人看；可以限定它的各节"
            yield document.issue(message, "readers", code="edition.for_all")


@finds("edition.hidden")
def _borrowed(whole: Dataset, authored: Authored) -> Iterator[Issue]:
    """Yield the sections that a document takes from a document with fewer readers.

    Its path says the name of that document.
    """
    homes = {each.home: each.readers for each in whole.documents}
    for document in whole.documents:
        page = f"docs/{document.page_path}"

        def hidden(name: str, readers: str = document.readers) -> str:
            audience = homes.get(home_of(name), EDITIONS[0])
            return "" if sees(readers, audience) else _hidden(name, audience)

        for index, name in enumerate(document.sections):
            if message := hidden(name):
                yield document.issue(f"各节：{message}", "sections", index)
        for call in calls.scan(authored.texts.get(page, ""), page)[0]:
            if call.word == "section" and (message := hidden(_asked(call)[1])):
                yield Issue(call.place, message)


def _words(whole: Dataset, authored: Authored) -> Iterator[Issue]:
    if all(record.readers == EDITIONS[0] for record in whole.of_all_years):
        return
    for path, text in authored.texts.items():
        for call in calls.scan(text, path)[0]:
            ledgers, name = _asked(call)
            known = (whole.named(ledger, name) for ledger in ledgers)
            found = next(filter(None, known), None)
            if found and not sees(authored.readers[path], found.readers):
                yield Issue(call.place, _hidden(name, found.readers), code="edition.hidden")


def _asked(call: Call) -> tuple[tuple[str, ...], str]:
    values = [*call.arguments, *(value for _, value in call.options)]
    return NAMING.get(call.word, ()), str(values[0]) if values else ""


def _hidden(name: str, audience: str) -> str:
    return f"引用了只给{audience}看的“{name}”；把这一页也设为{audience}，或换一个"


def linked(authored: Authored, made: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the links to restricted files in texts with a wider audience.

    ``made`` holds the audiences of the generated pages, by their paths below docs/.
    """
    known = {path.removeprefix("docs/"): each for path, each in authored.readers.items()}
    known = {**made, **known}
    for path, text in authored.texts.items():
        for start, name, targets in _addresses(text, path):
            audience = narrowest(known.get(each, EDITIONS[0]) for each in targets)
            if not sees(authored.readers[path], audience):
                place = calls.place_at(text, start, path)
                yield Issue(place, _hidden(unquote(name), audience), code="edition.hidden")


@remembered
def _addresses(text: str, path: str) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Return where each address of a text stands, the address, and its possible targets."""
    found = []
    for match in _TARGET.finditer(text):
        name = links.written(str(match[match.lastgroup or 0]))
        found.append((match.start(match.lastgroup or 0), name, tuple(_targets(path, name))))
    return tuple(found)


def _targets(path: str, name: str) -> Iterator[str]:
    """Yield the possible targets of an address, relative to the file and to the built page."""
    target = unquote(re.split("[?#]", name)[0]).removeprefix("site:")
    page = path.removeprefix("docs/")
    for folder in (posixpath.dirname(page), page.removesuffix(".md")):
        found = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield from (found, f"{found}.md", f"{found}/index.md")


def differing(projects: Mapping[str, Project]) -> Iterator[Issue]:
    """Yield the figures that the authors' pages would publish with different values.

    ``projects`` are the editions, by name. A sentence must show the same number to every reader.
    """
    pages = dict.fromkeys(page for each in projects.values() for page in ("", *each.documents))
    for page in pages:
        yield from _differing(
            {
                edition: each.document_of(page)
                for edition, each in projects.items()
                if not page or page in each.documents
            }
        )


def _differing(projects: Mapping[str, Project]) -> Iterator[Issue]:
    """Yield the same of one document."""
    names = {figure: None for project in projects.values() for figure in project.figures}
    for name in names:
        values = {
            edition: figure
            for edition, project in projects.items()
            if (figure := project.figures.get(name)) and project.uses.get(figure.id)
        }
        if len({figure.value for figure in values.values()}) > 1:
            definition = next(iter(values.values())).definition
            said = "，".join(f"{edition}版是 {exact_text(f)}" for edition, f in values.items())
            message = (
                f"指标“{name}”用在正文里，各版不同：{said}；"
                "请写 含不可见: 是（合计等写在它所用的指标里），或把数到的记录设为全员"
            )
            yield definition.issue(message, code="edition.differing")
