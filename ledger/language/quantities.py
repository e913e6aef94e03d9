"""Quantities: where a text states a number of something, and what number.

A quantity is a numeral with a measure word, a fraction, a percentage, or any number in Arabic
digits that is no year, date, ordinal, article or name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ledger.language.numerals import ARABIC, SIGNS, percent, value

_D, _H = ARABIC, SIGNS
#: measure words of things that are counted or measured
_MEASURES = (
    "个百分点|百分点|人次|批次|场次|班次|台次|车次|件次|课时|学时|小时|分钟|星期|季度|"
    "万元|亿元|千元|公里|千米|平方米|立方米|公斤|千克|吨|升|度电|千瓦时|"
    "个月|个|次|人|名|位|场|期|篇|条|份|项|件|家|户|批|辆|台|套|处|起|例|宗|类|种|轮|课|堂|讲|"
    "门|部|本|册|张|幅|块|封|则|款|支|队|组|班|节|页|字|步|级|层|栏|片|元|角|倍|成|天|日|月|年|周|"
    "分|秒|岁|桌|趟|遍|顿|枚|盒|箱|袋|瓶|笔|拨|席|所|间|座|栋|村|镇|县|市|区|科|室|厅|局|股|处室|科室|单位|部门|岗位|县区|支部|问题|环节|"
    "卡车|件套|家次|户次|篇次|刻钟|工时|工日|学期|院校|网点|站点|点位|号人|亩|公顷|毫升|毫米|厘米|斤|旬|"
    "捆|桶|畦|轴|捧|滴|堆|沓|叠|摞|罐|壶|碗|杯|盘|盆|筐|篮|篓|缸|匹|棵|株|粒|颗|朵|杆|枝|柄|幢|番|茬|艘|尊|盏|伙|段(?!落)|架(?!构)|"
    "打(?![造击通开])|令(?!人)|回(?![头访应复顾])|车(?!间)|串(?![联通])|束(?!缚)|根(?![据本治源])|排(?![查除名序放])|米(?!粮)|克(?![服扣制])|列(?![入为出])|"
    "柜(?!台)|格(?!局)|档(?!案)|案(?![例件卷由])|股(?![份权])|阵(?!地)|群(?![众体])|拍(?![摄板])|面(?![向对临积谈])|口(?!径)|头(?!号)|双(?![方向重])|"
    "对(?![照比接标])|行(?![动为业政使程列])|路(?![径线])|代(?![表理替办码])|"
    "道(?![德路理具])|首(?![先次要位长席都])|句(?![号话])|桩(?!基)|副(?![局主书组职处科校市厅调本业食作产总秘])|扇(?!形)|幕(?![后布])|"
    "摊(?![派位子])|曲(?![折线])|任(?![务职命期何用免前意由教重])|只(?![有是能要管许顾为])|通(?![过知报道用常信畅告俗行盘融])|团(?![队结委员组体拨建])"
)
#: measure words of time and order, which count nothing with 一 or in a date
_LOOSE = (
    "笔|遍|席|趟|个|项|条|级|步|面|类|种|套|批|片|支|部|层|节|组|块|张|线|天|日|月|年|周|栏|款|字|村|县|市|区|科|室|局|处|县区|单位|部门|环节|问题|岗位|"
    "回|段|股|阵|群|伙|堆|串|排|番|根|棵|列|架|格|档|案|旬|口|头|双|对|行|路|代|打|令|车|拍|束|叠|盘|杯|碗|桶|捆|"
    "道|首|句|桩|副|扇|幕|摊|曲|任|只|通|团"
)
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
    rf"|(?P<half>半数|近半|过百|上百|数以[十百千万]计|十之八九|十有八九|过半数?|大半|多半|一半|对半|翻了?[{_H}]?番|成倍|双倍|破[十百千万亿]{{1,40}}|[¼-¾⅐-⅞↉]|百八十(?=号|[个来人多])|[百千万]把(?=[块人个元斤里次]))"
    rf"|(?<=\|)\s*(?P<cell>{_HAN_NUMBER})\s*(?=\|)"
    rf"|(?P<vague>(?:上|近|数|几|好几|成|逾|超|约)[十百千万亿]{{1,40}}(?!分之)(?:[{_MORE}])?(?:{_MEASURES})?|[十百千万亿](?:{_MORE})(?:{_MEASURES})|[十百千万亿]余(?!地)|十几(?:{_MEASURES})|几十(?:{_MEASURES})|(?<![数好])几(?:次|人|场|个|项|家|件)(?=[，。、；]))"
    rf"|(?P<counted>(?P<number>{_NUMBER})\s?(?P<more>[{_MORE}])?\s?(?:[大小满整](?=[车桶袋箱本筐捆包叠摞沓盆碗杯]))?(?P<measure>{_MEASURES}))"
    rf"|(?P<compound>(?:[二两三四五六七八九][十百千万]|[一二两三四五六七八九][百千])[{_H}]{{0,40}}[{_MORE}]?(?=[一-鿿]))"
    rf"|(?P<odd>[①-⑳⑴-⒇Ⅰ-ⅿ㉑-㉟㊱-㊿]+(?:{_MEASURES}))"
    rf"|(?P<bare>{_ARABIC})"
)

#: numbers that never count anything; they are masked before the search for quantities
_NAMES = re.compile(
    rf"第\s*(?:[{_D}]{{1,40}}|[{_H}]{{1,40}})(?:(?:至|到|、|—|～|和)第?(?:[{_D}]{{1,40}}|[{_H}]{{1,40}}))?(?:[条款项章节次届期号版批名位个类种步轮页卷编讲课场站级阶季]|季度|方面)?(?:之[{_H}]{{1,40}})?"
    rf"|[一二]?[{_H}]{{4}}年(?=[度版]|[{_H}]|\D|$)"  # 二〇二一年
    rf"|(?:19|20|１９|２０)[{_D}]{{2}}\s*(?:年[度版底初末]?|[—～~至-]\s*(?:19|20)?[{_D}]{{2}}\s*年?)"
    rf"|(?:1[0-2]|[1-9]|[１-９]|１[０-２]|十[一二]?|[一二三四五六七八九])月(?:份|底|初|末|上旬|中旬|下旬|[至到—-]|(?:[{_D}]{{1,2}}|[{_H}]{{1,3}})[日号](?:[至到—-](?:[{_D}]{{1,2}}月)?[{_D}]{{1,2}}日)?)?"
    rf"|〔\s*[{_D}]{{4}}\s*〕\s*[{_D}]*号?"
    rf"|[A-Za-z][A-Za-z/ .-]{{0,40}}[{_D}]{{1,40}}(?:[.-][{_D}]{{1,40}}){{0,8}}|[{_D}]{{1,40}}(?:\.[{_D}]{{1,40}}){{0,8}}[A-Za-z]+(?![{_D}])"
    rf"|[{_D}]{{1,2}}[:：][{_D}]{{2}}|(?:附件|附表|附录|表|图|注|步骤|编号|备案号|项目号|文号|代码)[:：]?\s?[{_D}]{{1,20}}(?![{_D}]|[张幅份块套页])"
    rf"|[{_D}]{{1,4}}(?=号[楼院厅馆门机会]|楼|[层楼]?会议室|教室|房间|室(?:召开|举行))|[{_D}]{{3,4}}(?=室(?!次))"
    rf"|[{_D}]{{7,40}}(?![{_D}]{{0,40}}(?:{_MEASURES}))|[一二三四]季度"
    rf"|(?<![{_D}])[{_D}]{{5}}(?=[”’]?(?:热线|举报|投诉|信访|服务|平台|电话))|(?<=[电热][话线]|拨打)[“‘：:]?[{_D}]{{5}}(?![{_D}])"
    rf"|(?<![{_H}])一[一-鿿]{{1,2}}一(?![{_H}])[一-鿿]"  # 一事一议
    rf"|“(?:[一-鿿]?[{_H}](?:[{_H}]?(?:{_MEASURES})?)[一-鿿]{{1,6}})”"
    rf"|[{_H}]分[一-鿿]{{1,3}}[、，][{_H}]分[一-鿿]{{1,3}}"
    rf"|[“‘][{_D}]{{1,40}}(?:[+＋][{_D}]{{1,40}}){{1,12}}[”’]|[“‘][{_D}]{{1,40}}[·.][{_D}]{{1,40}}[”’]?"
    rf"|[二十]{{1,40}}届|[{_H}]{{1,40}}届"
    rf"|[{_H}]{{1,3}}大(?=[，。、；以报精代会”》]|$)"  # 十九大
    rf"|[{_H}]{{1,40}}(?:中|次)全会"
    rf"|(?<=[。；：，\n“])[{_H}]{{1,3}}(?:是|者|要|则)|^[{_H}]{{1,3}}(?:是|要|、)|其[{_H}]"
    rf"|[（(](?:[{_H}]{{1,3}}|[{_D}]{{1,2}})[）)]|(?:^|(?<=[。；：\n]))\s{{0,8}}[{_D}]{{1,2}}[.．、](?![{_D}])"
)
_ONE = re.compile(rf"一(?:{_LOOSE})$")
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
    masked = masked_names(_digits(text), names)
    for match in _QUANTITY.finditer(masked):
        if match["counted"] and not _counts(masked, match):
            continue
        span = match.span("cell") if match["cell"] else match.span()
        if match["percent"]:
            yield Quantity(*span, percent(match["percent"]), "%")
        else:
            number = value(match["number"] or match["bare"] or "")
            yield Quantity(*span, number, match["measure"] or "")


def _digits(text: str) -> str:
    """Return the text with all decimal digits of any script in ASCII; its length stays."""
    return "".join(
        sign if sign.isascii() or (value := unicodedata.decimal(sign, None)) is None else str(value)
        for sign in text
    )


def masked_names(text: str, names: Iterable[str]) -> str:
    """Return the text with names and numbers that count nothing blanked out."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "\0" * len(name))
    return _NAMES.sub(lambda match: "\0" * len(match[0]), text)


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
    return not set(number) <= set("万千百亿")  # 千家万户 without a digit is an idiom


def _idle(before: str) -> bool:
    return bool(before) and before in "的再又新"
