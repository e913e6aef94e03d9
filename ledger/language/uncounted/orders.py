"""Numbers that order: ordinals, sessions, ranks, the numbers of items."""

from __future__ import annotations

import re
from string import digits

from ledger.language.numerals import ODD, SIGNS
from ledger.language.uncounted.shapes import AND, NUMBER, WORD, no_measure
from ledger.patterns import Family, Pattern, Rule, only_at

_ONE_UP = "一二三四五六七八九"


def _same_words(match: re.Match[str]) -> int | None:
    """Hold where the words before the second number stand before the first as well: 综合一科、综合二科.

    Without words numbers hold that count up from one, or name branches: 一处、二处, 一分场、三分场.
    """
    if words := match["words"]:
        return match.end() if match.string.endswith(words, 0, match.start()) else None
    numbers = "".join(sign for sign in match[0] if sign in SIGNS)
    ordered = _ONE_UP.startswith(numbers) or match["kind"].startswith("分")
    return match.end() if ordered else None


ORDINALS = Family(
    Rule(
        "an item in brackets",
        rf"第[（(]{NUMBER}[）)][条款项章节]",
        signs="第",
        finds="依照⟦第（三）项⟧",
        leaves="第（三）次",
    ),
    Rule(
        "an ordinal",
        rf"第\s*{NUMBER}(?:{AND}第?{NUMBER}){{0,8}}(?:党?支部|[巡督检]{WORD}组|[条款项章节次届期号版批名位个类种步轮页卷编讲课场站级阶季件例起宗]|季度|方面)?"
        rf"(?:之[{SIGNS}]{{1,40}})?",
        signs="第",
        finds="⟦第37条⟧，⟦第一、二批⟧，⟦第十条之一⟧，⟦第一、二、三支部⟧，⟦第1件⟧已办结",
        leaves="按次第学习三次",
    ),
    Rule(
        "the next, the last",
        "一(?:(?<=下一)|(?<![会以之路线网场]上一)(?<=上一)|(?<![会然随以之]后一)(?<=[前后]一))"
        "(?:步|[个次轮批届周期天日]|阶段|年度?|季度)",
        signs="一",
        finds="下⟦一步⟧，上⟦一年度⟧，前⟦一阶段⟧",
        leaves="现场上一次党课，会后一次",
    ),
    Rule(
        "one of them", rf"其[{SIGNS}](?![{SIGNS}])", signs="其", finds="⟦其一⟧", leaves="其三十次"
    ),
    Rule(
        "several ordinals without 第",
        rf"(?:[{SIGNS}]{{1,2}}、){{1,8}}[{SIGNS}]{{1,2}}(?=[轮批期届]|季度|标段)",
        signs="轮批期届季段",
        finds="区委⟦一、二、三⟧轮巡察",
        leaves="查一、二人",
    ),
)
SESSIONS = Family(
    Rule(
        "a congress of the Party",
        rf"(?:党的|中共|中国共产党){NUMBER}大(?!类)",
        signs="大",
        finds="⟦党的十二大⟧以来",
        leaves="梳理党的十二大类问题",
    ),
    Rule(
        "a congress from the eleventh on",
        "(?:[二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十)大"
        rf"(?!{WORD}?(?:类|[项件块](?!目))|行动|工程|任务|举措|措施|问题|领域|板块|方面|重点|体系|产业|专项|攻坚|平台|民生|实事)",
        signs="大",
        finds="学习⟦二十大⟧及历次全会精神",
        leaves="推进二十大任务，十二大类",
    ),
    Rule(
        "plenary sessions",
        rf"{only_at(f'第0-9{SIGNS}')}(?<![开了共行过])(?:第?{NUMBER}[中次](?:{AND}|以及)){{0,6}}第?{NUMBER}[中次](?:全会|全体(?:扩大)?会议)",
        signs="会",
        finds="⟦二中、三中全会⟧，市纪委⟦四次、五次全会⟧",
        leaves="先后召开三次全会",
    ),
    Rule(
        "a congress without 第",
        rf"(?<![开了共行过{SIGNS}0-9]){NUMBER}次(?=[党团职教工妇]代会|党员代表大会|职工代表大会|代表大会)",
        signs="代",
        finds="省⟦九次⟧党代会",
        leaves="召开九次党代会",
    ),
    Rule(
        "a session of a term",
        rf"(?:(?<=届)|(?<=人大)|(?<=政协)){NUMBER}次(?=会议|全会|全体会议)",
        signs="届大协",
        finds="政协十三届⟦二次⟧会议",
        leaves="召开二次会议",
    ),
    Rule(
        "a term of office",
        f"{NUMBER}届(?!次)",
        signs="届",
        finds="⟦十九届⟧四中",
        leaves="十二届次",
    ),
)
RANKS = Family(
    Rule(
        "a grade; what rises by grades counts them",
        rf"(?<![升降低高跨差分为了{SIGNS}0-9])(?:[0-9]{{1,2}}|[{SIGNS}]{{1,3}})级",
        signs="级",
        finds="⟦二级⟧巡视员，⟦三级⟧甲等",
        leaves="晋升三级，提高两级",
    ),
    Rule(
        "the strength of an earthquake",
        r"(?<![0-9.])[0-9]\.[0-9]级",
        signs="级",
        finds="⟦3.0级⟧地震",
        leaves="提升3级",
    ),
    Rule(
        "a place in a ranking",
        rf"(?:(?<![会日事课节年月之以班岗])前|(?<=[列居名在入于予对])[后末])(?:[0-9]{{1,3}}|[{SIGNS}]{{1,3}})[名位强]",
        signs="前后末",
        finds="获得⟦前三名⟧，位列⟦后5位⟧",
        leaves="会前三名同志发言",
    ),
    Rule(
        "a share at the top, the greatest of a list",
        r"(?<=前)(?<![之以此年月日]前)[0-9]{1,2}(?:\.[0-9]{1,2})?[%％]|(?<![0-9.])[0-9]{2,3}强(?!制)",
        signs="前强",
        finds="进入前⟦1%⟧，世界⟦500强⟧企业",
        leaves="比前年1%，由之前90%提高，500强制措施",
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
        rf"[{SIGNS}1-9](?:{AND}[{SIGNS}1-9])?年级",
        signs="级",
        finds="⟦一至五年级⟧",
        leaves="三年",
    ),
    Rule(
        "an age",
        rf"[0-9]{{2}}岁左右|(?:[0-9]{{1,3}}|[{SIGNS}]{{2,3}})周?岁(?:及?以[上下])|(?<=[年不未]满)(?:[0-9]{{1,3}}|[{SIGNS}]{{1,3}})周?岁",
        signs="岁",
        finds="⟦35岁以下⟧的干部，⟦40岁左右⟧，年满⟦55周岁⟧",
        leaves="35人",
    ),
    Rule(
        "a class of public bodies",
        rf"(?<=公益)[一二三]类|(?<![{SIGNS}0-9])[一二三四五]类(?=监控点|事业单位|区域|地区|城市(?!管理)|县|水(?!平))",
        signs="类",
        finds="公益⟦一类⟧，⟦二类⟧事业单位，⟦一类⟧地区",
        leaves="一类问题，三类城市管理问题",
    ),
    Rule(
        "a stage of a project",
        rf"(?<![{SIGNS}0-9])[一二三四五六七八九]期(?=工程|项目|建设|扩建|改造|配套|地块|厂房|[0-9]{{1,3}}号|[A-Z](?:[0-9]|[区块栋])|[\x80-\xff{SIGNS}A-Z0-9]{{1,4}}标)",
        signs="期",
        finds="⟦六期⟧工程，环湖路⟦三期⟧2标，码头⟦二期⟧2号线，⟦三期⟧A区",
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
        "a branch by its number",
        rf"(?<={WORD})[一二三四五六七八九十]{{1,3}}(?=党?支部)",
        signs="支",
        finds="机关⟦一⟧支部，后勤⟦二⟧党支部",
        leaves="三个支部，两支部",
    ),
    Rule(
        "several of a kind by their numbers, with the same words before each",
        rf"(?<![{SIGNS}0-9])[{SIGNS}](?P<kind>{WORD}?[科处室部组队庭套类级厂场区段])[、和与及](?P<words>{WORD}{{0,5}})[{SIGNS}](?P=kind)"
        rf"(?:[、和与及](?P=words)[{SIGNS}](?P=kind)){{0,6}}",
        signs="科处室部组队庭套类级厂场区段",
        finds="综合⟦一科、综合二科⟧，检查⟦一处、二处和三处⟧，⟦一分场、三分场⟧",
        leaves="整改隐患三处、漏洞二处，查一人、二科，隐患三处和五处，培训两组、十组，走访三社区、五社区",
        ends=_same_words,
    ),
    Rule(
        "a class of a school",
        rf"(?<=年级)[{SIGNS}]{{1,2}}班|[{SIGNS}]年[{SIGNS}]{{1,2}}班",
        signs="班",
        finds="六年级⟦二班⟧，⟦五年一班⟧",
        leaves="二年开班三次，三班",
    ),
    Rule(
        "an office by its number",
        rf"(?<![{SIGNS}0-9])[{SIGNS}]{{1,2}}(?P<of>[处科室部组])(?=副?(?P=of)长)",
        signs="长",
        finds="监督⟦三处⟧处长，督查⟦二科⟧副科长",
        leaves="调研三处",
    ),
    Rule(
        "those who came to a school in a year, and their class",
        "(?:19|20)[0-9]{2}级|(?<=[级科业程])[0-9]{1,2}班(?!次)",
        signs="级班",
        finds="⟦2019级⟧法学⟦2019级⟧⟦3班⟧",
        leaves="举办3班次，查处2019人",
    ),
)
#: what numbers an item
ITEMS = Family(
    Rule(
        "一是 behind a sign",
        rf"(?<=[。；：，\n“,;:])[{SIGNS}]{{1,3}}(?:是|者|要|则)",
        signs="是者要则",
        finds="主要做法：⟦一是⟧加强学习；⟦二要⟧抓好",
        leaves="三是三",
    ),
    Rule(
        "一是, 一、 at the beginning",
        rf"^[{SIGNS}]{{1,3}}(?:是|要|、)",
        signs="是要、",
        finds="⟦一、⟧加强学习",
        leaves="加强一、二",
    ),
    Rule(
        "（一）",
        rf"[（(](?:[{SIGNS}]{{1,3}}|[0-9]{{1,2}})[）)]",
        signs="）)",
        finds="⟦（一）⟧个人事项，⟦(12)⟧",
        leaves="（2021）",
    ),
    Rule(
        "the first item",
        r"(?<=[：:])\s{0,8}1[.．、](?![0-9])",
        signs="：:",
        finds="如下：⟦1.⟧学习",
        leaves="：1.5万元",
    ),
    Rule(
        "the first item without a sign",
        rf"(?<={WORD})1[.．](?={WORD})",
        signs=".．",
        finds="要求⟦1.⟧学习",
        leaves="要求1.5",
    ),
    Rule(
        "1. or 1) where a sentence begins",
        rf"(?:^|(?<=[。；\n;]))\s{{0,8}}[0-9]{{1,2}}(?:[.．、](?![0-9])|[)）](?={WORD}))",
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
        rf"(?:^|(?<=\n))\s{{0,8}}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}\s?(?={WORD})",
        signs=".",
        finds="⟦1.1⟧政策背景",
        leaves="1.5元",
        ends=no_measure,
    ),
)
#: an item in the middle of a line; one that no 1 leads to is none: 学习 30、培训 20
RUNNING = Pattern(
    rf"(?:(?P<first>^|[\n。；：;])\s{{0,8}}|(?<=\s)|(?<=问题))(?P<item>[0-9]{{1,2}})[.．、](?={WORD})"
)
