"""Figure definitions -> value and the records counted.

Values are exact fractions; rounding is a matter of wording. A figure made of other figures (比率,
合计, 同比) keeps them as its parts, so that a reader can walk down to the records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

from ledger.figures.conditions import Condition
from ledger.issues import Issue, Mistake, finds, unknown
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.editions import for_all
from ledger.records.fields import MonthsOfPeriod, holds, mark_of
from ledger.records.period import (
    INSIDE,
    OUTSIDE,
    UNDATED,
    Frame,
    Placing,
    as_it_was,
    frame_of,
    placing_of,
    undated_state,
    vague_states,
    written_after,
)
from ledger.records.register import LEDGERS, LedgerType
from ledger.records.types.indicators import FigureDefinition, Frozen

#: the methods that count records, and those that combine other figures, with the keys they need
COUNTING: dict[str, tuple[str, ...]] = {
    "计数": ("source",),
    "求和": ("source", "field"),
    "去重计数": ("source", "field"),
    "平均": ("source", "field"),
}
COMBINING: dict[str, tuple[str, ...]] = {
    "比率": ("numerator", "denominator"),
    "合计": ("figures",),
    "同比": ("current", "base"),
    "上年": ("figures",),
}

_MOST_PLACES = 6
#: stands for the month of the day by which a figure's records are placed
_MONTH = ""


@dataclass(frozen=True)
class Figure:
    """A figure's exact value, in the unit of its definition (ratios and changes in percent).

    ``placing`` says by which day its records are placed; ``outside`` are those that meet its
    condition at another time than it tells of, ``undated`` those that do not say when. ``left_out``
    are the records that it would count were they not merged into others (并入). One that counts
    ``unseen`` records, too, is a total (含不可见) that holds what its edition does not list.
    """

    definition: FigureDefinition
    value: Fraction
    ledger: LedgerType | None = None
    records: tuple[Record, ...] = ()
    parts: tuple[Figure, ...] = ()
    months: dict[str, Fraction] = field(default_factory=dict)
    left_out: tuple[Record, ...] = ()
    outside: tuple[Record, ...] = ()
    undated: tuple[Record, ...] = ()
    placing: Placing | None = None
    unseen: bool = False

    @property
    def id(self) -> str:
        """The id in addresses and in ``data-figure``."""
        return self.definition.id

    @property
    def name(self) -> str:
        """The Chinese name by which prose asks for it."""
        return self.definition.name

    @property
    def monthly(self) -> bool:
        """Whether the value can be told month by month."""
        method = self.definition.method
        if method == "合计":
            return not self.unseen and all(part.monthly for part in self.parts)
        placed = self.placing is not None and self.placing.monthly
        return placed and method != "平均" and not self.unseen


def compute(
    dataset: Dataset, whole: Dataset | None = None
) -> tuple[dict[str, Figure], list[Issue]]:
    """Return every figure that could be computed, by name, and what is wrong in the others.

    ``whole`` is given where ``dataset`` holds less than all: totals (含不可见) count in it.
    """
    work = _Computation(dataset, whole)
    for definition in dataset.of(FigureDefinition):
        work.figure(definition)
    return work.figures, work.issues


class _Computation:
    def __init__(self, dataset: Dataset, whole: Dataset | None) -> None:
        self.dataset = dataset
        self.whole = whole
        self.frame = frame_of(dataset)
        self.figures: dict[str, Figure] = {}
        self.issues: list[Issue] = []
        self.failed: set[str] = set()
        self.under_way: list[str] = []

    def figure(self, definition: FigureDefinition) -> Figure | None:
        """Compute a figure once; None where it cannot be, with the reason among the issues."""
        name = definition.name
        if name in self.figures or name in self.failed:
            return self.figures.get(name)
        if name in self.under_way:
            chain = "→".join([*self.under_way[self.under_way.index(name) :], name])
            message = f"指标互相引用成了一圈：{chain}"
            self.issues.append(definition.issue(message, code="figure.circle"))
            return None
        self.under_way.append(name)
        found = list(_shape(definition))
        self.issues += found
        figure = None if found else self._compute(definition)
        self.under_way.pop()
        if figure:
            self.figures[name] = figure
        else:
            self.failed.add(name)
        return figure

    def _compute(self, definition: FigureDefinition) -> Figure | None:
        if definition.method in COUNTING:
            return self._count(definition)
        parts = [
            part for key in COMBINING[definition.method] for part in self._parts(definition, key)
        ]
        if None in parts:
            return None
        figures = tuple(part for part in parts if part)
        try:
            return self._combine(definition, figures)
        except Mistake as mistake:
            if not any(reads_partial(figure, self.dataset) for figure in figures):
                self.issues.append(mistake.at(definition.place()))
            return None

    def _parts(self, definition: FigureDefinition, key: str) -> Iterator[Figure | None]:
        value = getattr(definition, key)
        for name in value if isinstance(value, list) else [value]:
            target = self.dataset.words("指标").get(name)
            yield self.figure(target) if isinstance(target, FigureDefinition) else None

    def _combine(self, definition: FigureDefinition, parts: tuple[Figure, ...]) -> Figure:
        match definition.method:
            case "合计":
                months: Counter[str] = Counter()
                for part in parts:
                    months.update(part.months)
                total = sum((part.value for part in parts), Fraction())
                unseen = any(part.unseen for part in parts)
                figure = Figure(definition, total, parts=parts, unseen=unseen)
                return replace(figure, months=dict(months)) if figure.monthly else figure  # type: ignore[arg-type]
            case "上年":
                return self._last_year(definition, parts[0])
            case "同比":
                current, base = parts
                change = (current.value - base.value) * 100 / _nonzero(base)
                return Figure(definition, change, parts=parts)
            case _:
                numerator, denominator = parts
                return Figure(
                    definition, numerator.value * 100 / _nonzero(denominator), parts=parts
                )

    def _last_year(self, definition: FigureDefinition, part: Figure) -> Figure:
        known = self.dataset.words("指标")
        for frozen in self.dataset.of(Frozen):
            if known.get(frozen.figure) is part.definition:
                return Figure(definition, Fraction(frozen.value), LEDGERS["定格指标"], (frozen,))
        if "定格指标" in self.dataset.partial:
            return Figure(definition, Fraction(), LEDGERS["定格指标"])
        message = f"“定格指标”里没有“{part.name}”的上年值；请补一条，写明 值 和 出处"
        raise Mistake(message, "figure.last_year")

    def _count(self, definition: FigureDefinition) -> Figure | None:
        ledger = LEDGERS[str(definition.source)]
        counted = self.whole if self.whole and definition.with_hidden else self.dataset
        condition = Condition(
            definition.where,
            ledger.record,
            counted,
            definition.place("where"),
            merged=definition.with_merged,
        )
        found = condition.issues
        fields = [_field(ledger, key) for key in definition.field]
        distinct = definition.method == "去重计数"
        due = [key for key in ledger.record.all_keys() if distinct or _is_number(ledger, key)]
        for index, (key, name) in enumerate(zip(definition.field, fields, strict=True)):
            if name is None or not (distinct or key in due):
                message = f"字段：{unknown('字段', key, due)}"
                found.append(definition.issue(message, "field", index, code="figure.field"))
            elif secret := _secret(ledger, name):
                found.append(secret.at(definition.place("field", index), "字段："))
        placing = self._placing(definition, ledger, found)
        if placing and not placing.monthly and _MONTH in fields:
            message = (
                "字段：“月份”只用于按日、按月记的期间数；请去掉“月份”，或者写明 按日期，不写 存量"
            )
            at = fields.index(_MONTH)
            found.append(definition.issue(message, "field", at, code="figure.month"))
        records = counted.records[ledger.name]
        if vague := indistinct(records, condition, self.frame.as_of):
            found.append(definition.issue(vague, "where", code="figure.state"))
        self.issues += found
        if found or placing is None:
            return None
        names = [name for name in fields if name is not None]
        try:
            by_time = chosen(records, condition, placing)
            figure = Figure(
                definition,
                Fraction(),
                ledger,
                tuple(r for r in by_time[INSIDE] if condition.counts(r)),
                left_out=tuple(r for r in by_time[INSIDE] if not condition.counts(r)),
                outside=tuple(by_time[OUTSIDE]),
                undated=tuple(by_time[UNDATED]),
                placing=placing,
            )
            figure = _counted(figure, placing, names, condition)
            return figure if counted is self.dataset else self._total(figure, ledger)
        except Mistake as mistake:
            if ledger.name not in self.dataset.partial:
                self.issues.append(mistake.at(definition.place()))
            return None

    def _placing(
        self, definition: FigureDefinition, ledger: LedgerType, found: list[Issue]
    ) -> Placing | None:
        try:
            return placing_of(ledger.record, definition.by, definition.stock, self.frame)
        except Mistake as mistake:
            found.append(mistake.at(definition.place("by"), "按日期："))
            return None

    def _total(self, figure: Figure, ledger: LedgerType) -> Figure:
        """Keep the total; list only visible records; drop the split by month."""
        shown = {record.place(): record for record in self.dataset.records[ledger.name]}

        def listed(records: tuple[Record, ...]) -> tuple[Record, ...]:
            return tuple(shown[r.place()] for r in records if r.place() in shown)

        return replace(
            figure,
            records=listed(figure.records),
            left_out=listed(figure.left_out),
            outside=listed(figure.outside),
            undated=listed(figure.undated),
            months={},
            unseen=True,
        )


def not_yet(placing: Placing | None, record: Record) -> bool:
    """Whether one of those outside has its day in time, and met the condition only after 统计截止."""
    return placing is not None and placing.of(record) != OUTSIDE


def indistinct(records: list[Record], condition: Condition, day: date) -> str:
    """Say that a condition parts 状态 that nobody can tell apart as of an earlier day."""
    test = condition.tests.get("state")
    if test is None or not records or not written_after(records, day):
        return ""
    states = vague_states(type(records[0]))
    if len({test(state) for state in states}) < 2:
        return ""
    return (
        f"条件“状态”：台账记到了统计截止 {day} 以后，那一天是{'、'.join(states)}中的"
        "哪一种已经分不出；请几种一起写，或者只用有日期的状态"
    )


def reads_partial(figure: Figure, dataset: Dataset) -> bool:
    """Whether some of what a figure counts could not be read."""
    own = figure.ledger is not None and figure.ledger.name in dataset.partial
    return own or any(reads_partial(part, dataset) for part in figure.parts)


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


def _counted(figure: Figure, placing: Placing, fields: list[str], condition: Condition) -> Figure:
    """Give a figure with its records their value, and its months."""
    definition, records = figure.definition, list(figure.records)
    if definition.method == "去重计数":
        return _distinct(figure, placing, fields, condition)
    if fields:
        records = [record for record in records if getattr(record, fields[0]) is not None]
    amounts = [
        amount(record, fields[0], placing.frame) if fields else Fraction(1) for record in records
    ]
    value = sum(amounts, Fraction())
    if definition.method == "平均":
        if not records:
            message = f"没有一条记录填了“{definition.field[0]}”，算不出平均数"
            raise Mistake(message, "figure.mean")
        return replace(figure, value=value / len(records), records=tuple(records))
    months: dict[str, Fraction] = {}
    for record, each in zip(records, amounts, strict=True):
        if month := placing.month(record):
            months[month] = months.get(month, Fraction()) + each
    return replace(figure, value=value, records=tuple(records), months=months)


def _distinct(figure: Figure, placing: Placing, fields: list[str], condition: Condition) -> Figure:
    seen: set[tuple[str, ...]] = set()
    months: dict[str, set[tuple[str, ...]]] = {}
    for record in figure.records:
        keys = set(_keys(record, placing, fields, condition))
        seen |= keys
        if month := placing.month(record):
            months.setdefault(month, set()).update(keys)
    counts = {month: Fraction(len(keys)) for month, keys in months.items()}
    return replace(figure, value=Fraction(len(seen)), months=counts)


def amount(record: Record, field: str, frame: Frame) -> Fraction:
    """Return what a record adds to a sum; a post owes no more months than the period has."""
    value = Fraction(getattr(record, field))
    limited = mark_of(type(record), field, MonthsOfPeriod) is not None
    return min(value, Fraction(frame.length)) if limited else value


def _keys(
    record: Record, placing: Placing, fields: list[str], condition: Condition
) -> Iterator[tuple[str, ...]]:
    """The keys that a record adds; one that holds a list adds each of its values."""
    then = as_it_was(record, placing.frame.as_of)
    return product(
        *(
            filter(None, [placing.month(record)])
            if field == _MONTH
            else condition.held(condition.values(then, field), field)
            for field in fields
        )
    )


def _shape(definition: FigureDefinition) -> Iterator[Issue]:
    """A definition has the keys that its method needs and none that it would pass over."""
    method, source = definition.method, definition.source
    needed = (COUNTING | COMBINING)[method]
    for key in needed:
        if not getattr(definition, key):
            word = definition.key_of(key)
            example = {"source": "履责记录", "field": "…"}.get(key, "指标名称")
            message = f"算法“{method}”要有“{word}”；请加一行 {word}: {example}"
            yield definition.issue(message, code="figure.missing_key")
    optional = ("where", "by", "stock") if method in COUNTING else ()
    for key in (
        "source",
        "where",
        "field",
        "by",
        "stock",
        "figures",
        "numerator",
        "denominator",
        "current",
        "base",
    ):
        if key not in (*needed, *optional) and getattr(definition, key):
            message = f"算法“{method}”不用“{definition.key_of(key)}”；请删去这一行"
            yield definition.issue(message, key, code="figure.extra_key")
    countable = [ledger.name for ledger in LEDGERS.values() if ledger.slug]
    if method in COUNTING and source is not None and source not in countable:
        message = f"来源：{unknown('台账', source, countable)}"
        yield definition.issue(message, "source", code="reference.ledger")
    if definition.with_merged and (method not in COUNTING or source != "履责记录"):
        message = "含并入：只用于来源“履责记录”的指标；请删去这一行"
        yield definition.issue(message, "with_merged", code="figure.merged")
    if definition.with_hidden and method not in COUNTING:
        advice = "请写在它所用的指标里" if method != "上年" else "请删去这一行"
        message = f"含不可见：算法“{method}”不在台账里数；{advice}"
        yield definition.issue(message, "with_hidden", code="figure.with_hidden")
    if method in ("求和", "平均") and len(definition.field) > 1:
        yield definition.issue(f"算法“{method}”只写一个字段", "field", code="figure.single")
    if method == "上年" and len(definition.figures) > 1:
        yield definition.issue("算法“上年”只写一个指标", "figures", code="figure.single")
    yield from _rounding(definition)


@finds("figure.rounding")
def _rounding(definition: FigureDefinition) -> Iterator[Issue]:
    """余 rounds numbers of things to a step of one or more; 小数 keeps up to six places."""
    rounding, method = definition.rounding, definition.method
    if rounding is None:
        return
    if rounding.how == "小数" and rounding.to > _MOST_PLACES:
        yield definition.issue(f"取整：最多保留 {_MOST_PLACES} 位小数", "rounding", "到")
    if rounding.how == "余" and rounding.to == 0:
        yield definition.issue(
            "取整：“余”要取到 1 以上的整数，例如 {方式: 余, 到: 10}", "rounding", "到"
        )
    if rounding.how == "余" and method in ("平均", "比率", "同比"):
        yield definition.issue(
            f"取整：算法“{method}”不能写“余”；可以写 {{方式: 小数, 到: 1}}", "rounding"
        )


def _field(ledger: LedgerType, key: str) -> str | None:
    """Return the field of a key; 月份 also stands for the month of a day."""
    return ledger.record.field_of(key) or (_MONTH if key == "月份" and ledger.record.when else None)


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


def _nonzero(figure: Figure) -> Fraction:
    if figure.value == 0:
        message = f"分母“{figure.name}”是 0，算不出百分比；请改用别的指标或删去这一条"
        raise Mistake(message, "figure.zero")
    return figure.value


def counted_in(figures: dict[str, Figure]) -> dict[int, list[Figure]]:
    """Return, by ``id()`` of a record, the figures that count it directly."""
    found: dict[int, list[Figure]] = {}
    for figure in figures.values():
        for record in figure.records:
            found.setdefault(id(record), []).append(figure)
    return found
