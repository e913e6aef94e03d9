"""The records of the ledgers as workbook after workbook wants them, and the files that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from ledger.exchange import cells, entries, numbering, rewriting, writer
from ledger.exchange.entries import Entry, Shelf, in_file, is_known_by_file, name_of
from ledger.exchange.merging import Row
from ledger.exchange.numbering import Numbers
from ledger.exchange.planning import New, Plan
from ledger.exchange.writer import Writer
from ledger.issues import Issue, LedgerError, Mistake, Place
from ledger.records import source
from ledger.records.base import MONTHS, LedgerType, Numbered, Record, month_of
from ledger.upgrading.change import edited


@dataclass
class Drawer:
    """A ledger of a year: its files as they are, and its records as they are wanted."""

    root: Path
    ledger: LedgerType
    year: int
    shelf: Shelf
    wanted: dict[str, Entry]
    #: of each record that is changed, or new, the cells that ask for it
    asked: dict[str, list[Place]] = field(default_factory=dict)

    @classmethod
    def opened(cls, root: Path, ledger: LedgerType, year: int) -> Drawer:
        """Read the files; raises ``LedgerError`` for what is no list of records."""
        shelf = entries.read(root, ledger, year)
        return cls(root, ledger, year, shelf, {each.name: each for each in shelf.entries})

    def take(self, plan: Plan) -> list[Issue]:
        """Take what a plan wants; return what has no place in the files."""
        wrong = []
        for new in plan.news:
            if new.name:
                self._change(new, plan)
                continue
            try:
                path = self.file_of(new.typed, above=plan.above(new.row))
            except Mistake as mistake:
                wrong.append(mistake.at(plan.sheets.at(new.row)))
                continue
            self.add(new.typed, path)
        for name in plan.merged.removed:
            del self.wanted[name]
        for change in plan.merged.changed:
            cells = [plan.sheets.at(change.row, head) for head in change.held]
            self.asked.setdefault(change.name, []).extend(cells)
        return wrong

    def _change(self, new: New, plan: Plan) -> None:
        """Want a record as it is now; one of another month stands in the file of that."""
        entry = self.wanted[new.name]
        path = self._moved(entry, new.typed)
        if path != entry.path:
            plan.moved.append(f"{new.name}：从 {entry.path} 移到 {path}，那几行里的注释没有带过去")
        self._want(new.name, replace(entry, typed=new.typed, path=path))

    def _moved(self, entry: Entry, typed: source.Mapping) -> str:
        """Return the file of a record with other values: another one where its month is another."""
        if not self.ledger.monthly:
            return entry.path
        folder, _, name = entry.path.rpartition("/")
        try:
            old, new = (self._month(each) for each in (entry.typed, typed))
        except Mistake:
            return entry.path
        return f"{folder}/{new}{name[len(old) :]}" if name.startswith(old) else entry.path

    def add(self, typed: source.Mapping, path: str) -> str:
        """Want a new record in a file; return the word by which it is known."""
        name = name_of(self.ledger.record, typed)
        name = in_file(path, name) if is_known_by_file(self.ledger) else name
        while name in self.wanted:
            name += "#"
        self.asked[name] = [typed.place]
        self._want(name, Entry(name, path, typed))
        return name

    def _want(self, name: str, entry: Entry) -> None:
        self.wanted[name] = entry
        if self.is_numbered:
            self._numbers.take(entry)

    def numbered(self, typed: source.Mapping, path: str) -> source.Mapping:
        """Return a new record of a file with a number that no other has; as it is where it has one."""
        key = Numbered.key_of("id")
        if not self.is_numbered or key in typed:
            return typed
        return cells.put(typed, (key,), self._numbers.next(path), typed.place)

    def numbered_in(self, plan: Plan, row: Row, typed: source.Mapping) -> source.Mapping:
        """Return a new record of a plan with a number; without, where nobody can tell its file."""
        try:
            return self.numbered(typed, self.file_of(typed, above=plan.above(row)))
        except Mistake:
            return typed

    @property
    def is_numbered(self) -> bool:
        """Whether the records bear a number."""
        return issubclass(self.ledger.record, Numbered)

    @cached_property
    def _numbers(self) -> Numbers:
        """The numbers that the records had, and are given."""
        return Numbers(self.ledger, numbering.given(self.shelf.entries), self.writer)

    @cached_property
    def writer(self) -> Writer:
        """Who writes the new records."""
        return writer.of(self.root)

    @property
    def pattern(self) -> str:
        """The files of the ledger, from the root."""
        return f"data/{self.ledger.files.format(year=self.year, last_year=self.year - 1)}"

    def file_of(self, typed: source.Mapping, part: str = "", above: Iterable[str] = ()) -> str:
        """Return the file of a new record: that of its month, or of one of the records ``above`` it.

        ``part`` is which of several files it is. Raises ``Mistake`` where nobody can tell.
        """
        if "*" not in self.pattern:
            return self.pattern
        if self.ledger.monthly:
            return self._file_of_month(typed, part or self.own_part())
        if part:
            return self.pattern.replace("*", part)
        known = next((name for name in above if name in self.wanted), None)
        if known is None:
            raise Mistake(
                f"不知道记进 {self.pattern} 的哪个文件；请排在同一个文件的一条下面", "cell.file"
            )
        return self.wanted[known].path

    def _file_of_month(self, typed: source.Mapping, part: str) -> str:
        """Return the file of a month, or of a part of it: in the folder of the part, if it has one."""
        folder, month = self.pattern.replace("*.yml", part), self._month(typed)
        if part and any(path.startswith(f"{folder}/") for path in self.shelf.contents):
            return f"{folder}/{month}.yml"
        return self.pattern.replace("*", f"{month}-{part}" if part else month)

    def _month(self, typed: source.Mapping) -> str:
        """Return the month of a record, as ``03``; raises ``Mistake`` where nobody can tell."""
        kind = self.ledger.record
        day = str(typed.get(kind.key_of(kind.when), "")) if kind.when else ""
        if f"{day[5:7]}.yml" not in MONTHS:
            raise Mistake("看不出是哪个月的，不知道记进哪个文件；请写上日期", "cell.file")
        return day[5:7]

    def own_part(self) -> str:
        """Return in which part of the months the writer's records stand; empty for the undivided."""
        own = (
            each
            for each in self.shelf.entries
            if self.writer.sign and numbering.sign_of(each.name) == self.writer.sign
        )
        paths = [each.path for each in own]
        return _part(paths[-1]) if paths else ""

    def parts(self) -> list[str]:
        """Return the parts that the files of the ledger are: of the months those of several writers."""
        part = _part if self.ledger.monthly else _stem
        return sorted({*map(part, self.shelf.contents)} - {""}) if "*" in self.pattern else []

    def contents(self) -> dict[str, bytes]:
        """Return the new content of each file that changes.

        Raises ``LedgerError`` for a file that must be put in order first, and ``Mistake``.
        """
        found = {}
        for path in dict.fromkeys([*self.shelf.contents, *(e.path for e in self.wanted.values())]):
            old = [each for each in self.shelf.entries if each.path == path]
            added = [each.typed for each in self._added(path)]
            asked = rewriting.Asked(dict(self._changed(old)), added)
            if asked.changed or asked.added:
                content = self.shelf.contents.get(path, b"")
                found[path] = rewritten(self.ledger, path, content, asked)
        return found

    def _changed(self, old: list[Entry]) -> Iterator[tuple[int, source.Mapping | None]]:
        for number, entry in enumerate(old):
            now = self.wanted.get(entry.name)
            if now is None or now.path != entry.path:
                yield number, None
            elif now.typed != entry.typed:
                yield number, now.typed

    def in_file(self, path: str) -> list[Entry]:
        """Return the records of a file as they are wanted, in their order."""
        every = (self.wanted.get(each.name) for each in self.shelf.entries if each.path == path)
        return [*(each for each in every if each and each.path == path), *self._added(path)]

    def _added(self, path: str) -> list[Entry]:
        """Return the records that a file gets, be they new or of another file."""
        known = {(each.name, each.path) for each in self.shelf.entries}
        every = self.wanted.items()
        return [each for name, each in every if each.path == path and (name, path) not in known]


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _part(path: str) -> str:
    """Return of which part of a month a file is; empty for the undivided."""
    found = month_of(path)
    return found.part if found else ""


