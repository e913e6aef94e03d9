"""The findings of an import."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Finding:
    """A finding on a line of the source; the message is Chinese.

    A serious finding means: text may be lost, merged or not official. Any other finding is a remark
    on text that was mended or left out; ``left_out`` is the text missing from the articles. ``code`` is
    its kind, one of ``codes.CODES``.
    """

    line: int
    message: str
    code: str = field(compare=False)
    serious: bool = False
    left_out: str = ""


@dataclass
class Notes:
    """Collects findings, and counts remarks that would come by the hundred."""

    findings: list[Finding] = field(default_factory=list)
    counts: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def remark(self, line: int, code: str, message: str, left_out: str = "") -> None:
        """Add a remark on text that was mended or left out."""
        self.findings.append(Finding(line, message, code, False, left_out))

    def serious(self, line: int, code: str, message: str, left_out: str = "") -> None:
        """Add a serious finding."""
        self.findings.append(Finding(line, message, code, True, left_out))

    def take(self, *findings: Finding | None) -> None:
        """Add existing findings."""
        self.findings.extend(finding for finding in findings if finding)

    def count(self, line: int, code: str, message: str) -> None:
        """Count a remark that may come often; the message has {n} for the count."""
        first, count = self.counts.get((message, code), (line, 0))
        self.counts[message, code] = first, count + 1

    def all(self) -> list[Finding]:
        """Return all findings, by line."""
        counted = [
            Finding(line, message.format(n=n), code)
            for (message, code), (line, n) in self.counts.items()
        ]
        return sorted([*self.findings, *counted])
