"""The lines of a source, independent of its file format."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.law.intake.findings import Finding

#: the limit of one file, unpacked, in bytes
LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True)
class SourceLine:
    """A line (in Word a paragraph, or its part between line breaks) and its number."""

    text: str
    number: int
    indented: bool

    @classmethod
    def of(cls, text: str, number: int, indented: bool = False) -> SourceLine:
        """Make a line; leading spaces are an indent."""
        return cls(text, number, indented or text[:1].isspace())


@dataclass
class Source:
    """The lines of a file, and the findings on it."""

    lines: list[SourceLine]
    findings: list[Finding]


def too_large(name: str) -> str:
    """Return the message for a file beyond the limit."""
    return f"{name} 太大（解开后超过 {LIMIT // 1024 // 1024} MB）；一件法规的文字没有这么多，请删去图片或附件"
