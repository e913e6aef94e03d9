"""Asking git about the repository that holds a project.

git answers in its own language, reads only, and fetches nothing. Variables that name another
repository are cleared: git sets them for its hooks, and a command of ours may run in one.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_OURS = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}


class NoAnswer(Exception):
    """git is missing or refuses; the text says why, ``untrusted`` that another user owns the folder."""

    def __init__(self, message: str, untrusted: bool = False) -> None:
        super().__init__(message)
        self.untrusted = untrusted


def ask(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git answers in a folder; ``given`` is its input. Raises ``NoAnswer``."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=_environment(),
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise NoAnswer("没有找到 git；请先安装 git") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise NoAnswer(_sentence(root, said), "dubious ownership" in said)
    return done.stdout


def _environment() -> dict[str, str]:
    """Return the environment without git's variables; settings of git (GIT_CONFIG…) stay."""
    kept = (key for key in os.environ if not key.startswith("GIT_") or key.startswith("GIT_CONFIG"))
    return {key: os.environ[key] for key in kept} | _OURS


def _sentence(root: Path, said: str) -> str:
    if "dubious ownership" in said:
        advice = f"请运行 git config --global --add safe.directory {root}"
        return f"git 不信任 {root}，因为它属于别的用户；{advice}"
    if "not a git repository" in said:
        return f"{root} 不在 git 仓库里，没有以前的版本可比"
    return f"git 读不了 {root}：{said.partition(chr(10))[0]}"
