"""Text from data -> HTML that shows it exactly as typed, in Markdown as well as in attributes.

Links go to ``site:<source path>#<anchor>``; the engine's hook turns them into addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ledger.patterns import Pattern

#: elements that are no part of a line of text
BLOCKS = frozenset({
    "article", "aside", "blockquote", "caption", "center", "colgroup", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_SPECIAL = Pattern(r"""[!"#$&'()*<=>@\[\\\]^_`{|}~]""")
_UNSAFE = Pattern(r"""[^\w，。；：、？！“”《》（）]|_""")  # quick look: is there any work to do
_LEADING = Pattern(r"^(\s*\d*)([-+.:?])")  # a list, a definition, a folded block
_EDGE = Pattern(r"\A[^\S \n\t]|[^\S \n\t]\Z")  # Markdown trims wide spaces as well
_WORD = Pattern(r"[\w.-]{1,7}|[!-~]{1,11}")  # ids, days, short words: never broken over lines
_NO_BREAK = "word"
_TAG = Pattern(r"<[^>]*>")
_ID = Pattern(r'<[a-z][^>]* id="([^"]*)"')
#: rows of a table with their anchors and their cells
Rows = Iterable[tuple[str | None, Sequence[str]]]
#: a heading to which a link may lead: its level, anchor and markup
_HEADING = Pattern(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>')


class Html(NamedTuple):
    """The finished HTML of a generated page, and what the site says of it elsewhere.

    ``title`` is its name as markup. A page that only repeats others is not ``searched``. What a
    reader does there beside reading, it ``offers``: words by which it is found. Links still go to
    ``site:`` addresses.
    """

    title: str
    content: str
    searched: bool = True
    offers: str = ""

    @property
    def anchors(self) -> frozenset[str]:
        """The anchors to which a link may lead."""
        return frozenset(map(html.unescape, _ID.findall(self.content)))

    @property
    def headings(self) -> list[tuple[int, str, str]]:
        """The headings to which a link may lead: level, anchor and markup, in order."""
        return headings(self.content)


def headings(content: str) -> list[tuple[int, str, str]]:
    """Return the headings of finished HTML to which a link may lead: level, anchor and markup."""
    return [(int(level), id, shown) for level, id, shown in _HEADING.findall(content)]


def text(value: object) -> str:
    """Return ``value`` so that no reader of Markdown, HTML or Jinja sees anything but text.

    Signs that could open markup become character references; a newline becomes a line break.
    """
    return _escaped(str(value))


@lru_cache(maxsize=1 << 14)  # names stand on many pages
def _escaped(value: str) -> str:
    plainest = value.replace("\r\n", "\n").replace("\r", "\n")
    if not _UNSAFE.search(plainest):
        return plainest
    escaped = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", plainest)
    escaped = _LEADING.sub(lambda match: f"{match[1]}&#{ord(match[2])};", escaped)
    escaped = re.sub(r"(?<=\s) |^ | $", "&#160;", escaped)
    escaped = _EDGE.sub(lambda match: f"&#{ord(match[0])};", escaped)
    return escaped.replace("\n", "<br>").replace("\t", "&#9;")


def attribute(value: object) -> str:
    """Return ``value`` for a quoted attribute; a newline stays one."""
    return text(value).replace("<br>", "&#10;")


@lru_cache(maxsize=1 << 15)  # most cells stand in several tables, and stay when others are edited
def plain(markup: str) -> str:
    """Return the text that a reader sees of a piece of markup."""
    if "<" in markup:
        markup = _TAG.sub("", markup.replace("<br>", "\n"))
    return html.unescape(markup)


def element(name: str, content: str, **attributes: object) -> str:
    """Return an element around markup; ``class_`` stands for class, ``_`` in names for ``-``."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def _attributes(named: Mapping[str, object]) -> str:
    if not named:
        return ""
    given = [(key, str(value)) for key, value in named.items() if value is not None]
    return "".join([_attribute(*each) for each in given])


@lru_cache(maxsize=1 << 14)
def _attribute(key: str, value: str) -> str:
    return f' {key.rstrip("_").replace("_", "-")}="{attribute(value)}"'


def link(path: str, content: str, anchor: str = "", **attributes: object) -> str:
    """Return a link to a source page of the site, as ``figures/group-study.md``."""
    target = f"{_address_part(path)}#{_address_part(anchor)}" if anchor else _address_part(path)
    return f'<a href="site:{target}"{_attributes(attributes)}>{content}</a>'


@lru_cache(maxsize=1 << 14)
def _address_part(part: str) -> str:
    """Return a path or an anchor in which no sign may be taken for the one between them."""
    return html.escape(part).replace("#", "&num;")


def table(
    head: Sequence[str],
    rows: Rows,
    caption: str,
    class_: str = "ledger",
    named: bool = False,
) -> str:
    """Return a table. Cells are markup; each row may carry an anchor for links to it.

    Where rows are ``named``, the first cell of each is its head, and the corner may be empty.
    """
    heads = [f'<th scope="col">{text(name)}</th>' if name else "<td></td>" for name in head]
    lines = (
        (anchor, [_cell(cell, named and not at) for at, cell in enumerate(cells)])
        for anchor, cells in rows
    )
    return _table(class_, text(caption), heads, lines)


def _table(class_: str, caption: str, heads: Iterable[str], rows: Rows, marks: str = "") -> str:
    """Return a table of finished heads and cells."""
    lines = [f'<table class="{class_}"{marks}><caption>{caption}</caption><thead><tr>', *heads]
    lines.append("</tr></thead><tbody>")
    for anchor, cells in rows:
        lines.append(f'<tr id="{attribute(anchor)}">' if anchor else "<tr>")
        lines += cells
        lines.append("</tr>")
    return "".join([*lines, "</tbody></table>"])


def wide_table(
    head: Sequence[str],
    rows: Rows,
    caption: str,
    class_: str = "ledger",
    named: bool = False,
) -> str:
    """Return a table in a box that scrolls where the table is wider than the page."""
    return element("div", table(head, rows, caption, class_, named), class_="wide")


#: what the cells of a column hold: one or more of few words; a day; a month; a number; text; links;
#: the row's own number
CHOICE, DATE, MONTH, NUMBER = "choice", "date", "month", "number"
WORDS, LINKS, ID = "words", "links", "id"
#: more characters make a column one that wants room; more than twice as many, one that wants much
_SOME = 7
#: the longest name of a post or a department that stays on one line
_NAME = 10


class Column(NamedTuple):
    """A column of a table whose rows a reader may ask for: its head, and what its cells hold.

    A cell's value is its text, or that of a ``one(…)``, a ``<time datetime>`` or a ``<data value>``
    in it. ``order`` are the words of a choice as they follow each other; the numbers of several
    rows may be added where the column is ``summed``; what a row is about stands where it ``names``.
    What another column says as well stands ``aside``: one may ask for it, and sees it on request.
    """

    head: str
    kind: str = WORDS
    order: tuple[str, ...] = ()
    summed: bool = False
    names: bool = False
    aside: bool = False


def askable(
    columns: Sequence[Column], rows: Rows, caption: str, told: str, *, headed: bool = False
) -> str:
    """Return a table whose rows a reader may ask for, under what is ``told`` of all of them.

    Columns in which no cell holds anything are left out. Where it is ``headed``, the search finds a
    cell with its head (``ledger.pages.search``). The caption is for those who do not see
    the heading above it. ``mkdocs_ledger/templates/assets/table.js`` adds what one asks with.
    """
    held = list(rows)
    if not held:
        return element("p", text(told))
    kept = [at for at in range(len(columns)) if any(cells[at] for _, cells in held)]
    heads = [_column(columns[at], [cells[at] for _, cells in held]) for at in kept]
    lines = (
        (anchor, [_cell(cells[at], aside=columns[at].aside, kind=columns[at].kind) for at in kept])
        for anchor, cells in held
    )
    unseen = element("span", text(caption), class_="unseen")
    listing = _table("ledger", unseen, heads, lines, ' data-search-heads=""' if headed else "")
    box = element("div", listing, class_="wide")
    return element("div", element("p", text(told), class_="told") + box, class_="askable")


def one(value: str) -> str:
    """Return one of several values of a cell."""
    return element("span", text(value), class_="one")


def _column(column: Column, cells: Sequence[str]) -> str:
    # beside a word of a choice there may be more in small type, which may break
    counted = (cell.partition("<small")[0] for cell in cells) if column.kind == CHOICE else cells
    longest = max(len(plain(cell)) for cell in counted)
    most = {CHOICE: _NAME, WORDS: longest, LINKS: longest}.get(column.kind, 0)
    some, long = _SOME < longest <= most, longest > 2 * _SOME and column.kind == WORDS
    return element(
        "th",
        text(column.head),
        scope="col",
        class_="long" if long else "some" if some else None,
        data_kind=column.kind,
        data_order="\n".join(column.order) or None,
        data_sum="" if column.summed else None,
        data_names="" if column.names else None,
        hidden="" if column.aside else None,
    )


@lru_cache(maxsize=1 << 15)
def _cell(content: str, heads: bool = False, aside: bool = False, kind: str = "") -> str:
    short = len(content) < 120 and _WORD.fullmatch(plain(content))
    classes = [_NO_BREAK] * bool(short) + [NUMBER] * (kind == NUMBER)
    class_ = f' class="{" ".join(classes)}"' if classes else ""
    name, scope = ("th", ' scope="row"') if heads else ("td", "")
    hidden = ' hidden=""' if aside else ""
    return f"<{name}{scope}{class_}{hidden}>{content}</{name}>"
