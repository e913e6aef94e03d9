"""Opens what office programs pack (zip, ECMA-376 part 2) without trusting a byte of the packages."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from xml.etree import ElementTree

#: how a package begins
BEGINS = b"PK\x03\x04"
#: how many times the largest part all parts may have together
_MOST = 10
#: the deepest nesting of elements; no office program writes a tenth of this
DEEPEST = 500
_ENCRYPTED = 1
#: the head of a part, where in it the lengths of its name and its extra field stand, and the
#: longest descriptor behind its content (APPNOTE.TXT 6.3, 4.3.7 and 4.3.9), in bytes
_HEAD, _LENGTHS, _DESCRIPTOR = 30, 26, 24
_END, _END_LENGTH = b"PK\x05\x06", 22
#: a name that a program may take for a place outside the package (ECMA-376 part 2, 6.2.2.2)
_OUTSIDE = re.compile(r"^/|\\|:|//|(?:^|/)\.{1,2}(?:/|$)")
_ENCODING = re.compile(r"<\?xml\b[^<>]*?\bencoding\s*=\s*[\"']([\w.:-]++)")
#: encodings in which the bytes of ASCII are ASCII
_ALIKE = frozenset({"us-ascii", "iso-8859-1", "windows-1252", "gb2312", "gbk", "gb18030"})


class Unreadable(ValueError):
    """A package, or a part of one, is damaged, protected, too large or not what programs write.

    Its text says in Chinese what is wrong with the file, its ``advice`` what to do.
    """

    said = "里有读不了的部分"
    advice = "请用原来的程序重新导出"

    def __str__(self) -> str:
        return super().__str__() or self.said


class Protected(Unreadable):
    """A part is protected by a password."""

    said = "加了密码"


class TooLarge(Unreadable):
    """A part is larger than allowed."""

    said = "里有太大的部分"
    advice = "请缩小，再重新导出"


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
    left = _MOST * largest
    with _opened(data) as package:
        for entry in package.infolist():
            content = _content(package, entry, min(largest, left))
            left -= len(content)
            yield Part(entry.filename, content)


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
            _owned(data, package)
            yield package
    except Unreadable:
        raise
    except Exception as error:  # zipfile and its unpackers raise a dozen kinds for damaged data
        raise Unreadable from error


def _owned(data: bytes, package: zipfile.ZipFile) -> None:
    """Raise ``Unreadable`` for bytes that belong to no part, two parts of one name, names outside.

    Of two parts one program reads the first and another the last. Names differ by more than case
    (ECMA-376 part 2, 6.2.2.3).
    """
    entries = sorted(package.infolist(), key=lambda entry: entry.header_offset)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Unreadable("里有两个同名的部分")
    if strange := next((each for each in entries if _OUTSIDE.search(each.filename)), None):
        raise Unreadable(f"里有部分的名字指到文件以外（{strange.filename}）")
    end = 0
    for entry in entries:
        _adjoins(end, entry.header_offset)
        lengths = struct.unpack_from("<HH", data, entry.header_offset + _LENGTHS)
        end = entry.header_offset + _HEAD + sum(lengths) + entry.compress_size
    _adjoins(end, package.start_dir)
    if not data.startswith(_END, len(data) - _END_LENGTH - len(package.comment)):
        raise Unreadable("末尾以后还有别的内容")


def _adjoins(end: int, begin: int) -> None:
    if not end <= begin <= end + (_DESCRIPTOR if end else 0):
        raise Unreadable("里夹着别的内容")


def text(content: bytes) -> str:
    """Return the text of a part of XML, which must be UTF-8; raises ``Unreadable``.

    A part in another encoding could hide from a search what it holds.
    """
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable from None
    stated = _ENCODING.match(decoded)
    encoding = stated[1].lower() if stated else "utf-8"
    if encoding != "utf-8" and not (encoding in _ALIKE and decoded.isascii()):
        raise Unreadable
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
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)
