"""Measures a printed report against GB/T 9704-2012: every finding is a line, none is a pass.

It looks at the PDF alone, whoever made it: where each character stands, in which font and size,
where the rules are and what is red. ``elements`` say what must stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from PIL import Image, ImageChops

from ledger.documents.elements import Element
from ledger.language.grid import (
    AREA,
    CELL,
    LEFT,
    LINES,
    PITCH,
    POINTS_PER_MM,
    TOP,
    width,
)

MM = POINTS_PER_MM
LEFT_EDGE, RIGHT_EDGE = LEFT * MM, (LEFT + AREA[0]) * MM
TOP_EDGE, BOTTOM_EDGE = TOP * MM, (TOP + AREA[1]) * MM
#: 避头 and 避尾 (GB/T 15834-2011, clause 5): what may not begin or end a line
NOT_FIRST = set("，。、；：？！）》〉」』”’】〕％%‰·～")
NOT_LAST = set("（《〈「『“‘【〔")
BODY = {"text", "h2", "h3", "h4", "h5", "addressee", "enclosures", "signature", "date", "note"}
TABLE_SIZES = (10.5, 12)


@dataclass(frozen=True)
class Char:
    """One printed character: its page from 0, its origin and baseline in points from the top left."""

    page: int
    text: str
    x: float
    base: float
    end: float
    size: float
    font: str
    red: bool


@dataclass
class Line:
    """Characters on one baseline, from left to right, and the element they belong to."""

    chars: list[Char]
    kind: str = ""
    #: the line ends its paragraph
    last: bool = False
    #: the line begins its paragraph
    first: bool = False

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def page(self) -> int:
        return self.chars[0].page

    @property
    def base(self) -> float:
        return self.chars[0].base

    @property
    def shown(self) -> str:
        return f"第{self.page + 1}页“{self.text[:12]}”"


@dataclass
class Rule:
    """A printed straight line or bar, in points."""

    page: int
    x0: float
    x1: float
    middle: float
    weight: float
    red: bool


@dataclass
class Paper:
    """A PDF taken apart."""

    file: Path
    #: the program lets a sign hang over the right edge
    hangs: bool = False
    pages: int = 0
    sizes: list[tuple[float, float]] = field(default_factory=list)
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def __post_init__(self) -> None:
        with pdfplumber.open(self.file) as pdf:
            self.pages = len(pdf.pages)
            for number, page in enumerate(pdf.pages):
                self.sizes.append((float(page.width), float(page.height)))
                self.chars += [_char(number, c, float(page.height)) for c in page.chars]
                for rule in _rules(number, page):  # some programs draw a line twice
                    if not any(
                        rule.page == r.page
                        and abs(rule.middle - r.middle) < 0.3
                        and abs(rule.x0 - r.x0) < 1
                        for r in self.rules
                    ):
                        self.rules.append(rule)

    @cached_property
    def text(self) -> str:
        """All text in reading order without page numbers."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the type area in reading order; a table's part on a page is one line."""
        found: list[Line] = []
        for number in range(self.pages):
            inside = [c for c in self.chars if c.page == number and c.base < BOTTOM_EDGE + 3]
            rows = _rows([c for c in inside if not _near(c.size, *TABLE_SIZES)])
            tables: dict[int, list[Char]] = {}  # by how many lines stand above
            for char in inside:
                if _near(char.size, *TABLE_SIZES) and char.text.strip():
                    above = sum(line.base < char.base for line in rows)
                    tables.setdefault(above, []).append(char)
            for index in range(len(rows) + 1):
                found += [Line(tables[index], "table")] if index in tables else []
                found += rows[index : index + 1]
        return found

    @cached_property
    def numbers(self) -> dict[int, Line]:
        """The line below the type area of each page that has one."""
        found: dict[int, Line] = {}
        for number in range(self.pages):
            below = [c for c in self.chars if c.page == number and c.base >= BOTTOM_EDGE + 3]
            if rows := _rows(below):
                found[number] = rows[0]
        return found

    @cached_property
    def red_ink(self) -> list[tuple[float, float]]:
        """From where to where, in points from the top, each stretch of the first page's red is."""
        with pdfplumber.open(self.file) as pdf:
            red = _red(pdf.pages[0].to_image(resolution=288).original.convert("RGB"))
        pixels = red.tobytes()
        rows = [y for y in range(red.height) if any(pixels[y * red.width : (y + 1) * red.width])]
        stretches: list[list[int]] = []
        for y in rows:
            if stretches and y - stretches[-1][1] < 12:
                stretches[-1][1] = y
            else:
                stretches.append([y, y])
        return [(top / 4, (bottom + 1) / 4) for top, bottom in stretches]


