"""Remarks on phrases that are out of date in the report's period, age, or are another bureau's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ledger.issues import Issue
from ledger.language.numerals import day
from ledger.language.placeholders import STARS
from ledger.language.signs import NO_SIGN, PLACES
from ledger.patterns import Pattern, without
from ledger.prose.passages import Passage
from ledger.records.types.bureau import Unit
from ledger.records.types.language import Phrase
from ledger.records.types.official import Period
from ledger.remembered import Fixed, lately, remembered

Span = tuple[int, int]

#: signs that break a phrase or set it apart: blanks, quotation marks, placeholders, markup
_BREAKS = Pattern(rf"[\s“”‘’\"'、·_xX×{re.escape(STARS)}]|{NO_SIGN.pattern}")
#: those that a phrase may hold itself and that make no difference
_APART = Pattern(r"[\s“”‘’\"'、·]")
#: how many of them may stand between two characters of a phrase
_MOST = 3
#: kinds that are doubtful at any time, and why
_KINDS = {
    "外单位": "像是别的单位的话",
    "标记": "是内部标记，请确认能不能公布",
    "会过时": "过些时候就不准了",
}
#: how far around a phrase the words are looked for that make it right
_NEAR = 24
#: words before a phrase that is told as a former one
_FORMER = Pattern(
    r"(?:(?<!高)原|时任|前身|旧称|曾|撤销|不再保留|整合)[省市县区州局委国家的了是为在（(“]{0,5}$"
)
#: words after it
_SINCE = Pattern(
    r"[之以]?后|[^，,。；;]{0,2}(?:成果|经验|期间|以来|结束|收官|评估|常态化|长效|回头看|形成的|[检查]{1,2}[视摆]|废止|更名|并入|改为|[）)]?(?:现|已)(?:更名|改))"
)
#: words before or after a phrase that tells of what is to come
_COMING = Pattern(r"(?:迎接|喜迎|献礼|迎|筹备|即将|编[制写]|谋划|制定|起草|研究)[^，,。；;]{0,12}$")
_TO_COME = Pattern(r"[^，,。；;]{0,4}(?:召开|胜利召开|代表|[之以]?前)")
_OF_YEAR = Pattern(r"((?:19|20)[0-9]{2})年[^。；;]{0,12}$")
_AREAS = frozenset(PLACES)
#: what may precede the name of a document in its title
_OFFICIAL = Pattern(r"(?:中华人民共和国|中国共产党(?:党员领导干部)?|关于(?:实行)?)?")


class Doubtful(NamedTuple):
    """A way to write a phrase that is doubtful in a report, and why.

    ``plain`` is the word without what may break it; empty where it has a mark of its own, as X局.
    """

    word: str
    plain: str
    phrase: Phrase
    reason: str


def doubtful(phrases: Sequence[Phrase], period: Period, unit: Unit) -> Fixed[Doubtful]:
    """Return what is doubtful in a report of a period and a bureau; longer words come first."""
    return _doubtful(tuple(phrases), period.first, period.last, unit)


@remembered
def _doubtful(phrases: tuple[Phrase, ...], first: date, last: date, unit: Unit) -> Fixed[Doubtful]:
    return Fixed(
        Doubtful(word, _plain(word), phrase, reason)
        for word, phrase in _longest_first(phrases)
        if not _is_own(word, phrase, unit) and (reason := _reason(phrase, first, last))
    )


def check(passage: Passage, listed: Fixed[Doubtful], first: date) -> Iterator[Issue]:
    """Yield a remark for every typed phrase that is doubtful in a report that begins on a day."""
    taken: set[int] = set()
    for start, end, each in _found(passage.text, listed):
        if taken.isdisjoint(range(start, end)) and passage.typed(start, end):
            taken.update(range(start, end))
            if not _is_right(passage.text, start, end, each.phrase, first):
                message = f"“{passage.text[start:end]}”{each.reason}"
                yield passage.issue(start, message, "remark.phrase")


@lately
def _found(text: str, listed: Fixed[Doubtful]) -> tuple[tuple[int, int, Doubtful], ...]:
    """Return where each phrase stands in a text, the longer ones first."""
    unbroken = _Unbroken(text)
    plain = unbroken.text
    # most stand nowhere, and it is asked of each of them
    held = [each for each in listed if (each.plain in plain if each.plain else each.word in text)]
    return tuple((*span, each) for each in held for span in unbroken.find(each.word, each.plain))


#: 、 parts two words of a list, not one word from its last sign: 纪检、组织
_ENDS_A_LIST = Pattern(r"、\w\Z")


class _Unbroken:
    """A text without the signs that break its words, and where each of its characters stands."""

    def __init__(self, text: str) -> None:
        self._whole = text
        self.text = _BREAKS.sub("", text)

    @cached_property
    def _at(self) -> Sequence[int]:
        return without(self._whole, _BREAKS)[1]

    def find(self, word: str, plain: str) -> Iterator[Span]:
        """Yield where a word stands, whole or with a few signs between its characters.

        A word with a mark of its own is looked for as it is.
        """
        if not plain:
            yield from (m.span() for m in re.finditer(re.escape(word), self._whole))
            return
        first = self.text.find(plain)
        while first >= 0:
            at = self._at[first : first + len(plain)]
            near = all(later - sooner <= _MOST + 1 for sooner, later in pairwise(at))
            if near and not _ENDS_A_LIST.search(self._whole, at[0], at[-1] + 1):
                yield at[0], at[-1] + 1
            first = self.text.find(plain, first + len(plain))


def _plain(word: str) -> str:
    """Return a word without what may break it; nothing of one with a mark of its own."""
    plain = _BREAKS.sub("", word)
    return plain if plain == _APART.sub("", word) else ""


def _longest_first(phrases: Sequence[Phrase]) -> list[tuple[str, Phrase]]:
    """Return every way to write a phrase; a longer one takes its place in the text first."""
    written = [(word, each) for each in phrases for word in (each.phrase, *each.variants)]
    return sorted(written, key=lambda each: -len(each[0]))


def unchecked(phrases: Sequence[Phrase]) -> Iterator[Issue]:
    """Yield a remark on each phrase whose days nobody checked: it is not looked for."""
    for phrase in phrases:
        if _is_unchecked(phrase):
            message = (
                f"“{phrase.phrase}”的起止没有核对，报告里出现时不提示；"
                "请写上 核对（来源、日期），或删去这一条"
            )
            yield phrase.issue(message, "phrase", code="remark.phrase_unchecked")


def _is_right(text: str, start: int, end: int, phrase: Phrase, first: date) -> bool:
    """Whether a doubtful phrase is part of a right one, or told as a matter of its own time."""
    if any(_stands_around(text, start, end, name) for name in phrase.within):
        return True
    if phrase.kind != "过时":
        return False
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    outside, opened, title = before.rpartition("《")
    if opened and "》" not in title:  # a title is doubtful where the phrase is all of it
        if not (_OFFICIAL.fullmatch(title) and after.startswith("》")):
            return True
        before, after = outside, after[1:]
    if phrase.last and phrase.last < first:
        year = _OF_YEAR.search(before)
        then = year is not None and int(year[1]) <= phrase.last.year
        return then or bool(_FORMER.search(before) or _SINCE.match(after))
    return bool(_COMING.search(before) or _TO_COME.match(after))


def _stands_around(text: str, start: int, end: int, name: str) -> bool:
    """Whether a name stands in the text so that it holds the stretch."""
    at = text.find(name, max(0, start - len(name)), end + len(name))
    return 0 <= at <= start and end <= at + len(name)


def _is_own(word: str, phrase: Phrase, unit: Unit) -> bool:
    """Whether another unit's word is this one's: 教育局党组 of 某市教育局, 我县 of 某县某局."""
    if phrase.kind != "外单位":
        return False
    bare = word.lstrip("我本")
    if bare != word:
        return bare[:1] in _AREAS & set(unit.full_name) or unit.full_name.endswith(bare[:1])
    names = (
        name.removeprefix(unit.locality) for name in (unit.name, unit.full_name, unit.party_group)
    )
    ends = (name[-n:] for name in names for n in range(2, len(name) + 1))
    return any(map(bare.startswith, ends))


def _is_unchecked(phrase: Phrase) -> bool:
    return phrase.kind == "过时" and phrase.checked is None


def _reason(phrase: Phrase, first: date, last: date) -> str:
    """Return why a phrase is doubtful; empty where it holds in the period, or nobody checked."""
    said = ""
    if phrase.kind in _KINDS:
        said = _KINDS[phrase.kind]
    elif _is_unchecked(phrase):
        return ""
    elif phrase.last and phrase.last < first:
        said = f"在用语表里用到{day(phrase.last)}为止"
    elif phrase.first and phrase.first > last:
        said = f"在用语表里从{day(phrase.first)}起才用"
    note = f"（{phrase.note}）" if phrase.note else ""
    instead = f"；可以写“{phrase.instead}”" if phrase.instead else ""
    return f"{said}{note}{instead}" if said else ""
