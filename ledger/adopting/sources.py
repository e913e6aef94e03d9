"""Old reports as drafts: the one place at which files are read and spots are found."""

from __future__ import annotations

from pathlib import Path

from ledger.adopting import kept
from ledger.adopting.kept import Look
from ledger.adopting.model import Draft, Kind, Spot
from ledger.language import quantities, titles
from ledger.machine import files
from ledger.project import Project


def look(project: Project) -> Look:
    """Return the look for spots of a project."""
    terms = project.dataset.declared.terms

    def find(text: str) -> list[Spot]:
        found = []
        taken = set()
        for t in titles.find(text):
            if t.marked:
                found.append(Spot(t.start, t.end, text[t.start : t.end], Kind.TITLE))
                taken |= set(range(t.start, t.end))
        for q in quantities.all_in(text, terms):
            if not taken & set(range(q.start, q.end)):
                found.append(
                    Spot(
                        q.start,
                        q.end,
                        text[q.start : q.end],
                        Kind.NORM if q.norm else Kind.QUANTITY,
                    )
                )
        import re

        for m in re.finditer("[0-9]{4}年度?|[0-9]+月[0-9]+日", text):
            if not taken & set(range(*m.span())) and not any(
                s.start < m.end() and m.start() < s.end for s in found
            ):
                found.append(Spot(*m.span(), m[0], Kind.DATE))
        return sorted(found, key=lambda s: s.start)

    return find


def draft(file: Path, project: Project) -> Draft:
    """Return the draft of a file."""
    return kept.read(files.read(file).decode(), file.name, 0, look(project))
