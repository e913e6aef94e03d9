"""Time: the report's period, the day up to which its data go, and which records lie within.

A figure counts a flow (期间数: what happened in the period) or a stock (存量: what there was on
统计截止). ``Placing.of`` alone decides whether a record is counted; the value, the months, the
evidence page and the workbook all follow it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast, get_origin

from ledger.issues import Mistake, unknown
from ledger.records.base import Part, Record, part_of
from ledger.records.dataset import Dataset, once
from ledger.records.editions import way_for_all
from ledger.records.fields import Choice, Time, mark_of
from ledger.records.types.official import Report
from ledger.records.walk import Steps, Value, held_at, some
from ledger.remembered import remembered
from ledger.wordlists import DONE, LASTING, Role, Word

R = TypeVar("R", bound=Record)

FLOW, STOCK, TIMELESS = "期间数", "存量", "不分期间"
#: a 状态 of which no more is known
UNFINISHED = "未完成"
INSIDE, OUTSIDE, UNDATED = "期内", "期外", "无日期"

#: first and last day
Span = tuple[date, date]
_MONTHS = 12


@dataclass(frozen=True)
class Frame:
    """The report's period, 统计截止 (``as_of``), and the year of the data."""

    first: date
    last: date
    as_of: date
    year: int

    @property
    def until(self) -> date:
        """The last day of which a flow tells: the period's, or 统计截止 where that is earlier."""
        return min(self.last, self.as_of)

    @property
    def is_set(self) -> bool:
        """Whether a report sets the period; else it is all time."""
        return self.first != date.min

    @property
    def months(self) -> tuple[str, ...]:
        """The months of which a flow tells; none, where no report sets the period."""
        return months(self.first, self.until) if self.is_set else ()

    @property
    def month_ends(self) -> dict[str, date]:
        """The last day of each of these months; of the last one that of which a flow tells."""
        ends = ((name, _days_of(*map(int, name.split("-")))[1]) for name in self.months)
        return {name: min(end, self.until) for name, end in ends}

    @property
    def length(self) -> int:
        """How many months these are."""
        return _number(self.until) - _number(self.first) + 1

    def of_year(self, year: int) -> Frame:
        """Return the same time of another year; what ends with a month ends with it there, too."""
        by = year - self.year
        first, last, as_of = (_moved(day, by) for day in (self.first, self.last, self.as_of))
        return Frame(first, last, as_of, year)

    @property
    def is_year(self) -> bool:
        """Whether a flow tells of a whole year."""
        ends = (self.first.replace(month=1, day=1), self.first.replace(month=12, day=31))
        return (self.first, self.until) == ends


