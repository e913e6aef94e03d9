"""Recognises headings that were pasted as text, with their numbers (GB/T 9704-2012, 7.3.3).

一、 （一） 1. （1） are numbers of headings, and 第一部分 and 第一节 before a blank. A line that begins with one is a heading if it holds a
title alone, or a short title with a stop and its text behind. An item of an enumeration holds a
sentence; it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger.checks.style.rules import BLOCK, Found
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
class _Numbered:
    """A line that begins with a heading's number: its title, maybe none, and the text behind it."""

    number: int
    mark: re.Match[str]
    title: str
    behind: str

    @property
    def kind(self) -> str:
        return next(kind for kind in _LEVELS if self.mark[kind])


def faults(lines: Sequence[str], seen: Sequence[str]) -> Iterator[tuple[int, Found]]:
    """Yield the headings that stand as text, each with the number of its line, from 1.

    ``lines`` are as the author typed them, ``seen`` those in which all but text is masked.
    """
    for each in _headings(lines, seen):
        mark, marks = each.mark, "#" * _LEVELS[each.kind]
        title = lines[each.number - 1][mark.end() :][: len(each.title)]
        message = (
            f"“{mark['mark']}{title}”是粘贴来的标题；请单独一行写成“{marks} {title}”，编号由构建加"
        )
        message += "，后面的文字空一行另起一段" if each.behind else ""
        yield each.number, (mark.start("mark"), mark.end("mark"), ("typography.pasted", message))


def _headings(lines: Sequence[str], seen: Sequence[str]) -> Iterator[_Numbered]:
    """Yield the headings; lines of one kind with nothing behind or between are a list."""
    run: list[_Numbered] = []
    for number, (marked, line) in enumerate(zip(lines, seen, strict=True), 1):
        if not marked.strip():
            continue
        mark = None if BLOCK.match(marked) else _MARK.match(line)
        here = _numbered(number, mark, line[mark.end() :]) if mark else None
        if not (here and run and here.kind == run[-1].kind and not run[-1].behind):
            yield from _of_run(run)
            run = []
        run += [here] if here else []
    yield from _of_run(run)


def _of_run(run: list[_Numbered]) -> Iterator[_Numbered]:
    """Yield the headings of lines of one kind that follow each other; only 一、 may be an outline."""
    if len(run) < 2 or run[0].kind == "two" or run[-1].behind:
        yield from (each for each in run if each.title)


def _numbered(number: int, mark: re.Match[str], rest: str) -> _Numbered:
    rest = rest.rstrip(" *_\u3000")
    title = _title(rest, mark)
    return _Numbered(number, mark, title, rest[len(title) :].strip(" *_。：\u3000"))


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
