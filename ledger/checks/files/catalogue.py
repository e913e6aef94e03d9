"""The parts of a package against its own catalogue: what the catalogue does not name is foreign."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ledger.machine import packages
from ledger.prose.inventory import ATTACHMENTS

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
