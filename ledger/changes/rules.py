"""The findings of two versions -> those that are new, and those that are mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger.changes.model import RuleChange
from ledger.issues import Issue

#: a message may name a line, which moves with every edit above it
_LINE = re.compile(r"第 [0-9]+ 行")
Found = dict[tuple[str, str], list[Issue]]


def compare(
    old: Sequence[Issue], new: Sequence[Issue]
) -> tuple[tuple[RuleChange, ...], tuple[RuleChange, ...]]:
    """Return the findings that became more frequent, and those that became less frequent."""
    before, after = _grouped(old), _grouped(new)
    broken = _more(after, before, newly=True)
    return broken, _more(before, after, newly=False)


def _grouped(issues: Sequence[Issue]) -> Found:
    """Group the findings by file and message, whatever their lines."""
    found: Found = {}
    for issue in sorted(set(issues)):
        found.setdefault((issue.place.path, _LINE.sub("", issue.message)), []).append(issue)
    return found


def _more(these: Found, those: Found, newly: bool) -> tuple[RuleChange, ...]:
    changes = []
    for key, issues in these.items():
        counts = [len(issues), len(those.get(key, []))]
        if counts[0] > counts[1]:
            lines = tuple(dict.fromkeys(issue.place.line for issue in issues))
            now, was = counts if newly else counts[::-1]
            changes.append(RuleChange(key[0], lines, issues[0].message, was, now))
    return tuple(sorted(changes, key=lambda change: (change.path, change.lines, change.message)))
