"""A spot of an old report -> what may stand in its place this year: at most three, the surest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import permutations

from ledger import alike
from ledger.adopting import definitions
from ledger.adopting.definitions import Drafted, Wanted
from ledger.adopting.model import Kind
from ledger.adopting.names import named, of_unit, said
from ledger.adopting.sentences import Item, Sentence
from ledger.adopting.spots import filled, is_blank
from ledger.checks.text.titles import Register
from ledger.figures.figure import Figure
from ledger.figures.methods.last_year import LastYear
from ledger.figures.methods.register import method_of
from ledger.figures.suggestions import Suggestions
from ledger.language import quantities, sessions
from ledger.language.measures import PERCENT, same_kind
from ledger.language.quantities import Quantity
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.records.types.bureau import Document, Organ, Post
from ledger.records.types.indicators import FigureDefinition, Frozen
from ledger.records.types.official import AS_IS, NEW_FIGURE, OF_LAST_YEAR
from ledger.records.types.work import Trace
from ledger.records.values import headline
from ledger.wordlists import MEETING

MOST = 3
#: how like a figure is that needs no second look, one that had the same number, how far before the next
_SURE, _SURE_OF_SAME, _BEFORE_NEXT = 1.1, 0.85, 1.25
#: pairs of characters that a record of a day and a sentence share at least
_SHARED = 4
#: characters: a title that says no more than its kind stands for one named before
_KIND_ALONE = 4
#: the decimals of a rate
_DECIMALS = Pattern(r"[.．]([0-9]{1,6})")
_YEAR = Pattern("((?:19|20)[0-9]{2})年(度|以来|全年)?")
#: the word for a year, by how far it is from the report's, and why
_YEARS = {
    -1: ('year("-1")', "报告年度的前一年"),
    0: ("year()", "报告年度"),
    1: ('year("+1")', "报告年度的后一年"),
}


@dataclass(frozen=True)
class Proposal:
    """What may stand in the place of a spot, in the words of a choice, and why.

    A ``definition`` is that of the new figure, as YAML; ``sure`` is one that needs no second look;
    ``figure`` is the name of the one that is called.
    """

    word: str
    why: str
    definition: str = ""
    sure: bool = False
    figure: str = ""


class Proposer:
    """Proposes for the spots of a report that tells of the year ``told``."""

    def __init__(self, project: Project, told: int) -> None:
        self.project, self.dataset, self.told = project, project.dataset, told
        self._register, self._named = Register(project), named(project)
        self._suggestions = Suggestions(self._figures, self._value)
        self._drafted: dict[str, tuple[Fraction | None, Drafted]] = {}
        #: the sentence that is read, and its numbers so far with the figures proposed first for them
        self._sentence: Sentence | None = None
        self._before: list[tuple[Quantity, str]] = []

    def of(self, item: Item) -> tuple[Proposal, ...]:
        """Return what is proposed for an item; nothing where nothing fits."""
        if item.spot is None:
            why = "没有数和名称的一段；照抄以前看看今年是不是还这样"
            return (Proposal(AS_IS, why),)
        by_kind = {
            Kind.QUANTITY: self._quantity,
            Kind.NORM: self._norm,
            Kind.DATE: self._date,
            Kind.TITLE: self._title,
            Kind.NAME: self._name,
            Kind.PLACEHOLDER: self._placeholder,
            Kind.SECRET: self._nothing,
        }
        found = {each.word: each for each in by_kind[item.spot.kind](item)}
        return tuple(found.values())[:MOST]

    def _nothing(self, _: Item) -> Iterator[Proposal]:
        yield from ()

    # numbers

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        """The figures of the project; those without a value are proposed as well."""
        known = self.project.figures
        defined = self.dataset.of(FigureDefinition)
        return {each.name: known.get(each.name) or Figure(each, Fraction()) for each in defined}

    @cached_property
    def _values(self) -> dict[str, Fraction]:
        """The number that each figure had in last year's report, as far as the data tell it."""
        found = {each.figure: Fraction(each.value) for each in self.dataset.of(Frozen)}
        for figure in self.project.figures.values():
            is_last_year = isinstance(method_of(figure.definition), LastYear)
            if is_last_year and figure.definition.figures:
                found.setdefault(figure.definition.figures[0], figure.value)
        return found

    def _value(self, figure: Figure) -> Fraction | None:
        return self._values.get(figure.name)

    def _quantity(self, item: Item) -> Iterator[Proposal]:
        text, found = self._read(item)
        if item.sentence is not self._sentence:
            self._sentence, self._before = item.sentence, []
        proposed = [*self._figured(item, text, found)]
        if proposed:
            self._before.append((found, proposed[0].figure))
        yield from proposed

    def _parts(self, item: Item, found: Quantity) -> tuple[str, str] | None:
        """Return the figures of the only two numbers before a rate in its sentence whose rate it is."""
        if found.unit != PERCENT or found.number is None:
            return None
        assert item.spot
        decimals = _DECIMALS.search(item.spot.text)
        places = len(decimals[1]) if decimals else 0
        pairs = [
            (part, whole)
            for (one, part), (all_, whole) in permutations(self._before, 2)
            if one.number and all_.number and one.number < all_.number and part != whole
            if same_kind(one.unit, all_.unit)
            if abs(found.number - 100 * one.number / all_.number) * 2 * 10**places <= 1
        ]
        return pairs[0] if len(pairs) == 1 else None

    def _figured(self, item: Item, text: str, found: Quantity) -> Iterator[Proposal]:
        """Propose the figures there are; where none is sure, fewer of them and a new one."""
        existing = [*self._existing(text, found)]
        new = [] if any(e.sure for e in existing) else [*self._new(item, text, found)]
        yield from (*existing[: MOST - len(new)], *new)

    def _new(self, item: Item, text: str, found: Quantity) -> Iterator[Proposal]:
        """Propose a figure of a name that no other has; the same words with the same number are the same."""
        known = self.dataset.words(FigureDefinition.ledger.name)
        parts = self._parts(item, found)
        others = {name for name, (number, _) in self._drafted.items() if number != found.number}
        wanted = Wanted(item.id, text, found)
        for each in definitions.drafted(self.dataset, wanted, {*known, *others}, parts):
            same = self._drafted.setdefault(each.name, (found.number, each))[1]
            yield Proposal(NEW_FIGURE, f"“{same.name}”：{same.why}", same.text, figure=same.name)

    def _existing(self, text: str, found: Quantity) -> Iterator[Proposal]:
        ranked = self._suggestions.ranked(text, found)
        scores = [score for _, score in ranked]
        for place, (figure, score) in enumerate(ranked):
            same = found.number is not None and self._value(figure) == found.number
            rivals = [each for at, each in enumerate(scores) if at != place]
            ahead = score >= _BEFORE_NEXT * max(rivals, default=0)
            why = f"{'上年报的就是这个数；' if same else ''}{figure.definition.caliber}"
            likely = score >= _SURE_OF_SAME if same else score >= _SURE and ahead
            sure = not place and likely
            yield Proposal(f'figure("{figure.name}")', why, sure=sure, figure=figure.name)

    def _read(self, item: Item) -> tuple[str, Quantity]:
        """Return the text around a spot, and the quantity in it as it is read."""
        spot, text = item.spot, item.part.text
        assert spot
        known = quantities.all_in(text, self.dataset.declared.terms)
        found = next((q for q in known if q.start < spot.end and spot.start < q.end), None)
        return text, found or Quantity(spot.start, spot.end)

    def _norm(self, item: Item) -> Iterator[Proposal]:
        yield Proposal(AS_IS, "是规定的数，不是做了多少", sure=True)
        text, found = self._read(item)
        yield from self._existing(text, found)

    def _placeholder(self, item: Item) -> Iterator[Proposal]:
        """Propose for a mark: a figure where it is counted with, else a name that ends as it does."""
        spot, text = item.spot, item.part.text
        assert spot
        whole = text[: spot.start] + filled(spot.text) + text[spot.end :]
        known = quantities.all_in(whole, self.dataset.declared.terms)
        found = next((q for q in known if q.start < spot.end and spot.start < q.end), None)
        if found and not is_blank(spot.text):
            yield from self._figured(item, whole, replace(found, number=Fraction(-1)))
            return
        ends = text[spot.end : spot.end + 1] if is_blank(spot.text) else spot.text[-1:]
        for key, name in of_unit(self.project).items():
            if ends and name.endswith(ends):
                yield Proposal(f'unit("{key}")', f"单位里的“{name}”，也以“{ends}”结尾")

    # days, titles, names

    def _date(self, item: Item) -> Iterator[Proposal]:
        spot = item.spot
        assert spot
        if match := _YEAR.fullmatch(spot.text):
            yield from self._of_year(int(match[1]), match[2] or "")
            return
        told = [
            (alike.shared(item.sentence.text, headline(each)), each)
            for each in self.dataset.of(Trace)
        ]
        likely = sorted((each for each in told if each[0] >= _SHARED), key=lambda each: -each[0])
        for shared, record in likely[: MOST - 1]:
            why = f"{record.date} 的“{headline(record)}”"
            sure = len(likely) == 1 or shared > 2 * likely[1][0]
            yield Proposal(
                f'record("{record.id}", "日期")', why, sure=sure and record is likely[0][1]
            )
        why = "那一天是旧报告那一年的；今年的先记进履责记录，再取它的日期"
        yield Proposal(OF_LAST_YEAR, why)

    def _of_year(self, year: int, more: str) -> Iterator[Proposal]:
        """Propose for a year: the report's and its neighbours are said by words, others stay."""
        shift = year - self.told
        if abs(shift) <= 1:
            if more == "度" and not shift:
                yield Proposal("period()", "报告期", sure=True)
            word, why = _YEARS[shift]
            yield Proposal(word, why, sure=True)
        yield Proposal(AS_IS, "说的就是这一年，不随报告变", sure=abs(shift) > 1)

    def _title(self, item: Item) -> Iterator[Proposal]:
        spot = item.spot
        assert spot
        if spot.text in self._named or any(True for _ in sessions.find(spot.text)):
            yield from self._name(item)
            return
        words = spot.text.strip("《》〈〉“”")
        if len(words) <= _KIND_ALONE:
            yield Proposal(AS_IS, "文中的简称", sure=True)
        shifted = words.replace(str(self.told), str(self.project.unit.year))
        shifted = shifted.replace(str(self.told + 1), str(self.project.unit.year + 1))
        if entry := self._register.find(words) or self._register.find(shifted):
            if entry.call:
                yield Proposal(_bare(entry.call), f"登记过《{entry.written}》", sure=True)
        elif (entry := self._register.like(shifted)) and entry.call:
            yield Proposal(_bare(entry.call), f"像登记的《{entry.written}》")
        else:
            yield from self._like(shifted)
        if str(self.told) in words or str(self.told + 1) in words:
            yield Proposal(OF_LAST_YEAR, "题名里写着年份，文件会议里没有今年的")
        else:
            yield Proposal(AS_IS, "名称不变的照写；要能点开，先记进文件会议")

    def _like(self, words: str) -> Iterator[Proposal]:
        """Propose the document whose name shares most with a title."""
        told = [(alike.shared(words, each.name), each) for each in self.dataset.of(Document)]
        best = max(told, key=lambda each: each[0], default=(0, None))
        if best[1] and 2 * best[0] >= len(alike.pairs(words)) > 0:
            name = best[1].short or best[1].name
            yield Proposal(f'document("{name}")', f"文件会议里的“{best[1].name}”")

    def _name(self, item: Item) -> Iterator[Proposal]:
        spot = item.spot
        assert spot
        if found := self._named.get(spot.text):
            yield Proposal(found.word, found.source, sure=True)
        else:
            yield from self._meeting(spot.text)
        for kind in (Post, Organ):
            if spot.text in self.dataset.words(kind.ledger.name):
                yield Proposal(AS_IS, f"{kind.ledger.name}里有这个名称", sure=True)

    def _meeting(self, text: str) -> Iterator[Proposal]:
        """Propose the meetings of the body of which a session is."""
        held = {(each.level, each.body) for each in sessions.find(text)}
        if not held:
            return
        meetings = [each for each in self.dataset.of(Document) if each.kind.has(MEETING)]
        likely = [each for each in meetings if held & _bodies(each)]
        for each in likely[: MOST - 1]:
            why = f"今年同一级的会议，{each.date}"
            yield Proposal(said(each), why, sure=len(likely) == 1)
        yield Proposal(OF_LAST_YEAR, "写着届次，是上年的会议")


def _bodies(document: Document) -> set[tuple[str | None, str | None]]:
    """Return whose session a document is, by level and body."""
    names = f"{document.name}。{document.short or ''}"
    return {(each.level, each.body) for each in sessions.find(names)}


def _bare(call: str) -> str:
    return call.removeprefix("{{ ").removesuffix(" }}")
