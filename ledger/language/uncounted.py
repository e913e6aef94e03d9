"""Numbers that count nothing: dates, sessions, ranks, labels, names and idioms, family by family.

Each rule is of the language; a name that no rule tells is declared (固定说法). A text is read with the
numerals in their usual signs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits

from ledger.language import measures
from ledger.language.measures import COUNTING, FRAMED
from ledger.language.norms import is_told
from ledger.language.numerals import ODD, SIGNS, is_numeral
from ledger.language.signs import CHARACTER, is_chinese, reading
from ledger.patterns import Family, Found, Pattern, Rule

_H = SIGNS
#: a Chinese character that is no numeral
_WORD = rf"[^\W\x00-\xff{_H}]"
_NUMBER = rf"(?:[0-9]{{1,40}}|[{_H}]{{1,40}})"
_AND = "[、和及与至到—～~-]"
_MONTH = "(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])(?![0-9])"
_DAY = rf"(?:[0-9]{{1,2}}|[{_H}]{{1,3}})"
#: how long something took
_SPAN = (
    rf"(?:(?:[0-9]{{1,3}}|[{_H}]{{1,4}})[多余来几]?(?:年|个?多?月|个?星期|周|天|日|个?季度|个?学期|个?工作日|个?小时)半?"
    "|(?<![上下前后大小])半(?:个?月|年))"
)
_UNITS_OF_SPANS = "年月期周天日度时"


def _no_measure(match: re.Match[str]) -> int | None:
    """Hold where no measure word follows: “321”工作法, but not “321”次."""
    return None if measures.follows(match.string, match.end()) else match.end()


def _with_measure(match: re.Match[str]) -> int | None:
    """Hold where a measure word follows at once, and take it in."""
    measure = measures.at(match.string, match.end())
    return match.end() + len(measure) if measure else None


_ORDINALS = Family(
    Rule(
        "an item in brackets",
        rf"第[（(]{_NUMBER}[）)][条款项章节]",
        signs="第",
        finds="依照⟦第（三）项⟧",
        leaves="第（三）次",
    ),
    Rule(
        "an ordinal",
        rf"第\s*{_NUMBER}(?:{_AND}第?{_NUMBER}){{0,8}}(?:党?支部|[巡督检]{_WORD}组|[条款项章节次届期号版批名位个类种步轮页卷编讲课场站级阶季件例起宗]|季度|方面)?"
        rf"(?:之[{_H}]{{1,40}})?",
        signs="第",
        finds="⟦第37条⟧，⟦第一、二批⟧，⟦第十条之一⟧，⟦第一、二、三支部⟧，⟦第1件⟧已办结",
        leaves="按次第学习三次",
    ),
    Rule(
        "the next, the last",
        "(?:(?<=下)|(?<![会以之路线网场]上)(?<=上)|(?<![会然随以之]后)(?<=[前后]))"
        "一(?:步|[个次轮批届周期天日]|阶段|年度?|季度)",
        signs="一",
        finds="下⟦一步⟧，上⟦一年度⟧，前⟦一阶段⟧",
        leaves="现场上一次党课，会后一次",
    ),
    Rule(
        "the last of all",
        "(?<=最后)一[个次天周期轮批]",
        signs="一",
        finds="最后⟦一次⟧",
        leaves="最后办结一件",
    ),
    Rule("one of them", rf"其[{_H}](?![{_H}])", signs="其", finds="⟦其一⟧", leaves="其三十次"),
    Rule(
        "several ordinals without 第",
        rf"(?:[{_H}]{{1,2}}、){{1,8}}[{_H}]{{1,2}}(?=[轮批期届]|季度|标段)",
        signs="、",
        finds="区委⟦一、二、三⟧轮巡察",
        leaves="查一、二人",
    ),
)


def _no_measure_but_of_feasts(match: re.Match[str]) -> int | None:
    """Hold where no measure word follows, or 节: 3·8节."""
    end = match.end()
    return end if match.string.startswith("节", end) else _no_measure(match)


_DATES = Family(
    Rule(
        "a holiday",
        rf"(?<![{_H}0-9])(?:五一|十一|七一|八一|三八|六一)(?=节|期间|假|前后|国际|劳动|妇女|儿童|建[党军]|国庆|讲话|表彰)",
        signs="一八",
        finds="⟦五一⟧节前，⟦十一⟧期间",
        leaves="全年十一次",
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
        rf"(?<![0-9{_H}])(?:[01]?[0-9]|2[0-4])[时点](?:[0-5]?[0-9]分|半|整)",
        signs="时点",
        finds="⟦9时30分⟧至⟦11点半⟧",
        leaves="用时9分，3点意见",
    ),
    Rule(
        "an hour of a day",
        r"(?<=[日号午晚])\s?[0-9]{1,2}[时点](?=[至到—召开举行，。、]|$)",
        signs="时点",
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
        rf"[一二]?[{_H}]{{4}}年(?=[度版]|[{_H}]|\D|$)",
        signs="年",
        finds="⟦二〇二一年⟧度",
        leaves="十二年来",
    ),
    Rule(
        "a year, or several",
        r"(?:19|20)[0-9]{2}(?:、(?:19|20)[0-9]{2}){0,8}\s*(?:年[度版底初末]?|[—～~至-]\s*(?:19|20)?[0-9]{2}\s*年?)",
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
        rf"(?:{_MONTH}月?{_AND}){{0,11}}{_MONTH}\s?月"
        rf"(?:份|底|初|末|上旬|中旬|下旬|\s?(?:{_DAY}{_AND}){{0,8}}{_DAY}\s?[日号](?:{_AND}(?:{_MONTH}月)?{_DAY}[日号]){{0,8}})?",
        signs="月",
        finds="⟦1—6月份⟧，⟦3月5日⟧，⟦六月8日至9日⟧，⟦6月2至3日⟧",
        leaves="三个月",
    ),
    Rule(
        "a day without its month",
        rf"{_DAY}[日号](?=上午|下午|晚|凌晨|[前起](?!来))",
        signs="日号",
        finds="⟦5日⟧前，⟦10日⟧上午",
        leaves="5日内",
    ),
    Rule(
        "a day on which somebody does something",
        rf"(?<=[部委局院省市县区会者站社网]){_DAY}日(?=[在从向就公发通])",
        signs="日",
        finds="市纪委⟦8日⟧在网站上通报，市局网站⟦6日⟧发布",
        leaves="开会3日，集中学习3日就",
    ),
    Rule(
        "month and day of a speech or a case",
        r"(?<![0-9.])(?:1[0-2]|[1-9])[.．]\s?(?:[12][0-9]|3[01]|0?[1-9])(?=重要讲话|讲话|事件|事故|专案|火灾|地震)",
        signs=".．",
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
        "a decade of the last century",
        "(?<=上世纪)[0-9二三四五六七八九]{1,2}[0十]?年代",
        signs="代",
        finds="上世纪⟦60年代⟧，上世纪⟦六十年代⟧",
        leaves="跨越60年",
    ),
    Rule(
        "an anniversary of a school",
        "[0-9]{1,3}年(?=校庆|院庆|华诞)",
        signs="庆诞",
        finds="⟦130年⟧校庆",
        leaves="30年工龄",
    ),
    Rule(
        "a grade of a school",
        rf"(?<![提最更较很{_H}0-9])(?<=[高初])[一二三](?=年[级段]|学生|毕业|复习|备考|[教老]师|家长|班主任|[（(][0-9])",
        signs="高初",
        finds="高⟦三⟧年级，初⟦三⟧学生",
        leaves="提高二次，最高三名学生",
    ),
    Rule("a century", rf"{_DAY}世纪", signs="世", finds="⟦21世纪⟧人才", leaves="三世"),
    Rule(
        "a clock",
        "(?<![0-9])(?:(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9]|24[:：]00)(?![0-9])",
        signs=":：",
        finds="上午⟦9:30⟧人员到齐",
        leaves="30：40",
    ),
    Rule(
        "an hour of a part of the day",
        rf"(?:上午|下午|晚上?|凌晨)\s?[{_H}0-9]{{1,3}}[时点](?:[{_H}0-9]{{1,3}}分|半|整)?",
        signs="午晚晨",
        finds="⟦下午三点半⟧",
        leaves="上午三次",
    ),
    Rule(
        "a quarter",
        f"[一二三四1-4](?:{_AND}[一二三四1-4])?季度",
        signs="季",
        finds="前⟦三季度⟧，⟦一、二季度⟧",
        leaves="每个季度",
    ),
    Rule(
        "month and day with a point",
        rf"(?:1[0-2]|[1-9])·(?:[12][0-9]|3[01]|[1-9])(?![0-9{_H}%％])",
        signs="·",
        finds="“⟦12·9⟧”运动，⟦3·8⟧节",
        leaves="12·5次",
        ends=_no_measure_but_of_feasts,
    ),
    Rule(
        "an anniversary", f"{_NUMBER}周年", signs="年", finds="建局⟦94周年⟧", leaves="共94周，三年"
    ),
)
_PLANNED = Pattern(r"(?:(?<!已)将|(?<![模虚])拟)[^，。；：！？,;:!?\n\0]{0,20}\Z")


def _planned(match: re.Match[str]) -> int | None:
    """Hold where the clause before says that it is to be done."""
    start = match.start()
    return match.end() if _PLANNED.search(match.string[max(start - 22, 0) : start]) else None


#: what frames what was done, and no more than frames it; how long something took is a result
_FRAMES = Family(
    Rule(
        "within a span",
        rf"(?:(?<![短长缩少前省约了达时])近|过去|新时代|未来|今后|最近|此前|任期|每|这|经过|通过|历经|利用|走过)的?近?{_SPAN}(?<![时日天])",
        signs=_UNITS_OF_SPANS,
        finds="⟦近三年⟧，⟦过去一年⟧，⟦经过三个月⟧努力，⟦走过六十年⟧",
        leaves="耗时近三年，为期三个月",
    ),
    Rule(
        "years on end",
        rf"连续(?:[0-9]{{1,3}}|[{_H}]{{1,4}})[多余来几]?个?年度?",
        signs="年",
        finds="⟦连续六年⟧评为先进",
        leaves="连续六次，连续六天",
    ),
    Rule(
        "how long what is planned is to take",
        rf"为[期时]近?{_SPAN}",
        signs="为",
        finds="将开展⟦为期两个多月⟧的整治",
        leaves="开展了为期两个月的整治，已将为期两个月的整治办结，模拟为期两个月",
        ends=_planned,
    ),
    Rule(
        "the first months of a year",
        rf"(?<=[今去本上0-9]年前)(?:[0-9]{{1,2}}|[{_H}]{{1,2}})个?月(?![前后])",
        signs="月",
        finds="今年前⟦9个月⟧",
        leaves="三年来9个月",
    ),
    Rule(
        "since, or a plan for",
        rf"(?<![至到{_H}0-9]){_SPAN}多?(?:以?来|间(?![隔接])|之?内|(?:{FRAMED}))",
        signs=_UNITS_OF_SPANS,
        finds="⟦三年来⟧，⟦5个工作日内⟧，⟦三年行动⟧",
        leaves="压缩到3天内，三个月",
    ),
    Rule(
        "years of which a text speaks",
        rf"(?<![{_H}0-9])[两三四五六七八九十]年(?=中，|期间)|(?<=[年\0]的)[两三四五六七八九十]年(?=[，。]|[里间]|是)",
        signs="年",
        finds="⟦三年⟧中，成绩很多；2014年至2016年的⟦三年⟧，",
        leaves="用了三年，三年中学",
    ),
    Rule(
        "a plan's years in its name",
        rf"(?<={_WORD})[{_H}]{{1,2}}年(?={_WORD}{{2,4}}(?:计划|规划|方案)[”》])",
        signs="年",
        finds="“骨干⟦三年⟧培养计划”",
        leaves="三年完成计划",
    ),
    Rule(
        "time that was used",
        rf"(?<=用){_SPAN}(?=的?时间)",
        signs="用",
        finds="用⟦三个月⟧时间",
        leaves="用时三天",
    ),
    Rule(
        "what is done in a year of years",
        rf"(?<![0-9])[{_H}1-9]年一度",
        signs="度",
        finds="⟦2年一度⟧的检查",
        leaves="2年一次",
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
        rf"(?<![{_H}0-9上下前后大小每近这])半年(?=的[工努实])",
        signs="半",
        finds="⟦半年⟧的工作有得有失",
        leaves="半年完成三次，近半年的工作",
    ),
)
_SESSIONS = Family(
    Rule(
        "a congress of the Party",
        rf"(?:党的|中共|中国共产党){_NUMBER}大(?!类)",
        signs="大",
        finds="⟦党的十二大⟧以来",
        leaves="梳理党的十二大类问题",
    ),
    Rule(
        "a congress from the eleventh on",
        "(?:[二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十)大"
        rf"(?!{_WORD}?(?:类|[项件块](?!目))|行动|工程|任务|举措|措施|问题|领域|板块|方面|重点|体系|产业|专项|攻坚|平台|民生|实事)",
        signs="大",
        finds="学习⟦二十大⟧及历次全会精神",
        leaves="推进二十大任务，十二大类",
    ),
    Rule(
        "a congress by what follows",
        rf"[{_H}]{{1,3}}大(?=[，。、；以报精代会”》,;]|$)",
        signs="大",
        finds="学习⟦七大⟧报告",
        leaves="四大类问题",
    ),
    Rule(
        "plenary sessions",
        rf"(?<![开了共行过])(?:第?{_NUMBER}[中次](?:{_AND}|以及)){{0,6}}第?{_NUMBER}[中次](?:全会|全体(?:扩大)?会议)",
        signs="会",
        finds="⟦二中、三中全会⟧，市纪委⟦四次、五次全会⟧",
        leaves="先后召开三次全会",
    ),
    Rule(
        "a congress without 第",
        rf"(?<![开了共行过{_H}0-9]){_NUMBER}次(?=[党团职教工妇]代会|党员代表大会|职工代表大会|代表大会)",
        signs="次",
        finds="省⟦九次⟧党代会",
        leaves="召开九次党代会",
    ),
    Rule(
        "a term of office",
        f"{_NUMBER}届(?!次)",
        signs="届",
        finds="⟦十九届⟧四中",
        leaves="十二届次",
    ),
)
_RANKS = Family(
    Rule(
        "a grade; what rises by grades counts them",
        rf"(?<![升降低高跨差分为了{_H}0-9])(?:[0-9]{{1,2}}|[{_H}]{{1,3}})级",
        signs="级",
        finds="⟦二级⟧巡视员，⟦三级⟧甲等",
        leaves="晋升三级，提高两级",
    ),
    Rule(
        "a place in a ranking",
        rf"(?:(?<![会日事课节年月之以班岗])前|(?<=[列居名在入于予对])[后末])(?:[0-9]{{1,3}}|[{_H}]{{1,3}})[名位强]",
        signs="前后末",
        finds="获得⟦前三名⟧，位列⟦后5位⟧",
        leaves="会前三名同志发言",
    ),
    Rule(
        "a share at the top, the greatest of a list",
        r"(?<=前)[0-9]{1,2}(?:\.[0-9]{1,2})?[%％]|(?<![0-9.])[0-9]{2,3}强(?!制)",
        signs="前强",
        finds="进入前⟦1%⟧，世界⟦500强⟧企业",
        leaves="比前年1%，500强制措施",
    ),
    Rule(
        "a class by a Roman numeral",
        rf"{ODD}[类级型]",
        signs=ODD,
        finds=f"列为⟦{ODD}类⟧机构",
        leaves=f"{ODD}件",
    ),
    Rule(
        "a year of school",
        rf"[{_H}1-9](?:{_AND}[{_H}1-9])?年级",
        signs="年",
        finds="⟦一至五年级⟧",
        leaves="三年",
    ),
    Rule(
        "an age",
        rf"(?:[0-9]{{1,3}}|[{_H}]{{2,3}})周?岁(?:及?以[上下])|(?<=[年不未]满)(?:[0-9]{{1,3}}|[{_H}]{{1,3}})周?岁",
        signs="岁",
        finds="⟦35岁以下⟧的干部，年满⟦55周岁⟧",
        leaves="35人",
    ),
    Rule(
        "a class of public bodies",
        "(?<=公益)[一二三]类|[一二三]类(?=事业单位)",
        signs="类",
        finds="公益⟦一类⟧，⟦二类⟧事业单位",
        leaves="一类问题",
    ),
    Rule(
        "a stage of a project",
        rf"(?<![{_H}0-9])[一二三四五]期(?=工程|项目|建设|扩建|改造|地块|厂房|[\x80-\xff{_H}A-Z0-9]{{1,4}}标)",
        signs="期",
        finds="⟦二期⟧工程，环湖路⟦三期⟧2标",
        leaves="举办二期，办三期3次",
    ),
    Rule(
        "a stage behind its project",
        "(?<=项目|工程)[一二三四五]期(?=的|[，、；。]|竣工|开工|完工|已|将|正)|(?<=（)[一二三四五]期(?=）)",
        signs="期",
        finds="污水工程⟦二期⟧的管网，管网改造（⟦二期⟧）",
        leaves="培训二期",
    ),
    Rule(
        "those who came to a school in a year, and their class",
        "(?:19|20)[0-9]{2}级|(?<=[级科业程])[0-9]{1,2}班(?!次)",
        signs="级班",
        finds="⟦2019级⟧法学⟦2019级⟧⟦3班⟧",
        leaves="举办3班次，查处2019人",
    ),
    Rule(
        "an office by its number",
        rf"(?<![{_H}0-9])[{_H}]{{1,2}}(?P<of>[处科室部组])(?=副?(?P=of)长)",
        signs="处科室部组",
        finds="监督⟦三处⟧处长，督查⟦二科⟧副科长",
        leaves="调研三处",
    ),
)

#: words after which a number of the form 2.0 is a value and no version
_STATES = "为是达到长降升至分率值比均约共计了"
_CURRENCY = "(?:RMB|CNY|USD|EUR|HKD)(?![A-Za-z])"
#: 300W, 3.5w (ten thousands), 30k, 30km: a number and its unit, and no name as 5G, 4K
_NO_UNIT = "(?!(?:[0-9.]{2,40}[kKwW]|[0-9.]{1,40}(?:w|h|min|km|kg|mg|mm|cm|ml|kWh?|MWh?|RMB|CNY|USD))(?![A-Za-z0-9]))"
#: what a long number is that counts nothing, said before it, and behind it
_NUMBERED = "电话|手机|热线|传真|专线|座机|拨打|致电|邮编|[号码]|QQ|微信|ID|版本"
_OF_TELEPHONES = "热线|举报|平台|电话|专线"
_SHEETS = "[张幅份块套页]"
_NUMBER_ENDS = r"(?![0-9]|[.．][0-9])"
_LABELS = Family(
    Rule(
        "a standard",
        r"(?:GB|DB|ISO)(?:/[TZ])? ?[0-9]{1,6}(?:\.[0-9]{1,2})?[—–-][0-9]{4}",
        signs="BO",
        finds="《公文格式》（⟦GB/T 9704—2012⟧）",
        leaves="共9704人",
    ),
    Rule(
        "a builder's bureau",
        rf"(?<=中{_WORD})[{_H}]{{1,3}}局",
        signs="局",
        finds="中水⟦六局⟧",
        leaves="督导六局",
    ),
    Rule(
        "a label that begins with 0",
        rf"(?<![0-9.．])0[0-9]{{1,3}}(?={_WORD})",
        signs="0",
        finds="⟦09⟧办事处",
        leaves="办理09人，10次",
        ends=_no_measure,
    ),
    Rule(
        "陆 is land, 伍 is a file of men",
        "(?<=登)陆|(?<=队)伍",
        signs="陆伍",
        finds="登⟦陆⟧处旧址，队⟦伍⟧方面",
        leaves="登记陆处",
    ),
    Rule(
        "a document's number in any brackets",
        r"[〔（(【\[]\s*(?:19|20)[0-9]{2}\s*[〕）)】\]]\s*第?\s*[0-9]{1,5}号",
        signs="号",
        finds="示发⟦〔2021〕3号⟧，示发⟦[2021]5号⟧",
        leaves="（2021）3件",
    ),
    Rule(
        "a document's year",
        r"〔\s*[0-9]{4}\s*〕\s*[0-9]*号?",
        signs="〔",
        finds="示发⟦〔2021〕⟧",
        leaves="（2021）",
    ),
    Rule(
        "a version by its parts",
        r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}版(?!次)",
        signs="版",
        finds="⟦3.5版⟧",
        leaves="3.5版次，3版",
    ),
    Rule(
        "a version behind a name",
        rf"(?<={_WORD})(?<![{_STATES}])[1-9]\.0(?![0-9{_H}.%％‰])",
        signs=".",
        finds="一网通办⟦2.0⟧",
        leaves="得分为2.0，分数2.0分",
        ends=_no_measure,
    ),
    Rule(
        "a train",
        "(?<![A-Za-z])[A-Z][0-9]{1,4}次(?=列车|动车|高铁)",
        signs="次",
        finds="乘⟦G20次⟧列车",
        leaves="G20次",
    ),
    Rule(
        "letters and a number",
        rf"(?<![A-Za-z])(?!{_CURRENCY})[A-Za-z][A-Za-z/ .-]{{0,40}}[0-9]{{1,40}}(?:[.-][0-9]{{1,40}}){{0,8}}",
        signs=ascii_letters,
        finds="⟦A4⟧纸，⟦G20⟧场馆，⟦Word 2016⟧",
        leaves="RMB 3000",
    ),
    Rule(
        "a number and letters",
        rf"(?<![0-9.]){_NO_UNIT}[0-9]{{1,40}}(?:\.[0-9]{{1,40}}){{0,8}}(?:[A-Za-z][0-9]){{0,4}}[A-Za-z]+(?![0-9])",
        signs=ascii_letters,
        finds="⟦5G⟧基站，⟦4K⟧视频，⟦5W1H⟧",
        leaves="花费300W，30km，3.5w元",
    ),
    Rule(
        "an enclosure, a table, a picture",
        rf"(?:附件|附表|附录|(?<![代发])表|(?<![意企试])图|(?<!关)注|步骤)[:：]?\s?[0-9]{{1,3}}(?:[-—.][0-9]{{1,3}})?(?![0-9]|{_SHEETS})",
        signs="附表图注步",
        finds="⟦附件3⟧，见⟦表2-1⟧，⟦注2⟧",
        leaves="党代表 30，关注30，意图30",
    ),
    Rule(
        "a number of a file",
        rf"(?:编号|备案号|项目号|文号|代码)[:：]?\s?[0-9]{{1,20}}(?![0-9]|{_SHEETS})",
        signs="号码",
        finds="⟦项目号：20210305001⟧",
        leaves="编号30张",
    ),
    Rule(
        "a village with a numeral in its name",
        rf"(?<={_WORD})[{_H}]{{1,2}}村(?=、{_WORD}{CHARACTER}{{0,4}}村)|(?<=村、{_WORD})[{_H}]{{1,2}}村",
        signs="村",
        finds="上河⟦二村⟧、李家⟦三村⟧、王庄村",
        leaves="涉及三村、五镇",
    ),
    Rule(
        "a room of a discipline organ",
        rf"(?<=监督检查|审查调查|纪检监察)[{_H}]{{1,3}}室",
        signs="室",
        finds="监督检查⟦五室⟧",
        leaves="检查五室",
    ),
    Rule(
        "a group of inspectors",
        rf"(?<=巡[察视]|督[导查])[{_H}]{{1,3}}组(?:[、和][{_H}]{{1,3}}组){{0,4}}",
        signs="组",
        finds="巡察⟦二组、三组⟧",
        leaves="分成二组",
    ),
    Rule(
        "the citizens' line",
        rf"12345(?![0-9{_H}])",
        signs="1",
        finds="⟦12345⟧投诉",
        leaves="12345次，23456",
        ends=_no_measure,
    ),
    Rule(
        "a year that begins or ends a name in quotes",
        rf"(?<=[“「『])(?:19|20)[0-9]{{2}}(?={_WORD}{CHARACTER}{{3}})|(?<={_WORD}{{2}})(?:19|20)[0-9]{{2}}(?=[”」』])",
        signs="“「『”」』",
        finds="“⟦2019⟧南北合作论坛”，“示例论坛⟦2019⟧”",
        leaves="2019南北合作论坛",
        ends=_no_measure,
    ),
    Rule(
        "a plan that a number names",
        rf"(?<=[“「『])[0-9]{{2,5}}(?={_WORD}{CHARACTER}{{1,10}}(?:计划|工程|行动|战略|方案|模式|工作法|体系)[”」』])",
        signs="“「『",
        finds="“⟦3210⟧振兴工业行动”",
        leaves="“32人培养计划”",
        ends=_no_measure,
    ),
    Rule(
        "a house of lessons by its number",
        "[0-9]{1,2}教(?=[A-Z]|教?学?楼)",
        signs="教",
        finds="⟦3教⟧A区，⟦3教⟧楼",
        leaves="3名教师",
    ),
    Rule(
        "a mountain with a numeral in its name",
        rf"(?<![{_H}0-9])[二三四五六七八九千万](?![座个片条处块亩名人位户大级]){_WORD}山(?![区林头体上下村地])",
        signs="山",
        finds="赴⟦五台山⟧考察",
        leaves="三座山，五名山区教师，三大山头",
    ),
    Rule(
        "from one house to another",
        rf"{_NUMBER}([栋幢])[至到—～~-]{_NUMBER}\1",
        signs="栋幢",
        finds="翻修⟦12栋至15栋⟧的屋面",
        leaves="翻修12至15栋，12栋、15栋",
    ),
    Rule(
        "a house by what lies beside it, or by its door",
        rf"(?<=[村区苑园庄城里坊院寓舍]){_NUMBER}[栋幢](?=[东西南北][面侧边墙门头]|[前后旁][面侧边]|[0-9一二三四五六七八九]{{1,2}}单元|[0-9]{{3,4}}[室号])",
        signs="栋幢",
        finds="示例小区⟦3栋⟧西侧，花园⟦五栋⟧二单元",
        leaves="改造小区3栋，新建3栋西侧",
    ),
    Rule("a house or a room", "[0-9]{1,5}号(?!人)", signs="号", finds="⟦1号⟧楼", leaves="12号人"),
    Rule(
        "a floor or a room by what follows",
        "[0-9]{1,4}(?=楼|[层楼]?会议室|报告厅|教室|房间|室(?:召开|举行))",
        signs="楼室房厅",
        finds="⟦3⟧楼，在⟦503⟧会议室，⟦309⟧报告厅",
        leaves="503名",
    ),
    Rule("a room", "[0-9]{3,4}(?=室(?!次))", signs="室", finds="⟦503⟧室", leaves="503室次，3室"),
    Rule(
        "a telephone by its shape",
        "(?<![0-9])(?:0[0-9]{2,3}[-—－]?[0-9]{7,8}|[48]00[-—－][0-9]{3}[-—－]?[0-9]{4}|1[3-9][0-9]{9})"
        + _NUMBER_ENDS,
        signs="014",
        finds="⟦0755-12345678⟧，⟦400-8001234⟧",
        leaves="40080012345次",
        ends=_no_measure,
    ),
    Rule(
        "a postal code",
        r"(?:邮编|邮政编码)[:：]?\s?[0-9]{6}(?![0-9])",
        signs="邮",
        finds="⟦邮编：518000⟧",
        leaves="518000元",
    ),
    Rule(
        "an extension",
        r"(?:内线|分机)[:：]?\s?[0-9]{3,5}(?![0-9])",
        signs="线机",
        finds="⟦分机503⟧",
        leaves="503人",
    ),
    Rule(
        "a long number that is said to be one",
        rf"(?:{_NUMBERED})[：:为是“‘（(\s]{{0,4}}[0-9]{{7,40}}(?:[、，,；;/和或及—-]{{1,2}}[0-9]{{7,40}}){{0,8}}{_NUMBER_ENDS}",
        signs=digits,
        finds="⟦电话12345678、87654321⟧",
        leaves="电话12345678次，金额12345678",
        ends=_no_measure,
    ),
    Rule(
        "a long number by what follows",
        rf"(?<![0-9])[0-9]{{7,40}}(?=[”’]?(?:号(?!人)|{_OF_TELEPHONES}))",
        signs=digits,
        finds="⟦12345678⟧号，拨“⟦12345678⟧”热线",
        leaves="资金12345678",
    ),
    Rule("day and night", "7[×xX*]24(?:小时)?", signs="7", finds="⟦7×24小时⟧", leaves="24小时"),
    Rule(
        "a generation",
        "[“‘][0-9]0后[”’]|(?<![0-9.])[5-90]0后(?=[、，和]?[“]?[5-90]0后|干部|党员|青年|年轻|职工|教师)|(?<=后、|后和)[5-90]0后",
        signs="后",
        finds="⟦“90后”⟧干部，⟦70后⟧、⟦80后⟧党员",
        leaves="得90后，提高",
    ),
    Rule(
        "a short number of help",
        "(?<![0-9])1(?:10|19|20|22)(?=急救|报警|消防|指挥)",
        signs="急报消指",
        finds="⟦120⟧急救",
        leaves="120人",
    ),
    Rule(
        "the parts of the solar year",
        "(?:24|二十四)节气",
        signs="节",
        finds="⟦24节气⟧",
        leaves="24节课",
    ),
    Rule(
        "a short number by what follows",
        rf"(?<![0-9])(?:1[0-9]|9[56])[0-9]{{3}}(?=[”’]?(?:投诉|信访|服务|{_OF_TELEPHONES}))",
        signs="19",
        finds="⟦12380⟧举报平台，“⟦12388⟧”电话",
        leaves="23456投诉",
    ),
    Rule(
        "a short number by what stands before",
        "(?<=[电热][话线]|拨打)[“‘：:]?[0-9]{5}(?![0-9])",
        signs="话线打",
        finds="拨打⟦12380⟧，热线⟦“12388⟧”",
        leaves="电话123456",
    ),
    Rule(
        "a sum in quotes",
        "[“‘][0-9]{1,40}(?:[+＋][0-9]{1,40}){1,12}[”’]",
        signs="+＋",
        finds="⟦“1+3”⟧制度",
        leaves="1+3次",
    ),
    Rule(
        "a day in quotes",
        "[“‘][0-9]{1,40}[·.][0-9]{1,40}[”’]?",
        signs="“‘",
        finds="⟦“12·5”⟧专案",
        leaves="12.5%",
    ),
    Rule(
        "a sum as a name",
        rf"(?<![0-9])[0-9]{{1,3}}(?:[+＋](?:[0-9]{{1,3}}|[NnXx])){{1,6}}(?![0-9{_H}])",
        signs="+＋",
        finds="⟦1+3⟧制度，⟦1+N⟧",
        leaves="1+3次",
        ends=_no_measure,
    ),
    Rule(
        "a number in quotes as a name",
        rf"[“‘][0-9]{{2,5}}[”’](?={CHARACTER})",
        signs="“‘",
        finds="⟦“321”⟧工作法",
        leaves="“321”次，“12”余名",
        ends=_no_measure,
    ),
    Rule(
        "a number as a name",
        "(?<![0-9.])[0-9]{2,5}(?=工作法|工作思路|工程|模式|机制|战略|行动|体系)",
        signs="工模机战行体",
        finds="⟦321⟧工作法",
        leaves="321项工程",
    ),
    Rule(
        "all day",
        "(?:24|二十四)小时(?=不间断|值[班守]|在线|开通|举报|热线|畅通|接受|受理|监[控测]|服务|全天|待命|运行|巡)",
        signs="时",
        finds="⟦24小时⟧值班",
        leaves="培训24小时",
    ),
)
#: what numbers an item
_ITEMS = Family(
    Rule(
        "一是 behind a sign",
        rf"(?<=[。；：，\n“,;:])[{_H}]{{1,3}}(?:是|者|要|则)",
        signs="是者要则",
        finds="主要做法：⟦一是⟧加强学习；⟦二要⟧抓好",
        leaves="三是三",
    ),
    Rule(
        "一是, 一、 at the beginning",
        rf"^[{_H}]{{1,3}}(?:是|要|、)",
        signs="是要、",
        finds="⟦一、⟧加强学习",
        leaves="加强一、二",
    ),
    Rule(
        "（一）",
        rf"[（(](?:[{_H}]{{1,3}}|[0-9]{{1,2}})[）)]",
        signs="）)",
        finds="⟦（一）⟧个人事项，⟦(12)⟧",
        leaves="（2021）",
    ),
    Rule(
        "the first item",
        r"(?<=[：:])\s{0,8}1[.．、](?![0-9])",
        signs="1",
        finds="如下：⟦1.⟧学习",
        leaves="：1.5万元",
    ),
    Rule(
        "the first item without a sign",
        rf"(?<={_WORD})1[.．](?={_WORD})",
        signs="1",
        finds="要求⟦1.⟧学习",
        leaves="要求1.5",
    ),
    Rule(
        "1. or 1) where a sentence begins",
        rf"(?:^|(?<=[。；\n;]))\s{{0,8}}[0-9]{{1,2}}(?:[.．、](?![0-9])|[)）](?={_WORD}))",
        signs=digits,
        finds="⟦1.⟧加强学习。⟦2、⟧强化监督；⟦3)⟧检查",
        leaves="次数：12、培训",
    ),
    Rule(
        "1, where a line begins",
        r"(?:^|(?<=\n))\s{0,8}[0-9]{1,2}[,，](?![0-9])",
        signs=",，",
        finds="⟦1，⟧加强学习",
        leaves="1,000元",
    ),
    Rule(
        "1.1 where a line begins",
        rf"(?:^|(?<=\n))\s{{0,8}}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}\s?(?={_WORD})",
        signs=".",
        finds="⟦1.1⟧政策背景",
        leaves="1.5元",
        ends=_no_measure,
    ),
)
#: an item in the middle of a line; one that no 1 leads to is none: 学习 30、培训 20
_RUNNING = Pattern(
    rf"(?:(?P<first>^|[\n。；：;])\s{{0,8}}|(?<=\s)|(?<=问题))(?P<item>[0-9]{{1,2}})[.．、](?={_WORD})"
)

#: 个 counts things and no verb: 六个坚持; a verb that may begin a thing's name ends the slogan
_VERB = (
    "(?:坚持|坚定|必须|严禁|务必|确保|一律|更加|始终|坚决|着力|注重|从严|是否|有没有|做到|[决绝]不"
    "|不(?:准|得|能|让|搞|变|减|松|摘|断|忘|降|直接|放过)"
    "|(?:带头|聚焦|突出|围绕|紧盯|严格|规范|精准|强化|提升|加强|深化|压实|落实|争当|争创|到位)(?=[，。、；：”）,;:]|为|$))"
)
#: what 个 counts in a slogan's place, and no slogan
_BODIES = "党?支部|科室|处室|单位|部门|县区|乡镇|街道|村|社区|问题|项目|案件|案例|地区|企业|学校|线索|窗口"
#: ten and more, but no round number, as names have: 百人计划
_MANY = rf"(?:[一二两三四五六七八九][十百千][{_H}]{{0,6}}|十[一二三四五六七八九])"
#: what is praised or blamed, not counted: 一份满意答卷, 一场硬仗
_PRAISED = (
    "良好|全新|崭新|系统工程|长期|风清气正|严肃|满意|优异|合格|亮丽|出色|生动|深刻|精彩|没有硝烟|"
    "硬仗|持久战|攻坚战|必修|责任|担当"
)
#: verbs after which 一起 is one case, and not together
_OF_CASES = (
    "仅",
    "只",
    "共",
    "查处",
    "发生",
    "发现",
    "立案",
    "通报",
    "处理",
    "办理",
    "办结",
    "化解",
    "受理",
)
_ONE_CASE = (*_OF_CASES, *(f"{verb}了" for verb in _OF_CASES))
#: characters of a slogan behind its number
_LONGEST_SLOGAN = 8


def _together(match: re.Match[str]) -> int | None:
    """Hold where no verb before 一起 makes it one case."""
    return None if match.string.endswith(_ONE_CASE, 0, match.start()) else match.end()


def _slogan(match: re.Match[str]) -> int | None:
    """Hold where a numeral of one or two signs, its measure or none, and up to eight characters stand."""
    text, last = match.string, match.end() - 1
    first = match.start() + 1
    for begin in (first, first + 1):
        for number in (begin + 1, begin + 2):
            if all(sign in _H for sign in text[begin:number]):
                words = ("", *measures.all_at(text, number))
                if any(1 <= last - number - len(word) <= _LONGEST_SLOGAN for word in words):
                    return match.end()
    return None


#: names and idioms by their shape
_IDIOMS = Family(
    Rule(
        "a step ahead",
        "(?<=[学深])一[步层]",
        signs="一",
        finds="先学⟦一步⟧、学深⟦一层⟧",
        leaves="上一步",
    ),
    Rule(
        "an article before praise",
        "(?:(?<=是)|(?<=成为)|(?<=[接感享经]受了)|(?<=受到了)|(?<=经历了)|(?<=奉献了)|(?<!通过了)(?<=过了))"
        rf"一[次份场堂篇项](?=[^\W\x00-\xff{_H}的]{{1,10}}(?:、[^\W\x00-\xff{_H}的]{{1,10}}){{0,3}}的{_WORD}{CHARACTER})",
        signs="一",
        finds="这是⟦一次⟧质量较高的组织生活，是⟦一篇⟧有思想、有分量、有温度的报告",
        leaves="开展了一次全面的检查，通过了一份修改后的方案",
    ),
    Rule(
        "plans of years",
        rf"(?<=[“、])[两三]个[{_H}]{{1,3}}年(?=[、”])",
        signs="年",
        finds="“⟦两个三年⟧、⟦两个十年⟧”",
        leaves="奋战两个三年",
    ),
    Rule(
        "an article before a degree",
        rf"(?<![{_H}0-9])一[个次份场种条](?:很|非常|十分|极其|极为|较为|比较|更加)(?={CHARACTER})",
        signs="很非十极较比更",
        finds="作了⟦一个很⟧全面的说明",
        leaves="作了一次说明",
    ),
    Rule(
        "one who says something, or becomes something",
        rf"(?:(?<=[。；“])|^)一[名位所个](?={_WORD}{CHARACTER}{{1,10}}的{_WORD}{CHARACTER}{{1,12}}(?:[是能]否|取决于))|"
        rf"(?:(?<=[。；“])|^)一[名位](?={_WORD}{CHARACTER}{{1,10}}(?:说|表示|坦言|感慨|谈到))"
        rf"|(?<=从)一[名个](?={_WORD}{CHARACTER}{{1,10}}(?:走上|走向|沦|变成|变为|蜕变|成长))",
        signs="否决说示坦慨谈走沦变成",
        finds="⟦一名⟧年轻干部坦言，从⟦一名⟧年轻干部走上歧途。⟦一所⟧医院的风气能否好转",
        leaves="新增一名党员，从一名党员处了解",
    ),
    Rule(
        "a second time",
        f"(?<![{_H}0-9])二次(?=议价|整改|约谈|反馈|谈话|核查|审核|分配|供水|装修|创业|开发|污染|回访|督查|验收|报价)",
        signs="二",
        finds="⟦二次⟧约谈",
        leaves="两次约谈，十二次约谈",
    ),
    Rule(
        "a slogan that counts up",
        rf"(?<=“)一个{_WORD}{{1,4}}、两个{_WORD}{{1,4}}(?:、[三四五六]个{_WORD}{{1,4}}){{0,4}}(?=”)",
        signs="“",
        finds="“⟦一个确保、两个提高、三个到位⟧”",
        leaves="一个支部、两个科室",
    ),
    Rule(
        "a word with 零 that is no count of none",
        "零(?:家庭|家暴|门槛|部件|件(?!次))",
        signs="零",
        finds="⟦零家庭⟧暴力社区，⟦零门槛⟧，更换⟦零件⟧",
        leaves="零投诉，零件次",
    ),
    Rule(
        "an item of a list that is counted as a whole",
        rf"(?<=、)[二三四五六七八九十][项个大]{CHARACTER}{{2,4}}(?=[0-9{_H}]{{1,2}}个?方面)",
        signs="方",
        finds="围绕管理、⟦三项制度⟧4个方面",
        leaves="发现三项制度4个问题",
    ),
    Rule(
        "the aspects of what is said; not those in which faults were found",
        rf"(?<!查摆)(?<!查找)(?<!发现)(?<!存在)(?<!反馈)(?<!指出)(?<!整改)(?<!归纳)(?<!梳理)(?<![出{_H}0-9])"
        rf"(?:[0-9]{{1,2}}|[{_H}]{{1,2}})[个大]?(?:方面|层面|维度|视角|角度)(?!的?(?:突出)?(?:问题|不足|线索|任务)|[0-9{_H}])",
        signs="方层维角",
        finds="从⟦三个方面⟧作报告，⟦两大方面⟧，在⟦4个层面⟧推进",
        leaves="发现三个方面的不足，整改六个方面，查出两个方面，三个方面问题，形成6个方面17项",
    ),
    Rule(
        "the parts of what is done or said",
        rf"(?<=分)[为成]?了?[{_H}]{{1,2}}[个大]?(?:部分|板块|阶段|环节|步骤|层次)",
        signs="分",
        finds="活动分⟦为三部分⟧，分⟦三个阶段⟧进行",
        leaves="分三组完成，共三个阶段",
    ),
    Rule(
        "names listed before, counted",
        rf"(?<=[”》\0])[{_H}]{{1,2}}[个大项](?:主题|工程|原则|关键|重点|环节|专题|板块|目标|系统|品牌|抓手|主线|理念)",
        signs="”》\0",
        finds="围绕“清正、清廉”⟦两个主题⟧",
        leaves="反映“吃拿”三个问题，推进三个工程",
    ),
    Rule(
        "what is taken as a hold",
        rf"(?<![{_H}0-9])[{_H}]{{1,2}}[个大项条](?={_WORD}{{2,8}}为(?:抓手|载体|主线|引领|统领|突破口|契机|切入点))",
        signs="为",
        finds="以⟦三项⟧建设为抓手",
        leaves="完成三项建设",
    ),
    Rule(
        "great ones that have a name",
        rf"(?<![{_H}0-9])[两三四五六七八九十]大(?=(?:工程|行动|体系|机制|平台|板块|任务|品牌|计划|目标|主题|系统|领域|举措|战略|理念|关系|优势|能力)|项目工程)",
        signs="大",
        finds="推进⟦六大⟧行动，⟦八大⟧工程",
        leaves="查处三大案件，六大问题",
    ),
    Rule(
        "ministries that do something together",
        rf"(?<=等)[{_H}0-9]{{1,2}}(?:个?部[委门]|个?单位)(?=联合|共同|发文|印发|发布|认定)",
        signs="部单",
        finds="某部等⟦四部委⟧联合印发",
        leaves="走访等四个单位",
    ),
    Rule(
        "a label in quotes",
        rf"(?<=[“‘])[0-9]{{1,3}}(?:后|选[0-9]{{1,2}}|岁{_WORD}{{1,5}}|°{_WORD}{{1,5}})(?=[”’])",
        signs="“‘",
        finds="“⟦85后⟧”干部，“⟦7选3⟧”，“⟦18岁成人礼⟧”",
        leaves="“85人”，“7次”",
    ),
    Rule(
        "deeds in quotes",
        rf"(?<=“)[{_H}]{{1,2}}件[大实好]事(?=”)",
        signs="“",
        finds="“⟦十件实事⟧”",
        leaves="办十件实事",
    ),
    Rule(
        "an article before what is new",
        rf"(?<![{_H}0-9])一个(?=新的?(?:层次|境界|高度|台阶|阶段|水平|局面|征程|起点|篇章))",
        signs="新",
        finds="提升到⟦一个⟧新高度",
        leaves="建成一个新支部",
    ),
    Rule(
        "an article before a way, or a share in a whole",
        rf"(?<![{_H}0-9])一条(?=[^，。；：！？\n]{{2,20}}(?:之路|道路|路子|新路))|(?<![{_H}0-9])一份(?=力|爱心|光和?热)",
        signs="条份",
        finds="走出⟦一条⟧融合发展的路子，贡献⟦一份⟧力量",
        leaves="新修一条排水沟，印发一份通知",
    ),
    Rule(
        "points that a speaker makes, told next",
        r"(?:(?<=提)出|(?<=强)调|(?<=[讲谈作])了?)[两三四五六七八九十]点(?=(?:工作)?(?:要求|意见|希望|建议|指示|体会|感受))",
        signs="点",
        finds="提⟦出三点⟧要求，强⟦调三点⟧意见",
        leaves="收集三点意见，提出意见三条",
    ),
    Rule(
        "what is named in quotes next, counted",
        rf"(?<![{_H}0-9])[两三四五六七八九十]个(?=“[^”]{{1,8}}”(?!的?(?:问题|线索|案|项目)))",
        signs="个",
        finds="做到⟦十个⟧“抓落实”",
        leaves="发现三个“吃拿卡要”问题",
    ),
    Rule(
        "the measures of a headline",
        rf"(?<![{_H}0-9])[两三四五六七八九十](?:项举措|条措施|招|字诀)(?=推进|推动|助推|促进|落实|加强|抓实|深化|提升|筑牢|做好|打造)",
        signs="举措招诀",
        finds="⟦五项举措⟧推进工作",
        leaves="完成五项举措",
    ),
    Rule(
        "an article before a wall or a team that is praised",
        rf"(?<=[筑树竖架])(?:起|成|牢)?了?一[道座堵条](?={_WORD})|(?<=[聚欢坐济])一堂|(?<![{_H}0-9])一支(?=[^，。；：！？\n]{{2,30}}的[^，。；：！？\n]{{0,8}}队伍)",
        signs="一",
        finds="筑⟦起一道⟧防线，齐聚⟦一堂⟧，培养了⟦一支⟧政治坚定、作风过硬的队伍",
        leaves="讲党课一堂，组建一支服务队",
    ),
    Rule("done in one way", "一[门窗站]式", signs="一", finds="⟦一门式⟧服务", leaves="一门课"),
    Rule(
        "a party of visitors",
        rf"(?<={_WORD}{{2}})(?<![第每另])一行(?=[来到赴莅前在就参调看，。、]|[{_H}0-9]{{1,3}}人)",
        signs="行",
        finds="市纪委领导⟦一行⟧来局调研",
        leaves="每一行，写一行字",
    ),
    Rule(
        "one for each hand",
        "(?<=人手)一[份本册张]",
        signs="一",
        finds="人手⟦一册⟧",
        leaves="发一册",
    ),
    Rule(
        "an article before what surrounds",
        rf"(?<![{_H}0-9])一[个种](?={_WORD}{CHARACTER}{{1,6}}、?{CHARACTER}{{1,6}}的{CHARACTER}{{0,4}}(?:环境|氛围|局面|格局|形象|风气|生态|舞台|面貌))",
        signs="环氛局格形风生舞面",
        finds="营造⟦一个⟧宽松、有序的环境",
        leaves="新建一个科室的环境",
    ),
    Rule(
        "a figure of speech",
        rf"(?<![{_H}0-9])一(?:颗(?={CHARACTER}{{0,4}}(?:种子|心|螺丝|钉))|记(?={CHARACTER}{{0,4}}(?:警钟|重锤|重拳|耳光)))",
        signs="颗记",
        finds="埋下⟦一颗⟧廉洁的种子，敲响⟦一记⟧警钟",
        leaves="种树一颗",
    ),
    Rule(
        "one case that teaches all",
        rf"(?<![{_H}])(?:{_WORD}{{1,4}}一[案次片域方面线]、){{1,4}}{_WORD}{{1,4}}一[案片域方面线]",
        signs="一",
        finds="⟦查处一案、警示一片、治理一域⟧，⟦检查一次、规范一片⟧",
        leaves="查处一案、召开会议一次",
    ),
    Rule(
        "one by one, one for each",
        rf"(?<![{_H}])一{CHARACTER}{{1,2}}一(?![{_H}]){CHARACTER}",
        signs="一",
        finds="⟦一岗一策⟧，⟦一人一档⟧",
        leaves="一人次",
    ),
    Rule(
        "how often",
        rf"(?<![{_H}])[半两]个?[年月季]度?一(?!次)(?={_WORD}{CHARACTER})",
        signs="一",
        finds="⟦半年一⟧督导",
        leaves="半年一次",
    ),
    Rule(
        "a slogan in quotes; no quantity of things in them",
        rf"[“\"](?!零|{CHARACTER}?[二两三四五六七八九十]{{1,3}}(?:{COUNTING})|{CHARACTER}?{_MANY}(?:[人家起例]|个(?!一|{_VERB})))"
        rf"(?={CHARACTER}?[{_H}])[^\W\x00-\xff]{{2,15}}[”\"]",
        signs='”"',
        finds="⟦“三个表率”⟧⟦“三大支撑八项重点”⟧",
        leaves="“三次”“三十人参加”“开展学习”",
        ends=_slogan,
    ),
    Rule(
        "a slogan in quotes that begins with a verb",
        rf"(?<=“)[^\W\x00-\xff{_H}]{{2}}[二两三四五六七八九十](?:个(?!月|多?小时|工作日|{_BODIES})|大)(?={_WORD}{{2,5}}[”])",
        signs="“",
        finds="“⟦唱响三个⟧新主题”，“⟦打好四大⟧战役”",
        leaves="“召开三次会议”，“走访三个单位”",
    ),
    Rule(
        "parts of a whole",
        rf"[{_H}]分{CHARACTER}{{1,3}}[、，,]?[{_H}]分{CHARACTER}{{1,3}}",
        signs="分",
        finds="⟦一分部署、九分落实⟧",
        leaves="用时二十分",
    ),
    Rule(
        "五个一",
        rf"(?<![{_H}0-9])[二两三四五六七八九十]个一批?(?=[”，。、；：）,;:]|工程|活动|机制|行动|要求|制度|$)",
        signs="个",
        finds="⟦六个一⟧活动",
        leaves="三个一线岗位",
    ),
    Rule(
        "together",
        rf"(?<![{_H}0-9])一起(?![案事典信违举纠投])",
        signs="起",
        finds="大家⟦一起⟧学",
        leaves="查处一起，通报了一起，一起案件",
        ends=_together,
    ),
    Rule(
        "rules of those above; not those made here",
        rf"(?<![定台订善立发了共出成{_H}0-9])[{_H}]{{1,3}}[项条](?=规定|禁令|纪律|铁律|准则|原则|重点(?:工作|任务)(?:部署|要求|安排))",
        signs="项条",
        finds="省委⟦九项⟧规定和市委⟦十条⟧禁令",
        leaves="制定九项规定",
    ),
    Rule(
        "two different persons", "(?<=判若)两人", signs="两", finds="判若⟦两人⟧", leaves="查处两人"
    ),
    Rule(
        "a slogan that counts verbs",
        rf"(?<![{_H}0-9])[二两三四五六七八九十]{{1,2}}个{_VERB}",
        signs="个",
        finds="做到⟦六个坚持⟧、⟦四个突出⟧。",
        leaves="四个突出问题",
    ),
    Rule(
        "as a, become a",
        rf"(?:作为|成为|视为|当作|当成|看作|[组构结连]成)了?一[项个名位种条类支次场面所家座](?={CHARACTER}|“)",
        signs="一",
        finds="⟦作为一项⟧重大任务，⟦组成一个⟧检查组",
        leaves="新增一名党员",
    ),
    Rule(
        "be a",
        rf"(?:争做|争当|当好|[做是像])一[项个名位种条类支座道](?={CHARACTER}|“)",
        signs="一",
        finds="⟦争做一名⟧合格党员",
        leaves="上了一堂党课",
    ),
    Rule(
        "any, all",
        "(?:任何|哪怕|不[落漏少]下?)一",
        signs="一",
        finds="⟦不漏一户⟧，⟦不落下一人⟧，⟦任何一个⟧环节",
        leaves="漏报一户",
        ends=_with_measure,
    ),
    Rule(
        "an article before a quality",
        rf"(?<![{_H}0-9])一[项个种片份场堂本座门]的?(?:{_PRAISED})",
        signs="一",
        finds="打好⟦一场硬仗⟧",
        leaves="一场会议",
    ),
    Rule(
        "one of a comparison",
        rf"(?<![{_H}0-9])一[名个位]{_WORD}{CHARACTER}{{1,5}}?(?:就是)?[、，,]?(?:一[面座盏把]|\0)",
        signs="一",
        finds="⟦一名党员就是一面⟧旗帜，⟦一个支部一座⟧堡垒",
        leaves="新增一名党员",
    ),
    Rule(
        "again and again",
        rf"(?<![{_H}0-9])一({CHARACTER})(?:又一)?\1",
        signs="一",
        finds="⟦一次次⟧学，⟦一遍又一遍⟧看",
        leaves="一次",
    ),
    Rule(
        "a number of",
        rf"(?<![{_H}0-9])一批(?!次)(?={CHARACTER})",
        signs="批",
        finds="⟦一批⟧品牌",
        leaves="十一批干部",
    ),
    Rule(
        "not one",
        rf"(?<![{_H}0-9])一[个户人项件名处][都也]?不(?:落|漏|少|留|放过|能少)",
        signs="一",
        finds="⟦一个都不能少⟧",
        leaves="一个不够",
    ),
)
_FAMILIES = (_ORDINALS, _DATES, _FRAMES, _SESSIONS, _RANKS, _LABELS, _ITEMS, _IDIOMS)
_DOING = rf"[^\W\x00-\xff{_H}了共计]{{1,4}}"
_ONE_BY_ONE = Family(
    Rule(
        "one by one, whatever their number; of 次 and 人次 each is counted",
        rf"{_DOING}一(?P<one>[项个件起条批户处例桩宗类片环])(?:[、，, ]?{_DOING}一(?P=one)){{1,5}}",
        signs="一",
        finds="⟦发现一起、查处一起⟧",
        leaves="召开一次、培训一次",
    ),
)
_TALLY = Pattern(rf"{_WORD}{{0,6}}{_NUMBER}[余多]?")


def _title(match: re.Match[str]) -> int | None:
    """Hold where a title is more than a number of something."""
    title = match[0][1:-1]
    heads = (title[: len(title) - len(word)] for word in ("", *measures.ending(title)))
    return None if any(_TALLY.fullmatch(head) for head in heads) else match.end()


_TITLES = Family(
    Rule(
        "the title of a document",
        "《[^《》]{0,200}》",
        signs="《",
        finds="⟦《改进作风十条措施》⟧",
        leaves="《12次》和《学习12次》",
        ends=_title,
    ),
)
#: what may end a number, or what holds one; the measure word that then follows
_BEFORE_MEASURE = frozenset(f"{_H}0123456789{ascii_letters})）]】〕”’\"'")
_GAP = Pattern(r"[\s”’）)】」』]{0,4}[余多来几]?\s{0,4}")
#: where an item begins, a word may begin that no list tells from a measure word: （一）批后监管
_BEGINS = Pattern(r"(?:\A|[\n。；：])[ \t　]{0,8}\Z")
_MEASURE_OF_ITEM = Pattern(
    r"\s{0,4}(?:人次|场次|批次|次(?![数序年日月要生之级席均])|小时|[万亿]元)"
)


def masked(text: str, names: tuple[str, ...]) -> str:
    """Return the text as ``signs.reading`` does, names and numbers that count nothing blanked out.

    A name of Chinese characters without a numeral hides nothing: it could only part a number from
    its measure. Nor does a family hide what a measure word follows at once: 图30次, （30）次, v30次.
    """
    for name in _hiding(names):
        if name in text:
            text = _without(text, name)
    text = reading(text)
    text = _TITLES.blanked(text)
    text = _running(_ONE_BY_ONE.blanked(text, _is_told))
    for family in _FAMILIES:
        text = family.blanked(text, _is_counted)
    return text


@lru_cache(maxsize=4)
def _hiding(names: tuple[str, ...]) -> list[str]:
    """Return the names that hide something, the longest first."""
    hiding = (n for n in names if any(is_numeral(sign) or not is_chinese(sign) for sign in n))
    return sorted(hiding, key=len, reverse=True)


def _without(text: str, name: str) -> str:
    """Blank out a name that is not part of a number or a sum: 学习77 in 学习77次, 1+3 in 1+3+2."""
    begins = _is_sign_of_number(name[0])
    ends = name[-1] in digits or (len(name) > 1 and all(sign in _H for sign in name[-2:]))
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before = begins and _goes_on(text[start - 1 : start])
        after = ends and (_goes_on(text[end : end + 1]) or measures.follows(text, end))
        if before or after:
            start = text.find(name, start + 1)
        else:
            text = "".join((text[:start], "\0" * len(name), text[end:]))
            start = text.find(name, end)
    return text


def _is_sign_of_number(sign: str) -> bool:
    return sign != "" and (sign in digits or sign in _H)


def _goes_on(sign: str) -> bool:
    """Whether a number, or a sum of numbers, goes on with a sign."""
    return _is_sign_of_number(sign) or sign in ("+", "＋")


def _running(text: str) -> str:
    """Blank out the numbers of items in the middle of a line, where each follows the one before."""
    numbered: set[int] = set()

    def unless_alone(match: re.Match[str]) -> str:
        number = int(match["item"])
        if match["first"] is None and number != 1 and number - 1 not in numbered:
            return match[0]
        numbered.add(number)
        return "\0" * len(match[0]) if match["first"] is None else match[0]

    return _RUNNING.sub(unless_alone, text)


def _is_counted(text: str, found: Found) -> bool:
    """Whether a number, a code or a bracket stands before its measure."""
    start, end = found.start, found.end
    if text[end - 1] not in _BEFORE_MEASURE:
        return False
    if text[start] in "（(" and _BEGINS.search(text[max(start - 9, 0) : start]):
        return _MEASURE_OF_ITEM.match(text, end) is not None
    gap = _GAP.match(text, end)
    return gap is not None and measures.sure_at(text, gap.end()) != ""


def _is_told(text: str, found: Found) -> bool:
    """Whether what was done one by one is told as a result."""
    return is_told(text, found.match.start("one") - 1, found.end)