def _red(image: Image.Image) -> Image.Image:
    """Return the red of a picture as white on black."""
    red, green, blue = image.split()
    strong = red.point(lambda value: 255 * (value > 150))
    others = ImageChops.lighter(green, blue).point(lambda value: 255 * (value < 90))
    return ImageChops.darker(strong, others)


def _char(page: int, char: dict[str, Any], height: float) -> Char:
    colour = char.get("non_stroking_color") or (0,)
    x, y = char["matrix"][4:]
    return Char(
        page,
        char["text"],
        x,
        height - y,
        float(char["x1"]),
        round(float(char["size"]), 2),
        char["fontname"],
        len(colour) == 3 and colour[0] > 0.6 and max(colour[1:]) < 0.3,
    )


def _rules(page: int, opened: Any) -> Iterator[Rule]:
    for shape in [*opened.rects, *opened.lines, *opened.curves]:
        across, down = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        if across < 100 or down > 6:
            continue
        filled = shape.get("fill") and down > 0.2
        colour = shape["non_stroking_color"] if filled else shape["stroking_color"]
        weight = down if filled else float(shape.get("linewidth") or 0)
        red = bool(colour) and len(colour) == 3 and colour[0] > 0.6 and max(colour[1:]) < 0.3
        middle = (shape["top"] + shape["bottom"]) / 2
        yield Rule(page, shape["x0"], shape["x1"], middle, weight, red)


