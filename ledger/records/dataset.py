"""data/ -> records: every file read, every value typed, every reference known or not."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from ledger.issues import Issue, Mistake, Place, nearest, unknown
from ledger.machine import files
from ledger.machine.files import Read
from ledger.records import declared, genres, ledgers, source, strays, vocabulary
from ledger.records.base import Ledgers, LedgerType, Part, Record, month_of, part_of
from ledger.records.declared import Declared
from ledger.records.fields import Choice, Listed, mark_of
from ledger.records.model import Fault, Faults
from ledger.records.types.bureau import Organ, Unit
from ledger.records.types.declared import Declaration, ListedWord
from ledger.records.types.indicators import Frozen
from ledger.records.types.language import FixedTerm
from ledger.records.types.official import Genre, OfficialDocument, Paper, Report
from ledger.remembered import Same, remembered, the_very
from ledger.seen import Door, View, ask
from ledger.wordlists import Known, Lists, Word

R = TypeVar("R", bound=Record)
T = TypeVar("T")
P = ParamSpec("P")
#: how often each function that is asked ``once`` has worked, by the names of its module and its own;
#: for the tests
worked: Counter[str] = Counter()
#: the ledgers of titles, in the order in which the word ``document`` looks for a name
TITLED = ("文件会议", "法规", "制度")
#: the folders of all years
_ANY_YEAR = "[0-9]*"


@dataclass(eq=False)
class Dataset(Same, Door):
    """The records that could be read.

    ``partial`` names the ledgers in which something is wrong: what is computed of them may be, too.
    ``lost`` names those of them with records that could not be read: a name may be among these.
    """

    records: dict[str, list[Record]] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    lists: Lists = field(default_factory=vocabulary.shipped)
    #: the names of the ledgers that have a file, be it without records
    kept: set[str] = field(default_factory=set)
    ledgers: Ledgers = field(default_factory=ledgers.shipped)
    #: the year of whose folder it is, where that is not 报告年度
    folder: int | None = None
    #: of the dataset of 报告年度: those of the other years that have ledgers, the earliest first
    beside: Mapping[int, Dataset] = field(default_factory=dict)
    #: what earlier years hold, and the year does not read, of the ledgers that figures count 历年
    earlier: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    _words: dict[str, dict[str, Record]] = field(default_factory=dict)
    _known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def of(self, kind: type[R]) -> Sequence[R]:
        """Return the records of one type, in the order of the files."""
        return cast(Sequence[R], self.records.get(kind.ledger.name, []))

    @cached_property
    def declared(self) -> Declared:
        """What the records declare of words."""
        fixed, organs, units = self.of(FixedTerm), self.of(Organ), self.of(Unit)
        return declared.of(tuple(fixed), tuple(organs), tuple(units))

    @cached_property
    def genres(self) -> Mapping[str, Genre]:
        """The kinds of documents (文种), by name."""
        return genres.gathered(self.of(Genre))

    def ever(self, ledger: str) -> list[Record]:
        """Return the records of a ledger in the folders of all years up to this, the latest first."""
        held = (*self.records[ledger], *self.earlier.get(ledger, ()))
        return sorted(held, key=lambda each: (-(each.folder or 0), each.place()))

    def listed(self, kind: type[Part], field: str) -> tuple[Word, ...]:
        """Return the words of a field's list, in their order; without those that the year lacks."""
        name = mark_of(kind, field, Listed).list
        ledger: LedgerType | None = getattr(kind, "ledger", None)  # a group has none
        return self.lists[name].in_use(self.year if ledger and ledger.yearly else None)

    def choices(self, kind: type[Part], field: str) -> tuple[str, ...]:
        """Return the words that a field may hold, in their order; none for any other field."""
        if mark_of(kind, field, Listed):
            return self.listed(kind, field)
        choice: Choice | None = mark_of(kind, field, Choice)
        return choice.words if choice else ()

    def own(self, kind: type[R]) -> Sequence[R]:
        """Return the records of a type that the year wrote, without those that it reads of others."""
        return [each for each in self.of(kind) if each.folder in (None, self.year)]

    @property
    def year(self) -> int | None:
        """The year of the data, where the bureau says it."""
        return self.folder or next((unit.year for unit in self.of(Unit)), None)

    @property
    def every(self) -> Iterator[Record]:
        """The records that people write, in the order of the register."""
        every = (record for records in self.records.values() for record in records)
        return (record for record in every if not record.by_product)

    @property
    def for_authors(self) -> Iterator[Record]:
        """The records of lists that authors work through, which no edition has."""
        every = (record for records in self.records.values() for record in records)
        return (record for record in every if record.for_authors)

    @property
    def of_all_years(self) -> Iterator[Record]:
        """The records of all ledgers, and those in the folders of the other years."""
        yield from self.every
        yearly = [ledger.name for ledger in self.ledgers.values() if ledger.yearly]
        for year, other in self.beside.items():
            for name in yearly:
                yield from (each for each in other.records[name] if each.folder == year)

    @property
    def unit(self) -> Unit:
        """The bureau itself."""
        return self.of(Unit)[0]

    @property
    def reports(self) -> Sequence[OfficialDocument]:
        """The document of which the dataset tells; none where it could not be read.

        It is the yearly report, or another in its place (``of_document``).
        """
        return cast(Sequence[OfficialDocument], self.records.get(Report.ledger.name, []))

    @property
    def report(self) -> OfficialDocument:
        """The document of which the dataset tells."""
        return self.reports[0]

    @property
    def document_name(self) -> str:
        """The 名称 of the document of which the dataset tells."""
        names = [each.name for each in self.reports]
        return names[0] if names else str(Report.model_fields["name"].default)

    @property
    def documents(self) -> Sequence[OfficialDocument]:
        """The documents of the year: the yearly report first."""
        yearly = [each for each in self.reports if each.is_yearly]
        return [*yearly, *self.of(Paper)]

    @property
    def has_bureau(self) -> bool:
        """Whether the bureau and its report could be read; no page can be made without."""
        return bool(self.of(Unit)) and bool(self.reports)

    def head(self, kind: type[Record], field: str) -> str:
        """Return what stands above a field's values: its key.

        A key of the product names the departments by the bureau's own word (内设机构称谓).
        """
        key = kind.key_of(field)
        if field in kind.added or kind.ledger.name not in ledgers.shipped():
            return key
        return key.replace(Unit.model_fields["departments"].default, self.unit.departments)

    def words(self, ledger: str) -> dict[str, Record]:
        """Return a ledger's records by 名称, 简称 and 编号."""
        if ledger not in self._words:
            records = reversed(self.records.get(ledger, []))
            self._words[ledger] = {word: each for each in records for word in names_of(each)}
        return self._words[ledger]

    def named(self, ledger: str, word: str) -> Record | None:
        """Return the record that a word names, be it with the year of its folder; None for none."""
        if found := self.words(ledger).get(word):
            return found
        year, rest = parted(word)
        if year is None or not self._has_years(ledger):
            return None
        known = self if year == self.year else self.beside.get(year)
        found = known.words(ledger).get(rest) if known else None
        return found if found and found.folder == year else None

    def _has_years(self, ledger: str) -> bool:
        """Whether the folders of several years hold a ledger, and it tells of matters: it has a page.

        What a year's 指标 give is computed of 报告年度, or as 上年: none is named with a year.
        """
        known = self.ledgers.get(ledger)
        told = known is not None and known.yearly and bool(known.slug)
        return told and bool(self.beside or self.folder)

    def full_name(self, ledger: str, word: str) -> str:
        """Return the 名称 of what a word names in a ledger; the word itself where it names nothing."""
        found = self.words(ledger).get(word)
        return names_of(found)[0] if found else word

    def titled(self, word: str) -> str:
        """Return the first ledger of titles that knows a name; 文件会议 where none does."""
        return next((ledger for ledger in TITLED if word in self.words(ledger)), TITLED[0])

    def find(self, ledger: str, word: str) -> Record | None:
        """Return the record that ``word`` names; None where it may be among the unreadable ones.

        Raises ``Mistake`` with the nearest name for a word that names none.
        """
        found = self.named(ledger, word)
        if found is None and ledger not in self.lost:
            own = list(self.words(ledger).values())
            names = dict.fromkeys(names_of(record)[0] for record in own)
            others = self.beside.items() if self._has_years(ledger) else ()
            if years := [year for year, other in others if word in other.words(ledger)]:
                near = min(years, key=lambda year: abs(year - (self.year or year)))
                raise Mistake(_elsewhere(ledger, word, near), "reference.year")
            if names and all(_is_number(record) for record in own):
                raise Mistake(_no_number(ledger, word, names), "reference.number")
            if not names:
                raise Mistake(self._nowhere(ledger, word), "reference.unknown")
            raise Mistake(unknown(ledger, word, names), "reference.unknown")
        return found

    def _nowhere(self, ledger: str, word: str) -> str:
        """Return the message for a name of a ledger without records: where to write them."""
        year = self.unit.year if self.of(Unit) else 1
        file = _path(self.ledgers[ledger], year)
        folder, several, _ = file.partition("*")
        where = f"data/{folder} 里的文件" if several else f"data/{file}"
        return f"不认识的{ledger}“{word}”；“{ledger}”还没有一条记录，请写进 {where}（没有就新建）"


