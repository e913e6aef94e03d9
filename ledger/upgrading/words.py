"""Words of lists, in records and in the conditions of figures and mechanisms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ledger import product
from ledger.figures import conditions
from ledger.issues import Place
from ledger.machine import files
from ledger.records import source
from ledger.records.base import Part, part_of
from ledger.records.fields import Listed, mark_of, to_list
from ledger.records.source import Text, scalar
from ledger.upgrading.change import Change, Old, retyped
from ledger.wordlists import WordList

#: the field that holds a condition, and the one that names the ledger on whose records it is
_WHERE, _SOURCE = "where", "source"


class Typed(NamedTuple):
    """A word as it was typed, and the list that it is of."""

    list: WordList
    text: Text


def unified(old: Old) -> Iterator[Change]:
    """Yield the words that are typed in another way than the list's."""
    for words, text in _typed(old):
        term = words.terms.get(text)
        if term is None or str(term.word) == text:
            continue
        new = f"“{text}”改成“{term.word}”"
        if edit := retyped(old.text(text.place.path), text, term.word):
            yield Change(text.place, new, (edit,))
        else:
            yield Change(text.place, f"{new}；这里的写法要自己改")


def kept(old: Old) -> Iterator[Change]:
    """Yield a list of the project's own for each in which the product lacks words that it uses."""
    lacking: dict[str, list[Text]] = {}
    for words, text in _typed(old):
        if text not in words.terms and old.content(words.path) is None:
            lacking.setdefault(words.path, []).append(text)
    for path, texts in lacking.items():
        new = list(dict.fromkeys(texts))
        first = texts[0].place
        message = (
            f"新写这份词表：自带的各词，另添本单位用着的{'、'.join(f'“{word}”' for word in new)}"
            f"（{len(texts)} 处，第一处在 {first.path}:{first.line}）；请看一遍，写错的在台账里改"
        )
        yield Change(Place(path), message, content=_own_list(path, new))


def _own_list(path: str, new: list[Text]) -> bytes:
    library = product.library(path.removeprefix("data/"))
    shipped = files.read(library).decode() if library.is_file() else ""
    lines = ["# 以下是本单位原来用的词，升级时添上", *(f"- {scalar(word)}" for word in new)]
    return "\n".join([*shipped.splitlines(), *lines, ""]).encode()


def _typed(old: Old) -> Iterator[Typed]:
    """Yield every word of a list in every file, in the order of the register and of the files."""
    for ledger, value in old.entries:
        for entry in to_list(value):
            yield from _of_group(old, ledger.record, entry)


def _of_group(old: Old, kind: type[Part], group: Any) -> Iterator[Typed]:
    for key, value in group.items() if isinstance(group, source.Mapping) else ():
        field = kind.field_of(key)
        if part := part_of(kind, key):
            for each in to_list(value):
                yield from _of_group(old, part, each)
        elif field == _WHERE and (asked := _ledger_of(old, kind, group)):
            for holder, name, word in conditions.asked(value, asked, old.ledgers):
                yield from _of_field(old, holder, name, word)
        elif field:
            for word in to_list(value):
                yield from _of_field(old, kind, field, word)


def _ledger_of(old: Old, kind: type[Part], group: source.Mapping) -> type[Part] | None:
    """Return the type of the records on which the condition in a group is."""
    named = group.get(kind.key_of(_SOURCE)) if _SOURCE in kind.model_fields else None
    ledger = old.ledgers.get(named) if isinstance(named, str) else None
    return ledger.record if ledger else None


def _of_field(old: Old, kind: type[Part], field: str, word: Any) -> Iterator[Typed]:
    listed = mark_of(kind, field, Listed)
    if listed and isinstance(word, Text) and word:
        yield Typed(old.project.dataset.lists[listed.list], word)
