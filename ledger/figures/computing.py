"""Figure definitions -> figures, each computed once, after those of which it is made.

How a value is computed is a matter of its method (``methods``). Where an edition holds less than
all records, its totals (含不可见) count in all of them.
"""

from __future__ import annotations

from dataclasses import replace

from ledger.figures.figure import Figure, reads_partial
from ledger.figures.methods.base import Combining, Counting
from ledger.figures.methods.register import keys, method_of
from ledger.figures.selection import Selection
from ledger.issues import Issue, Mistake
from ledger.records.base import LedgerType, Record
from ledger.records.dataset import Dataset
from ledger.records.period import frame_of
from ledger.records.types.indicators import FigureDefinition

#: so many figures, each made of the one before, are more than a reader can follow
_DEEPEST = 50


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


def _deep(definition: FigureDefinition) -> Issue:
    message = f"指标一个引用一个，连了 {_DEEPEST} 层以上；请直接引用要数的指标"
    return definition.issue(message, code="figure.deep")


class _Computation:
    def __init__(self, dataset: Dataset, whole: Dataset | None) -> None:
        self.dataset = dataset
        self.whole = whole
        self.frame = frame_of(dataset)
        self.keys = keys()
        self.figures: dict[str, Figure] = {}
        self.issues: list[Issue] = []
        self.failed: set[str] = set()
        self.under_way: list[str] = []
        self.depths: dict[str, int] = {}

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
        if self._is_unknown(definition):
            self.failed.add(name)
            return None
        self.under_way.append(name)
        wrong = [
            *method_of(definition).wrong(definition, self.keys, self.dataset.ledgers),
            *self._too_deep(definition),
        ]
        self.issues += wrong
        figure = None if wrong else self._compute(definition)
        self.under_way.pop()
        if figure:
            self.depths[name] = 1 + max(
                (self.depths[part.name] for part in figure.parts), default=0
            )
            if self.depths[name] > _DEEPEST:
                self.issues.append(_deep(definition))
                figure = None
        if figure:
            self.figures[name] = figure
        else:
            self.failed.add(name)
        return figure

    def _is_unknown(self, definition: FigureDefinition) -> bool:
        """Whether it counts a ledger of which nobody knows the keys, because it is declared wrongly."""
        ledger = self.dataset.ledgers.get(definition.source or "")
        return ledger is not None and ledger.broken

    def _too_deep(self, definition: FigureDefinition) -> list[Issue]:
        return [_deep(definition)] if len(self.under_way) > _DEEPEST else []

    def _compute(self, definition: FigureDefinition) -> Figure | None:
        match method_of(definition):
            case Counting() as method:
                return self._count(definition, method)
            case Combining() as method:
                return self._combine(definition, method)
        return None

    def _combine(self, definition: FigureDefinition, method: Combining) -> Figure | None:
        parts = [self._part(name) for name in method.named(definition)]
        figures = tuple(part for part in parts if part)
        if len(figures) < len(parts):
            return None
        try:
            return method.combined(definition, figures, self.dataset)
        except Mistake as mistake:
            if not any(reads_partial(figure, self.dataset) for figure in figures):
                self.issues.append(mistake.at(definition.place()))
            return None

    def _part(self, name: str) -> Figure | None:
        target = self.dataset.words("指标").get(name)
        return self.figure(target) if isinstance(target, FigureDefinition) else None

    def _count(self, definition: FigureDefinition, method: Counting) -> Figure | None:
        counted = self.whole if self.whole and definition.with_hidden else self.dataset
        selection = Selection(definition, counted, self.frame, method.any_field)
        self.issues += selection.issues
        if selection.issues:
            return None
        try:
            figure = method.counted(selection)
        except Mistake as mistake:
            if selection.ledger.name not in self.dataset.partial:
                self.issues.append(mistake.at(definition.place()))
            return None
        return figure if counted is self.dataset else self._total(figure, selection.ledger)

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
            monthly=False,
            unseen=True,
        )
