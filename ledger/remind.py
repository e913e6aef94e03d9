"""The command ``remind``: what is late, due and not recorded, by department and post."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ledger.duties.agenda import Agenda
from ledger.duties.calendar import calendar
from ledger.duties.gaps import Gap, owed_text, span_text
from ledger.duties.matters import owners_of
from ledger.figures.figure import Figure
from ledger.issues import unknown
from ledger.language.numerals import day
from ledger.machine import arguments, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records import editions
from ledger.records.base import Record
from ledger.records.dataset import names_of
from ledger.records.types.bureau import Subject
from ledger.records.values import headline
from ledger.survey import open_project

_DAYS = 30


def add(commands: Commands) -> None:
    """Register the command ``remind``."""
    does = "按岗位、机构列出逾期的、到期的、还没有记录的，可以写成日历"
    parser = arguments.of_project(arguments.command(commands, "remind", does, run))
    parser.add_argument("--post", metavar="名称", help="只列一个岗位或机构的")
    parser.add_argument(
        "--days",
        type=arguments.number,
        default=_DAYS,
        metavar="天数",
        help=f"统计截止以后多少天内到期的，默认 {_DAYS}",
    )
    parser.add_argument(
        "--ics", type=Path, metavar="文件", help="把逾期的和到期的写成日历文件，如 到期.ics"
    )


def run(options: argparse.Namespace) -> int:
    """Print what is owed, and write the calendar; raises ``Stopped`` for options that cannot be."""
    if objection := _objection(options):
        raise Stopped(objection, code=2)
    agenda = Agenda(open_project(options.root, editions.chosen()))
    asked = [_named(agenda, options.post)] if options.post is not None else agenda.subjects
    terminal.output(
        f"截至{day(agenda.project.as_of)}；到期的列到{day(agenda.until(options.days))}。"
    )
    told = [(headline(each), [*_lines(agenda, each, options.days)]) for each in asked]
    for name, lines in told:
        if lines:
            terminal.output("\n".join([f"\n{name}", *(f"  {each}" for each in lines)]))
    if not any(lines for _, lines in told):
        terminal.output("没有逾期、到期和没有记录的事。")
    if options.ics:
        _write(agenda, options, asked)
    return 0


def _objection(options: argparse.Namespace) -> str | None:
    """Return the fault of the options, before any work is done."""
    if lacking := arguments.lacks_project(options.root):
        return lacking
    if not 0 <= options.days <= 3660:
        return "--days 写 0 到 3660 的整数"
    return (
        files.objection(options.ics, "到期.ics", options.root, (".ics",)) if options.ics else None
    )


def _named(agenda: Agenda, word: str) -> Subject:
    """Return a post or an organ, a post before an organ of the same name.

    Raises ``Stopped`` for a word that names none.
    """
    known = {name: each for each in agenda.subjects for name in names_of(each)}
    if word not in known:
        raise Stopped(f"--post：{unknown('岗位', word, known)}", code=2)
    return known[word]


def _lines(agenda: Agenda, subject: Record, days: int) -> Iterator[str]:
    """Yield what a post or an organ answers for, a line each."""
    for gap in agenda.gaps:
        if _is_among(subject, gap.owners):
            yield f"{gap.kind}（{gap.said}）：{_told(agenda, subject, gap)}"
    for matter in agenda.due(0, days):
        if _is_among(subject, matter.owners):
            told = "；同一件事：".join(map(_named_in_ledger, matter.records))
            yield f"到期（{day(matter.deadline)}）：{told}"
    for duty in agenda.duties:
        if duty.post is subject and not (duty.latest.kept or duty.latest.over):
            yield f"还没有记录（{span_text(duty.latest)}）：{owed_text(duty)}"


def _is_among(subject: Record, owners: Iterable[Record]) -> bool:
    return any(owner is subject for owner in owners)


def _told(agenda: Agenda, subject: Record, gap: Gap) -> str:
    """Say what is not as it should be; of what a rate lacks, what the subject answers for."""
    dataset = agenda.project.dataset
    if isinstance(gap.subject, Figure):
        own = [each for each in gap.about if _is_among(subject, owners_of(dataset, [each]))]
        return "；".join([gap.subject.name, *map(_named_in_ledger, own)])
    return gap.matter or _named_in_ledger(gap.subject)


def _named_in_ledger(record: Record) -> str:
    return f"{headline(record)}（{record.ledger.name} {record.anchor}）"


def _write(agenda: Agenda, options: argparse.Namespace, asked: Sequence[Record]) -> None:
    """Write what is late or due as a calendar."""
    as_of = agenda.project.as_of
    found = [
        matter
        for matter in agenda.matters
        if (matter.deadline - as_of).days <= options.days
        and any(_is_among(subject, matter.owners) for subject in asked)
    ]
    files.write(options.ics, calendar(agenda.project, found))
    terminal.output(f"\n已写到 {options.ics}（{len(found)} 件事）")
