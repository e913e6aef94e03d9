"""How official texts write the titles of documents (书名号) and their numbers (发文字号).

A title is found however its marks were typed; two titles are compared by their keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.language.numerals import DIGITS, digits
from ledger.language.signs import IDEOGRAPH
from ledger.patterns import Pattern, only_at

#: characters: no title of a document is longer
_LONGEST = 120
_MARKS = Pattern("(?P<open>《|〈|≪|«|＜＜|<<)|(?P<close>》|〉|≫|»|＞＞|>>)")
#: what a document for a year is, as its title ends
_YEARLY = "工作要点|(?:工作|学习|培训|教育|监督|检查)计划|(?:工作|实施|活动|整改)方案|(?:责任|任务|问题)清单|(?:任务|责任)(?:分工|分解表?)|责任书|承诺书"
_KIND = f"{_YEARLY}|通知|意见|方案|要点|办法|规定|条例|准则|细则|规划|纲要|决定|决议|通报|规则|守则|规程"
_QUOTED = Pattern(
    rf"[“\"「『](?P<text>[^“”\"「」『』《》，。；！？\n]{{4,60}}(?:{_KIND}))[”\"」』]"
)
#: a year, what it is about, and what kind of document, without any marks
_BARE = Pattern(
    rf"{only_at(f'12{DIGITS}')}(?P<text>(?<![0-9{DIGITS}])(?:(?:19|20)[0-9]{{2}}|[{DIGITS}]{{4}})年度?"
    rf"(?:(?:(?![的在]){IDEOGRAPH}){{0,30}}?(?:{_YEARLY})(?:的通知)?|(?:(?![的在]){IDEOGRAPH}){{2,30}}的通知))"
)
_SPACES = Pattern(r"\s+")
_SIGNS = Pattern(r"[\s《》〈〉<>≪≫«»“”\"'‘’「」『』,，、.．:：;；·—–-]+")
_VERSION = Pattern(r"[(\[](?:试行|暂行|修订|修正|草案|[0-9]{4}年?)[稿版本案修订正]{0,3}[)\]]$")
_INNER = str.maketrans("《》<>", "〈〉〈〉")
_NATIONAL = Pattern("^(?:中国共产党|中华人民共和国)")
_ISSUING = Pattern(r"关于(?:印发|转发|下发|发布|颁布|批转)(?P<inner>.+)的通知$")
_YEARS = Pattern(
    r"(?<![0-9A-Za-z〔\[/.])(?:(?P<first>(?:19|20)[0-9]{2})(?:年度?)?[—–~～至到-]{1,2}|(?<!\())"
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?={IDEOGRAPH})"
)
_NUMBER = Pattern(
    rf"(?P<body>{IDEOGRAPH}{{1,16}})\s?[〔\[［【(（﹝]\s?(?P<year>(?:19|20)[0-9]{{2}})\s?[〕\]］】)）﹞]"
    r"\s?第?\s?(?P<count>[0-9]{1,5})\s?号"
)
#: words before the sign of the body in a number
_LEADS = Pattern(
    "根据|按照|依据|依照|遵照|对照|执行|落实|贯彻|学习|收到|印发|转发|下发|报送|文件|通知|字号|文号|[为以的和与及由见对到是在]"
)


@dataclass(frozen=True)
class Title:
    """A title in a text: where it stands with its marks, where its words stand, and the words.

    ``marked`` is false where quotes or nothing stand in the place of 《》.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    marked: bool = True


@dataclass(frozen=True)
class Number:
    """A document's number (发文字号) in a text: 示科发〔2021〕3号 is of the body 示科发."""

    start: int
    end: int
    body: str
    year: int
    count: int


def find(text: str) -> list[Title]:
    """Return the titles of a text in their order; of titles in titles the outermost."""
    found, taken = list[Title](), bytearray(len(text))
    for each in (*_in_marks(text), *_otherwise(text, _QUOTED), *_otherwise(text, _BARE)):
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = bytes([1]) * (each.end - each.start)
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _in_marks(text: str) -> Iterator[Title]:
    """Yield what stands between paired marks, and in no other pair."""
    pairs, opened = [], list[re.Match[str]]()
    for mark in _MARKS.finditer(text):
        if mark["open"]:
            opened.append(mark)
        elif opened and mark.end() - opened[-1].start() <= _LONGEST:
            pairs.append((opened.pop(), mark))
    last = -1
    for first, mark in sorted(pairs, key=lambda pair: pair[0].start()):
        if first.start() >= last:
            last = mark.end()
            inner = first.end(), mark.start()
            yield Title(first.start(), last, *inner, _plain(text[slice(*inner)]))


def _otherwise(text: str, pattern: Pattern) -> Iterator[Title]:
    for match in pattern.finditer(text):
        yield Title(*match.span(), *match.span("text"), _plain(match["text"]), marked=False)


def _plain(text: str) -> str:
    return _SPACES.sub("", text)


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of documents, whatever their brackets are."""
    for match in _NUMBER.finditer(text) if "号" in text else ():
        words = max((lead.end() for lead in _LEADS.finditer(match["body"])), default=0)
        body, year, count = match["body"][words:], int(match["year"]), int(match["count"])
        if body:
            yield Number(match.start() + words, match.end(), body, year, count)


def key(title: str) -> str:
    """Return what two ways of writing the same title have in common.

    Marks, blanks, 中国共产党 and the year of a version make no difference.
    """
    plain = digits_of_years(unicodedata.normalize("NFKC", title))
    plain = _VERSION.sub("", _SPACES.sub("", plain))
    return _NATIONAL.sub("", _SIGNS.sub("", plain))


def same(title: str, other: str) -> bool:
    """Whether two ways of writing a title differ in blanks, inner marks or 中国共产党 alone."""
    return _written(title) == _written(other)


def _written(title: str) -> str:
    return _NATIONAL.sub("", _plain(title).translate(_INNER))


def digits_of_years(text: str) -> str:
    """Return a text with years in Arabic digits, as 二〇二一年 → 2021年."""
    return re.sub(rf"[{DIGITS}]{{4}}(?=年)", lambda year: digits(year[0]), text)


def issued(title: str) -> str | None:
    """Return what a notice issues (关于印发〈…〉的通知); None where it is no such notice."""
    match = _ISSUING.search(title)
    return match["inner"].strip("《》〈〉") if match else None


def years(title: str) -> Iterator[range]:
    """Yield the years for which a title says that it holds; of 2018—2022年 all of them.

    A year that begins a bracket is a version's.
    """
    plain = digits_of_years(unicodedata.normalize("NFKC", title))
    for match in _YEARS.finditer(plain):
        year = int(match["year"])
        yield range(int(match["first"] or year), year + 1)
