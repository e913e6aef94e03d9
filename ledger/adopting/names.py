"""The names of a project's data for which a word of the text stands, and that word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from ledger.project import Project
from ledger.records.dataset import names_of
from ledger.records.types.bureau import Document, Organ, Post
from ledger.records.types.mechanisms import Mechanism
from ledger.wordlists import MEETING


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


def known(project: Project) -> dict[str, bool]:
    """Return the names that are spots, and whether each is one only where a name may begin.

    Names of posts and departments stand in those of others: 局长 in 副局长.
    """
    own = project.dataset.of(Post), project.dataset.of(Organ)
    words = (word for each in chain(*own) for word in names_of(each) if word != each.id)
    return {**dict.fromkeys(words, True), **dict.fromkeys(named(project), False)}


def of_unit(project: Project) -> dict[str, str]:
    """Return the names of the bureau by their keys."""
    unit = project.unit
    fields = ("full_name", "name", "party_group")
    return {**{unit.key_of(field): getattr(unit, field) for field in fields}, **unit.more}


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
