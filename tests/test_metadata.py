"""What a picture or a document tells of its maker is found, and a clean one is left alone."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from pdf_files import CATALOGUE, LEAF, PAGES, pdf, stream

from ledger.checks.files.metadata import attached
from ledger.machine.packages import TooLarge, Unreadable

ADVICE = "；请另存一份去掉附带信息的文件"
IN_OFFICE = "；请用 Word、Excel、PowerPoint 的“文件 → 信息 → 检查问题 → 检查文档”逐项删去，删不掉的打开文件自己删，再保存"
IN_SOURCE = "；请在原来的文件里去掉这些，再导出一次"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*more: bytes, after: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body + after


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*more: bytes, after: bytes = b"") -> bytes:
    head = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    return head + b"".join(more) + segment(0xDA, b"\0") + b"\x12\x34\xff\xd9" + after


def gif(*more: bytes) -> bytes:
    picture = b"\x2c" + bytes(9) + b"\2\2\x4c\1\0"
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0)
        + bytes(6)
        + b"".join(more)
        + picture
        + b";"
    )


def webp(*more: bytes) -> bytes:
    frame = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 1, 1)
    body = b"WEBP" + b"VP8 " + struct.pack("<I", len(frame)) + frame + b"".join(more)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def tiff(*tags: int) -> bytes:
    entries = b"".join(struct.pack("<HHII", tag, 2, 1, 0) for tag in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", 0)


def package(**parts: str | bytes) -> bytes:
    """Return an office file; it holds no time, for the tests are named by their bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("[Content_Types].xml"), TYPES)
        for name, content in parts.items():
            path = name.replace("__", "/").replace("_xml", ".xml").replace("_png", ".png")
            made.writestr(zipfile.ZipInfo(path), content)
    return stream.getvalue()


