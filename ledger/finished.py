"""Finished text: headings numbered as in an official document, and where each figure stands.

Finished text is Markdown in which every word has been said; the site, the print and the Word file
are made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.markup import plain
from ledger.wording import ordinal

_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: *\{[^}\n]*\})?$", re.MULTILINE)
_FIGURE = re.compile(r'<a [^>]*data-figure="([^"]+)"')
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’）》]*")


def number_headings(text: str) -> str:
    """Number ``##`` 一、 ``###`` （一） ``####`` 1. ``#####`` （1） (GB/T 9704-2012, 7.3.3).

    Each heading keeps its own words as its anchor, so that a section may be moved without
    breaking a link to it.
    """
    counts = [0, 0, 0, 0]

    def numbered(match: re.Match[str]) -> str:
        level = len(match[1]) - 2
        if not 0 <= level < len(counts):
            return match[0]
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        n = counts[level]
        sign = (f"{ordinal(n)}、", f"（{ordinal(n)}）", f"{n}&#46; ", f"（{n}）")[level]
        return f"{match[1]} {sign}{match[2]} {{ #{anchor(match[2])} }}"

    return _HEADING.sub(numbered, text)


def anchor(heading: str) -> str:
    """Return the anchor of a heading: its letters, digits and Chinese characters."""
    return re.sub(r"[^\w]+", "-", plain(heading)).strip("-").lower()


@dataclass(frozen=True)
class Use:
    """One sentence in which a figure is published."""

    page: str
    heading: str
    anchor: str
    sentence: str


def uses(pages: dict[str, str]) -> dict[str, list[Use]]:
    """Return, by a figure's id, the sentences that show it; ``pages`` maps path to finished text."""
    found: dict[str, list[Use]] = {}
    for page, text in pages.items():
        heading, mark = "", ""
        for block in re.split(r"\n{2,}", text.replace("</li>", "</li>\n").strip()):
            if match := _HEADING.match(block):
                heading = plain(match[2])
                explicit = re.search(r"\{[^}\n]*#([^\s}]+)", match[0])
                mark = explicit[1] if explicit else anchor(match[2])
            for sentence in _SENTENCE.findall(block):
                for figure in dict.fromkeys(_FIGURE.findall(sentence)):
                    use = Use(page, heading, mark, plain(sentence).strip())
                    found.setdefault(figure, []).append(use)
    return found
