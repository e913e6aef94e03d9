"""What every record is: Chinese keys for English fields, and the place where it was typed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self, get_args

from ledger.issues import Issue, Place
from ledger.patterns import Pattern
from ledger.records.fields import (
    EDITIONS,
    Choice,
    Identifier,
    Line,
    Ref,
)
from ledger.records.model import Field, FieldInfo, Model
from ledger.records.source import Mapping, place_of
from ledger.remembered import Same
from ledger.wordlists import Known, Role

PostRef = Annotated[Line, Ref("岗位")]
UnitRef = Annotated[Line, Ref("机构")]
DocumentRef = Annotated[Line, Ref("文件会议")]
FigureRef = Annotated[Line, Ref("指标")]
InstrumentRef = Annotated[Line, Ref("法规")]
#: of each role of 状态 that comes about on a day: the field of ``later`` that holds it, and the role
#: of the 状态 before; None is any of those that come about on no day
States = dict[Role, tuple[str, Role | None]]
#: how the path of a file begins that lies in the folder of a year
_YEAR = Pattern("data/([0-9]{4})/")
#: names of fields, and pairs of them
Names = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]
#: a field, and others of which something holds together
Sums = tuple[tuple[str, Names], ...]
#: a field, and what others must hold for it to be needed: each of them one of some words
Needs = tuple[tuple[str, tuple[tuple[str, Names], ...]], ...]
#: of each role of 状态: the fields of which something holds then
Proofs = dict[Role, Names]


class Part(Model):
    """A group of values inside a record."""

    #: the units of the fields with a number that have one, as 万元
    units: ClassVar[Map[str, str]] = {}

    @classmethod
    def field_of(cls, key: str) -> str | None:
        """Return the field that the Chinese key stands for."""
        return _fields(cls).get(key)

    @classmethod
    def all_keys(cls) -> list[str]:
        """Return the Chinese keys in their order."""
        return list(_keys(cls).values())

    @classmethod
    def key_of(cls, field: str) -> str:
        """Return the Chinese key of a field."""
        return _keys(cls)[field]


@cache
def _keys(kind: type[Part]) -> dict[str, str]:
    """Return the Chinese key of each field."""
    return {name: info.alias for name, info in kind.model_fields.items()}


@cache
def _fields(kind: type[Part]) -> dict[str, str]:
    """Return the field of each Chinese key, the first of those that share one."""
    return {key: field for field, key in reversed(_keys(kind).items())}


@cache
def part_of(model: type[Model], key: str) -> type[Part] | None:
    """Return the type of the group of values that a key holds, if it holds one."""
    for info in model.model_fields.values():
        if info.alias == key:
            for kind in (info.annotation, *get_args(info.annotation)):
                if isinstance(kind, type) and issubclass(kind, Part):
                    return kind
    return None


@cache
def folder_of(path: str) -> int | None:
    """Return the year of the folder in which a file lies, by its path from the root; None for none."""
    found = _YEAR.match(path)
    return int(found[1]) if found else None


class Record(Same, Part):
    """One entry of a ledger; it remembers where it was typed.

    The attributes say all that the house knows of a ledger beside its fields: names of fields,
    words, yes or no, so that a ledger can be told in data as well.
    """

    #: the ledger that holds such records; of a type that no ledger holds there is none
    ledger: ClassVar[LedgerType]
    #: the field that alone may be written, as a text in place of a group
    brief: ClassVar[str] = ""
    #: the field that says in one line what the record is about
    headline: ClassVar[str] = ""
    #: the field (a day, a month or a quarter) that places the record in the year
    when: ClassVar[str | None] = None
    #: the fields (a day, or a group with one) that are filled in when something is done later
    later: ClassVar[tuple[str, ...]] = ()
    #: the 状态 that come about on a day
    since: ClassVar[States] = {}
    #: of a matter without 状态: the field of ``later`` with the day on which it is over
    ends: ClassVar[str | None] = None
    #: more fields (groups or lists with a day) that are filled in later, without changing the rest
    afterwards: ClassVar[Names] = ()
    #: the fields (a day or a month) that lie within the report's year
    in_year: ClassVar[Names] = ()
    #: pairs of fields with a day: the second is not before the first, and not written without it
    order: ClassVar[Pairs] = ()
    #: a field with a number that counts some of what the others count together
    some_of: ClassVar[Sums] = ()
    #: fields in which, taken together, no two records hold the same; several such groups
    unique: ClassVar[tuple[Names, ...]] = ()
    #: fields of which at least one is filled in; several such groups
    one_of: ClassVar[tuple[Names, ...]] = ()
    #: the fields that must be filled in where others hold some words
    needs: ClassVar[Needs] = ()
    #: the fields that must be filled in where the 状态 has a role
    proofs: ClassVar[Proofs] = {}
    #: the fields whose numbers are equal where the 状态 has a role
    equal: ClassVar[Proofs] = {}
    #: the fields with a number that says something of several records when it is added up
    sums: ClassVar[Names] = ()
    #: the field (a day or a month) with the time by which something is to be done
    limit: ClassVar[str | None] = None
    #: the fields that name the posts and organs who answer for it, the first of them first
    answers: ClassVar[Names] = ()
    #: the field that names another record of the ledger that tells of the same event
    same_as: ClassVar[str | None] = None
    #: whether others name its records by 名称 or 简称, which no two records may share
    by_name: ClassVar[bool] = False
    #: whether it tells of rules, not of cases: it may say what a clue is, and speak of 某人
    of_rules: ClassVar[bool] = False
    #: whether it tells what others say and do: a name in it is no proof that the bureau knows it
    of_others: ClassVar[bool] = False
    #: whether the product writes it: its texts were asked where people wrote them
    by_product: ClassVar[bool] = False
    #: whether it is a list that authors work through: no edition has any of it
    for_authors: ClassVar[bool] = False
    #: whether it tells of what its own folder holds: no other year reads it
    at_home: ClassVar[bool] = False
    #: whether each year does the same again: what repeats an earlier year is no sign of a copy
    recurs: ClassVar[bool] = False
    #: whether each is a number that others counted: a figure takes one as it is, and counts none
    of_totals: ClassVar[bool] = False
    #: the fields whose texts the report prints: they state no quantity
    quoted: ClassVar[tuple[str, ...]] = ()
    #: what stands above its records, in a sentence
    intro: ClassVar[str] = ""
    #: the fields that its table shows at first; without any, all
    columns: ClassVar[Names] = ()
    #: the field by whose words the page parts the records
    grouped: ClassVar[str | None] = None
    #: the fields that the bureau added to a ledger of the code, and whether its own page shows them
    added: ClassVar[Names] = ()
    shows_added: ClassVar[bool] = False
    #: the drawings above its records, or the way to them, by name (``ledger.pages.drawings``)
    drawn: ClassVar[Names] = ()
    #: whether a mechanism may list its records (清单)
    listed: ClassVar[bool] = True
    #: the page, below docs/, that shows a record; any but the default is made by a module of its own
    page: ClassVar[str] = "ledgers/{slug}.md"
    #: the page from which all records are reached, where it is not ``page``
    overview: ClassVar[str] = ""

    #: for whom the whole record is; a narrower edition shows it as well (``ledger.records.editions``)
    readers: Annotated[str, Choice(*EDITIONS)] = Field(
        alias="可见", description="这一条给谁看，不写是全员", default=EDITIONS[0]
    )

    _source = Mapping()

    @classmethod
    def _ordered(cls, fields: dict[str, FieldInfo]) -> dict[str, FieldInfo]:
        """Name the key that all ledgers share after a ledger's own keys."""
        shared = fields.pop("readers")
        return {**fields, "readers": shared}

    @classmethod
    def from_source(cls, source: Mapping, known: Known | None = None) -> Self:
        """Build a record; a type with words of lists (``Listed``) needs them. Raises ``Faults``."""
        record = cls.model_validate(source, known)
        record._source = source
        return record

    def typed_as(self, entry: Mapping) -> bool:
        """Whether the record was typed with the same keys and values as an entry."""
        return self._source == entry

    def place(self, *path: str | int) -> Place:
        """Return where a field's value was typed, or the record where the field was not."""
        value: Any = self._source
        for step in path:
            if isinstance(step, int):
                value = value[step] if isinstance(value, list) else value
            else:
                key = _keys(type(self)).get(step, step)
                value = value.get(key, value)
        return place_of(value, self._source.place)

    @property
    def anchor(self) -> str:
        """The record's id; it is the anchor of its row on the ledger's page.

        Without an id it is made of what everybody reads of the record: a line's number would tell
        how many hidden records stand above it.
        """
        return str(getattr(self, "id", None) or f"row-{self._digest}")

    @property
    def folder(self) -> int | None:
        """The year of the folder in which the record lies; None where it lies in none."""
        return folder_of(self._source.place.path)

    @property
    def _digest(self) -> str:
        fields = filter(None, (self.headline, self.when))
        said = "\n".join(str(getattr(self, field)) for field in fields)
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    @property
    def in_month(self) -> str | None:
        """The month that the record belongs to, as ``2021-03``; none where it tells a quarter."""
        value = str((getattr(self, self.when) if self.when else None) or "")
        return value[:7] if value[:1].isdigit() else None

    def issue(self, message: str, *path: str | int, code: str = "") -> Issue:
        """Return an issue at one of the record's fields."""
        return Issue(self.place(*path), message, code=code)