def with_records(
    dataset: Dataset,
    records: dict[str, list[Record]],
    beside: Mapping[int, Dataset] | None = None,
    earlier: Mapping[str, Sequence[Record]] | None = None,
) -> Dataset:
    """Return a dataset with other records, of which the same is known."""
    return Dataset(
        records,
        set(dataset.partial),
        set(dataset.lost),
        dataset.lists,
        dataset.kept,
        dataset.ledgers,
        dataset.folder,
        dataset.beside if beside is None else beside,
        dataset.earlier if earlier is None else earlier,
    )


def same(dataset: Dataset) -> Dataset:
    """Return the dataset of the very same records that was read before, or else this one.

    An edit of a text leaves the records as they are, and what was worked out ``once`` of them.
    """
    others = tuple((year, state_of(other)) for year, other in dataset.beside.items())
    return _held((state_of(dataset), others)).setdefault("dataset", dataset)


#: all that a dataset of one year is made of, as a value that can be compared
State = tuple[Any, ...]


def state_of(dataset: Dataset) -> State:
    """Return the state of a dataset, without the years beside it."""
    records, earlier = (
        tuple((name, tuple(each)) for name, each in held.items())
        for held in (dataset.records, dataset.earlier)
    )
    names = (tuple(sorted(each)) for each in (dataset.partial, dataset.lost, dataset.kept))
    return (records, *names, dataset.lists, dataset.ledgers, dataset.folder, earlier)


