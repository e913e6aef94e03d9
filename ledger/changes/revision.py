"""An earlier copy of a project: its folder, or a git revision's data/ and docs/ in one for a while.

Only committed files are written, byte for byte: git's objects are read one by one, so neither links
nor attributes of the repository (export-ignore) change them. No code of the revision ever runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ledger.issues import Mistake
from ledger.language.signs import visible
from ledger.machine import files, git

_FOLDERS = ("data", "docs")
_MODES = ("100644", "100755")  # files; neither links nor other repositories
_EXAMPLE = "例如 HEAD、v1.0 或提交号的前几位；以前的一份写它的文件夹，里面要有 data/"


@contextmanager
def at(root: Path, revision: str) -> Iterator[tuple[Path, str]]:
    """Yield the folder of an earlier copy and its name; a revision is written to a folder.

    Raises ``Mistake`` where there is no such folder or revision, or git is not installed.
    """
    copy = Path(revision)
    if revision and (copy / "data").is_dir():
        yield copy, f"{visible(revision)}（以前的一份）"
        return
    commit = _commit(root, revision)
    objects = dict(_files(root, commit))
    if not any(path.startswith("data/") for path in objects):
        raise Mistake(f"版本“{revision}”里没有 data/，没有可比的")
    with TemporaryDirectory(prefix="revision") as folder:
        _write(root, objects, Path(folder))
        yield Path(folder), f"{revision}（{_described(root, commit)}）"


def _commit(root: Path, revision: str) -> str:
    """Return the full name of the commit."""
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        raise Mistake(f"“{revision}”不是版本；{_EXAMPLE}")
    _asked(root, "rev-parse", "--git-dir")
    try:
        found = git.ask(root, "rev-parse", "--verify", "--quiet", revision + "^{commit}")
        return found.decode().strip()
    except git.NoAnswer:
        shallow = _asked(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    if shallow:
        raise Mistake(
            f"没有版本“{revision}”：这份仓库只取了最近的提交（浅克隆）；"
            "请先运行 git fetch --unshallow"
        )
    raise Mistake(f"没有版本“{revision}”；{_EXAMPLE}，git log --oneline 列出全部提交")


def _files(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Yield the path, below the project, and the object of each file of a commit."""
    listed = _asked(root, "ls-tree", "-r", "-z", commit, "--", *_FOLDERS)
    for line in filter(None, listed.split(b"\0")):
        entry, _, name = line.partition(b"\t")
        mode, _, oid = entry.decode().split()
        path = os.fsdecode(name)
        if mode in _MODES and _stays_below(path):
            yield path, oid


def _stays_below(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return parts[0] in _FOLDERS and not {"..", ".git"} & set(parts) and "\\" not in path


def _write(root: Path, objects: dict[str, str], folder: Path) -> None:
    """Write each file from git's answer: a line with the size, the content, a newline."""
    asked = "".join(f"{oid}\n" for oid in objects.values()).encode()
    answer, position = _asked(root, "cat-file", "--batch", given=asked), 0
    for path in objects:
        start = answer.index(b"\n", position) + 1
        head = answer[position:start].split()
        if len(head) != 3:
            raise Mistake(f"这份仓库里缺少 {path} 以前的内容；请先运行 git fetch --unshallow")
        position = start + int(head[2]) + 1
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        files.write(file, answer[start : position - 1], flush=False)


def _described(root: Path, commit: str) -> str:
    """Return a commit's short name and day."""
    asked = ("log", "-1", "--no-show-signature", "--format=%h，%cs", commit)
    return _asked(root, *asked).decode(errors="replace").strip()


def _asked(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        return git.ask(root, *arguments, given=given)
    except git.NoAnswer as error:
        raise Mistake(f"{error}；没有 git 的写以前一份的文件夹，或封存的文件") from None
