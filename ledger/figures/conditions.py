"""Conditions on records, written in YAML with the ledgers' own keys.

A condition is ``{键: 值}``; all of its lines must hold. A value is a word, a list of words (any of
them), a group of comparisons (起, 止, 不少于, 不多于, 不是, 有), or, where the key holds another
record or a group of values, a condition on that. Of several values, records or groups under a key
one must meet its line; none may be what is 不是.

A record merged into another (``Record.same_as``, 并入) tells of the same event a second time. No condition
chooses it, so that an event is counted and listed once, unless the condition asks of 并入 itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, get_origin

from ledger.issues import Issue, Mistake, Place, unknown
from ledger.records import fields
from ledger.records.base import Ledgers, Part, part_of
from ledger.records.dataset import Dataset
from ledger.records.editions import for_all
from ledger.records.fields import Choice, Listed, Ref, Time, mark_of
from ledger.records.source import Mapping, place_of
from ledger.records.walk import Steps

Test = Callable[[Any], bool]

_COMPARISONS: dict[str, tuple[Callable[[Any], Any], Callable[[Any, Any], bool]]] = {
    "起": (fields.to_day, lambda value, bound: value is not None and value >= bound),
    "止": (fields.to_day, lambda value, bound: value is not None and value <= bound),
    "不少于": (fields.to_amount, lambda value, bound: value is not None and value >= bound),
    "不多于": (fields.to_amount, lambda value, bound: value is not None and value <= bound),
    "有": (fields.to_yes, lambda value, due: (value not in (None, [], "")) == due),
}
_NOT, _HAS = "不是", "有"
_SIGNS = {*_COMPARISONS, _NOT}
#: what each says in a sentence
_SAID = {"起": "不早于", "止": "不晚于", "不少于": "不少于", "不多于": "不多于", _NOT: "不是"}


class Condition:
    """A condition ready to ask. ``issues`` are what is wrong in it.

    With ``merged`` it chooses records, not events: those merged into others as well.
    """

    def __init__(
        self, where: Any, kind: type[Part], dataset: Dataset, place: Place, merged: bool = False
    ) -> None:
        self.kind, self.dataset = kind, dataset
        self.tests: dict[str, Test] = {}
        self._inside: dict[str, Condition] = {}
        self.issues: list[Issue] = []
        self.merged = merged
        if not isinstance(where, dict):
            message = "条件：要写成 {键: 值}，例如 {类别: 学习教育}"
            self.issues.append(Issue(place, message, code="condition.shape"))
            return
        for key, value in where.items():
            at = where.keys_at[key] if isinstance(where, Mapping) else place
            field = kind.field_of(key)
            if field is None:
                message = f"条件：{unknown('键', key, kind.all_keys())}"
                self.issues.append(Issue(at, message, code="condition.key"))
                continue
            try:
                self.tests[field] = self._test(field, value, place_of(value, at))
            except Mistake as mistake:
                self.issues.append(mistake.at(place_of(value, at), f"条件“{key}”："))

    def matches(self, record: Part) -> bool:
        """Whether a record is chosen."""
        return self.counts(record) and self.holds(record)

    def counts(self, record: Part) -> bool:
        """Whether a record stands for an event of its own, or is asked for all the same."""
        field = getattr(record, "same_as", None)  # a group of values has none
        merged = field and getattr(record, field)
        return not merged or self.merged or field in self.tests

    def holds(self, record: Part) -> bool:
        """Whether every line holds of a record."""
        for field, test in self.tests.items():  # noqa: SIM110 (asked of every record, often)
            if not test(getattr(record, field)):
                return False
        return True

    def values(self, record: Part, field: str) -> list[Any]:
        """Return a field's values; of a list only those that meet the field's own line."""
        have = getattr(record, field)
        if not isinstance(have, list):
            return _many(have)
        test = self.tests.get(field)
        return have if test is None else [each for each in have if test([each])]

    def steps(self, record: Part, field: str) -> list[Steps]:
        """Return the steps to each of these values: the field, and in a list the position."""
        have, test = getattr(record, field), self.tests.get(field)
        if not isinstance(have, list):
            return [] if have is None else [(field,)]
        return [(field, n) for n, each in enumerate(have) if test is None or test([each])]

    def inside(self, field: str) -> Condition:
        """Return what is asked of the groups of values that a field holds, be it nothing."""
        if field not in self._inside:
            part = part_of(self.kind, self.kind.key_of(field))
            assert part
            self._inside[field] = Condition({}, part, self.dataset, Place(""))
        return self._inside[field]

    def _test(self, field: str, value: Any, place: Place) -> Test:
        for_all(self.kind, field)
        key, ledgers = self.kind.key_of(field), self.dataset.ledgers
        part, inner = part_of(self.kind, key), inner_kind(self.kind, key, ledgers)
        if part and _asks_for_words(value):
            message = f"下面有分项；写成 {{有: 是}} 或 {{{part.all_keys()[0]}: …}}"
            raise Mistake(message, "condition.shape")
        if not isinstance(value, dict):
            return self._holding(value, field)
        if not value:
            raise Mistake("花括号里没有内容；例如 {有: 是}", "condition.shape")
        if _compares(value, inner):
            return self._compare(value, field)
        if inner is None:
            strange = next(key for key in value if key not in _SIGNS)
            raise Mistake(unknown("比较", strange, sorted(_SIGNS)), "condition.comparison")
        return self._joined(field, Condition(value, inner, self.dataset, place))

    def _joined(self, field: str, inner: Condition) -> Test:
        """Return the test whether a group, or a record that is referred to, meets a condition."""
        self.issues += inner.issues
        target = mark_of(self.kind, field, Ref)
        if part_of(self.kind, self.kind.key_of(field)):
            self._inside[field] = inner
            return lambda have: any(map(inner.matches, _many(have)))
        found = partial(self.dataset.named, target.ledger)
        return lambda have: any(
            record is not None and inner.matches(record) for record in map(found, _many(have))
        )

    def _compare(self, value: dict[str, Any], field: str) -> Test:
        tests = [self._comparison(sign, bound, field) for sign, bound in value.items()]
        for low, high in (("起", "止"), ("不少于", "不多于")):
            if {low, high} <= set(value) and _limit(low, value) > _limit(high, value):
                message = f"“{low}”在“{high}”之后，什么也选不到；请核对"
                raise Mistake(message, "condition.range")
        return lambda have: all(test(have) for test in tests)

    def _comparison(self, sign: str, bound: Any, field: str) -> Test:
        if sign == _NOT:
            holding = self._holding(bound, field)
            return lambda have: not holding(have)
        convert, compare = _COMPARISONS[sign]
        due = {
            "起": (date,),
            "止": (date,),
            "不少于": (int, Decimal),
            "不多于": (int, Decimal),
        }.get(sign)
        if due and (isinstance(bound, list) or not fields.holds(self.kind, field, *due)):
            message = f"“{sign}”只用于{'日期' if date in due else '数'}"
            raise Mistake(message, "condition.kind")
        limit = convert(bound)
        if sign == _HAS:
            return lambda have: compare(have, limit)
        return lambda have: any(compare(each, limit) for each in _many(have))

    def _holding(self, value: Any, field: str) -> Test:
        """Return the test whether a field holds one of some words."""
        words: set[Any] = {self._word(word, field) for word in fields.to_list(value)}
        if target := mark_of(self.kind, field, Ref):
            known = self.dataset.words(target.ledger)
            named = {word for word, record in known.items() if record.anchor in words}
            words = named | (words - known.keys())

        def holding(have: Any) -> bool:
            if isinstance(have, str):  # most are
                return have in words
            return any(word in words for word in _many(have))

        return holding

    def held(self, have: Any, field: str) -> list[str]:
        """Return what a record holds in a field as words; a reference by its record's id."""
        target = mark_of(self.kind, field, Ref)
        known = self.dataset.words(target.ledger) if target else {}
        return [known[word].anchor if word in known else str(word) for word in _many(have)]

    def _word(self, word: Any, field: str) -> Any:
        """Return the value that a record must hold; raises ``Mistake`` for one it never can."""
        text = fields.to_text(word)
        for kinds, read in _READINGS:
            if fields.holds(self.kind, field, *kinds):
                return read(text)
        if listed := mark_of(self.kind, field, Listed):
            return self.dataset.lists[listed.list].read(text, None)
        if choice := mark_of(self.kind, field, Choice):
            return choice.check(text)
        if mark_of(self.kind, field, Time):
            return fields.to_month(text)
        if target := mark_of(self.kind, field, Ref):
            found = self.dataset.find(target.ledger, text)
            return found.anchor if found else text
        return text


