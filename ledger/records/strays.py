"""What lies in data/ and is no ledger: the folder is closed, what is not read would be lost unsaid."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ledger.issues import Issue, Place, nearest, unknown
from ledger.language import numerals
from ledger.machine import leftovers
from ledger.patterns import Pattern
from ledger.records.base import MONTHS, Ledgers, LedgerType, month_of
from ledger.records.fields import EDITIONS

_YEAR = Pattern("[1-9][0-9]{3}")
#: the folder of a year with the sections of its report, as they were signed
TEXTS = "report"
_YAML = Pattern(r"\.ya?ml\b", re.IGNORECASE)
#: the endings under which an editor may have saved a ledger
_ENDINGS = Pattern(r"(?:\.ya?ml|\.txt){1,3}\Z", re.IGNORECASE)
#: a month's number as people write it: 3, 3月, 2021-03, 三月
_MONTH = Pattern(r"(?:[0-9]{4}\D?)?(?:([0-9]{1,2})(?:月份?)?|([一二三四五六七八九十]{1,2})月份?)")


@dataclass(frozen=True)
class Stray:
    """What is said of a file or folder, and the ledgers that lack what may be in it."""

    issue: Issue
    ledgers: frozenset[str]


def is_read(ledger: LedgerType, path: str) -> bool:
    """Whether what lies in the folder of a ledger, or of a part of it, is one of its files, by its path."""
    name = PurePosixPath(path).name
    if leftovers.matches(name) or leftovers.copied(name):
        return False
    if not ledger.monthly:
        return True
    found = month_of(path)
    return found is not None and (path == f"{found.home}/{name}" or _is_part(found.part))


def _is_part(name: str) -> bool:
    """Whether a folder of this name holds a part of the months of a ledger.

    It does not where somebody would take it for a month, for what is no more in use, or, with the
    name of an edition, for readable by few; nor where nobody sees it, its name beginning with a dot.
    """
    odd = (
        name.startswith(".")
        or leftovers.matches(name)
        or leftovers.copied(name)
        or leftovers.is_aside(name)
    )
    return not (odd or _month(name) or name in EDITIONS)


def _month(stem: str) -> str | None:
    """Return the file of the month that a name tells, as people write months; None for none."""
    month = _MONTH.fullmatch(unicodedata.normalize("NFKC", stem))
    number = month and (int(month[1]) if month[1] else numerals.ordinal_value(month[2]))
    name = f"{number or 0:02}.yml"
    return name if name in MONTHS else None


def find(
    data: Path, ledgers: Ledgers, year: int, used: set[Path], below: tuple[str, ...] = ()
) -> Iterator[Stray]:
    """Yield what is neither read (``used``) nor passed over in data/ and the folder of a year.

    With ``below``, only that folder is looked into: that of a year whose report is kept as text.
    """
    shelves = _shelves(ledgers, year)
    folders = [*shelves.folders, *shelves.parts(data)]
    for folder in folders:
        if folder.parts[: len(below)] != below:
            continue
        here = data / folder
        for name in sorted(os.listdir(here)) if here.is_dir() else ():
            if (path := here / name) in used or name.partition(".")[0] in shelves.broken:
                continue
            place = folder / name
            if (below and place == PurePosixPath(*below, TEXTS)) or (
                path.is_dir() and (place in folders or is_year(str(place)))
            ):
                continue
            look = _left if leftovers.matches(name) else _stray
            told, meant = look(path, place, shelves)
            if told:
                code, message = told
                yield Stray(
                    Issue(Place(f"data/{place}"), message, code=code), shelves.ledgers(meant)
                )


def is_year(folder: str) -> bool:
    """Whether a folder of data/ bears the number of a year."""
    return bool(_YEAR.fullmatch(folder))


@lru_cache(maxsize=16)
def _shelves(ledgers: Ledgers, year: int) -> _Shelves:
    return _Shelves(ledgers, year)


class _Shelves:
    """Where the ledgers of a year stand, by paths below data/."""

    def __init__(self, ledgers: Ledgers, year: int) -> None:
        #: the names of ledgers of which nobody knows how they are kept
        self.broken = {kind.name for kind in ledgers.values() if kind.broken}
        self.kinds = {
            PurePosixPath(kind.files.format(year=year, last_year=year - 1)): kind
            for kind in ledgers.values()
            if not kind.broken
        }
        folders = {parent for path in self.kinds for parent in path.parents}
        self.folders = sorted(folders - {PurePosixPath(f"{year - 1}")})
        files = {path for path in self.kinds if "*" not in path.name}
        self.homes = {path.name: path for path in sorted(files.union(self.folders))}

    def parts(self, data: Path) -> Iterator[PurePosixPath]:
        """Yield the folders of the parts of months."""
        for home in (path.parent for path, kind in self.kinds.items() if kind.monthly):
            for name in sorted(os.listdir(data / home)) if (data / home).is_dir() else ():
                if _is_part(name) and (data / home / name).is_dir():
                    yield home / name

    def ledgers(self, meant: PurePosixPath | None) -> frozenset[str]:
        """Return the ledgers of which a file, or the folder of all files, is meant."""
        return frozenset(
            kind.name
            for path, kind in self.kinds.items()
            if meant and (path in (meant, meant / "*.yml") or kind is self.many(meant.parent))
        )

    def many(self, folder: PurePosixPath) -> LedgerType | None:
        """Return the ledger of which a folder holds files by whatever names, or a part of the months."""
        whole = self.kinds.get(folder.parent / "*.yml")
        return self.kinds.get(folder / "*.yml") or (whole if whole and whole.monthly else None)

    def known(self, folder: PurePosixPath) -> list[str]:
        """Return the names of the ledgers' files in a folder; none where any name will do."""
        if many := self.many(folder):
            return list(MONTHS) if many.monthly else []
        return [path.name for path in self.homes.values() if path.suffix]

    def meant(self, place: PurePosixPath) -> PurePosixPath | None:
        """Return the ledger's file that a file would be under the right name, if it is clear."""
        stem = _ENDINGS.sub("", place.name).lstrip(".")
        many = self.many(place.parent)
        if many and many.monthly:
            month = _month(stem)
            return place.with_name(month) if month else None
        right = place.with_name(f"{stem}.yml")
        is_one = _YAML.search(place.name) if many else self.homes.get(right.name) == right
        return right if is_one else None


