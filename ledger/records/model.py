"""Classes whose annotations say what may be typed: fields with a Chinese key, a type and marks.

A field is ``name: Annotated[type, marks…] = Field(alias="键")``. Its type is a single value, a
``Model``, a list or a dictionary of such, or any of these or None. A mark that is a ``Reading``
makes the value of what was typed; without one a single value stays as it was typed. Annotations are
looked at when the first record of a class is read: most commands need few of the classes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self, get_args, get_origin

from ledger.issues import Mistake, nearest

#: keys and, in lists, positions from 0: where a value stands in what was typed
Way = tuple[str | int, ...]
#: makes a value of what was typed, and of what the reading rests on; raises ``Mistake`` for a wrong
#: one, ``Faults`` for a group of them
Read = Callable[[Any, Any], Any]
#: the default of a field that must be typed
REQUIRED: Any = object()


class Fault(NamedTuple):
    """What is wrong with a value: where it stands, the kind of the finding, what the reading says."""

    way: Way
    code: str
    mistake: Mistake | None = None


class Faults(Exception):
    """Raised with all that is wrong in a group of values."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = list(faults)


@dataclass(frozen=True)
class Reading:
    """Marks a field whose value ``read`` makes of what was typed."""

    read: Callable[[Any], Any]

    def take(self, typed: Any, known: Any) -> Any:  # noqa: ARG002
        """Return the value; ``known`` is what a reading may rest on, this one on nothing."""
        return self.read(typed)


@dataclass
class FieldInfo:
    """What a class says of a field; ``annotation`` is its type without the outermost marks."""

    alias: str
    description: str
    default: Any
    annotation: Any = None
    metadata: tuple[Any, ...] = ()

    def hold(self, found: Any) -> None:
        """Take a type with its marks."""
        self.metadata = getattr(found, "__metadata__", ())
        self.annotation = get_args(found)[0] if self.metadata else found

    def is_required(self) -> bool:
        """Whether it must be typed."""
        return self.default is REQUIRED

    def get_default(self) -> Any:
        """Return what the field holds where nothing is typed; a list or dictionary is a new one."""
        return copy(self.default) if isinstance(self.default, list | dict) else self.default


def Field(*, alias: str, description: str = "", default: Any = REQUIRED) -> Any:  # noqa: N802
    """Declare a field in a class; ``description`` is for the guide."""
    return FieldInfo(alias, description, default)


class Kind(type):
    """The class of such classes."""

    @property
    def model_fields(cls: type[Model]) -> dict[str, FieldInfo]:  # type: ignore[misc]
        """The fields in their order."""
        return _fields(cls)