#: how a word of a condition becomes a value that a field of some types holds
_READINGS: tuple[tuple[tuple[type, ...], Callable[[str], Any]], ...] = (
    ((date,), fields.to_day),
    ((bool,), fields.to_yes),
    ((int, Decimal), fields.to_amount),
)


def _limit(sign: str, value: dict[str, Any]) -> Any:
    return _COMPARISONS[sign][0](value[sign])


def _many(have: Any) -> list[Any]:
    if isinstance(have, dict):
        return [*have.values()]
    return have if isinstance(have, list) else [] if have is None else [have]


def inner_kind(kind: type[Part], key: str, ledgers: Ledgers) -> type[Part] | None:
    """Return the type of what a key holds or refers to; None of a key with plain values."""
    field = kind.field_of(key)
    if part := part_of(kind, key):
        return part
    target = mark_of(kind, field, Ref) if field else None
    return ledgers[target.ledger].record if target else None


def _compares(value: dict[str, Any], inner: type[Part] | None) -> bool:
    """Whether all keys are comparisons, and none a key of what is referred to, as 起 may be."""
    return set(value) <= _SIGNS.difference(inner.all_keys() if inner else ())


def _asks_for_words(value: Any) -> bool:
    return not isinstance(value, dict) or (_NOT in value and set(value) <= _SIGNS)


