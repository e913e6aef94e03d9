"""Every file below docs/ and data/: its name, its comments, and what it tells beside its text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ledger import metadata, placeholders, prose, secrecy
from ledger.issues import INVISIBLE, Issue, Place

#: comments of a YAML file; its values are looked at as records
_COMMENT = re.compile(r"^[^\S\n]*#.*$", re.MULTILINE)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_LARGEST = 30_000_000
#: what Windows, IIS or an archive cannot store, or nobody sees
_UNFIT = re.compile(rf'[<>:"|?*\\\n\t]|[ .]$|^ |{INVISIBLE.pattern}')
_ADVICE = "请只用汉字、字母、数字、“-”和“_”"


def check(root: Path) -> Iterator[Issue]:
    """Yield what must not leave the house, wherever in a file it is hidden."""
    for folder in ("docs", "data"):
        for file in sorted((root / folder).rglob("*")):
            if file.is_file():
                yield from _file(file, file.relative_to(root).as_posix())


def _file(file: Path, path: str) -> Iterator[Issue]:
    if part := next(filter(_UNFIT.search, path.split("/")), None):
        yield Issue(Place(path), f"文件名“{part}”里有的字符别的系统或服务器不收；{_ADVICE}")
    for secret in secrecy.find(file.stem):
        yield Issue(Place(path), f"文件名：{secret.message}")
    if file.suffix == ".md":
        yield from _markdown(file.read_bytes().decode("utf-8-sig", "ignore"), path)
    elif file.suffix in (".yml", ".yaml"):
        text = file.read_bytes().decode("utf-8-sig", "ignore")
        for comment in _COMMENT.finditer(text):
            yield from _secrets(text, comment[0], comment.start(), path)
    elif file.stat().st_size <= _LARGEST:
        for told in metadata.found(file.read_bytes(), file.name):
            yield Issue(Place(path), told)
        for secret in secrecy.find("\n".join(_hidden(file.read_bytes()))):
            yield Issue(Place(path), f"文件里（包括属性和元数据）：{secret.message}")


def _markdown(text: str, path: str) -> Iterator[Issue]:
    """The whole file, comments and settings too: MkDocs publishes comments."""
    yield from _secrets(text, text, 0, path)
    for start, end in placeholders.in_comments(text):
        place = prose.place_at(text, start, path)
        yield Issue(place, placeholders.said(text[start:end]))


def _secrets(text: str, part: str, offset: int, path: str) -> Iterator[Issue]:
    for secret in secrecy.find(part):
        yield Issue(prose.place_at(text, offset + secret.start, path), secret.message)


def _hidden(data: bytes) -> Iterator[str]:
    """Yield the texts of a picture or a document: tags, properties, packed parts."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.infolist():
                if entry.file_size <= _LARGEST:
                    content = package.read(entry).decode("utf-8", "ignore")
                    yield re.sub(r"<[^>]*>", "", content)
        return
    yield data.decode("utf-8", "ignore")
    yield data.decode("utf-16-le", "ignore")
    yield data.decode("gb18030", "ignore")
    for stream in _STREAM.finditer(data):
        yield _inflated(stream[1]).decode("latin-1")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return b""
