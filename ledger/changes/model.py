"""The content of a change sheet: plain values, independent of the sheet's form."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.changes.marks import Piece, marked
from ledger.issues import Place
from ledger.records.base import Record

#: what happened to a record, a figure or a paragraph
NEW, GONE, CHANGED, SAME, MOVED = "新增", "删去", "改动", "未改", "移动"
#: why a figure counts, or no longer counts, a record that exists in both versions
COUNTED_BY_CHANGE, LEFT_BY_CHANGE = "改后计入", "改后不计"
COUNTED_UNCHANGED, LEFT_UNCHANGED = "现在计入", "不再计入"


@dataclass(frozen=True)
class KeyChange:
    """A key of a record, or of a group of values inside it, and its value before and after."""

    key: str
    old: str
    new: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The value with its changed words marked."""
        return marked(self.old, self.new)


@dataclass(frozen=True)
class RecordChange:
    """A record and what happened to it. Its place is in the newer version that holds the record.

    ``counted`` names the figures that count the record; ``record`` is None where it is gone.
    """

    ledger: str
    id: str
    headline: str
    place: Place
    how: str
    keys: tuple[KeyChange, ...] = ()
    counted: tuple[str, ...] = ()
    record: Record | None = field(default=None, compare=False, repr=False)

    @property
    def happened(self) -> bool:
        """Whether anything happened to the record itself."""
        return self.how != SAME


@dataclass(frozen=True)
class Cause:
    """Why a figure changed: a record, and how it changed the figure."""

    how: str
    record: RecordChange


@dataclass(frozen=True)
class ValueChange:
    """A figure, or another word of the prose: its name, and its text before and after."""

    name: str
    old: str
    new: str
    id: str = ""


@dataclass(frozen=True)
class FigureChange:
    """A figure whose shown value or definition changed; a value is None where there is no figure.

    ``parts`` are those of its parts whose values changed. The figure is ``doubtful`` where a
    ledger behind it could not be read to the end.
    """

    id: str
    name: str
    how: str
    old: str | None
    new: str | None
    definition: tuple[KeyChange, ...] = ()
    parts: tuple[ValueChange, ...] = ()
    causes: tuple[Cause, ...] = ()
    doubtful: bool = False

    @property
    def revalued(self) -> bool:
        """Whether the shown value changed."""
        return self.old != self.new


@dataclass(frozen=True)
class ParagraphChange:
    """A changed paragraph as its readers see it.

    ``values`` are its changed words where the typed text did not change. ``came_from`` is where
    a moved paragraph stood: file and heading.
    """

    how: str
    place: Place
    heading: str
    pieces: tuple[Piece, ...]
    values: tuple[ValueChange, ...] = ()
    came_from: tuple[str, str] | None = None


@dataclass(frozen=True)
class RuleChange:
    """A finding in a file, with its lines, and its number before and now."""

    path: str
    lines: tuple[int, ...]
    message: str
    old: int
    new: int


@dataclass(frozen=True)
class Note:
    """A note that the reader needs before the rest; ``details`` quote the authors' files."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All changes between two versions; ``notes`` name what could not be compared, and why."""

    old: str
    new: str
    notes: tuple[Note, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    paragraphs: tuple[ParagraphChange, ...] = ()
    broken: tuple[RuleChange, ...] = ()
    mended: tuple[RuleChange, ...] = ()
    others: tuple[RecordChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.figures or self.paragraphs or self.broken or self.mended or self.others)
