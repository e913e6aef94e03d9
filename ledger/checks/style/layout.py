"""Finds Markdown that an official document cannot hold (GB/T 9704-2012): blocks, lists, tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence

from ledger.checks.style.rules import Fault, Found, Rule, look, of_sign
from ledger.language.numerals import OF_ITEMS
from ledger.language.signs import HAN
from ledger.patterns import Pattern
from ledger.prose.hidden import bare

_ITEM = Pattern(r"\A *(?:[-*+]|[0-9]+[.)])[ \t]+\S")

#: the signs before the items of a list
BULLETS = "·•●■◆▪▫□◇▲►▶➢➤✓✔◦‣※★☆"
#: ① or A. before an item, alone in its line
_NUMBERED = rf"^[ \t\u3000]*(?P<at>(?P<n>[①-⑳❶-❿])|(?P<letter>[A-Za-z])[.．、)）])[ \t\u3000]*(?=[{HAN}“《])(?![^\n]*[②-⑳❷-❿])"


def _numbered(found: re.Match[str]) -> str:
    """Say how an item begins that was pasted with a number."""
    letter = found["letter"]
    number = ord(letter.upper()) - ord("A") + 1 if letter else int(unicodedata.numeric(found["n"]))
    return f"“{found['at']}”是粘贴来的列表编号；列表的一项以“{number}. ”开头，一项一行"


#: inline Markdown that GB/T 9704 does not provide for
INLINE = (
    Rule(
        "typography.picture",
        r"!\[",
        of_sign("公文正文里不放图片；请改用文字或表格"),
        signs="!",
        finds="⟦![⟧图](a.png)",
        leaves="[图](a.png)",
    ),
    Rule(
        "typography.code",
        r"(?<![`\\])(?:`{1,2}(?!`)|(?<=[^ `])`{3,})[^`\n]*`*",
        of_sign("公文正文里没有代码；请删去“`”，写成普通文字"),
        signs="`",
        finds="⟦`甲`⟧",
        leaves="甲",
    ),
    Rule(
        "typography.footnote",
        r"\[\^[^\[\]\n]*\]",
        of_sign("公文正文里没有脚注；请用括号写在句中"),
        signs="[",
        finds="学习⟦[^1]⟧",
        leaves="[1]",
    ),
    Rule(
        "typography.html",
        r"<(?!https?:|[^\s<>@]*@)[A-Za-z][\w-]*",
        of_sign("正文里不写 HTML“{}”；标题、段落和表格用 Markdown 写"),
        signs="<",
        finds="⟦<b⟧>甲</b>",
        leaves="<https://example.org>",
    ),
)

#: Markdown at the beginning of a line that GB/T 9704 does not provide for
BLOCKS = (
    Rule(
        "typography.code",
        r"^ {0,3}(?:`{3}|~{3})",
        of_sign("公文正文里没有代码块；请删去这个记号，写成普通段落"),
        signs="`~",
        finds="⟦```⟧",
        leaves="甲```",
    ),
    Rule(
        "typography.quotation",
        r"^[ \t]*>",
        of_sign("公文正文里没有引用块；请删去“>”，引文用引号"),
        signs=">",
        finds="⟦>⟧ 甲",
        leaves="甲>乙",
    ),
    Rule(
        "typography.bullet",
        r"^[ \t]*(\*)(?=[ \t]+[^*\s])",
        of_sign("公文正文里不用“*”；列表的一项以“- ”开头"),
        signs="*",
        finds="⟦*⟧ 甲",
        leaves="- 甲",
    ),
    Rule(
        "typography.indent",
        r"^\u3000",
        of_sign("行首的空格由版式加；请删去"),
        signs="\u3000",
        finds="⟦\u3000⟧甲",
        leaves="甲\u3000",
    ),
    # what Word and WPS put before an item; a font for signs leaves a letter of its own
    Rule(
        "typography.bullet",
        rf"^[ \t\u3000]*([{BULLETS}](?=[ \t\u3000]*[{HAN}“《])|[lnuvüØ§](?=[ \t\u3000]+[{HAN}“《]))",
        of_sign("“{}”是粘贴来的列表符号；列表的一项以“- ”开头，一项一行"),
        signs=f"{BULLETS}lnuvüØ§",
        finds="⟦●⟧甲",
        leaves="甲●乙",
    ),
    Rule(
        "typography.bullet",
        _NUMBERED,
        _numbered,
        finds="⟦①⟧甲",
        leaves="甲①乙",
    ),
    # 7.3.3: four levels below the title, 一、 （一） 1. （1）
    Rule(
        "typography.heading_level",
        r"^#(?!#)",
        of_sign("正文的标题从“## ”写起；公文的标题写在 report.yml 里"),
        signs="#",
        finds="⟦#⟧ 甲",
        leaves="## 甲",
    ),
    Rule(
        "typography.heading_line",
        r"^[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+(#)",
        of_sign("列表里不写标题；请把标题单独写成一行，例如“#### 标题”"),
        signs="#",
        finds="- ⟦#⟧ 甲",
        leaves="- 甲",
    ),
    Rule(
        "typography.heading_level",
        r"^#{6,}",
        of_sign("公文最多四层标题，写“## ”到“##### ”"),
        signs="#",
        finds="⟦######⟧ 甲",
        leaves="##### 甲",
    ),
    Rule(
        "typography.heading_space",
        r"^#{2,5}(?=[^#\s])",
        of_sign("“{}”和标题之间要空一格"),
        signs="#",
        finds="⟦##⟧甲",
        leaves="## 甲",
    ),
    Rule(
        "typography.heading_number",
        rf"^#{{1,6}} +([{OF_ITEMS}]+、|[（(][{OF_ITEMS}0-9]+[）)]|[0-9]+[.．、](?![0-9]))",
        of_sign("标题的编号“{}”由构建加；请删去"),
        signs="#",
        finds="## ⟦一、⟧甲",
        leaves="## 甲",
    ),
)
HEADING_END = Rule(
    "typography.heading_end",
    r"[，。；：、,.;:](?=[ *_#]*$)",
    of_sign("标题末尾不加标点；请删去“{}”"),
    signs="，。；：、,.;:",
    finds="## 甲⟦。⟧",
    leaves="## 甲",
)
_INDENTED = ("typography.indent", "行首空四格会变成代码；请删去行首的空格，段首缩进由版式加")
_RULED = ("typography.ruler", "公文正文里没有分隔线；请删去这一行")
_LISTED = Pattern(r"\A([ \t]*)([-*+]|([0-9]{1,9})[.)])[ \t]+\S")
_RULE = Pattern(r"\A(?=[^|]*\|)(?=[^-]*-)[|:\- ]+$")
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
#: what the build writes from report.yml (7.3.4)
ENCLOSURE = Rule(
    "remark.enclosure",
    r"^[ \u3000]*(附件?[0-9０-９]{0,2}[ ]?(?:[：:]|$))",
    of_sign("附件写在 report.yml 的“附件”里，附件说明由构建写出；写了的就删去这一行"),
    signs="附",
    finds="⟦附件1：⟧清单",
    leaves="见附件1",
)
_UNDERLINED = (
    "typography.heading_line",
    "标题不在下一行画线；请写成以“## ”到“##### ”开头的一行",
)


def faults(
    lines: Sequence[str], seen: Sequence[str], headings: Container[int] = ()
) -> Iterator[tuple[int, Found]]:
    """Yield the faults of an author's lines, each with the number of its line, from 1.

    ``seen`` are the lines in which all but text is masked; ``headings`` are the numbers of lines that
    are headings, though they do not look like one.
    """
    for number, column, said in _faults_of_layout(lines, headings):
        yield number, (column - 1, column, said)
    before, listed = "", False
    for number, (line, text) in enumerate(zip(lines, seen, strict=True), 1):
        if _ITEM.match(line) and (listed or not before.strip()):
            listed = True
        elif line.strip() and not line.startswith((" ", "\t")) and not before.strip():
            listed = False
        if line.strip():
            for found in (*_faults_of_block(line, before, listed), *look((*BLOCKS, *INLINE), line)):
                yield number, found
            for found in look((HEADING_END,) if line.startswith("#") else (), text):
                yield number, found
        before = line


def tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the line, from 1, and the number of columns of each table in an author's text."""
    before = ""
    for number, line in enumerate(bare(text).split("\n") if "|" in text else ()):
        if before.strip() and "|" in line and _RULE.match(line):
            yield number, _cells(line)
        before = line


