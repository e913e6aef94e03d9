"""The authors' files of the report -> its paragraphs as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ledger.issues import Mistake, Place
from ledger.pages import words
from ledger.project import Project
from ledger.prose import calls
from ledger.prose.calls import Call, Rendered, Words
from ledger.prose.markup import text as as_text
from ledger.prose.passages import COMPOSING, Passage, headings_among, passages

_LITTLE = re.compile(r"\s+")


@dataclass(frozen=True)
class Run:
    """A stretch of a paragraph that the author typed, or that one word rendered."""

    text: str
    call: Call | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a file, the heading above it, and its runs."""

    place: Place
    heading: str
    runs: tuple[Run, ...]
    is_heading: bool = False

    @cached_property
    def text(self) -> str:
        """The paragraph in one line."""
        return _LITTLE.sub(" ", "".join(run.text for run in self.runs)).strip()

    @cached_property
    def frame(self) -> tuple[object, ...]:
        """What the author wrote: the typed text, and the words with their arguments."""
        return tuple(
            (run.call.word, run.call.arguments, run.call.options) if run.call else run.text
            for run in self.runs
        )


def paragraphs(project: Project, said: bool = True) -> dict[str, list[Paragraph]]:
    """Return the paragraphs of the report's files.

    Comments, marks of emphasis and targets of links are left out, because no reader sees them.
    The elements around the text are left out, because they are records. With ``said`` words are
    rendered, otherwise they stand as typed.
    """
    known = _words(project) if said else None
    return {
        path: list(_paragraphs(passages(text, path, _rendered(text, path, known))))
        for path, text in sorted(project.texts_of(project.page).items())
    }


def _words(project: Project) -> Words | None:
    """Return the words; None where the bureau or its report cannot be read."""
    if not project.dataset.has_bureau:
        return None
    return words.words(project) | dict.fromkeys(COMPOSING, _nothing)


def _nothing(*_: str) -> str:
    return ""


def _rendered(text: str, path: str, words: Words | None) -> list[Rendered]:
    """Render every word; a word that cannot be rendered stands as typed."""
    said = []
    for call in calls.scan(text, path)[0]:
        try:
            markup = call.bind(words)() if words is not None else None
        except Mistake:
            markup = None
        typed = as_text(text[call.start : call.end])
        said.append(Rendered(call, typed if markup is None else markup))
    return said


def _paragraphs(found: list[Passage]) -> Iterator[Paragraph]:
    heading = ""
    for passage, is_heading in zip(found, headings_among(found), strict=True):
        for start, end in _lines(passage.text):
            place = passage.place(start)
            paragraph = Paragraph(place, heading, tuple(_runs(passage, start, end)), is_heading)
            if is_heading:
                heading = paragraph.text
            if paragraph.text:
                yield paragraph


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each line: one word may render several paragraphs."""
    for match in re.finditer(r"[^\n]+", text):
        yield match.span()


def _runs(passage: Passage, start: int, end: int) -> Iterator[Run]:
    for call, group in groupby(range(start, end), passage.call):
        yield Run("".join(passage.text[index] for index in group), call)
