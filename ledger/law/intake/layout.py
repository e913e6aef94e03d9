"""How a file is set: what tells a new paragraph from a line that only goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ledger.law.intake.furniture import Line, ends, heading, numbered
from ledger.law.intake.marks import read_item, read_start

#: a line may stop this much short of the width, for the signs that may not begin a line and for
#: words in Latin letters
_SLACK = 8
#: where only a few lines were broken, the width is not known well
_FEW = 5


@dataclass(frozen=True)
class Layout:
    """What most of the file does."""

    #: paragraphs begin with an indent
    indented: bool
    #: an indent says anything at all; not where every line has one
    meaning: bool
    #: a space follows an article's mark
    delimited: bool
    #: at which lines were broken by hand; None where they were not
    width: float | None
    slack: float = _SLACK

    @classmethod
    def of(cls, lines: list[Line]) -> Layout:
        """Look at a file's articles and at the lines that stop in the middle of a sentence."""
        marks = list(numbered(lines))
        broken = [
            (line, after)
            for line, after in pairwise(lines[marks[0][0] :] if marks else [])
            if _goes_on(line, after)
        ]
        width = median(line.width for line, _ in broken) if broken else None
        return cls(
            indented=_most(lines[index].indented for index, _ in marks),
            meaning=not broken or not _most(after.indented for _, after in broken),
            delimited=_most(start.delimited for _, start in marks),
            width=width,
            slack=_SLACK if width is None or len(broken) >= _FEW else max(_SLACK, width * 0.4),
        )

    def full(self, line: Line) -> bool:
        """Whether a line is as wide as lines are where they were broken by hand."""
        return self.width is not None and line.width >= self.width - self.slack


def _most(answers: Iterable[bool]) -> bool:
    listed = list(answers)
    return sum(listed) * 2 > len(listed)


def _goes_on(line: Line, after: Line) -> bool:
    """Whether a sentence is broken between two lines."""
    alone, start = read_start(line.text), read_start(after.text)
    begins = heading(after.text) or read_item(after.text) or heading(line.text)
    apart = after.gap or (alone and not alone.rest) or (start and start.delimited)
    return not (ends(line.text) or begins or apart)
