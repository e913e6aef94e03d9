"""Workbooks that were edited -> what they change in the files, told row by row, or why they cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ledger.exchange import cells, merging, opening, trying, undoing
from ledger.exchange.base import Base, Origin
from ledger.exchange.columns import Tables, is_edited, tables_of
from ledger.exchange.drawer import Drawer
from ledger.exchange.entries import Entry, Held, held, hides_some, name_of
from ledger.exchange.merging import Conflict
from ledger.exchange.planning import Plan, Rests, planned
from ledger.exchange.trying import Fault
from ledger.exchange.undoing import Exports
from ledger.issues import Issue, LedgerError, Mistake, Place, on_one_line
from ledger.machine.stopping import Stopped
from ledger.records.dataset import Dataset, read_all
from ledger.records.editions import EDITIONS
from ledger.records.types.bureau import Unit
from ledger.upgrading.replacing import Contents
from ledger.wordlists import Known

#: so many signs of a value are told, and so many cells behind an error
_SHOWN, _CELLS = 24, 3
_AGAIN = "请重新导出再改"


@dataclass(frozen=True)
class Taken:
    """What workbooks change: told in lines, the files before and after, and of which exports they are.

    Where they cannot be taken, ``stopped`` says so, and there is nothing to be written.
    """

    told: Sequence[str]
    before: Contents = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    stopped: str = ""
    exports: Exports = field(default_factory=dict)


def taken(root: Path, workbooks: Sequence[Path], deleted: Collection[str]) -> Taken:
    """Return what workbooks change; ``deleted`` are the records that go where they lack them.

    Raises ``Mistake`` for a workbook that is none of ours, ``LedgerError`` for files that cannot be
    changed, and ``Stopped``.
    """
    dataset, issues = read_all(root)
    if not dataset.of(Unit):
        raise LedgerError(issues)
    taking = _Taking(root, dataset, deleted)
    for file in workbooks:
        try:
            taking.take(file)
        except Mistake as mistake:
            raise Mistake(f"{file} {mistake}") from None
    if strange := sorted({*deleted} - taking.absent):
        raise Stopped(f"--delete {strange[0]}：表格里没有少这一条，没有删", code=2)
    if taking.faults:
        return Taken(taking.told, stopped=f"上面有 {taking.faults} 处要改，什么也没有写")
    tried = trying.tried(root, taking.drawers.values())
    wrong = [*map(_fault, tried.faults), *tried.others]
    told = [*taking.told, *map(on_one_line, (f"  错  {each}" for each in wrong))]
    stopped = "这样改会多出上面的错，什么也没有写；请在表格里改好再导入" if wrong else ""
    return Taken(told, tried.before, tried.contents, stopped, taking.exports)


class _Taking:
    """Workbooks that are taken one after another, each on what those before it want."""

    def __init__(self, root: Path, dataset: Dataset, deleted: Collection[str]) -> None:
        self.root, self.dataset, self.deleted = root, dataset, deleted
        self.drawers: dict[tuple[str, int], Drawer] = {}
        self.told: list[str] = []
        self.faults = 0
        #: what was changed before of each export, and what is now
        self.known = undoing.exports(root)
        self.exports: dict[str, dict[str, list[str]]] = {}
        #: the records that some workbook lacks
        self.absent: set[str] = set()

    def take(self, file: Path) -> None:
        """Take a workbook; raises as ``taken`` does."""
        opened = opening.opened(file)
        base = opened.base
        origin = base.origin
        tables = self._tables(origin)
        drawer = self._drawer(tables, origin)
        known = Known(self.dataset.lists, origin.year if tables.ledger.yearly else None)
        ours = dict(drawer.wanted)
        before = self.known.get(origin.export, {})
        rests = Rests(known, drawer.numbered_in)
        plan = planned(opened, tables, ours, rests, merging.Settled(self.deleted, before))
        plan.wrong += drawer.take(plan)
        plan.wrong += _unseen(plan, ours, origin)
        merged = plan.merged
        self.absent |= {*merged.gone, *merged.removed, *(each.name for each in merged.conflicts)}
        self.faults += len(plan.wrong) + len(merged.conflicts)
        self._remember(plan, origin.export)
        texts = {name: held(tables, each.typed) for name, each in ours.items()}
        self.told += [_headline(file, base), *_told(plan, tables, base, texts)]

    def _remember(self, plan: Plan, export: str) -> None:
        """Remember which records, and which heads of them, a workbook of an export changes."""
        found = self.exports.setdefault(export, {})
        for name, _, changed in plan.merged.changed:
            found[name] = [*found.get(name, ()), *changed]
        kind = plan.sheets.tables.ledger.record
        added = (name_of(kind, new.typed) for new in plan.news if not new.name)
        found |= {name: [] for name in (*plan.merged.removed, *added)}

    def _tables(self, base: Origin) -> Tables:
        bureau = self.dataset.of(Unit)[0].full_name
        if base.bureau != bureau:
            raise Mistake(f"是{base.bureau}的，这里是{bureau}；改了名称的，请重新导出，再改一遍")
        ledger, years = self.dataset.ledgers.get(base.ledger), self.dataset.beside
        if ledger is None or not is_edited(ledger):
            raise Mistake(f"记的是“{base.ledger}”，这里没有这本台账；请看看是不是别处的")
        if base.year not in (self.dataset.year, *years):
            raise Mistake(f"记的是 {base.year} 年的，这里没有这一年的台账；请看看是不是别处的")
        return tables_of(ledger, base.edition)

    def _drawer(self, tables: Tables, base: Origin) -> Drawer:
        key = (base.ledger, base.year)
        if key not in self.drawers:
            self.drawers[key] = Drawer.opened(self.root, tables.ledger, base.year)
        return self.drawers[key]


def _unseen(plan: Plan, ours: Mapping[str, Entry], origin: Origin) -> Iterator[Issue]:
    """Yield the records that cannot go: their deleter did not see all that goes with them."""
    tables = plan.sheets.tables
    for name in plan.merged.removed:
        if hides_some(tables, ours[name], origin.edition):
            message = (
                f"{name} 有{origin.edition}版看不到的内容，不能从这个表格里删；"
                f"请用 EDITION={EDITIONS[-1]} 导出的表格删"
            )
            yield Issue(Place(tables.records.name), message, code="cell.unseen")


def _fault(fault: Fault) -> str:
    """Say what is wrong in cells of a record; of many cells the first are named."""
    first, *rest = (each.path for each in fault.cells)
    sheet = first.rpartition("!")[0]
    listed = "、".join([first, *(each.removeprefix(f"{sheet}!") for each in rest[: _CELLS - 1])])
    more = "等" if fault.cells[_CELLS:] else ""
    return f"{listed}{more}  {fault.record}  {fault.where}{fault.message}"


def _headline(file: Path, base: Base) -> str:
    _, ledger, year, edition, _ = base.origin
    return f"{file.name}：{ledger}，{year} 年，{edition}版，导出时 {len(base.records)} 条"


def _told(plan: Plan, tables: Tables, base: Base, ours: dict[str, Held]) -> Iterator[str]:
    """Yield a line for each thing that a workbook asks, and for what is in its way."""
    lines = chain(
        (f"  没有读  {each}" for each in plan.notes),
        _changes(plan, ours),
        (f"  移  {each}" for each in plan.moved),
        _additions(plan, tables),
        (f"  删  {name}" for name in plan.merged.removed),
        (
            f"  少  {name}：表格里没有这一行，台账里没有删；真要删，加 --delete {name}"
            for name in plan.merged.gone
        ),
        (_conflict(plan, each, base, ours) for each in plan.merged.conflicts),
        (f"  错  {_issue(plan, each)}" for each in plan.wrong),
    )
    yield from map(on_one_line, lines)


def _changes(plan: Plan, ours: dict[str, Held]) -> Iterator[str]:
    for name, row, changed in plan.merged.changed:
        for head, value in changed.items():
            where = plan.sheets.at(row, head).path
            yield f"  改  {name}  {where}  {head}：{_changed(ours[name][head], value)}"


def _changed(was: object, now: object) -> str:
    """Say what a value was and is; of a list that is as long as before how many groups differ."""
    if isinstance(was, tuple) and isinstance(now, tuple) and len(was) == len(now):
        differing = sum(one != other for one, other in zip(was, now, strict=True))
        return f"{len(was)} 项里改了 {differing} 项"
    return f"{_text(was)}改成{_text(now)}".lstrip()


def _additions(plan: Plan, tables: Tables) -> Iterator[str]:
    for new in plan.news:
        if not new.name:
            kind = tables.ledger.record
            name = name_of(kind, new.typed)
            said = new.typed.get(kind.key_of(kind.headline), "") if kind.headline else ""
            yield f"  添  {name}  {plan.sheets.at(new.row).path}  {_text(str(said))}"


def _conflict(plan: Plan, found: Conflict, base: Base, ours: dict[str, Held]) -> str:
    """Say what both changed, and how it is solved."""
    name, row, head = found
    if row is None and name not in base.records:
        return f"  冲突  {name}：从这份导出的表格里添过这一条，现在表格里没有，或和台账里的不一样；{_AGAIN}"
    if row is None:
        return f"  冲突  {name}：要删的这一条，导出以后在台账里改过；请重新导出，看过再删"
    where = plan.sheets.at(row, head).path
    if not head and name in ours:
        return f"  冲突  {name}  {where}：台账里已经另有这个编号的一条，内容不同；请换一个编号，或改成一样"
    if not head:
        return (
            f"  冲突  {name}  {where}：这一条导出以后在台账里删去或改了编号；请重新导出，再改一遍"
        )
    if row.held[head] == base.records[name][head]:
        now = _text(ours[name][head])
        return (
            f"  冲突  {name}  {where}  {head}：这一格从这份导出的表格里改过，台账里是{now}，表格里又和导出时一样，"
            f"看不出是改回去还是没有改；填成台账里的，或{_AGAIN}"
        )
    was, theirs, now = (_text(each[head]) for each in (base.records[name], row.held, ours[name]))
    return (
        f"  冲突  {name}  {where}  {head}：导出时{was}，表格里{theirs}，台账里{now}；"
        "请把其中一处改成对的，再导入"
    )


def _text(value: object) -> str:
    """Quote the beginning of a value; of a list of groups say how many they are."""
    if isinstance(value, tuple):
        return f" {len(value)} 项"
    text = str(value)
    return f"“{text[:_SHOWN]}{'……' if len(text) > _SHOWN else ''}”" if text else "空的"


def _issue(plan: Plan, issue: Issue) -> str:
    told = (issue.place.path, plan.sheets.named(issue.place), cells.said(issue.message))
    return "  ".join(filter(None, told))