def of_state(state: State) -> Dataset:
    """Return a dataset that has a state."""
    records, partial, lost, kept, lists, known, folder, earlier = state
    held = {name: list(each) for name, each in records}
    more = dict(earlier)
    return Dataset(held, set(partial), set(lost), lists, set(kept), known, folder, earlier=more)


@lru_cache(maxsize=2)
def _held(_: tuple[Any, ...]) -> dict[str, Dataset]:
    return {}


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Decorate a function of a dataset, once all of it is read: for the same arguments it works once.

    It reads its arguments alone, and is called with positional ones, the dataset first. Nobody may
    change what it returns.
    """

    name = f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"

    @wraps(function)
    def asked(dataset: Dataset, *arguments: Any) -> T:
        if isinstance(dataset, View):
            noted: T = ask(dataset, asked, *arguments)
            return noted
        key = (function, *arguments)
        if key not in dataset._known:
            worked[name] += 1
            make: Callable[..., T] = function
            dataset._known[key] = make(dataset, *arguments)
        found: T = dataset._known[key]
        return found

    return cast("Callable[P, T]", asked)


@once
def of_document(dataset: Dataset, document: OfficialDocument) -> Dataset:
    """Return a year's dataset as one of its documents tells of it: in that document's time.

    What was frozen is of last year's report, and says nothing of another time.
    """
    own: dict[str, list[Record]] = {Report.ledger.name: [document]}
    for yearly in dataset.reports:
        if (yearly.period, yearly.as_of) != (document.period, document.as_of):
            own[Frozen.ledger.name] = []
    return with_records(dataset, dataset.records | own)


def names_of(record: Record) -> list[str]:
    """Return the words by which other records may name this one, the fullest first."""
    words = (getattr(record, name, None) for name in ("name", "short", "id"))
    return [word for word in words if word]


def _is_number(record: Record) -> bool:
    """Whether a record has no name but its 编号."""
    return names_of(record) == [getattr(record, "id", None)]


def _no_number(ledger: str, word: str, known: Iterable[str]) -> str:
    """Return the message for a number that no record has: its neighbours say nothing of it."""
    guess = nearest(unicodedata.normalize("NFKC", word).lower(), known)
    meant = f"，是不是“{guess}”？" if guess else "；没有这个编号，请到那本台账里核对"
    return f"不认识的{ledger}“{word}”{meant}"


def _elsewhere(ledger: str, word: str, year: int) -> str:
    """Return the message for the name of a record that lies in the folder of another year."""
    named = f"{year}{PARTED}{word}"
    return f"本年的{ledger}里没有“{word}”；{year} 年的那一条写 {named}，别的请改成本年的编号"


#: between a year and the 编号 of a record in its folder
PARTED = "/"


def parted(word: str) -> tuple[int | None, str]:
    """Return the year with which a record is named, and the rest; without a year, None."""
    year, sign, rest = word.partition(PARTED)
    named = bool(sign) and strays.is_year(year)
    return (int(year), rest) if named else (None, word)


def read_all(root: Path, read: Read = files.read) -> tuple[Dataset, list[Issue]]:
    """Read every ledger below ``root``/data; what cannot be read is an issue and left out.

    ``read`` returns the content of a file.
    """
    reading = _Reading(root, read)
    reading.ledger(Declaration.ledger)
    for ledger in reading.dataset.ledgers.values():
        if ledger.record is not Declaration:
            reading.ledger(ledger)
    reading.others()
    reading.strays()
    return reading.dataset, reading.issues


class _Reading:
    """The reading of all ledgers: those that declare ledgers and words come before those that use them."""

    def __init__(self, root: Path, read: Read) -> None:
        self.root, self.read = root, read
        self.dataset, self.issues = Dataset(), list[Issue]()
        self.year = _latest_year(root)
        self.used: set[Path] = set()

    def ledger(self, ledger: LedgerType) -> None:
        """Read a ledger's files."""
        own, found = self._read(ledger, self.year, self.dataset)
        if not ledger.broken:
            self._follow(ledger, own, found)

    def _read(
        self, ledger: LedgerType, year: int, dataset: Dataset
    ) -> tuple[list[Path], list[Issue]]:
        """Read a ledger's files of a year into a dataset; return them, and what is wrong in them."""
        name = ledger.name
        dataset.records[name] = []
        pattern = _path(ledger, year)
        own = _files(self.root / "data", ledger, pattern) if pattern else []
        self.used |= set(own)
        if ledger.broken:
            dataset.partial.add(name)
            dataset.lost.add(name)
            return own, []
        dataset.kept |= {name} if own else set()
        known = Known(dataset.lists, year if ledger.yearly else None)
        records, found, lost = _read_ledger(self.root, ledger, own, self.read, known)
        if not own and ledger.single and dataset is self.dataset:
            message = f"缺少这个文件；它记“{name}”，{_at_least(ledger.record)}"
            found, lost = [Issue(Place(f"data/{pattern}"), message, code="file.missing")], True
        dataset.records[name] = records
        dataset.lost |= {name} if lost else set()
        dataset.partial |= {name} if found else set()
        self.issues += found
        return own, found

    def _follow(self, ledger: LedgerType, own: list[Path], found: list[Issue]) -> None:
        """Make of what was read that on which the reading of the next ledgers rests."""
        dataset = self.dataset
        paths = tuple(file.relative_to(self.root).as_posix() for file in own)
        spoilt = tuple(sorted({issue.place.path for issue in found}))
        if ledger.record is Declaration:
            told = ledgers.gathered(tuple(dataset.of(Declaration)), paths, spoilt)
            dataset.ledgers = told.ledgers
            self._add(ledger, told.issues)
        if ledger.record is ListedWord:
            words = tuple(dataset.of(ListedWord))
            made = vocabulary.gathered(words, paths, spoilt, dataset.ledgers, self.year)
            dataset.lists = made.lists
            self._add(ledger, made.issues)
        for unit in dataset.of(Unit) if ledger.record is Unit else ():
            lacking = _no_year(self.root / "data" / str(unit.year), self.year)
            if lacking:
                message = f"报告年度：{lacking}"
                self._add(ledger, [unit.issue(message, "year", code="file.year")])
            self.year = self.year if lacking and self.year else unit.year

    def _add(self, ledger: LedgerType, issues: Collection[Issue]) -> None:
        self.issues += issues
        self.dataset.partial |= {ledger.name} if issues else set()

    def strays(self) -> None:
        """Tell of what lies in data/ and was not read."""
        data, dataset = self.root / "data", self.dataset
        for year in [self.year, *(year for year in _years(self.root) if year != self.year)]:
            of_year = dataset if year == self.year else dataset.beside.get(year, Dataset())
            others = () if year == self.year else (str(year),)
            for stray in strays.find(data, dataset.ledgers, year, self.used, others):
                self.issues.append(stray.issue)
                of_year.partial |= stray.ledgers
                of_year.lost |= stray.ledgers

    def others(self) -> None:
        """Read the folders of the other years: each with the ledgers that all years share."""
        of_years = [ledger for ledger in self.dataset.ledgers.values() if ledger.of_a_year]
        names = {ledger.name for ledger in of_years}
        found = {}
        for year in _years(self.root):
            if year == self.year:
                continue
            records = {n: r for n, r in self.dataset.records.items() if n not in names}
            other = replace(
                with_records(self.dataset, records | {ledger.name: [] for ledger in of_years}),
                partial=self.dataset.partial - names,
                lost=self.dataset.lost - names,
                kept=self.dataset.kept - names,
                folder=year,
            )
            for ledger in of_years:
                self._read(ledger, year, other)
            if any(ledger.yearly and ledger.name in other.kept for ledger in of_years):
                found[year] = other
        self.dataset.beside = found


