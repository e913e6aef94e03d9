"""The navigation in the project's settings: it names pages, and a misspelt one is an error.

A setting that stands twice is one, too: the engine takes the last, in silence.

A page that the project has not got, or its readers may not see, is left out of the navigation; one
that no project could have is a slip. Pages need no line in the navigation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from ledger.issues import Issue, Place, nearest
from ledger.records import source

#: the settings of the engine, and their entry that is the navigation
SETTINGS, ENTRY = "mkdocs.yml", "nav"


def check(root: Path, possible: Collection[str]) -> Iterator[Issue]:
    """Yield the entries that are no page which a project could have."""
    try:
        text, issues = source.decode((root / SETTINGS).read_bytes(), SETTINGS)
    except OSError:  # the data alone can be checked, too; an engine says that it has no settings
        return
    settings, found = source.parse(text, SETTINGS)
    yield from (*issues, *source.repeated(found))
    if settings is None:  # the engine could not start; its own tags are no mistake
        lines = text.split("\n")
        yield from [each for each in found if "!!" not in lines[each.place.line - 1]] or found
    nav = settings.get(ENTRY) if isinstance(settings, dict) else None
    for entry in _entries(nav):
        if not is_address(entry) and entry not in possible:
            place = source.place_of(entry, Place(SETTINGS))
            message = f"{ENTRY}：{_said(entry, possible)}"
            yield Issue(place, message, code="navigation.unknown")


def _said(entry: str, possible: Collection[str]) -> str:
    """Say what to do with an entry that is no page: mend it, or delete the line."""
    guess = nearest(entry, sorted(possible))
    meant = f"，是不是“{guess}”？不是就" if guess else "；请写成 docs/ 里有的页面，或者"
    return f"没有页面“{entry}”{meant}删去这一行"


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


def shown(nav: Any, pages: Collection[str]) -> Any:
    """Return the navigation with the entries alone that lead to pages which are there."""
    if isinstance(nav, list):
        entries = (shown(entry, pages) for entry in nav)
        return [entry for entry in entries if entry]
    if isinstance(nav, dict):
        by_title = {title: shown(entry, pages) for title, entry in nav.items()}
        return {title: entry for title, entry in by_title.items() if entry}
    return nav if isinstance(nav, str) and (is_address(nav) or nav in pages) else None
