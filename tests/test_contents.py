"""What stands in a document is read as a person reads it: runs joined, paragraphs and cells not."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import pytest
from docx import Document
from pdf_files import CATALOGUE, LEAF, PAGES, pdf, stream
from xlsxwriter import Workbook

from ledger.checks.files import attachments

#: fits GB 11643-1999; of nobody
NUMBER = "110101199003077213"
CONTENT_TYPES = "[Content_Types].xml"
TYPES = '<Types><Default Extension="rels"/><Default Extension="xml" ContentType="a/{}.main+xml"/></Types>'
TYPE = "application/vnd.oasis.opendocument."
#: by its ending, the part by which a format is known
FIRST = {
    "docx": (CONTENT_TYPES, TYPES.format("wordprocessingml.document")),
    "xlsx": (CONTENT_TYPES, TYPES.format("spreadsheetml.sheet")),
    "pptx": (CONTENT_TYPES, TYPES.format("presentationml.presentation")),
    "odt": ("mimetype", f"{TYPE}text"),
    "ods": ("mimetype", f"{TYPE}spreadsheet"),
    "odp": ("mimetype", f"{TYPE}presentation"),
    "ofd": ("OFD.xml", "<a/>"),
}


def package(name: str, content: str | bytes, ending: str = "docx") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for part, held in (FIRST[ending], (name, content)):
            made.writestr(zipfile.ZipInfo(part), held)
    return stream.getvalue()


def said(data: bytes, path: str) -> list[str]:
    return [issue.message for issue in attachments.look(data, path)]


HALF, REST = NUMBER[:7], NUMBER[7:]
WORD = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1{}</w:t></w:r></w:p><w:p><w:r><w:t>{}</w:t></w:r>{}<w:r><w:rPr><w:lang/></w:rPr><w:t>{}</w:t></w:r></w:p><w:p><w:t>2</w:t></w:p>"
FOUND = {
    "docx": ("word/document.xml", f"<w:body>{WORD.format('', HALF, '<w:proofErr/>', REST)}</w:body>"),
    "link.docx": ("word/document.xml", f"<w:p><w:r><w:t>{HALF}</w:t></w:r><w:hyperlink><w:r><w:t>{REST}</w:t></w:r></w:hyperlink></w:p>"),
    "indented.docx": ("word/document.xml", f"<w:p>\n  <w:r>\n    <w:t>{HALF}</w:t>\n  </w:r>\n  <w:r>\n    <w:t>{REST}</w:t>\n  </w:r>\n</w:p>"),
    "coded.docx": ("word/document.xml", f"<w:p><w:t>&#49;&#x31;{NUMBER[2:]}</w:t></w:p>"),
    "alt.docx": ("word/document.xml", f'<w:p><wp:docPr descr="{NUMBER}"/></w:p>'),
    "bookmark.docx": ("word/document.xml", '<w:p><w:bookmarkStart w:id="1" w:name="甲13800138000"/></w:p>'),
    "control.docx": ("word/document.xml", f'<w:sdt><w:sdtPr><w:alias w:val="{NUMBER}"/></w:sdtPr></w:sdt>'),
    "tag.docx": ("word/document.xml", f'<w:sdt><w:sdtPr><w:tag w:val="{NUMBER}"/></w:sdtPr></w:sdt>'),
    "name.xlsx": ("xl/workbook.xml", f'<definedName name="_{NUMBER}" comment="{NUMBER}"/>'),
    "sheet.xlsx": ("xl/workbook.xml", '<sheet name="13800138000"/>'),
    "title.pptx": ("ppt/slides/slide1.xml", f'<p:cNvPr id="1" name="a" title="{NUMBER}"/>'),
    "frame.odt": ("content.xml", f'<draw:frame draw:name="{NUMBER}"/>'),
    "shared.xlsx": ("xl/sharedStrings.xml", f"<sst><si><t>1</t></si><si><r><t>{HALF}</t></r><r><rPr/><t>{REST}</t></r></si><si><t>3</t></si></sst>"),
    "cells.xlsx": ("xl/worksheets/sheet1.xml", "<row><c><v>7</v></c><c><v>13812345678</v></c><c><v>9</v></c></row>"),
    "pptx": ("ppt/slides/slide1.xml", f"<a:p><a:r><a:t>{HALF}</a:t></a:r><a:r><a:t>{REST}</a:t></a:r></a:p><a:p><a:r><a:t>8</a:t></a:r></a:p>"),
    "odt": ("content.xml", f"<text:p>1</text:p><text:p>{HALF}<text:span>{REST}</text:span></text:p><text:p>2</text:p>"),
    "ods": ("content.xml", f"<table:table-cell><text:p>5</text:p></table:table-cell><table:table-cell><text:p>{NUMBER}</text:p></table:table-cell>"),
    "ofd": ("Doc_0/Pages/Page_0/Content.xml", f"<ofd:Page><ofd:TextObject><ofd:TextCode>{NUMBER}</ofd:TextCode></ofd:TextObject><ofd:TextObject><ofd:TextCode>6</ofd:TextCode></ofd:TextObject></ofd:Page>"),
    "placed.ofd": ("Doc_0/Pages/Page_0/Content.xml", f"<ofd:Page><ofd:TextObject><ofd:TextCode>{HALF}</ofd:TextCode></ofd:TextObject><ofd:TextObject><ofd:TextCode>{REST}</ofd:TextCode></ofd:TextObject></ofd:Page>"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_number_is_found_however_a_program_cuts_it(name: str) -> None:
    part, content = FOUND[name]
    ending = name.rpartition(".")[2]
    made = said(package(part, f"<all>{content}</all>", ending), f"甲.{name}")
    assert [("身份证号码" in each or "手机号码" in each) for each in made] == [True], made


def test_a_number_that_says_what_it_is_needs_no_check_digit() -> None:
    content = "<w:p><w:t>身份证号11010119900307721X</w:t></w:p>"
    assert len(said(package("word/document.xml", content), "甲.docx")) == 1
    plain = "<w:p><w:t>编号11010119900307721X</w:t></w:p>"
    assert said(package("word/document.xml", plain), "甲.docx") == []


@pytest.mark.parametrize("ending", FIRST)
def test_a_package_is_of_the_format_of_its_ending(ending: str) -> None:
    parts = [
        part
        for other in FIRST
        if other != ending
        for part in (f"甲.{other}", f"甲.{other.upper()}")
    ]
    for path in parts:
        told = said(package("a.xml", "<a/>", ending), path)
        assert f"内容不是 .{path[2:]} 文件；请用原来的程序重新导出" in told
    own = said(package("a.xml", "<a/>", ending), f"甲.{ending}")
    assert not any("内容不是" in each for each in own)


def test_a_package_of_two_formats_is_of_none() -> None:
    both = "".join(
        TYPES.format(kind) for kind in ("wordprocessingml.document", "spreadsheetml.sheet")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(CONTENT_TYPES, both)
    assert "内容不是 .docx 文件" in said(file.getvalue(), "甲.docx")[0]


def test_numbers_of_two_paragraphs_are_not_one() -> None:
    content = f"<w:body><w:p><w:t>{HALF}</w:t></w:p><w:p><w:t>{REST}</w:t></w:p></w:body>"
    assert said(package("word/document.xml", content), "甲.docx") == []


def test_words_of_a_drawing_are_read() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'
    for inside in (NUMBER, f"{HALF}<tspan>{REST}</tspan>", f"&#49;{NUMBER[1:]}"):
        assert len(said(drawing.format(inside).encode(), "甲.svg")) == 1, inside


@pytest.mark.parametrize(
    "content",
    [
        NUMBER.encode("utf-16"),
        f"<?xml version='1.0' encoding='UTF-16'?><a>{NUMBER}</a>".encode("utf-16"),
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        b"<a>" * 60_000 + b"</a>" * 60_000,
        b"<a><b></a>",
    ],
    ids=["utf-16", "utf-16-stated", "dtd", "deep", "open"],
)
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "customXml/item1.xml"])
def test_what_cannot_be_read_is_not_passed_over(part: str, content: bytes) -> None:
    (told,) = said(package(part, content), "甲.docx")
    assert told.startswith("文件里") and told.endswith("，无法检查；请用原来的程序重新导出")


@pytest.mark.parametrize("kind", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_damage_below_docs_is_a_sentence(kind: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as made:
        made.writestr("word/document.xml", bytes(range(256)) * 9)
    at = stream.getvalue().index(b"document.xml") + 12
    data = bytearray(stream.getvalue())
    data[at : at + 40] = bytes(byte ^ 255 for byte in data[at : at + 40])
    assert said(bytes(data), "甲.docx")[-1:] == [
        "文件里有读不了的部分，无法检查；请用原来的程序重新导出"
    ]


def test_an_outline_of_a_font_is_no_number() -> None:
    font = b"\0\1\0\0" + NUMBER.encode()
    for content, found in ((font, 0), (NUMBER.encode(), 1)):
        held = stream(zlib.compress(content), b"/Filter/FlateDecode")
        assert len(said(pdf(CATALOGUE, PAGES, LEAF, held), "甲.pdf")) == found


@pytest.mark.slow
def test_packed_bytes_are_no_text() -> None:
    """Bytes of chance hold nobody's address, as pixels and in a PDF; what is typed between is read."""
    chance = random.Random(2).randbytes(3_000_000)
    pixels = chance.replace(b"\xff", b"\xfe")
    picture = b"\xff\xd8\xff\xda\0\3\0%b\xff\xd9"
    held = stream(chance.replace(b"endstream", b""), b"/Subtype/Image/Filter/DCTDecode")
    packed = stream(zlib.compress(chance), b"/Subtype/Image/Filter/FlateDecode")
    for data in (picture % pixels, pdf(CATALOGUE, PAGES, LEAF, held, packed)):
        assert said(data, "甲") == []
    for encoding in ("utf-8", "utf-16-le"):
        typed = "mail: jia@example.com".encode(encoding)
        assert len(said(picture % (pixels[:99] + b"\0\1" + typed + b"\1\2"), "甲")) == 1


@pytest.mark.slow
def test_files_of_real_programs_pass() -> None:
    document, written = Document(), io.BytesIO()
    document.add_heading("标题", 1)
    document.add_paragraph("甲").add_run("乙").bold = True
    document.add_table(2, 2)
    for name in ("author", "comments", "keywords", "subject", "category", "last_modified_by"):
        setattr(document.core_properties, name, "")
    document.save(written)
    assert all("没有登记" not in each for each in said(written.getvalue(), "甲.docx"))
    table = io.BytesIO()
    with Workbook(table) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["甲", 1, 2])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$B$1:$C$1"})
        sheet.insert_chart("A3", chart)
    assert said(table.getvalue(), "甲.xlsx") == []
