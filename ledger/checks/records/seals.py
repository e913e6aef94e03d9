"""After a document is sealed, the records behind it and its figures change by 更正 alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import PurePosixPath

from ledger.checks.records.rules import rule
from ledger.figures import sealed
from ledger.figures.computing import compute, in_time_of, of_folder
from ledger.figures.figure import Figure, Sealing
from ledger.figures.sealed import NOTHING, Name
from ledger.figures.wording import figure_text
from ledger.issues import Issue
from ledger.language.numerals import day, exact
from ledger.records.base import Part, Record, part_of
from ledger.records.dataset import Dataset, State, of_state, state_of, with_records
from ledger.records.editions import EDITIONS, audience_of, hides, narrowest, readers, sees
from ledger.records.types.indicators import FigureDefinition, Frozen
from ledger.records.types.official import SEALS, Correction, Paper, Seal, SealEntry, path_of
from ledger.remembered import remembered

_DEFINITIONS = "指标"
#: the folder of the seals, in that of their year
_FOLDER = "/封存/"
_MENDED, _ADDED, _REMOVED = "改正", "补记", "删去"


@rule("seal.damaged")
def a_seal_stays_as_it_was_written(dataset: Dataset) -> Iterator[Issue]:
    """What the product wrote nobody edits, and nobody renames."""
    for seal in dataset.of(Seal):
        if not _is_sound(seal):
            message = (
                "封存的文件被改过、改了名，或抄自别的年份；请从备份或 git 恢复；恢复不了的，"
                "用 python -m ledger seal --undo 撤销，核对以后重新封存"
            )
            yield seal.issue(message)


@rule("seal.lost")
def every_seal_is_in_the_list(dataset: Dataset) -> Iterator[Issue]:
    """The list of all seals tells those that there are, so that none vanishes and none is replaced."""
    years = {dataset.year or 0: dataset, **dataset.beside}
    unread = [year for year, each in years.items() if Seal.ledger.name in each.lost]
    seals = {(year, seal.document): seal for year, each in years.items() for seal in each.of(Seal)}
    known = {(entry.year, entry.document): entry for entry in dataset.of(SealEntry)}
    for name, entry in known.items():
        path, seal = path_of(entry.year, entry.document), seals.get(name)
        if seal is None and entry.year not in unread:
            message = (
                f"{entry.year} 年的“{entry.document}”封存过，{path} 不见了；请从备份或 git 恢复；恢复不了的，"
                f"用 python -m ledger seal {entry.document} --year {entry.year} --undo 撤销"
            )
            yield entry.issue(message)
        elif seal and _is_sound(seal) and seal.digest != entry.digest:
            message = f"摘要：和 {path} 最后一行的不同；请从备份或 git 恢复封存时的那一份，或这一行"
            yield entry.issue(message, "digest")
    for seal in (each for name, each in seals.items() if name not in known and _is_sound(each)):
        message = (
            f"{SEALS} 里没有这一份；请从备份或 git 恢复那一行；以前的版本封存的，"
            "用 python -m ledger upgrade --write 补上"
        )
        yield seal.issue(message)


def is_of_seal(issue: Issue) -> bool:
    """Whether an issue tells that what was sealed was changed."""
    return issue.code.startswith("seal.") or _FOLDER in issue.place.path


def _is_sound(seal: Seal) -> bool:
    stem = PurePosixPath(seal.place().path).stem
    at_home = (seal.document, seal.period.last.year) == (stem, seal.folder)
    return at_home and seal.digest == sealed.whole(seal)


def _sound(dataset: Dataset) -> list[Seal]:
    return [seal for seal in sealed.seals(dataset) if _is_sound(seal)]


@rule("seal.changed")
def sealed_records_change_by_correction(dataset: Dataset) -> Iterator[Issue]:
    """A record behind a sealed figure that was changed, removed or added has a 更正 that says so."""
    for seal in _sound(dataset):
        yield from _Compared(dataset, seal).issues()


class _Compared:
    """The records of a year beside those that a seal tells."""

    def __init__(self, dataset: Dataset, seal: Seal) -> None:
        self.dataset, self.seal = dataset, seal
        self.then = sealed.read(seal.records)
        self.present = sealed.compared(dataset, seal, self.then)
        self.corrections: dict[Name, list[Correction]] = {}
        for each in sorted(dataset.of(Correction), key=lambda each: each.date):
            if each.date >= seal.day and each.source and each.record:
                self.corrections.setdefault((each.source, each.record), []).append(each)

    def issues(self) -> Iterator[Issue]:
        for place, (name, then) in enumerate(self.then.items()):
            if record := self.present.get(name):
                changed = self._changed(name, record, then.keys, place)
                yield from changed if then.keys else ()
            else:
                yield from self._missing(name, place)
        for name, record in self.present.items():
            told = name[0] != _DEFINITIONS and sealed.is_within(
                self.dataset, record, self.seal.as_of
            )
            if told and name not in self.then and sealed.compares(self.then, name[0]):
                yield from self._added(name, record)

    def _changed(
        self, name: Name, record: Record, then: Mapping[str, str], place: int
    ) -> Iterator[Issue]:
        """Compare what each key of a record holds with what it held."""
        texts = sealed.texts(record, self.seal.as_of)
        for key in dict.fromkeys((*then, *texts)):
            text, held = texts.get(key, ""), then.get(key, "")
            chain = [each for each in self.corrections.get(name, ()) if each.key == key]
            if chain:
                yield from _chained(chain, held, text)
            elif held != _digest(text):
                message = (
                    f"{key}：{_since(self.seal)}改了，没有更正；请改回去，或在{self._file()}加一条："
                    f"台账 {name[0]}，记录 {name[1]}，键 {key}，原值照封存时的写，新值写 {text or NOTHING}"
                )
                yield self._at(record, place, message, field=record.field_of(key) or "")

    def _missing(self, name: Name, place: int) -> Iterator[Issue]:
        if any(each.change == _REMOVED for each in self.corrections.get(name, ())):
            return
        lost = name[0] in self.dataset.lost
        if lost and self.dataset.folder is None:
            return  # that it cannot be read is an error of its own
        what = "读不出了" if lost else "没有了"
        message = (
            f"{_since(self.seal)}，{name[0]}“{name[1]}”{what}；请恢复，或在{self._file()}加一条："
            f"台账 {name[0]}，记录 {name[1]}，改动 {_REMOVED}"
        )
        yield self.seal.issue(message, "records", place, code="seal.missing")

    def _added(self, name: Name, record: Record) -> Iterator[Issue]:
        if any(each.change == _ADDED for each in self.corrections.get(name, ())):
            return
        message = (
            f"{_since(self.seal)}添了{name[0]}“{name[1]}”，没有更正；请删去，或在{self._file()}加一条："
            f"台账 {name[0]}，记录 {name[1]}，改动 {_ADDED}"
        )
        yield self._at(record, 0, message, code="seal.added")

    def _at(
        self, record: Record, place: int, message: str, field: str = "", code: str = ""
    ) -> Issue:
        """Return an issue in the folder of the seal: where an earlier one holds the record, at the seal."""
        if record.folder in (None, self.seal.folder):
            return record.issue(message, *filter(None, [field]), code=code)
        return self.seal.issue(message, "records", place, code=code)

    def _file(self) -> str:
        return f" data/{self.seal.folder}/更正.yml "


def _since(seal: Seal) -> str:
    return f"{day(seal.day)}封存（{seal.document}）以后"


def _chained(chain: Sequence[Correction], then: str, now: str) -> Iterator[Issue]:
    """Compare corrections, one after the other, with what was sealed (a digest) and what there is."""
    held, before = then, "封存时的"
    for each in chain:
        if _digest(each.old) != held:
            message = f"原值：“{each.old}”和{before}不同；请照{before}写，没有的写 {NOTHING}"
            yield each.issue(message, "old", code="seal.correction")
        held, before = _digest(each.new), "上一次更正的新值"
    if held != _digest(now):
        message = f"新值：“{chain[-1].new}”和现在的不同，现在是 {now or NOTHING}；请核对"
        yield chain[-1].issue(message, "new", code="seal.correction")


def _digest(text: str | None) -> str:
    """Return the digest of a value; nothing for what held nothing."""
    return "" if not text or text == NOTHING else sealed.digest(text)


@rule("seal.correction")
def a_correction_tells_of_what_was_sealed(dataset: Dataset) -> Iterator[Issue]:
    """A correction names a sealed record or figure, and says all of what was changed."""
    found = _sound(dataset)
    sealed_once = [*dataset.of(Seal), *(e for e in dataset.of(SealEntry) if e.year == dataset.year)]
    if sealed_once and not found:
        return  # the seal itself is told
    for each in dataset.of(Correction):
        if each.document and not each.figure:
            message = "文件：记录是各份公文共用的，更正记录不写“文件”；请删去这一行"
            yield each.issue(message, "document")
            continue
        if lacking := _lacking(each):
            yield each.issue(f"改动“{each.change}”要写“{lacking}”；请加一行 {lacking}: …")
            continue
        earlier = [seal for seal in found if seal.day <= each.date]
        if not any(_holds(dataset, seal, each) for seal in earlier):
            yield each.issue(_not_sealed(each, found), "date" if found else "reason")
        elif message := _nothing_changed(dataset, each):
            yield each.issue(message, "change")


def _lacking(each: Correction) -> str:
    """Return the first key that a correction lacks; nothing where it has all."""
    needed = [] if each.figure else ["source", "record"]
    needed += ["old", "new"] if each.change == _MENDED else []
    needed += ["key"] if each.change == _MENDED and not each.figure else []
    return next((each.key_of(field) for field in needed if not getattr(each, field)), "")


def _holds(dataset: Dataset, seal: Seal, each: Correction) -> bool:
    """Whether a seal tells of what a correction corrects."""
    if each.figure:
        known = dataset.words(_DEFINITIONS).get(each.figure)
        told = isinstance(known, FigureDefinition) and sealed.of_figure(seal, known)
        return bool(told) and sealed.tells_of(dataset, each, seal)
    records = sealed.read(seal.records)
    ledgers = {ledger for ledger, _ in records}
    return (
        each.source in ledgers if each.change == _ADDED else (each.source, each.record) in records
    )


def _not_sealed(each: Correction, seals: Sequence[Seal]) -> str:
    where = f"{each.document}的" if each.document else ""
    what = f"{where}指标“{each.figure}”" if each.figure else f"{each.source}“{each.record}”"
    if not seals:
        return "这一年还没有封存，不用更正；请直接改台账，删去这一条"
    return f"{day(each.date)}以前没有封存{what}；请核对日期和编号，没有封存的直接改台账，删去这一条"


def _nothing_changed(dataset: Dataset, each: Correction) -> str:
    there = (each.source, each.record) in sealed.named(dataset, filter(None, [each.source]))
    if each.change == _ADDED and not there:
        return f"补记的{each.source}“{each.record}”台账里没有；请核对编号"
    if each.change == _REMOVED and there:
        return f"{each.source}“{each.record}”还在台账里；请删去那条记录，或删去这一条更正"
    return "原值和新值相同，没有更正什么；请核对" if each.old and each.old == each.new else ""


@rule("edition.hidden")
def a_correction_is_for_those_who_see_the_record(dataset: Dataset) -> Iterator[Issue]:
    """What was corrected is told to nobody who may not see it."""
    for each in dataset.of(Correction):
        due = _audience(dataset, each)
        if not sees(each.readers, due):
            message = f"更正的内容{readers(due)}；请给这一条加一行 可见: {due}"
            yield each.issue(message, "document" if each.document else "record")


def _audience(dataset: Dataset, each: Correction) -> str:
    """Return for whom the document is, or the record and the key of it, that a correction tells of."""
    if each.document:
        return narrowest(own.readers for own in dataset.documents if own.name == each.document)
    name = (str(each.source), str(each.record))
    record = sealed.named(dataset, [name[0]]).get(name)
    then = [found.readers for seal in dataset.of(Seal) if (found := _told(seal, name))]
    if record is None:
        return narrowest(then)
    field = record.field_of(each.key or "")
    return narrowest(
        (record.readers, audience_of_key(type(record), field) if field else EDITIONS[0])
    )


def _told(seal: Seal, name: Name) -> sealed.Sealed | None:
    return sealed.read(seal.records).get(name)


def audience_of_key(kind: type[Part], field: str) -> str:
    """Return the widest edition that shows all that a field holds."""
    group = part_of(kind, kind.key_of(field))
    inner = next(each for each in EDITIONS if group is None or not hides(group, each))
    return narrowest((audience_of(kind, field), inner))


def check_values(dataset: Dataset, totals: Mapping[str, Figure]) -> list[Issue]:
    """Return where a figure is not what was sealed and corrected; ``totals`` are those of all records.

    Every year is asked by its own definitions.
    """
    found = list(_values(dataset, {figure.id: figure for figure in totals.values()}))
    earlier: tuple[tuple[int, State], ...] = ()
    for year, other in sorted({**dataset.beside, dataset.year or 0: dataset}.items()):
        state = state_of(other)
        if other is not dataset and other.of(Seal):
            found += _values_in_folder(state, earlier)
        earlier = (*earlier, (year, state))
    return [*found, *_frozen_otherwise(dataset)]


@remembered
def _values_in_folder(state: State, earlier: tuple[tuple[int, State], ...]) -> tuple[Issue, ...]:
    """Do the same for the folder of a year: an old year is computed again only if it changed."""
    own = of_state(state)
    own = with_records(own, own.records, {year: of_state(each) for year, each in earlier})
    return tuple(_values(own, {figure.id: figure for figure in compute(own)[0].values()}))


def _values(dataset: Dataset, figures: Mapping[str, Figure]) -> Iterator[Issue]:
    definitions = {each.id: each for each in dataset.of(FigureDefinition)}
    for seal in _sound(dataset):
        last = {each.id: each for each in seal.figures}  # what the narrowest edition shows
        own = figures if seal.document == dataset.document_name else in_time_of(dataset, seal)
        for id_, then in last.items():
            definition, now = definitions.get(id_), own.get(id_)
            if definition is None or (now and sealed.counts_shared(now)):
                continue  # that a definition is missing is told with the records
            chain = sealed.corrections(dataset, seal, definition)
            told = Sealing(seal, then, tuple(chain))
            yield from _value(told, definition, now, sealed.of_paper(dataset, seal))


@rule("seal.document")
def a_sealed_document_stays_registered(dataset: Dataset) -> Iterator[Issue]:
    """A sealed document is still among the documents of its year, in the time that was sealed."""
    if Paper.ledger.name in dataset.lost:
        return
    for seal in _sound(dataset) if dataset.folder is None else ():
        found = next((each for each in dataset.documents if each.name == seal.document), None)
        then = (seal.period, seal.as_of)
        if found is None:
            message = f"封存的公文“{seal.document}”没有登记了；请恢复它在 公文/ 里的文件"
            yield seal.issue(message, "document")
        elif (found.period, found.as_of) != then and not found.is_yearly:
            message = (
                f"{_since(seal)}，报告期、统计截止改了；请照封存的改回去，另一段时间的请另登记一份"
            )
            yield found.issue(message, "period")


def _value(
    told: Sealing, definition: FigureDefinition, now: Figure | None, of_paper: bool
) -> Iterator[Issue]:
    shown = figure_text(now) if now else "算不出"
    if chain := told.corrections:
        old = sealed.digest(told.figure.shown)
        yield from _chained(chain, old, shown)
    elif now is None or now.value != told.value:
        document = f"文件 {told.seal.document}，" if of_paper else ""
        exactly = f"（{exact(now.value)}）" if now and shown == told.figure.shown else ""
        message = (
            f"指标“{definition.name}”{day(told.seal.day)}封存（{told.seal.document}）时是 "
            f"{told.figure.shown}，现在是 {shown}{exactly}，没有更正；"
            f"请查{_suspected(now)}改了，或在 data/{told.seal.folder}/更正.yml 加一条："
            f"指标 {definition.name}，{document}原值 {told.figure.shown}，新值 {shown}"
        )
        yield definition.issue(message, code="seal.value")


def _suspected(now: Figure | None) -> str:
    """Name the frozen value that a figure tells; of one that counts it is not known which record."""
    told = (each.place() for each in (now.records if now else ()) if isinstance(each, Frozen))
    return next((f"定格的数（{at.path} 第 {at.line} 行）是不是" for at in told), "是哪条记录")


def _frozen_otherwise(dataset: Dataset) -> Iterator[Issue]:
    """Yield the values of last year that are frozen by hand, and otherwise sealed."""
    year = (dataset.year or 0) - 1
    if (other := dataset.beside.get(year)) is None or not other.of(Seal):
        return
    words = dataset.words(_DEFINITIONS)
    for each in dataset.of(Frozen):
        known = words.get(each.figure)
        if not isinstance(known, FigureDefinition):
            continue
        told = sealed.sealing_of(other, known, dataset.document_name)
        if told is None:
            continue
        now = of_folder(dataset, None, year).get(told.figure.id) if told.corrections else None
        value = now.value if now else told.value
        if Fraction(each.value) != value:
            message = (
                f"值：{each.value} 和封存的 {exact(value)} 不同；封存了的不用再写，请删去这一条"
            )
            yield each.issue(message, "value", code="seal.frozen")
