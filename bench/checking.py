"""``python -m ledger check``: the first time, again, and after an edit of one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bench import growing, saving, sites, tables
from bench.measure import Case, apart, check, emptied, interleave
from bench.plan import Plan
from bench.saving import Edit


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Check sites of several sizes."""
    tables.heading("检查（python -m ledger check）")
    edit = apart(saving.edits_of_ours, sites.copy(root, work / "to-edit"), plan.rounds)[0]
    rows = (row for pages in plan.served for row in _rows(work, root, pages, edit, plan))
    tables.write(["检查", "页数", "CPU 秒", "次数"], rows)


def _rows(work: Path, root: Path, pages: int, edit: Edit, plan: Plan) -> Iterator[list[str]]:
    project = sites.copy(root, work / f"checked-{pages}")
    have = len(sites.html_of(root / "site"))
    if pages:
        growing.add_pages(project, pages, have)
    cases: list[Case] = [
        check("第一次", project, emptied(project)),
        check("再次", project),
        check("改了一条记录", project, _edited(project, edit)),
    ]
    for name, costs in interleave(cases, plan.rounds, plan.seconds).items():
        yield [name, str(pages or have), tables.seconds(costs), str(len(costs))]


def _edited(project: Path, edit: Edit) -> Callable[[], object]:
    """Return what writes a file in its next state, each time it is called."""
    texts = iter(edit.texts[1:])
    return lambda: (project / edit.file).write_text(next(texts), encoding="utf-8")
