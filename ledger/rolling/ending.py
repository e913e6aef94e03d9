"""What of the words, phrases, regulations and documents that all years share ends or begins with a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from ledger.issues import Place
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Document
from ledger.records.types.declared import ListedWord
from ledger.records.types.language import Phrase
from ledger.records.types.regulations import Instrument
from ledger.wordlists import MEETING


class Turn(NamedTuple):
    """What begins or ends, in a sentence, and where that is typed."""

    place: Place
    said: str

    def __str__(self) -> str:
        return f"{self.said}  {self.place.path}:{self.place.line}"


def turns(dataset: Dataset, year: int) -> list[Turn]:
    """Return what is no more from a day within a year on, or begins within it."""
    return [
        *_words(dataset, year),
        *_phrases(dataset, year),
        *_versions(dataset, year),
        *_titles(dataset, year),
    ]


def _words(dataset: Dataset, year: int) -> Iterator[Turn]:
    for word in dataset.of(ListedWord):
        name = word.place().path.rpartition("/")[2].removesuffix(".yml")
        if word.last == year - 1:
            yield Turn(word.place(), f"{name}“{word.word}”用到 {word.last} 年")
        if word.first == year:
            yield Turn(word.place(), f"{name}“{word.word}”从 {year} 年起用")


def _phrases(dataset: Dataset, year: int) -> Iterator[Turn]:
    for phrase in dataset.of(Phrase):
        if phrase.last and (phrase.last + timedelta(days=1)).year == year:
            yield Turn(phrase.place(), f"说法{_named(phrase)}到 {phrase.last} 为止")
        if phrase.first and phrase.first.year == year:
            yield Turn(phrase.place(), f"说法{_named(phrase)}从 {phrase.first} 起有")


def _named(phrase: Phrase) -> str:
    """Return a phrase in quotation marks, of which it may have its own."""
    return phrase.phrase if phrase.phrase.startswith("“") else f"“{phrase.phrase}”"


def _versions(dataset: Dataset, year: int) -> Iterator[Turn]:
    for instrument in dataset.of(Instrument):
        for at, version in enumerate(instrument.versions):
            if version.effective and version.effective.year == year:
                said = f"{instrument.short}的 {version.year} 年版从 {version.effective} 起施行"
                yield Turn(instrument.place("versions", at), said)


def _titles(dataset: Dataset, year: int) -> Iterator[Turn]:
    """Yield the meetings of the year before, and what names it: the new year may hold others."""
    for document in dataset.of(Document):
        named, last = f"“{document.name}”", year - 1
        if str(last) in document.name:
            yield Turn(document.place(), f"{named}写着 {last} 年，{year} 年的另登记一条")
        elif document.kind.has(MEETING) and document.date.year == last:
            said = f"{named}是 {last} 年的，{year} 年又开了这样的会，另登记一条"
            yield Turn(document.place(), said)
