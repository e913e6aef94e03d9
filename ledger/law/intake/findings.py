"""What was noticed on the way from a file to its articles."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Finding:
    """A line of the source and what is the matter there, in Chinese.

    Serious: something may be lost, merged or not the official text. Otherwise a remark of what was
    mended or left out; ``left_out`` is the text that is therefore not in the articles.
    """

    line: int
    message: str
    serious: bool = False
    left_out: str = ""


@dataclass
class Notes:
    """Collects findings; remarks that would come by the hundred are counted."""

    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def remark(self, line: int, message: str, left_out: str = "") -> None:
        """Note what was mended or left out."""
        self.findings.append(Finding(line, message, False, left_out))

    def serious(self, line: int, message: str, left_out: str = "") -> None:
        """Note what may be a loss."""
        self.findings.append(Finding(line, message, True, left_out))

    def take(self, *findings: Finding | None) -> None:
        """Take findings from elsewhere."""
        self.findings.extend(finding for finding in findings if finding)

    def count(self, line: int, kind: str) -> None:
        """Count one of a kind; ``kind`` is the message with {n} for how often."""
        first, count = self.counts.get(kind, (line, 0))
        self.counts[kind] = first, count + 1

    def all(self) -> list[Finding]:
        """Return every finding, by line."""
        counted = [Finding(line, kind.format(n=n)) for kind, (line, n) in self.counts.items()]
        return sorted([*self.findings, *counted])
