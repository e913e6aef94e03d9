"""What every method (算法) says of itself; each answer has a default that most methods share.

A method counts the records of a ledger, or combines other figures.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from ledger.figures.figure import Figure, Item
from ledger.figures.selection import MONTH, Selection, Taking, way_of
from ledger.issues import Issue, finds, unknown
from ledger.language.measures import scale
from ledger.language.numerals import exact, number
from ledger.records.base import Ledgers
from ledger.records.dataset import Dataset
from ledger.records.period import Frame
from ledger.records.types.indicators import FigureDefinition

#: what an item adds to a figure: 1, its amount, or what tells it from others
Share = int | Decimal | Fraction | str
_MOST_PLACES = 6
#: the method that takes a total that others counted
AS_SUPPLIED = "填报"


class Untold(Exception):
    """Raised where nothing tells a figure of last year; who computes it knows why."""


class Method(ABC):
    """A method: ``name`` is what a clerk writes, ``gives`` says to a clerk what comes out.

    The keys are fields of a definition: ``needs`` must be there, ``may`` may be, and of ``single``
    only one may be named. ``places`` are the decimals that are kept where no 取整 is written; None
    keeps the value as it is. ``examples`` are what may stand in keys that are missing;
    ``months_note`` says how its months add up, and ``adds_up`` whether they make
    the value, ``as_one`` that what its records tell is one number and is not added up.
    ``scales`` are what its unit may
    multiply or divide by (``measures.scale``); None is anything. ``ends`` are values that no other
    value is shown as.
    """

    name: ClassVar[str]
    gives: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    may: ClassVar[tuple[str, ...]] = ()
    single: ClassVar[tuple[str, ...]] = ()
    places: ClassVar[int | None] = None
    examples: ClassVar[dict[str, str]] = {"source": "履责记录", "field": "…"}
    months_note: ClassVar[str] = "按月"
    adds_up: ClassVar[bool] = False
    as_one: ClassVar[bool] = False
    #: whether there is a value where no record is counted
    of_nothing: ClassVar[bool] = True
    scales: ClassVar[tuple[str, ...] | None] = None
    ends: ClassVar[tuple[int, ...]] = (0,)
    #: whether it is given what its parts were a year before, where last year's ledgers tell that
    looks_back: ClassVar[bool] = False

    def wrong(
        self, definition: FigureDefinition, keys: Sequence[str], ledgers: Ledgers
    ) -> Iterator[Issue]:
        """Yield what is wrong with a definition by itself; ``keys`` are those of all methods."""
        yield from self._keys(definition, keys)
        for key in self.single:
            if len(getattr(definition, key)) > 1:
                message = f"算法“{self.name}”只写一个{definition.key_of(key)}"
                yield definition.issue(message, key, code="figure.single")
        yield from self._rounding(definition)

    def _keys(self, definition: FigureDefinition, keys: Sequence[str]) -> Iterator[Issue]:
        for key in self.needs:
            if not getattr(definition, key):
                word = definition.key_of(key)
                example = self.examples.get(key, "指标名称")
                message = f"算法“{self.name}”要有“{word}”；请加一行 {word}: {example}"
                yield definition.issue(message, code="figure.missing_key")
        for key in keys:
            if key not in (*self.needs, *self.may) and getattr(definition, key):
                message = f"算法“{self.name}”不用“{definition.key_of(key)}”；请删去这一行"
                yield definition.issue(message, key, code="figure.extra_key")

    @finds("figure.rounding")
    def _rounding(self, definition: FigureDefinition) -> Iterator[Issue]:
        """余 rounds numbers of things to a step of one or more; 小数 keeps up to six places."""
        rounding = definition.rounding
        if rounding is None:
            return
        if rounding.how == "小数" and rounding.to > _MOST_PLACES:
            yield definition.issue(f"取整：最多保留 {_MOST_PLACES} 位小数", "rounding", "到")
        if rounding.how == "余" and rounding.to == 0:
            yield definition.issue(
                "取整：“余”要取到 1 以上的整数，例如 {方式: 余, 到: 10}", "rounding", "到"
            )
        if rounding.how == "余" and self.places is not None:
            yield definition.issue(
                f"取整：算法“{self.name}”不能写“余”；可以写 {{方式: 小数, 到: 1}}", "rounding"
            )

    def named(self, definition: FigureDefinition) -> list[str]:
        """Return the figures that a definition is made of, as it names them."""
        return []

    def roles(self, definition: FigureDefinition) -> list[str]:
        """Return in words what each of these figures is, where they are not alike."""
        return []

    def text(self, value: Fraction, places: int | None, unit: str) -> str:
        """Return a value as prose shows it, with so many decimals."""
        return (exact(value) if places is None else number(value, places)) + unit

    @abstractmethod
    def sentence(self, figure: Figure) -> str:
        """Say in one sentence how a figure is computed."""

    def time_facts(self, figure: Figure) -> tuple[tuple[str, str], ...]:
        """Return of what time a figure tells (期间, 按日期, 类型), where its method decides it."""
        return ()

    def share(self, figure: Figure, item: Item) -> Share:
        """Return what a counted item adds to a figure, for the workbook.

        A figure made of figures has no records, and no method of them answers.
        """
        raise NotImplementedError

    def made_of(self, figure: Figure, amounts: Sequence[str]) -> Fraction | None:
        """Return the value that the listed items make; None where the page does not list enough.

        ``amounts`` are the cells of the last column of ``columns``, or, where there is none, the
        ids of the records.
        """
        return None

    def columns(self, figure: Figure) -> dict[str, list[str]]:
        """Return what the evidence page shows of each item beside its fields, by head."""
        return {}

    def keys(self, figure: Figure) -> set[str]:
        """Return the keys of a counted record that the value depends on."""
        return set()

    def contradictions(self, figure: Figure, dataset: Dataset) -> Iterator[Issue]:
        """Yield what cannot hold of a figure's value, without any 对账."""
        yield from ()

    @finds("figure.rounding")
    def misstated(self, figure: Figure, dataset: Dataset) -> Iterator[Issue]:
        """Yield how a value is shown as another: something as nothing, nearly all as all."""
        rounding = figure.definition.rounding
        places = rounding.to if rounding else self.places
        if places is None or (rounding and rounding.how == "余"):
            return
        shown = number(abs(figure.value), places)
        if any((Fraction(shown) == end) != (abs(figure.value) == end) for end in self.ends):
            message = (
                f"取整：“{figure.name}”保留 {places} 位小数成了 {shown}，实际不是；"
                f"请多留几位，例如 取整: {{方式: 小数, 到: {min(places + 2, _MOST_PLACES)}}}"
            )
            yield figure.definition.issue(message, "rounding" if rounding else "unit")

    def remarks(self, figure: Figure, frame: Frame) -> Iterator[Issue]:
        """Yield what a figure cannot tell in a frame, for its author to see."""
        yield from ()