def _rows(chars: Sequence[Char]) -> list[Line]:
    """Lines from the top; what stands far apart on one baseline is two lines."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c.base, c.x)):
        if rows and abs(char.base - rows[-1][-1].base) < 4:
            rows[-1].append(char)
        else:
            rows.append([char])
    found: list[Line] = []
    for row in rows:
        shown = sorted((c for c in row if c.text.strip()), key=lambda c: c.x)
        for char in shown:
            if char is shown[0] or char.x - found[-1].chars[-1].end > 2 * CELL:
                found.append(Line([]))
            found[-1].chars.append(char)
    return found


def _near(value: float, *others: float, by: float = 0.3) -> bool:
    return any(abs(value - other) <= by for other in others)


def squeezed(text: str) -> str:
    """Text without white space; compatibility forms that fonts bring are read as their letters."""
    return re.sub(r"\s+", "", text)


def assign(paper: Paper, elements: Sequence[Element]) -> Iterator[str]:
    """Give each line its element; yield where the paper says anything else than the elements."""
    lines = iter(paper.lines)
    for element in elements:
        for part in [element.text] if element.rows else element.text.split("\n"):
            wanted, got = squeezed(part), ""
            taken: list[Line] = []
            while len(got) < len(wanted):
                line = next(lines, None)
                if line is None:
                    yield f"纸上缺少{element.kind}“{wanted[len(got) : len(got) + 20]}”"
                    return
                text = squeezed(line.text)
                if element.rows and taken:  # the head is repeated on a further page
                    head = squeezed("".join(element.rows[0]))
                    if not text.startswith(head):
                        yield f"第{line.page + 1}页的表格没有表头“{head}”"
                    text = text.removeprefix(head)
                got += text
                taken.append(line)
            if got != wanted:
                yield f"纸上的{element.kind}不是“{_from_difference(wanted, got)}”，而是“{_from_difference(got, wanted)}”"
                return
            for line in taken:
                line.kind, line.first, line.last = element.kind, line is taken[0], line is taken[-1]
    if rest := next(lines, None):
        yield f"纸上多出“{rest.text[:30]}”"


def _from_difference(text: str, other: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    return text[max(0, same - 5) : same + 20]


def findings(paper: Paper, elements: Sequence[Element]) -> list[str]:
    """Return everything in which the paper is not what the elements and the standard ask for."""
    found = list(assign(paper, elements))
    return found or [line for rule in RULES for line in rule(paper)]


def row(line: Line) -> int:
    """Return the row of the grid in which a line stands, from 0."""
    return int((line.base - TOP_EDGE) // PITCH)


def paper_is_a4(paper: Paper) -> Iterator[str]:
    """5.1: 210 mm × 297 mm."""
    for number, (across, down) in enumerate(paper.sizes, 1):
        if abs(across - 210 * MM) > 1 or abs(down - 297 * MM) > 1:
            yield f"A4：第{number}页是 {across / MM:.1f}×{down / MM:.1f} 毫米"


def baselines_are_on_the_grid(paper: Paper) -> Iterator[str]:
    """5.2.3: 22 lines a page, on every page at the same heights."""
    lines = [line for line in paper.lines if line.kind in BODY]
    offsets = sorted((line.base - TOP_EDGE) % PITCH for line in lines)
    usual = offsets[len(offsets) // 2]
    if not 18 < usual < 24.5:  # characters of 16 pt in the middle of the row, or a little below
        yield f"行格：第一行的基线在版心上边缘之下 {usual:.1f} 磅"
    for line in lines:
        off = (line.base - TOP_EDGE) % PITCH - usual
        if abs(off) > (0.75 if paper.hangs else 0.5):  # rules of tables add to rows in Word
            yield f"行格：{line.shown}的基线偏了 {off:+.2f} 磅"
        if not 0 <= row(line) < LINES:
            yield f"行格：{line.shown}在版心外（第 {row(line) + 1} 行）"


def lines_follow_without_gaps(paper: Paper) -> Iterator[str]:
    """5.2.3: the page is filled; body lines stand on consecutive rows."""
    running = {"text", "h2", "h3", "h4", "h5"}
    for before, after in pairwise(paper.lines):
        if before.kind not in running or after.kind not in running:
            continue
        if before.page == after.page:
            if row(after) != row(before) + 1:
                yield f"行距：{after.shown}离上一行 {row(after) - row(before)} 行"
        elif row(after) != 0 or after.page != before.page + 1:
            yield f"换页：{after.shown}不在下一页第一行"
        elif row(before) != LINES - 1 and not _may_leave_room(paper, after):
            yield f"换页：第{before.page + 1}页只有 {row(before) + 1} 行"


def _may_leave_room(paper: Paper, first: Line) -> bool:
    """A heading goes over with what follows it, the last line of the text with 署名."""
    at = paper.lines.index(first)
    following = [line.kind for line in paper.lines[at + 1 : at + 3]]
    return first.kind != "text" or not {"signature", "date"}.isdisjoint(following)


def lines_are_full(paper: Paper) -> Iterator[str]:
    """5.2.3: 28 characters a line, filling the type area."""
    for line, after in zip(paper.lines, [*paper.lines[1:], None], strict=True):
        if line.kind != "text":
            continue
        chars = _standing(paper, line)
        first, last = chars[0], chars[-1]
        indent = 2 * CELL if line.first else 0
        if abs(first.x - LEFT_EDGE - indent) > 1:
            yield f"缩进：{line.shown}从 {(first.x - LEFT_EDGE) / CELL:.2f} 字处起"
        if line.last or after is None:
            continue
        advance = CELL if width(last.text) == 1 else last.end - last.x
        if abs(last.x + advance - RIGHT_EDGE) > 2:
            yield f"撑满：{line.shown}右边差 {RIGHT_EDGE - last.x - advance:.1f} 磅"
        if width(line.text) != len(line.text):  # digits and letters: the cells cannot be counted
            continue
        room = 28 - (2 if line.first else 0)
        short = room - len(chars)
        if short == 0:
            steps = [b.x - a.x for a, b in pairwise(chars)]
            if max(abs(step - CELL) for step in steps) > 0.3:
                yield f"字距：{line.shown}的字距是 {min(steps):.2f}～{max(steps):.2f} 磅"
        elif short < 0 or any(
            _may_break(*after.text[k - 1 : k + 1])
            for k in range(1, min(short + 1, len(after.text)))
        ):
            yield f"字数：{line.shown}有 {len(chars)} 字，下一行是“{after.text[:6]}”"


def _standing(paper: Paper, line: Line) -> list[Char]:
    """The characters of a line without a sign that hangs over its end."""
    hanging = paper.hangs and line.text[-1] in NOT_FIRST and line.chars[-1].x > RIGHT_EDGE - 12
    return line.chars[:-1] if hanging else line.chars


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters (GB/T 15834-2011, clause 5)."""
    return not (
        after in NOT_FIRST
        or before in NOT_LAST
        or after == "…"
        or before == after == "—"
        or (before.isascii() and after.isascii())
        or width(before) != 1  # part of a number or a word: it is wider or narrower than a cell
    )


