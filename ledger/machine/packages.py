"""Opens what office programs pack (zip, ECMA-376 part 2) without trusting a byte of the packages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from xml.etree import ElementTree

#: how a package begins
BEGINS = b"PK\x03\x04"
#: the deepest nesting of elements; no office program writes a tenth of this
_DEEPEST = 500
_ENCRYPTED = 1


class Unreadable(ValueError):
    """A package, or a part of one, is damaged, protected, too large or not what programs write."""


class Protected(Unreadable):
    """A part is protected by a password."""


class TooLarge(Unreadable):
    """A part is larger than allowed."""


class Part(NamedTuple):
    """A part of a package: its name, and its content."""

    name: str
    content: bytes


def comment(data: bytes) -> bytes:
    """Return the comment of a package; raises ``Unreadable``."""
    with _opened(data) as package:
        return package.comment


def names(data: bytes) -> list[str]:
    """Return the names of a package's parts; raises ``Unreadable``."""
    with _opened(data) as package:
        return package.namelist()


def parts(data: bytes, largest: int) -> Iterator[Part]:
    """Yield the parts of a package, each of at most ``largest`` bytes; raises ``Unreadable``."""
    with _opened(data) as package:
        for entry in package.infolist():
            yield Part(entry.filename, _content(package, entry, largest))


def part(data: bytes, name: str, largest: int) -> bytes:
    """Return the content of one part; raises ``Unreadable``, also where there is none."""
    with _opened(data) as package:
        return _content(package, package.getinfo(name), largest)


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, largest: int) -> bytes:
    if entry.flag_bits & _ENCRYPTED:
        raise Protected
    with package.open(entry) as stream:  # the size that a package states may be wrong
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise TooLarge
    return content


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield package
    except Unreadable:
        raise
    except Exception as error:  # zipfile and its unpackers raise a dozen kinds for damaged data
        raise Unreadable from error


def text(content: bytes) -> str:
    """Return the text of a part of XML, which must be UTF-8; raises ``Unreadable``.

    A part in another encoding could hide from a search what it holds.
    """
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable from None
    if "\0" in decoded:
        raise Unreadable
    return decoded


def tree(content: bytes) -> ElementTree.Element:
    """Return a part of XML as a tree; raises ``Unreadable``, also for a DTD and for deep nesting."""
    decoded = text(content)
    if "<!DOCTYPE" in decoded or "<!ENTITY" in decoded:
        raise Unreadable
    try:
        root = ElementTree.fromstring(decoded)
    except (ElementTree.ParseError, ValueError):
        raise Unreadable from None
    if _is_deep(root):
        raise Unreadable
    return root


def _is_deep(root: ElementTree.Element) -> bool:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)
