"""The names of a project's data for which a word of the text stands, and that word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledger.adopting.model import Draft
from ledger.project import Project
from ledger.reading.elements import SIGNED
from ledger.records.types.bureau import Document
from ledger.records.types.mechanisms import Mechanism
from ledger.wordlists import MEETING

#: who signed: the key of the element
_SIGNATURE = "署名"


class Named(NamedTuple):
    """The word that says a name, and where the name is from."""

    word: str
    source: str


def named(project: Project) -> dict[str, Named]:
    """Return the word for each name; of several things of a name the first."""
    found: dict[str, Named] = {}
    for name, each in (*_of_unit(project), *_of_mechanisms(project), *_of_meetings(project)):
        found.setdefault(name, each)
    return found


def of_unit(project: Project) -> dict[str, str]:
    """Return the names of the bureau by their keys."""
    unit = project.unit
    fields = ("full_name", "name", "party_group")
    return {**{unit.key_of(field): getattr(unit, field) for field in fields}, **unit.more}


def others(project: Project, draft: Draft) -> Iterator[str]:
    """Yield the lines in which another body than the bureau signs a report."""
    own = [name for name in of_unit(project).values() if name]
    for part in draft.parts:
        if (
            part.key == _SIGNATURE
            and SIGNED.fullmatch(part.text)
            and not any(name in part.text for name in own)
        ):
            yield f"{draft.name}:{part.line}  署名“{part.text}”不是本单位；请核对是不是拿错了文件"


def said(document: Document) -> str:
    """Return the word for a document or a meeting: by its short name where it has one."""
    if document.short and document.short != document.name:
        return f'document("{document.short}", "简称")'
    return f'document("{document.name}")'


def _of_unit(project: Project) -> Iterator[tuple[str, Named]]:
    for key, name in of_unit(project).items():
        yield name, Named(f'unit("{key}")', f"单位的“{key}”")


def _of_mechanisms(project: Project) -> Iterator[tuple[str, Named]]:
    for each in project.dataset.of(Mechanism):
        for name in filter(None, (each.name, each.short)):
            yield name, Named(f'topic("{name}")', "机制项目里有")


def _of_meetings(project: Project) -> Iterator[tuple[str, Named]]:
    for each in project.dataset.of(Document):
        if each.kind.has(MEETING):
            for name in filter(None, (each.name, each.short)):
                yield name, Named(said(each), f"文件会议里有，{each.date}")
