"""What does not stand as it should on 统计截止: late, short, back again, not recorded, not proved.

Each follows from the data and from what the data ask for. Nothing is ranked or scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from ledger.duties.matters import Matter, owners_of
from ledger.duties.owed import PERIOD, Duty, Span
from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.language.numerals import day, exact, month
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.months import anchor_of
from ledger.records.types.bureau import Post
from ledger.records.types.work import Rectification, Trace

#: the kinds, in the order in which they are told
LATE, SHORT, RELAPSED, MISSING, UNPROVED, MISSED = KINDS = (
    "逾期", "不到 100%", "回头看反弹", "没有记录", "没有佐证或验收", "没有补学",
)  # fmt: skip
#: how the times are counted for which something is owed
_TIMES = {"月": "个月", "季度": "个季度", "半年": "个半年", "年": "年", PERIOD: "条"}


@dataclass(frozen=True)
class Gap:
    """What is not as it should be, the number that tells how much, and who answers for it.

    ``subject`` is the record, the figure or the post of which it is told, ``matter`` what it is
    about where the subject does not say so itself. ``about`` are the records by which a reader
    sees why.
    """

    kind: str
    subject: Record | Figure
    said: str
    owners: tuple[Record, ...]
    about: tuple[Record, ...] = ()
    matter: str = ""


def gaps(project: Project, matters: Iterable[Matter], duties: Iterable[Duty]) -> list[Gap]:
    """Return everything that is not as it should be, by kind, each kind in its ledger's order."""
    items = [then for _, then in project.items()]
    return [
        *_late(project, matters),
        *_short(project),
        *_relapsed(project, items),
        *_missing(duties),
        *_unproved(project, items),
        *_missed(project),
    ]


def _late(project: Project, matters: Iterable[Matter]) -> Iterator[Gap]:
    for matter in matters:
        if (late := project.as_of - matter.deadline) > timedelta():
            yield Gap(LATE, matter.record, f"{late.days} 天", matter.owners, matter.records[1:])


def _short(project: Project) -> Iterator[Gap]:
    for figure in project.figures.values():
        if figure.definition.full and figure.value < 100:
            lacking = _lacking(figure)
            part, whole = figure.parts
            short = f"，差 {exact(whole.value - part.value)} {whole.definition.unit}"
            same = part.definition.unit == whole.definition.unit
            said = figure_text(figure) + (short if same else "")
            owners = owners_of(project.dataset, [figure.definition, *lacking])
            yield Gap(SHORT, figure, said, owners, lacking)


def _lacking(figure: Figure) -> tuple[Record, ...]:
    """Return the records that a rate's denominator counts and its numerator does not."""
    part, whole = figure.parts
    if not (part.ledger and whole.ledger and part.ledger.name == whole.ledger.name):
        return ()
    counted = {id(record) for record in part.records}
    return tuple(record for record in whole.records if id(record) not in counted)


def _relapsed(project: Project, items: Iterable[Rectification]) -> Iterator[Gap]:
    for item in items:
        if item.relapsed:
            yield _of_item(project, RELAPSED, item, day(item.relapsed))


def _unproved(project: Project, items: Iterable[Rectification]) -> Iterator[Gap]:
    for item in items:
        if item.unproved:
            yield _of_item(project, UNPROVED, item, f"没有{'、'.join(item.unproved)}")


def _of_item(project: Project, kind: str, item: Rectification, said: str) -> Gap:
    # as it was on 统计截止 it may be a copy, of which no page knows
    now = next(each for each in project.dataset.of(Rectification) if each.id == item.id)
    return Gap(kind, now, said, owners_of(project.dataset, [now]))


def _missing(duties: Iterable[Duty]) -> Iterator[Gap]:
    for duty in duties:
        if duty.lacks:
            said = f"缺 {duty.lacks} {_TIMES[duty.every]}"
            yield Gap(MISSING, duty.post, said, (duty.post,), matter=_told(duty))


def _told(duty: Duty) -> str:
    """Say what a post did not record, and for which times; those that follow each other as one."""
    runs = (list(run) for lacks, run in groupby(duty.spans, lambda span: span.lacks) if lacks)
    spans = "、".join(_run_text(run[0].months[0], run[-1].months[-1]) for run in runs)
    spare = f"（其中 {duty.spare} {_TIMES[duty.every]}不在岗）" if duty.spare else ""
    return f"{owed_text(duty)}：{spans}{spare}"


def owed_text(duty: Duty) -> str:
    """Return what is owed, in words."""
    return duty.category or "履责记录，没有的报“本月无”"


def span_text(span: Span) -> str:
    """Return the time for which something is owed, as ``2021年3月`` or ``2021年4月至6月``."""
    return _run_text(span.months[0], span.months[-1])


def _run_text(first: str, last: str) -> str:
    until = "" if first == last else f"至{month(last, first[:4] != last[:4])}"
    return month(first, year=True) + until


def _missed(project: Project) -> Iterator[Gap]:
    """Who missed an event of study and has not made up for it, by post."""
    posts = project.dataset.words("岗位")
    found: dict[str, list[Trace]] = {}
    for trace in project.traces:
        for absence in trace.absences:
            if not absence.made_up:
                found.setdefault(anchor_of(posts, absence.post), []).append(trace)
    for post in project.dataset.of(Post):
        if events := found.get(post.id):
            said = f"{len(events)} 次"
            yield Gap(MISSED, post, said, (post,), tuple(events), "缺席的学习")
