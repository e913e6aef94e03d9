"""Packs office files into the same bytes on every system and at every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


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
