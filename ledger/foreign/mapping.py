"""Which column of a foreign sheet is which key: as a mapping tells, or as its words make it likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from ledger.alike import shared
from ledger.exchange.cells import plain
from ledger.exchange.columns import Column, Form, tables_of
from ledger.foreign import words
from ledger.foreign.choosing import choices, likely
from ledger.foreign.days import When
from ledger.foreign.heading import Table
from ledger.foreign.values import Asked, is_blank, pieces, understood
from ledger.issues import Mistake
from ledger.language.signs import visible
from ledger.reading.sheets import Cell
from ledger.records.base import LedgerType, Numbered, Record
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS
from ledger.records.fields import Listed, Ref, chosen_from, mark_of
from ledger.records.types.declared import SheetMapping
from ledger.wordlists import letters

#: the folder of the mappings, from the root
FOLDER = "data/导入对照"
#: so many cells of a column are looked at, and so many of its texts are shown
_LOOKED_AT, _EXAMPLES = 12, 3
#: how likely a column is a key: by words that are the same, mean the same, or hold each other
_SAME, _ALIKE, _HELD, _NEAR = 10.0, 8.0, 5.0, 2.0
_READ, _LEAST = 4.0, 3.0


class Target(NamedTuple):
    """Where a sheet goes: a ledger of a year, with the data of that year."""

    ledger: LedgerType
    year: int
    dataset: Dataset
    when: When


@lru_cache(maxsize=128)
def columns_of(ledger: LedgerType) -> Mapping[str, Column]:
    """Return the columns of a ledger that one cell can fill, by their heads."""
    own = tables_of(ledger, EDITIONS[-1]).records.columns
    return {each.head: each for each in own if each.form is not Form.WRITTEN}


def keyed(mapping: SheetMapping) -> frozenset[str]:
    """Return the heads of the columns that a mapping takes."""
    return frozenset(each.head for each in mapping.heads if each.key)


def asked_of(mapping: SheetMapping, target: Target) -> dict[str, Asked]:
    """Return what is known of each column that a mapping takes, by its head."""
    known = columns_of(target.ledger)
    found = {}
    for each in mapping.heads:
        if each.key and each.key in known:
            told = {word.text: word.meant for word in each.words}
            found[each.head] = asked(known[each.key], each.head, target, told)
    return found


def asked(column: Column, head: str, target: Target, told: Mapping[str, str | None] = {}) -> Asked:
    """Return what is known of a column."""
    year = target.year if target.ledger.yearly else None
    known = choices(column, target.dataset, year)
    return Asked(column, head, target.when, known, told, words.money_of(head))


@dataclass
class Guess:
    """A column of a sheet: how many cells it has, some of them, and the key that it likely is.

    ``unclear`` are texts that stand for none of the key's words, with the likely ones.
    """

    head: str
    filled: int
    examples: list[str]
    column: Column | None = None
    unclear: dict[str, list[str]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)


@dataclass
class Proposal:
    """How a sheet is likely read: its columns, and the keys that every record needs and none has."""

    target: Target
    guesses: list[Guess]
    always: dict[str, str] = field(default_factory=dict)

    @property
    def lacking(self) -> list[Column]:
        """The needed keys that no column is."""
        taken = {each.column.head for each in self.guesses if each.column} | self.always.keys()
        number = Numbered.key_of("id")
        known = columns_of(self.target.ledger).values()
        return [c for c in known if c.required and c.head not in taken and c.head != number]

    @property
    def read(self) -> list[Guess]:
        """The columns that are keys."""
        return [each for each in self.guesses if each.column]


def proposed(table: Table, target: Target) -> Proposal:
    """Return how a sheet is likely read."""
    guesses = _matched(table, target)
    for each in guesses:
        look_at(table, each, target)
    return Proposal(target, guesses)


def _matched(table: Table, target: Target) -> list[Guess]:
    """Return the columns of a sheet, each with the key that it likely is."""
    guesses = [_guess(table, head, column) for head, column in table.head.columns.items()]
    by_head = {each.head: each for each in guesses}
    known = columns_of(target.ledger)
    scores = sorted(_scores(table, target, known), key=lambda each: -each[0])
    taken: set[str] = set()
    for _, head, key in scores:
        if by_head[head].column is None and key not in taken:
            by_head[head].column = known[key]
            taken.add(key)
    _headline(table, target, by_head, taken)
    return guesses


def likeliest(table: Table, targets: Iterable[Target]) -> list[str]:
    """Return the ledgers that a sheet is likely of, the likeliest first."""
    found = []
    for target in targets:
        proposal = Proposal(target, _matched(table, target))
        found.append((len(proposal.read) - len(proposal.lacking), target.ledger.name))
    return [name for many, name in sorted(found, key=lambda each: -each[0]) if many > 1]


def look_at(table: Table, guess: Guess, target: Target) -> None:
    """Note which texts of a column stand for none of the words of its key."""
    guess.unclear.clear()
    if guess.column is None:
        return
    known = asked(guess.column, guess.head, target)
    if known.choices is None:
        return
    for text in dict.fromkeys(cell.text.strip() for cell in cells_of(table, guess.head)):
        if not _is_clear(known, Cell(text)):
            for piece in pieces(known, text):
                if not _is_clear(known, Cell(piece)):
                    guess.unclear.setdefault(piece, likely(known.choices, piece))


def _is_clear(known: Asked, cell: Cell) -> bool:
    try:
        understood(known, cell)
    except Mistake:
        return False
    return True


def cells_of(table: Table, head: str) -> list[Cell]:
    """Return the cells of a column that are not merged ones seen again."""
    column = table.head.columns[head]
    found = (line.cells[column] + (line.number,) for line in table.records if column in line.cells)
    return [cell for cell, at, row in found if at == row]


def _guess(table: Table, head: str, column: int) -> Guess:
    texts = dict.fromkeys(" ".join(cell.text.split()) for cell in cells_of(table, head))
    return Guess(head, table.filled(column), [*texts][:_EXAMPLES])


def _scores(
    table: Table, target: Target, known: Mapping[str, Column]
) -> Iterator[tuple[float, str, str]]:
    heads = [head for head in table.head.columns if not words.is_ordinal(head)]
    cells = {head: _distinct(table, head) for head in heads}
    for key, column in known.items():
        about = asked(column, "", target)
        quick = replace(about.choices, offers=False) if about.choices else None
        for head in heads:
            own = replace(about, head=head, choices=quick)
            score = _score(own, cells[head])
            if score >= _LEAST:
                yield score, head, key


def _distinct(table: Table, head: str) -> list[Cell]:
    """Return some cells of a column that say different things."""
    cells = {cell.text: cell for cell in cells_of(table, head) if not is_blank(cell.text)}
    return [*cells.values()][:_LOOKED_AT]


def _score(own: Asked, cells: Sequence[Cell]) -> float:
    """Return how likely a column is a key: by the words, and by what its cells hold."""
    column, said = own.column, _by_words(own.head, own.column)
    if column.field in ("id", "readers") and said < _SAME:
        return 0
    if not is_closed(column) and (not said or column.form in (Form.TEXT, Form.ITEMS)):
        return said
    share = _read(own, cells)
    if not said:
        return _READ * share if share >= 0.9 and len(cells) > 1 else 0
    return said + _READ * share if share >= 0.5 or said >= _ALIKE else 0


def is_closed(column: Column) -> bool:
    """Whether a column holds words of a list, or names."""
    return chosen_from(column.kind, column.field) or bool(mark_of(column.kind, column.field, Ref))


def _by_words(head: str, column: Column) -> float:
    said = words.variants(head)
    names = words.variants(column.head) if len(column.way) == 1 else [letters(column.head)]
    if listed := mark_of(column.kind, column.field, Listed):
        names.append(letters(listed.list))
    if said[:1] == names[:1]:
        return _SAME + 1
    if not {*said}.isdisjoint(names):
        return _SAME
    groups = words.shipped().heads
    if any(not group.isdisjoint(said) and not group.isdisjoint(names) for group in groups):
        return _ALIKE
    if any(one in other or other in one for one in said for other in names if min(len(one), len(other)) > 1):  # fmt: skip
        return _HELD
    return _NEAR if any(shared(one, other) for one in said for other in names) else 0


def _read(known: Asked, cells: Sequence[Cell]) -> float:
    """Return which share of cells can be read as a column's."""
    return sum(_is_clear(known, cell) for cell in cells) / max(1, len(cells))


