"""Words and names that a cell may hold -> the one that a text means, where only one fits.

A character more may change the meaning: only signs that say nothing, the bureau's own name before a
post's, or the end of a longer word may be lacking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.alike import shared
from ledger.exchange.columns import Column
from ledger.foreign import words
from ledger.issues import Mistake
from ledger.records.dataset import Dataset, names_of
from ledger.records.fields import Choice, Listed, Ref, mark_of
from ledger.wordlists import letters

#: so many are offered
_OFFERED = 6


@dataclass(frozen=True)
class Choices:
    """By each way of writing them the words that may stand in a column; the bureau's own names.

    ``offers`` is whether a text that is none of them is told with those that are like it.
    """

    what: str
    known: Mapping[str, str]
    bureau: frozenset[str]
    offers: bool = True


def choices(column: Column, dataset: Dataset, year: int | None) -> Choices | None:
    """Return what may stand in a column of words or names; None for another column."""
    known = _known(column, dataset, year)
    if known is None:
        return None
    unit = dataset.unit
    own = frozenset(f"{unit.name}{unit.full_name}{unit.party_group}本我")
    return Choices(_what(column), known, own)


def _what(column: Column) -> str:
    ref: Ref | None = mark_of(column.kind, column.field, Ref)
    return ref.ledger if ref else column.head


def _known(column: Column, dataset: Dataset, year: int | None) -> Mapping[str, str] | None:
    kind, field = column.kind, column.field
    if ref := mark_of(kind, field, Ref):
        named = dataset.words(ref.ledger)
        return {word: names_of(record)[0] for word, record in named.items()}
    if listed := mark_of(kind, field, Listed):
        terms = dataset.lists[listed.list].terms
        return {said: term.word for said, term in terms.items() if not term.outside(year)}
    choice: Choice | None = mark_of(kind, field, Choice)
    return {word: word for word in choice.words} if choice else None


def chosen(choices: Choices, text: str) -> str:
    """Return the word that a text means, as it is written; raises ``Mistake`` with the likely ones."""
    if text in choices.known:
        return text
    for fits in (_is_same, _is_of_bureau, _is_begun):
        found = {meant for word, meant in choices.known.items() if fits(choices, text, word)}
        if len(found) == 1:
            return found.pop()
        if found:
            said = "、".join(sorted(found)[:_OFFERED])
            message = f"“{text}”可以是{choices.what}里的几个：{said}；请写明是哪一个"
            raise Mistake(message, "foreign.word")
    near = likely(choices, text) if choices.offers else []
    offered = f"，像的有 {'、'.join(near)}" if near else ""
    raise Mistake(f"{choices.what}里没有“{text}”{offered}；写明是哪一个", "foreign.word")


def _is_same(_: Choices, text: str, word: str) -> bool:
    return bool(letters(text)) and letters(text) == letters(word)


def _is_of_bureau(choices: Choices, text: str, word: str) -> bool:
    """Whether one is the other behind the bureau's name, or a piece of it: 局办公室主任."""
    one, other = letters(text), letters(word)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    before = longer.removesuffix(shorter)
    turning = words.shipped().turning
    is_plain = bool(before) and {*before} <= choices.bureau and turning.isdisjoint(before)
    return len(shorter) > 1 and longer.endswith(shorter) and is_plain


def _is_begun(_: Choices, text: str, word: str) -> bool:
    """Whether a text is a word of a list without its end, two thirds of it at least."""
    one, other = letters(text), letters(word)
    rest = other.removeprefix(one)
    is_long = len(one) > 1 and 3 * len(one) >= 2 * len(other)
    return other.startswith(one) and is_long and words.shipped().turning.isdisjoint(rest)


def likely(choices: Choices, text: str) -> list[str]:
    """Return the words that share most with a text, the likeliest first."""
    shares = {meant: max(shared(text, word) for word, m in choices.known.items() if m == meant) for meant in {*choices.known.values()}}  # fmt: skip
    near = [word for word, share in shares.items() if share]
    return sorted(near, key=lambda word: (-shares[word], len(word)))[:_OFFERED]
