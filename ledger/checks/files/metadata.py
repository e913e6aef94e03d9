"""Finds metadata of pictures and documents: GPS, names, programs, comments.

Only the containers of the formats are read. A file that cannot be read is reported as unreadable,
never taken for clean. No library is needed, so that the audit of a site runs anywhere.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from ledger.prose.inventory import LARGEST

_UNREADABLE = "文件读不了，无法确认没有附带信息；请重新导出"
_ADVICE = "请另存一份去掉附带信息的文件"
#: support.microsoft.com, "Remove hidden data and personal information by inspecting documents"
_INSPECT = (
    "请用 Word、Excel、PowerPoint 的“文件 → 信息 → 检查问题 → 检查文档”逐项删去，"
    "删不掉的打开文件自己删，再保存"
)
_EXPORT = "请在原来的文件里去掉这些，再导出一次"
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
#: markers of a JPEG file without a length
_BARE = {0x01, *range(0xD0, 0xD8)}
_JPEG = {
    0xE1: "EXIF 或 XMP（拍摄地点、时间、设备、作者）",
    0xED: "IPTC（作者、标题、地点）",
    0xFE: "注释",
}
_PNG = {
    b"tEXt": "文字说明（tEXt）",
    b"zTXt": "文字说明（zTXt）",
    b"iTXt": "文字说明（iTXt）",
    b"eXIf": "EXIF（拍摄地点、时间、设备）",
    b"tIME": "修改时间（tIME）",
}
_WEBP = {b"EXIF": "EXIF（拍摄地点、时间、设备）", b"XMP ": "XMP（作者、标题）"}
_TIFF = {
    270: "说明", 271: "设备", 272: "设备型号", 305: "软件", 306: "时间", 315: "作者", 316: "计算机",
    700: "XMP", 33432: "版权", 33723: "IPTC", 34665: "EXIF", 34853: "GPS",
}  # fmt: skip
#: keys of a PDF's description that name people or places; the program's name is no secret
_PDF = {"Author": "作者", "Subject": "主题", "Keywords": "关键词", "Manager": "主管", "Company": "单位"}  # fmt: skip
_OFFICE = {
    "creator": "作者", "lastModifiedBy": "最后保存的人", "description": "备注", "keywords": "关键词",
    "subject": "主题", "category": "类别", "Manager": "主管", "Company": "单位",
    "HyperlinkBase": "超链接基础",
    "initial-creator": "作者", "printed-by": "打印的人",
}  # fmt: skip
#: parts of an office file that a reader does not see at first
_PARTS = (
    (re.compile(r"docProps/custom\.xml$"), "自定义属性"),
    (re.compile(r"(?:^|/)(?:comments\w*|threadedComments?/\w+|persons?/\w+|people|commentAuthors)\.xml$"), "批注或批注人"),
    (re.compile(r"docProps/thumbnail\.\w+$|Thumbnails/"), "缩略图"),
    (re.compile(r"vbaProject\.bin$|^(?:Basic|Scripts)/"), "宏"),
)  # fmt: skip
_MARKS = (
    (re.compile(r"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\b"), "修订痕迹"),
    (re.compile(r"<w:vanish(?:\s*/>|\s+w:val=\"(?:1|true|on)\")"), "隐藏文字"),
    (re.compile(r"<sheet\b[^<>]*\bstate=\"(?:hidden|veryHidden)\""), "隐藏的工作表"),
    (re.compile(r"<(?:row|col)\b[^<>]*\bhidden=\"(?:1|true)\""), "隐藏的行或列"),
    (re.compile(r"<p:sld\b[^<>]*\bshow=\"(?:0|false)\""), "隐藏的幻灯片"),
    (re.compile(r"<text:tracked-changes\b"), "修订痕迹"),
    # a part's type, not its name, defines its function (ECMA-376, part 2, clause 9.3)
    (
        re.compile(
            r"vnd\.ms-office\.vbaProject|macroEnabled|relationships/(?:vbaProject|xlMacrosheet)\b"
        ),
        "宏",
    ),
    (re.compile(r"relationships/(?:oleObject|control|activeXControl\w*)\b"), "嵌入的程序或控件"),
    (
        re.compile(
            r"<Relationship\b(?![^<>]*/hyperlink[\"'])[^<>]*\bTargetMode\s*=\s*[\"']External"
        ),
        "打开时从别处取的内容（外部链接、模板）",
    ),
    (
        re.compile(r"<(?:\w+:)?ddeLink\b|\bDDEAUTO\b|<f\b[^<>]*>[^<>|]*\|'"),
        "会启动别的程序的链接（DDE）",
    ),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def found(data: bytes, name: str) -> str | None:
    """Return one message on all metadata of a file; None for a clean file.

    The first bytes decide the format; the name decides only for formats without a signature (SVG).
    """
    told = _told(data, name)
    if not told or told == [_UNREADABLE]:
        return told[0] if told else None
    return f"文件附带了{'、'.join(told)}；{_advice(data)}"


def _advice(data: bytes) -> str:
    """Return how to remove it; Office packages list their parts' types (ECMA-376, part 2)."""
    if data.startswith(b"PK") and b"[Content_Types].xml" in data:
        return _INSPECT
    return _EXPORT if b"%PDF-" in data[:1024] else _ADVICE


