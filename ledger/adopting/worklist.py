"""What is to be decided of an old report, as records (沿用清单) that are kept from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ledger.adopting.admitting import Look
from ledger.adopting.layout import Section
from ledger.adopting.model import Draft, Kind, Spot
from ledger.adopting.proposals import Proposer
from ledger.adopting.sentences import DECIDED, Item, Known, beginnings, items, stands
from ledger.exchange import drawer, rewriting
from ledger.issues import LedgerError
from ledger.records import source
from ledger.records.source import quoted, scalar
from ledger.records.types.official import Adopted

#: the folder of the lists, below that of their year
_FOLDER = Adopted.ledger.files
_HEAD = "# {name}的沿用清单：旧报告里的每一处，建议写成什么，选了什么。由 python -m ledger adopt 写；要填的是“选”；“定义”写进 figures.yml 以前可以改。\n"
#: a part without a spot has no word to be decided on
_PARAGRAPH = "段落"


@dataclass(frozen=True)
class WorkList:
    """The items of a document in its order, those that are new, and those that are gone."""

    records: Sequence[Adopted]
    added: Sequence[Adopted] = field(default=())
    gone: Sequence[Adopted] = field(default=())

    @property
    def open(self) -> list[Adopted]:
        """What is not decided: what has no proposal comes first."""
        left = [each for each in self.records if not each.choice]
        return sorted(left, key=lambda each: bool(each.proposals))


def read(root: Path, year: int) -> dict[str, list[Adopted]]:
    """Return the lists of a year by their files; raises ``LedgerError`` for one that cannot be read."""
    found: dict[str, list[Adopted]] = {}
    for file in sorted((root / "data" / _FOLDER.format(year=year)).parent.glob("*.yml")):
        path = file.relative_to(root).as_posix()
        text, wrong = source.text_below(root, path)
        value, more = source.parse(text, path) if not wrong else ([], [])
        if wrong or more:
            raise LedgerError([*wrong, *more])
        found[path] = [Adopted.from_source(each) for each in value or []]
    return found


def path_of(year: int, document: str) -> str:
    """Return the file of a document's list, from the root."""
    return f"data/{_FOLDER.format(year=year).replace('*', document)}"


def listed(
    sections: Sequence[Section], home: str, drafts: Sequence[Draft], proposer: Proposer
) -> list[Adopted]:
    """Return a record for each item of the sections; ``drafts`` are all reports, of any year."""
    years = _years(drafts, home)
    return [
        _record(item, place, years.get(item.id, []), proposer)
        for item, place in _placed(sections, home)
    ]


def placed_anew(
    sections: Sequence[Section], home: str, records: Sequence[Adopted]
) -> list[Adopted]:
    """Return the records of the items of some sections, with the places where they stand in them."""
    places = {item.id: place for item, place in _placed(sections, home)}
    there = (each for each in records if each.id in places)
    return [each.model_copy(update=places[each.id]) for each in there]


def _placed(sections: Sequence[Section], home: str) -> Iterator[tuple[Item, dict[str, object]]]:
    """Yield the items of the sections, each with the keys of its place."""
    known = Known(home)
    for section in sections:
        paragraphs = [part for part in section.parts if part.role in DECIDED]
        for number, part in enumerate(paragraphs, 1):
            place: dict[str, object] = {"section": f"{home}/{section.name}", "paragraph": number}
            yield from ((item, place) for item in known.items(part))


def _years(drafts: Sequence[Draft], home: str) -> Mapping[str, list[int]]:
    """Return the years of the reports that have an item, by its word."""
    found: dict[str, list[int]] = {}
    for draft in sorted(drafts, key=lambda each: each.year):
        for item in items(draft.parts, home):
            found.setdefault(item.id, []).append(draft.year)
    return {id_: [*dict.fromkeys(filter(None, years))] for id_, years in found.items()}


def _record(
    item: Item, place: Mapping[str, object], years: list[int], proposer: Proposer
) -> Adopted:
    proposed = proposer.of(item)
    new = next((each.definition for each in proposed if each.definition), None)
    return Adopted.model_construct(
        id=item.id,
        **place,
        sentence=item.sentence.text.strip(),
        kind=item.spot.kind.value if item.spot else _PARAGRAPH,
        spot=item.spot.text if item.spot else None,
        at=_at(item),
        years=years,
        proposals=[each.word for each in proposed],
        reasons=[each.why for each in proposed],
        sure=bool(proposed) and proposed[0].sure,
        definition=new,
    )


