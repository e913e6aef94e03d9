"""A git revision -> its data/ and docs/ in a folder that is removed afterwards.

Only committed files are written, as they were committed: git's objects are read one by one, so that
neither links nor attributes of the repository (export-ignore) have a say. What is compared is what
was written then, read by the rules and words of today; no code of the revision ever runs.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ledger.issues import Mistake

_FOLDERS = ("data", "docs")
_MODES = ("100644", "100755")  # files; neither links nor other repositories
#: git sets these for its hooks; the repository is the one that holds the project
_NOT_OURS = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE",
)  # fmt: skip
_EXAMPLE = "例如 HEAD、v1.0 或提交号的前几位"


@contextmanager
def at(root: Path, revision: str) -> Iterator[tuple[Path, str]]:
    """Lay a revision of the project out; return the folder and what the revision is called.

    Raises ``Mistake`` where there is no such revision, or no git to ask.
    """
    commit = _commit(root, revision)
    files = dict(_files(root, commit))
    if not any(path.startswith("data/") for path in files):
        raise Mistake(f"版本“{revision}”里没有 data/，没有可比的")
    with TemporaryDirectory(prefix="revision") as folder:
        _write(root, files, Path(folder))
        yield Path(folder), f"{revision}（{_described(root, commit)}）"


def _commit(root: Path, revision: str) -> str:
    """Return the full name of the commit."""
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        raise Mistake(f"“{revision}”不是版本；{_EXAMPLE}")
    inside = _git(root, "rev-parse", "--git-dir")
    if inside.returncode:
        raise Mistake(_not_read(root, inside))
    found = _git(root, "rev-parse", "--verify", "--quiet", revision + "^{commit}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        raise Mistake(
            f"没有版本“{revision}”：这份仓库只取了最近的提交（浅克隆）；"
            "请先运行 git fetch --unshallow"
        )
    raise Mistake(f"没有版本“{revision}”；{_EXAMPLE}，git log --oneline 列出全部提交")


def _not_read(root: Path, done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
    if "not a git repository" in said:
        return f"{root} 不在 git 仓库里，没有以前的版本可比"
    return f"git 读不了 {root}：{said}"


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


def _write(root: Path, files: dict[str, str], folder: Path) -> None:
    """Write each file with what git answers: a line with the size, the content, a newline."""
    asked = "".join(f"{oid}\n" for oid in files.values()).encode()
    answer, position = _asked(root, "cat-file", "--batch", given=asked), 0
    for path in files:
        start = answer.index(b"\n", position) + 1
        head = answer[position:start].split()
        if len(head) != 3:
            raise Mistake(f"这份仓库里缺少 {path} 以前的内容；请先运行 git fetch --unshallow")
        position = start + int(head[2]) + 1
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer[start : position - 1])


def _described(root: Path, commit: str) -> str:
    """Return a commit's short name and day."""
    asked = ("log", "-1", "--no-show-signature", "--format=%h，%cs", commit)
    return _asked(root, *asked).decode(errors="replace").strip()


def _asked(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _git(root, *arguments, given=given)
    if done.returncode:
        raise Mistake(_not_read(root, done))
    return done.stdout


def _git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Ask git in its own language; it neither writes nor fetches."""
    environment = {key: value for key, value in os.environ.items() if key not in _NOT_OURS}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise Mistake("没有找到 git；请先安装 git，再比较版本") from None
