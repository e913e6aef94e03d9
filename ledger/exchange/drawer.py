"""The records of the ledgers as workbook after workbook wants them, and the files that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ledger.exchange import cells, entries, rewriting
from ledger.exchange.columns import Form
from ledger.exchange.entries import Entry, Shelf, in_file, is_known_by_file, name_of
from ledger.exchange.planning import Plan
from ledger.issues import Issue, LedgerError, Mistake
from ledger.machine import files
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
                self.wanted[new.name] = replace(self.wanted[new.name], typed=new.typed)
                continue
            above = (row.name for row in reversed(plan.sheets.rows) if row.place < new.row.place)
            try:
                path = self.file_of(new.typed, above=above)
            except Mistake as mistake:
                wrong.append(mistake.at(plan.sheets.at(new.row)))
                continue
            self.add(new.typed, path)
        for name in plan.merged.removed:
            del self.wanted[name]
        return wrong

    def add(self, typed: source.Mapping, path: str) -> str:
        """Want a new record in a file; return the word by which it is known."""
        name = name_of(self.ledger.record, typed)
        name = in_file(path, name) if is_known_by_file(self.ledger) else name
        while name in self.wanted:
            name += "#"
        self.wanted[name] = Entry(name, path, typed)
        return name

    def numbered(self, typed: source.Mapping, path: str) -> source.Mapping:
        """Return a new record of a file with a number that no other has; as it is where it has one."""
        key = Numbered.key_of("id")
        if not issubclass(self.ledger.record, Numbered) or key in typed:
            return typed
        known = [str(each.typed.get(key, "")) for each in self.wanted.values()]
        own = [str(e.typed.get(key, "")) for e in self.wanted.values() if e.path == path]
        month = month_of(path.rpartition("/")[2]) or ""
        head = next((each.rstrip("0123456789") for each in own if each[-1:].isdecimal()), "")
        head = head or f"{self.ledger.slug or 'item'}-{month + '-' if month else ''}"
        counts = (each.removeprefix(head) for each in known if each.startswith(head))
        count = max((int(each) for each in counts if each.isdecimal()), default=0) + 1
        return cells.put(
            typed, (key,), cells.typed_of(Form.TEXT, f"{head}{count:02}", typed.place), typed.place
        )

    def file_of(self, typed: source.Mapping, above: Iterable[str] = ()) -> str:
        """Return the file of a new record: that of its month, or of one of the records ``above`` it.

        Raises ``Mistake`` where nobody can tell.
        """
        pattern = f"data/{self.ledger.files.format(year=self.year, last_year=self.year - 1)}"
        kind = self.ledger.record
        if "*" not in pattern:
            return pattern
        if self.ledger.monthly:
            day = str(typed.get(kind.key_of(kind.when), "")) if kind.when else ""
            name = f"{day[5:7]}.yml"
            if name in MONTHS:
                return pattern.replace("*.yml", name)
            raise Mistake("看不出是哪个月的，不知道记进哪个文件；请写上日期", "cell.file")
        known = next((name for name in above if name in self.wanted), None)
        if known is None:
            raise Mistake(
                f"不知道记进 {pattern} 的哪个文件；请排在同一个文件的一条下面", "cell.file"
            )
        return self.wanted[known].path

    def contents(self) -> dict[str, bytes]:
        """Return the new content of each file that changes.

        Raises ``LedgerError`` for a file that must be put in order first, and ``Mistake``.
        """
        found = {}
        for path in dict.fromkeys([*self.shelf.paths, *(e.path for e in self.wanted.values())]):
            old = [each for each in self.shelf.entries if each.path == path]
            asked = rewriting.Asked(dict(self._changed(old)), self._added(path))
            if asked.changed or asked.added:
                file = self.root / path
                content = files.read(file) if file.is_file() else b""
                found[path] = rewritten(self.ledger, path, content, asked)
        return found

    def _changed(self, old: list[Entry]) -> Iterator[tuple[int, source.Mapping | None]]:
        for number, entry in enumerate(old):
            now = self.wanted.get(entry.name)
            if now is None or now.typed != entry.typed:
                yield number, now.typed if now else None

    def _added(self, path: str) -> list[source.Mapping]:
        known = {each.name for each in self.shelf.entries}
        every = self.wanted.items()
        return [each.typed for name, each in every if name not in known and each.path == path]


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
