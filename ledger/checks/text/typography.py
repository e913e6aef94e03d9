"""Finds Markdown that cannot become an official document.

The rules follow GB/T 9704-2012 (documents), GB/T 15834-2011 (punctuation) and GB/T 15835-2011
(numerals). Where a standard leaves a choice, nothing is reported. Each pattern reads a line once,
in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ledger.issues import Issue, Place
from ledger.language import placeholders
from ledger.language.grid import TABLE_COLUMNS
from ledger.language.numerals import COUNTED
from ledger.language.signs import HAN, full, half
from ledger.prose.hidden import CODE, WORD, bare, signs

_ITEM = re.compile(r"\A *(?:[-*+]|[0-9]+[.)])[ \t]+\S")

#: a Chinese character, or punctuation of Chinese text only
_HAN = rf"〇{HAN}\uf900-\ufaff\U00020000-\U0003ffff{WORD}，。、；：？！“”（）《》〈〉〔〕【】"
_AFTER, _BEFORE = rf"(?<=[{_HAN}])[ *_\[\]]*", rf"[ *_\[\]]*(?=[{_HAN}])"
#: after these a single — stands for 至 (GB/T 15834, 4.13.3.2: 时间、地域的起止)
_FROM_HERE = f"年月日时分秒期届省市县区州镇乡村站港路号楼层{WORD}"


#: a fault: its code and its message
Fault = tuple[str, str]


@dataclass(frozen=True)
class Rule:
    """A pattern that finds a wrong sign, with the finding's code and message.

    The pattern's last group, if any, is the sign itself. For a ``pair`` only the first sign is
    reported, because the text inside the pair may have findings of its own.
    """

    code: str
    pattern: re.Pattern[str]
    message: Callable[[str], str]
    pair: bool = False

    def look(self, line: str) -> Iterator[tuple[int, int, Fault]]:
        """Yield each fault in a line: its first and last column, half-open, from 0."""
        for match in self.pattern.finditer(line):
            start, end = match.span(match.lastindex or 0)
            yield start, start + 1 if self.pair else end, (self.code, self.message(line[start:end]))


def _rule(code: str, pattern: str, message: str | Callable[[str], str], pair: bool = False) -> Rule:
    said = message.format if isinstance(message, str) else message
    return Rule(code, re.compile(pattern), said, pair)


def _beside(sign: str) -> str:
    """Return a pattern of a sign beside a Chinese character."""
    return rf"{_AFTER}({sign})|({sign}){_BEFORE}"


def _around(first: str, last: str) -> str:
    """Return a pattern of paired signs beside or around Chinese, or of one beside Chinese."""
    opened, closed = re.escape(first), re.escape(last)
    other, latin = rf"[^{opened}{closed}\n]*", rf"[^{opened}{closed}{_HAN}\n]*"
    if first == "'":  # no apostrophe
        opened, closed = rf"(?<![0-9A-Za-z]){opened}(?![0-9])", rf"{closed}(?![0-9A-Za-z])"
    beside = _beside(f"{opened}{other}{closed}")
    inside = f"{opened}{latin}[{_HAN}]{other}{closed}"
    return f"{beside}|({inside})|{_beside(f'{opened}|{closed}')}"


def _full(sign: str) -> str:
    return f"半角“{sign}”要写成全角“{full(sign)}”"


def _half(signs: str) -> str:
    return f"全角“{signs}”要写成半角“{half(signs)}”"


def _no_zeros(day: str) -> str:
    mended = re.sub(r"(?<![0-9])0(?=[0-9])", "", day)
    return f"“{day}”的月、日前面不补 0；请写成“{mended}”"


def _whole_year(year: str) -> str:
    short = int(year.strip("’‘'年"))
    return f"年份“{year}”要写全四位；例如“{(2000 if short < 50 else 1900) + short}年”"


def _chinese_day(day: str) -> str:
    year, month, number = map(int, re.split(r"[-./]", day))
    return f"日期“{day}”要写成“{year}年{month}月{number}日”"


def _together(number: str) -> str:
    mended = number.replace("，", "")
    return f"数里面不用全角逗号：“{number}”要写成“{mended}”；两个数并列用“、”"


#: rules for text in which everything but text is masked
SIGNS = (
    # GB/T 15834, 5.1: a mark takes the place of one character
    _rule("typography.half", _beside("[,;:?!]"), _full),
    _rule("typography.half", rf"(?<=[{_HAN}])\.(?=[ ”）]|$)", "半角“.”要写成全角“。”"),
    _rule("typography.half", _around("(", ")"), "半角括号“()”要写成全角“（）”", pair=True),
    # 4.8.2: 引号的形式有双引号“ ”和单引号‘ ’
    _rule("typography.quotes", _around('"', '"'), "直引号“\"”要写成弯引号，前面写“，后面写”", pair=True),
    _rule("typography.quotes", _around("'", "'"), "直引号“'”要写成弯引号，前面写‘，后面写’", pair=True),
    # 4.11: 省略号的形式为“……”; twice as long it stands for a paragraph
    _rule("typography.ellipsis", r"\.{3,}|。{3,}|(?<!…)(?:…{5,}|…{3}|…)(?!…)", "省略号“{}”要写成“……”"),
    # 4.10.2: 破折号的形式是“——”
    _rule(
        "typography.dash",
        rf"(?<=[{_HAN}]) *(-{{2,}}|[–─]+|—{{3,}}) *(?=[{_HAN}])", "破折号“{}”要写成“——”",
    ),
    _rule(
        "typography.dash",
        rf"(?<=[{_HAN}])(?<![{_FROM_HERE}])—(?=[{_HAN}])",
        "破折号“—”要写成两个字长的“——”；表示起止的写“至”",
    ),
    # 4.13.3.3: 标示数值范围的起止用浪纹线
    _rule("typography.range", r"(?<=[0-9%年月日时人次元个件项岁度])~(?=[0-9])", "数值范围的“~”要写成“～”"),
    # 4.1–4.7: one mark ends a pause; only ？ and ！ may be repeated (4.2.3.3, 4.3.3.2)
    _rule(
        "typography.repeated",
        r"(?<![！？，、；：。])(?!。{3})(?![！？]+(?![，、；：。！？]))[，、；：。！？]{2,}",
        "标点“{}”连用；请只留一个",
    ),
    # GB/T 15835, 5.1.7: an Arabic numeral is half a character wide, and so are Latin letters
    _rule("typography.wide", "[０-９Ａ-Ｚａ-ｚ％](?:[０-９Ａ-Ｚａ-ｚ％．＋]*[０-９Ａ-Ｚａ-ｚ％])?", _half),
    # 5.1.1: digits are grouped by a half-width comma or not at all
    _rule("typography.thousands", r"(?<![0-9])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])", _together),
    # GB/T 9704, 7.3.5: 月、日不编虚位（即 1 不编为 01）
    _rule(
        "typography.zeros",
        r"(?<![0-9])(?:[0-9]{4}年)?(?:0[0-9]月(?:[0-9]{1,2}日)?|[0-9]{1,2}月0[0-9]日|0[1-9]日)",
        _no_zeros,
    ),
    # GB/T 15835, 5.1.4: 四位数字表示的年份不应简写为两位数字
    _rule(
        "typography.year",
        r"(?<![0-9.])[0-9]{2}年(?=[0-9]{1,2}月)|[’‘'][0-9]{2}年(?![来前后间内底])", _whole_year,
    ),
    # 5.1.4 and GB/T 9704, 7.3.5: in running text 年, 月 and 日 are written
    _rule(
        "typography.day",
        r"(?<![0-9A-Za-z./-])((?:19|20)[0-9]{2}(?P<sign>[-./])(?:0?[1-9]|1[0-2])(?P=sign)"
        r"(?:0?[1-9]|[12][0-9]|3[01]))(?![0-9A-Za-z]|[-./][0-9])",
        _chinese_day,
    ),
)  # fmt: skip

#: inline Markdown that GB/T 9704 does not provide for
INLINE = (
    _rule("typography.picture", r"!\[", "公文正文里不放图片；请改用文字或表格"),
    _rule(
        "typography.code",
        r"(?<![`\\])(?:`{1,2}(?!`)|(?<=[^ `])`{3,})[^`\n]*`*",
        "公文正文里没有代码；请删去“`”，写成普通文字",
    ),
    _rule("typography.footnote", r"\[\^[^\[\]\n]*\]", "公文正文里没有脚注；请用括号写在句中"),
    _rule(
        "typography.html",
        r"<(?i:div|p|img|table|script|style|iframe|pre|h[1-6]|hr|[uo]l|center|font|section|details|"
        r"video|audio|form|svg)\b",
        "正文里不写 HTML“{}”；标题、段落和表格用 Markdown 写",
    ),
)

#: Markdown at the beginning of a line that GB/T 9704 does not provide for
BLOCKS = (
    _rule(
        "typography.code",
        r"^ {0,3}(?:`{3}|~{3})",
        "公文正文里没有代码块；请删去这个记号，写成普通段落",
    ),
    _rule("typography.quotation", r"^[ \t]*>", "公文正文里没有引用块；请删去“>”，引文用引号"),
    _rule(
        "typography.bullet",
        r"^[ \t]*(\*)(?=[ \t]+[^*\s])",
        "公文正文里不用“*”；列表的一项以“- ”开头",
    ),
    _rule("typography.indent", r"^\u3000", "行首的空格由版式加；请删去"),
    # 7.3.3: four levels below the title, 一、 （一） 1. （1）
    _rule(
        "typography.heading_level",
        r"^#(?!#)",
        "正文的标题从“## ”写起；公文的标题写在 report.yml 里",
    ),
    _rule(
        "typography.heading_line",
        r"^[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+(#)",
        "列表里不写标题；请把标题单独写成一行，例如“#### 标题”",
    ),
    _rule("typography.heading_level", r"^#{6,}", "公文最多四层标题，写“## ”到“##### ”"),
    _rule("typography.heading_space", r"^#{2,5}(?=[^#\s])", "“{}”和标题之间要空一格"),
    _rule(
        "typography.heading_number",
        rf"^#{{1,6}} +([{COUNTED}]+、|[（(][{COUNTED}0-9]+[）)]|[0-9]+[.．、](?![0-9]))",
        "标题的编号“{}”由构建加；请删去",
    ),
)
_HEADING_END = _rule(
    "typography.heading_end", r"[，。；：、,.;:](?=[ *_#]*$)", "标题末尾不加标点；请删去“{}”"
)
_INDENTED = ("typography.indent", "行首空四格会变成代码；请删去行首的空格，段首缩进由版式加")
_RULED = ("typography.ruler", "公文正文里没有分隔线；请删去这一行")
_LISTED = re.compile(r"\A([ \t]*)([-*+]|([0-9]{1,9})[.)])[ \t]+\S")
_RULE = re.compile(r"\A(?=[^|]*\|)(?=[^-]*-)[|:\- ]+$")
_LIST_APART = ("typography.list_apart", "列表上面要空一行，不然这些行会原样印成一段")
_LIST_INDENT = (
    "typography.list_indent",
    "列表最多两层：第一层不缩进，第二层用空格缩进两到四格",
)
_LIST_NUMBER = (
    "列表的这一项应当是“{}.”：编号从 1 起依次写，中间隔了一段就另从 1 起；"
    "是标题的以“#### ”开头，接着上一项说的段落缩进三格"
)
_TABLE_APART = ("typography.table_apart", "表格上面要空一行，不然会原样印出“|”")
_TABLE_RULE = (
    "typography.table_head",
    "表格的第二行要写 |---|---|，格数和表头相同，不然会原样印出“|”",
)
_TABLE_ENDS = ("typography.table_apart", "表格下面要空一行，不然这一行会印进表格里")
_TABLE_CELLS = "这一行有 {} 格，表头只有 {} 格，多出的印不出来；请补齐表头，或在格里的“|”前加“\\”"
_UNDERLINED = (
    "typography.heading_line",
    "标题不在下一行画线；请写成以“## ”到“##### ”开头的一行",
)


def of_report(texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the findings on the report's texts."""
    for path, text in texts.items():
        if path.startswith("docs/report/"):
            yield from check(text, path)


