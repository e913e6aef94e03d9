"""Finds metadata of pictures and documents: GPS, names, programs, comments.

Only the containers of the formats are read. A file that cannot be read raises ``Unreadable`` and is
never taken for clean. Of a PDF the bytes are searched as well as what pypdf reads: what no page
leads to any more stands in the bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from ledger.checks.files import catalogue, pdf
from ledger.machine import packages
from ledger.machine.packages import TooLarge, Unreadable
from ledger.prose.inventory import LARGEST

_ADVICE = "请另存一份去掉附带信息的文件"
#: support.microsoft.com, "Remove hidden data and personal information by inspecting documents"
_INSPECT = (
    "请用 Word、Excel、PowerPoint 的“文件 → 信息 → 检查问题 → 检查文档”逐项删去，"
    "删不掉的打开文件自己删，再保存"
)
_EXPORT = "请在原来的文件里去掉这些，再导出一次"
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
#: how many times the largest stream all streams may have together
_MOST = 10
#: pixels; a browser takes four bytes for each
_PIXELS = 100_000_000
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
#: markers behind which a JPEG file says its size (ITU-T T.81, table B.1: SOF0 to SOF15)
_JPEG_SIZE = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
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
_ACTIVE = {
    rb"<(?:dc:creator|dc:description|pdf:Author|xmpMM:History)\b": "XMP（作者、说明、修改经过）",
    rb"/EmbeddedFile\b": "附件",
    rb"/Subtype\s*/(?:Text|FreeText|Popup|Highlight|StrikeOut)\b": "批注",
    rb"/PieceInfo\b": "程序自己的数据",
    rb"/JavaScript\b|/S\s*/(?:Launch|SubmitForm|ImportData)\b|/RichMedia\b": "会自己运行的动作",
    rb"/XFA\b": "XFA 表单（打开时由脚本拼成）",
}
#: an object of a PDF, the objects below it, and the number of one
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,9}\d{1,5}\s{1,9}obj\b")
_KIDS = re.compile(rb"/Kids\s{0,9}\[[^\]]*+")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R")
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


def attached(data: bytes, name: str) -> str | None:
    """Return one message on all metadata of a file; None for a clean file.

    The first bytes decide the format; the name decides only for formats without a signature (SVG).
    Raises ``Unreadable`` for a file that is damaged, or too large for a reader's browser.
    """
    told = _kinds_in(data, name)
    return f"文件附带了{'、'.join(told)}；{_advice(data)}" if told else None


def _advice(data: bytes) -> str:
    """Return how to remove it; Office packages list their parts' types (ECMA-376, part 2)."""
    if data.startswith(b"PK") and b"[Content_Types].xml" in data:
        return _INSPECT
    return _EXPORT if pdf.is_begun(data) else _ADVICE


def _kinds_in(data: bytes, name: str) -> list[str]:
    try:
        return list(dict.fromkeys(_reader(data, name)(data)))
    except Unreadable:
        raise
    except (struct.error, IndexError, ValueError, zlib.error, KeyError) as error:
        raise Unreadable from error


def _reader(data: bytes, name: str) -> Callable[[bytes], Iterator[str]]:
    ending = PurePosixPath(name).suffix.lower()
    for begins, reader in _KINDS:
        if data.startswith(begins):
            return reader
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    if data[4:8] == b"ftyp":
        return _heif
    if pdf.is_begun(data):
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
        if marker in _JPEG_SIZE:
            _bounded(*reversed(struct.unpack_from(">HH", data, at + 5)))
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
        if kind == b"IHDR":
            _bounded(*struct.unpack_from(">II", data, at + 8))
        if kind in _PNG:
            yield _PNG[kind]
        at += 12 + size
        if kind == b"IEND":
            break
    if data[at:].strip(b"\0"):
        yield "图片以后的数据"


def _gif(data: bytes) -> Iterator[str]:
    """Read the blocks: comments and application data stand between the images."""
    _bounded(*struct.unpack_from("<HH", data, 6))
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
            _bounded(*struct.unpack_from("<HH", data, at + 5))
            at += 11 + _colours(data[at + 9])
        else:
            raise ValueError
        while data[at]:
            at += data[at] + 1
        at += 1
    if data[at + 1 :].strip(b"\0"):
        yield "图片以后的数据"


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Iterator[str]:
    at, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise Unreadable
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind in _WEBP:
            yield _WEBP[kind]
        _webp_bounded(kind, data[at + 8 : at + 18])
        at += 8 + size + size % 2
    if data[end:].strip(b"\0"):
        yield "图片以后的数据"


