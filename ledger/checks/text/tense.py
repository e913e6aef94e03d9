"""Tells whether a clause reports the bureau's own work as done at a time that it names.

A report names many times that are not its period's: of an inspection, of what a document is on, of
comparisons, of history, of plans. A clause reports only where its time says when somebody acted (at
its head, or after its subject), and where nothing says that others acted, or that the matter is a
former one. What an inspection led to goes on for years, so it is doubtful when it was done.
"""

from __future__ import annotations

import re
from enum import Enum

from ledger.language import secrets
from ledger.language.signs import IDEOGRAPH, PLACES
from ledger.patterns import Pattern

#: how many characters around a time are read
NEAR = 160
#: how many characters before a time its clause may begin
_LEAD_IN = 40
_END = Pattern(r"[。；;！!？?\n]")
_CLAUSES = Pattern("([，,：:])")
_CLAUSE_END = Pattern(r"[。；;！!？?\n|，,、：:]")
_COMMA = Pattern(r"\s?[，,、：:|]\s?")
#: pairs of signs in which a time is another's
_PAIRS = (("《", "》"), ("〔", "〕"), ("（", "）"), ("(", ")"), ("“", "”"))
#: the label of an event's date
_LABEL = Pattern(
    r"(?:会议|活动|签到|学习|培训|召开|举办|谈话|检查|讲课)(?:时间|日期)(?:[为是]|[：:])\s?$"
)

#: a meeting looks back on a year: 会议回顾了2020年的工作, 总结了全局2020年的工作
LOOKED_BACK = (
    "(?:回顾|总结|通报|肯定|分析)了(?:[我本全]?[局委院校县市区司]|学校|学院|单位|集团|公司|过去的)?"
)
# before a time
#: it is compared, bounded or referred to, or the date of a document
_OBJECT = Pattern(
    r"(?:较|比|与|同|和|及|或|自|从|至|到|由|截[至止]到?|根据|按照|依据|对照|对标|针对|对|就|关于|把|将|以"
    rf"|{LOOKED_BACK}|总书记|包括|含|涉及|所属|[曾已]于|曾在|早在|高于|低于|规划|修[订正]|[《〈〔\[（(“—-])$"
)
#: the sentence goes back before the period
_BEFORE = Pattern("此前|经查|据查|当时|曾|以往|过去")
#: what leads a clause in and is no part of it
_LEAD = Pattern(
    r"(?:[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十0-9]{1,2}[)）.．、]"
    r"|其中|特别是|例如|比如|如|并|先后|同时|为此|此外|另外|随后|[#*|\s>·-])*"
)
#: what precedes the time is no subject
_NO_SUBJECT = Pattern("[对向给将把]|根据")

# after a time
#: it belongs to a thing that follows (2020年出台的办法)
_THINGS = Pattern(f"(?!是){IDEOGRAPH}{{1,5}}的")
#: it bounds (2020年以来), or it belongs to a thing (2020年的办法)
_BOUNDS = Pattern(
    r"(?:年?[初中底末])?(?:以来|[之以]?[前后]|来|起|开始|至今|版|的|[)）〕”》〉\]—-])"
)
#: what may stand between a time and its comma
_WHILE = Pattern(
    "(?:(?:春节|元旦|清明|端午|国庆|中秋|五一|七一)节?(?:前夕?|后|期间)?|期间|全年|[上中下]旬|年?[初中底末]|[春夏秋冬]季"
    "|[上下]午|晚上?|当[天日]|第?[一二三四]季度){0,2}"
)
#: 2020年度 is no name of a thing (2020年度考核) where one of these follows
_NO_NAME = Pattern("(?:落实|履行|推进|开展)(?!.{0,30}(?:考核|评议|检查))")

_SINCE = Pattern("以来(?=[，,])")

