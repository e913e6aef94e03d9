"""A line of a source, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.law.intake.findings import Finding

#: bytes of one file, unpacked
LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True)
class SourceLine:
    """A line (in Word a paragraph, or what a line break leaves of one) and where it stands."""

    text: str
    number: int
    indented: bool

    @classmethod
    def of(cls, text: str, number: int, indented: bool = False) -> SourceLine:
        """Make a line; spaces in front are an indent."""
        return cls(text, number, indented or text[:1].isspace())


@dataclass
class Source:
    """What a file says, and what is the matter with it."""

    lines: list[SourceLine]
    findings: list[Finding]


def too_large(name: str) -> str:
    """Return the message for a file beyond the limit."""
    return f"{name} 太大（解开后超过 {LIMIT // 1024 // 1024} MB）；一件法规的文字没有这么多，请删去图片或附件"