def rewritten(ledger: LedgerType, path: str, content: bytes, asked: rewriting.Asked) -> bytes:
    """Return a file of a ledger in which records are as it is asked.

    Raises ``LedgerError`` for a file that must be put in order first, and ``Mistake`` where it would
    not be read as the very records that are wanted.
    """
    kind = ledger.record
    text, old = records(kind, path, content)
    made = rewriting.edits(text, path, kind, asked)
    ending = "\r\n" if b"\r\n" in content else "\n"
    new = edited(content, [each._replace(new=each.new.replace("\n", ending)) for each in made])
    kept = [asked.changed.get(number, each) for number, each in enumerate(old)]
    wanted = [*(each for each in kept if each is not None), *asked.added]
    try:
        found = records(kind, path, new)[1]
    except LedgerError:
        found = None
    if found != wanted:
        raise Mistake(f"{path} 的写法特别，改了读不回来，没有改；请直接改这个文件")
    return new


def records(kind: type[Record], path: str, content: bytes) -> tuple[str, list[source.Mapping]]:
    """Return a file's text and its records; raises ``LedgerError`` for anything wrong in it."""
    text, wrong = source.typed(content, path)
    value, more = source.parse(text, path) if not wrong else (None, [])
    if wrong or more:
        raise LedgerError([*wrong, *more])
    key = kind.key_of(kind.brief) if kind.brief else ""
    return text, [source.grouped(each, key) if key else each for each in value or []]
