"""The list of all seals (封存目录): a line for each, by which one that is lost or replaced is found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ledger.machine import files
from ledger.records.source import quoted
from ledger.records.types.official import SEALS, Seal, SealEntry

_HEAD = """\
# 封存过的各份，由 python -m ledger seal 写出，一份一行。不要改：少了哪一份的文件、换了一份，由它看得出。
"""


def text_of(seals: Iterable[Seal]) -> str:
    """Return the list of some seals."""
    return _HEAD + "".join(map(_line, seals))


def add(root: Path, seal: Seal) -> None:
    """Add a seal to a project's list; raises ``OSError``."""
    files.write(root / SEALS, "".join([*(_lines(root) or [_HEAD]), _line(seal)]).encode())


def tells(root: Path, year: int, document: str) -> bool:
    """Whether a project's list has a seal of a document."""
    return any(line.startswith(_begin(year, document)) for line in _lines(root))


def remove(root: Path, year: int, document: str) -> None:
    """Take a seal off a project's list, and the list with the last; raises ``OSError``."""
    left = [line for line in _lines(root) if not line.startswith(_begin(year, document))]
    if any(line.startswith("-") for line in left):
        files.write(root / SEALS, "".join(left).encode())
    else:
        (root / SEALS).unlink(missing_ok=True)


def _lines(root: Path) -> list[str]:
    file = root / SEALS
    return files.text(file).splitlines(keepends=True) if file.is_file() else []


def _line(seal: Seal) -> str:
    key = SealEntry.key_of("digest")
    return f"{_begin(seal.period.last.year, seal.document)}, {key}: {quoted(seal.digest)}}}\n"


def _begin(year: int, document: str) -> str:
    first, second = map(SealEntry.key_of, ("year", "document"))
    return f"- {{{first}: {year}, {second}: {quoted(document)}"