def bare(*parts: tuple[str, str | bytes]) -> bytes:
    """Return a package of these parts alone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts:
            made.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


TYPES = '<Types><Default Extension="xml"/><Default Extension="png"/></Types>'
CORE = "<cp:coreProperties><dc:title>报告</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>"


def beside(content: bytes) -> bytes:
    """Return a PDF with one more object, to which no page leads."""
    return pdf(CATALOGUE, PAGES, LEAF, content)


PACKED = beside(stream(zlib.compress(b"<< /Author (\xd5\xc5) >>"), b"/Filter/FlateDecode"))
CLEAN = {
    "a.png": png(), "a.jpg": jpeg(), "a.gif": gif(), "a.webp": webp(), "a.tif": tiff(256, 257),
    "a.pdf": beside(b"<< /Title (a) /Producer (WPS) /Author () >>"), "a.svg": b"<svg><path/></svg>",
    "a.docx": package(docProps__core_xml=CORE.format(""), word__document_xml="<w:p/>", word__media__a_png=png()),
    "a.xlsx": package(xl__workbook_xml='<sheet name="a" state="visible"/>'),
    "b.docx": package(r_xml='<Relationship Type="a/hyperlink" Target="http://e/" TargetMode="External"/>'),
    "b.pdf": pdf(CATALOGUE[:-2] + b"/OpenAction [3 0 R /XYZ 0 0 0] >>", PAGES, LEAF),
    "a.txt": "作者：甲".encode(), "empty": b"",
}  # fmt: skip
TELLING = [
    ("a.png", png(chunk(b"tEXt", b"Author\0a")), "文字说明（tEXt）"),
    ("a.png", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>")), "文字说明（iTXt）"),
    ("a.png", png(chunk(b"eXIf", b"MM\0*")), "EXIF（拍摄地点、时间、设备）"),
    ("a.png", png(after=b"hidden"), "图片以后的数据"),
    ("a.jpg", jpeg(segment(0xE1, b"Exif\0\0MM\0*")), "EXIF 或 XMP（拍摄地点、时间、设备、作者）"),
    ("a.jpg", jpeg(segment(0xED, b"Photoshop 3.0\0")), "IPTC（作者、标题、地点）"),
    ("a.jpg", jpeg(segment(0xFE, b"a")), "注释"),
    ("a.jpg", jpeg(after=b"hidden"), "图片以后的数据"),
    ("a.txt", jpeg(segment(0xE1, b"Exif\0\0")), "EXIF 或 XMP（拍摄地点、时间、设备、作者）"),
    ("a.gif", gif(b"\x21\xfe\1a\0"), "注释"),
    ("a.webp", webp(b"EXIF" + struct.pack("<I", 2) + b"ab"), "EXIF（拍摄地点、时间、设备）"),
    ("a.tif", tiff(256, 34853), "GPS"),
    ("a.heic", b"\0\0\0\x18ftypheic" + b"infeExif", "EXIF（拍摄地点、时间、设备）"),
    ("a.pdf", beside(b"<< /Author (a) >>"), "作者"),
    ("a.pdf", beside(b"<< /Author <FEFF5F20> >>"), "作者"),
    ("a.pdf", PACKED, "作者"),
    ("a.pdf", beside(b"<dc:creator>a</dc:creator>"), "XMP（作者、说明、修改经过）"),
    ("a.docx", package(docProps__core_xml=CORE.format("张")), "作者"),
    ("a.docx", package(word__comments_xml="<w:comments/>"), "批注或批注人"),
    ("a.docx", package(word__document_xml='<w:del w:author="a">'), "修订痕迹"),
    ("a.docx", package(word__document_xml="<w:rPr><w:vanish/></w:rPr>"), "隐藏文字"),
    ("a.docx", package(docProps__custom_xml="<a/>"), "自定义属性"),
    ("a.docx", package(word__media__a_png=png(chunk(b"tEXt", b"a"))), "“a.png”里的文字说明（tEXt）"),
    ("a.xlsx", package(xl__workbook_xml='<sheet name="a" state="veryHidden"/>'), "隐藏的工作表"),
    ("a.odt", package(meta_xml="<meta:initial-creator>a</meta:initial-creator>"), "作者"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "旧格式（.doc、.xls、.wps 等）的属性和修改记录"),
    ("a.svg", b"<svg><metadata/></svg>", "元数据"),
    ("a.pdf", beside(b"<< /OpenAction << /S /J#61vaScript /JS (a) >> >>"), "会自己运行的动作"),
    ("a.pdf", beside(b"<< /S /Launch /F (a) >>"), "会自己运行的动作"),
    ("a.docx", package(x_xml='<Override ContentType="application/vnd.ms-office.vbaProject"/>'), "宏"),
    ("a.docx", package(r_xml='<Relationship Type="a/attachedTemplate" Target="http://e/t.dotm" TargetMode="External"/>'), "打开时从别处取的内容（外部链接、模板）"),
    ("a.docx", package(r_xml='<Relationship Type="a/relationships/oleObject" Target="o.bin"/>'), "嵌入的程序或控件"),
    ("a.xlsx", package(s_xml="<c><f>cmd|'/c a'!A1</f></c>"), "会启动别的程序的链接（DDE）"),
    ("a.odt", package(Scripts__python__a_xml="<a/>"), "宏"),
]  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_is_left_alone(name: str) -> None:
    assert attached(CLEAN[name], name) is None


@pytest.mark.parametrize(("name", "data", "what"), TELLING)
def test_what_a_file_tells_is_found(name: str, data: bytes, what: str) -> None:
    advice = IN_OFFICE if data[:2] == b"PK" else IN_SOURCE if data[:4] == b"%PDF" else ADVICE
    assert attached(data, name) == f"文件附带了{what}{advice}"


def test_all_that_a_file_tells_is_one_message() -> None:
    app = "<Company>局</Company><Manager>甲</Manager>"
    made = package(
        docProps__core_xml=CORE.format("张"), docProps__app_xml=app, word__comments_xml="<a/>"
    )
    assert attached(made, "a.docx") == f"文件附带了作者、主管、单位、批注或批注人{IN_OFFICE}"
    pictured = jpeg(segment(0xE1, b"Exif\0\0MM\0*"), segment(0xFE, b"a"))
    assert attached(pictured, "a.jpg") == (
        f"文件附带了EXIF 或 XMP（拍摄地点、时间、设备、作者）、注释{ADVICE}"
    )


@pytest.mark.parametrize(
    "name", [name for name in CLEAN if name not in ("a.txt", "empty", "a.svg")]
)
def test_a_damaged_file_breaks_nothing(name: str) -> None:
    for end in range(len(CLEAN[name])):
        with suppress(Unreadable):
            assert isinstance(attached(CLEAN[name][:end], name), str | None)


@pytest.mark.parametrize(
    "data", [png()[:30], jpeg()[:8], package()[:20], b"%PDF-1.4 /Encrypt 5 0 R"]
)
def test_what_cannot_be_read_is_not_taken_for_clean(data: bytes) -> None:
    with pytest.raises(Unreadable):
        attached(data, "a")


LIST = '<manifest:file-entry manifest:full-path="content.xml"/>'
FOREIGN = [
    ("a.docx", package(word__document_xml="<a/>", x__js="1"), "没有登记的部分（x/js）"),
    ("a.docx", package(x_html="<script>", word__document_xml="<a/>"), "没有登记的部分（x_html）"),
    ("a.docx", package(word__media__a_png=b"<html>"), "没有登记的部分（word/media/a.png）"),
    ("a.odt", bare(("META-INF/manifest.xml", LIST), ("content.xml", "<a/>"), ("b.xml", "<a/>")), "没有登记的部分（b.xml）"),
    ("a.ofd", bare(("OFD.xml", "<a/>"), ("Res/a.exe", "MZ")), "没有登记的部分（Res/a.exe）"),
    ("a.gif", gif() + b"hidden", "图片以后的数据"),
    ("a.webp", webp() + b"hidden", "图片以后的数据"),
    ("a.pdf", pdf(CATALOGUE, PAGES, LEAF, after=b"<script>"), "文件末尾以后的数据"),
    ("a.pdf", pdf(CATALOGUE + b"/AcroForm <</XFA [(a) 5 0 R]>>", PAGES, LEAF), "XFA 表单（打开时由脚本拼成）"),
    ("a.svg", b'<svg><text display="none">a</text></svg>', "隐藏的内容"),
    ("a.svg", b'<svg><text style="visibility : hidden">a</text></svg>', "隐藏的内容"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "what"), FOREIGN)
def test_what_no_reader_of_the_file_would_see_is_found(name: str, data: bytes, what: str) -> None:
    assert f"文件附带了{what}；" in (attached(data, name) or "")


def broad(name: str) -> bytes:
    """Return a picture that says that it is 60,000 pixels wide and high."""
    side, small = (60000).to_bytes(2, "big"), (1).to_bytes(2, "big")
    if name == "a.jpg":
        return jpeg(segment(0xC2, b"\x08" + side + side + b"\1\1\x11\0"))
    if name == "a.png":
        return png().replace(
            bytes(2) + small + bytes(2) + small, bytes(2) + side + bytes(2) + side, 1
        )
    if name == "a.gif":
        return gif().replace(small[::-1] * 2, side[::-1] * 2, 1)
    canvas = bytes(4) + (59999).to_bytes(3, "little") * 2
    return webp(b"VP8X" + struct.pack("<I", len(canvas)) + canvas)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.webp"])
def test_a_picture_that_fills_the_memory_is_refused(name: str) -> None:
    with pytest.raises(TooLarge, match="60000×60000 像素"):
        attached(broad(name), name)
    with pytest.raises(TooLarge):
        attached(bare((f"word/media/{name}", broad(name))), "a.docx")


@pytest.mark.parametrize(
    "kids", [(PAGES.replace(b"3 0", b"2 0"), LEAF), (PAGES, PAGES.replace(b"3 0", b"2 0"))]
)
def test_a_tree_of_pages_without_an_end_is_refused(kids: tuple[bytes, bytes]) -> None:
    with pytest.raises(Unreadable, match="绕成了圈"):
        attached(pdf(CATALOGUE, *kids), "a.pdf")
    saved = pdf()
    changed = saved + b"2 0 obj " + PAGES + b" endobj\n" + saved[saved.index(b"xref\n") :]
    assert attached(changed, "a.pdf") is None


def test_a_part_of_xml_in_another_encoding_is_not_passed_over() -> None:
    for core in (CORE.format("张").encode("utf-16"), b'<?xml version="1.0" encoding="UTF-7"?><a/>'):
        with pytest.raises(Unreadable):
            attached(package(docProps__core_xml=core), "a.docx")


def test_streams_without_an_end_take_no_square_of_time() -> None:
    assert attached(beside(b"stream\n" * 500_000), "a.pdf") is None