def _webp_bounded(kind: bytes, head: bytes) -> None:
    """Measure a picture (RFC 9649, 2.7: canvas; RFC 6386, 9.1: lossy; RFC 9649, 3.4: lossless)."""
    if kind == b"VP8X":
        _bounded(*(1 + int.from_bytes(head[at : at + 3], "little") for at in (4, 7)))
    elif kind == b"VP8 ":
        _bounded(*(side & 0x3FFF for side in struct.unpack_from("<HH", head, 6)))
    elif kind == b"VP8L":
        sides = struct.unpack_from("<I", head, 1)[0]
        _bounded((sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1)


def _bounded(width: int, height: int) -> None:
    """Raise ``TooLarge`` for a picture that fills the memory of a reader's browser."""
    if height * width > _PIXELS:
        raise TooLarge(f"里的图片有 {width}×{height} 像素，超过 {_PIXELS // 10**8} 亿，会占满内存")


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
    if re.search(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)", _named(data)):
        raise packages.Protected
    found: set[str] = set()
    tree: dict[int, list[int]] = {}
    for text in (data, *streams(data)):
        plain = _named(text)
        found |= {what for key, what in _PDF.items() if _has_value(text, key)}
        found |= {what for mark, what in _ACTIVE.items() if re.search(mark, plain)}
        tree |= _children(plain)
    yield from (what for what in (*_PDF.values(), *_ACTIVE.values()) if what in found)
    _ends(tree)
    if data.rpartition(b"%%EOF")[2].strip(b"\0\t\n\f\r ") and b"%%EOF" in data:
        yield "文件末尾以后的数据"
    yield from pdf.read(data).strange


def _children(text: bytes) -> dict[int, list[int]]:
    """Return the objects that each object has as its kids (ISO 32000-1, 7.7.3), by their numbers."""
    found = {}
    for written in text.split(b"endobj"):
        kids, begun = _KIDS.search(written), _OBJECT.search(written)
        if kids and begun:
            found[int(begun[1])] = [int(kid) for kid in _REFERENCE.findall(kids[0])]
    return found


def _ends(tree: dict[int, list[int]]) -> None:
    """Raise ``Unreadable`` where an object is below itself, so that a reader finds no end."""
    left = dict(tree)
    while leaves := [each for each, kids in left.items() if not any(kid in left for kid in kids)]:
        for each in leaves:
            del left[each]
    if left:
        raise Unreadable("的页面绕成了圈")


def _named(text: bytes) -> bytes:
    """Return a PDF's text with the escapes in names decoded (ISO 32000-1, 7.3.5: #4A is J)."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), text)


def _has_value(text: bytes, key: str) -> bool:
    """Whether a key of the description has a value: a string or a reference to one."""
    value = rb"\s*(?:\((?!\s*\))|<(?!<|\s*>)|\d+\s+\d+\s+R)"
    return bool(re.search(rb"/" + key.encode() + value, text))


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield what stands in a PDF as it is: between its streams, and the streams that are not packed."""
    end = 0
    for begun in _STREAM.finditer(data):
        if begun.start() < end:
            continue
        yield data[end : begun.start()]
        if (end := data.find(b"endstream", begun.end())) < 0:
            yield data[begun.end() :]
            return
        if not _is_packed(stream := data[begun.end() : end]):
            yield stream
    yield data[end:]


def streams(data: bytes) -> Iterator[bytes]:
    """Yield the zlib streams of a PDF, unpacked.

    Raises ``Unreadable`` for a stream that is damaged, cut off or too large.
    """
    end, left = 0, _MOST * LARGEST
    for begun in _STREAM.finditer(data):
        if begun.start() < end:
            continue
        if (end := data.find(b"endstream", begun.end())) < 0:
            return
        if _is_packed(packed := data[begun.end() : end]):
            content = _unpacked(packed, min(LARGEST, left))
            left -= len(content)
            yield content


def _unpacked(packed: bytes, largest: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, largest + 1)
    except zlib.error as error:
        raise Unreadable from error
    if len(content) > largest:
        raise TooLarge
    if not unpacking.eof:
        raise Unreadable
    return content


def _is_packed(data: bytes) -> bool:
    """Whether data begins with a header of zlib (RFC 1950, 2.2: CMF and FLG)."""
    return len(data) > 1 and data[0] & 15 == zlib.DEFLATED and (data[0] << 8 | data[1]) % 31 == 0


def _package(data: bytes) -> Iterator[str]:
    """Read a Word, Excel, WPS or OpenDocument file, or each part of any other package."""
    if packages.comment(data):
        yield "压缩包注释"
    held = {}
    for name, content in packages.parts(data, LARGEST):
        held[name] = catalogue.needed(name, content)
        yield from _part(name, content)
    yield from (f"没有登记的部分（{name}）" for name in catalogue.strangers(held))


def _part(name: str, content: bytes) -> Iterator[str]:
    yield from (what for pattern, what in _PARTS if pattern.search(name))
    if not name.endswith((".xml", ".rels")):
        yield from (f"“{PurePosixPath(name).name}”里的{what}" for what in _kinds_in(content, name))
        return
    text = packages.text(content)
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
        (
            r"\bdisplay\s*+[=:][\s\"']*+none|\bvisibility\s*+[=:][\s\"']*+(?:hidden|collapse)",
            "隐藏的内容",
        ),
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
