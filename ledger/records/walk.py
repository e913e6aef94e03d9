"""A walk through a record: every single value that it holds, in groups and lists at any depth.

All that looks for values (texts, references, days) takes them from here. What builds a record or
a text anew from a record's values (``editions``, ``values``, the workbook) does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from ledger.records.base import Part, Record, part_of
from ledger.records.fields import Ref, mark_of
from ledger.remembered import remembered

#: Chinese keys and, in lists, positions from 0: what ``Record.place`` takes
Path = tuple[str | int, ...]
#: the same with fields in place of keys
Steps = tuple[str | int, ...]
#: the fields on a way, each with the type that has the field
Fields = tuple[tuple[type[Part], str], ...]


class Value(NamedTuple):
    """A single value of a record: a text, a number, a day; never a group, a list or None.

    ``path`` leads to the value from the record, through ``fields``; the last field holds it.
    """

    path: Path
    fields: Fields
    held: Any

    @property
    def way(self) -> tuple[str, ...]:
        """The names of the fields that lead to the value, which lists they stand in aside."""
        return tuple(field for _, field in self.fields)

    @property
    def key(self) -> str:
        """The key under which the value was typed."""
        return next(step for step in reversed(self.path) if isinstance(step, str))

    def mark(self, kind: type) -> Any:
        """Return the mark (``Ref``, ``Time`` …) of the field that holds the value, or None."""
        return mark_of(*self.fields[-1], kind)


@remembered
def walk(record: Record) -> tuple[Value, ...]:
    """Return the values of a record in the order of its fields."""
    return tuple(some(record))


@remembered
def texts(record: Record) -> tuple[Value, ...]:
    """Return the values of a record that are texts."""
    return tuple(value for value in walk(record) if isinstance(value.held, str))


@remembered
def references(record: Record) -> tuple[Value, ...]:
    """Return the values of a record that name records."""
    return tuple(each for each in some(record, leading(type(record), Ref)) if each.mark(Ref))


def some(part: Part, only: tuple[str, ...] | None = None) -> list[Value]:
    """Return the values of some fields in their order, or of all."""
    found: list[Value] = []
    held = vars(part)
    for field, path, fields in _first_steps(type(part), only):
        _gather(held[field], path, fields, found)
    return found


def _gather(value: Any, path: Path, fields: Fields, found: list[Value]) -> None:
    if isinstance(value, str):  # most are, and to ask whether it is a group takes long
        found.append(Value(path, fields, value))
    elif isinstance(value, list | dict):
        for step, each in enumerate(value) if isinstance(value, list) else value.items():
            _gather(each, (*path, step), fields, found)
    elif isinstance(value, Part):
        held = vars(value)
        for field, own, first in _first_steps(type(value), None):
            _gather(held[field], path + own, fields + first, found)
    elif value is not None:
        found.append(Value(path, fields, value))


@cache
def _first_steps(
    kind: type[Part], only: tuple[str, ...] | None
) -> tuple[tuple[str, Path, Fields], ...]:
    fields = kind.model_fields if only is None else only
    return tuple((field, (kind.key_of(field),), ((kind, field),)) for field in fields)


@cache
def leading(kind: type[Part], mark: type) -> tuple[str, ...]:
    """Return the fields that bear a mark, or hold a group with such a field, at any depth."""
    return tuple(field for field in kind.model_fields if _leads(kind, field, mark))


def _leads(kind: type[Part], field: str, mark: type) -> bool:
    group = part_of(kind, kind.key_of(field))
    return bool(mark_of(kind, field, mark) or (group and leading(group, mark)))


def held_at(part: Part | None, fields: Sequence[str], at: Steps = ()) -> Any:
    """Return what stands at the end of a way of fields through groups; None where one is missing.

    In a list on the way it is what stands there in the group at the position that ``at`` tells, or,
    where it tells none, in all of them, as a list.
    """
    held: Any = part
    for number, field in enumerate(fields):
        if held is None:
            return None
        held = getattr(held, field)
        at = at[1:] if at and at[0] == field else ()
        if not isinstance(held, list):
            continue
        if at:
            held, at = held[cast(int, at[0])], at[1:]
        elif rest := fields[number + 1 :]:
            return [found for each in held if (found := held_at(each, rest)) is not None]
    return held
