"""Figure definitions -> figures, each computed once, after those of which it is made.

How a value is computed is a matter of its method (``methods``). Where an edition holds less than
all records, its totals (含不可见) count in all of them; what others counted (填报) is chosen among
all, and refused where the edition does not show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from ledger.figures.figure import Figure, Item, reads_partial, the_same
from ledger.figures.lacking import file_of, lacks, tells, unread
from ledger.figures.methods.base import Combining, Counting, Untold
from ledger.figures.methods.register import keys, method_of
from ledger.figures.sealed import sealing_of
from ledger.figures.selection import Selection, records_of
from ledger.issues import Issue, Mistake, Place
from ledger.records.base import LedgerType, Record
from ledger.records.dataset import Dataset, names_of, of_document, once, with_records
from ledger.records.period import Frame, frame_of
from ledger.records.types.indicators import FigureDefinition, Frozen
from ledger.records.types.official import Paper, Seal

#: so many figures, each made of the one before, are more than a reader can follow
_DEEPEST = 50


def compute(
    dataset: Dataset, whole: Dataset | None = None
) -> tuple[dict[str, Figure], list[Issue]]:
    """Return every figure that could be computed, by name, and what is wrong in the others.

    ``whole`` is given where ``dataset`` holds less than all: totals (含不可见) count in it.
    """
    work = _Computation(dataset, whole, frame_of(dataset))
    for definition in dataset.of(FigureDefinition):
        work.figure(definition)
    return work.figures, work.issues


@once
def in_year(dataset: Dataset, year: int) -> dict[str, Figure]:
    """Return by name what today's definitions give of the same time in another year.

    A figure is left out that cannot be computed there, or of which the year lacks something. A total (含不可见) counts what the dataset holds.
    """
    work = _at(dataset, dataset, frame_of(dataset).of_year(year))
    found = map(work.told, dataset.of(FigureDefinition)) if work else ()
    return {figure.name: figure for figure in found if figure}


def _of_year(dataset: Dataset, whole: Dataset | None, frame: Frame) -> _Computation | None:
    """Return the computation of today's definitions in a frame of another year, where it can be read.

    ``whole`` is as in ``compute``.
    """
    if unread(dataset, frame):
        return None
    all_ = whole and _defined(whole.beside[frame.year], whole)
    return _Computation(_defined(dataset.beside[frame.year], dataset), all_, frame)


def of_year(
    dataset: Dataset, whole: Dataset | None, year: int, definition: FigureDefinition
) -> Figure | None:
    """Return what another year's own definition of a figure, or else today's, gives of its own time.

    ``dataset`` and ``whole`` are as in ``compute``. What the year itself defines is returned even if
    it counts a ledger that the year does not keep.
    """
    other = dataset.beside.get(year)
    if other is None:
        return None
    asked = set(names_of(definition))
    own = of_folder(dataset, whole, year).values()
    if found := next((f for f in own if not asked.isdisjoint(names_of(f.definition))), None):
        return found
    work = _at(whole or dataset, dataset, frame_of(other))
    return work.told(definition) if work else None


def at_the_same_time(dataset: Dataset, year: int, definition: FigureDefinition) -> Figure | None:
    """Return what one of ``in_year`` is."""
    work = _at(dataset, dataset, frame_of(dataset).of_year(year))
    return work.told(definition) if work else None


@once
def _at(widest: Dataset, dataset: Dataset, frame: Frame) -> _Computation | None:
    """Return the computation of another year, remembered by what holds all records.

    So no edition holds what it may not show.
    """
    return _of_year(dataset, None if widest is dataset else widest, frame)


def of_folder(dataset: Dataset, whole: Dataset | None, year: int) -> dict[str, Figure]:
    """Return by 编号 the figures of another year as that year itself defines them.

    ``dataset`` and ``whole`` are as in ``compute``.
    """
    return _of_folder(whole or dataset, dataset, year)


@once
def _of_folder(widest: Dataset, dataset: Dataset, year: int) -> dict[str, Figure]:
    """Return the same, remembered by what holds all records."""
    whole = None if widest is dataset else _alone(widest, year)
    return {figure.id: figure for figure in compute(_alone(dataset, year), whole)[0].values()}


def in_time_of(dataset: Dataset, seal: Seal) -> dict[str, Figure]:
    """Return by 编号 the figures of a year in the time of a document of it that was sealed.

    The time is what the seal says, whatever became of the document.
    """
    named = (each for each in dataset.of(Paper) if each.name == seal.document)
    for document in (*named, *dataset.reports):
        then = {"period": seal.period, "as_of": seal.as_of}
        told = of_document(dataset, document.model_copy(update=then))
        return {figure.id: figure for figure in compute(told)[0].values()}
    return {}


def _alone(dataset: Dataset, year: int) -> Dataset:
    """Return the dataset of a year beside, with those of the years before it beside it."""
    other = dataset.beside[year]
    before = {each: found for each, found in dataset.beside.items() if each < year}
    return with_records(other, other.records, before)


def _defined(other: Dataset, by: Dataset) -> Dataset:
    """Return the dataset of another year, with the definitions of this one."""
    name = FigureDefinition.ledger.name
    return with_records(other, other.records | {name: by.records[name]}, by.beside)


def _deep(definition: FigureDefinition) -> Issue:
    message = f"指标一个引用一个，连了 {_DEEPEST} 层以上；请直接引用要数的指标"
    return definition.issue(message, code="figure.deep")


class _Computation:
    def __init__(self, dataset: Dataset, whole: Dataset | None, frame: Frame) -> None:
        self.dataset = dataset
        self.whole = whole
        self.frame = frame
        self.folder = dataset.report.figures_folder if dataset.reports else ""
        self.keys = keys()
        self.figures: dict[str, Figure] = {}
        self.issues: list[Issue] = []
        self.failed: set[str] = set()
        self.faults: dict[str, Issue] = {}
        self.under_way: list[str] = []
        self.depths: dict[str, int] = {}

    def figure(self, definition: FigureDefinition) -> Figure | None:
        """Compute a figure once; None where it cannot be, with the reason among the issues."""
        name, told = definition.name, len(self.issues)
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
            sealed = sealing_of(self.dataset, definition, self.dataset.document_name)
            figure = the_same(replace(figure, sealed=sealed, folder=self.folder))
            self.figures[name] = figure
        else:
            self.failed.add(name)
            self.faults |= self._found(definition, self.issues[told:])
        return figure

    def _found(self, definition: FigureDefinition, issues: list[Issue]) -> dict[str, Issue]:
        """Return by a figure's name what is wrong in it, or in a figure of which it is made."""
        parts = method_of(definition).named(definition)
        known = (self.dataset.full_name("指标", part) for part in parts)
        of_parts = (self.faults[part] for part in known if part in self.faults)
        issue = next(iter(issues), None) or next(of_parts, None)
        return {definition.name: issue} if issue else {}

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
        if method.looks_back:
            figures += tuple(found for part in figures if (found := self._last_year(part)))
        try:
            return method.combined(definition, figures, self.dataset)
        except Untold:
            self.issues.append(self._untold(definition, figures[0]))
            return None
        except Mistake as mistake:
            if not any(reads_partial(figure, self.dataset) for figure in figures):
                self.issues.append(mistake.at(definition.place()))
            return None

    def _last_year(self, part: Figure) -> Figure | None:
        """Return a figure of last year: what was sealed, and corrected since, else what is computed.

        It has records where these make the same number by today's definition.
        """
        year = self.frame.year - 1
        computed = self._before.told(part.definition) if self._before else None
        other = self.dataset.beside.get(year)
        name = self.dataset.document_name
        sealed = sealing_of(other, part.definition, name) if other else None
        if sealed is None:
            return computed
        value = sealed.value
        if sealed.corrections:
            own = of_folder(self.dataset, self.whole, year).get(sealed.figure.id)
            value = own.value if own else value
        same = computed is not None and computed.value == value
        found = computed if computed and same else Figure(part.definition, value)
        return the_same(replace(found, sealed=sealed))

    def _untold(self, definition: FigureDefinition, part: Figure) -> Issue:
        """Return the issue that nothing tells a figure of last year: why, and how to mend it."""
        ledger = Frozen.ledger.name
        message = (
            f"“{ledger}”里没有“{part.name}”的上年值，上年的台账也算不出：{self._why(part)}；"
            f"或者在“{ledger}”里补一条，写明 值 和 出处"
        )
        return definition.issue(message, code="figure.last_year")

    def _why(self, part: Figure) -> str:
        before = self._before
        if before is None:
            return unread(self.dataset, self.frame.of_year(self.frame.year - 1))
        figure = before.figure(part.definition)
        return lacks(before.dataset, figure) if figure else before.fault(part.definition)

    def fault(self, definition: FigureDefinition) -> str:
        """Say why a figure of a year beside could not be computed, and where to mend it."""
        year, issue = self.frame.year, self.faults.get(definition.name)
        files = "、".join(dict.fromkeys(file_of(each, year) for each in self._counted(definition)))
        where = f"请核对 {files}" if files else f"请核对 data/{year}"
        if issue is None:
            return f"{year} 年的台账有读不了的地方；{where}"
        return f"{issue.message.partition('；')[0]}（{issue.place}，按 {year} 年的台账）；{where}"

    def _counted(self, definition: FigureDefinition) -> Iterator[LedgerType]:
        """Yield the ledgers that a definition, or one of which it is made, counts in the year."""
        ledger = self.dataset.ledgers.get(definition.source or "")
        if ledger and ledger.of_a_year:
            yield ledger
        for name in method_of(definition).named(definition):
            part = self.dataset.words("指标").get(name)
            if isinstance(part, FigureDefinition):
                yield from self._counted(part)

    @cached_property
    def _before(self) -> _Computation | None:
        """The computation of the year before, where its ledgers are there."""
        return _of_year(self.dataset, self.whole, self.frame.of_year(self.frame.year - 1))

    def told(self, definition: FigureDefinition) -> Figure | None:
        """Return a figure that can be computed, of which the year lacks nothing."""
        figure = self.figure(definition)
        return figure if figure and tells(self.dataset, figure) else None

    def _part(self, name: str) -> Figure | None:
        target = self.dataset.words("指标").get(name)
        return self.figure(target) if isinstance(target, FigureDefinition) else None

    def _count(self, definition: FigureDefinition, method: Counting) -> Figure | None:
        hidden_too = definition.with_hidden or method.of_totals
        counted = self.whole if self.whole and hidden_too else self.dataset
        selection = Selection(definition, counted, self.frame, method.taking)
        self.issues += selection.issues
        if selection.issues:
            return None
        try:
            figure = method.counted(selection)
        except Mistake as mistake:
            if selection.ledger.name not in self.dataset.partial:
                self.issues.append(mistake.at(definition.place()))
            return None
        if counted is self.dataset:
            return figure
        if method.of_totals:
            return self._taken(figure)
        return self._total(figure)

    def _taken(self, figure: Figure) -> Figure | None:
        """Keep what others counted where its record is visible: the value is all that it holds."""
        listed = self._listed(figure.records, figure.definition)
        if len(listed) == len(figure.records):
            return replace(figure, records=listed)
        readers, name = figure.records[0].readers, figure.records[0].anchor
        message = (
            f"条件：选到的“{name}”只给{readers}看；请给这个指标加一行 可见: {readers}，或者换一条"
        )
        self.issues.append(figure.definition.issue(message, code="edition.hidden"))
        return None

    def _listed(
        self, records: tuple[Record, ...], definition: FigureDefinition
    ) -> tuple[Record, ...]:
        """Return the records, of all there are, that the edition shows, as it shows them."""
        shown = self._shown(definition)
        return tuple(shown[r.place()] for r in records if r.place() in shown)

    def _shown(self, definition: FigureDefinition) -> dict[Place, Record]:
        """Return the records that the edition shows, by their places."""
        return {record.place(): record for record in records_of(definition, self.dataset)}

    def _total(self, figure: Figure) -> Figure:
        """Keep the total; list only visible records; drop the split by month."""

        definition = figure.definition
        shown = self._shown(definition)

        def listed(records: tuple[Record, ...]) -> tuple[Record, ...]:
            return self._listed(records, definition)

        return replace(
            figure,
            records=listed(figure.records),
            items=tuple(
                Item(shown[record.place()], at)
                for record, at in figure.items
                if record.place() in shown
            ),
            earlier=listed(figure.earlier),
            left_out=listed(figure.left_out),
            outside=listed(figure.outside),
            undated=listed(figure.undated),
            months={},
            monthly=False,
            unseen=True,
        )
