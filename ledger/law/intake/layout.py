"""The layout of a file, which distinguishes a new paragraph from a continued line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ledger.law.intake.furniture import Line, heading, numbered
from ledger.law.intake.marks import read_item, read_start
from ledger.reading.furniture import ends

#: a full line may be this much narrower than the width, because of punctuation that cannot begin a
#: line and of Latin words
_SLACK = 8
#: with fewer broken lines than this the width is uncertain
_FEW = 5


@dataclass(frozen=True)
class Layout:
    """The layout of most of a file."""

    #: paragraphs begin with an indent
    indented: bool
    #: an indent marks a paragraph; false where most continued lines have one too
    meaning: bool
    #: a space follows an article's mark
    delimited: bool
    #: the width at which lines were broken by hand; None where none was
    width: float | None
    slack: float = _SLACK

    @classmethod
    def of(cls, lines: list[Line]) -> Layout:
        """Derive the layout from a file's articles and from lines that break a sentence."""
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
        """Whether a line is as wide as the lines that were broken by hand."""
        return self.width is not None and line.width >= self.width - self.slack


def _most(answers: Iterable[bool]) -> bool:
    listed = list(answers)
    return sum(listed) * 2 > len(listed)


def _goes_on(line: Line, after: Line) -> bool:
    """Whether a sentence continues from one line to the next."""
    alone, start = read_start(line.text), read_start(after.text)
    begins = heading(after.text) or read_item(after.text) or heading(line.text)
    apart = after.gap or (alone and not alone.rest) or (start and start.delimited)
    return not (ends(line.text) or begins or apart)
