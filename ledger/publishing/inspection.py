"""Inspects a built site before it is published: complete, without stray files, and as computed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ledger.issues import Issue
from ledger.machine import files as whole
from ledger.machine import leftovers
from ledger.project import Project
from ledger.publishing import headers, links, verify

_PAGES, _STYLES = (".html", ".htm", ".svg"), (".css",)


#: the heading of findings that only finished files show
HEADING = "成品："


def listed(lines: list[str]) -> str:
    """Return the findings on a built site as text, under their heading, with their number."""
    return "\n".join([HEADING, *lines, f"共 {len(lines)} 处"])


def faults(site: Path, required: Iterable[str], count: Callable[[int, int], None]) -> list[str]:
    """Return all findings on a built site, with those on content that a browser would block."""
    return [*problems(site, required, count), *headers.read(site).faults]


def read_back(site: Path, project: Project, count: Callable[[int, int], None]) -> list[str]:
    """Return where a built site, opened as it is, differs from its project.

    A line stands for each message, with the first place that has the fault.
    """
    from ledger.publishing.readback import reading  # no other command needs its libraries

    where: dict[str, list[Issue]] = {}
    for issue in reading.faults(site, project, count):
        where.setdefault(issue.message, []).append(issue)
    return [
        f"{issues[0]}{f'（这样的共 {len(issues)} 处）' if issues[1:] else ''}"
        for issues in where.values()
    ]


def problems(
    release: Path, required: Iterable[str], count: Callable[[int, int], None]
) -> list[str]:
    """Return the findings on files and links of a built site, a line each."""
    found = dict(verify.listed(release))
    if not found:
        return ["生成的网站是空的"]
    lines = [f"缺少  {path}" for path in required if path not in found]
    lines += [f"{path}  内容是空的" for path in required if _is_empty(release / path)]
    for path, entry in found.items():
        what = _unwanted(path) or _no_file(entry)
        if what:
            lines.append(f"{_printable(path)}  {what}")
    return lines + _link_problems(release, set(found), count)


def _is_empty(file: Path) -> bool:
    return file.is_file() and file.stat().st_size == 0


def _unwanted(path: str) -> str | None:
    if _printable(path) != path:
        return "文件名不是 UTF-8，不能发布"
    if any(part.startswith(".") for part in path.split("/")):
        return "隐藏的文件，不能发布"
    if leftovers.matches(path.rpartition("/")[2]):
        return "备份或临时的文件，不能发布"
    return None


def _no_file(entry: os.DirEntry[str]) -> str | None:
    if entry.is_dir(follow_symlinks=False):
        return "空的文件夹，不能发布"
    return None if entry.is_file(follow_symlinks=False) else "不是普通的文件，不能发布"


def _printable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _link_problems(release: Path, files: set[str], count: Callable[[int, int], None]) -> list[str]:
    """Return the findings on links, each once, with the first page that holds the link."""
    where: dict[str, list[str]] = {}
    for done, path in enumerate(sorted(files), 1):
        count(done, len(files))
        for message in sorted(set(_in_file(release, path, files))):
            where.setdefault(message, []).append(path)
    return [f"{_places(pages)}  {message}" for message, pages in where.items()]


def _places(pages: list[str]) -> str:
    more = f" 等 {len(pages)} 个文件" if len(pages) > 1 else ""
    return f"{_printable(pages[0])}{more}"


def _in_file(release: Path, path: str, files: set[str]) -> Iterator[str]:
    ending = Path(path).suffix.lower()
    read = links.in_page if ending in _PAGES else links.in_style if ending in _STYLES else None
    if read and (release / path).is_file() and not (release / path).is_symlink():
        text = whole.read(release / path).decode("utf-8", "replace")
        for link in dict.fromkeys(read(text)):
            if message := links.problem(path, link, files):
                yield message
