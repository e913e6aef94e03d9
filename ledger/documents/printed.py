"""Checks the finished PDF, as the browser printed it, before it is written.

A browser shrinks the whole document where one element is wider than the paper, prints its own error
page, or skips a script, and still exits with 0. This module therefore compares the file with the
elements that it must hold (GB/T 9704-2012, clauses 5 and 7).
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, groupby
from math import hypot
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from ledger.codes import AGAIN
from ledger.documents import compared
from ledger.documents.compared import pattern, squeezed
from ledger.documents.elements import NAMES, Element
from ledger.documents.fonts import STAND_INS, family
from ledger.language.grid import (
    AREA,
    PAPER,
    PITCH,
    POINTS_PER_MM,
    SIZE_3,
    TOP,
)

#: the type area's lower edge, in points from the page's foot, with tolerance for a rule
_FOOT = (PAPER[1] - TOP - AREA[1]) * POINTS_PER_MM
_BELOW = _FOOT - 4
#: the tolerance of a type size in points: a table of eight columns shrinks 16 pt to 15.8
_TOLERANCE = 0.1
_SHRUNK = "字号：整份缩小了，多半是有的表格或文字比纸宽；"
_LENGTHEN, _LOOK = "请把正文增减一两行", "请打开报告页看看，再印一次"
_BODY = {"addressee", "text", "h2", "h3", "h4", "h5", "enclosures", "signature", "date", "note"}
#: element -> the typeface that 5.2.2, 7.2 and 7.3 require, and a pattern of such fonts' names
_FACES = {
    "text": ("仿宋", "Fang|FZFS"),
    "h2": ("黑体", "Hei|FZHT"),
    "h3": ("楷体", "Kai|FZKT"),
    "title": ("小标宋", "XiaoBiaoSong|FZD?XBS|[Zz]hong[Ss]ong|Songti.*Bold"),
    "": ("宋体", "Song|SimSun|FZSS"),
}
_STAND_INS = {family(file).replace(" ", "") for file in STAND_INS}
#: points; tables are set smaller, every other text larger
_SMALL = 13
#: where a PDF holds the program of a font
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
#: keys, types and actions of a PDF that run, open, fetch or carry something (ISO 32000-1, clauses
#: 7.7.2, 7.11.4, 12.6 and 12.7), and layers that a reader may switch (8.11)
_ACTIVE = frozenset(
    {"/OpenAction", "/AA", "/JavaScript", "/JS", "/URI", "/EmbeddedFiles", "/EmbeddedFile", "/EF",
     "/AF", "/AcroForm", "/XFA", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData",
     "/Rendition", "/RichMedia", "/RichMediaExecute", "/Movie", "/Sound", "/OCProperties",
     "/Filespec", "/Collection"}
)  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """Characters of one font in one place: page from 0, points from the page's left and foot."""

    page: int
    x: float
    y: float
    size: float
    font: str
    text: str
    embedded: bool = True


@dataclass(frozen=True)
class Line:
    """The stretches on one baseline, from left to right; or a table's part on one page.

    A table is read as the browser wrote it, cell after cell, because its cells run over lines.
    """

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


class Sheets(NamedTuple):
    """What a PDF holds: the width and height of each page in points, and what is printed."""

    sizes: tuple[tuple[float, float], ...]
    stretches: tuple[Stretch, ...]
    #: what a reader's program would run, open or fetch, by the file's own names
    active: tuple[str, ...] = ()


@lru_cache(maxsize=1)  # a fresh PDF is checked, and its fonts are remarked on
def opened(content: bytes) -> Sheets:
    """Read a PDF; raises as its reader does where the file is damaged."""
    reader = PdfReader(io.BytesIO(content))
    pages = list(reader.pages)
    sizes = tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in pages)
    found = (stretch for number, page in enumerate(pages) for stretch in _stretches(number, page))
    return Sheets(sizes, tuple(found), tuple(sorted(set(_active(reader)))))


