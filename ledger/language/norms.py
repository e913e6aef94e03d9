"""Norms: where a text states a rule, a plan or a rate and no result, as in 每月至少1次.

What it tells as done is none.
"""

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
    "累计(?!满)|合计|总计|共计|(?<![公中])共(?![同产享建])|已|[查评选提指理]出|[平人户月年]均(?!餐标|标准)|(?<!为)了(?!解)"
    "|全年(?!不)|先后|分别|今年|当年|本年|(?<![要须应争取保不未])达|实际|[0-9]{4}年|以来"
)
#: how often something is to be done, or that it is to be done; how much at most or at least
_OFTEN = Pattern(
    rf"(?<!从)每(?:[一两二三四五六{ARABIC}]{{1,2}}?)?个?(?:年|半年|季度?|月|半月|双月|周|星期|旬|学期|学年|日|天)(?!均)"
    "|按(?:季度?|月|周|旬|年)(?!度|[计规]|要求|任务|进度|[初底])|原则上|(?:要|须|应|力争|争取|确保)(?:达到|完成)|(?:要求|规定|应当|必须)[^，]{0,20}(?:至少|至多|最多|最少)"
)
_BOUND = Pattern("不(?:得|应|能)?(?:少于|多于|低于|高于|超过|超|小于|大于)|一般(?:不|为)")
#: what a number bounds: 20万元以上的，应当集体研究; 两名以上工作人员在场; 200万元以上项目
_BOUNDED = Pattern(
    "(?:及?以[上下]|[以之]内)(?:的|且|免征|减征|减半|免收|工作人员|人员|党员|方可|应当|须|项目|工程|采购|合同|支出|设备|物资|货物|服务"
    ")"
)
#: things told by their size, which counts something else: 300人以上企业, 8蒸吨以下锅炉, 30户以上自然村
_SIZED, _BY_SIZE = (
    Pattern(r"(?:人|平方米|蒸吨|千瓦)\Z"),
    Pattern("及?以[上下](?:企业|餐饮|燃煤|锅炉|机组|[^，。；：\n]{1,4}单位)"),
)
_VILLAGES = Pattern("及?以[上下]自然村")
#: a sentence of a regulation: what a breach costs, from when a time runs
_OF_LAW = Pattern(
    "之日起|有下列|之一的|应到会|有表决权|者(?:处(?![理置分])|记|停止|取消)"
    "|处[^，。；\n]{1,4}年以[上下]|处[^，。；\n]{1,16}罚款|以上[^，。；\n]{1,12}以下的?(?:罚款|有期徒刑)"
)
#: what follows and leads in 三年一次
_ONCE, _ONCE_IN = Pattern("[一两]次"), Pattern("[一两二三四五半]个?(?:年|季度|月|周)\\Z")
#: what is done with whatever exceeds a number: 超过5万元的一律公开招标
_OVER = Pattern(r"(?:超过|[不未]达|达不到|低于|不足|不满|未满)\Z")
_RULED = Pattern(
    r"℃?的(?:[，,]?(?:便|则|扣|停|取消|视为|按|由|给予|不予)|[^。；;\n]{0,30}?(?:均|一律|应当?|必须|须|实行|(?<![主需重])要(?![求点])))"
)
_BOUND_RULED = Pattern("以[上下][^，。；;\n]{0,12}(?:一律|应当|必须)")
#: what sets a number: 起付标准为800元; a sum: 最低工资标准调整为一类地区2000元; a rate: 减按1%, 贷款利率降至3.85%
_SET = Pattern(r"(?:标准|餐标|限额|上限|下限)(?:为|是)?\Z")
_SET_SUM = Pattern(r"标准(?:调整|提高|确定|统一)[为到至][^，。；;\n]{0,20}\Z")
_SET_RATE = Pattern(
    r"(?:(?:税率|(?<![缴收])费率|(?<![毛净盈])利率|减按)[^，。；;\n]{0,6}|(?:单位|个人)缴)\Z"
)
_RATE = Pattern("的?(?:征收率|税率|费率)")
#: what is to be done in a year to come, told in this clause or in the one before; and what is to be done
#: at some time, told at once before its verb
_NEXT = Pattern(
    "(?:(?<!表)明|(?<![年未])来|(?<![以之])下一?)年(?![轻龄均资使]|度?(?:任务|要点|预算|工作|谋划))|力争(?=[0-9到])|(?:力争|争取)(?=到[0-9]{4}年|[在再年]|达到|实现|完成|[^，]{1,6}(?:提高|达到|建成))"
)
_PLANNED = Pattern(
    "(?:(?<![按照年度月周作训])计划|准备|(?<![已即])将)再?(?:用|开展|组织(?!生活|关系|部|机构)|举办|新建|新增|建成|选派|安排|投入|培训(?!经费|费|班|中心|机构))"
    "|将(?:完成|实现)|如(?:果|有|一年内|再次|连续|累计|出现)|(?:让|使)[^，]{1,20}?都?[能会](?:掌握|学会|享受)"
)
#: a plan that is followed: 按检查计划组织抽查12次; a year that a plan names before its verb
_BY_PLAN, _OF_YEAR = Pattern("(?:按|照|根据|依据)[^，]{0,8}计划"), Pattern("[0-9]{4}年")
#: how points are given: 90分以上为优秀, 80至89分为良好, 逾期一次扣0.5分
_GRADED = Pattern(
    r"(?:[至到—～~-][0-9.]{1,5}分)?(?:以[上下]占|(?:以[上下])?的?为(?:优|良|中等|合格|不|较|好|一般|差|基本))"
)
_POINTS = Pattern(r"满分为?\Z|扣满\Z|(?<![被共])[扣加减占计记]\Z")
_SCORED = Pattern("满分|扣满|百分制|每[^，。；\n]{1,8}[扣加减]|[一每]次[扣加减]")
#: what a clause demands before a bound, what is bounded one by one, and what a bracket includes in it:
#: 应当由2名以上; 单笔2万元以下; 以上（含两种）
_DEMANDED, _BOUNDS = Pattern("应当|必须|须(?![知要])"), Pattern("以[上下]")
_SINGLE = Pattern(r"(?:单笔|单项|单次|单价|单台|单件|批量)(?:[^，。；]{0,4}金额)?\Z")
_INCLUDED = Pattern(r"[（(]含\Z")


