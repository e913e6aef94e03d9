"""What stands beside a figure and makes another number of it: 近8次, 8余次, 8次（左右）, 8次加3次.

A text is read with its numerals in their usual signs, and as ``signs.reading`` returns it.
"""

from __future__ import annotations

import re

from ledger.language import measures
from ledger.language.numerals import SIGNS
from ledger.patterns import Pattern, Rule

_H = SIGNS
#: characters: the longest word beside a figure, with blanks, brackets and quotes
LONGEST = 16
_SPACE = r"\s{0,4}"
_OPENING, _CLOSING = "（(“‘【", "）)”’】"
#: between a word and the figure that it changes
_QUOTE = Pattern(rf"{_SPACE}[“‘]?{_SPACE}$")
_CLOSED = Pattern(rf"[{_CLOSING}]{_SPACE}$")
#: what else changes a figure from before it
_BEFORE = (
    Rule(
        "a word and a bracket",
        rf"[近约逾几][（(【]{_SPACE}$",
        finds="培训⟦约（⟧",
        leaves="培训（",
    ),
    Rule(
        "several",
        rf"(?:^|[展织共达，。、；：])数{_SPACE}$",
        finds="开⟦展数⟧",
        leaves="次数",
    ),
    Rule("per cent", rf"百分之{_SPACE}$", finds="达⟦百分之⟧", leaves="百分"),
    Rule("a digit", rf"[0-9]{_SPACE}$", finds="共⟦3 ⟧", leaves="共"),
    Rule("a numeral", rf"[{_H}]$", finds="共⟦三⟧", leaves="三个"),
)


def _said(match: re.Match[str]) -> int | None:
    """Hold where a word of approximation follows, and take it in."""
    word = next(measures.all_about(match.string, match.end()), "")
    return match.end() + len(word) if word else None


def _said_in_brackets(match: re.Match[str]) -> int | None:
    """Hold where nothing but a word of approximation, a multiple or a numeral stands in brackets."""
    said = match["said"]
    words = (*measures.all_about(match.string, match.start("said")), *"倍成打双半")
    rests = [said[len(word) :] for word in words if said.startswith(word)]
    is_word = any(rest == "" or (len(rest) == 1 and rest in _H) for rest in rests)
    return match.end() if is_word or (len(said) < 10 and all(sign in _H for sign in said)) else None


#: what changes a figure from behind it; the rule that stands first finds
_AFTER = (
    Rule(
        "a word, also behind a remark in brackets",
        rf"{_SPACE}[”’]?{_SPACE}(?:（[^（）]{{1,12}}）)?",
        finds="8次⟦左右⟧，8次⟦（含县级）以上⟧",
        leaves="8次，多部门",
        ends=_said,
    ),
    Rule(
        "a word or a numeral in brackets",
        rf"{_SPACE}[{_OPENING}]{_SPACE}(?P<said>[^\s{_OPENING}{_CLOSING}]{{1,12}}){_SPACE}[{_CLOSING}]",
        finds="8次⟦（左右）⟧，8⟦（万）⟧",
        leaves="8次（含县级）",
        ends=_said_in_brackets,
    ),
    Rule("a numeral or the sign of a share", rf"[{_H}％%‰]", finds="8⟦万⟧", leaves="8次"),
    Rule("a power of ten", rf"{_SPACE}[0-9十百千万亿]", finds="甲⟦ 万⟧", leaves="甲 次"),
    Rule(
        "a sum or a product",
        rf"{_SPACE}(?:加上?|减去?|乘以?|除以?){_SPACE}[0-9{_H}]",
        finds="8次⟦加3⟧次",
        leaves="8次加强",
    ),
    Rule(
        "another number",
        rf"{_SPACE}(?:又|或者?){_SPACE}[0-9]",
        finds="8次⟦或3⟧次",
        leaves="8次或者",
    ),
    Rule(
        "digits that go on",
        rf"{_SPACE}(?<=[0-9])(?:[、比点]|分之){_SPACE}[0-9]",
        finds="8⟦、9⟧次，8⟦比3⟧",
        leaves="8次、9次",
    ),
)
#: what may stand beside a figure, beyond blanks: Chinese text and what sets off one
_BESIDE = r"[^\W\x00-\xff]|[，。、；：？！“”‘’（）《》〈〉〔〕【】「」『』|()\[\]:;?!\"']|——|……"
_FINE_BEFORE = Pattern(rf"(?:^|{_BESIDE}|[A-Za-z](?=\s)){_SPACE}$")
_FINE_AFTER = Pattern(rf"{_SPACE}(?:$|{_BESIDE})|\s{{1,4}}[A-Za-z]")


def before(text: str, start: int) -> int | None:
    """Return where what changes a figure begins, before the place where the figure does."""
    first = max(start - LONGEST, 0)
    matches = (each.pattern.search(text, first, start) for each in _BEFORE)
    places = [match.start() for match in matches if match]
    if quote := _QUOTE.search(text, first, start):
        places += [quote.start() - len(word) for word in measures.all_nearly(text, quote.start())]
    if closed := _CLOSED.search(text, first, start):
        words = measures.all_nearly(text, closed.start())
        opened = (closed.start() - len(word) - 1 for word in words)
        places += [place for place in opened if place >= 0 and text[place] in _OPENING]
    return min(places, default=None)


def after(text: str, end: int) -> int | None:
    """Return where what changes a figure ends, behind the place where the figure does."""
    found = (each.at(text, end) for each in _AFTER)
    return next((each.end for each in found if each), None)


def is_fine_before(text: str) -> bool:
    """Whether a text before a figure ends with what may stand there."""
    return _FINE_BEFORE.search(text) is not None


def is_fine_after(text: str) -> bool:
    """Whether a text behind a figure begins with what may stand there."""
    return _FINE_AFTER.match(text) is not None