# what is told
#: who acts for the bureau
_OWN = Pattern(
    "[我本](?:局|委|办|院|校|厅|部|处|科|所|站|队|馆|行|社|室|园|厂|镇|乡|街道|社区|中心|单位|部门|系统|公司|集团|机关|支部)"
    "|党[组委]|党工委|党总?支|支部|局机关|纪[检委]|工会|班子|主要领导|负责同志|负责人|书记|局长|主任|科长|处长|分管"
    "|全(?:局|系统|委|院|校|体|镇|乡|街)|各(?:科|处|股|支部|党支部|单位|部门|级)"
    rf"|{IDEOGRAPH}{{2,9}}(?:科室?|处室|股室|岗|办公室)|办公室|党员|干部|职工|青年|我们"
)
#: how a report on a year opens
_OPENING = Pattern(
    "在[^，,。；;]{2,40}(?:领导|指导|支持|帮助|关心)下|以[^，,。；;]{2,40}为(?:指导|统领|主线|抓手|引领)"
    "|坚持以|贯彻落实|全面贯彻|是[^，,。；;]{2,40}(?:之年|一年)"
)
#: what an office does and reports
_DONE = Pattern(
    "累计|先后|共(?![青产同])|培养|吸收|发展|召开|组织|开展|举办|举行|学习|传达|制[定订]|印发|出台|修订|完善|建立|健全|签订|部署|研究|安排"
    "|落实|推[进动]|坚持|加强|强化|深化|严格|认真|扎实|深入|围绕|紧[紧扣盯]|聚焦|突出|压实|筑牢|稳步|完成|实现|实施|执行|检查|督[查导]|抽查|约谈|谈话|讲"
    "|观看|参[观加]|听取|审议|通过|调整|清理|[核排]查|通报|公布|发[放送]|编[制写]|选[派举]|慰问|走访|调研|培训|测试|评议|述[职廉]"
    "|作了|进行|聘请|邀请|启动|试行|[补交]交|换届|更新|主持|巡看|到"
)
#: others act
_OTHERS = Pattern(
    rf"(?:党中央|中共中央|中央|国务院|国家|全国|全党|[{PLACES}](?:委|政府|纪委|人大|政协)|上级|[{PLACES}]{IDEOGRAPH}{{1,6}}(?:批[复准]|同意|下达)"
    "|[^，,。；;]{0,14}(?:巡[察视]|审计|督[查导察]|检查|考核|调研|指导)(?:组|局|署|厅|办(?!公)))(?!.{0,10}领导下)"
)
#: others act on the bureau
_ON_US = Pattern("(?:对|到|来|向|给|赴|进驻|约谈)(?:我|本|局党组|局机关)")
_INSPECTED = Pattern("巡[察视]|审计")
#: inspections and what they led to, which go on for years
_MENDED = Pattern("巡[察视]|审计|整改|遗留|反馈(?:的|意见|了)|移[交送]|发现|查出|暴露")
#: a former matter: history, honours, persons, cases, comparisons
_FORMER = Pattern(
    "(?:成立|组建)(?!.{0,14}(?:小组|专班|工作组|委员会))|始建|搬[入迁]|迁[入至]|竣工|落成|挂牌|更名|划[转入]|合并|机构改革|转隶|改制"
    "|荣获|获评|获得|授予|评为|被[列评确选纳授认命]|任职|[担调到接时]任|(?<![责新主现])任(?=[局党副书])|入党(?!誓词)|参加工作|出生|毕业|退休|辞职"
    "|通过(?:国家|省|验收)|立案|判处|受到|处分|逮捕|违(?:反|规(?!.{0,10}(?:自查|整治|治理)))|挪用|收受|宴请|原(?=[局党科副负书])|套取|虚[报列]|发生"
    "|今年|本年|去年|上年|相比|次年|翌年|至今|曾|当[时年]|此前|以往|历[史年届]|目前|现[已在]|一直|仍"
)
#: what the whole country's leader did; what was learnt of it is work
_STATESMAN = Pattern(r"[初中末底]?\W?(?:习近平)?总书记")
_YEAR = Pattern("[0-9]{4}(?=年)")
_PLANNED = Pattern(
    "将|拟|计划|争取|力争|打算|下一步|继续|进一步|持续|预计|前完成|底前|[之以]前|时限|要(?![求点事情闻])|目标|打造|确保|思路|谋划"
)
_PERFECT = Pattern("了|已|过")