#: a code and what is said, and the ledger's file that is meant and not there
_Fault = tuple[str, str]
_Told = tuple[_Fault | None, PurePosixPath | None]


def _left(path: Path, place: PurePosixPath, _: _Shelves) -> _Told:
    """A copy is passed over beside what it is a copy of; alone it may be a ledger."""
    copied = leftovers.original(path.name)
    if not copied or copied.startswith(".") or path.with_name(copied).exists():
        return None, None
    is_text = _YAML.search(copied) or _ENDINGS.search(copied)
    return _alone(place, copied) if is_text else (None, None)


def _alone(place: PurePosixPath, copied: str) -> _Told:
    name = place.name
    told = f"只有“{name}”，没有“{copied}”；是要的就改名为“{copied}”，不要就删去"
    return ("file.leftover", told), place.with_name(copied)


def _stray(path: Path, place: PurePosixPath, shelves: _Shelves) -> _Told:
    """Say what a file or folder was probably meant to be."""
    home = shelves.homes.get(path.name)
    if home and home != place:
        to = f"data/{home.parent}".removesuffix("/.")
        told = f"“{path.name}”放错了地方，没有读；请移到 {to}/ 下"
        return ("file.misplaced", told), home
    copied = leftovers.copied(path.name)
    if path.is_dir():
        return _folder(path, place, copied, shelves)
    if not _ENDINGS.search(path.name):
        return _foreign(place, copied, shelves), None
    if meant := shelves.meant(place.with_name(copied or path.name)):
        there = path.with_name(meant.name).exists()
        return _misnamed(place, meant, there, is_copy=bool(copied))
    if _YAML.search(path.name):
        known = shelves.known(place.parent)
        months = shelves.many(place.parent)
        told = unknown("数据文件", path.name, known) if months else _unknown(path.name, known)
        return ("file.misnamed", told), _absent(path, place, known)
    return _foreign(place, copied, shelves), None


