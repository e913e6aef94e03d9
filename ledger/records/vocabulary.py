"""Records of words -> the lists: the project's own, and the product's where it has none.

A file ``data/词表/NAME.yml`` replaces the product's list of that name as a whole: what a clerk reads
in it is all there is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from ledger.issues import Issue, Place, nearest, unknown
from ledger.records import ledgers, source
from ledger.records.base import Ledgers, Part, part_of
from ledger.records.fields import EDITIONS, Listed, mark_of
from ledger.records.types.declared import Declaration, ListedWord
from ledger.remembered import remembered
from ledger.wordlists import LISTS, STATES, Lists, Role, Term, WordList, letters

#: the folder of the lists, below data/ and in the product's library
FOLDER = "词表"


class Gathered(NamedTuple):
    """The lists, and what is wrong in the project's own."""

    lists: Lists
    issues: tuple[Issue, ...]


@remembered
def gathered(
    own: tuple[ListedWord, ...],
    paths: tuple[str, ...],
    spoilt: tuple[str, ...],
    known: Ledgers,
    year: int,
) -> Gathered:
    """Return all lists.

    ``own`` are the project's words, ``paths`` the files of its lists, and ``spoilt`` those of them
    in which something could not be read; ``known`` are the ledgers, whose keys hold the words. In
    ``year`` each list has the roles that rules need; 0 is no year.
    """
    lists: dict[str, WordList] = {}
    issues: list[Issue] = []
    unused: dict[str, str] = {}
    roles = _roles_of(known)
    for path in paths:
        name = PurePosixPath(path).stem
        words = tuple(word for word in own if word.place().path == path)
        if name not in roles:
            unused[name] = path
            continue
        found = [] if path in spoilt else [*_faults(name, roles[name], Place(path), words)]
        lists[name] = _list(name, roles[name], path, words, shipped().get(name))
        found += [] if found else _lapsed(lists[name], words, year)
        issues += found
        lists[name].broken = path in spoilt or bool(found)
    made = shipped().replaced(lists)
    for name, (kind, _) in _uses(known).items():
        if name not in made:
            guess = nearest(name, unused)
            issues.append(_missing(name, kind, guess))
            unused.pop(guess or "", None)
            lists[name] = _list(name, roles[name], f"data/{FOLDER}/{name}.yml", ())
            lists[name].broken = True
    if not any(ledger.broken for ledger in known.values()):  # else nobody knows which are used
        for name, path in unused.items():
            issues.append(Issue(Place(path), unknown("词表", name, roles), code="list.unknown"))
    return Gathered(made.replaced(lists), tuple(issues))


def _roles_of(known: Ledgers) -> dict[str, tuple[Role, ...]]:
    """Return the names of the lists that some ledger uses, and the roles that their words may have."""
    found = dict(LISTS)
    for name, (kind, field) in _uses(known).items():
        if name not in LISTS:
            found[name] = tuple(_states(kind)) if field == "state" else ()
    return found


def _states(kind: type[Part]) -> Iterator[Role]:
    """Yield the roles of a state, needed where the ledger asks something of them."""
    asked = {*getattr(kind, "since", ()), *getattr(kind, "proofs", ())}
    for role in STATES.values():
        yield role._replace(needed=role.needed and role in asked, single=False)


def _uses(known: Ledgers) -> dict[str, tuple[type[Part], str]]:
    """Return each list with the first type and field that holds its words: a state before others."""
    found: dict[str, tuple[type[Part], str]] = {}
    for ledger in known.values():
        for kind, field, name in _listed(ledger.record):
            if name not in found or field == "state":
                found[name] = kind, field
    return found


def _listed(kind: type[Part]) -> Iterator[tuple[type[Part], str, str]]:
    for field, info in kind.model_fields.items():
        if group := part_of(kind, info.alias):
            yield from _listed(group)
        elif listed := mark_of(kind, field, Listed):
            yield kind, field, listed.list


def _missing(name: str, kind: type[Part], guess: str | None) -> Issue:
    """Say that a list has no words, where the key is declared that holds them."""
    declaration: Declaration = vars(kind)["_made_of"][0]
    way = next(way for way, each in declaration.every_key() if each.words == name)
    if guess:
        message = f"词表：没有“{name}”，是不是“{guess}”？"
    else:
        message = f"词表：没有“{name}”；请建 data/{FOLDER}/{name}.yml，一行写一个词，如 - …"
    return declaration.issue(message, *way, "词表", code="list.missing")


def shipped() -> Lists:
    """Return the product's lists; raises ``ValueError`` for a damaged file."""
    return _shipped(source.shipped(FOLDER), ledgers.shipped())


@remembered
def _shipped(texts: tuple[tuple[str, str], ...], known: Ledgers) -> Lists:
    made = {}
    roles, written = _roles_of(known), dict(texts)
    for name in sorted(written, key=[*roles].index):
        text = written[name]
        words = [*_words(text, name)]
        if faults := [*_faults(name, roles[name], Place(name), words)]:
            raise ValueError(f"{name}: {faults}")
        made[name] = _list(name, roles[name], f"data/{FOLDER}/{name}.yml", words)
    return Lists(made)


