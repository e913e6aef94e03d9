"""Lines -> the paragraphs (款) and items (项) of the open article."""

from __future__ import annotations

import re

from ledger.law.intake.furniture import Line
from ledger.law.intake.layout import Layout
from ledger.law.intake.marks import Item, read_item
from ledger.law.intake.order import Items, Order
from ledger.reading.findings import Notes
from ledger.reading.furniture import ends

#: the punctuation that ends a complete paragraph
_COMPLETE = re.compile(r"[。！？…!?.][”’」』）)》】〕\"'］]*$")


def complete(paragraph: str) -> bool:
    """Whether a paragraph ends with such punctuation."""
    return bool(_COMPLETE.search(paragraph))


def joined(before: str, after: str) -> str:
    """Join two lines, with a space between Latin words only."""
    latin = [part.isascii() and part.isalpha() for part in (before[-1:], after[:1])]
    return before + (" " if all(latin) else "") + after


class Paragraphs:
    """Adds lines to the open article."""

    def __init__(self, layout: Layout, order: Order, notes: Notes) -> None:
        self.layout, self.order, self.notes = layout, order, notes
        self.open: list[str] = []

    def begin(self) -> list[str]:
        """Begin an article; return the list that will hold its paragraphs."""
        self.open = []
        self.order.items = Items()
        return self.open

    @property
    def finished(self) -> bool:
        """Whether the text so far ends with a stop, so that a mark may begin something new."""
        return not self.open or ends(self.open[-1])

    def add(self, line: Line, before: Line | None) -> None:
        """Add a line as an item, as a continuation, or as a new paragraph."""
        item = read_item(line.text)
        if item and self._is_item(item):
            self._item(item, line)
        elif self.open and self._continues(line, before):
            self.open[-1] = joined(self.open[-1], line.text)
        else:
            self.order.items = Items()
            self.open.append(line.text)

    def _is_item(self, item: Item) -> bool:
        return self.finished or (item.strong and self.order.items.follows(item))

    def _item(self, item: Item, line: Line) -> None:
        if not self.finished:
            message = f"“{item.shown}”的上一行没有结尾的标点，已当作新的一项；请核对"
            self.notes.serious(line.number, "import.lines", message)
        self.notes.take(self.order.items.add(item, line.number))
        if self.open:
            self.open[-1] += "\n" + line.text
        else:
            self.open.append(line.text)

    def _continues(self, line: Line, before: Line | None) -> bool:
        """Whether a line continues the last paragraph; report doubtful cases."""
        apart = line.gap == "blank" or (line.indented and self.layout.meaning)
        if self.finished:
            return not apart and self._goes_on(line, before)
        if apart:
            message = "上一行没有结尾的标点，这一行却另起一段，已接成一段；请核对"
            self.notes.serious(line.number, "import.lines", message)
        else:
            message = "从这一行起有 {n} 处句子中间的换行，已接成整段"
            self.notes.count(line.number, "import.mended", message)
        return True

    def _goes_on(self, line: Line, before: Line | None) -> bool:
        """Decide the same after a full stop, by the indent and the previous line's width."""
        full = before is not None and self.layout.full(before)
        if self.layout.indented and self.layout.meaning:
            if full:
                message = "从这一行起有 {n} 处句末的换行（下一行不缩进），已接成整段"
                self.notes.count(line.number, "import.mended", message)
            else:
                message = "这一行没有缩进，上一行也没有写满，已当作新的一款；请核对"
                self.notes.serious(line.number, "import.lines", message)
            return full
        if full or line.gap == "page":
            message = "看不出这一行是新的一款还是接着上一行，已当作新的一款；请核对"
            self.notes.serious(line.number, "import.lines", message)
        return False
