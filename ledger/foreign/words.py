"""Words of tables as people make them (``ledger/language/tables.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ledger import language
from ledger.machine import files
from ledger.records import source
from ledger.records.fields import MONEY
from ledger.wordlists import letters

_FILE = Path(language.__file__).with_name("tables.yml")
_UNIT = re.compile(r"(?:[（(]|单位[:：]?)([百千万亿]{0,2}元)")
_DIGIT = re.compile("[0-9]")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]*)[)）]")


@dataclass(frozen=True)
class Words:
    """The words: groups of heads that mean the same, and by what a cell says of itself the words."""

    heads: tuple[frozenset[str], ...]
    ordinals: frozenset[str]
    totals: tuple[str, ...]
    partial: frozenset[str]
    means: frozenset[str]
    below: tuple[str, ...]
    blank: frozenset[str]
    ditto: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    units: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@cache
def shipped() -> Words:
    """Return the words that the product brings; raises ``ValueError`` for a damaged file."""
    text, _ = source.text_of(_FILE, _FILE.name, files.read)
    held, wrong = source.parse(text, _FILE.name)
    if wrong or not isinstance(held, source.Mapping):
        raise ValueError(f"{_FILE}: {wrong}")
    return Words(
        tuple(frozenset(map(letters, group)) for group in held["栏名"]),
        frozenset(map(letters, held["序号"])),
        tuple(held["合计"]),
        frozenset(held["一段的合计"]),
        frozenset(held["不是和"]),
        tuple(held["表下的话"]),
        frozenset(held["没有填"]),
        frozenset(held["同上"]),
        frozenset(held["是"]),
        frozenset(held["否"]),
        tuple((tuple(each["词"]), tuple(each["单位"])) for each in held["数的单位"]),
    )


def variants(head: str) -> list[str]:
    """Return by what a head may be known: whole, without what stands in brackets, its last part."""
    last = head.rpartition("·")[2]
    found: list[Any] = []
    for each in (head, last):
        found += [each, _IN_BRACKETS.sub("", each), *_IN_BRACKETS.findall(each)]
    return [*dict.fromkeys(filter(None, map(letters, found)))]


@cache
def is_ordinal(head: str) -> bool:
    """Whether a column only numbers the rows."""
    return not shipped().ordinals.isdisjoint(variants(head))


@cache
def is_usual(head: str) -> bool:
    """Whether a text is a usual head of a column."""
    known = shipped()
    said = variants(head)
    return is_ordinal(head) or any(not group.isdisjoint(said) for group in known.heads)


@cache
def ends_usually(head: str) -> bool:
    """Whether a text is a usual head, or one with words of a trade before it and no number."""
    said = [each for each in variants(head) if not _DIGIT.search(each)]
    every = (word for group in shipped().heads for word in group if len(word) > 1)
    return is_usual(head) or any(each.endswith(word) for word in every for each in said)


def money_of(text: str) -> str:
    """Return the unit of money that a head or a title states: 本年（元）, 单位：万元; else nothing."""
    for found in _UNIT.finditer("".join(text.split())):
        if found[1] in MONEY:
            return found[1]
    return ""
