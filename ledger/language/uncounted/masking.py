"""Texts without the numbers that count nothing, family by family.

Each rule is of the language; a name that no rule tells is declared (固定说法).
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add
from string import ascii_letters, digits

from ledger.language import measures
from ledger.language.norms import is_told
from ledger.language.numerals import SIGNS, is_numeral
from ledger.language.signs import is_chinese, reading
from ledger.language.uncounted.dates import DATES, FRAMES
from ledger.language.uncounted.idioms import IDIOMS, ONE_BY_ONE
from ledger.language.uncounted.labels import LABELS
from ledger.language.uncounted.orders import ITEMS, ORDINALS, RANKS, RUNNING, SESSIONS
from ledger.language.uncounted.shapes import NUMBER, WORD
from ledger.patterns import Family, Found, Pattern, Rule

_FAMILIES = (ORDINALS, DATES, FRAMES, SESSIONS, RANKS, LABELS, ITEMS, IDIOMS)
_ALONE = Pattern(rf"[计共]?{NUMBER}[余多]?")
_TALLY = Pattern(rf"{WORD}{{0,6}}{NUMBER}[余多]?")


def _title(match: re.Match[str]) -> int | None:
    """Hold where a title is more than a number of something."""
    title = match[0][1:-1]
    heads = (title[: len(title) - len(word)] for word in measures.ending(title))
    tells = _ALONE.fullmatch(title) or any(_TALLY.fullmatch(head) for head in heads)
    return None if tells else match.end()


_TITLES = Family(
    Rule(
        "the title of a document",
        "《[^《》]{0,200}》",
        signs="《",
        finds="⟦《改进作风十条措施》⟧",
        leaves="《12次》和《学习12次》",
        ends=_title,
    ),
)
#: what may end a number, or what holds one; the measure word that then follows
_BEFORE_MEASURE = frozenset(f"{SIGNS}0123456789{ascii_letters})）]】〕”’\"'")
_GAP = Pattern(r"[\s”’）)】」』]{0,4}[余多来几]?\s{0,4}")
#: where an item begins, a word may begin that no list tells from a measure word: （一）批后监管
_BEGINS = Pattern(r"(?:\A|[\n。；：])[ \t　]{0,8}\Z")
_MEASURE_OF_ITEM = Pattern(
    r"\s{0,4}(?:人次|场次|批次|次(?![数序年日月要生之级席均])|小时|[万亿]元)"
)


def masked(text: str, names: tuple[str, ...]) -> str:
    """Return the text as ``signs.reading`` does, names and numbers that count nothing blanked out.

    A name of Chinese characters without a numeral hides nothing: it could only part a number from
    its measure. Nor does a family hide what a measure word follows at once: 图30次, （30）次, v30次.
    """
    hiding = _hiding(names)
    begun = {*text, *map(add, text, text[1:])}
    for _, name in sorted(each for begins in hiding.keys() & begun for each in hiding[begins]):
        if name in text:
            text = _without(text, name)
    text = reading(text)
    signs = frozenset(text)  # to blank out adds none that a rule is about
    text = _TITLES.blanked(text, signs=signs)
    text = _running(ONE_BY_ONE.blanked(text, _is_told, signs))
    for family in _FAMILIES:
        text = family.blanked(text, _is_counted, signs)
    return text


@lru_cache(maxsize=4)
def _hiding(names: tuple[str, ...]) -> dict[str, list[tuple[int, str]]]:
    """Return the names that hide something, the longest being the first, by their first two signs."""
    hiding = (n for n in names if any(is_numeral(sign) or not is_chinese(sign) for sign in n))
    found: dict[str, list[tuple[int, str]]] = {}
    for order, name in enumerate(sorted(hiding, key=len, reverse=True)):
        found.setdefault(name[:2], []).append((order, name))
    return found


def _without(text: str, name: str) -> str:
    """Blank out a name that is not part of a number or a sum: 学习77 in 学习77次, 1+3 in 1+3+2."""
    begins = _is_sign_of_number(name[0])
    ends = name[-1] in digits or (len(name) > 1 and all(sign in SIGNS for sign in name[-2:]))
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before = begins and _goes_on(text[start - 1 : start])
        after = ends and (_goes_on(text[end : end + 1]) or measures.follows(text, end))
        if before or after:
            start = text.find(name, start + 1)
        else:
            text = "".join((text[:start], "\0" * len(name), text[end:]))
            start = text.find(name, end)
    return text


def _is_sign_of_number(sign: str) -> bool:
    return sign != "" and (sign in digits or sign in SIGNS)


def _goes_on(sign: str) -> bool:
    """Whether a number, or a sum of numbers, goes on with a sign."""
    return _is_sign_of_number(sign) or sign in ("+", "＋")


def numbers_items(text: str) -> bool:
    """Whether a text may number its items: which of these are numbers depends on those before."""
    return RUNNING.search(text) is not None


def _running(text: str) -> str:
    """Blank out the numbers of items in the middle of a line, where each follows the one before."""
    numbered: set[int] = set()

    def unless_alone(match: re.Match[str]) -> str:
        number = int(match["item"])
        if match["first"] is None and number != 1 and number - 1 not in numbered:
            return match[0]
        numbered.add(number)
        return "\0" * len(match[0]) if match["first"] is None else match[0]

    return RUNNING.sub(unless_alone, text)


def _is_counted(text: str, found: Found) -> bool:
    """Whether a number, a code or a bracket stands before its measure."""
    start, end = found.start, found.end
    if text[end - 1] not in _BEFORE_MEASURE:
        return False
    if text[start] in "（(" and _BEGINS.search(text[max(start - 9, 0) : start]):
        return _MEASURE_OF_ITEM.match(text, end) is not None
    gap = _GAP.match(text, end)
    return gap is not None and measures.sure_at(text, gap.end()) != ""


def _is_told(text: str, found: Found) -> bool:
    """Whether what was done one by one is told as a result."""
    return is_told(text, found.match.start("one") - 1, found.end)
