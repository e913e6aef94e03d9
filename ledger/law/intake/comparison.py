"""Compares imported articles with the verified facts of their version -> findings.

The text itself is no source about its version: no date is inferred from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ledger.language.signs import HAN, INVISIBLE, PRIVATE
from ledger.law.intake.marks import mark
from ledger.law.intake.parsed import Parsed, ParsedArticle
from ledger.patterns import Pattern
from ledger.reading.findings import Finding

_NUMBER = re.compile(r"^第\S+?(?:分编|编|章|节) ?")
_HAN = f"[{HAN}]"
#: characters unlikely in print, their messages, and whether a character was lost there
_ODD: list[tuple[re.Pattern[str] | Pattern, str, bool]] = [
    (re.compile("[\ufffd□]"), "读不出的字“{0}”", True),
    (re.compile(f"[{PRIVATE}]"), "造字区的字符（{1}），别的机器上看不见", True),
    (re.compile(f"(?<={_HAN})[A-Za-z]{{1,3}}(?={_HAN})"), "汉字中间的字母“{0}”", False),
    (re.compile("[\u2e80-\u2fdf\uf900-\ufaff]"), "部首或兼容字符“{0}”（{1}），不是常用的汉字", False),
    (re.compile("[\u0370-\u052f\u3040-\u30ff]"), "别的文字里的字符“{0}”（{1}）", False),
    (INVISIBLE, "看不见的字符（{1}）", False),
    (re.compile(f"(?<={_HAN})[,;:?!](?={_HAN}|$)|(?<={_HAN})[.](?=$|\n)"), "半角标点“{0}”", False),
    (re.compile(f"(?<={_HAN})[?？]{{2,}}"), "像是乱码的“{0}”", True),
]  # fmt: skip


class KnownChapter(NamedTuple):
    """A chapter of a version and its articles; a part without chapters counts as a chapter."""

    part: str | None
    name: str
    first: int | None = None
    last: int | None = None
    derived: bool = False


@dataclass(frozen=True)
class Known:
    """The verified facts of a version."""

    year: int
    articles: int | None = None
    parts: int | None = None
    chapter_count: int | None = None
    chapters: Sequence[KnownChapter] = ()
    #: article numbers, each with a word that the article holds in this version
    marks: Sequence[tuple[int, str]] = ()


def compare(parsed: Parsed, known: Known, others: Sequence[Known] = ()) -> list[Finding]:
    """Return the differences between a text and its version's facts, and odd characters."""
    return sorted(
        {
            *_total(parsed, known, others),
            *_counts(parsed, known),
            *_chapters(parsed, known),
            *_marks(parsed, known, others),
            *_alike(parsed),
            *_odd(parsed),
        }
    )


def _total(parsed: Parsed, known: Known, others: Sequence[Known]) -> Iterator[Finding]:
    count = len({article.number for article in parsed.articles})
    if known.articles is None or count == known.articles:
        return
    same = [f"{other.year}年版" for other in others if other.articles == count]
    hint = f"，与{'、'.join(same)}的 {count} 条相同，像是另一版" if same else "，请对照原文"
    yield Finding(
        1, f"共 {count} 条，{known.year}年版应有 {known.articles} 条{hint}", "import.facts", True
    )


def _counts(parsed: Parsed, known: Known) -> Iterator[Finding]:
    for unit, expected in (("编", known.parts), ("章", known.chapter_count)):
        count = sum(heading.unit == unit for heading in parsed.headings)
        if expected is not None and count != expected:
            message = f"共 {count} {unit}，{known.year}年版应有 {expected} {unit}；请对照原文"
            yield Finding(1, message, "import.facts", True)


class _ReadChapter(NamedTuple):
    """A chapter as it stands in the text."""

    part: str
    name: str
    first: ParsedArticle
    last: ParsedArticle


def _read_chapters(parsed: Parsed) -> list[_ReadChapter]:
    """Return the chapters with their articles; a part without chapters counts as a chapter."""
    chapters = []
    for (part, chapter), group in groupby(parsed.articles, lambda a: (a.part, a.chapter)):
        articles = list(group)
        if name := chapter or part:
            chapters.append(_ReadChapter(_bare(part or ""), _bare(name), articles[0], articles[-1]))
    return chapters


