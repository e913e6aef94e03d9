"""Words for a year, and the times that they stand for: 今年, 去年, 上年度（2020年）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ledger.language.times import YEAR, Time
from ledger.patterns import Pattern, only_at

#: words for a year -> its difference from the report's year
SHIFTS = {
    "今年": 0, "今年度": 0, "本年度": 0, "当年度": 0, "本年": 0, "当年": 0, "这一年": 0, "报告期": 0, "去年": -1, "去年度": -1, "上年度": -1,
    "上年": -1, "上一年度": -1, "上一年": -1, "前年": -2, "明年": 1, "下年度": 1, "下一年度": 1,
    "下年": 1, "下一年": 1, "来年": 1,
}  # fmt: skip
#: the words, for patterns
WORDS = "|".join(sorted(SHIFTS, key=len, reverse=True))
_BEGINNINGS = "".join(dict.fromkeys(word[0] for word in SHIFTS))
#: a word that tells when: not 以前年度, 马上年底, 上年纪, 去年以来
_WHEN = Pattern(
    rf"{only_at(_BEGINNINGS)}(?<![以之过失马])(?P<word>{WORDS})(?:全年|同期)?(?:\s?[（(]{YEAR}年[）)])?(?![纪龄轻]|以来|[之以]?[前后])"
)
#: what a word that tells when follows: the clause's beginning, or who acts
_BEFORE = Pattern(
    r"(?:^|[。；;！!？?\n|，,、：:）)#*>]|[一二三四五六七八九十]是|[局委院厅部室科处股岗站所队]|党[组委]|支部|单位|系统|机关|书记|[局科处]长|主任|我们|同志|干部|职工|班子|党员"
    r"|[于在]|同时|其中|此外)\s?$"
)
#: things of a year: 上年培训计划, 去年完成情况
_THING = Pattern(
    "(?!工作(?:情况|总结|报告)[：:\\s]*$)[^，,。；]{0,5}(?:情况|计划|任务|方案|结果|数据|率|问题|台账|水平|基数|经费|支出|名单|成果|经验|做法|要点|报告|总结|制度|余额|基础)"
)
#: the sentence sets a year against another
_COMPARED = Pattern(
    f"今年|本年|当年|同[比期]|相比|[较比与同和](?:{WORDS})|增长|减少|下降|上升|持平"
)
_END = Pattern(r"[。；;！!？?\n]")


def find(text: str, year: int) -> Iterator[Time]:
    """Yield the times that words tell in the report on a year."""
    for match in _WHEN.finditer(text):
        said = year + SHIFTS[match["word"]]
        start, end = match.span()
        if _BEFORE.search(text[max(0, start - 4) : start]) and not _THING.match(text, end):
            yield Time(start, end, "年", True, date(said, 1, 1), date(said, 12, 31))


def is_word(shown: str, current: bool = False) -> bool:
    """Whether a time begins with a word for a year; with one for the ``current`` year."""
    match = re.match(WORDS, shown)
    return match is not None and (not current or SHIFTS[match[0]] == 0)


def is_compared(text: str, time: Time) -> bool:
    """Whether a word tells a time, and its sentence sets it against another year."""
    before, after = _END.split(text[: time.start])[-1], _END.split(text[time.start :])[0]
    return is_word(after) and bool(_COMPARED.search(before) or _COMPARED.search(after))
