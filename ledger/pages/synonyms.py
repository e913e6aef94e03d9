"""Words that find each other in the search: a bureau's own, the product's, full and short names.

All are data: ``data/近义词.yml`` holds a bureau's own (the ledger 近义词), and
``ledger/language/synonyms.yml``, written in the same way, what any bureau can use.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ledger import language
from ledger.machine import files
from ledger.project import Project
from ledger.records import source
from ledger.records.types.language import Synonyms

_SHIPPED = Path(language.__file__).with_name("synonyms.yml")

#: words that mean the same
Group = tuple[str, ...]


def groups(project: Project) -> list[Group]:
    """Return the groups that an edition's readers may know; a word may stand in several."""
    own = (tuple(group.words) for group in project.dataset.of(Synonyms))
    return list(dict.fromkeys([*own, *shipped(), *_named(project)]))


@cache
def shipped() -> tuple[Group, ...]:
    """Return the groups that the product brings; raises ``ValueError`` for a damaged file."""
    text, _ = source.text_of(_SHIPPED, _SHIPPED.name, files.read)
    entries, wrong = source.parse(text, _SHIPPED.name)
    if wrong or not isinstance(entries, list):
        raise ValueError(f"{_SHIPPED}: {wrong}")
    return tuple(tuple(Synonyms.from_source(entry).words) for entry in entries)


def _named(project: Project) -> Iterator[Group]:
    """Yield the full and the short name of records, where neither holds the other.

    Whoever looks for a piece of a name finds the name anyway.
    """
    for record in project.dataset.every:
        full, short = getattr(record, "name", None), getattr(record, "short", None)
        if full and short and full not in short and short not in full:
            yield full, short
