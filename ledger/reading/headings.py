"""Recognises headings by their numbers in a text that another program wrote (GB/T 9704-2012, 7.3.3).

一、 （一） 1. （1） are numbers of headings, and 第一部分 and 第一节 before a blank. A line that begins with one is a heading if it holds a
title alone, or a short title with a stop and its text behind. An item of an enumeration holds a
sentence; it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.language.numerals import OF_ITEMS
from ledger.patterns import Pattern

_MARK = Pattern(
    rf"\A[ \u3000\t]*(?:\*\*|__)?(?P<mark>(?P<two>[{OF_ITEMS}]{{1,3}}[、.．，,])"
    rf"|(?P<part>第[{OF_ITEMS}]{{1,3}}(?:部分|[编篇章])(?:[、：:]|[ \u3000\t]))"
    rf"|(?P<section>第[{OF_ITEMS}]{{1,3}}节(?:[、：:]|[ \u3000\t]))"
    rf"|(?P<three>[（(][ ]?[{OF_ITEMS}]{{1,3}}[ ]?[）)][、.．，]?|[㈠-㈩])"
    r"|(?P<four>[0-9０-９]{1,2}(?:[、．]|\.(?![0-9 ]))|[⒈-⒛])"
    r"|(?P<five>[（(][ ]?[0-9０-９]{1,2}[ ]?[）)][、.．，]?|[⑴-⒇]|[0-9]{1,2}[）)](?=[^ ])))"
    r"[ \u3000]*"
)
_LEVELS = {"part": 2, "two": 2, "section": 3, "three": 3, "four": 4, "five": 5}
#: what follows a numeral of an enumeration: 一、二级, 1、2号; a year may begin a title
_NO_TITLE = Pattern(
    rf"(?!(?:19|20)[0-9]{{2}}年)[0-9０-９（(、，。；：是]|第[{OF_ITEMS}]|[{OF_ITEMS}]{{1,2}}(?:[、是级类线等号]|季度|产业|年级)"
)
_TITLE = Pattern("[^。；！？…]*")
#: characters of a title: alone on its line, with a stop at the end, with text behind
_ALONE, _STOPPED, _LEADING = 40, 16, 30


@dataclass(frozen=True)
class Numbered:
    """A line that begins with a heading's number: its title, maybe none, and the text behind it.

    ``number`` is the line's. The title begins behind the mark.
    """

    number: int
    mark: re.Match[str]
    title: str
    behind: str

    @property
    def kind(self) -> str:
        """Which of the numbers it is, by the name of its group."""
        return next(kind for kind in _LEVELS if self.mark[kind])

    @property
    def level(self) -> int:
        """The level in Markdown: the title of the document is 1."""
        return _LEVELS[self.kind]


def find(lines: Iterable[tuple[int, str, bool]]) -> Iterator[Numbered]:
    """Yield the headings; lines of one kind with nothing behind or between are a list.

    Each line that is not blank comes with its number, and whether it may be a heading.
    """
    run: list[Numbered] = []
    for number, line, is_open in lines:
        mark = _MARK.match(line) if is_open else None
        here = _numbered(number, mark, line[mark.end() :]) if mark else None
        if not (here and run and here.kind == run[-1].kind and not run[-1].behind):
            yield from _of_run(run)
            run = []
        run += [here] if here else []
    yield from _of_run(run)


def marked(line: str) -> Numbered | None:
    """Return the number that a line begins with, whatever stands behind it."""
    mark = _MARK.match(line)
    return _numbered(1, mark, line[mark.end() :]) if mark else None


def _of_run(run: list[Numbered]) -> Iterator[Numbered]:
    """Yield the headings of lines of one kind that follow each other; only 一、 may be an outline."""
    if len(run) < 2 or run[0].kind == "two" or run[-1].behind:
        yield from (each for each in run if each.title)


def _numbered(number: int, mark: re.Match[str], rest: str) -> Numbered:
    rest = rest.rstrip(" *_\u3000")
    title = _title(rest, mark)
    return Numbered(number, mark, title, rest[len(title) :].strip(" *_。：\u3000"))


def _title(rest: str, mark: re.Match[str]) -> str:
    """Return the title that follows a number, empty where it is none."""
    found = _TITLE.match(rest)
    title = found[0] if found else ""
    stop, behind = rest[len(title) : len(title) + 1], rest[len(title) + 1 :]
    if not title or _NO_TITLE.match(rest) or stop not in ("", "。") or "：" in title[:-1]:
        return ""
    following = _MARK.match(behind)
    if following and any(following[kind] and mark[kind] for kind in _LEVELS):
        return ""  # an enumeration in one line: 1.甲。2.乙。
    if not stop:
        is_title = len(title) <= _ALONE and title[-1] not in "，、"
    elif behind.strip():
        is_title = len(title) <= _LEADING
    else:
        is_title = len(title) <= _STOPPED and "，" not in title
    return title.rstrip("：:") if is_title else ""
