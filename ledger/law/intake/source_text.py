"""A file's bytes -> its lines of text, or the reason why they cannot be read."""

from __future__ import annotations

import re
from pathlib import PurePath

from ledger.issues import Mistake
from ledger.law.intake import markdown, word
from ledger.law.intake.findings import Finding
from ledger.law.intake.lines import LIMIT, Source, SourceLine, too_large

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENDINGS = (".txt", ".md", ".markdown", ".docx")
#: the stream in which a password-protected Word file keeps its content
_SEALED = "EncryptedPackage".encode("utf-16-le")
_AGAIN = "请用 Word 或 WPS 打开，“另存为”.docx 后再导入"


def read(data: bytes, name: str) -> Source:
    """Return the lines of a .txt, .md or .docx file. Raises ``Mistake`` where it cannot be read."""
    ending = PurePath(name).suffix.lower()
    if len(data) > LIMIT:
        raise Mistake(too_large(name), "import.large")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Mistake(f"{name} 是空的", "import.blank")
    if objection := _objection(data, name, ending):
        raise Mistake(objection, "import.file")
    source = word.read(data, name) if data.startswith(_ZIP) else _text(data, name, ending)
    if not any(line.text.strip() for line in source.lines):
        raise Mistake(f"{name} 里没有文字；若是扫描的图片，请先识别成文字", "import.blank")
    return source


def _objection(data: bytes, name: str, ending: str) -> str | None:
    """Return why a file of another format is refused; the content counts before the name."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower()
    if data.startswith(_OLE):
        return _old(data, name, ending)
    if data.startswith(b"%PDF") or ending == ".pdf":
        return f"{name} 是 PDF，读不了（文字的次序和换行不可靠）；请用单位存的 Word 文件，或把正文复制到 .txt"
    if start.startswith(b"{\\rtf"):
        return f"{name} 是 RTF，读不了；{_AGAIN}"
    if start.startswith((b"<!doctype", b"<html")):
        return f"{name} 是网页，读不了；请把正文复制到 .txt，或在浏览器里复制到 Word 后存为 .docx"
    return None if data.startswith(_ZIP) else _by_name(name, ending)


def _old(data: bytes, name: str, ending: str) -> str:
    """Return a message on an old binary or password-protected file; both share a container."""
    if _SEALED in data or ending == ".docx":
        return f"{name} 加了密码，或其实是旧的 .doc；请去掉密码，“另存为”.docx 后再导入"
    kind = "WPS 文字（.wps）" if ending == ".wps" else "旧的 Word 格式（.doc）"
    return f"{name} 是{kind}，读不了；{_AGAIN}"


def _by_name(name: str, ending: str) -> str | None:
    if ending == ".docx":
        return f"{name} 损坏了，或不是 Word 文件；{_AGAIN}"
    if ending in (".doc", ".wps"):
        return f"{name} 的格式（{ending}）读不了；{_AGAIN}"
    return None if ending in _ENDINGS else f"不认识的文件 {name}；可以导入 .txt、.md、.docx"


def _text(data: bytes, name: str, ending: str) -> Source:
    text, encoding = _decode(data, name)
    source = Source([], [])
    if encoding == "GB18030":
        source.findings.append(
            Finding(
                1, "文件不是 UTF-8，按 GB18030（GBK）读出；请看一眼有没有乱码", "import.guessed"
            )
        )
    if ending in (".md", ".markdown"):
        text = markdown.strip(text, source.findings)
    source.lines.extend(_lines(text))
    return source


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and its encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tries = ["utf-16"]
    elif b"\0" in data:
        message = f"{name} 不是文本，或是没有标记的 UTF-16；请在编辑器里另存为 UTF-8"
        raise Mistake(message, "import.encoding")
    else:
        tries = ["utf-8-sig", "gb18030"]
    for encoding in tries:
        try:
            return data.decode(encoding), encoding.upper()
        except UnicodeDecodeError:
            continue
    tried = "UTF-16" if tries == ["utf-16"] else "UTF-8 和 GB18030（含 GBK、GB2312）"
    message = f"{name} 的文字读不出来，试过的编码：{tried}；请在编辑器里另存为 UTF-8"
    raise Mistake(message, "import.encoding")


def _lines(text: str) -> list[SourceLine]:
    """Return the lines, numbered as in an editor; a page break also ends a line."""
    lines = re.split(r"\r\n|\r|\n", text)
    return [
        SourceLine.of(part, number)
        for number, line in enumerate(lines, 1)
        for part in re.split(r"[\x0b\x0c\x85\u2028\u2029]", line)
    ]
