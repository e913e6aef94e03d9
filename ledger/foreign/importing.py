"""A foreign file -> what it adds to the ledgers, told row by row, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ledger.exchange import trying
from ledger.exchange.drawer import Drawer, rewritten
from ledger.exchange.rewriting import Asked
from ledger.foreign import taking
from ledger.foreign.desk import Desk, Passed
from ledger.foreign.fates import Fates
from ledger.foreign.knowing import Known, Near
from ledger.foreign.taking import Row, Taking
from ledger.issues import Issue, LedgerError, Mistake
from ledger.reading.sheets import coordinate
from ledger.records.source import Mapping
from ledger.upgrading.replacing import Contents

#: so often rows that the check refuses are left out, before nothing is taken
_ROUNDS = 4


class Outcome(NamedTuple):
    """What became of a row: the word by which a record is known, of one that is added or was there.

    ``near`` is the record that it is like and not the same.
    """

    row: Row
    added: str = ""
    known: str = ""
    near: Near | None = None


@dataclass
class Sheet:
    """A sheet that is taken, and what became of its rows."""

    taking: Taking
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass
class Result:
    """What a file brings: its sheets, what became of its cells, the files before and after.

    ``passed`` says of a sheet why it was not read; ``others`` are errors that no row can mend.
    """

    file: Path
    sheets: list[Sheet]
    passed: dict[str, Passed]
    fates: Fates
    before: Contents = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @property
    def refused(self) -> list[tuple[Sheet, Outcome]]:
        """The rows that are neither added nor there."""
        every = ((sheet, each) for sheet in self.sheets for each in sheet.outcomes)
        return [(sheet, each) for sheet, each in every if not (each.added or each.known)]

    @property
    def wanting(self) -> dict[str, Passed]:
        """The sheets that somebody means and that are not read: of no clear year, or form."""
        return {name: each for name, each in self.passed.items() if each.code}


def brought(desk: Desk) -> Result:
    """Return what a file brings by the mappings that know it.

    Raises ``Stopped``, ``Mistake``, and ``LedgerError`` for files that must be put in order first.
    """
    result = Result(desk.wanted.file, [], {}, Fates(desk.grids))
    for grid in desk.grids:
        opened = desk.opened(grid)
        if isinstance(opened, Passed):
            result.passed[grid.name] = opened
        else:
            result.sheets.append(Sheet(taking.taken(*opened, result.fates)))
    _decide(desk, result)
    for sheet in result.sheets:
        for each in sheet.outcomes:
            taking.settle(sheet.taking, each.row, _left(each), result.fates)
    for grid in desk.grids:
        passed = result.passed.get(grid.name)
        result.fates.rest(grid, passed.why if passed else "栏名以外的")
    return result


def _left(each: Outcome) -> str:
    """Say why a row is left; nothing where it is added."""
    if each.added:
        return ""
    if each.known:
        return f"台账里已有 {each.known}"
    if each.near:
        return f"和 {each.near.name} 像是同一件事，没有添"
    places = "、".join(issue.place.path.rpartition("!")[2] for issue in each.row.wrong)
    return f"这一行没有导入，要改的在 {places}"


def _decide(desk: Desk, result: Result) -> None:
    """Decide on each row; the rows that the check refuses are left out, and the rest is tried again."""
    for _ in range(_ROUNDS):
        drawers: dict[tuple[str, int], Drawer] = {}
        for sheet in result.sheets:
            sheet.outcomes = [*_outcomes(desk, sheet.taking, drawers)]
        tried = trying.tried(desk.root, drawers.values())
        result.before, result.contents, result.others = tried.before, tried.contents, tried.others
        wrong = [_issue(fault) for fault in tried.faults]
        _refuse(result, wrong)
        if not wrong:
            return
    result.others += [f"{each.place.path}  {each.message}" for each in wrong]


def _issue(fault: trying.Fault) -> Issue:
    return Issue(fault.cells[0], f"{fault.where}{fault.message}", code="foreign.check")


def _refuse(result: Result, issues: Sequence[Issue]) -> None:
    rows = {
        (sheet.taking.table.grid.name, row.line.number): row
        for sheet in result.sheets
        for row in sheet.taking.rows
    }
    for issue in issues:
        name = issue.place.path.rpartition("!")[0]
        rows[name, coordinate(issue.place)[0]].wrong.append(issue)


def _outcomes(desk: Desk, own: Taking, drawers: dict[tuple[str, int], Drawer]) -> Iterator[Outcome]:
    ledger, year = own.target.ledger, own.target.year
    if (ledger.name, year) not in drawers:
        drawers[ledger.name, year] = Drawer.opened(desk.root, ledger, year)
    drawer = drawers[ledger.name, year]
    known = Known(own, [*drawer.wanted.values()])
    same = [None if row.wrong else known.same(row) for row in own.rows]
    for row, name in zip(own.rows, same, strict=True):
        yield Outcome(row, known=name) if name else _outcome(desk, own, row, known, drawer)


def _outcome(desk: Desk, own: Taking, row: Row, known: Known, drawer: Drawer) -> Outcome:
    if row.wrong:
        return Outcome(row)
    near = known.near(row)
    names = {str(row.line.number), f"{own.table.grid.name}!{row.line.number}"}
    if near and names.isdisjoint(desk.wanted.news):
        return Outcome(row, near=near)
    try:
        path = drawer.file_of(row.typed)
        typed = drawer.numbered(row.typed, path)
    except Mistake as mistake:
        row.wrong.append(mistake.at(row.place))
        return Outcome(row)
    if not _is_read_back(own, path, typed):
        message = "这一行写进文件读不回来；请把特别的字符去掉"
        row.wrong.append(Issue(row.place, message, code="foreign.written"))
        return Outcome(row)
    name = drawer.add(typed, path)
    known.add_event(name, typed)
    return Outcome(row, added=name)


def _is_read_back(own: Taking, path: str, typed: Mapping) -> bool:
    """Whether a record alone is read from a file as it was written."""
    try:
        rewritten(own.target.ledger, path, b"", Asked({}, [typed]))
    except (Mistake, LedgerError):
        return False
    return True
