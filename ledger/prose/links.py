"""Where the authors' texts lead: every link and picture to something that is in the site.

Links are found as Python-Markdown finds them, and refused where MkDocs refuses them (``mkdocs
build --strict``, mkdocs/structure/pages.py, ``path_to_url``) or the publisher does; where the two
are hard to tell from text alone, this is the stricter.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

from ledger.issues import Issue, unknown
from ledger.patterns import Pattern
from ledger.prose import addresses, calls
from ledger.prose.comments import Span, unread
from ledger.prose.inventory import PAGE
from ledger.prose.unseen import ENTITY
from ledger.remembered import remembered

#: signs that decide where a link's text ends: a backslash takes a sign's meaning, a blank line ends all
_SIGN = Pattern(r"\\.|\n[ \t]*(?=\n)|[\[\]()]", re.DOTALL)
_DEFINED = Pattern(r"^ {0,3}\[[^\[\]\n]*\]:[ ]*(?:\n[ ]*)?(?P<target>\S+)", re.MULTILINE)
#: a line that is a definition and no more, as the engine asks (markdown/blockprocessors.py), and
#: lines between blank ones
_DEFINITION = Pattern(
    r""" {0,3}\[[^\[\]\n]*\]:[ ]*[^\s\0]+[ ]*(?:"[^\n\0]*"[ ]*|'[^\n\0]*'[ ]*|\([^\n\0]*\)[ ]*)?"""
)
_BLOCK = Pattern(r"(?:(?<=\n\n)|\A)(?>(?: {0,3}\[[^\n]++\n?)+)(?=\n|\Z)")
#: what makes a ``[…]`` the name in a link to a definition
_BEHIND = Pattern(r"\]\s?\Z")
#: where a cell ends, and perhaps a paragraph
_ENDS = Pattern(r"[\n|]")
_TAG = Pattern(r"<(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>\s[^<>]*)>")
#: attributes of HTML that hold an address
ADDRESSES = "href|src|poster|data|action"
_LEADS = Pattern(
    rf"""(?<=\s)(?P<key>{ADDRESSES})\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+))""",
    re.IGNORECASE,
)
_TITLE = Pattern(r"(?<!\s)\s*(?:\"[^\"]*\"|'[^']*')\s*\Z")
_FIRST = Pattern(r"\s*[^\s()]*")
_ESCAPED = Pattern(r"\\([!-/:-@\[-`{-~])")
_LONGEST = 2000
#: signs in an address, by the octets of their UTF-8 (RFC 3986, 2.1)
_OCTETS = Pattern(r"(?>(?:%[0-9A-Fa-f]{2})+)")
#: a drive of Windows, a shared folder, a file of this machine
_THIS_MACHINE = Pattern(r"[a-z]:[\\/]|\\|file:", re.IGNORECASE)
#: an address in angle brackets that Markdown takes for an element, and drops
_ANGLED = Pattern(r"<(?P<target>(?:file:|[A-Za-z]:[\\/])[^<>\n]*)>", re.IGNORECASE)
#: what is wrong with a link: its code, and what to say of it
Problem = tuple[str, str]
_FOLLOWED = ("http", "https", "mailto", "tel")
_LOADED = ("http", "https", "")


@dataclass(frozen=True)
class Link:
    """An address in a text, and where it stands; ``raw`` in HTML, ``loads`` a picture."""

    target: str
    start: int
    raw: bool = False
    loads: bool = False


@dataclass(frozen=True)
class Site:
    """What links may lead to, by paths below docs/: pages, attachments, and the pages' anchors.

    ``sections`` are in the report, and no pages. ``anchors_of`` returns the anchors of a page; None
    where they are not known yet. ``empty`` are pages that are not made, as they would show nothing.
    """

    pages: frozenset[str]
    files: frozenset[str]
    sections: frozenset[str]
    anchors_of: Callable[[str], frozenset[str] | None]
    empty: frozenset[str] = frozenset()

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """The paths by the files of the finished site."""
        return {addresses.of(path): path for path in self.pages | self.files}


def check(text: str, path: str, site: Site, page: str = "") -> Iterator[Issue]:
    """Yield the links of a text that lead nowhere; it is read in ``page``, or where its path says."""
    page = page or addresses.page_of(path)
    for link in find(text):
        if link.loads and not link.raw and addresses.is_document(page):
            continue  # a document has no pictures, and ``typography`` says so
        if problem := _problem(link, page, site):
            code, message = problem
            yield Issue(calls.place_at(text, link.start, path), message, code=code)


@remembered
def find(text: str) -> tuple[Link, ...]:
    """Return the links of a text, in Markdown and in HTML; comments and code hold none."""
    return tuple(_links(text))


def _links(text: str) -> Iterator[Link]:
    bare = calls.masked(unread(text), "x")
    for link in _inline(bare):
        start, end = link.target
        yield Link(_ESCAPED.sub(r"\1", text[start:end]), start, loads=link.loads)
    for match in _DEFINED.finditer(bare):
        start, end = match.span("target")
        yield Link(text[start:end].lstrip("<").rstrip(">"), start)
    for match in _ANGLED.finditer(bare):
        yield Link(match["target"], match.start("target"))
    for tag in _TAG.finditer(bare):
        for match in _LEADS.finditer(tag["rest"]):
            if match["key"].lower() != "data" or tag["name"].lower() == "object":
                start, end = (tag.start("rest") + at for at in match.span(match.lastgroup or ""))
                loads = tag["name"].lower() not in ("a", "area", "form")
                yield Link(html.unescape(text[start:end]).strip(), start, raw=True, loads=loads)


def written(target: str) -> str:
    """Return the address that a browser follows, of one with escapes of Markdown and of HTML."""
    return html.unescape(_ESCAPED.sub(r"\1", target))


def decoded(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with the codes of signs read, as a browser does, and where each sign was typed."""
    return _decoded(*_decoded(text, range(len(text)), ENTITY, html.unescape), _OCTETS, unquote)