def _moved(day: date, years: int) -> date:
    """Return a day so many years later; the last day of a month stays the last."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    last = monthrange(year, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def months(first: date, last: date) -> tuple[str, ...]:
    """Return the months from one day to another, as ``2021-03``."""
    found = (divmod(number, _MONTHS) for number in range(_number(first), _number(last) + 1))
    return tuple(f"{year}-{month + 1:02}" for year, month in found)


def _number(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


@once
def frame_of(dataset: Dataset) -> Frame:
    """Return the frame that the report sets; all time, where it sets none or one that cannot be.

    A year beside 报告年度 that has no report tells of the whole year.
    """
    year = dataset.year or 1
    for report in dataset.reports:
        first, last, as_of = report.period.first, report.period.last, report.as_of
        if first <= min(last, as_of):
            return Frame(first, last, as_of, year)
    if dataset.folder and not dataset.reports and Report.ledger.name not in dataset.lost:
        return Frame(date(year, 1, 1), date(year, 12, 31), date(year, 12, 31), year)
    return Frame(date.min, date.max, date.max, year)


@dataclass(frozen=True)
class Placing:
    """By which of its days a record is placed, as a flow or as a stock.

    ``path`` are the fields that lead to the day, ``key`` their Chinese name; without, the ledger's
    records bear no day and all are counted. A way through a list leads to a day of each group in it;
    what asks for one of them says ``at`` which group (``walk.held_at``).
    """

    path: tuple[str, ...]
    key: str
    stock: bool
    monthly: bool
    frame: Frame

    @property
    def kind(self) -> str:
        """Whether a figure is a flow, a stock, or a flow of a ledger that bears no day."""
        return STOCK if self.stock else FLOW if self.path else TIMELESS

    def of(self, record: Record, at: Steps = ()) -> str:
        """Return 期内, 期外 or 无日期; raises ``Mistake`` where a month or a quarter is cut in two.

        What bears no day is there in the year of its folder; a stock has it as long as it goes on.
        """
        if not self.path:
            older = record.ledger.yearly and (record.folder or 0) < self.frame.year
            gone = older and not (self.stock and goes_on(type(record)))
            over = self.stock and is_over(record, self.frame.as_of)
            return OUTSIDE if gone or over else INSIDE
        span = self.span(record, at)
        if span is None:
            return UNDATED
        first = date.min if self.stock else self.frame.first
        last = self.frame.as_of if self.stock else self.frame.until
        if first <= span[0] and span[1] <= last:
            return INSIDE
        if span[1] < first or last < span[0]:
            return OUTSIDE
        bound = first if span[0] < first else last
        raise Mistake(
            f"“{self.key}”是 {self.day(record, at)} 的记录跨过 {bound}，分不开；"
            "按月、按季记的，请把报告期和统计截止写到月初月末（季初季末）",
            "figure.divided",
        )

    def day(self, record: Record, at: Steps = ()) -> Any:
        """Return what a record holds there: a day, a month, a quarter or nothing."""
        return held_at(record, self.path, at)

    def span(self, record: Record, at: Steps = ()) -> Span | None:
        """Return the days that this stands for."""
        value = self.day(record, at)
        year = record.folder or self.frame.year
        return None if value is None else _span(type(record), self.path, value, year)

    def month(self, record: Record, at: Steps = ()) -> str | None:
        """Return the month that a record adds to, as ``2021-03``."""
        span = self.span(record, at) if self.monthly else None
        return span[0].isoformat()[:7] if span else None


def placing_of(
    kind: type[Record], key: str | None, stock: bool, frame: Frame, group: tuple[str, ...] = ()
) -> Placing:
    """Return how a ledger's records are placed; raises ``Mistake`` for a key that is no day.

    Without a key it is by the ledger's own day. Where that may be missing (a pledge not signed), a
    record is there before it, so that a stock is placed by none. What is taken one by one are the
    groups at the end of a way of fields (``group``), or the records themselves.
    """
    paths, when = day_paths(kind, group), kind.when
    if key:
        if key not in paths:
            raise Mistake(unknown("日期", key, paths), "figure.day")
        way_for_all(kind, paths[key])
    elif when and (not stock or kind.model_fields[when].is_required()):
        key = kind.key_of(when)
    path = paths[key] if key else ()
    monthly = bool(path) and not stock and mark_of(_holder(kind, path), path[-1], Choice) is None
    return Placing(path, key or "", stock, monthly, frame)


@cache
def day_paths(kind: type[Part], group: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Return the fields that lead to each day, month and quarter of a record, by its key.

    One in a group is named with the group, as ``验收.日期``; of a list's none is *the* day, unless
    the groups on the way to ``group`` are taken one by one.
    """
    found: dict[str, tuple[str, ...]] = {}
    for field, info in kind.model_fields.items():
        key = kind.key_of(field)
        part = part_of(kind, key)
        if mark_of(kind, field, Time):
            found[key] = (field,)
        elif part and (get_origin(info.annotation) is not list or group[:1] == (field,)):
            inner = day_paths(part, group[1:] if group[:1] == (field,) else ())
            found |= {f"{key}.{name}": (field, *path) for name, path in inner.items()}
    return found


def _holder(kind: type[Part], path: tuple[str, ...]) -> type[Part]:
    for field in path[:-1]:
        kind = cast(type[Part], part_of(kind, kind.key_of(field)))
    return kind


def _span(kind: type[Record], path: tuple[str, ...], value: Any, year: int) -> Span:
    if isinstance(value, date):
        return value, value
    quarters: Choice | None = mark_of(_holder(kind, path), path[-1], Choice)
    if quarters:
        first = quarters.words.index(value) * 3 + 1
        return _days_of(year, first)[0], _days_of(year, first + 2)[1]
    return _days_of(*map(int, value.split("-")))


def _days_of(year: int, month: int) -> Span:
    """Return a month's first and last day; a year that no calendar has is told by a rule."""
    year = min(max(year, date.min.year), date.max.year)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def last_day(when: date | str) -> date:
    """Return a day, or the last day of a month that is written as ``2021-03``."""
    return when if isinstance(when, date) else _days_of(*map(int, when.split("-")))[1]


def as_it_was(record: R, day: date) -> R:
    """Return a record as it was on a day, as far as its own days tell.

    What was done later is not yet done, and a 状态 that came about by it is the one before;
    of several that may have been it, the first. ``vague_states`` are those.
    """
    return _as_it_was(record, day) if record.later else record


@remembered
def _as_it_was(record: R, day: date) -> R:
    kind = type(record)
    update: dict[str, Any] = {
        field: None for field in kind.later if (done := _done(record, field)) and done > day
    }
    if not update:
        return record
    if kind.since:
        update["state"] = _state_before(record, update)
    return record.model_copy(update=update)