def _words(text: str, path: str) -> Iterator[ListedWord]:
    entries, wrong = source.parse(text, path)
    if wrong or not isinstance(entries, list):
        raise ValueError(f"{path}: {wrong}")
    for entry in entries:
        yield ListedWord.from_source(source.grouped(entry, ListedWord.key_of(ListedWord.brief)))


def _list(
    name: str,
    roles: tuple[Role, ...],
    path: str,
    entries: Iterable[ListedWord],
    replaced: WordList | None = None,
) -> WordList:
    """Return a list of words; of two that are written alike the first holds."""
    made = WordList(name, path, roles, replaced)
    for entry in entries:
        address = entry.address or f"kind-{hashlib.sha256(entry.word.encode()).hexdigest()[:8]}"
        word = made.word(entry.word, frozenset(entry.roles), address)
        for written in (entry.word, *entry.also):
            made.terms.setdefault(written, Term(word, entry.first, entry.last))
        made.words = (*made.words, word)
    return made


def _faults(
    name: str, roles: Sequence[Role], place: Place, entries: Sequence[ListedWord]
) -> Iterator[Issue]:
    """Yield what is wrong in a list."""
    if not entries:
        message = "里面没有词；请写上，或删去这个文件，用自带的"
        yield Issue(place, message, code="list.empty")
    yield from _repeated(entries)
    yield from _roles(name, roles, place, entries)
    for entry in entries:
        if entry.first and entry.last and entry.first > entry.last:
            message = f"至：{entry.last} 早于“自” {entry.first}"
            yield entry.issue(message, "last", code="list.years")
        if entry.address and not entry.address[0].isalpha():
            message = f"地址：“{entry.address}”会和月份的网页相同；请以字母开头"
            yield entry.issue(message, "address", code="list.address")
        if entry.readers != EDITIONS[0]:
            message = "可见：词表里的词不分给谁看；请删去这一行，在用它的记录上写"
            yield entry.issue(message, "readers", code="list.readers")


def _repeated(entries: Sequence[ListedWord]) -> Iterator[Issue]:
    """Yield what is written twice: as a word, as another way of writing it, as an address.

    Words that differ in blanks and punctuation alone are one.
    """
    seen: dict[str, ListedWord] = {}
    for entry in entries:
        for at, written in enumerate((entry.word, *entry.also)):
            first = seen.setdefault(letters(written), entry)
            if first is not entry or (at and written == entry.word):
                where = ("also", at - 1) if at else ("word",)
                message = f"“{written}”第 {first.place().line} 行已经写了；请只留一处"
                yield entry.issue(message, *where, code="list.repeated")
        if entry.address and (first := seen.setdefault(f"#{entry.address}", entry)) is not entry:
            message = f"地址：“{entry.address}”第 {first.place().line} 行已经用了；请换一个"
            yield entry.issue(message, "address", code="list.repeated")


def _roles(
    name: str, roles: Sequence[Role], place: Place, entries: Sequence[ListedWord]
) -> Iterator[Issue]:
    """Yield roles that the list does not know, that stand twice, or that no word has."""
    known = {role.name: role for role in roles}
    holders: dict[str, ListedWord] = {}
    for entry in entries:
        for at, role in enumerate(entry.roles):
            if role not in known:
                yield entry.issue(_no_role(name, role, known), "roles", at, code="list.role")
                continue
            first = holders.setdefault(role, entry)
            if known[role].single and first is not entry:
                message = f"作用“{role}”只能有一个词，“{first.word}”已经有了；请删去一处"
                yield entry.issue(message, "roles", at, code="list.role_twice")
        alone = [role for role in entry.roles if role in known and known[role].single]
        if len({*alone}) > 1:
            message = f"“{entry.word}”不能又是“{alone[0]}”又是“{alone[1]}”；请只留一个"
            yield entry.issue(message, "roles", code="list.role_twice")
        if len(entry.roles) > len({*entry.roles}):
            repeated = Counter(entry.roles).most_common(1)[0][0]
            message = f"作用“{repeated}”写了两次；请只留一处"
            yield entry.issue(message, "roles", code="list.repeated")
    for each in known.values():
        if entries and each.needed and each.name not in holders:
            message = f"没有一个词有作用“{each.name}”（{each.does}）；请给这样的词加一行 作用: {each.name}"
            yield Issue(place, message, code="list.role_missing")


def _lapsed(made: WordList, entries: Sequence[ListedWord], year: int) -> Iterator[Issue]:
    """Yield the roles that rules need and only words have that are not used in a year."""
    used = made.in_use(year)
    for role in made.roles:
        holders = made.with_role(role)
        if role.needed and holders and not any(word in used for word in holders):
            word = holders[0]
            entry = next(entry for entry in entries if entry.word == word)
            message = (
                f"作用“{role.name}”：“{word}”{made.terms[word].outside(year)}，{year} 年没有一个词有这个作用；"
                f"请移到 {year} 年用的词上，或改这个词的年份"
            )
            yield entry.issue(message, "roles", code="list.role_lapsed")


def _no_role(name: str, role: str, known: Iterable[str]) -> str:
    if not known:
        return f"词表“{name}”的词没有作用可写；请删去“{role}”"
    return unknown("作用", role, known)
