"""What is likely to be answered: today, the words of a list, the names and the texts used most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.entering.questions import Question
from ledger.exchange import cells, numbering
from ledger.exchange.columns import Form
from ledger.exchange.entries import Entry
from ledger.records import source
from ledger.records.base import LedgerType, Record
from ledger.records.dataset import Dataset, names_of
from ledger.records.fields import Ref, mark_of

#: the most names that are offered, first the latest of those with a date, and texts; a text is offered
#: that was typed so often
_NAMES, _LATEST, _TEXTS, _OFTEN = 9, 4, 5, 2


@dataclass(frozen=True)
class Known:
    """What offers are made of: the records of the ledger as they were typed, whose sign, what day."""

    dataset: Dataset
    ledger: LedgerType
    entries: Sequence[Entry]
    sign: str
    day: date

    @property
    def year(self) -> int | None:
        """The year in which the new record lies; None where it lies in none."""
        return self.dataset.year if self.ledger.yearly else None

    def offers(self, question: Question) -> list[str]:
        """Return the likely answers to a question, the likeliest first."""
        return [*dict.fromkeys(self._offers(question))]

    def _offers(self, question: Question) -> Iterable[str]:
        if words := self.dataset.choices(question.kind, question.field):
            return sorted(words, key=lambda word: -self._used(question)[word])
        if target := mark_of(question.kind, question.field, Ref):
            return [*dict.fromkeys(self._names(question, target.ledger))][:_NAMES]
        if question.form in (Form.DAY, Form.MONTH):
            return self._days(question)
        if question.form is Form.YES:
            return "是", "否"
        own = self.ledger.record
        if question.form is Form.TEXT and question.kind.key_of(question.field) != _headline(own):
            return self._texts(question)
        return ()

    def _used(self, question: Question) -> Counter[str]:
        """Count what was typed under a key, however deep it stands."""
        return Counter(text for each in self.entries for text in _typed(question.way, each.typed))

    def _names(self, question: Question, ledger: str) -> Iterator[str]:
        """Yield names of records: those that the writer typed last, the latest, the most used."""
        words, records = self.dataset.words(ledger), self.dataset.records.get(ledger, [])
        used = [word for word, _ in self._used(question).most_common() if word in words]
        usual = {names_of(words[word])[0]: word for word in reversed(used)}
        names = [each[0] for each in map(names_of, _latest(records)) if each]
        latest = [usual.get(name, name) for name in names]
        yield from (word for word in self._last(question) if word in words)
        yield from latest[:_LATEST] if records and records[0].when else ()
        yield from (*used, *latest)

    def _last(self, question: Question) -> list[str]:
        """Return what the writer typed last under a key."""
        own = (each for each in self.entries if numbering.sign_of(each.name) == self.sign)
        found = ([*_typed(question.way, each.typed)] for each in reversed([*own]))
        return next(filter(None, found), [])

    def _days(self, question: Question) -> Iterator[str]:
        """Yield today and yesterday, or the months of both; in another year the last that was typed."""
        length = len("2021-03") if question.form is Form.MONTH else None
        before = self.day.replace(day=1) if length else self.day
        near = [str(day)[:length] for day in (self.day, before - timedelta(days=1))]
        near = [each for each in near if self.year in (None, int(each[:4]))]
        yield from near or sorted(self._used(question), reverse=True)[:1]

    def _texts(self, question: Question) -> Iterator[str]:
        often = self._used(question).most_common(_TEXTS)
        return (text for text, times in often if times >= _OFTEN and "\n" not in text)


def _headline(kind: type[Record]) -> str:
    return kind.key_of(kind.headline) if kind.headline else ""


def _latest(records: Sequence[Record]) -> Sequence[Record]:
    """Return records, the latest first where they tell when they were."""
    when = records[0].when if records else None
    return (
        sorted(records, key=lambda each: str(getattr(each, when) or ""), reverse=True)
        if when
        else records
    )


def _typed(way: Sequence[str], typed: source.Value) -> Iterator[str]:
    """Yield the texts at the end of a way of keys, also through lists."""
    if isinstance(typed, list):
        for each in typed:
            yield from _typed(way, each)
    elif way and isinstance(typed, source.Mapping):
        yield from _typed(way[1:], cells.at(way[:1], typed))
    elif not way and isinstance(typed, str):
        yield str(typed)
