"""A new record -> the file in which it stands then, and what would be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ledger.exchange import rewriting, undoing
from ledger.exchange.drawer import Drawer
from ledger.machine.stopping import Stopped
from ledger.records import source
from ledger.records.base import LedgerType, Numbered
from ledger.upgrading import trial


@dataclass(frozen=True)
class Made:
    """A record with its number, its file as it was and as it would be."""

    typed: source.Mapping
    path: str
    before: bytes | None
    content: bytes

    def write(self, root: Path) -> str:
        """Write it; return the sentence that says so. Raises ``Stopped`` where the file changed."""
        held = {self.path: self.before}
        return undoing.write(root, held, {self.path: self.content}, way=undoing.ADDED)


@dataclass(frozen=True)
class Desk:
    """Where a record is written: the ledger of a year, and which part of its files."""

    root: Path
    ledger: LedgerType
    year: int
    part: str = ""

    def drawer(self) -> Drawer:
        """Return the ledger's files as they are now; raises ``LedgerError``."""
        return Drawer.opened(self.root, self.ledger, self.year)

    def made(self, typed: source.Mapping) -> Made:
        """Return what becomes of a record; raises ``Mistake``, ``Stopped`` and ``LedgerError``."""
        drawer, part = self.drawer(), self.part
        if "*" in drawer.pattern and not part and not self.ledger.monthly:
            typed = drawer.numbered(typed, drawer.pattern)
            part = self._part_of(typed)
        path = drawer.file_of(typed, part)
        typed = drawer.numbered(typed, path)
        drawer.add(typed, path)
        return Made(typed, path, drawer.shelf.contents.get(path), drawer.contents()[path])

    def _part_of(self, typed: source.Mapping) -> str:
        """Return the file that a record with a number has for itself; raises ``Stopped``."""
        if not issubclass(self.ledger.record, Numbered):
            said = f"“{self.ledger.name}”有几个文件，不知道记进哪个；请写 --part 名称"
            raise Stopped(said, code=2)
        return str(typed[Numbered.key_of("id")])

    def lines(self, made: Made) -> str:
        """Return the record as it will stand."""
        return "\n".join(rewriting.lines(self.ledger.record, made.typed))

    def errors(self, made: Made) -> list[str]:
        """Return the errors that the record would bring; one that is there already is told alone."""
        for each in self.drawer().shelf.entries:
            if _without_number(each.typed) == _without_number(made.typed):
                said = "一件事只记一次；不是一件事的，写出不同的地方"
                return [f"{each.path} 里已经有一样的一条 {each.name}：{said}"]
        added = trial.tried(self.root, {}, {made.path: made.content})[0]
        return [f"{each.path}:{each.lines[0]}  {each.message}" for each in added]


def _without_number(typed: source.Mapping) -> dict[str, source.Value]:
    return {key: value for key, value in typed.items() if key != Numbered.key_of("id")}