def _path(ledger: LedgerType, year: int) -> str:
    """Return the files of a ledger below data/; no year is 0."""
    years = (str(year), str(year - 1)) if year else ("报告年度", "上年")
    return ledger.files.format(year=years[0], last_year=years[1])


def _files(data: Path, ledger: LedgerType, pattern: str) -> list[Path]:
    """Return what bears a ledger's name, be it a file or not; the parts of a month one after another."""
    if "*" not in pattern:
        return [data / pattern] if os.path.lexists(os.path.join(data, pattern)) else []
    in_folders = [pattern.replace("/*.yml", "/*/*.yml")] if ledger.monthly else []
    every = sorted(file for each in (pattern, *in_folders) for file in data.glob(each))
    paths = {file: file.relative_to(data.parent).as_posix() for file in every}
    found = [file for file, path in paths.items() if strays.is_read(ledger, path)]
    return sorted(found, key=lambda file: month_of(paths[file]) or ()) if ledger.monthly else found


def files_of_all_years(root: Path, ledger: LedgerType) -> list[Path]:
    """Return what bears a ledger's name, in the folder of whichever year."""
    pattern = ledger.files.format(year=_ANY_YEAR, last_year=_ANY_YEAR)
    return _files(root / "data", ledger, pattern)


def _no_year(folder: Path, latest: int) -> str | None:
    """Say that a year has no folder, and which is the latest that has one; None where it has."""
    if folder.is_dir():
        return None
    if os.path.lexists(folder):
        return f"data/{folder.name} 不是文件夹；请换成放这一年台账的文件夹"
    known = f"最近的一年是 {latest}" if latest else "请新建，把这一年的台账放进去"
    return f"data/ 下没有 {folder.name} 这个文件夹；{known}"


