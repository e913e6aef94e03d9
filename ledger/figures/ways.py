"""The ways to values: through groups of values (分项), and lists of them, inside a record.

A clerk writes a way as its keys with dots between: ``验收.日期``, ``章.条.岗位``. In data it is a tuple
of fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import get_origin

from ledger.issues import Mistake
from ledger.records.base import Part, part_of
from ledger.records.editions import way_for_all
from ledger.records.fields import Choice, Time, holds, mark_of

Way = tuple[str, ...]


@cache
def ways(kind: type[Part]) -> Mapping[str, Way]:
    """Return the ways to all that a type holds, by their keys."""
    found: dict[str, Way] = {}
    for field, info in kind.model_fields.items():
        key, group = kind.key_of(field), part_of(kind, kind.key_of(field))
        found.setdefault(key, (field,))
        if group and get_origin(info.annotation) is not dict:
            found |= {f"{key}.{name}": (field, *way) for name, way in ways(group).items()}
    return found


def key_of(kind: type[Part], way: Way) -> str:
    """Return the keys of a way."""
    return ".".join(holder(kind, way[: n + 1]).key_of(field) for n, field in enumerate(way))


def holder(kind: type[Part], way: Way) -> type[Part]:
    """Return the type of the group in which a way ends: the record's own, or one inside."""
    for field in way[:-1]:
        kind = part_of(kind, kind.key_of(field)) or kind
    return kind


def lists(kind: type[Part], way: Way) -> list[Way]:
    """Return the beginnings of a way, or all of it, that end in a list."""
    parts = (way[: n + 1] for n in range(len(way)))
    return [part for part in parts if is_list(holder(kind, part), part[-1])]


def secret(kind: type[Part], way: Way) -> Mistake | None:
    """Return the mistake of a way that not everybody may see; nothing of one that is open."""
    try:
        way_for_all(kind, way)
    except Mistake as mistake:
        return mistake
    return None


def is_number(kind: type[Part], field: str) -> bool:
    """Whether a field holds numbers."""
    return holds(kind, field, int, Decimal)


def is_value(kind: type[Part], field: str) -> bool:
    """Whether a field holds values, and no group of them."""
    return part_of(kind, kind.key_of(field)) is None


def is_list(kind: type[Part], field: str) -> bool:
    """Whether a field holds a list."""
    return get_origin(kind.model_fields[field].annotation) is list


@cache
def begun(kind: type[Part], way: Way) -> str | None:
    """Return the field with the day or month that the groups at the end of a way must state.

    They are there since then. Where they need not state one, they are there with their record.
    """
    group = part_of(holder(kind, way), holder(kind, way).key_of(way[-1]))
    return (
        next((field for field in group.model_fields if _is_due_day(group, field)), None)
        if group
        else None
    )


def _is_due_day(kind: type[Part], field: str) -> bool:
    due = kind.model_fields[field].is_required() and mark_of(kind, field, Time)
    return bool(due) and (holds(kind, field, date) or mark_of(kind, field, Choice) is None)
