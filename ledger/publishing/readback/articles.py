"""The article of a finished page is that of the project: elements, attributes and text, in order.

Links are compared by the file of the site to which they lead. What stands around the article
is compared by ``frames``; the report's tools above the document are not.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, partial
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from lxml import html

from ledger.codes import AGAIN
from ledger.issues import Issue, Place, finds
from ledger.pages import dialect
from ledger.pages.article import article
from ledger.project import Project
from ledger.prose import addresses
from ledger.prose.inventory import PAGE
from ledger.publishing.readback.opening import Page

#: the report's tools above its document
_TOOLS = "document-tools"
#: the attributes that hold an address
_ADDRESSES = frozenset({"href", "src"})
#: where more pieces differ, only the first difference is said
_MANY = 2000
#: so many signs before and after the place of a difference are quoted
_BEFORE, _SHOWN = 6, 30

#: returns a link as a file of the site with its anchor
Resolve = Callable[[str], str]


class Piece(NamedTuple):
    """A tag with its attributes, or a text; ``line`` is where it stands."""

    said: str
    is_text: bool
    line: int


def wanted(project: Project, source: str) -> str:
    """Return the HTML of the article that the page of a source must show."""
    made = project.generated.get(source)
    content = dialect.html(project.finished[source]) if made is None else made.content
    return addressed(project, source, content)


def addressed(project: Project, source: str, content: str) -> str:
    """Return a page's content with the notes of its figures.

    Links to pages lead to them from the page, as the engine writes them; from an author's page,
    whose other links are still those to his files, they begin at the top of the site.
    """
    if source in project.finished:
        return article(project, source, content, _absolute)
    return article(
        project, source, content, partial(_relative, posixpath.dirname(addresses.of(source)))
    )


@cache  # many pages link to the same
def _absolute(path: str) -> str:
    return f"/{quote(addresses.of(path))}"


def _relative(folder: str, path: str) -> str:
    file = posixpath.relpath(_absolute(path), f"/{folder}")
    return file.removesuffix("index.html") or "./"


def element(content: str) -> Any:
    """Return the HTML of an article as an element."""
    return html.fragment_fromstring(content, create_parent="article")


@finds("finished.text")
def compare(
    page: Page, whole: str, due: Any, source: str = "", titles: Iterable[str] = ()
) -> Iterator[Issue]:
    """Yield where the article of a page differs from what it must be.

    ``whole`` is the HTML that it must have, ``due`` the same as an element; ``source`` is the path
    of the author's page, if it is one. An author's page without a heading bears one of ``titles``.
    """
    found = page.all("//article")
    if len(found) != 1:
        yield page.issue(f"网页上应当有一篇正文，现在有 {len(found)} 篇；请{AGAIN}")
        return
    if _is_plain(page.content, whole) and _inside(page.content) == whole.strip():
        return
    site = resolving(page.path, lambda path: path)
    docs = resolving(source, _published) if source else site
    frame = _frame(found[0], due, titles)
    asked = [each for node in _inner(due, []) for each in _pieces(node, docs)]
    shown = [each for node in _inner(found[0], frame) for each in _pieces(node, site)]
    for told, line in _differences(asked, shown):
        yield Issue(Place(page.path, line), f"{told}；请{AGAIN}")


def _is_plain(content: str, whole: str) -> bool:
    """Whether ``<article`` is written once but for what the article says, and so is the element.

    Else one could stand in a comment or in an attribute, and only the parser tells.
    """
    begins, due = (text.lower().count("<article") for text in (content, whole))
    return begins == 1 + due


def _inside(content: str) -> str:
    """Return what stands in the one article of a page, as it was written."""
    return content.partition("<article")[2].partition(">")[2].partition("</article>")[0].strip()


def _frame(shown: Any, due: Any, titles: Iterable[str]) -> list[Any]:
    """Return what the templates put into an article: the report's tools, a missing heading."""
    tools = shown.xpath(f"./div[@class='{_TOOLS}'][1]") if due.xpath(".//*[@id='document']") else []
    if due.find(".//h1") is not None:
        return list(tools)
    known = {_squeezed(title) for title in titles}
    return [
        *tools,
        *(each for each in shown.xpath("./h1[1]") if _squeezed(each.text or "") in known),
    ]


def _inner(parent: Any, without: list[Any]) -> Iterator[Any]:
    """Yield the text and the elements of an article, but the frame's."""
    yield parent.text
    for child in parent:
        if child not in without:
            yield child
        yield child.tail


def _pieces(node: Any, resolve: Resolve, line: int = 1) -> Iterator[Piece]:
    """Yield the pieces of an element or of a text; a comment is one."""
    if node is None or isinstance(node, str):
        if text := _squeezed(node or ""):
            yield Piece(text, True, line)
        return
    line = node.sourceline or 1
    if not isinstance(node.tag, str):
        yield Piece(html.tostring(node, encoding="unicode", with_tail=False), False, line)
        return
    yield Piece(f"<{node.tag}{''.join(_attributes(node, resolve))}>", False, line)
    yield from _pieces(node.text, resolve, line)
    for child in node:
        yield from _pieces(child, resolve)
        yield from _pieces(child.tail, resolve, child.sourceline or line)
    yield Piece(f"</{node.tag}>", False, line)


def _attributes(node: Any, resolve: Resolve) -> Iterator[str]:
    for name, value in sorted(node.attrib.items()):
        yield f' {name}="{resolve(value) if name in _ADDRESSES else value}"'


def resolving(base: str, become: Callable[[str], str]) -> Resolve:
    """Return a function for the links of a file, given by its path; ``become`` names their files."""

    def resolve(link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            return link
        path = posixpath.join(posixpath.dirname(base), unquote(parts.path))
        is_folder = posixpath.basename(path) in ("", ".", "..")
        path = posixpath.normpath(path).lstrip("/")
        path = posixpath.normpath(f"{path}/index.html") if is_folder else become(path)
        return f"{path}?{parts.query}#{unquote(parts.fragment)}"

    return resolve


def _published(path: str) -> str:
    """Return the file of the site to which a link in an author's page leads."""
    return addresses.of(path) if path.endswith(PAGE) else path


def _differences(asked: Sequence[Piece], shown: Sequence[Piece]) -> Iterator[tuple[str, int]]:
    """Yield what is said of each difference, and the line of the page."""
    one, other = [each[:2] for each in asked], [each[:2] for each in shown]
    start, end = _common(one, other), _common(one[::-1], other[::-1])
    end = min(end, len(one) - start, len(other) - start)
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    places: Iterable[tuple[str, int, int, int, int]] = [("replace", 0, len(one), 0, len(other))]
    if len(one) + len(other) <= _MANY:
        places = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for kind, first, last, begin, stop in places:
        if kind != "equal" and (first < last or begin < stop):
            at = min(start + begin, len(shown) - 1)
            line = shown[at].line if shown else 1
            yield (
                _told(asked[start + first : start + last], shown[start + begin : start + stop]),
                line,
            )


def _common(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many pieces are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _told(asked: Sequence[Piece], shown: Sequence[Piece]) -> str:
    due, got = (" ".join(each.said for each in pieces if each.is_text) for pieces in (asked, shown))
    if due == got:
        due, got = (" ".join(each.said for each in pieces) for pieces in (asked, shown))
    if not got:
        return f"网页上没有“{due[:_SHOWN]}”"
    if not due:
        return f"网页上多出“{got[:_SHOWN]}”"
    at = max(0, _common(due, got) - _BEFORE)
    return f"网页上是“{got[at : at + _SHOWN]}”，应当是“{due[at : at + _SHOWN]}”"


def _squeezed(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())
