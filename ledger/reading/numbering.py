"""Computes the numbers that Word puts before paragraphs, which are not in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ledger.language.numerals import ordinal, spelt_out
from ledger.language.signs import full
from ledger.reading.lines import Purpose
from ledger.reading.styles import Styles, child, children, number_of, value, w

_COUNTING = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", 
}  # fmt: skip
_POSITIONAL = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}


@dataclass(frozen=True)
class _Level:
    """The numbering of one level of a list."""

    start: int
    format: str
    text: str
    restarts: bool


class Numbering:
    """Counts paragraphs as Word does; for one file only."""

    def __init__(self, styles: Styles, numbering: Element | None, purpose: Purpose) -> None:
        self.again = f"请在 Word 里把编号转成文字后再{purpose.verb}"
        self.styles = styles
        self.kinds = {a.get(w("abstractNumId"), ""): a for a in children(numbering, "abstractNum")}
        self.lists = {n.get(w("numId"), ""): n for n in children(numbering, "num")}
        self.counts: dict[str, dict[int, int]] = {}
        self.seen: set[str] = set()

    def label(self, paragraph: Element) -> tuple[str, str]:
        """Return the number before a paragraph, and the reason where it cannot be computed."""
        list_id, depth = self._place(paragraph)
        if list_id in (None, "0"):
            return "", ""
        level = self._level(str(list_id), depth)
        if level is None:
            return "", f"这一段有自动编号，但编号的设置读不出来；{self.again}"
        return self._count(str(list_id), depth, level)

    def bulleted(self, paragraph: Element) -> bool:
        """Whether a sign without a number stands before a paragraph."""
        list_id, depth = self._place(paragraph)
        level = self._level(list_id, depth) if list_id else None
        return level is not None and level.format == "bullet"

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """Return a paragraph's list and its level in the list."""
        own = child(paragraph, "pPr", "numPr")
        depth = value(own, "ilvl")
        if list_id := value(own, "numId"):
            return list_id, number_of(depth, 0)
        for style in self.styles.of(paragraph):
            set_ = child(style, "pPr", "numPr")
            if list_id := value(set_, "numId"):
                named = self._named_depth(list_id, style.get(w("styleId"), ""))
                return list_id, number_of(depth or value(set_, "ilvl"), named)
        return None, 0

    def _named_depth(self, list_id: str, style: str) -> int:
        """Return the level that names a style."""
        levels = children(self._kind(list_id), "lvl")
        return next(
            (number_of(v.get(w("ilvl")), 0) for v in levels if value(v, "pStyle") == style), 0
        )

    def _kind(self, list_id: str, hops: int = 3) -> Element | None:
        """Return a list's abstract definition, also where it is linked by a style's name."""
        kind = self.kinds.get(value(self.lists.get(list_id), "abstractNumId") or "")
        link = value(kind, "numStyleLink")
        if link and hops:
            other = value(self.styles.by_id.get(link), "pPr", "numPr", "numId")
            return self._kind(other, hops - 1) if other else None
        return kind

    def _level(self, list_id: str, depth: int) -> _Level | None:
        override = next(
            (
                o
                for o in children(self.lists.get(list_id), "lvlOverride")
                if o.get(w("ilvl")) == str(depth)
            ),
            None,
        )
        found = child(override, "lvl")
        if found is None:
            levels = children(self._kind(list_id), "lvl")
            found = next((v for v in levels if v.get(w("ilvl")) == str(depth)), None)
        if found is None:
            return None
        start = value(override, "startOverride") or value(found, "start")
        text = value(found, "lvlText") or ""
        format_ = value(found, "numFmt") or "decimal"
        return _Level(number_of(start, 1), format_, text, value(found, "lvlRestart") != "0")

    def _count(self, list_id: str, depth: int, level: _Level) -> tuple[str, str]:
        """Increase the count and return the number as Word writes it."""
        kind = self._kind(list_id)
        key = kind.get(w("abstractNumId"), "") if kind is not None else list_id
        counts = self.counts.setdefault(key, {})
        overrides = [
            o
            for o in children(self.lists.get(list_id), "lvlOverride")
            if child(o, "startOverride") is not None
        ]
        if list_id not in self.seen:
            self.seen.add(list_id)
            for override in overrides:
                counts.pop(number_of(override.get(w("ilvl")), 0), None)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            below = self._level(list_id, deeper)
            if below is None or below.restarts:
                del counts[deeper]
        return self._write(list_id, level, counts)

    def _write(self, list_id: str, level: _Level, counts: dict[int, int]) -> tuple[str, str]:
        if level.format in ("bullet", "none"):
            return "", ""
        wrong: list[str] = []

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            of = self._level(list_id, depth)
            format_ = of.format if of else "decimal"
            text = _in_format(counts.get(depth, of.start if of else 1), format_)
            wrong.extend([] if text else [format_])
            return text or "？"

        label = re.sub(r"%([1-9])", shown, level.text)
        gap = "　" if label.endswith(("条", "章", "节", "编")) else ""
        message = f"自动编号的格式“{wrong[0]}”不认识；{self.again}" if wrong else ""
        return label + gap, message


def _in_format(number: int, format_: str) -> str:
    """Return a number in one of Word's formats; nothing for an unknown format."""
    if not 1 <= number <= 9999:
        return ""
    if format_ in _COUNTING:
        return ordinal(number)
    if format_ in _POSITIONAL:
        return spelt_out(number)
    written = {
        "decimal": str(number),
        "decimalZero": f"{number:02}",
        "decimalFullWidth": full(str(number)),
        "decimalFullWidth2": full(str(number)),
        "decimalHalfWidth": str(number),
        "decimalEnclosedCircle": chr(0x245F + number) if number <= 20 else "",
        "decimalEnclosedCircleChinese": chr(0x245F + number) if number <= 20 else "",
        "decimalEnclosedParen": chr(0x2473 + number) if number <= 20 else "",
        "decimalEnclosedFullstop": chr(0x2487 + number) if number <= 20 else "",
        "ideographEnclosedCircle": chr(0x321F + number) if number <= 10 else "",
    }
    return written.get(format_, "")
