"""The command ``new-year``: opens the folder of a year, and later puts its report in place."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from ledger.issues import LedgerError
from ledger.machine import arguments, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS
from ledger.records.types.indicators import FigureDefinition
from ledger.rolling import ending, handover, opening, placing, switching
from ledger.rolling.opening import Opened
from ledger.rolling.switching import Switch
from ledger.survey import open_project, survey
from ledger.upgrading import trial

_YEARS = range(1000, 10000)
_SELF = "python -m ledger new-year"


def add(commands: Commands) -> None:
    """Register the command ``new-year``."""
    does = "新的一年：建好它的文件夹，什么也不抄；以后换上它的报告"
    parser = arguments.of_project(
        arguments.command(commands, "new-year", does, run, undone="什么也没有改")
    )
    parser.add_argument(
        "year", nargs="?", type=arguments.number, metavar="年份", help="默认是报告年度的下一年"
    )
    parser.add_argument("--dry-run", action="store_true", help="只说会做什么，不写")
    parser.add_argument(
        "--undo", action="store_true", help="退回：删去写好的文件夹，里面还没有动过才行"
    )
    parser.add_argument(
        "--report",
        action="store_true",
        help="换报告：正在写的换成这一年的，原来的收进那一年的文件夹；写原来的年份就换回去",
    )


def run(options: argparse.Namespace) -> int:
    """Open a year, take it back, or put its report in place.

    Raises ``Stopped`` and ``LedgerError``: then nothing is changed.
    """
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    if options.year is not None and options.year not in _YEARS:
        raise Stopped(f"年份写四位数，不是 {options.year}", code=2)
    if options.report and options.undo:
        raise Stopped(f"换回去不用 --undo，写上原来的年份：{_SELF} 年份 --report", code=2)
    if options.report:
        return _switch(options)
    now = switching.year_of(options.root)
    year = now + 1 if options.year is None else options.year
    if year != now + 1:
        raise Stopped(_not_next(now, year, options.undo), code=2)
    return _take_back(options, year) if options.undo else _open(options, year)


def _not_next(now: int, year: int, undo: bool) -> str:
    """Say why a year cannot be opened, or taken back, and what can."""
    if undo and year <= now:
        return f"报告已经换到 {now} 年；先换回去：{_SELF} {year - 1} --report，再退回"
    return f"报告年度是 {now}，下一年是 {now + 1}，不是 {year}；先办 {now + 1} 年"


def _open(options: argparse.Namespace, year: int) -> int:
    project = open_project(options.root, EDITIONS[-1])
    made = opening.opened(project, year)
    if os.path.lexists(options.root / made.folder):
        raise Stopped(
            f"已经有 {made.folder} 了。是 new-year 写的，直接往里记；是自己建的，先改个名移到 data/ 外面，"
            "运行以后再把里面的台账放回来，盖住空的",
            code=2,
        )
    added = trial.tried(options.root, {}, made.contents)[0]
    if added:
        said = "\n".join(f"{each.path}:{each.lines[0]}  {each.message}" for each in added)
        raise Stopped(f"{said}\n这样写会多出上面的错，什么也没有写；请先改好", code=1)
    if not options.dry_run:
        placing.put(options.root, made.folder, made.contents)
    terminal.output("\n".join(_told(project, made, options.dry_run)))
    return 0


def _take_back(options: argparse.Namespace, year: int) -> int:
    project, found = survey(options.root, EDITIONS[-1])
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    made = opening.opened(project, year)
    if not (options.root / made.folder).is_dir():
        raise Stopped(f"没有 {made.folder} 这个文件夹，没有要退回的", code=2)
    placing.ask(options.root, made.folder, made.contents)
    if options.dry_run:
        terminal.output(f"会删去 {made.folder}，{len(made.contents)} 个文件。没有写。")
        return 0
    placing.take_back(options.root, made.folder)
    terminal.output(f"删去了 {made.folder}，和 new-year 以前一样。")
    return 0


def _told(project: Project, made: Opened, only_told: bool) -> Iterator[str]:
    """Yield what was written, what is to be confirmed, what goes on, and what comes next."""
    year, old = made.year, project.unit.year
    yield f"{'会写出' if only_told else '写好了'} {made.folder}，{len(made.contents)} 个文件；没有抄一条记录、一句话、一个数："
    yield f"  台账 {len(made.ledgers)} 本，空的：{'、'.join(made.ledgers)}"
    yield from (
        f"  {name} {number} 条，照 {old} 年的" for name, number in made.taken.items() if number
    )
    yield "  report.yml：年份推后一年，文号是 1 号，统计截止是第一个月的月末；定稿以前核对"
    yield "  report/：报告的骨架，只有标题和要取的数"
    if papers := [each.report.name for each in project.documents.values()]:
        yield f"  {old} 年另有 {'、'.join(papers)}；{year} 年还要写的，换了报告以后用 python -m ledger new-document"
    yield from _section(
        f"口径要重新确认的 {len(made.doubted)} 条，文件里写着“待确认”，核对以后删去那一行：",
        [f"{each.name}：{each.why}" for each in made.doubted],
    )
    left = handover.by_owner(project, year)
    yield from _section(
        f"{old} 年没有办完的和给 {year} 年定的，按岗位、科室：",
        [line for name, lines in left.items() for line in (name, *(f"  {each}" for each in lines))],
    )
    yield from _section(
        f"{year} 年前后变的词、说法、法规和文件：", [*map(str, ending.turns(project.dataset, year))]
    )
    yield ""
    if only_told:
        yield "没有写。真要写，去掉 --dry-run。"
        return
    yield f"{year} 年的事现在就记进 {made.folder}；没有办完的事留在 {old} 年的文件里，不用抄，{year} 年照样读到。"
    yield f"网站和报告还是 {old} 年的。{old} 年的报告送出以后换：{_SELF} {year} --report"
    yield f"不要了：{_SELF} {year} --undo"


def _section(head: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", head, *(f"  {line}" for line in lines))


def _switch(options: argparse.Namespace) -> int:
    root: Path = options.root
    plan = switching.planned(root, options.year)
    if options.dry_run:
        told = (f"  {step}" for step in plan.steps(root))
        terminal.output("\n".join(["会做：", *told, "没有写。"]))
        return 0
    steps = plan.steps(root)
    switching.switch(root, plan)
    terminal.output("\n".join(_switched(root, plan, steps)))
    return 0


def _switched(root: Path, plan: Switch, steps: tuple[str, ...]) -> Iterator[str]:
    yield f"换到了 {plan.new} 年："
    yield from (f"  {step}" for step in steps)
    project, found = survey(root, EDITIONS[-1])
    yield from _lacking(project.dataset, plan)
    if found.errors:
        yield f"还有 {len(found.errors)} 处要改，运行 python -m ledger check 看。"
    if project.unwritten:
        yield f"还有 {len(project.unwritten)} 处没有写、没有确认，check 的提示里逐条列出。"
    yield f"统计截止在 data/{plan.new}/report.yml，记到哪个月就写到哪个月。"
    if plan.old != plan.new:
        yield f"换回去：{_SELF} {plan.old} --report"


def _lacking(dataset: Dataset, plan: Switch) -> Iterator[str]:
    """Yield the figures that the year before defines and this one does not: added later, or let go."""
    before = dataset.beside.get(plan.old)
    if before and plan.new > plan.old:
        known = {each.id for each in dataset.of(FigureDefinition)}
        names = [each.name for each in before.of(FigureDefinition) if each.id not in known]
        if names:
            yield f"{plan.old} 年有、{plan.new} 年没有的指标：{'、'.join(names)}；还要的，照样写进 data/{plan.new}/figures.yml。"
