"""The state of the project from which a site is made: git's revision, date, uncommitted changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from ledger.machine import git
from ledger.machine.premises import INPUTS
from ledger.machine.stopping import Stopped
from ledger.records.dataset import read_all
from ledger.records.editions import EDITIONS
from ledger.records.types.official import Seal

#: the variable that sets the date of a build, in seconds since 1970
DATE = "SOURCE_DATE_EPOCH"
#: the variable by which a program that checked the project tells the engine of which files: their stamp
CHECKED = "LEDGER_CHECKED"
#: how git lists another repository inside this one
_GITLINK = "160000 "
_SHORT = 10
_BEIJING = timezone(timedelta(hours=8))


class Revision(NamedTuple):
    """A commit (empty outside git), its date, and whether files differ from it."""

    commit: str
    dirty: bool
    epoch: int

    @property
    def short(self) -> str:
        """The revision's name in ASCII, for a folder."""
        return (self.commit[:_SHORT] or "nogit") + ("-dirty" if self.dirty else "")

    @property
    def said(self) -> str:
        """The revision's name for a reader."""
        changed = "，含没有提交的改动" if self.dirty else ""
        return (self.commit[:_SHORT] or "不在 git 里") + changed


def of(root: Path, environ: Mapping[str, str] = os.environ, day: date | None = None) -> Revision:
    """Return the state of a project; ``day`` takes the place of its commit's.

    Without a commit it is of the day of the newest seal for everybody. Raises ``Stopped`` where no day is known.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD") or ""
    asked = ("--porcelain", "--untracked-files=all", "--ignore-submodules=all", "--", *INPUTS)
    changed = _git(root, "status", *asked)
    if commit:
        _known(changed, root)
        _refuse_inner(_known(_git(root, "ls-files", "--stage", "-z", "--", *INPUTS), root))
    if day:
        epoch = _midnight(day)
    elif given := environ.get(DATE):
        epoch = _seconds(given)
    elif commit:
        epoch = int(
            _known(
                _git(root, "show", "--no-patch", "--no-show-signature", "--format=%ct", "HEAD"),
                root,
            )
        )
    elif newest := _newest_seal(root):
        epoch = _midnight(newest)
    else:
        raise Stopped(
            f"{root} 没有 git 的提交，也没有封存的报告，不知道这一版是哪天的；"
            "请加上日期，如 --day 2022-01-10，用 make 的写 DAY=2022-01-10",
            code=2,
        )
    return Revision(commit, bool(commit) and changed != "", epoch)


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=_BEIJING).timestamp())


def _newest_seal(root: Path) -> date | None:
    """Return the day of the newest seal of all years that everybody may see."""
    dataset = read_all(root)[0]
    seals = (seal for each in (dataset, *dataset.beside.values()) for seal in each.of(Seal))
    return max((seal.day for seal in seals if seal.readers == EDITIONS[0]), default=None)


def _refuse_inner(listed: str) -> None:
    """Raise ``Stopped`` for a repository in the repository: the commit does not hold its files."""
    for entry in listed.split("\0"):
        if entry.startswith(_GITLINK):
            path = entry.partition("\t")[2]
            raise Stopped(
                f"{path} 是另一个 git 仓库，里面的文件不在提交里；请把文件本身放进来", code=1
            )


def _known(answer: str | None, root: Path) -> str:
    """Return git's answer about a commit; raises ``Stopped`` where the repository is damaged."""
    if answer is None:
        raise Stopped(
            f"{root} 的 git 仓库坏了，读不出提交和日期；运行 git fsck 看哪里坏了，"
            "从别处的副本恢复后再发布"
        )
    return answer


def _seconds(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 12):
        raise Stopped(f"{DATE} 应当是 1970 年以来的秒数，如 1640995200；现在是“{given}”", code=2)
    return int(given)


def stamp(root: Path) -> str:
    """Return a text that changes whenever an input file is written; every process finds the same."""
    files = (file for name in INPUTS for file in [root / name, *(root / name).rglob("*")])
    found = sorted(
        (str(file), file.stat().st_size, file.stat().st_mtime_ns)
        for file in files
        if file.is_file() and file.suffix != ".pyc"
    )
    return hashlib.sha256(repr(found).encode(errors="surrogateescape")).hexdigest()


def at(epoch: int) -> datetime:
    """Return a moment in the time zone of the site's readers."""
    return datetime(1970, 1, 1, tzinfo=UTC).astimezone(_BEIJING) + timedelta(seconds=epoch)


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git answers; None where it has no answer. Raises ``Stopped`` where it distrusts."""
    try:
        return git.ask(root, *arguments).decode(errors="replace").strip()
    except git.NoAnswer as error:
        if error.untrusted:
            raise Stopped(str(error)) from None
        return None