def _headline(table: Table, target: Target, by_head: Mapping[str, Guess], taken: set[str]) -> None:
    """Take the column with the longest texts for what a record is about, where no word tells it."""
    kind: type[Record] = target.ledger.record
    key = kind.key_of(kind.headline) if kind.headline else ""
    column = columns_of(target.ledger).get(key)
    if column is None or key in taken or column.form is not Form.TEXT or is_closed(column):
        return
    free = [
        each for each in by_head.values() if not each.column and not words.is_ordinal(each.head)
    ]
    lengths = {e.head: sum(len(c.text) for c in cells_of(table, e.head)) for e in free}
    longest = max(lengths, key=lambda head: lengths[head], default="")
    if longest and lengths[longest] >= 4 * max(1, by_head[longest].filled):
        by_head[longest].column = column


def written(proposal: Proposal, file: str) -> str:
    """Return the file of a mapping."""
    lines = [
        f"# {proposal.target.ledger.name}：表里的哪一栏是哪个键。由 {visible(file)} 的栏名得来，改对了再用。",
        "# 不写键的一栏不取；格里的词和台账的不一样，在“值”里写明是哪个，不写“是”的不取。",
        f"台账: {plain(proposal.target.ledger.name)}",
        "栏:",
        *map(_line, proposal.guesses),
    ]
    if proposal.always:
        lines.append("都是:")
        lines += [f"  - {{键: {plain(k)}, 写: {plain(v)}}}" for k, v in proposal.always.items()]
    lines += [
        f"# 还缺必填的“{column.head}”；每一条都一样的，写 都是: [{{键: {plain(column.head)}, 写: …}}]"
        for column in proposal.lacking
    ]
    return "\n".join([*lines, ""])


