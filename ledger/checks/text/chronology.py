"""Checks times: 今年 and 去年 with the right year, days that exist, work of the report's period."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.text import plans, spoken, tense
from ledger.checks.text.plans import Plan
from ledger.checks.text.tense import Tense
from ledger.codes import is_remark
from ledger.issues import Issue
from ledger.language import times
from ledger.language.numerals import day
from ledger.language.signs import IDEOGRAPH, is_chinese
from ledger.language.times import YEAR, Time
from ledger.patterns import Pattern
from ledger.prose.passages import Passage
from ledger.records.types.official import OfficialDocument
from ledger.remembered import remembered

_LINK = r"(?:[（(，,、：:\s]|也?就是|[也亦]?即|是|为|指|同期|以来|全年|年度){0,4}"
_WORD_YEAR = Pattern(rf"(?P<word>{spoken.WORDS}){_LINK}(?P<year>{YEAR})(?:年|(?=[）)]))")
_YEAR_WORD = Pattern(
    rf"(?P<year>{YEAR})年度?(?:[（(，、]|也?就是|[也亦]?即|是|为){{1,2}}(?P<word>{spoken.WORDS})"
)
#: the lunar calendar has other days
_LUNAR = Pattern("(?:农历|阴历|旧历|腊月|正月)$")
#: a bounding day (截至) is of an inspection
_THEN = Pattern("[底末]?(?:巡[察视]|审计|检查|反馈)")
_UP_TO = Pattern(r"截[至止]到?\s?$")
_SINCE, _STOP = Pattern("以来"), Pattern("[。；;]")
#: the sentence is on a former matter, as the message asks to write
_FORMER = Pattern("此前[^。；;]*$")
#: a sentence says of which year the report is: before the year, and after it
_REPORT = Pattern("(?:现[将就]|以下是|本报告(?:反映|所[称指])|回[顾望]).{0,12}$")
_REPORTED = Pattern("度?[^，,。；;]{0,40}(?:如下|进行了总结)")
#: how long a heading is, and what leads it in
_HEADING = 40
_LED_IN = Pattern(
    r"[#（(一二三四五六七八九十0-9)）、.．\s]+|[我本](?:局|单位|委|院|校)"
    rf"|^{IDEOGRAPH}{{2,20}}(?:局|委|院|校|公司)"
)
#: a heading on the year's work; one that ends so, or is no more than the year, is on it at any rate
_WORK = Pattern("工作|情况|回顾|总结|亮点|做法|成效|报告|履职|党建")
_TITLE = Pattern(
    r"(?:总结|汇报|报告|汇报材料)$|^[#（(一二三四五六七八九十)）、.．\s]{1,6}[0-9]{4}年(?:度)?[：:，,]"
)
#: a heading or a sentence on other matters
_OTHER_WORK = Pattern(
    "整改|巡[察视]|审计|打算|计划|安排|思路|要点|规划|反馈|问题|预算|决算|考核|评议|生活会"
)
#: a meeting looks back: 会议回顾了2020年的工作
_LOOKED_BACK = Pattern(f"{tense.LOOKED_BACK}$")


#: for so many years a sentence may have been copied on; what is older is most often told as history
_COPIED_FOR = 3
_COPIED, _NEXT = "请核对是不是上年的文字", '{{ year("+1") }}年'


def check(passage: Passage, year: int, report: OfficialDocument) -> Iterator[Issue]:
    """Yield the typed times that do not fit the report's period in a year."""
    text = passage.text
    said: set[int] = set()
    for pattern in (_WORD_YEAR, _YEAR_WORD):
        for match in pattern.finditer(text):
            right = year + spoken.SHIFTS[match["word"]]
            said.update(range(*match.span("year")))
            if times.number(match["year"]) != right and passage.typed(*match.span()):
                message = f"“{match['word']}”应当是 {right} 年，写成了 {match['year']} 年"
                yield passage.issue(match.start("year"), message, "chronology.year_word")
    for time, code in _judged(text, year, report):
        if is_remark(code) or time.start in said:
            continue
        if passage.typed(time.start, time.end):
            message = _message(code, text[time.start : time.end], time, year, report)
            yield passage.issue(time.start, message, code)


def remarks(
    passage: Passage, year: int, report: OfficialDocument, ever: tuple[str, ...]
) -> Iterator[Issue]:
    """Yield remarks on times of which it is not clear whether they are the year before's.

    ``ever`` are the names of the figures that count earlier years as well (历年).
    """
    for time, code in _judged(passage.text, year, report):
        if _is_since(passage, time, ever):
            continue
        if is_remark(code) and passage.typed(time.start, time.end):
            past = "后面像是打算" if code == "remark.plan" else "在报告期以前"
            next_year = f"，下一年写 {_NEXT}" if code == "remark.plan" else ""
            message = f"“{passage.text[time.start : time.end]}”{past}；{_COPIED}{next_year}"
            yield passage.issue(time.start, message, code)


