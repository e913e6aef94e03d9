"""What office programs pack is opened whole or not at all, whatever somebody has put in."""

from __future__ import annotations

import io
import zipfile

import pytest

from ledger.machine import packages

LARGEST = 1000


def packed(content: bytes, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as made:
        made.writestr("a.xml", content)
    return file.getvalue()


def spoilt(data: bytes) -> bytes:
    """Turn over the bits of the packed content, behind the head of 30 bytes and the name."""
    at = len(packages.BEGINS) + 26 + len("a.xml")
    return data[:at] + bytes(byte ^ 255 for byte in data[at : at + 12]) + data[at + 12 :]


KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_gives_back_what_was_put_in(kind: int) -> None:
    data = packed(b"<a>1</a>" * 100, kind)
    assert list(packages.parts(data, LARGEST)) == [("a.xml", b"<a>1</a>" * 100)]
    assert packages.names(data) == ["a.xml"] and packages.comment(data) == b""
    assert packages.part(data, "a.xml", LARGEST) == b"<a>1</a>" * 100


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_one_kind_of_error(kind: int) -> None:
    data = packed(bytes(range(200)), kind)
    broken = [spoilt(data), data[:-10], data[: len(data) // 2], data[:4], b"", b"PK\x03\x04x"]
    for each in broken:
        with pytest.raises(packages.Unreadable):
            list(packages.parts(each, LARGEST))


def test_a_part_that_is_not_there_protected_or_large_is_not_read() -> None:
    data = packed(b"x" * (LARGEST + 1))
    with pytest.raises(packages.TooLarge):
        packages.part(data, "a.xml", LARGEST)
    with pytest.raises(packages.Unreadable):
        packages.part(data, "b.xml", LARGEST)
    central = data.rindex(b"PK\x01\x02")
    with pytest.raises(packages.Protected):
        packages.names(data)
        packages.part(data[: central + 8] + b"\x01" + data[central + 9 :], "a.xml", LARGEST)


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"),
        "<a/>".encode("utf-16-le"),
        b"<a>\xff</a>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a>",
        b"<a>\0</a>",
        b"<a>" * 1000 + b"</a>" * 1000,
    ],
    ids=["utf-16", "no-mark", "not-utf-8", "dtd", "open", "nul", "deep"],
)
def test_what_no_program_writes_is_no_tree(content: bytes) -> None:
    with pytest.raises(packages.Unreadable):
        packages.tree(content)


def test_a_tree_is_read_with_and_without_a_mark() -> None:
    assert packages.tree(b"\xef\xbb\xbf<a><b>1</b></a>")[0].text == "1"
    assert packages.tree(b"<a>" * 100 + b"</a>" * 100).tag == "a"
