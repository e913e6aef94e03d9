"""Lines -> the articles of a regulation, each with its paragraphs and where it stands."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from ledger.issues import Mistake
from ledger.language.numerals import ARABIC, OF_ITEMS
from ledger.language.signs import HAN, columns
from ledger.law.intake.furniture import Line, clean, heading
from ledger.law.intake.layout import Layout
from ledger.law.intake.marks import Start, read_item, read_start, unreadable
from ledger.law.intake.order import Order
from ledger.law.intake.paragraphs import Paragraphs, complete, joined
from ledger.law.intake.parsed import Heading, Parsed, ParsedArticle
from ledger.law.intake.swallowed import cut
from ledger.reading.findings import Finding, Notes
from ledger.reading.lines import Source

__all__ = ["Finding", "Heading", "Parsed", "ParsedArticle", "parse"]

_ANNEX = re.compile(rf"附(?:件|表|录|图|注)?\s*[{ARABIC}{OF_ITEMS}]{{0,3}}\s*(?:[：:].*)?")
#: spaces that stretch headings
_WIDE = re.compile(rf"(?<=[{HAN}、，（）]) (?=[{HAN}、，（）])")
_UNITS = ("编", "分编", "章", "节")
#: headings that usually have no number
_USUAL = ("总则", "分则", "附则")


def parse(source: Source) -> Parsed:
    """Return the articles of a source. Raises ``Mistake`` where the source has none."""
    notes = Notes(list(source.findings))
    reader = _Reader(clean(source.lines, notes), notes)
    reader.read()
    if not reader.articles:
        raise Mistake(
            "没有找到“第一条”这样开头的行；请确认是法规的正文，每一条另起一行，以“第×条”开头",
            "import.articles",
        )
    return Parsed(reader.head, reader.articles, notes.all(), reader.headings)


class _Reader:
    """Assigns lines to articles, in order; for one source only."""

    def __init__(self, lines: list[Line], notes: Notes) -> None:
        self.todo = deque(lines)
        self.notes, self.order = notes, Order()
        self.paragraphs = Paragraphs(Layout.of(lines), self.order, notes)
        self.head: list[str] = []
        self.articles: list[ParsedArticle] = []
        self.headings: list[Heading] = []
        self.open: dict[str, str] = {}
        self.before: Line | None = None
        #: the last mark was a heading's, and no article followed yet
        self.bare = False
        self.annex = False
        #: marks read as mentions of the next article; doubtful if that article never comes
        self.passed: list[tuple[Start, Line]] = []

    def read(self) -> None:
        """Read every line, then check the result."""
        while self.todo:
            line = self.todo.popleft()
            start = read_start(line.text)
            if start and start.unit == "条" and self._is_article(start, line):
                self._article(start, line)
            elif start and start.unit != "条" and self._is_heading(start, line):
                self._heading(start, line)
            elif self._is_name(line):
                self._unnumbered(line)
            else:
                self._text(line)
            self.before = line
        self._close()
        for start, line in self.passed:
            if (start.number, start.sub) not in self.order.articles.seen:
                message = f"“{start.shown}”在行首，已当作引用，后面却没有这一条；请核对"
                self.notes.serious(line.number, "import.lines", message)
        for article in self.articles:
            self._complete(article)

    @property
    def _finished(self) -> bool:
        return self.bare or self.paragraphs.finished

    # deciding what a line is

    def _is_article(self, start: Start, line: Line) -> bool:
        """Whether a line begins an article: expected number, space after, full stop before."""
        expected, finished = self.order.articles.follows(start), self._finished
        spaced = start.delimited or not self.paragraphs.layout.delimited
        if start.mentioned and expected and finished:
            self.passed.append((start, line))
        if start.mentioned:
            reasons = (3 if finished else 1) if start.delimited else 0
        else:
            reasons = expected + finished + spaced
        if reasons == 1:
            message = f"“{start.shown}”在行首，像条号又像引用，已当作引用；请核对"
            self.notes.serious(line.number, "import.lines", message)
        elif reasons == 2 and not finished:
            self._unfinished(start.shown, "新的一条", line)
        return reasons >= 2

    def _is_heading(self, start: Start, line: Line) -> bool:
        expected, finished = self.order.headings.follows(start), self._finished
        if heading(line.text) and (finished or (expected and start.delimited)):
            if not finished:
                self._unfinished(line.text, "标题", line)
            return True
        begins, rest, _ = cut(line.text, line.number, self.order, items=False)
        if rest and heading(begins):
            return True
        if start.delimited and (finished or expected):
            message = f"“{start.shown}”在行首，像标题又像正文，已当作正文；请核对"
            self.notes.serious(line.number, "import.lines", message)
        return False

    def _unfinished(self, shown: str, what: str, line: Line) -> None:
        message = f"“{shown}”的上一行没有结尾的标点，已当作{what}；请核对"
        self.notes.serious(line.number, "import.lines", message)

    def _is_name(self, line: Line) -> bool:
        """Whether a line is a heading without a number: short, no full stop, before an article."""
        if not _may_be_name(line.text) or read_start(line.text) or unreadable(line.text):
            return False
        after = read_start(self.todo[0].text) if self.todo else None
        if after is None or after.unit != "条" or after.mentioned:
            return False
        told = self.paragraphs.open if self.articles else self.head
        usual = not self.articles and _WIDE.sub("", line.text) in _USUAL
        expected = self.order.articles.follows(after) and not self.bare
        return expected and (usual or (bool(told) and complete(told[-1])))

    # adding the line

    def _article(self, start: Start, line: Line) -> None:
        self.notes.take(self.order.articles.add(start, line.number))
        self._mended(start, line)
        if start.colon:
            message = f"{start.name}后面的“{start.colon}”不是条文，没有收入"
            self.notes.remark(line.number, "import.left_out", message, start.colon)
        part = " ".join(self.open[unit] for unit in ("编", "分编") if unit in self.open) or None
        chapter, section = self.open.get("章"), self.open.get("节")
        text, where = self.paragraphs.begin(), line.number
        self.articles.append(
            ParsedArticle(start.number, start.sub, part, chapter, section, text, where)
        )
        self.bare = False
        if start.rest:
            self._text(replace(line, text=start.rest))

    def _mended(self, start: Start, line: Line) -> None:
        if start.mended:
            self.notes.remark(line.number, "import.mended", f"印错的字已改正：{start.mended}")
        elif start.form:
            message = f"{start.form}：从这一行起有 {{n}} 处，已按“第×{start.unit}”读"
            self.notes.count(line.number, "import.mended", message)

    def _heading(self, start: Start, line: Line) -> None:
        self._close(start.unit)
        self.notes.take(self.order.headings.add(start, line.number))
        self._mended(start, line)
        name = f"{start.name} {self._words(start, line)}".strip()
        self._enter(Heading(start.unit, start.number, name, line.number))

    def _words(self, start: Start, line: Line) -> str:
        """Return a heading's words, with any that stand on the next line."""
        name, rest, findings = cut(start.rest, line.number, self.order, items=False)
        self.notes.take(*findings)
        if rest:
            self.todo.appendleft(replace(line, text=rest, gap=""))
        elif self._goes_on(bool(name)):
            after = self.todo.popleft()
            if name:
                message = f"“{after.text}”接在上一行的标题后面；请核对"
                self.notes.remark(after.number, "import.lines", message)
            name = joined(name, after.text)
        if not name:
            self.notes.serious(
                line.number, "import.incomplete", f"{start.name}没有名称；请对照原文补上"
            )
        return _WIDE.sub("", name)

    def _goes_on(self, named: bool) -> bool:
        """Whether the next line continues a heading: short, no full stop, and a mark follows it."""
        if len(self.todo) < 2:
            return False
        after, following = self.todo[0], self.todo[1]
        apart = (named and after.gap) or read_start(after.text) or not read_start(following.text)
        return _may_be_name(after.text) and not apart

    def _unnumbered(self, line: Line) -> None:
        """Add a heading without a number; a serious finding where other chapters have numbers."""
        name = _WIDE.sub("", line.text)
        numbered = any(heading.number and heading.unit == "章" for heading in self.headings)
        note = self.notes.serious if numbered and name not in _USUAL else self.notes.remark
        note(line.number, "import.lines", f"“{name}”没有编号，已当作标题（章）；请核对")
        self._close("章")
        self._enter(Heading("章", 0, name, line.number))

    def _enter(self, new: Heading) -> None:
        """Open a heading and close all open headings of its level and below."""
        for unit in _UNITS[_UNITS.index(new.unit) :]:
            self.open.pop(unit, None)
        self.open[new.unit] = new.name
        self.headings.append(new)
        self.bare = True

    def _close(self, by: str = "") -> None:
        """Report the last heading if it ends without an article; ``by`` is the next unit."""
        if self.bare and (last := self.headings[-1]):
            if by and _UNITS.index(by) > _UNITS.index(last.unit):
                return
            message = f"“{last.name}”下面没有条文；请对照原文"
            self.notes.serious(last.line, "import.incomplete", message, last.name)

    def _text(self, line: Line) -> None:
        """Add a line of text to the open article, or to the head of the regulation."""
        if sign := unreadable(line.text):
            message = f"“{sign}”像是条号，但读不出来，已当作文字；请改正后再导入"
            self.notes.serious(line.number, "import.character", message)
        if self.bare:
            where = "上一条后面" if self.articles else "题头"
            message = f"标题后面、条文前面的文字放在了{where}；请核对"
            self.notes.serious(line.number, "import.lines", message)
        if not self.articles:
            self.head.append(line.text)
            return
        text, rest, findings = cut(line.text, line.number, self.order)
        self.notes.take(*findings)
        if rest:
            self.todo.appendleft(replace(line, text=rest, gap=""))
        self._annexed(line)
        self.paragraphs.add(replace(line, text=text), self.before)

    def _annexed(self, line: Line) -> None:
        if not self.annex and self._finished and _ANNEX.fullmatch(line.text):
            self.annex = True
            where = f"{self.articles[-1].name}后面"
            message = f"从这一行起像是附件，不是条文，现在接在{where}；请从文件里删去后再导入"
            self.notes.serious(line.number, "import.annex", message)

    def _complete(self, article: ParsedArticle) -> None:
        """Report an article that is empty or has an unfinished paragraph."""
        if not article.paragraphs:
            message = f"{article.name}没有内容；请对照原文补上"
            self.notes.serious(article.line, "import.incomplete", message)
        for paragraph in article.paragraphs:
            if not complete(paragraph) and not (self.annex and article is self.articles[-1]):
                message = f"{article.name}的“…{paragraph[-12:]}”没有写完（没有句号）；请对照原文"
                self.notes.serious(article.line, "import.incomplete", message)


def _may_be_name(text: str) -> bool:
    long = columns(text) > 40
    return not (long or re.search(r"[。；：！？]|，$", text) or read_item(text))
