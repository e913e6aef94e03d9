"""Checks the finished PDF, as the browser printed it, before it is written.

A browser shrinks the whole document where one element is wider than the paper, prints its own error
page, or skips a script, and still exits with 0. This module therefore compares the file with the
elements that it must hold (GB/T 9704-2012, clauses 5 and 7).
"""

from __future__ import annotations

import io
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import hypot
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ledger.documents.elements import Element
from ledger.documents.fonts import STAND_INS, family
from ledger.issues import Mistake
from ledger.language.grid import (
    AREA,
    PAPER,
    PITCH,
    POINTS_PER_MM,
    SIZE_3,
    TOP,
)
from ledger.language.signs import HAN

#: the type area's lower edge, in points from the page's foot, with tolerance for a rule
_FOOT = (PAPER[1] - TOP - AREA[1]) * POINTS_PER_MM
_BELOW = _FOOT - 4
#: the tolerance of a type size in points: a table of eight columns shrinks 16 pt to 15.8
_TOLERANCE = 0.1
#: characters of a text that a message quotes
_SHOWN = 20
_LENGTHEN, _LOOK = "请把正文增减一两行", "请打开报告页看看，再印一次"
_BODY = {"addressee", "text", "h2", "h3", "h4", "h5", "enclosures", "signature", "date", "note"}
#: some fonts map a character to a radical of the same shape
_RADICAL = "\u2e80-\u2fdf"
_HAN = re.compile(rf"[{HAN}{_RADICAL}]")
#: text whose characters a PDF holds in the typed order
_PLAIN = re.compile(rf"[\s!-~·×°‘’“”…‰—、-〗{HAN}！-～]*")
#: element -> the typeface that 5.2.2, 7.2 and 7.3 require, and a pattern of such fonts' names
_FACES = {
    "text": ("仿宋", "Fang|FZFS"),
    "h2": ("黑体", "Hei|FZHT"),
    "h3": ("楷体", "Kai|FZKT"),
    "title": ("小标宋", "XiaoBiaoSong|FZD?XBS|[Zz]hong[Ss]ong|Songti.*Bold"),
    "": ("宋体", "Song|SimSun|FZSS"),
}
_STAND_INS = {family(file).replace(" ", "") for file in STAND_INS}


@dataclass(frozen=True)
class Stretch:
    """Characters of one font in one place: page from 0, points from the page's left and foot."""

    page: int
    x: float
    y: float
    size: float
    font: str
    text: str


@dataclass(frozen=True)
class Line:
    """The stretches on one baseline, from left to right."""

    stretches: tuple[Stretch, ...]

    @property
    def page(self) -> int:
        """The page, from 0."""
        return self.stretches[0].page

    @property
    def y(self) -> float:
        """The baseline in points from the foot of the page."""
        return self.stretches[0].y

    @property
    def text(self) -> str:
        """The text without white space."""
        return "".join(stretch.text for stretch in self.stretches)


class Paper:
    """A PDF's lines and page sizes, and the elements that it must hold."""

    def __init__(self, content: bytes, elements: Sequence[Element]) -> None:
        pages = _pages(content)
        self.elements = elements
        self.sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in pages]
        found = [
            stretch for number, page in enumerate(pages) for stretch in _stretches(number, page)
        ]
        self.lines = _lines(stretch for stretch in found if stretch.y > _BELOW)
        self.numbers = _lines(stretch for stretch in found if stretch.y <= _BELOW)

    @cached_property
    def text(self) -> str:
        """All lines in reading order."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def found(self) -> list[tuple[str, str, list[list[Line]]]]:
        """Kind, text and places in the PDF of each line of all elements except tables."""
        parts = [(e.kind, part) for e in self.elements if not e.rows for part in e.text.split("\n")]
        return [(kind, part, self.places(part)) for kind, part in parts if part.strip()]

    def lines_of(self, *kinds: str) -> list[Line]:
        """Return the PDF's lines for elements of some kinds whose text occurs exactly once."""
        return [
            line for kind, _, at in self.found if kind in kinds and len(at) == 1 for line in at[0]
        ]

    def said(self, kind: str) -> str:
        """Return the text of all elements of a kind, one after the other."""
        return "".join(each.text for each in self.elements if each.kind == kind)

    def places(self, text: str) -> list[list[Line]]:
        """Return, for each occurrence of a text in the PDF, the lines over which it runs."""
        if not (wanted := _pattern(_squeezed(text))):
            return []
        return [self._between(*match.span()) for match in re.finditer(wanted, self.text)]

    def _between(self, start: int, end: int) -> list[Line]:
        return self.lines[bisect_right(self._ends, start) : bisect_left(self._ends, end) + 1]

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(line.text) for line in self.lines))