def _years(root: Path) -> list[int]:
    """Return the years that have a folder."""
    names = (path.name for path in (root / "data").glob("[0-9]*") if path.is_dir())
    return sorted(int(name) for name in names if strays.is_year(name))


def _latest_year(root: Path) -> int:
    """Return the last year that has a folder with a report, or any folder; 0 where none has."""
    for inner in ("/report.yml", ""):
        found = (path.relative_to(root / "data").parts[0] for path in root.glob(f"data/*{inner}"))
        if years := [name for name in found if strays.is_year(name)]:
            return int(max(years))
    return 0


def _read_ledger(
    root: Path, ledger: LedgerType, own: list[Path], read: Read, known: Known
) -> tuple[list[Record], list[Issue], bool]:
    """Return the records of a ledger, what is wrong in it, and whether any could not be read."""
    records: list[Record] = []
    issues: list[Issue] = []
    lost = False
    for file in own:
        path = file.relative_to(root).as_posix()
        text, unread = source.text_below(root, path, read)
        if unread:
            issues, lost = [*issues, *unread], True
            continue
        found = _read_text(text, path, ledger.record, *known)
        made_by = (ledger.record, *known)
        records += found.records if found.issues else _the_same(found.records, text, made_by)
        issues += found.issues
        lost = lost or found.lost
    return records, issues, lost


def _the_same(records: Sequence[Record], text: str, made_by: tuple[Any, ...]) -> list[Record]:
    """Return the very records that were read before of the same lines of a file, at the same place.

    An edit of one record in a file leaves the others as they are. The lines of a record reach into
    that where the next begins: both may stand in one. Other line breaks of YAML are refused.
    """
    places, lines = [record.place() for record in records], text.split("\n")
    ends = [*(place.line for place in places[1:]), len(lines)]
    return [
        the_very(record, *made_by, at, *lines[at.line - 1 : end])
        for record, at, end in zip(records, places, ends, strict=False)  # of no record, an end
    ]


