"""Packs office files into the same bytes on every system and at every time; lists what they relate."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

#: how the names of parts end that say what another part takes from where (ECMA-376, part 2, clause 9)
RELATIONS = ".rels"


def repacked(package: io.BytesIO, instead: Mapping[str, bytes] | None = None) -> bytes:
    """Repack an office file into the same bytes on every system and at every time.

    ``instead`` holds parts, by name, that replace those of the file.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name)  # of the year 1980
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(part, (instead or {}).get(name) or source.read(name))
    return packed.getvalue()


def relations(content: bytes) -> list[str]:
    """Return what a part of relations says, a line each: the kind, the target, and if it is outside.

    Raises as the reader of XML does.
    """
    return sorted(
        f"〔{str(each.get('Type')).rpartition('/')[2]}：{each.get('Target')}"
        f"{'，在文件以外' if each.get('TargetMode') == 'External' else ''}〕"
        for each in etree.fromstring(content)
    )