def _at(item: Item) -> int:
    """Return by which sign of its sentence, from 1, a spot begins; 0 where there is none."""
    text = item.sentence.text
    lead = len(text) - len(text.lstrip())
    return item.spot.start - item.sentence.start - lead + 1 if item.spot else 0


def parted(record: Adopted) -> tuple[str, str, str]:
    """Return the sentence of an item before its spot, the spot, and the sentence behind it."""
    spot, sentence = record.spot or "", record.sentence
    first = record.at - 1 if record.at else sentence.find(spot)
    return sentence[:first], sentence[first : first + len(spot)], sentence[first + len(spot) :]


def look(records: Iterable[Adopted]) -> Look:
    """Return the look for the spots that a list has, whatever the project would find today."""
    by_sign: dict[str, list[Adopted]] = {}
    for record in records:
        if record.spot:
            by_sign.setdefault(record.sentence[0], []).append(record)

    def find(text: str) -> list[Spot]:
        found: dict[int, Spot] = {}
        for start in beginnings(text):
            for each in by_sign.get(text[start : start + 1], ()):
                if each.spot and stands(each.sentence, text, start):
                    at = start + each.at - 1
                    found[at] = Spot(at, at + len(each.spot), each.spot, Kind(each.kind))
        return [found[at] for at in sorted(found)]

    return find


def merged(old: Iterable[Adopted], new: Sequence[Adopted]) -> WorkList:
    """Return a new list that keeps what was chosen in the old one; and what is new, and gone."""
    before = {each.id: each for each in old}
    kept = [_kept(before.get(each.id), each) for each in new]
    now = {each.id for each in new}
    return WorkList(
        kept,
        [each for each in kept if each.id not in before],
        [each for id_, each in before.items() if id_ not in now],
    )


def _kept(old: Adopted | None, new: Adopted) -> Adopted:
    """Return an item with what an author decided; one that was decided keeps its proposals too."""
    if old is None:
        return new
    own: dict[str, object] = {"choice": old.choice, "written": old.written}
    if old.choice:
        own |= {
            "proposals": old.proposals,
            "reasons": old.reasons,
            "sure": old.sure,
            "definition": old.definition,
        }
    years = sorted({*old.years, *new.years})
    return new.model_copy(update={**own, "years": years})


def written(name: str, records: Sequence[Adopted]) -> str:
    """Return the file of a list."""
    lines = chain.from_iterable(map(_entry, records))
    return _HEAD.format(name=name) + "\n".join([*lines, ""])


def comments(text: str) -> int:
    """Return how many lines of a list are comments of somebody's: all but the head."""
    return sum(line.lstrip().startswith("#") for line in text.split("\n")[1:])


def changed(path: str, content: bytes, told: Mapping[str, Mapping[str, str | None]]) -> bytes:
    """Return the file of a list in which items, by their words, have other fields, or none.

    All else stays as it was typed, comments as well. Raises ``LedgerError`` and ``Mistake``.
    """
    now: dict[int, source.Mapping | None] = {}
    for number, typed in enumerate(drawer.records(Adopted, path, content)[1]):
        if fields := told.get(typed.get(Adopted.key_of("id"), "")):
            keys = {Adopted.key_of(field): value for field, value in fields.items()}
            whole = {**typed, **keys}.items()
            now[number] = source.Mapping({key: v for key, v in whole if v is not None})
    return drawer.rewritten(Adopted.ledger, path, content, rewriting.Asked(now, []))


def placed(
    path: str, name: str, records: Sequence[Adopted]
) -> Iterator[tuple[str, int, int, tuple[str, ...]]]:
    """Yield where each item stands in the file of a list: its path, its lines, its word."""
    line = _HEAD.format(name=name).count("\n") + 1
    for record in records:
        lines = sum(each.count("\n") + 1 for each in _entry(record))
        yield path, line, line + lines - 1, (record.id,)
        line += lines


def _entry(record: Adopted) -> Iterator[str]:
    begin = "- "
    for name, info in Adopted.model_fields.items():
        value = getattr(record, name)
        if value != info.get_default() or info.is_required():
            yield begin + f"{info.alias}:{_value(value)}"
            begin = "  "


def _value(value: object) -> str:
    if isinstance(value, list):
        return "".join(f"\n    - {_single(each)}" for each in value)
    if isinstance(value, str) and "\n" in value and all(map(str.isprintable, value.split("\n"))):
        return " |2-\n    " + value.replace("\n", "\n    ")
    return f" {_single(value)}"


def _single(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    return scalar(str(value)) if "\n" not in str(value) else quoted(str(value))
