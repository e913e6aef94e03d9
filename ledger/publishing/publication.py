"""Publishes a site step by step, and goes back to an earlier release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ledger.machine import refusing
from ledger.machine.stopping import Stopped
from ledger.publishing import disk, inspection, log, manifest, releases, verify
from ledger.publishing.log import LogEntry
from ledger.publishing.releases import Release, Shelf
from ledger.publishing.revision import Revision
from ledger.publishing.steps import Steps
from ledger.publishing.switching import Switch
from ledger.records.editions import EDITIONS

Log = tuple[LogEntry, ...]


class Job(NamedTuple):
    """What a build needs of its publication: the lock's handle, for its programs, and the log.

    While the files have the stamp ``checked`` the engine reads them and does not check them again.
    """

    handle: int
    log: Log
    checked: str = ""


Count = Callable[[int, int], None]


def _nothing(_: Path, __: Job, ___: Count) -> list[str]:
    return []


def _as_it_is(new: LogEntry, earlier: Log, _: str) -> Log:
    return (new, *earlier)


@dataclass(frozen=True)
class Source:
    """A site to publish: ``check`` raises its errors and returns remarks, ``write`` builds it.

    ``log`` takes the new entry, the earlier ones and a commit. It adds the changes since the commit
    to the new entry and may shorten the earlier ones. ``read`` opens a built site and returns where
    it differs from what was computed.
    """

    edition: str
    revision: Revision
    check: Callable[[], Iterable[str]]
    write: Callable[[Path, Job], None]
    required: Callable[[], Sequence[str]]
    versions: Mapping[str, str]
    log: Callable[[LogEntry, Log, str], Log] = _as_it_is
    read: Callable[[Path, Job, Count], list[str]] = _nothing


def publish(
    folder: Path, source: Source, keep: int, steps: Steps, switch: type[Switch] | None = None
) -> Release:
    """Check, build and switch to a site; on any failure the earlier release stays in service."""
    with releases.opened(folder, switch) as shelf:
        same_edition(shelf, source.edition)
        clean(shelf, steps)
        shelf.switch.current()  # refuses a foreign ``current`` before any work is done
        steps.begin("正在检查")
        for remark in source.check():
            steps.note(remark)
        release = _made(shelf, source, steps)
        serve(shelf, release, steps)
        prune(shelf, keep, steps)
        return release


def serve(shelf: Shelf, release: Release, steps: Steps, is_new: bool = True) -> None:
    """Switch to a release; where that fails, a new one goes."""
    steps.begin("正在换上")
    try:
        shelf.switch.point(release.name)
    except BaseException:
        if is_new and shelf.current() != release:
            disk.remove(release.folder)
        raise
    steps.end()


def roll_back(
    folder: Path, number: int | None, steps: Steps, switch: type[Switch] | None = None
) -> Release:
    """Serve an earlier release again: the release before the current one, or the numbered one."""
    releases.looked_at(folder, switch)
    with releases.opened(folder, switch) as shelf:
        clean(shelf, steps)
        release = _chosen(shelf, number)
        steps.begin("正在核对清单")
        compare(release.folder, steps, f"{release.name} 已经损坏，不能换回")
        steps.begin("正在换上")
        shelf.switch.point(release.name)
        steps.end()
        return release


def same_edition(shelf: Shelf, edition: str) -> None:
    """Refuse another edition: a restricted one must not replace one that everybody reads."""
    for release in shelf.releases():
        found = (release.manifest() or {}).get("edition")
        if found is None:
            raise Stopped(
                f"{release.folder} 的清单读不了，不知道是哪一版；请把这个文件夹移到别处，再发布"
            )
        if found != edition:
            raise Stopped(
                f"{shelf.folder} 里发布的是{found}版，不是{edition}版；每一版用自己的文件夹", code=2
            )


def clean(shelf: Shelf, steps: Steps) -> None:
    """Delete what dead publications left, and say so."""
    if left := shelf.clean():
        steps.note(f"清理了没有完成的发布留下的 {left} 个文件夹")


def _made(shelf: Shelf, source: Source, steps: Steps) -> Release:
    building = shelf.begin()
    try:
        entries = _log(shelf, source, steps)
        job = Job(shelf.handle or 0, entries)
        steps.begin("正在生成")
        source.write(building, job)
        steps.begin("正在核对")
        wrong = inspection.problems(building, source.required(), steps.count)
        steps.begin("正在读回")
        if wrong := [*wrong, *source.read(building, job, steps.count)]:
            raise Stopped(f"{inspection.listed(wrong)}，没有发布", code=1)
        steps.begin("正在写清单")
        said = manifest.about(source.edition, source.revision, source.versions, entries)
        manifest.write(building, said, steps.count)
        steps.begin("正在写入磁盘")
        few = source.edition != EDITIONS[0]
        disk.settle(building, source.revision.epoch, steps.count, few)
        steps.begin("正在核对清单")
        compare(building, steps, "写到磁盘的和生成的不一致")
        return shelf.finish(building, source.revision.short)
    except BaseException:
        disk.remove(building)
        raise


def _log(shelf: Shelf, source: Source, steps: Steps) -> Log:
    """Return the log with the new release first."""
    listed, served = shelf.releases(), shelf.current()
    new = log.entry(shelf.following(), source.revision)
    earlier = listed[-1].log() if listed else ()
    if served is None:
        return (new, *earlier)
    steps.begin("正在和现在的网站比较")
    commit = str((served.manifest() or {}).get("revision", ""))
    return source.log(replace(new, since=served.number), earlier, commit)


def compare(folder: Path, steps: Steps, message: str) -> None:
    """Raise ``Stopped`` with a message where a release is not as its manifest says."""
    try:
        lines = [*map(str, verify.differences(folder, steps.count))]
    except verify.Unreadable as error:
        lines = [str(error)]
    if lines:
        raise Stopped("\n".join([*lines, message]))


def prune(shelf: Shelf, keep: int, steps: Steps) -> None:
    """Delete old releases; a failure is only reported, as the site is already published."""
    try:
        shelf.prune(keep)
    except OSError as error:
        steps.note(f"旧的发布没有删净：{refusing.refusal(error)}")


def numbered(shelf: Shelf, number: int) -> Release:
    """Return a release by its number; raises ``Stopped`` where it is not there."""
    found = shelf.releases()
    if named := [release for release in found if release.number == number]:
        return named[0]
    known = "、".join(str(release.number) for release in found) or "一个也没有"
    raise Stopped(f"没有第 {number} 次发布；现有：{known}", code=2)


def _chosen(shelf: Shelf, number: int | None) -> Release:
    if number is not None:
        return numbered(shelf, number)
    if before := shelf.before():
        return before
    raise Stopped("没有更早的发布可以换回", code=2)
