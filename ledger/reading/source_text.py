"""A file's bytes -> its lines of text, or the reason why they cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from ledger.issues import Mistake
from ledger.reading import markdown, word
from ledger.reading.findings import Finding
from ledger.reading.lines import LIMIT, Form, Purpose, Source, SourceLine, too_large

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENDINGS = (".txt", ".md", ".markdown", ".docx")
_END, _PAGE = re.compile(r"\r\n|\r|\n"), re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
#: the stream in which a password-protected Word file keeps its content
_SEALED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, name: str, purpose: Purpose) -> Source:
    """Return the lines of a .txt, .md or .docx file. Raises ``Mistake`` where it cannot be read."""
    ending = PurePath(name).suffix.lower()
    if len(data) > LIMIT:
        raise Mistake(too_large(name, purpose), "import.large")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Mistake(f"{name} 是空的", "import.blank")
    if objection := _objection(data, name, ending, purpose):
        raise Mistake(objection, "import.file")
    source = (
        _word(data, name, ending, purpose) if data.startswith(_ZIP) else _text(data, name, ending)
    )
    if not any(line.text.strip() for line in source.lines):
        raise Mistake(f"{name} 里没有文字；若是扫描的图片，请先识别成文字", "import.blank")
    return source


def _word(data: bytes, name: str, ending: str, purpose: Purpose) -> Source:
    """Return the lines of a Word file, whatever its name says."""
    source = word.read(data, name, purpose)
    if ending != ".docx":
        message = f"{name} 名称的后面不是 .docx，里面是 Word 文件，照 Word 读了；请核对是不是这一份"
        source.findings.append(Finding(1, message, "import.guessed"))
    return source


def _objection(data: bytes, name: str, ending: str, purpose: Purpose) -> str | None:
    """Return why a file of another format is refused; the content counts before the name."""
    again = f"请用 Word 或 WPS 打开，“另存为”.docx 后再{purpose.verb}"
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower()
    if data.startswith(_OLE):
        return _old(data, name, ending, again)
    if data.startswith(b"%PDF") or ending == ".pdf":
        return f"{name} 是 PDF，读不了（文字的次序和换行不可靠）；请用单位存的 Word 文件，或把正文复制到 .txt"
    if start.startswith(b"{\\rtf"):
        return f"{name} 是 RTF，读不了；{again}"
    if start.startswith((b"<!doctype", b"<html")):
        return f"{name} 是网页，读不了；请把正文复制到 .txt，或在浏览器里复制到 Word 后存为 .docx"
    return None if data.startswith(_ZIP) else _by_name(name, ending, again, purpose)


def _old(data: bytes, name: str, ending: str, again: str) -> str:
    """Return a message on an old binary or password-protected file; both share a container."""
    if _SEALED in data or ending == ".docx":
        return f"{name} 加了密码，或其实是旧的 .doc；{again}，先去掉密码"
    kind = "WPS 文字（.wps）" if ending == ".wps" else "旧的 Word 格式（.doc）"
    return f"{name} 是{kind}，读不了；{again}"


def _by_name(name: str, ending: str, again: str, purpose: Purpose) -> str | None:
    if ending == ".docx":
        return f"{name} 损坏了，或不是 Word 文件；{again}"
    if ending in (".doc", ".wps"):
        return f"{name} 的格式（{ending}）读不了；{again}"
    return (
        None if ending in _ENDINGS else f"不认识的文件 {name}；可以{purpose.verb} .txt、.md、.docx"
    )


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
        plain = markdown.strip(_END.sub("\n", text), source.findings)
        source.lines.extend(replace(line, form=_form(line.raw)) for line in _lines(plain, text))
    else:
        source.lines.extend(_lines(text, text))
    return source


def _form(raw: str) -> Form:
    return Form(level=markdown.level(raw))


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


def _lines(plain: str, text: str) -> list[SourceLine]:
    """Return the lines, numbered as in an editor; a page break also ends a line.

    ``text`` are the same lines as they stand in the file.
    """
    both = zip(_END.split(plain), _with_ends(_END, text), strict=True)
    return [
        SourceLine.of(part, number, raw=raw)
        for number, (line, typed) in enumerate(both, 1)
        for part, raw in _pages(line, typed)
    ]


def _with_ends(end: re.Pattern[str], text: str) -> list[str]:
    """Return the stretches of a text, each with the end behind it."""
    ends = [0, *(match.end() for match in end.finditer(text)), len(text)]
    return [text[first:last] for first, last in pairwise(ends)]


def _pages(line: str, typed: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a line, each with how it was typed; what no part shows is the first's."""
    parts, raw = _PAGE.split(line), _with_ends(_PAGE, typed)
    alike = len(parts) == len(raw)
    yield from zip(parts, raw if alike else [typed, *[""] * (len(parts) - 1)], strict=True)
