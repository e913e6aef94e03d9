"""Quantities: where a text states a number of something, and what number.

A quantity is a numeral with a measure word, a fraction, a percentage, or any number in Arabic
digits that is no year, date, ordinal, article or name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from ledger.language.measures import COUNTING, LOOSE, MEASURES
from ledger.language.numerals import (
    ARABIC,
    MEASURED,
    ODD,
    SIGNS,
    in_usual_signs,
    percent,
    value,
)
from ledger.language.signs import HAN, NO_SIGN

_D, _H = ARABIC, SIGNS
#: characters: the longest word before a numeral that modifies it
_NEAR = 8
_MORE = "余|多|来|几"
_ARABIC = rf"[{_D}]{{1,40}}(?:[,，][{_D}]{{3}}){{0,12}}(?:[.．·][{_D}]{{1,40}})?"
_HAN_NUMBER = rf"[{_H}]{{1,40}}(?:点[{_H}]{{1,40}})?"
_POWERS = "十百千万亿"
_NUMBER = rf"(?:{_ARABIC}(?:[{_POWERS}]{{1,8}}零?{_ARABIC}){{0,4}}[{_POWERS}]*|{_HAN_NUMBER})"
_QUANTITY = re.compile(
    rf"(?P<percent>百分之(?:{_ARABIC}|{_HAN_NUMBER})|{_NUMBER}(?:\.[{_D}]{{1,40}})?[%％‰]|{_NUMBER}成(?![立员果绩效就为长])[半]?)"
    rf"|(?P<fraction>[{_H}{_D}]{{1,40}}分之[{_H}{_D}]{{1,40}}|[{_D}]{{1,40}}/[{_D}]{{1,40}})"
    rf"|(?P<span>(?:[{_H}{_D}]个)?(?<![上下前后大小])半(?:个(?:多?月|小时|学期)|年(?!报|度)|天|小时|月(?!谈)))"
    rf"|(?P<half>半数|近半|过百|上百|数以[十百千万]计|十之八九|十有八九|过半数?|大半|多半|一半|对半|翻了?[{_H}]?番|成倍|双倍|破[十百千万亿]{{1,40}}|[¼-¾⅐-⅞↉]|(?<!波)[二三四五六七八九]折(?=[，。、；！）优购起收计以的]|$)|百八十(?=号|[个来人多])|[百千万]把(?=[块人个元斤里次]))"
    rf"|(?<=\|)\s*(?P<cell>{_HAN_NUMBER})\s*(?=\|)"
    rf"|(?P<vague>(?:上|近|数|几|好几|成|逾|超|约)[十百千万亿]{{1,40}}(?!分之)(?:[{_MORE}])?(?:{MEASURES})?|[十百千万亿](?:{_MORE})(?:{MEASURES})|[十百千万亿]余(?!地)|十几(?:{MEASURES})|几十(?:{MEASURES})|(?<![数好])几(?:次|人|场|个|项|家|件)(?=[，。、；]))"
    rf"|(?P<counted>(?P<number>{_NUMBER})\s{{0,4}}(?P<more>[{_MORE}])?\s{{0,4}}(?:[大小满整](?=[车桶袋箱本筐捆包叠摞沓盆碗杯]))?(?P<measure>{MEASURES}))"
    rf"|(?P<compound>(?:[二两三四五六七八九][十百千万]|[一二两三四五六七八九][百千])[{_H}]{{0,40}}[{_MORE}]?(?=[一-鿿]))"
    # a sign that is a numeral by itself also stands before an item: there only COUNTING tells
    rf"|(?P<odd>(?<=[{HAN}]){ODD}{{1,40}}\s{{0,4}}(?:{MEASURES})|{ODD}{{1,40}}\s{{0,4}}(?:{COUNTING}|期)|{MEASURED})"
    rf"|(?P<bare>{_ARABIC})"
)

_ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand"
#: numbers that never count anything; they are masked before the search for quantities
_NAMES = re.compile(
    rf"第\s*(?:[{_D}]{{1,40}}|[{_H}]{{1,40}})(?:(?:至|到|、|—|～|和)第?(?:[{_D}]{{1,40}}|[{_H}]{{1,40}}))?(?:[条款项章节次届期号版批名位个类种步轮页卷编讲课场站级阶季]|季度|方面)?(?:之[{_H}]{{1,40}})?"
    rf"|[一二]?[{_H}]{{4}}年(?=[度版]|[{_H}]|\D|$)"  # 二〇二一年
    rf"|(?:19|20|１９|２０)[{_D}]{{2}}\s*(?:年[度版底初末]?|[—～~至-]\s*(?:19|20)?[{_D}]{{2}}\s*年?)"
    rf"|(?:1[0-2]|[1-9]|[１-９]|１[０-２]|十[一二]?|[一二三四五六七八九])月(?:份|底|初|末|上旬|中旬|下旬|[至到—-]|(?:[{_D}]{{1,2}}|[{_H}]{{1,3}})[日号](?:[至到—-](?:[{_D}]{{1,2}}月)?[{_D}]{{1,2}}日)?)?"
    rf"|[{_D}]{{1,2}}[至到—～-](?=[{_D}]{{1,2}}月)"
    rf"|[{_D}]{{1,3}}(?:\.[{_D}]{{1,3}}){{1,3}}版"  # 3.5版
    rf"|〔\s*[{_D}]{{4}}\s*〕\s*[{_D}]*号?"
    rf"|[A-Za-z][A-Za-z/ .-]{{0,40}}[{_D}]{{1,40}}(?:[.-][{_D}]{{1,40}}){{0,8}}|[{_D}]{{1,40}}(?:\.[{_D}]{{1,40}}){{0,8}}[A-Za-z]+(?![{_D}])"
    rf"|[{_D}]{{1,2}}[:：][{_D}]{{2}}|(?:附件|附表|附录|表|图|注|步骤|编号|备案号|项目号|文号|代码)[:：]?\s?[{_D}]{{1,20}}(?![{_D}]|[张幅份块套页])"
    rf"|[{_D}]{{1,4}}(?=号[楼院厅馆门机会]|楼|[层楼]?会议室|教室|房间|室(?:召开|举行))|[{_D}]{{3,4}}(?=室(?!次))"
    rf"|[{_D}]{{7,40}}(?![{_D}]{{0,40}}(?:{MEASURES}))|[一二三四]季度"
    rf"|(?<![{_D}])[{_D}]{{5}}(?=[”’]?(?:热线|举报|投诉|信访|服务|平台|电话))|(?<=[电热][话线]|拨打)[“‘：:]?[{_D}]{{5}}(?![{_D}])"
    rf"|(?<![{_H}])一[一-鿿]{{1,2}}一(?![{_H}])[一-鿿]"  # 一事一议
    rf"|“(?:[一-鿿]?[{_H}](?:[{_H}]?(?:{MEASURES})?)[一-鿿]{{1,6}})”"
    rf"|[{_H}]分[一-鿿]{{1,3}}[、，][{_H}]分[一-鿿]{{1,3}}"
    rf"|[“‘][{_D}]{{1,40}}(?:[+＋][{_D}]{{1,40}}){{1,12}}[”’]|[“‘][{_D}]{{1,40}}[·.][{_D}]{{1,40}}[”’]?"
    rf"|[二十]{{1,40}}届|[{_H}]{{1,40}}届"
    rf"|[{_H}]{{1,3}}大(?=[，。、；以报精代会”》]|$)"  # 十九大
    rf"|[{_H}]{{1,40}}(?:中|次)全会"
    rf"|(?<=[。；：，\n“])[{_H}]{{1,3}}(?:是|者|要|则)|^[{_H}]{{1,3}}(?:是|要|、)|其[{_H}]"
    rf"|[（(](?:[{_H}]{{1,3}}|[{_D}]{{1,2}})[）)]|(?:^|(?<=[。；：\n]))\s{{0,8}}[{_D}]{{1,2}}[.．、](?![{_D}])"
)
#: letters in the place of digits, and hundreds and thousands that are counted: no name holds them
_UNNAMED = re.compile(
    rf"(?<![A-Za-z0-9])(?:[0-9]{{0,20}}[OoIl][OoIl0-9]{{0,20}}|(?=X{{0,3}}[IV])[IVX]{{1,7}}|{_ENGLISH})\s{{0,4}}(?:{COUNTING})"
    rf"|(?:成百上千|成千上万)[余多]?(?:{COUNTING}|人(?=[，。、；]))"
)
#: a numeral at a name's edge that the text beside it may go on with
_CUT = rf"[{_D}]{{1,40}}|[{_H}]{{2,40}}"
_PLAIN = rf"[^{_D}{_H}]{{0,40}}"
_ABOUT = rf"{_PLAIN}[上近数几成逾超约好]{{1,2}}[{_POWERS}]{{1,4}}[{_MORE}]?"
_STATED = re.compile(
    rf"(?=.{{0,40}}[{_D}])[{_D}.,%％‰]{{1,40}}|{_ABOUT}|{_PLAIN}百分之[{_H}{_D}.点]{{1,40}}"
    rf"|(?:.{{0,40}}(?:{_ARABIC}[{_POWERS}]{{0,4}}\s?[{_MORE}]?|{ODD})\s?|{_ABOUT}|{_PLAIN}[{_H}]{{2,40}}[{_MORE}]?(?!行|字|级|度))(?:{MEASURES}|[%％‰])"
    rf"|.{{0,40}}(?:[{_D}]|[{_H}]{{2}})[{_MORE}]?(?:次|人次|场次|批次).{{0,40}}"
    rf"|{_PLAIN}[二两三四五六七八九十][{_MORE}]?(?:{COUNTING}|个|条|项|期|成|倍)|一(?:{COUNTING})"
)
_ONE = re.compile(rf"一(?:{LOOSE})$")
_EACH = re.compile("[每任某这那哪另逐第唯统该此]$|(?<!合)同$|(?<![促推走迈递])进$")
_COUNTS_ONE = "共仅只了过达为计有设建办占增减少到成立开展印发清退"


@dataclass(frozen=True)
class Quantity:
    """A quantity in a passage: its span, its number if it has one, its unit."""

    start: int
    end: int
    number: Fraction | None = None
    unit: str = ""


def quantities(text: str, names: Iterable[str] = ()) -> Iterator[Quantity]:
    """Yield the quantities of a text; ``names`` (固定说法) are declared not to be quantities."""
    if NO_SIGN.search(text) is None:
        yield from _quantities(text, names)
        return
    where = [index for index, sign in enumerate(text) if not NO_SIGN.match(sign)]
    for found in _quantities("".join(text[index] for index in where), names):
        start, end = where[found.start], where[found.end - 1] + 1
        yield replace(found, start=start, end=end)


def _quantities(text: str, names: Iterable[str]) -> Iterator[Quantity]:
    usual = in_usual_signs(text)
    yield from (Quantity(*match.span()) for match in _UNNAMED.finditer(usual))
    masked = masked_names(_UNNAMED.sub(_blank, usual), names)
    for match in _QUANTITY.finditer(masked):
        if match["counted"] and not _counts(masked, match):
            continue
        span = match.span("cell") if match["cell"] else match.span()
        if match["percent"]:
            yield Quantity(*span, percent(match["percent"]), "%")
        else:
            number = value(match["number"] or match["bare"] or "")
            yield Quantity(*span, number, match["measure"] or "")


def masked_names(text: str, names: Iterable[str]) -> str:
    """Return the text with names and numbers that count nothing blanked out."""
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            text = _whole(name).sub(_blank, text)
    return _NAMES.sub(_blank, text)


@cache
def _whole(name: str) -> re.Pattern[str]:
    """Return a pattern of a name that is not part of a number, as 学习77 in 学习77次."""
    begins, ends = re.match(_CUT, name), re.search(rf"(?:{_CUT})\Z", name)
    before = rf"(?<![{_D}{_H}])" if begins else ""
    after = rf"(?![{_D}{_H}]|\s{{0,4}}(?:{MEASURES}))" if ends else ""
    return re.compile(before + re.escape(name) + after)


def states_number(term: str) -> bool:
    """Whether a term is a number and its measure, with or without a verb, as 开展77次 and 9 are.

    A name that only holds a number is none: 八项规定, 二十四字, 入木三分.
    """
    usual = in_usual_signs(NO_SIGN.sub("", term))
    return bool(_STATED.fullmatch(usual)) or bool(_UNNAMED.fullmatch(usual))


def stated(key: str, shown: str) -> str:
    """Return what to say of a quantity in a text of data/ that is printed."""
    return (
        f"{key}：“{shown}”是直接写的数，会印出来；请删去，数由指标写出；"
        "不是数量的固定说法写进 data/固定说法.yml"
    )


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a Chinese numeral with its measure word counts something; 一个 often does not."""
    before = text[match.start() - 1 : match.start()]
    number = match["number"]
    if number[0].isascii():
        return True
    if _EACH.search(text, max(match.start() - _NEAR, 0), match.start()):
        return False
    if number == "一":
        after = text[match.end() : match.end() + 1]
        pause = not after or after in "，。、；：！？）”\n"
        loose = bool(_ONE.search(match["counted"]))
        return (
            ((pause and before != "的") or (before != "" and before in _COUNTS_ONE))
            if loose
            else not _idle(before)
        )
    return not set(number) <= set("万千百亿") or _alone(text, match)


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether 百, 千 or 万 alone counts, as in 开展百次; not in 千家万户, 百人计划, 单位为万元."""
    before = text[max(match.start() - 1, 0) : match.start()]
    after = text[match.end() : match.end() + 1]
    measure, times = match["measure"], match["measure"].endswith("次")
    counting = measure in (*COUNTING.split("|"), "人") and measure != "户"
    stated = bool(re.match(rf"(?![以为按是位计{SIGNS}])[{HAN}]", before))
    pause = not after or after in "，。、；！"
    return counting and ((stated and pause) or (times and (stated or not before)))


def _idle(before: str) -> bool:
    return bool(before) and before in "的再又新"
