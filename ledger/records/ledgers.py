"""Declarations -> the ledgers: those of the code, those of the library, and the project's own.

A file ``data/台账/NAME.yml`` declares a ledger, and replaces one of the library as a whole. Under the
name of a ledger of the code it adds keys to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from ledger.issues import Issue, Place
from ledger.records import source
from ledger.records.base import Ledgers, LedgerType, Numbered
from ledger.records.kinds import declared
from ledger.records.register import LEDGERS
from ledger.records.types.declared import Declaration
from ledger.remembered import remembered

#: the folder of the declarations, below data/ and in the product's library
FOLDER = "台账"


class Gathered(NamedTuple):
    """The ledgers, and what is wrong in the project's own declarations."""

    ledgers: Ledgers
    issues: tuple[Issue, ...]


@remembered
def gathered(
    own: tuple[Declaration, ...], paths: tuple[str, ...], spoilt: tuple[str, ...]
) -> Gathered:
    """Return all ledgers.

    ``own`` are the project's declarations, ``paths`` their files, and ``spoilt`` those of them in
    which something could not be read.
    """
    from ledger.records import declarations  # many projects declare none

    read = {each.name: each for each in own}
    names = {PurePosixPath(path).stem: path for path in paths}
    told = {**_of_library(source.shipped(FOLDER)), **read}
    made = {name: _made(each) for name, each in told.items()}
    issues: list[Issue] = []
    for name, path in names.items():
        base, each = LEDGERS.get(name), read.get(name)
        found = [*declarations.faults(each, made[name], base, told)] if each else []
        issues += found
        if base and not base.takes_keys:
            made[name] = base
        elif not each or found or path in spoilt:
            made[name] = replace(made[name] if each else base or _unread(path), broken=True)
    return Gathered(_in_order(made, told), tuple(issues))


def shipped() -> Ledgers:
    """Return the product's ledgers; raises ``ValueError`` for a damaged file."""
    return _of_product(source.shipped(FOLDER))


@remembered
def _of_product(texts: tuple[tuple[str, str], ...]) -> Ledgers:
    told = _of_library(texts)
    return _in_order({name: _made(each) for name, each in told.items()}, told)


def _of_library(texts: tuple[tuple[str, str], ...]) -> dict[str, Declaration]:
    return {name: _read(name, text) for name, text in texts}


@remembered
def _read(name: str, text: str) -> Declaration:
    value, wrong = source.parse(text, f"{name}.yml")
    if wrong or not isinstance(value, source.Mapping):
        raise ValueError(f"{name}: {wrong}")
    return Declaration.from_source(value)


def _made(each: Declaration) -> LedgerType:
    """Return the ledger of a declaration: a new one, or one of the code with more keys."""
    if base := LEDGERS.get(each.name):
        return replace(base, record=declared(each, base.record, base.files, base.slug).record)
    folder = "" if each.lasting else "{year}/"
    file = f"{each.name}/*.yml" if each.monthly else f"{each.name}.yml"
    return declared(each, Numbered, folder + file, each.address or "")


def _unread(path: str) -> LedgerType:
    """Return the ledger of a declaration that could not be read: nothing but its name is known."""
    nothing = Declaration.model_construct(note="", keys=[])
    nothing._source = source.Mapping()
    nothing._source.place = Place(path)
    return declared(nothing, Numbered, f"{{year}}/{nothing.name}.yml", "")


def _in_order(made: Mapping[str, LedgerType], told: Mapping[str, Declaration]) -> Ledgers:
    """Return the ledgers of the code and the declared ones, each after that which it names."""
    after: dict[str | None, list[str]] = {}
    for name in made:
        if name not in LEDGERS:
            after.setdefault(told[name].after if name in told else None, []).append(name)

    def follow(name: str) -> Iterator[str]:
        yield name
        for each in after.pop(name, ()):
            yield from follow(each)

    names = [each for name in LEDGERS for each in follow(name)]
    for root in made:  # after none, after one that is not there, or in a circle
        names += [each for each in follow(root) if each not in names] if root not in names else []
    return Ledgers(made.get(name) or LEDGERS[name] for name in names)
