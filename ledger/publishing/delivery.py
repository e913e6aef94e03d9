"""Brings a release to another machine: one file there, received whole or not at all.

The receiver believes nothing that it cannot compare: the edition with the one that is asked for and
with the releases of the folder, the log with theirs, every byte with the manifest, and the
manifest's hash with the one that the sender noted, where that is given.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.publishing import archive, disk, inspection, log, publication, releases, verify
from ledger.publishing.archive import Archive
from ledger.publishing.log import LogEntry
from ledger.publishing.releases import Release, Shelf
from ledger.publishing.revision import Revision
from ledger.publishing.steps import Steps
from ledger.publishing.switching import Switch
from ledger.records.editions import EDITIONS

_COMMIT = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})?")
#: what a site has, whatever the machine that built it had
_REQUIRED = ("index.html",)


class Asked(NamedTuple):
    """What the receiver asks of a release, and does with it.

    ``digest`` is its manifest's SHA-256, empty where nobody noted it. An ``older`` one may come as
    well. Of the releases the newest ``keep`` stay; None puts it there and does not serve it.
    """

    edition: str
    digest: str = ""
    older: bool = False
    keep: int | None = None


class Sent(NamedTuple):
    """A release as its manifest describes it."""

    edition: str
    revision: Revision
    log: tuple[LogEntry, ...]
    digest: str

    @property
    def number(self) -> int:
        """The number under which it was published."""
        return self.log[0].number


def pack(folder: Path, number: int | None, file: Path, steps: Steps) -> Release:
    """Write the served release of a folder, or the numbered one, as one file; return the release."""
    shelf = releases.looked_at(folder)
    release = publication.numbered(shelf, number) if number else shelf.current()
    if release is None:
        raise Stopped(f"{folder} 里没有正在使用的一版；请用 --release 写明第几次发布", code=2)
    steps.begin("正在打包")
    publication.compare(release.folder, steps, f"{release.name} 已经损坏，没有打包")
    content = files.read(release.folder / verify.MANIFEST)
    archive.write(file, release.name, release.folder.joinpath, content, steps.count)
    steps.end()
    return release


def receive(
    folder: Path,
    file: Path,
    asked: Asked,
    steps: Steps,
    switch: type[Switch] | None = None,
) -> Release:
    """Put a packed release among those of a folder, and serve it.

    On any failure the folder serves what it served. Raises ``Stopped`` and ``OSError``.
    """
    steps.begin("正在读清单")
    with archive.opened(file) as opened:
        sent = _sent(opened)
        _as_asked(opened, sent, asked)
        with releases.opened(folder, switch) as shelf:
            publication.same_edition(shelf, sent.edition)
            publication.clean(shelf, steps)
            shelf.switch.current()
            release = _there(shelf, sent, steps)
            if release is None or release != shelf.current():
                _continues(shelf, sent, asked.older)
            served = release or _put(shelf, opened, sent, steps)
            if asked.keep is None or served == shelf.current():
                return served
            publication.serve(shelf, served, steps, is_new=release is None)
            publication.prune(shelf, asked.keep, steps)
            return served


def _sent(opened: Archive) -> Sent:
    said = opened.said
    try:
        commit, day = _COMMIT.fullmatch(said["revision"]), datetime.fromisoformat(said["date"])
        entries = log.loaded(said["log"])
        if not commit or not 0 < entries[0].number < 10**9 or said["edition"] not in EDITIONS:
            raise ValueError
        revision = Revision(commit[0], bool(said["dirty"]), int(day.timestamp()))
        if not 0 <= revision.epoch < 1 << 33:
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        raise Stopped(f"{opened.file} 不是 pack 写的一版，不收", code=1) from None
    return Sent(said["edition"], revision, entries, hashlib.sha256(opened.content).hexdigest())


def _as_asked(opened: Archive, sent: Sent, asked: Asked) -> None:
    if sent.edition != asked.edition:
        raise Stopped(
            f"{opened.file} 是{sent.edition}版，这里要收{asked.edition}版；要收它，写 --edition {sent.edition}，"
            "放进这一版自己的文件夹",
            code=2,
        )
    if asked.digest and asked.digest.lower() != sent.digest:
        raise Stopped(
            f"{opened.file} 的清单的 SHA-256 是 {sent.digest}，不是 {asked.digest}；不是那一次发布的，不收",
            code=1,
        )


def _there(shelf: Shelf, sent: Sent, steps: Steps) -> Release | None:
    """Return the same release, whole, where the folder has it; refuse another of its number."""
    found = next((each for each in shelf.releases() if each.number == sent.number), None)
    if found is None:
        return None
    if verify.entry_of(found.folder / verify.MANIFEST).sha256 != sent.digest:
        raise Stopped(
            f"{shelf.folder} 里的第 {sent.number} 次发布是另一版（{found.name}）；"
            "这一版不是接着这里的发布的，请另用一个文件夹"
        )
    publication.compare(
        found.folder, steps, f"这里的 {found.name} 已经损坏；请把这个文件夹移走，再收一次"
    )
    return found


def _continues(shelf: Shelf, sent: Sent, older: bool) -> None:
    """Refuse a release of another line of releases, and one that is older if that is not asked for."""
    listed = shelf.releases()
    if not listed:
        return
    newest = listed[-1]
    here = newest.log()
    longer, shorter = (sent.log, here) if sent.number > newest.number else (here, sent.log)
    known = {_line(entry) for entry in longer}
    if not shorter or _line(shorter[0]) not in known:
        raise Stopped(
            f"这一版（第 {sent.number} 次）的发布记录和 {shelf.folder} 里的（第 {newest.number} 次）接不上，"
            "多半是另一个项目的，或者发布文件夹换过；请另用一个文件夹"
        )
    if sent.number < newest.number and not older:
        raise Stopped(
            f"这一版是第 {sent.number} 次发布，比这里的第 {newest.number} 次旧；确实要换上它，加上 --older",
            code=2,
        )


def _line(entry: LogEntry) -> LogEntry:
    """Return an entry as every later log has it: figures that nobody may see any more are left out."""
    return replace(entry, figures=())


def _put(shelf: Shelf, opened: Archive, sent: Sent, steps: Steps) -> Release:
    building = shelf.begin()
    try:
        steps.begin("正在解开")
        archive.unpack(opened, building, steps.count)
        steps.begin("正在核对")
        if wrong := inspection.problems(building, _REQUIRED, steps.count):
            raise Stopped(f"{inspection.listed(wrong)}，没有收", code=1)
        steps.begin("正在写入磁盘")
        few = sent.edition != EDITIONS[0]
        disk.settle(building, sent.revision.epoch, steps.count, few)
        steps.begin("正在核对清单")
        publication.compare(building, steps, "写到磁盘的和清单不一致")
        return shelf.finish(building, sent.revision.short, sent.number)
    except BaseException:
        disk.remove(building)
        raise
