"""Words and names that a cell may hold -> the one that a text means, where only one fits.

A character more or less may change the meaning: only signs that say nothing may differ, and the
bureau's own name may stand before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.alike import shared
from ledger.exchange.columns import Column
from ledger.issues import Mistake
from ledger.records.dataset import Dataset, names_of
from ledger.records.fields import Choice, Listed, Ref, mark_of
from ledger.wordlists import letters

#: so many are offered
_OFFERED = 6
#: characters: a longer text is no word
_LONGEST = 100


@dataclass(frozen=True)
class Choices:
    """By each way of writing them the words that may stand in a column; the bureau's own names.

    ``offers`` is whether a text that is none of them is told with those that are like it.
    """

    what: str
    known: Mapping[str, str]
    bureau: tuple[str, ...]
    offers: bool = True


def choices(column: Column, dataset: Dataset, year: int | None) -> Choices | None:
    """Return what may stand in a column of words or names; None for another column."""
    known = _known(column, dataset, year)
    if known is None:
        return None
    unit = dataset.unit
    return Choices(_what(column), known, (unit.name, unit.full_name, unit.party_group))


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
    if len(text) > _LONGEST:
        raise Mistake(f"{choices.what}里没有“{text[:20]}……”；写明是哪一个", "foreign.word")
    for fits in (_is_same, _is_of_bureau):
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
    """Whether a text is a word behind the bureau's name, or the end of that: 局办公室主任.

    The other way round a word says more than the text: 科技信息中心 may be that of a county.
    """
    said, meant = letters(text), letters(word)
    before = said.removesuffix(meant).lstrip("本我")
    is_longer = len(meant) > 1 and len(said) > len(meant) and said.endswith(meant)
    return is_longer and any(name.endswith(before) for name in choices.bureau)


def likely(choices: Choices, text: str) -> list[str]:
    """Return the words that share most with a text, the likeliest first."""
    shares = {meant: max(shared(text, word) for word, m in choices.known.items() if m == meant) for meant in {*choices.known.values()}}  # fmt: skip
    near = [word for word, share in shares.items() if share]
    return sorted(near, key=lambda word: (-shares[word], len(word)))[:_OFFERED]
