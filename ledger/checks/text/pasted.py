"""Recognises headings that were pasted as text, with their numbers (GB/T 9704-2012, 7.3.3).

一、 （一） 1. （1） are numbers of headings. A line that begins with one is a heading if it holds a
title alone, or a short title with a stop and its text behind. An item of an enumeration holds a
sentence; it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.checks.text.rules import Found
from ledger.language.numerals import COUNTED

_MARK = re.compile(
    rf"[ \u3000\t]*(?:\*\*|__)?(?P<mark>(?P<two>[{COUNTED}]{{1,3}}[、.．，,])"
    rf"|(?P<three>[（(][ ]?[{COUNTED}]{{1,3}}[ ]?[）)][、.．，]?|[㈠-㈩])"
    r"|(?P<four>[0-9０-９]{1,2}(?:[、．]|\.(?![0-9 ]))|[⒈-⒛])"
    r"|(?P<five>[（(][ ]?[0-9０-９]{1,2}[ ]?[）)][、.．，]?|[⑴-⒇]|[0-9]{1,2}[）)](?=[^ ])))"
    r"[ \u3000]*"
)
_LEVELS = {"two": 2, "three": 3, "four": 4, "five": 5}
#: what follows a numeral of an enumeration: 一、二级, 1、2号
_NO_TITLE = re.compile(
    rf"[0-9０-９（(、，。；：]|[{COUNTED}]{{1,2}}(?:[、是级类线等号]|季度|产业|年级)"
)
_TITLE = re.compile("[^。；！？…]*")
#: characters of a title: alone on its line, with a stop at the end, with text behind
_ALONE, _STOPPED, _LEADING = 40, 16, 30


def faults(lines: list[str]) -> Iterator[tuple[int, Found]]:
    """Yield the headings that stand as text, each with the number of its line, from 1."""
    for number, line in enumerate(lines, 1):
        mark = _MARK.match(line)
        if mark and (title := _title(line[mark.end() :].rstrip(" *_\u3000"))):
            message = f"“{mark['mark']}{title}”是粘贴来的标题；请单独一行写成“{_marks(mark)} {title}”，编号由构建加"
            behind = line[mark.end() + len(title) :].strip(" *_。：\u3000")
            message += "，后面的文字空一行另起一段" if behind else ""
            yield number, (mark.start("mark"), mark.end("mark"), ("typography.pasted", message))


def _marks(mark: re.Match[str]) -> str:
    return "#" * next(level for kind, level in _LEVELS.items() if mark[kind])


def _title(rest: str) -> str:
    """Return the title that follows a number, empty where it is none."""
    found = _TITLE.match(rest)
    title = found[0] if found else ""
    stop, behind = rest[len(title) : len(title) + 1], rest[len(title) + 1 :]
    if not title or _NO_TITLE.match(rest) or stop not in ("", "。") or "：" in title[:-1]:
        return ""
    if not stop:
        is_title = len(title) <= _ALONE and title[-1] not in "，、"
    elif behind.strip():
        is_title = len(title) <= _LEADING
    else:
        is_title = len(title) <= _STOPPED and "，" not in title
    return title.rstrip("：:") if is_title else ""
