"""Which definitions must be confirmed in a new year: those that rest on something of the old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ledger.language import sessions
from ledger.records.base import Record
from ledger.records.dataset import Dataset, names_of
from ledger.records.types.bureau import Document
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.language import Phrase
from ledger.records.types.regulations import Instrument
from ledger.records.values import headline
from ledger.wordlists import MEETING

_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
#: a shorter name may stand in any text by chance
_SHORTEST = 4


class Doubts:
    """What in a definition of the ``year`` before may no longer hold in a ``year``."""

    def __init__(self, dataset: Dataset, year: int) -> None:
        self.dataset, self.year = dataset, year

    def of(self, record: Record) -> str:
        """Return in words why a definition must be confirmed; nothing where it need not."""
        said, chosen = [headline(record)], list[str]()
        if isinstance(record, FigureDefinition):
            said.append(record.caliber)
            chosen = [*map(str, leaves(record.where))]
        reasons = [
            *(each for text in (*said, *chosen) for each in self._told(text)),
            *(self._chosen[word] for word in chosen if word in self._chosen),
            *(self._ended[word] for word in chosen if word in self._ended),
        ]
        return "；".join(dict.fromkeys(reasons))

    def _told(self, text: str) -> Iterator[str]:
        """Yield what a text says of one time alone."""
        for match in _YEAR.finditer(text):
            yield f"写着“{match[0]}”"
        for session in sessions.find(text):
            yield f"写着“{text[session.start : session.end]}”"
        for word, why in self._phrases.items():
            if word in text:
                yield why
        for word, why in self._chosen.items():
            if len(word) >= _SHORTEST and word in text:
                yield why

    @cached_property
    def _phrases(self) -> dict[str, str]:
        """Why each phrase that ends before the new year does is in doubt."""
        return {
            word: f"“{word}”只说到 {phrase.last}"
            for phrase in self.dataset.of(Phrase)
            if phrase.last and phrase.checked and phrase.last.year <= self.year
            for word in (phrase.phrase, *phrase.variants)
        }

    @cached_property
    def _chosen(self) -> dict[str, str]:
        """Why a document or meeting is in doubt, by each of its names."""
        found: dict[str, str] = {}
        for document in self.dataset.of(Document):
            if document.kind.has(MEETING) or _YEAR.search(document.name):
                what = "会议" if document.kind.has(MEETING) else "文件"
                why = f"“{document.name}”是 {document.date.year} 年的{what}"
                found |= dict.fromkeys(names_of(document), why)
        for instrument in self.dataset.of(Instrument):
            for version in instrument.versions:
                if version.effective and version.effective.year == self.year:
                    why = f"“{instrument.name}”从 {version.effective} 起施行新的一版"
                    found |= dict.fromkeys(names_of(instrument), why)
        return found

    @cached_property
    def _ended(self) -> dict[str, str]:
        """Why a word of a list is in doubt: the new year does not use it."""
        return {
            text: f"词表“{words.name}”里的“{term.word}”{why}"
            for words in map(self.dataset.lists.__getitem__, self.dataset.lists)
            for text, term in words.terms.items()
            if (why := term.outside(self.year))
        }


def leaves(value: Any) -> Iterator[Any]:
    """Yield the single values in what was typed, at any depth."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    else:
        yield value
