"""The regulation that was read from a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.law.intake.marks import mark
from ledger.reading.findings import Finding


@dataclass(frozen=True)
class ParsedArticle:
    """An article (条). Its paragraphs (款) hold each item (项) on a separate line."""

    number: int
    sub: int
    part: str | None
    chapter: str | None
    section: str | None
    paragraphs: list[str]
    line: int

    @property
    def name(self) -> str:
        """The article's mark, as 第一百二十条之一."""
        return mark("条", self.number, self.sub)


@dataclass(frozen=True)
class Heading:
    """A heading of the text; number 0 means none."""

    unit: str
    number: int
    name: str
    line: int


@dataclass(frozen=True)
class Parsed:
    """A regulation: the text before its first article, its articles and headings, and findings."""

    head: list[str]
    articles: list[ParsedArticle]
    findings: list[Finding]
    headings: list[Heading] = field(default_factory=list)