class Paper:
    """A PDF's lines and page sizes, and the elements that it must hold."""

    def __init__(self, sheets: Sheets, elements: Sequence[Element]) -> None:
        self.elements = elements
        self.sizes, found, self.active = sheets
        self.stretches = found
        self.lines = list(_in_order([stretch for stretch in found if stretch.y > _BELOW]))
        self.numbers = _lines(stretch for stretch in found if stretch.y <= _BELOW)

    @cached_property
    def text(self) -> str:
        """All lines in reading order."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def located(self) -> list[tuple[str, str, list[list[Line]]]]:
        """Kind, text and places in the PDF of each line of all elements except tables."""
        parts = [(e.kind, part) for e in self.elements if not e.rows for part in e.text.split("\n")]
        return [(kind, part, self.places(part)) for kind, part in parts if part.strip()]

    def lines_of(self, *kinds: str) -> list[Line]:
        """Return the PDF's lines for elements of some kinds whose text occurs exactly once."""
        return [
            line for kind, _, at in self.located if kind in kinds and len(at) == 1 for line in at[0]
        ]

    def text_of(self, kind: str) -> str:
        """Return the text of all elements of a kind, one after the other."""
        return "".join(each.text for each in self.elements if each.kind == kind)

    def places(self, text: str) -> list[list[Line]]:
        """Return, for each occurrence of a text in the PDF, the lines over which it runs."""
        if not (wanted := pattern(squeezed(text))):
            return []
        return [self._between(*match.span()) for match in re.finditer(wanted, self.text)]

    def _between(self, start: int, end: int) -> list[Line]:
        return self.lines[bisect_right(self._ends, start) : bisect_left(self._ends, end) + 1]

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(line.text) for line in self.lines))


def faults(sheets: Sheets, elements: Sequence[Element]) -> list[str]:
    """Return all faults of a printed report that must hold some elements, a line each."""
    if not sheets.sizes:
        return ["一页也没有"]
    paper = Paper(sheets, elements)
    return [line for rule in _RULES for line in rule(paper)]


def is_shrunk(faults: Sequence[str]) -> bool:
    """Whether the faults say that the whole document was printed smaller."""
    return any(said.startswith(_SHRUNK) for said in faults)


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
        begins = _SHRUNK if len(wrong) == len(sizes) else "字号："
        yield f"{begins}正文是 {size:g} 磅，应为 {SIZE_3} 磅（三号）"


def the_text_is_the_documents(paper: Paper) -> Iterator[str]:
    """All text of the document is printed, in its order, and nothing else."""
    if said := compared.difference(paper.elements, _paged(paper.lines)):
        yield f"文字：{said}；{_LOOK}"


def _paged(lines: Sequence[Line]) -> str:
    """Return all text in reading order, with a sign between two pages."""
    pages = groupby(lines, lambda line: line.page)
    return compared.BREAK.join("".join(line.text for line in page) for _, page in pages)


def fonts_are_embedded(paper: Paper) -> Iterator[str]:
    """The file holds every font that it names: else another machine takes another font."""
    names = {each.font or "没有名字的字体" for each in paper.stretches if not each.embedded}
    if names:
        yield f"字体：{'、'.join(sorted(names))} 没有嵌入，别的机器上会换成别的字体；请换一个浏览器再印"


def pages_are_numbered(paper: Paper) -> Iterator[str]:
    """7.5: each page bears its number, but the last two where 版记 stands alone after a blank one."""
    told = {line.page: line.text for line in paper.numbers}
    if not told:
        yield "页码：纸上没有页码；请换 131 以上的 Chromium、Chrome 或 Edge 再印"
        return
    pages = set(range(len(paper.sizes)))
    blank = pages - {line.page for line in paper.lines}
    bare = {*blank, len(paper.sizes) - 1} if blank else set()
    wrong = [page for page in sorted(pages - bare) if not _is_number(told.get(page, ""), page + 1)]
    if wrong:
        more = f"等 {len(wrong)} 页" if wrong[1:] else ""
        yield f"页码：第 {wrong[0] + 1} 页印的是“{told.get(wrong[0], '')}”{more}；{_LOOK}"