def _decoded(
    text: str, at: Sequence[int], code: Pattern, read: Callable[[str], str]
) -> tuple[str, Sequence[int]]:
    """Return a text with the codes of signs read, and where each of its signs was typed."""
    signs, places, end = list[str](), list[int](), 0
    for found in code.finditer(text):
        sign = read(found[0])
        signs += text[end : found.start()], sign
        places += (*at[end : found.start()], *[at[found.start()]] * len(sign))
        end = found.end()
    return "".join((*signs, text[end:])), [*places, *at[end:]]


def marks(bare: str) -> Iterator[Span]:
    """Yield where the marks and addresses stand of those links of which the engine shows the text alone.

    In ``bare`` no sign has a meaning that has none for the engine: code, comments, HTML. What may be
    no link, within other brackets or behind some, is left out.
    """
    for link in _inline(bare):
        rest = bare[link.target[1] : link.closed].removeprefix(">") if link.closed else None
        if not link.sure or rest is None or _ENDS.search(bare, link.first, link.closed or 0):
            continue
        if not rest.strip() or _TITLE.fullmatch(rest):
            yield link.first, link.first + 1
            yield link.opened - 1, (link.closed or 0) + 1
    for block in _BLOCK.finditer(bare):
        if all(map(_DEFINITION.fullmatch, block[0].rstrip("\n").split("\n"))):
            yield block.span()


@dataclass(frozen=True)
class _Inline:
    """Where the parts of a ``[…](address "title")`` stand: its ``[``, ``(`` and ``)``, its address.

    It is ``sure`` where nothing around it may make the engine see something else.
    """

    first: int
    opened: int
    target: Span
    closed: int | None
    loads: bool
    sure: bool


def _inline(bare: str) -> Iterator[_Inline]:
    """Yield each ``[…](address "title")``; an address that does not end is ended for it."""
    signs = list(_SIGN.finditer(bare))
    closing, paired = _pairs(signs, "()"), _pairs(signs, "[]")
    opened: list[int] = []
    around = 0
    for sign in signs:
        if sign[0] == "[":
            opened.append(sign.start())
            around += sign.start() in paired
        elif sign[0] == "]" and opened:
            first, at = opened.pop(), sign.end()
            around -= 1
            if bare.startswith("(", at):
                closed = closing.get(at)
                target = _address(bare, at + 1, closed)
                loads = bare[max(0, first - 1) : first] == "!"
                sure = loads or not (around or _BEHIND.search(bare, max(0, first - 2), first))
                yield _Inline(first, at, target, closed, loads, sure)
        elif sign[0].startswith("\n"):
            opened.clear()
            around = 0


