"""A project and a foreign file: which sheets are read, by which mapping, and where they go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ledger.checks.records import sheets as mappings
from ledger.exchange.columns import is_edited
from ledger.foreign import heading, mapping
from ledger.foreign.days import When
from ledger.foreign.heading import Sought, Table
from ledger.foreign.mapping import Target
from ledger.issues import LedgerError, Mistake, unknown
from ledger.machine.stopping import Stopped
from ledger.reading import sheets
from ledger.reading.sheets import Grid
from ledger.records.base import LedgerType
from ledger.records.dataset import read_all
from ledger.records.types.bureau import Unit
from ledger.records.types.declared import SheetMapping
from ledger.wordlists import letters


@dataclass(frozen=True)
class Wanted:
    """What is asked: of which ledger, year and sheets; which mapping; which rows are other events."""

    file: Path
    ledger: str = ""
    year: int | None = None
    sheets: Collection[str] = ()
    mapping: str = ""
    news: Collection[str] = ()


class Passed(NamedTuple):
    """Why a sheet is not read, and the exit code where that keeps out what somebody means."""

    why: str
    code: int = 0


class Opened(NamedTuple):
    """A sheet that is read: its table, the mapping that knows it, and where it goes."""

    table: Table
    mapping: SheetMapping
    target: Target


class Desk:
    """A project and a foreign file: what is read of both, before anything is decided."""

    def __init__(self, root: Path, wanted: Wanted) -> None:
        self.root, self.wanted = root, wanted
        self.dataset, issues = read_all(root)
        if not self.dataset.of(Unit):
            raise LedgerError(issues)
        unread = [each for each in issues if each.place.path.startswith(f"{mapping.FOLDER}/")]
        if doubtful := [*unread, *mappings.wrong(self.dataset)]:
            raise LedgerError(doubtful)
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

    def opened(self, grid: Grid) -> Opened | Passed:
        """Return a sheet that is read, or why it is not.

        Raises ``Mistake`` for a mapping of keys that no cell can fill: nothing is passed over.
        """
        if why := self.passed(grid):
            return Passed(why)
        found = self.mapped(grid)
        if found is None:
            return Passed("没有找到对照认得的栏名")
        table, told = found
        self._refuse_strange(told)
        if table.two_rows:
            return Passed(in_two_rows(table), code=1)
        try:
            target = self.target(told.target, table)
        except Stopped as stopped:
            return Passed(str(stopped), stopped.code)
        is_asked = self.wanted.year or self.wanted.sheets
        if target.ledger.of_a_year and target.year != self.dataset.year and not is_asked:
            said = f"是 {target.year} 年的，报告年度是 {self.dataset.year} 年"
            return Passed(f"{said}；要读，加 --sheet {grid.name}")
        return Opened(table, told, target)

    def _refuse_strange(self, told: SheetMapping) -> None:
        ledger = self.ledgers.get(told.target)
        known = mapping.columns_of(ledger) if ledger else {}
        keys = [*(each.key for each in told.heads if each.key), *(each.key for each in told.always)]
        if strange := next((key for key in keys if known and key not in known), ""):
            said = unknown("键", strange, known)
            raise Mistake(f"{mapping.FOLDER}/{told.name}.yml：{said}；分项里写几行的不能从一格里取")

    def mapped(self, grid: Grid) -> tuple[Table, SheetMapping] | None:
        """Return the table of a sheet with the mapping that knows its heads."""
        found: dict[str, Table] = {}
        for each in self.mappings:
            if table := heading.table_of(grid, Sought(mapping.keyed(each))):
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
            raise Stopped(f"{which}；请加 --year 年份", code=2)
        dataset = self.dataset if year == self.dataset.year else self.dataset.beside.get(year)
        if dataset is None:
            known = "、".join(map(str, [*self.dataset.beside, self.dataset.year]))
            raise Stopped(
                f"是 {year} 年的，这里没有这一年的台账；有的是 {known} 年。"
                "年份看错了的，加 --year 年份",
                code=2,
            )
        return Target(ledger, year, dataset, When(year, table.grid.epoch))

    @cached_property
    def _titles(self) -> frozenset[int]:
        """The years of which the titles of the sheets that are read tell, for those that have none."""
        read = (grid for grid in self.grids if not self.passed(grid))
        every = (heading.table_of(grid, Sought(keys=self.keys)) for grid in read)
        return frozenset(year for table in every if table for year in heading.years(table, ""))


def unmapped(desk: Desk) -> Table | None:
    """Return the first sheet with a head that no mapping knows, where none is known at all."""
    read = [grid for grid in desk.grids if not desk.passed(grid)]
    if any(desk.mapped(grid) for grid in read):
        return None
    found = (heading.table_of(grid, Sought(keys=desk.keys)) for grid in read)
    return next((table for table in found if table and table.records), None)


def in_two_rows(table: Table) -> str:
    """Say that a record takes two rows, which is not read."""
    names = "、".join(sorted(table.head.stacked))
    return f"一条记录占两行（{names} 上下各是一个键），看不懂；请一条写成一行"
