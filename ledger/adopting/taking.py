"""Old reports -> the list of a document, the text that is kept, the skeleton of its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ledger.adopting import admitting, desk, kept, worklist, writing
from ledger.adopting.desk import Desk
from ledger.adopting.model import Draft, Part, Role
from ledger.adopting.proposals import Proposer
from ledger.adopting.sentences import items
from ledger.adopting.worklist import WorkList
from ledger.adopting.writing import Plan
from ledger.changes.model import RuleChange
from ledger.machine.stopping import Stopped
from ledger.records.types.official import Adopted
from ledger.upgrading import trial


def taken(own: Desk, drafts: Sequence[Draft]) -> tuple[Draft, WorkList]:
    """Return the newest of some reports without what may not be kept, and its list."""
    year = own.project.unit.year
    dated = [replace(each, year=each.year or year - 1) for each in drafts]
    newest = max(dated, key=lambda each: each.year)
    if own.records and newest.year < own.told_year:
        message = f"{newest.name} 是 {newest.year} 年的，{own.path} 是 {own.told_year} 年的报告的"
        several = "几年的一起看，把几份写在一条命令里"
        raise Stopped(f"{message}；{several}；只要这一份，先移走原来的清单", code=2)
    if newest.year >= year:
        message = f"{newest.name} 是 {newest.year} 年的，不早于正在写的 {year} 年"
        raise Stopped(f"{message}；写明它是哪一年的：--year 年份", code=2)
    clean = admitting.without_private(newest, own.look)
    every = [clean if each is newest else each for each in dated]
    proposer = Proposer(own.project, clean.year)
    listed = worklist.listed(own.sections(clean), own.project.report.home, every, proposer)
    return clean, worklist.merged(own.records, listed)


def begun(own: Desk, draft: Draft, made: WorkList) -> Plan:
    """Return what is written of an old report; a part that would add an error is left, and told.

    Raises ``Stopped`` where that does not help.
    """
    left: list[str] = []
    for _ in range(desk.ROUNDS):
        plan = _plan(own, draft, made.records)
        added = trial.tried(own.root, {}, plan.contents)[0]
        if not added:
            plan.told += left
            return plan
        if titles := _headings(own, draft, made.records, added):
            left += [
                f"{draft.name}:{part.line}  这个标题没有收，请另写：{why}" for part, why in titles
            ]
            draft, made = _with_open(own, draft, made, [part for part, _ in titles])
            continue
        wrong = {id_: each.message for each in added for id_ in plan.items_of(each)}
        gone = [(part, ids) for part, ids in _parts(own, draft) if ids & wrong.keys()]
        if not gone:
            break
        for part, ids in gone:
            why = next(message for id_, message in wrong.items() if id_ in ids)
            left.append(f"{draft.name}:{part.line}  这一段没有收：{why}")
        draft, made = _without(draft, made, gone)
    raise Stopped(desk.refusal(added), code=1)


def _plan(own: Desk, draft: Draft, records: Sequence[Adopted]) -> Plan:
    new = own.rendered(draft, records, desk.written(records))
    plan = writing.planned(own.root, own.as_written, new, begins=not own.as_written)
    _keep(own, draft, plan)
    plan.contents[own.path] = own.listing(records)
    if typed := worklist.comments(own.text(own.path) or ""):
        plan.told.append(f"{own.path} 里另写的 {typed} 行注释没有带到新的清单里，--undo 退回原来的")
    plan.placed += worklist.placed(own.path, own.project.report.name, records)
    return plan


def _headings(
    own: Desk, draft: Draft, records: Sequence[Adopted], added: Sequence[RuleChange]
) -> list[tuple[Part, str]]:
    """Return the headings that would add an error, each with its message."""
    wrong = {(each.path, line): each.message for each in added for line in each.lines}
    new = own.rendered(draft, records, desk.written(records))
    return [
        (part, wrong[at])
        for section, each in zip(own.sections(draft), new, strict=True)
        for part, line in zip(section.parts, each.lines, strict=True)
        if part.role is Role.HEADING and (at := (each.path, line)) in wrong
    ]


def _with_open(
    own: Desk, draft: Draft, made: WorkList, titles: Sequence[Part]
) -> tuple[Draft, WorkList]:
    """Return a draft with some headings left to the author, and its list: a file is named by its heading."""
    parts = [
        admitting.opened(part) if any(part is each for each in titles) else part
        for part in draft.parts
    ]
    draft = replace(draft, parts=parts)
    records = worklist.placed_anew(own.sections(draft), own.project.report.home, made.records)
    return draft, replace(made, records=records)


def _keep(own: Desk, draft: Draft, plan: Plan) -> None:
    """Keep the text; a file that holds it already stays, and what somebody else wrote goes, told."""
    path = kept.path_of(draft.year, own.project.report)
    there = own.text(path)
    if there is not None and kept.holds(there, draft):
        return
    plan.contents[path] = kept.written(draft).encode()
    if there is not None and not kept.is_own(there):
        plan.told.append(f"{path} 原来有，不是 adopt 写的；换成这份报告的文字，--undo 退回原来的")


def _parts(own: Desk, draft: Draft) -> list[tuple[Part, set[str]]]:
    """Return the parts with the words of their items."""
    every = items(draft.parts, own.project.report.home)
    return [(part, {e.id for e in every if e.part is part}) for part in draft.parts]


def _without(
    draft: Draft, made: WorkList, gone: Sequence[tuple[Part, set[str]]]
) -> tuple[Draft, WorkList]:
    """Return a draft and its list without some parts."""
    parts = [part for part in draft.parts if not any(part is each for each, _ in gone)]
    words = {id_ for _, ids in gone for id_ in ids}
    records = [each for each in made.records if each.id not in words]
    return replace(draft, parts=parts), replace(made, records=records)