def _faults_of_layout(
    lines: Sequence[str], headings: Container[int]
) -> Iterator[tuple[int, int, Fault]]:
    """Yield the faults of lists and tables, by line and column from 1."""
    yield from _faults_of_lists(lines, headings)
    first = 0
    for number in range(len(lines) + 1):
        if number == len(lines) or not lines[number].strip():
            yield from ((first + 1 + row, 1, said) for row, said in _table(lines[first:number]))
            first = number + 1


def _faults_of_lists(
    lines: Sequence[str], headings: Container[int]
) -> Iterator[tuple[int, int, Fault]]:
    """Yield faults: a list stands alone, has at most two levels, and is numbered from 1."""
    counts, inside, nested, before = [0, 0], False, 0, ""
    for number, line in enumerate(lines, 1):
        if number in headings:
            counts, inside, before = [0, 0], False, ""
            continue
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


def _table(block: Sequence[str]) -> Iterator[tuple[int, Fault]]:
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


def _faults_of_block(line: str, before: str, listed: bool) -> Iterator[tuple[int, int, Fault]]:
    """Yield the fault of a line that depends on the line before."""
    signs = line.replace(" ", "")
    if before.strip() and re.fullmatch(r"(?:=+|-+) *", line):
        yield 0, len(line), _UNDERLINED
    elif len(signs) > 2 and len(set(signs)) == 1 and signs[0] in "-*_":
        yield 0, len(line), _RULED
    elif not (before.strip() or listed) and re.match(r"(?: {4}| {0,3}\t)\s*\S", line):
        yield 0, 1, _INDENTED
