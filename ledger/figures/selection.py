"""Which records a definition counts: those that meet its condition, in the time of which it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from ledger.figures import ways
from ledger.figures.conditions import Condition, condition_text
from ledger.figures.figure import Figure, Item
from ledger.figures.ways import Way
from ledger.issues import Mistake, unknown
from ledger.records.base import Part, Record
from ledger.records.dataset import Dataset
from ledger.records.period import (
    INSIDE,
    OUTSIDE,
    UNDATED,
    Frame,
    Placing,
    as_it_was,
    is_before,
    placing_of,
    undated_state,
    vague_states,
    written_after,
)
from ledger.records.types.indicators import FigureDefinition
from ledger.records.walk import Steps, held_at

#: stands for the month of the day by which a figure's records are placed
MONTH: Way = ()


class Taking(NamedTuple):
    """What a method takes of the records that are chosen.

    ``fits`` says which fields 字段 may name, ``month`` whether also the month of the records' day.
    ``apart`` takes each value of a list by itself. ``newest`` is a stock that is placed by a day.
    """

    fits: Callable[[type[Part], str], bool] = ways.is_number
    month: bool = False
    apart: bool = True
    newest: bool = False


class Selection:
    """The records that a definition chooses of its ledger, ready to count.

    ``records`` are all of the ledger. ``issues`` are what is wrong with the definition in these
    data; with any, there is nothing to count. ``group`` are the fields that lead to the groups of
    values, or to the values of a list, that are taken one by one; without, each record is taken
    once.
    """

    def __init__(
        self, definition: FigureDefinition, dataset: Dataset, frame: Frame, taking: Taking
    ) -> None:
        self.definition, self.frame, self._taking = definition, frame, taking
        self._ledgers = dataset.ledgers
        self.ledger = dataset.ledgers[str(definition.source)]
        self.condition = Condition(
            definition.where,
            self.ledger.record,
            dataset,
            definition.place("where"),
            merged=definition.with_merged,
        )
        self.issues = self.condition.issues
        self._kind = self.ledger.record
        self._named = [way_of(self._kind, key) for key in definition.field]
        self.group = max(map(self._group, self.ways), key=len, default=())
        self._see_fields()
        self._placing = self._placed()
        self._see_month()
        self._see_ever()
        self.records = [] if self.issues else records_of(definition, dataset)
        if vague := indistinct(self.records, self.condition, frame.as_of):
            self.issues.append(definition.issue(vague, "where", code="figure.state"))

    @property
    def ways(self) -> list[Way]:
        """The ways of 字段; ``MONTH`` stands for the month of the day."""
        return [way for way in self._named if way is not None]

    @property
    def placing(self) -> Placing:
        """By which day the records are placed; only of a selection without issues."""
        assert self._placing is not None
        return self._placing

    @cached_property
    def figure(self) -> Figure:
        """The figure with its records, whose value is not computed yet."""
        standing = self._standing if self.group and self._by_part else None
        by_time = chosen(self.records, self.condition, self.placing, standing)
        inside, undated = by_time[INSIDE], by_time[UNDATED]
        if standing:  # a group without a day is told of, though others of its record are counted
            others = (*inside, *by_time[OUTSIDE])
            undated = [*undated, *(r for r in others if UNDATED in self._places(r))]
        definition = self.definition
        return Figure(
            definition,
            Fraction(),
            self.ledger,
            tuple(record for record in inside if self.condition.counts(record)),
            left_out=tuple(record for record in inside if not self.condition.counts(record)),
            outside=tuple(by_time[OUTSIDE]),
            undated=tuple(undated),
            placing=self.placing,
            condition=condition_text(definition.where, self.ledger.record, self._ledgers),
            limits=self._limits,
        )

    def _group(self, way: Way) -> Way:
        """Return the way to the groups, or to the values of a list, that are taken one by one."""
        apart = ways.lists(self._kind, way if self._taking.apart else way[:-1])
        return apart[-1] if apart else ()

    @property
    def _limits(self) -> str:
        """Say which of several values or groups in a record are taken, where these are not all."""
        said: dict[Way, list[str]] = {}
        for way in self.ways:
            lists = ways.lists(self._kind, way)
            asked = [each for each in lists if each[-1] in self.holder(each).tests]
            dated = [] if self._by_part else [x for x in lists if ways.begun(self._kind, x)]
            for found, which in ((asked, "符合条件的"), (dated, "不晚于统计截止的")):
                if found and which not in (told := said.setdefault(found[-1], [])):
                    told.append(which)
        return "".join(
            f"，“{ways.key_of(self._kind, way)}”只计{'、'.join(told)}" for way, told in said.items()
        )

    def held(self, item: Item, way: Way) -> Any:
        """Return what stood at the end of a way of an item on 统计截止."""
        return held_at(as_it_was(item.record, self.frame.as_of), way, item.at)

    @property
    def items(self) -> list[Item]:
        """What is taken of the figure's records: what meets the condition, and is in time."""
        if not self.group:
            return list(map(Item, self.figure.records))
        found = (Item(record, at) for record in self.figure.records for at in self._parts(record))
        return [item for item in found if self.placing.of(*item) == INSIDE]

    def by_month(self, items: Iterable[Item]) -> dict[str, list[Item]]:
        """Return items by the month that they add to; one without is left out."""
        found: dict[str, list[Item]] = {}
        for item in items:
            if month := self.placing.month(*item):
                found.setdefault(month, []).append(item)
        return found

    def holder(self, way: Way) -> Condition:
        """Return what is asked of the group in which a way ends."""
        condition = self.condition
        for field in way[:-1]:
            condition = condition.inside(field)
        return condition

    def _parts(self, record: Record) -> Iterator[Steps]:
        """Yield where the groups stand that meet the condition, and were there on 统计截止."""
        then = as_it_was(record, self.frame.as_of)
        yield from self._below(then, self.condition, 0)

    def _below(self, part: Part, condition: Condition, depth: int) -> Iterator[Steps]:
        field, last = self.group[depth], depth + 1 == len(self.group)
        since = None if self._by_part else ways.begun(self._kind, self.group[: depth + 1])
        for at in condition.steps(part, field):
            each = held_at(part, (field,), at)
            if since and is_before(self.frame.as_of, getattr(each, since)):
                continue
            if last:
                yield at
            else:
                inner = self._below(each, condition.inside(field), depth + 1)
                yield from ((*at, *steps) for steps in inner)

    @cached_property
    def _by_part(self) -> bool:
        """Whether the groups are placed in time by days of their own."""
        return ways.lists(self._kind, self.placing.path) != []

    def _standing(self, record: Record) -> str:
        """Return the place of a record in time: the best that one of its groups has."""
        return min(self._places(record), key=[INSIDE, OUTSIDE, UNDATED].index, default=INSIDE)

    def _places(self, record: Record) -> set[str]:
        """Return the places in time of a record's groups."""
        return {self.placing.of(record, at) for at in self._parts(record)}

    def _see_fields(self) -> None:
        for index, (key, way) in enumerate(zip(self.definition.field, self._named, strict=True)):
            if fault := self._fault(key, way):
                self.issues.append(fault.at(self.definition.place("field", index), "字段："))

    def _fits(self, way: Way) -> bool:
        """Whether a way may stand in 字段: what is at its end fits, and everybody may see it."""
        single = not (self._taking.newest and self._group(way))
        fits = self._taking.fits(ways.holder(self._kind, way), way[-1])
        return single and fits and not ways.secret(self._kind, way)

    def _fault(self, key: str, way: Way | None) -> Mistake | None:
        """Return what is wrong with a key of 字段."""
        if way == MONTH and self._taking.month:
            return None
        if way and (secret := ways.secret(self._kind, way)):
            return secret
        if not (way and self._fits(way)):
            due = [each for each, path in ways.ways(self._kind).items() if self._fits(path)]
            inner = [each for each in due if each.startswith(f"{key}.")]
            below = f"“{key}”下面有分项；请写到其中一个键，例如 {inner[0]}" if inner else ""
            return Mistake(below or unknown("字段", key, due), "figure.field")
        if (group := self._group(way)) != self.group[: len(group)]:
            message = f"“{key}”和别的字段不在同一个分项里，分不清哪个对哪个；请只写一个分项里的键"
            return Mistake(message, "figure.field")
        return None

    def _placed(self) -> Placing | None:
        definition, kind, newest = self.definition, self._kind, self._taking.newest
        by = definition.by or (kind.key_of(kind.when) if newest and kind.when else None)
        try:
            if newest and not by:
                message = f"“{self.ledger.name}”没有日期，说不出哪一条最新；请写明记录的哪个日期"
                raise Mistake(message, "figure.day")
            return placing_of(kind, by, definition.stock or newest, self.frame, self.group)
        except Mistake as mistake:
            self.issues.append(mistake.at(definition.place("by"), "按日期："))
            return None

    def _see_ever(self) -> None:
        """A stock of all years counts each matter once: none that each year writes anew."""
        placing = self._placing
        if not self.definition.ever:
            return
        if not self.definition.stock:
            message = "只用于存量；请加一行 存量: 是，或删去这一行"
        elif not self.ledger.yearly:
            message = f"“{self.ledger.name}”不按年份分开，本来就是各年的；请删去这一行"
        elif placing and not placing.path and not self._kind.since:
            message = (
                f"“{self.ledger.name}”每年另写一遍，各年的放在一起会重复；"
                "请删去这一行，或写明 按日期"
            )
        else:
            return
        issue = self.definition.issue(f"历年：{message}", "ever", code="figure.ever")
        self.issues.append(issue)

    def _see_month(self) -> None:
        if self._placing and not self._placing.monthly and MONTH in self._named:
            message = (
                "字段：“月份”只用于按日、按月记的期间数；请去掉“月份”，或者写明 按日期，不写 存量"
            )
            at = self._named.index(MONTH)
            issue = self.definition.issue(message, "field", at, code="figure.month")
            self.issues.append(issue)