def _state_before(record: Record, undone: Collection[str]) -> Word:
    """Return the 状态 of a record of which some fields (``undone``) were not filled in yet."""
    state: Word = record.state  # type: ignore[attr-defined]
    while (since := _since(record, state)) and since[0] in undone:
        before = state.among.with_role(since[1]) if since[1] else vague_states(record)
        state = before[0] if before else state.among.word(UNFINISHED)
    return state


def _since(record: Record, state: Word | None) -> tuple[str, Role | None] | None:
    """Return the field with the day of a 状态, and the role of the 状态 before it."""
    return next((told for role, told in record.since.items() if state and state.has(role)), None)


def begins(kind: type[Record]) -> bool:
    """Whether records of a type tell when a matter began."""
    return kind.when is not None and kind.when not in kind.later


def goes_on(kind: type[Record]) -> bool:
    """Whether later years go on with a matter of a type: by its 状态 since it began, or to its end."""
    return (bool(kind.since) and begins(kind)) or kind.ends is not None


def is_over(record: Record, day: date) -> bool:
    """Whether a matter without 状态 had ended by a day."""
    ended = getattr(record, record.ends) if record.ends else None
    return ended is not None and ended <= day


def is_done(record: Record) -> bool:
    """Whether nothing remains to be done: a 状态 that comes about on a day or says so, an end."""
    if record.ends:
        return getattr(record, record.ends) is not None
    state: Word | None = getattr(record, "state", None)
    ends = state is not None and (state.has(DONE) or state.has(LASTING))
    return ends or _since(record, state) is not None


def reaches(record: Record, role: Role) -> bool:
    """Whether a record's 状态 has a role, or one that comes about after it."""
    state: Word | None = getattr(record, "state", None)
    step = next((each for each in record.since if state and state.has(each)), None)
    while step and step != role:
        step = record.since[step][1] if step in record.since else None
    return step == role


def vague_states(record: Record) -> tuple[Word, ...]:
    """Return the words of 状态 that come about on no day: which of them it was is not known."""
    state: Word | None = getattr(record, "state", None)
    if not (record.since and state):
        return ()
    return tuple(word for word in state.among.words if _since(record, word) is None)


def told_state(record: Record, then: Record) -> str:
    """Return the 状态 that a record, as it was, is known to have had; 未完成 for any of several."""
    state, now = (str(getattr(each, "state", "")) for each in (then, record))
    return state if state == now or state not in vague_states(record) else UNFINISHED


def state_day(record: Record) -> date | None:
    """Return the day on which a record's 状态 or its end came about, where it tells one."""
    since = _since(record, getattr(record, "state", None))
    field = since[0] if since else record.ends
    found = _done(record, field) if field else None
    return found if isinstance(found, date) else None


def last_time(record: Record, day: date) -> Any:
    """Return the last day up to a ``day`` on which a record's matter was done, at first or again."""
    again = (then for first, then in record.order if first == record.when)
    found = days(record, tuple(each for each in again if each in record.afterwards))
    first = getattr(record, record.when) if record.when else None
    return max((each.held for each in found if each.held <= day), default=first)


def undated_state(record: Record) -> bool:
    """Whether a record's 状态 came about on a day that it does not tell."""
    return is_done(record) and state_day(record) is None


def written_after(records: Iterable[Record], day: date) -> bool:
    """Whether a ledger was kept beyond a day, so that what it says is not what it said then."""
    return any(_last_day(record) > day for record in records)


@remembered
def _last_day(record: Record) -> date:
    kind = type(record)
    found = days(record, (*kind.later, *filter(None, [kind.when])))
    return max((day.held for day in found if isinstance(day.held, date)), default=date.min)


@remembered
def told_until(record: Record) -> date:
    """Return the last day of which a record tells, which is none by which something is to be done."""
    kind, year = type(record), record.folder or 1
    fields = tuple(each for each in kind.model_fields if each != kind.limit or each == kind.when)
    spans = (_span(kind, value.way, value.held, year) for value in days(record, fields))
    return max((last for _, last in spans), default=date.min)


def _done(record: Record, field: str) -> Any:
    if getattr(record, field) is None:
        return None
    return next((day.held for day in days(record, (field,))), None)


@remembered
def days(record: Record, fields: tuple[str, ...]) -> tuple[Value, ...]:
    """Return the days, months and quarters in some fields of a record, in groups and lists too."""
    return tuple(value for value in some(record, fields) if value.mark(Time))


def in_year(day: date | str, year: int) -> bool:
    """Whether a day or a month lies within a year."""
    return str(day).startswith(f"{year:04}")


def is_before(one: date | str, other: date | str) -> bool:
    """Whether a day or a month is before another; a day is not before or after its own month."""
    first, last = str(one), str(other)
    shared = min(len(first), len(last))
    return first[:shared] < last[:shared]
