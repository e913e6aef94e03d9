"""The parts of a package against its own catalogue: what the catalogue does not name is foreign."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ledger.machine import packages
from ledger.prose.inventory import ATTACHMENTS, LARGEST

#: where a package lists its parts: ECMA-376 part 2 (6.2.3), OpenDocument 1.3 part 2 (3.2)
_OPC, _ODF = "[Content_Types].xml", "META-INF/manifest.xml"
#: bytes at the beginning of a part by which its kind is known
_BEGINNING = 1024
#: kinds and names of parts (ECMA-376); names of parts (OpenDocument)
_KIND = re.compile(r"<Default\b[^<>]*\bExtension\s*=\s*[\"']([^\"'<>]*)")
_NAME = re.compile(r"<Override\b[^<>]*\bPartName\s*=\s*[\"']/([^\"'<>]*)")
_PATH = re.compile(r"\bfull-path\s*=\s*[\"']([^\"'<>]*)")
#: what an OpenDocument catalogue need not name
_UNNAMED = re.compile(r"mimetype|META-INF/[^/]*\.xml|.*/")
#: endings of parts that office programs write; none of them is run or shown by a browser alone
_ENDINGS = frozenset({
    "", ".xml", ".rels", ".rdf", ".vml", ".bin", ".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp",
    ".svg", ".bmp", ".dib", ".tif", ".tiff", ".emf", ".wmf", ".emz", ".wmz", ".svm", ".wdp", ".jb2",
    ".ttf", ".ttc", ".otf", ".odttf", ".fntdata", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp",
    ".dat", ".esl", ".sldx", ".glb",
})  # fmt: skip


#: by the ending of a file, the part that says its format and what it says there (ECMA-376, Open
#: Document; as Word, Excel, PowerPoint and LibreOffice write them)
_FORMATS = {
    ".docx": (_OPC, b"wordprocessingml.document"),
    ".xlsx": (_OPC, b"spreadsheetml.sheet"),
    ".pptx": (_OPC, b"presentationml.presentation"),
    ".odt": ("mimetype", b"application/vnd.oasis.opendocument.text"),
    ".ods": ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
    ".odp": ("mimetype", b"application/vnd.oasis.opendocument.presentation"),
    ".ofd": ("OFD.xml", b""),
}
_MAIN = re.compile(rb"([a-z]+ml\.[a-z]+)\.main\+xml")


def is_of(data: bytes, ending: str) -> bool:
    """Whether a package is of the format of its ending; raises ``Unreadable``."""
    if ending not in _FORMATS:
        return True
    part, said = _FORMATS[ending]
    if part not in packages.names(data):
        return False
    content = packages.part(data, part, LARGEST)
    if part == _OPC:
        return set(_MAIN.findall(content)) == {said}
    return not said or content.strip() == said


def needed(name: str, content: bytes) -> bytes:
    """Return as much of a part as ``strangers`` needs."""
    return content if name in (_OPC, _ODF) else content[:_BEGINNING]


def strangers(held: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the names of parts that no office program would read; raises ``Unreadable``.

    ``held`` is the ``needed`` content of each part.
    """
    named = _named(held)
    for name, content in held.items():
        ending = PurePosixPath(name).suffix.lower()
        looks = ATTACHMENTS.get(ending)
        disguised = looks is not None and content and not looks.match(content)
        if ending not in _ENDINGS or disguised or (named and not named.fullmatch(name)):
            yield name


def _named(held: Mapping[str, bytes]) -> re.Pattern[str] | None:
    """Return a pattern of the names in the catalogue; None for a format that has none (OFD)."""
    if _OPC in held:
        text = packages.text(held[_OPC])
        kinds = (rf".*\.{re.escape(kind)}" for kind in _KIND.findall(text))
        names = (*map(_written, _NAME.findall(text)), re.escape(_OPC), *kinds)
    elif _ODF in held:
        names = (*map(_written, _PATH.findall(packages.text(held[_ODF]))), _UNNAMED.pattern)
    else:
        return None
    return re.compile("|".join(names), re.IGNORECASE)


def _written(name: str) -> str:
    return re.escape(html.unescape(name))
