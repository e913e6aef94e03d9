"""Norms: where a text states a rule and no result, as in 每月至少1次; what it tells as done is none."""

from __future__ import annotations

from ledger.language.numerals import ARABIC
from ledger.patterns import Pattern

#: characters: how far before a number its clause is read
_NEAR = 40
#: characters: how far around a number its sentence is read
_LONG = 120
_STOP = Pattern(r"[。！？\n]")
_PAUSE = Pattern(r"[，。；：！？,;:!?\n]")
#: words that say that something was done, and how often
_TOLD = Pattern(
    "累计|合计|总计|共计|(?<![公中])共(?![同产享建])|已|[查评选提指理]出|[平人户月年]均|(?<!为)了(?!解)"
    "|全年(?!不)|先后|分别|今年|当年|本年|(?<![要须应争取保])达|实际|[0-9]{4}年|以来"
)
#: how often something is to be done, or that it is to be done; how much at most or at least
_OFTEN = Pattern(
    rf"(?<!从)每(?:[一两二三四五六{ARABIC}]{{1,2}}?)?个?(?:年|半年|季度?|月|半月|双月|周|星期|旬|学期|学年|日|天)(?!均)"
    "|按(?:季度?|月|周|旬|年)(?!度|[计规]|要求|任务|进度|[初底])|原则上|(?:要|须|应|力争|争取|确保)(?:达到|完成)|(?:要求|规定|应当|必须)[^，]{0,20}(?:至少|至多|最多|最少)"
)
_BOUND = Pattern("不(?:得|应|能)?(?:少于|多于|低于|高于|超过|超|小于|大于)|一般(?:不|为)")
#: what a number bounds: 20万元以上的，应当集体研究; 两名以上工作人员在场; 200万元以上项目
_BOUNDED = Pattern(
    "(?:以上|以下|以内|之内)(?:的|工作人员|人员|党员|方可|应当|须|项目|工程|采购|合同|支出|设备|物资|货物|服务)"
)
#: a sentence of a regulation: what a breach costs, from when a time runs
_OF_LAW = Pattern(
    "之日起|有下列|之一的|应到会|有表决权|者(?:处(?![理置分])|记|停止|取消)"
    "|处[^，。；\n]{1,16}罚款|以上[^，。；\n]{1,12}以下的?(?:罚款|有期徒刑)"
)
#: what follows and leads in 三年一次
_ONCE, _ONCE_IN = Pattern("[一两]次"), Pattern("[一两二三四五半]个?(?:年|季度|月|周)\\Z")
#: what is done with whatever exceeds a number: 超过5万元的一律公开招标
_OVER = Pattern(r"超过\Z")
_RULED = Pattern(r"的[^。；;\n]{0,30}?(?:均|一律|应当?|必须|须)")
_BOUND_RULED = Pattern("以[上下][^，。；;\n]{0,12}(?:一律|应当|必须)")
#: what sets a number: 起付标准为800元
_SET = Pattern(r"(?:标准|限额|上限|下限)(?:为|是)?\Z")
#: what a clause demands before a bound, and what a bracket includes in it: 应当由2名以上; 以上（含两种）
_DEMANDED, _BOUNDS = Pattern("应当|必须|须由"), Pattern("以[上下]")
_INCLUDED = Pattern(r"[（(]含\Z")


def is_norm(text: str, start: int, end: int) -> bool:
    """Whether the number at a place is a rule: its clause says how often, or a bound, and no result.

    The clause is read up to the number.
    """
    clause = _clause(text, start)
    bounded = not set("半%％") & set(text[start:end]) and _BOUNDED.match(text, end)
    over = _OVER.search(text, max(start - 2, 0), start) and _RULED.match(text, end)
    demanded = _BOUNDS.match(text, end) and _DEMANDED.search(clause)
    included = _INCLUDED.search(text, max(start - 2, 0), start)
    ruled = over or demanded or included or _BOUND_RULED.match(text, end)
    bound = bounded or ruled or _BOUND.search(clause) or _SET.search(clause)
    said = bound or _OFTEN.search(clause) or _is_rhythm(text, start, end)
    is_ruled = bool(said or _OF_LAW.search(_sentence(text, start)))
    return is_ruled and not is_told(text, start, end)


def _is_rhythm(text: str, start: int, end: int) -> bool:
    """Whether a number is either part of 三年一次: the years, or the times in them."""
    if text[end - 1] == "次":
        return _ONCE_IN.search(text, max(start - 4, 0), start) is not None
    return text[end - 1] in "年月周" and _ONCE.match(text, end) is not None


def is_told(text: str, start: int, end: int) -> bool:
    """Whether the clause before a place, or what follows the place at once, tells a result."""
    return bool(_TOLD.search(_clause(text, start))) or text[end : end + 1] == "了"


def _sentence(text: str, start: int) -> str:
    """Return what stands around a place between two stops, so far as it is near."""
    first, last = max(start - _LONG, 0), start + _LONG
    before, after = _STOP.split(text[first:start])[-1], _STOP.split(text[start:last])[0]
    return before + after


def _clause(text: str, start: int) -> str:
    return _PAUSE.split(text[max(start - _NEAR, 0) : start])[-1]
