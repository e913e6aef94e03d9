"""The command ``adopt``: takes up an old report, item by item, as the beginning of the new one."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ledger.adopting import applying, choosing, desk, heads, sources, taking, worklist
from ledger.adopting.choosing import Walk
from ledger.adopting.desk import Desk
from ledger.adopting.model import Draft, Role
from ledger.adopting.worklist import WorkList
from ledger.adopting.writing import KEEPER, Plan
from ledger.language.signs import visible
from ledger.machine import arguments, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.project import Project

_SELF = "python -m ledger adopt"
_EXPORT = "python -m ledger export 沿用清单 --to 文件夹"
#: what each word of the command does, of which one at a time is asked
_DOES = ("choose", "accept_first", "apply", "undo")
#: no report is of another year
_YEARS = range(1900, 2200)


def add(commands: Commands) -> None:
    """Register the command ``adopt``."""
    does = "从去年的报告（Word 或文字文件）开始：列出每一处建议写成什么，选好了替你写"
    parser = arguments.of_document(
        arguments.of_project(
            arguments.command(commands, "adopt", does, run, undone="选好的都留着，别的没有改")
        )
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="旧报告；几年的一起写，以最近的一年为准"
    )
    parser.add_argument(
        "--year", type=arguments.number, metavar="年份", help="旧报告是哪一年的，默认照它自己说的"
    )
    parser.add_argument("--choose", action="store_true", help="在终端里一处一处地选，选一处留一处")
    parser.add_argument(
        "--accept-first", action="store_true", help="没有选的里面，有把握的都用第一个建议"
    )
    parser.add_argument(
        "--apply",
        action="store_true",
        help="把选好的写进正文和 figures.yml；段里都选好了的才写成正文",
    )
    parser.add_argument("--write", action="store_true", help="真写；不加只说会写什么")
    parser.add_argument("--undo", action="store_true", help="退回最近一次写的")


def run(options: argparse.Namespace) -> int:
    """Show an old report, list it, choose, or write what was chosen; return 1 where a write is due.

    Raises ``Stopped``, ``LedgerError`` and ``Mistake``: then nothing is changed.
    """
    if objection := arguments.lacks_project(options.root) or _objection(options):
        raise Stopped(objection, code=2)
    if options.undo:
        terminal.output(KEEPER.undo(options.root))
        return 0
    own = desk.opened(options.root, options.document, sources.look)
    if options.files:
        return _take(own, options)
    if not own.records:
        raise Stopped(f"还没有清单；先写旧报告的文件：{_SELF} 去年报告.docx", code=2)
    if options.choose:
        return _choose(own)
    if options.accept_first:
        return _accept(own, options.write)
    if options.apply:
        return _apply(own, options.write)
    terminal.output("\n".join(_state(own)))
    return 0


def _objection(options: argparse.Namespace) -> str | None:
    """Say what does not go together."""
    asked = [name for name in _DOES if getattr(options, name)]
    if len(asked) > 1 or (asked and options.files):
        return "文件、--choose、--accept-first、--apply、--undo 一次只写一样"
    if options.year is not None and not options.files:
        return "--year 和旧报告的文件一起写"
    if options.year is not None and options.year not in _YEARS:
        return f"--year 写四位的年份，如 2023，不是 {options.year}"
    if options.write and not (options.files or options.accept_first or options.apply):
        return "--write 和旧报告的文件、--accept-first 或 --apply 一起写"
    return None


# the report


def _take(own: Desk, options: argparse.Namespace) -> int:
    """Show what is in old reports; with ``--write``, write the list and the skeleton."""
    drafts = []
    for file in options.files:
        terminal.note(visible(f"正在读 {file.name}……"))
        drafts.append(sources.draft(file, own.project))
    if options.year is not None:
        newest = max(range(len(drafts)), key=lambda at: drafts[at].year)
        drafts[newest] = replace(drafts[newest], year=options.year)
    terminal.note("正在给每一处找建议……")
    draft, made = taking.taken(own, drafts)
    terminal.output("\n".join(map(visible, _found(own.project, draft, made, drafts))))
    terminal.note("正在试写，看会不会多出错……")
    plan = taking.begun(own, draft, made)
    _tell(plan)
    if not options.write:
        terminal.output("没有写。要写清单和正文的骨架，加 --write。")
        return 1
    terminal.output(_put(own, plan))
    terminal.output(f"接着一处一处地选：{_SELF} --choose；也可以在 Excel 里选：{_EXPORT}")
    return 0


def _found(
    project: Project, draft: Draft, made: WorkList, drafts: Sequence[Draft]
) -> Iterator[str]:
    """Yield what is in a report: what could not be placed first, then all in its order."""
    roles = Counter(part.role for part in draft.parts)
    counted = "、".join(f"{role.value} {roles[role]}" for role in Role if roles[role])
    kinds = Counter(each.kind for each in made.records)
    told = "、".join(f"{kind} {number}" for kind, number in kinds.items())
    yield f"{draft.name}：{draft.year} 年的报告。{counted}。要定的 {len(made.records)} 处：{told}。"
    if len(drafts) > 1:
        often = sum(len(each.years) > 1 for each in made.records)
        yield f"另外 {len(drafts) - 1} 份里也有的 {often} 处。"
    yield from (f"  {each}" for each in draft.told)
    yield from (f"  {each}" for each in heads.others(project, draft))
    yield from (f"  {each}" for each in heads.compared(project, draft))
    for part in draft.parts:
        yield from (f"  {draft.name}:{part.line}  {each}" for each in part.told)
    if bare := [each for each in made.records if not each.proposals]:
        yield f"没有建议的 {len(bare)} 处："
        yield from (line for each in bare for line in choosing.shown(each, "·"))
    yield "各节："
    for each in made.records:
        if each.proposals:
            yield from choosing.shown(each, "·")
    yield from _changed(made)


def _changed(made: WorkList) -> Iterator[str]:
    """Yield what a newer report changed of a list that was there."""
    if len(made.added) == len(made.records):
        return
    yield f"比原来的清单：新的 {len(made.added)} 处，没有了的 {len(made.gone)} 处，别的照旧。"
    for sign, listed in (("新的", made.added), ("没有了的", made.gone)):
        yield from (f"  {sign}：{choosing.marked(each)}" for each in listed)


def _tell(plan: Plan) -> None:
    for each in plan.told:
        terminal.output(visible(each))


def _put(own: Desk, plan: Plan) -> str:
    """Write a plan; return the sentence that says what was written, and how to go back."""
    before = {path: _content(own.root / path) for path in plan.contents}
    return KEEPER.write(own.root, before, plan.contents)


def _content(file: Path) -> bytes | None:
    return files.read(file) if file.is_file() else None


# the list


def _state(own: Desk) -> Iterator[str]:
    """Yield how far a list is decided, and what is open."""
    listed = WorkList(own.records)
    chosen = sum(bool(each.choice) for each in own.records)
    done = sum(bool(each.written) for each in own.records)
    yield f"{own.path}：{len(own.records)} 处，选好 {chosen} 处，写成 {done} 处，还没有选 {len(listed.open)} 处。"
    for each in listed.open:
        yield from choosing.shown(each, f"· {each.id}")
    if listed.open:
        yield f"接着选：{_SELF} --choose"
    if chosen > done:
        yield f"写进正文：{_SELF} --apply"


def _choose(own: Desk) -> int:
    if not sys.stdin or not sys.stdin.isatty():
        raise Stopped(f"这里不能提问；请在终端里运行，或在 Excel 里选：{_EXPORT}", code=2)
    there = [files.read(own.root / own.path)]

    def keep(id_: str, choice: str) -> None:
        before = there[-1]
        content = worklist.changed(own.path, before, {id_: {"choice": choice}})
        if len(there) == 1:
            KEEPER.write(own.root, {own.path: before}, {own.path: content})
        else:
            KEEPER.go_on(own.root, own.path, before, content)
        there.append(content)

    done = choosing.walk(own.project, WorkList(own.records), Walk(input, terminal.output, keep))
    left = len(WorkList(own.records).open) - done
    terminal.output(f"选了 {done} 处，还有 {left} 处。写进正文：{_SELF} --apply")
    return 0


def _accept(own: Desk, write: bool) -> int:
    """Take the first proposal of what is sure and not chosen yet."""
    sure = [each for each in own.records if each.sure and each.proposals and not each.choice]
    for each in sure:
        terminal.output(visible(f"{choosing.marked(each)} → {each.proposals[0]}"))
    if not sure:
        return _write(own, Plan(), write)
    firsts = {each.id: {"choice": each.proposals[0]} for each in sure}
    listed = worklist.changed(own.path, files.read(own.root / own.path), firsts)
    return _write(own, Plan({own.path: listed}), write)


def _apply(own: Desk, write: bool) -> int:
    terminal.note("正在试写，看会不会多出错……")
    plan = applying.applied(own)
    _tell(plan)
    for path, content in plan.contents.items():
        terminal.output(f"{'会改' if not write else '改'} {path}" if content else f"删去 {path}")
    return _write(own, plan, write)


def _write(own: Desk, plan: Plan, write: bool) -> int:
    if not plan.contents:
        terminal.output("没有要写的。")
        return 0
    if not write:
        terminal.output("没有写。要写，加 --write。")
        return 1
    terminal.output(_put(own, plan))
    return 0
