"""Checks the names of files and folders below docs/ as texts: readers see titles and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from ledger.issues import Issue, Place
from ledger.language import naming
from ledger.patterns import Pattern
from ledger.remembered import Fixed, remembered

_ORDERING = "；排次序的数后面加“-”，如 2-项目表"
#: a number alone orders or dates files, as in 11-组织领导 and 照片3: it counts nothing
_ALONE = Pattern(r"[0-9.,_-]+")


def folders(paths: Iterable[str]) -> set[str]:
    """Return the folders of files, at every height, by their paths from the root."""
    beside = {path.rpartition("/")[0] for path in paths}
    return {whole[:at] for each in beside if (whole := f"{each}/") for at in _slashes(whole)} - {""}


def _slashes(path: str) -> Iterator[int]:
    return (at for at, sign in enumerate(path) if sign == "/")


def check(paths: Iterable[str], terms: Fixed[str], meant: Fixed[str]) -> Iterator[Issue]:
    """Yield the placeholders, quantities and persons in the names of files and folders.

    ``attachments`` finds the other secrets. ``terms`` (固定说法) count nothing; ``meant`` are no placeholders.
    """
    paths = set(paths)
    named = [(path, "文件夹名") for path in folders(paths) - paths]
    named += [(path, "文件名") for path in paths]
    return (issue for path, what in sorted(named) for issue in _name(path, what, terms, meant))


@remembered
def _name(path: str, what: str, terms: Fixed[str], meant: Fixed[str]) -> tuple[Issue, ...]:
    name = PurePath(path).name if what == "文件夹名" else PurePath(path).stem
    found = []
    for fault in naming.faults(name, terms, meant):
        counted = not _ALONE.fullmatch(name, fault.start, fault.end)
        elsewhere = fault.code.startswith("secret.") and fault.code != "secret.name"
        if counted and not elsewhere:
            advice = _ORDERING if name[0].isdecimal() and not fault.start else ""
            message = f"{what}：{fault.message}{advice}"
            found.append(Issue(Place(path), message, code=fault.code))
    return tuple(found)
