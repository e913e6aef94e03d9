"""The headings of a text, as the engine finds them, wherever an author's Markdown allows one.

The rules are those of Python-Markdown's block processors (markdown/blockprocessors.py), in their
order: a heading begins a line with ``#``, with or without a blank, or is underlined with ``=`` or
``-``; it may stand in a quotation or in a list; what stands in code or in a block of HTML is none.
``tests/test_headings.py`` compares the two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from ledger.issues import Issue
from ledger.patterns import Pattern
from ledger.prose import calls, markup
from ledger.prose.comments import Span, structure, without_comments
from ledger.prose.markup import plain

_LONGEST_ANCHOR = 60
#: the anchor that an author gives a heading
_OWN = Pattern(r"#([^\s}]+)")
_MARKS = Pattern(r"#{1,6}")
_UNDERLINE = Pattern(r"\A(?:=+|-+) *\Z")
_RULER = Pattern(r"\A {0,3}([-_*])(?: {0,2}\1){2,} *\Z")
#: what may be the underline of one
_PERHAPS = Pattern(r"#|^[^\S\n>]*(?>(?:>[^\S\n]?)*)(?:=+|-+)[^\S\n]*$", re.MULTILINE)
_INDENT = Pattern(r" {4}| {0,3}\t")
_INDENTS = Pattern(rf"(?:{_INDENT.pattern})*")
#: what may be an indented line
_FAR = Pattern(rf"^[ >]*(?:{_INDENT.pattern})", re.MULTILINE)
_NESTED = Pattern(r"(?: {4}| {0,3}\t) {0,3}(?:[-*+]|(?<![0-9])[0-9]++\.)[ \t]+")
_ITEM = Pattern(r" {0,3}(?:[-*+]|(?<![0-9])[0-9]++\.)[ \t]+")
_QUOTE = Pattern(r" {0,3}> ?")
_TABLE = Pattern(r"\A(?=[^-]*-)[|:\- ]+\Z")
#: where the toc extension of Markdown would put a table of contents
_CONTENTS = Pattern(r"^[ \t>]*\[TOC\][ \t]*$", re.MULTILINE)
#: marks of a heading, behind those of quotations and lists, at the beginning of a line
_MARKED = Pattern(r"^(?>(?:[ \t>]|[-*+][ \t]|[0-9]++\.[ \t])*)(#{1,6})", re.MULTILINE)
_EMPTY = "标题没有文字；请在“#”后面写上标题，或删去这一行"
_STRAY = (
    "这个“#”前面有空格或别的符号，算不算标题要看上文；标题请顶格写，代码请写在两行“```”之间，"
    "都不是就写成“\\#”"
)

#: quotations and lists, one in another, beyond any sense
_DEEPEST = 30
#: elements that begin a block of HTML, in which no Markdown is read (markdown.util), of those that
#: an author may write
BLOCKS = markup.BLOCKS - {"article", "aside", "caption"}
#: elements without an end
VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_TAG = Pattern(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s<>/]*)[^<>]*>")
#: what may begin a block; most texts hold none, and many links
_BEGUN = Pattern(f"<(?:{'|'.join(sorted(BLOCKS))})", re.IGNORECASE)
_SHORTLY_INDENTED = Pattern(r"(?:^|\n) {0,3}\Z")


@dataclass(frozen=True)
class Heading:
    """A heading and where it stands, from its first sign to the end of its line or underline.

    ``attributes`` is what stands in braces behind its title; ``marks`` are where the signs stand that
    make it a heading, and its attributes with their braces.
    """

    start: int
    end: int
    level: int
    title: str = ""
    attributes: str = ""
    underlined: bool = False
    marks: tuple[Span, ...] = ()

    @property
    def line_end(self) -> int:
        """Where its words end, and what stands behind them in braces."""
        return self.marks[0][0] - 1 if self.underlined else self.end

    @property
    def own(self) -> str | None:
        """The anchor that the author gave it."""
        found = _OWN.search(self.attributes)
        return found[1] if found else None


@dataclass(frozen=True)
class _Line:
    """What is left of a line ``within`` so many quotations and lists, and where it begins."""

    start: int
    text: str
    within: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def cut(self, marks: re.Match[str] | None) -> _Line:
        end = marks.end() if marks else 0
        return _Line(self.start + end, self.text[end:], self.within + 1)


#: yields headings and where indented code stands, and returns how many lists the next block may go
#: on, one in another
_Walk = Generator[Heading | Span, None, int]


def check(text: str, path: str) -> Iterator[Issue]:
    """Yield the headings without words, which the engine would give an address of its own.

    A mark for a table of contents is reported as well: the site has one on every page. So are marks
    of a heading that are none here: what the lines before make of a line, the engine knows best.
    """
    for mark in _CONTENTS.finditer(text):
        place = calls.place_at(text, mark.start(), path)
        yield Issue(place, "目录由程序列出；请删去“[TOC]”", code="heading.contents")
    found = find(text)
    for at in _stray(text, found):
        yield Issue(calls.place_at(text, at, path), _STRAY, code="heading.stray")
    for heading in found:
        if not without_comments(heading.title).strip(" #"):
            place = calls.place_at(text, heading.start, path)
            yield Issue(place, _EMPTY, code="heading.empty")


@lru_cache(maxsize=256)  # what is found in a text as it stands is asked of several times in turn
def find(text: str) -> tuple[Heading, ...]:
    """Return the headings of a text in their order."""
    parts = _parts(text, _PERHAPS) if _PERHAPS.search(text) else ()
    return tuple(_with_text(part, text) for part in parts if isinstance(part, Heading))


def titles(text: str) -> list[Span]:
    """Return where the line of each heading stands that has its words."""
    return [(heading.start, heading.line_end) for heading in find(text)]


def indented(text: str) -> list[Span]:
    """Return where code stands that is indented by four blanks, and belongs to no list."""
    parts = _parts(text) if _FAR.search(text) or "<!--" in text else ()
    return [part for part in parts if not isinstance(part, Heading)]


def _stray(text: str, found: tuple[Heading, ...]) -> Iterator[int]:
    """Yield where marks of a heading stand in Markdown that are none of one."""
    known = {heading.start for heading in found}
    if any(marks.start(1) not in known for marks in _MARKED.finditer(text)):
        marked = _MARKED.finditer(_without_html(text))
        yield from (marks.start(1) for marks in marked if marks.start(1) not in known)


def _parts(text: str, sought: Pattern | None = None) -> Iterator[Heading | Span]:
    """Yield the headings and where indented code stands.

    A block without what is ``sought`` is left out, where no line goes on what stands before it.
    """
    bare = _without_html(text)
    lines = _lines(bare)
    return _document([*_seeking(sought, lines)] if sought and not _FAR.search(bare) else lines)


def _without_html(text: str) -> str:
    """Return a text with paragraphs of no meaning in the place of code and of blocks of HTML."""
    bare = structure(text, _paragraph)
    parts, last = [], 0
    for start, end in blocks_of_html(bare):
        parts += [bare[last:start], _paragraph(end - start)]
        last = end
    return "".join([*parts, bare[last:]])


def _seeking(sought: Pattern, lines: list[_Line]) -> Iterator[_Line]:
    """Yield the lines of the blocks in which something is sought, with what parts them."""
    for blank, block in groupby(lines, lambda line: not line.text.strip()):
        found = [*block]
        if not blank and any(sought.search(line.text) for line in found):
            yield from (*found, _Line(0, ""))


def blocks_of_html(bare: str) -> Iterator[tuple[int, int]]:
    """Yield where each block of HTML begins and ends in a text without comments and code."""
    opened: list[str] = []
    start = past = 0
    for tag in _TAG.finditer(bare) if _BEGUN.search(bare) else ():
        name, end = tag["name"].lower(), bool(tag["end"])
        if not opened:
            begins = _SHORTLY_INDENTED.search(bare, max(0, tag.start() - 4), tag.start())
            tail = past > 0 and "\n" not in bare[past : tag.start()]
            if end or name not in BLOCKS or not (begins or tail):
                continue
            start = tag.start()
        if end and opened[-1:] == [name]:  # ``active`` refuses tags that are not in pairs
            opened.pop()
        elif not end and name not in VOID:
            opened.append(name)
        if not opened:
            past = tag.end()
            yield start, past
    if opened:
        yield start, len(bare)


def anchor(heading: str) -> str:
    """Return the anchor of a heading: its letters, digits and Chinese characters.

    Underscores would be emphasis to Markdown. It is the name of a place in the PDF as well, and
    there are programs that read no names of thousands of bytes. Letters and digits alone may be
    the name of a part of ours.
    """
    words = re.sub(r"[\W_]+", "-", plain(heading)).strip("-").lower()
    words = words[:_LONGEST_ANCHOR].rstrip("-")
    return "-".join(filter(None, ("节", words))) if words.isascii() else words


def _paragraph(size: int) -> str:
    """Return what stands for a block that is no Markdown: a paragraph of as many signs."""
    return f"\n{chr(0) * (size - 3)}\n\n"


def _with_text(heading: Heading, text: str) -> Heading:
    """Return a heading with its words, which may hold code."""
    whole = text[heading.start : heading.end].partition("\n")[0].rstrip(" \t")
    end = heading.start + len(whole)
    line = whole[0 if heading.underlined else heading.level :].lstrip(" \t")
    marks = [(end + 1, heading.end) if heading.underlined else (heading.start, end - len(line))]
    opened = line.find("{", line.rfind("}", 0, -1) + 1) if line.endswith("}") else -1
    if opened < 0:
        return replace(heading, title=line, marks=(*marks,))
    title, attributes = line[:opened].rstrip(" "), line[opened + 1 : -1]
    marks = [*marks, (end - len(line) + len(title), end)]
    return replace(heading, title=title, attributes=attributes, marks=(*marks,))


def _lines(bare: str) -> list[_Line]:
    lines, start = [], 0
    for text in bare.split("\n"):
        lines.append(_Line(start, text))
        start += len(text) + 1
    return lines


def _document(lines: list[_Line]) -> _Walk:
    """Go through blocks that blank lines part."""
    depth, block = 0, list[_Line]()
    for line in [*lines, _Line(0, "")]:
        if line.text.strip():
            block.append(line)
        elif block:
            depth = yield from _block(block, depth)
            block = []
    return depth


def _block(lines: list[_Line], depth: int, inside: int = 0) -> _Walk:
    """Go through a block before which lists of some depth are open; ``inside`` an item, 1."""
    marked, ruled = _those(lines, _MARKS), _those(lines, _RULER)
    at = 0
    while at < len(lines):
        first, second = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        if _INDENT.match(first.text):
            if depth:
                return (yield from _continued(lines[at:], depth))
            past = next(
                (n for n in range(at, len(lines)) if not _INDENT.match(lines[n].text)), len(lines)
            )
            yield first.start, lines[past - 1].end
            at = past
        elif second and _is_table(first.text, second.text):
            return inside
        elif (mark := _next(marked, at)) is not None:
            yield from _block(lines[at:mark], depth, inside)
            level = _MARKS.match(lines[mark].text)
            yield Heading(lines[mark].start, lines[mark].end, level.end() if level else 0)
            at, depth = mark + 1, inside
        elif second and _UNDERLINE.match(second.text):
            yield Heading(first.start, second.end, 1 if "=" in second.text else 2, underlined=True)
            at, depth = at + 2, inside
        elif (ruler := _next(ruled, at)) is not None:
            yield from _block(lines[at:ruler], depth, inside)
            at, depth = ruler + 1, inside
        elif first.within > _DEEPEST:
            return inside
        elif _ITEM.match(first.text):
            return inside + (yield from _list(lines[at:]))
        else:
            return (yield from _quotation(lines[at:], depth, inside))
    return depth


def _quotation(lines: list[_Line], depth: int, inside: int) -> _Walk:
    """Go through a block that may end in a quotation; else it is a paragraph."""
    at = _next(_those(lines, _QUOTE), 0)
    if at is not None:
        yield from _block(lines[:at], depth, inside)
        yield from _document([line.cut(_QUOTE.match(line.text)) for line in lines[at:]])
    return inside


def _list(lines: list[_Line]) -> _Walk:
    """Go through the items of a list; return how many lists its last item has open."""
    items: list[list[_Line]] = []
    for line in lines:
        if mark := _ITEM.match(line.text):
            items.append([line.cut(mark)])
        elif _NESTED.match(line.text) and not _INDENT.match(items[-1][0].text):
            items.append([line])
        else:
            items[-1].append(line)
    depth = 1
    for item in items:
        depth = yield from _block(item, 1, 1)
    return depth


def _continued(lines: list[_Line], depth: int) -> _Walk:
    """Go through an indented block that goes on a list, or one in it."""
    first = _INDENTS.match(lines[0].text)
    level = min(len(_INDENT.findall(first[0])) if first else 0, depth)
    indent = re.compile(f"(?:{_INDENT.pattern}){{{level}}}")
    within = yield from _block([line.cut(indent.match(line.text)) for line in lines], 0)
    return level + within


def _is_table(head: str, rule: str) -> bool:
    if "|" not in head or not _TABLE.fullmatch(rule):
        return False
    return head.strip().strip("|").count("|") == rule.strip().strip("|").count("|")


def _those(lines: list[_Line], pattern: Pattern) -> list[int]:
    """Return the numbers of the lines that begin so."""
    return [at for at, line in enumerate(lines) if pattern.match(line.text)]


def _next(numbers: list[int], at: int) -> int | None:
    found = bisect_left(numbers, at)
    return numbers[found] if found < len(numbers) else None
