"""Larger projects made from the real one: more pages, a longer report, more trace records."""

from __future__ import annotations

import re
from itertools import cycle, islice
from pathlib import Path

_ID = re.compile(r"^- 编号: (\S+)", re.MULTILINE)
_DAY = re.compile(r"^(  日期: \d{4}-\d{2}-)(\d{2})$", re.MULTILINE)
_WITH = re.compile(r"^  并入: \S+", re.MULTILINE)
#: a day that would lie before the repeat's own
_MAKE_UP = re.compile(r", 补学: [0-9-]+")
#: every month has this day
_LAST_DAY = 28


def add_pages(project: Path, count: int) -> None:
    """Add pages below docs/texts/, each the text of one of the report's sections."""
    sections = sorted((project / "docs/report").glob("[0-9]*.md"))
    folder = project / "docs/texts"
    folder.mkdir()
    for number, section in enumerate(islice(cycle(sections), count), 1):
        title = section.stem.partition("-")[2]
        text = f"---\nhide: [navigation]\n---\n\n# {title}\n\n{section.read_text(encoding='utf-8')}"
        (folder / f"{number:05}.md").write_text(text, encoding="utf-8")


def lengthen_report(project: Path, times: int) -> None:
    """Repeat the text of every section of the report."""
    for section in (project / "docs/report").glob("[0-9]*.md"):
        text = section.read_text(encoding="utf-8").strip()
        section.write_text("\n\n".join([text] * times) + "\n", encoding="utf-8")


def count_records(project: Path) -> int:
    """Return how many trace records a project has."""
    return sum(len(_entries(file)[1]) for file in project.glob("data/*/履责记录/*.yml"))


def add_records(project: Path, total: int) -> None:
    """Repeat the trace records under new ids until there are ``total``.

    A repeat stands in its original's month, some days later where the month has them: never
    earlier, because a document is not studied before its day.
    """
    files = {file: _entries(file) for file in sorted(project.glob("data/*/履责记录/*.yml"))}
    have = sum(len(entries) for _, entries in files.values())
    number = 0
    for file, (head, entries) in files.items():
        lines = [head]
        for entry in entries:
            copies = total // have + (number < total % have)
            lines += [_repeat(entry, copy) for copy in range(copies)]
            number += 1
        file.write_text("".join(lines), encoding="utf-8")


def _entries(file: Path) -> tuple[str, list[str]]:
    head, *entries = re.split(
        r"^(?=- 编号: )", file.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return head, [entry.rstrip("\n") + "\n" for entry in entries]


def _repeat(entry: str, copy: int) -> str:
    if copy == 0:
        return entry

    def later(match: re.Match[str]) -> str:
        day = int(match[2])
        return f"{match[1]}{day + copy % max(1, _LAST_DAY + 1 - day):02}"

    # what is counted with another record is counted with that one's repeat, of the same day
    apart = _MAKE_UP.sub("", _WITH.sub(rf"\g<0>-{copy}", entry))
    return _DAY.sub(later, _ID.sub(rf"- 编号: \1-{copy}", apart, count=1), count=1)
