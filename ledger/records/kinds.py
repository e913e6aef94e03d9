"""A declared ledger -> the type of its records, as if it stood in the code.

A field bears the name of its key, but for the few that rules know of every ledger. In all else a
declared type is like one that is written in Python. What is wrong in a declaration is left out here
and told by ``declarations``.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import new_class
from typing import Annotated, Any, Union, cast

from ledger.records import fields
from ledger.records.base import LedgerType, Names, Numbered, Pairs, Part, Proofs, Record, part_of
from ledger.records.fields import Attachment, Audience, Choice, Many, Ref, Time
from ledger.records.model import REQUIRED, Field, FieldInfo, Kind, Reading
from ledger.records.types import declared as types
from ledger.records.types.declared import Declaration, DeclaredKey, DeclaredState, InnerKey
from ledger.remembered import remembered
from ledger.wordlists import STATES, Role, Word

OPTION, REFERENCE, GROUP, AMOUNT, ATTACHED = "选项", "引用", "分项", "金额", "附件"
#: what the types of a key hold that need no other word
_SINGLE: dict[str, Any] = {
    "文字": fields.Line,
    "整数": fields.Count,
    "小数": fields.Amount,
    AMOUNT: fields.Amount,
    "日期": fields.Day,
    "月份": fields.Month,
    "季度": Annotated[str, Choice("一季度", "二季度", "三季度", "四季度"), Time()],
    "年份": fields.Year,
    "是否": fields.Yes,
    ATTACHED: Annotated[fields.Line, Attachment()],
}
types.TYPES |= dict.fromkeys((*_SINGLE, OPTION, REFERENCE, GROUP))
AMOUNTS = ("小数", AMOUNT)
NUMBERS = ("整数", *AMOUNTS)
DAYS = ("日期", "月份", "季度")
#: the key that holds the state of a record
STATE = "状态"
#: the keys by which others may name a record
NAMES = ("名称", "简称")
#: the fields that rules know of every ledger, by their keys
_KNOWN = {"编号": "id", "名称": "name", "简称": "short", STATE: "state"}


def field_name(key: str) -> str:
    """Return the field of a declared key."""
    return _KNOWN.get(key, key)


@remembered
def declared(declaration: Declaration, base: type[Record], files: str, slug: str) -> LedgerType:
    """Return the ledger of a declaration, whose records are of a new type.

    ``base`` is the type of the records to which it adds keys, or ``Numbered``.
    """
    kind = _kind(declaration, base, (files, slug))
    ledger = LedgerType(declaration.name, kind, files, slug, usual=declaration.usual, declared=True)
    kind.ledger = ledger
    return ledger


def _kind(declaration: Declaration, base: type[Record], place: tuple[str, str]) -> type[Record]:
    made_of = (declaration, base, *place)
    new = (key for key in declaration.keys if not base.field_of(key.key))
    made = _held((key, _field(key, made_of)) for key in new)
    added = tuple(made)
    made |= _tightened(declaration, base)
    if declaration.readers != fields.EDITIONS[0] and base is Numbered:
        made["readers"] = _readers(declaration.readers)
    kind = cast(type[Record], _class(base, made, made_of))
    kind.added = added if base is not Numbered else ()
    for name, value in _attributes(declaration, base, kind).items():
        setattr(kind, name, value)
    return kind


def _class(base: type[Part], held: dict[str, FieldInfo], made_of: tuple[Any, ...]) -> type[Part]:
    """Return a new type; what it is ``made_of`` lets another process make it again."""
    body = {**held, "_made_of": made_of, "__module__": __name__}
    return cast(
        type[Part], new_class(base.__name__, (base,), exec_body=lambda new: new.update(body))
    )


def _held(keys: Iterable[tuple[InnerKey, FieldInfo | None]]) -> dict[str, FieldInfo]:
    """Return the fields by their names, without those of which the key says too little."""
    return {field_name(key.key): info for key, info in keys if info}


def _readers(widest: str) -> FieldInfo:
    """Return the key 可见 of a ledger that is for some readers only: no record is for more."""
    words = fields.EDITIONS[fields.EDITIONS.index(widest) :]
    info: FieldInfo = Field(
        alias=Record.key_of("readers"), description=f"这一条给谁看，不写是{widest}", default=widest
    )
    info.hold(Annotated[str, Choice(*words)])
    return info


def _tightened(declaration: Declaration, base: type[Record]) -> dict[str, FieldInfo]:
    """Return the keys of the code that the declaration makes required."""
    found = {}
    for key in declaration.keys:
        name = base.field_of(key.key)
        if name and key.required:
            found[name] = replace(base.model_fields[name], default=REQUIRED)
    return found


def _field(key: DeclaredKey, made_of: tuple[Any, ...]) -> FieldInfo | None:
    """Return a field of the records; None where the key says too little."""
    if key.type != GROUP:
        return _info(key, _single(key))
    inner = _held((each, _info(each, _single(each))) for each in key.parts)
    if not inner:
        return None
    group = _class(Part, inner, (*made_of, key.key))
    group.units = _units(key.parts)
    return _info(key, group)


def _units(keys: Sequence[InnerKey]) -> dict[str, str]:
    """Return the units of the fields that have one."""
    return {field_name(key.key): key.unit for key in keys if key.unit}


def _info(key: InnerKey, single: Any) -> FieldInfo | None:
    if single is None:
        return None
    info: FieldInfo = Field(alias=key.key, description=_description(key))
    if key.several:
        info.hold(Annotated[list[single], Many, *_audience(key)])
    elif key.required or (key.type == "是否" and not key.audience):
        info.hold(Annotated[single, *_audience(key)] if key.audience else single)
    else:
        optional = Union[single, None]  # noqa: UP007 (of a type that is known only now)
        info.hold(Annotated[optional, *_audience(key)] if key.audience else optional)
    if not key.required:
        is_yes = key.type == "是否" and not key.audience  # what is hidden says neither 是 nor 否
        info.default = [] if key.several else False if is_yes else None
    return info


def _audience(key: InnerKey) -> tuple[Audience, ...]:
    return (Audience(key.audience),) if key.audience else ()


def _description(key: InnerKey) -> str:
    return "；".join(filter(None, (key.unit, key.note)))


def _single(key: InnerKey) -> Any:
    """Return the type of one value with its marks; None where the key says too little."""
    if key.type == OPTION:
        return Annotated[Word, fields.Listed(key.words)] if key.words else None
    if key.type == REFERENCE:
        return Annotated[fields.Line, Ref(key.ledger)] if key.ledger else None
    if key.unit and key.type in AMOUNTS:
        return Annotated[Decimal, Reading(partial(fields.to_amount, unit=key.unit))]
    return _SINGLE.get(key.type)


def _attributes(declaration: Declaration, base: type[Record], kind: type[Record]) -> dict[str, Any]:
    """Return what the type says of its records beside their fields; names of no field are left out."""
    told = _of_keys(declaration, base, kind)
    return told if base is not Numbered else told | _of_ledger(declaration, kind)


def _of_keys(declaration: Declaration, base: type[Record], kind: type[Record]) -> dict[str, Any]:
    """Return what holds of the keys, beside what holds of those of the ``base``."""
    keys = declaration.keys
    later = [key for key in keys if key.later]
    days = _fields(kind, (*(state.day for state in declaration.states), declaration.over))
    of_file = [declaration.day] if declaration.monthly else []  # it lies in the folder of a year
    told: dict[str, Any] = {
        "in_year": _fields(kind, dict.fromkeys([*(k.key for k in keys if k.in_year), *of_file])),
        "later": tuple(dict.fromkeys([*_keys(kind, (k for k in later if not k.several)), *days])),
        "afterwards": _keys(kind, (key for key in later if key.several)),
        "sums": _keys(kind, (key for key in keys if key.summed)),
        "order": _pairs(kind, ((key.not_before, key.key) for key in keys)),
        "some_of": tuple(_sums(kind, keys)),
        "unique": tuple((field,) for field in _keys(kind, (key for key in keys if key.unique))),
        "needs": tuple(_needs(kind, keys)),
    }
    told = {name: (*getattr(base, name), *value) for name, value in told.items()}
    told["one_of"] = (*base.one_of, *_group(kind, declaration.any_of))
    told["unique"] = (*told["unique"], *_group(kind, declaration.together))
    told["recurs"] = base.recurs or declaration.repeats
    told["units"] = {**base.units, **_units(keys)}
    return told


def _of_ledger(declaration: Declaration, kind: type[Record]) -> dict[str, Any]:
    """Return what a new ledger says of itself."""
    return {
        "headline": _one(kind, declaration.subject) or "id",
        "when": _one(kind, declaration.day),
        "limit": _one(kind, declaration.until),
        "ends": _one(kind, declaration.over),
        "same_as": _one(kind, declaration.same),
        "answers": _fields(kind, declaration.owners),
        "since": dict(_since(kind, declaration.states)),
        "proofs": _of_states(kind, ((each.role, each.proofs) for each in declaration.states)),
        "equal": _of_states(kind, ((each.role, each.equal) for each in declaration.states)),
        "columns": _fields(kind, declaration.heads),
        "grouped": _one(kind, declaration.split),
        "intro": declaration.note,
    }


def _fields(kind: type[Record], keys: Iterable[str | None]) -> Names:
    """Return the fields of some keys, without those that the type lacks."""
    found = (kind.field_of(key) for key in keys if key)
    return tuple(field for field in found if field)


def _keys(kind: type[Record], keys: Iterable[DeclaredKey]) -> Names:
    return _fields(kind, (key.key for key in keys))


def _one(kind: type[Record], key: str | None) -> str | None:
    return next(iter(_fields(kind, [key])), None)


def _pairs(kind: type[Record], keys: Iterable[tuple[str | None, str | None]]) -> Pairs:
    """Return the fields of each pair of keys, without pairs of which one is missing."""
    found = (_fields(kind, pair) for pair in keys)
    return tuple((pair[0], pair[1]) for pair in found if len(pair) > 1)


def _group(kind: type[Record], keys: Sequence[str]) -> Iterator[Names]:
    """Yield the fields of a group of keys, if there are any."""
    if fields := _fields(kind, keys):
        yield fields


def _sums(kind: type[Record], keys: Iterable[DeclaredKey]) -> Iterator[tuple[str, Names]]:
    """Yield each field with those whose sum it does not exceed."""
    for key in keys:
        field, wholes = kind.field_of(key.key), _fields(kind, key.not_above)
        if field and wholes:
            yield field, wholes


def _needs(
    kind: type[Record], keys: Iterable[DeclaredKey]
) -> Iterator[tuple[str, tuple[tuple[str, Names], ...]]]:
    """Yield each field that is needed where others hold some words, with these."""
    for key in keys:
        asked = ((kind.field_of(other), tuple(words)) for other, words in key.when.items())
        field, known = kind.field_of(key.key), tuple((f, words) for f, words in asked if f)
        if field and known:
            yield field, known


def _of_states(kind: type[Record], told: Iterable[tuple[str, Sequence[str]]]) -> Proofs:
    """Return the fields of which something holds where the state has a role."""
    return {STATES[role]: _fields(kind, keys) for role, keys in told if role in STATES}


def _since(
    kind: type[Record], states: Iterable[DeclaredState]
) -> Iterator[tuple[Role, tuple[str, Role | None]]]:
    """Yield the roles of the states that come about on a day."""
    for state in states:
        if state.role in STATES and (day := _one(kind, state.day)):
            yield STATES[state.role], (day, STATES.get(state.before or ""))


class Restored:
    """The type that another process made of a declaration: of its records, or of a group in them."""

    def __new__(  # type: ignore[misc]
        cls, declaration: Declaration, base: type[Record], files: str, slug: str, key: str = ""
    ) -> type[Part]:
        """Return the type."""
        kind = declared(declaration, base, files, slug).record
        return cast(type[Part], part_of(kind, key)) if key else kind


def _reduced(kind: Kind) -> Any:
    """Say how a type is kept: one of the code by its name, a declared one by what it is made of."""
    return (Restored, vars(kind)["_made_of"]) if "_made_of" in vars(kind) else kind.__qualname__


copyreg.pickle(Kind, _reduced)