def _is_number(text: str, number: int) -> bool:
    return re.sub(r"\D", "", text) == str(number)


def the_closing_stands_with_text(paper: Paper) -> Iterator[str]:
    """7.3.4, 7.3.5: 附件说明 is on one page, 署名 and 成文日期 on one with text above them.

    A document of some kinds (文种) bears 成文日期 alone.
    """
    signature = paper.text_of("signature")
    name = "署名" if signature else "成文日期"
    places = paper.places(paper.text_of("enclosures") + signature + paper.text_of("date"))
    closing = places[-1] if places else []
    begins = 2 if signature else 1  # lines from the last at least
    if len(closing) < begins:
        yield f"{name}：纸上没有找到连在一起的附件说明、署名和成文日期"
        return
    signed = closing[-begins].page
    if signed != closing[-1].page:
        yield f"署名：在第 {signed + 1} 页，成文日期在下一页"
    elif closing[0].page != signed:
        yield f"附件说明：分在第 {closing[0].page + 1} 页和第 {signed + 1} 页；{_LENGTHEN}"
    first = paper.lines.index(closing[0])
    if not any(line.page == signed for line in paper.lines[:first]):
        yield f"{name}：在第 {signed + 1} 页，这一页没有正文；{_LENGTHEN}"


def the_imprint_ends_the_last_even_page(paper: Paper) -> Iterator[str]:
    """7.4: 版记 is on the last side of the last leaf, at the foot of the type area.

    A document whose kind (文种) has none bears none, and ends on whatever page its text ends.
    """
    last_kind = next((kind for kind in ("printed", "copies") if paper.text_of(kind)), "")
    if not last_kind:
        return
    pages, places = len(paper.sizes), paper.places(paper.text_of(last_kind))
    if not places:
        yield f"版记：纸上没有找到{NAMES[last_kind]}"
        return
    last = places[-1][-1]
    if pages % 2 or last.page != pages - 1:
        yield f"版记：在第 {last.page + 1} 页，全文 {pages} 页；版记应在最后一页，这一页应是双页"
    elif last.y - _FOOT > PITCH:
        yield f"版记：离版心下边缘 {(last.y - _FOOT) / POINTS_PER_MM:.0f} 毫米，应在版心底部"


def nothing_acts(paper: Paper) -> Iterator[str]:
    """The file runs nothing, fetches nothing and carries no other file."""
    if paper.active:
        yield f"文件：里面有报告没有的东西（{'、'.join(paper.active)}），会运行、会打开别处或夹带文件；请{AGAIN}"


_RULES = (
    nothing_acts,
    paper_is_a4,
    body_is_of_its_size,
    fonts_are_embedded,
    the_text_is_the_documents,
    pages_are_numbered,
    the_closing_stands_with_text,
    the_imprint_ends_the_last_even_page,
)


def remark(sheets: Sheets, elements: Sequence[Element]) -> str:
    """Return a remark on the fonts that stand in for official ones; empty where none does."""
    paper = Paper(sheets, elements)
    replaced: dict[str, list[str]] = {}
    for kind, (face, names) in _FACES.items():
        if wrong := {each for each in _fonts(paper, kind) if not _is_official(each, names)}:
            used = "、".join(sorted(font or "没有名字的字体" for font in wrong))
            replaced.setdefault(used, []).append(face)
    if not replaced:
        return ""
    found = "，".join(f"{'、'.join(faces)}（{used}）" for used, faces in replaced.items())
    return f"PDF 里公文规定的字体用了替身：{found}；报送的请在装有公文字体的机器上印"


def _fonts(paper: Paper, kind: str) -> set[str]:
    """Return the fonts of an element's Chinese text; for an empty ``kind``, of the page numbers."""
    if not kind:
        return {each.font for line in paper.numbers for each in line.stretches}
    stretches = [each for line in paper.lines_of(kind) for each in line.stretches]
    return {each.font for each in stretches if compared.IS_HAN.search(each.text)}


