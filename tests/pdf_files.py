"""PDF files for the tests: of the objects that a test names, with a table of them (ISO 32000-1)."""

from __future__ import annotations

import re

CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
LEAF = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(*objects: bytes, trailer: bytes = b"", after: bytes = b"") -> bytes:
    """Return a PDF of objects, numbered from 1; without any it has one empty page."""
    data, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects or (CATALOGUE, PAGES, LEAF), 1):
        places.append(len(data))
        data += b"%d 0 obj %b endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n" % count
        + table
        + b"trailer <</Root 1 0 R/Size %d%b>>\n" % (count, trailer)
        + b"startxref\n%d\n%%%%EOF\n" % len(data)
        + after
    )


def shown(
    content: bytes, font: bytes = HELVETICA, more: tuple[bytes, ...] = (), page: bytes = b""
) -> bytes:
    """Return a PDF of one page that a content stream draws, with one font called F."""
    resources = b"/Resources<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R"
    leaf = LEAF[:-2] + resources + page + b">>"
    return pdf(CATALOGUE, PAGES, leaf, font, stream(content), *more)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream as the content of an object."""
    return b"<</Length %d%b>> stream\n%b\nendstream" % (len(content), entries, content)


def inline(data: bytes) -> bytes:
    """Return an encrypted PDF with its dictionary of encryption in the trailer itself."""
    reference = re.search(rb"/Encrypt (\d+) 0 R", data)
    assert reference
    held = re.search(rb"(?s)\n%b 0 obj\n(<<.*?>>)\nendobj" % reference[1], data)
    assert held
    return data.replace(reference[0], b"/Encrypt " + held[1])


#: a PDF with one empty page, as text
EMPTY = pdf().decode()