def _misnamed(place: PurePosixPath, meant: PurePosixPath, there: bool, is_copy: bool) -> _Told:
    """Say of a ledger's file how to name it, or that another one has that name."""
    name, right = place.name, meant.name
    if is_copy:
        return (_copy(name, right), None) if there else _alone(place, right)
    if there:
        told = f"没有读“{name}”：已经有“{right}”；要的内容写进那里，再删去“{name}”"
        return ("file.copy", told), None
    return ("file.misnamed", f"没有读“{name}”；请改名为“{right}”"), meant


def _copy(name: str, copied: str) -> _Fault:
    told = f"没有读“{name}”：像是“{copied}”的副本；不要就删去，要的内容写进“{copied}”"
    return "file.copy", told


def _folder(path: Path, place: PurePosixPath, copied: str | None, shelves: _Shelves) -> _Told:
    many = shelves.many(place.parent)
    of_months = bool(many and many.monthly)
    if copied and (place.with_name(copied) in shelves.folders or of_months):
        there = path.with_name(copied).exists()
        return (_copy(place.name, copied), None) if there else _alone(place, copied)
    if of_months:
        return ("file.misnamed", _no_part(place.name)), place
    if place.name == TEXTS and is_year(str(place.parent)):
        return _put_aside(str(place.parent)), None
    folders = [name for name in shelves.homes if name and "." not in name]
    told = f"{unknown('文件夹', place.name, folders)}；不是台账的请移出 data/"
    return ("file.misnamed", told.replace("？；", "？")), _absent(path, place, folders)


def _no_part(name: str) -> str:
    """Say why a folder holds no part of the months of a ledger."""
    if name in EDITIONS:
        said = "data/ 里的文件夹不限定读者，给谁看写在各条记录的“可见”里；请改名"
    elif name.startswith("."):
        said = "名字以点开头的，别人看不见；要的请改名，不要的移出 data/"
    elif leftovers.is_aside(name):
        said = "像是放备份、不要的文件的；要的请改名，不要的移出 data/"
    elif _month(name):
        said = "一个月分成几份的，文件夹是各份的名称，里面是月份，如 财务/03.yml；请改名"
    else:
        said = "一份的文件夹里只有各月的文件，不再建文件夹；请把里面的移出来"
    return f"没有读文件夹“{name}”：{said}"


def _put_aside(year: str) -> _Fault:
    """Say that the report of the year that is written lies where those of others do."""
    told = (
        f"{year} 是报告年度，它的报告应当在 docs/report/ 里；换报告没有换完的，"
        f"再运行一次 python -m ledger new-year {year} --report，别的请移到 data/ 外面"
    )
    return "file.misplaced", told


def _unknown(name: str, known: list[str]) -> str:
    """Say that a file is no ledger: which one is meant, or how one of the bureau's own is begun."""
    stem = PurePosixPath(name).stem
    if not nearest(stem, [each.removesuffix(".yml") for each in known]):
        own = f"本单位自己的台账，先在 data/台账/{stem}.yml 里写明有哪些键"
        return f"不认识的数据文件“{name}”；{own}；别的请移出 data/"
    return unknown("数据文件", name, known)


def _absent(path: Path, place: PurePosixPath, known: list[str]) -> PurePosixPath | None:
    """Return what a misspelt name probably means, where that is not there."""
    guess = nearest(path.name, known)
    return place.with_name(guess) if guess and not path.with_name(guess).exists() else place


def _foreign(place: PurePosixPath, copied: str | None, shelves: _Shelves) -> _Fault:
    """One advice for every kind of file that is not text of a ledger."""
    stem = PurePosixPath(copied or place.name).stem
    known = shelves.known(place.parent)
    month = shelves.meant(place.with_name(f"{stem}.yml")) if known else None
    guess = month.stem if month else nearest(stem, [name.removesuffix(".yml") for name in known])
    meant = f"若是“{guess}.yml”的内容，请写进那里；" if guess else ""
    return "file.stray", f"没有读“{place.name}”：data/ 里只读 .yml 台账；{meant}请把它移出 data/"
