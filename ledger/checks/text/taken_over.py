"""Finds words in the report that mean another record since the year changed, or one that is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.alike import sentence, shared
from ledger.checks.text.last_year import Signed
from ledger.issues import Issue
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.prose import calls
from ledger.prose.calls import Call
from ledger.records.dataset import PARTED, Dataset, parted
from ledger.records.types.work import Rectification, Trace
from ledger.remembered import remembered

#: by so many pairs of characters a sentence tells more of last year's record than of this year's
_MORE = 3
_NOTHING = Pattern(r"[\W\d]|[A-Za-z_]")


def vanished(dataset: Dataset, signed: Sequence[Signed]) -> Iterator[Issue]:
    """Yield an error for each record that a signed report names and its year keeps no more."""
    for file in signed:
        other = dataset.beside.get(file.year)
        for call in calls.scan(file.text, file.path)[0] if other else ():
            if other and call.word == "record":
                yield from _gone(call, call.arguments[:1], Trace.ledger.name, other)
            elif other and call.word == "problems":
                yield from _gone(call, call.arguments, Rectification.ledger.name, other)


def _gone(call: Call, names: tuple[str | int, ...], ledger: str, other: Dataset) -> Iterator[Issue]:
    year = other.year
    for name in map(str, names) if ledger in other.kept else ():
        if name not in other.words(ledger) and ledger not in other.lost and not parted(name)[0]:
            message = (
                f"{year} 年的报告引用了{ledger}的“{name}”，data/{year} 里没有这一条了；"
                "请把它放回去，编号照旧"
            )
            yield Issue(call.place, message, code="record.vanished")


def remarks(project: Project, signed: Sequence[Signed]) -> Iterator[Issue]:
    """Yield a remark for each ``record`` whose number named another event in the year before."""
    dataset = project.dataset
    other = dataset.beside.get((dataset.year or 0) - 1)
    if other is None:
        return
    last = [file for file in signed if (file.year, file.home) == (other.year, project.report.home)]
    said = {
        (call.arguments, around) for file in last for call, around in _named(file.text, file.path)
    }
    for path, text in project.texts.items():
        for call, around in _named(text, path):
            yield from _another(
                call, around, dataset, other, repeats=(call.arguments, around) in said
            )


@remembered
def _named(text: str, path: str) -> tuple[tuple[Call, str], ...]:
    """Return each call of ``record`` with the words around it: no numbers, signs or other calls."""
    asked = [each for each in calls.scan(text, path)[0] if each.word == "record" and each.arguments]
    plain = calls.masked(text, " ") if asked else ""
    return tuple((call, _NOTHING.sub("", sentence(plain, call.start, call.end))) for call in asked)


def _another(
    call: Call, around: str, dataset: Dataset, other: Dataset, *, repeats: bool
) -> Iterator[Issue]:
    number = str(call.arguments[0])
    now, before = (each.words(Trace.ledger.name).get(number) for each in (dataset, other))
    if not isinstance(now, Trace) or not isinstance(before, Trace):
        return
    if repeats or shared(around, before.matter) >= shared(around, now.matter) + _MORE:
        message = (
            f"“{number}”在 {other.year} 年是“{before.matter}”，今年是“{now.matter}”；"
            f"{_ADVICE[repeats]}，要说那一年的写 {other.year}{PARTED}{number}"
        )
        yield Issue(call.place, message, call.end - call.start, "remark.taken_over")


_ADVICE = {
    True: "这一句和那一年的报告相同，请核对印出来的是不是要说的事",
    False: "这一句像是说那一年的，请改成今年的编号",
}
