"""A foreign file -> what it adds to the ledgers, told row by row, and what is left of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ledger.exchange.columns import is_edited
from ledger.exchange.drawer import Drawer
from ledger.foreign import heading, mapping, taking, trying
from ledger.foreign.days import When
from ledger.foreign.fates import Fates
from ledger.foreign.heading import Sought, Table
from ledger.foreign.knowing import Known, Near
from ledger.foreign.mapping import Target
from ledger.foreign.taking import Row, Taking
from ledger.issues import Issue, LedgerError, Mistake, unknown
from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.reading import sheets
from ledger.reading.sheets import Grid, coordinate
from ledger.records.base import LedgerType
from ledger.records.dataset import read_all
from ledger.records.types.bureau import Unit
from ledger.records.types.declared import SheetMapping
from ledger.upgrading.replacing import Contents
from ledger.wordlists import letters

#: so often rows that the check refuses are left out, before nothing is taken
_ROUNDS = 4


@dataclass(frozen=True)
class Wanted:
    """What is asked: of which ledger, year and sheets; which mapping; which rows are other events."""

    file: Path
    ledger: str = ""
    year: int | None = None
    sheets: Collection[str] = ()
    mapping: str = ""
    news: Collection[str] = ()


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
    passed: dict[str, str]
    fates: Fates
    before: Contents = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @property
    def refused(self) -> list[tuple[Sheet, Outcome]]:
        """The rows that are neither added nor there."""
        every = ((sheet, each) for sheet in self.sheets for each in sheet.outcomes)
        return [(sheet, each) for sheet, each in every if not (each.added or each.known)]


class Desk:
    """A project and a foreign file: what is read of both, before anything is decided."""

    def __init__(self, root: Path, wanted: Wanted) -> None:
        self.root, self.wanted = root, wanted
        self.dataset, issues = read_all(root)
        if not self.dataset.of(Unit):
            raise LedgerError(issues)
        try:
            self.grids = sheets.read(wanted.file)
        except Mistake as mistake:
            raise Mistake(f"{wanted.file} {mistake}") from None
        names = [grid.name for grid in self.grids]
        if strange := [each for each in wanted.sheets if each not in names]:
            raise Stopped(unknown("表", strange[0], names), code=2)
        if wanted.ledger and wanted.ledger not in self.ledgers:
            raise Stopped(unknown("台账", wanted.ledger, self.ledgers), code=2)

    @property
    def ledgers(self) -> dict[str, LedgerType]:
        """The ledgers into which a sheet can go: those of which it is clear which file is meant."""
        return {
            name: each
            for name, each in self.dataset.ledgers.items()
            if is_edited(each) and ("*" not in each.files or each.monthly)
        }

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all ledgers, as heads are compared."""
        every = (head for each in self.ledgers.values() for head in mapping.columns_of(each))
        return frozenset(map(letters, every))

    @property
    def mappings(self) -> list[SheetMapping]:
        """The mappings that may be meant."""
        every = [*self.dataset.of(SheetMapping)]
        if self.wanted.mapping:
            names = {each.name: each for each in every}
            if self.wanted.mapping not in names:
                raise Stopped(unknown("对照", self.wanted.mapping, names), code=2)
            return [names[self.wanted.mapping]]
        return [each for each in every if self.wanted.ledger in ("", each.target)]

    def passed(self, grid: Grid) -> str:
        """Say why a sheet is not read; nothing where it is."""
        if self.wanted.sheets:
            return "" if grid.name in self.wanted.sheets else "没有选这张表"
        return f"隐藏的表；要读，加 --sheet {grid.name}" if grid.hidden else ""

    def mapped(self, grid: Grid) -> tuple[Table, SheetMapping] | None:
        """Return the table of a sheet with the mapping that knows its heads."""
        found: dict[str, Table] = {}
        for each in self.mappings:
            if table := heading.tables(grid, Sought(mapping.keyed(each))):
                found[each.name] = table
        known = [each for each in self.mappings if each.name in found]
        heads = {head for table in found.values() for head in table.head.columns}
        best = mapping.fitting(known, heads)
        return (found[best.name], best) if best else None

    def target(self, name: str, table: Table) -> Target:
        """Return where a sheet goes; raises ``Stopped`` where its year is not clear."""
        ledger = self.ledgers.get(name)
        if ledger is None:
            raise Mistake(f"对照里的台账“{name}”没有，或不能从表格导入", "mapping.ledger")
        found = heading.years(table, self.wanted.file.stem) or self._titles
        year = self.wanted.year or (next(iter(found)) if len(found) == 1 else None)
        if not ledger.of_a_year:
            own = self.dataset.year or 0
            return Target(ledger, own, self.dataset, When(year, table.grid.epoch))
        if year is None:
            said = "、".join(map(str, sorted(found)))
            which = f"写着几个年份（{said}）" if found else "没有写是哪一年的"
            raise Stopped(f"“{table.grid.name}”{which}；请加 --year 年份", code=2)
        dataset = self.dataset if year == self.dataset.year else self.dataset.beside.get(year)
        if dataset is None:
            known = "、".join(map(str, [*self.dataset.beside, self.dataset.year]))
            raise Stopped(
                f"“{table.grid.name}”是 {year} 年的，这里没有这一年的台账；有的是 {known} 年。"
                "年份看错了的，加 --year 年份",
                code=2,
            )
        return Target(ledger, year, dataset, When(year, table.grid.epoch))

    @cached_property
    def _titles(self) -> frozenset[int]:
        """The years of which the titles of the sheets that are read tell, for those that have none."""
        read = (grid for grid in self.grids if not self.passed(grid))
        every = (heading.tables(grid, Sought(keys=self.keys)) for grid in read)
        return frozenset(year for table in every if table for year in heading.years(table, ""))


