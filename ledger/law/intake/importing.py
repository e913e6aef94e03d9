"""A file of the bureau -> the official text of a version, with findings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ledger.issues import Mistake
from ledger.law.intake.articles import parse
from ledger.law.intake.comparison import Known, KnownChapter, compare
from ledger.law.intake.title import titled
from ledger.law.intake.writing import Origin, write
from ledger.machine import files
from ledger.reading.findings import Finding
from ledger.reading.lines import LIMIT, Purpose
from ledger.reading.source_text import read
from ledger.records.dataset import Dataset
from ledger.records.types.regulations import Instrument, Version

#: what the messages on a file say that it is read for
PURPOSE = Purpose("一件法规的文字", "条文", "导入")
FOLDER = Path("data/regulations/原文")


@dataclass(frozen=True)
class Import:
    """The result of an import: the path to write in the project, the text, the findings."""

    target: Path
    content: str
    articles: int
    findings: list[Finding]

    @property
    def serious(self) -> list[Finding]:
        """The findings that the editor must check before the file is written."""
        return [finding for finding in self.findings if finding.serious]


def prepare(dataset: Dataset, file: Path, name: str, year: int) -> Import:
    """Read and compare a file.

    Raises ``Mistake`` for a file that cannot be read, is not registered, or has another title, and
    ``OSError`` for what is no file.
    """
    instrument, version = _registered(dataset, name, year)
    data = files.read(file, LIMIT + 1)
    parsed = parse(read(data, file.name, PURPOSE))
    others = [known(other) for other in instrument.versions if other is not version]
    found = {*parsed.findings, *compare(parsed, known(version), others)}
    found |= {*titled(parsed, instrument.name, instrument.short), *_unchecked(version)}
    findings = sorted(found)
    accepted = [finding.message for finding in findings if finding.serious]
    origin = Origin(instrument.short, year, file.name, hashlib.sha256(data).hexdigest(), accepted)
    target = FOLDER / f"{instrument.id}-{year}.yml"
    return Import(target, write(parsed, origin), len(parsed.articles), findings)


def _unchecked(version: Version) -> list[Finding]:
    """Report a version that nobody has verified: a comparison with it proves nothing."""
    if version.checked:
        return []
    told = f"{version.year}年版的登记没有核对过，比对作不得准；请先对照正式文本，在这一版写上“核对”"
    return [Finding(1, told, "import.unverified", True)]


def _registered(dataset: Dataset, name: str, year: int) -> tuple[Instrument, Version]:
    found = dataset.find("法规", name)
    if not isinstance(found, Instrument):
        raise Mistake(f"法规“{name}”没有读出来；请先改好它的数据", "law.unread")
    for version in found.versions:
        if version.year == year:
            return found, version
    years = "、".join(f"{version.year}" for version in found.versions) or "没有登记任何版本"
    message = f"“{found.short}”没有登记 {year}年版（{years}）；请先在 data/regulations/ 里登记"
    raise Mistake(message, "law.no_version")


def known(version: Version) -> Known:
    """Return the verified facts of a version for the comparison."""
    chapters = [KnownChapter(c.part, c.name, c.first, c.last, c.derived) for c in version.chapters]
    marks = [(mark.article, mark.word) for mark in version.marks]
    return Known(
        version.year, version.articles, version.parts, version.chapter_count, chapters, marks
    )
