"""The way through the site that every page shows: its contents, and the pages before and after.

Both are made of the finished pages, so that no page lists its neighbours itself. The search leaves
them out: their words belong to other pages, or stand below.
"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.project import Project
from ledger.prose.markup import element, headings, link, plain, text

#: so many parts make a page long
_LONG = 4
_END = "</h1>"


def with_contents(content: str) -> str:
    """Return a page's HTML with a folded list of its parts, if it is long.

    Small screens show the list; others have the engine's beside the page.
    """
    folded = contents(headings(content))
    before, end, after = content.partition(_END)
    if not folded:
        return content
    return f"{before}{end}\n{folded}{after}" if end else f"{folded}\n{content}"


def contents(found: Iterable[tuple[int, str, str]]) -> str:
    """Return a folded list of a page's parts, given its headings; empty where they are few."""
    parts = [(id, shown) for level, id, shown in found if level == 2]
    if len(parts) < _LONG:
        return ""
    items = (element("li", f'<a href="#{id}">{text(plain(shown))}</a>') for id, shown in parts)
    listed = element("summary", "本页目录") + element("ol", "".join(items))
    return element("details", listed, class_="contents", data_search_exclude="")


def steps(project: Project, path: str) -> str:
    """Return links to the pages before and after one, given by its path; empty where it has none."""
    before, after = project.beside.get(path, ("", ""))
    shown = (
        element("span", word + link(there, project.generated[there].title))
        for word, there in (("上一页：", before), ("下一页：", after))
        if there
    )
    return element("p", "".join(shown), class_="crumbs beside") if before or after else ""