def check(text: str, path: str) -> Iterator[Issue]:
    """Yield the Markdown of a text that an official document cannot hold."""
    plain, read = bare(text), _without_placeholders(signs(text))
    for number, column, (code, message) in _faults_of_layout(plain.split("\n")):
        yield Issue(Place(path, number, column), message, code=code)
    before, listed = "", False
    for number, (line, seen) in enumerate(zip(plain.split("\n"), read.split("\n"), strict=True), 1):
        if _ITEM.match(line) and (listed or not before.strip()):
            listed = True
        elif line.strip() and not line.startswith((" ", "\t")) and not before.strip():
            listed = False
        found = (
            [*_faults_of_block(line, before, listed), *_faults_in_line(line, seen)]
            if line.strip()
            else []
        )
        for start, end, (code, message) in found:
            yield Issue(Place(path, number, start + 1), message, end - start, code)
        before = line
    for number, columns in tables(text):
        if columns > TABLE_COLUMNS:
            message = (
                f"表格有 {columns} 栏，纸面最多 {TABLE_COLUMNS} 栏；请分成几张表，或把行和栏对调"
            )
            yield Issue(Place(path, number), message, code="typography.table_wide")


def tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the line, from 1, and the number of columns of each table in an author's text."""
    before = ""
    for number, line in enumerate(bare(text).split("\n") if "|" in text else ()):
        if before.strip() and "|" in line and _RULE.match(line):
            yield number, _cells(line)
        before = line