def is_norm(text: str, start: int, end: int) -> bool:
    """Whether a number is of a rule, a plan, a rate that is set or points to be given, and no result.

    Its clause is read up to the number, for a plan with the clause before it, and for points and what
    a breach costs its sentence.
    """
    clause = _clause(text, start)
    villages = text[end - 1] == "户" and _VILLAGES.match(text, end)
    bounded = not set("半%％") & set(text[start:end]) and _BOUNDED.match(text, end)
    over = _OVER.search(text, max(start - 3, 0), start) and _RULED.match(text, end)
    demanded = _BOUNDS.match(text, end) and _DEMANDED.search(clause)
    sized = _SIZED.search(text[start:end]) and _BY_SIZE.match(text, end)
    single = _BOUNDS.match(text, end) and _SINGLE.search(clause)
    included = _INCLUDED.search(text, max(start - 2, 0), start)
    ruled = over or demanded or included or single or _BOUND_RULED.match(text, end)
    bound = bounded or sized or villages or ruled or _BOUND.search(clause) or _SET.search(clause)
    summed = text[end - 1] == "元" and _SET_SUM.search(clause)
    rate = text[end - 1] in "%％" and (_SET_RATE.search(clause) or _RATE.match(text, end))
    planned = _PLANNED.search(clause) and not _BY_PLAN.search(clause)
    is_ruled = bool(
        bound
        or summed
        or rate
        or planned
        or _NEXT.search(_clauses(text, start))
        or _OFTEN.search(clause)
        or _is_rhythm(text, start, end)
        or _is_score(text, start, end)
        or _OF_LAW.search(_sentence(text, start))
    )
    told = _TOLD.search(_OF_YEAR.sub("", clause) if planned else clause)
    return is_ruled and not (told or text[end : end + 1] == "了")


def _is_rhythm(text: str, start: int, end: int) -> bool:
    """Whether a number is either part of 三年一次: the years, or the times in them."""
    if text[end - 1] == "次":
        return _ONCE_IN.search(text, max(start - 4, 0), start) is not None
    return text[end - 1] in "年月周" and _ONCE.match(text, end) is not None


def _is_score(text: str, start: int, end: int) -> bool:
    """Whether a number says how points are given: 90分以上为优秀, 逾期一次扣0.5分."""
    if graded := _GRADED.match(text, end):
        return "分" in text[start:end] + graded[0]
    given = text[end - 1] == "分" and _POINTS.search(text, max(start - 4, 0), start)
    return bool(given and _SCORED.search(_before(text, start) + text[start:end]))


def is_told(text: str, start: int, end: int) -> bool:
    """Whether the clause before a place, or what follows the place at once, tells a result."""
    return bool(_TOLD.search(_clause(text, start))) or text[end : end + 1] == "了"


def _before(text: str, start: int) -> str:
    """Return the sentence up to a place, so far as it is near."""
    return _STOP.split(text[max(start - _LONG, 0) : start])[-1]


def _sentence(text: str, start: int) -> str:
    """Return what stands around a place between two stops, so far as it is near."""
    return _before(text, start) + _STOP.split(text[start : start + _LONG])[0]


def _clauses(text: str, start: int) -> str:
    """Return the clause up to a place, with the one before it."""
    return "，".join(_PAUSE.split(_before(text, start))[-2:])


def _clause(text: str, start: int) -> str:
    return _PAUSE.split(text[max(start - _NEAR, 0) : start])[-1]
