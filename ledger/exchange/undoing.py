"""What was imported or added is written together with what was there, and taken back as long as it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from ledger.issues import Mistake
from ledger.machine import files
from ledger.upgrading import replacing
from ledger.upgrading.keeping import Keeper
from ledger.upgrading.replacing import Contents

#: by the word of an export the records that its workbooks changed, and the heads of each
Exports = Mapping[str, Mapping[str, Sequence[str]]]
#: what in the folder that keeps tells which exports the workbooks are of
_EXPORTS = "导出.json"
_NO_EXPORTS: Exports = MappingProxyType({})
#: of workbooks each can be taken back after the next; of single records there are too many
IMPORTED = Keeper("import", "import --write", "导入前")
ADDED = Keeper("add", "add", "记入前", last=True)


def write(
    root: Path,
    before: Contents,
    contents: Mapping[str, bytes],
    of: Exports = _NO_EXPORTS,
    way: Keeper = IMPORTED,
) -> str:
    """Write the files, of the workbooks ``of`` these exports; return the sentence that says what was done, and how to go back.

    Raises ``Stopped`` where a file changed since it was read, and ``OSError``: then nothing is.
    """
    told = {_EXPORTS: json.dumps(of, ensure_ascii=False).encode()} if of else {}
    return way.write(root, before, contents, told)


def exports(root: Path) -> Exports:
    """Return what was written of each export and stands; raises ``Mistake`` where that is not told."""
    found: dict[str, dict[str, list[str]]] = {}
    for file in (folder / _EXPORTS for folder in replacing.kept(root, IMPORTED.kept)):
        if not file.is_file():
            continue
        try:
            for export, records in json.loads(files.read(file)).items():
                for name, heads in records.items():
                    found.setdefault(export, {}).setdefault(name, []).extend(heads)
        except (ValueError, AttributeError, TypeError):
            raise Mistake(
                f"{file.relative_to(root)} 读不了，看不出哪些表格导入过；请退回，或移走"
            ) from None
    return found


def undo(root: Path, way: Keeper = IMPORTED) -> str:
    """Take back what was written last; return the sentence that says so. Raises ``Stopped``."""
    return way.undo(root)
