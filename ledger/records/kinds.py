"""A declared ledger -> the type of its records, as if it stood in the code.

A field bears the name of its key, but for the few that rules know of every ledger. In all else a
declared type is like one that is written in Python. What is wrong in a declaration is left out here
and told by ``declarations``.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import new_class
from typing import Annotated, Any, Union, cast

from ledger.records import fields
from ledger.records.base import LedgerType, Names, Numbered, Part, Record, part_of
from ledger.records.fields import Attachment, Audience, Choice, Many, Ref, Time
from ledger.records.model import REQUIRED, Field, FieldInfo, Kind
from ledger.records.types import declared as types
from ledger.records.types.declared import Declaration, DeclaredKey, DeclaredState, InnerKey
from ledger.remembered import remembered
from ledger.wordlists import STATES, Word

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
NUMBERS = ("整数", "小数", AMOUNT)
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


def _held(fields: Iterable[tuple[InnerKey, FieldInfo | None]]) -> dict[str, FieldInfo]:
    return {field_name(key.key): info for key, info in fields if info}


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
    return _SINGLE.get(key.type)


def _attributes(declaration: Declaration, base: type[Record], kind: type[Record]) -> dict[str, Any]:
    """Return what the type says of its records beside their fields; names of no field are left out."""
    keys = declaration.keys

    def known(names: Iterable[str | None]) -> Names:
        found = (kind.field_of(name) for name in names if name)
        return tuple(name for name in found if name)

    def one(name: str | None) -> str | None:
        return next(iter(known([name])), None)

    def pairs(told: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
        found = (known(pair) for pair in told if pair[1])
        return tuple((pair[0], pair[1]) for pair in found if len(pair) > 1)

    days = known(state.day for state in declaration.states)
    later = [key for key in keys if key.later]
    told: dict[str, Any] = {
        "in_year": known(key.key for key in keys if key.in_year),
        "later": tuple(dict.fromkeys([*known(k.key for k in later if not k.several), *days])),
        "afterwards": known(key.key for key in later if key.several),
        "sums": known(key.key for key in keys if key.summed),
        "order": pairs((str(key.not_before or ""), key.key) for key in keys if key.not_before),
        "some_of": pairs((key.key, key.not_above) for key in keys),
        "unique": known(key.key for key in keys if key.unique),
    }
    told = {name: (*getattr(base, name), *value) for name, value in told.items()}
    told["units"] = {**base.units, **_units(keys)}
    if one_of := known(declaration.any_of):
        told["one_of"] = (*base.one_of, one_of)
    if base is not Numbered:
        return told
    return told | {
        "headline": one(declaration.subject) or "id",
        "when": one(declaration.day),
        "limit": one(declaration.until),
        "same_as": one(declaration.same),
        "answers": known(declaration.owners),
        "by_name": "name" in told["unique"],
        "since": dict(_since(declaration.states, one)),
        "proofs": {
            STATES[state.role]: known(state.proofs)
            for state in declaration.states
            if state.role in STATES
        },
        "columns": known(declaration.heads),
        "grouped": one(declaration.split),
        "intro": declaration.note,
    }


def _since(states: Iterable[DeclaredState], one: Any) -> Iterator[tuple[Any, tuple[str, Any]]]:
    for state in states:
        if state.role in STATES and (day := one(state.day)):
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