def _faults_of_layout(lines: list[str]) -> Iterator[tuple[int, int, Fault]]:
    """Yield the faults of lists and tables, by line and column from 1."""
    yield from _faults_of_lists(lines)
    first = 0
    for number in range(len(lines) + 1):
        if number == len(lines) or not lines[number].strip():
            yield from ((first + 1 + row, 1, said) for row, said in _table(lines[first:number]))
            first = number + 1


def _faults_of_lists(lines: list[str]) -> Iterator[tuple[int, int, Fault]]:
    """Yield faults: a list stands alone, has at most two levels, and is numbered from 1."""
    counts, inside, nested, before = [0, 0], False, 0, ""
    for number, line in enumerate(lines, 1):
        item = _LISTED.match(line)
        if item:
            if before and not inside:
                yield number, item.start(2) + 1, _LIST_APART
            width = len(item[1].replace("\t", "    "))
            nested = (nested or width) if width > 1 else 0
            level = 1 if nested else 0
            if (nested and not inside) or "\t" in item[1] or width > nested + 1:
                yield number, 1, _LIST_INDENT
            counts = [counts[0], counts[1] + 1] if level else [counts[0] + 1, 0]
            if not item[3]:
                counts[level] = 0
            elif int(item[3]) != counts[level]:
                fault = ("typography.list_number", _LIST_NUMBER.format(counts[level]))
                yield number, item.start(2) + 1, fault
            inside = True
        elif line.strip() and not (inside and (line.startswith(" ") or before)):
            counts, inside = [0, 0], False
        before = line.strip()


