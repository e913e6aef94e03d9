"""The paragraphs of two versions -> those that were changed, moved, added or removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from ledger.changes.marks import COME, GONE, Piece, common, marked
from ledger.changes.model import CHANGED, MOVED, NEW, ParagraphChange, ValueChange
from ledger.changes.model import GONE as LEFT
from ledger.changes.reading import Paragraph, Run
from ledger.issues import Mistake
from ledger.project import Project

#: two paragraphs in the same place, at least this alike, are one changed paragraph …
_ALIKE = 0.4
#: … and two in different places are one that was changed and moved
_ALIKE_ELSEWHERE = 0.6
#: with more pairs than this, measuring likeness takes too long
_MOST_PAIRS = 40_000

Texts = dict[str, list[Paragraph]]
Pair = tuple[Paragraph, Paragraph]


def compare(new: Project, before: Texts, after: Texts) -> tuple[list[ParagraphChange], list[str]]:
    """Return the changes in the order of the new text, removed paragraphs last, and notes on
    renamed files.
    """
    renamed = dict(_renamed(before, after))
    before = {renamed.get(path, path): found for path, found in before.items()}
    matching = _Matching()
    for path in sorted({*before, *after}):
        matching.add_file(before.get(path, []), after.get(path, []))
    matching.match()
    changes = [
        *(_changed(new, *pair) for pair in matching.changed),
        *_moved(new, matching),
    ]
    changes += [_lone(NEW, each) for each in matching.came]
    changes.sort(key=lambda change: change.place)
    gone = [_lone(LEFT, each) for each in sorted(matching.went, key=lambda each: each.place)]
    notes = [f"{path} 改名为 {name}；按同一个文件比较" for path, name in renamed.items()]
    return [*changes, *gone], notes


def _renamed(before: Texts, after: Texts) -> Iterator[tuple[str, str]]:
    """Yield the old and new path of each file that kept more than half of its paragraphs."""
    came = [path for path in after if path not in before]
    for path in before:
        if path in after:
            continue
        own = Counter(each.text for each in before[path])
        for name in came:
            shared = own & Counter(each.text for each in after[name])
            if shared.total() * 2 > max(own.total(), len(after[name])):
                came.remove(name)
                yield path, name
                break


@dataclass
class _Matching:
    """Matches old paragraphs to new ones; unmatched old ones went, unmatched new ones came."""

    in_place: list[Pair] = field(default_factory=list)
    changed: list[Pair] = field(default_factory=list)
    moved: list[Pair] = field(default_factory=list)
    went: list[Paragraph] = field(default_factory=list)
    came: list[Paragraph] = field(default_factory=list)

    def add_file(self, old: list[Paragraph], new: list[Paragraph]) -> None:
        """Align two versions of a file and set its unchanged paragraphs aside."""
        pairs = list(aligned(old, new))
        kept = {id(each) for pair in pairs if pair[0].text == pair[1].text for each in pair}
        self.in_place += [pair for pair in pairs if id(pair[0]) not in kept]
        self.went += [each for each in old if id(each) not in kept]
        self.came += [each for each in new if id(each) not in kept]

    def match(self) -> None:
        """Match equal texts as moved, similar ones in place as changed, similar ones elsewhere."""
        self._take(self.moved, _same(self.went, self.came))
        free = {id(each) for each in (*self.went, *self.came)}
        alike = [pair for pair in self.in_place if {id(each) for each in pair} <= free]
        self._take(self.changed, alike)
        self._take(self.moved, _most_alike(self.went, self.came))

    def _take(self, into: list[Pair], pairs: list[Pair]) -> None:
        into += pairs
        matched = {id(each) for pair in pairs for each in pair}
        self.went = [each for each in self.went if id(each) not in matched]
        self.came = [each for each in self.came if id(each) not in matched]


def aligned(old: list[Paragraph], new: list[Paragraph]) -> Iterator[Pair]:
    """Pair paragraphs without changing their order, as many as possible."""
    texts = [each.text for each in old], [each.text for each in new]
    head = common(*texts)
    tail = common(texts[0][head:][::-1], texts[1][head:][::-1])
    ends = len(old) - tail, len(new) - tail
    yield from zip(old[:head], new[:head], strict=True)
    yield from _aligned(old[head : ends[0]], new[head : ends[1]])
    yield from zip(old[ends[0] :], new[ends[1] :], strict=True)


def _aligned(old: list[Paragraph], new: list[Paragraph]) -> Iterator[Pair]:
    """Yield the pairs in order with the greatest total likeness (dynamic programming)."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    likeness = _likenesses(old, new, _ALIKE)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, k in product(reversed(range(len(old))), reversed(range(len(new)))):
        together = likeness[i][k] and likeness[i][k] + best[i + 1][k + 1]
        best[i][k] = max(together, best[i + 1][k], best[i][k + 1])
    i = k = 0
    while i < len(old) and k < len(new):
        if likeness[i][k] and best[i][k] == likeness[i][k] + best[i + 1][k + 1]:
            yield old[i], new[k]
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            i += 1
        else:
            k += 1