def no_line_begins_or_ends_wrongly(paper: Paper) -> Iterator[str]:
    """GB/T 15834: 避头 and 避尾; a number is not broken over lines (9704, 7.3.3)."""
    for line, after in zip(paper.lines, [*paper.lines[1:], None], strict=True):
        if line.kind not in BODY:
            continue
        if line.text[0] in NOT_FIRST:
            yield f"避头：{line.shown}以“{line.text[0]}”开头"
        if line.text[-1] in NOT_LAST:
            yield f"避尾：{line.shown}以“{line.text[-1]}”结尾"
        if not line.last and after and line.text[-1] == after.text[0] and line.text[-1] in "—…":
            yield f"断行：{line.shown}把“{after.text[0] * 2}”断成两行"
        if not line.last and after and line.text[-1].isdigit() and after.text[0].isdigit():
            yield f"数字断行：{line.text[-4:]}/{after.text[:4]}"


def nothing_leaves_the_type_area(paper: Paper) -> Iterator[str]:
    """5.2.1: margins 37 mm and 28 mm, type area 156 mm × 225 mm."""
    for line in paper.lines:
        for char in _standing(paper, line):
            # punctuation may overhang its glyph's cell, not its ink
            end = char.x + 0.45 * char.size if width(char.text) == 1 else char.end
            if char.x < LEFT_EDGE - 1 or end > RIGHT_EDGE + 1.5:
                yield f"版心：{line.shown}的“{char.text}”在 {char.x / MM:.1f} 毫米处"
                break


#: element -> size in points and role of the font
FONTS = {
    "copy-number": (16, "fang"), "urgency": (16, "hei"), "mark": (0, "title"), "number": (16, "fang"),
    "draft": (16, "hei"), "title": (22, "title"), "addressee": (16, "fang"), "text": (16, "fang"),
    "h2": (16, "hei"), "h3": (16, "kai"), "h4": (16, "fang"), "h5": (16, "fang"),
    "enclosures": (16, "fang"), "signature": (16, "fang"), "date": (16, "fang"), "note": (16, "fang"),
    "attachment-mark": (16, "hei"), "attachment-title": (22, "title"), "copies": (14, "fang"),
    "printer": (14, "fang"), "printed": (14, "fang"),
}  # fmt: skip
ROLES = {
    "fang": r"Fang|仿宋", "kai": r"Kai|楷", "hei": r"Hei|Sans|黑", "song": r"Song|Serif|宋",
    "title": r"XiaoBiaoSong|Song.*Bold|Serif.*Bold|小标宋",
}  # fmt: skip


