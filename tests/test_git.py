"""Asking git starts no program that a repository names: it may come from a stranger."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ledger.machine import git

ASKED = (
    ("status", "--porcelain", "--untracked-files=all"),
    ("log", "-1", "--format=%h"),
    ("show", "--no-patch", "--format=%ct", "HEAD"),
    ("ls-tree", "-r", "HEAD"),
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one file that has changed since its commit."""
    root = tmp_path / "r"
    root.mkdir()
    (root / "a.txt").write_text("1\n", encoding="utf-8")
    plain(root, "init", "-q")
    plain(root, "add", "a.txt")
    plain(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")
    (root / "a.txt").write_text("2\n", encoding="utf-8")
    git._disarming.cache_clear()
    return root


def plain(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


SETTINGS = (
    ("core.fsmonitor",),
    ("filter.x.clean", "filter.x.smudge"),
    ("filter.x.process", "filter.x.required"),
    ("filter.a.b=c.clean",),
    ("core.pager", "core.editor", "core.sshCommand", "diff.external", "diff.x.textconv"),
)


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: settings[0])
@pytest.mark.parametrize("included", [False, True])
def test_no_program_of_the_repository_starts(
    repository: Path, tmp_path: Path, settings: tuple[str, ...], included: bool
) -> None:
    sign, program = tmp_path / "started", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{sign}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    file = tmp_path / "more" if included else repository / ".git/config"
    for key in settings:
        value = "true" if key.endswith("required") else str(program)
        plain(repository, "config", "--file", str(file), key, value)
    if included:
        plain(repository, "config", "include.path", str(file))
    name = settings[0].removeprefix("filter.").rpartition(".")[0]
    attributes = repository / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text(f"* filter={name} diff=x\n", encoding="utf-8")
    for asked in ASKED:
        git.ask(repository, *asked)
    assert not sign.exists()
    assert git.ask(repository, *ASKED[0]) == b" M a.txt\n"