def _is_official(font: str, names: str) -> bool:
    return bool(re.search(names, font)) and font not in _STAND_INS


def _active(reader: PdfReader) -> Iterator[str]:
    """Yield the names of what a PDF would run, open, fetch or carry, in whatever object it stands.

    The page is printed without links, so the file needs none of them.
    """
    if reader.is_encrypted:
        yield "Encrypt"
    numbers = [(number, of) for of, found in reader.xref.items() for number in found]
    for number, generation in (*numbers, *((number, 0) for number in reader.xref_objStm)):
        yield from _acting(reader.get_object(IndirectObject(number, generation, reader)))


def _acting(found: object) -> Iterator[str]:
    """Yield what acts in an object, and in the objects that it holds itself."""
    if isinstance(found, DictionaryObject):
        kinds = {found.get("/Type"), found.get("/S") if found.get("/Type") != "/StructElem" else ""}
        keys = {key for key in found if not _is_destination(found[key])}
        yield from (mark.lstrip("/") for mark in map(str, keys | kinds) if mark in _ACTIVE)
        if "/Rect" in found and (found.get("/Subtype") != "/Link" or "/A" in found):
            yield str(found.get("/Subtype")).lstrip("/")
        found = ArrayObject(found.raw_get(key) for key in found)
    for part in found if isinstance(found, ArrayObject) else ():
        if isinstance(part, (DictionaryObject, ArrayObject)):
            yield from _acting(part)


def _is_destination(value: object) -> bool:
    """Whether a value is a place in the file (12.3.2.2); its key may be an author's own heading."""
    return isinstance(value, ArrayObject) and bool(
        {"/XYZ", "/Fit", "/FitH"} & {*map(str, value[1:2])}
    )


def _stretches(number: int, page: Any) -> list[Stretch]:
    found: list[Stretch] = []

    def see(text: str, at: list[float], tm: list[float], font: Any, size: float) -> None:
        if shown := squeezed(text):
            x, y = (tm[4] * at[k] + tm[5] * at[2 + k] + at[4 + k] for k in (0, 1))
            scale = hypot(*(tm[2] * at[k] + tm[3] * at[2 + k] for k in (0, 1)))
            name = str((font or {}).get("/BaseFont", "")).rpartition("+")[2]
            found.append(Stretch(number, x, y, size * scale, name, shown, _is_embedded(font or {})))

    page.extract_text(visitor_text=see)
    return found


def _is_embedded(font: Any) -> bool:
    """Whether a PDF holds a font's glyphs; those of Type 3 are always drawings in the file."""
    for each in (font, *(part.get_object() for part in font.get("/DescendantFonts", ()))):
        descriptor = each.get("/FontDescriptor", {})
        if each.get("/Subtype") == "/Type3" or any(name in descriptor for name in _PROGRAMS):
            return True
    return False


def _in_order(stretches: Sequence[Stretch]) -> Iterator[Line]:
    """Yield lines and tables in reading order.

    The browser writes 版头 and tables last on their page, because they are positioned.
    """
    for _, page in groupby(stretches, lambda stretch: stretch.page):
        here = list(page)
        lines = _lines(each for each in here if each.size >= _SMALL)
        tables: dict[int, list[Stretch]] = {}  # by the number of lines above
        for each in here:
            if each.size < _SMALL:
                above = sum(line.y > each.y for line in lines)
                tables.setdefault(above, []).append(each)
        for number in range(len(lines) + 1):
            yield from [Line(tuple(tables[number]))] if number in tables else []
            yield from lines[number : number + 1]


def _lines(stretches: Iterator[Stretch]) -> list[Line]:
    """Return the lines from the top of the page to its foot."""
    rows: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda s: (s.page, -s.y, s.x)):
        if rows and rows[-1][0].page == each.page and rows[-1][0].y - each.y < 4:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [Line(tuple(sorted(row, key=lambda s: s.x))) for row in rows]
