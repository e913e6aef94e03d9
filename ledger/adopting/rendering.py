"""Sections with what was chosen -> Markdown: what is decided as text, all else as comments for the author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from ledger.adopting.admitting import EMPTY, is_open
from ledger.adopting.layout import Section
from ledger.adopting.model import Kind, Part, Role
from ledger.adopting.sentences import Item, Known, sentences
from ledger.checks.choices import Choice
from ledger.patterns import Pattern
from ledger.prose import hidden
from ledger.records.types.official import Adopted

#: what stands around a word, and in a comment, where none is called
_CALL, _QUOTED = ("{{ ", " }}"), ("〔", "〕")
#: what stands above the items of a paragraph that is no text of the new report
_OPEN = "还没有写成（没有选，或者写进去会多出错，adopt --apply 说为什么）："
#: how a comment begins
_OPENS = "<!--\n"
#: signs that would end a comment, or call a word, and what stands instead
_NO_COMMENT = str.maketrans("<>{}&", "〈〉（）＆")
#: how a paragraph begins that Markdown takes for something else; a backslash behind it makes it text
_BEGINS = Pattern(r"\A(?:(?=[#|>`])|(?=[+*-][ \t])|[0-9]{1,9}(?=\.[ \t]))")


@dataclass(frozen=True)
class Block:
    """A part as Markdown, and the items of it; ``live`` where readers see it."""

    text: str
    items: tuple[Item, ...] = ()
    live: bool = False


@dataclass(frozen=True)
class Rendered:
    """A section as blocks, by the path of its file."""

    path: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The file."""
        return "\n\n".join(block.text for block in self.blocks) + "\n"

    @property
    def lines(self) -> list[int]:
        """The line of the file on which each block begins."""
        long = (block.text.count("\n") + 2 for block in self.blocks)
        return [*accumulate(long, initial=1)][:-1]


def rendered(
    sections: Iterable[Section],
    home: str,
    records: Mapping[str, Adopted],
    choices: Mapping[str, Choice],
) -> list[Rendered]:
    """Return the sections as they are after the choices."""
    known = Known(home)
    found = []
    for section in sections:
        told = (_Part(part, tuple(known.items(part)), records, choices) for part in section.parts)
        blocks = tuple(each.block() for each in told)
        found.append(Rendered(f"docs/{home}/{section.name}", blocks))
    return found


@dataclass(frozen=True)
class _Part:
    """A part of the old report, with what is to be decided of it, and what was."""

    part: Part
    items: tuple[Item, ...]
    records: Mapping[str, Adopted]
    choices: Mapping[str, Choice]

    def block(self) -> Block:
        """Return it as Markdown."""
        if self.part.role is Role.HEADING:
            title = f"{'#' * (self.part.level + 1)} {self.part.text}"
            return Block(_old([title])) if is_open(self.part) else Block(title, live=True)
        if not self.items or any(each.id not in self.choices for each in self.items):
            return Block(self._open(), self.items)
        stays, gone = self._live(), self._sentences(of_last_year=True)
        note = _comment(["上年的，没有写进来：", gone]) if gone else ""
        return Block("\n\n".join(filter(None, [stays, note])), self.items, live=bool(stays))

    def _live(self) -> str:
        """Return what readers see; a paragraph stays one, whatever it begins with."""
        text = self._sentences(of_last_year=False).replace("<!--", "&lt;!--")
        return text if self.part.role is Role.TABLE else _BEGINS.sub(r"\g<0>\\", text)

    def _open(self) -> str:
        """Return the old sentences as a comment, with what was chosen, and the questions."""
        whole = self._filled(0, len(self.part.text), _QUOTED)
        left = [each for each in self.items if each.spot and each.id not in self.choices]
        asked = [_OPEN, *map(self._question, left)] if left else []
        return _old([whole, *asked])

    def _question(self, item: Item) -> str:
        proposals = self.records[item.id].proposals if item.id in self.records else ()
        told = "；".join(f"{number} {word}" for number, word in enumerate(proposals, 1))
        spot = item.spot.text if item.spot and item.spot.kind is not Kind.PLACEHOLDER else EMPTY
        return f"- “{spot}”（{item.id}）：{told or '没有建议，自己定'}"

    def _sentences(self, *, of_last_year: bool) -> str:
        """Return the sentences that stay, or those of last year, with words in their places."""
        old = {e.sentence.start for e in self.items if self.choices[e.id].of_last_year}
        parted = sentences(self.part) if self.part.spots else [self.items[0].sentence]
        marks = _QUOTED if of_last_year else _CALL
        return "".join(
            self._filled(each.start, each.start + len(each.text), marks)
            for each in parted
            if (each.start in old) == of_last_year
        ).strip()

    def _filled(self, start: int, end: int, marks: tuple[str, str]) -> str:
        """Return a stretch of the text with words in the places for which they were chosen."""
        done, last = [], start
        for item in self.items:
            word = self.choices[item.id].word if item.id in self.choices else ""
            if item.spot and item.spot.kind is Kind.PLACEHOLDER and marks == _QUOTED:
                word = word or EMPTY
            if word and item.spot and start <= item.spot.start < end:
                done += [self.part.text[last : item.spot.start], f"{marks[0]}{word}{marks[1]}"]
                last = item.spot.end
        return "".join([*done, self.part.text[last:end]])


def called(word: str) -> str:
    """Return a word as a text calls it."""
    return word.join(_CALL)


def _old(lines: list[str]) -> str:
    """Return a comment that waits for the author: as long as it stands, the report is a draft."""
    return _comment([hidden.OLD_REPORT.removeprefix(_OPENS), *lines])


def _comment(lines: list[str]) -> str:
    """Return a comment, which nothing in it can close, and in which no word is called."""
    inner = "\n".join(lines).translate(_NO_COMMENT)
    return f"{_OPENS}{inner}\n-->"
