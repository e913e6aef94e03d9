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
from ledger.figures.methods.register import method_of
from ledger.issues import Issue, Mistake, Place, unfinished, unknown
from ledger.prose import calls
from ledger.prose.addresses import REPORT, is_document, is_section, page_of
from ledger.prose.finished import Finished, Use
from ledger.prose.markup import Html
from ledger.prose.passages import Passage
from ledger.prose.texts import of_document
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import Dataset, parted
from ledger.records.editions import EDITIONS, of_folders, sees, shows_all
from ledger.records.fields import Ref, mark_of
from ledger.records.months import traces
from ledger.records.period import Frame, as_it_was, frame_of, is_over
from ledger.records.types.bureau import Unit
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.official import Correction, OfficialDocument
from ledger.records.types.work import Rectification, Risk, Trace
from ledger.records.walk import some
from ledger.seen import Door
from ledger.wordlists import LASTING

#: the folder of the pages of other years, below docs/
YEARS = "years"
#: the words that say a figure by its name
_SAYING = ("figure", "chart")


@dataclass(frozen=True, repr=False)  # the macros plugin would print all of it
class Project(Door):
    """Everything from which pages are made, and the pages by their paths below docs/.

    ``dataset`` holds only what the readers of ``edition`` may see. ``withheld`` are the files below
    docs/ that they may not read. ``attachments`` are the SHA-256 of the attachments as checked, by
    their paths below docs/: copy no other bytes. ``texts`` are the pages and the document's
    sections as read, by their paths from the root: take a text from here, because the file may have
    changed since it was checked. ``heads`` are what these say of themselves. ``unwritten`` are the
    places of the document that have no text yet: while there is one, it is a draft (草稿) wherever it
    appears. ``finished`` is the Markdown of the authors' pages with every word rendered, ``passages``
    the texts as a reader sees them. ``documents`` are the projects of the documents beside the yearly
    report, by their pages: each has the texts and passages of its own document, and the pages of the
    whole site. ``writers`` write the pages that are made from records and figures alone, ``written`` are these where
    they are written already; ``addresses`` are the paths of these, known
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
    documents: Mapping[str, Project] = field(default_factory=dict)
    finished: Finished = field(default_factory=Finished)
    passages: Sequence[Passage] = ()
    writers: Mapping[str, Callable[[], Html]] = field(default_factory=dict)
    written: Mapping[str, Html] = field(default_factory=dict)
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
    def report(self) -> OfficialDocument:
        """The document that the project tells of, with its elements: the yearly report, or another."""
        return self.dataset.report

    @property
    def page(self) -> str:
        """The page of the document; that of the yearly report, where its record cannot be read."""
        return self.report.page_path if self.dataset.reports else REPORT

    @property
    def every_document(self) -> list[Project]:
        """The projects of all documents of the site: the yearly report, and those beside it."""
        return [self, *self.documents.values()]

    def document_of(self, page: str) -> Project:
        """Return the project of the document on a page, or in whose time a page tells of a figure.

        For any other page, it is this one.
        """
        folder = page[: page.rfind("/") + 1]
        return self.documents.get(page) or self._folders.get(folder, self)

    @cached_property
    def _folders(self) -> dict[str, Project]:
        """The projects of the documents beside, by the folders of their figures' pages."""
        return {f"figures/{each.report.figures_folder}": each for each in self.documents.values()}

    def document(self, name: str) -> Project:
        """Return the project of a document by its 名称; raises ``Mistake`` for another name."""
        known = {each.report.name: each for each in self.every_document}
        if name not in known:
            hidden = (
                ""
                if shows_all(self.edition)
                else f"；只给一部分人看的，前面加 EDITION={EDITIONS[-1]}"
            )
            raise Mistake(unknown("公文", name, known) + hidden, "document.unknown")
        return known[name]

    @property
    def unfinished(self) -> list[str]:
        """Say of each document that has unwritten places that it is a draft."""
        told = (unfinished(each.unwritten, each.report.name) for each in self.every_document)
        return [*filter(None, told)] if self.dataset.reports else []

    @cached_property
    def told(self) -> dict[str, Figure]:
        """The figures that the document tells of: of the yearly report all, of another what it says.

        Those of which such a figure is made belong to it.
        """
        if all(each.is_yearly for each in self.dataset.reports):
            return self.figures
        names = {*said(self.dataset, self.texts)}
        return {name: figure for name, figure in self.figures.items() if name in names}

    @cached_property
    def sections(self) -> frozenset[str]:
        """The sections of all documents, by their paths below docs/."""
        texts = (path for each in self.every_document for path in each.texts)
        return frozenset(filter(is_section, (path.removeprefix("docs/") for path in texts)))

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

    def texts_of(self, page: str) -> Mapping[str, str]:
        """Return the texts of which a page, by its path below docs/, is made, by their paths."""
        found = self.document_of(page)
        if is_document(page) and found.dataset.reports:
            return of_document(found.report, found.texts)
        if is_document(page):  # which sections it composes is not known
            return {path: text for path, text in found.texts.items() if page_of(path) == page}
        path = f"docs/{page}"
        return {path: found.texts[path]} if path in found.texts else {}

    def passages_of(self, page: str) -> list[Passage]:
        """Return the passages of a page as its readers see them."""
        known = self.document_of(page)._passages
        return [each for path in self.texts_of(page) for each in known.get(path, ())]

    @cached_property
    def _passages(self) -> dict[str, list[Passage]]:
        """The passages by the paths of their texts."""
        found: dict[str, list[Passage]] = {}
        for each in self.passages:
            found.setdefault(each.path, []).append(each)
        return found

    def head_of(self, page: str) -> source.Mapping:
        """Return what an author's page says of itself."""
        return self.document_of(page).heads[f"docs/{page}"]

    def typed_of(self, page: str) -> tuple[str, ...]:
        """Return what the authors wrote of a page, which is given by its path below docs/."""
        return tuple(self.texts_of(page).values())

    @cached_property
    def generated(self) -> dict[str, Html]:
        """The generated pages, by path."""
        return dict(self.written) or {path: write() for path, write in self.writers.items()}

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
        shown = ((each.id, each.page) for each in self.figures.values())
        known = self.finished.uses
        return {id_: known[path] for id_, path in shown if path in known}

    def uses_of(self, figure: Figure) -> list[Use]:
        """Return the places where a figure is published."""
        return self.uses.get(figure.id, [])

    def made_with(self, figure: Figure) -> list[Figure]:
        """Return the figures of which a figure is a part."""
        return [each for each in self.figures.values() if figure in each.parts]

    def telling(self, name: str) -> list[Figure]:
        """Return the figure of a name in the time of each document beside that tells of it."""
        found = (each.told.get(name) for each in self.documents.values())
        return [figure for figure in found if figure]

    def quoting(self, page: str, anchor: str = "") -> list[Use]:
        """Return the sentences of the authors that quote what stands at a place of the site."""
        found = self.finished.uses.get(f"{page}#{anchor}" if anchor else page, [])
        return [use for use in found if use.is_prose]

    @cached_property
    def _counted_in(self) -> dict[Place, list[Figure]]:
        others = (each for own in self.documents.values() for each in own.told.values())
        return counted_in([*self.figures.values(), *(each for each in others if each.folder)])

    def figures_counting(self, record: Record) -> list[Figure]:
        """Return the figures on whose pages a record is listed as counted."""
        return self._counted_in.get(record.place(), [])

    def pages_counting(self, record: Record) -> list[tuple[str, str]]:
        """Return the page and the name of each figure that counts a record.

        No value is asked for: what is made of these stays when only a value changes.
        """
        return [(each.page, each.told_name) for each in self.figures_counting(record)]

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

    def risks(self) -> list[Risk]:
        """Return the risk points that there were on ``as_of``."""
        return [risk for risk in self.dataset.of(Risk) if not is_over(risk, self.as_of)]

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


def said(dataset: Dataset, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of the figures that texts say, and of those of which these are made."""
    return made_of(
        dataset,
        [
            str(call.arguments[0])
            for path, text in texts.items()
            for call in calls.scan(text, path)[0]
            if call.word in _SAYING and call.arguments
        ],
    )


def made_of(dataset: Dataset, names: Iterable[str]) -> Iterator[str]:
    """Yield the names of figures, and of those of which they are made."""
    known = dataset.words(FigureDefinition.ledger.name)
    asked, seen = [*names], set[str]()
    while asked:
        definition = known.get(asked.pop())
        if isinstance(definition, FigureDefinition) and definition.name not in seen:
            seen.add(definition.name)
            asked += method_of(definition).named(definition)
            yield definition.name


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