def _line(guess: Guess) -> str:
    """Return the line of a column. Texts that nobody mapped stay out of the file: they may be names."""
    key = f", 键: {plain(guess.column.head)}" if guess.column else ""
    pairs = [
        f"{{写: {plain(text)}{f', 是: {plain(meant)}' if meant else ''}}}"
        for text, meant in guess.told.items()
    ]
    told = f", 值: [{', '.join(pairs)}]" if pairs else ""
    return f"  - {{表头: {plain(guess.head)}{key}{told}}}"


def fitting(mappings: Sequence[SheetMapping], heads: Iterable[str]) -> SheetMapping | None:
    """Return the mapping whose columns a sheet has, of several that with the most of them.

    Raises ``Mistake`` where two have as many.
    """
    own = {*heads}
    fit = [each for each in mappings if keyed(each) and keyed(each) <= own]
    most = max((len(keyed(each)) for each in fit), default=0)
    best = [each for each in fit if len(keyed(each)) == most]
    if len(best) > 1:
        names = "、".join(each.name for each in best)
        raise Mistake(f"有几份对照都合这张表：{names}；请加 --mapping 名称")
    return best[0] if best else None


def nearest(mappings: Sequence[SheetMapping], heads: Iterable[str]) -> SheetMapping | None:
    """Return the mapping that knows most of the heads of a sheet, half of its own at least."""
    own = {*heads}
    found = [
        (len(keyed(each) & own) / len(keyed(each)), each.name) for each in mappings if keyed(each)
    ]
    share, name = max(found, default=(0.0, ""))
    return next((each for each in mappings if each.name == name), None) if share >= 0.5 else None


def follow(proposal: Proposal, known: SheetMapping) -> None:
    """Read the columns that a mapping knows as it does, with the words that it tells."""
    columns = columns_of(proposal.target.ledger)
    told = {each.head: each for each in known.heads}
    for guess in proposal.guesses:
        each = told.get(guess.head)
        if each and each.key and each.key in columns:
            for other in proposal.guesses:
                other.column = None if other.column is columns[each.key] else other.column
            guess.column = columns[each.key]
            guess.told = {word.text: word.meant or "" for word in each.words}
    proposal.always = {each.key: each.value for each in known.always}
