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

#: keys of a definition that say where a figure is listed, not what it is
_LISTING = {"分组", "首页"}
Figures = tuple[Figure, ...]
#: what is shown for a figure that its definition or the records do not let compute
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
    """A figure in one of the versions: its definition, and its value where it has one."""

    def __init__(self, project: Project, definition: FigureDefinition | None) -> None:
        self.project, self.definition = project, definition
        found = project.figures.get(definition.name) if definition else None
        # a name that two definitions share belongs to the first
        self.figure = found if found and found.definition is definition else None

    @property
    def parts(self) -> Figures:
        """The figures it is made of; of one that cannot be computed, those that can be."""
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
    """Return what changed in a definition, unless it only is listed elsewhere."""
    found = tuple(key_changes(old, new)) if old and new else ()
    return found if any(change.key not in _LISTING for change in found) else ()


def _parts(old: Figures, new: Figures) -> Iterator[ValueChange]:
    """Yield the figures of which a figure is made whose values changed."""
    for _, one, other in paired(old, new, lambda part: part.id):
        values = [figure_text(part) if part else "" for part in (one, other)]
        if (there := other or one) and values[0] != values[1]:
            yield ValueChange(there.name, values[0], values[1], there.id)


def _causes(old: _Side, new: _Side, records: Compared) -> dict[Key, Cause]:
    """Return what made the difference: in a figure made of others, what did so in those."""
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
            how = _came(change.how, key in after) if both else _listed(change.how)
        if how:
            found[key] = Cause(how, change)
    return found


def _came(how: str, counted: bool) -> str:
    """Say how a record came to be counted, or no longer to be."""
    if how == SAME:
        return COUNTED_UNCHANGED if counted else LEFT_UNCHANGED
    if how == CHANGED:
        return COUNTED_BY_CHANGE if counted else LEFT_BY_CHANGE
    return how


def _listed(how: str) -> str:
    """Of a figure that is itself new or gone, only what changed is told."""
    return "" if how == SAME else how


def _counted(figure: Figure | None, records: Compared) -> Sequence[Key]:
    counted: Sequence[Record] = figure.records if figure else ()
    return list(dict.fromkeys(map(records.key, counted)))


def _summed(figure: Figure | None) -> set[str]:
    """Return the keys of a counted record that the value depends on."""
    return method_of(figure.definition).keys(figure) if figure else set()


def _reads_partial(figure: Figure | None, project: Project) -> bool:
    """Whether some of what a figure counts could not be read."""
    return figure is not None and reads_partial(figure, project.dataset)
