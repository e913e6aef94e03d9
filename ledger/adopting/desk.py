"""A document that is begun from an old report: its list, the text that is kept, and what is written of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ledger.adopting import choices, kept, layout, rendering, worklist, writing
from ledger.adopting.choices import Choice
from ledger.adopting.layout import Section
from ledger.adopting.model import Draft, Part
from ledger.adopting.proposals import AS_IS, OF_LAST_YEAR, Proposer
from ledger.adopting.rendering import Rendered
from ledger.adopting.sentences import items
from ledger.adopting.worklist import WorkList
from ledger.adopting.writing import Plan
from ledger.changes.model import RuleChange
from ledger.issues import LedgerError
from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.records.editions import EDITIONS
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.official import Adopted
from ledger.survey import survey
from ledger.upgrading import trial

#: how often what adds errors is left out, before all is
_ROUNDS = 8
#: makes the look for spots of a project
Looking = Callable[[Project], kept.Look]


@dataclass(frozen=True)
class Desk:
    """A document of a project, and the list of its old report as it lies in data/."""

    root: Path
    project: Project
    records: Sequence[Adopted]
    look: kept.Look

    @property
    def path(self) -> str:
        """The file of the list."""
        return worklist.path_of(self.project.unit.year, self.project.report.name)

    @property
    def told_year(self) -> int:
        """The year of which the old report tells."""
        years = [year for record in self.records for year in record.years]
        return max(years, default=self.project.unit.year - 1)

    @cached_property
    def draft(self) -> Draft | None:
        """The old report as it is kept; None before any is."""
        path = kept.path_of(self.told_year, self.project.report)
        file = self.root / path
        if not self.records or not file.is_file():
            return None
        return kept.read(files.read(file).decode(), path, self.told_year, self.look)

    def sections(self, draft: Draft | None) -> list[Section]:
        """Return the sections that a draft makes."""
        return layout.sections(draft, *self.project.dataset.declared) if draft else []

    def rendered(
        self, draft: Draft | None, records: Sequence[Adopted], chosen: Mapping[str, Choice]
    ) -> list[Rendered]:
        """Return the sections of a draft with what was chosen."""
        by_id = {each.id: each for each in records}
        return rendering.rendered(self.sections(draft), self.project.report.home, by_id, chosen)

    @cached_property
    def as_written(self) -> list[Rendered]:
        """The sections as they were written last."""
        return self.rendered(self.draft, self.records, written(self.records))


def opened(root: Path, document: str | None, looking: Looking) -> Desk:
    """Return the desk of a document; raises ``LedgerError`` where its list cannot be read."""
    project, found = survey(root, EDITIONS[-1])
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    project = project.document(document) if document else project
    path = worklist.path_of(project.unit.year, project.report.name)
    if wrong := [each for each in found.errors if each.place.path == path]:
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


def taken(desk: Desk, drafts: Sequence[Draft]) -> tuple[Draft, WorkList]:
    """Return the newest of some reports without what may not be kept, and its list."""
    year = desk.project.unit.year
    dated = [replace(each, year=each.year or year - 1) for each in drafts]
    newest = max(dated, key=lambda each: each.year)
    if newest.year >= year:
        message = f"{newest.name} 是 {newest.year} 年的，不早于正在写的 {year} 年"
        raise Stopped(f"{message}；写明它是哪一年的：--year 年份", code=2)
    clean = kept.without_private(newest, desk.look)
    proposer = Proposer(desk.project, clean.year)
    listed = worklist.listed(desk.sections(clean), desk.project.report.home, dated, proposer)
    return clean, worklist.merged(desk.records, listed)


def begun(desk: Desk, draft: Draft, made: WorkList) -> Plan:
    """Return what is written of an old report: its text, the list, the skeleton of the sections."""
    left: list[str] = []
    added: Sequence[RuleChange] = ()
    for _ in range(_ROUNDS):
        plan = _begun(desk, draft, made.records)
        added = trial.tried(desk.root, {}, plan.contents)[0]
        if not added:
            plan.told += left
            return plan
        wrong = {id_: each.message for each in added for id_ in _items(plan, each)}
        gone = [part for part in draft.parts if _ids(desk, draft, part) & wrong.keys()]
        if not gone:
            break
        for part in gone:
            ids = _ids(desk, draft, part)
            why = next(message for id_, message in wrong.items() if id_ in ids)
            left.append(f"{draft.name}:{part.line}  这一段没有收：{why}")
        dropped = {id_ for part in gone for id_ in _ids(desk, draft, part)}
        draft = replace(draft, parts=[part for part in draft.parts if part not in gone])
        made = replace(made, records=[e for e in made.records if e.id not in dropped])
    raise Stopped(f"{_said(added)}\n这样写会多出上面的错，什么也没有写；请先改好", code=1)


def _ids(desk: Desk, draft: Draft, part: Part) -> set[str]:
    """Return the words of the items of a part."""
    found = items(draft.parts, desk.project.report.home)
    return {each.id for each in found if each.part is part}


def _begun(desk: Desk, draft: Draft, records: Sequence[Adopted]) -> Plan:
    new = desk.rendered(draft, records, written(records))
    plan = writing.planned(desk.root, desk.as_written, new, begins=not desk.records)
    plan.contents[kept.path_of(draft.year, desk.project.report)] = kept.written(draft).encode()
    plan.contents[desk.path] = _list(desk, records)
    plan.placed += worklist.placed(desk.path, desk.project.report.name, records)
    return plan


def _list(desk: Desk, records: Sequence[Adopted]) -> bytes:
    return worklist.written(desk.project.report.name, records).encode()


def chosen(desk: Desk, picked: Mapping[str, str]) -> bytes:
    """Return the list with more choices."""
    records = [
        each.model_copy(update={"choice": picked.get(each.id, each.choice)})
        for each in desk.records
    ]
    return _list(desk, records)


def applied(desk: Desk) -> Plan:
    """Return what the choices change; what would add an error is left as it is, and told.

    Raises ``LedgerError`` for choices that cannot be read, and ``Stopped``.
    """
    every = choices.read_all(desk.project, desk.records)
    before = written(desk.records)
    left: dict[str, str] = {}
    for _ in range(_ROUNDS):
        now = {
            each.id: choice
            for each in desk.records
            if (choice := (before if each.id in left else every).get(each.id))
        }
        plan = _with(desk, now)
        added = trial.tried(desk.root, {}, plan.contents)[0] if plan.contents else ()
        if not added:
            plan.told += dict.fromkeys(left.values())
            return plan
        wrong = {id_: _left(desk, id_, each) for each in added for id_ in _items(plan, each)}
        if wrong.keys() <= left.keys():
            break
        left |= wrong
    raise Stopped(f"{_said(added)}\n这样写会多出上面的错，什么也没有写；请先改好", code=1)


def _left(desk: Desk, id_: str, wrong: RuleChange) -> str:
    """Say why an item is not written."""
    record = next(each for each in desk.records if each.id == id_)
    return f"{record.section} 第 {record.paragraph} 段没有写：{wrong.message}"


def _items(plan: Plan, wrong: RuleChange) -> Iterator[str]:
    """Yield the items of the places at which something is wrong."""
    for line in wrong.lines:
        yield from plan.items_at(wrong.path, line)


def _with(desk: Desk, now: Mapping[str, Choice]) -> Plan:
    """Return what is written with some choices."""
    new = desk.rendered(desk.draft, desk.records, now)
    plan = writing.planned(desk.root, desk.as_written, new, begins=False)
    _define(desk, now, plan)
    records = [
        each.model_copy(update={"written": _as_kept(now.get(each.id))}) for each in desk.records
    ]
    if [each.written for each in records] != [each.written for each in desk.records]:
        plan.contents[desk.path] = _list(desk, records)
    return plan


def _as_kept(choice: Choice | None) -> str | None:
    return (choice.word or choice.said) if choice else None


def _define(desk: Desk, now: Mapping[str, Choice], plan: Plan) -> None:
    """Add the definitions of new figures to those of the year, each once."""
    known = {*desk.project.dataset.words(FigureDefinition.ledger.name)}
    ledger = FigureDefinition.ledger.files.format(year=desk.project.unit.year)
    path = f"data/{ledger}"
    file = desk.root / path
    text = files.read(file).decode().rstrip("\n") if file.is_file() else ""
    text = "" if text.strip() == "[]" else text
    new: dict[str, list[str]] = {}
    for id_, choice in now.items():
        name = choice.word.removeprefix('figure("').removesuffix('")')
        if choice.definition and name not in known:
            new.setdefault(choice.definition.rstrip("\n"), []).append(id_)
    for definition, ids in new.items():
        first = text.count("\n") + 2 if text else 1
        text = f"{text}\n{definition}" if text else definition
        plan.placed.append((path, first, text.count("\n") + 1, tuple(ids)))
    if new:
        plan.contents[path] = f"{text}\n".encode()


def _said(added: Sequence[RuleChange]) -> str:
    return "\n".join(f"{each.path}:{each.lines[0]}  {each.message}" for each in added)
