"""Finds paragraphs that repeat a report of an earlier year.

Numbers, years and sessions are removed first. The rest is compared by runs of eight characters,
so that the time grows with the texts' length, not with the product of their lengths. Last year's
report may be kept as it was signed, or as it was typed: then what is typed is compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from ledger.issues import Issue
from ledger.language.numerals import ARABIC, SIGNS
from ledger.machine import files
from ledger.machine.files import Read
from ledger.patterns import Pattern
from ledger.prose import calls, hidden
from ledger.prose.calls import Rendered
from ledger.prose.passages import Passage, passages
from ledger.records import source
from ledger.records.types.official import PAPERS_HOME, REPORT_HOME
from ledger.remembered import remembered

_NUMBER = Pattern(
    rf"[{ARABIC}]+(?:[.．,][{ARABIC}]+)*|[{SIGNS}]{{1,40}}(?=[年月日次届期人个项条场份篇中])"
)
_WORDS = Pattern(r"[^\w%]+")
_REPORTS = "data/[0-9][0-9][0-9][0-9]/report"
_RUN = 8
#: the least share of common runs that makes a repetition
_LIKE = 0.8
#: characters; a shorter paragraph may be alike by chance
_SHORTEST = 40
_SHOWN = 6
_OPEN = "注释“<!--”没有用“-->”收尾，后面的文字不和今年的比；请补上"
#: what stands for what a word said; it is no character of a word
_SAID = "\ue002"


class Signed(NamedTuple):
    """A file of a document as it was signed, kept below data/<year>/report/.

    ``home`` is the folder, below docs/, in which the document of that name is written.
    """

    path: str
    text: str
    year: int
    home: str = REPORT_HOME


@dataclass(frozen=True)
class Old:
    """A paragraph of an earlier report; ``typed`` where words said a part of it.

    ``year`` says of which, as a sentence goes on with it.
    """

    number: int
    path: str
    words: str
    numbers: tuple[str, ...]
    typed: bool = False
    year: str = "上年"


def signed(
    root: Path, last: int, content_of: Read = files.read
) -> tuple[list[Signed], list[Issue]]:
    """Return the documents of all years up to the ``last``, the latest first.

    ``content_of`` returns the content of a file; one that cannot be read, or not to its end, is an issue.
    """
    found: list[Signed] = []
    issues: list[Issue] = []
    for folder in sorted(root.glob(_REPORTS), reverse=True):
        year = int(folder.parent.name)
        kept = [*sorted(folder.glob("*.md")), *sorted(folder.glob(f"{PAPERS_HOME}/*/*.md"))]
        for file in kept if year <= last else ():
            path = file.relative_to(root).as_posix()
            text, wrong = source.text_below(root, path, content_of)
            issues += wrong
            if (at := hidden.open_comment(text)) is not None:
                issues.append(Issue(calls.place_at(text, at, path), _OPEN, code="html.comment"))
            home = file.parent.relative_to(folder).as_posix()
            found.append(Signed(path, text, year, REPORT_HOME if home == "." else home))
    return found, issues


def paragraphs(found: Sequence[Signed], last: int) -> list[Old]:
    """Return the paragraphs of earlier reports that are long enough to be alike by no chance.

    ``last`` is the year before that of the report.
    """
    return [
        replace(old, year="上年" if file.year == last else f" {file.year} 年")
        for file in found
        for old in _paragraphs(file.text, file.path)
    ]


@remembered
def _paragraphs(text: str, path: str) -> tuple[Old, ...]:
    said = [Rendered(call, _SAID) for call in calls.scan(text, path)[0]]
    parts = ((passage, *_parted(passage.text)) for passage in passages(text, path, said))
    return tuple(
        Old(passage.place(0).line, path, words, numbers, _SAID in passage.text)
        for passage, words, numbers in parts
        if len(words) >= _SHORTEST
    )


def check(found: Sequence[Passage], before: Sequence[Old]) -> Iterator[Issue]:
    """Yield a remark for every paragraph that repeats one of an earlier year."""
    index: dict[str, set[int]] = defaultdict(set)
    for number, old in enumerate(before):
        for run in _runs(old.words):
            index[run].add(number)
    for passage in found:
        texts = dict.fromkeys((passage.text, _typed(passage)))
        told = (_repeated(before, index, text, typed=bool(at)) for at, text in enumerate(texts))
        if message := next(filter(None, told), ""):
            yield passage.issue(0, message, "remark.last_year")


def _repeated(
    before: Sequence[Old], index: Mapping[str, set[int]], text: str, *, typed: bool
) -> str:
    """Say which paragraph a text repeats; nothing where it repeats none.

    What is ``typed`` of a passage is compared with what was typed alone.
    """
    words, numbers = _parted(text)
    if len(words) < _SHORTEST:
        return ""
    runs = _runs(words)
    shared = Counter(
        number for run in runs for number in index.get(run, ()) if before[number].typed or not typed
    )
    if shared:
        number, count = max(shared.items(), key=lambda each: (each[1], -each[0]))
        if count >= _LIKE * len(runs):
            return _message(before[number], words, numbers)
    return ""


def _typed(passage: Passage) -> str:
    """Return the characters of a passage that no word said."""
    return "".join(said for said, _, call, _ in passage.pieces if call is None)


def _parted(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without numbers and punctuation, and its numbers."""
    numbers = tuple(match[0] for match in _NUMBER.finditer(text))
    return _WORDS.sub("", _NUMBER.sub("", text)), numbers


def _runs(words: str) -> set[str]:
    return {words[at : at + _RUN] for at in range(len(words) - _RUN + 1)}


def _message(old: Old, words: str, numbers: tuple[str, ...]) -> str:
    where = f"{old.path} 第 {old.number} 行"
    if words != old.words:
        return f"这一段和{old.year}的（{where}）大部分相同；请核对是不是今年的事"
    pairs = zip_longest(old.numbers, numbers, fillvalue="无")
    changed = [f"{before}→{now}" for before, now in pairs if before != now]
    listed = "、".join(changed[:_SHOWN]) + ("等" if len(changed) > _SHOWN else "")
    same = "写的字一字不差，只有取的可能不同" if old.typed else "一字不差"
    what = f"只有数不同：{listed}" if changed else same
    return f"这一段和{old.year}的（{where}）{what}；请核对是不是今年的事"
