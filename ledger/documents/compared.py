"""Compares the text of a printed report with the document that it must hold.

The paper changes white space and the ends of lines, repeats the head of a table on each page and
adds page numbers; the caller leaves the numbers out. Signs are compared in NFKC and by ``is_same``,
because a font may hold one glyph for several characters. All else must be the same, in its order.
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
_HAN = re.compile(rf"[{HAN}{RADICAL}]")
#: text whose characters a PDF holds in the typed order
_PLAIN = re.compile(rf"[\s!-~·×÷±°−≤≥‘’“”…‰—、-〗{HAN}！-～]*")
#: so many characters find where a text may begin; so many does a message quote
_BEGINNING, _SHOWN = 8, 20
#: NFKC makes the signs of Chinese narrow; a message shows them wide again
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")


def difference(elements: Sequence[Element], got: str) -> str:
    """Say where the text of a PDF first differs from its elements; empty where it does not.

    ``got`` is the text without white space, with ``BREAK`` between pages.
    """
    missing, extra = differences(_parts(elements), got)
    if not missing:
        return f"纸上多出“{extra[0][:_SHOWN].translate(_WIDE)}”，网页上没有" if extra else ""
    part, instead = missing[0]
    more = f"等 {len(missing)} 处" if missing[1:] else ""
    typed = Counter("".join(each.text for each, _ in missing))
    printed = Counter("".join(dict.fromkeys(between for _, between in missing)))
    if part.head and typed > printed:
        return f"纸上的表格少了“{''.join(sorted(typed - printed))[:_SHOWN]}”{more}"
    shown, instead = _from_difference(part, instead)
    return f"纸上没有“{shown}”{f'，而是“{instead}”' if instead else ''}{more}"


@dataclass(frozen=True)
class Part:
    """A text that must be printed, without white space and as it was typed: a row of a table, too.

    Before the row the ``head`` of its table may be repeated at the top of a page. The order of the signs on paper is
    ``sure`` only for text of the genre: not for Arabic, say.
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
                yield Part(text, typed, head, bool(_PLAIN.fullmatch(typed)))
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
        lost = [each for each in waiting if each.sure or _lacks(each.text, between)]
        missing += [(each, between) for each in lost]
        extra += [between] if between and not waiting else []
        waiting, at = [], end
    return missing, extra


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
    if _HAN.match(wanted):
        return bool(re.match(f"[{RADICAL}]", got))
    plain = wanted.isalnum() or (wanted.isascii() and wanted != "-")
    return not plain and not got.isalnum() and got != BREAK


def _lacks(text: str, got: str) -> bool:
    """Whether a text, printed in whatever order, lost characters that every font keeps."""
    typed = Counter(filter(_is_counted, text))
    lost = typed - Counter(got)
    return any(sign.isascii() for sign in lost) or sum(lost.values()) > len(
        re.findall(f"[{RADICAL}]", got)
    )


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


def _is_counted(sign: str) -> bool:
    """Whether a PDF keeps a character in every font, at least as a radical of the same shape."""
    return (sign.isascii() and sign.isalnum()) or "\u3400" <= sign <= "\u9fff"


def pattern(text: str) -> str:
    """Return a pattern that matches a text whatever characters the fonts map its signs to."""
    return "".join(
        f"[{sign}{RADICAL}]" if _HAN.match(sign) else sign if sign.isalnum() else "."
        for sign in text
    )
