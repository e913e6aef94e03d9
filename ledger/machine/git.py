"""Asking git about the repository that holds a project.

git answers in its own language, reads only, and fetches nothing. It starts no program that the
repository's own settings name: a repository may come from a stranger. Variables that name another
repository are cleared: git sets them for its hooks, and a command of ours may run in one.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

_OURS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # a git that knows no GIT_NO_LAZY_FETCH fetches by no protocol
}
#: settings by which a repository lets git start a program while git only reads (git-config(1))
_STARTING = {"core.fsmonitor": "false", "core.hooksPath": os.devnull}
_FILTER = (".clean", ".process", ".smudge", ".required")
#: whether a work tree has settings of its own
_PER_WORKTREE = "extensions.worktreeconfig"


class NoAnswer(Exception):
    """git is missing or refuses; the text says why, ``untrusted`` that another user owns the folder."""

    def __init__(self, message: str, untrusted: bool = False) -> None:
        super().__init__(message)
        self.untrusted = untrusted


def ask(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git answers in a folder; ``given`` is its input. Raises ``NoAnswer``."""
    try:
        done = _run(root, *_disarming(root), *arguments, given=given)
    except FileNotFoundError:
        raise NoAnswer("没有找到 git；请先安装 git") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise NoAnswer(_sentence(root, said), "dubious ownership" in said)
    return done.stdout


def _run(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command, environment = ["git", *arguments], _environment()
    return subprocess.run(
        command, cwd=root, env=environment, input=given, capture_output=True, check=False
    )


@cache
def _disarming(root: Path) -> tuple[str, ...]:
    """Return options that keep git from starting the programs that a repository names.

    A person's own filters (as for large files) stay; those in the repository's settings do not.
    Raises ``NoAnswer`` for a name that no option of git can hold.
    """
    names = _named(root, "--local")
    if _PER_WORKTREE in names:
        names |= _named(root, "--worktree")
    if "core.worktree" in names and not _holds(root):
        raise NoAnswer(
            f"{root} 的 git 设置里 core.worktree 指到别的文件夹；请从 .git/config 里删去"
        )
    filters = [name for name in names if name.startswith("filter.") and name.endswith(_FILTER)]
    if strange := next((name for name in filters if "=" in name), None):
        raise NoAnswer(f"{root} 的 git 设置里有不该有的名字“{strange}”；请从 .git/config 里删去")
    settings = _STARTING | dict.fromkeys(filters, "")
    return tuple(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))


def _holds(root: Path) -> bool:
    """Whether the files that git compares with a commit are those of a folder, not of a copy."""
    top = os.fsdecode(_run(root, "rev-parse", "--show-toplevel").stdout).removesuffix("\n")
    return bool(top) and root.resolve().is_relative_to(Path(top).resolve())


def _named(root: Path, scope: str) -> set[str]:
    """Return the names of a repository's settings; none where git reads none, for itself as for us."""
    listed = _run(root, "config", scope, "--includes", "--name-only", "--list", "-z").stdout
    return set(filter(None, listed.decode(errors="surrogateescape").split("\0")))


def _environment() -> dict[str, str]:
    """Return the environment without git's variables; settings of git (GIT_CONFIG…) stay."""
    kept = (key for key in os.environ if not key.startswith("GIT_") or key.startswith("GIT_CONFIG"))
    return {key: os.environ[key] for key in kept} | _OURS


def _sentence(root: Path, said: str) -> str:
    if "dubious ownership" in said:
        advice = f"请运行 git config --global --add safe.directory {root}"
        return f"git 不信任 {root}，因为它属于别的用户；{advice}"
    if "not a git repository" in said and os.path.lexists(root / ".git"):
        return f"{root / '.git'} 坏了，git 读不了以前的版本；请从备份或别的副本恢复这个文件夹"
    if "not a git repository" in said:
        return f"{root} 不在 git 仓库里，没有以前的版本可比"
    return f"git 读不了 {root}：{said.partition(chr(10))[0]}"
