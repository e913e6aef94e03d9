"""The lines of an old report: what is no text is marked, blanks go to the line before, wrapped lines are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ledger.language.signs import WITHOUT_SHAPE, columns, undisguised
from ledger.patterns import Pattern
from ledger.reading import furniture
from ledger.reading.lines import PLAIN, Cell, Form, SourceLine

#: wrapped lines at least from which their width is known, and how far a full line may be from it
_FEW, _SLACK = 3, 8
#: columns: no paper is narrower
_NARROWEST = 40
#: an item of a list, whose number or bullet stands before the only tab
_LISTED = Pattern(r"(?:[（(]?\w{1,3}[)）、.．]|[①-⑳]|[^\w\s]{1,2})\t[^\t]*")
_FRAMED = "只有一栏的表格当作段落"
_BROKEN = "段里的换行当作分段"
_JOINED = "句子中间的换行接成了整段"


@dataclass(frozen=True)
class Line:
    """A line with a text, and how it stood, with the blank lines behind it.

    ``apart`` is whether a blank line stands before it. What is ``left`` is no text of the report; it
    says why.
    """

    number: int
    text: str
    raw: str
    form: Form = PLAIN
    indented: bool = False
    apart: bool = False
    left: str = ""
    told: Sequence[str] = ()

    @property
    def row(self) -> bool:
        """Whether it is a row of a table in Markdown."""
        return self.form.cell is None and self.raw.lstrip().startswith("|")


def tabbed(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Return the lines with the rows of a table that was typed with tabs as their cells.

    Of a table of contents every line ends with a page behind a tab.
    """
    made: list[SourceLine] = []
    for tables, (_, group) in enumerate(groupby(lines, key=_tabs)):
        rows = [*group]
        is_table = len(rows) > 1 and any(map(_is_row, rows))
        cells = (cell for n, row in enumerate(rows) for cell in _cells(row, -1 - tables, n))
        made += cells if is_table else rows
    return made


def _tabs(line: SourceLine) -> int:
    """Return how many tabs stand behind the first word of a line; none of one that is a cell already."""
    text = line.text.lstrip()
    return 0 if line.form.cell or _LISTED.fullmatch(text) else text.count("\t")


def _is_row(line: SourceLine) -> bool:
    """Whether tabs part the words of a line, and it is no entry of a table of contents."""
    text = line.text.strip()
    return bool(_tabs(line)) and "\t" in text and not furniture.LEADER.search(text)


def _cells(line: SourceLine, table: int, row: int) -> Iterator[SourceLine]:
    """Yield the cells of a row; what the last does not show of the row is its own."""
    texts, left = line.text.lstrip().split("\t"), line.raw
    for column, text in enumerate(texts):
        end = left.find("\t", left.find(text) + len(text)) + 1 if column < len(texts) - 1 else 0
        raw, left = (left[:end], left[end:]) if end else (left, "")
        form = replace(line.form, cell=Cell(table, row, column))
        yield replace(line, text=text, raw=raw, form=form)


def sifted(lines: Sequence[SourceLine]) -> list[Line]:
    """Return the lines that hold anything; each blank one is the end of the line before."""
    kept: list[Line] = []
    raws: list[list[str]] = [[]]
    apart, last = False, ""
    for each in lines:
        text, told = _visible(each.text)
        if not each.raw.strip() and not text:
            raws[-1].append(each.raw)
            apart, last = True, ""
            continue
        if kept and kept[-1].number == each.number and not each.form.cell:
            told.append(_BROKEN)
        left = _why_left(each, text, last)
        kept.append(Line(each.number, text, "", each.form, each.indented, apart, left, told))
        raws.append([each.raw])
        apart, last = False, text
    if not kept:
        return [Line(1, "", "".join(raws[0]), left="没有文字")]
    raws[1] = [*raws[0], *raws[1]]
    whole = (replace(line, raw="".join(raw)) for line, raw in zip(kept, raws[1:], strict=True))
    return _unframed([*whole])