def _table(block: list[str]) -> Iterator[tuple[int, Fault]]:
    """Yield faults: a table stands alone; no row has more cells than the head, or they are lost."""
    rows = [n for n, line in enumerate(block) if line.lstrip().startswith("|") or _RULE.match(line)]
    if not rows:
        return
    if "|" not in block[0]:
        yield max(rows[0] - (not block[rows[0]].lstrip().startswith("|")), 0), _TABLE_APART
    elif len(block) < 2 or not _RULE.match(block[1]) or _cells(block[0]) != _cells(block[1]):
        yield 0, _TABLE_RULE
    else:
        for number, line in enumerate(block[2:], 2):
            if "|" not in line:
                yield number, _TABLE_ENDS
            elif _cells(line) > _cells(block[0]):
                message = _TABLE_CELLS.format(_cells(line), _cells(block[0]))
                yield number, ("typography.table_cells", message)


def _cells(row: str) -> int:
    return re.sub(r"\\.", "", row).strip().strip("|").count("|") + 1


def _without_placeholders(text: str) -> str:
    """Return the text with its placeholders masked, because they will be replaced anyway."""
    signs = list(text)
    for start, end in placeholders.find(text):
        signs[start:end] = (
            s if s in placeholders.STARS or s == "\n" else CODE for s in text[start:end]
        )
    return "".join(signs)


def _faults_in_line(line: str, seen: str) -> Iterator[tuple[int, int, Fault]]:
    """Yield the faults of a line's signs; ``seen`` is the line with everything but text masked."""
    for rule in (*BLOCKS, *INLINE):
        yield from rule.look(line)
    for rule in (_HEADING_END, *SIGNS) if line.startswith("#") else SIGNS:
        yield from rule.look(seen)


def _faults_of_block(line: str, before: str, listed: bool) -> Iterator[tuple[int, int, Fault]]:
    """Yield the fault of a line that depends on the line before."""
    signs = line.replace(" ", "")
    if before.strip() and re.fullmatch(r"(?:=+|-+) *", line):
        yield 0, len(line), _UNDERLINED
    elif len(signs) > 2 and len(set(signs)) == 1 and signs[0] in "-*_":
        yield 0, len(line), _RULED
    elif not (before.strip() or listed) and re.match(r"(?: {4}| {0,3}\t)\s*\S", line):
        yield 0, 1, _INDENTED
