"""The lines of a source, independent of its file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ledger.reading.findings import Finding

#: the limit of one file, unpacked, in bytes
LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True)
class Purpose:
    """What a file is read for, in the words of the messages: 一件法规的文字, 条文, 导入."""

    whole: str
    text: str
    verb: str


class Cell(NamedTuple):
    """Where a paragraph stands in a table: the table's, the row's and the column's number, from 0.

    The cell is ``width`` columns wide; ``below`` is whether it goes on with the cell above; ``inner`` is
    whether the paragraph stands in a table in it.
    """

    table: int
    row: int
    column: int
    width: int = 1
    below: bool = False
    inner: bool = False


@dataclass(frozen=True)
class Form:
    """What a line is beside its text, as far as its format says so.

    ``style`` is the name of its style, ``level`` that of a heading, from 1. ``label`` is the number that
    the program put before the text. ``box`` is whether it stands in a text box.
    """

    style: str = ""
    level: int = 0
    label: str = ""
    cell: Cell | None = None
    box: bool = False


#: the form of a line of which nothing is known
PLAIN = Form()


@dataclass(frozen=True)
class SourceLine:
    """A line (in Word a paragraph, or its part between line breaks) and its number.

    ``raw`` is the line as it stands in the file, with its end; ``text`` has the label before it and no
    marks of Markdown.
    """

    text: str
    number: int
    indented: bool
    raw: str = ""
    form: Form = PLAIN

    @classmethod
    def of(
        cls, text: str, number: int, indented: bool = False, raw: str = "", form: Form = PLAIN
    ) -> SourceLine:
        """Make a line; leading spaces are an indent."""
        return cls(text, number, indented or text[:1].isspace(), raw, form)


@dataclass
class Source:
    """The lines of a file, and the findings on it."""

    lines: list[SourceLine]
    findings: list[Finding]


def too_large(name: str, purpose: Purpose) -> str:
    """Return the message for a file beyond the limit."""
    limit = LIMIT // 1024 // 1024
    return f"{name} 太大（解开后超过 {limit} MB）；{purpose.whole}没有这么多，请删去图片或附件"
