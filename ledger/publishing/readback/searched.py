"""The search knows each page as it is shown, and no other page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ledger.codes import AGAIN
from ledger.issues import Issue, Place, finds
from ledger.pages import search
from ledger.pages.search import Entry, Index
from ledger.publishing.readback.opening import Page, text


@finds("finished.search")
def compare(
    page: Page, article: Any, entry: Entry | None, searched: bool, offers: str
) -> Iterator[Issue]:
    """Yield where the search says anything else of a page than its ``article`` holds.

    ``entry`` is what the index holds of the page, None where the page is not in it; ``offers`` is
    what a reader does there beside reading.
    """
    if entry is None or not searched:
        if searched or entry:
            yield page.issue(f"搜索里{'没有' if searched else '不该有'}这一页；请{AGAIN}")
        return
    if entry != search.entry(entry.title, article, offers):
        yield page.issue(f"搜索记的文字和这一页的不同；请{AGAIN}")
    if not (_names(page, "//h1|//head/title", entry) or _names(page, "//nav//a", entry)):
        yield page.issue(f"搜索里把这一页叫作“{entry.title}”，网页上没有这个名称；请{AGAIN}")


def _names(page: Page, path: str, entry: Entry) -> bool:
    """Whether an element of the page, found by an XPath, bears the title of an entry."""
    shown = (" ".join(text(node).split()) for node in page.all(path))
    return any(f"{each} ".startswith(f"{entry.title} ") for each in shown)


@finds("finished.search")
def others(index: Mapping[str, Entry], addresses: set[str]) -> Iterator[Issue]:
    """Yield the pages that the search knows and the site must not have."""
    for address in index.keys() - addresses:
        message = f"搜索里多出“{index[address].title}”（{address}）；请{AGAIN}"
        yield Issue(Place(search.FILE), message)


@finds("finished.search")
def words(index: Index, year: int, groups: Sequence[Sequence[str]]) -> Iterator[Issue]:
    """Yield where the search takes other words for the same, or tells of another year."""
    if index.groups != search.standing(groups, index.pieces):
        yield Issue(Place(search.FILE), f"搜索的近义词和数据里的不同；请{AGAIN}")
    if index.year != year:
        yield Issue(Place(search.FILE), f"搜索里的年度是 {index.year}，应当是 {year}；请{AGAIN}")
