"""What the audit says of real texts, beside what a reader counted in them before.

    python -m bench.audits FOLDER [--told]

FOLDER lies outside the repository. NN.txt begins with a line that names its source and its year
(``year: 2019``); NN.tsv holds what a reader saw before the run: offset, string, class, sure or
doubtful. A text is audited as the only section of the sample's report, of a sample that is moved to
the text's year. What is doubtful counts on neither side. With ``--told`` each miss and each false
finding is shown.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.options import given
from ledger.survey import survey

ROOT = Path(__file__).parent.parent
SECTION = "docs/report/10-正文.md"
#: characters of a page of GB/T 9704: 22 lines of 28
PAGE = 22 * 28
#: the year of the sample, and the years that it names
SAMPLE = 2021
_YEAR = re.compile(r"20(?:19|20|21|22|23)(?!\d)")
#: what a reader counts -> the codes of findings on it, or how they begin
CLASSES = {
    "quantity": ("quantity",), "placeholder": ("placeholder",), "session": ("chronology.session",),
    "title": ("title", "remark.title", "remark.year"), "person": ("secret.name",),
    "body": ("remark.other_bureau", "remark.organ", "remark.own_name"), "outdated": ("remark.phrase",),
    "typography": ("typography",), "not-norm": ("remark.norm",),
}  # fmt: skip
#: the code of headings that bring their numbers along, which the readers did not count
UNCOUNTED = "typography.pasted"
#: what should be told in some way
REAL = {*CLASSES, "typo"} - {"not-norm"}
#: the classes that stop a report
STOPPING = ("placeholder", "quantity", "session")


@dataclass(frozen=True)
class Mark:
    """What a reader saw: where, its class, and whether the reader was sure."""

    start: int
    end: int
    kind: str
    sure: bool


@dataclass(frozen=True)
class Said:
    """What the audit says: where, its code, whether it stops the report, and its message."""

    start: int
    end: int
    code: str
    stops: bool
    message: str


def moved(root: Path, by: int) -> None:
    """Copy the sample to ``root``, moved ``by`` years, without the sections of its report."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("macros.py", "hooks.py", "mkdocs.yml"):
        shutil.copy(ROOT / name, root)
    for file in (root / "docs/report").glob("[0-9]*.md"):
        file.unlink()
    years = sorted((root / "data").glob("20??"), reverse=by > 0)
    for folder in years:
        folder.rename(folder.with_name(str(int(folder.name) + by)))
    for file in [*(root / "data").rglob("*.yml"), *(root / "docs").rglob("*.md")]:
        text = file.read_text(encoding="utf-8")
        if by and "regulations" not in file.parts:
            text = _YEAR.sub(lambda found: str(int(found[0]) + by), text)
            file.write_text(text, encoding="utf-8")


def said(raw: str) -> list[Said]:
    """Return what the audit says of a text, by its places in the file."""
    head, _, _ = raw.partition("\n")
    year = re.search(r"year: (20\d\d)", head)
    if not year:
        sys.exit(f"the first line names no year: {head[:60]}")
    starts: dict[int, int] = {}
    lines: list[str] = []
    at = len(head) + 1
    for line in raw.split("\n")[1:]:
        if text := line.lstrip(" \t\u3000"):
            lines += [text, ""]
            starts[len(lines) - 1] = at + len(line) - len(text)
        at += len(line) + 1
    with tempfile.TemporaryDirectory() as folder:
        moved(Path(folder), int(year[1]) - SAMPLE)
        Path(folder, SECTION).write_text("\n".join(lines), encoding="utf-8")
        _, found = survey(Path(folder))
    return [
        Said(start, start + max(1, each.length), each.code, stops, each.message)
        for stops, issues in ((True, found.errors), (False, found.remarks))
        for each in issues
        if each.place.path == SECTION and each.place.line in starts
        for start in [starts[each.place.line] + max(each.place.column - 1, 0)]
    ]


def marks(file: Path) -> Iterator[Mark]:
    """Yield what a reader saw in a text."""
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            start = int(row["offset"])
            yield Mark(start, start + len(row["string"]), row["class"], row["sure"] == "sure")


def of_class(code: str, kind: str) -> bool:
    """Whether a finding of this code is one on what a reader calls so."""
    return any(f"{code}.".startswith(f"{name}.") for name in CLASSES.get(kind, ()))


def tells(finding: Said, mark: Mark) -> bool:
    """Whether a finding is the one that a reader's mark asks for."""
    if mark.kind in STOPPING:
        return finding.stops
    return of_class(finding.code, mark.kind)


def is_real(finding: Said, mark: Mark) -> bool:
    """Whether a reader saw anything wrong at a finding's place."""
    return mark.kind in REAL or of_class(finding.code, mark.kind)


class Tally:
    """What was seen, found, reported and rightly reported, by class."""

    def __init__(self, told: bool) -> None:
        self.told = told
        self.seen, self.found = Counter[str](), Counter[str]()
        self.reported, self.right = Counter[str](), Counter[str]()
        self.characters = self.false_stops = 0

    def add(self, file: Path) -> None:
        """Audit a text and compare."""
        raw = file.read_text(encoding="utf-8")
        self.characters += len(raw.partition("\n")[2])
        every, findings = [*marks(file.with_suffix(".tsv"))], said(raw)
        for mark in (each for each in every if each.kind in CLASSES and each.sure):
            known = any(tells(each, mark) for each in findings if _meet(each, mark))
            self.seen[mark.kind] += 1
            self.found[mark.kind] += known
            if self.told and not known:
                print("missed ", mark.kind, file.stem, _shown(raw, mark))
        for each in (each for each in findings if each.code != UNCOUNTED):
            real = [mark for mark in every if _meet(each, mark) and is_real(each, mark)]
            if real and not any(mark.sure for mark in real):
                continue
            kind = next((kind for kind in CLASSES if of_class(each.code, kind)), "other")
            kind += "" if each.stops else " (remark)"
            self.reported[kind] += 1
            self.right[kind] += bool(real)
            self.false_stops += each.stops and not real
            if self.told and not real:
                print("false  ", kind, each.code, file.stem, _shown(raw, each))

    def show(self) -> None:
        """Print the counts by class, and the false stops in ten pages."""
        for kind in CLASSES:
            print(f"{kind:24}{self.found[kind]:5} of {self.seen[kind]:5} found")
        found, seen = (sum(each[kind] for kind in STOPPING) for each in (self.found, self.seen))
        print(f"{'all that stops':24}{found:5} of {seen:5} found")
        for kind in sorted(self.reported):
            print(f"{kind:24}{self.right[kind]:5} of {self.reported[kind]:5} reported are right")
        pages = self.characters / PAGE
        print(f"{pages:.0f} pages, {10 * self.false_stops / pages:.1f} false stops in ten")


def _meet(finding: Said, mark: Mark) -> bool:
    return finding.start < mark.end and mark.start < finding.end


def _shown(raw: str, at: Mark | Said) -> str:
    return repr(raw[max(0, at.start - 15) : at.end + 12])


def main() -> None:
    """Compare each text of a folder, and print the sums."""
    options = given(__doc__)
    tally = Tally(options.told)
    for file in sorted(options.folder.glob("[0-9]*.txt")):
        tally.add(file)
    tally.show()


if __name__ == "__main__":
    main()
