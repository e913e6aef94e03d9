"""Numbers of times: dates, and spans that only frame what was done."""

from __future__ import annotations

import re

from ledger.language.measures import FRAMED
from ledger.language.numerals import SIGNS
from ledger.language.uncounted.shapes import AND, DAY, NUMBER, SPAN, no_measure
from ledger.patterns import Family, Pattern, Rule, only_at

_MONTH = "(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])(?![0-9])"
_UNITS_OF_SPANS = "年月期周天日度时"


def _no_measure_but_of_feasts(match: re.Match[str]) -> int | None:
    """Hold where no measure word follows, or 节: 3·8节."""
    end = match.end()
    return end if match.string.startswith("节", end) else no_measure(match)


DATES = Family(
    Rule(
        "a holiday",
        rf"(?<![{SIGNS}0-9])(?:五一|十一|七一|八一|三八|六一)(?=节|期间|假|前后|国际|劳动|妇女|儿童|建[党军]|国庆|讲话|表彰)",
        signs="五十七八六",
        finds="⟦五一⟧节前，⟦十一⟧期间",
        leaves="全年十一次",
    ),
    Rule(
        "a place that has the name of a holiday",
        rf"(?<![{SIGNS}0-9])(?:五一|七一|八一|三八|五四)(?=村|路|街|大道|广场|社区|小区|[大中小]学|桥|公园|渠|水库)",
        signs="一八四",
        finds="⟦八一⟧村，⟦五一⟧大道，⟦五四⟧广场",
        leaves="五四个，查八一起",
    ),
    Rule(
        "two holidays",
        "(?<=节)两节|两节(?=期间|前|后|假)",
        signs="两",
        finds="⟦两节⟧期间，元旦、春节⟦两节⟧",
        leaves="上课两节",
    ),
    Rule(
        "hour and minute",
        rf"(?<![0-9{SIGNS}])(?:[01]?[0-9]|2[0-4])[时点](?:[0-5]?[0-9]分|半|整)",
        signs="时点",
        finds="⟦9时30分⟧至⟦11点半⟧",
        leaves="用时9分，3点意见",
    ),
    Rule(
        "from hour to hour",
        rf"(?<![0-9{SIGNS}.])(?:[01]?[0-9]|2[0-4])[时点]?[—–～~至到-](?:[01]?[0-9]|2[0-4])[时点](?![0-9{SIGNS}意建要])",
        signs="时点",
        finds="⟦12-18时⟧事故多发，⟦9点到11点⟧",
        leaves="3—5点意见，缩短8—12小时",
    ),
    Rule(
        "an hour of a day",
        r"(?<=[日号午晚])\s?[0-9]{1,2}[时点](?=[至到—召开举行，。、]|$)",
        signs="日号午晚",
        finds="3月10日⟦15时⟧召开",
        leaves="先后15时",
    ),
    Rule(
        "until an hour",
        "(?<=[至到—])[0-9]{1,2}时(?=[，。、召开]|$)",
        signs="时",
        finds="9时至⟦11时⟧。",
        leaves="缩短至3天",
    ),
    Rule(
        "a day of the week",
        "(?<=周)[一二三四五六日](?=例会|上午|下午|早|晚|召开|学习)",
        signs="周",
        finds="周⟦一⟧例会",
        leaves="一周一次",
    ),
    Rule(
        "a year spelt out",
        rf"[一二]?[{SIGNS}]{{4}}年(?=[度版]|[{SIGNS}]|\D|$)",
        signs="年",
        finds="⟦二〇二一年⟧度",
        leaves="十二年来",
    ),
    Rule(
        "a year, or several",
        r"(?:1[5-9]|20)[0-9]{2}(?:、(?:19|20)[0-9]{2}){0,8}\s*(?:年[度版底初末]?|[—～~至-]\s*(?:19|20)?[0-9]{2}\s*年?)",
        signs="年—～~至-",
        finds="⟦2021年⟧，⟦2018、2019年⟧，⟦2018—2020年⟧",
        leaves="接访2018人次",
    ),
    Rule(
        "a year without 年",
        "(?:19|20)[0-9]{2}(?=度|工作(?:总结|开展|情况|计划|要点))",
        signs="度工",
        finds="⟦2021⟧工作总结",
        leaves="参加工作2021人",
    ),
    Rule(
        "months and days",
        rf"(?:{_MONTH}月?{AND}){{0,11}}{_MONTH}\s?月"
        rf"(?:份|底|初|末|上旬|中旬|下旬|\s?(?:{DAY}{AND}){{0,8}}{DAY}\s?[日号](?:{AND}(?:{_MONTH}月)?{DAY}[日号]){{0,8}})?",
        signs="月",
        finds="⟦1—6月份⟧，⟦3月5日⟧，⟦六月8日至9日⟧，⟦6月2至3日⟧",
        leaves="三个月",
    ),
    Rule(
        "a day without its month",
        rf"{DAY}[日号](?=上午|下午|晚|凌晨|[前起](?!来))",
        signs="午晚凌前起",
        finds="⟦5日⟧前，⟦10日⟧上午",
        leaves="5日内",
    ),
    Rule(
        "a day on which somebody does something",
        rf"(?<=[部委局院省市县区会者站社网]){DAY}日(?=[在从向就公发通])",
        signs="日",
        finds="市纪委⟦8日⟧在网站上通报，市局网站⟦6日⟧发布",
        leaves="开会3日，集中学习3日就",
    ),
    Rule(
        "month and day of a speech or a case",
        r"(?<![0-9.])(?:1[0-2]|[1-9])[.．]\s?(?:[12][0-9]|3[01]|0?[1-9])(?=重要讲话|讲话|防空|演练|事件|事故|专案|火灾|地震)",
        signs="讲防演件故案火震",
        finds="学习⟦5.17⟧讲话，⟦8. 6⟧火灾",
        leaves="12.5次",
    ),
    Rule(
        "a school year",
        r"(?<![0-9])(?:19|20)[0-9]{2}(?:[—～~-](?:(?:19|20)[0-9]{2}|[0-9]{2}))?学年",
        signs="学",
        finds="⟦2024学年⟧，⟦2024—2025学年⟧",
        leaves="完成2024学时",
    ),
    Rule(
        "a decade",
        "[1-9]0年代|[二三四五六七八九]十年代",
        signs="代",
        finds="上世纪⟦60年代⟧，⟦六十年代⟧",
        leaves="跨越60年",
    ),
    Rule(
        "a grade of a school",
        rf"(?<![提最更较很{SIGNS}0-9])(?<=[高初])[一二三](?=年[级段]|学生|毕业|复习|备考|[教老]师|家长|班主任|[（(][0-9])",
        signs="高初",
        finds="高⟦三⟧年级，初⟦三⟧学生",
        leaves="提高二次，最高三名学生",
    ),
    Rule("a century", rf"{DAY}世纪", signs="世", finds="⟦21世纪⟧人才", leaves="三世"),
    Rule(
        "a clock",
        "(?<![0-9])(?:(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9]|24[:：]00)(?![0-9])",
        signs=":：",
        finds="上午⟦9:30⟧人员到齐",
        leaves="30：40",
    ),
    Rule(
        "an hour of a part of the day",
        rf"(?:上午|下午|晚上?|凌晨)\s?[{SIGNS}0-9]{{1,3}}[时点](?:[{SIGNS}0-9]{{1,3}}分|半|整)?",
        signs="午晚晨",
        finds="⟦下午三点半⟧",
        leaves="上午三次",
    ),
    Rule(
        "a quarter",
        f"[一二三四1-4](?:{AND}[一二三四1-4])?季度",
        signs="季",
        finds="前⟦三季度⟧，⟦一、二季度⟧",
        leaves="每个季度",
    ),
    Rule(
        "month and day with a point",
        rf"(?<![0-9])(?:1[0-2]|[1-9])·(?:[12][0-9]|3[01]|[1-9])(?![0-9{SIGNS}%％])",
        signs="·",
        finds="“⟦12·9⟧”运动，⟦3·8⟧节",
        leaves="12·5次",
        ends=_no_measure_but_of_feasts,
    ),
    Rule(
        "an anniversary",
        rf"{only_at(f'0-9{SIGNS}多近')}(?:{NUMBER}(?:周年|载(?![体重])|年?(?=华诞)|年(?=校庆|院庆))|(?:(?<=改革开放)|(?<=建[党国院校局]))[多近]?{NUMBER}[余多]?年)",
        signs="年载诞",
        finds="建局⟦94周年⟧，迎⟦70⟧华诞，⟦130年⟧校庆，⟦98载⟧征程，改革开放⟦40年⟧",
        leaves="共94周，三年，三载体",
    ),
)
_PLANNED = Pattern(r"(?:(?<!已)将|(?<![模虚])拟)[^，。；：！？,;:!?\n\0]{0,20}\Z")


