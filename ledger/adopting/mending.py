"""Signs mended in a stretch of an old report, and what was done, each kind once."""

from __future__ import annotations

from collections import Counter

from ledger.checks.style import mending


def mended(text: str) -> tuple[str, list[str]]:
    """Return a line with its signs mended, and what was done."""
    right, done = mending.mended(text)
    return right, [_said(*each, times) for each, times in Counter(map(_ends, done)).items()]


def _ends(change: tuple[str, str]) -> tuple[str, str]:
    """Return a change without the text inside of a pair."""
    wrong, right = change
    inner = len(wrong) > 2 and wrong[1:-1] == right[1:-1]
    return (wrong[0] + wrong[-1], right[0] + right[-1]) if inner else change


def _said(wrong: str, right: str, times: int) -> str:
    often = f"（{times} 处）" if times > 1 else ""
    if not right.strip():
        what = "字间的空格" if not wrong.strip() else f"多余的“{wrong}”"
        return f"去掉了{what}{often}"
    return f"“{wrong}”改成了“{right}”{often}"
