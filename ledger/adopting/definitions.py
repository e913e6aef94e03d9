"""A number that no figure tells -> the definition of a new figure, written out: on a ledger, or supplied.

The ledger is the one whose words the sentence holds; those of its lists make the condition. What
cannot be told is asked for: each definition is to be confirmed (待确认).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from ledger import alike
from ledger.adopting import naming
from ledger.figures.methods.amounts import Sum
from ledger.figures.methods.base import AS_SUPPLIED
from ledger.figures.methods.count import Count
from ledger.figures.methods.percent import Rate
from ledger.language.measures import PERCENT, counts_whole, is_amount
from ledger.language.naming import faults
from ledger.language.quantities import Quantity, all_in
from ledger.patterns import Pattern
from ledger.records.base import LedgerType
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS, audience_of
from ledger.records.fields import Listed, mark_of
from ledger.records.source import scalar
from ledger.records.types.indicators import FigureDefinition, SuppliedTotal
from ledger.wordlists import Word

#: the weight of a pair of signs of a ledger's name, where a sign of a word of its lists weighs one
_NAME = 2
#: what a ledger must have of the sentence's words
_LEAST = 4
#: characters before a number in which its clause begins
_FAR = 40
#: pairs of characters in a clause that tells enough alone
_TELLING = 3
_STOP = Pattern("[。！？；，,：:\n]")
#: how 口径 calls a number that a name calls 数: 问题数, 发现问题的数量
_IN_WORDS = {"数": "数量"}
_DOUBT = "从旧报告拟的：数什么、在哪里数、怎样数，逐项核对"


class Wanted(NamedTuple):
    """A number that no figure tells: its item's word, the text around it, and the number in the text."""

    id: str
    text: str
    found: Quantity


class Drafted(NamedTuple):
    """A definition that is proposed: the name of its figure, why, and the text for figures.yml."""

    name: str
    why: str
    text: str


class _Found(NamedTuple):
    """A ledger that a clause tells of, how much, and the words of its lists in the clause."""

    ledger: LedgerType
    score: int
    words: dict[str, Word]


def drafted(
    dataset: Dataset, wanted: Wanted, taken: Container[str], parts: tuple[str, str] | None
) -> Iterator[Drafted]:
    """Yield the definition of the figure that a number may need; none where it cannot be named.

    Names that are ``taken`` are other figures'; ``parts`` are those of which a rate is the rate.
    """
    id_, text, found = wanted
    bare = _uncounted(dataset, text, found)
    forms = (
        next((each for each in several if not faults(each, *dataset.declared)), "")
        for several in naming.names(bare, found)
    )
    name = next((each for each in forms if each and each not in taken), "")
    if not name or not found.unit:
        return
    clause = _clause(bare, found)
    caliber, group = _caliber(clause, found), _group(dataset, text)
    ledger = _ledger(dataset, clause)
    how: dict[str, object]
    if parts:
        part, whole = parts
        why = f"{part}占{whole}的百分比"
        how = {"算法": Rate.name, "分子": part, "分母": whole}
    elif ledger and (method := _method(ledger, clause, found)):
        why = f"在“{ledger.ledger.name}”里数"
        how = {"来源": ledger.ledger.name, **_where(ledger), **method}
    else:
        number = f"t{id_}"
        why = f"由别处报来，记进汇总数，编号 {number}"
        where = {SuppliedTotal.key_of("id"): number}
        how = {"来源": SuppliedTotal.ledger.name, "条件": where, "算法": AS_SUPPLIED}
    head = {"编号": id_, "名称": name, "口径": caliber, "分组": group}
    yield Drafted(name, why, _written({**head, **how, "单位": found.unit}))


def _clause(text: str, found: Quantity) -> str:
    """Return the clause of a number without it; where it says too little, with the clause before."""
    before = _STOP.split(text[max(found.start - _FAR, 0) : found.start])
    after = _STOP.split(text[found.end : found.end + _FAR])[0]
    parts = [*before, after]
    own, longer = ("".join("".join(parts[-size:]).split()) for size in (2, 3))
    return own if len(alike.pairs(own)) >= _TELLING else longer


def _uncounted(dataset: Dataset, text: str, found: Quantity) -> str:
    """Return a text with blanks for the other numbers near one, which a definition does not state."""
    for each in all_in(text, dataset.declared.terms):
        is_near = found.start - _FAR < each.end and each.start < found.end + _FAR
        if is_near and (each.end <= found.start or found.end <= each.start):
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _caliber(clause: str, found: Quantity) -> str:
    number = naming.number_of(found.unit)
    return f"{clause}的{_IN_WORDS.get(number, number)}"


def _group(dataset: Dataset, text: str) -> str:
    """Return the group of figures that shares most with a text; the first where none does."""
    groups = dataset.listed(FigureDefinition, "group")
    return max(groups, key=lambda each: alike.shared(each, text))


def _ledger(dataset: Dataset, clause: str) -> _Found | None:
    """Return the ledger of which a clause tells; one that the bureau keeps before another."""
    offered = [
        each for each in dataset.ledgers.values() if each.offered and each.yearly and each.slug
    ]
    told = [_told(dataset, each, clause) for each in offered if not each.record.of_totals]
    likely = [each for each in told if each.score >= _LEAST]
    kept = dataset.kept
    return max(likely, key=lambda each: (each.score, each.ledger.name in kept), default=None)


def _told(dataset: Dataset, ledger: LedgerType, clause: str) -> _Found:
    kind = ledger.record
    words: dict[str, Word] = {}
    for field in kind.model_fields:
        if mark_of(kind, field, Listed) and audience_of(kind, field) == EDITIONS[0]:
            held = [each for each in dataset.listed(kind, field) if each in clause]
            if held:
                words[field] = max(held, key=len)
    score = sum(map(len, words.values())) + _NAME * alike.shared(ledger.name, clause)
    return _Found(ledger, score, words)


def _where(found: _Found) -> dict[str, object]:
    kind = found.ledger.record
    where = {kind.key_of(field): str(word) for field, word in found.words.items()}
    return {"条件": where} if where else {}


def _method(found: _Found, clause: str, number: Quantity) -> dict[str, object]:
    """Return the keys that say how a number is made; none where no field holds such numbers."""
    if number.unit == PERCENT:
        return {}
    if not is_amount(number.unit):
        return {"算法": Count.name} if counts_whole(number.unit) else {}
    kind = found.ledger.record
    told = [field for field in kind.sums if kind.units.get(field, number.unit) == number.unit]
    like = {field: alike.shared(kind.key_of(field), clause + number.unit) for field in told}
    best = max(told, key=lambda each: like[each], default="")
    is_one = best and (like[best] or len(told) == 1)
    return {"算法": Sum.name, "字段": kind.key_of(best)} if is_one else {}


def _written(keys: Mapping[str, object]) -> str:
    """Return a definition as an entry of figures.yml."""
    lines = [f"{key}: {_value(value)}" for key, value in {**keys, "待确认": _DOUBT}.items()]
    return "- " + "\n  ".join(lines)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(str(each))}" for key, each in value.items()) + "}"
    return scalar(str(value))
