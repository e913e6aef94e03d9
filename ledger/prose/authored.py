"""docs/ -> the authors' texts, and for whom each file is.

A page or a section says so in its front matter, every file by lying in a folder of that name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ledger.issues import Issue, Place, outside
from ledger.prose import active, calls, headings, heads, inventory, unseen
from ledger.prose.addresses import home_of
from ledger.prose.hidden import open_comment
from ledger.records import source
from ledger.records.editions import (
    EDITIONS,
    doubtful_folder,
    narrowest,
    of_folders,
    sees,
)
from ledger.records.types.official import OfficialDocument
from ledger.remembered import remembered


@dataclass(frozen=True)
class Attachment:
    """What is kept of an attachment as it was read: its SHA-256, and what is wrong in it."""

    digest: str
    issues: tuple[Issue, ...]


#: what looks into an attachment: given its content and its path, it yields the findings
Look = Callable[[bytes, str], Iterable[Issue]]


@dataclass(frozen=True)
class Authored:
    """The authors' texts, and for whom each file below docs/ is, by the path from the root.

    ``heads`` are what the texts say of themselves. An ``unread`` text is empty. Every file is either
    a text or an attachment.
    """

    texts: Mapping[str, str]
    attachments: Mapping[str, Attachment]
    readers: Mapping[str, str]
    heads: Mapping[str, source.Mapping]
    unread: frozenset[str] = frozenset()

    def shown(self, edition: str) -> dict[str, str]:
        """Return the texts that an edition may show."""
        return {path: text for path, text in self.texts.items() if self.shows(edition, path)}

    def attached(self, edition: str) -> dict[str, str]:
        """Return the attachments that an edition may publish: digests by the path below docs/."""
        return {
            path.removeprefix("docs/"): attachment.digest
            for path, attachment in self.attachments.items()
            if self.shows(edition, path)
        }

    def headed(self, edition: str) -> dict[str, source.Mapping]:
        """Return what the texts that an edition may show say of themselves."""
        return {path: head for path, head in self.heads.items() if self.shows(edition, path)}

    def shows(self, edition: str, path: str) -> bool:
        """Whether an edition may show a file."""
        return sees(edition, self.readers[path])

    def of_documents(self, documents: Iterable[OfficialDocument]) -> Authored:
        """Return the files, those of each document limited to its readers."""
        audiences = {each.home: each.readers for each in documents}
        readers = {
            path: narrowest((own, audiences.get(home_of(path.removeprefix("docs/")), own)))
            for path, own in self.readers.items()
        }
        return replace(self, readers=readers)

    def withheld(self, edition: str) -> frozenset[str]:
        """Return the paths below docs/ of what an edition may not show."""
        paths = (path for path in self.readers if not self.shows(edition, path))
        return frozenset(path.removeprefix("docs/") for path in paths)


def _nothing(*_: object) -> Iterable[Issue]:
    return ()


def read(root: Path, look: Look = _nothing) -> tuple[Authored, list[Issue]]:
    """Read every file below docs/ once: the texts, the attachments, and for whom each file is."""
    texts: dict[str, str] = {}
    attachments: dict[str, Attachment] = {}
    said: dict[str, source.Mapping] = {}
    readers: dict[str, str] = {}
    issues: list[Issue] = []
    for entry in inventory.below(root):
        if isinstance(entry, Issue):
            issues.append(entry)
            continue
        path, own = entry.path, None
        if entry.is_page:
            texts[path], said[path], found = _page(entry.content, path)
            own, wrong = heads.audience(said[path], path)
            issues += [*found, *wrong]
        else:
            digest = hashlib.sha256(entry.content).hexdigest()
            attachments[path] = Attachment(digest, tuple(look(entry.content, path)))
        readers[path] = narrowest((of_folders(path), own or EDITIONS[0]))
        if own is None and (folder := doubtful_folder(path)):
            issues.append(Issue(Place(path), _renamed(folder), code="edition.folder"))
    unread = {issue.place.path for issue in issues if texts.get(issue.place.path) == ""}
    return Authored(texts, attachments, readers, said, frozenset(unread)), issues


@remembered
def _page(content: bytes, path: str) -> tuple[str, source.Mapping, tuple[Issue, ...]]:
    """Return a page's text, its head, and what is wrong with them."""
    text, unread = source.typed(content, path)
    head, found = heads.read(text, path)
    issues = [*unread, *unseen.check(text, path), *found]
    strange = list(heads.check(text, path, head))
    said = {issue.place.line for issue in strange}  # a line for the head holds no attributes
    html = (issue for issue in active.check(text, path) if issue.place.line not in said)
    issues += outside((*strange, *html, *headings.check(text, path)), issues)
    if (at := open_comment(text)) is not None:
        place = calls.place_at(text, at, path)
        message = "注释“<!--”没有用“-->”收尾，后面的文字都会没有；请补上"
        issues.append(Issue(place, message, code="html.comment"))
    return text, head, tuple(issues)


def _renamed(folder: str) -> str:
    meant = "、".join(EDITIONS[1:])
    return (
        f"文件夹“{folder}”不限定读者，限定读者的文件夹只叫 {meant}；"
        f"请改文件夹的名，或在页首写明 {heads.AUDIENCE}（附件不能写，请移出这个文件夹）"
    )
