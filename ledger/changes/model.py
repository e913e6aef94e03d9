"""What a change sheet says: plain values, ready to be written in any form."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.changes.marks import Piece, marked
from ledger.issues import Place
from ledger.records.base import Record

#: what happened to a record, a figure or a paragraph
NEW, GONE, CHANGED, SAME, MOVED = "新增", "删去", "改动", "未改", "移动"
#: how a record came to be counted, or no longer to be, without being new or gone
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
    """A record and what happened to it. The place is in the revision that holds it last.

    ``counted`` names the figures that count it; ``record`` is there where it still exists.
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
    """Why a figure changed: a record, and how it came to matter."""

    how: str
    record: RecordChange


@dataclass(frozen=True)
class ValueChange:
    """A figure, or another word of the prose, by its name, and what it says before and after."""

    name: str
    old: str
    new: str
    id: str = ""


@dataclass(frozen=True)
class FigureChange:
    """A figure whose value as shown or whose definition changed; None where there is no figure.

    ``parts`` are the figures it is made of whose values changed. A value is doubtful where one of
    the ledgers behind it could not be read to the end.
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
        """Whether the value as shown is another one."""
        return self.old != self.new


@dataclass(frozen=True)
class ParagraphChange:
    """A paragraph as its readers see it. ``values`` is filled where nothing else changed.

    ``came_from`` is where a moved paragraph stood: file and heading.
    """

    how: str
    place: Place
    heading: str
    pieces: tuple[Piece, ...]
    values: tuple[ValueChange, ...] = ()
    came_from: tuple[str, str] | None = None


@dataclass(frozen=True)
class RuleChange:
    """A finding in a file, with its lines, and how often it was found before and is found now."""

    path: str
    lines: tuple[int, ...]
    message: str
    old: int
    new: int


@dataclass(frozen=True)
class Note:
    """What a reader must know before the rest; the details quote what was typed."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All that changed between two versions; ``notes`` say what could not be compared, and why."""

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
