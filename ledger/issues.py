"""Findings: what is wrong, where, and what to write instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import NamedTuple, ParamSpec

from ledger import codes
from ledger.language.signs import HAN, visible
from ledger.patterns import Pattern

P = ParamSpec("P")

#: findings with the same text are told one by one up to so many, and of more so many places
_SINGLY, _PLACES = 3, 5
_CHINESE = Pattern(f"[{HAN}]")


class Place(NamedTuple):
    """A position in a file: path from the project's root; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Issue:
    """One finding. The message is Chinese and names what to write instead.

    ``length`` is the length of its span in characters, on one line; ``code`` is its kind, one of
    ``codes.CODES``.
    """

    place: Place
    message: str
    length: int = field(default=1, compare=False)
    code: str = field(default="", compare=False)

    def places(self) -> Iterator[Place]:
        """Yield every position of the finding's span."""
        path, line, start = self.place
        return (Place(path, line, column) for column in range(start, start + self.length))

    def __str__(self) -> str:
        return on_one_line(f"{self.place}  {self.message}")


def on_one_line(said: str) -> str:
    """Return what is said as a line of a terminal, where nothing moves and nothing hides."""
    return visible(said).replace("\n", "\\n").replace("\t", "\\t")


class Told(NamedTuple):
    """A finding, and where else the same is found."""

    issue: Issue
    others: tuple[Place, ...] = ()

    @property
    def also(self) -> str:
        """Say where else; nothing where there is nothing else."""
        if not self.others:
            return ""
        listed = _listed(self.others, self.issue.place.path)
        return f"同样的还有 {len(self.others)} 处：{listed}"


def _listed(places: Sequence[Place], path: str = "") -> str:
    """Return the first places, on one line; ``path`` is the file that was named before them."""
    listed = []
    for place in places[:_PLACES]:
        near = place.path == path
        listed.append(f"{place.line}:{place.column}" if near else str(place))
        path = place.path
    rest = "等" if len(places) > _PLACES else ""
    return on_one_line(f"{'、'.join(listed)}{rest}")


def folded(issues: Iterable[Issue]) -> list[Told]:
    """Return the findings for a reader: where many say the same, the first says it for all."""
    alike: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        alike.setdefault((issue.code, issue.message), []).append(issue)
    told: list[Told] = []
    for same in alike.values():
        if len(same) > _SINGLY:
            told.append(Told(same[0], tuple(each.place for each in same[1:])))
        else:
            told += map(Told, same)
    return sorted(told)


def lines(issues: Iterable[Issue], before: str = "") -> list[str]:
    """Return the findings as they are printed, each after a word ``before`` it."""
    said: list[str] = []
    for told in folded(issues):
        said.append(f"{before}{told.issue}")
        said += [f"    {told.also}"] if told.also else []
    return said


class Findings:
    """All findings of one survey, errors and remarks, and what the errors spoil.

    An error is dropped only if it begins inside the span of an error of an earlier stage. A thing
    that is ``spoilt`` (a text, the records, …) is not checked further, because further findings
    might only be consequences of the first.
    """

    def __init__(self) -> None:
        self._errors: list[Issue] = []
        self._remarks: list[Issue] = []
        self._taken: set[Place] = set()
        self._spoilt: set[object] = set()

    def add(self, found: Iterable[Issue], spoils: Iterable[object] = ()) -> bool:
        """Add the errors of one stage, which do not hide each other; return whether there were any.

        A dropped error spoils things as well: it was only reported already.
        """
        stage = list(found)
        new = [issue for issue in stage if issue.place not in self._taken]
        for issue in new:
            self._taken.update(issue.places())
        self._errors += new
        if stage:
            self._spoilt.update(spoils)
        return bool(stage)

    def remark(self, found: Iterable[Issue]) -> None:
        """Add remarks (提示), which stop no author's work."""
        self._remarks += found

    def spoilt(self, *things: object) -> bool:
        """Whether any of these is spoilt."""
        return not self._spoilt.isdisjoint(things)

    @property
    def errors(self) -> list[Issue]:
        """The errors by place, each once."""
        return sorted(set(self._errors))

    @property
    def remarks(self) -> list[Issue]:
        """The remarks by place, each once."""
        return sorted(set(self._remarks))


