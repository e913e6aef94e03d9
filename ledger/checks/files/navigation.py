"""Checks the navigation in the project's settings: every entry must name a possible page.

An entry is dropped silently if its page does not exist in this project or is hidden in the edition.
An entry is an error if no project could have the page. Pages need no entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from ledger.checks.files import settings
from ledger.issues import Issue, Place, nearest
from ledger.machine import files
from ledger.machine.files import Read
from ledger.patterns import Pattern
from ledger.prose import addresses
from ledger.records import source

#: the setting that holds the navigation
ENTRY = "nav"
#: signs that need no escape in an attribute of HTML
_ADDRESS = Pattern(r"[\w/:.?=%~#,;+@!$*()-]+")


def check(root: Path, possible: Collection[str], content_of: Read = files.read) -> Iterator[Issue]:
    """Yield the entries that name no page of ``possible``, and malformed entries.

    ``content_of`` returns the content of a file.
    """
    found = settings.read(root, content_of)[0]
    nav = found.get(ENTRY) if isinstance(found, dict) else None
    if isinstance(found, dict) and ENTRY in found:
        yield from _misshapen(nav, Place(settings.FILE))
    for entry in _entries(nav):
        place = source.place_of(entry, Place(settings.FILE))
        if is_address(entry):
            if not (addresses.of_web(entry) and _ADDRESS.fullmatch(entry)):
                message = (
                    f"{ENTRY}：“{entry}”不是网址；请写成 https://主机名/ 的样子，不写用户名和密码"
                )
                yield Issue(place, message, code="navigation.address")
        elif entry not in possible:
            message = f"{ENTRY}：{_advice(entry, possible)}"
            yield Issue(place, message, code="navigation.unknown")


def _advice(entry: str, possible: Collection[str]) -> str:
    """Return a message on an entry that names no page: mend it, or delete the line."""
    guess = nearest(entry, sorted(possible))
    meant = f"，是不是“{guess}”？不是就" if guess else "；请写成 docs/ 里有的页面，或者"
    return f"没有页面“{entry}”{meant}删去这一行"


def _misshapen(nav: Any, place: Place) -> Iterator[Issue]:
    """Yield the entries that are neither a page, a title with a page, nor a title with a list."""
    if not isinstance(nav, list) or not nav:
        message = f"{ENTRY}：这里要一行一个“- 标题: 页面.md”"
        yield Issue(source.place_of(nav, place), message, code="navigation.shape")
        return
    for entry in nav:
        at = source.place_of(entry, place)
        if isinstance(entry, source.Mapping) and len(entry) == 1:
            title, value = next(iter(entry.items()))
            if not settings.PLAIN.fullmatch(title):
                message = f"{ENTRY}：名称“{title}”里只写文字，不写 < > {{ }} & 和看不见的字"
                yield Issue(entry.keys_at[title], message, code="navigation.title")
            if not isinstance(value, str):
                yield from _misshapen(value, at)
        elif not isinstance(entry, str):
            message = f"{ENTRY}：一个“-”后面只写一项，如 - 标题: 页面.md；几项的各写一行“-”"
            yield Issue(at, message, code="navigation.shape")


def is_address(entry: str) -> bool:
    """Whether an entry leads out of the site."""
    return entry.startswith(("http://", "https://"))


def _entries(nav: Any) -> Iterator[str]:
    if isinstance(nav, dict):
        nav = list(nav.values())
    if isinstance(nav, list):
        for each in nav:
            yield from _entries(each)
    elif isinstance(nav, str) and nav:
        yield nav


def titles(nav: Any) -> dict[str, str]:
    """Return by page the title that the navigation gives a page."""
    if isinstance(nav, list):
        return {page: title for entry in nav for page, title in titles(entry).items()}
    if isinstance(nav, dict):
        inner = (titles(entry) for entry in nav.values())
        own = {entry: title for title, entry in nav.items() if isinstance(entry, str)}
        return own | {page: title for found in inner for page, title in found.items()}
    return {}


def names(nav: Any) -> list[str]:
    """Return every title of the navigation, and every address out of the site, in order."""
    if isinstance(nav, list):
        return [name for entry in nav for name in names(entry)]
    if isinstance(nav, dict):
        return [name for title, entry in nav.items() for name in (title, *names(entry))]
    return [nav] if isinstance(nav, str) and is_address(nav) else []


def untitled(nav: Any) -> list[str]:
    """Return the pages that stand in the navigation under their own titles, in order."""
    if isinstance(nav, dict):
        return [page for inner in nav.values() for page in untitled(inner)]
    inner = nav if isinstance(nav, list) else []
    own = [entry for entry in inner if isinstance(entry, str) and not is_address(entry)]
    return own + [page for entry in inner if isinstance(entry, dict) for page in untitled(entry)]


def shown(nav: Any, pages: Collection[str]) -> Any:
    """Return the navigation without the entries whose pages do not exist."""
    if isinstance(nav, list):
        entries = (shown(entry, pages) for entry in nav)
        return [entry for entry in entries if entry]
    if isinstance(nav, dict):
        by_title = {title: shown(entry, pages) for title, entry in nav.items()}
        return {title: entry for title, entry in by_title.items() if entry}
    return nav if isinstance(nav, str) and (is_address(nav) or nav in pages) else None
