"""Finished text: headings anchored and numbered, and where it shows figures and quotes records.

Finished text is Markdown in which every word has been said; the site, the print and the Word file
are made from it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ledger.language.numerals import ordinal
from ledger.patterns import Pattern
from ledger.prose import headings
from ledger.prose.comments import COMMENT, unread, without_comments
from ledger.prose.headings import Heading
from ledger.prose.markup import BLOCKS, plain
from ledger.remembered import remembered

#: what an attachment of the report begins with
ATTACHMENT = 'class="doc-attachment-mark'
#: what every link to a page of ours holds
_SITE = 'href="site:'
#: what a word says of a figure, a record or an article: a link to the place where that is told
_QUOTE = Pattern(
    rf'<a (?:id="(?P<id>[^"]*)" )?{_SITE}(?P<to>[^"]*)"(?= class="(?:figure|record|cite)\b)'
)
#: the text of an author's own link, and a link of ours, which cannot stand in it
_LINKED = Pattern(r"\[[^\[\]\n]*\](?=[(\[])")
_OWN_LINK = Pattern(r"(?<![\\!])\[([^\[\]\n]*)\]\([^()\n]*\)")
_RECORD = Pattern(r'<a href="site:[^"]*" class="record">(.*?)</a>')
#: a part of the page that a word made whole, and no sentence
_COMPONENT = Pattern(rf"<(?:{'|'.join(sorted(BLOCKS))})\b")
_LINE = Pattern(r"[^\n]+")
#: what HTML holds and no reader sees; a ``<`` that is shown is written as an entity
_UNSEEN = Pattern(rf"{COMMENT}|<[!?][^>]*>", re.DOTALL)
_ID = Pattern(r"""<[A-Za-z][^<>]*?\s(?:id|name)=(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""")
_ITEM = Pattern(r"^( *)(?:[-*+]|([0-9]+)[.)]) +(?=\S)")
#: what stands in a tag ends none
_SENTENCE = Pattern(r"(?>(?:[^<。！？\n]++|<(?:[^<>\n]*+>)?)*)[。！？]?[”’）》]*")


def finish(text: str, official: bool = False) -> str:
    """Give every heading and every quotation an anchor of its own; number an official document.

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
        # a heading keeps its underline: with # it would end the quotation that it goes on
        marks = "" if heading.underlined else "#" * heading.level + " "
        line = f"{marks}{number}{heading.title} {{ {attributes.strip()} }}"
        done += [text[last : heading.start], line]
        last = heading.line_end
    return _anchored("".join([*done, text[last:]]), taken)


def _anchored(text: str, taken: dict[str, int]) -> str:
    """Give each link by which a word quotes something an anchor, made of what it quotes.

    In an author's own link the name of a record is no link.
    """

    def anchored(link: re.Match[str]) -> str:
        path, _, place = link["to"].partition("#")
        name = place or path.rpartition("/")[2].removesuffix(".md")
        return f'<a id="{_free(f"use-{name}", taken)}" href="site:{link["to"]}"'

    text = _LINKED.sub(lambda linked: _RECORD.sub(r"\1", linked[0]), text)
    return _QUOTE.sub(anchored, text)


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
    """One sentence in which a figure is shown, or a record or an article is quoted.

    ``anchor`` is of the very words that do. ``is_prose`` tells a sentence from an entry of a list
    that a word made.
    """

    page: str
    heading: str
    anchor: str
    sentence: str
    is_prose: bool


class Finished(dict[str, str]):
    """The finished texts of pages by their paths, which nobody changes once all are there."""

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """The sentences of the pages, by the address of what they quote.

        An address is that of a source page, with the anchor where it has one:
        ``records/2021-03.md#r03-14``.
        """
        found: dict[str, list[Use]] = {}
        for page, text in self.items():
            for address, use in _uses(page, text):
                found.setdefault(address, []).append(use)
        return found


def _shown(sentence: str) -> str:
    bare = _OWN_LINK.sub(r"\1", sentence) if "](" in sentence else sentence
    return plain(bare).strip()


@remembered
def _uses(page: str, text: str) -> tuple[tuple[str, Use], ...]:
    """Return what a page quotes, each with the sentence that does; in a sentence each thing once."""
    above = headings.find(text)
    starts = [heading.start for heading in above]
    found = []
    for line in _LINE.finditer(text):
        if _SITE not in line[0] or not _QUOTE.search(line[0]):
            continue
        place = bisect_right(starts, line.start())
        title = plain(above[place - 1].title) if place else ""
        is_title = bool(place) and starts[place - 1] == line.start()
        said = above[place - 1].title if is_title else line[0]
        is_prose = not _COMPONENT.match(said)
        for sentence in _SENTENCE.finditer(said.replace("</li>", "</li>\n")):
            quotes = _QUOTE.finditer(sentence[0]) if _SITE in sentence[0] else ()
            links = {html.unescape(link["to"]): link for link in [*quotes][::-1]}
            shown = _shown(sentence[0]) if links else ""
            for address, link in reversed(links.items()):
                use = Use(page, title, html.unescape(link["id"] or ""), shown, is_prose)
                found.append((address, use))
    return tuple(found)
