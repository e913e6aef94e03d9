"""A figure: its exact value, the records that it counts, and the figures of which it is made.

A figure made of other figures keeps them as its parts, so that a reader can walk down to the
records. Rounding is a matter of wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any, NamedTuple

from ledger.figures.ways import Way
from ledger.issues import Place
from ledger.records.base import LedgerType, Record
from ledger.records.dataset import Dataset
from ledger.records.period import Placing
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.official import Correction, Seal, SealedFigure
from ledger.records.walk import Steps, held_at
from ledger.remembered import Same, the_very


class Item(NamedTuple):
    """What a figure takes one by one: a record, or what stands ``at`` a place in it (分项)."""

    record: Record
    at: Steps = ()

    @property
    def way(self) -> Way:
        """The fields that lead to it; none for a record itself."""
        return tuple(step for step in self.at if isinstance(step, str))

    def held(self, way: Way) -> Any:
        """Return what stands at the end of a way that begins in the record."""
        return held_at(self.record, way, self.at)


class Sealing(NamedTuple):
    """What a seal says of a figure, and the corrections that came after, the earliest first."""

    seal: Seal
    figure: SealedFigure
    corrections: tuple[Correction, ...]

    @property
    def value(self) -> Fraction:
        """The exact value when it was sealed."""
        return Fraction(self.figure.value)


@dataclass(frozen=True, eq=False)
class Figure(Same):
    """A figure's exact value, in the unit of its definition (ratios and changes in percent).

    ``placing`` says by which day its records are placed; ``outside`` are those that meet its
    condition at another time than it tells of, ``undated`` those that do not say when. ``left_out``
    are the records that it would count were they not merged into others (并入); ``earlier``, those
    before the newest of a series, which alone is counted. ``items`` are what is taken of the records
    where that is not each record once, but each of its groups of values. ``condition`` and
    ``limits`` say in words which records are chosen, and which of their groups. Only a ``monthly``
    figure is told month by month. A figure that counts ``unseen`` records, too, is a total
    (含不可见) that holds what its edition does not list. ``folder`` is that of the document in whose time
    it is computed, with a slash; the yearly report has none. Of a figure of last year that is computed,
    ``before`` is what it was there; ``sealed`` is what the seal of its own year says of it.
    """

    definition: FigureDefinition
    value: Fraction
    ledger: LedgerType | None = None
    records: tuple[Record, ...] = ()
    parts: tuple[Figure, ...] = ()
    months: dict[str, Fraction] = field(default_factory=dict)
    monthly: bool = False
    items: tuple[Item, ...] = ()
    left_out: tuple[Record, ...] = ()
    earlier: tuple[Record, ...] = ()
    outside: tuple[Record, ...] = ()
    undated: tuple[Record, ...] = ()
    placing: Placing | None = None
    condition: str = ""
    limits: str = ""
    unseen: bool = False
    before: Figure | None = None
    folder: str = ""
    sealed: Sealing | None = None

    @property
    def taken(self) -> tuple[Item, ...]:
        """What is taken one by one: the ``items``, or each record."""
        return self.items or tuple(map(Item, self.records))

    @property
    def id(self) -> str:
        """The id in addresses and in ``data-figure``."""
        return self.definition.id

    @property
    def told_name(self) -> str:
        """The name, with the document's in whose time the figure is computed."""
        return f"{self.name}（{self.folder.rstrip('/')}）" if self.folder else self.name

    @property
    def page(self) -> str:
        """The page, below docs/, of its evidence."""
        return f"figures/{self.folder}{self.id}.md"

    @property
    def address(self) -> str:
        """The address of that page, below the site's own."""
        return f"figures/{self.folder}{self.id}/"

    @property
    def name(self) -> str:
        """The Chinese name by which prose asks for it."""
        return self.definition.name


def the_same(figure: Figure) -> Figure:
    """Return the very figure that was computed before, where nothing in it is another.

    A seal holds lists: a figure that was sealed is new each time.
    """
    if figure.sealed:
        return figure
    held = (getattr(figure, each.name) for each in fields(figure))
    return the_very(
        figure, *(tuple(each.items()) if isinstance(each, dict) else each for each in held)
    )


def years_back(figure: Figure) -> int:
    """Return how many years before its own a figure tells of."""
    return 1 + years_back(figure.before) if figure.before else 0


def counted_before(figure: Figure) -> list[Figure]:
    """Return what counts the records of a figure of an earlier year that is made of others there.

    Each tells of as many years back as the figure. One that counts records itself has none.
    """
    found = _counting(figure) if figure.before and not figure.ledger else ()
    return list({part.id: part for part in found}.values())


def _counting(figure: Figure) -> Iterator[Figure]:
    """Yield a figure that counts records, or those of which it is made, as of the year it tells of."""
    if figure.ledger:
        yield figure
    elif figure.before:
        for part in _counting(figure.before):
            yield replace(part, before=part)
    else:
        for part in figure.parts:
            yield from _counting(part)


def reads_partial(figure: Figure, dataset: Dataset) -> bool:
    """Whether some of what a figure counts could not be read."""
    years = [dataset, *(dataset.beside.values() if figure.definition.ever else ())]
    own = figure.ledger is not None and any(figure.ledger.name in each.partial for each in years)
    return own or any(reads_partial(part, dataset) for part in figure.parts)


def counts_hidden(figure: Figure) -> bool:
    """Whether a figure, or one of which it is made, is a total that counts what is hidden, too."""
    made_of = (*figure.parts, *filter(None, [figure.before]))
    return figure.definition.with_hidden or any(counts_hidden(part) for part in made_of)


def counted_in(figures: Iterable[Figure]) -> dict[Place, list[Figure]]:
    """Return, by the place of a record, the figures on whose pages it is listed as counted.

    A record is the same under whichever year's name.
    """
    found: dict[Place, list[Figure]] = {}
    for figure in figures:
        records = (record for each in (figure, *counted_before(figure)) for record in each.records)
        for place in dict.fromkeys(record.place() for record in records):
            found.setdefault(place, []).append(figure)
    return found
