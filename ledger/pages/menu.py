"""The menu of a site whose settings name none: what there is, under its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.pages import (
    agenda,
    figures,
    home,
    ledgers,
    mechanisms,
    papers,
    posts,
    regulations,
    systems,
)
from ledger.project import Project
from ledger.prose.addresses import REPORT, home_of
from ledger.prose.markup import attribute
from ledger.records.types.bureau import Organ


def entries(project: Project) -> list[Any]:
    """Return the entries in their order, as ``nav`` in mkdocs.yml would write them.

    The authors' pages that stand in docs/ itself, and the first page of each folder there, stand
    after the report, under their own titles.
    """
    there = {*project.finished, *project.addresses}
    ahead = [(home.PATH, "首页"), (REPORT, "报告"), (papers.INDEX, papers.TITLE)]
    own = [path for path in sorted(project.finished) if _leads(path)]
    made = [{attribute(name): path} for path, name in _made(project) if path in there]
    return [*({name: path} for path, name in ahead if path in there), *own, *made]


def _leads(path: str) -> bool:
    """Whether an author's page is one of those from which the others are reached."""
    if home_of(path):
        return False  # documents are reached from their list
    folder, _, name = path.rpartition("/")
    is_first = not folder or (name == "index.md" and "/" not in folder)
    return is_first and path != home.PATH


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