class Numbered(Record):
    """A record with an id that other records, anchors and addresses rely on."""

    id: Identifier = Field(alias="编号", description="小写字母、数字和“-”，不重复")


#: the files of a ledger that has one a month
MONTHS = tuple(f"{number:02}.yml" for number in range(1, 13))
#: a month's file, or that of one of several writers: 03.yml, 03-财务.yml
_OF_MONTH = Pattern(r"(0[1-9]|1[0-2])(?:-([^.]+))?\.yml")
#: how many folders stand before the path of such a file in its ledger: data/2021/履责记录
_ABOVE = 3


class MonthFile(NamedTuple):
    """A file of a month: the folder of its ledger, the month as ``03``, and the name of the part.

    A part has a folder of its own (财务/03.yml), or its name behind the month (03-财务.yml). The
    name is empty where the month has no parts.
    """

    home: str
    month: str
    part: str


@cache
def month_of(path: str) -> MonthFile | None:
    """Return the month's file that a path from the root names; None where it names none."""
    steps = path.split("/")
    *folders, name = steps[_ABOVE:] or [""]
    found = _OF_MONTH.fullmatch(name)
    if not found:
        return None
    parts = [*folders, found[2]] if found[2] else folders
    return MonthFile("/".join(steps[:_ABOVE]), found[1], "".join(parts)) if len(parts) < 2 else None