def fonts_are_the_elements_own(paper: Paper) -> Iterator[str]:
    """5.2.2, 7.2, 7.3: each element in its font and size."""
    for line in paper.lines:
        size, role = FONTS.get(line.kind, (0, ""))
        for char in line.chars:
            if not "\u4e00" <= char.text <= "\u9fff":
                continue
            if size and not _near(char.size, size, by=0.15):
                yield f"字号：{line.shown}是 {char.size} 磅，应为 {size}"
                break
            if role and not re.search(ROLES[role], char.font):
                yield f"字体：{line.shown}是 {char.font}，应为 {role}"
                break
    for line in paper.lines:
        if line.kind == "signatory":
            label, name = line.chars[:4], line.chars[4:]
            if not all(re.search(ROLES["fang"], c.font) for c in label):
                yield "字体：“签发人”不是仿宋"
            if not all(re.search(ROLES["kai"], c.font) for c in name if c.text != "、"):
                yield "字体：签发人姓名不是楷体"


def pages_are_numbered(paper: Paper) -> Iterator[str]:
    """7.5: — 1 —, 四号宋体, 7 mm below the type area, odd right and even left, one character in."""
    filled = {line.page for line in paper.lines}
    last = {line.kind for line in paper.lines if line.page == paper.pages - 1}
    alone = paper.pages - 1 if last <= {"copies", "printer", "printed"} else None
    skipped = set(range(paper.pages)) - filled
    if skipped and alone is not None:
        skipped.add(alone)
    for page in range(paper.pages):
        line = paper.numbers.get(page)
        what = "版记页" if page == alone else "页码"
        if page in skipped:
            if line:
                yield f"{what}：第{page + 1}页不应有页码“{line.text}”"
            continue
        if line is None or not re.fullmatch(rf"[—－-]{page + 1}[—－-]", line.text):
            yield f"{what}：第{page + 1}页写的是“{line.text if line else ''}”"
            continue
        if not all(
            _near(c.size, 14, by=0.15) and re.search(ROLES["song"], c.font) for c in line.chars
        ):
            yield f"页码：第{page + 1}页是 {line.chars[1].size} 磅 {line.chars[1].font}"
        odd = page % 2 == 0
        edge = line.chars[-1].end if odd else line.chars[0].x
        wanted = RIGHT_EDGE - CELL if odd else LEFT_EDGE + CELL
        if abs(edge - wanted) > 3:
            yield f"页码：第{page + 1}页离{'右' if odd else '左'}边 {abs(edge - (RIGHT_EDGE if odd else LEFT_EDGE)) / CELL:.2f} 字"
        dash = line.base - 0.36 * line.chars[0].size - BOTTOM_EDGE
        if abs(dash - 7 * MM) > 1 * MM:
            yield f"页码：第{page + 1}页的一字线在版心下 {dash / MM:.1f} 毫米"


def the_mark_is_in_its_place(paper: Paper) -> Iterator[str]:
    """7.2.4: 发文机关标志 is red, centred, its upper edge 35 mm below the top of the type area."""
    by_kind = {line.kind: line for line in paper.lines}
    if "mark" not in by_kind:
        if any(rule.red for rule in paper.rules) or any(char.red for char in paper.chars):
            yield "版头：草稿上有红色"
        return
    if not all(char.red for char in by_kind["mark"].chars):
        yield "版头：发文机关标志不是红色"
    if any(char.red for line in paper.lines if line.kind != "mark" for char in line.chars):
        yield "颜色：正文里有红色的字"
    ink = paper.red_ink
    if len(ink) != 2:
        yield f"版头：第一页有 {len(ink)} 处红色"
        return
    if abs(ink[0][0] - TOP_EDGE - 35 * MM) > 1 * MM:
        yield f"版头：标志上边缘距版心 {(ink[0][0] - TOP_EDGE) / MM:.1f} 毫米"
    mark = by_kind["mark"]
    middle = (mark.chars[0].x + mark.chars[-1].end) / 2
    if abs(middle - (LEFT_EDGE + RIGHT_EDGE) / 2) > 3:
        yield f"版头：标志偏离中线 {middle - (LEFT_EDGE + RIGHT_EDGE) / 2:.1f} 磅"