def _told(data: bytes, name: str) -> list[str]:
    try:
        return list(dict.fromkeys(_reader(data, name)(data)))
    except (
        struct.error,
        IndexError,
        ValueError,
        zlib.error,
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
    ):
        return [_UNREADABLE]


def _reader(data: bytes, name: str) -> Callable[[bytes], Iterator[str]]:
    ending = PurePosixPath(name).suffix.lower()
    for begins, reader in _KINDS:
        if data.startswith(begins):
            return reader
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    if data[4:8] == b"ftyp":
        return _heif
    if b"%PDF-" in data[:1024]:
        return _pdf
    return _svg if ending == ".svg" else _nothing


def _nothing(_: bytes) -> Iterator[str]:
    yield from ()


def _jpeg(data: bytes) -> Iterator[str]:
    """Read the segments before the image data, and previews after its end."""
    at = 2
    while data[at] == 0xFF and data[at + 1] not in (_JPEG_SCAN, _JPEG_END):
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        size = struct.unpack_from(">H", data, at + 2)[0]
        if marker in _JPEG:
            yield _JPEG[marker]
        elif marker == 0xE2 and data[at + 4 : at + 8] == b"MPF\0":
            yield "另外的图片（MPF）"
        at += 2 + size
    if data[at] != 0xFF:
        raise ValueError
    end = data.rfind(b"\xff\xd9")
    if end < 0 or data[end + 2 :].strip(b"\0"):
        yield "图片以后的数据"


def _png(data: bytes) -> Iterator[str]:
    at = 8
    while True:
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind in _PNG:
            yield _PNG[kind]
        at += 12 + size
        if kind == b"IEND":
            break
    if data[at:].strip(b"\0"):
        yield "图片以后的数据"


def _gif(data: bytes) -> Iterator[str]:
    """Read the blocks: comments and application data stand between the images."""
    at = 13 + _colours(data[10])
    while data[at] != 0x3B:
        if data[at] == 0x21:
            label, at = data[at + 1], at + 2
            if label == 0xFE:
                yield "注释"
            elif label == 0xFF and data[at + 1 : at + 12] == b"XMP DataXMP":
                yield "XMP（作者、标题）"
                at = data.index(b"\0\0", at)  # XMP is not stored in blocks
        elif data[at] == 0x2C:
            at += 11 + _colours(data[at + 9])
        else:
            raise ValueError
        while data[at]:
            at += data[at] + 1
        at += 1


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Iterator[str]:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind in _WEBP:
            yield _WEBP[kind]
        at += 8 + size + size % 2


def _heif(data: bytes) -> Iterator[str]:
    """Read HEIC and AVIF, as telephones write them: the names of the types of their items."""
    for mark, what in ((b"Exif", "EXIF（拍摄地点、时间、设备）"), (b"application/rdf+xml", "XMP")):
        if mark in data:
            yield what


def _tiff(data: bytes) -> Iterator[str]:
    order = "<" if data[:2] == b"II" else ">"
    at, seen = struct.unpack_from(order + "I", data, 4)[0], set()
    while at and at not in seen:
        seen.add(at)
        count = struct.unpack_from(order + "H", data, at)[0]
        for number in range(count):
            tag = struct.unpack_from(order + "H", data, at + 2 + 12 * number)[0]
            if tag in _TIFF:
                yield _TIFF[tag]
        at = struct.unpack_from(order + "I", data, at + 2 + 12 * count)[0]