def _pairs(signs: list[re.Match[str]], kind: str) -> dict[int, int]:
    """Return, for each opening bracket of a ``kind`` in a block, where its closing one stands."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for sign in signs:
        if sign[0] == kind[0]:
            opened.append(sign.start())
        elif sign[0] == kind[1] and opened:
            pairs[opened.pop()] = sign.start()
        elif sign[0].startswith("\n"):
            opened.clear()
    return pairs


def _address(bare: str, start: int, end: int | None) -> tuple[int, int]:
    """Return from where to where an address goes that begins behind a ``(``."""
    if end is None or end - start > _LONGEST:
        match = _FIRST.match(bare, start)
        end = match.end() if match else start
    elif title := _TITLE.search(bare, start, end):
        end = title.start()
    inside = bare[start:end]
    start, end = end - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())
    if bare.startswith("<", start) and (close := bare.find(">", start, end)) > 0:
        return start + 1, close
    return start, max(start, end)


def _problem(link: Link, page: str, site: Site) -> Problem | None:
    if _THIS_MACHINE.match(link.target):
        where = "一台电脑或共享文件夹里的地址"
        message = f"“{link.target}”是{where}，别人打不开；请把文件放进 docs/ 再链接"
        return "link.machine", message
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return "link.scheme", f"“{link.target}”不是地址"
    if parts.scheme or parts.netloc:
        return _outside(link, parts, page, site)
    return _inside(link, parts, page, site)


def _inside(link: Link, parts: SplitResult, page: str, site: Site) -> Problem | None:
    if link.target.startswith("/"):
        near = posixpath.relpath(parts.path.strip("/") or ".", posixpath.dirname(page) or ".")
        message = f"本站的地址不从“/”写起，换了网址就打不开；请从这个文件写起，例如 {near}"
        return "link.root", message
    if not parts.path:
        return _anchored(page, parts.fragment, site)
    if link.raw:
        return _in_html(link, parts, page, site)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return _missing(target, parts.fragment, page, site, link.target)


def _in_html(link: Link, parts: SplitResult, page: str, site: Site) -> Problem | None:
    """HTML goes to the reader as it is: its addresses begin where the finished page lies."""
    folder = posixpath.dirname(addresses.of(page))
    target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    if parts.path.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target in site.addresses:
        return _anchored(site.addresses[target], parts.fragment, site)
    message = f"HTML 里的“{link.target}”没有这个地址；请写成 Markdown 的链接 [文字](页面.md)"
    return "link.html", message


def _outside(link: Link, parts: SplitResult, page: str, site: Site) -> Problem | None:
    if parts.scheme == "site":
        return _missing(parts.path, parts.fragment, page, site)
    if link.loads and parts.scheme in _LOADED:
        message = f"“{link.target}”要从外网取，内网里看不到；请把文件放进 docs/ 再引用"
        return "link.outside", message
    if parts.scheme not in _FOLLOWED:
        message = f"不认识的地址“{link.target}”；网址以 https:// 开头，本站的文件从这个文件写起"
        return "link.scheme", message
    if parts.scheme in ("http", "https") and not parts.hostname:
        return "link.scheme", f"“{link.target}”里没有主机的名称；请写成 {parts.scheme}://主机名/"
    if parts.username is not None:
        return "link.password", f"网址“{parts.hostname}”前面写了用户名或密码；请删去“@”和它前面的字"
    return None


def _missing(target: str, fragment: str, page: str, site: Site, typed: str = "") -> Problem | None:
    if target in site.pages:
        return _anchored(target, fragment, site)
    if target in site.files:
        return None
    if target in site.sections:
        whole = addresses.page_of(f"docs/{target}")
        name = posixpath.relpath(whole, posixpath.dirname(page) or ".")
        message = f"“{typed or target}”是公文的一节，不单独成页；请链接到 {name}"
        return "link.section", message
    if target in site.empty:
        message = f"现在没有页面“{typed or target}”：它列的还没有一条记录；请先在台账里记上，或删去这个链接"
        return "link.empty", message
    is_page = target.endswith(PAGE) or not posixpath.splitext(target)[1]
    known = site.pages if is_page else site.files
    if not known:
        return "link.unknown", f"没有文件“{typed or target}”；docs/ 里还没有附件"
    folder = posixpath.dirname(page) or "."
    near = [posixpath.relpath(path, folder) for path in sorted(known)]
    name = unquote(re.split("[?#]", typed)[0]) or target
    return "link.unknown", unknown("页面" if is_page else "文件", name, near)


def _anchored(page: str, fragment: str, site: Site) -> Problem | None:
    if not fragment or page not in site.pages:
        return None
    there = site.anchors_of(page)
    if there is None or fragment in there:
        return None
    known = [f"#{each}" for each in sorted(there)] or ["（没有）"]
    return "link.anchor", unknown("位置", f"#{fragment}", known)
