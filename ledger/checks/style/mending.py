"""Mends the signs of a text that another program wrote, where the standard leaves no choice.

What may be meant in more than one way stays for the check.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.checks.style import digits, punctuation
from ledger.checks.style.rules import read
from ledger.language import placeholders
from ledger.prose.hidden import CODE
from ledger.records.declared import NOTHING

_RULES = (
    *digits.NUMBERS_OF_DOCUMENTS,
    *punctuation.ORDINALS,
    *punctuation.SIGNS,
    *digits.SIGNS,
    *punctuation.ADVICE,
)
#: how often the rules run over a text: signs inside a pair come in the next round
_ROUNDS = 4


def mended(text: str) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return one line of text with its signs mended, and each wrong sign with its right form."""
    done = list[tuple[str, str]]()
    for _ in range(_ROUNDS):
        before = len(done)
        for rule in _RULES:
            text, found = rule.mended(read(_masked(text)), text)
            done += found
        if len(done) == before:
            break
    return text, done


def _masked(text: str) -> str:
    """Return the text with its placeholders masked: an author will write something else there."""
    signs = list(text)
    for start, end in placeholders.spans(text, NOTHING.meant):
        signs[start:end] = CODE * (end - start)
    return "".join(signs)
