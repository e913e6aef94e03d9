"""Finds what cannot stand in an official document: signs, numerals, Markdown, pasted headings.

The rules follow GB/T 9704-2012 (documents), GB/T 15834-2011 (punctuation) and GB/T 15835-2011
(numerals). Where a standard leaves a choice, nothing is reported; what it advises, or what no
standard says, is a remark. On pages beside the report only the signs are looked at, and only
remarked on: GB/T 9704 holds for documents. Where each clause was read: decisions/0026.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from ledger import codes
from ledger.checks.style import digits, layout, pairs, pasted, punctuation
from ledger.checks.style.rules import Found, Rule, fitting, look, read
from ledger.issues import Issue, Place
from ledger.language import placeholders
from ledger.language.grid import TABLE_COLUMNS
from ledger.prose.addresses import in_document
from ledger.prose.hidden import CODE, bare, signs
from ledger.records.declared import NOTHING, Declared
from ledger.remembered import Fixed, remembered

#: the signs of a line, the first fault at a place being the one that is told
SIGNS = (*digits.NUMBERS_OF_DOCUMENTS, *punctuation.ORDINALS, *punctuation.SIGNS, *digits.SIGNS)
ADVICE = (*punctuation.ADVICE, *digits.ADVICE, layout.ENCLOSURE)


def of_report(texts: Mapping[str, str], declared: Declared = NOTHING) -> Iterator[Issue]:
    """Yield the errors in the report's texts; the words that are ``declared`` are as they stand."""
    for path, text in texts.items():
        if in_document(path):
            yield from _errors(text, path, *declared)


@remembered
def _errors(text: str, path: str, terms: Fixed[str], meant: Fixed[str]) -> tuple[Issue, ...]:
    rule = digits.of_terms(terms)
    return tuple(check(text, path, (rule,) if rule else (), meant))


def remarks(texts: Mapping[str, str], meant: Fixed[str] = NOTHING.meant) -> Iterator[Issue]:
    """Yield the remarks on the authors' texts; on pages beside the report, on their signs as well."""
    return (issue for path, text in texts.items() for issue in _remarks(text, path, meant))


@remembered
def _remarks(text: str, path: str, meant: Fixed[str]) -> tuple[Issue, ...]:
    found = [*_advice(text, path, meant)]
    if not in_document(path):
        plain = bare(text).split("\n")
        for issue in _issues(path, _by_line(_of_signs(plain, _seen(text, meant), SIGNS))):
            found.append(Issue(issue.place, issue.message, issue.length, "remark.signs"))
    return tuple(found)


def check(
    text: str, path: str, more: Sequence[Rule] = (), meant: Fixed[str] = NOTHING.meant
) -> Iterator[Issue]:
    """Yield the errors in a text of the report; ``more`` are rules beside those of all bureaus."""
    plain, seen = bare(text).split("\n"), _seen(text, meant)
    headings = dict(pasted.faults(text.split("\n"), seen))
    marked = ["#" if number in headings else line for number, line in enumerate(plain, 1)]
    found = [
        *headings.items(),
        *layout.faults(plain, seen, headings),
        *_of_signs(marked, seen, (*more, *SIGNS)),
    ]
    yield from _issues(path, _by_line(found))
    for number, columns in layout.tables(text):
        if columns > TABLE_COLUMNS:
            message = (
                f"表格有 {columns} 栏，纸面最多 {TABLE_COLUMNS} 栏；请分成几张表，或把行和栏对调"
            )
            yield Issue(Place(path, number), message, code="typography.table_wide")


def tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the line, from 1, and the number of columns of each table in an author's text."""
    return layout.tables(text)


@remembered
def _seen(text: str, meant: Fixed[str]) -> tuple[str, ...]:
    """Return the lines of a text, with everything but text masked."""
    return tuple(_without_placeholders(signs(text), meant).split("\n"))


def _of_signs(
    plain: Sequence[str], seen: Sequence[str], rules: Sequence[Rule]
) -> Iterator[tuple[int, Found]]:
    yield from _looked(rules, seen)
    for paragraph in pairs.paragraphs(plain, seen):
        yield from pairs.faults(paragraph)


def _looked(rules: Sequence[Rule], lines: Iterable[str]) -> Iterator[tuple[int, Found]]:
    """Yield what some rules find in lines, each with the number of its line, from 1."""
    both = [(line, frozenset(line)) for line in map(read, lines)]
    rules = fitting(rules, frozenset().union(*(held for _, held in both)))
    for number, (line, held) in enumerate(both, 1):
        yield from ((number, found) for found in look(rules, line, held))


def _by_line(found: Iterable[tuple[int, Found]]) -> Iterator[tuple[int, Found]]:
    """Drop a fault at a place where another was found before, or in a pasted heading's number."""
    taken: set[tuple[int, int]] = set()
    for number, (start, end, fault) in found:
        if (number, start) not in taken:
            yield number, (start, end, fault)
        last = end if fault[0] == "typography.pasted" else start + 1
        taken.update((number, column) for column in range(start, last))


def _issues(path: str, found: Iterable[tuple[int, Found]]) -> Iterator[Issue]:
    for number, (start, end, (code, message)) in found:
        clause = codes.clause(code)
        said = f"{message}（{clause}）" if clause else message
        yield Issue(Place(path, number, start + 1), said, end - start, code)


def _advice(text: str, path: str, meant: Fixed[str]) -> Iterator[Issue]:
    """Yield the remarks on each line; of one kind only the first is told, with their number."""
    for number, finds in groupby(_looked(ADVICE, _with_blanks(text, meant)), itemgetter(0)):
        told: dict[str, list[Found]] = {}
        for _, found in finds:
            told.setdefault(found[2][1], []).append(found)
        for message, each in told.items():
            more = f"；这一行有 {len(each)} 处" if len(each) > 1 else ""
            start, end, (code, _) = each[0]
            yield from _issues(path, [(number, (start, end, (code, message + more)))])


def _with_blanks(text: str, meant: Fixed[str]) -> list[str]:
    """Return the lines with all but text masked, in which a blank was typed."""
    return [
        _only_typed(seen, line) if " " in seen else seen
        for seen, line in zip(_seen(text, meant), text.split("\n"), strict=True)
    ]


def _only_typed(seen: str, line: str) -> str:
    """Return a masked line with another mask for what is no blank that was typed."""
    signs_of_both = zip(seen, line, strict=True)
    return "".join(CODE if sign == " " != typed else sign for sign, typed in signs_of_both)


def _without_placeholders(text: str, meant: Sequence[str]) -> str:
    """Return the text with its placeholders masked, because they will be replaced anyway."""
    signs = list(text)
    for start, end in placeholders.find(text, meant):
        signs[start:end] = (
            s if s in placeholders.STARS or s == "\n" else CODE for s in text[start:end]
        )
    return "".join(signs)