@dataclass(frozen=True)
class LedgerType:
    """A ledger: its records' type, the files that hold them ({year}: 报告年度), its address.

    A ``single`` ledger is one record that every bureau has; any other may have no file, which is
    the same as no records. Of a ``broken`` one the declaration is wrong: its files are not read.
    """

    name: str
    record: type[Record]
    files: str
    slug: str
    single: bool = False
    #: whether a new project may begin with a file of it
    offered: bool = True
    #: whether it begins with one where nobody says which ledgers are kept
    usual: bool = True
    #: whether each of its files is one record
    whole: bool = False
    #: whether it is declared in data, with or without records' type of the code
    declared: bool = False
    broken: bool = False

    def path_of(self, record: Record) -> str:
        """Return the page, below docs/, on which a record of the ledger has its row."""
        month = record.in_month if "{month}" in record.page else None
        return record.page.format(slug=self.slug, id=record.anchor, month=month)

    @property
    def overview(self) -> str:
        """The page from which its records are reached; empty for a ledger that is not shown."""
        return (
            (self.record.overview or self.record.page).format(slug=self.slug) if self.slug else ""
        )

    @property
    def takes_keys(self) -> bool:
        """Whether a bureau may add keys to it: its page shows whatever keys there are."""
        shown = self.record.page == Record.page or self.record.shows_added
        return bool(self.slug) and shown and not self.single

    @property
    def yearly(self) -> bool:
        """Whether its files lie in the folder of the year."""
        return self.files.startswith("{year}/")

    @property
    def of_a_year(self) -> bool:
        """Whether its files lie in the folder of the year, or of the one before."""
        return "{" in self.files

    @property
    def monthly(self) -> bool:
        """Whether it has a file for each month (``MONTHS``)."""
        of_months = "}/" in self.files and "*" in self.files
        return of_months and not (self.whole or self.record.for_authors)


class Ledgers(Same, Map[str, LedgerType]):
    """The ledgers by their names, in their order; each type of records knows its ledger."""

    def __init__(self, ledgers: Iterable[LedgerType]) -> None:
        self._ledgers = {ledger.name: ledger for ledger in ledgers}
        for ledger in self._ledgers.values():
            ledger.record.ledger = ledger

    def __getitem__(self, name: str) -> LedgerType:
        return self._ledgers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ledgers)

    def __len__(self) -> int:
        return len(self._ledgers)
