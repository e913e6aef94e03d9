"""Numbers of idioms and slogans; what only an article counts is weighed in ``evidence``."""

from __future__ import annotations

import re

from ledger.language import measures
from ledger.language.measures import COUNTING
from ledger.language.numerals import SIGNS
from ledger.language.signs import CHARACTER
from ledger.language.uncounted.shapes import WORD, with_measure
from ledger.patterns import Family, Pattern, Rule

#: 个 counts things and no verb: 六个坚持; a verb that may begin a thing's name ends the slogan
_VERB = (
    "(?:坚持|坚定|必须|严禁|务必|确保|一律|更加|始终|坚决|着力|注重|从严|是否|有没有|做到|[决绝]不"
    "|不(?:准|得|能|让|搞|变|减|松|摘|断|忘|降|直接|放过)"
    "|(?:带头|聚焦|突出|围绕|紧盯|严格|规范|精准|强化|提升|加强|深化|压实|落实|争当|争创|到位)(?=[，。、；：”）,;:]|为|$))"
)
#: ten and more, but no round number, as names have: 百人计划
_MANY = rf"(?:[一二两三四五六七八九][十百千][{SIGNS}]{{0,6}}|十[一二三四五六七八九])"
#: verbs after which 一起 is one case, and not together
_OF_CASES = (
    "仅",
    "只",
    "共",
    "查处",
    "发生",
    "发现",
    "接到",
    "收到",
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
            if all(sign in SIGNS for sign in text[begin:number]):
                words = ("", *measures.all_at(text, number))
                if any(1 <= last - number - len(word) <= _LONGEST_SLOGAN for word in words):
                    return match.end()
    return None


#: one thing, behind its verb: 读一本好书
_ONE_THING = rf"一[个次本篇部堂条件首封场份项类支张幅座]{WORD}{{1,6}}"
#: verbs of which each tells a result even in a list
_TELLING = Pattern("[召展处结立发现到了办买购印成建查拍增设聘签]一")


def _slogan_of_deeds(match: re.Match[str]) -> int | None:
    """Hold where none of the verbs tells of work done."""
    return None if _TELLING.search(match.string, match.start() - 1, match.end()) else match.end()


#: names and idioms by their shape
IDIOMS = Family(
    Rule(
        "the three branches of an economy",
        f"(?<![{SIGNS}0-9])三次产业(?=结构|增加值|比重|占比|比例)",
        signs="产",
        finds="⟦三次产业⟧结构",
        leaves="开展三次产品抽检，召开三次产业推进会",
    ),
    Rule(
        "along with somebody",
        "(?<=教师|同志|同学|干部|群众|大家|师生|他们|我们|同仁)一道(?=，)",
        signs="道",
        finds="和全体教师⟦一道⟧，迎难而上",
        leaves="与镇里合修防护堤一道，全长30米",
    ),
    Rule(
        "more than a sum",
        "[1一][加+＋][1一]大于[2二两1一]",
        signs="于",
        finds="实现⟦1加1大于2⟧，⟦1+1大于2⟧",
        leaves="1加1等于2",
    ),
    Rule(
        "a step ahead",
        "(?<=[学深])一[步层]",
        signs="步层",
        finds="先学⟦一步⟧、学深⟦一层⟧",
        leaves="上一步",
    ),
    Rule("under one roof", "(?<=[聚欢坐济])一堂", signs="堂", finds="齐聚⟦一堂⟧", leaves="一堂课"),
    Rule(
        "a party of visitors",
        rf"(?<={WORD}{{2}})(?<![第每另写])一行(?![字文业])",
        signs="行",
        finds="市纪委领导⟦一行⟧来局调研，市长⟦一行⟧。",
        leaves="每一行，写一行字",
    ),
    Rule(
        "one for each hand, so many copies of one",
        rf"(?<=人手)一[份本册张]|一式[{SIGNS}]{{1,2}}份",
        signs="手式",
        finds="人手⟦一册⟧，⟦一式三份⟧",
        leaves="发一册",
    ),
    Rule(
        "a second time",
        f"(?<![{SIGNS}0-9])二次(?=议价|整改|约谈|反馈|谈话|核查|审核|发掘|分配|供水|装修|创业|开发|污染|回访|督查|验收|报价)",
        signs="二",
        finds="⟦二次⟧约谈",
        leaves="两次约谈，十二次约谈",
    ),
    Rule(
        "a word with 零 that is no count of none",
        "零(?:家庭|家暴|门槛|部件|件(?!次))",
        signs="零",
        finds="⟦零家庭⟧暴力社区，⟦零门槛⟧，更换⟦零件⟧",
        leaves="零投诉，零件次",
    ),
    Rule(
        "a label in quotes",
        rf"(?<=[“‘])[0-9]{{1,3}}(?:后|选[0-9]{{1,2}}|岁{WORD}{{1,5}}|°{WORD}{{1,5}})(?=[”’])",
        signs="“‘",
        finds="“⟦85后⟧”干部，“⟦7选3⟧”，“⟦18岁成人礼⟧”",
        leaves="“85人”，“7次”",
    ),
    Rule(
        "a figure of speech",
        rf"(?<![{SIGNS}0-9])一(?:颗(?={CHARACTER}{{0,4}}(?:种子|心|螺丝|钉))|记(?={CHARACTER}{{0,4}}(?:警钟|重锤|重拳|耳光)))",
        signs="颗记",
        finds="埋下⟦一颗⟧廉洁的种子，敲响⟦一记⟧警钟",
        leaves="种树一颗",
    ),
    Rule(
        "one case that teaches all",
        rf"(?<![{SIGNS}])(?:{WORD}{{1,4}}一[案次片域方面线]、){{1,4}}{WORD}{{1,4}}一[案片域方面线]",
        signs="一",
        finds="⟦查处一案、警示一片、治理一域⟧，⟦检查一次、规范一片⟧",
        leaves="查处一案、召开会议一次",
    ),
    Rule(
        "three deeds and more of one thing each, as a slogan lists them",
        rf"(?<={WORD}){_ONE_THING}(?:[、，]{WORD}{{1,2}}{_ONE_THING}){{2,11}}",
        signs="一",
        finds="即读⟦一本好书、写一篇心得、上一堂党课⟧",
        leaves="召开一次会议、开展一次检查、查处一起案件、办结一件举报，举办一场讲座、购买一套设备、编印一本手册",
        ends=_slogan_of_deeds,
    ),
    Rule(
        "one by one, one for each",
        rf"(?<![{SIGNS}])一{CHARACTER}{{1,2}}一(?![{SIGNS}]){CHARACTER}",
        signs="一",
        finds="⟦一岗一策⟧，⟦一人一档⟧",
        leaves="一人次",
    ),
    Rule(
        "how often",
        rf"(?<![{SIGNS}])[半两]个?[年月季]度?一(?!次)(?={WORD}{CHARACTER})",
        signs="半两",
        finds="⟦半年一⟧督导",
        leaves="半年一次",
    ),
    Rule(
        "a slogan in quotes; no quantity of things in them",
        rf"[“\"](?!零|{CHARACTER}?[二两三四五六七八九十]{{1,3}}(?:{COUNTING})|{CHARACTER}?{_MANY}(?:[人家起例]|个(?!一|{_VERB})))"
        rf"(?={CHARACTER}?[{SIGNS}])[^\W\x00-\xff]{{2,15}}[”\"]",
        signs='”"',
        finds="⟦“三个表率”⟧⟦“三大支撑八项重点”⟧",
        leaves="“三次”“三十人参加”“开展学习”",
        ends=_slogan,
    ),
    Rule(
        "parts of a whole",
        rf"[{SIGNS}]分{CHARACTER}{{1,3}}[、，,]?[{SIGNS}]分{CHARACTER}{{1,3}}",
        signs="分",
        finds="⟦一分部署、九分落实⟧",
        leaves="用时二十分",
    ),
    Rule(
        "together",
        rf"(?<![{SIGNS}0-9])一起(?!投诉|[案事典信违举纠])",
        signs="起",
        finds="大家⟦一起⟧学，⟦一起⟧投入劳动",
        leaves="查处一起，通报了一起，一起案件，一起投诉",
        ends=_together,
    ),
    Rule(
        "any, all",
        "(?:任何|哪怕|每到|不[落漏少]下?)一",
        signs="一",
        finds="⟦不漏一户⟧，⟦不落下一人⟧，⟦任何一个⟧环节",
        leaves="漏报一户",
        ends=with_measure,
    ),
)
_DOING = rf"[^\W\x00-\xff{SIGNS}了共计]{{1,4}}"
ONE_BY_ONE = Family(
    Rule(
        "one by one, whatever their number; of 次 and 人次 each is counted",
        rf"{_DOING}一(?P<one>[项个件起条批户处例桩宗类片环间])(?:[、，, 即就]?{_DOING}一(?P=one)){{1,5}}",
        signs="一",
        finds="⟦发现一起、查处一起⟧，⟦超标一间即整改一间⟧",
        leaves="召开一次、培训一次",
    ),
)
