"""Two versions -> the figures that changed, each with the records that caused it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.changes.model import (
    CHANGED,
    COUNTED_BY_CHANGE,
    COUNTED_UNCHANGED,
    GONE,
    LEFT_BY_CHANGE,
    LEFT_UNCHANGED,
    NEW,
    SAME,
    Cause,
    FigureChange,
    KeyChange,
    ValueChange,
)
from ledger.changes.records import INSIDE, Compared, Key, key_changes, paired
from ledger.figures.figure import Figure, reads_partial
from ledger.figures.methods.register import method_of
from ledger.figures.wording import figure_text
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.types.indicators import FigureDefinition

#: keys of a definition that place a figure in lists and do not define its value
_LISTING = {"分组", "首页"}
Figures = tuple[Figure, ...]
#: shown for a figure that cannot be computed
UNCOMPUTED = "算不出"


def compare(old: Project, new: Project, records: Compared) -> tuple[FigureChange, ...]:
    """Compare the figures by their 编号, in the order of the new definitions."""
    definitions = old.dataset.of(FigureDefinition), new.dataset.of(FigureDefinition)
    pairs = paired(*definitions, lambda definition: definition.id)
    return tuple(
        change
        for _, before, after in pairs
        if (change := _compared(_Side(old, before), _Side(new, after), records))
    )


class _Side:
    """A figure in one of the versions: its definition, and its value where it was computed."""

    def __init__(self, project: Project, definition: FigureDefinition | None) -> None:
        self.project, self.definition = project, definition
        found = project.figures.get(definition.name) if definition else None
        # a name that two definitions share belongs to the first
        self.figure = found if found and found.definition is definition else None

    @property
    def parts(self) -> Figures:
        """The figures that this figure is computed from.

        Where this figure cannot be computed: those of its parts that can be.
        """
        if self.figure or self.definition is None:
            return self.figure.parts if self.figure else ()
        words = method_of(self.definition).named(self.definition)
        known = self.project.dataset.words("指标")
        names = [definition.name for word in words if (definition := known.get(word))]  # type: ignore[attr-defined]
        return tuple(self.project.figures[name] for name in names if name in self.project.figures)

    @property
    def shown(self) -> str | None:
        if self.definition is None:
            return None
        return figure_text(self.figure) if self.figure else UNCOMPUTED


def _compared(old: _Side, new: _Side, records: Compared) -> FigureChange | None:
    there = new.definition or old.definition
    assert there is not None
    how = NEW if old.definition is None else GONE if new.definition is None else CHANGED
    definition = _definition(old.definition, new.definition)
    if old.shown == new.shown and not definition:
        return None
    revalued = old.shown != new.shown
    return FigureChange(
        there.id,
        there.name,
        how,
        old.shown,
        new.shown,
        definition,
        tuple(_parts(old.parts, new.parts)) if revalued and how == CHANGED else (),
        tuple(_causes(old, new, records).values()) if revalued else (),
        revalued and any(_reads_partial(side.figure, side.project) for side in (old, new)),
    )


def _definition(
    old: FigureDefinition | None, new: FigureDefinition | None
) -> tuple[KeyChange, ...]:
    """Return the changed keys of a definition; none where only its place in lists changed."""
    found = tuple(key_changes(old, new)) if old and new else ()
    return found if any(change.key not in _LISTING for change in found) else ()


def _parts(old: Figures, new: Figures) -> Iterator[ValueChange]:
    """Yield the parts of a figure whose values changed."""
    for _, one, other in paired(old, new, lambda part: part.id):
        values = [figure_text(part) if part else "" for part in (one, other)]
        if (there := other or one) and values[0] != values[1]:
            yield ValueChange(there.name, values[0], values[1], there.id)


def _causes(old: _Side, new: _Side, records: Compared) -> dict[Key, Cause]:
    """Return the records that changed the value, directly or through the figure's parts."""
    found: dict[Key, Cause] = {}
    if all(side.figure or side.definition is None for side in (old, new)):
        found = _own_causes(old.figure, new.figure, records)
    return _part_causes(old.parts, new.parts, records) | found


def _part_causes(old: Figures, new: Figures, records: Compared) -> dict[Key, Cause]:
    found: dict[Key, Cause] = {}
    for _, one, other in paired(old, new, lambda part: part.id):
        parts = [figure.parts if figure else () for figure in (one, other)]
        causes = _own_causes(one, other, records) | _part_causes(parts[0], parts[1], records)
        found = causes | found
    return found


def _own_causes(old: Figure | None, new: Figure | None, records: Compared) -> dict[Key, Cause]:
    before, after = (_counted(figure, records) for figure in (old, new))
    relevant = _summed(old) | _summed(new)
    both = old is not None and new is not None
    found: dict[Key, Cause] = {}
    for key in dict.fromkeys([*after, *before]):
        change = records.changes[key]
        if key in before and key in after:
            touched = {each.key.partition(INSIDE)[0] for each in change.keys}
            how = CHANGED if touched & relevant else ""
        else:
            how = (
                _cause_of_change(change.how, key in after) if both else _cause_of_other(change.how)
            )
        if how:
            found[key] = Cause(how, change)
    return found


def _cause_of_change(how: str, counted: bool) -> str:
    """Return why a figure counts a record now, or no longer counts it."""
    if how == SAME:
        return COUNTED_UNCHANGED if counted else LEFT_UNCHANGED
    if how == CHANGED:
        return COUNTED_BY_CHANGE if counted else LEFT_BY_CHANGE
    return how


def _cause_of_other(how: str) -> str:
    """Return how a record of a new or removed figure changed; empty where it did not."""
    return "" if how == SAME else how


def _counted(figure: Figure | None, records: Compared) -> Sequence[Key]:
    counted: Sequence[Record] = figure.records if figure else ()
    return list(dict.fromkeys(map(records.key, counted)))


def _summed(figure: Figure | None) -> set[str]:
    """Return the keys of a counted record that determine the figure's value."""
    return method_of(figure.definition).keys(figure) if figure else set()


def _reads_partial(figure: Figure | None, project: Project) -> bool:
    """Whether a ledger that a figure counts, or a part counts, could not be read to the end."""
    return figure is not None and reads_partial(figure, project.dataset)