class Tense(Enum):
    """What a clause says of a time: work done then, work that may be of then or now, or neither."""

    DONE = "done"
    DOUBTFUL = "doubtful"
    OTHER = "other"


def of(text: str, start: int, end: int, year_only: bool, past: bool) -> Tense:
    """Return what is said of the time that stands at ``start:end``.

    ``year_only`` is whether no more than the year is written; ``past`` whether the time is before
    the report's period, not after it.
    """
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    if _LABEL.search(before):
        return Tense.DONE
    mended = bool(_INSPECTED.search(before))
    before, after = _END.split(before)[-1], _END.split(after)[0]
    since = _SINCE.match(after)
    told = _told(before, after[since.end() :] if since else after, year_only, text[end - 1] == "度")
    if not told or _goes_back(before) or _is_others(told, text[start:end]):
        return Tense.OTHER
    if past:
        doubtful = since or mended or _MENDED.search(told) or is_tale(told)
        return Tense.DOUBTFUL if doubtful else Tense.DONE
    planned = since or _PLANNED.search(before + after)
    return Tense.OTHER if planned or (year_only and not _PERFECT.search(after)) else Tense.DONE


def is_tale(told: str) -> bool:
    """Whether somebody is named who acts: the tale of a case or a life, whose days are its own."""
    return _STATESMAN.match(told) is not None or any(True for _ in secrets.names(told))


def behind(text: str, end: int) -> str:
    """Return what a sentence says behind a time that ends at ``end``, up to the end of a second clause."""
    return "".join(_CLAUSES.split(_END.split(text[end : end + NEAR])[0])[:3])


def _goes_back(before: str) -> bool:
    """Whether a sentence, before its time, goes back or opens a bracket or a title."""
    opened = any(before.rfind(a) > before.rfind(b) for a, b in _PAIRS)
    return opened or bool(_BEFORE.search(before))


def _is_others(told: str, time: str) -> bool:
    """Whether what is told is a former matter, of another year, or done to the bureau."""
    other_year = any(year not in time for year in _YEAR.findall(told))
    return other_year or bool(_FORMER.search(told) or _ON_US.search(told))


def _told(before: str, after: str, year_only: bool, names: bool) -> str:
    """Return the subject and the first two clauses of what was done at a time.

    Empty where the time does not say when, or nobody of the bureau acts. ``names`` is whether the
    time may be the name of a thing (2020年度考核).
    """
    lead = _CLAUSE_END.split(before)[-1]
    subject = _LEAD.sub("", lead, count=1).removesuffix("于")
    if _OBJECT.search(lead) or _BOUNDS.match(after) or len(lead) > _LEAD_IN:
        return ""
    after = _WHILE.sub("", after, count=1)
    comma = _COMMA.match(after)
    if comma:
        subject, after = subject.removesuffix("在"), after[comma.end() :]
    elif _THINGS.match(after) or (names and not _NO_NAME.match(after)):
        return ""
    told = "".join(re.split("([，,：:])", after)[:3])
    if _OTHERS.match(subject) or _OTHERS.match(told) or _NO_SUBJECT.match(subject):
        return ""
    if subject and not _OWN.search(subject):
        return ""
    return subject + told if _acts(subject, told, bool(comma), year_only) else ""


def _acts(subject: str, told: str, apart: bool, year_only: bool) -> bool:
    """Whether the bureau acts; ``apart`` is whether a comma parts the time from what is told."""
    if any(pattern.match(told) for pattern in (_OWN, _OPENING, _DONE)):
        return True
    if not apart and not subject:
        return False
    patterns = (_OWN, _OPENING) if year_only else (_OWN, _OPENING, _DONE)
    return any(pattern.search(subject + told) for pattern in patterns)
