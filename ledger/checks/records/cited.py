"""What holds for articles that records cite: the number means what the record is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.checks.records.rules import rule
from ledger.issues import Issue, finds
from ledger.language import titles
from ledger.language.numerals import ORDINALS, ordinal_value
from ledger.law.citing import instrument_of
from ledger.law.moved import Cited, moved
from ledger.patterns import Pattern
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.fields import Ref
from ledger.records.period import frame_of
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.regulations import Instrument, OfficialText, Question
from ledger.records.types.work import Rectification, Reminder
from ledger.records.walk import Value, references, texts
from ledger.remembered import remembered

_ARTICLE = Pattern(rf"第([{ORDINALS}]{{1,9}}|[0-9]{{1,4}})条")
#: characters: so much of a short name says of which kind the instrument is, as 条例
_KIND = 2


@rule("law.moved")
def items_rest_on_what_they_are_about(dataset: Dataset) -> Iterator[Issue]:
    """依据条款 is of the edition in force on 登记日期, and not the number of the edition before."""
    for item in dataset.of(Rectification):
        law = instrument_of(dataset, item.basis)
        if law is None or item.clause is None:
            continue
        around = "，".join(filter(None, (item.problem, item.cause, item.measure)))
        if said := moved(dataset, Cited(law.short, item.clause, item.opened, around), sure=False):
            yield item.issue(f"{item.key_of('clause')}：{said}", "clause")


@rule("law.moved")
def reminders_rest_on_what_they_are_about(dataset: Dataset) -> Iterator[Issue]:
    """条款 is of the edition in force on the day of the reminder."""
    for reminder in dataset.of(Reminder):
        for index, ref in enumerate(reminder.articles):
            law = dataset.words("法规").get(ref.instrument)
            name = law.short if isinstance(law, Instrument) else ref.instrument
            cited = Cited(name, ref.number, reminder.date, reminder.text)
            if said := moved(dataset, cited, sure=False):
                yield reminder.issue(f"条款：{said}", "articles", index, "条")


@rule("law.moved")
def figures_count_what_they_are_about(dataset: Dataset) -> Iterator[Issue]:
    """A figure that counts the items of an article counts it by the number that it has now."""
    basis, clause = (Rectification.key_of(field) for field in ("basis", "clause"))
    for figure in dataset.of(FigureDefinition):
        where = figure.where if isinstance(figure.where, dict) else {}
        law = instrument_of(dataset, str(where.get(basis)))
        number = str(where.get(clause))
        if law is None or figure.source != Rectification.ledger.name or not number.isdecimal():
            continue
        around = f"{figure.name}，{figure.caliber}"
        cited = Cited(law.short, int(number), frame_of(dataset).until, around)
        if said := moved(dataset, cited, sure=False):
            yield figure.issue(f"条件：{clause} {number}：{said}", "where", clause)


@rule("law.moved")
def texts_cite_what_they_are_about(dataset: Dataset) -> Iterator[Issue]:
    """An article in a record's text is of the edition in force on the record's day."""
    for record in dataset.every:
        if isinstance(record, (Instrument, OfficialText, Question)):
            continue  # these tell of editions
        for value in texts(record):
            if "条" in value.held:
                yield from _of_text(dataset, record, value)


@finds("law.moved")
def _of_text(dataset: Dataset, record: Record, value: Value) -> Iterator[Issue]:
    day = getattr(record, record.when) if record.when else None
    on = day if isinstance(day, date) else frame_of(dataset).until
    for match in _ARTICLE.finditer(value.held):
        number, before = ordinal_value(match[1]), value.held[: match.start()]
        law = _named(dataset, record, before)
        if law and number:
            cited = Cited(law.short, number, on, value.held)
            if said := moved(dataset, cited, sure=True):
                yield record.issue(f"{value.key}：“{match[0]}”：{said}", *value.path)


def _named(dataset: Dataset, record: Record, before: str) -> Instrument | None:
    """Return the instrument whose article follows some words: its title, or its kind alone."""
    law = dataset.words("法规").get(_title_ending(before))
    if isinstance(law, Instrument):
        return law
    named = {law.id: law for each in references(record) if (law := _law(dataset, each))}
    only = next(iter(named.values())) if len(named) == 1 else None
    return only if only and before.endswith(only.short[-_KIND:]) else None


@remembered
def _title_ending(words: str) -> str:
    """Return the title with which some words end; nothing where they end with none."""
    return next((each.text for each in titles.find(words) if each.end == len(words)), "")


def _law(dataset: Dataset, value: Value) -> Instrument | None:
    """Return the instrument that a reference names, itself or as a document."""
    if value.mark(Ref).ledger == Instrument.ledger.name:
        law = dataset.words(Instrument.ledger.name).get(value.held)
        return law if isinstance(law, Instrument) else None
    return instrument_of(dataset, value.held)
