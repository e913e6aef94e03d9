"""What office programs pack is opened whole or not at all, whatever somebody has put in."""

from __future__ import annotations

import io
import warnings
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


@pytest.mark.parametrize(
    "name",
    [
        "../x.xml",
        "a/../../x.xml",
        "/x.xml",
        "a/./x.xml",
        "..\\x.xml",
        "C:/x.xml",
        "a//x.xml",
        "..",
        "a/..",
    ],
)
def test_a_part_outside_the_package_is_refused(name: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a/b.c..xml", b"1")
        made.writestr(".rels", b"1")
    assert len(packages.names(file.getvalue())) == 2
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(name, b"1")
    with pytest.raises(packages.Unreadable, match="的名字指到文件以外"):
        packages.names(file.getvalue())


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
        b"<?xml version='1.0' encoding='UTF-7'?><a>+ADw-</a>",
    ],
    ids=["utf-16", "no-mark", "not-utf-8", "dtd", "open", "nul", "deep", "utf-7"],
)
def test_what_no_program_writes_is_no_tree(content: bytes) -> None:
    with pytest.raises(packages.Unreadable):
        packages.tree(content)


def test_a_tree_is_read_with_and_without_a_mark() -> None:
    assert packages.tree(b"\xef\xbb\xbf<a><b>1</b></a>")[0].text == "1"
    assert packages.tree(b"<a>" * 100 + b"</a>" * 100).tag == "a"


def several(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            made.writestr(name, name * 9)
    return file.getvalue()


def with_a_gap(data: bytes) -> bytes:
    """Put bytes between two parts, where no program looks, and let the catalogue agree."""
    second, central = data.index(packages.BEGINS, 4), data.index(b"PK\x01\x02")
    hidden = b"x" * 40
    moved = data[central:].replace(
        second.to_bytes(4, "little"), (second + len(hidden)).to_bytes(4, "little")
    )
    moved = moved.replace(
        central.to_bytes(4, "little"), (central + len(hidden)).to_bytes(4, "little")
    )
    return data[:second] + hidden + data[second:central] + moved


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (several("a.xml", "a.xml"), "同名"),
        (several("a.xml", "A.XML"), "同名"),
        (several("a.xml", "b.xml") + b"hidden", "末尾以后"),
        (b"<script>" + several("a.xml", "b.xml"), "夹着"),
        (with_a_gap(several("a.xml", "b.xml")), "夹着"),
    ],
    ids=["twice", "case", "behind", "before", "between"],
)
def test_bytes_that_belong_to_no_part_are_refused(data: bytes, said: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read(package.namelist()[-1])  # other programs open it
    with pytest.raises(packages.Unreadable, match=said):
        packages.names(data)


def test_a_package_written_without_going_back_is_read() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.xml", "<a/>")
        made.writestr("b.xml", "<b/>")
        made.comment = b"c"
    assert packages.names(pipe.written) == ["a.xml", "b.xml"]


def test_many_parts_may_not_be_endless_together() -> None:
    data = several(*(f"{number:099}" for number in range(12)))
    with pytest.raises(packages.TooLarge):
        list(packages.parts(data, LARGEST))
