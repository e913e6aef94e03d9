"""The command ``upgrade``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from ledger import product
from ledger.founding import version
from ledger.machine import arguments, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.upgrading import library, steps, trial, writing
from ledger.upgrading.change import Change, Edit, Old, Step, edited

Found = list[tuple[Step, list[Change]]]


def add(commands: Commands) -> None:
    """Register the command ``upgrade``."""
    does = "装了新版的产品以后：说出项目里要改什么，或者替你改"
    parser = arguments.of_project(
        arguments.command(commands, "upgrade", does, run, undone="什么也没有改")
    )
    parser.add_argument("--write", action="store_true", help="改，原来的另留一份；不写只列出来")


def run(options: argparse.Namespace) -> int:
    """List what is to be changed, or change it.

    Raises ``LedgerError`` for data that cannot be read, and ``Stopped``: then nothing is changed.
    """
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    old = Old(options.root, files.once())
    found = steps.due(old)
    terminal.output(_listed(found) if found else "没有要改的。")
    if options.write:
        _write(old, found)
        return 0
    if found:
        made = sum(change.is_made for _, changes in found for change in changes)
        terminal.output(_advice(made))
    return int(bool(found))


def _listed(found: Found) -> str:
    lines = []
    for step, changes in found:
        lines.append(f"{step.name}（{step.since} 起）：{step.why}")
        lines += [f"  {change}" + ("" if change.is_made else "（自己定）") for change in changes]
    return "\n".join(lines)


def _advice(made: int) -> str:
    if not made:
        return "都要自己定，不改也行；运行 python -m ledger upgrade --write 以后不再提。"
    return f"要改的 {made} 处，运行 python -m ledger upgrade --write 替你改；写着“自己定”的不动。"


def _write(old: Old, found: Found) -> None:
    """Write what can be written; raises ``Stopped`` where that would add errors."""
    mended = _contents(old, (each for step, each in _each(found) if step.mends))
    changed = _contents(old, (each for _, each in _each(found)))
    mark = version.written(library.concerned(old)).encode()
    if old.content(version.FILE) == mark and not changed:
        return
    left = _left(old, mended, changed) if changed else 0
    undo = writing.write(old, {**changed, version.FILE: mark})
    done = f"改好了 {len(changed)} 个文件，" if changed else ""
    terminal.output(f"{done}{version.FILE} 记下了 {product.VERSION}。{undo}")
    if left:
        terminal.output(f"还有 {left} 处错要自己改，运行 python -m ledger check 看。")


def _each(found: Found) -> Iterable[tuple[Step, Change]]:
    return ((step, change) for step, changes in found for change in changes)


def _contents(old: Old, changes: Iterable[Change]) -> dict[str, bytes]:
    """Return the new content of each file; a whole one takes the place of edits."""
    edits: dict[str, list[Edit]] = {}
    whole: dict[str, bytes] = {}
    for change in changes:
        if change.content is not None:
            whole[change.place.path] = change.content
        edits.setdefault(change.place.path, []).extend(change.edits)
    made = {path: edited(old.content(path) or b"", some) for path, some in edits.items() if some}
    return {**made, **whole}


def _left(old: Old, mended: dict[str, bytes], changed: dict[str, bytes]) -> int:
    """Return the number of errors that are left; raises ``Stopped`` for those that are added."""
    added, left = trial.tried(old.root, mended, changed)
    if added:
        said = "\n".join(f"{each.path}:{each.lines[0]}  {each.message}" for each in added)
        raise Stopped(
            f"{said}\n这样改会多出上面的错，什么也没有改；请先改好这些，再运行一次", code=1
        )
    return len(left)
