"""Tells names that an author typed: the bureau's own, for which a word stands, and those of others.

Known is a name that stands anywhere in the data. A body that every place has, such as 市财政局, is
told only where it stands in the bureau's place: 市财政局党组现将…报告如下.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from ledger.issues import Issue
from ledger.language import bodies
from ledger.language.bodies import Name
from ledger.language.numerals import day
from ledger.language.signs import IDEOGRAPH, PLACES, without_titles
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.prose.passages import Passage
from ledger.records.base import Record
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Unit
from ledger.records.types.official import OfficialDocument
from ledger.records.walk import texts
from ledger.remembered import Same, lately, remembered

#: a body that every place has
_BODY = rf"(?!乡镇|镇街|县区|市区|.政府)[{PLACES}](?:(?![委局对向在我本各全与及由把被将是为的级属直管]){IDEOGRAPH}){{1,10}}?"
#: such a body in the place of the bureau
_AS_OURS = Pattern(
    rf"(?P<name>{_BODY}(?:局|委员会|委|办公室|院|公司|学校|中心|集团))(?=[）)]|党[组委]|党总支|现将|全体|机关党)"
)
#: such a body in a title of its own: 市教育局2021年工作要点, but not 市财政局关于…的通知
_OWN_TITLE = Pattern(rf"^(?:中共)?(?P<name>{_BODY}局)(?!关于|等)")
_ADVICE = "请核对是不是沿用了别处的文字；确实是它的，写进 data/固定说法.yml 就不再提示"


class Own(Same):
    """The bureau's own names with the words that print them; ``short`` are those without the city's.

    Another bureau's name may end with a short one.
    """

    def __init__(self, unit: Unit, report: OfficialDocument) -> None:
        self.words = dict(_own(unit, report))
        place = unit.locality
        self.short = {n for n, call in self.words.items() if "unit" in call and place not in n}


class Names(Same):
    """The names that the data know, and the bureau's own."""

    def __init__(self, records: Iterable[Record], own: Own) -> None:
        self.own = own
        told = (texts(each) for each in records if not each.of_others)
        #: every text of the data, in one
        self._known = "\n".join(value.held for each in told for value in each)

    def knows(self, name: str) -> bool:
        """Whether a name stands in the data."""
        return name in self._known

    def of_another(self, title: str) -> str | None:
        """Return the name of another place or bureau in a title; None where it has none."""
        for name in bodies.find(title):
            if not self.knows(name.place or name.text):
                return name.text
        match = _OWN_TITLE.match(title)
        return match["name"] if match and not self._is_known(match["name"]) else None

    def _is_known(self, name: str) -> bool:
        return self.knows(name) or name in self.own.words


class _Told(NamedTuple):
    """A name that an author typed: whose it is, and what to say of it unless the data know it."""

    about: str
    issue: Issue
    may_be_known: bool


@lately
def _others(text: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return the names of places and bodies outside titles, and those in the bureau's own place."""
    text = without_titles(text)
    as_ours = (
        Name(*match.span("name"), match["name"])
        for match in _AS_OURS.finditer(text)
        if bodies.begins(text, match.start())
    )
    return tuple(bodies.find(text)), tuple(as_ours)


def of(dataset: Dataset) -> Names:
    """Return the names that records know; of the same records they are the same."""
    return _of(tuple(dataset.every), _own_of(dataset.unit, dataset.report))


@remembered
def _of(records: tuple[Record, ...], own: Own) -> Names:
    return Names(records, own)


@remembered
def _own_of(unit: Unit, report: OfficialDocument) -> Own:
    return Own(unit, report)


def _own(unit: Unit, report: OfficialDocument) -> Iterator[tuple[str, str]]:
    """Yield what the bureau and its report are called, each with the word that prints it."""
    place = unit.locality
    for key, name in (("党组", unit.party_group), ("全称", unit.full_name), ("简称", unit.name)):
        yield name, f'{{{{ unit("{key}") }}}}'
        if place and name.startswith(place):
            yield place[-1:] + name.removeprefix(place), f'{{{{ unit("{key}") }}}}'
    if report.signatory:
        yield report.signatory, '{{ report("签发人") }}'
    yield day(report.date), '{{ report("成文日期") }}'
    first, last = report.period.first, report.period.last
    for end in (day(last), day(last, year=first.year != last.year)):
        yield f"{day(first)}至{end}", "{{ period() }}"


def check(project: Project, names: Names) -> Iterator[Issue]:
    """Yield a remark for each different name in a file."""
    for read in project.read:
        told = _in(read, names.own)
        unknown = (e for e in told if not (e.may_be_known and names.knows(e.about)))
        yield from first_of((each.about, each.issue) for each in unknown)


@remembered
def _in(read: tuple[Passage, ...], own: Own) -> tuple[_Told, ...]:
    """Return the names in a text of which a remark may tell."""
    told = ((*_own_names(each, own), *_other_names(each, own)) for each in read)
    return tuple(chain.from_iterable(told))


def first_of(told: Iterable[tuple[str, Issue]]) -> tuple[Issue, ...]:
    """Return the first of the findings about each thing."""
    found: dict[str, Issue] = {}
    for about, issue in told:
        found.setdefault(about, issue)
    return tuple(found.values())


def _own_names(passage: Passage, own: Own) -> Iterator[_Told]:
    """Yield the bureau's own names; of two that overlap the longer."""
    text, taken = without_titles(passage.text), set[int]()
    for name in sorted(filter(text.__contains__, own.words), key=len, reverse=True):
        for match in re.finditer(re.escape(name), text):
            span = range(*match.span())
            whole = name not in own.short or bodies.begins(text, span.start)
            if whole and taken.isdisjoint(span) and passage.typed(span.start, span.stop):
                taken.update(span)
                message = f"“{name}”是直接写的；请写 {own.words[name]}"
                issue = passage.issue(span.start, message, "remark.own_name")
                yield _Told(name, issue, may_be_known=False)


def _other_names(passage: Passage, own: Own) -> Iterator[_Told]:
    """Yield the names of others, all those of one place under it."""
    found, as_ours = _others(passage.text)
    for name in (*found, *(name for name in as_ours if name.text not in own.words)):
        if passage.typed(name.start, name.end):
            message = f"“{name.text}”像是别的单位、别的地方的名称，数据里没有；{_ADVICE}"
            about = name.place or name.text
            issue = passage.issue(name.start, message, "remark.other_bureau")
            yield _Told(about, issue, may_be_known=True)