def unmapped(desk: Desk) -> Table | None:
    """Return the first sheet with a head that no mapping knows, where none is known at all."""
    read = [grid for grid in desk.grids if not desk.passed(grid)]
    if any(desk.mapped(grid) for grid in read):
        return None
    found = (heading.tables(grid, Sought(keys=desk.keys)) for grid in read)
    return next((table for table in found if table and table.records), None)


def brought(desk: Desk) -> Result:
    """Return what a file brings by the mappings that know it.

    Raises ``Stopped``, ``Mistake``, and ``LedgerError`` for files that must be put in order first.
    """
    result = Result(desk.wanted.file, [], {}, Fates(desk.grids))
    for grid in desk.grids:
        why = desk.passed(grid)
        found = None if why else desk.mapped(grid)
        if found is None:
            result.passed[grid.name] = why or "没有找到对照认得的栏名"
            continue
        table, told = found
        _refuse_strange(desk, told)
        target = desk.target(told.target, table)
        if why := _other(desk, table, target):
            result.passed[grid.name] = why
            continue
        own = taking.taken(table, told, target, result.fates)
        result.sheets.append(Sheet(own))
    _decide(desk, result)
    for sheet in result.sheets:
        for each in sheet.outcomes:
            taking.settle(sheet.taking, each.row, _left(each), result.fates)
    for grid in desk.grids:
        result.fates.rest(grid, result.passed.get(grid.name, "栏名以外的"))
    return result


def in_two_rows(table: Table) -> str:
    """Say that a record takes two rows, which is not read."""
    names = "、".join(sorted(table.head.stacked))
    return f"一条记录占两行（{names} 上下各是一个键），看不懂；请一条写成一行"


def _other(desk: Desk, table: Table, target: Target) -> str:
    """Say why a sheet whose heads are known is not read all the same; nothing where it is."""
    if table.two_rows:
        return in_two_rows(table)
    wanted = desk.wanted
    if (
        target.ledger.of_a_year
        and target.year != desk.dataset.year
        and not (wanted.year or wanted.sheets)
    ):
        return f"是 {target.year} 年的，报告年度是 {desk.dataset.year} 年；要读，加 --sheet {table.grid.name}"
    return ""


def _refuse_strange(desk: Desk, told: SheetMapping) -> None:
    """Raise ``Mistake`` for a mapping with keys that no cell can fill: nothing is passed over."""
    ledger = desk.ledgers.get(told.target)
    known = mapping.columns_of(ledger) if ledger else {}
    keys = [*(each.key for each in told.heads if each.key), *(each.key for each in told.always)]
    if strange := next((key for key in keys if known and key not in known), ""):
        said = unknown("键", strange, known)
        raise Mistake(f"{mapping.FOLDER}/{told.name}.yml：{said}；分项里写几行的不能从一格里取")


def _left(each: Outcome) -> str:
    """Say why a row is left; nothing where it is added."""
    if each.added:
        return ""
    if each.known:
        return f"台账里已有 {each.known}"
    if each.near:
        return f"和 {each.near.name} 是同一天的同一件事，没有添"
    places = "、".join(issue.place.path.rpartition("!")[2] for issue in each.row.wrong)
    return f"这一行没有导入，要改的在 {places}"


def _decide(desk: Desk, result: Result) -> None:
    """Decide on each row; the rows that the check refuses are left out, and the rest is tried again."""
    for _ in range(_ROUNDS):
        drawers: dict[tuple[str, int], Drawer] = {}
        added: dict[str, trying.Added] = {}
        for sheet in result.sheets:
            sheet.outcomes = [*_outcomes(desk, sheet.taking, drawers, added)]
        result.contents = {}
        for drawer in drawers.values():
            result.contents |= drawer.contents()
        if not result.contents:
            return
        tried = trying.tried(desk.root, result.contents, added)
        result.others = [*dict.fromkeys(tried.others)]
        _refuse(result, tried.cells)
        if not tried.cells:
            break
    paths = {path: desk.root / path for path in result.contents}
    result.before = {p: files.read(f) if f.is_file() else None for p, f in paths.items()}
    result.others += [f"{each.place.path}  {each.message}" for each in tried.cells]


def _refuse(result: Result, issues: Sequence[Issue]) -> None:
    rows = {
        (sheet.taking.table.grid.name, row.line.number): row
        for sheet in result.sheets
        for row in sheet.taking.rows
    }
    for issue in issues:
        name = issue.place.path.rpartition("!")[0]
        rows[name, coordinate(issue.place)[0]].wrong.append(issue)


def _outcomes(
    desk: Desk,
    own: Taking,
    drawers: dict[tuple[str, int], Drawer],
    added: dict[str, trying.Added],
) -> Iterator[Outcome]:
    ledger, year = own.target.ledger, own.target.year
    if (ledger.name, year) not in drawers:
        drawers[ledger.name, year] = Drawer.opened(desk.root, ledger, year)
    drawer = drawers[ledger.name, year]
    known = Known(own, [*drawer.wanted.values()])
    for row in own.rows:
        yield _outcome(desk, own, row, known, (drawer, added))


def _outcome(
    desk: Desk, own: Taking, row: Row, known: Known, into: tuple[Drawer, dict[str, trying.Added]]
) -> Outcome:
    drawer, added = into
    if row.wrong:
        return Outcome(row)
    if name := known.same(row):
        return Outcome(row, known=name)
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
    name = drawer.add(typed, path)
    added.setdefault(path, trying.Added(own.target.ledger, [])).typed.append(typed)
    known.add_event(name, typed)
    return Outcome(row, added=name)