def the_number_and_the_red_line_follow(paper: Paper) -> Iterator[str]:
    """7.2.5–7.2.7: 发文字号 and 签发人 two lines below the mark, the red line 4 mm below them."""
    by_kind = {line.kind: line for line in paper.lines}
    if "mark" not in by_kind:
        return
    red_rules = [rule for rule in paper.rules if rule.red]
    ink = paper.red_ink
    if row(by_kind["number"]) != 7 or row(by_kind["signatory"]) != 7:
        yield f"版头：发文字号在第 {row(by_kind['number']) + 1} 行"
    if abs(by_kind["number"].chars[0].x - LEFT_EDGE - CELL) > 2:
        yield "版头：发文字号不是左空一字"
    if abs(by_kind["signatory"].chars[-1].x + 2 * CELL - RIGHT_EDGE) > 3:
        yield "版头：签发人不是右空一字"
    text_ends = by_kind["number"].base + 0.09 * 16
    if abs(ink[-1][0] - text_ends - 4 * MM) > 0.7 * MM:
        yield f"版头：红线在发文字号之下 {(ink[-1][0] - text_ends) / MM:.1f} 毫米"
    if len(red_rules) != 1:
        yield f"版头：有 {len(red_rules)} 条红线"
    for rule in red_rules:
        if abs(rule.x0 - LEFT_EDGE) > 1.5 or abs(rule.x1 - RIGHT_EDGE) > 1.5:
            yield f"版头：红线从 {rule.x0 / MM:.1f} 到 {rule.x1 / MM:.1f} 毫米"
        if not 0.4 * MM < rule.weight < 1.2 * MM:
            yield f"版头：红线粗 {rule.weight / MM:.2f} 毫米"


def the_title_is_in_its_place(paper: Paper) -> Iterator[str]:
    """7.3.1, 7.3.2: two lines below the red line, centred; 主送机关 one line below."""
    title = [line for line in paper.lines if line.kind == "title"]
    drafted = any(line.kind == "draft" for line in paper.lines)
    headed = any(line.kind == "mark" for line in paper.lines)
    wanted = 2 if drafted else 10 if headed else 0
    if row(title[0]) != wanted:
        yield f"标题：在第 {row(title[0]) + 1} 行，应为第 {wanted + 1} 行"
    for line in title:
        middle = (line.chars[0].x + line.chars[-1].end) / 2 - (LEFT_EDGE + RIGHT_EDGE) / 2
        if abs(middle) > 3:
            yield f"标题：{line.shown}偏离中线 {middle:.1f} 磅"
        if len(title) > 1 and len(line.text) < 2:
            yield f"标题：“{line.text}”独字成行"
    addressee = next((line for line in paper.lines if line.kind == "addressee"), None)
    if addressee is None:
        return
    if row(addressee) != row(title[-1]) + 2 or abs(addressee.chars[0].x - LEFT_EDGE) > 1:
        yield "主送机关：不在标题下空一行处顶格"


