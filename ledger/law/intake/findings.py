"""The findings of an import."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Finding:
    """A finding on a line of the source; the message is Chinese.

    A serious finding means: text may be lost, merged or not official. Any other finding is a remark
    on text that was mended or left out; ``left_out`` is the text missing from the articles.
    """

    line: int
    message: str
    serious: bool = False
    left_out: str = ""


@dataclass
class Notes:
    """Collects findings, and counts remarks that would come by the hundred."""

    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def remark(self, line: int, message: str, left_out: str = "") -> None:
        """Add a remark on text that was mended or left out."""
        self.findings.append(Finding(line, message, False, left_out))

    def serious(self, line: int, message: str, left_out: str = "") -> None:
        """Add a serious finding."""
        self.findings.append(Finding(line, message, True, left_out))

    def take(self, *findings: Finding | None) -> None:
        """Add existing findings."""
        self.findings.extend(finding for finding in findings if finding)

    def count(self, line: int, kind: str) -> None:
        """Count one remark of a kind; ``kind`` is the message, with {n} for the count."""
        first, count = self.counts.get(kind, (line, 0))
        self.counts[kind] = first, count + 1

    def all(self) -> list[Finding]:
        """Return all findings, by line."""
        counted = [Finding(line, kind.format(n=n)) for kind, (line, n) in self.counts.items()]
        return sorted([*self.findings, *counted])
