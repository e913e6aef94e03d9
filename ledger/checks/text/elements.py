"""Finds elements of the document that stand in its sections: a signature, a date, an addressee.

They come with a text that was pasted from Word. The report's head and foot print them from
report.yml (GB/T 9704-2012, clause 7), so they would be printed twice. Each stands on lines of its
own; in a sentence the same words are text. An attachment (附件) may be a document with its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from ledger.issues import Issue, Place
from ledger.patterns import Pattern
from ledger.prose import hidden
from ledger.prose.addresses import is_section
from ledger.reading import elements
from ledger.records.dataset import Dataset
from ledger.remembered import remembered

_BLANK = f" \t\u3000*_{hidden.NOTHING}"
_ITEM = Pattern(r"^[ \t]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\|)")


def check(dataset: Dataset, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the elements that stand in the sections of the document's text."""
    enclosed = {each.path_of(part.file) for each in dataset.reports for part in each.enclosures}
    own = tuple(dict.fromkeys(_own(dataset)))
    for path, text in texts.items():
        if is_section(path.removeprefix("docs/")) and path not in enclosed:
            yield from _of_section(path, text, own)


def _own(dataset: Dataset) -> Iterator[str]:
    """Yield how the bureau may sign."""
    yield from (report.signature for report in dataset.reports if report.signature)
    if dataset.has_bureau:
        unit = dataset.unit
        yield from (unit.name, unit.full_name, unit.party_group)
        yield unit.party_group.removeprefix("中共")


@remembered
def _of_section(path: str, text: str, own: tuple[str, ...]) -> tuple[Issue, ...]:
    """Return the elements of a section; a signature and the date below are one."""
    found: list[Issue] = []
    before, lines = None, [*_lines(text), (Place(path), "")]
    for (place, line), (_, following) in pairwise(lines):
        element = elements.of(line, following, own)
        if element and not element == before == elements.SIGNATURE:
            what, part, key = element
            message = f"“{line}”是{what}，由 {{{{ report_{part}() }}}} 印出；请删去，要改的改 report.yml 的“{key}”"
            found.append(Issue(place._replace(path=path), message, len(line), "section.element"))
        before = element
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[Place, str]]:
    """Yield the lines that are no item and no row, as their readers see them, and where."""
    shown = hidden.shown(text).split("\n")
    for number, (seen, typed) in enumerate(zip(shown, text.split("\n"), strict=True), 1):
        if (line := seen.strip(_BLANK)) and not _ITEM.match(typed):
            yield Place("", number, seen.index(line) + 1), line
