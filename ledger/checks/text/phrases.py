"""Remarks on phrases that are out of date in the report's period, or that another bureau uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.issues import Issue
from ledger.language.numerals import day
from ledger.prose.passages import Passage
from ledger.records.types.language import Phrase
from ledger.records.types.official import Period


def check(passage: Passage, phrases: Sequence[Phrase], period: Period) -> Iterator[Issue]:
    """Yield a remark for every typed phrase that is doubtful in this report."""
    taken: set[int] = set()
    for phrase in sorted(phrases, key=lambda each: -len(each.phrase)):
        reason = _reason(phrase, period)
        start = passage.text.find(phrase.phrase) if reason else -1
        while start >= 0:
            span = range(start, start + len(phrase.phrase))
            if passage.typed(span.start, span.stop) and not taken & set(span):
                taken |= set(span)
                yield passage.issue(start, f"“{phrase.phrase}”{reason}", "remark.phrase")
            start = passage.text.find(phrase.phrase, span.stop)


def _reason(phrase: Phrase, period: Period) -> str:
    """Return why a phrase is doubtful; empty where it holds in the period."""
    instead = f"；可以写“{phrase.instead}”" if phrase.instead else ""
    note = f"（{phrase.note}）" if phrase.note else ""
    if phrase.kind == "外单位":
        return f"像是别的单位的话{note}{instead}"
    if phrase.kind == "标记":
        return f"是内部标记，请确认能不能公布{note}{instead}"
    if phrase.last and phrase.last < period.first:
        return f"在用语表里用到{day(phrase.last)}为止{note}{instead}"
    if phrase.first and phrase.first > period.last:
        return f"在用语表里从{day(phrase.first)}起才用{note}{instead}"
    return ""
