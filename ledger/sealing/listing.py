"""The list of all seals (封存目录) in a project: a line is added for each, or taken off again."""

from __future__ import annotations

from pathlib import Path

from ledger.machine import files
from ledger.records.types.official import SEALS, Seal, SealEntry


def add(root: Path, seal: Seal) -> None:
    """Add a seal to a project's list; raises ``OSError``."""
    text = "".join(_lines(root)) or SealEntry.text_of([])
    files.write(root / SEALS, (text + SealEntry.line_of(seal)).encode())


def tells(root: Path, year: int, document: str) -> bool:
    """Whether a project's list has a seal of a document."""
    return any(line.startswith(SealEntry.beginning(year, document)) for line in _lines(root))


def remove(root: Path, year: int, document: str) -> None:
    """Take a seal off a project's list, and the list with the last; raises ``OSError``."""
    own = SealEntry.beginning(year, document)
    left = [line for line in _lines(root) if not line.startswith(own)]
    if any(line.startswith("-") for line in left):
        files.write(root / SEALS, "".join(left).encode())
    else:
        (root / SEALS).unlink(missing_ok=True)


def _lines(root: Path) -> list[str]:
    file = root / SEALS
    return files.text(file).splitlines(keepends=True) if file.is_file() else []
