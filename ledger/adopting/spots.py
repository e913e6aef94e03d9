"""A part of an old report -> what stands in it that a person decides on: numbers, dates, titles, names.

Each reader of the language knows its own; of two finds at one place the first in this order stays:
what must not enter, persons, placeholders, titles, sessions, dates, quantities, bodies.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from ledger.adopting.model import Kind, Part, Role, Spot
from ledger.language import bodies, placeholders, quantities, secrets, sessions, times, titles
from ledger.language.quantities import Tells
from ledger.language.signs import HAN
from ledger.patterns import Pattern
from ledger.reading import elements
from ledger.records.declared import NOTHING, Declared

#: the elements that are, or may be, a person's name by themselves
_SIGNATORY, _SIGNATURE = "签发人", "署名"
#: characters of a name that is looked for elsewhere; a surname and a post are a word
_NAME_LENGTHS = (2, 3, 4)
#: a list of what is as short as names, between signs
_LIST = Pattern(rf"(?<![{HAN}、])[{HAN}]{{2,3}}(?:、[{HAN}]{{2,3}}){{1,40}}(?=[，。；：）)]|$)")
#: a column that names persons, and a name in it
_OF_NAMES, _PERSON = Pattern(r"姓\s?名"), Pattern(rf"(?!姓名)[{HAN}]{{2,4}}")
_BY_COLUMN = "是“姓名”一栏里的；人员以岗位出现"
#: signs that stand for the digits of a number, or the letters of a name
_BLANK = Pattern("[xX×＊*某○〇]+")
#: names of the project's, and whether each is a spot only where a name may begin
Names = Mapping[str, bool]
NO_NAMES: Names = {}
#: a find: where it begins and ends, and what it is
_Find = tuple[int, int, Kind]


def spotted(part: Part, declared: Declared = NOTHING, named: Names = NO_NAMES) -> Part:
    """Return a part with its spots; the words that are ``declared`` are as they stand.

    ``named`` are the names that the project has, as of its organs; each is a spot wherever it stands,
    or only where a name may begin.
    """
    if part.role is Role.LEFT:
        return part
    if part.role is Role.ELEMENT:
        return replace(part, spots=_of_element(part))
    spots = _found(part.text, declared, named)
    persons = _in_column(part.text) if part.role is Role.TABLE else {}
    return _with_persons(replace(part, spots=spots), persons)


def _in_column(text: str) -> dict[str, str]:
    """Return who stands in the columns of names of a table, and why it may not enter."""
    rows = [[cell.strip() for cell in row.split(" | ")] for row in text.strip("| ").split("\n")]
    columns = [n for n, cell in enumerate(rows[0]) if _OF_NAMES.search(cell)]
    cells = (row[n].strip("| ") for row in rows for n in columns if n < len(row))
    return {each: _BY_COLUMN for each in cells if _PERSON.fullmatch(each)}


def known_everywhere(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with each person who is known in one of them, as by a title, known in all.

    Who stands in a list beside such a person is one as well.
    """
    known = {spot.text: spot.told for part in parts for spot in part.spots if _is_person(spot)}
    told = next(iter(known.values()), "")
    for part in parts if known else ():
        known |= dict.fromkeys(_beside(part.text, known), told)
    return [_with_persons(part, known) for part in parts] if known else [*parts]


def _beside(text: str, known: Container[str]) -> Iterator[str]:
    """Yield the short names in the lists of a text that name a person who is known."""
    for match in _LIST.finditer(text) if "、" in text else ():
        names = match[0].split("、")
        if any(name in known for name in names):
            yield from names


def _is_person(spot: Spot) -> bool:
    return spot.private and spot.kind is Kind.NAME and len(spot.text) in _NAME_LENGTHS


def _with_persons(part: Part, persons: Mapping[str, str]) -> Part:
    """Return a part with the persons that its text names, in the place of whatever stood there."""
    if part.role in (Role.LEFT, Role.ELEMENT):
        return part
    named = [*_naming(part.text, persons)]
    rest = [spot for spot in part.spots if not any(_overlap(spot, each) for each in named)]
    return replace(part, spots=sorted([*rest, *named], key=lambda spot: spot.start))


