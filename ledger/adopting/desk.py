"""A document that is begun from an old report: its list, the text that is kept, and what is written of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ledger.adopting import kept, layout, rendering, worklist, writing
from ledger.adopting.admitting import Look
from ledger.adopting.layout import Section
from ledger.adopting.model import Draft
from ledger.adopting.rendering import Rendered
from ledger.changes.model import RuleChange
from ledger.checks.choices import Choice
from ledger.issues import LedgerError
from ledger.project import Project
from ledger.records import source
from ledger.records.editions import EDITIONS
from ledger.records.types.official import AS_IS, OF_LAST_YEAR, Adopted
from ledger.survey import survey

#: how often what adds errors is left out, before all is
ROUNDS = 8
#: makes the look for spots of a project
Looking = Callable[[Project], Look]


@dataclass(frozen=True)
class Desk:
    """A document of a project, and the list of its old report as it lies in data/."""

    root: Path
    project: Project
    records: Sequence[Adopted]
    look: Look

    @property
    def path(self) -> str:
        """The file of the list."""
        return worklist.path_of(self.project.unit.year, self.project.report.name)

    @property
    def told_year(self) -> int:
        """The year of which the old report tells.

        It is the latest in the list: no older report takes the place of one that is listed.
        """
        years = [year for record in self.records for year in record.years]
        return max(years, default=self.project.unit.year - 1)

    @cached_property
    def draft(self) -> Draft | None:
        """The old report as it is kept, with the spots of its list; None before any is."""
        path = kept.path_of(self.told_year, self.project.report)
        text = self.text(path) if self.records else None
        if text is None:
            return None
        return kept.read(text, path, self.told_year, worklist.look(self.records))

    def text(self, path: str) -> str | None:
        """Return the text of a file; None where there is none. Raises ``LedgerError``."""
        if not (self.root / path).is_file():
            return None
        text, wrong = source.text_below(self.root, path)
        if wrong:
            raise LedgerError(wrong)
        return text

    def sections(self, draft: Draft | None) -> list[Section]:
        """Return the sections that a draft makes."""
        return layout.sections(draft, *self.project.dataset.declared) if draft else []

    def rendered(
        self, draft: Draft | None, records: Sequence[Adopted], chosen: Mapping[str, Choice]
    ) -> list[Rendered]:
        """Return the sections of a draft with what was chosen."""
        by_id = {each.id: each for each in records}
        return rendering.rendered(self.sections(draft), self.project.report.home, by_id, chosen)

    def listing(self, records: Sequence[Adopted]) -> bytes:
        """Return the file of a new list."""
        return worklist.written(self.project.report.name, records).encode()

    @cached_property
    def as_written(self) -> list[Rendered]:
        """The sections as they were written last; none where nothing of a skeleton stands."""
        found = self.rendered(self.draft, self.records, written(self.records))
        return found if writing.is_laid(self.root, found) else []


def opened(root: Path, document: str | None, looking: Looking) -> Desk:
    """Return the desk of a document; raises ``LedgerError`` where its list cannot be read."""
    project, found = survey(root, EDITIONS[-1])
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    project = project.document(document) if document else project
    path = worklist.path_of(project.unit.year, project.report.name)
    folder = path.rpartition("/")[0]
    if wrong := [each for each in found.errors if each.place.path.startswith(f"{folder}/")]:
        raise LedgerError(wrong)
    own = worklist.read(root, project.unit.year).get(path, [])
    return Desk(root, project, own, looking(project))


def written(records: Sequence[Adopted]) -> dict[str, Choice]:
    """Return what was written of each item."""
    return {each.id: _of_written(each.written) for each in records if each.written}


def _of_written(said: str) -> Choice:
    if said in (AS_IS, OF_LAST_YEAR):
        return Choice(said, of_last_year=said == OF_LAST_YEAR)
    return Choice(said, said)


def refusal(added: Sequence[RuleChange]) -> str:
    """Say that nothing is written, for the errors that it would add."""
    said = "\n".join(f"{each.path}:{each.lines[0]}  {each.message}" for each in added)
    return f"{said}\n这样写会多出上面的错，什么也没有写；请先改好"