class Counting(Method):
    """A method that counts records of a ledger, or what stands in them.

    ``taking`` says what it takes of a record; ``divides``, whether a month has a value of its own;
    ``of_totals``, whether it takes totals that others counted, or counts records.
    """

    needs: ClassVar[tuple[str, ...]] = ("source",)
    may: ClassVar[tuple[str, ...]] = ("where", "by", "stock", "ever")
    taking: ClassVar[Taking] = Taking()
    divides: ClassVar[bool] = True
    of_totals: ClassVar[bool] = False

    def counted(self, selection: Selection) -> Figure:
        """Return the figure of a selection; raises ``Mistake`` where it has no value."""
        figure = selection.figure
        items = tuple(item for item in selection.items if self.counts(selection, item))
        monthly = self.divides and selection.placing.monthly
        months = selection.by_month(items) if monthly else {}
        return replace(
            figure,
            value=self.value(selection, items),
            records=tuple({id(record): record for record, _ in items}.values()),
            items=items if selection.group else (),
            monthly=monthly,
            months={month: self.value(selection, of) for month, of in months.items()},
        )

    def counts(self, selection: Selection, item: Item) -> bool:
        """Whether a selected item has what the method counts."""
        return True

    @abstractmethod
    def value(self, selection: Selection, items: Sequence[Item]) -> Fraction:
        """Return the value of some of the selected items: of all, or of a month's."""

    @abstractmethod
    def what(self, definition: FigureDefinition) -> str:
        """Say what is taken of the records, as ``条数``."""

    def sentence(self, figure: Figure) -> str:
        """Say which records of which ledger are taken, and what of them."""
        definition = figure.definition
        chosen = f"中{figure.condition}的记录" if figure.condition else "的全部记录"
        years = "各年" if definition.ever else ""
        return f"{years}“{definition.source}”{chosen}，取{self.what(definition)}{figure.limits}"

    def keys(self, figure: Figure) -> set[str]:
        """Return the keys of 字段; 月份 also stands for the key of the ledger's own day."""
        assert figure.ledger
        kind = figure.ledger.record
        ways = [way_of(kind, key) for key in figure.definition.field]
        day = {kind.key_of(kind.when)} if MONTH in ways and kind.when else set()
        return day | {kind.key_of(way[0]) for way in ways if way}

    def wrong(
        self, definition: FigureDefinition, keys: Sequence[str], ledgers: Ledgers
    ) -> Iterator[Issue]:
        """Yield also a ledger in which nothing can be counted, or nothing is merged."""
        yield from super().wrong(definition, keys, ledgers)
        yield from self._of_ledger(definition, ledgers)
        counted = ledgers.get(definition.source or "")
        if not (counted and counted.record.same_as):
            yield from _merged(definition, ledgers)

    @finds("reference.ledger")
    def _of_ledger(self, definition: FigureDefinition, ledgers: Ledgers) -> Iterator[Issue]:
        """A method counts the records of a ledger that is shown, or takes a total of one of totals."""
        if definition.source is None:
            return
        named = ledgers.get(definition.source)
        kind = named.record if named and named.slug else None
        if kind and kind.of_totals == self.of_totals:
            return
        if kind and not self.of_totals:
            message = (
                f"“{definition.source}”里一条就是一个数，不再计数、相加；"
                f"请写 算法: {AS_SUPPLIED}，条件写到只剩一条"
            )
        else:
            shown = (each for each in ledgers.values() if each.slug)
            countable = [each.name for each in shown if each.record.of_totals == self.of_totals]
            message = unknown("台账", definition.source, countable)
        yield definition.issue(f"来源：{message}", "source")


