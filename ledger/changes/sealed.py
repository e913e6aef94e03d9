"""What changed since a seal: figures with their old numbers, records by the keys that changed.

A seal holds digests of records, not what they said, and nothing that the edition does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ledger.changes.model import (
    CHANGED,
    GONE,
    NEW,
    Cause,
    Changes,
    FigureChange,
    KeyChange,
    Note,
    RecordChange,
)
from ledger.checks.records.seals import audience_of_key
from ledger.figures import sealed
from ledger.figures.computing import in_time_of, of_folder
from ledger.figures.figure import Figure
from ledger.figures.sealed import Name, Sealed
from ledger.figures.wording import figure_text
from ledger.issues import Mistake
from ledger.language.numerals import day
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.dataset import Dataset, read_all
from ledger.records.editions import EDITIONS, sees
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.official import Seal, SealedFigure
from ledger.records.values import headline
from ledger.records.years import joined

#: how the folder of the seals is called
FOLDER = "封存"
_THEN = "封存时的（只存了摘要）"
_TEXTS = (
    "正文和封存的比，用 python -m ledger seal --verify；记录的原值、删去的记录计入过哪些指标，"
    "封存里没有，看备份或 git"
)


def is_seal(root: Path, place: str) -> bool:
    """Whether a place is the file of a seal."""
    file = _file(root, place)
    return file.parent.name == FOLDER and file.suffix == ".yml" and file.is_file()


def _file(root: Path, place: str) -> Path:
    return next((each for each in (Path(place), root / place) if each.is_file()), Path(place))


def since(project: Project, place: str) -> Changes:
    """Compare a project with a seal of it, in the project's edition.

    Raises ``Mistake`` for a file that is no seal of the project.
    """
    path = _file(project.root, place).resolve()
    whole = joined(read_all(project.root)[0])
    years = [(other, whole.beside[year]) for year, other in project.dataset.beside.items()]
    for shown, all_of in ((project.dataset, whole), *years):
        seals = {each.place().path: each for each in all_of.of(Seal)}
        for told in shown.of(Seal):
            if (project.root / told.place().path).resolve() == path:
                seal = seals[told.place().path]
                records = tuple(_records(project.edition, shown, all_of, seal))
                return _changes(project, shown, told, records)
    raise Mistake(f"{place} 不是这个项目的封存，或者读不了；请写 data/年份/封存/ 里的文件")


def _changes(
    project: Project, shown: Dataset, seal: Seal, records: tuple[RecordChange, ...]
) -> Changes:
    figures = _now(project, shown, seal)
    name = f"{seal.document}（{day(seal.day)}封存）"
    found = tuple(_figures(seal, figures, records))
    told = {id(cause.record) for each in found for cause in each.causes}
    others = tuple(each for each in records if id(each) not in told)
    return Changes(name, "现在的文件", (Note(_TEXTS),), found, others=others)


def _now(project: Project, shown: Dataset, seal: Seal) -> Mapping[str, Figure]:
    """Return by 编号 what the figures of a sealed document are now."""
    if shown is project.dataset:
        for each in project.every_document:
            if each.report.name == seal.document:
                return {figure.id: figure for figure in each.figures.values()}
    if shown is project.dataset or sealed.of_paper(shown, seal):
        return in_time_of(shown, seal)
    return of_folder(project.dataset, None, shown.year or 0)


def _figures(
    seal: Seal, figures: Mapping[str, Figure], records: Sequence[RecordChange]
) -> Iterator[FigureChange]:
    """Yield the figures whose number or definition is another, with the changed records in them."""
    last = {each.id: each for each in seal.figures}
    for then in last.values():
        now = figures.get(then.id)
        keys = tuple(_definition(then, now)) if now else ()
        if now is None:
            yield FigureChange(then.id, then.name, GONE, then.shown, None)
        elif keys or str(now.value) != then.value:
            counted = {id(record) for record in now.records}
            causes = tuple(Cause(each.how, each) for each in records if id(each.record) in counted)
            shown = figure_text(now)
            yield FigureChange(then.id, now.name, CHANGED, then.shown, shown, keys, causes=causes)


def _definition(then: SealedFigure, now: Figure) -> Iterator[KeyChange]:
    pairs = (
        ("口径", then.caliber, now.definition.caliber),
        ("算法", then.definition, sealed.definition_text(now.definition)),
    )
    yield from (KeyChange(*pair) for pair in pairs if pair[1] != pair[2])


def _records(edition: str, shown: Dataset, whole: Dataset, seal: Seal) -> Iterator[RecordChange]:
    """Yield the records that are new, gone or changed, as far as the edition shows them."""
    then = sealed.read(seal.records)
    seen, all_now = (sealed.compared(each, seal, then) for each in (shown, whole))
    for name, told in then.items():
        record, now = seen.get(name), all_now.get(name)
        keys = tuple(_keys(record, now, told, seal)) if record and now and told.keys else ()
        if record and keys:
            yield _change(name, record, CHANGED, keys)
        elif now is None and sees(edition, told.readers):
            yield RecordChange(*name, "", seal.place(), GONE)
    for name, record in seen.items():
        is_new = name not in then and name[0] != FigureDefinition.ledger.name
        if is_new and sealed.compares(then, name[0]):
            yield _change(name, record, NEW)


def _keys(record: Record, whole: Record, then: Sealed, seal: Seal) -> Iterator[KeyChange]:
    """Yield the keys of a record, as an edition shows it, that hold something else in the whole one."""
    seen, now = (sealed.texts(each, seal.as_of) for each in (record, whole))
    for key in dict.fromkeys((*then.keys, *now)):
        text, field = now.get(key, ""), whole.field_of(key)
        same = then.keys.get(key, "") == (sealed.digest(text) if text else "")
        for_all = field and audience_of_key(type(whole), field) == EDITIONS[0]
        if not same and seen.get(key, "") == text and (text or for_all):
            yield KeyChange(key, _THEN if key in then.keys else "", text)


def _change(name: Name, record: Record, how: str, keys: tuple[KeyChange, ...] = ()) -> RecordChange:
    about = headline(record) if record.headline else ""
    return RecordChange(*name, about, record.place(), how, keys, record=record)
