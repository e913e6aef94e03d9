"""Finished text: headings anchored and numbered, and where each figure stands.

Finished text is Markdown in which every word has been said; the site, the print and the Word file
are made from it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ledger.language.numerals import ordinal
from ledger.prose import headings
from ledger.prose.comments import COMMENT, unread, without_comments
from ledger.prose.headings import Heading
from ledger.prose.markup import plain
from ledger.remembered import remembered

#: what an attachment of the report begins with
ATTACHMENT = 'class="doc-attachment-mark'
_FIGURE = re.compile(r'<a [^>]*data-figure="([^"]+)"')
#: what HTML holds and no reader sees; a ``<`` that is shown is written as an entity
_UNSEEN = re.compile(rf"{COMMENT}|<[!?][^>]*>", re.DOTALL)
_ID = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id|name)=(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""")
_ITEM = re.compile(r"^( *)(?:[-*+]|([0-9]+)[.)]) +(?=\S)")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’）》]*")


def finish(text: str, official: bool = False) -> str:
    """Give every heading an anchor of its own; in an official document number it too.

    Comments are for the authors and go: the engine would publish them.
    Its lists become numbered paragraphs: paper has no bullets, and the numbers are text everywhere.
    ``##`` is numbered 一、 ``###`` （一） ``####`` 1. ``#####`` （1） (GB/T 9704-2012, 7.3.3). The
    anchor is made of the heading's own words, so that a section may be moved without breaking a
    link to it.
    """
    return _finished(text, official)


@remembered
def _finished(text: str, official: bool) -> str:
    text = without_comments(text)
    text = _itemized(text) if official else text
    found = [heading for heading in headings.find(text) if heading.title]
    taken = {heading.own: 1 for heading in found if heading.own}
    numbers = _numbers(text, found) if official else [""] * len(found)
    done, last = [], 0
    for heading, number in zip(found, numbers, strict=True):
        attributes = heading.attributes
        if not heading.own:
            attributes = f" #{_free(headings.anchor(heading.title), taken)} {attributes.strip()}"
        marks = "#" * heading.level
        line = f"{marks} {number}{heading.title} {{ {attributes.strip()} }}"
        # what follows an underline begins a block of its own, and would be the rule of a table
        apart = heading.underlined and "|" in heading.title
        done += [text[last : heading.start], line, "\n" if apart else ""]
        last = heading.end
    return "".join([*done, text[last:]])


def _numbers(text: str, found: Iterable[Heading]) -> Iterator[str]:
    """Yield the number of each heading of an official document."""
    counts = [0, 0, 0, 0]
    ends = [*(mark.start() for mark in re.finditer(ATTACHMENT, text)), len(text) + 1]
    for heading in found:
        level = heading.level - 2
        if heading.start >= ends[0]:  # an attachment is numbered anew
            counts[:], ends[:] = [0, 0, 0, 0], ends[1:]
        if not 0 <= level < len(counts):
            yield ""
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        n = counts[level]
        yield (f"{ordinal(n)}、", f"（{ordinal(n)}）", f"{n}&#46; ", f"（{n}）")[level]


def _free(name: str, taken: dict[str, int]) -> str:
    """Return a name that no other heading has, and take it; ``taken`` counts how often each was asked."""
    own = name
    while own in taken:
        taken[name] += 1
        own = f"{name}-{taken[name]}"
    taken[own] = 1
    return own


@remembered
def anchors(text: str) -> frozenset[str]:
    """Return the anchors of finished Markdown: its headings', and those written in HTML."""
    found = headings.find(text)
    taken = {heading.own: 1 for heading in found if heading.own}
    made = [heading.own or _free(headings.anchor(heading.title), taken) for heading in found]
    typed = (html.unescape("".join(each.groups(""))) for each in _ID.finditer(unread(text)))
    return frozenset([*made, *typed])


def titles(text: str) -> list[str]:
    """Return the words of the headings of finished Markdown."""
    return [plain(heading.title) for heading in headings.find(text)]


def slug(title: str, _separator: str = "-") -> str:
    """Return the anchor of a heading that has none of its own; the engine calls this too."""
    return headings.anchor(title)


def uncommented(page: str) -> str:
    """Return a page's HTML without comments, however they came through the Markdown."""
    return _UNSEEN.sub("", page)


def _itemized(text: str) -> str:
    """Turn list items into paragraphs: 1. and below it （1）, or —— (GB/T 15834-2011, 4.13).

    The numbers are those that were typed; ``typography`` sees that they are in order.
    """
    done: list[str] = []
    inside = False
    for line in text.split("\n"):
        item = _ITEM.match(line)
        if item and (inside or not done or not done[-1].strip()):
            number = f"（{item[2]}）" if len(item[1]) > 1 else f"{item[2]}&#46; "
            done += ["", (number if item[2] else "——") + line[item.end() :]]
            inside = True
        elif inside and line.strip() and (line.startswith(" ") or done[-1].strip()):
            done.append(line.strip())  # the item goes on
        else:
            inside = inside and not line.strip()
            done.append(line)
    return "\n".join(done)


@dataclass(frozen=True)
class Use:
    """One sentence in which a figure is published."""

    page: str
    heading: str
    anchor: str
    sentence: str


def uses(pages: Mapping[str, str]) -> dict[str, list[Use]]:
    """Return, by a figure's id, the sentences that show it; ``pages`` maps path to finished text."""
    found: dict[str, list[Use]] = {}
    for page, text in pages.items():
        for figure, use in _uses(page, text):
            found.setdefault(figure, []).append(use)
    return found


@remembered
def _uses(page: str, text: str) -> tuple[tuple[str, Use], ...]:
    """Return the figures of a page, each with the sentence that shows it."""
    text = text.replace("</li>", "</li>\n")
    above = headings.find(text)
    starts = [heading.start for heading in above]
    found = []
    for sentence in _SENTENCE.finditer(text):
        figures = dict.fromkeys(_FIGURE.findall(sentence[0]))
        place = bisect_right(starts, sentence.start()) if figures else 0
        title, mark = (above[place - 1].title, above[place - 1].own or "") if place else ("", "")
        for figure in figures:
            use = Use(page, plain(title), mark, plain(sentence[0]).strip())
            found.append((figure, use))
    return tuple(found)
