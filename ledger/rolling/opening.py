"""The folder of a new year: what stays of the year before, and nothing that was done in it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from ledger.founding import laying
from ledger.machine import files
from ledger.project import Project
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import Dataset, with_records
from ledger.records.source import Text, scalar
from ledger.records.types.official import DRAFTED, OfficialDocument
from ledger.records.values import headline
from ledger.rolling import outline
from ledger.rolling.doubts import Doubts, leaves
from ledger.upgrading.change import Edit, edited, retyped

_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBER = re.compile("〔([0-9]{4})〕[0-9]+号")


class Doubted(NamedTuple):
    """A definition that must be confirmed, and why."""

    name: str
    why: str


@dataclass
class Opened:
    """The content of each file of the new folder by its path from the root, and what is in doubt."""

    year: int
    contents: dict[str, bytes] = field(default_factory=dict)
    ledgers: list[str] = field(default_factory=list)
    #: by the ledger of definitions: how many there are
    taken: dict[str, int] = field(default_factory=dict)
    doubted: list[Doubted] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The new folder, from the root."""
        return f"data/{self.year}"


def opened(project: Project, year: int) -> Opened:
    """Return the folder of a year after that of the project, which is in order."""
    made = Opened(year)
    _ledgers(made, project.dataset)
    for kind in _defining(project.dataset):
        _definitions(made, project, kind)
    made.contents[f"{made.folder}/report.yml"] = _report(project, year)
    made.contents |= {
        f"{made.folder}/report/{name}": text.encode()
        for name, text in outline.skeletons(project).items()
    }
    return made


def _defining(dataset: Dataset) -> list[type[Record]]:
    """Return the kinds of definitions that a year takes over: those that can be in doubt (待确认)."""
    kinds = (ledger.record for ledger in dataset.ledgers.values())
    return [kind for kind in kinds if "doubt" in kind.model_fields]


def _ledgers(made: Opened, dataset: Dataset) -> None:
    """Add the empty files of the ledgers that the bureau keeps."""
    defining = {kind.ledger.name for kind in _defining(dataset)}
    later = replace(with_records(dataset, dataset.records), folder=made.year)  # with its own words
    for name, ledger in dataset.ledgers.items():
        if ledger.yearly and ledger.offered and name in dataset.kept - defining:
            made.contents[f"data/{laying.file_of(ledger, made.year)}"] = laying.empty(
                ledger, later
            ).encode()
            made.ledgers.append(name)


def _definitions(made: Opened, project: Project, kind: type[Record]) -> None:
    """Add a file of definitions as it is typed, with a line in those that are in doubt."""
    ledger, year = kind.ledger, project.unit.year
    path = f"data/{laying.file_of(ledger, year)}"
    if not (project.root / path).is_file():
        return
    content = files.read(project.root / path)
    text = source.text_of(project.root / path, path)[0]
    doubts, edits = Doubts(project.dataset, made.year), []
    records = project.dataset.of(kind)
    for record in records:
        if why := doubts.of(record):
            made.doubted.append(Doubted(headline(record), why))
            edits.append(_marked(record, why, text))
    made.taken[ledger.name] = len(records)
    made.contents[f"data/{laying.file_of(ledger, made.year)}"] = edited(content, edits)


def _marked(record: Record, why: str, text: str) -> Edit:
    """Return the edit that writes why a definition is in doubt, as its first key or in that place."""
    if getattr(record, "doubt", None):  # it was not confirmed last year either
        old = record._source[record.key_of("doubt")]
        if isinstance(old, Text) and (edit := retyped(text, old, why)):
            return edit
    first = next(iter(record._source.keys_at.values()))
    before = text.split("\n")[first.line - 1][: first.column - 1]
    is_flow = before.rstrip().endswith("{")
    after = ", " if is_flow else "\n" + " " * (first.column - 1)
    return Edit(first, first, f"{record.key_of('doubt')}: {scalar(why)}{after}")


def _report(project: Project, year: int) -> bytes:
    """Return the elements of the report with the times of a later year.

    Its number is the first; its data go to the end of the first month of its period, for there are
    none yet.
    """
    report: OfficialDocument = project.report
    path = report.place().path
    content = files.read(project.root / path)
    text = source.text_of(project.root / path, path)[0]
    shift = _Shift(project.unit.year, year)
    begins = shift.of(report.period.first.isoformat())
    as_of, stage = (
        report._source[report.key_of("as_of")],
        report._source.get(report.key_of("stage")),
    )
    edits = []
    for typed in (each for each in leaves(report._source) if isinstance(each, Text)):
        new = _month_end(date.fromisoformat(begins)) if typed is as_of else shift.of(typed)
        new = DRAFTED if typed is stage else new
        edits += [edit for edit in [retyped(text, typed, new)] if edit and new != typed]
    return edited(content, edits)


def _month_end(day: date) -> str:
    return day.replace(day=monthrange(day.year, day.month)[1]).isoformat()


class _Shift:
    """The times of a report moved to another year."""

    def __init__(self, old: int, new: int) -> None:
        self.by = new - old
        #: the years of which a report speaks: its own, and that in which it is written
        self.years = re.compile(f"(?<![0-9])(?:{old}|{old + 1})(?![0-9])")

    def of(self, text: str) -> str:
        if match := _DAY.fullmatch(text):
            year, month, day = map(int, match.groups())
            last = 28 if (month, day) == (2, 29) else day
            return date(year + self.by, month, last).isoformat()
        text = _NUMBER.sub(lambda match: f"〔{match[1]}〕1号", text)
        return self.years.sub(lambda match: str(int(match[0]) + self.by), text)
