"""上年：上年的报告封存的数；没有封存的用定格的数，都没有的由上年的台账算出。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import cast

from ledger.figures.figure import Figure, Item
from ledger.figures.methods.base import Combining, Method, Share, Untold
from ledger.figures.sealed import said
from ledger.issues import Issue, finds
from ledger.language.numerals import exact
from ledger.records.dataset import Dataset
from ledger.records.types.indicators import METHODS, FigureDefinition, Frozen

_LEDGER = Frozen.ledger


def _method(figure: Figure) -> Method:
    return cast(Method, METHODS[figure.definition.method])


def _counted(figure: Figure) -> Figure | None:
    """Return what is computed of last year; None where the number stands for itself."""
    before = figure.before
    return before if before and (before.ledger or before.parts) else None


def _told(definition: FigureDefinition, before: Figure) -> Figure:
    """Return the figure that tells what another was last year."""
    held = replace(before, definition=definition, parts=(), months={}, sealed=None)
    return replace(held, before=before)


class LastYear(Combining):
    """A figure's value of last year: as it was sealed or frozen, else as last year's ledgers give it."""

    name = "上年"
    gives = (
        "上年的报告封存的数，有更正的用更正以后的；没有封存的，用 `定格指标.yml` 里的；"
        "都没有的，由上年的台账按同一口径算出"
    )
    needs = ("figures",)
    single = ("figures",)
    instead = "请删去这一行"
    looks_back = True

    def combined(
        self, definition: FigureDefinition, parts: tuple[Figure, ...], dataset: Dataset
    ) -> Figure:
        """Return what was sealed, frozen or computed; the records of it are what the figure counts.

        Raises ``Untold`` where it is none of these.
        """
        part, *computed = parts
        for before in computed:
            if before.sealed:
                return _told(definition, before)
        known = dataset.words("指标")
        for frozen in dataset.of(Frozen):
            if known.get(frozen.figure) is part.definition:
                return Figure(definition, Fraction(frozen.value), _LEDGER, (frozen,))
        if _LEDGER.name in dataset.partial:
            return Figure(definition, Fraction(), _LEDGER)
        for before in computed:
            return _told(definition, before)
        raise Untold

    def sentence(self, figure: Figure) -> str:
        """Say where the number comes from."""
        before = figure.before
        if before is None:
            return "上一年度报告时定格的数，不再重算"
        if before.sealed:
            return f"上年的数，{said(before.sealed)}"
        told = "；".join(f"{part.name} {exact(part.value)}" for part in before.parts)
        how = _method(before).sentence(before) + (f"（{told}）" if told else "")
        return f"由上年的台账按现在的口径算出，还没有封存：{how}"

    def time_facts(self, figure: Figure) -> tuple[tuple[str, str], ...]:
        """Say that it tells of last year."""
        before = _counted(figure)
        if before is None:
            kind = "封存的数" if figure.before else "报告后定格的数"
            return (("期间", "上年度"), ("按日期", "不按日期"), ("类型", kind))
        if before.placing:
            return ()
        return (("期间", "上年同一时期"), ("按日期", "各指标的日期"), ("类型", "由上年的台账算出"))

    def share(self, figure: Figure, item: Item) -> Share:
        """Return what was frozen, or what the item adds to what is computed."""
        if before := _counted(figure):
            return _method(before).share(before, item)
        assert isinstance(item.record, Frozen)
        return item.record.value

    def columns(self, figure: Figure) -> dict[str, list[str]]:
        """Return what is shown of each item of what is computed."""
        before = _counted(figure)
        return _method(before).columns(before) if before else {}

    def made_of(self, figure: Figure, amounts: Sequence[str]) -> Fraction | None:
        """Return what the items make of what is computed."""
        before = _counted(figure)
        return _method(before).made_of(before, amounts) if before else None

    def keys(self, figure: Figure) -> set[str]:
        """Return the key of the frozen value, or those on which what is computed depends."""
        if before := _counted(figure):
            return _method(before).keys(before)
        return {Frozen.key_of("value")}

    @finds("reconciliation.last_year")
    def contradictions(self, figure: Figure, dataset: Dataset) -> Iterator[Issue]:
        """A figure of 上年 shows what was frozen for it."""
        words = dataset.words("指标")
        of = words.get(figure.definition.figures[0])
        frozen = {
            known.anchor: record
            for record in dataset.of(Frozen)
            if (known := words.get(record.figure))
        }
        record = frozen.get(of.anchor) if of else None
        if (
            record
            and not (figure.before and figure.before.sealed)
            and figure.value != Fraction(record.value)
        ):
            message = f"上年值 {exact(figure.value)} 与定格的 {record.value} 不同；请核对定格指标"
            yield figure.definition.issue(message)
