"""A blind corpus for an auditor of the report's text: planted errors and clean sentences.

``planted.planted()`` gives texts with one error each and the span in which it should be reported;
``clean.CLEAN`` gives texts in which nothing should be. ``self_check`` proves that both are what
they say, without an auditor.
"""

from __future__ import annotations

import re
from pathlib import Path

from .clean import CLEAN, HARD_CLEAN
from .planted import HELD, KINDS, Case, Kind, Planted, planted

__all__ = [
    "CLEAN",
    "HARD_CLEAN",
    "HELD",
    "KINDS",
    "Case",
    "Kind",
    "Planted",
    "planted",
    "self_check",
]

_WORD = re.compile(r"\{\{.*?\}\}")
_NUMBER = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿]+")


def shape(text: str) -> str:
    """Return a text with its words and numerals made alike: two of a shape are one sentence."""
    return _NUMBER.sub("N", _WORD.sub("W", text))


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if index % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


#: the texts were written as in Word, with the numbers of headings, which are offered as headings
PASTED = "typography.pasted"


def self_check(root: Path) -> list[str]:
    """Return what is wrong with the corpus; ``root`` is the project's folder."""
    from ledger.checks.style import typography
    from ledger.pages.words import words
    from ledger.prose import calls
    from ledger.survey import survey

    project, found = survey(root)
    issues = found.errors
    wrong = [f"project: {issue}" for issue in issues]
    known = words(project)
    shapes: set[str] = set()
    for text in CLEAN:
        wrong += [f"clean: {issue}: {text}" for issue in calls.expand(text, "clean.md", known)[1]]
        signs = typography.check(text, "clean.md")
        wrong += [f"clean: {issue}: {text}" for issue in signs if issue.code != PASTED]
        wrong += [f"clean: card: {text}" for run in re.findall(r"\d{13,19}", text) if _luhn(run)]
        if shape(text) in shapes:
            wrong.append(f"clean: the same shape twice: {text}")
        shapes.add(shape(text))
    wrong += [f"held: no kind {name}" for name in HELD - KINDS.keys()]
    for group in {kind.group for kind in KINDS.values()}:
        held = [kind.name in HELD for kind in KINDS.values() if kind.group == group]
        if any(held) == all(held):
            wrong.append(f"group {group} is not split")
    cases = planted()
    if len({case.text for case in cases}) != len(cases):
        wrong.append("planted: a text stands twice")
    if cases != planted():
        wrong.append("planted: not the same twice")
    for case in cases:
        if not 0 <= case.start < case.end <= len(case.text):
            wrong.append(f"{case.kind}: span {case.start}-{case.end}: {case.text}")
        found = calls.expand(case.text, "planted.md", known)[1]
        wrong += [f"{case.kind}: {issue}: {case.text}" for issue in found]
    return wrong
