"""The links of the pages and style sheets of a release, and the files that they load."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

#: attributes that hold one address, and attributes that hold several, each followed by a size
_ONE = ("href", "src", "poster", "data", "action", "formaction", "xlink:href")
_MANY = ("srcset", "imagesrcset")
#: elements whose address a click follows; a browser loads all other addresses with the page
_FOLLOWED = ("a", "area", "form", "button", "input")
#: kinds of <link> that load nothing
_NAMES_ONLY = {"canonical", "alternate", "next", "prev", "author", "license", "help", "search"}
_STYLE = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^()"']*))\s*\)|@import\s+["']([^"']*)["']"""
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: addresses that lead to no file
_NO_FILE = ("data", "mailto", "tel", "javascript", "about", "blob")


class Link(NamedTuple):
    """An address in a file; ``loads`` is true where a browser requests it without a click."""

    address: str
    loads: bool


def in_page(text: str) -> list[Link]:
    """Return the addresses of a page of HTML."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.links


def in_style(text: str) -> list[Link]:
    """Return the addresses of a style sheet."""
    found = _STYLE.finditer(_COMMENT.sub("", text))
    return [Link("".join(filter(None, match.groups())).strip(), True) for match in found]


def problem(page: str, link: Link, files: set[str]) -> str | None:
    """Return the fault of a page's link, or None; ``page`` and ``files`` are paths in a release."""
    try:
        parts = urlsplit(link.address.strip())
    except ValueError:
        return f"不是地址：{link.address}"
    if parts.scheme == "file":
        return f"写了本机的文件：{link.address}"
    if parts.netloc or parts.scheme in ("http", "https"):
        return f"要从外网取：{link.address}" if link.loads else None
    if parts.scheme in _NO_FILE or not parts.path:
        return None
    if parts.scheme:
        return f"不认识的地址：{link.address}"
    target = _target(page, unquote(parts.path))
    return None if target in files else f"没有这个文件：{link.address}"


def _target(page: str, path: str) -> str:
    """Return the path of the file that a server sends; a path out of the site names no file."""
    base = "" if path.startswith("/") else posixpath.dirname(page)
    whole = posixpath.normpath(posixpath.join(base, path.lstrip("/") or "."))
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        return posixpath.normpath(posixpath.join(whole, "index.html"))
    return whole


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[Link] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value}
        self._in_style = tag == "style"
        loads = tag not in _FOLLOWED or (tag == "input" and "src" in values)
        if tag == "link":
            loads = not set(values.get("rel", "").lower().split()) <= _NAMES_ONLY
        for name in _ONE:
            if name in values and not (name == "data" and tag != "object"):
                self.links.append(Link(values[name], loads))
        for name in _MANY:
            for part in values.get(name, "").split(", "):
                self.links += [Link(part.split()[0], True)] if part.strip() else []
        self.links += in_style(values.get("style", ""))
        self.links += _refreshed(values) if tag == "meta" else []

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.links += in_style(data)


def _refreshed(values: dict[str, str]) -> Iterator[Link]:
    """Return the address to which a page sends its reader without a click."""
    if values.get("http-equiv", "").lower() == "refresh":
        _, found, address = values.get("content", "").partition("=")
        if found:
            yield Link(address.strip("'\" "), True)
