"""A year's work as a whole: its records, figures and finished text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from ledger.figures.computing import in_year
from ledger.figures.figure import Figure, counted_in, counts_hidden
from ledger.issues import Issue, Place
from ledger.prose.addresses import page_of
from ledger.prose.finished import Use, uses
from ledger.prose.markup import Html
from ledger.prose.passages import Passage
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import Dataset, parted
from ledger.records.editions import EDITIONS, of_folders, sees, shows_all
from ledger.records.fields import Ref, mark_of
from ledger.records.months import traces
from ledger.records.period import Frame, as_it_was, frame_of
from ledger.records.types.bureau import Unit
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.official import Correction, Report
from ledger.records.types.work import Rectification, Trace
from ledger.records.walk import some
from ledger.wordlists import LASTING

#: the folder of the pages of other years, below docs/
YEARS = "years"


@dataclass(frozen=True, repr=False)  # the macros plugin would print all of it
class Project:
    """Everything from which pages are made, and the pages by their paths below docs/.

    ``dataset`` holds only what the readers of ``edition`` may see. ``withheld`` are the files below
    docs/ that they may not read. ``attachments`` are the SHA-256 of the attachments as checked, by
    their paths below docs/: copy no other bytes. ``texts`` are the pages and the report's sections
    as read, by their paths from the root: take a text from here, because the file may have changed
    since it was checked. ``heads`` are what these say of themselves. ``unwritten`` are the places of
    the report that have no text yet: while there is one, the report is a draft (草稿) wherever it
    appears. ``finished`` is the Markdown of the authors' pages
    with every word rendered, ``passages`` their text as a reader sees it. ``writers`` write the
    pages that are made from records and figures alone; ``addresses`` are the paths of these, known
    before any is written: a page leads only to what is there.
    """

    root: Path
    dataset: Dataset
    figures: dict[str, Figure]
    edition: str = EDITIONS[0]
    withheld: frozenset[str] = frozenset()
    attachments: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, source.Mapping] = field(default_factory=dict)
    unwritten: Sequence[Issue] = ()
    finished: Mapping[str, str] = field(default_factory=dict)
    passages: Sequence[Passage] = ()
    writers: Mapping[str, Callable[[], Html]] = field(default_factory=dict)
    addresses: frozenset[str] = frozenset()

    def withholds(self, path: str) -> bool:
        """Whether the edition's readers may not read a file, given by its path below docs/."""
        return path in self.withheld or not sees(self.edition, of_folders(path))

    def with_pages(self, pages: Iterable[tuple[str, Callable[[], Html]]]) -> Project:
        """Return the project with more generated pages."""
        return replace(self, writers={**self.writers, **dict(pages)})

    @cached_property
    def files(self) -> frozenset[str]:
        """The only files of the authors that may be published, by their paths below docs/."""
        return frozenset({*self.finished, *self.attachments})

    @property
    def unit(self) -> Unit:
        """The bureau itself."""
        return self.dataset.unit

    @property
    def report(self) -> Report:
        """The report's elements as an official document."""
        return self.dataset.report

    @property
    def as_of(self) -> date:
        """The day (统计截止) as of which figures are computed and items are overdue."""
        return self.report.as_of

    @property
    def frame(self) -> Frame:
        """The report's period and 统计截止."""
        return frame_of(self.dataset)

    @property
    def traces(self) -> list[Trace]:
        """The trace records of the period."""
        return traces(self.dataset)

    def figure(self, name: str) -> Figure | None:
        """Return a figure by its 名称 or 编号; None where its own definition has an issue.

        Raises ``Mistake`` for a name that no definition has.
        """
        found = self.dataset.find("指标", name)
        return self.figures.get(found.name) if isinstance(found, FigureDefinition) else None

    def in_year(self, year: int) -> dict[str, Figure]:
        """Return by name the figures of the same time in another year, as far as they can be told.

        A total (含不可见) is told where the edition shows all that it counts.
        """
        found = in_year(self.dataset, year)
        if shows_all(self.edition):
            return found
        return {name: figure for name, figure in found.items() if not counts_hidden(figure)}

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """The figures by their ids."""
        return {figure.id: figure for figure in self.figures.values()}

    @cached_property
    def read(self) -> tuple[tuple[Passage, ...], ...]:
        """The passages of each text."""
        return tuple(tuple(each) for _, each in groupby(self.passages, attrgetter("path")))

    def typed_of(self, page: str) -> tuple[str, ...]:
        """Return what the authors wrote of a page, which is given by its path below docs/."""
        return tuple(self._typed.get(page, ()))

    @cached_property
    def _typed(self) -> dict[str, list[str]]:
        typed: dict[str, list[str]] = {}
        for path, text in self.texts.items():
            typed.setdefault(page_of(path), []).append(text)
        return typed

    @cached_property
    def generated(self) -> dict[str, Html]:
        """The generated pages, by path."""
        return {path: write() for path, write in self.writers.items()}

    @cached_property
    def beside(self) -> dict[str, tuple[str, str]]:
        """The pages before and after each generated page, among those of its kind; empty for none.

        Pages of a kind stand in one folder and are written by one function.
        """
        kinds: dict[tuple[str, object], list[str]] = {}
        for path, write in self.writers.items():
            kind = (path.rpartition("/")[0], getattr(write, "func", write))
            kinds.setdefault(kind, []).append(path)
        return {
            path: (before, after)
            for pages in kinds.values()
            for before, path, after in zip(["", *pages], pages, [*pages[1:], ""], strict=False)
        }

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """The places where each figure is published, by the figure's id."""
        shown = ((each.id, f"figures/{each.id}.md") for each in self.figures.values())
        return {id_: self._uses[path] for id_, path in shown if path in self._uses}

    @cached_property
    def _uses(self) -> dict[str, list[Use]]:
        return uses(self.finished)

    def quoting(self, page: str, anchor: str = "") -> list[Use]:
        """Return the sentences of the authors that quote what stands at a place of the site."""
        found = self._uses.get(f"{page}#{anchor}" if anchor else page, [])
        return [use for use in found if use.is_prose]

    @cached_property
    def _counted_in(self) -> dict[Place, list[Figure]]:
        return counted_in(self.figures.values())

    def figures_counting(self, record: Record) -> list[Figure]:
        """Return the figures on whose pages a record is listed as counted."""
        return self._counted_in.get(record.place(), [])

    def referring(self, record: Record) -> list[Record]:
        """Return the records of other ledgers that name a record (``linked``), and its corrections."""
        return [*self._referring.get(id(record), []), *self._corrections.get(record.place(), [])]

    def corrections(self, figure: Figure) -> list[Correction]:
        """Return what was corrected of a figure and of what it counts, the earliest first."""
        told = [figure, *filter(None, [figure.before])]
        sealed = (each.sealed.corrections for each in told if each.sealed)
        found = [correction for each in sealed for correction in each]
        for record in (figure.definition, *figure.records):
            found += self._corrections.get(record.place(), [])
        return sorted({id(each): each for each in found}.values(), key=lambda each: each.date)

    @cached_property
    def _corrections(self) -> dict[Place, list[Correction]]:
        found: dict[Place, list[Correction]] = {}
        for dataset in (self.dataset, *self.dataset.beside.values()):
            for each in dataset.of(Correction):
                if each.folder != dataset.year:  # the year of its folder tells it
                    continue
                if record := corrected(dataset, each):
                    found.setdefault(record.place(), []).append(each)
        return found

    @cached_property
    def _referring(self) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = {}
        for ledger in self.dataset.ledgers.values():
            for name in ledger.record.model_fields:
                known = self.dataset.words(linked(self.dataset, ledger.record, name))
                for each in self.dataset.records[ledger.name] if known else ():
                    named = (known.get(value.held) for value in some(each, (name,)))
                    for record in {
                        id(one): one for one in named if one and one is not each
                    }.values():
                        found.setdefault(id(record), []).append(each)
        return found

    def items(self) -> Iterator[tuple[Rectification, Rectification]]:
        """Yield the rectification items of ``as_of``: each as it is now, and as it was then."""
        for item in self.dataset.of(Rectification):
            if item.opened <= self.as_of:
                yield item, as_it_was(item, self.as_of)

    def overdue(self) -> list[Rectification]:
        """Open rectification items whose deadline lies before ``as_of``, the oldest first."""
        return [item for item in self.open_items() if item.due < self.as_of]

    def open_items(self) -> list[Rectification]:
        """Rectification items that were open on ``as_of``, by deadline."""
        items = [item for item, then in self.items() if then.open]
        return sorted(items, key=lambda item: item.due)

    def lasting_items(self) -> list[Rectification]:
        """Rectification items that were permanent on ``as_of``."""
        return [item for item, then in self.items() if then.state.has(LASTING)]

    def page_of(self, record: Record) -> str:
        """Return the source path of the page on which a record has its row."""
        if year := self._year_of(record):
            return f"{YEARS}/{year}/{record.ledger.slug}.md"
        return record.ledger.path_of(record)

    def _year_of(self, record: Record) -> int | None:
        """Return the year on whose pages a record has its row; None for those of 报告年度."""
        ledger, folder = record.ledger, record.folder
        if ledger.yearly:
            own = folder in (None, self.dataset.year)
            return self.dataset.folder if own else self._carried.get(id(record), folder)
        # what was frozen of a year is read by the next
        older = ledger.of_a_year and folder is not None and folder + 1 < self.unit.year
        return folder if older else None

    def of_year(self, year: int) -> Project:
        """Return the project from which the pages of another year's ledgers are made."""
        return replace(self, dataset=self.dataset.beside[year])

    @cached_property
    def _carried(self) -> dict[int, int | None]:
        """For each record that a year reads in the folder of another, by ``id()``: that year's folder.

        What several years read stands first on the pages of 报告年度.
        """
        found: dict[int, int | None] = {}
        for dataset in (self.dataset, *self.dataset.beside.values()):
            for record in dataset.every:
                if record.folder not in (None, dataset.year):
                    found.setdefault(id(record), dataset.folder)
        return found

    def place_of(self, record: Record) -> tuple[str, str]:
        """Return a record's page and the anchor of its row; a page of its own needs no anchor."""
        page, anchor = self.page_of(record), record.anchor
        year, own = parted(anchor)
        if page.startswith(f"{YEARS}/{year}/"):  # the year stands above its own records
            anchor = own
        return page, "" if page.endswith(f"/{anchor}.md") else anchor


def corrected(dataset: Dataset, correction: Correction) -> Record | None:
    """Return the record of a year that a correction tells of; None where it tells of a figure."""
    name = correction.source or ""
    records = (*dataset.records.get(name, ()), *dataset.earlier.get(name, ()))
    return next((each for each in records if each.anchor == correction.record), None)


def linked(dataset: Dataset, kind: type[Record], field: str) -> str:
    """Return the ledger of which a field names records, where they tell of work; else nothing.

    Names of posts, organs and documents stand everywhere, and lead nowhere a reader wants to go.
    """
    target: Ref | None = mark_of(kind, field, Ref)
    ledger = dataset.ledgers[target.ledger] if target else None
    if ledger and ledger.overview.startswith("ledgers/") and (ledger.yearly or ledger.declared):
        return ledger.name
    return ""