def _unframed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those of tables of one column as text: such a table is a frame."""
    wide = {
        cell.table for line in lines if (cell := line.form.cell) and cell.column + cell.width > 1
    }
    return [_without_frame(line) if line.form.cell and line.form.cell.table not in wide else line
            for line in lines]  # fmt: skip


def _without_frame(line: Line) -> Line:
    return replace(line, form=replace(line.form, cell=None), told=[*line.told, _FRAMED])


def _visible(text: str) -> tuple[str, list[str]]:
    """Return a text without what nobody sees, and what was done."""
    seen = undisguised(WITHOUT_SHAPE.sub("", text))
    told = [] if len(seen) == len(text) else [f"去掉了 {len(text) - len(seen)} 个看不见的字符"]
    if undisguised(text) != text:
        told.append("部首的符号、旧编码的字换成了通用的字")
    return seen.strip(), told


def _why_left(line: SourceLine, text: str, before: str) -> str:
    """Return why a line is no text of the report; empty for a line of text.

    ``before`` is the text directly above.
    """
    if line.form.cell or line.raw.lstrip().startswith("|"):
        return ""
    if not text:
        return "这里是 Markdown 的记号或注释，没有收"
    if line.form.style.lower().startswith(("toc", "contents")) or furniture.CONTENTS.fullmatch(
        text
    ):
        return "是目录，由构建生成，没有收"
    if kind := furniture.kind(text):
        return f"是{kind}，没有收"
    if furniture.LEADER.search(text):
        return "是目录里的一行，没有收"
    is_page = furniture.is_bare(text) and (not before or furniture.ends(before))
    return "是页码，没有收" if is_page else ""


def joined(lines: Sequence[Line], begins: Sequence[bool]) -> list[Line]:
    """Return the lines with those joined that surely are one paragraph broken by hand.

    ``begins`` says of each line whether something new begins there: a heading, a table.
    """
    width, indented = _width(lines, begins), _are_indented(lines)
    runs: list[list[Line]] = []
    for line, new in zip(lines, begins, strict=True):
        if runs and width and not new and _goes_on(runs[-1][-1], line, width, indented):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [_one(run) if len(run) > 1 else run[0] for run in runs]


def _width(lines: Sequence[Line], begins: Sequence[bool]) -> float:
    """Return the width at which the lines were broken; 0 where they were not, as one is wider."""
    plain = [line for line in lines if _is_plain(line)]
    broken = [
        _columns(line)
        for (line, following), new in zip(pairwise(lines), begins[1:], strict=True)
        if _is_plain(line) and not (new or following.apart or furniture.ends(line.text))
    ]
    width = median(broken) if len(broken) >= _FEW else 0
    widest = max(map(_columns, plain), default=0)
    return width if width >= _NARROWEST and widest <= width + _SLACK else 0


def _columns(line: Line) -> int:
    """Return how wide a line is, with its indent."""
    return columns(line.raw.rstrip())


def _are_indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indent, and their other lines do not."""
    return any(line.indented for line in lines) and not all(line.indented for line in lines)


def _is_plain(line: Line) -> bool:
    return not (line.left or line.form.cell or line.form.level or line.row)


def _goes_on(last: Line, line: Line, width: float, indented: bool) -> bool:
    """Whether a paragraph surely goes on: its line is full, and nothing begins on the next one."""
    if line.apart or not (_is_plain(last) and _is_plain(line)) or (indented and line.indented):
        return False
    full = abs(_columns(last) - width) <= _SLACK
    return full and (indented or not furniture.ends(last.text))


def _one(run: Sequence[Line]) -> Line:
    """Return lines as one, with a blank between Latin words alone."""
    parts = [run[0].text]
    for before, line in pairwise(run):
        latin = [part.isascii() and part.isalpha() for part in (before.text[-1:], line.text[:1])]
        parts += [" " if all(latin) else "", line.text]
    told = dict.fromkeys([*(each for line in run for each in line.told), _JOINED])
    raw = "".join(line.raw for line in run)
    return replace(run[0], text="".join(parts), raw=raw, told=[*told])
