"""A file of tables, by whatever program: its sheets. Nothing in it is run, computed or followed."""

from __future__ import annotations

from pathlib import Path

from ledger.issues import Mistake
from ledger.machine import files
from ledger.reading import delimited, workbooks
from ledger.reading.grid import Area, Cell, Failed, Grid, Uncomputed, address, coordinate, written

__all__ = [
    "Area",
    "Cell",
    "Failed",
    "Grid",
    "Uncomputed",
    "address",
    "coordinate",
    "read",
    "written",
]

#: in bytes: the largest file
_LARGEST = 30_000_000
#: how the files of old office programs begin, and what one holds that has a password
_OLD, _LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS, _TEXTS = (".xlsx", ".xlsm"), (".csv",)
_WAY = "请用表格软件打开，另存为 .xlsx"


def read(file: Path) -> list[Grid]:
    """Return the sheets of a file; raises ``Mistake``, which does not name it, and ``OSError``."""
    ending = file.suffix.lower()
    content = files.read(file, _LARGEST + 1)
    if len(content) > _LARGEST:
        raise Mistake(f"太大，最多 {_LARGEST // 10**6} MB；请分成几个文件")
    if content.startswith(_OLD):
        locked = _LOCKED in content
        raise Mistake("加了密码；请去掉密码再存" if locked else f"是旧的格式（.xls）；{_WAY}")
    if ending in _TEXTS:
        return [delimited.read(content, file.stem)]
    if ending in _WORKBOOKS:
        return workbooks.read(content)
    raise Mistake(f"的后缀不是 {'、'.join((*_WORKBOOKS, *_TEXTS))}；{_WAY}")
