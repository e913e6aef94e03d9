"""What can be searched for: the text of the finished pages, cut where a reader sees it cut.

The index is made of pages as they are shown, so nothing can be found that does not stand in one.
A piece of text that stands in many places (a name in a hundred tables) is kept once; the search
itself, ``mkdocs_ledger/templates/assets/search.js``, looks through the pieces and knows where each stands.
It also holds the words that find each other, and the year of a day that is typed without one.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from lxml import html

from ledger.pages.figures import without_notes
from ledger.prose.markup import BLOCKS
from ledger.remembered import remembered

#: the file beside search.js, loaded when somebody begins to search. A script, because a page
#: opened by file:// may load nothing else.
FILE = "assets/search-index.js"
_BEGINS, _ENDS = "siteSearch.receive(", ")\n"
#: the number of a piece that is not there
_NOTHING = -1

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SCOPES = {"article", "aside", "blockquote", "details", "div", "dl", "figure", "li", "ol", "section",
           "table", "tbody", "thead", "tr", "ul"}  # fmt: skip
#: a phrase never runs from one of these into the next; ``text`` is a label in a drawing
_BLOCKS = BLOCKS | {"legend", "q", "small", "text"}
#: labels that are set apart from the text beside them
_APART = {"kind", "level", "old", "state", "who"}
_UNSEEN = {"button", "defs", "desc", "script", "select", "style", "template", "title"}
#: marks a ledger's own table: with a cell its head is found, and what stands aside as well
_HEADS = "data-search-heads"
#: the way to the pages above and beside: their names are no text of this page
_WAY = "crumbs"


@dataclass(frozen=True)
class Finished:
    """A page as it is shown: its address below the site, its title and its HTML.

    ``offers`` says what a reader does there beside reading, such as 下载 Word.
    """

    address: str
    title: str
    content: str
    offers: str = ""


@dataclass
class Place:
    """Where a link can lead: a heading with what follows it, or a row of a table."""

    anchor: str = ""
    heading: str = ""
    pieces: list[str] = field(default_factory=list)


def index(pages: Iterable[Finished], year: int, groups: Iterable[Sequence[str]] = ()) -> str:
    """Return the index file's text. The same pages give the same text in whatever order they come.

    ``year`` is the one that the pages tell of; ``groups`` are words that mean the same, of which
    those are left out that could find nothing.
    """
    read = [
        (page.address, _read(page.title, page.content, page.offers))
        for page in sorted(pages, key=_nearest)
    ]
    pieces = list(dict.fromkeys(chain.from_iterable(each.pieces for _, each in read)))
    number = {piece: number for number, piece in enumerate(pieces)}.__getitem__
    rows = _list(
        _list([_json(address), each.row % (*map(number, each.pieces),)]) for address, each in read
    )
    alike = _json(standing(groups, pieces))
    said = f'"year":{year},"alike":{alike},"pages":{rows},"pieces":{_json(pieces)}'
    return f"{_BEGINS}{{{said}}}{_ENDS}"


def standing(groups: Iterable[Sequence[str]], pieces: Iterable[str]) -> list[list[str]]:
    """Return the groups of which a word stands in one of the pieces of text.

    The others are of no use, and might name what an edition's readers may not see.
    """
    text = "\n".join(map(_compared, pieces))
    listed = (list(map(_squeezed, group)) for group in groups)
    return [group for group in listed if any(_compared(word) in text for word in group)]


@lru_cache(maxsize=1 << 15)
def _compared(text: str) -> str:
    """Return a text without differences of width, case and blanks."""
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "")


@dataclass(frozen=True)
class Entry:
    """What an index holds of a page: its title, the name of the page above, its places."""

    title: str
    above: str
    places: list[Place]


@dataclass(frozen=True)
class Index:
    """What an index file holds: the pages by their addresses, the year, words that mean the same.

    ``pieces`` are the pages' texts, each once.
    """

    entries: dict[str, Entry]
    year: int
    groups: list[list[str]]
    pieces: list[str]


def read(content: str) -> Index:
    """Return what an index file holds; raises ``ValueError`` and its like for another file."""
    data = json.loads(content.removeprefix(_BEGINS).removesuffix(_ENDS))
    return Index(_entries(data), data["year"], data["alike"], data["pieces"])


def _entries(data: dict[str, Any]) -> dict[str, Entry]:
    pieces = {**dict(enumerate(data["pieces"])), _NOTHING: ""}
    return {
        address: Entry(
            pieces[title],
            pieces[above],
            [Place(row[0], pieces[row[1]], [pieces[each] for each in row[2:]]) for row in rows],
        )
        for address, title, above, rows in data["pages"]
    }


def entry(title: str, element: html.HtmlElement, offers: str = "") -> Entry:
    """Return what an index holds of a page, whose text an element holds."""
    title, (above, found) = _squeezed(title), _places(element)
    if found and not found[0].anchor and found[0].heading == title:
        found[0].heading = ""
    return Entry(title, above, [*found, Place(heading=_squeezed(offers))] if offers else found)


class _Page(NamedTuple):
    """A page of an index: what its row says behind the address, with ``%d`` for the number of each piece."""

    row: str
    pieces: tuple[str, ...]


@remembered
def _read(title: str, content: str, offers: str) -> _Page:
    article = html.fragment_fromstring(without_notes(content), create_parent="div")
    found = entry(title, article, offers)
    pieces = [found.title]

    def number(piece: str) -> str:
        pieces.extend([piece] if piece else [])
        return "%d" if piece else str(_NOTHING)

    above = number(found.above)
    rows = (
        [_json(place.anchor).replace("%", "%%"), *map(number, (place.heading, *place.pieces))]
        for place in found.places
    )
    return _Page(f"%d,{above},{_list(map(_list, rows))}", (*pieces,))


def _list(values: Iterable[str]) -> str:
    return f"[{','.join(values)}]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _places(element: html.HtmlElement) -> tuple[str, list[Place]]:
    reader = _Reader()
    reader.read(element)
    return reader.above, [p for p in reader.places if p.heading or p.pieces]


def _nearest(page: Finished) -> tuple[int, str]:
    """What is equally good is shown in this order: the main pages before those below them."""
    return page.address.count("/"), page.address


def _squeezed(text: str) -> str:
    return " ".join(text.split())


class _Reader:
    """Walks through a page's elements and puts what is said under where it is said."""

    def __init__(self) -> None:
        self.above = ""
        self.current = Place()
        self.places = [self.current]
        self._said: list[str] = []
        self._in_heading = False
        #: the heads of the columns of a ledger's own table
        self._heads: list[str] = []

    def read(self, element: html.HtmlElement) -> None:
        """Take in an element with all below it."""
        tag, classes = element.tag, (element.get("class") or "").split()
        if _WAY in classes:
            self.above = self.above or _squeezed(element.findtext(".//a") or "")
        if not isinstance(tag, str) or (
            _hidden(element, classes) and not self._on_request(element)
        ):
            return
        apart = tag in _BLOCKS or not _APART.isdisjoint(classes)
        if apart:
            self._end()
        before = self.current
        self._arrive(element)
        self._in_heading = self._in_heading or tag in _HEADINGS
        if tag == "table":
            found = element.findall("thead/tr/th") if _HEADS in element.attrib else []
            self._heads = [_squeezed(each.text_content()) for each in found]
        if tag == "td" and self._heads and element.text_content().strip():
            self._said.append(f"{self._heads[element.getparent().index(element)]} ")
        self._take(element)
        if apart:
            self._end()
        if tag in _HEADINGS:
            self._in_heading = False
        if tag in _SCOPES:
            self.current = before

    def _on_request(self, element: html.HtmlElement) -> bool:
        """Whether a reader who asks for its column sees a cell."""
        return element.tag == "td" and bool(self._heads)

    def _take(self, element: html.HtmlElement) -> None:
        # a break is a blank: titles are broken to look well, not to be other words
        self._said.append(" " if element.tag == "br" else element.text or "")
        for child in element:
            self.read(child)
            self._said.append(child.tail or "")

    def _arrive(self, element: html.HtmlElement) -> None:
        """Begin a new place at an anchor, unless in the middle of a sentence.

        The anchor of a link is of the sentence in which it stands.
        """
        if element.tag == "a":
            return
        anchor, heading = element.get("id"), element.tag in _HEADINGS
        if element.tag == "h1":
            self.current = self.places[0]
        elif heading and not anchor and (self.current.heading or self.current.pieces):
            self._begin(self.current.anchor)
        elif anchor and not "".join(self._said).strip():
            self._begin(anchor)

    def _begin(self, anchor: str) -> None:
        self.current = Place(anchor)
        self.places.append(self.current)

    def _end(self) -> None:
        """End a piece; the first one in a heading is the heading."""
        piece = _squeezed("".join(self._said))
        self._said.clear()
        if piece and self._in_heading and not self.current.heading:
            self.current.heading = piece
        elif piece:
            self.current.pieces.append(piece)


def _hidden(element: html.HtmlElement, classes: list[str]) -> bool:
    return (
        element.tag in _UNSEEN
        or _WAY in classes
        or "hidden" in element.attrib
        or "data-search-exclude" in element.attrib
    )