class Combining(Method):
    """A method that combines other figures: those that the keys of ``needs`` name.

    ``instead`` says what to do with 含不可见, which only a method that counts has.
    """

    instead: ClassVar[str] = "请写在它所用的指标里"

    @abstractmethod
    def combined(
        self, definition: FigureDefinition, parts: tuple[Figure, ...], dataset: Dataset
    ) -> Figure:
        """Return the figure; raises ``Mistake`` where it has no value."""

    def named(self, definition: FigureDefinition) -> list[str]:
        """Return the names in the order of the keys."""
        values = [getattr(definition, key) for key in self.needs]
        lists = [value if isinstance(value, list) else [value] for value in values]
        return [name for names in lists for name in names if name]

    def misstated(self, figure: Figure, dataset: Dataset) -> Iterator[Issue]:
        """Yield also figures that are put together in different units, as 万元 and 元."""
        yield from super().misstated(figure, dataset)
        words, own = dataset.words("指标"), figure.definition
        parts = [words[name] for name in self.named(own) if name in words]
        units = {part.unit: None for part in parts if isinstance(part, FigureDefinition)}
        units |= {own.unit: None} if self.scales is None else {}
        if len({*map(scale, units)}) > 1:
            message = f"单位：“{'”“'.join(units)}”大小不同，数不能放在一起算；请改成同一个单位"
            yield own.issue(message, "unit", code="figure.unit")

    def roles(self, definition: FigureDefinition) -> list[str]:
        """Return the keys, where each names one figure."""
        alike = any(isinstance(getattr(definition, key), list) for key in self.needs)
        return [] if alike else [definition.key_of(key) for key in self.needs]

    def wrong(
        self, definition: FigureDefinition, keys: Sequence[str], ledgers: Ledgers
    ) -> Iterator[Issue]:
        """Yield also the keys that only a method that counts has."""
        yield from super().wrong(definition, keys, ledgers)
        yield from _merged(definition, ledgers)
        if definition.with_hidden:
            message = f"含不可见：算法“{self.name}”不在台账里数；{self.instead}"
            yield definition.issue(message, "with_hidden", code="figure.with_hidden")


def _merging(ledgers: Ledgers) -> list[str]:
    """Return the ledgers whose records may be merged into others."""
    return [ledger.name for ledger in ledgers.values() if ledger.record.same_as]


@finds("figure.merged")
def _merged(definition: FigureDefinition, ledgers: Ledgers) -> Iterator[Issue]:
    if definition.with_merged:
        message = f"含并入：只用于来源“{'”“'.join(_merging(ledgers))}”的指标；请删去这一行"
        yield definition.issue(message, "with_merged")