def _is_since(passage: Passage, time: Time, ever: tuple[str, ...]) -> bool:
    """Whether a sentence tells with a figure of all years what was done since a time."""
    if not _SINCE.match(passage.text, time.end):
        return False
    end = time.end + len(_STOP.split(passage.text[time.end :])[0])
    shown = (call for start, _, call in passage.calls if time.end < start < end)
    return any(call.word == "figure" and call.arguments[0] in ever for call in shown)


@remembered
def _judged(text: str, year: int, report: OfficialDocument) -> tuple[tuple[Time, str], ...]:
    """Return the times of a text with which something is wrong or doubtful, each with its code."""
    found = (*times.find(text, year), *spoken.find(text, year))
    judged = ((time, _code(text, time, report, year)) for time in found)
    return tuple(each for each in judged if each[1])


def _code(text: str, time: Time, report: OfficialDocument, year: int) -> str:
    """Return the code of what is wrong or doubtful in a time; empty where nothing is."""
    plan = _plan(text, time, report)
    if plan == Plan.SURE:
        return "chronology.plan"
    if fault := _fault(text, time, report, year):
        return "remark.time" if spoken.is_compared(text, time) else fault
    if plan == Plan.LIKELY:
        return "remark.plan"
    last_year = _is_past(time, report) and time.last and time.last.year == year - 1
    return "remark.time" if last_year and _tense(text, time, report) == Tense.DOUBTFUL else ""


def _plan(text: str, time: Time, report: OfficialDocument) -> Plan:
    """Return whether a text plans at a time that is over; 今年 may be the year of writing."""
    if not (time.dated and time.last and time.last <= report.period.last):
        return Plan.NONE
    plan = plans.of(text, time.start, time.end)
    current = plan == Plan.SURE and spoken.is_word(text[time.start : time.end], current=True)
    return Plan.LIKELY if current else plan


def _fault(text: str, time: Time, report: OfficialDocument, year: int) -> str:
    """Return the code of what is wrong with a time; empty where nothing is."""
    before, period = text[max(0, time.start - _HEADING) : time.start], report.period
    if time.first is None or time.last is None:
        is_day = time.dated or time.grain == "日"  # 18月 without both may be a child's age
        return "chronology.no_day" if is_day and not _LUNAR.search(before) else ""
    past = _is_past(time, report)
    if (not past and time.first <= period.last) or (not time.dated and time.first.year != year):
        return ""
    if _UP_TO.search(before) and not _THEN.match(text, time.end):
        if past and (_FORMER.search(before) or tense.is_tale(tense.behind(text, time.end))):
            return ""
        return "chronology.outside" if past or time.first > max(report.as_of, report.date) else ""
    is_year = time.grain == "年"
    code = "chronology.year" if is_year else "chronology.outside"
    if past and is_year and _is_of_report(text, time, before):
        return code
    done = _tense(text, time, report) == Tense.DONE
    return ("remark.time" if _is_old(time.last.year, year) else code) if done else ""


def _is_old(said: int, year: int) -> bool:
    """Whether a year is long over, and no slip of one digit in the year of the report."""
    differ = sum(one != other for one, other in zip(str(said), str(year), strict=True))
    return said < year - _COPIED_FOR and differ > 1


def _is_past(time: Time, report: OfficialDocument) -> bool:
    return time.last is not None and time.last < report.period.first


def _tense(text: str, time: Time, report: OfficialDocument) -> Tense:
    return tense.of(text, time.start, time.end, time.grain == "年", _is_past(time, report))


def _is_of_report(text: str, time: Time, before: str) -> bool:
    """Whether a heading or a sentence says that the report is on this year."""
    after = _STOP.split(text[time.end : time.end + tense.NEAR])[0]
    if _OTHER_WORK.search(after) or _LOOKED_BACK.search(before):
        return False
    said = _REPORT.search(before) or _REPORTED.match(after)
    return bool(said) or _heads(text, before)


def _heads(text: str, before: str) -> bool:
    """Whether a text is a heading on the year's work; ``before`` stands before the year."""
    if len(text) > _HEADING or _STOP.search(text) or _OTHER_WORK.search(text):
        return False
    opens = not any(map(is_chinese, _LED_IN.sub("", before))) and _WORK.search(text)
    return bool(opens or _TITLE.search(text.strip()))


def _message(code: str, shown: str, time: Time, year: int, report: OfficialDocument) -> str:
    if code == "chronology.no_day":
        return f"没有“{shown}”这一天；请核对"
    period, past = report.period, _is_past(time, report)
    former = "，是以前的事请写上“此前”" if past else ""
    if code == "chronology.plan":
        return f"“{shown}”已经过去，写的却是打算；{_COPIED}，下一年写 {_NEXT}"
    if code == "chronology.outside":
        span = f"{day(period.first)}至{day(period.last)}"
        return f"“{shown}”不在报告期（{span}）之内；是报告期的事请改日期{former}"
    if past and time.first and spoken.is_word(shown):
        return f"“{shown}”是 {time.first.year} 年，不在报告期；说报告年度请写“今年”{former}"
    if past:
        return f"“{shown}”不是报告年度 {year} 年；是报告年度请写 {{{{ year() }}}}年{former}"
    return f"“{shown}”在报告年度 {year} 年以后；请核对"
