"""The log of releases (发布记录): when each was published, and what it changed.

Each release's manifest holds the log and passes it on to the next release. ``RELEASE_LOG`` names a
file from which the build of a release reads the log. The same project and the same earlier releases
give the same bytes.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from ledger.changes.model import Changes
from ledger.machine import files
from ledger.project import Project
from ledger.publishing.revision import Revision, at

#: the variable that names the file of the log, which lists the new release first
VARIABLE = "RELEASE_LOG"


class Value(NamedTuple):
    """A figure whose shown value changed; ``old`` or ``new`` is empty where there is no figure."""

    id: str
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class LogEntry:
    """A release: its number, its revision, and the changes since an earlier release.

    ``since`` is the number of the release that was served before, 0 for the first. ``records``
    counts changed records by ledger, ``paragraphs`` those of the report. ``unknown`` is the reason
    why the changes are not known.
    """

    number: int
    date: str
    revision: str
    since: int = 0
    figures: tuple[Value, ...] = ()
    paragraphs: int = 0
    records: tuple[tuple[str, int], ...] = ()
    unknown: str = ""

    @property
    def empty(self) -> bool:
        """Whether no change is visible in the edition."""
        return not (self.figures or self.paragraphs or self.records)


def entry(number: int, revision: Revision) -> LogEntry:
    """Return a release whose changes are not known yet."""
    return LogEntry(number, f"{at(revision.epoch):%Y-%m-%d}", revision.said)


def changed(old: LogEntry, found: Mapping[str, Changes]) -> LogEntry:
    """Return a release with the changes of each document, by the folder of its figures.

    What the yearly report tells of records holds for all: their ledgers are the same.
    """
    values = [
        Value(folder + each.id, f"{each.name}{_named(folder)}", each.old or "", each.new or "")
        for folder, changes in found.items()
        for each in changes.figures
        if each.revalued
    ]
    yearly = found[""]
    causes = {id(cause.record): cause.record for each in yearly.figures for cause in each.causes}
    told = [each for each in causes.values() if each.happened] + list(yearly.others)
    return replace(
        old,
        figures=tuple(values),
        paragraphs=sum(len(changes.paragraphs) for changes in found.values()),
        records=tuple(Counter(each.ledger for each in told).items()),
    )


def _named(folder: str) -> str:
    """Return what follows the name of a figure in another time than the year's: which document's."""
    return f"（{folder.rstrip('/')}）" if folder else ""


def without_gone(entries: Iterable[LogEntry], project: Project) -> tuple[LogEntry, ...]:
    """Leave out the figures that the edition no longer shows: they may be restricted by now."""
    known = {
        figure.folder + figure.id
        for each in project.every_document
        for figure in each.told.values()
    }
    return tuple(
        replace(each, figures=tuple(value for value in each.figures if value.id in known))
        for each in entries
    )


def dumped(entries: Iterable[LogEntry]) -> list[dict[str, Any]]:
    """Return entries as a manifest holds them."""
    return [asdict(each) | {"figures": [list(value) for value in each.figures]} for each in entries]


def loaded(listed: Iterable[Mapping[str, Any]]) -> tuple[LogEntry, ...]:
    """Return the entries that a manifest holds."""
    return tuple(
        LogEntry(
            int(each["number"]),
            str(each["date"]),
            str(each["revision"]),
            int(each["since"]),
            tuple(Value(*map(str, value)) for value in each["figures"]),
            int(each["paragraphs"]),
            tuple((str(name), int(count)) for name, count in each["records"]),
            str(each["unknown"]),
        )
        for each in listed
    )


def given(environ: Mapping[str, str] = os.environ) -> tuple[LogEntry, ...]:
    """Return the log that a build was given, its own release first; empty outside a publication."""
    file = environ.get(VARIABLE)
    return loaded(json.loads(files.text(Path(file)))) if file else ()
