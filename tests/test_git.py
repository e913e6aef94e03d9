"""Asking git starts no program that a repository names: it may come from a stranger."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ledger.machine import git
from ledger.machine.stopping import Stopped
from ledger.publishing import revision

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


def test_a_name_that_no_option_can_hold_is_refused(repository: Path) -> None:
    plain(repository, "config", "filter.a.b=c.clean", "false")
    with pytest.raises(git.NoAnswer, match=r"“filter\.a\.b=c\.clean”"):
        git.ask(repository, *ASKED[0])


def test_a_clean_copy_elsewhere_answers_for_no_project(repository: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    plain(repository, "worktree", "add", "-q", str(copy))
    plain(repository, "config", "core.worktree", str(repository))
    assert git.ask(repository, *ASKED[0]) == b" M a.txt\n"
    git._disarming.cache_clear()
    plain(repository, "config", "core.worktree", str(copy))
    with pytest.raises(git.NoAnswer, match=r"core\.worktree 指到别的文件夹"):
        git.ask(repository, *ASKED[0])


def test_settings_of_one_work_tree_are_disarmed(repository: Path, tmp_path: Path) -> None:
    sign = tmp_path / "started"
    plain(repository, "config", "extensions.worktreeConfig", "true")
    plain(repository, "config", "--worktree", "filter.x.clean", f"touch '{sign}'; cat")
    (repository / ".gitattributes").write_text("*.txt filter=x\n", encoding="utf-8")
    git.ask(repository, *ASKED[0])
    assert not sign.exists()


def test_a_repository_in_the_repository_is_not_published(repository: Path, tmp_path: Path) -> None:
    inner, sign = repository / "docs/甲", tmp_path / "started"
    inner.mkdir(parents=True)
    (inner / "a.md").write_text("# 甲\n", encoding="utf-8")
    plain(inner, "init", "-q")
    plain(inner, "add", "a.md")
    plain(inner, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")
    plain(repository, "add", "docs")
    plain(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "b")
    plain(inner, "config", "core.fsmonitor", f"touch '{sign}'; false")
    with pytest.raises(Stopped, match="docs/甲 是另一个 git 仓库"):
        revision.of(repository)
    assert not sign.exists()


LAZY = {
    "core.sshCommand": ("ssh://h/x", "{}"),
    "protocol.ext.allow": ("ext::{} %S", "always"),
    "remote.o.uploadpack": ("/tmp", "{}"),
}


@pytest.mark.parametrize("key", LAZY)
def test_no_content_is_fetched_by_an_older_git_either(
    repository: Path, tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign, program = tmp_path / "started", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{sign}'\n", encoding="utf-8")
    program.chmod(0o755)
    url, value = LAZY[key]
    plain(repository, "config", "remote.o.promisor", "true")
    plain(repository, "config", "remote.o.url", url.format(program))
    plain(repository, "config", key, value.format(program))
    monkeypatch.delitem(git._OURS, "GIT_NO_LAZY_FETCH")
    oid = git.ask(repository, "rev-parse", "HEAD:a.txt").decode().strip()
    (repository / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(git.NoAnswer):
        git.ask(repository, "show", "HEAD:a.txt")
    assert not sign.exists()