def _bare(name: str) -> str:
    """Return a heading's words without its number and without spaces."""
    return re.sub(r"\s", "", _NUMBER.sub("", name))


def _chapters(parsed: Parsed, known: Known) -> Iterator[Finding]:
    if not known.chapters:
        return
    found = _read_chapters(parsed)
    with_parts = all(chapter.part for chapter in known.chapters)
    keys = [(chapter.part if with_parts else "", chapter.name) for chapter in found]
    expected = [(_bare(c.part or "") if with_parts else "", _bare(c.name)) for c in known.chapters]
    year = known.year
    for part, name in _without(expected, keys):
        where = f"“{part}”编" if part else ""
        yield Finding(1, f"{where}没有{year}年版的“{name}”一章；请核对章名", "import.facts", True)
    for part, name in _without(keys, expected):
        line = found[keys.index((part, name))].first.line
        yield Finding(line, f"“{name}”不是{year}年版的章；请核对章名", "import.facts", True)
    if keys != expected and Counter(keys) == Counter(expected):
        yield Finding(1, f"各章的次序和{year}年版不同；请对照原文", "import.facts", True)
    ranges = dict(zip(expected, known.chapters, strict=True))
    for key, chapter in zip(keys, found, strict=True):
        if key in ranges:
            yield from _range(chapter, ranges[key], year)


def _without(these: list[tuple[str, str]], those: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the items that the first list holds more often than the second."""
    return list((Counter(these) - Counter(those)).elements())


def _range(found: _ReadChapter, known: KnownChapter, year: int) -> Iterator[Finding]:
    """Compare a chapter's first and last article; derived numbers give only remarks."""
    ends = (("起于", found.first, known.first), ("止于", found.last, known.last))
    for word, article, expected in ends:
        if expected is None or article.number == expected:
            continue
        told = f"“{found.name}”{word}{article.name}，{year}年版登记的是{mark('条', expected)}"
        note = "（推算的，可能是登记的不准）" if known.derived else ""
        message = f"{told}{note}；请对照原文"
        yield Finding(article.line, message, "import.facts", not known.derived)


def _marks(parsed: Parsed, known: Known, others: Sequence[Known]) -> Iterator[Finding]:
    """Check the words that distinguish the versions."""
    absent = _absent(parsed, known)
    lines = {article.number: article.line for article in parsed.articles}
    for number, word in absent:
        message = f"第 {number} 条里没有“{word}”；可能不是{known.year}年版，也可能是被改写过的文本"
        yield Finding(lines.get(number, 1), message, "import.facts", True)
    like = [f"{o.year}年版" for o in others if o.marks and not _absent(parsed, o)]
    if absent and like:
        yield Finding(
            1, f"看特征，这像是{'、'.join(like)}，不是{known.year}年版", "import.facts", True
        )


def _absent(parsed: Parsed, known: Known) -> list[tuple[int, str]]:
    texts: dict[int, str] = {}
    for article in parsed.articles:
        text = "".join(article.paragraphs)
        texts[article.number] = texts.get(article.number, "") + re.sub(r"\s", "", text)
    return [(n, word) for n, word in known.marks if re.sub(r"\s", "", word) not in texts.get(n, "")]


def _alike(parsed: Parsed) -> Iterator[Finding]:
    """Find articles with identical texts."""
    first: dict[str, ParsedArticle] = {}
    for article in parsed.articles:
        text = re.sub(r"\s", "", "".join(article.paragraphs))
        other = first.setdefault(text, article)
        if text and other is not article:
            message = f"{article.name}和{other.name}的文字完全相同，可能贴重了；请对照原文"
            yield Finding(article.line, message, "import.alike", True)


def _odd(parsed: Parsed) -> Iterator[Finding]:
    """Find characters that are unlikely in print."""
    texts = [
        (article.line, article.name, "\n".join(article.paragraphs)) for article in parsed.articles
    ]
    texts += [(heading.line, heading.name, heading.name) for heading in parsed.headings]
    for line, name, text in [*texts, (1, "题头", "\n".join(parsed.head))]:
        for pattern, told, serious in _ODD:
            for sign in dict.fromkeys(pattern.findall(text)):
                what = told.format(sign, f"U+{ord(sign[0]):04X}")
                yield Finding(line, f"{name}里有{what}；请对照原文", "import.character", serious)
