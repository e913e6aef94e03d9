"""Checks the sequence of the numbers of articles, headings and items, and reports every gap."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.law.intake.marks import Item, Start, mark
from ledger.reading.findings import Finding

_UNITS = ("编", "分编", "章", "节")


@dataclass
class Articles:
    """The numbers of the articles read so far."""

    last: tuple[int, int] = (0, 0)
    seen: dict[tuple[int, int], int] = field(default_factory=dict)

    def follows(self, start: Start) -> bool:
        """Whether an article is next in sequence."""
        number, sub = self.last
        return (start.number, start.sub) in {(number + 1, 0)} | (
            {(number, sub + 1)} if number else set()
        )

    def add(self, start: Start, line: int) -> Finding | None:
        """Add an article; return a finding where it is out of sequence."""
        key = (start.number, start.sub)
        message = "" if self.follows(start) else self._broken(key)
        self.last = key
        self.seen.setdefault(key, line)
        return _broken(line, message) if message else None

    def _broken(self, key: tuple[int, int]) -> str:
        shown, before = mark("条", *key), mark("条", *self.last) if self.seen else ""
        if key in self.seen:
            return f"{shown}出现了两次（上一次在第 {self.seen[key]} 行）"
        if not self.seen:
            return f"正文从{shown}开始，缺{missing(1, key[0] - 1) or '它前面的条'}"
        if key < self.last:
            return f"{before}后面是{shown}，次序倒了"
        if key[0] == self.last[0]:
            return f"{before}后面是{shown}，中间缺了“之”条"
        gap = missing(self.last[0] + 1, key[0] - (0 if key[1] else 1))
        return f"{before}后面是{shown}，" + (f"缺{gap}" if gap else "缺它前面的“之”条")


def _broken(line: int, message: str) -> Finding:
    return Finding(line, f"{message}；请对照原文", "import.sequence", serious=True)


def missing(first: int, last: int, unit: str = "条") -> str:
    """Return a range of numbers in words; empty for an empty range."""
    if first > last:
        return ""
    return mark(unit, first) + (f"至{mark(unit, last)}" if last > first else "")


@dataclass
class Headings:
    """The numbers of parts, chapters and sections read so far, and the open headings."""

    last: dict[str, int] = field(default_factory=dict)
    #: units whose numbers may restart at 1, because a higher unit began
    fresh: set[str] = field(default_factory=set)

    def follows(self, start: Start) -> bool:
        """Whether a heading is next in sequence."""
        last = self.last.get(start.unit, 0)
        return start.number == last + 1 or (start.number == 1 and start.unit in self.fresh)

    def add(self, start: Start, line: int) -> Finding | None:
        """Add a heading; return a finding where it is out of sequence."""
        finding = None
        if not self.follows(start):
            last = self.last.get(start.unit, 0)
            shown = mark(start.unit, start.number)
            where = f"{mark(start.unit, last)}后面是{shown}" if last else f"第一个是{shown}"
            gap = missing(last + 1, start.number - 1, start.unit)
            what = f"缺{gap}" if gap else ("重复了" if start.number == last else "次序倒了")
            finding = _broken(line, f"{where}，{what}")
        self.last[start.unit] = start.number
        below = _UNITS[_UNITS.index(start.unit) + 1 :]
        self.fresh = (self.fresh - {start.unit}) | set(below)
        if "节" in below:
            self.last.pop("节", None)
        return finding


@dataclass
class Items:
    """The numbers of the items in one paragraph."""

    open: list[tuple[str, int]] = field(default_factory=list)

    def follows(self, item: Item) -> bool:
        """Whether an item is the next of its kind, or the first of a kind."""
        last = next((number for kind, number in self.open if kind == item.kind), 0)
        return item.number == last + 1

    def add(self, item: Item, line: int) -> Finding | None:
        """Add an item and close the kinds opened after its own; return a finding on a gap."""
        kinds = [kind for kind, _ in self.open]
        before = 0
        if item.kind in kinds:
            at = kinds.index(item.kind)
            before = self.open[at][1]
            del self.open[at:]
        self.open.append((item.kind, item.number))
        if item.number == before + 1:
            return None
        where = f"第 {before} 项后面是“{item.shown}”" if before else f"各项从“{item.shown}”开始"
        return _broken(line, f"{where}，项的次序断了")


@dataclass
class Order:
    """The sequences of articles, headings and items at one point of the text."""

    articles: Articles = field(default_factory=Articles)
    headings: Headings = field(default_factory=Headings)
    items: Items = field(default_factory=Items)