class Model(metaclass=Kind):
    """A group of typed values that nobody changes."""

    _declared: ClassVar[dict[str, FieldInfo]] = {}
    #: the field (a dictionary) that holds what stands under keys of the writer's own
    further: ClassVar[str | None] = None

    def __init_subclass__(cls) -> None:
        """Take the declarations of the fields, which are no values, out of the class."""
        own = {name: each for name, each in vars(cls).items() if isinstance(each, FieldInfo)}
        for name in own:
            delattr(cls, name)
        cls._declared = cls._ordered({**cls._declared, **own})

    @classmethod
    def _ordered(cls, fields: dict[str, FieldInfo]) -> dict[str, FieldInfo]:
        """Return the fields in the order in which they are shown."""
        return fields

    @classmethod
    def model_validate(cls, typed: Any, known: Any = None) -> Self:
        """Read what was typed; ``known`` is for the readings (``Reading.take``). Raises ``Faults``."""
        if not isinstance(typed, Mapping):
            raise Faults([Fault((), "value.group")])
        faults: list[Fault] = []
        held: dict[str, Any] = {}
        keys = {info.alias for name, info in cls.model_fields.items() if name != cls.further}
        strange = [key for key in typed if key not in keys]
        for name, info, read in _plan(cls):
            key = info.alias
            if name == cls.further:
                own = _own(typed, strange, keys)
                strange = [each for each in strange if each not in own]
                held[name] = _taken_here(read, own, known, faults)
                continue
            if key not in typed:
                held[name] = info.get_default()
                if info.is_required():
                    faults.append(Fault((key,), "key.missing"))
                continue
            held[name] = _taken(read, typed[key], known, key, faults)
        faults += (Fault((key,), "key.unknown") for key in strange)
        if faults:
            raise Faults(faults)
        return cls._of(held)

    @classmethod
    def model_of_some(cls, typed: Mapping[str, Any], known: Any = None) -> Self:
        """Return a group of the values that can be read; each other field holds its default, or None."""
        infos = cls.model_fields.items()
        held = {name: None if info.is_required() else info.get_default() for name, info in infos}
        for name, info, read in _plan(cls):
            if info.alias not in typed:
                continue
            value, group, faults = typed[info.alias], _group(info.annotation), list[Fault]()
            if group and isinstance(value, Mapping):
                held[name] = group.model_of_some(value, known)
            else:
                found = _taken(read, value, known, info.alias, faults)
                held[name] = held[name] if faults else found
        return cls._of(held)

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """Return a group of these values, unchecked; the other fields hold their defaults."""
        defaults = {name: info.get_default() for name, info in cls.model_fields.items()}
        return cls._of(defaults | values)

    @classmethod
    def _of(cls, held: dict[str, Any]) -> Self:
        made = cls.__new__(cls)
        vars(made).update(held)
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return a copy with other values in some fields."""
        return self._of({**vars(self), **update})

    def __setattr__(self, name: str, value: Any) -> None:
        if name in type(self).model_fields:
            raise AttributeError(f"{name} of a {type(self).__name__} does not change")
        super().__setattr__(name, value)

    def _values(self) -> list[Any]:
        return [getattr(self, name, None) for name in type(self).model_fields]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(tuple(self._values()))

    def __repr__(self) -> str:
        said = zip(type(self).model_fields, self._values(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in said)})"


@cache
def _fields(kind: type[Model]) -> dict[str, FieldInfo]:
    """Return the fields of a class with their types."""
    notes: dict[str, tuple[str, dict[str, Any]]] = {}
    for base in reversed(kind.__mro__):
        where = vars(sys.modules[base.__module__])
        notes |= {
            name: (note, where) for name, note in vars(base).get("__annotations__", {}).items()
        }
    for name, info in kind._declared.items():
        if info.annotation is None:
            note, where = notes[name]
            info.hold(eval(note, where))  # as Python does, where nothing puts it off
    return kind._declared


@cache
def _plan(kind: type[Model]) -> list[tuple[str, FieldInfo, Read]]:
    """Return how each field of a class is read."""
    return [(name, info, _filled(info)) for name, info in kind.model_fields.items()]


def _filled(info: FieldInfo) -> Read:
    """Return how a field is read: a list that must be given is not empty."""
    read = _read(info.annotation, info.metadata)
    if not info.is_required():
        return read

    def filled(typed: Any, known: Any) -> Any:
        if (value := read(typed, known)) == []:
            raise Mistake("没有填写；至少写一项", "value.blank")
        return value

    return filled


def _read(annotation: Any, marks: tuple[Any, ...] = ()) -> Read:
    """Return how a value of a type is read: by the innermost mark last, as they are written."""
    if get_origin(annotation) is Annotated:
        return _read(get_args(annotation)[0], annotation.__metadata__)
    readings: list[Read] = [mark.take for mark in reversed(marks) if isinstance(mark, Reading)]
    if inner := _inner(annotation):
        readings.append(inner)
    if len(readings) == 1:
        return readings[0]

    def read(typed: Any, known: Any) -> Any:
        for each in readings:
            typed = each(typed, known)
        return typed

    return read


def _inner(annotation: Any) -> Read | None:
    """Return how a group, a list or a dictionary is read; None for a single value."""
    parts = get_args(annotation)
    if get_origin(annotation) in (list, dict):
        return _each(get_origin(annotation), _read(parts[-1]))
    if parts:  # of a type or None: nobody can type None
        return _read(next(part for part in parts if part is not type(None)))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation.model_validate
    return None


def _group(annotation: Any) -> type[Model] | None:
    """Return the class of a type that is one group of values, or such a group or None."""
    if get_origin(annotation) in (list, dict):
        return None
    if parts := get_args(annotation):
        return _group(next(part for part in parts if part is not type(None)))
    return annotation if isinstance(annotation, type) and issubclass(annotation, Model) else None


def _each(kind: type[list[Any] | dict[Any, Any]], read: Read) -> Read:
    """Return how the values of a list or a dictionary are read."""

    def each(typed: Any, known: Any) -> Any:
        if not isinstance(typed, kind):
            raise Faults([Fault((), "value.single" if kind is list else "value.group")])
        faults: list[Fault] = []
        steps = typed.items() if isinstance(typed, dict) else enumerate(typed)
        found = {step: _taken(read, value, known, step, faults) for step, value in steps}
        if faults:
            raise Faults(faults)
        return found if kind is dict else [*found.values()]

    return each


def _own(typed: Mapping[str, Any], strange: list[str], keys: set[str]) -> dict[str, Any]:
    """Return what stands under further keys, but those that look like a known key misspelt."""
    absent = [key for key in keys if key not in typed]
    return {key: typed[key] for key in strange if not nearest(key, absent)}


def _taken_here(read: Read, typed: dict[str, Any], known: Any, faults: list[Fault]) -> Any:
    """Return the values of a dictionary that has no key of its own, or add what is wrong."""
    try:
        return read(typed, known)
    except Faults as inner:
        faults += inner.faults
    return {}


def _taken(read: Read, typed: Any, known: Any, step: str | int, faults: list[Fault]) -> Any:
    """Return the value at a step of the way, or add what is wrong with it."""
    try:
        return read(typed, known)
    except Mistake as mistake:
        faults.append(Fault((step,), mistake.code, mistake))
    except Faults as inner:
        faults += (fault._replace(way=(step, *fault.way)) for fault in inner.faults)
    return None
