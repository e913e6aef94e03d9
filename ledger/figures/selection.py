"""Which records a definition counts: those that meet its condition, in the time of which it tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ledger.figures.conditions import Condition
from ledger.figures.figure import Figure
from ledger.issues import Mistake, unknown
from ledger.records.base import LedgerType, Record
from ledger.records.dataset import Dataset
from ledger.records.editions import for_all
from ledger.records.fields import holds
from ledger.records.period import (
    INSIDE,
    OUTSIDE,
    UNDATED,
    Frame,
    Placing,
    as_it_was,
    placing_of,
    undated_state,
    vague_states,
    written_after,
)
from ledger.records.types.indicators import FigureDefinition

#: stands for the month of the day by which a figure's records are placed
MONTH = ""


class Selection:
    """The records that a definition chooses of its ledger, ready to count.

    ``records`` are all of the ledger. ``issues`` are what is wrong with the definition in these
    data; with any, there is nothing to count. Unless ``any_field`` may stand in 字段, only numbers
    may.
    """

    def __init__(
        self, definition: FigureDefinition, dataset: Dataset, frame: Frame, any_field: bool
    ) -> None:
        self.definition, self.frame = definition, frame
        self.ledger = dataset.ledgers[str(definition.source)]
        self.condition = Condition(
            definition.where,
            self.ledger.record,
            dataset,
            definition.place("where"),
            merged=definition.with_merged,
        )
        self.issues = self.condition.issues
        self._named = [_field(self.ledger, key) for key in definition.field]
        self._see_fields(any_field)
        self._placing = self._placed()
        self._see_month()
        self.records = dataset.records[self.ledger.name]
        if vague := indistinct(self.records, self.condition, frame.as_of):
            self.issues.append(definition.issue(vague, "where", code="figure.state"))

    @property
    def fields(self) -> list[str]:
        """The fields of 字段; ``MONTH`` stands for the month of the day."""
        return [name for name in self._named if name is not None]

    @property
    def placing(self) -> Placing:
        """By which day the records are placed; only of a selection without issues."""
        assert self._placing is not None
        return self._placing

    @cached_property
    def figure(self) -> Figure:
        """The figure with its records, whose value is not computed yet."""
        by_time = chosen(self.records, self.condition, self.placing)
        inside = by_time[INSIDE]
        return Figure(
            self.definition,
            Fraction(),
            self.ledger,
            tuple(record for record in inside if self.condition.counts(record)),
            left_out=tuple(record for record in inside if not self.condition.counts(record)),
            outside=tuple(by_time[OUTSIDE]),
            undated=tuple(by_time[UNDATED]),
            placing=self.placing,
        )

    def by_month(self, records: Iterable[Record]) -> dict[str, list[Record]]:
        """Return records by the month that they add to; a record without one is left out."""
        found: dict[str, list[Record]] = {}
        for record in records:
            if month := self.placing.month(record):
                found.setdefault(month, []).append(record)
        return found

    def _see_fields(self, any_field: bool) -> None:
        definition, ledger = self.definition, self.ledger
        due = [key for key in ledger.record.all_keys() if any_field or _is_number(ledger, key)]
        for index, (key, name) in enumerate(zip(definition.field, self._named, strict=True)):
            if name is None or not (any_field or key in due):
                message = f"字段：{unknown('字段', key, due)}"
                self.issues.append(definition.issue(message, "field", index, code="figure.field"))
            elif secret := _secret(ledger, name):
                self.issues.append(secret.at(definition.place("field", index), "字段："))

    def _placed(self) -> Placing | None:
        definition = self.definition
        try:
            return placing_of(self.ledger.record, definition.by, definition.stock, self.frame)
        except Mistake as mistake:
            self.issues.append(mistake.at(definition.place("by"), "按日期："))
            return None

    def _see_month(self) -> None:
        if self._placing and not self._placing.monthly and MONTH in self._named:
            message = (
                "字段：“月份”只用于按日、按月记的期间数；请去掉“月份”，或者写明 按日期，不写 存量"
            )
            at = self._named.index(MONTH)
            issue = self.definition.issue(message, "field", at, code="figure.month")
            self.issues.append(issue)


def chosen(
    records: list[Record], condition: Condition, placing: Placing
) -> dict[str, list[Record]]:
    """Return the records that meet a condition, by 期内, 期外 and 无日期.

    The condition is asked of what a record was on 统计截止; one that meets it only since then is
    outside.
    """
    found: dict[str, list[Record]] = {INSIDE: [], OUTSIDE: [], UNDATED: []}
    day = placing.frame.as_of
    test = condition.tests.get("state")
    late = test is not None and written_after(records, day)
    for record in records:
        then = as_it_was(record, day)
        met = condition.holds(then)
        if not met and (then is record or not condition.holds(record)):
            continue
        unknown_then = met and late and undated_state(then)
        found[UNDATED if unknown_then else placing.of(record) if met else OUTSIDE].append(record)
    return found


def not_yet(placing: Placing | None, record: Record) -> bool:
    """Whether one of those outside has its day in time, and met the condition only after 统计截止."""
    return placing is not None and placing.of(record) != OUTSIDE


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


def _field(ledger: LedgerType, key: str) -> str | None:
    """Return the field of a key; 月份 also stands for the month of a day."""
    return ledger.record.field_of(key) or (MONTH if key == "月份" and ledger.record.when else None)


def _secret(ledger: LedgerType, field: str) -> Mistake | None:
    """Return the mistake of a field that not everybody may see; nothing of one that is open."""
    try:
        if field in ledger.record.model_fields:
            for_all(ledger.record, field)
    except Mistake as mistake:
        return mistake
    return None


def _is_number(ledger: LedgerType, key: str) -> bool:
    return holds(ledger.record, str(ledger.record.field_of(key)), int, Decimal)