def _naming(text: str, persons: Mapping[str, str]) -> Iterator[Spot]:
    """Yield where a text names one of some persons; the longest name at a place."""
    end = 0
    for start in range(len(text)):
        names = (text[start : start + length] for length in reversed(_NAME_LENGTHS))
        name = next((each for each in names if each in persons), "")
        if name and start >= end:
            end = start + len(name)
            yield Spot(start, end, name, Kind.NAME, True, persons[name])


def _overlap(one: Spot, other: Spot) -> bool:
    return one.start < other.end and other.start < one.end


def _of_element(part: Part) -> list[Spot]:
    """Return a name that an element holds: it is no text, but it is somebody."""
    is_person = part.key == _SIGNATORY or (
        part.key == _SIGNATURE and not elements.SIGNED.fullmatch(part.text)
    )
    told = "像是人的姓名；人员以岗位出现，签发人在 report.yml 里另写"
    return [Spot(0, len(part.text), part.text, Kind.NAME, True, told)] if is_person else []


def _found(text: str, declared: Declared, named: Names) -> list[Spot]:
    """Return the spots of a text in their order, none over another."""
    taken = bytearray(len(text))
    spots = list[Spot]()
    for spot in chain(_private(text, declared), _public(text, declared, named)):
        if not any(taken[spot.start : spot.end]):
            taken[spot.start : spot.end] = bytes([1]) * (spot.end - spot.start)
            spots.append(spot)
    return sorted(spots, key=lambda spot: spot.start)


def _private(text: str, declared: Declared) -> Iterator[Spot]:
    """Yield what must not enter the project, persons behind the rest."""
    persons = chain(secrets.names(text, declared.terms), secrets.likely_names(text))
    for kind, found in ((Kind.SECRET, secrets.find(text)), (Kind.NAME, persons)):
        for each in found:
            shown = text[each.start : each.end]
            yield Spot(each.start, each.end, shown, kind, True, each.message)


def _public(text: str, declared: Declared, named: Names) -> Iterator[Spot]:
    for start, end, kind in chain(
        _empty(text, declared),
        _named(text),
        _counted(text, declared),
        _by_name(text, named),
        ((each.start, each.end, Kind.NAME) for each in bodies.find(text)),
    ):
        yield Spot(start, end, text[start:end], kind)


def filled(text: str) -> str:
    """Return a text as if each number in it that was not filled in were."""
    return _BLANK.sub(lambda match: "9" * len(match[0]), text)


def is_blank(text: str) -> bool:
    """Whether a placeholder is signs alone that stand for digits or letters."""
    return bool(_BLANK.fullmatch(text))


def _empty(text: str, declared: Declared) -> Iterator[_Find]:
    """Yield the placeholders; one that stands for a number has its unit, as a number has."""
    spans, whole = [*placeholders.spans(text, declared.meant)], text
    for start, end in spans:
        whole = whole[:start] + filled(whole[start:end]) + whole[end:]
    known = quantities.all_in(whole, declared.terms) if spans else ()
    for start, end in spans:
        units = (each.end for each in known if each.start <= start and end < each.end)
        is_name = placeholders.IS_PLACE.match(text, end)
        yield start, end if is_name else next(units, end), Kind.PLACEHOLDER


def _by_name(text: str, named: Names) -> Iterator[_Find]:
    """Yield the names of the project's and all departments, a longer one before one in it."""
    own = {name: bounded for name, bounded in named.items() if name in text}
    spans = [
        match.span()
        for name, bounded in own.items()
        for match in re.finditer(re.escape(name), text)
        if not bounded or bodies.begins(text, match.start())
    ]
    spans += bodies.departments(text)
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        yield start, end, Kind.NAME


def _named(text: str) -> Iterator[_Find]:
    """Yield titles of documents and their numbers, and sessions."""
    found: Iterable[titles.Title | titles.Number | sessions.Session]
    for found in (titles.find(text), titles.numbers(text), sessions.find(text)):
        yield from ((each.start, each.end, Kind.TITLE) for each in found)


def _counted(text: str, declared: Declared) -> Iterator[_Find]:
    """Yield times, then quantities: those that a result tells, and those that a rule sets."""
    yield from ((time.start, time.end, Kind.DATE) for time in times.find(text, 0))
    for each in quantities.all_in(text, declared.terms):
        yield each.start, each.end, Kind.NORM if each.tells is Tells.NORM else Kind.QUANTITY
