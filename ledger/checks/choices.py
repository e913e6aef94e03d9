"""What an author chose for a spot -> what is written in its place; what cannot be is said at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from ledger.issues import Issue, LedgerError, Mistake, nearest, unknown
from ledger.pages import words
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.prose import calls
from ledger.records import source
from ledger.records.dataset import TITLED
from ledger.records.types.indicators import FigureDefinition
from ledger.records.types.mechanisms import Mechanism
from ledger.records.types.official import AS_IS, NEW_FIGURE, OF_LAST_YEAR, Adopted

_NUMBER = Pattern("[1-3]")
_CALL = Pattern(r"\A(?:\{\{ *)?([a-z_]+\(.*\))(?: *\}\})?")
#: the path of what a clerk typed for a single item
_HERE = "定义"
#: the key of the name of a figure
_NAME = FigureDefinition.key_of("name")


@dataclass(frozen=True)
class Choice:
    """What is written in the place of a spot: a ``word``, or as it is; with the figure it needs.

    ``said`` is the choice in full. What is ``of_last_year`` goes with its sentence.
    """

    said: str
    word: str = ""
    definition: str = ""
    of_last_year: bool = False

    @property
    def name(self) -> str:
        """The name of the figure that it says."""
        return self.word.removeprefix('figure("').removesuffix('")')


class Chooser:
    """Reads choices against a project."""

    def __init__(self, project: Project) -> None:
        self.project, self.dataset = project, project.dataset

    def read(self, record: Adopted) -> Choice | None:
        """Return what was chosen; None where nothing was. Raises ``Mistake`` for what is no choice."""
        typed = (record.choice or "").strip()
        if not typed:
            return None
        if _NUMBER.fullmatch(typed):
            if int(typed) > len(record.proposals):
                raise Mistake(f"没有建议 {typed}；有 {len(record.proposals)} 个", "adopted.choice")
            typed = record.proposals[int(typed) - 1]
        if typed == AS_IS:
            return Choice(AS_IS)
        if typed == OF_LAST_YEAR:
            return Choice(OF_LAST_YEAR, of_last_year=True)
        if typed == NEW_FIGURE:
            return self._new(record)
        return self._called(typed) or self._named(typed)

    def _new(self, record: Adopted) -> Choice:
        """Return the choice of a new figure; raises ``Mistake`` where its definition cannot be read."""
        if not record.definition:
            message = "这一处没有“定义”；已经写进 figures.yml 的指标，“选”写它的名称"
            raise Mistake(message, "adopted.choice")
        name = str(entry(record.definition).get(_NAME, ""))
        if not name or '"' in name:
            raise Mistake(f"定义：缺少“{_NAME}”；请加一行 {_NAME}: …", "adopted.definition")
        return Choice(NEW_FIGURE, f'figure("{name}")', record.definition)

    def _called(self, typed: str) -> Choice | None:
        """Return a word of the text, which must be one that an author may write."""
        match = _CALL.fullmatch(typed)
        if not match:
            return None
        call = f"{{{{ {match[1]} }}}}"
        found, wrong = calls.scan(call, "")
        if wrong:
            raise Mistake(wrong[0].message, "adopted.choice")
        for each in found:
            each.bind(self._words)()
        return Choice(match[1], match[1])

    @cached_property
    def _words(self) -> calls.Words:
        return words.words(self.project)

    def _named(self, typed: str) -> Choice:
        """Return the word for a name of the data; raises ``Mistake`` for one that is none."""
        if typed not in self._words_of_names:
            raise Mistake(_unknown(typed, self._words_of_names), "adopted.choice")
        word = self._words_of_names[typed]
        return Choice(word, word)

    @cached_property
    def _words_of_names(self) -> dict[str, str]:
        return dict(self._names())

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield each name of the data that a text may say, and by which word."""
        unit = self.project.unit
        for key in (*unit.all_keys(), *unit.more):
            yield key, f'unit("{key}")'
        for ledger, word in (
            (Mechanism.ledger.name, "topic"),
            *((each, "document") for each in reversed(TITLED)),
            (FigureDefinition.ledger.name, "figure"),
        ):
            for name in self.dataset.words(ledger):
                yield name, f'{word}("{name}")'


def entry(definition: str) -> source.Mapping:
    """Return a definition as an entry of figures.yml; raises ``Mistake`` where it is none."""
    value, wrong = source.parse(definition, _HERE)
    entries = value if isinstance(value, list) else [value]
    if wrong or len(entries) != 1 or not isinstance(entries[0], source.Mapping):
        said = wrong[0].message if wrong else "写成 figures.yml 里一条的样子"
        raise Mistake(f"定义：{said}", "adopted.definition")
    return entries[0]


def _unknown(typed: str, named: dict[str, str]) -> str:
    if nearest(typed, named):
        return unknown("名称", typed, named)
    return f"不认识“{typed}”；写 1、2、3，指标、文件、会议的名称，正文的一个词，{AS_IS}，{OF_LAST_YEAR}"


def read_all(project: Project, records: Sequence[Adopted]) -> dict[str, Choice]:
    """Return the choice of each item that has one, by its word; raises ``LedgerError`` with all faults."""
    chooser = Chooser(project)
    found: dict[str, Choice] = {}
    wrong: list[Issue] = []
    for record in records:
        try:
            if choice := chooser.read(record):
                found[record.id] = choice
        except Mistake as mistake:
            field = "definition" if mistake.code == "adopted.definition" else "choice"
            wrong.append(mistake.at(record.place(field), "" if field == "definition" else "选："))
    if wrong:
        raise LedgerError(wrong)
    return found


def check(project: Project, records: Iterable[Adopted]) -> Iterator[Issue]:
    """Yield each 选 that cannot be read, in the list of each document; ``project`` shows all records."""
    documents = {each.report.name: each for each in project.every_document}
    lists: dict[str, list[Adopted]] = {}
    for record in records:
        lists.setdefault(PurePosixPath(record.place().path).stem, []).append(record)
    for name, own in lists.items():
        try:
            read_all(documents.get(name, project), own)
        except LedgerError as error:
            yield from error.issues