def _pdf(data: bytes) -> Iterator[str]:
    """Read the objects, also those packed in streams."""
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
        raise ValueError  # encrypted, so unreadable
    texts = [data, *streams(data)]
    for key, what in _PDF.items():
        if any(_said(text, key) for text in texts):
            yield what
    for mark, what in (
        (
            rb"<(?:dc:creator|dc:description|pdf:Author|xmpMM:History)\b",
            "XMP（作者、说明、修改经过）",
        ),
        (rb"/EmbeddedFile\b", "附件"),
        (rb"/Subtype\s*/(?:Text|FreeText|Popup|Highlight|StrikeOut)\b", "批注"),
        (rb"/PieceInfo\b", "程序自己的数据"),
        (
            rb"/JavaScript\b|/S\s*/(?:Launch|SubmitForm|ImportData)\b|/RichMedia\b",
            "会自己运行的动作",
        ),
    ):
        if any(re.search(mark, _named(text)) for text in texts):
            yield what


def _named(text: bytes) -> bytes:
    """Return a PDF's text with the escapes in names decoded (ISO 32000-1, 7.3.5: #4A is J)."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), text)


def _said(text: bytes, key: str) -> bool:
    """Whether a key of the description has a value: a string or a reference to one."""
    value = rb"\s*(?:\((?!\s*\))|<(?!<|\s*>)|\d+\s+\d+\s+R)"
    return bool(re.search(rb"/" + key.encode() + value, text))


def streams(data: bytes) -> Iterator[bytes]:
    """Yield the zlib streams of a PDF, unpacked.

    Raises ``ValueError`` or ``zlib.error`` for a stream that is damaged, cut off or too large.
    """
    for match in _STREAM.finditer(data):
        if _is_packed(match[1]):
            unpacking = zlib.decompressobj()
            yield unpacking.decompress(match[1], LARGEST)
            if not unpacking.eof:
                raise ValueError


def _is_packed(data: bytes) -> bool:
    """Whether data begins with a header of zlib (RFC 1950, 2.2: CMF and FLG)."""
    return len(data) > 1 and data[0] & 15 == zlib.DEFLATED and (data[0] << 8 | data[1]) % 31 == 0


def _package(data: bytes) -> Iterator[str]:
    """Read a Word, Excel, WPS or OpenDocument file, or each part of any other package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.comment:
            yield "压缩包注释"
        for entry in package.infolist():
            if entry.flag_bits & 1 or entry.file_size > LARGEST:
                raise ValueError
            content = package.read(entry)
            yield from _part(entry.filename, content)


def _part(name: str, content: bytes) -> Iterator[str]:
    yield from (what for pattern, what in _PARTS if pattern.search(name))
    if not name.endswith((".xml", ".rels")):
        for what in _told(content, name):
            if what == _UNREADABLE:
                raise ValueError
            yield f"“{PurePosixPath(name).name}”里的{what}"
        return
    text = content.decode("utf-8", "replace")
    yield from (what for pattern, what in _MARKS if pattern.search(text))
    if name.startswith("docProps/") or name == "meta.xml":
        for key, what in _OFFICE.items():
            if re.search(rf"<(?:\w+:)?{key}(?:\s[^>]*)?>\s*[^<\s]", text):
                yield what


def _ole(_: bytes) -> Iterator[str]:
    yield "旧格式（.doc、.xls、.wps 等）的属性和修改记录"


def _svg(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    for mark, what in (
        (r"<metadata\b|<rdf:RDF", "元数据"),
        (r"<!--", "注释"),
        (r"\b(?:inkscape|sodipodi):", "绘图程序的数据（常含文件路径）"),
    ):
        if re.search(mark, text):
            yield what


_KINDS: tuple[tuple[bytes, Callable[[bytes], Iterator[str]]], ...] = (
    (b"\xff\xd8", _jpeg),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
    (b"PK\x03\x04", _package),
    (b"PK\x05\x06", _package),
    (_OLE, _ole),
)
