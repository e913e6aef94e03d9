"""What lies in data/ and is no ledger: the folder is closed, what is not read would be lost unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ledger.issues import Issue, Place, nearest, unknown
from ledger.machine import leftovers
from ledger.records.register import LEDGERS

#: folders that hold one file a month
_MONTHLY = [
    kind.files.split("/")[-2]
    for kind in LEDGERS.values()
    if "}/" in kind.files and "*" in kind.files
]
_MONTHS = [f"{number:02}.yml" for number in range(1, 13)]
_YEAR = re.compile("[0-9]{4}")
_LIKE_YAML = re.compile(r"\.ya?ml|\.txt$", re.IGNORECASE)


def find(data: Path, year: int, used: set[Path]) -> Iterator[Issue]:
    """Yield what is neither read (``used``) nor passed over; the folders of other years are not looked into."""
    patterns = [
        PurePosixPath(kind.files.format(year=year, last_year=year - 1)) for kind in LEDGERS.values()
    ]
    folders = {
        parent for path in patterns for parent in path.parents if str(parent) != f"{year - 1}"
    }
    files = {path for path in patterns if "*" not in path.name}
    homes = {path.name: path for path in sorted(folders | files)}
    for folder in sorted(folders):
        here = data / folder
        for path in sorted(here.iterdir()) if here.is_dir() else ():
            place = folder / path.name
            if path in used or (path.is_dir() and (place in folders or _is_year(place))):
                continue
            if told := _left(path) if leftovers.matches(path.name) else _stray(path, place, homes):
                yield Issue(Place(f"data/{place}"), told[1], code=told[0])


def _is_year(place: PurePosixPath) -> bool:
    return bool(_YEAR.fullmatch(str(place)))


def _left(path: Path) -> tuple[str, str] | None:
    """A copy is passed over beside what it is a copy of; alone it may be a ledger."""
    copied = leftovers.original(path.name)
    if not copied or copied.startswith(".") or not _LIKE_YAML.search(copied):
        return None
    if path.with_name(copied).exists():
        return None
    message = f"只有“{path.name}”，没有“{copied}”；是要的就改名为“{copied}”，不要就删去"
    return "file.leftover", message


def _stray(path: Path, place: PurePosixPath, homes: dict[str, PurePosixPath]) -> tuple[str, str]:
    """Return the code and what a file or folder was probably meant to be."""
    name = path.name
    if name in homes and homes[name] != place:
        home = f"data/{homes[name].parent}".removesuffix("/.")
        return "file.misplaced", f"“{name}”放错了地方，没有读；请移到 {home}/ 下"
    if path.is_dir():
        folders = [each for each in homes if each and "." not in each]
        message = f"{unknown('文件夹', name, folders)}；不是台账的请移出 data/"
        return "file.misnamed", message.replace("？；", "？")
    files = [each for each in homes if "." in each]
    known = _MONTHS if path.parent.name in _MONTHLY else files
    if _LIKE_YAML.search(name):
        return "file.misnamed", unknown("数据文件", name, known)
    guess = nearest(path.stem, [each.removesuffix(".yml") for each in known])
    meant = f"若是“{guess}.yml”的内容，请写进那里；" if guess else ""
    return "file.stray", f"没有读“{name}”：data/ 里只读 .yml 台账；{meant}请把它移出 data/"
