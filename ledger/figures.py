"""Figure definitions -> value and the records counted.

Values are exact fractions; rounding is a matter of wording. A figure made of other figures (比率,
合计, 同比) keeps them as its parts, so that a reader can walk down to the records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any, get_args

from ledger.dataset import Dataset
from ledger.issues import Issue, Mistake, unknown
from ledger.records import LEDGERS, FigureDefinition, Frozen, LedgerType, Record
from ledger.selection import Condition

#: the methods that count records, and those that combine other figures with the keys they need
COUNTING = ("计数", "求和", "去重计数", "平均")
COMBINING = {
    "比率": ("numerator", "denominator"),
    "合计": ("figures",),
    "同比": ("current", "base"),
    "上年": ("figures",),
}


@dataclass(frozen=True)
class Figure:
    """A figure's exact value, in the unit of its definition (ratios and changes in percent)."""

    definition: FigureDefinition
    value: Fraction
    ledger: LedgerType | None = None
    records: tuple[Record, ...] = ()
    parts: tuple[Figure, ...] = ()
    months: dict[str, Fraction] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id in addresses and in ``data-figure``."""
        return self.definition.id

    @property
    def name(self) -> str:
        """The Chinese name by which prose asks for it."""
        return self.definition.name


def compute(dataset: Dataset) -> tuple[dict[str, Figure], list[Issue]]:
    """Return every figure that could be computed, by name, and what is wrong in the others."""
    work = _Computation(dataset)
    for definition in dataset.of(FigureDefinition):
        work.figure(definition)
    return work.figures, work.issues


class _Computation:
    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
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
            self.issues.append(definition.issue(f"指标互相引用成了一圈：{chain}"))
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
            self.issues.append(definition.issue(str(mistake)))
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
                return Figure(definition, total, parts=parts, months=dict(months))  # type: ignore[arg-type]
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
        raise Mistake(f"“定格指标”里没有“{part.name}”的上年值；请补一条，写明 值 和 出处")

    def _count(self, definition: FigureDefinition) -> Figure | None:
        ledger = LEDGERS[str(definition.source)]
        condition = Condition(
            definition.where, ledger.record, self.dataset, definition.place("where")
        )
        found = condition.issues
        fields = [_field(ledger, key) for key in definition.field]
        distinct = definition.method == "去重计数"
        due = [key for key in ledger.record.all_keys() if distinct or _is_number(ledger, key)]
        for index, (key, name) in enumerate(zip(definition.field, fields, strict=True)):
            if name is None or not (distinct or key in due):
                found.append(definition.issue(f"字段：{unknown('字段', key, due)}", "field", index))
        self.issues += found
        if found:
            return None
        records = [r for r in self.dataset.records[ledger.name] if condition.matches(r)]
        return _counted(definition, ledger, records, [str(name) for name in fields], condition)


def _counted(
    definition: FigureDefinition,
    ledger: LedgerType,
    records: list[Record],
    fields: list[str],
    condition: Condition,
) -> Figure:
    if definition.method == "去重计数":
        seen: dict[str | None, set[tuple[str, ...]]] = {None: set()}
        for record in records:
            for month in {None, record.in_month}:
                seen.setdefault(month, set()).update(_keys(record, fields, condition))
        counts = {month: Fraction(len(keys)) for month, keys in seen.items()}
        return Figure(definition, counts.pop(None), ledger, tuple(records), months=counts)  # type: ignore[arg-type]
    if fields:
        records = [record for record in records if getattr(record, fields[0]) is not None]
    amounts = [Fraction(getattr(record, fields[0]) if fields else 1) for record in records]
    value = sum(amounts, Fraction())
    if definition.method == "平均":
        mean = value / len(records) if records else value
        return Figure(definition, mean, ledger, tuple(records))
    months: dict[str, Fraction] = {}
    for record, amount in zip(records, amounts, strict=True):
        if month := record.in_month:
            months[month] = months.get(month, Fraction()) + amount
    return Figure(definition, value, ledger, tuple(records), months=months)


def _keys(record: Record, fields: list[str], condition: Condition) -> Iterator[tuple[str, ...]]:
    """The keys that a record adds; one that holds a list adds each of its values."""
    return product(
        *(
            condition.held(condition.values(record, field), field)
            if field in type(record).model_fields
            else [str(getattr(record, field))]
            for field in fields
        )
    )


def _shape(definition: FigureDefinition) -> Iterator[Issue]:
    """A definition has the keys that its method needs, and no source where it has none."""
    method, source = definition.method, definition.source
    if method in COUNTING:
        countable = [ledger.name for ledger in LEDGERS.values() if ledger.slug]
        if source is None:
            yield definition.issue(f"算法“{method}”要有“来源”；请加一行 来源: 履责记录")
        elif source not in countable:
            yield definition.issue(f"来源：{unknown('台账', source, countable)}", "source")
        if method != "计数" and not definition.field:
            yield definition.issue(f"算法“{method}”要有“字段”；请加一行 字段: …")
        if method in ("求和", "平均") and len(definition.field) > 1:
            yield definition.issue(f"算法“{method}”只写一个字段", "field")
    else:
        for key in COMBINING[method]:
            if not getattr(definition, key):
                word = definition.key_of(key)
                yield definition.issue(f"算法“{method}”要有“{word}”；请加一行 {word}: 指标名称")
        if source is not None:
            yield definition.issue(f"算法“{method}”由别的指标得出，不写“来源”", "source")


def _field(ledger: LedgerType, key: str) -> str | None:
    """Return the field of a key; 月份 also stands for the month of a ledger's day."""
    return ledger.record.field_of(key) or (
        "in_month" if key == "月份" and ledger.record.when else None
    )


def _is_number(ledger: LedgerType, key: str) -> bool:
    field = ledger.record.field_of(key)
    annotation = ledger.record.model_fields[str(field)].annotation
    return bool({int, Decimal} & {annotation, *_flat(annotation)})


def _flat(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _flat(part)


def _nonzero(figure: Figure) -> Fraction:
    if figure.value == 0:
        raise Mistake(f"分母“{figure.name}”是 0，算不出百分比；请改用别的指标或删去这一条")
    return figure.value


def counted_in(figures: dict[str, Figure]) -> dict[int, list[Figure]]:
    """Return, by ``id()`` of a record, the figures that count it directly."""
    found: dict[int, list[Figure]] = {}
    for figure in figures.values():
        for record in figure.records:
            found.setdefault(id(record), []).append(figure)
    return found