def outside(found: Iterable[Issue], said: Iterable[Issue]) -> list[Issue]:
    """Return the findings without those that begin inside the span of an earlier one."""
    taken = {place for issue in said for place in issue.places()}
    return [issue for issue in found if issue.place not in taken]


class Mistake(ValueError):
    """Raised for a wrong value whose place only the caller knows; the text is the message.

    ``code`` is the kind of the finding that the caller makes of it.
    """

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code

    def at(self, place: Place, before: str = "") -> Issue:
        """Return the mistake as a finding at a place; ``before`` is a prefix of the message."""
        return Issue(place, f"{before}{self}", code=self.code)


def coded(code: str, found: Iterable[Issue]) -> Iterator[Issue]:
    """Yield the findings; those without a code get this one."""
    for issue in found:
        yield issue if issue.code else replace(issue, code=code)


def finds(code: str) -> Callable[[Callable[P, Iterable[Issue]]], Callable[P, Iterator[Issue]]]:
    """Decorate a function: its findings without a code get this one."""

    def decorated(function: Callable[P, Iterable[Issue]]) -> Callable[P, Iterator[Issue]]:
        @wraps(function)
        def finding(*args: P.args, **kwargs: P.kwargs) -> Iterator[Issue]:
            return coded(code, function(*args, **kwargs))

        return finding

    return decorated


class LedgerError(Exception):
    """Raised with all errors at once: ``issues`` is sorted and without repeats."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = sorted(set(issues))
        super().__init__(report(self.issues))


def report(issues: list[Issue]) -> str:
    """Return the findings, on a line each or folded; the last line has their number, by group."""
    counts = Counter(codes.group_of(issue.code) for issue in issues if issue.code)
    order = [name for name, _ in codes.TREE.values() if name in counts]
    listed = "、".join(f"{name} {counts[name]}" for name in order)
    last = f"共 {len(issues)} 处需要修改" + (f"：{listed}。" if order[1:] else "。")
    return "\n".join([*lines(issues), last])


def unfinished(missing: Sequence[Issue], name: str = "报告") -> str:
    """Say which places of a document are unwritten, and that it is a draft; nothing for none."""
    if not missing:
        return ""
    where = _listed([issue.place for issue in missing])
    doubted = any(issue.code == "unwritten.caliber" for issue in missing)
    return (
        f"{name}还有 {len(missing)} 处没有写完{'、没有确认' if doubted else ''}（{where}），"
        f"所以{name}的页面、PDF 和 Word 是草稿，不带红头；都写上了，就是正式的。"
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None where none comes close.

    Words without Chinese that differ in a number name different things: r03-04 is not near r03-05.
    So do those of which one alone has a sign that turns it: 局长, 副局长. A word for several posts
    is near the last of them: 书记、局长.
    """
    from difflib import get_close_matches

    known = [each for each in known if _turned(each) == _turned(word)]
    if among := [each for each in known if each.endswith(f"、{word}")]:
        return among[0]

    if not _CHINESE.search(word):
        known = [
            each for each in known if _CHINESE.search(each) or _numbers(each) == _numbers(word)
        ]
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), None)


def _turned(word: str) -> set[str]:
    return set("副不未非") & set(word)


def _numbers(word: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", word)]


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """Return the message for an unknown word, with the nearest known one."""
    known = list(known)
    guess = nearest(word, known)
    if guess:
        return f"不认识的{kind}“{word}”，是不是“{guess}”？"
    some = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
    return f"不认识的{kind}“{word}”；可以写：{some}"
