"""For whom the files below docs/ are, and that no edition is told of what is not for it.

A page or a section says so in its front matter (``可见: 班子``), every file by lying in a folder of
that name. What everybody reads may not name what is for a few: the name alone would tell of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ledger.checks.records.audiences import what_is_seen_names_nothing_hidden
from ledger.issues import Issue, Place, unsaid
from ledger.language.numerals import exact_text
from ledger.project import Project
from ledger.prose import active, heads, inventory
from ledger.prose import calls as prose
from ledger.prose.addresses import is_section
from ledger.prose.calls import Call
from ledger.prose.finished import open_comment
from ledger.records.base import Record
from ledger.records.dataset import Dataset, read_all
from ledger.records.editions import (
    EDITIONS,
    doubtful_folder,
    narrowest,
    of_folders,
    sees,
)
from ledger.records.types.official import Report

#: the pages that every edition has
FOR_ALL = ("docs/index.md", "docs/report/index.md")
#: the words whose first argument names a record of a ledger
NAMING = {"figure": "指标", "document": "文件会议", "cite": "法规", "topic": "机制项目", "record": "履责记录"}  # fmt: skip
_TARGET = re.compile(
    r"\]\(\s*<?(?P<link>[^)\s>]+)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<named>[^\s>]+)"
    r"|\b(?:href|src|data|poster)\s*=\s*[\"']?(?P<raw>[^\"'\s>]+)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Authored:
    """The authors' texts, and for whom each file below docs/ is, by the path from the root."""

    texts: Mapping[str, str]
    readers: Mapping[str, str]

    def shown(self, edition: str) -> dict[str, str]:
        """Return the texts that an edition may show."""
        return {path: text for path, text in self.texts.items() if self.shows(edition, path)}

    def files(self, edition: str) -> dict[str, str | None]:
        """Return what an edition may publish, by its path below docs/: a page's text, or None."""
        return {
            path.removeprefix("docs/"): self.texts.get(path)
            for path in self.readers
            if self.shows(edition, path) and not is_section(path.removeprefix("docs/"))
        }

    def shows(self, edition: str, path: str) -> bool:
        """Whether an edition may show a file."""
        return sees(edition, self.readers[path])

    def withheld(self, edition: str) -> frozenset[str]:
        """Return the paths below docs/ of what an edition may not show."""
        paths = (path for path in self.readers if not self.shows(edition, path))
        return frozenset(path.removeprefix("docs/") for path in paths)


def read(root: Path) -> tuple[Authored, list[Issue]]:
    """Read the authors' texts, and see for whom the files below docs/ are."""
    texts: dict[str, str] = {}
    readers: dict[str, str] = {}
    entries, issues = inventory.below(root)
    for entry in entries:
        path, own = entry.path, None
        if entry.is_page:
            texts[path], own, found = _page(entry.file, path)
            issues += found
        readers[path] = narrowest((of_folders(path), own or EDITIONS[0]))
        if own is None and (folder := doubtful_folder(path)):
            issues.append(Issue(Place(path), _renamed(folder)))
    return Authored(texts, readers), issues


def _page(file: Path, path: str) -> tuple[str, str | None, list[Issue]]:
    """Return a page's text, for whom it says that it is, and what is wrong with it."""
    text, issues = prose.read(file, path)
    own, found = heads.audience(text, path)
    issues += unsaid((*heads.check(text, path), *active.check(text, path)), issues)
    if (at := open_comment(text)) is not None:
        place = prose.place_at(text, at, path)
        issues.append(Issue(place, "注释“<!--”没有用“-->”收尾，后面的文字都会没有；请补上"))
    return text, own, issues + found


def _renamed(folder: str) -> str:
    meant = "、".join(EDITIONS[1:])
    return (
        f"文件夹“{folder}”不限定读者，限定读者的文件夹只叫 {meant}；"
        f"请改文件夹的名，或在页首写明 {heads.AUDIENCE}（附件不能写，请移出这个文件夹）"
    )


