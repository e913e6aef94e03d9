"""The menu of a site whose settings name none: what there is, under its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.pages import agenda, figures, home, ledgers, mechanisms, posts, regulations, systems
from ledger.project import Project
from ledger.prose.addresses import REPORT
from ledger.prose.markup import attribute
from ledger.records.types.bureau import Organ


def entries(project: Project) -> list[Any]:
    """Return the entries in their order, as ``nav`` in mkdocs.yml would write them.

    The authors' pages stand after the report, under their own titles; those of a folder together.
    """
    there = {*project.finished, *project.addresses}
    ahead = [(home.PATH, "首页"), (REPORT, "报告")]
    own = [path for path in sorted(project.finished) if path not in (home.PATH, REPORT)]
    titled = [{attribute(name): path} for path, name in (*ahead, *_made(project)) if path in there]
    first = sum(path in there for path, _ in ahead)
    return [*titled[:first], *_by_folders(own), *titled[first:]]


def _made(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the pages from which all that is made of records and figures is reached."""
    yield ledgers.INDEX, "台账"
    yield regulations.INDEX, regulations.TITLE
    if systems.INDEX in project.addresses:
        yield systems.INDEX, systems.title(project)
    else:
        yield mechanisms.INDEX, mechanisms.TITLE
    yield agenda.INDEX, _subjects(project)
    yield posts.INDEX, "岗位"
    yield figures.INDEX, "指标"


def _subjects(project: Project) -> str:
    """Return the name of the page of departments and posts, beside that of the posts' sheets."""
    if posts.INDEX not in project.addresses:
        return agenda.index_title(project)
    return project.unit.departments if project.dataset.of(Organ) else "办理情况"


def _by_folders(paths: list[str]) -> list[Any]:
    """Return pages as entries: those of a folder under the folder's name, at any depth."""
    found: list[Any] = []
    folders: dict[str, list[str]] = {}
    for path in paths:
        folder, inner, rest = path.partition("/")
        if inner:
            folders.setdefault(folder, []).append(rest)
        else:
            found.append(path)
    for folder, inside in folders.items():
        found.append({attribute(folder): _below(folder, _by_folders(inside))})
    return found


def _below(folder: str, found: list[Any]) -> list[Any]:
    """Return entries whose pages stand in a folder."""
    return [
        f"{folder}/{each}"
        if isinstance(each, str)
        else {name: _below(folder, inner) for name, inner in each.items()}
        for each in found
    ]
