"""Names of persons in a text, where a title makes them sure: 张伟同志, 王建国局长, 局长王建国.

People appear here by their posts. A name is a surname and one or two characters that are common in
given names and rare in words; so 高度重视同志, 全体同志 and 任职同志 are none. Behind a post, before a
title, and in a row behind another name the characters may be any, where what follows ends a name and
no word begins so. A surname alone is a name only before a post, where a name may begin: 对张科长. Who
is honoured (学习雷锋同志) is no matter of the bureau. A word that may be a name as well (主任石林, 责任人：严明) is one only with 同志 behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.language import bodies
from ledger.language.signs import HAN
from ledger.language.surnames import (
    ALONE,
    BEGUN,
    DOUBLE,
    IN_WORDS,
    PREPOSITION,
    WITH_ANY,
    WITH_GIVEN,
)
from ledger.patterns import Pattern, only_at

#: characters that are common in given names, and rare in words behind a surname
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超兰霞刚桂丹萍鹏辉玲鑫琴云燕宁浩亮红梅琳雪慧莹倩颖佳婷宇俊峰博雷斌波凯旭晨阳帅飞龙虎彬楠莉薇琪瑶妍萱"
    "怡欣雨泽轩涵睿哲瑞翔昊子梓嘉豪志华国建春荣贵福祥庆富祖昌德义仁信忠孝廉武炳坤森林松柏桐梁栋树根生兴旺隆康健永恒远启善喜喆晓小大立玉珍珠琼璐"
    "璇珊瑾瑜琦琨玮珏晖晔晶昕昱晟曼曦菲菊莲荷蓉蓓蕾芬芝芸茜茹莎蔚蕊韵淑娴婉婕嫣姗媛妮娅巧凤鸣鹤鸿雁鹃莺铭锋锐钢铁钧钊锦银铮江海河洪涌清澄滨润沛"
    "泉源洁冰凌冬秋夏雯霖霜虹岩岭岗峻崇巍山石奎魁亨利贞平安和顺良朋君彦士民宪章维继承绍克光耀灿炎煜烨炜炯怀恩惠恺忆东南北学文成胜金火星辰尧舜禹"
    "裕禄寿如宏弘昭朝勤卫振震守保连宝明新才田权理"
)
#: a name of two characters is set as wide as one of three: 王　伟
_BLANKS = r"[^\S\n]{1,2}"
#: compiling annals is a bureau's work (史志)
_NAME = rf"(?!史志)(?:[{WITH_GIVEN}]|{DOUBLE})(?:[{_GIVEN}]{{1,2}}|{_BLANKS}[{_GIVEN}])"
_POSTS = "局长|书记|主任|科长|处长|股长|组长|部长|厅长|院长|校长|所长|站长|主席|秘书长|政委|馆长"
_OF_PLACES = "|市长|县长|区长|镇长|乡长|村长|省长"
_WITH_TITLE = Pattern(rf"(?P<name>{_NAME})(?:[^\S\n]?(?:同志|先生|女士)|(?=副?(?:{_POSTS})))")
#: what a person does, and how one is addressed
_DOES = "同志|主持|在|带[队头领]|率|作|做|到|出席|参加|参与|讲|传达|强调|指出|要求|等|为|向|对|与|宣读|通报|介绍|汇报|表示|说|分别|亲自|深入|赴|一行|领学|陪同|简要|代表|就|结合|坦言|述职|宣布|任"
_AFTER_POST = Pattern(
    rf"(?:{_POSTS}{_OF_PLACES}|党组成员|调研员|会计|出纳)(?P<name>{_NAME})(?=[，。；、：,;:）)\s]|$|上|{_DOES})"
)
#: what a name of any characters may stand behind, and what follows one
_HOLDERS = "党组成员|成员|委员|调研员|会计|出纳|负责人|董事长|经理|专家|院士|教授|教练|教师|名师|督学|监事|联络员|文书|干部|员工|同学|学生|校友"
_FOLLOWS = (
    rf"(?=[，。；、：,;:）)（\s]|$|{_DOES}|同学|老师|教授|院士|和|及|受到|被|因|违规|首先|总结|逐一|身为"
    "|徇私|公车|未按|立足|失职|来|[荣勇]?[获夺]|多次|被评|的(?!工作|要求))"
)
_ANY_NAME = rf"(?:[{WITH_ANY}]|{DOUBLE})[{HAN}]{{1,2}}"
_ANY_AFTER_POST = Pattern(rf"(?:{_POSTS}{_OF_PLACES}|{_HOLDERS})(?P<name>{_ANY_NAME}){_FOLLOWS}")
_BEGINNINGS = WITH_ANY + "".join(each[0] for each in DOUBLE.split("|"))
#: the next of persons in a row, behind the one before
_NEXT = Pattern(rf"[、和](?P<name>{_ANY_NAME}){_FOLLOWS}")
#: where a name of any characters may begin before a title or a word for what somebody says
_BEGINS = r"(?:(?<=[，。；、：（“\s与和及向])|^|(?<=党员)|(?<=会上)|(?<=其中)|(?<=[0-9）]班))"
_ANY_BEFORE = Pattern(
    rf"{only_at(_BEGINNINGS)}{_BEGINS}(?P<name>{_ANY_NAME})(?=(?:同志|副?教授|博士|院士|老师|同学|先生|女士|副?(?:{_POSTS}))(?:[，。；、：）]|{_FOLLOWS})"
    "|(?:指出|强调|表示|在讲话中|充分肯定|代表(?:局|校|院|县|市|区|公司|学校|领导)))"
)
_BY_SURNAME = Pattern(
    rf"(?P<name>[{ALONE}](?:副?(?:局长|书记|主任|科长|处长|股长|组长|部长|院长|校长|所长|站长)))(?![期效远久助])"
)
_LABELLED = Pattern(
    rf"(?:联系|经办|填表|填报|报告|记录|主持|主讲|审核|责任|负责|汇报|签字|整理)人\s?[：:]\s?(?P<name>{_NAME})(?![{HAN}])"
)
#: what a person may be called whom somebody looks at before it is kept: any given name will do
_ANY = rf"(?:[{WITH_GIVEN}][{HAN}]{{1,2}}?|{DOUBLE}[{HAN}]{{1,2}}?)"
_AFTER_LIST = (
    r"(?=等|[0-9，。；）]|[两三四五六七八九十]位|同志|老师|同学|教授|获|荣获|参加|列席|出席|$)"
)
_PERSONS = r"(?=等?(?:老师|同学|同志|教授)|等?[0-9两三四五六七八九十]{1,2}[位名](?:老师|同学|同志|教授|学生|干部))"
_LIKELY = Pattern(rf"(?<![{HAN}])(?P<name>{_ANY})(?=老师|同学|教授|院士|同志)")
_LISTED = Pattern(rf"{_ANY}(?:(?:、{_ANY}){{2,40}}{_AFTER_LIST}|、{_ANY}{_PERSONS})")
#: how a person is addressed
_ADDRESSES = ("同志", "先生", "女士")
#: whom a report of any bureau may quote, as the whole country does
_STATESMEN = frozenset(
    ["毛泽东", "周恩来", "刘少奇", "朱德", "邓小平", "陈云", "李先念", "江泽民", "胡锦涛", "习近平"]
)
_HONOURED = Pattern("(?:学习|弘扬|纪念|缅怀|传承|追授|致敬)$")
_HONOUR = Pattern(
    "(?:同志)?的?(?:先进|模范|英雄|感人)?(?:事迹|精神|生平|诞辰|逝世|著作|思想|重要论述)|(?:同志)?(?:学习|看齐)|(?:同志)?为(?:核心|代表|榜样)|(?:同志)?等(?:先进|英[雄模]|模范)"
)


class Person(NamedTuple):
    """A person's name, and where it stands in a text."""

    start: int
    end: int
    name: str


