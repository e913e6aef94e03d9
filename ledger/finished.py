"""Finished text: headings anchored and numbered, and where each figure stands.

Finished text is Markdown in which every word has been said; the site, the print and the Word file
are made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.markup import plain
from ledger.wording import ordinal

_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: *\{([^}\n]*)\})?$", re.MULTILINE)
_FIGURE = re.compile(r'<a [^>]*data-figure="([^"]+)"')
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’）》]*")


def finish(text: str, official: bool = False) -> str:
    """Give every heading an anchor of its own; in an official document number it too.

    ``##`` is numbered 一、 ``###`` （一） ``####`` 1. ``#####`` （1） (GB/T 9704-2012, 7.3.3). The
    anchor is made of the heading's own words, so that a section may be moved without breaking a
    link to it.
    """
    counts = [0, 0, 0, 0]
    taken: dict[str, int] = {}

    def finished(match: re.Match[str]) -> str:
        marks, title, attributes = match[1], match[2], match[3] or ""
        if "#" not in attributes:
            name = anchor(title)
            taken[name] = taken.get(name, 0) + 1
            own = name if taken[name] == 1 else f"{name}-{taken[name]}"
            attributes = f" #{own} {attributes.strip()}"
        level = len(marks) - 2
        if official and 0 <= level < len(counts):
            counts[level] += 1
            counts[level + 1 :] = [0] * (len(counts) - level - 1)
            n = counts[level]
            title = (f"{ordinal(n)}、", f"（{ordinal(n)}）", f"{n}&#46; ", f"（{n}）")[
                level
            ] + title
        return f"{marks} {title} {{ {attributes.strip()} }}"

    return _HEADING.sub(finished, text)


def anchor(heading: str) -> str:
    """Return the anchor of a heading: its letters, digits and Chinese characters."""
    return re.sub(r"[^\w]+", "-", plain(heading)).strip("-").lower() or "section"


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
