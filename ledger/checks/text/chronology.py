"""Checks times: 今年 and 去年 with the right year, dates within the period, sessions that were held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ledger.issues import Issue
from ledger.language.numerals import ARABIC, DIGITS, day, ordinal, ordinal_value, spelt
from ledger.prose.passages import Passage
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Document

_D, _H = ARABIC, DIGITS
_YEAR = rf"(?:[{_D}]{{4}}|[{_H}]{{4}})"
#: words for a year -> its difference from the report's year
_SHIFTS = {
    "今年": 0, "今年度": 0, "本年度": 0, "当年度": 0, "本年": 0, "当年": 0, "这一年": 0, "报告期": 0, "去年": -1, "去年度": -1, "上年度": -1,
    "上年": -1, "上一年度": -1, "上一年": -1, "前年": -2, "明年": 1, "下年度": 1, "下一年度": 1,
    "下年": 1, "下一年": 1, "来年": 1,
}  # fmt: skip
_WORDS = "|".join(sorted(_SHIFTS, key=len, reverse=True))
_LINK = r"(?:[（(，,、：:\s]|也?就是|也即|即|是|为|指|同期|以来|全年|年度){0,4}"
_WORD_YEAR = re.compile(rf"(?P<word>{_WORDS}){_LINK}(?P<year>{_YEAR})(?:年|(?=[）)]))")
_YEAR_WORD = re.compile(
    rf"(?P<year>{_YEAR})年度?(?:[（(，、]|也?就是|也即|即|是|为){{1,2}}(?P<word>{_WORDS})"
)
_DATE = re.compile(
    rf"(?P<year>{_YEAR})年(?P<month>[{_D}]{{1,2}}|十[一二]?|[{_H}])月(?:(?P<day>[{_D}]{{1,2}}|[{_H}十]{{1,3}})[日号])?"
)
_NUMBERED = re.compile(
    r"(?<![0-9A-Z./-])(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-./])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9A-Z]|[-./][0-9])"
)
_REPORTED = re.compile(
    rf"(?P<year>{_YEAR})\s*年(?:度|(?=(?:党风廉政|廉政|履行|开展|组织|召开|举办|完成|累计|落实|全面从严|的?工作|的党风|以来|，|我局|主要|重点工作|做法|情况|全年|上半年|下半年|[一二三四]季度|第[一二三四]季度)))"
)
#: words after which a year is not the report's
_COMPARED = re.compile(
    r"(?:较|比|与|同|自|从|至|到|由|截至|《[^》]*|〔|不低于|高于|低于|规划|修订|根据|按照|日期为?|截止日?为?)$"
)
_ORIGIN = re.compile(
    r"^(?:[^，。；]{0,16}(?:审议通过|印发|发布|公布|颁布|施行)的|[起版]|修订|修正|印发|发布|公布|施行|实施|通过|颁布|出台|制定|成立|之前|以前|前)"
)
_PLANS = re.compile(r"将|拟|计划|争取|力争|之前|底前|以前|前完成|时限|打算|下一步")
_SESSION = re.compile(
    rf"(?P<name>(?:中央纪委|[省市县区](?:纪委|委))?(?P<term>[{_H}十]{{1,4}}|[{_D}]{{1,2}})届[一-鿿]{{0,12}}?"
    rf"第?(?P<number>[{_H}十]{{1,3}}|[{_D}]{{1,2}})(?P<kind>次全体|次全会|中全会))"
)
_BODY = re.compile("纪委|[省市县区]委(?!员)")


def check(passage: Passage, dataset: Dataset) -> Iterator[Issue]:
    """Yield the typed times that do not fit the report's period."""
    text, year = passage.text, dataset.unit.year
    said: set[int] = set()
    for pattern in (_WORD_YEAR, _YEAR_WORD):
        for match in pattern.finditer(text):
            right = year + _SHIFTS[match["word"]]
            said |= set(range(*match.span("year")))
            if _number(match["year"]) != right and passage.typed(*match.span()):
                message = f"“{match['word']}”应当是 {right} 年，写成了 {match['year']} 年"
                yield passage.issue(match.start("year"), message, "chronology.year_word")
    for index, code, message in (*_dates(text, dataset), *_years(text, year)):
        if index not in said and passage.typed(index, index + 4):
            said |= set(range(index, index + 4))
            yield passage.issue(index, message, code)
    yield from _sessions(passage, dataset)


def _dates(text: str, dataset: Dataset) -> Iterator[tuple[int, str, str]]:
    period = dataset.report.period
    for match in (*_DATE.finditer(text), *_NUMBERED.finditer(text)):
        found = _day(match)
        if found is None:
            yield match.start(), "chronology.no_day", f"没有“{match[0]}”这一天；请核对"
        elif not period.first <= found <= period.last and not _elsewhere(text, match):
            span = f"{day(period.first)}至{day(period.last)}"
            message = f"“{match[0]}”不在报告期（{span}）之内；请核对"
            yield match.start(), "chronology.outside", message


def _years(text: str, year: int) -> Iterator[tuple[int, str, str]]:
    for match in _REPORTED.finditer(text):
        found = _number(match["year"])
        if found < year and not _elsewhere(text, match):
            message = f"“{match['year']}年”不是报告年度 {year} 年；请写 {{{{ year() }}}}年"
            yield match.start(), "chronology.year", message
        elif found > year and not _elsewhere(text, match) and not _PLANS.search(text):
            message = f"“{match['year']}年”在报告年度 {year} 年以后；请核对"
            yield match.start(), "chronology.year", message


def _elsewhere(text: str, match: re.Match[str]) -> bool:
    """Whether the year belongs to a comparison, a document, a beginning, or a plan."""
    before, after = text[: match.start()], text[match.end() :]
    clause = re.split(r"[。；]", after, maxsplit=1)[0]
    planned = bool(_PLANS.search(clause)) and match.re is _DATE
    inside = before.rfind("《") > before.rfind("》") or before.rfind("〔") > before.rfind("〕")
    return bool(_COMPARED.search(before) or _ORIGIN.match(after) or planned or inside)


def _number(text: str) -> int:
    """Read a year, a month, a day or a session in either script; 0 where there is no such number."""
    return spelt(text) or ordinal_value(text) or 0


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(_number(match["year"]), _number(match["month"]), _number(match["day"] or "1"))
    except ValueError:
        return None


def _sessions(passage: Passage, dataset: Dataset) -> Iterator[Issue]:
    """Yield the typed sessions that are not among the registered meetings."""
    known = [name for meeting in dataset.of(Document) for name in (meeting.name, meeting.short)]
    for match in _SESSION.finditer(passage.text):
        if not passage.typed(*match.span("name")):
            continue
        term, number = (ordinal(_number(match[part])) or match[part] for part in ("term", "number"))
        kind = "中" if match["kind"].startswith("中") else "次"
        wanted = re.compile(f"{term}届.*?第?{number}{kind}")
        bodies = _BODY.findall(match[0])
        if not any(
            name and wanted.search(name) and all(b in name for b in bodies) for name in known
        ):
            shown = match[0][match.start("term") - match.start() :]
            message = f"文件会议里没有“{shown}”；请核对届次，或先登记这次会议"
            yield passage.issue(match.start("term"), message, "chronology.session")
