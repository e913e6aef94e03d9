"""What belongs to a project: nothing that is made may take its place, hold it or lie in it."""

from __future__ import annotations

import os
from pathlib import Path

#: all that decides what a site holds
INPUTS = (
    "data", "docs", "ledger", "mkdocs_ledger", "macros.py", "hooks.py", "mkdocs.yml",
    "requirements.txt",
)  # fmt: skip
#: what else is the project's own, and not made anew
_OTHERS = (
    "tests", "wheelhouse", "decisions", "deploy", "bench", ".git", ".ci", ".venv", "版本.yml", ".gitignore", ".vscode", ".editorconfig", ".gitattributes", ".pre-commit-config.yaml",
    "README.md", "CONTRIBUTING.md", "REFERENCE.md", "HACKING.md", "CHANGELOG.md", "Makefile",
    "pyproject.toml", "requirements.in", "requirements-dev.in", "requirements-dev.txt",
)  # fmt: skip
#: where the engine builds if nobody names a folder
SITE = "site"
#: the engine writes these first and last
_MARKS = ("404.html", "sitemap.xml")


def lies_in(root: Path, path: Path) -> bool:
    """Whether a path, links followed, is a part of the project or lies in one."""
    path = _real(path)
    return any(path.is_relative_to(_real(root / name)) for name in (*INPUTS, *_OTHERS))


def _real(path: Path) -> Path:
    """Return a path, links followed; a link that leads to itself stays."""
    return Path(os.path.realpath(path))


def claim(root: Path, folder: Path) -> str | None:
    """Say which part of the project a folder is, holds or lies in; None where it does not."""
    root, resolved = root.resolve(), folder.resolve()
    if resolved == root:
        return f"{folder} 是项目的文件夹"
    if resolved in root.parents:
        return f"{folder} 里面有这个项目"
    return f"{folder} 是项目自己的文件夹，或在里面" if lies_in(root, folder) else None


def inside(root: Path, folder: Path) -> str | None:
    """Say that a folder is the project, a part of it, holds it, or lies anywhere in it; None if not."""
    if claimed := claim(root, folder):
        return claimed
    return f"{folder} 在项目的文件夹里" if _real(folder).is_relative_to(_real(root)) else None


def not_to_be_emptied(root: Path, folder: Path) -> str | None:
    """Say why a site cannot be built into a folder, whose content it replaces; None if it can."""
    if claimed := claim(root, folder):
        return f"{claimed}，生成网站会清空它；请换一个"
    if not folder.exists():
        return None
    if not folder.is_dir():
        return f"{folder} 不是文件夹；请换一个"
    if folder.resolve() == root.resolve() / SITE:
        return None
    names = {path.name for path in folder.iterdir()}
    if names and not ("index.html" in names and names & {*_MARKS}):
        return f"{folder} 里有别的东西，生成网站会清空它；请换一个空的文件夹"
    return None
