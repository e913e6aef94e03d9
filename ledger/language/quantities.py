"""Quantities: where a text states a number of something, and what number.

A quantity is a numeral with a measure word, a fraction, a percentage, or any number in Arabic
digits that is no year, date, ordinal, article or name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ledger.language.measures import COUNTED, COUNTED_TIMES, COUNTING, LOOSE, MEASURES, NONE_OF
from ledger.language.norms import is_norm
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
from ledger.language.uncounted import blank, masked

_D, _H = ARABIC, SIGNS
#: characters: the longest word before a numeral that modifies it
_NEAR = 8
_MORE = "余|多|来|几"
_ARABIC = rf"[{_D}]{{1,40}}(?:[,，][{_D}]{{3}}){{0,12}}(?:[.．·][{_D}]{{1,40}})?"
_HAN_NUMBER = rf"[{_H}]{{1,40}}(?:点[{_H}]{{1,40}})?"
_POWERS = "十百千万亿"
_NUMBER = rf"(?:{_ARABIC}(?:[{_POWERS}]{{1,8}}零?{_ARABIC}){{0,4}}[{_POWERS}]*|{_HAN_NUMBER})"
#: signs before a measure word that are no word and no usual punctuation: З次, ⚂次, 丨丨次, 五.次;
#: at the beginning of a line a symbol marks an item
_USUAL = r"\s\w\0，。、；：？！“”‘’（）《》〈〉〔〕【】「」『』…—|/／%％‰()\[\]\"';:?!,{}<>`"
_DISGUISED = (
    rf"(?:(?![A-Za-z0-9_一-鿿〇○])\w){{1,8}}\s{{0,4}}(?:{COUNTED}|[%％‰万亿天期轮册张辆倍])"
    rf"|(?<=[^\s\0第])(?:[^{_USUAL}]{{1,8}}|_{{1,8}}|(?<!—)—)(?:{COUNTED}|[%％‰])|(?<=[{HAN}])\|{{2,8}}(?:{COUNTED})"
    rf"|(?:[丨亅丿丶乀乁乛乚亠乄幺兆]{{1,8}}|正{{2,8}})(?:{COUNTED})"
    rf"|(?=[伍陆拾]{{0,3}}[壹贰叁肆柒捌玖佰仟])[壹贰叁肆伍陆柒捌玖拾佰仟]{{2,20}}|参(?=人?次)(?:{COUNTED_TIMES})"
)
_QUANTITY = re.compile(
    rf"(?P<percent>百分之(?:{_ARABIC}|{_HAN_NUMBER})|{_NUMBER}(?:\.[{_D}]{{1,40}})?[%％‰]|{_NUMBER}成(?![立员果绩效就为长])[半]?)"
    rf"|(?P<fraction>[{_H}{_D}]{{1,40}}分之[{_H}{_D}]{{1,40}}|[{_D}]{{1,40}}/[{_D}]{{1,40}})"
    rf"|(?P<span>(?:[{_H}{_D}]个)?(?<![上下前后大小])半(?:个(?:多?月|小时|学期)|年(?!报|度)|天|小时|月(?!谈)))"
    rf"|(?P<half>半数|近半|过百|上百|数以[十百千万]计|十之八九|十有八九|过半数?|大半|多半|一半|对半|翻了?[{_H}]?番|成倍|双倍|破[十百千万亿]{{1,40}}|[¼-¾⅐-⅞↉]|(?<!波)[二三四五六七八九]折(?=[，。、；！）优购起收计以的]|$)|百八十(?=号|[个来人多])|[百千万]把(?=[块人个元斤里次])|(?<![上下前后大小])半(?:人次|次|份|打|倍)(?![数之])|(?<![统打逐唯专])一打(?=[，。、；等]))"
    rf"|(?P<none>零(?:{NONE_OF}))"
    rf"|(?<=\|)\s*(?P<cell>{_HAN_NUMBER})\s*(?=\|)"
    rf"|(?P<vague>(?:上|近|数|几|好几|成|逾|超|约)[十百千万亿]{{1,40}}(?!分之)(?:[{_MORE}])?(?:{MEASURES})?|[十百千万亿](?:{_MORE})(?:{MEASURES})|[十百千万亿]余(?!地)|十几(?:{MEASURES})|几十(?:{MEASURES})|(?<![数好])几(?:次|人|场|个|项|家|件)(?=[，。、；]))"
    rf"|(?P<counted>(?P<number>{_NUMBER})\s{{0,4}}(?P<more>[{_MORE}])?\s{{0,4}}(?:[大小满整](?=[车桶袋箱本筐捆包叠摞沓盆碗杯])|大(?=[类项块]|方面))?(?P<measure>{MEASURES}))"
    rf"|(?P<compound>(?:[二两三四五六七八九][十百千万]|[一二两三四五六七八九][百千])[{_H}]{{0,40}}[{_MORE}]?(?=[一-鿿]))"
    # a sign that is a numeral by itself also stands before an item: there only COUNTING tells
    rf"|(?P<odd>(?<=[{HAN}]){ODD}{{1,40}}\s{{0,4}}(?:{MEASURES})|{ODD}{{1,40}}\s{{0,4}}(?:{COUNTING}|期)|{MEASURED})"
    rf"|(?P<enclosed>[（(“‘【〔\[「『]\s?{_HAN_NUMBER}\s?[）)”’】〕\]」』]\s{{0,4}}[{_MORE}]?(?:{COUNTED}))"
    rf"|(?P<disguised>{_DISGUISED})|(?P<lettered>(?<![A-Za-z0-9])[A-Za-z]{{1,40}}\s{{0,4}}(?:{COUNTED_TIMES}))"
    rf"|(?P<bare>{_ARABIC})"
)

_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    "|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    "|hundred|thousand|million|dozen)"
)
_ENGLISH = rf"(?i:{_WORD}(?:(?:[ -]|[ -]and ){_WORD}){{0,6}})"
_ROMAN = "(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
#: letters in the place of digits, and hundreds and thousands that are counted: no name holds them
_UNNAMED = re.compile(
    rf"(?<![A-Za-z0-9])(?:[0-9]{{0,20}}[OoIl][OoIl0-9]{{0,20}}|(?i:{_ROMAN}))\s{{0,4}}(?:{COUNTED})"
    rf"|(?<![A-Za-z0-9]){_ENGLISH}\s{{0,4}}(?:{MEASURES}|times|percent)"
    rf"|(?:成百上千|成千上万)[余多]?(?:{COUNTING}|人(?=[，。、；]))"
)
_PLAIN = rf"[^{_D}{_H}]{{0,40}}"
_ABOUT = rf"{_PLAIN}[上近数几成逾超约好]{{1,2}}[{_POWERS}]{{1,4}}[{_MORE}]?"
#: measure words after which a number is that of a result wherever it stands in a term
_RESULT = "次|人次|场次|批次|起|[百千万亿]*元|[%％]"
_STATED = re.compile(
    rf"\A(?:(?=.{{0,40}}[{_D}])[{_D}.,%％‰]{{1,40}}|.{{0,40}}[共计达约逾超近]{_ARABIC}|{_ABOUT}"
    rf"|{_PLAIN}百分之[{_H}{_D}.点]{{1,40}}"
    rf"|(?:.{{0,40}}(?:{_ARABIC}[{_POWERS}]{{0,4}}\s?[{_MORE}]?|{ODD})\s?|{_ABOUT}|{_PLAIN}[{_H}]{{2,40}}[{_MORE}]?(?!行|字|级|度))(?:{MEASURES}|[%％‰])"
    rf"|.{{0,40}}(?:[{_D}][{_POWERS}]{{0,4}}[{_MORE}]?(?:{_RESULT}|[个件项])|[{_H}]{{2}}[{_MORE}]?(?:{_RESULT})).{{0,40}}"
    # 开展三次学习, 三起案件; not 三次分配 and 十件实事, which are names
    rf"|{_PLAIN}[二两三四五六七八九十][{_MORE}]?(?:起|人次|[百千万亿]*元).{{0,40}}|(?=[^{_H}]){_PLAIN}[二两三四五六七八九十]次.{{0,40}}"
    rf"|{_PLAIN}(?:[二两三四五六七八九十]|好几)[{_MORE}]?(?:{COUNTING}|起|人|个|条|项|期|成|倍)|一(?:{COUNTING}))"
)
_ONE = re.compile(rf"一(?:{LOOSE})$")
_EACH = re.compile("[每任某这那哪另逐第唯统该此]$|(?<!合)同$|(?<![促推走迈递])进$")
_COUNTS_ONE = "共仅只了过达为计有设建办占增减少到成立开展印发清退"


@dataclass(frozen=True)
class Quantity:
    """A quantity in a passage: its span, its number if it has one, its unit, whether it is a rule."""

    start: int
    end: int
    number: Fraction | None = None
    unit: str = ""
    norm: bool = False


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
    left = masked(_UNNAMED.sub(blank, usual), names)
    for match in _QUANTITY.finditer(left):
        if match["counted"] and not _counts(left, match):
            continue
        start, end = match.span("cell") if match["cell"] else match.span()
        yield Quantity(start, end, *_measured(match), is_norm(usual, start, end))


def _measured(match: re.Match[str]) -> tuple[Fraction | None, str]:
    """Return the number that a quantity states, where its text says one, and its unit."""
    if match["percent"]:
        return percent(match["percent"]), "%"
    if match["none"]:
        return Fraction(), ""
    return value(match["number"] or match["bare"] or ""), match["measure"] or ""


#: what no name is, wherever it stands in the text
_ALWAYS = ("fraction", "half", "vague", "none", "enclosed")


_MANY_OF = "[两三四五六七八九十百]{1,8}"
#: a count and what is counted, and nothing that makes it a name: 62名干部, 五次会议, 三个支部参加
_COUNT_OF = re.compile(
    rf"[{_D}]{{1,8}}\s?(?!小时)(?:{MEASURES})[{HAN}]{{1,12}}"
    rf"|{_MANY_OF}(?:次|人次|场次?|期|名|人|件|起|万元)(?:会议|干部|党员|职工|工作人员|学习|培训|活动|党课|检查|谈话|报告|简报|案件|资金)[{HAN}]{{0,8}}"
    rf"|{_MANY_OF}个(?:党?支部|科室|单位|部门|县区|乡镇|村|问题|项目|月|小时|工作日)[{HAN}]{{0,12}}"
)


def states_number(term: str) -> bool:
    """Whether a term is a number and its measure, with or without a verb, as 开展77次 and 9 are.

    A name that only holds a number is none: 八项规定, 二十四字, 入木三分.
    """
    usual = in_usual_signs(NO_SIGN.sub("", term))
    whole = _QUANTITY.fullmatch(usual)
    if _COUNT_OF.fullmatch(usual):
        return True
    about = whole is not None and whole.lastgroup in _ALWAYS
    disguised = any(match["disguised"] for match in _QUANTITY.finditer(f"，{usual}"))
    return about or disguised or any(each.fullmatch(usual) for each in (_STATED, _UNNAMED))


def stated(key: str, shown: str) -> str:
    """Return what to say of a quantity in a text of data/ that is printed."""
    return (
        f"{key}：“{shown}”是直接写的数，会印出来；请删去，数由指标写出；"
        "不是数量的固定说法写进 data/固定说法.yml"
    )


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