def records_of(definition: FigureDefinition, dataset: Dataset) -> list[Record]:
    """Return the records of which a definition chooses: those that the year reads, or 历年 all."""
    source = str(definition.source)
    return dataset.ever(source) if definition.ever else dataset.records[source]


def chosen(
    records: list[Record],
    condition: Condition,
    placing: Placing,
    standing: Callable[[Record], str] | None = None,
) -> dict[str, list[Record]]:
    """Return the records that meet a condition, by 期内, 期外 and 无日期.

    The condition is asked of what a record was on 统计截止; one that meets it only since then is
    outside. ``standing`` tells where one is in time that is not placed as a whole.
    """
    standing = standing or placing.of
    found: dict[str, list[Record]] = {INSIDE: [], OUTSIDE: [], UNDATED: []}
    day = placing.frame.as_of
    test = condition.tests.get("state")
    late = test is not None and written_after(records, day)
    changing = any(record.later for record in records[:1])
    for record in records:
        then = as_it_was(record, day) if changing else record
        met = condition.holds(then)
        if not met and (then is record or not condition.holds(record)):
            continue
        unknown_then = met and late and undated_state(then)
        found[UNDATED if unknown_then else standing(record) if met else OUTSIDE].append(record)
    return found


def not_yet(placing: Placing | None, record: Record) -> bool:
    """Whether one of those outside has its day in time, and met the condition only after 统计截止.

    Of several days in a record none tells that.
    """
    several = placing is not None and isinstance(placing.day(record), list)
    return placing is not None and not several and placing.of(record) != OUTSIDE


def indistinct(records: list[Record], condition: Condition, day: date) -> str:
    """Say that a condition parts 状态 that nobody can tell apart as of an earlier day."""
    test = condition.tests.get("state")
    if test is None or not records or not written_after(records, day):
        return ""
    states = vague_states(records[0])
    if len({test(state) for state in states}) < 2:
        return ""
    return (
        f"条件“状态”：台账记到了统计截止 {day} 以后，那一天是{'、'.join(states)}中的"
        "哪一种已经分不出；请几种一起写，或者只用有日期的状态"
    )


def way_of(kind: type[Part], key: str) -> Way | None:
    """Return the way of a key; 月份 also stands for the month of a record's day."""
    own = ways.ways(kind).get(key)
    return own or (MONTH if key == "月份" and getattr(kind, "when", None) else None)
