"""Sessions of elected bodies as they are written: 十九届四中全会, 市纪委第七届第三次全体会议.

A session has a term (届), a number, and a body that met. Writers leave out the term or the body,
join several sessions (二中、三中全会), and break a name by blanks, quotation marks and stars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.language.numerals import ARABIC, DIGITS, ordinal_value
from ledger.language.signs import IDEOGRAPH, NO_SIGN, PLACES
from ledger.patterns import Pattern, without

_NUMBER = rf"(?:[{DIGITS}十]{{1,3}}|[{ARABIC}]{{1,2}})"
_LEVEL = f"中央|全国|自治区|[{PLACES}]"
_ORGAN = "纪委监委|纪检委|纪委|纪律检查委员会|人大常委会|人大|人民代表大会|政协|党委|委员会|委"
_ALL = "(?:全会|全体会议)"
#: one number or several: 四, 第四, 二中、三中, 三中全会和四
_NUMBERS = (
    rf"(?:第?{_NUMBER}(?:[中次]{_ALL}?)?(?:[、,，]|以及|[和与及至到]){{1,2}}){{0,5}}第?{_NUMBER}"
)
_SESSION = Pattern(
    rf"(?P<before>中纪委|党的|(?:中央|中共中央)政治局|(?:{_LEVEL})?(?:{_ORGAN})|{_LEVEL}|)"
    rf"(?:第?(?P<term>[{DIGITS}十]{{1,4}}|[{ARABIC}]{{1,2}})届(?P<who>(?:(?!{_ALL}|届){IDEOGRAPH}){{0,16}}?))?"
    rf"(?P<numbers>{_NUMBERS})(?P<kind>中全会|次全会|次全体(?:会议|会)?|次会议|次集体学习)"
)
#: each session holds one of these
_KINDS = ("全会", "次全体", "次会议", "次集体学习")
_EACH = Pattern(_NUMBER)
#: signs that break a name and are no part of it
_BREAKS = Pattern(rf"[\s“”‘’\"'*·]|{NO_SIGN.pattern}")


@dataclass(frozen=True)
class Session:
    """A session as written at ``start:end`` of a text, or several that are joined.

    Of its term, its level (中央, 省, 市 …) and its body (委, 纪, 人大, 政协) the writer may have left
    out any: None. A numeral that writes no number is 0.
    """

    start: int
    end: int
    numbers: tuple[int, ...]
    term: int | None
    level: str | None
    body: str | None

    def fits(self, other: Session, number: int) -> bool:
        """Whether ``other`` has this number and agrees in all that both tell."""
        told = ((self.term, other.term), (self.level, other.level), (self.body, other.body))
        return number in other.numbers and all(None in pair or pair[0] == pair[1] for pair in told)


def find(text: str) -> Iterator[Session]:
    """Yield the sessions that a text names by number."""
    read, at = without(text, _BREAKS)
    for match in _SESSION.finditer(read) if any(kind in read for kind in _KINDS) else ():
        level, body = _who(match)
        if _is_session(match, body):
            numbers = tuple(ordinal_value(each) or 0 for each in _EACH.findall(match["numbers"]))
            term = (ordinal_value(match["term"]) or 0) if match["term"] else None
            start = match.start("term" if match["term"] else "numbers" if not body else 0)
            yield Session(at[start], at[match.end() - 1] + 1, numbers, term, level, body)


def _who(match: re.Match[str]) -> tuple[str | None, str | None]:
    """Return the level and the body of a session, as far as they are written."""
    who = match["before"] + (match["who"] or "")
    if match["kind"] == "中全会" or "党的" in who:
        return "中央", "委"
    levels = re.findall(_LEVEL, who)
    body = next(
        (name for name in ("政治局", "纪", "人大", "人民代表", "政协", "委") if name in who), None
    )
    level = "中央" if "中纪委" in who or "全国" in who else levels[-1] if levels else None
    return level, "人大" if body == "人民代表" else body


def _is_session(match: re.Match[str], body: str | None) -> bool:
    """Tell a session from a number of meetings (三次全体会议) and from a meeting of any other body.

    Of studies in common only those of the Politburo go by their numbers.
    """
    if "政治局" in match["before"] or match["kind"] == "次集体学习":
        return body == "政治局" and match["kind"] == "次集体学习"
    if match["kind"] == "次会议":
        return bool(match["term"]) and body in ("人大", "政协")
    return bool(match["term"] or body)