def find(text: str, terms: Iterable[str] = ()) -> Iterator[Person]:
    """Yield the names of persons; the fixed ``terms`` (固定说法) are meant as they stand."""
    patterns = (_LABELLED, _AFTER_POST, _WITH_TITLE, _BY_SURNAME, _ANY_AFTER_POST, _ANY_BEFORE)
    matches = [(match, pattern) for pattern in patterns for match in pattern.finditer(text)]
    matches += [(match, _NEXT) for match, _ in [*matches] for match in _row(text, match)]
    taken = {index for term in terms for index in _covered(text, term)} if matches else set()
    for match, pattern in matches:
        start, end = match.span("name")
        if taken.isdisjoint(range(start, end)) and _is_sure(text, match, pattern):
            taken.update(range(start, end))
            yield Person(start, end, match["name"])


def likely(text: str) -> Iterator[Person]:
    """Yield what is likely the name of a person, where somebody looks at each find.

    Before a title any given name will do; so it does in a list of three and more.
    """
    yield from (Person(*match.span("name"), match["name"]) for match in _LIKELY.finditer(text))
    for match in _LISTED.finditer(text) if "、" in text else ():
        start = match.start()
        for name in match[0].split("、"):
            yield Person(start, start + len(name), name)
            start += len(name) + 1


def _row(text: str, match: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the names that stand in a row behind a name: 书记张三、李四."""
    while following := _NEXT.match(text, match.end("name")):
        yield (match := following)


def _covered(text: str, term: str) -> Iterator[int]:
    """Yield where the characters of a term stand in a text."""
    for match in re.finditer(re.escape(term), text) if term in text else ():
        yield from range(*match.span())


def _is_sure(text: str, match: re.Match[str], pattern: Pattern) -> bool:
    """Whether a name may begin there, and nobody is honoured."""
    start, end = match.span("name")
    if match["name"] in _STATESMEN:
        return False
    if _HONOURED.search(text[max(0, start - 4) : start]) or _HONOUR.match(text, end):
        return False
    if pattern is _BY_SURNAME:
        return bodies.begins(text, start)
    if text[end : end + 3].lstrip().startswith(_ADDRESSES):
        return True
    if _is_word(match["name"], pattern):
        return False
    return pattern is not _WITH_TITLE or bodies.begins(text, start)


def _is_word(name: str, pattern: Pattern) -> bool:
    """Whether a name may be a word, or a preposition and a time: 局长于清明带队."""
    short = len(name) == len("石林") and name[0] in IN_WORDS
    if "某" in name or name.endswith("年级"):  # 某 is told as a placeholder
        return True
    if pattern in (_ANY_AFTER_POST, _ANY_BEFORE, _NEXT):
        return short or name[: len("石林")] in BEGUN
    return short or (pattern is _AFTER_POST and name[0] == PREPOSITION)
