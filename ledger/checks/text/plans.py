"""Tells whether a sentence plans at a time: 2022年，我局将继续…, 力争2022年6月底前完成….

A time of the past in a plan is a text copied from the year before. 将 is a preposition as well
(将廉政纳入考核), and a plan may be told of (年初提出，2021年将…): neither is a plan of this report.
"""

from __future__ import annotations

import re
from enum import Enum

from ledger.patterns import Pattern

#: how many characters around a time are read
_NEAR = 80
_END = Pattern(r"[。；;！!？?\n]")
#: a heading or a line that is no sentence
_HEADING = 40

#: how or what one will do: after 将 it is no preposition
_HOW = (
    "继续(?!教育(?!引导))|进一步|持续|重点(?!工作|任务|项目|领域|岗位|问题|内容|环节)|着重|着力|努力|不断|切实|认真|扎实|积极(?!分子)|紧紧|紧扣|始终|更加|坚决|坚持|按照|按要求|大力|全力|着眼|牢牢|充分"
    "|从以下|围绕|聚焦|以(?![案上下往前后及])|全面(?!从严)|深入|严格|加强|强化|加大|抓好|抓实|做好|做实|开展(?!情况)|推进(?!会|情况)|推动|组织(?![部关机]|生活|处理|纪律)|落实(?!情况)|深化|完善|建立|健全|突出(?!问题)|采取|召开|是(?!否)|迎来"
)
#: what one does to a thing that the preposition 将 names
_PREPOSITION = Pattern(
    "纳入|列[入为]|作为|摆[在到上]|放[在到]|融入|贯穿|分解|细化|转化|落到|贯彻到|结合|挂钩|延伸|变为|传[达导]|嵌入|写入|通报|上报|报[送告]|印发|移交|推广|汇编|开到"
)
#: after these 将 is no preposition
_FUTURE = ("继续", "进一步", "持续", "是")
_DO = "开展|举办|组织|召开|完成|制定|修订|建立|出台|安排|推进|实施|新建|新增|选派|配备|对|在|于|从|继续|进一步"
#: clauses between a time and who plans
_LEAD_IN = "[，,]?(?:(?:在|面对|以|围绕|按照|根据|为|随着|结合|针对|立足|对照|坚持以|是)[^，,。；]{2,40}[，,]){0,2}"
_WHO = r"(?P<who>[^，,。；：了已过]{0,14}(?<!即))"
#: 计划 as a verb
_PLANNED = "(?<!按)(?<!按照)(?<!年度)(?<!工作)(?<!原)计划"
_SURE = Pattern(
    rf"{_LEAD_IN}(?:{_WHO}将(?P<will>{_HOW})|(?:[我本全局][一-鿿]{{0,8}})?拟(?:{_DO})(?![^，,。；]{{0,12}}的))"
)
_LIKELY = Pattern(
    rf"{_LEAD_IN}{_WHO}(?:力争(?!上游|一流|先进|第一|主动)|(?:打算|{_PLANNED})(?:{_DO})(?!情况)|(?<![需重主必])要(?:继续|进一步|重点|着重|着力|持续))"
)
#: before a time
_AT = Pattern(r"(?:(?<![即把])将[在于]|拟[在于])\s?$")
_MEANT = Pattern(rf"{_PLANNED}[在于]\s?$")
_BY = Pattern(r"(?:力争|争取|预计|打算)[在于到]?\s?$")
_LIMIT = Pattern("年?[底末]?[之以]?前")
#: the sentence tells of a plan, or of what became of it
_TOLD = Pattern(
    "会议?上?|提出|强调|要求|指出|部署|明确|确定|决定|研究|印发|方案|规划|通知|年初|当时|原|曾|意见|批示|讲话|表示|审议|通过|上年|去年|承诺|目标|此前"
)
_BECAME = Pattern("实际|如期|按期|均已|现已|已经|已全部|全部完成了")
#: a heading of a plan, and one that may be the name of a document
_PLAN = Pattern(r"(?:打算|思路|设想)(?:如下)?[）)：:\s]*$")
_NAME = Pattern(r"(?<!规划)(?<!按)(?:计划|安排|谋划)(?:如下)?[）)：:\s]*$")


class Plan(Enum):
    """Whether a sentence plans at a time."""

    SURE = "sure"
    LIKELY = "likely"
    NONE = "none"


def of(text: str, start: int, end: int) -> Plan:
    """Return whether a text plans at the time that stands at ``start:end``."""
    if heading := _of_heading(text):
        return heading
    before = _END.split(text[max(0, start - _NEAR) : start])[-1]
    after = _END.split(text[end : end + _NEAR])[0]
    if _TOLD.search(before) or _BECAME.search(after):
        return Plan.NONE
    will = _will(after)
    if _AT.search(before) or will is Plan.SURE:
        return Plan.SURE
    to_do = _LIKELY.match(after)
    by = _MEANT.search(before) or (_BY.search(before) and _LIMIT.match(after))
    return Plan.LIKELY if by or (to_do and _is_own(to_do)) else will


def _is_own(plan: re.Match[str]) -> bool:
    """Whether nobody tells the plan: 局党组要求各科室要继续…."""
    return not _TOLD.search(plan["who"] or "")


def _will(after: str) -> Plan:
    """Return what the 将 or 拟 behind a time says; a 将 may name a thing: 将落实结果纳入考核."""
    will = _SURE.match(after)
    if not (will and _is_own(will)):
        return Plan.NONE
    if will["will"] in (None, *_FUTURE):
        return Plan.SURE
    clause = re.split("[，,]", after[will.end() :])[0]
    if clause.startswith("的") or _PREPOSITION.search(clause):
        return Plan.NONE
    return Plan.LIKELY if "的" in clause else Plan.SURE


def _of_heading(text: str) -> Plan | None:
    """Return whether a heading is that of a plan; None where it is none, or a sentence."""
    if len(text) > _HEADING or re.search("[，。；]", text):
        return None
    if _PLAN.search(text):
        return Plan.SURE
    return Plan.LIKELY if _NAME.search(text) else None
