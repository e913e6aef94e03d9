"""What was imported or added is written together with what was there, and taken back as long as it stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ledger.issues import Mistake
from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.upgrading import replacing
from ledger.upgrading.replacing import Contents

#: by the word of an export the records that its workbooks changed, and the heads of each
Exports = Mapping[str, Mapping[str, Sequence[str]]]
#: in the folder that keeps it: what was there, what was written over that, and new files
_BEFORE, _AFTER, _ADDED = "原来的", "写成的", "新添的"
#: and in it which exports the workbooks are of
_EXPORTS = "导出.json"
_NO_EXPORTS: Exports = MappingProxyType({})


class Way(NamedTuple):
    """The command that writes and takes back, how it is told to write, and the folder that keeps it.

    With ``last`` alone only what was written last can be taken back.
    """

    command: str
    option: str
    kept: str
    last: bool = False


#: of workbooks each can be taken back after the next; of single records there are too many
IMPORTED = Way("import", "import --write", "导入前")
ADDED = Way("add", "add", "记入前", last=True)


def write(
    root: Path,
    before: Contents,
    contents: Mapping[str, bytes],
    of: Exports = _NO_EXPORTS,
    way: Way = IMPORTED,
) -> str:
    """Write the files, of the workbooks ``of`` these exports; return the sentence that says what was done, and how to go back.

    Raises ``Stopped`` where a file changed since it was read, and ``OSError``: then nothing is.
    """
    replacing.unchanged(root, before)
    held = {f"{_BEFORE}/{path}": each for path, each in before.items() if each is not None}
    for path, content in contents.items():
        held[f"{_ADDED if before[path] is None else _AFTER}/{path}"] = content
    if of:
        held[_EXPORTS] = json.dumps(of, ensure_ascii=False).encode()
    earlier = replacing.kept(root, way.kept) if way.last else []
    folder = replacing.aside(root, way.kept, held)
    try:
        replacing.put(root, contents, before)
    except BaseException:
        if folder:
            shutil.rmtree(folder)
        raise
    for each in earlier:
        shutil.rmtree(each, ignore_errors=True)
    with suppress(OSError):
        folder = folder.rename(root / way.kept) if folder and earlier else folder
    return (
        f"写好了 {'、'.join(contents)}。原来的在“{folder.name if folder else ''}”文件夹，"
        f"退回：python -m ledger {way.command} --undo"
    )


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


def undo(root: Path, way: Way = IMPORTED) -> str:
    """Take back what was written last; return the sentence that says so.

    A file that was not written, as where the power went, stays as it is.
    Raises ``Stopped`` where there is nothing, or where it was changed since.
    """
    folder = replacing.latest(root, way.kept)
    if folder is None:
        raise Stopped(f"没有要退回的：{way.option} 写过的才能退回", code=2)
    changed, added, before = (_held(folder / each) for each in (_AFTER, _ADDED, _BEFORE))
    if changed.keys() != before.keys():
        raise Stopped(f"“{folder.name}”文件夹里少了文件，没有退回；请自己比着改", code=1)
    written = changed | added
    for path, content in written.items():
        file = root / path
        now = files.read(file) if file.is_file() else None
        if now not in (content, before.get(path)):  # a power cut leaves some of them as they were
            raise Stopped(
                f"{path} 写好以后又有人改过，没有退回；原来的在 {folder.name}/{_BEFORE}，请自己比着改",
                code=1,
            )
    replacing.put(root, {**before, **dict.fromkeys(added)}, written)
    shutil.rmtree(folder)
    return f"退回了 {'、'.join(written)}，和{way.kept[:-1]}以前一样。"


def _held(folder: Path) -> dict[str, bytes]:
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): files.read(file) for file in found}