def _planned(match: re.Match[str]) -> int | None:
    """Hold where the clause before says that it is to be done."""
    start = match.start()
    return match.end() if _PLANNED.search(match.string[max(start - 22, 0) : start]) else None


#: what frames what was done, and no more than frames it; how long something took is a result
FRAMES = Family(
    Rule(
        "within a span",
        rf"(?:(?<![短长缩少前省约了达时])近|过去|新时代|未来|今后|最近|此前|任期|每|这|经过|通过|历经|利用|走过)的?近?{SPAN}(?<![时日天])",
        signs=_UNITS_OF_SPANS,
        finds="⟦近三年⟧，⟦过去一年⟧，⟦经过三个月⟧努力，⟦走过六十年⟧",
        leaves="耗时近三年，为期三个月",
    ),
    Rule(
        "years on end",
        rf"连续(?:[0-9]{{1,3}}|[{SIGNS}]{{1,4}})[多余来几]?个?年度?",
        signs="连",
        finds="⟦连续六年⟧评为先进",
        leaves="连续六次，连续六天",
    ),
    Rule(
        "how long after something, within minutes",
        rf"{only_at(f'0-9{SIGNS}半')}(?:(?<![至到在缩{SIGNS}0-9])(?<!压缩)(?<!缩短)(?<!提前)(?<!延长){SPAN}[之以]?后(?![期续勤备台])|(?<![至到{SIGNS}0-9.])(?<!控制在)(?<!压缩在)(?<!平均)[0-9{SIGNS}]{{1,3}}分钟之?内)",
        signs="后内",
        finds="进驻⟦3天后⟧发现，⟦一年后⟧建成，⟦45分钟内⟧到达",
        leaves="缩短到20分钟内，控制在20分钟内，平均20分钟内，三年后期，三年前，压缩5天后",
    ),
    Rule(
        "how long what is planned is to take",
        rf"为[期时]近?{SPAN}",
        signs="为",
        finds="将开展⟦为期两个多月⟧的整治",
        leaves="开展了为期两个月的整治，已将为期两个月的整治办结，模拟为期两个月",
        ends=_planned,
    ),
    Rule(
        "the first months of a year",
        rf"(?<=[今去本上0-9]年前)(?:[0-9]{{1,2}}|[{SIGNS}]{{1,2}})个?月(?![前后])",
        signs="月",
        finds="今年前⟦9个月⟧",
        leaves="三年来9个月",
    ),
    Rule(
        "since, or a plan for",
        rf"{only_at(f'0-9{SIGNS}半')}(?<![至到{SIGNS}0-9]){SPAN}多?(?:以?来|间(?![隔接])|之?内|(?:{FRAMED}))",
        signs=_UNITS_OF_SPANS,
        finds="⟦三年来⟧，⟦5个工作日内⟧，⟦三年行动⟧",
        leaves="压缩到3天内，三个月",
    ),
    Rule(
        "what was not seen for years",
        rf"{NUMBER}年[以之]?来(?=[最首]|新[高低])",
        signs="年",
        finds="降至⟦十年来⟧最低",
        leaves="十年来9次",
    ),
    Rule(
        "half a year as a period",
        "半年(?=[和、及与]?(?:全年|年度|年?考|总结|小结|工作|述职|汇报|讲评|点评|盘点))",
        signs="半",
        finds="⟦半年⟧和全年总结，⟦半年⟧年考，⟦半年⟧汇报会",
        leaves="半年一次",
    ),
    Rule(
        "half a year looked back on",
        rf"(?<![{SIGNS}0-9上下前后大小每近这])半年(?=的[工努实])",
        signs="半",
        finds="⟦半年⟧的工作有得有失",
        leaves="半年完成三次，近半年的工作",
    ),
)