def check(content: bytes, elements: Sequence[Element], widest: str = "") -> None:
    """Raise ``Mistake`` with all faults of a printed report.

    ``elements`` are what the PDF must hold; ``widest`` is the place of the widest table.
    """
    paper = Paper(content, elements)
    found = [line for rule in _RULES for line in rule(paper)] if paper.sizes else ["一页也没有"]
    if found and widest and any(said.startswith("字号：整份") for said in found):
        found.append(f"最宽的表格在 {widest}")
    if found:
        raise Mistake("\n".join(["印出的 PDF 不合公文的格式，没有写出：", *found]))


def paper_is_a4(paper: Paper) -> Iterator[str]:
    """5.1: 210 mm × 297 mm."""
    for number, size in enumerate(paper.sizes, 1):
        across, down = (side / POINTS_PER_MM for side in size)
        if abs(across - PAPER[0]) > 1 or abs(down - PAPER[1]) > 1:
            yield f"纸张：第 {number} 页是 {across:.0f}×{down:.0f} 毫米，不是 A4"


def body_is_of_its_size(paper: Paper) -> Iterator[str]:
    """5.2.2: 三号, which is 16 pt."""
    lines = paper.lines_of(*_BODY)
    sizes = Counter(round(each.size, 2) for line in lines for each in line.stretches)
    wrong = {size: count for size, count in sizes.items() if abs(size - SIZE_3) > _TOLERANCE}
    if not sizes:
        yield "字号：没有找到正文"
    elif wrong:
        size = max(wrong, key=lambda each: wrong[each])
        whole = "整份缩小了，多半是有的表格或文字比纸宽；" if len(wrong) == len(sizes) else ""
        yield f"字号：{whole}正文是 {size:g} 磅，应为 {SIZE_3} 磅（三号）"


def nothing_is_missing(paper: Paper) -> Iterator[str]:
    """All elements are printed; of tables, whose cells run over lines, all characters are."""
    missing = [part for _, part, at in paper.found if not at and _PLAIN.fullmatch(part)]
    if missing:
        more = f"等 {len(missing)} 处" if len(missing) > 1 else ""
        yield f"文字：纸上没有“{missing[0][:_SHOWN]}”{more}；{_LOOK}"
        return
    raw = "".join(each.text for each in paper.elements)
    typed = Counter(raw) & Counter(_squeezed(raw))  # a combining accent makes another letter
    lost = {sign: n for sign, n in (typed - Counter(paper.text)).items() if _is_counted(sign)}
    radicals = re.findall(f"[{_RADICAL}]", paper.text)
    if any(sign.isascii() for sign in lost) or sum(lost.values()) > len(radicals):
        yield f"文字：纸上的表格少了“{''.join(sorted(lost))[:_SHOWN]}”；{_LOOK}"


def the_closing_stands_with_text(paper: Paper) -> Iterator[str]:
    """7.3.4, 7.3.5: 附件说明 is on one page, 署名 and 成文日期 on one with text above them."""
    enclosures, signature = paper.said("enclosures"), paper.said("signature")
    places = paper.places(enclosures + signature + paper.said("date"))
    closing = places[-1] if places else []
    if len(closing) < 2:  # 署名 and 成文日期 at least
        yield "署名：纸上没有找到连在一起的附件说明、署名和成文日期"
        return
    signed = closing[-2].page
    if signed != closing[-1].page:
        yield f"署名：在第 {signed + 1} 页，成文日期在下一页"
    elif closing[0].page != signed:
        yield f"附件说明：分在第 {closing[0].page + 1} 页和第 {signed + 1} 页；{_LENGTHEN}"
    first = paper.lines.index(closing[0])
    if not any(line.page == signed for line in paper.lines[:first]):
        yield f"署名：在第 {signed + 1} 页，这一页没有正文；{_LENGTHEN}"


