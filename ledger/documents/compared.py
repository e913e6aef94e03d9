"""Compares the text of a printed report with the document that it must hold.

The paper changes white space and the ends of lines, repeats the head of a table on each page and
adds page numbers; the caller leaves the numbers out. Signs are compared in NFKC and by ``is_same``,
because a font may hold one glyph for several characters. All else must be the same, in its order;
only of text that runs from right to left the signs are counted, because a PDF holds them as drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ledger.documents.elements import Element
from ledger.language.signs import HAN

#: stands between two pages in the text of a PDF, which holds no such character
BREAK = "\f"
#: some fonts map a character to a radical of the same shape
RADICAL = "\u2e80-\u2fdf"
RADICALS = re.compile(f"[{RADICAL}]")
IS_HAN = re.compile(rf"[{HAN}{RADICAL}]")
#: signs for which a font may hold one glyph; a PDF then names any of them
_ALIKE = ("-‐‑", "—―─", "–‒−", "“〝", "”〞", "·•‧・∙⋅", "⋯…", "°˚º")
_OF_ALIKE = {sign: signs[0] for signs in _ALIKE for sign in signs}
#: classes of characters that run from right to left (Unicode Standard Annex 9, table 4)
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
#: a bracket that runs from right to left is drawn as the other one
_MIRRORED = str.maketrans(")]}>»", "([{<«")
#: so many characters find where a text may begin; so many does a message quote
_BEGINNING, _SHOWN = 8, 20
#: NFKC makes the signs of Chinese narrow; a message shows them wide again
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")


def difference(elements: Sequence[Element], got: str) -> str:
    """Say where the text of a PDF differs from its elements; empty where it does not.

    ``got`` is the text without white space, with ``BREAK`` between pages.
    """
    missing, extra = differences(_parts(elements), got)
    return "；".join([*_said_of_missing(missing), *_said_of_extra(extra)])


def _said_of_missing(missing: Sequence[tuple[Part, str]]) -> Iterator[str]:
    if missing:
        part, instead = missing[0]
        more = f"等 {len(missing)} 处" if missing[1:] else ""
        shown, instead = _from_difference(part, instead)
        what = "表格的这一行" if part.head else ""
        yield f"纸上没有{what}“{shown}”{f'，而是“{instead}”' if instead else ''}{more}"


def _said_of_extra(extra: Sequence[str]) -> Iterator[str]:
    if extra:
        more = f"等 {len(extra)} 处" if extra[1:] else ""
        yield f"纸上多出“{extra[0][:_SHOWN].translate(_WIDE)}”{more}，报告里没有"


@dataclass(frozen=True)
class Part:
    """A text that must be printed, without white space and as it was typed: a row of a table, too.

    Before the row the ``head`` of its table may be repeated at the top of a page. The order of the
    signs on paper is not ``sure`` where some run from right to left.
    """

    text: str
    typed: str
    head: str = ""
    sure: bool = True


def _parts(elements: Sequence[Element]) -> Iterator[Part]:
    for element in elements:
        head = ""
        for typed in map("\n".join, element.rows) if element.rows else [element.text]:
            if text := squeezed(typed):
                yield Part(text, typed, head, not _runs_left(text))
            head = head or text


def differences(parts: Iterable[Part], got: str) -> tuple[list[tuple[Part, str]], list[str]]:
    """Return the parts that a PDF lacks, each with what stands instead, and what it has besides."""
    missing: list[tuple[Part, str]] = []
    extra: list[str] = []
    waiting: list[Part] = []
    at = 0
    for part in (*parts, None):
        if part and not part.sure:
            waiting.append(part)
            continue
        start, end = _found(part, got, at) if part else (len(got), len(got))
        if part and start < 0:
            waiting.append(part)
            continue
        between = got[at:start].replace(BREAK, "")
        lost, left = _compared(waiting, between)
        missing += lost
        extra += [left] if left else []
        waiting, at = [], end
    return missing, extra


def _compared(waiting: Sequence[Part], between: str) -> tuple[list[tuple[Part, str]], str]:
    """Return the waiting parts that a stretch of a PDF lacks, and what the stretch has besides."""
    if all(part.sure for part in waiting):
        return [(part, between) for part in waiting], "" if waiting else between
    typed, printed = _counted("".join(part.text for part in waiting)), _counted(between)
    lost, more = typed - printed, printed - typed
    radicals = sum(more.pop(sign) for sign in [*more] if RADICALS.match(sign))
    han = [sign for sign in lost if IS_HAN.match(sign)]
    if sum(lost[sign] for sign in han) <= radicals:  # each may be one of the radicals
        lost = Counter({sign: count for sign, count in lost.items() if sign not in han})
    first = next((part for part in waiting if lost & _counted(part.text)), waiting[0])
    return ([(first, between)] if lost else []), "".join(more.elements())


def _counted(text: str) -> Counter[str]:
    """Count the signs of a text in whatever order and direction; letters change their shapes."""
    shown = (sign for sign in text.translate(_MIRRORED) if not _is_shaped(sign))
    return Counter(_OF_ALIKE.get(sign, sign) for sign in shown)


def _is_shaped(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in ("R", "AL", "NSM")


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)


def _found(part: Part, got: str, start: int) -> tuple[int, int]:
    """Return from where to where a part stands, at ``start`` or later; -1 where it does not."""
    if (end := _end(part, got, start)) >= 0:
        return start, end
    begins = re.compile(f"{BREAK}?".join(map(pattern, part.text[:_BEGINNING])))
    for match in begins.finditer(got, start):
        if (end := _end(part, got, match.start())) >= 0:
            return match.start(), end
    return -1, -1


def _end(part: Part, got: str, at: int) -> int:
    """Return where a part ends that begins at ``at``; -1 where another text stands there."""
    for sign in part.text:
        if at < len(got) and got[at] == BREAK:
            at += 1
            at += len(part.head) if got.startswith(part.head, at) else 0
        if at == len(got) or not is_same(sign, got[at]):
            return -1
        at += 1
    return at


def is_same(wanted: str, got: str) -> bool:
    """Whether a character of a PDF may stand for the one that was typed.

    A font may hold one glyph for a character of Han and a radical, and for signs that look alike,
    as — and ―. The PDF then names either.
    """
    if wanted == got:
        return True
    if IS_HAN.match(wanted):
        return bool(RADICALS.match(got))
    return wanted in _OF_ALIKE and _OF_ALIKE[wanted] == _OF_ALIKE.get(got)


def _from_difference(part: Part, other: str) -> tuple[str, str]:
    """Return a part as it was typed, and what stands instead, from a little before they differ."""
    pairs = enumerate(zip(part.text, other, strict=False))
    start = max(0, next((at for at, (a, b) in pairs if not is_same(a, b)), 0) - 6)
    lengths = accumulate(len(squeezed(sign)) for sign in part.typed)
    first = next((at for at, length in enumerate(lengths) if length > start), 0)
    shown = "".join(part.typed[first:].split())[:_SHOWN]
    return shown, other[start : start + _SHOWN].translate(_WIDE)


def squeezed(text: str) -> str:
    """Return a text without white space, in NFKC."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def pattern(text: str) -> str:
    """Return a pattern that matches a text whatever characters the fonts map its signs to."""
    return "".join(
        f"[{sign}{RADICAL}]" if IS_HAN.match(sign) else sign if sign.isalnum() else "."
        for sign in text
    )