def condition_text(
    where: Any, kind: type[Part] | None = None, ledgers: Ledgers | None = None
) -> str:
    """Return a condition in words, as ``类别为学习教育，形式为集体学习``.

    Of records of a known kind it also says where one of several values is enough.
    """
    return "，".join(_line(key, value, kind, ledgers) for key, value in where.items())


def _line(key: str, value: Any, kind: type[Part] | None, ledgers: Ledgers | None) -> str:
    """Return a line in words; several lines on what a key holds or refers to stand in brackets."""
    way: list[str] = []
    last = 0
    while isinstance(value, dict):
        inner = inner_kind(kind, key, ledgers) if kind and ledgers else None
        if _compares(value, inner):
            break
        way.append(key)
        last = len(way) if kind and _several(kind, key) else last
        if len(value) > 1:
            return f"{_way(way, last)}符合（{condition_text(value, inner, ledgers)}）"
        ((key, value),), kind = value.items(), inner
    return f"{_way(way, last)}{'的' if way else ''}{key}{_comparison(value)}"


def _several(kind: type[Part], key: str) -> bool:
    """Whether a key may hold several values."""
    field = kind.field_of(key)
    return field is not None and get_origin(kind.model_fields[field].annotation) in (list, dict)


def _way(keys: list[str], last: int) -> str:
    """Return ``章的条中至少一个``, where the last of two keys holds several values."""
    several = f"{'的'.join(keys[:last])}中至少一个" if last else ""
    return "的".join(filter(None, [several, *keys[last:]]))


def _comparison(value: Any) -> str:
    if not isinstance(value, dict):
        return f"为{'或'.join(map(fields.to_text, fields.to_list(value)))}"
    if set(value) == {_HAS}:
        return "已填写" if fields.to_yes(value[_HAS]) else "未填写"
    return "且".join(
        _SAID[sign] + "、".join(map(fields.to_text, fields.to_list(bound)))
        for sign, bound in value.items()
    )


def unused(where: Any, kind: type[Part], dataset: Dataset, year: int) -> Iterator[str]:
    """Say of each line of a condition that all words it asks for are not used in a year."""
    for key, value in where.items() if isinstance(where, dict) else ():
        field = kind.field_of(key)
        listed = mark_of(kind, field, Listed) if field else None
        if listed and not isinstance(value, dict):
            known = dataset.lists[listed.list].terms
            terms = [known.get(fields.to_text(word)) for word in fields.to_list(value)]
            told = [f"“{term.word}”{term.outside(year)}" for term in terms if term]
            if told and all(term and term.outside(year) for term in terms):
                yield f"条件“{key}”：{'，'.join(told)}"
        elif isinstance(value, dict) and (part := part_of(kind, key)):
            yield from unused(value, part, dataset, year)


def asked(where: Any, kind: type[Part], ledgers: Ledgers) -> Iterator[tuple[type[Part], str, Any]]:
    """Yield the words that a condition on records of a kind asks for, as they were typed.

    Each stands with the type and the field that may hold it. What is wrong in it is passed over.
    """
    for key, value in where.items() if isinstance(where, dict) else ():
        field = kind.field_of(key)
        if field is None:
            continue
        if not isinstance(value, dict) or _NOT in value:
            words = value[_NOT] if isinstance(value, dict) else value
            yield from ((kind, field, word) for word in fields.to_list(words))
            continue
        if inner := inner_kind(kind, key, ledgers):
            yield from asked(value, inner, ledgers)
