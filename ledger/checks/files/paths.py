"""Checks the names of files and folders below docs/ as texts: readers see titles and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from ledger.issues import Issue, Place
from ledger.language import naming

_ORDERING = "；排次序的数后面加“-”，如 2-项目表"
#: a number alone orders or dates files, as in 11-组织领导 and 照片3: it counts nothing
_ALONE = re.compile(r"[0-9.,_-]+")


def check(paths: Iterable[str], terms: Iterable[str], meant: Iterable[str]) -> Iterator[Issue]:
    """Yield the placeholders, quantities and persons in the names of files and folders.

    ``attachments`` finds the other secrets. ``terms`` (固定说法) count nothing; ``meant`` are no placeholders.
    """
    paths = set(paths)
    folders = {str(folder) for path in paths for folder in PurePath(path).parents[:-1]}
    named = [(path, "文件夹名", PurePath(path).name) for path in folders - paths]
    named += [(path, "文件名", PurePath(path).stem) for path in paths]
    for path, what, name in sorted(named):
        for fault in naming.faults(name, terms, meant):
            counted = not _ALONE.fullmatch(name, fault.start, fault.end)
            elsewhere = fault.code.startswith("secret.") and fault.code != "secret.name"
            if counted and not elsewhere:
                advice = _ORDERING if name[0].isdecimal() and not fault.start else ""
                yield Issue(Place(path), f"{what}：{fault.message}{advice}", code=fault.code)
