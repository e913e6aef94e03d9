"""Checks the files by which a project is joined to the engine: nothing is built where one is missing.

hooks.py and macros.py import the engine; what else a project writes there is its own. A project whose
settings name our plugin needs no hooks.py.
"""

from __future__ import annotations

import ast
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.checks.files import settings
from ledger.issues import Issue, Mistake, Place
from ledger.machine import files, refusing

_FOLDERS = {"data": "台账", "docs": "正文"}
#: by file the line that joins it to the engine
_LINES = {
    "hooks.py": "from mkdocs_ledger.events import *",
    "macros.py": "from mkdocs_ledger.macros import define_env, on_pre_page_macros",
}
#: the files that join a project to the engine
JOINING = tuple(_LINES)


def check(root: Path) -> Iterator[Issue]:
    """Yield the files and folders that a project lacks, or that are of another kind."""
    for name, holds in _FOLDERS.items():
        yield from _of_kind(root / name, stat.S_ISDIR, f"放{holds}的文件夹")
    unneeded = {"hooks.py"} if settings.uses_plugin(settings.read(root)[0]) else set()
    for name in (each for each in (settings.FILE, *_LINES) if each not in unneeded):
        faults = list(_of_kind(root / name, stat.S_ISREG, "普通的文件"))
        yield from faults or (_joined(root, name) if name in _LINES else ())


def _of_kind(path: Path, is_kind: Callable[[int], bool], kind: str) -> Iterator[Issue]:
    """Yield the fault of a path that leads to nothing, or to nothing of a kind."""
    place = Place(path.name)
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        if not os.path.lexists(path):
            message = f"缺少 {path.name}，网站要用它；请从发布包里照原样补上"
            yield Issue(place, message, code="file.missing")
            return
        message = f"打不开（{refusing.reason(error)}）；请换成{kind}"
        yield Issue(place, message, code="file.unreadable")
        return
    if not is_kind(mode):
        yield Issue(place, f"不是{kind}，网站要用它；请换成{kind}", code="file.kind")


def _joined(root: Path, name: str) -> Iterator[Issue]:
    """Yield the fault of a file that is no program, or does not join the engine."""
    try:
        tree = ast.parse(files.text(root / name))
    except OSError as error:
        message = f"打不开（{refusing.reason(error)}）"
        yield Issue(Place(name), message, code="file.unreadable")
    except Mistake:
        message = f"不是 UTF-8 编码；请从发布包里照原样补上 {name}"
        yield Issue(Place(name), message, code="file.encoding")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        message = f"不是程序，第 {line} 行读不懂；请从发布包里照原样补上 {name}"
        yield Issue(Place(name, line), message, code="file.unreadable")
    else:
        (needed,) = ast.parse(_LINES[name]).body
        if not any(_imports(statement, needed) for statement in tree.body):
            message = f"缺少“{_LINES[name]}”这一行，网站由它接上程序；请照原样补上"
            yield Issue(Place(name), message, code="settings.missing")


def _imports(statement: ast.stmt, needed: ast.stmt) -> bool:
    """Whether a statement imports all that another imports, under the same names."""
    if not (isinstance(statement, ast.ImportFrom) and isinstance(needed, ast.ImportFrom)):
        return False
    names, due = ({(each.name, each.asname) for each in line.names} for line in (statement, needed))
    return statement.module == needed.module and not statement.level and due <= names
