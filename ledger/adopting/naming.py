"""The name of a figure that a number of an old report may need: what is counted, in the report's own words."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.language.measures import PERCENT, same_kind
from ledger.language.quantities import Quantity
from ledger.language.signs import HAN
from ledger.patterns import Pattern

#: characters: the longest and the shortest words for what is counted
_LONGEST, _SHORTEST = 20, 2
#: characters around a number that are looked at
_FAR = 60
#: how a rate is called, and the units of money and of persons
_RATE, _MONEY, _PERSON = "率", "元", "人"
#: measure words of whatever things, which say nothing in a name: 问题数
_OF_THINGS = ("个", "项")
#: marks of titles and sayings, which a name does without
_MARKS = str.maketrans("", "", "“”‘’《》〈〉")
_PAUSE, _LIST, _AND_SO_ON = Pattern("[，,：:（）()]"), "、", "等"
_STOP, _NO_WORD = Pattern(r"[。！？；\s]"), Pattern(f"[^{HAN}]")
_AND = Pattern("以及|[和及与]")
_LAST_WORDS = Pattern(f"[{HAN}]{{0,40}}\\Z")
#: what stands at the ends of a clause and tells not what is counted; many of the signs are words with others
_LEADS = Pattern(
    "\\A(?:[0-9]{1,4}[年届][度内来]?|[上去今本全当每]年度?|同期|目前|累计|共计|合计|总计|其中|以[上来]|先后|已经?"
    "|荣?获得|现有|还有|有(?![关效力序机限])|共有?(?![同青建享产和性识治])|了(?!解)|[的等])"
)
_ENDS = Pattern(
    "(?:累计|共计|合计|总计|总共|其中|(?<![传转表到下送抵发])达到?|超过?|(?<!公)共有?|(?<![行作认])为|(?<!存)在"
    "|(?<![抓收查捕缴])获|[已了有的是和及与各第])\\Z"
)


def names(text: str, found: Quantity) -> Iterator[tuple[str, str]]:
    """Yield the names that a number may have, the plainest first, each in two forms; the next tell more.

    The other numbers of ``text`` are blanks.
    """
    number = number_of(found.unit)
    behind = _behind(text[found.end : found.end + _FAR])
    before = _before(text[max(found.start - _FAR, 0) : found.start])
    for what in (behind, before + behind) if behind else (before,):
        if _SHORTEST <= len(what) <= _LONGEST:
            yield what.removesuffix(number) + number, f"{what}的{number}"


def number_of(unit: str) -> str:
    """Return how a number of a unit is called: 次数, 人次, 人数, 金额, 率, 数."""
    if unit == PERCENT:
        return _RATE
    if same_kind(unit, _MONEY):
        return "金额"
    if same_kind(unit, _PERSON) and unit[-1] != "次":
        return f"{_PERSON}数"
    if unit in _OF_THINGS:
        return "数"
    return unit if len(unit) > 1 and unit.endswith("次") else f"{unit.removeprefix('个')}数"


def _behind(text: str) -> str:
    """Return the words behind a number; of those up to another number the first of several things."""
    shown = text.translate(_MARKS)
    stop = _NO_WORD.search(shown)
    what = shown[: stop.start()] if stop else shown
    if len(what) > _LONGEST or (stop and (stop[0].isspace() or stop[0].isdigit())):
        first = _AND.search(what)
        what = what[: first.start()] if first else ""
    return _bare(what)


def _before(text: str) -> str:
    """Return the last words before a number that tell anything; a list that ends with 等 whole."""
    sentence = _STOP.split(text.translate(_MARKS))[-1]
    for clause in reversed(_PAUSE.split(sentence)):
        several = clause.split(_LIST)
        joined = "".join(several) if clause.endswith(_AND_SO_ON) else several[-1]
        if what := _bare(joined).removesuffix(_AND_SO_ON):
            return what
    return ""


def _bare(text: str) -> str:
    """Return the last words of a text without what leads to them, and to the number behind."""
    found = _LAST_WORDS.search(_without(text, _LEADS, _ENDS))
    return _without(found[0] if found else "", _LEADS, _ENDS)


def _without(text: str, *patterns: Pattern) -> str:
    """Return a text without what patterns find, over and over."""
    for pattern in patterns:
        while match := pattern.search(text):
            text = text[: match.start()] + text[match.end() :]
    return text
