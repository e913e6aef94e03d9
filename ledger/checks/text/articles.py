"""Finds articles that the text cites by a number of the edition before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledger.alike import sentence
from ledger.issues import Issue
from ledger.language import titles
from ledger.language.numerals import ORDINALS, ordinal_value
from ledger.law.moved import Cited, moved
from ledger.patterns import Pattern
from ledger.prose.calls import Call
from ledger.prose.passages import Passage
from ledger.records.dataset import Dataset
from ledger.records.fields import to_day
from ledger.records.period import frame_of
from ledger.records.types.regulations import Instrument
from ledger.remembered import remembered

_ARTICLE = Pattern(rf"第([{ORDINALS}]{{1,9}}|[0-9]{{1,4}})条")


class _Found(NamedTuple):
    """An article that is cited: where it stands in its passage, and which on which day."""

    start: int
    end: int
    name: str
    number: int
    on: date


def check(passage: Passage, dataset: Dataset) -> Iterator[Issue]:
    """Yield an error for each number that means another article in the edition in force."""
    if "条" not in passage.text:
        return
    for each in (*_called(passage, dataset), *_typed(passage, dataset)):
        around = sentence(passage.text, each.start, each.end)
        cited = Cited(each.name, each.number, each.on, around)
        if said := moved(dataset, cited, sure=False):
            yield passage.issue(each.start, said, "law.moved", each.end)


def _called(passage: Passage, dataset: Dataset) -> Iterator[_Found]:
    """Yield the articles that the word ``cite`` prints."""
    for start, end, call in passage.calls:
        if call.word == "cite" and len(call.arguments) > 1:
            name, number, *_ = call.arguments
            yield _Found(start, end, str(name), int(number), _day(call, dataset))


def _day(call: Call, dataset: Dataset) -> date:
    """Return the day on which a call reads an instrument."""
    on = dict(call.options).get("on") or (call.arguments[2] if len(call.arguments) > 2 else "")
    return to_day(str(on)) if on else frame_of(dataset).until


def _typed(passage: Passage, dataset: Dataset) -> Iterator[_Found]:
    """Yield the articles that stand behind a title of an instrument, as the author typed them."""
    for start, end, title, number in _with_number(passage):
        law = dataset.words("法规").get(title)
        if isinstance(law, Instrument):
            yield _Found(start, end, law.short, number, frame_of(dataset).until)


@remembered
def _with_number(passage: Passage) -> tuple[tuple[int, int, str, int], ...]:
    """Return where a title and the number of an article stand that the author typed, and these."""
    found = []
    for title in titles.find(passage.text):
        match = _ARTICLE.match(passage.text, title.end)
        number = ordinal_value(match[1]) if match else None
        if match and number and passage.typed(*match.span()):
            found.append((title.start, match.end(), title.text, number))
    return tuple(found)