def the_end_is_in_its_place(paper: Paper) -> Iterator[str]:
    """7.3.4–7.3.7: 附件说明, 署名, 成文日期, 附注 and attachments."""
    lines = paper.lines
    by_kind = {line.kind: line for line in reversed(lines)}
    date = by_kind["date"]
    signature = by_kind.get("signature", date)  # some kinds have none
    if signature is not date and (signature.page, row(signature) + 1) != (date.page, row(date)):
        yield "署名：不在成文日期的上一行"
    middle = [(line.chars[0].x + line.chars[-1].end) / 2 for line in (signature, date)]
    if abs(middle[0] - middle[1]) > 3:
        yield f"署名：与成文日期的中线差 {middle[0] - middle[1]:.1f} 磅"
    free = (RIGHT_EDGE - date.chars[-1].x - CELL) / CELL
    if width(signature.text) <= 14 and abs(free - 4) > 0.2:
        yield f"成文日期：右空 {free:.2f} 字"
    before = lines[lines.index(signature) - 1]
    if before.page != signature.page:
        yield "署名：这一页没有正文"
    for kind in ("note", "enclosures"):
        if kind in by_kind and abs(by_kind[kind].chars[0].x - LEFT_EDGE - 2 * CELL) > 1.5:
            yield f"{kind}：不是左空二字"
    if "note" in by_kind and row(by_kind["note"]) != row(date) + 1:
        yield "附注：不在成文日期的下一行"
    for line, after in pairwise(lines):
        if line.kind == "attachment-mark":
            if row(line) != 0 or abs(line.chars[0].x - LEFT_EDGE) > 1:
                yield f"附件：{line.shown}不在版心左上角"
            if row(after) != 2:
                yield f"附件：标题在第 {row(after) + 1} 行"


def the_imprint_ends_the_last_even_page(paper: Paper) -> Iterator[str]:
    """7.4: on the last page, its last rule on the lower edge; 0.35, 0.25 and 0.35 mm.

    A document without it has no rule and no page without text.
    """
    imprint = ("copies", "printer", "printed")
    lines = {line.kind: line for line in reversed(paper.lines) if line.kind in imprint}
    if not lines:
        rows = {line.page for line in paper.lines}
        if rows != set(range(paper.pages)) or (paper.rules and not _has_table(paper)):
            yield "版记：没有版记，却有空的一页或者线"
        return
    if paper.pages % 2:
        yield f"版记：在第 {paper.pages} 页，不是双页"
    if {line.page for line in lines.values()} != {paper.pages - 1}:
        yield "版记：不在最后一页"
    top = next(line.base for line in paper.lines if line.kind in lines)
    rules = sorted(
        (
            rule
            for rule in paper.rules
            if rule.page == paper.pages - 1 and rule.middle > top - PITCH
        ),
        key=lambda rule: rule.middle,
    )
    wanted = [0.35, 0.25, 0.35] if "copies" in lines else [0.35, 0.35]
    if len(rules) != len(wanted):
        yield f"版记：有 {len(rules)} 条线"
        return
    for rule, weight in zip(rules, wanted, strict=True):
        if abs(rule.weight / MM - weight) > 0.06:
            yield f"版记：线粗 {rule.weight / MM:.2f} 毫米，应为 {weight}"
        if abs(rule.x0 - LEFT_EDGE) > 1.5 or abs(rule.x1 - RIGHT_EDGE) > 1.5:
            yield f"版记：线从 {rule.x0 / MM:.1f} 到 {rule.x1 / MM:.1f} 毫米"
    if abs(rules[-1].middle - BOTTOM_EDGE) > 0.5 * MM:
        yield f"版记：末条线在版心下边缘之{'下' if rules[-1].middle > BOTTOM_EDGE else '上'} {abs(rules[-1].middle - BOTTOM_EDGE) / MM:.2f} 毫米"
    for kind, edge in (("copies", "left"), ("printer", "left"), ("printed", "right")):
        if line := lines.get(kind):
            off = line.chars[0].x - LEFT_EDGE if edge == "left" else RIGHT_EDGE - line.chars[-1].end
            if abs(off - CELL) > 2.5:
                yield f"版记：{line.shown}空 {off / CELL:.2f} 字"


def _has_table(paper: Paper) -> bool:
    return any(line.kind == "table" for line in paper.lines)


RULES = [
    paper_is_a4, baselines_are_on_the_grid, lines_follow_without_gaps, lines_are_full,
    no_line_begins_or_ends_wrongly, nothing_leaves_the_type_area, fonts_are_the_elements_own,
    pages_are_numbered, the_mark_is_in_its_place, the_number_and_the_red_line_follow,
    the_title_is_in_its_place,
    the_end_is_in_its_place, the_imprint_ends_the_last_even_page,
]  # fmt: skip