def _at_least(kind: type[Record]) -> str:
    """Say which keys a record must have."""
    needed = (str(info.alias) for info in kind.model_fields.values() if info.is_required())
    return f"至少写 {'、'.join(needed)}"


class _Read(NamedTuple):
    """What a ledger's file holds: its records, what is wrong, and whether any was not read."""

    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    lost: bool


@remembered
def _read_text(text: str, path: str, kind: type[Record], lists: Lists, year: int | None) -> _Read:
    """Return the records of one file of the ledger of a ``kind`` of records.

    ``lists`` are those of words, ``year`` the year of which the file tells.
    """
    ledger = kind.ledger
    value, found = source.parse(text, path)
    records: list[Record] = []
    issues = list(found)
    lost = getattr(value, "lost", value is None and bool(found))
    if value is None:
        if not found and (ledger.single or ledger.whole):
            message = f"文件是空的；它记“{ledger.name}”，{_at_least(kind)}"
            issues.append(Issue(Place(path), message, code="file.empty"))
        return _Read((), tuple(issues), lost)
    slips = {issue.place.line for issue in found}
    for entry in _entries([value] if ledger.single or ledger.whole else value, kind, path, issues):
        record, faults = read_entry(kind, entry, Known(lists, year), slips)
        records += [record] if record else []
        issues += faults
        lost = lost or record is None
    return _Read(tuple(records), tuple(issues), lost or len(issues) > len(found))


def read_entry(
    kind: type[R], entry: source.Mapping, known: Known | None = None, slips: Collection[int] = ()
) -> tuple[R | None, list[Issue]]:
    """Return the record of an entry, or None and what is wrong in it.

    ``slips`` are lines in which something wrong was told already.
    """
    try:
        return kind.from_source(entry, known), []
    except Faults as found:
        faults = [fault for fault in found.faults if not _spoilt(entry, fault.way, slips)]
        return None, [_issue(kind, entry, fault) for fault in faults]


def _entries(
    value: source.Value, kind: type[Record], path: str, issues: list[Issue]
) -> Iterator[source.Mapping]:
    if not isinstance(value, list):
        message = f"“{kind.ledger.name}”是一串记录；每条以“- ”开头，例如 - 编号: …"
        issues.append(Issue(Place(path), message, code="yaml.list"))
        return
    for written in value:
        entry = source.grouped(written, kind.key_of(kind.brief)) if kind.brief else written
        if isinstance(entry, source.Mapping):
            yield entry
        else:
            example = kind.all_keys()[0]
            place = source.place_of(entry, Place(path))
            message = f"这里应当是一条记录，写成“键: 内容”，例如 {example}: …"
            issues.append(Issue(place, message, code="yaml.record"))


def _spoilt(value: source.Value, way: Sequence[str | int], slips: Collection[int]) -> bool:
    """Whether a slip stands in a line of what an error is about: it needs no second message."""
    if way:
        key = way[0]
        there = key in value if isinstance(value, dict) else isinstance(value, list)
        if there:
            return _spoilt(value[key], way[1:], slips)
        return isinstance(value, str) and _line(value) in slips
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return _line(value) in slips or any(_spoilt(each, (), slips) for each in inner)


def _line(value: source.Value) -> int:
    return (
        value.place.line if isinstance(value, (source.Text, source.Mapping, source.Sequence)) else 0
    )


def _issue(model: type[Record], entry: source.Mapping, fault: Fault) -> Issue:
    """Return what is wrong with a value as an issue at its place."""
    value: Any = entry
    kind: type[Part] = model
    place, key = entry.place, ""
    for step in fault.way:
        if isinstance(step, str) and isinstance(value, source.Mapping) and step in value:
            place, key, value = value.keys_at[step], step, value[step]
            if fault.code != "key.unknown":
                place = source.place_of(value, place)
            kind = part_of(kind, step) or kind
        elif isinstance(step, int) and isinstance(value, list):
            value = value[step]
            place = source.place_of(value, place)
    if fault.mistake:
        return fault.mistake.at(place, f"{key}：")
    known = kind.all_keys()
    last = str(fault.way[-1])
    messages = {
        "key.missing": f"缺少“{last}”；请加一行 {last}: …",
        "key.unknown": unknown("键", last, known),
        "value.group": f"{key}：下面要分项写，例如 {known[0]}: …",
        "value.single": f"{key}：这里不能写成列表或分项",
    }
    return Issue(place, messages[fault.code], code=fault.code)