def _same(old: list[Paragraph], new: list[Paragraph]) -> list[Pair]:
    """Pair paragraphs that have the same text, in their order."""
    waiting: dict[tuple[str, bool], list[Paragraph]] = {}
    for each in old:
        waiting.setdefault((each.text, each.is_heading), []).append(each)
    return [
        (found.pop(0), each) for each in new if (found := waiting.get((each.text, each.is_heading)))
    ]


def _most_alike(old: list[Paragraph], new: list[Paragraph]) -> list[Pair]:
    """Pair paragraphs wherever they stand, the most alike first; each is in one pair at most."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    likeness = _likenesses(old, new, _ALIKE_ELSEWHERE)
    pairs: dict[int, int] = {}
    every = product(range(len(old)), range(len(new)))
    for i, k in sorted(every, key=lambda pair: -likeness[pair[0]][pair[1]]):
        if likeness[i][k] and i not in pairs and k not in pairs.values():
            pairs[i] = k
    return [(old[i], new[k]) for i, k in sorted(pairs.items())]


def _likenesses(old: list[Paragraph], new: list[Paragraph], least: float) -> list[list[float]]:
    """Return the likeness of each old paragraph to each new one, from 0 to 1; 0 below ``least``."""
    measured = [(each, _bigrams(each.text)) for each in new]
    return [
        [found if (found := _likeness(own, other)) >= least else 0.0 for other in measured]
        for own in ((each, _bigrams(each.text)) for each in old)
    ]


Measured = tuple[Paragraph, "Counter[str]"]


def _likeness(one: Measured, other: Measured) -> float:
    """Return a likeness from 0 to 1; equal frames suffice to match two paragraphs."""
    (old, before), (new, after) = one, other
    if old.is_heading != new.is_heading:
        return 0.0
    shared = 2 * (before & after).total() / (before.total() + after.total())
    typed = any(isinstance(part, str) and part.strip() for part in old.frame)
    return max(shared, _ALIKE_ELSEWHERE) if typed and old.frame == new.frame else shared


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) or Counter([text])


def _moved(new: Project, matching: _Matching) -> Iterator[ParagraphChange]:
    for pair in matching.moved:
        yield _changed(new, *pair, came_from=(pair[0].place.path, pair[0].heading))


def _changed(
    new: Project,
    before: Paragraph,
    after: Paragraph,
    came_from: tuple[str, str] | None = None,
) -> ParagraphChange:
    values = tuple(_values(new, before, after)) if before.frame == after.frame else ()
    return ParagraphChange(
        MOVED if came_from else CHANGED,
        after.place,
        after.heading,
        marked(before.text, after.text),
        values,
        came_from,
    )


def _lone(how: str, paragraph: Paragraph) -> ParagraphChange:
    piece = Piece(COME if how == NEW else GONE, paragraph.text)
    return ParagraphChange(how, paragraph.place, paragraph.heading, (piece,))


def _values(new: Project, before: Paragraph, after: Paragraph) -> Iterator[ValueChange]:
    """Yield the words that render differently, each once; both frames must be equal."""
    said: dict[tuple[str, str, str], ValueChange] = {}
    for one, other in zip(before.runs, after.runs, strict=True):
        if one.text != other.text:
            name, own = _name(new, other) if _is_figure(other) else (_spelled(other), "")
            change = ValueChange(name, one.text, other.text, own)
            said.setdefault((name, one.text, other.text), change)
    yield from said.values()


def _is_figure(run: Run) -> bool:
    return run.call is not None and run.call.word == "figure"


def _name(project: Project, run: Run) -> tuple[str, str]:
    """Return the name and the id of the figure that a word names."""
    word = str(run.call.arguments[0]) if run.call and run.call.arguments else ""
    try:
        figure = project.figure(word)
    except Mistake:
        figure = None
    return (figure.name, figure.id) if figure else (word, "")


def _spelled(run: Run) -> str:
    """Return a call as the author types it, without the braces."""
    if run.call is None:
        return ""
    arguments = [f'"{each}"' if isinstance(each, str) else str(each) for each in run.call.arguments]
    arguments += [f'{name}="{each}"' for name, each in run.call.options]
    return f"{run.call.word}({', '.join(arguments)})"
