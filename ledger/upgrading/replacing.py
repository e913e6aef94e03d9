"""Several files written together: all, or none; what was there is kept aside."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePath

from ledger.machine import files
from ledger.machine.stopping import Stopped

#: behind the name of a folder that is being filled
_PART = "（没有写完）"
#: what files hold, by their paths below a folder; None where there is no such file
Contents = Mapping[str, bytes | None]


class Changed(Stopped):
    """A file does not hold any more what it did when it was read."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} 刚才有人改过，什么也没有改；请再运行一次", code=1)
        self.path = path


def unchanged(root: Path, before: Contents) -> None:
    """Raise ``Changed`` where a file does not hold any more what it did."""
    for path, content in before.items():
        if _content(root / path) != content:
            raise Changed(path)


def put(root: Path, contents: Contents, before: Contents) -> None:
    """Write all files, and delete those without a content; raises as the system does.

    Then all are as they were ``before``.
    """
    try:
        _lay(root, contents)
    except BaseException:
        _lay(root, before)
        raise


def aside(root: Path, name: str, held: Mapping[str, bytes]) -> Path | None:
    """Keep contents in a new folder of a project that no command reads; None where there are none.

    Its name is ``name``, or that with a number, as soon as all lies in it.
    """
    if not held:
        return None
    folder = root / (f"{name}-{number}" if (number := _last(root, name) + 1) > 1 else name)
    part = root / f"{name}{_PART}"
    shutil.rmtree(part, ignore_errors=True)  # where a run was killed
    part.mkdir(mode=0o700)
    try:
        for path, content in held.items():
            (part / path).parent.mkdir(parents=True, exist_ok=True)
            files.write(part / path, content, private=True)
        return part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def latest(root: Path, name: str) -> Path | None:
    """Return the folder that ``aside`` made last; None where there is none."""
    return max(kept(root, name), key=lambda each: _number(each, name), default=None)


def kept(root: Path, name: str) -> list[Path]:
    """Return the folders that ``aside`` made and that are still there."""
    return [each for each in root.glob(f"{name}*") if each.is_dir() and _number(each, name)]


def _lay(root: Path, contents: Contents) -> None:
    for path, content in contents.items():
        file = root / path
        if content is None:
            file.unlink(missing_ok=True)
            with suppress(OSError):  # a folder stays where it holds anything
                for folder in (root / each for each in PurePath(path).parents[:-1]):
                    folder.rmdir()
        elif _content(file) != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            files.write(file, content)


def _content(file: Path) -> bytes | None:
    return files.read(file) if file.is_file() else None


def _last(root: Path, name: str) -> int:
    """Return the highest number that a folder bears, or a file in its place; 0 where there is none."""
    return max((_number(each, name) for each in root.glob(f"{name}*")), default=0)


def _number(path: Path, name: str) -> int:
    """Return the number of a folder, the first of which bears none; 0 for another."""
    number = path.name.removeprefix(name).removeprefix("-") or "1"
    is_ours = path.name in (name, f"{name}-{number}") and number.isascii() and number.isdecimal()
    return int(number) if is_ours else 0