def the_imprint_ends_the_last_even_page(paper: Paper) -> Iterator[str]:
    """7.4: 版记 is on the last side of the last leaf, at the foot of the type area."""
    pages, places = len(paper.sizes), paper.places(paper.said("printed"))
    if not places:
        yield "版记：纸上没有找到印发日期"
        return
    last = places[-1][-1]
    if pages % 2 or last.page != pages - 1:
        yield f"版记：在第 {last.page + 1} 页，全文 {pages} 页；版记应在最后一页，这一页应是双页"
    elif last.y - _FOOT > PITCH:
        yield f"版记：离版心下边缘 {(last.y - _FOOT) / POINTS_PER_MM:.0f} 毫米，应在版心底部"


_RULES = (
    paper_is_a4,
    body_is_of_its_size,
    nothing_is_missing,
    the_closing_stands_with_text,
    the_imprint_ends_the_last_even_page,
)


def remark(content: bytes, elements: Sequence[Element]) -> str:
    """Return a remark on the fonts that stand in for official ones; empty where none does."""
    paper = Paper(content, elements)
    found = [
        f"{face}（{'、'.join(sorted(font or '没有名字的字体' for font in wrong))}）"
        for kind, (face, names) in _FACES.items()
        if (wrong := {each for each in _fonts(paper, kind) if not _is_official(each, names)})
    ]
    if not found:
        return ""
    return f"PDF 里公文规定的字体用了替身：{'、'.join(found)}；报送的请在装有公文字体的机器上印"


def _fonts(paper: Paper, kind: str) -> set[str]:
    """Return the fonts of an element's Chinese text; for an empty ``kind``, of the page numbers."""
    if not kind:
        return {each.font for line in paper.numbers for each in line.stretches}
    stretches = [each for line in paper.lines_of(kind) for each in line.stretches]
    return {each.font for each in stretches if _HAN.search(each.text)}


def _is_official(font: str, names: str) -> bool:
    return bool(re.search(names, font)) and font not in _STAND_INS


def _pages(content: bytes) -> list[Any]:
    try:
        return list(PdfReader(io.BytesIO(content)).pages)
    except PyPdfError as error:
        raise Mistake(f"浏览器打印出的文件读不了：{error}") from None


def _stretches(number: int, page: Any) -> list[Stretch]:
    found: list[Stretch] = []

    def see(text: str, at: list[float], tm: list[float], font: Any, size: float) -> None:
        if shown := _squeezed(text):
            x, y = (tm[4] * at[k] + tm[5] * at[2 + k] + at[4 + k] for k in (0, 1))
            scale = hypot(*(tm[2] * at[k] + tm[3] * at[2 + k] for k in (0, 1)))
            name = str((font or {}).get("/BaseFont", "")).rpartition("+")[2]
            found.append(Stretch(number, x, y, size * scale, name, shown))

    page.extract_text(visitor_text=see)
    return found


def _lines(stretches: Iterator[Stretch]) -> list[Line]:
    """Return the lines in reading order."""
    rows: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda s: (s.page, -s.y, s.x)):
        if rows and rows[-1][0].page == each.page and rows[-1][0].y - each.y < 4:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [Line(tuple(sorted(row, key=lambda s: s.x))) for row in rows]


def _squeezed(text: str) -> str:
    """Return a text without white space, in NFKC."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _is_counted(sign: str) -> bool:
    """Whether a PDF keeps a character in every font, at least as a radical of the same shape."""
    return (sign.isascii() and sign.isalnum()) or "\u3400" <= sign <= "\u9fff"


def _pattern(text: str) -> str:
    """Return a pattern that matches a text whatever characters the fonts map its signs to."""
    return "".join(
        f"[{sign}{_RADICAL}]" if _HAN.match(sign) else sign if sign.isalnum() else "."
        for sign in text
    )