@dataclass(frozen=True)
class Audiences:
    """For whom things are, beside what they say themselves: records by ledger and name, files."""

    name_of: Callable[[Record], str]
    records: Mapping[tuple[str, str], str]
    files: Mapping[str, str]

    def of_records(self, whole: Dataset) -> Dataset:
        """Return a dataset whose records are for no more than these audiences."""
        found = {
            ledger: [self._narrowed(ledger, record) for record in entries]
            for ledger, entries in whole.records.items()
        }
        return Dataset(found, set(whole.partial))

    def _narrowed(self, ledger: str, record: Record) -> Record:
        also = self.records.get((ledger, self.name_of(record)), EDITIONS[0])
        readers = narrowest((record.readers, also))
        return (
            record if readers == record.readers else record.model_copy(update={"readers": readers})
        )

    def of_files(self, authored: Authored) -> Authored:
        """Return the files, none of them for more than these audiences."""
        readers = {
            path: narrowest((own, self.files.get(path, EDITIONS[0])))
            for path, own in authored.readers.items()
        }
        return Authored(authored.texts, readers)


def audiences(root: Path, edition: str, name_of: Callable[[Record], str]) -> Audiences:
    """Return for whom the records and the files of a project are that an edition does not show."""
    whole, authored = read_all(root)[0], read(root)[0]
    found = {
        (ledger, name_of(record)): record.readers
        for ledger, entries in whole.records.items()
        for record in entries
        if not sees(edition, record.readers)
    }
    files = {path: own for path, own in authored.readers.items() if not sees(edition, own)}
    return Audiences(name_of, found, files)


def restricted(whole: Dataset, authored: Authored) -> bool:
    """Whether any record or file is not for everybody."""
    records = (record for entries in whole.records.values() for record in entries)
    found = (*authored.readers.values(), *(record.readers for record in records))
    return any(each != EDITIONS[0] for each in found)


def check(whole: Dataset, authored: Authored, made: Mapping[str, str]) -> list[Issue]:
    """Return what names something hidden, where more may read it.

    ``made`` says for whom the generated pages are, by their path below docs/.
    """
    return [
        *what_is_seen_names_nothing_hidden(whole),
        *_bound_pages(whole, authored),
        *_words(whole, authored),
        *_links(authored, made),
    ]


def _bound_pages(whole: Dataset, authored: Authored) -> Iterator[Issue]:
    """The home page and the report are for everybody, and so is what is bound with the report."""
    for path in FOR_ALL:
        if authored.readers.get(path, EDITIONS[0]) != EDITIONS[0]:
            yield Issue(
                Place(path),
                f"{heads.AUDIENCE}：这一页各版都要有，不能只给一部分人看；可以限定它的各节",
            )
    for report in whole.of(Report):
        for index, part in enumerate(report.enclosures):
            audience = authored.readers.get(f"docs/report/{part.file}", EDITIONS[0])
            if audience != EDITIONS[0]:
                message = f"附件：{_hidden(part.file, audience)}"
                yield report.issue(message, "enclosures", index, "文件")


def _words(whole: Dataset, authored: Authored) -> Iterator[Issue]:
    for path, text in authored.texts.items():
        for call in prose.scan(text, path)[0]:
            ledger, name = _asked(call)
            found = whole.words(ledger).get(name) if ledger else None
            if found and not sees(authored.readers[path], found.readers):
                yield Issue(call.place, _hidden(name, found.readers))


def _asked(call: Call) -> tuple[str, str]:
    values = [*call.arguments, *(value for _, value in call.options)]
    return NAMING.get(call.word, ""), str(values[0]) if values else ""


def _hidden(name: str, audience: str) -> str:
    return f"引用了只给{audience}看的“{name}”；把这一页也设为{audience}，或换一个"


def _links(authored: Authored, made: Mapping[str, str]) -> Iterator[Issue]:
    known = {path.removeprefix("docs/"): each for path, each in authored.readers.items()}
    known = {**made, **known}
    for path, text in authored.texts.items():
        for match in _TARGET.finditer(text):
            name = str(match[match.lastgroup or 0])
            audience = narrowest(known.get(each, EDITIONS[0]) for each in _targets(path, name))
            if not sees(authored.readers[path], audience):
                place = prose.place_at(text, match.start(match.lastgroup or 0), path)
                yield Issue(place, _hidden(unquote(name), audience))


def _targets(path: str, name: str) -> Iterator[str]:
    """Yield what an address may lead to: as a file's or, in HTML, as a page's, which lies deeper."""
    target = unquote(re.split("[?#]", name)[0]).removeprefix("site:")
    page = path.removeprefix("docs/")
    for folder in (posixpath.dirname(page), page.removesuffix(".md")):
        found = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield from (found, f"{found}.md", f"{found}/index.md")


def differing(projects: Mapping[str, Project]) -> Iterator[Issue]:
    """Yield the figures that the authors' pages would publish with two values.

    ``projects`` are the editions. One sentence says one number, whoever reads it.
    """
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
            yield definition.issue(message)
